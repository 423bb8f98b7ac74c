//! G11: a domain of a solution that nobody in its expert group knows.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "G11",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Solution, Role::InDomain, Role::ExpertGroup, Role::MemberCompetence],
    says: Text {
        da: "Et af løsningens domæner er ikke repræsenteret i faggruppen.",
        en: "One of the solution's domains is not represented in its expert group.",
    },
    why: Text {
        da: "Dækker en løsning flere fagområder, skal hvert område have en fagperson. Ellers kvalitetssikrer ingen kravene \
             på området.",
        en: "Where a solution spans several fields, each needs an expert. Otherwise nobody assures the quality of its \
             requirements.",
    },
    bad: "=== content/sapa.yaml
elementer:
  - {id: DOM-1, type: domæne, titel: Børn og unge}
  - {id: SAPA, type: løsning, titel: SAPA, domæne: DOM-1}
  - {id: FG-SAPA, type: organ, titel: Faggruppen, organtype: faggruppe, for: SAPA}
",
    good: "=== content/sapa.yaml
elementer:
  - {id: DOM-1, type: domæne, titel: Børn og unge}
  - {id: SAPA, type: løsning, titel: SAPA, domæne: DOM-1}
  - id: FG-SAPA
    type: organ
    titel: Faggruppen
    organtype: faggruppe
    for: SAPA
    medlemmer:
      - {navn: børnerådgiver, kompetence: DOM-1}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !concerns::is_in_use(facts, ix) {
        return;
    }
    let model = &facts.model;
    let groups = concerns::bodies(facts, ix, Role::ExpertGroup);
    let Some(link_type) = model.schema.link_type_with(Role::InDomain).filter(|_| !groups.is_empty()) else { return };
    let known: Vec<ItemIx> = groups.iter().flat_map(|group| model.targets(*group, Role::MemberCompetence)).collect();
    for link in model.held_by(ix).iter().filter(|link| link.link_type == link_type) {
        let Some(domain) = link.target.as_ref().map(|target| target.item) else { continue };
        if known.contains(&domain) {
            continue;
        }
        let (group, domain) = (model.item(groups[0]), model.item(domain));
        super::told(facts, ix, look::link_place(facts, link), None, findings)
            .says(said!(
                "ingen i `{}` har kompetence inden for `{}`",
                "nobody in `{}` has competence in `{}`"; group.id, domain.id
            ))
            .help(said!(
                "find et medlem til faggruppen, og skriv `kompetence: {}` på medlemmet",
                "find a member for the expert group, and write `kompetence: {}` on the member"; domain.id
            ))
            .related(group.place(), said!("faggruppen", "the expert group"));
    }
}
