//! V07: a solution of which nobody has written who uses it and for what.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text};
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "V07",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Solution, Role::UseCase, Role::BelongsTo],
    says: Text {
        da: "En løsning har ingen use cases, eller færre end aftalt.",
        en: "A solution has no use cases, or fewer than agreed.",
    },
    why: Text {
        da: "Uden use cases er det uklart, hvem der bruger løsningen til hvad.",
        en: "Without use cases it is unclear who uses the solution for what.",
    },
    bad: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, fase: drift}
",
    good: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, fase: drift}
  - {id: UC-1, type: usecase, titel: Registrér en underretning, løsning: DUBU}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    super::holdings::check(facts, ix, Role::UseCase, findings);
}
