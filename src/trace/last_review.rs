//! When somebody last stood behind an item: by its own record of review, its list of versions, or the reviews of its
//! links in `gennemgang.lock`.

use jiff::civil::Date;

use super::Facts;
use crate::document::Node;
use crate::model::schema::Form;
use crate::model::{FieldValue, ItemIx, Role, value};
use crate::place::Place;

/// A day on which an item was reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastReview {
    pub day: Date,
    /// Where that is written.
    pub place: Place,
}

/// The newest day on which an item was reviewed or made anew, of those up to the model's day; `None` when nobody wrote
/// one.
pub fn last_review(facts: &Facts, ix: ItemIx) -> Option<LastReview> {
    let mut last = None;
    for (role, of_day) in [(Role::Reviewed, Role::ReviewedOn), (Role::Versions, Role::Date)] {
        days(facts, ix, role, of_day, &mut last);
    }
    for review in facts.reviews().held_by(&facts.model, ix) {
        if let Some(entry) = facts.reviews().entry(review) {
            keep(facts, &mut last, entry.day, Place { file: Facts::LOCK, span: entry.span });
        }
    }
    last
}

fn days(facts: &Facts, ix: ItemIx, role: Role, of_day: Role, last: &mut Option<LastReview>) {
    let item = facts.model.item(ix);
    let Some(written) = item.reserved_with(&facts.model.schema, role) else { return };
    let Some(Form::Object(fields)) = item.declared(&facts.model.schema, written).map(|field| &field.form) else {
        return;
    };
    let Some(key) = fields.iter().find(|field| field.role == Some(of_day)).map(|field| &field.key) else { return };
    for node in written.node.elements().iter().filter_map(Node::map).filter_map(|map| map.find(key)) {
        if let Some(day) = value::date(node) {
            keep(facts, last, day, place(written, node));
        }
    }
}

fn place(written: &FieldValue, node: &Node) -> Place {
    Place { file: written.file, span: node.span }
}

fn keep(facts: &Facts, last: &mut Option<LastReview>, day: Date, place: Place) {
    // A day ahead is a slip of the pen, and must not hide an item for years.
    if day <= facts.model.day && last.is_none_or(|last| last.day < day) {
        *last = Some(LastReview { day, place });
    }
}
