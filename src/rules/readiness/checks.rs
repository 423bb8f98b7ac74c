//! The checks of an area: one for each rule that is awake, with what it looked at and what it found.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt as _};
use jiff::civil::Date;

use super::thresholds::{self, Threshold};
use super::{AREAS, Basis, Belonging, Verdict, subjects};
use crate::finding::{Finding, Level};
use crate::model::{ItemIx, KindIx, Role, value};
use crate::rules::check::{is_awake, level};
use crate::rules::{RULES, Rule};

/// An area of a solution.
#[derive(Clone, Debug)]
pub struct Area {
    /// Its letter, such as `J`.
    pub letter: &'static str,
    pub verdict: Verdict,
    /// One for each rule of the area that is awake, sorted by code.
    pub checks: Vec<Check>,
}

/// A rule and a solution.
#[derive(Clone, Debug)]
pub struct Check {
    pub rule: &'static Rule,
    /// The rule's level under the profile; single findings may have another.
    pub level: Level,
    /// What the rule tells the miss of, when the profile sets it.
    pub threshold: Option<Threshold>,
    pub verdict: Verdict,
    /// How many items of the solution it looked at.
    pub subjects: usize,
    /// How many of them it found something in, waived or not, counting or not.
    pub failing: usize,
    /// What it found, as indices in the basis' findings, in their order.
    pub findings: Vec<u32>,
    /// Findings that keep the solution from being ready.
    pub blocking: usize,
    /// The waivers that cover findings which would count, in the order of their bodies and days.
    pub waived: Vec<WaivedBy>,
    /// Items with findings that are not waived, in model order.
    pub items: Vec<ItemIx>,
}

/// Findings of a check that count but are covered by a waiver: its body owns them, until its last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaivedBy {
    /// Id of the body.
    pub by: Box<str>,
    pub until: Date,
    pub reason: Box<str>,
    pub count: usize,
}

impl Area {
    pub fn is_structure(&self) -> bool {
        self.letter == "S"
    }

    /// How many findings keep it from being ready.
    pub fn blocking(&self) -> usize {
        self.checks.iter().map(|check| check.blocking).sum()
    }

    /// How many findings count but are waived.
    pub fn outstanding(&self) -> usize {
        self.checks.iter().flat_map(|check| &check.waived).map(|waived| waived.count).sum()
    }
}

impl Check {
    /// Whether nothing is found that keeps the solution from being ready.
    pub fn passed(&self) -> bool {
        self.blocking == 0
    }

    /// Whether a finding counts in the verdict.
    pub fn counts(&self, finding: &Finding) -> bool {
        finding.level == Level::Error || self.threshold.is_some()
    }
}

/// The findings of all bases by solution and rule.
pub(super) struct Sorted<'a> {
    belonging: &'a Belonging,
    solutions: &'a [ItemIx],
    bases: &'a [Basis],
    /// By solution: the basis that it is judged from.
    chosen: &'a [usize],
    /// By solution: of its own basis, and of the first for structure.
    found: Vec<BTreeMap<&'static str, Vec<u32>>>,
    structure: Vec<BTreeMap<&'static str, Vec<u32>>>,
    /// By solution: how many of its items there are to look at, by kind.
    items: Vec<HashMap<KindIx, usize>>,
    /// The rules that the model has the roles for; it is the same in all bases.
    awake: Vec<&'static Rule>,
}

impl<'a> Sorted<'a> {
    pub fn new(belonging: &'a Belonging, solutions: &'a [ItemIx], bases: &'a [Basis], chosen: &'a [usize]) -> Self {
        let mut sorted = Sorted {
            belonging,
            solutions,
            bases,
            chosen,
            found: vec![BTreeMap::new(); solutions.len()],
            structure: vec![BTreeMap::new(); solutions.len()],
            items: vec![HashMap::new(); solutions.len()],
            awake: RULES.iter().filter(|rule| is_awake(&bases[0].facts.model.schema, rule)).copied().collect(),
        };
        for number in 0..bases.len() {
            sorted.sort(number);
        }
        sorted.count();
        sorted
    }

    fn sort(&mut self, basis: usize) {
        for (number, finding) in self.bases[basis].findings.iter().enumerate() {
            let is_structure = finding.code.starts_with('S');
            for place in self.concerned(finding) {
                let of_basis = self.chosen[place] == basis && !is_structure;
                let list = match is_structure {
                    true if basis == 0 => &mut self.structure[place],
                    false if of_basis => &mut self.found[place],
                    _ => continue,
                };
                list.entry(finding.code).or_default().push(number as u32);
            }
        }
    }

    /// The places of the solutions that a finding counts for. One that concerns no item concerns the project, and so all.
    fn concerned(&self, finding: &Finding) -> Vec<usize> {
        match finding.item {
            None => (0..self.solutions.len()).collect(),
            Some(item) => {
                let of = self.belonging.solutions(ItemIx(item)).iter();
                of.filter_map(|solution| self.solutions.binary_search(solution).ok()).collect()
            }
        }
    }

    fn count(&mut self) {
        let model = &self.bases[0].facts.model;
        for ix in model.all() {
            let item = model.item(ix);
            if item.damaged || item.duplicate || item.has_status(&model.schema, Role::Withdrawn) {
                continue;
            }
            for solution in self.belonging.solutions(ix) {
                if let Ok(place) = self.solutions.binary_search(solution) {
                    *self.items[place].entry(item.kind).or_default() += 1;
                }
            }
        }
    }

    /// Whether a solution's documentation can be read.
    pub fn structure(&self, place: usize) -> Area {
        self.area(place, "S", &self.bases[0], &self.structure[place])
    }

    /// The areas of a solution.
    pub fn areas(&self, place: usize) -> Vec<Area> {
        let basis = &self.bases[self.chosen[place]];
        AREAS.map(|letter| self.area(place, letter, basis, &self.found[place])).into()
    }

    fn area(
        &self,
        place: usize,
        letter: &'static str,
        basis: &Basis,
        found: &BTreeMap<&'static str, Vec<u32>>,
    ) -> Area {
        let of_area = self.awake.iter().filter(|rule| rule.code.starts_with(letter));
        let judged = of_area.filter(|rule| level(&basis.facts, rule) != Level::Off);
        let checks: Vec<Check> = judged
            .map(|rule| {
                let findings = found.get(rule.code).cloned().unwrap_or_default();
                self.check(place, basis, rule, findings)
            })
            .collect();
        Area { letter, verdict: Verdict::worst(checks.iter().map(|check| check.verdict)), checks }
    }

    fn check(&self, place: usize, basis: &Basis, rule: &'static Rule, findings: Vec<u32>) -> Check {
        let facts = &basis.facts;
        let limits = &facts.config.profile.limits;
        let kinds = subjects::kinds(&facts.model.schema, rule);
        let there = kinds.iter().map(|kind| self.items[place].get(kind).copied().unwrap_or(0)).sum::<usize>();
        let mut check = Check {
            rule,
            level: level(facts, rule),
            threshold: thresholds::of_rule(&facts.model.schema, limits, rule.code),
            verdict: Verdict::Ready,
            subjects: there,
            failing: 0,
            findings,
            blocking: 0,
            waived: Vec::new(),
            items: Vec::new(),
        };
        weigh(&mut check, basis);
        check.subjects = there.max(check.failing);
        check.verdict = if check.blocking > 0 {
            Verdict::NotReady
        } else if !check.waived.is_empty() {
            Verdict::Outstanding
        } else if check.subjects == 0 && self.is_demanded(place, basis, &kinds) {
            Verdict::NotAssessed
        } else {
            Verdict::Ready
        };
        check
    }

    /// Whether the profile demands items of one of these kinds of a solution.
    fn is_demanded(&self, place: usize, basis: &Basis, kinds: &[KindIx]) -> bool {
        let (model, limits) = (&basis.facts.model, &basis.facts.config.profile.limits);
        let phase = model.field(self.solutions[place], Role::Phase).and_then(|field| field.node.text());
        let phase = phase.map(|text| value::nfc(text.trim()).into_owned());
        let is_judged = limits.phases.is_empty() || phase.is_none_or(|phase| limits.phases.contains(&phase));
        let demands =
            |kind: &KindIx| limits.at_least.get(&model.schema.kind(*kind).key).is_some_and(|least| *least > 0);
        is_judged && kinds.iter().any(demands)
    }
}

/// Counts what a check found: what keeps from being ready, what is waived and by whom, and in which items.
fn weigh(check: &mut Check, basis: &Basis) {
    let mut waived: BTreeMap<(Box<str>, Date, Box<str>), usize> = BTreeMap::new();
    let mut failing: Vec<(Option<u32>, u32, u32)> = Vec::new();
    for number in &check.findings {
        let finding = &basis.findings[*number as usize];
        // What concerns no item is told apart by its place.
        failing.push(match finding.item {
            Some(item) => (Some(item), 0, 0),
            None => (None, finding.place.file.0, finding.place.span.start),
        });
        check.items.extend(finding.item.filter(|_| !finding.waived).map(ItemIx));
        if !check.counts(finding) {
            continue;
        }
        match basis.waivers.covering(&basis.facts, finding).filter(|_| finding.waived) {
            Some(waiver) => {
                let of = (waiver.approved_by.clone(), waiver.expires, waiver.reason.clone());
                *waived.entry(of).or_default() += 1;
            }
            None => check.blocking += 1,
        }
    }
    failing.sort_unstable();
    failing.dedup();
    check.failing = failing.len();
    check.items.sort_unstable();
    check.items.dedup();
    let each = waived.into_iter();
    check.waived = each.map(|((by, until, reason), count)| WaivedBy { by, until, reason, count }).collect();
}
