//! Area D, *sikkerhed og databeskyttelse*: whether personal data is known, agreed on and guarded.

pub mod no_processing_agreement;
pub mod personal_data_unsaid;
pub mod unguarded_special_categories;

use crate::model::{ItemIx, Role};
use crate::rules::{Rule, concerns, look};
use crate::trace::Facts;

/// The rules of the area, sorted by code.
pub static RULES: &[&Rule] =
    &[&personal_data_unsaid::RULE, &no_processing_agreement::RULE, &unguarded_special_categories::RULE];

/// The first information object of a solution with personal data of one of these categories.
fn first_with(facts: &Facts, solution: ItemIx, categories: &[Role]) -> Option<ItemIx> {
    concerns::of_kind(facts, solution, Role::InformationObject)
        .find(|ix| look::chosen(facts, *ix, Role::PersonalData).is_some_and(|category| categories.contains(&category)))
}
