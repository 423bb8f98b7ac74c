//! Area D, *sikkerhed og databeskyttelse*: whether personal data is known, agreed on and guarded.

use crate::rules::Rule;

/// The rules of the area, sorted by code.
pub static RULES: &[&Rule] = &[];
