use super::*;
use crate::said;

const BARE: &str = "=== content/k.md\n---\nid: K-1\ntype: krav\ntitel: Svartid\nkravtyppe: MK\n---\nLøsningen skal vise fristen, se [[DUBU]].\n";

#[test]
fn without_a_profile_each_rule_has_its_own_level() {
    check(
        &format!("{BARE}{SOLUTION}"),
        "content/k.md:2:5: warning[J02]: `K-1` has neither a legal basis nor a reason
content/k.md:5:1: warning[S05]: krav has no key `kravtyppe`",
    );
}

#[test]
fn a_profile_sets_levels_by_area_and_code_and_off_drops_a_rule() {
    let profile = "=== sporbar.yaml\nkvalitetsprofil: {regler: {S: info, J: error, J02: \"off\"}}\n";
    check(&format!("{profile}{BARE}{SOLUTION}"), "content/k.md:5:1: info[S05]: krav has no key `kravtyppe`");
}

#[test]
fn a_rule_sleeps_where_the_model_lacks_a_role() {
    check(
        "=== model.yaml
name: recipes
kinds:
  page: {role: page, folder: page, name: {da: side, en: page}, plural: {da: sider, en: pages}}
  recipe:
    role: requirement
    folder: recipe
    name: {da: opskrift, en: recipe}
    plural: {da: opskrifter, en: recipes}
    status: {draft: draft, gone: withdrawn}
    links: {after: {to: recipe}}
links:
  after: {role: depends_on, acyclic: ja, name: {da: efter, en: after}, reverse: {da: før, en: before}}
  mentions: {role: mentions, name: {da: omtaler, en: mentions}, reverse: {da: omtales, en: mentioned in}}
=== content/recipes.yaml
elementer:
  - {id: DOUGH, type: recipe, titel: Dough, after: BREAD}
  - {id: BREAD, type: recipe, titel: Bread, after: DOUGH}
  - {id: SOUP, type: recipe, titel: Soup, status: gone}
  - {id: MEAL, type: recipe, titel: Meal, after: SOUP}
",
        "content/recipes.yaml:3:52: error[S13]: `after` goes round in a circle: `BREAD` → `DOUGH` → `BREAD`
content/recipes.yaml:5:50: warning[S10]: `SOUP` has the status \"gone\"",
    );
}

#[test]
fn findings_of_a_file_are_about_the_item_they_stand_in() {
    let facts = facts_of(
        "=== content/a.yaml\nelementer:\n  - {id: A, type: begreb, titel: a, definiton: x}\n  - {id: B, type: begreb, titel: b, definiton: y}\n",
    );
    let about: Vec<String> = super::super::check(&facts)
        .iter()
        .filter(|finding| finding.code == "S05")
        .filter_map(|finding| finding.item.map(|item| facts.model.items[item as usize].id.to_string()))
        .collect();
    assert_eq!(about, ["A", "B"]);
}

#[test]
fn nothing_is_asked_of_damaged_and_double_items() {
    check(
        "=== content/a.md\n---\nid: K-1\ntype: krav\ntitel: a\nbegrundelse: x\n---\nLøsningen skal vise [[K-1]].\n=== content/b.md\n---\nid: K-1\ntype: krav\ntitel: b\n---\n",
        "content/b.md:2:5: error[S03]: the id `K-1` was used before",
    );
}

/// The levels of a plain J02, one that is an error in this case, and one that is never more than an information.
fn levels_of_cases(profile: &str) -> Vec<Level> {
    let facts = facts_of(&format!("=== sporbar.yaml\nkvalitetsprofil: {{regler: {{{profile}}}}}\n{SOLUTION}"));
    let place = facts.model.items[0].place();
    let mut found = Findings::new("J02", None);
    found.at(place).says(said!("a", "a"));
    found.at(place).says(said!("b", "b")).level(Level::Error);
    found.at(place).says(said!("c", "c")).at_most(Level::Info);
    let findings = settle(&facts, found.into_found());
    findings.iter().filter(|finding| finding.code == "J02").map(|finding| finding.level).collect()
}

#[test]
fn a_case_of_a_rule_may_be_graver_or_milder_than_the_rule() {
    assert_eq!(levels_of_cases(""), [Level::Warning, Level::Error, Level::Info]);
}

#[test]
fn a_profile_wins_over_a_case_but_lifts_no_ceiling() {
    assert_eq!(levels_of_cases("J: error"), [Level::Error, Level::Error, Level::Info]);
    assert_eq!(levels_of_cases("J02: warning"), [Level::Warning, Level::Warning, Level::Info]);
    assert_eq!(levels_of_cases("J02: \"off\""), []);
}
