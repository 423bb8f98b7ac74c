//! V14: an exchange of nobody knows what.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "V14",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Interface, Role::Version, Role::CarriesData],
    says: Text {
        da: "En snitflade har ingen version, eller det er ikke beskrevet, hvilke data den overfører.",
        en: "An interface has no version, or what data it carries is not described.",
    },
    why: Text {
        da: "Uden version og data kan ingen koble et nyt system til og vide, at det passer.",
        en: "Without version and data nobody can connect a new system and know that it fits.",
    },
    bad: "=== content/snitflader.yaml
elementer:
  - {id: SF-14, type: snitflade, titel: Hent person, udstiller: CPR, anvender: DUBU}
  - {id: CPR, type: eksternt_system, titel: CPR-systemet}
  - {id: DUBU, type: løsning, titel: DUBU}
",
    good: "=== content/snitflader.yaml
elementer:
  - {id: SF-14, type: snitflade, titel: Hent person, version: 2.0, dataindhold: navn og adresse, udstiller: CPR, anvender: DUBU}
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
    let has_version = look::says_something(facts, ix, Role::Version);
    let has_data = look::has_link(facts, ix, Role::CarriesData) || look::says_something(facts, ix, Role::DataContent);
    let (da, en) = match (has_version, has_data) {
        (true, true) => return,
        (false, true) => ("har ingen version", "has no version"),
        (true, false) => ("siger ikke, hvilke data den overfører", "does not say what data it carries"),
        (false, false) => (
            "har ingen version og siger ikke, hvilke data den overfører",
            "has no version and does not say what data it carries",
        ),
    };
    findings.at(item.place()).says(Said::new(format!("`{}` {da}", item.id), format!("`{}` {en}", item.id))).help(
        said!(
            "skriv `version` og under `data` de informationsobjekter, der overføres, eller `dataindhold` med ord",
            "write `version` and under `data` the information objects that are carried, or `dataindhold` in words"
        ),
    );
}
