//! J01: what is said to follow from law names no law.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "J01",
    level: Level::Error,
    scope: Scope::Item(check),
    needs: &[Role::LegalBasis],
    says: Text {
        da: "Et krav med ophav i lov, eller en forretningsregel, har ingen hjemmel.",
        en: "A requirement that stems from law, or a business rule, has no legal basis.",
    },
    why: Text {
        da: "Uden hjemmel kan ingen efterprøve kravet, og en lovændring finder det ikke.",
        en: "Without its legal basis nobody can verify it, and a change of law does not find it.",
    },
    bad: "id: K-1\ntype: krav\ntitel: Frist for vurdering\nophav: lov",
    good: "=== content/k-1.md
---
id: K-1
type: krav
titel: Frist for vurdering
ophav: lov
hjemmel: BL § 136
---
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - {ref: § 136, titel: Vurdering af underretninger}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let item = facts.model.item(ix);
    let is_rule = facts.model.is(ix, Role::Rule);
    let from_law = is_rule
        || facts.model.is(ix, Role::Requirement) && look::chosen(facts, ix, Role::Origin) == Some(Role::OriginLaw);
    let Some(key) = look::link_key(facts, ix, Role::LegalBasis).filter(|_| from_law) else { return };
    if !look::is_wanted(facts, item) || look::has_link(facts, ix, Role::LegalBasis) {
        return;
    }
    let help = said!(
        "skriv bestemmelsen under `{}`, for eksempel `BL § 20, stk. 3`",
        "write the provision under `{}`, such as `BL § 20, stk. 3`"; key
    );
    let message = match is_rule {
        true => said!("reglen `{}` har ingen hjemmel", "the rule `{}` has no legal basis"; item.id),
        false => {
            said!("`{}` har ophav i lov, men ingen hjemmel", "`{}` stems from law, but has no legal basis"; item.id)
        }
    };
    findings.at(item.place()).says(message).help(help);
}
