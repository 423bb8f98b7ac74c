//! U05: figures that a bidder can't price by.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::entries::{Entry, entries};
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "U05",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Solution, Role::Volumes, Role::Source],
    says: Text {
        da: "En løsnings volumener mangler, har ingen kilde eller er over 12 måneder gamle.",
        en: "A solution's volumes are missing, have no source or are over 12 months old.",
    },
    why: Text {
        da: "Tilbudsgivere priser efter brugere, sager og kald. Er tallene gamle eller uden kilde, lægger de en usikkerhed \
             oven i prisen.",
        en: "Bidders price by users, cases and calls. If the figures are old or have no source, they add a margin for the \
             uncertainty.",
    },
    bad: "=== sporbar.yaml
pr_dato: 2026-11-23
=== content/dubu.yaml
id: DUBU
type: løsning
titel: DUBU
volumener: {navn: Brugere, antal: 7500, enhed: brugere, dato: 2025-06-30, kilde: Brugerkatalog}
",
    good: "=== sporbar.yaml
pr_dato: 2026-11-23
=== content/dubu.yaml
id: DUBU
type: løsning
titel: DUBU
volumener: {navn: Brugere, antal: 7500, enhed: brugere, dato: 2026-06-30, kilde: Brugerkatalog}
",
    waivable: true,
};

/// How old a figure may be.
const MONTHS: u32 = 12;

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !concerns::is_in_use(facts, ix) {
        return;
    }
    let item = facts.model.item(ix);
    let mut none = true;
    for volume in entries(facts, ix, Role::Volumes) {
        none = false;
        one(facts, &volume, findings);
    }
    if none {
        findings
            .at(look::place_of(facts, ix, Role::Volumes))
            .says(said!("`{}` har ingen volumener", "`{}` has no volumes"; item.id))
            .help(said!(
                "skriv antal brugere, sager eller kald under `volumener`, med dato og kilde",
                "write the number of users, cases or calls under `volumener`, with date and source"
            ));
    }
}

fn one(facts: &Facts, volume: &Entry, findings: &mut Findings) {
    let name = volume.text(Role::VolumeName).unwrap_or("?");
    let mut missing = Vec::new();
    if !volume.says(facts, Role::Amount) {
        missing.push(said!("antal", "its amount"));
    }
    if volume.date(Role::Date).is_none() {
        missing.push(said!("dato", "its date"));
    }
    if !volume.says(facts, Role::Source) {
        missing.push(said!("kilde", "its source"));
    }
    if !missing.is_empty() {
        let missing = look::listed(&missing);
        findings
            .at(volume.place_of(Role::VolumeName))
            .says(Said::new(format!("»{name}« mangler {}", missing.da), format!("\"{name}\" lacks {}", missing.en)))
            .help(said!(
                "skriv, hvor tallet kommer fra, og hvornår det er opgjort",
                "write where the figure comes from, and when it was counted"
            ));
    }
    let Some(counted) = volume.date(Role::Date) else { return };
    if look::months_after(counted, MONTHS).is_some_and(|last| last < facts.model.day) {
        let day = look::day(counted);
        findings
            .at(volume.place_of(Role::Date))
            .says(Said::new(
                format!("»{name}« er opgjort {}, for over {MONTHS} måneder siden", day.da),
                format!("\"{name}\" was counted on {}, over {MONTHS} months ago", day.en),
            ))
            .help(said!("opgør tallet igen", "count it again"));
    }
}
