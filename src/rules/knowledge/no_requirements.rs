//! V01: a solution of which nobody has written what it must do.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text};
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "V01",
    level: Level::Error,
    scope: Scope::Item(check),
    needs: &[Role::Solution, Role::Requirement, Role::BelongsTo],
    says: Text {
        da: "En løsning har ingen krav, eller færre end aftalt.",
        en: "A solution has no requirements, or fewer than agreed.",
    },
    why: Text {
        da: "Uden krav kan løsningen hverken udbydes igen eller efterprøves.",
        en: "Without requirements the solution can neither be tendered again nor verified.",
    },
    bad: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, fase: drift}
",
    good: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, fase: drift}
  - {id: K-1, type: krav, titel: Kvittering, løsning: DUBU}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    super::holdings::check(facts, ix, Role::Requirement, findings);
}
