//! What governance is about: the solutions an item concerns, their contracts, and the bodies that serve them.

use jiff::civil::Date;

use super::entries::entries;
use super::look;
use crate::language::months;
use crate::model::{Item, ItemIx, Role, value};
use crate::trace::Facts;

/// Bodies that advise, prepare or watch, and so approve nothing.
pub const ADVISING: [Role; 8] = [
    Role::PortfolioGroup,
    Role::CoordinationGroup,
    Role::ExpertGroup,
    Role::ContactCommittee,
    Role::RequirementsBoard,
    Role::LawMonitoring,
    Role::StateContact,
    Role::ArchitectureBoard,
];

/// How far a decision on a decision on a decision is followed.
const DEEPEST: usize = 4;

/// Whether a solution is asked for good governance: it is wanted and not closed.
pub fn is_in_use(facts: &Facts, solution: ItemIx) -> bool {
    facts.model.is(solution, Role::Solution)
        && look::is_wanted(facts, facts.model.item(solution))
        && look::chosen(facts, solution, Role::Phase) != Some(Role::ClosedPhase)
}

/// The solutions that an item of governance concerns, sorted: those it names; those of its domain, its contract or
/// what it is about. Empty for what concerns the portfolio.
pub fn solutions(facts: &Facts, ix: ItemIx) -> Vec<ItemIx> {
    let mut found = Vec::new();
    gather(facts, ix, 0, &mut found);
    found.sort();
    found.dedup();
    found
}

fn gather(facts: &Facts, ix: ItemIx, depth: usize, found: &mut Vec<ItemIx>) {
    let model = &facts.model;
    let own = model.solutions(ix);
    if !own.is_empty() || depth > DEEPEST {
        return found.extend(own);
    }
    let of = match model.schema.kind(model.item(ix).kind).role {
        Some(Role::Contract) => model.holders(ix, Role::UnderContract),
        Some(Role::Domain) => model.holders(ix, Role::InDomain),
        Some(Role::Interface) => [model.targets(ix, Role::Provider), model.targets(ix, Role::Consumer)].concat(),
        Some(Role::Body) => model.targets(ix, Role::ServesFor),
        Some(Role::Decision | Role::Review) => model.targets(ix, Role::About),
        Some(Role::Commission) => match model.targets(ix, Role::WithinFrame) {
            frames if frames.is_empty() => model.targets(ix, Role::PerformedBy),
            frames => frames,
        },
        _ => Vec::new(),
    };
    for of in of {
        gather(facts, of, depth + 1, found);
    }
}

/// Whether everything an item concerns is governed by another model than the one these rules know.
pub fn is_governed_otherwise(facts: &Facts, ix: ItemIx) -> bool {
    let concerned = solutions(facts, ix);
    let otherwise = |ix: &ItemIx| look::chosen(facts, *ix, Role::GovernanceModel) == Some(Role::OtherGovernance);
    !concerned.is_empty() && concerned.iter().all(otherwise)
}

/// The bodies of a type that serve an item and hold on the day, in model order.
pub fn bodies(facts: &Facts, served: ItemIx, body_type: Role) -> Vec<ItemIx> {
    let holders = facts.model.holders(served, Role::ServesFor).into_iter();
    holders.filter(|body| is_body(facts, *body, body_type) && holds(facts, *body)).collect()
}

fn holds(facts: &Facts, ix: ItemIx) -> bool {
    look::holds_today(facts, facts.model.item(ix))
}

/// Whether an item is a body of a type.
pub fn is_body(facts: &Facts, ix: ItemIx, body_type: Role) -> bool {
    facts.model.is(ix, Role::Body) && look::chosen(facts, ix, Role::BodyType) == Some(body_type)
}

/// Whether an organisation is of one of these types.
pub fn is_organisation(facts: &Facts, ix: ItemIx, types: &[Role]) -> bool {
    look::chosen(facts, ix, Role::OrganisationType).is_some_and(|role| types.contains(&role))
}

/// The contracts of a solution that have not ended.
pub fn contracts(facts: &Facts, solution: ItemIx) -> Vec<ItemIx> {
    let contracts = facts.model.targets(solution, Role::UnderContract).into_iter();
    contracts.filter(|contract| is_running(facts, *contract)).collect()
}

/// Whether a contract has not ended, the options that were used counted in. One without an end has not.
pub fn is_running(facts: &Facts, contract: ItemIx) -> bool {
    let item = facts.model.item(contract);
    look::is_wanted(facts, item) && contract_end(facts, contract).is_none_or(|end| end >= facts.model.day)
}

/// The last day of a contract: its end, prolonged by the options that were used, and no earlier than the day until
/// which it can't be terminated. `None` when no end is written or the length of a used option can't be read.
pub fn contract_end(facts: &Facts, contract: ItemIx) -> Option<Date> {
    let mut end = day(facts, contract, Role::ContractEnd)?;
    for option in entries(facts, contract, Role::Options).filter(|option| option.is_yes(Role::OptionUsed)) {
        end = look::months_after(end, months(option.text(Role::OptionLength)?)?)?;
    }
    Some(day(facts, contract, Role::NonTerminableUntil).map_or(end, |until| until.max(end)))
}

/// The tenders of a solution that are not over, in model order.
pub fn tenders(facts: &Facts, solution: ItemIx) -> Vec<ItemIx> {
    let holders = facts.model.holders(solution, Role::BelongsTo).into_iter();
    holders.filter(|ix| facts.model.is(*ix, Role::Tender) && is_open_tender(facts, *ix)).collect()
}

/// Whether a tender is ahead or under way.
pub fn is_open_tender(facts: &Facts, tender: ItemIx) -> bool {
    let item = facts.model.item(tender);
    look::is_wanted(facts, item) && !item.has_status(&facts.model.schema, Role::Closed)
}

/// The wanted requirements of a solution, in model order.
pub fn requirements(facts: &Facts, solution: ItemIx) -> impl Iterator<Item = ItemIx> + '_ {
    of_kind(facts, solution, Role::Requirement)
}

/// The wanted items of a kind that name a solution, in model order.
pub fn of_kind(facts: &Facts, solution: ItemIx, kind: Role) -> impl Iterator<Item = ItemIx> + '_ {
    let holders = facts.model.holders(solution, Role::BelongsTo).into_iter();
    holders.filter(move |ix| facts.model.is(*ix, kind) && look::is_wanted(facts, facts.model.item(*ix)))
}

/// An item's date with a role.
pub fn day(facts: &Facts, ix: ItemIx, role: Role) -> Option<Date> {
    value::date(&facts.model.field(ix, role)?.node)
}

/// The role of an item's status; `None` when it has none.
pub fn status(facts: &Facts, item: &Item) -> Option<Role> {
    item.status(&facts.model.schema).and_then(|status| status.role)
}

/// The word of an item's status in the model's language; empty when it has none.
pub fn status_word<'a>(facts: &'a Facts, item: &Item) -> &'a str {
    item.status(&facts.model.schema).map_or("", |status| &status.key)
}
