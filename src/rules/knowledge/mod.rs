//! Area V, *forretningsviden*: what is known of the business that a solution serves.

pub mod interface_without_both_ends;

use crate::rules::Rule;

/// The rules of the area, sorted by code.
pub static RULES: &[&Rule] = &[&interface_without_both_ends::RULE];
