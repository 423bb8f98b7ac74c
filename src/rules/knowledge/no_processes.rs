//! V02: a solution of which nobody has written what work it is used for.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text};
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "V02",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Solution, Role::Process, Role::BelongsTo],
    says: Text {
        da: "En løsning har ingen arbejdsgange, eller færre end aftalt.",
        en: "A solution has no processes, or fewer than agreed.",
    },
    why: Text {
        da: "Uden arbejdsgange ved en ny leverandør ikke, hvilket arbejde løsningen skal bære.",
        en: "Without processes a new supplier does not know what work the solution must carry.",
    },
    bad: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, fase: drift}
",
    good: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, fase: drift}
  - {id: P-1, type: arbejdsgang, titel: Fra underretning til screening, løsning: DUBU}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    super::holdings::check(facts, ix, Role::Process, findings);
}
