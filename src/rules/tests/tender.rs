use super::*;

const SOLUTIONS: &str = "=== content/a.yaml
elementer:
  - {id: DUBU, type: løsning, titel: D}
  - {id: SAPA, type: løsning, titel: S}
  - id: BL
    type: retskilde
    titel: Lov
    bestemmelser:
      - {ref: § 20, bestemmelser: [{ref: stk. 3}, {ref: stk. 4}]}
  - {id: K-1, type: krav, titel: K, løsning: DUBU, hjemmel: \"BL § 20, stk. 3\"}
  - {id: K-2, type: krav, titel: K, løsning: SAPA, hjemmel: BL § 20}
  - {id: U, type: udbud, titel: U, løsning: DUBU}
";

#[track_caller]
fn unhandled(items: &str, expected: &[&str]) {
    let said = report(&format!("{SOLUTIONS}=== content/x.yaml\nelementer:\n{items}"));
    let told = said.lines().filter(|line| line.contains("[U02]"));
    let told: Vec<&str> = told.filter_map(|line| line.split("how `").nth(1)?.split('`').next()).collect();
    assert_eq!(told, expected, "{said}");
}

#[test]
fn open_changes_touch_the_solutions_they_name_and_those_of_what_they_touch() {
    unhandled(
        "  - {id: A1, type: ændring, titel: A, løsning: DUBU, status: under udførelse}
  - {id: A2, type: ændring, titel: A, løsning: DUBU, status: idriftsat}
  - {id: A3, type: ændring, titel: A, løsning: DUBU, status: afvist}
  - {id: A4, type: ændring, titel: A, løsning: SAPA}
  - {id: A5, type: ændring, titel: A, løsning: SAPA, berører: K-1}\n",
        &["A1", "A5"],
    );
}

#[test]
fn law_touches_what_rests_on_it_on_what_is_in_it_or_around_it() {
    unhandled(
        "  - {id: R1, type: regelændring, titel: R, berører: BL}
  - {id: R2, type: regelændring, titel: R, berører: \"BL § 20, stk. 3\"}
  - {id: R3, type: regelændring, titel: R, berører: \"BL § 20, stk. 4\"}
  - {id: R4, type: regelændring, titel: R, berører: BL, status: lukket}
  - {id: R5, type: regelændring, titel: R, berører: BL, fase: bortfaldet}\n",
        &["R1", "R2"],
    );
}

#[test]
fn a_question_that_names_requirements_is_about_those_alone() {
    unhandled(
        "  - {id: F1, type: fortolkning, titel: F, om: \"BL § 20, stk. 3\"}
  - {id: F2, type: fortolkning, titel: F, om: \"BL § 20, stk. 3\", berører: K-2}
  - {id: F3, type: fortolkning, titel: F, om: \"BL § 20, stk. 3\", status: afklaret}\n",
        &["F1"],
    );
}

#[test]
fn what_is_named_must_say_how() {
    let project = format!("{SOLUTIONS}  - {{id: A, type: ændring, titel: A, løsning: DUBU}}\n");
    let project = project.replace("løsning: DUBU}\n  - {id: A,", "løsning: DUBU, håndtering: {af: A}}\n  - {id: A,");
    check_rule("U02", &project, "content/a.yaml:11:68: error[U02]: the tender names `A`, but not how it is handled");
    check_rule("U02", &project.replace("{af: A}", "{af: A, hvordan: udgår}"), "");
    check_rule("U02", &project.replace("titel: U,", "titel: U, status: afsluttet,"), "");
}

#[test]
fn a_figure_holds_for_twelve_months() {
    let project = |day: &str| {
        format!(
            "=== sporbar.yaml\npr_dato: {day}\n=== content/x.yaml\nid: D\ntype: løsning\ntitel: D\nvolumener:\n  - {{navn: Sager, antal: 5, dato: 2026-02-28, kilde: K}}\n"
        )
    };
    check_rule("U05", &project("2027-02-28"), "");
    check_rule(
        "U05",
        &project("2027-03-01"),
        "content/x.yaml:5:35: warning[U05]: \"Sager\" was counted on 28 February 2026, over 12 months ago",
    );
    check_rule(
        "U05",
        &project("2027-02-28").replace(", kilde: K", ""),
        "content/x.yaml:5:12: warning[U05]: \"Sager\" lacks its source",
    );
}

#[test]
fn others_than_the_supplier_answer_no_requirement() {
    let project = |to: &str| {
        format!(
            "=== content/x.yaml\nid: K\ntype: krav\ntitel: K\nkravtype: MK\nkontraktydelse: drift\nrettet_mod: {to}\n"
        )
    };
    check_rule("U01", &project("leverandør"), "content/x.yaml:1:5: warning[U01]: `K` lacks its form of answer");
    check_rule("U01", &project("anvendersystem"), "");
    check_rule("U01", &project("leverandør").replace("kravtype: MK", "status: kladde"), "");
}

#[test]
fn remarks_wait_until_the_round_is_over() {
    let project = |deadline: &str| {
        format!(
            "{SOLUTIONS}  - {{id: R, type: review, titel: R, reviewtype: kommunal gennemgang, om: DUBU, frist: {deadline}, bemærkninger: {{tekst: Hvad med ferie?}}}}\n"
        )
    };
    check_rule("U13", &project("2026-11-23"), "");
    let said = report(&project("2026-11-22"));
    assert!(said.contains("warning[U13]: a remark in `R` is unanswered"), "{said}");
}

#[test]
fn uptime_is_not_accessibility() {
    let project = |title: &str, text: &str| {
        format!(
            "=== content/d.yaml\nid: D\ntype: løsning\ntitel: D\n=== content/k.md\n---\nid: K\ntype: krav\ntitel: {title}\nløsning: D\n---\n\n{text}\n"
        )
    };
    let lacks = "content/d.yaml:1:5: warning[U10]: `D` has no requirements on web accessibility";
    check_rule("U10", &project("Tilgængelighed", "Løsningen skal være tilgængelig 99,8 procent af tiden."), lacks);
    check_rule("U10", &project("Brug for alle", "Løsningen skal opfylde EN\u{a0}301\u{a0}549 version 3.2.1."), "");
    let supporting = project("Oppetid", "x").replace("titel: D\n=", "titel: D\nløsningstype: støttesystem\n=");
    check_rule("U10", &supporting, "");
}

#[test]
fn a_data_processing_agreement_may_stand_in_the_annex_plan() {
    let project = |tender: &str| {
        format!(
            "=== content/x.yaml\nelementer:\n  - {{id: D, type: løsning, titel: D}}
  - {{id: I, type: informationsobjekt, titel: I, løsning: D, personoplysninger: almindelige}}
  - {{id: U, type: udbud, titel: U, løsning: D{tender}}}\n"
        )
    };
    check_rule(
        "D02",
        &project(""),
        "content/x.yaml:2:10: warning[D02]: `D` holds personal data, but has no data processing agreement",
    );
    check_rule(
        "D02",
        &project(", bilagsplan: {nummer: \"7\", titel: Databehandleraftalen, vælg: {type: kontrakt}}"),
        "",
    );
    check_rule("D02", &project("").replace("almindelige", "ingen"), "");
}

#[test]
fn a_public_site_needs_its_statement() {
    check_rule(
        "U11",
        "=== sporbar.yaml\nbase_url: https://krav.example.dk/\n=== content/om.md\n# Om\n",
        "sporbar.yaml:1:1: info[U11]: the site has no accessibility statement",
    );
    check_rule("U11", "=== sporbar.yaml\ntitel: Krav\n=== content/om.md\n# Om\n", "");
}
