//! Area U, *udbud og marked*: whether the documentation is fit for the market.

use crate::rules::Rule;

/// The rules of the area, sorted by code.
pub static RULES: &[&Rule] = &[];
