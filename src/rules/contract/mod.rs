//! Area O, *kontrakt og ophør*: whether the contract can end without loss.

pub mod announced_too_late;
pub mod handover_unsaid;
pub mod missing_terms;
pub mod no_exit_plan;
pub mod no_exit_requirements;
pub mod no_service_level;

use crate::model::{ItemIx, Role};
use crate::rules::{Rule, concerns};
use crate::trace::Facts;

/// The rules of the area, sorted by code.
pub static RULES: &[&Rule] = &[
    &missing_terms::RULE,
    &announced_too_late::RULE,
    &no_exit_plan::RULE,
    &no_exit_requirements::RULE,
    &handover_unsaid::RULE,
    &no_service_level::RULE,
];

/// The solutions in use of a contract that is running; none of other items.
fn served(facts: &Facts, contract: ItemIx) -> Vec<ItemIx> {
    if !facts.model.is(contract, Role::Contract) || !concerns::is_running(facts, contract) {
        return Vec::new();
    }
    let solutions = facts.model.holders(contract, Role::UnderContract).into_iter();
    solutions.filter(|solution| concerns::is_in_use(facts, *solution)).collect()
}
