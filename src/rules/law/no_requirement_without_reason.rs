//! J10: a provision is set aside without a word.

use crate::document::Node;
use crate::finding::Level;
use crate::model::{ItemIx, Role, value};
use crate::place::Place;
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "J10",
    level: Level::Error,
    scope: Scope::Item(check),
    needs: &[Role::Assessment, Role::GivesRequirementNo, Role::Reason],
    says: Text {
        da: "En bestemmelse er vurderet til ikke at give krav, men det er ikke begrundet.",
        en: "A provision is assessed as giving rise to no requirement, but no reason is given.",
    },
    why: Text {
        da: "Den næste, der læser loven, kan ikke se, om bestemmelsen er overvejet eller overset.",
        en: "The next reader of the act can't see whether the provision was considered or overlooked.",
    },
    bad: "=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - ref: § 2
    vurdering: {giver_krav: nej}
",
    good: "=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - ref: § 2
    vurdering: {giver_krav: nej, begrundelse: Formålsbestemmelse uden handlepligt.}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let item = facts.model.item(ix);
    let Some(written) = item.field_with(&facts.model.schema, Role::Assessment) else { return };
    let Some(field) = item.declared(&facts.model.schema, written) else { return };
    let (Some(gives), Some(reason)) = (field.field_with(Role::GivesRequirement), field.field_with(Role::Reason)) else {
        return;
    };
    for map in written.node.elements().iter().filter_map(Node::map) {
        let Some(answer) = map.find(&gives.key) else { continue };
        let says_no =
            value::choice(&gives.form, answer).is_some_and(|choice| choice.role == Some(Role::GivesRequirementNo));
        let reasoned = map.find(&reason.key).is_some_and(|node| look::is_text(facts, written.file, node));
        if says_no && !reasoned {
            findings
                .at(Place { file: written.file, span: answer.span })
                .says(said!(
                    "`{}` giver ikke krav, men det er ikke begrundet",
                    "`{}` gives rise to no requirement, but no reason is given"; item.id
                ))
                .help(said!("skriv en `{}`", "write a `{}`"; reason.key));
        }
    }
}
