//! What an act says on a day, place by place: the two sides of a comparison over time.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Facts;
use super::moves::places_left;
use crate::document::Node;
use crate::law::{Passage, Pinpoint, parse_pinpoint, split_citation};
use crate::model::{ItemIx, LegalState, Role, value};

/// The places of an act with their texts on a day.
#[derive(Clone, Debug, Default)]
pub struct OnDay {
    /// In the order of the act; what is not in force yet or no longer is left out (see [`on_day`]).
    pub passages: Vec<Passage>,
    /// Canonical places that have a summary and no text; the summary stands as the text.
    pub summaries: BTreeSet<String>,
}

/// The passages of an act as they stand on the model's day.
///
/// A place that is not in force on the day is left out, unless the whole act is not: then nothing would be left to
/// compare. A provision that moved later (`flyttet`) stands at the place it had, unless the act lists a provision of
/// its own there.
pub fn on_day(facts: &Facts, act: ItemIx) -> OnDay {
    let model = &facts.model;
    let day = model.day;
    let is_pending = matches!(model.item(act).legal, Some(LegalState::NotYet { .. }));
    let is_ended = matches!(model.item(act).legal, Some(LegalState::Ended { .. }));
    let stands = |ix: ItemIx| match model.item(ix).legal {
        Some(LegalState::NotYet { .. }) => is_pending,
        Some(LegalState::Ended { .. }) => is_ended,
        _ => true,
    };
    let mut listed = Vec::new();
    gather(facts, act, &mut listed);
    listed.retain(|(_, ix)| stands(*ix));
    let own: BTreeMap<String, ItemIx> = listed.iter().map(|(place, ix)| (place.canonical(), *ix)).collect();
    let mut on_day = OnDay::default();
    for (place, ix) in listed {
        let before = place_on(facts, ix, day).filter(|before| !own.contains_key(&before.canonical()));
        let place = before.unwrap_or(place);
        let passage = passage(facts, place, ix, day, &mut on_day.summaries);
        on_day.passages.push(passage);
    }
    on_day
}

fn gather(facts: &Facts, ix: ItemIx, listed: &mut Vec<(Pinpoint, ItemIx)>) {
    for child in &facts.model.item(ix).children {
        let item = facts.model.item(*child);
        let place = split_citation(&item.id).and_then(|(_, place)| parse_pinpoint(place).ok());
        if let Some(place) = place.filter(|_| !item.damaged) {
            listed.push((place, *child));
        }
        gather(facts, *child, listed);
    }
}

/// Where a provision stood on a day before it moved; `None` when it stood where it is written.
fn place_on(facts: &Facts, ix: ItemIx, day: Date) -> Option<Pinpoint> {
    let left = places_left(&facts.model, ix).into_iter().find(|(_, left)| *left > day)?;
    parse_pinpoint(split_citation(&left.0)?.1).ok()
}

fn passage(facts: &Facts, place: Pinpoint, ix: ItemIx, day: Date, summaries: &mut BTreeSet<String>) -> Passage {
    let item = facts.model.item(ix);
    let wording = facts.model.wording_on(ix, day);
    let text = wording.text.map(|prose| facts.body(prose).source.to_string());
    let summary = || {
        let (file, node) = wording.summary?;
        match node.value {
            crate::document::Value::Prose(body) => {
                Some(facts.body(crate::model::Prose { file, body }).source.to_string())
            }
            _ => node.text().map(str::to_owned),
        }
    };
    let text = text.or_else(|| {
        let summary = summary()?;
        summaries.insert(place.canonical());
        Some(summary)
    });
    Passage { place, title: Some(item.title.to_string()).filter(|title| !title.is_empty()), text }
}

/// The moves that an act records (`flyttet`): old place and new.
pub fn recorded_moves(facts: &Facts, act: ItemIx) -> Vec<(Pinpoint, Pinpoint)> {
    let mut listed = Vec::new();
    gather(facts, act, &mut listed);
    let mut moves = Vec::new();
    for (place, ix) in listed {
        for (from, _) in places_left(&facts.model, ix) {
            let from = split_citation(&from).and_then(|(_, from)| parse_pinpoint(from).ok());
            moves.extend(from.map(|from| (from, place.clone())));
        }
    }
    moves
}

/// Whether an act lists chosen provisions only.
pub fn lists_chosen_only(facts: &Facts, act: ItemIx) -> bool {
    let item = facts.model.item(act);
    let Some(written) = item.field_with(&facts.model.schema, Role::Coverage) else { return false };
    let form = item.declared(&facts.model.schema, written).map(|field| &field.form);
    let choice = form.and_then(|form| value::choice(form, &written.node as &Node));
    choice.is_some_and(|choice| choice.role == Some(Role::SelectedCoverage))
}
