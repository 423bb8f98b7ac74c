use super::*;

const PROJECT: &str = "=== content/organer.yaml
elementer:
  - {id: SG-1, type: organ, titel: Styregruppen, organtype: styregruppe, for: DUBU}
  - {id: FG-1, type: organ, titel: Faggruppen, organtype: faggruppe, for: DUBU}
=== content/k.yaml
fælles: {type: krav, løsning: DUBU}
elementer:
  - {id: K-1, titel: Svartid, art: ikke-funktionelt}
  - {id: K-2, titel: Søgning, art: funktionelt}
";

fn project(waivers: &str) -> String {
    format!("=== dispensationer.yaml\n{waivers}\n{PROJECT}{SOLUTION}")
}

fn faults(waivers: &str) -> String {
    let report = report(&project(waivers));
    let lines: Vec<&str> = report.lines().filter(|line| line.starts_with("dispensationer.yaml:")).collect();
    lines.join("\n").replace("dispensationer.yaml:", "")
}

#[test]
fn a_waiver_silences_what_its_selector_takes() {
    check(
        &project(
            "- regel: J02\n  vælg: {løsning: DUBU, art: ikke-funktionelt}\n  begrundelse: behandlet\n  godkendt_af: SG-1\n  udløber: 2026-11-23",
        ),
        "content/k.yaml:3:10: warning[J02]: `K-1` has neither a legal basis nor a reason (waived)
content/k.yaml:4:10: warning[J02]: `K-2` has neither a legal basis nor a reason",
    );
}

#[test]
fn a_waiver_without_selector_takes_every_finding_of_its_rule() {
    let report = report(&project("- {regel: J02, begrundelse: x, godkendt_af: SG-1, udløber: 2027-01-01}"));
    assert_eq!(report.matches("(waived)").count(), 2, "{report}");
    assert_eq!(report.matches("[J02]").count(), 2, "{report}");
}

#[test]
fn an_expired_waiver_no_longer_works() {
    let report = report(&project("- {regel: J02, begrundelse: x, godkendt_af: SG-1, udløber: 2026-11-22}"));
    assert!(!report.contains("(waived)"), "{report}");
    assert!(report.contains("[S19]: the waiver expired on 22 November 2026 and no longer works"), "{report}");
}

#[test]
fn reason_approver_and_expiry_are_needed() {
    assert_eq!(
        faults("- regel: J02\n- regel: J02\n  begrundelse: ''\n  godkendt_af: SG-1\n  udløber: snart"),
        "1:10: error[S19]: the waiver lacks `begrundelse`
1:10: error[S19]: the waiver lacks `godkendt_af`
1:10: error[S19]: the waiver lacks `udløber`
3:16: error[S19]: `begrundelse` of the waiver is empty
5:12: error[S19]: `udløber` must be a date"
    );
}

#[test]
fn some_rules_cant_be_waived_and_unknown_ones_are_told() {
    let rest = "begrundelse: x, godkendt_af: SG-1, udløber: 2027-01-01";
    assert_eq!(
        faults(&format!("- {{regel: S07, {rest}}}\n- {{regel: U09, {rest}}}\n- {{regel: J2, {rest}}}")),
        "1:11: error[S19]: `S07` can't be waived
2:11: error[S19]: `U09` can't be waived
3:11: error[S19]: no rule has the code `J2`"
    );
}

#[test]
fn the_approver_is_a_body_with_the_power_to_approve() {
    let waiver = |by: &str| format!("- {{regel: J02, begrundelse: x, udløber: 2027-01-01, godkendt_af: {by}}}\n");
    assert_eq!(
        faults(&(waiver("SG-2") + &waiver("DUBU") + &waiver("FG-1"))),
        "1:66: error[S19]: no body has the id `SG-2`
2:66: error[S19]: `DUBU` is no body
3:66: error[S19]: `FG-1` advises and can't approve a waiver"
    );
}

#[test]
fn a_waiver_that_matches_nothing_is_told() {
    assert_eq!(
        faults("- {regel: J02, vælg: {id: K-9}, begrundelse: x, godkendt_af: SG-1, udløber: 2027-01-01}"),
        "1:11: warning[S20]: the waiver of `J02` matches nothing"
    );
}

#[test]
fn a_malformed_waiver_file_is_told_and_never_stops_the_rest() {
    assert_eq!(
        faults(
            "- regel: J02\n  vælg: {typ: krav}\n  begrundelse: x\n  godkendt_af: SG-1\n  udløber: 2027-01-01\n  note: y"
        ),
        "2:10: error[S17]: no kind has the key `typ`
6:3: error[S19]: a waiver has no key `note`"
    );
    assert_eq!(faults("- J02"), "1:3: error[S19]: a waiver must be keys and values");
    assert!(faults("- {regel: [").contains("error[S01]"));
    assert_eq!(faults("# ingen"), "");
}

#[test]
fn who_waived_and_until_when_is_known() {
    let facts = facts_of(&project("- {regel: J02, begrundelse: x, godkendt_af: sg-1, udløber: 2027-01-01}"));
    let waivers = Waivers::read(&facts);
    let findings = super::super::check(&facts);
    let finding = findings.iter().find(|finding| finding.code == "J02").unwrap();
    let waiver = waivers.covering(&facts, finding).unwrap();
    assert_eq!((&*waiver.approved_by, waiver.expires.to_string()), ("SG-1", "2027-01-01".to_owned()));
}

#[test]
fn hostile_waivers_never_panic() {
    for text in [
        "\0",
        "- - -",
        "{",
        "- {regel: {}, vælg: [], godkendt_af: {a: b}, udløber: []}",
        "- &a [*a]",
        "---\n---\n",
        "- ~\n-",
    ] {
        report(&project(text));
    }
    assert!(faults(&"- {regel: ".repeat(100)).contains("[S01]"));
}
