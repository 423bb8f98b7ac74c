//! The explorer's data: what stands in them, what never does, and what an edit changes.

mod support;

use serde_json::Value;
use support::{Pages, Project};

const SETTINGS: &str = "titel: Prøve\nkvalitetsprofil: {regler: {K: \"off\", V: \"off\", G: \"off\"}}\n";

/// A script's value, between the first `opening` and the last `closing`.
fn json(script: &str, opening: &str, closing: &str) -> Value {
    let start = script.find(opening).expect("the script assigns a value") + opening.len();
    let end = script.rfind(closing).expect("the script ends");
    serde_json::from_str(&script[start..end]).unwrap_or_else(|error| panic!("{error}: {script}"))
}

fn head(pages: &Pages) -> Value {
    json(pages.text("data/graf.js"), ".graf=", ";")
}

/// Rows of all parts, each from `pages`.
fn rows(pages: &Pages) -> Vec<Value> {
    let parts: Vec<&str> = pages.addresses().filter(|address| address.starts_with("data/graf-")).collect();
    let rows = parts.iter().map(|part| json(pages.text(part), ".push(", ");"));
    rows.flat_map(|part| part.as_array().expect("a part is a list").clone()).collect()
}

#[track_caller]
fn row(pages: &Pages, id: &str) -> Value {
    rows(pages).into_iter().find(|row| row[0] == id).unwrap_or_else(|| panic!("there is no row of `{id}`"))
}

/// The name of a type of link by its number in the head.
fn link_name(head: &Value, number: i64) -> &str {
    head["links"][usize::try_from(number).expect("a number of a type")]["name"].as_str().expect("types have names")
}

const ACT: &str = "id: BL\ntype: retskilde\ntitel: Barnets lov\ni_kraft: 2024-01-01\nbestemmelser:\n  - ref: § 20\n    titel: Undersøgelse\n    bestemmelser:\n      - {ref: stk. 3, resume: Fire måneder}\n";

fn small() -> Project {
    let krav = "---\nid: K-1\ntype: krav\ntitel: Frist\nløsning: L\nhjemmel: BL § 20, stk. 3\nstatus: kladde\n---\n\nLøsningen skal.\n";
    let use_case = "---\nid: UC-1\ntype: usecase\ntitel: Undersøg\nunderstøttes_af: K-1\n---\n\nTekst.\n";
    let files = [
        ("content/bl.yaml", ACT),
        ("content/l.yaml", "id: L\ntype: løsning\ntitel: Løsningen\n"),
        ("content/k.md", krav),
        ("content/uc.md", use_case),
    ];
    Project::new(SETTINGS, files)
}

#[test]
fn a_row_tells_what_an_item_is_and_what_it_links_to() {
    let pages = small().pages();
    let head = head(&pages);
    let krav = row(&pages, "K-1");
    assert_eq!(head["kinds"][krav[1].as_u64().unwrap() as usize]["key"], "krav");
    assert_eq!(head["statuses"][krav[2].as_u64().unwrap() as usize]["key"], "kladde");
    assert_eq!((&krav[3], &krav[4]), (&Value::from("Frist"), &Value::from("")), "the address follows from the id");
    assert_eq!(krav[5], serde_json::json!(["L"]));
    let links = krav[6].as_array().unwrap();
    let named: Vec<String> = links
        .chunks(2)
        .map(|pair| format!("{} {}", link_name(&head, pair[0].as_i64().unwrap()), pair[1].as_str().unwrap()))
        .collect();
    assert_eq!(named, ["løsning L", "hjemmel BL § 20, stk. 3"]);
}

#[test]
fn a_link_written_from_the_other_end_is_one_of_the_same_type() {
    let pages = small().pages();
    let use_case = row(&pages, "UC-1");
    let number = use_case[6][0].as_i64().unwrap();
    assert!(number < 0, "{use_case}");
    assert_eq!(link_name(&head(&pages), -1 - number), "understøtter");
    assert_eq!(use_case[6][1], "K-1");
}

#[test]
fn a_provision_lies_in_what_it_is_nested_in() {
    let pages = small().pages();
    let head = head(&pages);
    let links = row(&pages, "BL § 20, stk. 3")[6].clone();
    assert_eq!(links[1], "BL § 20");
    assert_eq!(link_name(&head, links[0].as_i64().unwrap()), "del af");
    assert_eq!(row(&pages, "BL § 20, stk. 3")[4], "retskilde/bl/p20.html#_s3");
    let status = row(&pages, "BL")[2].as_u64().unwrap();
    assert_eq!(head["statuses"][status as usize]["name"], "i kraft");
}

#[test]
fn what_an_item_rests_on_is_told_by_the_type_of_link() {
    let head = head(&small().pages());
    let basis = |name: &str| {
        head["links"].as_array().unwrap().iter().find(|link| link["name"] == name).unwrap()["basis"].clone()
    };
    // A requirement rests on law; a solution rests on its requirements.
    assert_eq!((basis("hjemmel"), basis("løsning"), basis("del af")), (true.into(), false.into(), true.into()));
}

#[test]
fn what_is_not_published_is_in_no_part() {
    let mut project = small();
    let hidden =
        "---\nid: HEMMELIG-1\ntype: krav\ntitel: Skjult titel\nsynlighed: fortrolig\nhjemmel: BL § 20\n---\n\nTekst.\n";
    let open = "---\nid: K-2\ntype: krav\ntitel: Åben\nafhænger_af: HEMMELIG-1\n---\n\nTekst.\n\n> [!FORTROLIG]\n> Se [[UC-1]].\n";
    project.files.insert("content/h.md".into(), hidden.into());
    project.files.insert("content/o.md".into(), open.into());
    let pages = project.pages();
    for (address, (_, bytes)) in pages.0.iter().filter(|(address, _)| address.starts_with("data/graf")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("HEMMELIG") && !text.contains("Skjult titel"), "{address}");
    }
    assert_eq!(row(&pages, "K-2")[6], serde_json::json!([]), "neither the hidden item nor the hidden block shows");
    assert!(!pages.text("udforsk.html").contains("HEMMELIG"));
}

#[test]
fn links_that_do_not_hold_say_how_they_stand() {
    let mut project = small();
    let krav = "---\nid: K-2\ntype: krav\ntitel: Gammelt grundlag\nafhænger_af: [K-9, K-3, K-1]\n---\n\nTekst.\n";
    project.files.insert("content/k2.md".into(), krav.into());
    project.files.insert("content/k3.yaml".into(), "id: K-3\ntype: krav\ntitel: Forbi\nstatus: udgået\n".into());
    let pages = project.pages();
    let standings = head(&pages)["standings"].clone();
    let links = row(&pages, "K-2")[6].clone();
    let mut told = Vec::new();
    for cell in links.as_array().unwrap().iter().filter(|cell| !cell.is_number()) {
        let word =
            cell.get(1).map_or("", |number| standings[number.as_u64().unwrap() as usize]["word"].as_str().unwrap());
        told.push(format!("{} {word}", cell.get(0).unwrap_or(cell).as_str().unwrap()));
    }
    told.sort();
    assert_eq!(told, ["K-1 ", "K-3 udgået", "K-9 brudt"]);
    assert_eq!(standings[6]["word"], "brudt", "the scripts take the last for a link to nothing");
    assert!(standings[0].is_null());
}

#[test]
fn a_title_can_not_end_the_script() {
    let mut project = small();
    let title = "</script><script>alert(1)</script> \"citat\" \u{202e}omvendt \u{2028}linje";
    project.files.insert("content/x.yaml".into(), format!("id: X\ntype: begreb\ntitel: {}\n", Value::from(title)));
    let pages = project.pages();
    for (address, (_, bytes)) in pages.0.iter().filter(|(address, _)| address.starts_with("data/")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains('<') && !text.contains('\u{2028}'), "{address}");
    }
    assert!(row(&pages, "X")[3].as_str().unwrap().starts_with("</script><script>"));
}

#[test]
fn an_item_leads_to_itself_in_the_explorer() {
    let pages = small().pages();
    assert!(pages.text("krav/k-1.html").contains("\"../udforsk.html#fokus=K-1\""));
    assert!(pages.text("retskilde/bl/p20.html").contains("\"../../udforsk.html#fokus=BL%20%C2%A7%2020\""));
    assert!(pages.text("oversigt.html").contains("\"udforsk.html\""));
}

#[test]
fn the_page_loads_every_part() {
    let pages = small().pages();
    let page = pages.text("udforsk.html");
    for address in
        pages.addresses().filter(|address| address.starts_with("data/graf") || address.contains("/explorer/"))
    {
        assert!(page.contains(&format!("\"{address}\"")), "{address} is loaded by nobody");
    }
}

#[test]
fn a_new_item_changes_one_part() {
    let item = |number: usize| {
        (format!("content/{number}.yaml"), format!("id: B-{number}\ntype: begreb\ntitel: Ord {number}\n"))
    };
    let mut project = Project::new(SETTINGS, (0..1500).map(item));
    let before = project.pages();
    let (path, text) = item(9999);
    project.files.insert(path, text);
    let after = project.pages();
    let parts = || after.addresses().filter(|address| address.starts_with("data/graf-"));
    assert_eq!(parts().count(), 2);
    let changed: Vec<&str> = parts().filter(|part| before.0[*part] != after.0[*part]).collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert_eq!(before.0["data/graf.js"], after.0["data/graf.js"]);
    assert_eq!(before.0["udforsk.html"], after.0["udforsk.html"]);
}

#[test]
fn a_link_that_is_written_at_its_other_end_changes_every_part_that_tells_of_it() {
    let concept =
        |number: usize| (format!("content/{number}.yaml"), format!("id: B-{number}\ntype: begreb\ntitel: Ord\n"));
    let mut project = Project::new(SETTINGS, (0..600).map(concept));
    for number in 0..20 {
        let krav = format!("id: K-{number}\ntype: krav\ntitel: Krav\n");
        let use_case = format!("id: UC-{number}\ntype: usecase\ntitel: Brug\nunderstøttes_af: K-{number}\n");
        project.files.insert(format!("content/k{number}.yaml"), krav);
        project.files.insert(format!("content/uc{number}.yaml"), use_case);
    }
    let before = project.pages();
    for number in 0..20 {
        let text = project.files.get_mut(&format!("content/uc{number}.yaml")).unwrap();
        *text = text.replace(&format!("understøttes_af: K-{number}\n"), "");
        let after = project.pages();
        for (address, (key, bytes)) in after.0.iter().filter(|(address, _)| address.starts_with("data/")) {
            assert!(before.0[address].0 != *key || before.0[address].1 == *bytes, "{address} after K-{number}");
        }
        project.files.insert(
            format!("content/uc{number}.yaml"),
            format!("id: UC-{number}\ntype: usecase\ntitel: Brug\nunderstøttes_af: K-{number}\n"),
        );
    }
}
