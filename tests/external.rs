//! Indexes of other portfolios: what they tell, where links lead, what is traced across, and when they are not used.

mod support;

use std::collections::BTreeMap;

use serde_json::Value;
use sporbar::config::ExternalIndex;
use sporbar::export::Part;
use sporbar::export::bag::hex;
use sporbar::model::external::IndexFiles;
use sporbar::pipeline::{Edition, Pipeline, elsewhere};
use sporbar::trace::reviews::{State, recorded};
use support::{Pages, Project, lines, sporbar, write};

const ADDRESS: &str = "https://faelles.example.dk/krav/";

/// The portfolio that others link to. `HEMMELIG` is published nowhere.
fn shared() -> Project {
    let content = "elementer:
  - {id: FK, type: løsning, titel: Fælleskommunal komponent}
  - {id: FAM, type: retskilde, titel: Familieloven, kortnavn: FL, bestemmelser: [{ref: § 2, titel: Frist, tekst: Fristen er 14 dage.}]}
  - {id: NYL, type: retskilde, titel: Den nye lov, i_kraft: 2030-01-01}
  - {id: BL, type: retskilde, titel: Børneloven, bestemmelser: [{ref: § 20, tekst: Kommunen skal undersøge.}]}
  - {id: FK-K-1, type: krav, titel: Log alle <opslag>, løsning: FK, hjemmel: [FAM § 2, BL § 20], status: godkendt, tekst: Løsningen skal logge.}
  - {id: FK-K-2, type: krav, titel: Udgået, løsning: FK, status: udgået, tekst: Løsningen skal intet.}
  - {id: FK-HEM, type: krav, titel: HEMMELIG, løsning: FK, præciserer: FK-K-1, synlighed: intern, tekst: Løsningen skal tie.}
";
    Project::new("titel: Fælles krav\nbase_url: https://faelles.example.dk/krav\n", [("content/alt.yaml", content)])
}

/// The portfolio that links to it, with law of its own.
fn own(index: IndexFiles) -> Project {
    let content = "elementer:
  - {id: L-1, type: løsning, titel: Vores løsning}
  - {id: BL, type: retskilde, titel: Børneloven, bestemmelser: [{ref: § 20, tekst: Kommunen skal undersøge.}]}
  - {id: L-K-1, type: krav, titel: Log her, løsning: L-1, præciserer: [FK-K-1, FK-K-2], hjemmel: [FAM § 2, BL § 20, NYL], status: godkendt, tekst: 'Løsningen skal logge, jf. [[FK-K-1]], [[FK-K-1#baggrund]] og [[FL § 2]].'}
";
    let mut project = Project::new("titel: Vores krav\n", [("content/alt.yaml", content)]);
    project.external = [index].into();
    project
}

fn index_of(project: &Project) -> Vec<Part> {
    let edition = project.edition();
    sporbar::export::index::parts(&edition.book.facts, &edition.book.published).expect("the site has an address")
}

/// The index as it lies on disk, with a pin.
fn files(parts: &[Part], pin: Option<String>) -> IndexFiles {
    let named = ExternalIndex { path: "../fælles/indeks.json".to_owned(), sha256: pin };
    let rest = parts[1..].iter().map(|part| (part.path.clone(), Some(part.bytes.clone())));
    IndexFiles { named, manifest: Some(parts[0].bytes.clone()), parts: rest.collect() }
}

fn pinned(parts: &[Part]) -> IndexFiles {
    files(parts, Some(hex(&parts[0].bytes)))
}

/// Findings of the rules on links and indexes.
fn told(edition: &Edition) -> Vec<String> {
    lines(edition)
        .into_iter()
        .filter(|line| [": S07: ", ": S15: ", ": S21: ", ": J03: ", ": J04: "].iter().any(|of| line.contains(of)))
        .collect()
}

#[test]
fn an_index_holds_what_is_published_and_no_more() {
    let parts = index_of(&shared());
    assert_eq!(parts, index_of(&shared()), "the same content gives the same bytes");
    let text = String::from_utf8(parts[1].bytes.clone()).unwrap();
    assert!(!text.contains("HEM"), "{text}");
    let entries: Vec<Value> = serde_json::from_str(&text).unwrap();
    let ids: Vec<&str> = entries.iter().map(|entry| entry["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["BL", "BL § 20", "FAM", "FAM § 2", "FK", "FK-K-1", "FK-K-2", "NYL"]);
    let manifest: Value = serde_json::from_slice(&parts[0].bytes).unwrap();
    assert_eq!((&manifest["items"], &manifest["base_url"]), (&8.into(), &ADDRESS.into()));
    assert_eq!(manifest["parts"][0]["sha256"], hex(&parts[1].bytes));
    let mut homeless = shared();
    homeless.settings = "titel: Fælles krav\n".to_owned();
    let edition = homeless.edition();
    assert!(sporbar::export::index::parts(&edition.book.facts, &edition.book.published).is_none());
}

#[test]
fn links_lead_to_the_other_site_and_changes_are_traced_across() {
    let pages = own(pinned(&index_of(&shared()))).pages();
    let page = pages.text("krav/l-k-1.html");
    for link in [
        "href=\"https://faelles.example.dk/krav/krav/fk-k-1.html\"",
        "href=\"https://faelles.example.dk/krav/retskilde/fam/p2.html\"",
        "Log alle &lt;opslag&gt;",
        "Fælles krav",
        "udgået",
        "ikke trådt i kraft",
    ] {
        assert!(page.contains(link), "{link} is not on\n{page}");
    }
    // The law that both have is the own one, and the other portfolio's requirement rests on it.
    let law = pages.text("retskilde/bl/p20.html");
    assert!(law.contains("<b>2 elementer direkte</b>") && law.contains(&format!("{ADDRESS}krav/fk-k-1.html")), "{law}");
    assert!(!pages.has("krav/fk-k-1.html") && !pages.has("retskilde/fam.html"), "others' items have no page here");
    assert!(!pages.text("krav/index.html").contains("FK-K-1"), "nor do they stand in lists");
    assert!(pages.text("data/graf-000.js").contains(&format!("{ADDRESS}krav/fk-k-1.html")), "the explorer knows them");
    assert!(!pages.text("data/emner-000.js").contains("\"id\":\"FK-K-1\""), "the data of the site are its own");
    let edition = own(pinned(&index_of(&shared()))).edition();
    assert_eq!(told(&edition), Vec::<String>::new());
}

#[test]
fn an_index_that_is_not_the_pinned_one_is_told_and_not_used() {
    let parts = index_of(&shared());
    let pin = hex(&parts[0].bytes);
    let changed = |edit: &dyn Fn(&mut Value)| {
        let mut manifest: Value = serde_json::from_slice(&parts[0].bytes).unwrap();
        edit(&mut manifest);
        let mut parts = parts.clone();
        parts[0].bytes = serde_json::to_vec(&manifest).unwrap();
        pinned(&parts)
    };
    let entry = |from: &str, to: &str| {
        let mut parts = parts.clone();
        parts[1].bytes = String::from_utf8(parts[1].bytes.clone()).unwrap().replacen(from, to, 1).into_bytes();
        let mut manifest: Value = serde_json::from_slice(&parts[0].bytes).unwrap();
        manifest["parts"][0]["sha256"] = hex(&parts[1].bytes).into();
        parts[0].bytes = serde_json::to_vec(&manifest).unwrap();
        pinned(&parts)
    };
    let mut lost = pinned(&parts);
    lost.parts[0].1 = None;
    let mut other = pinned(&parts);
    other.parts[0].1.as_mut().unwrap().push(b'\n');
    let gone = IndexFiles { manifest: None, parts: Vec::new(), ..pinned(&parts) };
    let half = IndexFiles { manifest: Some(parts[0].bytes[..100].to_vec()), ..pinned(&parts) };
    let named = "the index `../fælles/indeks.json`";
    for (index, says, links_told) in [
        (files(&parts, None), "is not pinned", 0),
        (files(&parts, Some(pin.replace(|c: char| c.is_ascii_digit(), "0"))), "is another than the pinned one", 0),
        (gone, "is not there", 7),
        (half, "is damaged: `indeks.json` can't be read (line", 7),
        (lost, "is damaged: the part `indeks-000.json` is missing", 7),
        (other, "is damaged: the part `indeks-000.json` is another than the index names", 7),
        (changed(&|manifest| manifest["version"] = 2.into()), "is damaged: `format` and `version` must be", 7),
        (
            changed(&|manifest| manifest["base_url"] = "javascript:alert(1)//".into()),
            "is damaged: `base_url` must be",
            7,
        ),
        (
            changed(&|manifest| manifest["base_url"] = "https://a/\"><script>x</script>/".into()),
            "is damaged: `base_url` must be",
            7,
        ),
        (
            changed(&|manifest| manifest["parts"][0]["file"] = "../../hemmelig.json".into()),
            "is damaged: `../../hemmelig.json` is no name of a file",
            7,
        ),
        (
            changed(&|manifest| {
                let part = manifest["parts"][0].clone();
                manifest["parts"].as_array_mut().unwrap().push(part);
            }),
            "is damaged: `indeks-000.json` is no name of a file or is named twice",
            7,
        ),
        (entry("krav/fk-k-1.html", "../fk-k-1.html"), "is damaged: the item `FK-K-1` can't be read", 7),
        (entry("krav/fk-k-1.html", "javascript:alert(1)"), "is damaged: the item `FK-K-1` can't be read", 7),
        (entry("\"within\":\"BL\"", "\"within\":\"intet\""), "is damaged: the item `BL § 20` can't be read", 7),
        (entry("krav/fk-k-1.html", "k.html\\\"onclick=1"), "is damaged: the item `FK-K-1` can't be read", 7),
        (entry("\"id\":\"FK-K-1\"", "\"id\":\"<b>\""), "is damaged: the item `<b>` can't be read", 7),
        (entry("\"id\":\"FK-K-1\"", "\"id\":\"\""), "is damaged: the item `` can't be read", 7),
        (entry("2030-01-01", "snart"), "is damaged: the item `NYL` can't be read", 7),
    ] {
        let edition = own(index).edition();
        let told = told(&edition);
        let of_index: Vec<&String> = told.iter().filter(|line| line.contains(": S21: ")).collect();
        assert_eq!(of_index.len(), 1, "{told:#?}");
        assert!(
            of_index[0].starts_with("sporbar.yaml:") && of_index[0].contains(&format!("S21: {named} {says}")),
            "{told:#?}"
        );
        assert_eq!(told.len() - 1, links_told, "{told:#?}");
        let pages = Pages::of(&edition);
        assert!(pages.with(ADDRESS).is_empty(), "nothing of it is used: {says}");
        assert!(
            pages.text("krav/l-k-1.html").contains("class=\"broken\""),
            "its links are shown as unresolved: {says}"
        );
    }
}

#[test]
fn what_another_portfolio_changes_is_to_be_reviewed_again() {
    let before = own(pinned(&index_of(&shared()))).edition();
    let facts = &before.book.facts;
    let day = facts.model.day;
    let lock: String = facts
        .reviews()
        .all()
        .iter()
        .filter_map(|review| recorded(&facts.model, review, day, "FG-1"))
        .map(|entry| format!("{entry}\n"))
        .collect();
    let states = |project: &Project| {
        let edition = project.edition();
        let facts = edition.book.facts.clone();
        let of = |review: &sporbar::trace::reviews::Review| {
            (facts.model.links[review.link].text.to_string(), review.state.clone())
        };
        facts.reviews().all().iter().map(of).collect::<BTreeMap<_, _>>()
    };
    let mut same = own(pinned(&index_of(&shared())));
    same.lock = Some(lock.clone());
    assert!(states(&same).values().all(|state| *state == State::Unchanged), "{lock}");
    let mut later = shared();
    let content = later.files.get_mut("content/alt.yaml").unwrap();
    *content = content.replace("14 dage", "10 dage");
    let mut changed = own(pinned(&index_of(&later)));
    changed.lock = Some(lock);
    let states = states(&changed);
    assert_eq!(states["FAM § 2"], State::Changed, "{states:?}");
    assert_eq!(states["BL § 20"], State::Unchanged, "{states:?}");
}

#[test]
fn a_run_that_remembers_gives_what_a_clean_run_gives() {
    let parts = index_of(&shared());
    let mut later = shared();
    let content = later.files.get_mut("content/alt.yaml").unwrap();
    *content = content.replace("Log alle <opslag>", "Log det hele");
    let new = index_of(&later);
    let gone = IndexFiles { manifest: None, parts: Vec::new(), ..pinned(&parts) };
    let mut remembering = Pipeline::default();
    let steps =
        [pinned(&parts), gone, pinned(&parts), files(&new, Some(hex(&parts[0].bytes))), pinned(&new), pinned(&parts)];
    for (number, index) in steps.into_iter().enumerate() {
        let mut project = own(index);
        // An edit of a title alone comes with some of them.
        let content = project.files.get_mut("content/alt.yaml").unwrap();
        *content = content.replace("Log her", &format!("Log her {}", number / 2));
        let kept = remembering.edition(project.input()).unwrap();
        let clean = project.edition();
        assert_eq!(lines(&clean), lines(&kept), "step {number}");
        assert!(Pages::of(&clean) == Pages::of(&kept), "step {number}");
    }
}

/// The shipped example without its law, which is another portfolio's then.
#[test]
fn a_portfolio_that_is_split_says_the_same_of_its_law() {
    let mut whole = Project::shipped();
    whole.settings.push_str("base_url: https://lov.example.dk/\n");
    whole.day = "2026-11-23".parse().unwrap();
    let index = index_of(&whole);
    let mut split = whole.clone();
    split.files.retain(|path, _| !path.starts_with("content/lov/"));
    split.external = [pinned(&index)].into();
    let (whole, split) = (whole.edition(), split.edition());
    // Pages about the law are gone with it, and links to those pages are told.
    let told: Vec<String> = told(&split).into_iter().filter(|line| !line.contains("the site has no page")).collect();
    assert!(told.is_empty(), "{told:#?}");
    let states = |edition: &Edition| {
        let facts = &edition.book.facts;
        let of = |review: &sporbar::trace::reviews::Review| {
            let link = &facts.model.links[review.link];
            let holder = facts.model.item(link.holder);
            // The file says who holds it: the law itself is in neither.
            (!facts.path(holder.file).starts_with("content/lov/"))
                .then(|| ((holder.id.to_string(), link.text.to_string()), review.state.clone()))
        };
        facts.reviews().all().iter().filter_map(of).collect::<BTreeMap<_, _>>()
    };
    assert!(states(&whole).len() > 50, "the example has reviewed links");
    assert_eq!(states(&whole), states(&split), "fingerprints of the index are those of the law");
    let pages = Pages::of(&split);
    assert!(pages.with("https://lov.example.dk/retskilde/").len() > 50);
}

#[test]
fn the_command_writes_an_index_and_the_project_that_names_it_is_built_and_exported() {
    let folder = tempfile::tempdir().unwrap();
    let (there, here) = (folder.path().join("fælles"), folder.path().join("vores"));
    shared().write(&there);
    own(IndexFiles::default()).write(&here);
    write(&there, "indeks/indeks-007.json", "[]");
    for _ in 0..2 {
        let ran = sporbar(
            &there,
            &["export", "--only", "index", "--to", "indeks", "--lang", "en", "--as-of", "2026-11-01"],
            &[],
        );
        let said = String::from_utf8_lossy(&ran.stderr).into_owned() + &String::from_utf8_lossy(&ran.stdout);
        let pin = hex(&std::fs::read(there.join("indeks/indeks.json")).unwrap());
        assert!(said.contains(&format!("pin the index with `sha256: {pin}`")), "{said}");
        assert!(!there.join("indeks/indeks-007.json").exists(), "a part of an earlier index is gone");
        let settings =
            format!("titel: Vores krav\neksterne:\n  - indeks: ../fælles/indeks/indeks.json\n    sha256: {pin}\n");
        write(&here, "sporbar.yaml", settings);
    }
    let ran = sporbar(&here, &["build", "--output", "site", "--as-of", "2026-11-01"], &[]);
    assert!(ran.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&ran.stderr));
    let page = || std::fs::read_to_string(here.join("site/krav/l-k-1.html")).unwrap();
    assert!(page().contains(ADDRESS));
    let ran = sporbar(&here, &["export", "--to", "p.zip", "--as-of", "2026-11-01"], &[]);
    assert!(ran.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&ran.stderr));
    assert!(sporbar(&here, &["verify", "p.zip"], &[]).status.success());
    let input = sporbar::pipeline::read(&here, |_| Ok("2026-11-01".parse().unwrap())).unwrap();
    let watched = elsewhere(&here, &input);
    assert!(
        ["indeks.json", "indeks-000.json"].iter().all(|name| watched.iter().any(|path| path.ends_with(name))),
        "{watched:?}"
    );
    let ran = sporbar(&here, &["review", "L-K-1", "--as-of", "2026-11-01", "--lang", "en"], &[]);
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    let text = format!("the text stands in the portfolio Fælles krav: {ADDRESS}retskilde/fam/p2.html");
    assert!(said.contains(&text), "{said}");
    // A lost index is a change, too, and no build is remembered over it.
    std::fs::remove_file(there.join("indeks/indeks.json")).unwrap();
    let ran = sporbar(&here, &["build", "--output", "site", "--as-of", "2026-11-01"], &[]);
    assert_eq!(ran.status.code(), Some(1));
    assert!(!page().contains(ADDRESS));
    let ran = sporbar(&here, &["rename", "FK-K-1", "FK-K-9", "--lang", "en"], &[]);
    assert_ne!(ran.status.code(), Some(0), "another portfolio's id is not ours to change");
}
