//! G06: legal maintenance that led to nothing, or that comes from no law.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::entries::entries;
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "G06",
    level: Level::Error,
    scope: Scope::Item(check),
    needs: &[Role::Change, Role::LegalMaintenance, Role::Done, Role::StemsFrom, Role::CarriedOutIn, Role::NoChange],
    says: Text {
        da: "Lovvedligehold er lukket uden en ændring og uden en begrundelse, eller det udspringer ikke af en retskilde.",
        en: "Legal maintenance is closed without a change and without a reason, or it stems from no legal source.",
    },
    why: Text {
        da: "Lovvedligehold bliver altid til en behovsændring eller videreudvikling, eller til et begrundet valg om intet at \
             ændre. Ellers kan ingen se, om loven blev fulgt.",
        en: "Legal maintenance always becomes a needs-based change or further development, or a reasoned choice to change \
             nothing. Otherwise nobody can see whether the law was followed.",
    },
    bad: "=== content/aendringer.yaml
elementer:
  - {id: REG-1, type: regelændring, titel: Ny frist}
  - {id: AEN-1, type: ændring, titel: Ny frist, ændringstype: lovvedligehold, status: lukket, udspringer_af: REG-1}
",
    good: "=== content/aendringer.yaml
elementer:
  - {id: REG-1, type: regelændring, titel: Ny frist}
  - id: AEN-1
    type: ændring
    titel: Ny frist
    ændringstype: lovvedligehold
    status: lukket
    udspringer_af: REG-1
    ingen_ændring: {begrundelse: Løsningen regner allerede i kalenderdage.}
",
    waivable: true,
};

/// What law is, or asks about it.
const OF_LAW: [Role; 4] = [Role::LegalSource, Role::Provision, Role::LawCase, Role::Interpretation];

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !super::is_change(facts, ix, Role::LegalMaintenance) {
        return;
    }
    let model = &facts.model;
    let item = model.item(ix);
    let from = model.targets(ix, Role::StemsFrom);
    if !from.iter().any(|of| OF_LAW.iter().any(|role| model.is(*of, *role))) {
        let place = look::first_link(facts, ix, Role::StemsFrom).unwrap_or_else(|| item.place());
        super::told(facts, ix, place, None, findings)
            .says(said!(
                "`{}` er lovvedligehold, men udspringer ikke af en retskilde",
                "`{}` is legal maintenance, but stems from no legal source"; item.id
            ))
            .help(said!(
                "skriv bestemmelsen, regelændringen eller fortolkningen under `udspringer_af`",
                "write the provision, law change or interpretation under `udspringer_af`"
            ));
    }
    if super::has_reached(facts, ix, Role::Done) && !is_followed_up(facts, ix) {
        super::told(facts, ix, super::status_place(facts, ix), None, findings)
            .says(said!(
                "`{}` er afsluttet, men har hverken ført til en ændring eller en begrundelse for, at intet ændres",
                "`{}` is over, but led neither to a change nor to a reason for changing nothing"; item.id
            ))
            .help(said!(
                "skriv behovsændringen eller videreudviklingen under `udmøntes_i`, eller `ingen_ændring: {{begrundelse: …}}`",
                "write the needs-based change or further development under `udmøntes_i`, or `ingen_ændring: {{begrundelse: …}}`"
            ));
    }
}

fn is_followed_up(facts: &Facts, ix: ItemIx) -> bool {
    let changes = |of: ItemIx| {
        super::is_change(facts, of, Role::MinorChange) || super::is_change(facts, of, Role::FurtherDevelopment)
    };
    facts.model.targets(ix, Role::CarriedOutIn).into_iter().any(changes)
        || entries(facts, ix, Role::NoChange).any(|entry| entry.says(facts, Role::Reason))
}
