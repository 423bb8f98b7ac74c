//! Area G, *styring og beslutninger*: who decides, and whether it was decided as the governance model says.
//!
//! The model is that of 13 May 2014. What concerns only solutions that are governed by another one is at most an
//! information; see [`told`].

pub mod advice_not_requested;
pub mod advising_approver;
pub mod after_commencement;
pub mod board_without_recommendation;
pub mod commission_outside_frame;
pub mod competence_missing;
pub mod decided_without_plan;
mod decisions;
pub mod law_without_follow_up;
pub mod manned_otherwise;
pub mod meetings_out_of_bounds;
pub mod missing_bodies;
pub mod missing_roles;
pub mod no_state_contact;
pub mod not_agreed;
pub mod not_approved;
pub mod outside_contract;
pub mod proposal_untreated;
pub mod recommendation_without_advice;

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::place::Place;
use crate::rules::{Findings, Found, Rule, concerns, look};
use crate::trace::Facts;

/// The rules of the area, sorted by code.
pub static RULES: &[&Rule] = &[
    &missing_bodies::RULE,
    &missing_roles::RULE,
    &not_approved::RULE,
    &not_agreed::RULE,
    &outside_contract::RULE,
    &law_without_follow_up::RULE,
    &advising_approver::RULE,
    &board_without_recommendation::RULE,
    &recommendation_without_advice::RULE,
    &meetings_out_of_bounds::RULE,
    &competence_missing::RULE,
    &manned_otherwise::RULE,
    &no_state_contact::RULE,
    &decided_without_plan::RULE,
    &after_commencement::RULE,
    &proposal_untreated::RULE,
    &commission_outside_frame::RULE,
    &advice_not_requested::RULE,
];

/// A finding at a place, about an item: an information where all it concerns is governed by another model. `level` is
/// that of the case where it is not the rule's own.
fn told<'a>(facts: &Facts, ix: ItemIx, place: Place, level: Option<Level>, findings: &'a mut Findings) -> Found<'a> {
    let found = findings.at(place).about(ix);
    match level {
        _ if concerns::is_governed_otherwise(facts, ix) => found.at_most(Level::Info),
        Some(level) => found.level(level),
        None => found,
    }
}

/// Whether an item is a change of a type that is wanted.
fn is_change(facts: &Facts, ix: ItemIx, change_type: Role) -> bool {
    facts.model.is(ix, Role::Change)
        && look::chosen(facts, ix, Role::ChangeType) == Some(change_type)
        && look::is_wanted(facts, facts.model.item(ix))
}

/// Whether an item's status is as far as a role or further; withdrawn is not a step on the way.
fn has_reached(facts: &Facts, ix: ItemIx, role: Role) -> bool {
    let status = concerns::status(facts, facts.model.item(ix));
    status.is_some_and(|status| status >= role && status < Role::Withdrawn)
}

/// What the model calls an item's status; empty where it has none.
fn status_name(facts: &Facts, ix: ItemIx) -> Said {
    let named = facts.model.item(ix).status(&facts.model.schema).map(|status| &status.name);
    named.map(|name| Said::new(name.da.clone(), name.en.clone())).unwrap_or_default()
}

/// Where an item's status is written, or its start.
fn status_place(facts: &Facts, ix: ItemIx) -> Place {
    look::place_of(facts, ix, Role::Status)
}
