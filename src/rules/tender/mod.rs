//! Area U, *udbud og marked*: whether the documentation is fit for the market.

pub mod conflict_unassessed;
pub mod dialogue_undocumented;
pub mod draft_in_export;
pub mod hidden_text_in_export;
pub mod no_accessibility_requirements;
pub mod no_accessibility_statement;
pub mod no_place_in_annexes;
pub mod not_reviewed;
pub mod signed_content_changed;
pub mod stale_volumes;
pub mod unhandled_case;
pub mod untyped_requirement;

use crate::model::{ItemIx, Role};
use crate::rules::{Rule, concerns};
use crate::trace::Facts;

/// The rules of the area, sorted by code.
pub static RULES: &[&Rule] = &[
    &untyped_requirement::RULE,
    &unhandled_case::RULE,
    &stale_volumes::RULE,
    &no_place_in_annexes::RULE,
    &draft_in_export::RULE,
    &dialogue_undocumented::RULE,
    &hidden_text_in_export::RULE,
    &no_accessibility_requirements::RULE,
    &no_accessibility_statement::RULE,
    &conflict_unassessed::RULE,
    &not_reviewed::RULE,
    &signed_content_changed::RULE,
];

/// Whether an item is a tender that is ahead or under way.
fn is_open(facts: &Facts, ix: ItemIx) -> bool {
    facts.model.is(ix, Role::Tender) && concerns::is_open_tender(facts, ix)
}
