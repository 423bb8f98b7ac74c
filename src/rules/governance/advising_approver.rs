//! G07: a body that advises stands as the one that approved.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

use super::decisions;

pub const RULE: Rule = Rule {
    code: "G07",
    level: Level::Error,
    scope: Scope::Item(check),
    needs: &[Role::Decision, Role::DecisionKind, Role::Approval, Role::DecidedBy, Role::BodyType],
    says: Text {
        da: "Et rådgivende organ står som det, der har godkendt.",
        en: "An advising body stands as the one that approved.",
    },
    why: Text {
        da: "Kontaktudvalg, faggrupper og andre rådgivende organer træder ikke i stedet for en styregruppe. En godkendelse \
             fra dem binder ingen. Dispensationer er omfattet på samme måde, se S19.",
        en: "Contact committees, expert groups and other advising bodies do not take the place of a steering group. Their \
             approval binds nobody. Waivers are treated alike, see S19.",
    },
    bad: "=== content/beslutninger.yaml
elementer:
  - {id: KU-1, type: organ, titel: Kontaktudvalget, organtype: kontaktudvalg}
  - {id: AEN-1, type: ændring, titel: Fælles skema, ændringstype: videreudvikling}
  - {id: BES-1, type: beslutning, titel: Fælles skema, dato: 2026-05-12, art: godkendelse, organ: KU-1, om: AEN-1}
",
    good: "=== content/beslutninger.yaml
elementer:
  - {id: KOMBIT, type: organisation, titel: KOMBIT, organisationstype: KOMBIT}
  - {id: KU-1, type: organ, titel: Kontaktudvalget, organtype: kontaktudvalg}
  - {id: AEN-1, type: ændring, titel: Fælles skema, ændringstype: videreudvikling}
  - {id: BES-1, type: beslutning, titel: Fælles skema, dato: 2026-05-12, art: rådgivning, organ: KU-1, om: AEN-1, anmodet_af: KOMBIT}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let model = &facts.model;
    let Some(decision) = decisions::read(facts, ix) else { return };
    let of_portfolio = || decisions::is_of_portfolio(facts, ix);
    // A body may resolve on its own work; what is in the portfolio is not its own.
    let counts = decision.kind == Role::Approval || decision.kind == Role::Resolution && of_portfolio();
    if !counts {
        return;
    }
    let Some(link_type) = model.schema.link_type_with(Role::DecidedBy) else { return };
    for link in model.held_by(ix).iter().filter(|link| link.link_type == link_type) {
        let Some(body) = link.target.as_ref().map(|target| target.item) else { continue };
        let Some(body_type) = look::chosen(facts, body, Role::BodyType) else { continue };
        // The architecture board approves standards and other common products.
        if !concerns::ADVISING.contains(&body_type) || body_type == Role::ArchitectureBoard && !of_portfolio() {
            continue;
        }
        let (id, body) = (&model.item(ix).id, model.item(body));
        let (da, en) = match decision.kind {
            Role::Approval => ("godkendt", "approved"),
            _ => ("besluttet", "decided"),
        };
        super::told(facts, ix, look::link_place(facts, link), None, findings)
            .says(Said::new(
                format!("`{id}` er {da} af `{}`, som kun kan rådgive", body.id),
                format!("`{id}` is {en} by `{}`, which can only advise", body.id),
            ))
            .help(said!(
                "skriv, hvad organet gjorde (`rådgivning`, `oplæg` eller `orientering`), og lad det rette organ godkende",
                "write what the body did (`rådgivning`, `oplæg` or `orientering`), and let the right body approve"
            ));
    }
}
