//! O03: no plan for the exit from the old contract before its successor is announced.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::entries::{Entry, entries};
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "O03",
    level: Level::Error,
    scope: Scope::Item(check),
    needs: &[Role::Contract, Role::ExitPlan, Role::UnderContract],
    says: Text {
        da: "Der er ingen ophørsplan fra før, genudbuddet annonceres.",
        en: "There is no exit plan from before the re-tender is announced.",
    },
    why: Text {
        da: "Tilbudsgivere skal vide, hvad de får fra den nuværende leverandør og hvornår. Det kan ikke aftales bagefter.",
        en: "Bidders must know what they get from the present supplier, and when. It can't be agreed afterwards.",
    },
    bad: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, kontrakt: KON-1}
  - id: KON-1
    type: kontrakt
    titel: Kontrakten
    udløber: 2028-06-30
    uopsigelig_til: 2025-06-30
    optioner: []
    datarettigheder: Kunden ejer data.
    overleveres: {hvad: Dataudtræk, frist: 2028-06-30}
",
    good: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, kontrakt: KON-1}
  - id: KON-1
    type: kontrakt
    titel: Kontrakten
    udløber: 2028-06-30
    uopsigelig_til: 2025-06-30
    optioner: []
    datarettigheder: Kunden ejer data.
    ophørsplan: {dokument: Ophørsplan version 1.0, dato: 2026-04-30}
    overleveres: {hvad: Dataudtræk, frist: 2028-06-30}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let solutions = super::served(facts, ix);
    if solutions.is_empty() {
        return;
    }
    let item = facts.model.item(ix);
    let help = said!(
        "aftal planen med leverandøren, og skriv `ophørsplan: {{dokument: …, dato: …}}`",
        "agree on the plan with the supplier, and write `ophørsplan: {{dokument: …, dato: …}}`"
    );
    let plans: Vec<Entry> =
        entries(facts, ix, Role::ExitPlan).filter(|plan| plan.says(facts, Role::Document)).collect();
    let Some(plan) = plans.iter().min_by_key(|plan| (plan.date(Role::Date).is_none(), plan.date(Role::Date))) else {
        let place = look::place_of(facts, ix, Role::ExitPlan);
        findings
            .at(place)
            .says(said!("kontrakten `{}` har ingen ophørsplan", "the contract `{}` has no exit plan"; item.id))
            .help(help);
        return;
    };
    let Some(dated) = plan.date(Role::Date) else {
        findings
            .at(plan.place())
            .says(said!("ophørsplanen for `{}` har ingen dato", "the exit plan of `{}` has no date"; item.id))
            .help(said!("skriv planens dato", "write the date of the plan"));
        return;
    };
    let tenders = solutions.into_iter().flat_map(|solution| concerns::tenders(facts, solution));
    let announced = tenders.filter_map(|tender| Some((concerns::day(facts, tender, Role::TenderDate)?, tender))).min();
    let (dated_on, place) = (look::day(dated), plan.place_of(Role::Date));
    if let Some((day, tender)) = announced.filter(|(day, _)| dated >= *day) {
        let (day, tender) = (look::day(day), facts.model.item(tender));
        findings
            .at(place)
            .says(Said::new(
                format!("ophørsplanen er fra {}, men `{}` annonceres {}", dated_on.da, tender.id, day.da),
                format!("the exit plan is of {}, but `{}` is announced on {}", dated_on.en, tender.id, day.en),
            ))
            .help(help)
            .related(tender.place(), said!("udbuddet", "the tender"));
    } else if announced.is_none() && dated > facts.model.day {
        findings
            .at(place)
            .says(Said::new(
                format!("ophørsplanen er først fra {}", dated_on.da),
                format!("the exit plan is not made until {}", dated_on.en),
            ))
            .help(help);
    }
}
