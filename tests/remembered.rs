//! What a rule looks at is what its scope says, since its findings are remembered for as long as that is the same.
//!
//! Everything a scope leaves out is made unreadable, and the rules must find what they found before. A rule that reads
//! more than its scope allows fails here, on the examples of all rules and on the shipped project.

mod support;

use std::sync::Arc;

use sporbar::document::{Body, Origin, Piece};
use sporbar::finding::Finding;
use sporbar::model::{File, Role};
use sporbar::pipeline::Pipeline;
use sporbar::place::Span;
use sporbar::rules::{Awake, Memory, RULES, Scope, Texts, check, example_files};
use sporbar::source::Form;
use sporbar::trace::Facts;
use support::Project;

/// An example of a rule as a project.
fn example(text: &str) -> Project {
    let (mut project, mut content) = (Project::new("", [("", ""); 0]), Vec::new());
    project.day = "2026-11-23".parse().unwrap();
    for file in example_files(text) {
        match file.path.as_str() {
            "sporbar.yaml" => project.settings = file.text,
            "model.yaml" => project.model = Some(file.text),
            "dispensationer.yaml" => project.waivers = Some(file.text),
            "gennemgang.lock" => project.lock = Some(file.text),
            "udbudsparathed.csv" => project.record = Some(file.text),
            path if path.starts_with("content/") => content.push((file.path, file.text)),
            _ => project.brands = Some(file.text),
        }
    }
    project.files = content.into_iter().collect();
    project
}

/// Every example of a rule, by its name, and what is shipped.
fn projects() -> Vec<(String, Project)> {
    let of_rule = |rule: &&sporbar::rules::Rule| {
        [(format!("{}, bad", rule.code), example(rule.bad)), (format!("{}, good", rule.code), example(rule.good))]
    };
    let mut projects: Vec<(String, Project)> = RULES.iter().flat_map(of_rule).collect();
    projects.push(("shipped".to_owned(), Project::shipped()));
    projects
}

fn facts(project: &Project) -> Facts {
    Pipeline::default().facts(project.input()).expect("the settings are sound")
}

/// The same facts with the texts of some files unreadable, and without what no rule may look at. How reviews stand is in
/// every key, and stays.
fn blinded(facts: &Facts, blind: impl Fn(usize, &File) -> bool) -> Facts {
    facts.reviews();
    let one = |(number, file): (usize, &File)| if blind(number, file) { unreadable(file) } else { file.clone() };
    let files = Arc::new(facts.files.iter().enumerate().map(one).collect());
    Facts { files, waivers: None, record: None, baseline: None, ..facts.clone() }
}

/// A file of the same structure whose Markdown says something else, and has its links at other places.
fn unreadable(file: &File) -> File {
    let mut text = file.text.to_string().into_bytes();
    let mut document = (*file.document).clone();
    for body in &mut document.bodies {
        let span = body.origin.span(0..body.source.len());
        for byte in text.get_mut(span.start as usize..span.end as usize).into_iter().flatten() {
            *byte = b'x';
        }
        scramble(body);
    }
    document.notices.clear();
    let text = String::from_utf8(text).expect("whole characters are written over").into();
    File { text, document: Arc::new(document), hash: [0; 16], ..file.clone() }
}

fn scramble(body: &mut Body) {
    if !body.source.trim().is_empty() {
        body.source = "xxx".into();
    }
    body.excerpt = "xxx".into();
    body.origin = Origin::Whole(Span::default());
    body.statement = 0..0;
    body.statement_source = 0..0;
    for reference in &mut body.references {
        reference.more.get_or_insert_default().label = Some("xxx".into());
        reference.span = Span::default();
    }
    for link in &mut body.links {
        link.label = "xxx".into();
        link.span = Span::default();
    }
    body.views.iter_mut().for_each(|view| view.span = Span::default());
    emptied(&mut body.pieces);
}

fn emptied(pieces: &mut [Piece]) {
    for piece in pieces {
        match piece {
            Piece::Html(html) => *html = "xxx".into(),
            Piece::Guarded(guarded) => emptied(&mut guarded.pieces),
            _ => {}
        }
    }
}

#[track_caller]
fn assert_same(name: &str, scope: &str, before: &[Finding], after: &[Finding]) {
    let differing = before.iter().zip(after).find(|(before, after)| before != after);
    let is_same = differing.is_none() && before.len() == after.len();
    assert!(is_same, "{name}: a rule of scope {scope} reads more than it may\n{before:#?}\n{after:#?}");
}

#[test]
fn site_rules_read_no_text() {
    for (name, project) in projects() {
        let before = facts(&project);
        let awake = Awake::new(&before);
        let found = awake.site_findings(&before);
        // Asked for first on what is unreadable: what is worked out once is not worked out from the text.
        let unreadable = blinded(&facts(&project), |_, _| true);
        assert_same(&name, "site", &found, &awake.site_findings(&unreadable));
    }
}

#[test]
fn item_rules_read_no_text_of_another_file() {
    for (name, project) in projects() {
        let before = facts(&project);
        let awake = Awake::new(&before);
        // Of a small project every file is read alone, of a large one every fourth.
        let parts = before.files.len().min(4);
        for part in 0..parts {
            let is_blind = |number: usize, file: &File| number % parts != part && file.form != Form::Defaults;
            let unreadable = blinded(&facts(&project), is_blind);
            for ix in before.model.all().filter(|ix| before.model.item(*ix).file.0 as usize % parts == part) {
                let after = awake.item_findings(&unreadable, ix);
                assert_same(&name, "item", &awake.item_findings(&before, ix), &after);
                let after = awake.title_findings(&unreadable, ix);
                assert_same(&name, "titles", &awake.title_findings(&before, ix), &after);
            }
        }
    }
}

/// The same project, where what stands in some files and is no concept has another title of the same length.
fn retitled(project: &Project, facts: &Facts, others: impl Fn(usize) -> bool) -> Project {
    let (mut project, model) = (project.clone(), &facts.model);
    for ix in model.all().filter(|ix| !model.is(*ix, Role::Concept)) {
        let title = model.item(ix).reserved_with(&model.schema, Role::Title);
        let Some(title) = title.filter(|title| others(title.file.0 as usize)) else { continue };
        let text = project.files.get_mut(facts.path(title.file)).expect("it was read from there");
        let range = title.node.span.start as usize..title.node.span.end as usize;
        let other = text[range.clone()].replace(|letter: char| letter.is_ascii_alphabetic(), "x");
        text.replace_range(range, &other);
    }
    project
}

#[test]
fn item_rules_read_no_title_of_another_file_but_those_of_concepts() {
    let mut misses = 0;
    for (name, project) in projects() {
        let before = facts(&project);
        before.reviews();
        let awake = Awake::new(&before);
        let parts = before.files.len().min(4);
        for part in 0..parts {
            let other = retitled(&project, &before, |number| number % parts != part);
            let other = Facts { traces: before.traces.clone(), ..facts(&other) };
            for ix in before.model.all().filter(|ix| before.model.item(*ix).file.0 as usize % parts == part) {
                assert_same(&name, "item", &awake.item_findings(&before, ix), &awake.item_findings(&other, ix));
                misses += usize::from(awake.title_findings(&before, ix) != awake.title_findings(&other, ix));
            }
        }
    }
    assert!(misses > 0, "a rule on titles costs nothing as an item rule if it reads none");
}

#[test]
fn rules_on_texts_read_files_and_settings_alone() {
    for (name, project) in projects() {
        let before = facts(&project);
        let awake = Awake::new(&before);
        let after = blinded(&facts(&project), |_, _| false);
        assert_same(
            &name,
            "texts",
            &awake.text_findings(&Texts::new(&before)),
            &awake.text_findings(&Texts::new(&after)),
        );
    }
}

/// Days on which statuses, validity and law stand otherwise than on that of the examples.
const OTHER_DAYS: [&str; 3] = ["2020-01-01", "2026-12-31", "2028-03-01"];

#[test]
fn on_another_day_the_same_is_found_as_by_who_remembers_nothing() {
    for (name, project) in projects() {
        let own = facts(&project);
        let mut memory = Memory::default();
        memory.check(&own, Vec::new());
        for day in OTHER_DAYS {
            let day = day.parse().unwrap();
            let anew = facts(&Project { day, ..project.clone() });
            let there = own.on(day, own.config.clone());
            assert_eq!(format!("{:?}", anew.model.items), format!("{:?}", there.model.items), "{name} on {day}");
            assert_eq!(format!("{:?}", anew.model.links), format!("{:?}", there.model.links), "{name} on {day}");
            let mut aside = memory.aside();
            assert_same(&format!("{name} on {day}"), "any", &check(&anew), &aside.check(&there, Vec::new()));
            assert_eq!(aside.ran.statements, 0, "{name} on {day}: a statement is read again");
        }
    }
}

#[test]
fn what_another_process_found_is_taken_over_and_judged_as_by_who_remembers_nothing() {
    for (name, project) in projects() {
        let mut memory = Memory::default();
        let found = memory.check(&facts(&project), Vec::new());
        let parts = memory.to_parts().unwrap_or_else(|| panic!("{name}: something that has no rule was found"));
        let recalled = || Memory::recalled(|number| parts.get(number).cloned());
        let mut same = recalled();
        assert_same(&name, "any", &found, &same.check(&facts(&project), Vec::new()));
        assert_eq!(same.ran, sporbar::rules::Ran::default(), "{name}: nothing changed");
        // What is not whole is not taken over.
        for missing in 0..parts.len() {
            let mut cut = Memory::recalled(|number| parts.get(number).filter(|_| number != missing).cloned());
            assert_same(&name, "any", &found, &cut.check(&facts(&project), Vec::new()));
        }
        for path in project.files.keys().filter(|path| path.ends_with(".md")).step_by(5) {
            let mut edited = project.clone();
            edited.files.get_mut(path).unwrap().push_str("\nBrugeren skal evt. kunne se det.\n");
            let mut after = recalled();
            let judged = after.check(&facts(&edited), Vec::new());
            assert_same(&format!("{name}, {path}"), "any", &check(&facts(&edited)), &judged);
        }
    }
}

#[test]
fn another_list_of_makes_is_heard() {
    let project = example(sporbar::rules::find("K19").unwrap().bad);
    let mut memory = Memory::default();
    let found = memory.check(&facts(&project), Vec::new());
    for brands in [None, Some("- Etandet\n".to_owned())] {
        let other = Project { brands, ..project.clone() };
        let expected = check(&facts(&other));
        assert_ne!(found, expected, "the list says nothing of the example");
        assert_eq!(memory.check(&facts(&other), Vec::new()), expected);
    }
}

/// Projects in which rules look at a text that their examples do without.
const MORE: [(&str, &str); 2] = [(
    "U14",
    "=== content/l.md
---
id: L-1
type: løsning
titel: Løsningen
---
Den beregner ydelsen.
=== content/b.yaml
elementer:
  - {id: SG-1, type: organ, titel: Styregruppen, organtype: styregruppe, for: L-1}
  - {id: B-1, type: beslutning, titel: Parat, art: godkendelse, dato: 2026-10-01, organ: SG-1, om: L-1, grundlag: {indholdshash: 4c90335c77c1b6e4}}
",
), (
    "U10",
    "=== content/l.yaml
elementer:
  - {id: L-1, type: løsning, titel: Løsningen}
=== content/k.md
---
id: K-1
type: krav
titel: Brug for alle
løsning: L-1
---
Løsningen skal efterleve EN 301 549 version 3.2.1.
",
)];

/// The tests above would pass on rules that find nothing, and a rule that reads no text costs nothing as a site rule.
#[test]
fn every_rule_on_texts_misses_those_that_are_unreadable() {
    for rule in RULES.iter().filter(|rule| matches!(rule.scope, Scope::Texts(_))) {
        let more = MORE.iter().filter(|(code, _)| *code == rule.code).map(|(_, text)| *text);
        let misses = [rule.bad, rule.good].into_iter().chain(more).any(|text| {
            let project = example(text);
            let found = |blind: bool| -> Vec<Finding> {
                let facts = blinded(&facts(&project), |_, _| blind);
                let found = Awake::new(&facts).text_findings(&Texts::new(&facts)).into_iter();
                found.filter(|finding| finding.code == rule.code).collect()
            };
            found(false) != found(true)
        });
        assert!(misses, "{} finds the same without the texts", rule.code);
    }
}
