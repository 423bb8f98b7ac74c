//! Area G, *styring og beslutninger*: who decides, and whether it was decided as the governance model says.

use crate::rules::Rule;

/// The rules of the area, sorted by code.
pub static RULES: &[&Rule] = &[];
