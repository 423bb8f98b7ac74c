//! K16: a minimum requirement that says not how it is tested.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "K16",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Requirement, Role::Mandatory, Role::AcceptanceCriteria],
    says: Text {
        da: "Et mindstekrav har intet acceptkriterium.",
        en: "A minimum requirement has no acceptance criterion.",
    },
    why: Text {
        da: "Et tilbud, der ikke opfylder et mindstekrav, skal afvises; så skal det stå fast, hvordan opfyldelsen vises.",
        en: "A bid that does not meet a minimum requirement must be refused, so it must be settled how meeting it is shown.",
    },
    bad: "=== content/k-16.md
---
id: K-16
type: krav
titel: Eksempel
kravtype: MK
---

Løsningen skal vise borgerens sager.
",
    good: "=== content/k-16.md
---
id: K-16
type: krav
titel: Eksempel
kravtype: MK
acceptkriterier: [Listen er tom for en borger uden sager.]
---

Løsningen skal vise borgerens sager.
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !facts.model.is(ix, Role::Requirement) || look::chosen(facts, ix, Role::RequirementType) != Some(Role::Mandatory)
    {
        return;
    }
    let item = facts.model.item(ix);
    if !look::is_wanted(facts, item) || look::says_something(facts, ix, Role::AcceptanceCriteria) {
        return;
    }
    let place = facts.model.field(ix, Role::RequirementType).map_or_else(|| item.place(), |written| written.place());
    // A class that stands in shared defaults is not where the author mends it.
    let place = if place.file == item.file { place } else { item.place() };
    findings
        .at(place)
        .says(said!("mindstekravet har intet acceptkriterium", "the minimum requirement has no acceptance criterion"))
        .help(said!(
            "skriv under acceptkriterier, hvad en prøve skal vise, for at kravet er opfyldt",
            "write among the acceptance criteria what a test must show for the requirement to be met"
        ));
}
