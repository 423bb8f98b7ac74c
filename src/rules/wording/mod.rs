//! Area K, *krav*: how a requirement is worded, and whether it can be tested and tendered.

use crate::rules::Rule;

/// The rules of the area, sorted by code.
pub static RULES: &[&Rule] = &[];
