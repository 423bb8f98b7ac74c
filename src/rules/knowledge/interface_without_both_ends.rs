//! V13: an exchange with one party.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "V13",
    level: Level::Error,
    scope: Scope::Item(check),
    needs: &[Role::Interface, Role::Provider, Role::Consumer],
    says: Text {
        da: "En snitflade mangler den, der udstiller den, eller den, der anvender den.",
        en: "An interface lacks its provider or its consumer.",
    },
    why: Text {
        da: "Uden begge ender ved ingen, hvem der skal levere hvad til hvem, når løsningen skifter leverandør.",
        en: "Without both ends nobody knows who delivers what to whom when the solution changes supplier.",
    },
    bad: "=== content/snitflader.yaml
elementer:
  - {id: SF-1, type: snitflade, titel: Hent person, udstiller: CPR}
  - {id: CPR, type: eksternt_system, titel: CPR-systemet}
  - {id: DUBU, type: løsning, titel: DUBU}
",
    good: "=== content/snitflader.yaml
elementer:
  - {id: SF-1, type: snitflade, titel: Hent person, udstiller: CPR, anvender: DUBU}
  - {id: CPR, type: eksternt_system, titel: CPR-systemet}
  - {id: DUBU, type: løsning, titel: DUBU}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let item = facts.model.item(ix);
    if !facts.model.is(ix, Role::Interface) || !look::is_wanted(facts, item) {
        return;
    }
    let lacks = |role: Role| {
        let key = look::link_key(facts, ix, role)?;
        (!look::has_link(facts, ix, role)).then_some(key)
    };
    let missing: Vec<String> =
        [Role::Provider, Role::Consumer].into_iter().filter_map(lacks).map(|key| format!("`{key}`")).collect();
    if missing.is_empty() {
        return;
    }
    let message = Said::new(
        format!("`{}` mangler {}", item.id, missing.join(" og ")),
        format!("`{}` lacks {}", item.id, missing.join(" and ")),
    );
    findings.at(item.place()).says(message).help(said!(
        "skriv de løsninger eller systemer, der er i hver sin ende",
        "write the solutions or systems at either end"
    ));
}
