//! G13: a domain for which nobody has chosen how to talk to the state.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "G13",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Domain, Role::InDomain, Role::Body, Role::StateContactModel, Role::ServesFor],
    says: Text {
        da: "Der er ikke valgt en model for kontakten til staten i et domæne.",
        en: "No model of contact with the state is chosen for a domain.",
    },
    why: Text {
        da: "Ønsker til lovgivningen, frister og fortolkning skal drøftes med staten et kendt sted. Styringsmodellen har tre \
             måder at gøre det på, og én skal vælges for hvert område.",
        en: "Wishes for legislation, deadlines and interpretation need a known place to be discussed with the state. The \
             governance model has three ways to do it, and one must be chosen for each field.",
    },
    bad: "=== content/domaene.yaml
elementer:
  - {id: DOM-1, type: domæne, titel: Børn og unge}
  - {id: DUBU, type: løsning, titel: DUBU, domæne: DOM-1}
",
    good: "=== content/domaene.yaml
elementer:
  - {id: DOM-1, type: domæne, titel: Børn og unge}
  - {id: DUBU, type: løsning, titel: DUBU, domæne: DOM-1}
  - {id: STAT-1, type: organ, titel: Kontakten til staten, organtype: statskontakt, for: DOM-1, statskontaktmodel: særlig kontaktgruppe}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let model = &facts.model;
    let item = model.item(ix);
    if !model.is(ix, Role::Domain) || !look::is_wanted(facts, item) {
        return;
    }
    let solutions = model.holders(ix, Role::InDomain);
    if !solutions.iter().any(|solution| concerns::is_in_use(facts, *solution)) {
        return;
    }
    // The state's member of an expert group serves the solution; the others serve the domain.
    let served = std::iter::once(ix).chain(solutions);
    let bodies: Vec<ItemIx> = served.flat_map(|of| model.holders(of, Role::ServesFor)).collect();
    let has_model = |body: &&ItemIx| {
        look::holds_today(facts, model.item(**body)) && look::chosen(facts, **body, Role::StateContactModel).is_some()
    };
    if bodies.iter().any(|body| has_model(&body)) {
        return;
    }
    let contact = bodies.iter().find(|body| concerns::is_body(facts, **body, Role::StateContact));
    let found = super::told(facts, ix, item.place(), None, findings)
        .says(said!(
            "domænet `{}` har ingen valgt model for kontakten til staten",
            "the domain `{}` has no chosen model of contact with the state"; item.id
        ))
        .help(said!(
            "skriv `statskontaktmodel` på et organ med `for: {}`",
            "write `statskontaktmodel` on a body with `for: {}`"; item.id
        ));
    if let Some(contact) = contact {
        found.related(model.item(*contact).place(), said!("mangler her", "it lacks here"));
    }
}
