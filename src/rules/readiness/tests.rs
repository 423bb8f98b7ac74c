//! Small projects in, verdicts out.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::rules::testing::facts_of;

/// Profile and solution that are there in every test: only the areas that the test is about are judged.
const ONLY: &str = "=== sporbar.yaml
kvalitetsprofil:
  regler: {J02: \"off\", J08: \"off\", S16: \"off\", K: \"off\", V: \"off\", G: \"off\", O: \"off\", U: \"off\", D: \"off\"}
  grænser: {dækning_pct: 95}
=== content/a.yaml
elementer:
  - {id: A, type: løsning, titel: En løsning}
  - {id: SG, type: organ, titel: Styregruppen, organtype: styregruppe, for: A}
=== content/lov.yaml
id: BL
type: retskilde
titel: Barnets lov
i_kraft: 2024-01-01
bestemmelser:
  - {ref: § 1, titel: Formål}
  - {ref: § 2, titel: Frist, ophævet: 2027-06-01}
";

const FAULTY: &str = "=== content/k.md
---
id: K-1
type: krav
titel: Frist
løsning: A
ophav: lov
---
Løsningen skal vise fristen.
";

fn judged(project: &str) -> (Facts, Readiness) {
    let facts = facts_of(project);
    let findings = Arc::new(crate::rules::check(&facts));
    let readiness = judge(&facts, &findings);
    (facts, readiness)
}

/// One line for each solution: its verdict, and each check that is not simply passed as `J01 failing/subjects`, with `!`
/// when it keeps the solution from being ready and with the waivers that cover it.
fn report(project: &str) -> String {
    let (facts, readiness) = judged(project);
    let mut text = String::new();
    for one in &readiness.solutions {
        let checks = one.all_areas().flat_map(|area| &area.checks);
        let told = checks.filter(|check| check.failing > 0 || check.verdict != Verdict::Ready).map(|check| {
            let waived: Vec<String> =
                check.waived.iter().map(|of| format!(" {} by {} until {}", of.count, of.by, of.until)).collect();
            let mark = if check.passed() { "" } else { "!" };
            format!(" · {}{mark} {}/{}{}", check.rule.code, check.failing, check.subjects, waived.concat())
        });
        let told: String = told.collect();
        text.push_str(&format!("{} {} on {}{told}\n", facts.model.item(one.solution).id, one.verdict.key(), one.day));
    }
    text
}

#[track_caller]
fn check(project: &str, expected: &str) {
    assert_eq!(report(&format!("{ONLY}{project}")).trim_end(), expected.trim_end());
}

fn waiver(rule: &str, until: &str) -> String {
    format!("=== dispensationer.yaml\n- {{regel: {rule}, begrundelse: aftalt, godkendt_af: SG, udløber: {until}}}\n")
}

#[test]
fn a_solution_without_faults_is_ready() {
    check("", "A klar on 2026-11-23");
}

#[test]
fn an_error_makes_it_not_ready_and_a_waiver_makes_it_outstanding() {
    check(FAULTY, "A ikke klar on 2026-11-23 · J01! 1/1");
    check(
        &format!("{FAULTY}{}", waiver("J01", "2027-05-12")),
        "A klar med udeståender on 2026-11-23 · J01 1/1 1 by SG until 2027-05-12",
    );
}

#[test]
fn it_is_judged_on_the_day_of_the_announcement() {
    let law = "=== content/k.md\n---\nid: K-1\ntype: krav\ntitel: Frist\nløsning: A\nhjemmel: BL § 2\n---\n";
    check(law, "A klar on 2026-11-23");
    let tender = "=== content/u.yaml\n{id: U-1, type: udbud, titel: Genudbud, løsning: A, annonceres: 2028-01-01}\n";
    check(&format!("{law}{tender}"), "A ikke klar on 2028-01-01 · J05! 1/1");
    let closed = tender.replace("titel:", "status: afsluttet, titel:");
    check(&format!("{law}{closed}"), "A klar on 2026-11-23");
}

#[test]
fn a_waiver_that_has_run_out_by_then_covers_nothing() {
    let tender = "=== content/u.yaml\n{id: U-1, type: udbud, titel: Genudbud, løsning: A, annonceres: 2028-01-01}\n";
    let early = waiver("J01", "2027-05-12");
    check(&format!("{FAULTY}{tender}{early}"), "A ikke klar on 2028-01-01 · J01! 1/1");
    let late = waiver("J01", "2028-05-12");
    check(
        &format!("{FAULTY}{tender}{late}"),
        "A klar med udeståender on 2028-01-01 · J01 1/1 1 by SG until 2028-05-12",
    );
}

#[test]
fn warnings_count_only_through_thresholds() {
    let project = format!("{ONLY}{FAULTY}").replace("ophav: lov\n", "");
    let warned = project.replace("J02: \"off\"", "J02: warning");
    assert_eq!(report(&warned).trim_end(), "A klar on 2026-11-23 · J02 1/1");
    let promised = "=== content/lov2.yaml
id: SEL
type: retskilde
titel: Serviceloven
dækning: fuld
i_kraft: 2007-01-01
bestemmelser:
  - {ref: § 1, vurdering: {giver_krav: ja, for: A}}
";
    check(promised, "A ikke klar on 2026-11-23 · J18! 2/2");
    check(
        &format!("{promised}{}", waiver("J18", "2027-05-12")),
        "A klar med udeståender on 2026-11-23 · J18 2/2 2 by SG until 2027-05-12",
    );
    let unmeasured = format!("{ONLY}{promised}").replace("  grænser: {dækning_pct: 95}\n", "");
    assert!(report(&unmeasured).starts_with("A klar on"), "{}", report(&unmeasured));
}

#[test]
fn what_the_profile_demands_must_be_there_to_be_judged() {
    let demanding = ONLY.replace("grænser: {dækning_pct: 95}", "grænser: {mindst: {krav: 1}, faser: [drift]}");
    assert!(report(&demanding).starts_with("A ikke vurderet on 2026-11-23"), "{}", report(&demanding));
    let other = demanding.replace("titel: En løsning", "titel: En løsning, fase: udbud");
    assert!(report(&other).starts_with("A klar on 2026-11-23"), "{}", report(&other));
    let there = format!("{demanding}{}", FAULTY.replace("ophav: lov\n", "hjemmel: BL § 1\n"));
    assert!(report(&there).starts_with("A klar on 2026-11-23"), "{}", report(&there));
}

#[test]
fn what_can_not_be_read_makes_it_not_ready() {
    let link = FAULTY.replace("ophav: lov\n", "hjemmel: [BL § 1, XX § 9]\n");
    assert!(report(&format!("{ONLY}{link}")).starts_with("A ikke klar on 2026-11-23 · S07! 1/"));
}

#[test]
fn shared_items_count_for_those_that_use_them_and_for_no_others() {
    let two = "=== content/b.yaml\n{id: B, type: løsning, titel: En anden}\n";
    let shared = FAULTY.replace("løsning: A\n", "");
    check(&format!("{two}{shared}"), "A klar on 2026-11-23\nB klar on 2026-11-23");
    let used = "=== content/k2.md\n---\nid: K-2\ntype: krav\ntitel: Frist\nløsning: B\ngenbrugt_fra: K-1\n---\n";
    check(&format!("{two}{shared}{used}"), "A klar on 2026-11-23\nB ikke klar on 2026-11-23 · J01! 1/2");
}

#[test]
fn the_tender_of_a_solution_says_its_profile() {
    let tender = "=== content/u.yaml\n{id: U-1, type: udbud, titel: Genudbud, løsning: A, annonceres: 2026-12-01, profil: streng}\n";
    let plain = FAULTY.replace("ophav: lov\n", "");
    let project = format!("{ONLY}{plain}{tender}")
        .replace("=== content/a.yaml", "profiler: {streng: {regler: {J02: error}}}\n=== content/a.yaml");
    assert_eq!(report(&project).trim_end(), "A ikke klar on 2026-12-01 · J02! 1/1");
}

#[test]
fn a_signature_holds_until_the_content_changes() {
    let (_, before) = judged(&format!("{ONLY}{FAULTY}"));
    let signed = format!(
        "=== content/d.yaml\nid: BES-1\ntype: beslutning\ntitel: Godkendelse\nart: godkendelse\ndato: 2026-11-01\norgan: SG\nom: A\ngrundlag: {{indholdshash: {}}}\n",
        before.solutions[0].content
    );
    let signature = |project: &str| judged(project).1.solutions.remove(0).signature.expect("it is signed");
    let project = format!("{ONLY}{FAULTY}{signed}");
    assert!(signature(&project).unchanged && signature(&project).approves);
    let reviewed = project.replace("løsning: A\nophav", "løsning: A\ngennemgået: {dato: 2026-11-02, af: SG}\nophav");
    assert!(signature(&reviewed).unchanged);
    let changed = project.replace("skal vise fristen", "skal vise fristen og dagen");
    assert!(!signature(&changed).unchanged);
}

#[test]
fn what_brings_an_area_on_is_done_first() {
    let (facts, readiness) = judged(&format!("{ONLY}{FAULTY}"));
    let tasks = tasks(&readiness, &readiness.solutions);
    assert_eq!((tasks.len(), tasks[0].count, tasks[0].minutes, tasks[0].opens_area), (1, 1, 60, true));
    assert_eq!(tasks[0].item.map(|ix| &*facts.model.item(ix).id), Some("K-1"));
}

#[test]
fn a_review_that_would_be_too_old_at_the_announcement_is_not_done_first() {
    let settings = "=== sporbar.yaml\nkvalitetsprofil: {regler: {V16: warning}, grænser: {gennemgået_måneder: 12}}\n";
    let reviewed = FAULTY.replace("løsning: A\n", "løsning: A\ngennemgået: {dato: 2026-10-01, af: SG}\n");
    let tender = "=== content/u.yaml\n{id: UDB, type: udbud, titel: Genudbud, løsning: A, annonceres: 2028-02-01}\n";
    let (_, readiness) = judged(&format!("{settings}{ONLY}{reviewed}{tender}"));
    let tasks = tasks(&readiness, &readiness.solutions);
    let last = tasks.last().unwrap();
    assert_eq!((last.rule.code, last.from), ("V16", Some("2027-02-01".parse().unwrap())));
    assert!(tasks.len() > 1 && tasks[..tasks.len() - 1].iter().all(|task| task.from.is_none()));
}

/// Pieces that projects are put together from.
const PIECES: [&str; 6] = [
    "=== content/p1.md\n---\nid: P-1\ntype: krav\ntitel: Frist\nløsning: A\nhjemmel: BL § 2\n---\n",
    "=== content/p2.yaml\n{id: U-1, type: udbud, titel: Genudbud, løsning: A, annonceres: 2028-01-01}\n",
    "=== content/p3.yaml\n{id: B-1, type: begreb, titel: frist, løsning: A}\n",
    "=== content/p4.yaml\n{id: R-1, type: regel, titel: Frist, løsning: A}\n",
    "=== content/p5.md\n---\nid: P-5\ntype: krav\ntitel: Fælles\nophav: lov\n---\n",
    "=== content/p6.md\n---\nid: P-6\ntype: krav\ntitel: Genbrug\nløsning: A\nhjemmel: BL § 1\ngenbrugt_fra: P-5\n---\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn an_unwaived_error_never_betters_a_verdict(chosen in prop::collection::vec(any::<bool>(), 6), waived in any::<bool>()) {
        let pieces: String = PIECES.iter().zip(&chosen).filter(|(_, chosen)| **chosen).map(|(piece, _)| *piece).collect();
        let demanding = ONLY.replace("grænser: {dækning_pct: 95}", "grænser: {dækning_pct: 95, mindst: {krav: 1}}");
        let waiver = if waived { waiver("J01", "2027-05-12").replace("J01,", "J01, vælg: {type: regel},") } else { String::new() };
        let project = format!("{demanding}{pieces}{waiver}");
        let before = judged(&project).1.solutions[0].verdict;
        let after = judged(&format!("{project}{FAULTY}")).1.solutions[0].verdict;
        prop_assert!(after >= before && after == Verdict::NotReady, "{before:?} became {after:?}:\n{project}");
    }
}
