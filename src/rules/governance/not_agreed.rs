//! G04: a needs-based change that the supplier has not agreed to, or that the steering group has not heard of.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::place::Place;
use crate::rules::entries::entries;
use crate::rules::{Findings, Rule, Scope, Text, concerns};
use crate::said;
use crate::trace::Facts;

use super::decisions;

pub const RULE: Rule = Rule {
    code: "G04",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[
        Role::Change,
        Role::MinorChange,
        Role::Decided,
        Role::Agreement,
        Role::AgreedWith,
        Role::Briefing,
        Role::BriefedBody,
        Role::SteeringGroup,
    ],
    says: Text {
        da: "En behovsændring er besluttet, uden at den er aftalt med leverandøren, eller uden at styregruppen er orienteret.",
        en: "A needs-based change is decided without an agreement with the supplier, or the steering group was not informed.",
    },
    why: Text {
        da: "Mindre ændringer kræver ikke godkendelse. Derfor er aftalen og orienteringen det eneste spor af, hvem der ved hvad.",
        en: "Small changes need no approval. The agreement and the information are the only trace of who knows what.",
    },
    bad: "=== content/dubu.yaml
elementer:
  - {id: NORDLYS, type: organisation, titel: Nordlys, organisationstype: leverandør}
  - id: AEN-3
    type: ændring
    titel: Sortering i fristlisten
    ændringstype: behovsændring
    status: aftalt
    aftalt: {med: NORDLYS, dato: 2026-04-28}
",
    good: "=== content/dubu.yaml
elementer:
  - {id: NORDLYS, type: organisation, titel: Nordlys, organisationstype: leverandør}
  - {id: SG-DUBU, type: organ, titel: Styregruppen, organtype: styregruppe}
  - id: AEN-3
    type: ændring
    titel: Sortering i fristlisten
    ændringstype: behovsændring
    status: aftalt
    aftalt: {med: NORDLYS, dato: 2026-04-28}
    orienteret: {organ: SG-DUBU, dato: 2026-05-12}
",
    waivable: true,
};

/// What was found of one of the two steps.
enum Step {
    Done,
    /// Written without its day, or with one to come.
    Undated(Place),
    /// Written with the wrong party.
    WithOther(Place),
    Missing,
}

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !super::is_change(facts, ix, Role::MinorChange) || !super::has_reached(facts, ix, Role::Decided) {
        return;
    }
    let suppliers = suppliers(facts, ix);
    let is_supplier =
        |of: ItemIx| suppliers.contains(&of) || concerns::is_organisation(facts, of, &[Role::SupplierOrganisation]);
    let groups = steering_groups(facts, ix);
    let is_group = |of: ItemIx| match groups.is_empty() {
        true => concerns::is_body(facts, of, Role::SteeringGroup),
        false => groups.contains(&of),
    };
    let (id, status) = (&facts.model.item(ix).id, super::status_name(facts, ix));
    let agreed = step(facts, ix, (Role::Agreement, Role::AgreedWith), is_supplier);
    report(
        facts,
        ix,
        agreed,
        findings,
        [
            Said::new(
                format!("`{id}` er »{}«, men der står ikke, hvad der er aftalt med leverandøren", status.da),
                format!("`{id}` is \"{}\", but it is not written what is agreed with the supplier", status.en),
            ),
            said!("aftalen om `{}` har ingen dato, eller dagen er ikke kommet endnu", "the agreement on `{}` has no date, or its day has not come yet"; id),
            said!("`{}` er aftalt med en anden end leverandøren", "`{}` is agreed with another than the supplier"; id),
            said!(
                "skriv `aftalt: {{med: …, dato: …}}` med leverandøren",
                "write `aftalt: {{med: …, dato: …}}` with the supplier"
            ),
        ],
    );
    let briefed = step(facts, ix, (Role::Briefing, Role::BriefedBody), is_group);
    if !matches!(briefed, Step::Done) && is_told_in_a_decision(facts, ix, is_group) {
        return;
    }
    report(
        facts,
        ix,
        briefed,
        findings,
        [
            Said::new(
                format!("`{id}` er »{}«, men styregruppen er ikke orienteret", status.da),
                format!("`{id}` is \"{}\", but the steering group was not informed", status.en),
            ),
            said!("orienteringen om `{}` har ingen dato, eller dagen er ikke kommet endnu", "the information on `{}` has no date, or its day has not come yet"; id),
            said!("et andet organ end løsningens styregruppe er orienteret om `{}`", "another body than the steering group was informed of `{}`"; id),
            said!("skriv `orienteret: {{organ: …, dato: …}}`", "write `orienteret: {{organ: …, dato: …}}`"),
        ],
    );
}

fn step(facts: &Facts, ix: ItemIx, (object, link): (Role, Role), is_right: impl Fn(ItemIx) -> bool) -> Step {
    let mut nearest = Step::Missing;
    for entry in entries(facts, ix, object) {
        let mut parties = entry.targets(facts, link).peekable();
        let Some((_, first)) = parties.peek().copied() else { continue };
        let dated = entry.date(Role::Date).is_some_and(|date| date <= facts.model.day);
        match (parties.any(|(party, _)| is_right(party)), dated) {
            (true, true) => return Step::Done,
            (true, false) => nearest = Step::Undated(entry.place_of(Role::Date)),
            (false, _) if matches!(nearest, Step::Missing) => nearest = Step::WithOther(first),
            _ => {}
        }
    }
    nearest
}

fn report(
    facts: &Facts,
    ix: ItemIx,
    step: Step,
    findings: &mut Findings,
    [missing, undated, with_other, help]: [Said; 4],
) {
    let (place, message) = match step {
        Step::Done => return,
        Step::Missing => (super::status_place(facts, ix), missing),
        Step::Undated(place) => (place, undated),
        Step::WithOther(place) => (place, with_other),
    };
    super::told(facts, ix, place, None, findings).says(message).help(help);
}

/// A decision of the steering group about it shows that the group knows.
fn is_told_in_a_decision(facts: &Facts, ix: ItemIx, is_group: impl Fn(ItemIx) -> bool) -> bool {
    decisions::about(facts, ix).any(|decision| decision.by.iter().any(|by| is_group(*by)))
}

fn steering_groups(facts: &Facts, ix: ItemIx) -> Vec<ItemIx> {
    let solutions = facts.model.targets(ix, Role::BelongsTo).into_iter();
    solutions.flat_map(|solution| concerns::bodies(facts, solution, Role::SteeringGroup)).collect()
}

fn suppliers(facts: &Facts, ix: ItemIx) -> Vec<ItemIx> {
    let model = &facts.model;
    let of =
        |solution: ItemIx| [model.targets(solution, Role::Supplier), model.targets(solution, Role::OperationsSupplier)];
    model.targets(ix, Role::BelongsTo).into_iter().flat_map(of).flatten().collect()
}
