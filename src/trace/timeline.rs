//! What happens to law, and when: to an act, to a provision, to all.

use jiff::civil::Date;

use super::moves::places_left;
use crate::document::Node;
use crate::model::schema::Form;
use crate::model::{ItemIx, Model, Role, value};

/// Something that happens to law on a day. Sorted by day, then as listed here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    pub day: Date,
    pub what: What,
    /// The law case or the other law that it happens by.
    pub by: Option<ItemIx>,
    /// The act or provision it happens to.
    pub to: ItemIx,
}

/// What happens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    Signed,
    Published,
    /// A consolidation: type of document and number, as written.
    Edition(String, String),
    /// Municipalities and others may comment on a bill until this day.
    Hearing,
    /// A law case says when the change begins.
    CaseInForce,
    InForce,
    Effect,
    Applies,
    /// A new text of a provision.
    NewText,
    /// It stood at another place before: its citation.
    MovedFrom(String),
    AmendedBy,
    BroughtIntoForceBy,
    RepealedBy,
    Repealed,
    Lapsed,
    Historic,
}

/// Dates that are written as a field of an act or provision.
const DATED: [(Role, What); 8] = [
    (Role::Signed, What::Signed),
    (Role::Published, What::Published),
    (Role::InForceFrom, What::InForce),
    (Role::EffectFrom, What::Effect),
    (Role::AppliesFrom, What::Applies),
    (Role::Repealed, What::Repealed),
    (Role::Lapsed, What::Lapsed),
    (Role::HistoricFrom, What::Historic),
];

/// Links by which other law changes this.
const BY_LAW: [(Role, What); 3] = [
    (Role::Amends, What::AmendedBy),
    (Role::BringsIntoForce, What::BroughtIntoForceBy),
    (Role::Repeals, What::RepealedBy),
];

/// What happens to an act or provision and to all that is nested in it, by day.
pub fn of_law(model: &Model, ix: ItemIx) -> Vec<Event> {
    let mut events = Vec::new();
    gather(model, ix, &mut events);
    events.sort();
    events.dedup();
    events
}

/// What happens to all law, by day.
pub fn of_all(model: &Model) -> Vec<Event> {
    let mut events: Vec<Event> = model.with_role(Role::LegalSource).flat_map(|ix| of_law(model, ix)).collect();
    events.sort();
    events
}

fn gather(model: &Model, ix: ItemIx, events: &mut Vec<Event>) {
    let item = model.item(ix);
    let mut add = |day: Date, what: What, by: Option<ItemIx>| events.push(Event { day, what, by, to: ix });
    for written in &item.fields {
        let Some(field) = item.declared(&model.schema, written) else { continue };
        let Some(role) = field.role else { continue };
        if let Some((_, what)) = DATED.iter().find(|(dated, _)| *dated == role) {
            value::date(&written.node).into_iter().for_each(|day| add(day, what.clone(), None));
        }
        if let (Role::Editions, Form::Object(fields)) = (role, &field.form) {
            for map in written.node.elements().iter().filter_map(Node::map) {
                let part = |role| map.find(&fields.iter().find(|field| field.role == Some(role))?.key);
                let text = |role| part(role).and_then(Node::text).unwrap_or_default().trim().to_owned();
                if let Some(day) = part(Role::Signed).and_then(value::date) {
                    add(day, What::Edition(text(Role::DocumentType), text(Role::DocumentNumber)), None);
                }
            }
        }
    }
    if let Some(versions) = model.text_versions(ix) {
        // The first text is no change; a version without a first day is the first.
        let from = |(_, version)| versions.validity(version).from;
        let mut begun: Vec<Date> = versions.each().filter_map(from).collect();
        let has_first = begun.len() < versions.each().count();
        begun.sort_unstable();
        begun.into_iter().skip(usize::from(!has_first)).for_each(|day| add(day, What::NewText, None));
    }
    for (place, day) in places_left(model, ix) {
        add(day, What::MovedFrom(place), None);
    }
    by_others(model, ix, &mut add);
    for child in &item.children {
        gather(model, *child, events);
    }
}

fn by_others(model: &Model, ix: ItemIx, add: &mut impl FnMut(Date, What, Option<ItemIx>)) {
    for (role, what) in BY_LAW {
        for other in model.holders(ix, role) {
            model.first_day(other).into_iter().for_each(|day| add(day, what.clone(), Some(other)));
        }
    }
    let cases = model.holders(ix, Role::Touches).into_iter().chain(model.holders(ix, Role::Bill));
    for case in cases.filter(|case| model.is(*case, Role::LawCase)) {
        for (role, what) in [(Role::HearingDeadline, What::Hearing), (Role::InForceFrom, What::CaseInForce)] {
            let day = model.field(case, role).and_then(|written| value::date(&written.node));
            day.into_iter().for_each(|day| add(day, what.clone(), Some(case)));
        }
    }
}
