//! G17: a task given to an expert group by another than KOMBIT, or that no frame covers.

use jiff::civil::Date;

use crate::document::Node;
use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role, value};
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "G17",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[
        Role::Commission,
        Role::PerformedBy,
        Role::CommissionedBy,
        Role::WithinFrame,
        Role::ExpertGroup,
        Role::JointPurchaser,
    ],
    says: Text {
        da: "En faggruppe har fået en opgave, som KOMBIT ikke har bestilt, eller som ligger uden for rammen.",
        en: "An expert group was given a task that KOMBIT did not commission, or that lies outside the frame.",
    },
    why: Text {
        da: "En faggruppe går i gang på KOMBITs initiativ og inden for styregruppens ramme. Ellers bruger kommunernes \
             fagfolk tid, som ingen har prioriteret.",
        en: "An expert group starts on KOMBIT's initiative and within the frame of the steering group. Otherwise the experts \
             of the municipalities spend time that nobody has set aside.",
    },
    bad: "=== content/bestilling.yaml
elementer:
  - {id: KOMBIT, type: organisation, titel: KOMBIT, organisationstype: KOMBIT}
  - {id: FG-1, type: organ, titel: Faggruppen, organtype: faggruppe}
  - {id: BST-1, type: bestilling, titel: Kvalitetssikring, bestilt_af: KOMBIT, udføres_af: FG-1}
",
    good: "=== content/bestilling.yaml
elementer:
  - {id: KOMBIT, type: organisation, titel: KOMBIT, organisationstype: KOMBIT}
  - {id: FG-1, type: organ, titel: Faggruppen, organtype: faggruppe}
  - {id: RAM-1, type: ramme, titel: Rammen for 2026}
  - {id: BST-1, type: bestilling, titel: Kvalitetssikring, bestilt_af: KOMBIT, udføres_af: FG-1, ramme: RAM-1}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let model = &facts.model;
    let item = model.item(ix);
    if !model.is(ix, Role::Commission) || !look::is_wanted(facts, item) {
        return;
    }
    let performers = model.targets(ix, Role::PerformedBy);
    if !performers.iter().any(|body| concerns::is_body(facts, *body, Role::ExpertGroup)) {
        return;
    }
    let by = model.targets(ix, Role::CommissionedBy);
    if !by.iter().any(|of| concerns::is_organisation(facts, *of, &[Role::JointPurchaser])) {
        let place = look::first_link(facts, ix, Role::CommissionedBy).unwrap_or_else(|| item.place());
        super::told(facts, ix, place, None, findings)
            .says(said!("`{}` er ikke bestilt af KOMBIT", "`{}` is not commissioned by KOMBIT"; item.id))
            .help(said!(
                "lad KOMBIT bestille opgaven, og skriv det under `bestilt_af`",
                "let KOMBIT commission the task, and write it under `bestilt_af`"
            ));
    }
    within_frame(facts, ix, &performers, findings);
}

fn within_frame(facts: &Facts, ix: ItemIx, performers: &[ItemIx], findings: &mut Findings) {
    let model = &facts.model;
    let item = model.item(ix);
    let frames = model.targets(ix, Role::WithinFrame);
    let Some(first) = frames.first().map(|frame| &model.item(*frame).id) else {
        super::told(facts, ix, item.place(), None, findings)
            .says(said!("`{}` ligger ikke inden for en ramme", "`{}` lies within no frame"; item.id))
            .help(said!("skriv styregruppens ramme under `ramme`", "write the steering group's frame under `ramme`"));
        return;
    };
    let place = look::first_link(facts, ix, Role::WithinFrame).unwrap_or_else(|| item.place());
    let solutions: Vec<ItemIx> = performers.iter().flat_map(|body| model.solutions(*body).iter().copied()).collect();
    let covered: Vec<ItemIx> = frames.iter().flat_map(|frame| model.solutions(*frame).iter().copied()).collect();
    if !solutions.is_empty() && !covered.is_empty() && !solutions.iter().any(|solution| covered.contains(solution)) {
        super::told(facts, ix, place, None, findings)
            .says(said!(
                "rammen `{}` gælder ikke for den løsning, som faggruppen arbejder for",
                "the frame `{}` is not for the solution that the expert group works for"; first
            ))
            .help(said!(
                "skriv den ramme, som løsningens styregruppe har sat",
                "write the frame that the solution's steering group has set"
            ));
    }
    let ends: Option<Vec<Date>> = frames.iter().map(|frame| last_day(facts, *frame)).collect();
    let last = ends.and_then(|ends| ends.into_iter().max());
    if let Some((deadline, last)) = concerns::day(facts, ix, Role::Deadline).zip(last).filter(|(due, last)| due > last)
    {
        let (due, last) = (look::day(deadline), look::day(last));
        super::told(facts, ix, look::place_of(facts, ix, Role::Deadline), None, findings)
            .says(Said::new(
                format!("`{}` har frist {}, men rammen `{first}` slutter {}", item.id, due.da, last.da),
                format!("`{}` is due on {}, but the frame `{first}` ends on {}", item.id, due.en, last.en),
            ))
            .help(said!(
                "skriv også den ramme, der dækker tiden efter, eller flyt fristen",
                "write the frame that covers the time after as well, or move the deadline"
            ));
    }
}

/// The last day of a frame's period; `None` when it has none or is not written as days.
fn last_day(facts: &Facts, frame: ItemIx) -> Option<Date> {
    let period: &Node = &facts.model.field(frame, Role::Period)?.node;
    // A period's own keys are fixed; see `model::typing`.
    period.map()?.find("til").and_then(value::date)
}
