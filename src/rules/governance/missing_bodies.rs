//! G01: a solution that nobody steers, or that nobody advises on.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, concerns};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "G01",
    level: Level::Error,
    scope: Scope::Item(check),
    needs: &[Role::Solution, Role::Body, Role::BodyType, Role::SteeringGroup, Role::ExpertGroup, Role::ServesFor],
    says: Text {
        da: "En løsning har ingen styregruppe eller ingen faggruppe.",
        en: "A solution has no steering group or no expert group.",
    },
    why: Text {
        da: "Uden en styregruppe kan ingen godkende videreudvikling, og uden en faggruppe kvalitetssikrer ingen kravene.",
        en: "Without a steering group nobody can approve further development, and without an expert group nobody assures \
             the quality of the requirements.",
    },
    bad: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU}
  - {id: SG-DUBU, type: organ, titel: Styregruppen, organtype: styregruppe, for: DUBU}
",
    good: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU}
  - {id: SG-DUBU, type: organ, titel: Styregruppen, organtype: styregruppe, for: DUBU}
  - {id: FG-DUBU, type: organ, titel: Faggruppen, organtype: faggruppe, for: DUBU}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !concerns::is_in_use(facts, ix) {
        return;
    }
    let item = facts.model.item(ix);
    let wanted = [
        (Role::SteeringGroup, said!("styregruppe", "steering group")),
        (Role::ExpertGroup, said!("faggruppe", "expert group")),
    ];
    for (body_type, name) in wanted {
        if concerns::bodies(facts, ix, body_type).is_empty() {
            let message =
                Said::new(format!("`{}` har ingen {}", item.id, name.da), format!("`{}` has no {}", item.id, name.en));
            super::told(facts, ix, item.place(), None, findings).says(message).help(said!(
                "opret organet, og skriv `for: {}` på det",
                "add the body, and write `for: {}` on it"; item.id
            ));
        }
    }
}
