//! What a rule looks at, so that a check can say how many of a solution's items it judged.
//!
//! A rule says it by the first role it needs: a kind, or a field or link, which stands for the kinds that have it. Where
//! that is not what the rule is about, it is said here.

use crate::model::{KindIx, Role, Schema};
use crate::rules::Rule;

/// Rules that are about something else than the first role they need, sorted by code: the kinds, or the fields and
/// links of kinds, that they look at.
const ABOUT: [(&str, &[Role]); 20] = [
    ("J03", &[Role::LegalBasis]),
    ("J04", &[Role::LegalBasis]),
    ("J05", &[Role::LegalBasis]),
    ("J06", &[Role::LegalBasis]),
    ("J07", &[Role::LegalBasis, Role::CompliesWith, Role::ReusedFrom]),
    ("J08", &[Role::LegalBasis, Role::CompliesWith, Role::ReusedFrom]),
    ("J09", &[Role::Provision]),
    ("J10", &[Role::Provision]),
    ("J15", &[Role::LegalBasis]),
    ("J18", &[Role::Solution, Role::LegalSource]),
    ("V01", &[Role::Solution]),
    ("V02", &[Role::Solution]),
    ("V03", &[Role::Solution]),
    ("V04", &[Role::Solution]),
    ("V05", &[Role::Solution]),
    ("V06", &[Role::Solution]),
    ("V07", &[Role::Solution]),
    ("V16", &[Role::Reviewed]),
    ("V17", &[Role::Diagrams]),
    ("V19", &[Role::Process, Role::Rule, Role::Concept, Role::UseCase, Role::Interface]),
];

/// The kinds of a model that a rule looks at, sorted.
pub fn kinds(schema: &Schema, rule: &Rule) -> Vec<KindIx> {
    let said = ABOUT.binary_search_by_key(&rule.code, |(code, _)| code).ok().map(|place| ABOUT[place].1);
    let roles = said.or_else(|| {
        let telling = rule.needs.iter().position(|role| !with(schema, *role).is_empty())?;
        Some(&rule.needs[telling..=telling])
    });
    let mut kinds: Vec<KindIx> = match roles {
        Some(roles) => roles.iter().flat_map(|role| with(schema, *role)).collect(),
        None => all(schema).collect(),
    };
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The kinds with a role, or those with a field or link that has it.
fn with(schema: &Schema, role: Role) -> Vec<KindIx> {
    let kinds: Vec<KindIx> = schema.kinds_with(role).collect();
    if !kinds.is_empty() {
        return kinds;
    }
    if schema.reserved_with(role).is_some() {
        return all(schema).collect();
    }
    let has = |kind: &KindIx| {
        let kind = schema.kind(*kind);
        kind.link_with(schema, role).is_some() || kind.fields.iter().any(|field| field.role == Some(role))
    };
    all(schema).filter(has).collect()
}

fn all(schema: &Schema) -> impl Iterator<Item = KindIx> + use<> {
    (0..schema.kinds.len()).map(|number| KindIx(number as u16))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{RULES, find};

    fn names(code: &str) -> Vec<String> {
        let schema = Schema::builtin();
        let rule = find(code).expect("the rule is there");
        kinds(schema, rule).into_iter().map(|kind| schema.kind(kind).key.clone()).collect()
    }

    #[test]
    fn a_rule_looks_at_what_it_needs_first() {
        assert_eq!(names("J02"), ["krav"]);
        assert_eq!(names("J18"), ["løsning", "retskilde"]);
        assert!(names("J01").contains(&"regel".to_owned()) && !names("J01").contains(&"organ".to_owned()));
    }

    #[test]
    fn every_rule_looks_at_something() {
        assert!(ABOUT.is_sorted_by_key(|(code, _)| code));
        assert!(RULES.iter().all(|rule| !kinds(Schema::builtin(), rule).is_empty()));
    }
}
