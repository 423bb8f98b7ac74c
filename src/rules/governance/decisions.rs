//! The decision log, asked from the items that are decided about.

use jiff::civil::Date;

use crate::model::{ItemIx, Role};
use crate::rules::{concerns, look};
use crate::trace::Facts;

/// One decision, as far as rules ask.
pub(super) struct Decision {
    pub ix: ItemIx,
    /// Approval, advice …
    pub kind: Role,
    /// The bodies that took it.
    pub by: Vec<ItemIx>,
    pub date: Option<Date>,
}

/// A decision that is wanted and of a kind the model knows.
pub(super) fn read(facts: &Facts, ix: ItemIx) -> Option<Decision> {
    if !facts.model.is(ix, Role::Decision) || !look::is_wanted(facts, facts.model.item(ix)) {
        return None;
    }
    let kind = look::chosen(facts, ix, Role::DecisionKind)?;
    let by = facts.model.targets(ix, Role::DecidedBy);
    Some(Decision { ix, kind, by, date: concerns::day(facts, ix, Role::Date) })
}

/// The decisions about an item that are taken, in model order; what is to be decided on a later day is not.
pub(super) fn about(facts: &Facts, ix: ItemIx) -> impl Iterator<Item = Decision> + '_ {
    let holders = facts.model.holders(ix, Role::About).into_iter();
    let read = holders.filter_map(|holder| read(facts, holder));
    read.filter(|decision| decision.date.is_none_or(|date| date <= facts.model.day))
}

impl Decision {
    /// Whether a body of a type took it.
    pub fn is_by(&self, facts: &Facts, body_type: Role) -> bool {
        self.by.iter().any(|body| concerns::is_body(facts, *body, body_type))
    }
}

/// What the board decides by its own right: the portfolio and what is in it.
const PORTFOLIO: [Role; 7] =
    [Role::Frame, Role::Solution, Role::Domain, Role::Tender, Role::Contract, Role::Change, Role::Proposal];

/// Whether a decision is about what is in the portfolio, or names nothing it is about.
pub(super) fn is_of_portfolio(facts: &Facts, decision: ItemIx) -> bool {
    let about = facts.model.targets(decision, Role::About);
    about.is_empty() || about.iter().any(|ix| PORTFOLIO.iter().any(|role| facts.model.is(*ix, *role)))
}
