//! Coverage: which provisions of the law are answered, how far, and what hangs in the air.
//!
//! The terms are those of OpenFastTrace and Sphinx-Needs, for law and requirements:
//!
//! - **Counted** is a provision that is in force on the day and has none that is in force nested in it: of § 5 with
//!   stk. 1 and stk. 2 the two are counted, not § 5. So each piece of text is counted once. Unless its act is to be
//!   covered fully, it must have an answer or an assessment too: the others nobody has selected.
//! - An **answer** is a requirement or rule that holds on the day and names the provision, or a provision it is nested
//!   in, as its legal basis. Naming the whole act answers none of its provisions; naming a part that is not listed
//!   answers only the provision it leads to, and only where nothing else is nested in that.
//! - An answer stands **in** its solutions. A shared one (of no solution) stands in those of the items that reuse it.
//! - An **assessment** is that of the provision or, where it has none, of the nearest one it is nested in.
//! - **Shallow** coverage ([`State`]): *not relevant*, when the assessment says so of every solution, with a reason;
//!   else *answered*, when there is an answer in every solution that the assessment asks for (without such solutions:
//!   an answer at all); else *open*.
//! - **Deep** coverage: an answer is *carried out* when it is approved or in force, stands in a solution, and is put to
//!   use: a requirement supports a process or use case or is named in a process step (requirements that are not
//!   functional need not), a rule decides a process step or is used by a requirement, process or use case; or, for
//!   either, what refines or reuses it is carried out. An answered provision is covered deep when in every solution that
//!   is asked for (without such: in every one it is answered in, shared answers left aside) at least one answer is
//!   carried out.
//! - **Orphans**: requirements with neither legal basis nor reason, functional ones that serve nothing, and items
//!   from which no chain of links leads to a solution or a legal source.
//! - **Unwanted** coverage ([`Why`]): an answer that nobody asks for.

mod answers;
mod assessment;
mod carried;
mod orphans;
mod tally;
#[cfg(test)]
mod tests;
mod unwanted;

use crate::law;
use crate::model::{ItemIx, LegalState, Model, Role, value};

use super::Facts;
use answers::Answers;

pub use tally::Tally;
pub use unwanted::{Unwanted, Why};

/// What covers what in a project on its day. Everything is in model order.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// Every counted provision.
    pub provisions: Vec<Covered>,
    /// Every legal source that has counted provisions or is somebody's legal basis.
    pub acts: Vec<Act>,
    /// Every solution.
    pub solutions: Vec<Solution>,
    /// Requirements with neither legal basis nor reason.
    pub unfounded: Vec<ItemIx>,
    /// Functional requirements that support no process and no use case and are named in no step.
    pub unserving: Vec<ItemIx>,
    /// Items from which no chain of links leads to a solution or a legal source.
    pub loose: Vec<ItemIx>,
    pub unwanted: Vec<Unwanted>,
    answers: Answers,
}

/// A counted provision.
#[derive(Clone, Debug)]
pub struct Covered {
    pub provision: ItemIx,
    /// The legal source it stands in.
    pub act: ItemIx,
    pub state: State,
    /// Whether it is covered deep; `false` unless it is answered.
    pub deep: bool,
    /// The solutions that the assessment asks for, sorted; empty when it names none.
    pub asked: Vec<ItemIx>,
    /// Solutions where the assessment says, with a reason, that nothing is needed; sorted.
    pub excused: Vec<ItemIx>,
}

/// How a counted provision stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Answered,
    NotRelevant,
    /// Nothing answers it; assessed as giving rise to requirements.
    Promised,
    /// Answered, but not in these of the solutions that are asked for; sorted, never empty.
    MissingIn(Vec<ItemIx>),
    /// Nothing answers it, and nobody has said what it means.
    NotAssessed,
}

impl State {
    pub fn is_open(&self) -> bool {
        !matches!(self, State::Answered | State::NotRelevant)
    }
}

/// A legal source with its numbers.
#[derive(Clone, Debug)]
pub struct Act {
    pub act: ItemIx,
    /// Whether every provision must be answered.
    pub full: bool,
    pub tally: Tally,
    /// By solution, in model order; `None`, first, are shared answers that no solution reuses.
    pub by_solution: Vec<InSolution>,
}

/// What a legal source has in a solution.
#[derive(Clone, Copy, Debug)]
pub struct InSolution {
    pub solution: Option<ItemIx>,
    /// The provisions that concern the solution: it is asked for, excused, or has an answer.
    pub tally: Tally,
    /// Answers that name the act or anything in it.
    pub answers: usize,
}

/// A solution with its numbers, over all law.
#[derive(Clone, Debug)]
pub struct Solution {
    pub solution: ItemIx,
    /// Places in [`Coverage::provisions`] of what concerns it, ascending.
    concerning: Vec<u32>,
    /// Of the provisions that concern it.
    pub tally: Tally,
    /// Requirements that hold on the day.
    pub requirements: usize,
    pub unfounded: usize,
    pub unserving: usize,
}

impl Coverage {
    /// Counts the items that `counts` takes; what it leaves out is as if it were not there. Linear in items and links.
    pub fn of(facts: &Facts, counts: impl Fn(ItemIx) -> bool) -> Coverage {
        let model = &facts.model;
        let holds: Vec<bool> = model.everywhere().map(|ix| counts(ix) && holds(model, ix)).collect();
        let shown: Vec<bool> = model.everywhere().map(&counts).collect();
        let view = View { facts, holds, shown };
        let carried = carried::of(&view);
        let answers = Answers::of(&view, &carried);
        let provisions = assessment::covered(&view, &answers);
        let unfounded = orphans::unfounded(&view);
        let unserving = orphans::unserving(&view);
        let (acts, mut solutions) = tally::count(&view, &answers, &provisions);
        tally::count_requirements(&view, &unfounded, &unserving, &mut solutions);
        let unwanted = unwanted::of(&view, &provisions);
        let loose = orphans::loose(&view);
        Coverage { provisions, acts, solutions, unfounded, unserving, loose, unwanted, answers }
    }

    /// How a provision is covered; `None` when it is not counted.
    pub fn provision(&self, ix: ItemIx) -> Option<&Covered> {
        let found = self.provisions.binary_search_by_key(&ix, |covered| covered.provision);
        found.ok().map(|place| &self.provisions[place])
    }

    /// The numbers of a legal source; `None` when it has none.
    pub fn act(&self, ix: ItemIx) -> Option<&Act> {
        self.acts.binary_search_by_key(&ix, |act| act.act).ok().map(|place| &self.acts[place])
    }

    /// The numbers of a solution; `None` for what is no solution.
    pub fn solution(&self, ix: ItemIx) -> Option<&Solution> {
        let found = self.solutions.binary_search_by_key(&ix, |solution| solution.solution);
        found.ok().map(|place| &self.solutions[place])
    }

    /// What answers a provision, in model order: what names it or, leading to all of it, what it is nested in.
    pub fn answers(&self, model: &Model, provision: ItemIx) -> Vec<ItemIx> {
        self.answers.to(model, provision)
    }

    /// Those of them that stand in a solution.
    pub fn answers_in(&self, model: &Model, provision: ItemIx, solution: ItemIx) -> Vec<ItemIx> {
        self.answers.to_in(model, provision, solution)
    }

    /// Every provision or act with what names just that, in model order.
    pub fn named(&self) -> impl Iterator<Item = (ItemIx, ItemIx)> {
        self.answers.all()
    }

    /// The solutions a provision is answered in, sorted, each with whether an answer there is carried out. `None`,
    /// first, stands for shared answers that no solution reuses.
    pub fn answered_in(&self, provision: ItemIx) -> &[(Option<ItemIx>, bool)] {
        self.answers.reach(provision)
    }

    /// The solutions an answer stands in, sorted: its own, or those that reuse it.
    pub fn stands_in(&self, answer: ItemIx) -> &[ItemIx] {
        self.answers.stands_in(answer)
    }

    /// The provisions that concern a solution, in model order: it is asked for, excused, or has an answer.
    pub fn concerning(&self, solution: ItemIx) -> impl ExactSizeIterator<Item = &Covered> {
        let places = self.solution(solution).map_or(&[][..], |one| &one.concerning);
        places.iter().map(|place| &self.provisions[*place as usize])
    }

    /// Where among the provisions that concern a solution those of an act begin; `None` when none of it does.
    pub fn begin_in(&self, solution: ItemIx, act: ItemIx) -> Option<usize> {
        let places = &self.solution(solution)?.concerning;
        let first = places.partition_point(|place| self.provisions[*place as usize].provision < act);
        (self.provisions[*places.get(first)? as usize].act == act).then_some(first)
    }

    /// The numbers of all legal sources of which every provision must be answered.
    pub fn full(&self) -> Tally {
        self.acts.iter().filter(|act| act.full).map(|act| act.tally).sum()
    }

    /// The numbers of all legal sources.
    pub fn all(&self) -> Tally {
        self.acts.iter().map(|act| act.tally).sum()
    }
}

/// The project as coverage looks at it.
struct View<'a> {
    facts: &'a Facts,
    /// Taken, not withdrawn and valid on the day; by item.
    holds: Vec<bool>,
    /// Taken; by item.
    shown: Vec<bool>,
}

impl View<'_> {
    fn model(&self) -> &Model {
        &self.facts.model
    }

    fn holds(&self, ix: ItemIx) -> bool {
        self.holds[ix.0 as usize]
    }

    /// The solutions of an item that are taken.
    fn solutions(&self, ix: ItemIx) -> Vec<ItemIx> {
        let mut solutions = self.model().solutions(ix).to_vec();
        solutions.retain(|solution| self.shown[solution.0 as usize]);
        solutions
    }

    /// Whether an item may answer a provision.
    fn may_answer(&self, ix: ItemIx) -> bool {
        self.holds(ix) && (self.model().is(ix, Role::Requirement) || self.model().is(ix, Role::Rule))
    }
}

/// Whether an item is there on the day: readable, not withdrawn, valid, and in force where it is law.
fn holds(model: &Model, ix: ItemIx) -> bool {
    let item = model.item(ix);
    let withdrawn = item.has_status(&model.schema, Role::Withdrawn);
    let valid = item.validity.state_on(model.day) == law::State::InForce;
    let in_force = item.legal.is_none_or(|legal| legal == LegalState::InForce);
    !item.damaged && !item.duplicate && !withdrawn && valid && in_force
}

/// The legal source a provision stands in; itself for what is nested in nothing.
fn act_of(model: &Model, mut ix: ItemIx) -> ItemIx {
    while let Some(parent) = model.item(ix).parent {
        ix = parent;
    }
    ix
}

/// Whether every provision of an act must be answered.
fn is_full(view: &View, act: ItemIx) -> bool {
    let model = view.model();
    let item = model.item(act);
    let chosen = item.field_with(&model.schema, Role::Coverage).and_then(|field| {
        let declared = item.declared(&model.schema, field)?;
        value::choice(&declared.form, &field.node)?.role
    });
    chosen == Some(Role::FullCoverage)
}
