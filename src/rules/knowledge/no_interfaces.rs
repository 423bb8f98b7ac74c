//! V05: a solution of which nobody has written what it exchanges, and with whom.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text};
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "V05",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Solution, Role::Interface, Role::Provider, Role::Consumer],
    says: Text {
        da: "En løsning har ingen snitflader, eller færre end aftalt.",
        en: "A solution has no interfaces, or fewer than agreed.",
    },
    why: Text {
        da: "Uden snitflader ved ingen, hvilke systemer der skal kobles til igen efter et skifte.",
        en: "Without interfaces nobody knows which systems must be connected again after a switch.",
    },
    bad: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, fase: drift}
",
    good: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, fase: drift}
  - {id: SF-1, type: snitflade, titel: Hent person, version: 1.0, dataindhold: navn, udstiller: CPR, anvender: DUBU}
  - {id: CPR, type: eksternt_system, titel: CPR-systemet}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    super::holdings::check(facts, ix, Role::Interface, findings);
}
