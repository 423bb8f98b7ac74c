//! G18: a contact committee that advised without being asked.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

use super::decisions;

pub const RULE: Rule = Rule {
    code: "G18",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Decision, Role::ContactCommittee, Role::Advice, Role::RequestedBy, Role::JointPurchaser],
    says: Text {
        da: "Et kontaktudvalg har rådgivet, uden at KOMBIT har bedt om det.",
        en: "A contact committee advised without being asked by KOMBIT.",
    },
    why: Text {
        da: "Kontaktudvalget rådgiver på KOMBITs opfordring og skal ikke styre løsninger ved siden af styregrupperne.",
        en: "The contact committee advises at KOMBIT's request and is not to steer solutions beside the steering groups.",
    },
    bad: "=== content/beslutninger.yaml
elementer:
  - {id: KU-1, type: organ, titel: Kontaktudvalget, organtype: kontaktudvalg}
  - {id: FOR-1, type: forslag, titel: Ens skema}
  - {id: BES-1, type: beslutning, titel: Rækkefølge, dato: 2026-04-16, art: rådgivning, organ: KU-1, om: FOR-1}
",
    good: "=== content/beslutninger.yaml
elementer:
  - {id: KOMBIT, type: organisation, titel: KOMBIT, organisationstype: KOMBIT}
  - {id: KU-1, type: organ, titel: Kontaktudvalget, organtype: kontaktudvalg}
  - {id: FOR-1, type: forslag, titel: Ens skema}
  - {id: BES-1, type: beslutning, titel: Rækkefølge, dato: 2026-04-16, art: rådgivning, organ: KU-1, om: FOR-1, anmodet_af: KOMBIT}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let Some(decision) = decisions::read(facts, ix) else { return };
    if decision.kind != Role::Advice || !decision.is_by(facts, Role::ContactCommittee) {
        return;
    }
    let asked = facts.model.targets(ix, Role::RequestedBy);
    if asked.iter().any(|of| concerns::is_organisation(facts, *of, &[Role::JointPurchaser])) {
        return;
    }
    let item = facts.model.item(ix);
    let place = look::first_link(facts, ix, Role::RequestedBy).unwrap_or_else(|| item.place());
    super::told(facts, ix, place, None, findings)
        .says(said!(
            "`{}` er et kontaktudvalgs råd, som KOMBIT ikke har bedt om",
            "`{}` is advice from a contact committee that KOMBIT did not ask for"; item.id
        ))
        .help(said!(
            "skriv `anmodet_af`, når KOMBIT har bedt om rådet",
            "write `anmodet_af` when KOMBIT has asked for the advice"
        ));
}
