//! U12: the supplier that runs the solution today may know more than the others.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::entries::{Entry, entries};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "U12",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Tender, Role::ConflictOfInterest, Role::ConflictAssessment],
    says: Text {
        da: "Det er ikke vurderet, om den nuværende leverandør kan være inhabil.",
        en: "It is not assessed whether the present supplier may have a conflict of interest.",
    },
    why: Text {
        da: "Den leverandør, der driver løsningen eller har rådgivet om udbuddet, kan have en fordel, som skal udlignes. \
             Ellers kan tildelingen blive annulleret.",
        en: "The supplier that runs the solution or advised on the tender may have an advantage that must be offset. \
             Otherwise the award may be annulled.",
    },
    bad: "=== content/udbud.yaml
elementer:
  - {id: UDB-1, type: udbud, titel: Genudbud, afløser: KON-1}
  - {id: KON-1, type: kontrakt, titel: Kontrakten}
",
    good: "=== content/udbud.yaml
elementer:
  - id: UDB-1
    type: udbud
    titel: Genudbud
    afløser: KON-1
    inhabilitet:
      aktør: Den nuværende leverandør
      vurdering: Har ikke deltaget i forberedelsen.
      foranstaltning: Alt materiale fra dialogen gives til alle.
      dato: 2026-10-15
  - {id: KON-1, type: kontrakt, titel: Kontrakten}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !super::is_open(facts, ix) || !has_incumbent(facts, ix) {
        return;
    }
    let item = facts.model.item(ix);
    let assessed: Vec<Entry> = entries(facts, ix, Role::ConflictOfInterest).collect();
    let help = said!(
        "skriv aktør, vurdering, foranstaltning og dato under `inhabilitet`",
        "write party, assessment, measure and date under `inhabilitet`"
    );
    if assessed.is_empty() {
        findings
            .at(look::place_of(facts, ix, Role::ConflictOfInterest))
            .says(said!(
                "`{}` vurderer ikke den nuværende leverandørs mulige inhabilitet",
                "`{}` does not assess a possible conflict of interest of the present supplier"; item.id
            ))
            .help(help);
        return;
    }
    for entry in assessed.iter().filter(|entry| !entry.says(facts, Role::ConflictAssessment)) {
        let party = entry.text(Role::ConflictParty).unwrap_or("?");
        findings
            .at(entry.place_of(Role::ConflictParty))
            .says(said!("»{}« er nævnt, men ikke vurderet", "\"{}\" is named, but not assessed"; party))
            .help(help.clone());
    }
}

/// Whether somebody runs the solution today.
fn has_incumbent(facts: &Facts, tender: ItemIx) -> bool {
    let supplied = |solution: ItemIx| {
        [Role::Supplier, Role::OperationsSupplier, Role::UnderContract]
            .into_iter()
            .any(|role| !facts.model.targets(solution, role).is_empty())
    };
    !facts.model.targets(tender, Role::TenderReplaces).is_empty()
        || facts.model.targets(tender, Role::BelongsTo).into_iter().any(supplied)
}
