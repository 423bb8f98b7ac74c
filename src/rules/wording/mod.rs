//! Area K, *krav*: how a requirement is worded, and whether it can be tested and tendered.
//!
//! Its rules look at the statement alone, through a [`Reading`] that is made once for all of them. Words are data of the
//! model; how Danish sentences hang together is in [`crate::language`].

pub mod combinator;
pub mod deprecated_term;
pub mod equivalent_without_proof;
pub mod escape_clause;
pub mod favours_incumbent;
pub mod long_sentence;
pub mod named_product;
pub mod nearly_the_same;
pub mod no_acceptance_criterion;
pub mod no_obligation;
pub mod no_unit_or_bound;
pub mod open_end;
pub mod passive_without_actor;
pub mod placeholder;
pub mod position_reference;
pub mod pronoun_first;
pub mod reused_requirement_changed;
pub mod several_obligations;
pub mod standard_without_version;
pub mod undefined_capital;
pub mod vague_word;
pub mod weak_modal;

mod lists;
mod quoted;
mod reading;
#[cfg(test)]
mod tests;
mod told;

use crate::rules::Rule;

pub use crate::language::Hit;
pub use lists::{List, VAGUE, lexicon};
pub use reading::{Part, Reading};
pub use told::{Told, key, tongue};

/// The rules of the area, sorted by code.
pub static RULES: &[&Rule] = &[
    &no_obligation::RULE,
    &several_obligations::RULE,
    &combinator::RULE,
    &vague_word::RULE,
    &escape_clause::RULE,
    &open_end::RULE,
    &passive_without_actor::RULE,
    &weak_modal::RULE,
    &pronoun_first::RULE,
    &position_reference::RULE,
    &no_unit_or_bound::RULE,
    &long_sentence::RULE,
    &placeholder::RULE,
    &deprecated_term::RULE,
    &undefined_capital::RULE,
    &no_acceptance_criterion::RULE,
    &nearly_the_same::RULE,
    &favours_incumbent::RULE,
    &named_product::RULE,
    &standard_without_version::RULE,
    &equivalent_without_proof::RULE,
    &reused_requirement_changed::RULE,
];
