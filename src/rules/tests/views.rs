use super::*;

#[test]
fn a_column_that_no_kind_has_is_told_and_not_left_empty() {
    check(
        "=== content/side.md\n# Krav\n\n```visning\ntabel:\n  vælg: {type: krav}\n  kolonner: [id, title, gennemgået.dato, stattus]\n  sorter: titel\n```\n",
        "content/side.md:6:42: error[S17]: no kind has the key `stattus`",
    );
}

#[test]
fn a_selector_in_a_field_is_read_like_any_other() {
    check_rule(
        "S17",
        "=== content/u.yaml\nid: U-1\ntype: udbud\ntitel: Genudbud\nbilagsplan:\n  - {nummer: \"1\", vælg: {type: krv}}\n",
        "content/u.yaml:5:32: error[S17]: `krv` is no kind of the model",
    );
}
