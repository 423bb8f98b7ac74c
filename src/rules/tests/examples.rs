use super::*;

#[test]
fn rules_are_sorted_by_code_and_found_by_it() {
    assert!(RULES.is_sorted_by_key(|rule| rule.code));
    for (number, rule) in RULES.iter().enumerate() {
        assert_eq!(index(rule.code), Some(number));
        assert!(area_name(rule.code).is_some(), "{}", rule.code);
    }
    assert!(find("X99").is_none() && find("").is_none());
}

#[test]
fn the_bad_example_of_every_rule_is_reported() {
    for rule in RULES.iter() {
        let said = report(rule.bad);
        assert!(said.contains(&format!("[{}]: ", rule.code)), "{} is not reported:\n{said}", rule.code);
    }
}

/// Rules that ask for more than an example of another rule needs to hold.
const ASKS_FOR_MORE: &[&str] = &[
    "J02", "V01", "V02", "V03", "V04", "V05", "V06", "V07", "V12", "V14", "G01", "G02", "G10", "G12", "G13", "G14",
    "D02", "O04", "U01", "U05", "U06", "U10", "U12", "U13",
];

/// Whether a line of a report concerns the example of a rule: structure and the rule's own area do; what a whole
/// documentation would have beside it does not.
fn concerns(rule: &Rule, line: &str) -> bool {
    let Some(code) = line.split('[').nth(1).and_then(|rest| rest.split(']').next()) else { return true };
    code == rule.code || (code.starts_with('S') || code[..1] == rule.code[..1]) && !ASKS_FOR_MORE.contains(&code)
}

#[test]
fn the_bad_example_of_a_rule_breaks_no_other_at_error_or_warning() {
    for rule in RULES.iter() {
        for line in report(rule.bad).lines().filter(|line| concerns(rule, line)) {
            let own = line.contains(&format!("[{}]: ", rule.code)) || line.contains(": info[");
            assert!(own, "{}: {line}", rule.code);
        }
    }
}

#[test]
fn the_good_example_of_every_rule_is_clean() {
    for rule in RULES.iter() {
        for line in report(rule.good).lines().filter(|line| concerns(rule, line)) {
            let clean = line.contains(": info[") && !line.contains(rule.code) || line.ends_with(" (waived)");
            assert!(clean, "{}: {line}", rule.code);
        }
    }
}

#[test]
fn every_rule_is_said_in_both_languages_as_sentences() {
    for rule in RULES.iter() {
        for text in [rule.says, rule.why] {
            for said in [text.da, text.en] {
                assert!(
                    said.ends_with('.') && said.chars().next().is_some_and(char::is_uppercase),
                    "{}: {said}",
                    rule.code
                );
            }
        }
    }
}

#[test]
fn structure_and_faulty_exports_are_never_waivable_and_all_else_is() {
    for rule in RULES.iter() {
        let never = rule.code.starts_with('S') || ["U07", "U09"].contains(&rule.code);
        assert_eq!(rule.waivable, !never, "{}", rule.code);
    }
}

#[test]
fn a_rule_is_explained_with_its_examples() {
    let rule = find("J02").unwrap();
    let danish = explain(rule, Language::Danish);
    assert!(
        danish.starts_with("J02 · advarsel · retsgrundlag\n\nEt krav har hverken hjemmel eller begrundelse.\n"),
        "{danish}"
    );
    assert!(danish.contains("\nSådan ikke:\n\n    id: K-2\n    type: krav\n"), "{danish}");
    let english = explain(rule, Language::English);
    assert!(english.contains("\n      regler: {J02: warning}   # off | info | warning | error\n"), "{english}");
    assert!(english.ends_with("A single finding can be waived in `dispensationer.yaml`.\n"), "{english}");
}
