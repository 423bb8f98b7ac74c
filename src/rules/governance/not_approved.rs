//! G03: further development that goes on without the steering group's approval.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::place::Place;
use crate::rules::{Findings, Rule, Scope, Text, concerns};
use crate::said;
use crate::trace::Facts;

use super::decisions::{self, Decision};

pub const RULE: Rule = Rule {
    code: "G03",
    level: Level::Error,
    scope: Scope::Item(check),
    needs: &[
        Role::Change,
        Role::FurtherDevelopment,
        Role::Decided,
        Role::Decision,
        Role::Approval,
        Role::DecidedBy,
        Role::SteeringGroup,
    ],
    says: Text {
        da: "Videreudvikling er besluttet eller sat i gang, uden at styregruppen har godkendt den.",
        en: "Further development is decided or under way without the approval of the steering group.",
    },
    why: Text {
        da: "Styregruppen råder over rammen. Den skal kunne se, at hver ny funktion er godkendt, og hvornår.",
        en: "The steering group holds the frame. It must be able to see that every new function was approved, and when.",
    },
    bad: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU}
  - {id: SG-DUBU, type: organ, titel: Styregruppen, organtype: styregruppe, for: DUBU}
  - {id: AEN-1, type: ændring, titel: Fælles skema, løsning: DUBU, ændringstype: videreudvikling, status: besluttet}
",
    good: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU}
  - {id: SG-DUBU, type: organ, titel: Styregruppen, organtype: styregruppe, for: DUBU}
  - {id: AEN-1, type: ændring, titel: Fælles skema, løsning: DUBU, ændringstype: videreudvikling, status: besluttet}
  - {id: BES-1, type: beslutning, titel: Skemaet, dato: 2026-05-12, art: godkendelse, organ: SG-DUBU, om: AEN-1}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !super::is_change(facts, ix, Role::FurtherDevelopment) || !super::has_reached(facts, ix, Role::Decided) {
        return;
    }
    let decisions: Vec<Decision> = decisions::about(facts, ix).collect();
    let of_groups = decisions.iter().filter(|decision| decision.is_by(facts, Role::SteeringGroup));
    let of_groups: Vec<&Decision> = of_groups.collect();
    let solutions = facts.model.targets(ix, Role::BelongsTo);
    if solutions.is_empty() {
        if !is_approved(&of_groups) {
            report(facts, ix, None, &decisions, findings);
        }
        return;
    }
    for solution in solutions {
        let groups = concerns::bodies(facts, solution, Role::SteeringGroup);
        // Who stands for a solution without a steering group is G01's to ask; an earlier group may have approved.
        let serves = |decision: &&&Decision| groups.is_empty() || decision.by.iter().any(|by| groups.contains(by));
        let of_solution: Vec<&Decision> = of_groups.iter().filter(serves).copied().collect();
        if !is_approved(&of_solution) {
            report(facts, ix, Some(solution), &decisions, findings);
        }
    }
}

/// Whether the latest word is an approval; of several on one day the approval counts.
fn is_approved(decisions: &[&Decision]) -> bool {
    let said = |decision: &&&Decision| matches!(decision.kind, Role::Approval | Role::Refusal | Role::Postponement);
    let latest = decisions.iter().filter(said).max_by_key(|decision| (decision.date, decision.kind == Role::Approval));
    latest.is_some_and(|decision| decision.kind == Role::Approval)
}

fn report(facts: &Facts, ix: ItemIx, solution: Option<ItemIx>, decisions: &[Decision], findings: &mut Findings) {
    let model = &facts.model;
    let item = model.item(ix);
    let of = |solution: ItemIx| model.item(solution).id.to_string();
    let group = match solution {
        Some(solution) => said!("styregruppen for `{}`", "the steering group of `{}`"; of(solution)),
        None => said!("en styregruppe", "a steering group"),
    };
    let word = concerns::status_word(facts, item);
    let mut found = super::told(facts, ix, super::status_place(facts, ix), None, findings)
        .says(Said::new(
            format!("`{}` er videreudvikling med status »{word}«, men {} har ikke godkendt den", item.id, group.da),
            format!(
                "`{}` is further development with the status \"{word}\", but {} has not approved it",
                item.id, group.en
            ),
        ))
        .help(said!(
            "forelæg den for styregruppen, og skriv beslutningen med `art: godkendelse` og `om: {}`",
            "put it before the steering group, and write the decision with `art: godkendelse` and `om: {}`"; item.id
        ));
    for decision in decisions {
        let Some(message) = what_was_said(decision.kind) else { continue };
        let place: Place = model.item(decision.ix).place();
        found = found.related(place, message);
    }
}

/// What a decision that does not suffice says.
fn what_was_said(kind: Role) -> Option<Said> {
    match kind {
        Role::Approval => Some(said!("godkendt her, men ikke af styregruppen", "approved here, but not by it")),
        Role::Refusal => Some(said!("afslået her", "refused here")),
        Role::Postponement => Some(said!("udsat her", "postponed here")),
        _ => None,
    }
}
