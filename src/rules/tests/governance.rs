use super::*;

const BODIES: &str = "=== content/organer.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU}
  - {id: SAPA, type: løsning, titel: SAPA}
  - {id: SG-DUBU, type: organ, titel: Styregruppen, organtype: styregruppe, for: DUBU}
  - {id: SG-SAPA, type: organ, titel: Styregruppen, organtype: styregruppe, for: SAPA}
  - {id: FG-DUBU, type: organ, titel: Faggruppen, organtype: faggruppe, for: DUBU}
  - {id: KU-1, type: organ, titel: Kontaktudvalget, organtype: kontaktudvalg}
  - {id: ARKR, type: organ, titel: Arkitekturrådet, organtype: arkitekturråd}
  - {id: NORDLYS, type: organisation, titel: Nordlys, organisationstype: leverandør}
  - {id: KOMBIT, type: organisation, titel: KOMBIT, organisationstype: KOMBIT}
";

#[track_caller]
fn rule(code: &str, items: &str, expected: &str) {
    check_rule(code, &format!("{BODIES}=== content/x.yaml\nelementer:\n{items}"), expected);
}

const DEVELOPMENT: &str = "id: A, type: ændring, titel: A, ændringstype: videreudvikling, løsning: DUBU";

#[test]
fn further_development_needs_approval_from_the_status_decided_on() {
    for status in ["foreslået", "specificeret", "afvist", "udsat"] {
        rule("G03", &format!("  - {{{DEVELOPMENT}, status: {status}}}\n"), "");
    }
    for status in ["aftalt", "besluttet", "under udførelse", "idriftsat", "lukket"] {
        let said =
            report(&format!("{BODIES}=== content/x.yaml\n{}", DEVELOPMENT.replace(", ", "\n") + "\nstatus: " + status));
        assert!(said.contains("content/x.yaml:6:9: error[G03]: `A` is further development"), "{status}: {said}");
    }
}

#[test]
fn the_last_word_of_the_right_steering_group_counts() {
    let decided = format!("  - {{{DEVELOPMENT}, status: besluttet}}\n");
    let with = |decisions: &[&str]| {
        let lines = decisions.iter().enumerate();
        let lines =
            lines.map(|(number, text)| format!("  - {{id: B{number}, type: beslutning, titel: B, om: A, {text}}}\n"));
        decided.clone() + &lines.collect::<String>()
    };
    let lacks = "content/x.yaml:2:92: error[G03]: `A` is further development with the status \"besluttet\", but the steering group of `DUBU` has not approved it";
    rule("G03", &with(&["art: godkendelse, organ: SG-DUBU, dato: 2026-05-12"]), "");
    rule("G03", &with(&["art: godkendelse, organ: SG-SAPA, dato: 2026-05-12"]), lacks);
    rule("G03", &with(&["art: godkendelse, organ: KU-1, dato: 2026-05-12"]), lacks);
    rule("G03", &with(&["art: orientering, organ: SG-DUBU, dato: 2026-05-12"]), lacks);
    // What is to be approved next month is not approved.
    rule("G03", &with(&["art: godkendelse, organ: SG-DUBU, dato: 2026-12-24"]), lacks);
    let postponed = "art: udsættelse, organ: SG-DUBU, dato: 2026-06-18";
    rule("G03", &with(&["art: godkendelse, organ: SG-DUBU, dato: 2026-05-12", postponed]), lacks);
    rule("G03", &with(&[postponed, "art: godkendelse, organ: SG-DUBU, dato: 2026-09-01"]), "");
}

#[test]
fn every_solution_of_a_change_has_to_approve() {
    let change =
        "  - {id: A, type: ændring, titel: A, ændringstype: videreudvikling, løsning: [DUBU, SAPA], status: besluttet}
  - {id: B, type: beslutning, titel: B, om: A, art: godkendelse, organ: SG-DUBU, dato: 2026-05-12}\n";
    let said = report(&format!("{BODIES}=== content/x.yaml\nelementer:\n{change}"));
    assert!(said.contains("the steering group of `SAPA`") && !said.contains("the steering group of `DUBU`"), "{said}");
}

#[test]
fn what_is_governed_by_another_model_is_told_as_information_whatever_the_profile_says() {
    let project = "=== sporbar.yaml\nkvalitetsprofil: {regler: {G: error}}
=== content/x.yaml
elementer:
  - {id: OPUS, type: løsning, titel: Opus, styringsmodel: anden}
  - {id: A, type: ændring, titel: A, ændringstype: videreudvikling, løsning: OPUS, status: besluttet}
";
    let said = report(project);
    for code in ["G01", "G02", "G03", "G14"] {
        assert!(said.contains(&format!("info[{code}]")) && !said.contains(&format!("error[{code}]")), "{code}: {said}");
    }
}

#[test]
fn what_concerns_a_joint_solution_too_is_as_grave_as_ever() {
    let said = report(
        "=== content/x.yaml
elementer:
  - {id: OPUS, type: løsning, titel: Opus, styringsmodel: anden}
  - {id: DUBU, type: løsning, titel: DUBU}
  - {id: A, type: ændring, titel: A, ændringstype: videreudvikling, løsning: [OPUS, DUBU], status: besluttet}
",
    );
    assert!(said.contains("error[G03]") && said.contains("error[G14]") && said.contains("warning[G14]"), "{said}");
}

#[test]
fn a_needs_based_change_is_agreed_with_the_supplier_and_told_to_its_own_group() {
    let change = |agreed: &str| {
        format!(
            "  - {{id: A, type: ændring, titel: A, ændringstype: behovsændring, løsning: DUBU, status: aftalt{agreed}}}\n"
        )
    };
    let (missing, unbriefed) = (
        "content/x.yaml:3:90: warning[G04]: `A` is \"agreed\", but it is not written what is agreed with the supplier\n",
        "content/x.yaml:3:90: warning[G04]: `A` is \"agreed\", but the steering group was not informed\n",
    );
    rule("G04", &change("").replace("  - ", "  -\n    "), &format!("{missing}{unbriefed}"));
    let briefed = ", orienteret: {organ: SG-DUBU, dato: 2026-05-12}";
    rule("G04", &change(&format!(", aftalt: {{med: NORDLYS, dato: 2026-04-28}}{briefed}")), "");
    let said = |text: &str| report(&format!("{BODIES}=== content/x.yaml\nelementer:\n{}", change(text)));
    assert!(
        said(&format!(", aftalt: {{med: KOMBIT, dato: 2026-04-28}}{briefed}"))
            .contains("agreed with another than the supplier")
    );
    assert!(said(&format!(", aftalt: {{med: NORDLYS}}{briefed}")).contains("has no date, or its day has not come yet"));
    assert!(
        said(", aftalt: {med: NORDLYS, dato: 2026-04-28}, orienteret: {organ: SG-SAPA, dato: 2026-05-12}")
            .contains("another body")
    );
}

#[test]
fn a_follow_up_that_was_refused_follows_nothing_up() {
    let project = |status: &str, kind: &str| {
        format!(
            "  - {{id: REG, type: regelændring, titel: R}}
  - {{id: A, type: ændring, titel: A, ændringstype: lovvedligehold, status: lukket, udspringer_af: REG, udmøntes_i: B}}
  - {{id: B, type: ændring, titel: B, ændringstype: {kind}, status: {status}}}\n"
        )
    };
    rule("G06", &project("foreslået", "behovsændring"), "");
    for (status, kind) in [("afvist", "behovsændring"), ("foreslået", "teknisk vedligehold")] {
        rule(
            "G06",
            &project(status, kind),
            "content/x.yaml:3:76: error[G06]: `A` is over, but led neither to a change nor to a reason for changing nothing",
        );
    }
}

#[test]
fn the_architecture_board_approves_standards_but_no_changes() {
    rule(
        "G07",
        "  - {id: FKA, type: standard, titel: FKA}
  - {id: A, type: ændring, titel: A}
  - {id: B1, type: beslutning, titel: B, om: FKA, art: godkendelse, organ: ARKR, dato: 2026-05-12}
  - {id: B2, type: beslutning, titel: B, om: A, art: godkendelse, organ: ARKR, dato: 2026-05-12}
  - {id: B3, type: beslutning, titel: B, om: A, art: beslutning, organ: FG-DUBU, dato: 2026-05-12}
  - {id: B4, type: beslutning, titel: B, om: A, art: oplæg, organ: FG-DUBU, dato: 2026-05-12}\n",
        "content/x.yaml:5:74: error[G07]: `B2` is approved by `ARKR`, which can only advise
content/x.yaml:6:73: error[G07]: `B3` is decided by `FG-DUBU`, which can only advise",
    );
}

#[test]
fn meetings_are_counted_in_the_last_whole_calendar_year() {
    let group = |more: &str, days: &[&str]| {
        let meetings: Vec<String> = days.iter().map(|day| format!("{{dato: {day}}}")).collect();
        format!(
            "=== sporbar.yaml\npr_dato: 2026-01-15\n=== content/x.yaml\nid: FG\ntype: organ\ntitel: F\norgantype: faggruppe\n{more}møder: [{}]\n",
            meetings.join(", ")
        )
    };
    let said = |held: &str, agreed: &str, line: u32| {
        format!("content/x.yaml:{line}:1: warning[G10]: `FG` held {held} in 2025; agreed are {agreed}")
    };
    check_rule("G10", &group("", &["2025-01-01", "2025-12-31", "2026-01-02"]), "");
    check_rule("G10", &group("", &["2024-12-31", "2025-12-31", "2026-01-02"]), &said("1 meeting", "at least 2", 5));
    // One day is one meeting, however often it is written.
    check_rule("G10", &group("", &["2025-12-31", "2025-12-31"]), &said("1 meeting", "at least 2", 5));
    let seven = ["2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01", "2025-06-01", "2025-07-01"];
    check_rule("G10", &group("", &seven), &said("7 meetings", "at most 6", 5));
    check_rule("G10", &group("møder_pr_år: {max: 10}\n", &seven), "");
    check_rule("G10", &group("gyldig: {fra: 2025-01-02}\n", &[]), "");
    check_rule("G10", &group("gyldig: {fra: 2025-01-01}\n", &[]), &said("0 meetings", "at least 2", 6));
    check_rule("G10", &group("", &[]).replace("faggruppe", "styregruppe"), "");
    let own = group("møder_pr_år: {min: 2, max: 2}\n", &["2025-05-01"]).replace("faggruppe", "statskontakt");
    check_rule("G10", &own, "content/x.yaml:6:1: warning[G10]: `FG` held 1 meeting in 2025; agreed are at least 2");
}

#[test]
fn law_that_was_in_force_before_work_began_is_not_what_a_change_waits_for() {
    let project = |begun: &str| {
        format!(
            "  - {{id: BL, type: retskilde, titel: Lov, i_kraft: 2024-01-01}}
  - {{id: A, type: ændring, titel: A, udspringer_af: BL, frist: 2027-01-01, prioritet: {{rang: 1, dato: {begun}}}}}\n"
        )
    };
    rule("G15", &project("2026-03-01"), "");
    rule(
        "G15",
        &project("2023-11-01"),
        "content/x.yaml:3:64: error[G15]: `A` is due on 1 January 2027, but `BL` enters into force on 1 January 2024",
    );
    rule("G15", &project("2023-11-01").replace("titel: A,", "titel: A, status: idriftsat,"), "");
}

#[test]
fn a_proposal_waits_until_the_last_day_of_the_months_agreed() {
    let project = |day: &str, months: u32| {
        format!(
            "=== sporbar.yaml\npr_dato: {day}\nkvalitetsprofil: {{grænser: {{forslag_måneder: {months}}}}}
=== content/x.yaml\nid: F\ntype: forslag\ntitel: F\nmodtaget: 2026-08-31\n"
        )
    };
    check_rule("G16", &project("2027-02-28", 6), "");
    check_rule(
        "G16",
        &project("2027-03-01", 6),
        "content/x.yaml:4:11: warning[G16]: `F` was received on 31 August 2026 and not treated within 6 months",
    );
    check_rule("G16", &project("2027-03-01", 7), "");
    check_rule("G16", &project("2027-03-01", 6).replace("modtaget: ", "gyldig: {fra: ").replace("08-31", "08-31}"), "");
}

#[test]
fn a_commission_must_end_before_its_frame() {
    rule(
        "G17",
        "  - {id: RAM, type: ramme, titel: R, for: SAPA, periode: {fra: 2026-01-01, til: 2026-12-31}}
  - {id: B, type: bestilling, titel: B, bestilt_af: KOMBIT, udføres_af: FG-DUBU, ramme: RAM, frist: 2027-01-31}
  - {id: C, type: bestilling, titel: C, bestilt_af: NORDLYS, udføres_af: KU-1}\n",
        "content/x.yaml:3:89: warning[G17]: the frame `RAM` is not for the solution that the expert group works for
content/x.yaml:3:101: warning[G17]: `B` is due on 31 January 2027, but the frame `RAM` ends on 31 December 2026",
    );
}
