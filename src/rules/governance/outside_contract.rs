//! G05: technical maintenance that no clause of the contract covers, or that changes requirements.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::entries::entries;
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "G05",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Change, Role::TechnicalMaintenance, Role::ContractClause, Role::ClauseContract, Role::Clause],
    says: Text {
        da: "Teknisk vedligehold har intet kontraktpunkt, eller det ændrer krav.",
        en: "Technical maintenance has no contract clause, or it changes requirements.",
    },
    why: Text {
        da: "Teknisk vedligehold følger kontrakten og lader kravene være. Ændres et krav, er det en anden slags ændring, som \
             andre skal tage stilling til.",
        en: "Technical maintenance follows the contract and leaves requirements alone. A change of a requirement is of \
             another type, for others to consider.",
    },
    bad: "id: AEN-5
type: ændring
titel: Sikkerhedsopdatering
ændringstype: teknisk vedligehold
",
    good: "=== content/aendringer.yaml
elementer:
  - {id: KON-1, type: kontrakt, titel: Kontrakten}
  - id: AEN-5
    type: ændring
    titel: Sikkerhedsopdatering
    ændringstype: teknisk vedligehold
    kontraktpunkt: {kontrakt: KON-1, punkt: \"Bilag 8, punkt 4\"}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !super::is_change(facts, ix, Role::TechnicalMaintenance) {
        return;
    }
    let item = facts.model.item(ix);
    let covered = entries(facts, ix, Role::ContractClause)
        .any(|entry| entry.says(facts, Role::Clause) && entry.targets(facts, Role::ClauseContract).next().is_some());
    if !covered {
        let place = look::place_of(facts, ix, Role::ContractClause);
        super::told(facts, ix, place, None, findings)
            .says(said!(
                "`{}` er teknisk vedligehold uden et punkt i kontrakten",
                "`{}` is technical maintenance without a clause of the contract"; item.id
            ))
            .help(said!(
                "skriv `kontraktpunkt: {{kontrakt: …, punkt: …}}`",
                "write `kontraktpunkt: {{kontrakt: …, punkt: …}}`"
            ));
    }
    let Some(touches) = facts.model.schema.link_type_with(Role::Touches) else { return };
    for link in facts.model.held_by(ix).iter().filter(|link| link.link_type == touches) {
        let Some(target) = &link.target else { continue };
        if facts.model.is(target.item, Role::Requirement) {
            let touched = &facts.model.item(target.item).id;
            super::told(facts, ix, look::link_place(facts, link), None, findings)
                .says(said!(
                    "`{}` er teknisk vedligehold, men berører kravet `{}`",
                    "`{}` is technical maintenance, but touches the requirement `{}`"; item.id, touched
                ))
                .help(said!(
                    "gør den til en behovsændring eller videreudvikling, eller fjern kravet her",
                    "make it a needs-based change or further development, or remove the requirement here"
                ));
        }
    }
}
