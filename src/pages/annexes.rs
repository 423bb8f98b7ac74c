//! Annexes of a tender (`bilagsplan`), and the numbers that requirements get in them.
//!
//! A number is the annex's own and a place in it, `2.1-14`. It is given at export and stands in the bundle; with an
//! earlier bundle, whoever had a number there keeps it, and no number is given again to somebody else.

pub mod page;

use std::collections::{BTreeMap, BTreeSet};

use super::narrowed::TenderNumber;
use crate::model::{ItemIx, Role, Selector};
use crate::rules::entries::entries;
use crate::rules::readiness::{Belonging, next};
use crate::trace::Facts;

/// An annex with what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annex {
    pub tender: ItemIx,
    /// As written in the plan: `2.1`.
    pub number: String,
    pub title: String,
    /// In model order.
    pub items: Vec<ItemIx>,
}

/// Numbers that an earlier bundle gave: by id of the tender and of the requirement.
pub type Frozen = BTreeMap<(String, String), String>;

/// The annexes of the next tenders of these solutions (none named: of all), in model order of the tenders and written
/// order of their plans. An annex holds what counts for the tender's solutions, answers its selector and is shown.
pub fn of(facts: &Facts, solutions: &[ItemIx], shows: impl Fn(ItemIx) -> bool) -> Vec<Annex> {
    let model = &facts.model;
    let mut tenders: BTreeMap<ItemIx, Vec<ItemIx>> = BTreeMap::new();
    for solution in model.with_role(Role::Solution) {
        if !solutions.is_empty() && !solutions.contains(&solution) {
            continue;
        }
        if let Some(announced) = next(facts, solution)
            && entries(facts, announced.tender, Role::AnnexPlan).next().is_some()
        {
            tenders.entry(announced.tender).or_default().push(solution);
        }
    }
    if tenders.is_empty() {
        return Vec::new();
    }
    let belonging = Belonging::new(facts);
    let mut annexes = Vec::new();
    for (tender, of) in tenders {
        let counts = |ix: &ItemIx| belonging.solutions(*ix).iter().any(|solution| of.contains(solution));
        let documents: Vec<ItemIx> =
            model.all().filter(|ix| shows(*ix) && !model.item(*ix).duplicate).filter(counts).collect();
        for entry in entries(facts, tender, Role::AnnexPlan) {
            let selector = entry.node(Role::AnnexSelection).and_then(|node| Selector::parse(&model.schema, node).ok());
            let takes = |ix: &&ItemIx| selector.as_ref().is_some_and(|selector| selector.takes(model, **ix));
            annexes.push(Annex {
                tender,
                number: entry.text(Role::AnnexNumber).unwrap_or_default().to_owned(),
                title: entry.text(Role::AnnexTitle).unwrap_or_default().to_owned(),
                items: documents.iter().filter(takes).copied().collect(),
            });
        }
    }
    annexes
}

/// The numbers of the requirements in the annexes. In a tender the first annex that holds a requirement numbers it.
pub fn numbers(facts: &Facts, annexes: &[Annex], frozen: &Frozen) -> BTreeMap<ItemIx, Vec<TenderNumber>> {
    let model = &facts.model;
    let mut numbers: BTreeMap<ItemIx, Vec<TenderNumber>> = BTreeMap::new();
    let mut taken: BTreeSet<(&str, &str)> = BTreeSet::new();
    for ((tender, _), number) in frozen {
        taken.insert((tender, number));
    }
    let mut last: BTreeMap<(ItemIx, &str), u32> = BTreeMap::new();
    for annex in annexes {
        let tender = &*model.item(annex.tender).id;
        for ix in annex.items.iter().filter(|ix| model.is(**ix, Role::Requirement)) {
            let given = numbers.entry(*ix).or_default();
            if given.iter().any(|number| number.tender == annex.tender) {
                continue;
            }
            let number: Box<str> = match earlier(facts, frozen, tender, *ix) {
                Some(number) => number.into(),
                None => {
                    let last = last.entry((annex.tender, &annex.number)).or_default();
                    loop {
                        *last += 1;
                        let number = format!("{}-{last}", annex.number);
                        if !taken.contains(&(tender, number.as_str())) {
                            break number.into();
                        }
                    }
                }
            };
            given.push(TenderNumber { tender: annex.tender, number });
        }
    }
    numbers.retain(|_, given| !given.is_empty());
    numbers
}

/// The number that an item had, under its id or an earlier one.
fn earlier<'a>(facts: &Facts, frozen: &'a Frozen, tender: &str, ix: ItemIx) -> Option<&'a str> {
    if frozen.is_empty() {
        return None;
    }
    let item = facts.model.item(ix);
    let former = item.reserved_with(&facts.model.schema, Role::FormerIds);
    let former = former.map(|field| field.node.elements()).unwrap_or_default();
    let ids = std::iter::once(&*item.id).chain(former.iter().filter_map(|node| node.text()).map(str::trim));
    ids.filter_map(|id| frozen.get(&(tender.to_owned(), id.to_owned()))).map(String::as_str).next()
}
