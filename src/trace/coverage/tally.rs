//! Numbers of coverage, by legal source and solution.

use std::collections::BTreeMap;
use std::iter::Sum;
use std::ops::AddAssign;

use super::answers::{Answers, solutions_of};
use super::{Act, Covered, InSolution, Solution, State, View, act_of, is_full};
use crate::model::{ItemIx, Role};

/// How many provisions stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub answered: usize,
    pub not_relevant: usize,
    pub open: usize,
    /// Of those answered: covered deep.
    pub deep: usize,
}

impl Tally {
    /// All counted provisions.
    pub fn counted(&self) -> usize {
        self.answered + self.not_relevant + self.open
    }

    /// Share of provisions that are answered or not relevant, in whole percent rounded down, so that 100 means all;
    /// `None` when nothing is counted.
    pub fn percent(&self) -> Option<usize> {
        ((self.answered + self.not_relevant) * 100).checked_div(self.counted())
    }

    /// As [`Tally::percent`], of those covered deep or not relevant.
    pub fn deep_percent(&self) -> Option<usize> {
        ((self.deep + self.not_relevant) * 100).checked_div(self.counted())
    }

    /// Whether a limit in percent is missed. Nothing counted misses none.
    pub fn misses(&self, limit_percent: f64) -> bool {
        let settled = (self.answered + self.not_relevant) as f64;
        settled * 100.0 < limit_percent * self.counted() as f64
    }

    fn add(&mut self, state: &State, deep: bool) {
        match state {
            State::Answered => self.answered += 1,
            State::NotRelevant => self.not_relevant += 1,
            _ => self.open += 1,
        }
        self.deep += usize::from(deep);
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.answered += other.answered;
        self.not_relevant += other.not_relevant;
        self.open += other.open;
        self.deep += other.deep;
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Tally>>(tallies: I) -> Tally {
        let mut all = Tally::default();
        tallies.for_each(|tally| all += tally);
        all
    }
}

/// The numbers of acts and of solutions.
pub(super) fn count(view: &View, answers: &Answers, provisions: &[Covered]) -> (Vec<Act>, Vec<Solution>) {
    let mut solutions = solutions(view);
    let mut of_act: BTreeMap<ItemIx, Tally> = BTreeMap::new();
    let mut of_pair: BTreeMap<(ItemIx, Option<ItemIx>), InSolution> = BTreeMap::new();
    let empty = |solution| InSolution { solution, tally: Tally::default(), answers: 0 };
    for (place, covered) in provisions.iter().enumerate() {
        of_act.entry(covered.act).or_default().add(&covered.state, covered.deep);
        for (solution, state, deep) in in_solutions(covered, answers.reach(covered.provision)) {
            of_pair.entry((covered.act, solution)).or_insert_with(|| empty(solution)).tally.add(&state, deep);
            if let Some(solution) = solution.and_then(|solution| of_item(&mut solutions, solution)) {
                solution.tally.add(&state, deep);
                solution.concerning.push(place as u32);
            }
        }
    }
    for (act, solution) in pairs(view, answers) {
        of_act.entry(act).or_default();
        of_pair.entry((act, solution)).or_insert_with(|| empty(solution)).answers += 1;
    }
    let act = |(act, tally)| Act { act, full: is_full(view, act), tally, by_solution: Vec::new() };
    let mut acts: Vec<Act> = of_act.into_iter().map(act).collect();
    for ((act, _), here) in of_pair {
        if let Ok(place) = acts.binary_search_by_key(&act, |known| known.act) {
            acts[place].by_solution.push(here);
        }
    }
    (acts, solutions)
}

fn solutions(view: &View) -> Vec<Solution> {
    let shown = view.model().with_role(Role::Solution).filter(|ix| view.shown[ix.0 as usize]);
    let solution = |solution| Solution {
        solution,
        concerning: Vec::new(),
        tally: Tally::default(),
        requirements: 0,
        unfounded: 0,
        unserving: 0,
    };
    shown.map(solution).collect()
}

fn of_item(solutions: &mut [Solution], ix: ItemIx) -> Option<&mut Solution> {
    let place = solutions.binary_search_by_key(&ix, |known| known.solution).ok()?;
    Some(&mut solutions[place])
}

/// How a provision stands in each solution that it concerns.
fn in_solutions(covered: &Covered, reach: &[(Option<ItemIx>, bool)]) -> Vec<(Option<ItemIx>, State, bool)> {
    let excused = covered.excused.iter().map(|solution| (Some(*solution), State::NotRelevant, false));
    let mut found: Vec<_> = excused.collect();
    let is_excused = |solution: &Option<ItemIx>| solution.is_some_and(|ix| covered.excused.binary_search(&ix).is_ok());
    if covered.state != State::NotRelevant {
        let answered = reach.iter().filter(|(solution, _)| !is_excused(solution));
        found.extend(answered.map(|(solution, carried)| (*solution, State::Answered, *carried)));
    }
    for solution in covered.asked.iter().map(|solution| Some(*solution)) {
        if reach.binary_search_by_key(&solution, |(known, _)| *known).is_err() && !is_excused(&solution) {
            found.push((solution, State::Promised, false));
        }
    }
    found
}

/// Each answer once for each act it names anything of and each solution it stands in.
fn pairs(view: &View, answers: &Answers) -> Vec<(ItemIx, Option<ItemIx>)> {
    let model = view.model();
    let mut found: Vec<(ItemIx, Option<ItemIx>, ItemIx)> = Vec::new();
    let law = model.all().filter(|ix| model.is(*ix, Role::LegalSource) || model.is(*ix, Role::Provision));
    for ix in law.filter(|ix| !answers.naming(*ix).is_empty()) {
        let act = act_of(model, ix);
        for (_, answer) in answers.naming(ix) {
            match answers.stands_in(*answer) {
                [] => found.push((act, None, *answer)),
                solutions => found.extend(solutions.iter().map(|solution| (act, Some(*solution), *answer))),
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|(act, solution, _)| (act, solution)).collect()
}

/// Adds each solution's requirements and how many of them hang in the air.
pub(super) fn count_requirements(view: &View, unfounded: &[ItemIx], unserving: &[ItemIx], solutions: &mut [Solution]) {
    let held = view.model().with_role(Role::Requirement).filter(|ix| view.holds(*ix));
    for ix in held {
        for solution in solutions_of(view, ix) {
            if let Some(solution) = of_item(solutions, solution) {
                solution.requirements += 1;
                solution.unfounded += usize::from(unfounded.binary_search(&ix).is_ok());
                solution.unserving += usize::from(unserving.binary_search(&ix).is_ok());
            }
        }
    }
}
