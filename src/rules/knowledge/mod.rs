//! Area V, *forretningsviden*: what is known of the business that a solution serves.

pub mod conflicting_definitions;
pub mod dead_end;
pub mod faulty_decision_table;
mod holdings;
pub mod interface_without_both_ends;
pub mod interface_without_content;
pub mod no_concepts;
pub mod no_information_objects;
pub mod no_interfaces;
pub mod no_processes;
pub mod no_requirements;
pub mod no_rules;
pub mod no_use_cases;
pub mod not_reviewed;
pub mod older_than_law;
pub mod stale_diagram;
mod steps;
pub mod supports_nothing;
pub mod undefined_concept;
pub mod unsupported_step;
pub mod unused_concept;

use crate::rules::Rule;

/// The rules of the area, sorted by code.
pub static RULES: &[&Rule] = &[
    &no_requirements::RULE,
    &no_processes::RULE,
    &no_concepts::RULE,
    &no_information_objects::RULE,
    &no_interfaces::RULE,
    &no_rules::RULE,
    &no_use_cases::RULE,
    &supports_nothing::RULE,
    &unsupported_step::RULE,
    &undefined_concept::RULE,
    &conflicting_definitions::RULE,
    &unused_concept::RULE,
    &interface_without_both_ends::RULE,
    &interface_without_content::RULE,
    &faulty_decision_table::RULE,
    &not_reviewed::RULE,
    &stale_diagram::RULE,
    &dead_end::RULE,
    &older_than_law::RULE,
];
