//! Another trade in another language is a model file and no code: `tests/hospital` is built as it stands.

mod support;

use std::path::Path;

use support::{Pages, Project, lines};

/// Words of the built-in model that an English site must not speak.
const DANISH: [&str; 14] = [
    "krav",
    "retskilde",
    "bestemmelse",
    "løsning",
    "begreb",
    "arbejdsgang",
    "hjemmel",
    "snitflade",
    "regel",
    "forretningskrav",
    "gennemgået",
    "synlighed",
    "gældende",
    "udgået",
];

fn hospital() -> Project {
    Project::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hospital"))
}

/// The words a reader sees on a page, tags and scripts left out.
fn visible_words(html: &str) -> Vec<String> {
    let mut text = String::new();
    for part in html.split('<') {
        text.push(' ');
        text.push_str(part.split_once('>').map_or(part, |(_, behind)| behind));
    }
    text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase).collect()
}

#[test]
fn every_item_has_a_page_in_the_folder_that_the_model_names() {
    let pages = hospital().pages();
    for address in [
        "ward/w-icu.html",
        "equipment/eq-7.html",
        "requirement/req-1.html",
        "regulation/mdr.html",
        "regulation/mdr/p2.html",
        "term/alarm.html",
        "system/sys-mon.html",
        "pathway/p-1.html",
        "requirement/req-old.html",
        "ward/index.html",
    ] {
        assert!(pages.has(address), "{address} is missing: {:?}", pages.addresses().collect::<Vec<_>>());
    }
}

#[test]
fn links_are_shown_both_ways_by_the_names_of_the_model() {
    let pages = hospital().pages();
    let shows = |address: &str, text: &str| {
        assert!(pages.text(address).contains(text), "`{text}` is not on {address}:\n{}", pages.text(address));
    };
    shows("requirement/req-1.html", "../regulation/mdr/p2.html#_s1");
    shows("regulation/mdr/p2.html", "../../requirement/req-1.html");
    shows("equipment/eq-7.html", "Is concerned by");
    shows("ward/w-icu.html", "Houses");
    shows("requirement/req-1.html", "Is used in a step of");
    shows("pathway/p-1.html", "See the patient");
    shows("ward/w-icu.html", "<dt>Reviewed<dd>1\u{a0}March\u{a0}2026 by <a");
}

#[test]
fn rules_know_the_kinds_by_their_roles() {
    let findings = lines(&hospital().edition());
    let expected = [
        "content/requirements/no-basis.md:2:5: J01: `REQ-2` stems from law, but has no legal basis",
        "content/requirements/no-basis.md:11:47: S07: no item has the id `W-ICUU`",
        "content/requirements/repealed.md:7:8: J05: ",
    ];
    for line in expected {
        assert!(findings.iter().any(|found| found.starts_with(line)), "missing {line}\n{}", findings.join("\n"));
    }
    let unexpected: Vec<&String> =
        findings.iter().filter(|found| !expected.iter().any(|line| found.starts_with(line))).collect();
    assert!(unexpected.iter().all(|line| line.contains(": S16: ")), "{unexpected:#?}");
}

#[test]
fn an_english_site_speaks_no_danish() {
    let pages: Pages = hospital().pages();
    let mut faults = Vec::new();
    for (address, (_, bytes)) in &pages.0 {
        // The examples on a rule's page are written in the built-in model.
        if !address.ends_with(".html") || address.starts_with("kontrol/") && address != "kontrol/index.html" {
            continue;
        }
        let words = visible_words(std::str::from_utf8(bytes).unwrap());
        faults.extend(
            DANISH
                .iter()
                .filter(|word| words.iter().any(|seen| seen == *word))
                .map(|word| format!("{address}: {word}")),
        );
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn what_the_model_marks_internal_is_in_no_output() {
    let mut project = hospital();
    let hidden = "id: W-X\ntype: ward\ntitel: Zebrawing\nvisibility: staff\npart_of: W-MED\n";
    project.files.insert("content/wards/x.yaml".to_owned(), hidden.to_owned());
    assert_eq!(project.pages().with("Zebrawing"), Vec::<&str>::new());
}

#[test]
fn a_damaged_file_that_was_hidden_stays_hidden() {
    let mut project = hospital();
    let hidden =
        "---\nid: W-Y\ntype: ward\ntitel: Zebrawing: south\nvisibility: staff\npart_of: [W-MED\n---\n\nZebra.\n";
    project.files.insert("content/wards/y.md".to_owned(), hidden.to_owned());
    assert_eq!(project.pages().with("Zebra"), Vec::<&str>::new());
}
