//! Where each act and provision stands on the day: not yet in force, in force, or ended.

use std::sync::Arc;

use jiff::civil::Date;

use super::graph::ends;
use super::item::{Item, ItemIx};
use super::links::Link;
use super::schema::{Role, Schema};
use super::value;
use crate::document::Node;
use crate::law::{Commencement, State, Validity};

/// Where law stands on the model's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LegalState {
    /// Not in force; `from` is the first day where it is fixed.
    NotYet {
        from: Option<Date>,
        waits_for_minister: bool,
    },
    InForce,
    /// Repealed, lapsed or historic; `since` is the first day without force, where known.
    Ended {
        since: Option<Date>,
    },
}

/// What an item itself says of its time.
#[derive(Clone, Default)]
struct Times {
    commencement: Option<Commencement>,
    published: Option<Date>,
    ended: Option<Date>,
    /// Repealed without a date that can be read.
    ended_undated: bool,
}

/// The state of every item, in item order; `None` for all but legal sources and provisions.
pub(super) fn states(schema: &Schema, items: &[Arc<Item>], links: &[Link], day: Date) -> Vec<Option<LegalState>> {
    let starters = starters(schema, items, links);
    let mut states: Vec<Option<LegalState>> = Vec::with_capacity(items.len());
    let mut all_times: Vec<Times> = Vec::with_capacity(items.len());
    for (number, item) in items.iter().enumerate() {
        let role = schema.kind(item.kind).role;
        if !matches!(role, Some(Role::LegalSource | Role::Provision)) {
            states.push(None);
            all_times.push(Times::default());
            continue;
        }
        // What it is nested in stands before it, so its state is known.
        let above = item.parent.map(|parent| &all_times[parent.0 as usize]);
        let mut times = own_times(schema, item);
        if let Some(above) = above {
            times.commencement = times.commencement.or_else(|| above.commencement.clone());
            times.published = times.published.or(above.published);
            times.ended = earliest(times.ended, above.ended);
            times.ended_undated |= above.ended_undated;
        }
        if let Some(from) = started_by(&starters, ItemIx(number as u32)) {
            times.commencement = Some(Commencement::On(from));
        }
        states.push(Some(state(&times, item, day)));
        all_times.push(times);
    }
    states
}

fn state(times: &Times, item: &Item, day: Date) -> LegalState {
    let ended = earliest(times.ended, item.validity.to.and_then(|to| to.tomorrow().ok()));
    if ended.is_some_and(|ended| day >= ended) || times.ended_undated {
        return LegalState::Ended { since: ended };
    }
    if item.validity.state_on(day) == State::NotYet {
        return LegalState::NotYet { from: item.validity.from, waits_for_minister: false };
    }
    let Some(commencement) = &times.commencement else { return LegalState::InForce };
    match (Validity { from: commencement.first_day(times.published), to: None }).state_on(day) {
        State::InForce if commencement.first_day(times.published).is_some() => LegalState::InForce,
        // A day after a publication that nobody entered is not a day to wait for.
        State::InForce if *commencement == Commencement::DayAfterPublication => LegalState::InForce,
        _ => LegalState::NotYet {
            from: commencement.first_day(times.published),
            waits_for_minister: *commencement == Commencement::MinisterDecides,
        },
    }
}

fn own_times(schema: &Schema, item: &Item) -> Times {
    let node = |role: Role| item.field_with(schema, role).map(|written| &*written.node);
    let date = |role: Role| node(role).and_then(value::date);
    let commencement = node(Role::InForceFrom).and_then(Node::text).map(Commencement::parse);
    let repealed = node(Role::Repealed);
    let ended = [date(Role::Repealed), date(Role::Lapsed), date(Role::HistoricFrom)];
    Times {
        commencement: commencement.or_else(|| date(Role::AppliesFrom).map(Commencement::On)),
        published: date(Role::Published),
        ended: ended.into_iter().flatten().min(),
        ended_undated: repealed.is_some_and(|node| value::date(node).is_none() && value::yes_no(node) == Some(true)),
    }
}

fn earliest(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Provisions that other provisions bring into force, with the first day: sorted by item.
fn starters(schema: &Schema, items: &[Arc<Item>], links: &[Link]) -> Vec<(ItemIx, Date)> {
    let Some(link_type) = schema.link_type_with(Role::BringsIntoForce) else { return Vec::new() };
    let mut starters: Vec<(ItemIx, Date)> = links
        .iter()
        .filter(|link| link.link_type == link_type)
        .filter_map(ends)
        .filter_map(|(from, to)| Some((to, first_day(schema, items, from)?)))
        .collect();
    starters.sort();
    starters
}

/// The first day in force of a provision, by itself or what it is nested in.
pub(super) fn first_day(schema: &Schema, items: &[Arc<Item>], mut ix: ItemIx) -> Option<Date> {
    loop {
        let item = &items[ix.0 as usize];
        let times = own_times(schema, item);
        if let Some(commencement) = times.commencement {
            return commencement.first_day(times.published);
        }
        ix = item.parent?;
    }
}

/// The day on which something brings this item into force.
fn started_by(starters: &[(ItemIx, Date)], ix: ItemIx) -> Option<Date> {
    let start = starters.partition_point(|(item, _)| *item < ix);
    starters.get(start).filter(|(item, _)| *item == ix).map(|(_, day)| *day)
}
