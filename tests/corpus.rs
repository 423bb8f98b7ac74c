//! The corpus that all figures are measured on: it builds without faults, its pages are light, and files are few.

#[path = "../benches/corpus/mod.rs"]
mod generator;
mod support;

use std::collections::BTreeMap;

use generator::Rules;
use sporbar::finding::Level;
use sporbar::pages::Route;
use sporbar::pipeline::Edition;
use support::{Pages, Project, lines};

fn edition(items: usize, rules: Rules) -> Edition {
    let mut files: BTreeMap<String, String> = generator::files(items, 7, rules).into_iter().collect();
    let settings = files.remove("sporbar.yaml").unwrap();
    Project::new(&settings, files).edition()
}

/// Acts are drawn beside the items: one for 25 paragraphs, of which every fifth item is one.
fn acts(items: usize) -> usize {
    (items / 5).div_ceil(25)
}

#[test]
fn the_corpus_has_no_faults_of_its_machinery() {
    let edition = edition(400, Rules::MachineryOnly);
    let errors =
        edition.book.findings.iter().filter(|finding| finding.level == Level::Error && !finding.waived).count();
    assert_eq!(errors, 0, "{:#?}", lines(&edition));
}

#[test]
fn the_corpus_has_as_many_items_as_were_asked_for() {
    for items in [200, 1000] {
        assert_eq!(edition(items, Rules::MachineryOnly).book.model().items.len(), items + acts(items));
    }
}

#[test]
fn pages_of_a_thousand_items_are_light() {
    let edition = edition(1000, Rules::MachineryOnly);
    let plan = edition.plan();
    let pages = Pages::of(&edition);
    let items = plan.iter().filter(|page| matches!(page.route, Route::Item(_)));
    let mut weights: Vec<usize> = items.map(|page| pages.0[&page.address].1.len()).collect();
    weights.sort_unstable();
    let (median, heavy) = (weights[weights.len() / 2], weights[weights.len() * 95 / 100]);
    assert!(median <= 10_000, "half of the pages weigh over {median} bytes");
    assert!(heavy <= 30_000, "one page of twenty weighs over {heavy} bytes");
}

#[test]
fn drawings_of_a_thousand_items_are_at_most_3_kb() {
    let pages = Pages::of(&edition(1000, Rules::MachineryOnly));
    let mut sizes = Vec::new();
    for (address, (_, bytes)) in &pages.0 {
        let page = String::from_utf8_lossy(bytes);
        // A solution's page has a map.
        let Some(start) = page.find("<svg class=\"hood ").filter(|_| !address.starts_with("loesning/")) else {
            continue;
        };
        let drawing = &page[start..start + page[start..].find("</svg>").unwrap() + "</svg>".len()];
        sizes.push((drawing.len(), address.clone()));
    }
    sizes.sort();
    let (largest, of) = sizes.last().unwrap();
    assert!(sizes.len() > 900, "{} items are drawn", sizes.len());
    assert!(*largest <= 3072, "the drawing of {of} takes {largest} bytes");
    // Room that is not used is a neighbour that is not shown.
    let mean = sizes.iter().map(|(size, _)| size).sum::<usize>() / sizes.len();
    assert!(mean >= 2000, "drawings take {mean} bytes on average");
}

#[test]
fn ten_thousand_items_make_few_files_beside_their_pages() {
    let edition = edition(10_000, Rules::MachineryOnly);
    // The pages of the rules are as many for ten items.
    let files = edition.plan().iter().filter(|page| !matches!(page.route, Route::Rule(_))).count();
    let items = edition.book.model().items.len();
    assert!(files as f64 <= items as f64 * 1.06, "{files} files for {items} items");
}
