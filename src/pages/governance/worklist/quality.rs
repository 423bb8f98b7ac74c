//! Quality: what is to be assured, reviewed again, answered or waived anew.

use super::gather::Gather;
use super::{Duty, Piece, Subject, Task};
use crate::document::{Node, Value};
use crate::finding::{Finding, Said};
use crate::model::{ItemIx, Role};
use crate::pages::shell;
use crate::rules::{self, Waivers};
use crate::said;
use crate::trace::governance::{objects, part, status};

/// Findings that are work of the requirements board, by the code of their rule.
const OF_REQUIREMENTS_BOARD: [(&str, Duty); 3] =
    [("K17", Duty::Duplicate), ("K22", Duty::Reused), ("V11", Duty::ConceptConflict)];
/// Findings that are work of law monitoring.
const OF_LAW_MONITORING: [(&str, Duty); 4] =
    [("J05", Duty::CheckLaw), ("J06", Duty::CheckLaw), ("J15", Duty::CheckLaw), ("J16", Duty::CheckLaw)];
/// The rule on legal analyses that are not quality-assured.
const ANALYSIS_NOT_ASSURED: &str = "J13";

impl Gather<'_> {
    /// A legal analysis awaits the expert groups of what it results in.
    pub(super) fn analysis(&mut self, ix: ItemIx) {
        let withdrawn = status(self.model, ix) == Some(Role::Withdrawn);
        let stale = self.book.findings_of(ix).any(|finding| finding.code == ANALYSIS_NOT_ASSURED && !finding.waived);
        let assured = self.day(ix, Role::QualityAssured).is_some();
        if withdrawn || (assured && !stale) {
            return;
        }
        let results = self.targets(ix, Role::ResultsIn);
        let mut solutions: Vec<ItemIx> = results.iter().flat_map(|one| self.solutions(*one)).collect();
        solutions.sort();
        solutions.dedup();
        let why = match assured {
            true => said!("ændret, siden den blev kvalitetssikret", "changed since its quality was assured"),
            false => said!("ikke kvalitetssikret", "quality not assured"),
        };
        let task = self.task(Duty::AssureAnalysis, ix, vec![Piece::Said(why)], None);
        let mut whom = self.serving(Role::ExpertGroup, &solutions);
        whom.extend(self.targets(ix, Role::QualityAssuredBy));
        whom.sort();
        whom.dedup();
        self.add(&whom, &task);
    }

    /// A requirement or model that is in quality assurance awaits the expert groups.
    pub(super) fn in_quality_assurance(&mut self, ix: ItemIx) {
        if status(self.model, ix) != Some(Role::Review) {
            return;
        }
        let task = self.task(Duty::AssureItem, ix, vec![Piece::Said(self.status_name(ix))], None);
        let whom = self.serving(Role::ExpertGroup, &self.solutions(ix));
        self.add(&whom, &task);
    }

    /// Links whose target changed since they were reviewed await the expert group of their solution.
    pub(super) fn suspects(&mut self) {
        for suspect in self.book.suspects() {
            let Some(solution) = suspect.solution() else { continue };
            let why = vec![Piece::Id(suspect.target()), Piece::Said(said!(" er ændret", " has changed"))];
            let task = self.task(Duty::Reassess, suspect.holder(), why, None);
            let whom = self.serving(Role::ExpertGroup, &[solution]);
            self.add(&whom, &task);
        }
    }

    /// A review awaits those who carry it out while it is open, and the requirements board while a remark has no answer.
    pub(super) fn review(&mut self, ix: ItemIx) {
        let deadline = self.day(ix, Role::Deadline);
        if deadline.is_some_and(|day| day >= self.model.day) {
            let why = vec![Piece::Said(said!("åben for bemærkninger", "open for remarks"))];
            let task = self.task(Duty::ReviewRound, ix, why, deadline);
            let whom = self.targets(ix, Role::ReviewBy);
            self.add(&whom, &task);
        }
        let open = unanswered(self, ix);
        if open > 0 {
            let why = match open {
                1 => said!("1 bemærkning har intet svar", "1 remark has no answer"),
                _ => said!("{} bemærkninger har intet svar", "{} remarks have no answer"; open),
            };
            let task = self.task(Duty::AnswerRemark, ix, vec![Piece::Said(why)], deadline);
            let whom = self.of_type(Role::RequirementsBoard);
            self.add(&whom, &task);
        }
    }

    pub(super) fn findings(&mut self) {
        let book = self.book;
        let boards = [
            (self.of_type(Role::RequirementsBoard), OF_REQUIREMENTS_BOARD.as_slice()),
            (self.of_type(Role::LawMonitoring), OF_LAW_MONITORING.as_slice()),
        ];
        for finding in book.findings.iter().filter(|finding| !finding.waived && shell::is_public(book, finding)) {
            for (whom, codes) in &boards {
                let Some((_, duty)) = codes.iter().find(|(code, _)| *code == finding.code) else { continue };
                if let Some(task) = self.of_finding(finding, *duty) {
                    self.add(whom, &task);
                }
            }
        }
    }

    fn of_finding(&self, finding: &Finding, duty: Duty) -> Option<Task> {
        let ix = ItemIx(finding.item?);
        let general = || rules::find(finding.code).map(|rule| Said::from(rule.says)).unwrap_or_default();
        let open = [&finding.message.da, &finding.message.en].iter().all(|text| self.book.published.may_say(text));
        let says = if open { finding.message.clone() } else { general() };
        Some(self.task(duty, ix, vec![Piece::Said(without_marks(says))], None))
    }

    /// Waivers that expire soon await those who approved them; what no public finding is silenced by is not told.
    pub(super) fn waivers(&mut self) {
        let (book, model) = (self.book, self.model);
        let waivers = Waivers::read(&book.facts);
        let until = self.soon();
        for waiver in waivers.working.iter().filter(|waiver| waiver.expires <= until) {
            let Some(rule) = rules::index(&waiver.rule) else { continue };
            let silenced = book.findings.iter().filter(|finding| finding.waived && *finding.code == *waiver.rule);
            let mut silenced = silenced.filter(|finding| {
                waivers.covering(&book.facts, finding).is_some_and(|covering| covering.place == waiver.place)
            });
            let is_public = silenced.any(|finding| shell::is_public(book, finding));
            let may_say = book.published.may_say(&waiver.reason);
            let Some(body) = model.find(&waiver.approved_by).filter(|_| is_public && may_say) else { continue };
            let reason = waiver.reason.trim();
            let why = vec![Piece::Said(Said::new(reason, reason))];
            let task = Task { duty: Duty::Waiver, about: Subject::Rule(rule), why, by: Some(waiver.expires) };
            self.add(&[body], &task);
        }
    }
}

/// How many remarks of a review have no answer.
fn unanswered(gather: &Gather, ix: ItemIx) -> usize {
    let Some(remarks) = objects(gather.model, ix, Role::Remarks) else { return 0 };
    let answered = |node: Option<&Node>| node.is_some_and(|node| !matches!(node.value, Value::Empty));
    remarks.maps.iter().filter(|map| !answered(part(remarks.fields, map, Role::Answer))).count()
}

/// A message without the marks around code.
fn without_marks(says: Said) -> Said {
    Said { da: says.da.replace('`', ""), en: says.en.replace('`', "") }
}
