//! V03: a solution of which the words are not defined.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text};
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "V03",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Solution, Role::Concept, Role::BelongsTo],
    says: Text {
        da: "En løsning har ingen begreber, eller færre end aftalt.",
        en: "A solution has no concepts, or fewer than agreed.",
    },
    why: Text {
        da: "Uden begreber læser kommuner og leverandør det samme krav på hver sin måde.",
        en: "Without concepts municipalities and supplier read the same requirement each in their own way.",
    },
    bad: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, fase: drift}
",
    good: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, fase: drift}
  - {id: B-1, type: begreb, titel: underretning, definition: henvendelse om et barns trivsel, løsning: DUBU}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    super::holdings::check(facts, ix, Role::Concept, findings);
}
