//! O02: a tender that is announced when the old contract can no longer be prolonged.

use jiff::civil::Date;

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::entries::entries;
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "O02",
    level: Level::Error,
    scope: Scope::Item(check),
    needs: &[Role::Tender, Role::TenderDate, Role::Contract, Role::ContractEnd, Role::TenderReplaces],
    says: Text {
        da: "Udbuddet annonceres, efter at den kontrakt, det afløser, ikke længere kan forlænges.",
        en: "The tender is announced after the contract it replaces can no longer be prolonged.",
    },
    why: Text {
        da: "Trækker udbuddet ud, eller bliver der klaget, står kommunerne uden en løsning eller med en aftale, der ikke må \
             forlænges.",
        en: "If the tender drags on or meets a complaint, the municipalities have no solution, or a contract that must not \
             be prolonged.",
    },
    bad: "=== content/udbud.yaml
elementer:
  - {id: UDB-1, type: udbud, titel: Genudbud, annonceres: 2027-03-01, afløser: KON-1}
  - id: KON-1
    type: kontrakt
    titel: Kontrakten
    udløber: 2027-09-30
    uopsigelig_til: 2025-09-30
    optioner: {længde: 12 måneder, varsles_senest: 2026-12-31, udnyttet: nej}
    datarettigheder: Kunden ejer data.
",
    good: "=== content/udbud.yaml
elementer:
  - {id: UDB-1, type: udbud, titel: Genudbud, annonceres: 2026-12-01, afløser: KON-1}
  - id: KON-1
    type: kontrakt
    titel: Kontrakten
    udløber: 2027-09-30
    uopsigelig_til: 2025-09-30
    optioner: {længde: 12 måneder, varsles_senest: 2026-12-31, udnyttet: nej}
    datarettigheder: Kunden ejer data.
",
    waivable: true,
};

/// The last day on which a tender may be announced, by what is agreed in the contract.
#[derive(Clone, Copy)]
enum Last {
    /// Notice of the last option that is left must be given on this day.
    Notice(Date),
    /// The contract ends, and no option is left.
    End(Date),
}

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let model = &facts.model;
    if !model.is(ix, Role::Tender) || !concerns::is_open_tender(facts, ix) {
        return;
    }
    let Some(announced) = concerns::day(facts, ix, Role::TenderDate) else { return };
    for contract in replaced(facts, ix) {
        let Some(last) = last(facts, contract) else { continue };
        let (Last::Notice(day) | Last::End(day)) = last;
        if announced <= day {
            continue;
        }
        let item = model.item(contract);
        let (announced, day) = (look::day(announced), look::day(day));
        let message = match last {
            Last::Notice(_) => Said::new(
                format!(
                    "udbuddet annonceres {}, men `{}` kan kun forlænges til og med {}",
                    announced.da, item.id, day.da
                ),
                format!(
                    "the tender is announced on {}, but `{}` can be prolonged until {} only",
                    announced.en, item.id, day.en
                ),
            ),
            Last::End(_) => Said::new(
                format!(
                    "udbuddet annonceres {}, men `{}` udløber {} og har ingen optioner tilbage",
                    announced.da, item.id, day.da
                ),
                format!(
                    "the tender is announced on {}, but `{}` ends on {} and has no options left",
                    announced.en, item.id, day.en
                ),
            ),
        };
        findings
            .at(look::place_of(facts, ix, Role::TenderDate))
            .says(message)
            .help(said!(
                "annoncér tidligere, eller forlæng kontrakten og skriv det under `optioner`",
                "announce earlier, or prolong the contract and write so under `optioner`"
            ))
            .related(item.place(), said!("kontrakten", "the contract"));
    }
}

/// The contracts a tender replaces: those it names, else those of its solutions.
fn replaced(facts: &Facts, tender: ItemIx) -> Vec<ItemIx> {
    let named = facts.model.targets(tender, Role::TenderReplaces);
    if !named.is_empty() {
        return named;
    }
    let solutions = facts.model.targets(tender, Role::BelongsTo).into_iter();
    solutions.flat_map(|solution| facts.model.targets(solution, Role::UnderContract)).collect()
}

/// Options that were used have moved the end; the last that was not may still do so until its notice. Whether that day
/// is past today does not matter: the plan is as wrong before it as after it.
fn last(facts: &Facts, contract: ItemIx) -> Option<Last> {
    let unused = entries(facts, contract, Role::Options).filter(|option| !option.is_yes(Role::OptionUsed));
    let notices: Vec<Option<Date>> = unused.map(|option| option.date(Role::NoticeBy)).collect();
    match notices.is_empty() {
        true => concerns::contract_end(facts, contract).map(Last::End),
        // An option without its day (O01) may be used on any.
        false if notices.contains(&None) => None,
        false => notices.into_iter().flatten().max().map(Last::Notice),
    }
}
