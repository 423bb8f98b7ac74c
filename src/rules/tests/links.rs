use super::*;

const LAW: &str = "=== content/lov/sel.yaml
id: SEL
type: retskilde
titel: Serviceloven
bestemmelser:
  - {ref: § 50, ophævet: 2024-01-01, bestemmelser: [{ref: stk. 7}]}
  - {ref: § 51, ophævet: 2024-01-01}
=== content/lov/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
ophæver: SEL § 50
bestemmelser:
  - {ref: § 20}
  - {ref: § 21, i_kraft: 2027-07-01}
  - {ref: § 22, i_kraft: ministeren fastsætter}
";

fn requirement(lines: &str) -> String {
    format!("=== content/k.md\n---\nid: K-1\ntype: krav\ntitel: Undersøgelse\nophav: lov\n{lines}\n---\n")
}

#[test]
fn ended_law_is_told_with_what_repeals_it() {
    let project = requirement("hjemmel: SEL § 50, stk. 7") + LAW;
    check_rule(
        "J05",
        &project,
        "content/k.md:6:10: error[J05]: `SEL § 50, stk. 7` has not been in force since 1 January 2024",
    );
    let facts = facts_of(&project);
    let finding = super::super::check(&facts).into_iter().find(|finding| finding.code == "J05").unwrap();
    assert_eq!(finding.help.unwrap().da, "se `BL`, som ophæver den, eller skriv `hidtil_gældende: ja` med en note");
}

#[test]
fn ended_law_is_no_finding_where_the_author_means_it_and_says_why() {
    let meant = "hjemmel:\n  - BL § 20\n  - {til: SEL § 50, hidtil_gældende: ja, note: gamle sager}\nbegrundelse: Følger [[SEL § 50]].";
    check_rule("J05", &(requirement(meant) + LAW), "");
    let unsaid = "hjemmel:\n  - BL § 20\n  - {til: SEL § 50, hidtil_gældende: ja}\nbegrundelse: Følger [[SEL § 51]].";
    check_rule(
        "J05",
        &(requirement(unsaid) + LAW),
        "content/k.md:8:11: error[J05]: `SEL § 50` has not been in force since 1 January 2024
content/k.md:9:21: error[J05]: `SEL § 51` has not been in force since 1 January 2024",
    );
}

#[test]
fn withdrawn_items_pages_and_a_new_consolidation_raise_nothing() {
    let quiet =
        requirement("status: udgået\nhjemmel: SEL § 50") + LAW + "=== content/side.md\nDengang gjaldt [[SEL § 50]].\n";
    check_rule("J05", &quiet, "");
    let consolidated = "=== content/lov/x.yaml
id: X
type: retskilde
titel: X
udgaver:
  - {type: LBK, nummer: \"1\", historisk_fra: 2025-01-01}
  - {type: LBK, nummer: \"2\"}
bestemmelser: [{ref: § 1}]
";
    check_rule("J05", &(requirement("hjemmel: X § 1") + consolidated), "");
}

#[test]
fn coming_law_is_told_with_its_day_or_that_the_minister_is_awaited() {
    check_rule(
        "J06",
        &(requirement("hjemmel: [BL § 20, BL § 21, BL § 22]") + LAW),
        "content/k.md:6:20: warning[J06]: `BL § 21` comes into force on 1 July 2027
content/k.md:6:29: warning[J06]: `BL § 22` is not in force: awaits the minister",
    );
    check_rule("J06", &(requirement("hjemmel: BL § 21\ngyldig: {fra: 2027-07-01}") + LAW), "");
}

#[test]
fn records_of_the_past_may_point_to_what_is_gone() {
    check(
        "=== content/a.yaml
elementer:
  - {id: K-1, type: krav, titel: a, begrundelse: x, status: udgået}
  - {id: K-2, type: krav, titel: b, begrundelse: x, gyldig: {til: 2025-12-31}}
  - {id: BES-1, type: beslutning, titel: c, om: [K-1, K-2]}
  - {id: K-3, type: krav, titel: d, begrundelse: x, erstatter: K-1}
  - {id: K-4, type: krav, titel: e, begrundelse: \"se [[K-1]]\", afhænger_af: K-2}
",
        "content/a.yaml:6:54: warning[S10]: `K-1` has the status \"withdrawn\"
content/a.yaml:6:77: warning[S10]: `K-2` was valid until 31 December 2025",
    );
}

#[test]
fn a_cycle_is_told_once_with_its_ids_in_order() {
    check(
        "=== content/a.yaml
fælles: {type: krav, begrundelse: x}
elementer:
  - {id: K-1, titel: a, præciserer: K-3}
  - {id: K-2, titel: b, præciserer: K-1}
  - {id: K-3, titel: c, præciserer: K-2, afhænger_af: K-1}
  - {id: K-4, titel: d, afhænger_af: K-4}
",
        "content/a.yaml:3:37: error[S13]: `præciserer` goes round in a circle: `K-1` → `K-3` → `K-2` → `K-1`
content/a.yaml:6:38: error[S13]: `afhænger_af` goes round in a circle: `K-4` → `K-4`",
    );
}

#[test]
fn a_requirement_may_be_supported_from_the_other_end() {
    let model =
        "=== model.yaml\nudvid: fælleskommunal\ntyper: {krav: {links: {understøtter: {til: [usecase], mindst: 1}}}}\n";
    let items = "=== content/a.yaml
elementer:
  - {id: K-1, type: krav, titel: a, begrundelse: x}
  - {id: K-2, type: krav, titel: b, begrundelse: x}
  - {id: UC-1, type: usecase, titel: c, understøttes_af: K-1}
";
    check_rule(
        "S09",
        &format!("{model}{items}"),
        "content/a.yaml:3:10: error[S09]: `understøtter` must have at least 1 link, but has 0",
    );
}

#[test]
fn an_act_is_not_alone_when_one_of_its_provisions_is_linked() {
    check_rule("S16", &(requirement("hjemmel: SEL § 50, stk. 7") + LAW), "");
}

#[test]
fn a_rule_needs_a_legal_basis_and_a_broken_one_is_not_told_twice() {
    check(
        "=== content/r.yaml\nelementer:\n  - {id: R-1, type: regel, titel: a, afhænger_af: R-2}\n  - {id: R-2, type: regel, titel: b, hjemmel: XL § 1}\n",
        "content/r.yaml:2:10: error[J01]: the rule `R-1` has no legal basis
content/r.yaml:3:47: error[S07]: no legal source has the id or short name `XL`",
    );
}

#[test]
fn an_interface_names_the_end_it_lacks() {
    check_rule(
        "V13",
        "=== content/s.yaml\nelementer:\n  - {id: SF-1, type: snitflade, titel: a, erstatter: SF-2}\n  - {id: SF-2, type: snitflade, titel: b, anvender: DUBU}\n  - {id: DUBU, type: løsning, titel: DUBU}\n",
        "content/s.yaml:2:10: error[V13]: `SF-1` lacks `udstiller` and `anvender`
content/s.yaml:3:10: error[V13]: `SF-2` lacks `udstiller`",
    );
}

#[test]
fn many_links_to_one_repealed_act_cost_no_more_than_few_each() {
    let many: String =
        (0..4000).map(|n| format!("  - {{id: K-{n}, titel: a, ophav: lov, hjemmel: SEL § 50}}\n")).collect();
    let facts = facts_of(&format!("=== content/k.yaml\nfælles: {{type: krav}}\nelementer:\n{many}{LAW}"));
    let findings = super::super::check(&facts);
    assert_eq!(findings.iter().filter(|finding| finding.code == "J05").count(), 4000);
}
