//! The page of the annexes of tenders, on a site and in a bundle.

mod support;

use sporbar::export::{Request, choose};
use sporbar::pipeline::Pipeline;
use support::Project;

fn project() -> Project {
    let requirements: String = (1..=250)
        .map(|number| {
            format!("  - {{id: K-{number:03}, titel: Krav {number}, kravtype: MK, tekst: Løsningen skal {number}.}}\n")
        })
        .collect();
    Project::new(
        "titel: Prøve\nprofiler: {udbud: {vælg: {type: krav}}}\n",
        [
            ("content/krav.yaml".to_owned(), format!("fælles: {{type: krav, løsning: L}}\nelementer:\n{requirements}")),
            ("content/l.yaml".to_owned(), "id: L\ntype: løsning\ntitel: Løsningen\n".to_owned()),
            ("content/b.yaml".to_owned(), "id: B-1\ntype: begreb\ntitel: sag\nløsning: L\n".to_owned()),
            (
                "content/udbud.yaml".to_owned(),
                "id: UDB\ntype: udbud\ntitel: Udbud\nløsning: L\nannonceres: 2027-05-01\nbilagsplan:\n  - {nummer: \"1\", titel: Begreber, vælg: {type: begreb}}\n  - {nummer: \"2.1\", titel: <Krav>, vælg: {type: krav}}\n".to_owned(),
            ),
        ],
    )
}

#[test]
fn a_site_lists_the_annexes_with_provisional_numbers() {
    let pages = project().pages();
    let first = pages.text("bilag/index.html");
    for word in ["1 Begreber", "2.1 &lt;Krav&gt;", ">2.1-1<", ">K-001<", "Numrene er foreløbige", "side-2.html"] {
        assert!(first.contains(word), "{word}\n{first}");
    }
    let second = pages.text("bilag/side-2.html");
    assert!(second.contains(">2.1-250<") && !second.contains("1 Begreber") && !second.contains("side-3"), "{second}");
    assert!(pages.text("udbud/udb.html").contains("2 bilag med 251 elementer"));
    assert!(pages.text("oversigt.html").contains("bilag/index.html"));
    // The number is no part of an item before it is frozen.
    assert!(!pages.text("krav/k-001.html").contains("2.1-1"));
}

#[test]
fn a_tender_that_is_not_published_shows_no_annexes() {
    let mut project = project();
    project.files.get_mut("content/udbud.yaml").unwrap().push_str("synlighed: intern\n");
    let pages = project.pages();
    assert!(pages.addresses().all(|address| !address.starts_with("bilag/")));
}

#[test]
fn what_joins_an_annex_changes_the_key_of_the_tender() {
    let key = |project: &Project| {
        let edition = project.edition();
        edition.plan().into_iter().find(|page| page.address == "udbud/udb.html").unwrap().key
    };
    let mut project = project();
    let before = key(&project);
    project.files.insert("content/k.yaml".to_owned(), "id: K-999\ntype: krav\ntitel: Nyt\nløsning: L\n".to_owned());
    assert_ne!(before, key(&project));
}

#[test]
fn a_bundle_lists_them_with_the_numbers_it_freezes() {
    let mut request = Request { profile: Some("udbud".to_owned()), ..Request::default() };
    request.frozen = [(("UDB".to_owned(), "K-002".to_owned()), "2.1-77".to_owned())].into_iter().collect();
    let edition = Pipeline::default().edition_of(project().input(), |facts| choose(facts, &mut request)).unwrap();
    let pages = support::Pages::of(&edition);
    let page = pages.text("bilag/index.html");
    assert!(page.contains(">2.1-77<") && !page.contains("foreløbige"), "{page}");
    assert!(pages.text("krav/k-002.html").contains("2.1-77"));
}
