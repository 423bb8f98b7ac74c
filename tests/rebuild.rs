//! A run that remembers gives what a clean run gives, equal keys mean equal bytes, and an edit costs what it changes.

#[path = "../benches/corpus/mod.rs"]
mod corpus;
mod support;

use std::collections::{BTreeMap, HashMap};

use sporbar::document;
use sporbar::pages::{self, KnownKeys, Planned, Route};
use sporbar::pipeline::{Counts, Pipeline};
use sporbar::rules::{Memory, RULES, Ran, Scope};
use support::edits::{Edited, KINDS, Kind, SETTINGS, WAIVERS, replace_line, village};
use support::{Chance, Pages, Project};

/// Edits a project again and again; after each edit a run that remembers is held against a clean one.
fn check_edits(start: Project, seed: u64, edits: usize) {
    let mut edited = Edited::new(start.clone(), seed);
    let mut remembering = Pipeline::default();
    let mut keys: Vec<u8> = Vec::new();
    let mut parts: Vec<Vec<u8>> = Vec::new();
    let mut known: HashMap<(String, [u8; 16]), ([u8; 16], usize)> = HashMap::new();
    let mut told: Vec<String> = Vec::new();
    for run in 0..=edits {
        if run > 0 {
            told.push(edited.edit());
        }
        let clean = edited.project.edition();
        let kept = remembering.edition(edited.project.input()).expect("a project that was built once is built again");
        let story = || format!("seed {seed}, run {run}:\n{}", told.join("\n"));
        let plan = clean.plan();
        assert!(plan == kept.plan(), "the plans differ\n{}", story());
        // Keys go from process to process as bytes.
        let (taken_over, now, _) = pages::plan_after(&clean.book, &postcard::from_bytes(&keys).unwrap_or_default());
        for (made, taken) in plan.iter().zip(&taken_over) {
            assert!(made == taken, "the key of `{}` was taken over and is another now\n{}", made.address, story());
        }
        assert_eq!(plan.len(), taken_over.len(), "{}", story());
        keys = postcard::to_allocvec(&now).unwrap();
        let facts = &clean.book.facts;
        let mut memory = Memory::recalled(|number| parts.get(number).cloned());
        let found = memory.check(facts, pages::dead_page_links(facts));
        assert!(found == *clean.book.findings, "findings that another process left were taken over\n{}", story());
        parts = memory.to_parts().unwrap_or_default();
        let differing = clean.book.findings.iter().zip(kept.book.findings.iter()).find(|(clean, kept)| clean != kept);
        assert!(differing.is_none(), "a finding differs from that of a clean run: {differing:#?}\n{}", story());
        assert_eq!(clean.book.findings.len(), kept.book.findings.len(), "{}", story());
        for page in kept.plan() {
            let found = kept.find(&page.address);
            assert!(found.is_none_or(|route| route == page.route), "`{}` is another page\n{}", page.address, story());
        }
        let (clean, kept) = (Pages::of(&clean), Pages::of(&kept));
        for (address, (key, bytes)) in &clean.0 {
            assert!(kept.0[address].1 == *bytes, "`{address}` differs from that of a clean run\n{}", story());
            let hash = sporbar::source::content_hash(bytes);
            let (before, first) = *known.entry((address.clone(), *key)).or_insert((hash, run));
            if before != hash {
                let pages = replayed(start, seed, first).pages();
                let other = first_difference(pages.text(address), &String::from_utf8_lossy(bytes));
                panic!("`{address}` has the key of run {first} and other bytes\n{}\n{other}", story());
            }
        }
    }
}

/// The project as it was after a number of edits.
fn replayed(start: Project, seed: u64, edits: usize) -> Project {
    let mut edited = Edited::new(start, seed);
    for _ in 0..edits {
        edited.edit();
    }
    edited.project
}

fn first_difference(before: &str, after: &str) -> String {
    let lines = before.lines().zip(after.lines()).find(|(a, b)| a != b);
    let (before, after) = lines.unwrap_or(("the one is longer", ""));
    format!("before: {before}\nafter:  {after}")
}

fn city() -> Project {
    let mut project = Project::shipped();
    let mut files: BTreeMap<String, String> = corpus::files(120, 3, corpus::Rules::All).into_iter().collect();
    files.remove("sporbar.yaml");
    project.files.extend(files);
    project
}

#[test]
fn random_edits_of_a_village_give_what_a_clean_run_gives() {
    for seed in 1..=16 {
        check_edits(village(), seed, 60);
    }
}

#[test]
fn random_edits_of_the_shipped_project_and_a_corpus_give_what_a_clean_run_gives() {
    check_edits(city(), 11, 60);
}

#[test]
fn an_edit_of_any_text_of_the_shipped_project_takes_over_the_keys_that_hold() {
    let shipped = Project::shipped();
    let mut pipeline = Pipeline::default();
    let (_, before, _) = pages::plan_after(&pipeline.edition(shipped.input()).unwrap().book, &KnownKeys::default());
    let texts: Vec<&String> = shipped.files.keys().filter(|path| path.ends_with(".md")).collect();
    let (mut share, texts_count) = (0.0, texts.len());
    for path in texts {
        let mut after = shipped.clone();
        after.files.get_mut(path).unwrap().push_str("\nDet gælder fra i dag.\n");
        let edition = pipeline.edition(after.input()).unwrap();
        let (plan, _, taken) = pages::plan_after(&edition.book, &before);
        for (made, taken) in edition.plan().iter().zip(&plan) {
            assert!(made == taken, "`{path}` is another, and the key of `{}` was taken over", made.address);
        }
        let items = plan.iter().filter(|page| matches!(page.route, Route::Item(_))).count();
        share += taken as f64 / items as f64 / texts_count as f64;
    }
    assert!(share > 0.5, "{share} of the keys of items' pages were taken over");
}

#[test]
fn a_document_comes_back_from_bytes_as_it_was() {
    for file in city().edition().book.facts.files.iter() {
        let Some(bytes) = document::to_bytes(&file.document) else {
            assert!(!file.document.notices.is_empty() || file.document.bpmn.is_some(), "`{}` is left out", file.path);
            continue;
        };
        assert_eq!(document::from_bytes(&bytes, &file.text).as_ref(), Some(&*file.document), "`{}`", file.path);
        let other: std::sync::Arc<str> = "".into();
        for end in [0, bytes.len() / 2, bytes.len().saturating_sub(1)] {
            // Cut bytes are no document, and never a panic.
            assert_eq!(document::from_bytes(&bytes[..end], &file.text), None, "`{}`", file.path);
            let _ = document::from_bytes(&bytes, &other);
        }
    }
}

/// A project before and after an edit, made by one pipeline that remembers.
struct Step {
    counts: Counts,
    /// Addresses whose key is new, with their routes.
    changed: Vec<(String, Route)>,
}

impl Step {
    fn of(before: &Project, after: &Project) -> Step {
        let mut pipeline = Pipeline::default();
        let plan = pipeline.edition(before.input()).unwrap().plan();
        let keys: HashMap<String, [u8; 16]> = plan.into_iter().map(|page| (page.address, page.key)).collect();
        let plan = pipeline.edition(after.input()).unwrap().plan();
        let changed = plan.into_iter().filter(|page| keys.get(&page.address) != Some(&page.key));
        Step { counts: pipeline.counts, changed: changed.map(|page| (page.address, page.route)).collect() }
    }

    /// Addresses of items' pages whose key is new.
    fn items(&self) -> Vec<&str> {
        let items = self.changed.iter().filter(|(_, route)| matches!(route, Route::Item(_)));
        items.map(|(address, _)| address.as_str()).collect()
    }
}

fn corpus_project(items: usize) -> Project {
    corpus_with(items, corpus::Rules::MachineryOnly)
}

fn corpus_with(items: usize, rules: corpus::Rules) -> Project {
    let mut files: BTreeMap<String, String> = corpus::files(items, 7, rules).into_iter().collect();
    let settings = files.remove("sporbar.yaml").unwrap();
    Project::new(&settings, files)
}

/// The first requirement of the corpus: its file and the address of its page.
fn a_requirement(project: &Project) -> (String, String) {
    let path = project.files.keys().find(|path| path.starts_with("content/krav/")).unwrap().clone();
    let address = format!("krav/{}.html", path.trim_start_matches("content/krav/").trim_end_matches(".md"));
    (path, address)
}

#[test]
fn a_change_of_prose_parses_one_file_and_changes_one_page_of_an_item() {
    let before = corpus_project(400);
    let (path, address) = a_requirement(&before);
    let mut after = before.clone();
    let text = after.files.get_mut(&path).unwrap();
    *text = text.replace("Senest gennemset: 2026-01-01.", "Senest gennemset: 2026-02-01.");
    let step = Step::of(&before, &after);
    assert_eq!((step.counts.parsed, step.counts.models_built), (1, 0));
    assert_eq!(step.items(), [address.as_str()]);
    let data = step.changed.iter().filter(|(_, route)| matches!(route, Route::Data(_))).count();
    assert!(data <= 1, "an item stands in one data part");
    let few = |route: &Route| !matches!(route, Route::Joined(..) | Route::List(..));
    let whole = step.changed.iter().filter(|(_, route)| few(route)).count();
    assert!(whole < 20, "{whole} pages look at everything: {:?}", step.changed);
}

#[test]
fn a_change_of_a_title_builds_no_model_and_changes_the_pages_of_neighbours_alone() {
    let before = corpus_project(400);
    let (path, address) = a_requirement(&before);
    let mut after = before.clone();
    let text = after.files.get_mut(&path).unwrap();
    *text = replace_line(&mut Chance(1), text, |line| line.starts_with("titel:"), "titel: \"Et helt andet navn\"");
    let step = Step::of(&before, &after);
    let Counts { parsed, models_built, models_retitled, .. } = step.counts;
    assert_eq!((parsed, models_built, models_retitled), (1, 0, 1));
    let edition = before.edition();
    let model = edition.book.model();
    let own = model.all().find(|ix| model.item(*ix).page() == address).unwrap();
    let around = model
        .graph
        .outgoing(own)
        .chain(model.graph.incoming(own))
        .map(|(other, _)| model.item(other).page().to_owned());
    let mut around: Vec<String> = around.collect();
    around.push(address);
    let items = step.items();
    assert!(items.len() >= 2, "neighbours show the title");
    // An act shows its provisions with what rests on them.
    let strangers =
        items.iter().filter(|page| !around.iter().any(|own| own == *page) && !page.starts_with("retskilde/"));
    assert_eq!(strangers.collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn a_change_of_prose_judges_one_item_and_runs_no_site_rule() {
    let before = corpus_with(400, corpus::Rules::All);
    let (path, _) = a_requirement(&before);
    let mut after = before.clone();
    let text = after.files.get_mut(&path).unwrap();
    *text = text.replace("Senest gennemset: 2026-01-01.", "Senest gennemset: 2026-02-01.");
    let ran = Step::of(&before, &after).counts.rules;
    let texts = RULES.iter().filter(|rule| matches!(rule.scope, Scope::Texts(_))).count();
    assert_eq!(ran, Ran { items: 1, titles: 0, statements: 1, texts, site: 0 });
}

#[test]
fn a_change_of_a_title_judges_one_item_and_asks_of_others_what_their_neighbours_titles_are_for() {
    let before = corpus_with(400, corpus::Rules::All);
    let (path, _) = a_requirement(&before);
    let mut after = before.clone();
    let text = after.files.get_mut(&path).unwrap();
    *text = replace_line(&mut Chance(1), text, |line| line.starts_with("titel:"), "titel: \"Et helt andet navn\"");
    let ran = Step::of(&before, &after).counts.rules;
    assert_eq!((ran.items, ran.statements), (1, 1));
    assert!(ran.titles > 400 && ran.site > 0, "{ran:?}");
}

/// The village with another text in one of its files.
fn edited(path: &str, from: &str, to: &str) -> Step {
    let before = village();
    let mut after = before.clone();
    let text = after.files.get_mut(path).unwrap();
    assert!(text.contains(from), "{path} has no `{from}`");
    *text = text.replacen(from, to, 1);
    Step::of(&before, &after)
}

#[test]
fn a_model_is_built_when_more_than_a_title_changes() {
    let built = |path: &str, from: &str, to: &str| {
        let counts = edited(path, from, to).counts;
        assert_eq!(counts.models_built + counts.models_retitled, 1, "{path}: {to}");
        counts.models_built == 1
    };
    assert!(!built("content/løsning.md", "titel: Løsningen", "titel: En løsning"));
    assert!(!built("content/org.yaml", "titel: Kommunen", "titel: Byen"));
    // A longer title moves the links behind it.
    assert!(!built("content/regel.md", "titel: Reglen", "titel: En regel, der er længere"));
    for (from, to) in [
        ("titel: Reglen", "titel: ''"),
        ("titel: Reglen\n", ""),
        ("titel: Reglen", "titel: [Reglen]"),
        ("titel: Reglen\n", "titel: Reglen\nstatus: kladde\n"),
        ("id: R-1\ntype: regel\ntitel: Reglen", "id: R-11\ntype: regel\ntitel: En regel"),
    ] {
        assert!(built("content/regel.md", from, to));
    }
    // The suggestion for a reference that leads nowhere quotes it.
    assert!(built("content/krav/k1.md", "titel: Frist", "titel: En frist"));
    // A provision has its title in what it is nested in.
    assert!(built("content/lov/bl.yaml", "titel: Formål", "titel: Formålet"));
    assert!(built("content/krav/_fælles.yaml", "type: krav\n", "type: krav\ntitel: Fælles\n"));
    // What was found in a file moves with what stands before it.
    assert!(built("content/krav/k2.md", "titel: Svar", "titel: Gensvar"));
}

#[test]
fn a_title_of_a_concept_is_a_term_and_every_rule_is_run_again() {
    let ran = edited("content/begreber.yaml", "titel: part", "titel: parten").counts.rules;
    assert!(ran.items > 10 && ran.titles == 0 && ran.site > 0, "{ran:?}");
}

#[test]
fn another_level_and_a_waiver_read_no_statement() {
    let mut before = village();
    before.settings = SETTINGS[0].to_owned();
    let mut waived = before.clone();
    waived.waivers = Some(WAIVERS[0].to_owned());
    assert_eq!(Step::of(&before, &waived).counts.rules, Ran::default());
    let mut strict = before.clone();
    strict.settings = "titel: Prøve\nkvalitetsprofil: {regler: {K: error}}\n".to_owned();
    assert_eq!(Step::of(&before, &strict).counts.rules.statements, 0);
}

#[test]
fn nothing_is_parsed_again_when_nothing_changed() {
    let project = corpus_project(100);
    let step = Step::of(&project, &project);
    assert_eq!(step.counts, Counts::default());
    assert!(step.changed.is_empty());
}

#[test]
fn the_next_day_changes_only_pages_that_show_a_day() {
    let before = corpus_project(400);
    let mut after = before.clone();
    after.day = before.day.tomorrow().unwrap();
    assert_eq!(Step::of(&before, &after).items(), Vec::<&str>::new());
}

#[test]
fn a_commencement_changes_what_shows_the_law_and_nothing_else() {
    let before = village();
    let mut after = before.clone();
    after.day = before.day.tomorrow().unwrap();
    let step = Step::of(&before, &after);
    // BL § 2, stk. 1 enters into force; K-1 rests on it, the act lists it, and K-3 asks the whole model.
    assert_eq!(
        step.items(),
        ["retskilde/bl.html", "retskilde/bl/p2.html", "krav/k-1.html", "krav/k-3.html", "loesning/l-1.html"]
    );
}

#[test]
fn a_page_that_asks_the_whole_model_is_made_again_when_anything_changes() {
    let before = village();
    let mut after = before.clone();
    after.files.get_mut("content/begreber.yaml").unwrap().push_str("  - id: ny\n    titel: ny\n    definition: ny\n");
    assert!(Step::of(&before, &after).items().contains(&"krav/k-3.html"));
}

#[test]
fn every_kind_of_edit_costs_what_it_changes() {
    let (mut pipeline, mut project) = (Pipeline::default(), village());
    let mut plan = pipeline.edition(project.input()).unwrap().plan();
    for Kind { name: kind, edit, parsed, models, items: expected, others: most } in KINDS {
        let keys: HashMap<String, [u8; 16]> = plan.into_iter().map(|page| (page.address, page.key)).collect();
        edit(&mut project);
        plan = pipeline.edition(project.input()).unwrap().plan();
        assert_eq!((pipeline.counts.parsed, pipeline.counts.models_built), (parsed, models), "{kind}");
        let (items, others): (Vec<_>, Vec<_>) = plan.iter().partition(|page| matches!(page.route, Route::Item(_)));
        let is_new = |page: &&&Planned| keys.get(&page.address) != Some(&page.key);
        let mut made: Vec<&str> = items.iter().filter(is_new).map(|page| &*page.address).collect();
        made.sort();
        match expected {
            Some(expected) => assert_eq!(made, expected, "{kind}"),
            None => assert_eq!(made.len(), items.len(), "{kind}"),
        }
        let gathering = others.iter().filter(is_new).count();
        assert!(gathering <= most, "{kind}: {gathering} pages that are no item's");
    }
}
