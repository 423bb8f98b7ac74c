//! V06: a solution of which nobody has written how it decides and calculates.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text};
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "V06",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Solution, Role::Rule, Role::BelongsTo],
    says: Text {
        da: "En løsning har ingen forretningsregler, eller færre end aftalt.",
        en: "A solution has no business rules, or fewer than agreed.",
    },
    why: Text {
        da: "Uden regler ligger viden om, hvordan noget afgøres og beregnes, alene i leverandørens kode.",
        en: "Without rules the knowledge of how things are decided and calculated lies in the supplier's code alone.",
    },
    bad: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, fase: drift}
",
    good: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, fase: drift}
  - {id: R-1, type: regel, titel: Frist for vurdering, løsning: DUBU}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    super::holdings::check(facts, ix, Role::Rule, findings);
}
