//! Readiness for re-tender (*udbudsparathed*): the verdict of each solution, with its evidence.
//!
//! Each area of the rules is judged from the findings that count for the solution ([`Belonging`]), as of the day its
//! next tender is announced and under the profile that the tender names; without a tender, on the project's own day. A
//! check passes while nothing that counts is found: unwaived errors count, and the findings of a threshold of the
//! profile whatever their level. An area takes the worst of its checks, a solution the worst of its areas.
//!
//! Structure is no area but what comes first: with an error there, the documentation can't be read as it was meant, and
//! the solution is not ready. It is judged on the project's own day: what can't be read can't be read on any.

mod announced;
mod belonging;
mod checks;
mod content;
mod days;
mod effort;
mod export;
pub mod record;
mod signature;
mod subjects;
mod thresholds;
mod verdict;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _};
use jiff::civil::Date;

use super::waivers::Waivers;
use super::{Ran, Text, area_name, look};
use crate::finding::Finding;
use crate::model::{ItemIx, Role};
use crate::trace::Facts;

pub use announced::{Announced, next, open_tenders};
pub use belonging::Belonging;
pub use checks::{Area, Check, WaivedBy};
pub use content::{Contents, content_hash};
pub use days::Days;
pub use effort::{EFFORTS, Task, Who, minutes, tasks};
pub use export::{Export, faults as profile_faults, visible_to_bidders};
pub use signature::{Signature, are_signed, of_solution as signature};
pub use thresholds::{Threshold, all as thresholds};
pub use verdict::Verdict;

/// The areas of a verdict by their letter, as a steering group reads them.
pub const AREAS: [&str; 7] = ["J", "K", "V", "G", "O", "U", "D"];

/// How many days ahead are judged each for itself; solutions tendered later share the last of them, and say so.
const MOST_DAYS: usize = 12;

/// The verdict of every solution of a project.
#[derive(Debug)]
pub struct Readiness {
    /// What is judged from: first the project's own day and profile, then one for each further day and profile.
    pub bases: Vec<Basis>,
    /// In model order; closed solutions are left out.
    pub solutions: Vec<Judged>,
    pub belonging: Belonging,
}

/// A project on a day, under a profile, with what its rules find.
#[derive(Debug)]
pub struct Basis {
    pub facts: Facts,
    pub findings: Arc<Vec<Finding>>,
    /// Those that work on the day.
    pub waivers: Waivers,
    /// How much was judged for it here; nothing for the project's own day.
    pub ran: Ran,
}

/// A solution with its verdict and what it rests on.
#[derive(Debug)]
pub struct Judged {
    pub solution: ItemIx,
    /// Its next tender; `None` when none is planned.
    pub announced: Option<Announced>,
    /// The day it is judged on.
    pub day: Date,
    /// Index in [`Readiness::bases`] of what its areas are judged from; structure is judged from the first.
    pub basis: usize,
    pub verdict: Verdict,
    /// Whether the documentation can be read.
    pub structure: Area,
    /// In the order of [`AREAS`].
    pub areas: Vec<Area>,
    /// Hash of the content that is judged.
    pub content: Box<str>,
    /// The newest decision that rests on a state of the content.
    pub signature: Option<Signature>,
}

impl Readiness {
    /// The verdict of a solution; `None` for what is no solution or closed.
    pub fn of(&self, solution: ItemIx) -> Option<&Judged> {
        let place = self.solutions.binary_search_by_key(&solution, |judged| judged.solution).ok()?;
        Some(&self.solutions[place])
    }

    /// What a check's findings stand in.
    pub fn basis_of(&self, judged: &Judged, area: &Area) -> &Basis {
        &self.bases[if area.is_structure() { 0 } else { judged.basis }]
    }

    /// What a check found, in order of place.
    pub fn findings<'a>(
        &'a self,
        judged: &Judged,
        area: &Area,
        check: &'a Check,
    ) -> impl ExactSizeIterator<Item = &'a Finding> + use<'a> {
        let basis = self.basis_of(judged, area);
        check.findings.iter().map(|number| &basis.findings[*number as usize])
    }
}

impl Judged {
    /// Days from the project's day until the tender is announced, negative afterwards; `None` without a day.
    pub fn days_to_tender(&self, today: Date) -> Option<i32> {
        let day = self.announced.as_ref()?.day?;
        today.until(day).ok().map(|span| span.get_days())
    }

    /// Structure and the areas, in the order they are told.
    pub fn all_areas(&self) -> impl Iterator<Item = &Area> {
        std::iter::once(&self.structure).chain(&self.areas)
    }

    /// How many findings keep it from being ready.
    pub fn blocking(&self) -> usize {
        self.all_areas().map(|area| area.blocking()).sum()
    }

    /// How many findings count but are waived.
    pub fn outstanding(&self) -> usize {
        self.all_areas().map(|area| area.outstanding()).sum()
    }
}

/// The name of an area as a steering group reads it, by its letter.
pub fn name(letter: &str) -> Text {
    area_name(letter).unwrap_or(Text { da: "", en: "" })
}

/// Judges every solution that is not closed. `findings` are those of [`super::check`] on the same facts. Costs the rules
/// of the solutions' items for each further day or profile that tenders name, and nothing more where there are none.
pub fn judge(facts: &Facts, findings: &Arc<Vec<Finding>>) -> Readiness {
    judge_with(facts, findings, &mut Days::default())
}

/// The same, with what is remembered of other days.
pub fn judge_with(facts: &Facts, findings: &Arc<Vec<Finding>>, days: &mut Days) -> Readiness {
    let belonging = Belonging::new(facts);
    let solutions: Vec<ItemIx> = facts.model.with_role(Role::Solution).filter(|ix| is_judged(facts, *ix)).collect();
    let announced: Vec<Option<Announced>> = solutions.iter().map(|ix| next(facts, *ix)).collect();
    let wanted = wanted(facts, &announced);
    let mut bases = vec![Basis::of(facts.clone(), findings.clone(), Ran::default())];
    let mut known: HashMap<(Date, Option<String>), usize> = HashMap::new();
    known.insert((facts.model.day, facts.config.active.clone()), 0);
    let mut chosen = Vec::with_capacity(solutions.len());
    let mut judging = days.begin(facts, &belonging);
    for key in &wanted {
        let number = known.get(key).copied().unwrap_or_else(|| {
            let same = wanted.iter().zip(&solutions).filter(|(other, _)| *other == key);
            let asked: Vec<ItemIx> = same.map(|(_, solution)| *solution).collect();
            bases.push(judging.on(key, &asked));
            known.insert(key.clone(), bases.len() - 1);
            bases.len() - 1
        });
        chosen.push(number);
    }
    let solutions = each(&belonging, &solutions, &bases, &chosen, announced);
    Readiness { bases, solutions, belonging }
}

/// The solutions with their areas; `chosen` and `announced` say by solution what each is judged from and for.
fn each(
    belonging: &Belonging,
    solutions: &[ItemIx],
    bases: &[Basis],
    chosen: &[usize],
    announced: Vec<Option<Announced>>,
) -> Vec<Judged> {
    let facts = &bases[0].facts;
    let sorted = checks::Sorted::new(belonging, solutions, bases, chosen);
    let contents = Contents::new(facts, belonging, solutions);
    let each = solutions.iter().zip(chosen).zip(announced).enumerate();
    let judged = each.map(|(place, ((solution, basis), announced))| {
        let (structure, areas) = (sorted.structure(place), sorted.areas(place));
        let verdict = Verdict::worst(areas.iter().chain([&structure]).map(|area| area.verdict));
        let content = contents.hash(*solution);
        let signature = signature(facts, *solution, &content);
        let (solution, basis, day) = (*solution, *basis, bases[*basis].facts.model.day);
        Judged { solution, announced, day, basis, verdict, structure, areas, content, signature }
    });
    judged.collect()
}

impl Basis {
    fn of(facts: Facts, findings: Arc<Vec<Finding>>, ran: Ran) -> Basis {
        let waivers = Waivers::read(&facts);
        Basis { facts, findings, waivers, ran }
    }
}

/// Whether a solution is judged: all are but those out of use, which are never tendered again.
pub fn is_judged(facts: &Facts, solution: ItemIx) -> bool {
    look::chosen(facts, solution, Role::Phase) != Some(Role::ClosedPhase)
}

/// The day and profile that each solution is judged by; at most [`MOST_DAYS`] days.
fn wanted(facts: &Facts, announced: &[Option<Announced>]) -> Vec<(Date, Option<String>)> {
    let today = facts.model.day;
    let mut days: Vec<Date> = announced.iter().flatten().filter_map(|one| one.day).collect();
    days.sort_unstable();
    days.dedup();
    // Those announced already are told as they were; of those ahead the nearest matter most.
    let last = days.get(MOST_DAYS - 1).copied();
    let each = announced.iter().map(|one| match one {
        None => (today, facts.config.active.clone()),
        Some(one) => {
            let day = one.day.unwrap_or(today);
            let config = facts.config.with_profile(&one.profile);
            (last.map_or(day, |last| day.min(last)), config.and_then(|config| config.active))
        }
    });
    each.collect()
}
