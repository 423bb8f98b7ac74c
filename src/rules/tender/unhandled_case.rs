//! U02: something open that will change the solution, of which the tender says nothing.

use foldhash::{HashMap, HashMapExt as _};

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::place::Place;
use crate::rules::entries::entries;
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "U02",
    level: Level::Error,
    scope: Scope::Site(check),
    needs: &[Role::Tender, Role::Handling, Role::Handles, Role::HandledHow],
    says: Text {
        da: "En åben ændring, regelændring eller fortolkning berører løsningen, men udbuddet siger ikke, hvordan den håndteres.",
        en: "An open change, law change or interpretation touches the solution, but the tender does not say how it is handled.",
    },
    why: Text {
        da: "Ændres løsningen kort efter, at kontrakten er indgået, betaler kommunerne for det uden konkurrence, og en stor \
             ændring kan kræve et nyt udbud.",
        en: "If the solution changes soon after the contract is signed, the municipalities pay for it without competition, \
             and a large change may require a new tender.",
    },
    bad: "=== content/udbud.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU}
  - {id: AEN-1, type: ændring, titel: Nyt skema, løsning: DUBU, status: specificeret}
  - {id: UDB-1, type: udbud, titel: Genudbud, løsning: DUBU}
",
    good: "=== content/udbud.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU}
  - {id: AEN-1, type: ændring, titel: Nyt skema, løsning: DUBU, status: specificeret}
  - id: UDB-1
    type: udbud
    titel: Genudbud
    løsning: DUBU
    håndtering: {af: AEN-1, hvordan: før udbud}
",
    waivable: true,
};

fn check(facts: &Facts, findings: &mut Findings) {
    let tenders: Vec<ItemIx> = facts.model.with_role(Role::Tender).filter(|ix| super::is_open(facts, *ix)).collect();
    if tenders.is_empty() {
        return;
    }
    let open = open_cases(facts);
    for tender in tenders {
        let handled = handled(facts, tender, findings);
        let solutions = facts.model.targets(tender, Role::BelongsTo).into_iter();
        let mut cases: Vec<ItemIx> =
            solutions.flat_map(|solution| open.get(&solution).cloned().unwrap_or_default()).collect();
        cases.sort();
        cases.dedup();
        cases.retain(|case| !handled.contains(case));
        for case in cases {
            report(facts, tender, case, findings);
        }
    }
}

/// What the tender says something of. What it names without saying how is told, and counts as told.
fn handled(facts: &Facts, tender: ItemIx, findings: &mut Findings) -> Vec<ItemIx> {
    let mut handled = Vec::new();
    for entry in entries(facts, tender, Role::Handling) {
        let named: Vec<(ItemIx, Place)> = entry.targets(facts, Role::Handles).collect();
        if let Some((case, place)) = named.first().filter(|_| !entry.says(facts, Role::HandledHow)) {
            let id = &facts.model.item(*case).id;
            findings
                .at(*place)
                .about(tender)
                .says(said!("udbuddet nævner `{}`, men ikke hvordan det håndteres", "the tender names `{}`, but not how it is handled"; id))
                .help(help());
        }
        handled.extend(named.into_iter().map(|(case, _)| case));
    }
    handled
}

fn help() -> Said {
    said!(
        "skriv under `håndtering`, om det sker før udbuddet, i kontrakten, som option eller udgår",
        "write under `håndtering` whether it is done before the tender, in the contract, as an option, or dropped"
    )
}

fn report(facts: &Facts, tender: ItemIx, case: ItemIx, findings: &mut Findings) {
    let model = &facts.model;
    let (item, case) = (model.item(tender), model.item(case));
    let place = match model.field(tender, Role::Handling) {
        Some(written) => Place { file: written.file, span: written.key_span() },
        None => item.place(),
    };
    let status = concerns::status_word(facts, case);
    findings
        .at(place)
        .about(tender)
        .says(Said::new(
            format!("`{}` siger ikke, hvordan `{}` håndteres: »{}« ({status})", item.id, case.id, case.title),
            format!("`{}` does not say how `{}` is handled: \"{}\" ({status})", item.id, case.id, case.title),
        ))
        .help(help())
        .related(case.place(), said!("står her", "stands here"));
}

/// The open changes, law changes and interpretations that touch each solution, in model order.
fn open_cases(facts: &Facts) -> HashMap<ItemIx, Vec<ItemIx>> {
    let mut open: HashMap<ItemIx, Vec<ItemIx>> = HashMap::new();
    for ix in facts.model.all().filter(|ix| is_open_case(facts, *ix)) {
        let mut touched = touched(facts, ix);
        touched.sort();
        touched.dedup();
        for solution in touched {
            open.entry(solution).or_default().push(ix);
        }
    }
    open
}

fn is_open_case(facts: &Facts, ix: ItemIx) -> bool {
    let model = &facts.model;
    let item = model.item(ix);
    let over = match model.schema.kind(item.kind).role {
        Some(Role::Change) => Role::Done,
        Some(Role::LawCase | Role::Interpretation) => Role::Closed,
        _ => return false,
    };
    let is_open = concerns::status(facts, item).is_none_or(|status| status < over);
    let lapsed = look::chosen(facts, ix, Role::LawPhase) == Some(Role::LawLapsed);
    is_open && !lapsed && !item.damaged && !item.duplicate && look::is_wanted(facts, item)
}

/// The solutions a case touches: those it names, those of what it touches, and those with something that rests on the
/// law it is about.
fn touched(facts: &Facts, case: ItemIx) -> Vec<ItemIx> {
    let model = &facts.model;
    let mut solutions = model.targets(case, Role::BelongsTo);
    let mut law = Vec::new();
    for target in [model.targets(case, Role::Touches), model.targets(case, Role::Interprets)].concat() {
        match model.is(target, Role::LegalSource) || model.is(target, Role::Provision) {
            true => law.push(target),
            false => solutions.extend(concerns::solutions(facts, target)),
        }
    }
    // A question that names requirements is about those; one on law alone is about all that rest on it.
    if solutions.is_empty() {
        for law in law {
            resting_on(facts, law, &mut solutions);
        }
    }
    solutions
}

/// The solutions with something that rests on an act or provision, on what is nested in it or on what encloses it.
fn resting_on(facts: &Facts, law: ItemIx, solutions: &mut Vec<ItemIx>) {
    let model = &facts.model;
    let mut places = vec![law];
    let mut at = 0;
    while let Some(place) = places.get(at).copied() {
        places.extend(&model.item(place).children);
        at += 1;
    }
    let mut above = model.item(law).parent;
    while let Some(whole) = above {
        places.push(whole);
        above = model.item(whole).parent;
    }
    for place in places {
        for ix in model.holders(place, Role::LegalBasis) {
            if look::is_wanted(facts, model.item(ix)) {
                solutions.extend(concerns::solutions(facts, ix));
            }
        }
    }
}
