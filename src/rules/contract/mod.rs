//! Area O, *kontrakt og ophør*: whether the contract can end without loss.

use crate::rules::Rule;

/// The rules of the area, sorted by code.
pub static RULES: &[&Rule] = &[];
