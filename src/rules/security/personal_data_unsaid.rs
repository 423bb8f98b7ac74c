//! D01: an information object that does not say whether it holds personal data.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "D01",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::InformationObject, Role::PersonalData],
    says: Text {
        da: "Et informationsobjekt siger ikke, om det rummer personoplysninger.",
        en: "An information object does not say whether it holds personal data.",
    },
    why: Text {
        da: "Databehandleraftale, adgang og logning afhænger af, hvilke oplysninger løsningen rummer.",
        en: "The data processing agreement, access and logging depend on the data that the solution holds.",
    },
    bad: "id: IO-1
type: informationsobjekt
titel: Underretning
",
    good: "id: IO-1
type: informationsobjekt
titel: Underretning
personoplysninger: fortrolige
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let model = &facts.model;
    let item = model.item(ix);
    let asked = model.is(ix, Role::InformationObject) && !item.has_status(&model.schema, Role::Draft);
    if !asked || look::says_something(facts, ix, Role::PersonalData) || !look::is_wanted(facts, item) {
        return;
    }
    findings
        .at(item.place())
        .says(said!("`{}` siger ikke, om det rummer personoplysninger", "`{}` does not say whether it holds personal data"; item.id))
        .help(said!(
            "skriv `personoplysninger`: ingen, almindelige, fortrolige eller følsomme",
            "write `personoplysninger`: ingen, almindelige, fortrolige or følsomme"
        ));
}
