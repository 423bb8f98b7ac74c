//! G12: an expert or steering group without the parties that the model gives it.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "G12",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[
        Role::Body,
        Role::ExpertGroup,
        Role::SteeringGroup,
        Role::Secretariat,
        Role::MemberOrganisation,
        Role::LocalGovernmentAssociation,
        Role::JointPurchaser,
    ],
    says: Text {
        da: "En faggruppe eller styregruppe mangler det sekretariat eller de medlemmer, som styringsmodellen giver den.",
        en: "An expert or steering group lacks the secretariat or the members that the governance model gives it.",
    },
    why: Text {
        da: "KL betjener faggrupperne og sidder i begge grupper, KOMBIT betjener styregrupperne, og kommunerne stiller \
             fagfolkene. Uden dem er gruppens ord ikke kommunernes fælles.",
        en: "KL serves the expert groups and sits in both, KOMBIT serves the steering groups, and the municipalities supply \
             the experts. Without them the group does not speak for all municipalities.",
    },
    bad: "=== content/fg.yaml
elementer:
  - {id: KOMBIT, type: organisation, titel: KOMBIT, organisationstype: KOMBIT}
  - {id: SG-DUBU, type: organ, titel: Styregruppen, organtype: styregruppe, sekretariat: KOMBIT}
",
    good: "=== content/fg.yaml
elementer:
  - {id: KOMBIT, type: organisation, titel: KOMBIT, organisationstype: KOMBIT}
  - {id: KL, type: organisation, titel: KL, organisationstype: KL}
  - id: SG-DUBU
    type: organ
    titel: Styregruppen
    organtype: styregruppe
    sekretariat: KOMBIT
    medlemmer: {navn: kontorchef, organisation: KL}
",
    waivable: true,
};

/// The association itself or one of its offices.
const KL: [Role; 2] = [Role::LocalGovernmentAssociation, Role::SpecialistOffice];

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let item = facts.model.item(ix);
    if !facts.model.is(ix, Role::Body) || !look::holds_today(facts, item) {
        return;
    }
    let kl = || said!("KL", "KL");
    match look::chosen(facts, ix, Role::BodyType) {
        Some(Role::ExpertGroup) => {
            secretariat(facts, ix, &KL, kl(), findings);
            let municipal = said!("kommunerne", "the municipalities");
            members(facts, ix, &[(&[Role::Municipality, Role::Partnership], municipal), (&KL, kl())], findings);
        }
        Some(Role::SteeringGroup) => {
            secretariat(facts, ix, &[Role::JointPurchaser], said!("KOMBIT", "KOMBIT"), findings);
            members(facts, ix, &[(&KL, kl())], findings);
        }
        _ => {}
    }
}

fn secretariat(facts: &Facts, ix: ItemIx, types: &[Role], whose: Said, findings: &mut Findings) {
    let serving = facts.model.targets(ix, Role::Secretariat);
    if serving.iter().any(|of| concerns::is_organisation(facts, *of, types)) {
        return;
    }
    let item = facts.model.item(ix);
    let place = look::first_link(facts, ix, Role::Secretariat).unwrap_or_else(|| item.place());
    super::told(facts, ix, place, None, findings)
        .says(Said::new(
            format!("`{}` har ikke {} som sekretariat", item.id, whose.da),
            format!("`{}` does not have {} as secretariat", item.id, whose.en),
        ))
        .help(said!("skriv det under `sekretariat`", "write it under `sekretariat`"));
}

fn members(facts: &Facts, ix: ItemIx, parties: &[(&[Role], Said)], findings: &mut Findings) {
    let from = facts.model.targets(ix, Role::MemberOrganisation);
    let sits = |types: &[Role]| from.iter().any(|of| concerns::is_organisation(facts, *of, types));
    let absent = parties.iter().filter(|(types, _)| !sits(types)).map(|(_, name)| name.clone());
    let absent: Vec<Said> = absent.collect();
    if absent.is_empty() {
        return;
    }
    let (item, absent) = (facts.model.item(ix), look::listed(&absent));
    let place = match facts.model.field(ix, Role::Members) {
        Some(written) => crate::place::Place { file: written.file, span: written.key_span() },
        None => item.place(),
    };
    super::told(facts, ix, place, None, findings)
        .says(Said::new(
            format!("`{}` har ingen medlemmer fra {}", item.id, absent.da),
            format!("`{}` has no members from {}", item.id, absent.en),
        ))
        .help(said!(
            "skriv dem under `medlemmer` med deres `organisation`",
            "write them under `medlemmer` with their `organisation`"
        ));
}
