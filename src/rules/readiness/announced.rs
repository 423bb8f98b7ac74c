//! When a solution is tendered again: the tender that counts, its day and its profile.

use jiff::civil::Date;

use crate::config::TENDER;
use crate::model::{ItemIx, Role, value};
use crate::rules::look;
use crate::trace::Facts;

/// The tender that a solution is judged for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
    pub tender: ItemIx,
    /// The day it is announced; `None` while none is set.
    pub day: Option<Date>,
    /// The profile it names, as written; that of a tender when it names none.
    pub profile: String,
}

/// The next tender of a solution: of those that are not closed, the first that is announced on the project's day or
/// later, else the one announced last, else one without a day.
pub fn next(facts: &Facts, solution: ItemIx) -> Option<Announced> {
    let today = facts.model.day;
    let mut open = open(facts, solution);
    open.sort_by_key(|one| (one.day, one.tender));
    let ahead = open.iter().position(|one| one.day.is_some_and(|day| day >= today));
    ahead.or_else(|| open.len().checked_sub(1)).map(|place| open.swap_remove(place))
}

/// The tenders of a solution that are not closed, in model order.
pub fn open(facts: &Facts, solution: ItemIx) -> Vec<Announced> {
    let model = &facts.model;
    let is_open = |ix: &ItemIx| {
        let item = model.item(*ix);
        model.is(*ix, Role::Tender) && !item.has_status(&model.schema, Role::Closed) && look::is_wanted(facts, item)
    };
    let tenders = model.holders(solution, Role::BelongsTo).into_iter().filter(is_open);
    tenders.map(|tender| announced(facts, tender)).collect()
}

/// Every solution with each of its open tenders.
pub fn open_tenders(facts: &Facts) -> Vec<(ItemIx, Announced)> {
    let solutions = facts.model.with_role(Role::Solution);
    solutions.flat_map(|solution| open(facts, solution).into_iter().map(move |one| (solution, one))).collect()
}

fn announced(facts: &Facts, tender: ItemIx) -> Announced {
    let field = |role: Role| facts.model.field(tender, role);
    let profile = field(Role::TenderProfile).and_then(|field| field.node.text()).map(str::trim);
    Announced {
        tender,
        day: field(Role::TenderDate).and_then(|field| value::date(&field.node)),
        profile: profile.filter(|name| !name.is_empty()).unwrap_or(TENDER).to_owned(),
    }
}
