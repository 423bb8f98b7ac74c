//! O04: a solution without requirements on the exit of the supplier that wins.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "O04",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Solution, Role::Requirement, Role::AppliesIn, Role::ExitPhase, Role::Mandatory, Role::Plain],
    says: Text {
        da: "En løsning har ikke krav til ophør både som mindstekrav og som krav.",
        en: "A solution has no requirements on exit both as minimum requirements and as requirements.",
    },
    why: Text {
        da: "Hvad den kommende leverandør skal gøre, når kontrakten slutter, kan kun aftales i udbuddet. Mindstekravene \
             sikrer data, og de øvrige krav viser, hvor godt leverandøren vil hjælpe.",
        en: "What the coming supplier must do when the contract ends can only be agreed in the tender. Minimum requirements \
             secure the data, and the others show how well the supplier will help.",
    },
    bad: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU}
  - {id: K-1, type: krav, titel: Dataudtræk, løsning: DUBU, kravtype: MK, gælder_i: ophør, begrundelse: Kommunen ejer data.}
",
    good: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU}
  - {id: K-1, type: krav, titel: Dataudtræk, løsning: DUBU, kravtype: MK, gælder_i: ophør, begrundelse: Kommunen ejer data.}
  - {id: K-2, type: krav, titel: Bistand, løsning: DUBU, kravtype: K, gælder_i: ophør, begrundelse: Skiftet skal gå glat.}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !concerns::is_in_use(facts, ix) {
        return;
    }
    let mut any = false;
    let mut lacks = [(Role::Mandatory, true), (Role::Plain, true)];
    for requirement in concerns::requirements(facts, ix) {
        any = true;
        if !look::chosen_all(facts, requirement, Role::AppliesIn).contains(&Role::ExitPhase) {
            continue;
        }
        let kind = look::chosen(facts, requirement, Role::RequirementType);
        for (role, lacking) in &mut lacks {
            *lacking &= kind != Some(*role);
        }
    }
    // Of a solution without requirements V01 tells.
    let message = match lacks.map(|(_, lacking)| any && lacking) {
        [false, false] => return,
        [true, true] => said!("har ingen krav til ophør", "has no requirements on exit"),
        [true, false] => said!("har ingen mindstekrav til ophør", "has no minimum requirements on exit"),
        [false, true] => said!("har kun mindstekrav til ophør", "has only minimum requirements on exit"),
    };
    let item = facts.model.item(ix);
    findings
        .at(item.place())
        .says(Said::new(format!("`{}` {}", item.id, message.da), format!("`{}` {}", item.id, message.en)))
        .help(said!(
            "skriv krav med `gælder_i: ophør`, både mindstekrav og almindelige krav",
            "write requirements with `gælder_i: ophør`, minimum requirements as well as plain ones"
        ));
}
