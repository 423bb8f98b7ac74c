//! V04: a solution of which nobody has written what data it holds.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text};
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "V04",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Solution, Role::InformationObject, Role::BelongsTo],
    says: Text {
        da: "En løsning har ingen informationsobjekter, eller færre end aftalt.",
        en: "A solution has no information objects, or fewer than agreed.",
    },
    why: Text {
        da: "Uden informationsobjekter er det ukendt, hvilke oplysninger der skal flyttes til den næste løsning.",
        en: "Without information objects it is unknown what data must move to the next solution.",
    },
    bad: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, fase: drift}
",
    good: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, fase: drift}
  - {id: IO-1, type: informationsobjekt, titel: Underretning, personoplysninger: fortrolige, løsning: DUBU}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    super::holdings::check(facts, ix, Role::InformationObject, findings);
}
