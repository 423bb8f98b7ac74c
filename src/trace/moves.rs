//! Provisions that have moved to another place of their act (*rykning*), as `flyttet` says it.

use foldhash::HashMap;
use jiff::civil::Date;

use crate::document::Node;
use crate::law::{Pinpoint, parse_pinpoint, parse_step, split_citation};
use crate::model::schema::Form;
use crate::model::{ItemIx, Model, Role, value};

/// Where provisions stood before, up to the model's day.
#[derive(Debug, Default)]
pub struct Moves {
    /// By the citation of the place that was left.
    left: HashMap<String, Vec<Move>>,
}

/// A provision left a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The first day at the next place.
    pub on: Date,
    /// The first day at this place; `None`: since the beginning.
    pub since: Option<Date>,
    /// The provision.
    pub provision: ItemIx,
}

impl Moves {
    /// The moves of a model that have happened on its day.
    pub fn of(model: &Model) -> Moves {
        let mut moves = Moves::default();
        if !model.schema.has_role(Role::Moved) {
            return moves;
        }
        for ix in model.with_role(Role::Provision) {
            let mut since = None;
            for (place, on) in places_left(model, ix) {
                if on <= model.day {
                    moves.left.entry(place).or_default().push(Move { on, since, provision: ix });
                }
                since = Some(on);
            }
        }
        moves
    }

    /// The citation of now for what stood at a citation on a day, when that has moved since.
    pub fn since(&self, model: &Model, citation: &str, day: Date) -> Option<Box<str>> {
        if self.left.is_empty() {
            return None;
        }
        let (act, rest) = split_citation(citation)?;
        let whole = parse_pinpoint(rest).ok()?;
        let mut enclosing = Some(whole.clone());
        while let Some(place) = enclosing {
            if let Some(moved) = self.first_after(&format!("{act} {place}"), day) {
                let id = &model.item(moved.provision).id;
                let now = split_citation(id).and_then(|(_, rest)| parse_pinpoint(rest).ok())?;
                let inner = whole.steps().get(place.steps().len()..).unwrap_or_default();
                let now = format!("{act} {}", now.join(inner));
                return (now != citation).then(|| now.into());
            }
            enclosing = place.parent();
        }
        None
    }

    /// The move of the provision that stood at a place on a day.
    fn first_after(&self, place: &str, day: Date) -> Option<Move> {
        let moves = self.left.get(place)?.iter();
        let stood_there = |one: &&Move| one.on > day && one.since.is_none_or(|since| since <= day);
        moves.filter(stood_there).min_by_key(|one| one.on).copied()
    }
}

/// Where a provision stood, each with the day it left, earliest first.
pub fn places_left(model: &Model, ix: ItemIx) -> Vec<(String, Date)> {
    let item = model.item(ix);
    let Some(written) = item.field_with(&model.schema, Role::Moved) else { return Vec::new() };
    let Some(Form::Object(fields)) = item.declared(&model.schema, written).map(|field| &field.form) else {
        return Vec::new();
    };
    let key = |role: Role| fields.iter().find(|field| field.role == Some(role)).map(|field| field.key.as_str());
    let (Some(from), Some(on)) = (key(Role::MovedFrom), key(Role::MovedOn)) else { return Vec::new() };
    let one = |map: &crate::document::Map| {
        let place = parse_step(map.find(from)?.text()?, outer(model, ix).as_ref()).ok()?;
        Some((citation(model, ix, &place), map.find(on).and_then(value::date)?))
    };
    let mut places: Vec<(String, Date)> =
        written.node.elements().iter().filter_map(Node::map).filter_map(one).collect();
    places.sort_by_key(|(_, on)| *on);
    places
}

/// The place of what a provision is nested in.
fn outer(model: &Model, ix: ItemIx) -> Option<Pinpoint> {
    let parent = model.item(ix).parent?;
    let (_, rest) = split_citation(&model.item(parent).id)?;
    parse_pinpoint(rest).ok()
}

fn citation(model: &Model, ix: ItemIx, place: &Pinpoint) -> String {
    format!("{} {place}", model.item(act_of(model, ix)).id)
}

/// The act a provision stands in; other items are their own.
pub fn act_of(model: &Model, mut ix: ItemIx) -> ItemIx {
    while let Some(parent) = model.item(ix).parent {
        ix = parent;
    }
    ix
}

/// The canonical form of a citation of an act that does not list its place; `listed` is the nearest that is.
pub(super) fn canonical(model: &Model, listed: ItemIx, text: &str) -> Option<Box<str>> {
    let (_, rest) = split_citation(text)?;
    Some(citation(model, listed, &parse_pinpoint(rest).ok()?).into())
}
