//! A small project in, how its law is covered out.

use super::{Coverage, State, Tally};
use crate::model::{ItemIx, Role};
use crate::rules::testing::facts_of;

const ACT: &str = "=== content/bl.yaml\nid: BL\ntype: retskilde\ntitel: Barnets lov\ndækning: fuld\n";
const SOLUTIONS: &str = "=== content/l.yaml\nfælles: {type: løsning}\nelementer:\n  - {id: DUBU}\n  - {id: SAPA}\n";
const PROCESS: &str = "=== content/p.yaml\nid: P-1\ntype: arbejdsgang\nløsning: DUBU\n";

/// Compares what is found in an act's provisions and the given requirements, one line each, with what is expected.
#[track_caller]
fn check(provisions: &str, items: &str, expected: &str) {
    assert_eq!(report(&project(provisions, items)).trim_end(), expected.trim_end());
}

fn project(provisions: &str, items: &str) -> String {
    format!("{ACT}{provisions}\n{SOLUTIONS}{PROCESS}=== content/k.yaml\nfælles: {{type: krav}}\nelementer:\n{items}\n")
}

fn report(project: &str) -> String {
    let facts = facts_of(project);
    let coverage = Coverage::of(&facts, |_| true);
    let id = |ix: ItemIx| facts.model.item(ix).id.to_string();
    let ids = |list: &[ItemIx]| list.iter().map(|ix| id(*ix)).collect::<Vec<_>>().join(", ");
    let mut lines = Vec::new();
    for covered in &coverage.provisions {
        let answers = coverage.answers(&facts.model, covered.provision);
        for solution in facts.model.with_role(Role::Solution) {
            let mut there = answers.clone();
            there.retain(|answer| coverage.stands_in(*answer).contains(&solution));
            assert_eq!(coverage.answers_in(&facts.model, covered.provision, solution), there);
        }
        let state = match &covered.state {
            State::Answered if covered.deep => format!("answered deep by {}", ids(&answers)),
            State::Answered => format!("answered by {}", ids(&answers)),
            State::NotRelevant => "not relevant".to_owned(),
            State::Promised => "open, promised".to_owned(),
            State::MissingIn(solutions) => format!("open, missing in {}", ids(solutions)),
            State::NotAssessed => "open, not assessed".to_owned(),
        };
        lines.push(format!("{}: {state}", id(covered.provision)));
    }
    let lists = [("unfounded", &coverage.unfounded), ("unserving", &coverage.unserving), ("loose", &coverage.loose)];
    lines
        .extend(lists.iter().filter(|(_, list)| !list.is_empty()).map(|(name, list)| format!("{name}: {}", ids(list))));
    let unwanted = coverage.unwanted.iter();
    lines.extend(unwanted.map(|one| format!("unwanted: {} names {} ({:?})", id(one.item), id(one.law), one.why)));
    lines.join("\n")
}

#[test]
fn what_has_parts_is_counted_by_its_parts() {
    check(
        "bestemmelser:\n  - ref: § 1\n    bestemmelser: [{ref: stk. 1}, {ref: stk. 2}]\n  - ref: § 2",
        "  - {id: K-1, løsning: DUBU, understøtter: P-1, hjemmel: \"BL § 1\"}",
        "BL § 1, stk. 1: answered deep by K-1\nBL § 1, stk. 2: answered deep by K-1\nBL § 2: open, not assessed",
    );
}

#[test]
fn naming_the_act_or_an_unlisted_part_answers_no_listed_part() {
    check(
        "bestemmelser:\n  - ref: § 1\n    bestemmelser: [{ref: stk. 1}]\n  - ref: § 2",
        "  - {id: K-1, løsning: DUBU, understøtter: P-1, hjemmel: [BL, \"BL § 1, stk. 9\", \"BL § 2, stk. 3\"]}",
        "BL § 1, stk. 1: open, not assessed\nBL § 2: answered deep by K-1\n\
         unwanted: K-1 names BL § 1 (Twice)\nunwanted: K-1 names BL § 2 (Twice)",
    );
}

#[test]
fn an_assessment_holds_for_what_is_nested_and_asks_in_its_solutions() {
    check(
        "bestemmelser:\n  - ref: § 1\n    vurdering: {giver_krav: ja, for: [DUBU, SAPA]}\n    bestemmelser:\n      - ref: stk. 1\n      - {ref: stk. 2, vurdering: {giver_krav: ja, for: [DUBU]}}\n      - {ref: stk. 3, vurdering: {giver_krav: nej, begrundelse: Kun et formål}}\n      - {ref: stk. 4, vurdering: {giver_krav: nej}}\n      - {ref: stk. 5, vurdering: {giver_krav: ikke vurderet}}\n  - {ref: § 2, vurdering: {giver_krav: ja}}",
        "  - {id: K-1, løsning: DUBU, understøtter: P-1, hjemmel: [\"BL § 1, stk. 1\", \"BL § 1, stk. 2\"]}",
        "BL § 1, stk. 1: open, missing in SAPA\nBL § 1, stk. 2: answered deep by K-1\nBL § 1, stk. 3: not relevant\n\
         BL § 1, stk. 4: open, not assessed\nBL § 1, stk. 5: open, not assessed\nBL § 2: open, promised",
    );
}

#[test]
fn several_assessments_speak_for_their_own_solutions() {
    check(
        "bestemmelser:\n  - ref: § 1\n    vurdering:\n      - {giver_krav: ja, for: DUBU}\n      - {giver_krav: nej, for: SAPA, begrundelse: Vises ikke}",
        "  - {id: K-1, løsning: SAPA, understøtter: P-1, hjemmel: \"BL § 1\"}",
        "BL § 1: open, missing in DUBU\nunwanted: K-1 names BL § 1 (NotRelevant)",
    );
}

#[test]
fn covered_deep_is_what_is_approved_and_put_to_use() {
    check(
        "bestemmelser: [{ref: § 1}, {ref: § 2}, {ref: § 3}, {ref: § 4}, {ref: § 5}]",
        "  - {id: K-1, løsning: DUBU, understøtter: P-1, hjemmel: \"BL § 1\", status: kladde}\n  - {id: K-2, løsning: DUBU, hjemmel: \"BL § 2\"}\n  - {id: K-3, løsning: DUBU, hjemmel: \"BL § 3\", art: ikke-funktionelt}\n  - {id: K-4, løsning: DUBU, hjemmel: \"BL § 4\"}\n  - {id: K-5, løsning: DUBU, understøtter: P-1, præciserer: K-4, begrundelse: følger}\n  - {id: K-6, løsning: DUBU, hjemmel: \"BL § 5\", status: udgået}",
        "BL § 1: answered by K-1\nBL § 2: answered by K-2\nBL § 3: answered deep by K-3\nBL § 4: answered deep by K-4\n\
         BL § 5: open, not assessed\nunserving: K-2, K-4",
    );
}

#[test]
fn a_shared_requirement_stands_where_it_is_reused() {
    check(
        "bestemmelser:\n  - {ref: § 1, vurdering: {giver_krav: ja, for: [DUBU, SAPA]}}\n  - ref: § 2",
        "  - {id: F-1, art: ikke-funktionelt, hjemmel: \"BL § 1\"}\n  - {id: F-2, art: ikke-funktionelt, hjemmel: \"BL § 2\"}\n  - {id: K-1, løsning: DUBU, art: ikke-funktionelt, genbrugt_fra: F-1, begrundelse: fælles}",
        "BL § 1: open, missing in SAPA\nBL § 2: answered by F-2",
    );
}

#[test]
fn what_nobody_asks_for_is_named_with_the_reason() {
    check(
        "bestemmelser:\n  - {ref: § 1, vurdering: {giver_krav: nej, begrundelse: Formål}}\n  - {ref: § 2, vurdering: {giver_krav: ja, for: DUBU}}\n  - {ref: § 3, ophævet: 2025-01-01}\n  - {ref: § 4, ophævet: 2025-01-01}",
        "  - {id: K-1, løsning: DUBU, understøtter: P-1, hjemmel: [\"BL § 1\", \"BL § 3\", {til: \"BL § 4\", hidtil_gældende: ja}]}\n  - {id: K-2, løsning: SAPA, understøtter: P-1, hjemmel: [\"BL § 2\", \"BL § 2\"]}",
        "BL § 1: not relevant\nBL § 2: open, missing in DUBU\nunwanted: K-1 names BL § 1 (NotRelevant)\n\
         unwanted: K-1 names BL § 3 (Ended)\nunwanted: K-2 names BL § 2 (OtherSolution)\nunwanted: K-2 names BL § 2 (Twice)",
    );
}

#[test]
fn orphans_have_no_ground_no_use_or_no_connection() {
    check(
        "bestemmelser: [{ref: § 1, vurdering: {giver_krav: nej, begrundelse: Formål}}]",
        "  - {id: K-1, løsning: DUBU, understøtter: P-1}\n  - {id: K-2, løsning: DUBU, begrundelse: behov}\n  - {id: K-3, begrundelse: behov, art: ikke-funktionelt}\n  - {id: K-4, begrundelse: \" \", art: ikke-funktionelt, præciserer: K-3}",
        "BL § 1: not relevant\nunfounded: K-1, K-4\nunserving: K-2\nloose: K-3, K-4",
    );
}

#[test]
fn law_that_is_not_in_force_is_not_counted() {
    check(
        "i_kraft: 2027-01-01\nbestemmelser: [{ref: § 1}, {ref: § 2, i_kraft: 2024-01-01}]",
        "  - {id: K-1, løsning: DUBU, understøtter: P-1, hjemmel: \"BL § 1\"}",
        "BL § 2: open, not assessed",
    );
}

#[test]
fn of_an_act_that_is_not_covered_fully_the_selected_provisions_are_counted() {
    let project = project(
        "bestemmelser: [{ref: § 1}, {ref: § 2}, {ref: § 3, vurdering: {giver_krav: ikke vurderet}}]",
        "  - {id: K-1, løsning: DUBU, understøtter: P-1, hjemmel: \"BL § 1\"}",
    );
    let selected = project.replace("dækning: fuld", "dækning: udvalgte");
    assert_eq!(report(&selected), "BL § 1: answered deep by K-1\nBL § 3: open, not assessed");
}

#[test]
fn numbers_are_kept_by_act_and_solution() {
    let facts = facts_of(&project(
        "bestemmelser:\n  - {ref: § 1, vurdering: {giver_krav: ja, for: [DUBU, SAPA]}}\n  - {ref: § 2, vurdering: {giver_krav: nej, begrundelse: Formål}}\n  - ref: § 3",
        "  - {id: K-1, løsning: DUBU, understøtter: P-1, hjemmel: [\"BL § 1\", \"BL § 3\"]}\n  - {id: K-2, løsning: DUBU, hjemmel: BL}",
    ));
    let coverage = facts.coverage();
    let act = &coverage.acts[0];
    assert!(act.full);
    assert_eq!(act.tally, Tally { answered: 1, not_relevant: 1, open: 1, deep: 1 });
    assert_eq!((act.tally.percent(), act.tally.deep_percent()), (Some(66), Some(66)));
    assert!(act.tally.misses(66.7) && !act.tally.misses(66.6));
    let of: Vec<(usize, usize, usize)> =
        coverage.solutions.iter().map(|one| (one.tally.answered, one.tally.open, one.requirements)).collect();
    assert_eq!(of, [(2, 0, 2), (0, 1, 0)], "DUBU answers both, and SAPA owes § 1");
    let answers: Vec<usize> = act.by_solution.iter().map(|here| here.answers).collect();
    assert_eq!(answers, [2, 0], "both requirements of DUBU name the act or something in it");
}

#[test]
fn what_is_left_out_is_as_if_it_were_not_there() {
    let facts = facts_of(&project(
        "bestemmelser: [{ref: § 1}]",
        "  - {id: K-1, løsning: DUBU, hjemmel: \"BL § 1\", synlighed: intern}",
    ));
    let public = Coverage::of(&facts, |ix| facts.model.item(ix).visibility.is_none());
    assert_eq!(public.all().open, 1);
    assert_eq!(facts.coverage().all().open, 0);
    assert!(public.unserving.is_empty() && facts.model.with_role(Role::Requirement).count() == 1);
}
