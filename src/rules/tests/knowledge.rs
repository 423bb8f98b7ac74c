//! What is known of a solution: what the examples of the V rules don't show.

use super::*;

fn solution(phase: &str, profile: &str, items: &str) -> String {
    format!(
        "=== sporbar.yaml\nkvalitetsprofil: {{grænser: {profile}}}\n=== content/s.yaml\nelementer:\n  - {{id: L, type: løsning, titel: L, fase: {phase}}}\n{items}"
    )
}

#[test]
fn the_profile_says_how_many_and_in_which_phases() {
    let one = "  - {id: K-1, type: krav, titel: a, løsning: L}\n";
    check_rule("V01", &solution("drift", "{}", one), "");
    check_rule(
        "V01",
        &solution("drift", "{mindst: {krav: 2}}", one),
        "content/s.yaml:2:10: error[V01]: `L` has 1 business requirement and must have at least 2",
    );
    check_rule(
        "V01",
        &solution("udbud", "{mindst: {krav: 2}}", ""),
        "content/s.yaml:2:10: error[V01]: `L` has 0 business requirements and must have at least 2",
    );
    check_rule("V01", &solution("drift", "{mindst: {krav: 0}}", ""), "");
    check_rule("V01", &solution("lukket", "{}", ""), "");
    check_rule("V01", &solution("drift", "{faser: [udbud]}", ""), "");
    check_rule(
        "V01",
        &solution("lukket", "{faser: [lukket]}", ""),
        "content/s.yaml:2:10: error[V01]: `L` has no business requirements",
    );
}

#[test]
fn what_is_withdrawn_is_not_had_and_what_is_shared_and_used_is() {
    let gone = "  - {id: B, type: begreb, titel: sag, definition: x, løsning: L, status: udgået}\n";
    check_rule("V03", &solution("drift", "{}", gone), "content/s.yaml:2:10: warning[V03]: `L` has no concepts");
    let shared = "  - {id: B, type: begreb, titel: sag, definition: x}\n  - {id: K, type: krav, titel: a, løsning: L, bruger: B}\n";
    check_rule("V03", &solution("drift", "{}", shared), "");
    let of_another = format!("{shared}  - {{id: M, type: løsning, titel: M, fase: lukket}}\n")
        .replace("definition: x}", "definition: x, løsning: M}");
    check_rule("V03", &solution("drift", "{}", &of_another), "content/s.yaml:2:10: warning[V03]: `L` has no concepts");
}

fn process(steps: &[&str]) -> String {
    let steps: String = steps.iter().map(|step| format!("  - {{{step}}}\n")).collect();
    format!("=== content/p.yaml\nid: P\ntype: arbejdsgang\ntitel: P\ntrin:\n{steps}")
}

#[test]
fn a_process_is_walked_from_its_first_step_to_an_end() {
    for sound in [
        &["id: a"][..],
        &["id: a", "id: b"],
        &["navn: uden id", "navn: også uden"],
        &["id: a, næste: [A, b]", "id: b, næste: []"],
        &["id: a, næste: c", "id: b, næste: []", "id: c, næste: b"],
    ] {
        check_rule("V18", &process(sound), "");
    }
    check_rule(
        "V18",
        &process(&["id: a", "id: b, næste: [a]"]),
        "content/p.yaml:5:10: warning[V18]: the process can't end: it goes round in a circle",
    );
    check_rule(
        "V18",
        &process(&["id: a, næste: [b, d]", "id: b", "id: c, næste: [b]", "id: d"]),
        "content/p.yaml:6:10: warning[V18]: from the step `b` the process can't end: it goes round in a circle",
    );
    check_rule(
        "V18",
        &process(&["id: a, næste: [x]", "navn: Svar"]),
        "content/p.yaml:5:21: warning[V18]: no step is called `x`
content/p.yaml:6:12: warning[V18]: the step `Svar` can't be reached from the first step",
    );
}

#[test]
fn a_requirement_that_a_step_or_use_case_names_supports_it() {
    let project = |rest: &str| {
        solution("drift", "{}", &format!("  - {{id: K, type: krav, titel: a, løsning: L, art: funktionelt}}\n{rest}"))
    };
    check_rule("V08", &project(""), "content/s.yaml:3:10: warning[V08]: `K` supports no process and no use case");
    check_rule("V08", &project("  - {id: U, type: usecase, titel: u, understøttes_af: K}\n"), "");
    check_rule("V08", &project("  - {id: P, type: arbejdsgang, titel: p, trin: [{id: t, krav: K}]}\n"), "");
    check_rule("V08", &project("").replace("løsning: L, ", ""), "");
}
