//! V08: a function that serves no work.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "V08",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Requirement, Role::Functional, Role::Supports],
    says: Text {
        da: "Et funktionelt krav understøtter ingen arbejdsgang og ingen use case.",
        en: "A functional requirement supports no process and no use case.",
    },
    why: Text {
        da: "Ingen kan se, hvilket arbejde der går i stå, hvis kravet ikke bliver opfyldt.",
        en: "Nobody can see what work stops if the requirement is not met.",
    },
    bad: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU}
  - {id: K-8, type: krav, titel: Kvittering, løsning: DUBU, art: funktionelt}
",
    good: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU}
  - {id: K-8, type: krav, titel: Kvittering, løsning: DUBU, art: funktionelt, understøtter: P-8}
  - {id: P-8, type: arbejdsgang, titel: Fra underretning til screening, løsning: DUBU}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let model = &facts.model;
    if !model.is(ix, Role::Requirement) || look::chosen(facts, ix, Role::Nature) != Some(Role::Functional) {
        return;
    }
    // A requirement of no solution is reused; what it supports is said where it is.
    let item = model.item(ix);
    if !look::is_wanted(facts, item) || model.solutions(ix).is_empty() || supports_work(facts, ix) {
        return;
    }
    let key = look::link_key(facts, ix, Role::Supports).unwrap_or_default();
    findings
        .at(item.place())
        .says(said!("`{}` understøtter ingen arbejdsgang og ingen use case", "`{}` supports no process and no use case"; item.id))
        .help(said!(
            "skriv under `{}`, hvad kravet bruges til, eller nævn kravet i et trin af en arbejdsgang",
            "write under `{}` what it is used for, or name the requirement in a step of a process"; key
        ));
}

/// Said in the requirement, in the process or use case, or in a step.
fn supports_work(facts: &Facts, ix: ItemIx) -> bool {
    look::has_link(facts, ix, Role::Supports) || !facts.model.holders(ix, Role::StepRequirement).is_empty()
}
