//! The course that the model of governance demands of a change of each type: what is done, by what, what is missing.

use jiff::civil::Date;

use super::written::{chosen, day, objects, part, status};
use crate::document::Node;
use crate::finding::Said;
use crate::model::{ItemIx, Model, Role};
use crate::said;

/// The steps of a change, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    pub change_type: Role,
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is, as a noun: "styregruppens godkendelse".
    pub name: Said,
    pub state: State,
    pub day: Option<Date>,
    /// The items that show that it is done: a decision, a contract. May be empty.
    pub proof: Vec<ItemIx>,
    /// What else is written of it: "620 timer", "Bilag 8, punkt 4"; may be empty.
    pub note: Said,
}

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Done,
    /// The change has gone further without it.
    Missing,
    /// The first that is to be done.
    Next,
    Later,
    /// It will not be done: the change was rejected, postponed or closed.
    Dropped,
}

impl Course {
    pub fn done(&self) -> usize {
        self.steps.iter().filter(|step| step.state == State::Done).count()
    }

    /// What is missing or comes next: the first of either.
    pub fn open(&self) -> Option<&Step> {
        let missing = self.steps.iter().find(|step| step.state == State::Missing);
        missing.or_else(|| self.steps.iter().find(|step| step.state == State::Next))
    }
}

/// A step before it is known how it stands among the others.
struct Draft {
    name: Said,
    /// The status at which it must be done at the latest.
    due: Role,
    is_done: bool,
    day: Option<Date>,
    proof: Vec<ItemIx>,
    note: Said,
}

impl Draft {
    fn new(name: Said, due: Role, is_done: bool) -> Draft {
        Draft { name, due, is_done, day: None, proof: Vec::new(), note: Said::default() }
    }

    fn on(self, day: Option<Date>) -> Draft {
        Draft { day, ..self }
    }

    fn by(self, proof: Vec<ItemIx>) -> Draft {
        Draft { proof, ..self }
    }

    fn note(self, note: Said) -> Draft {
        Draft { note, ..self }
    }

    /// A note of what is written, with a word to it; none where nothing is written.
    fn noted(self, written: &str, with: impl Fn(&str) -> Said) -> Draft {
        if written.is_empty() { self } else { self.note(with(written)) }
    }
}

/// The course of a change; `None` for other items and changes of no known type.
pub fn course(model: &Model, ix: ItemIx) -> Option<Course> {
    if !model.is(ix, Role::Change) {
        return None;
    }
    let change_type = chosen(model, ix, Role::ChangeType)?;
    let drafts = match change_type {
        Role::LegalMaintenance => legal(model, ix),
        Role::TechnicalMaintenance => technical(model, ix),
        Role::MinorChange => minor(model, ix),
        Role::FurtherDevelopment => further(model, ix),
        _ => return None,
    };
    Some(Course { change_type, steps: judged(drafts, status(model, ix).unwrap_or(Role::Draft)) })
}

fn judged(drafts: Vec<Draft>, status: Role) -> Vec<Step> {
    let last_done = drafts.iter().rposition(|draft| draft.is_done);
    let over = matches!(status, Role::Withdrawn | Role::Closed);
    let mut next_is_found = false;
    let mut steps = Vec::with_capacity(drafts.len());
    for (place, draft) in drafts.into_iter().enumerate() {
        let passed = last_done.is_some_and(|last| place < last) || status >= draft.due;
        let state = match draft.is_done {
            true => State::Done,
            false if status == Role::Withdrawn => State::Dropped,
            false if passed => {
                // What is missing comes before anything else.
                next_is_found = true;
                State::Missing
            }
            false if over => State::Dropped,
            false if next_is_found => State::Later,
            false => {
                next_is_found = true;
                State::Next
            }
        };
        steps.push(Step { name: draft.name, state, day: draft.day, proof: draft.proof, note: draft.note });
    }
    steps
}

/// Law leads on to a change of another type, or to none with a reason.
fn legal(model: &Model, ix: ItemIx) -> Vec<Draft> {
    let is_law = |one: &ItemIx| {
        [Role::LawCase, Role::LegalSource, Role::Provision, Role::Interpretation]
            .iter()
            .any(|role| model.is(*one, *role))
    };
    let law: Vec<ItemIx> = model.targets(ix, Role::StemsFrom).into_iter().filter(is_law).collect();
    let analyses = analyses(model, ix, &law);
    let assured = analyses.first().and_then(|analysis| day(model, *analysis, Role::QualityAssured));
    let carried = model.targets(ix, Role::CarriedOutIn);
    let none = objects(model, ix, Role::NoChange).is_some();
    let stated = touched(model, ix).chain(carried.iter().flat_map(|one| touched(model, *one)));
    let mut stated: Vec<ItemIx> = stated.collect();
    stated.sort();
    stated.dedup();
    let running = carried.iter().find(|one| is_running(model, **one)).copied();
    let mut drafts = vec![
        Draft::new(
            said!("retskilde fundet i lovovervågningen", "law found by law monitoring"),
            Role::Review,
            !law.is_empty(),
        )
        .by(law),
        Draft::new(
            said!(
                "faggruppens kvalitetssikring af lovudredningen",
                "quality assurance of the legal analysis by the expert group"
            ),
            Role::Closed,
            !analyses.is_empty(),
        )
        .on(assured)
        .by(analyses),
        Draft::new(
            said!("angivelse af nye og ændrede krav", "new and changed requirements stated"),
            Role::Decided,
            none || !stated.is_empty(),
        )
        .by(stated),
        Draft::new(
            said!(
                "udmøntning i en behovsændring eller videreudvikling, eller ingen ændring",
                "carried out in a needs-based change or further development, or no change"
            ),
            Role::Done,
            none || !carried.is_empty(),
        )
        .by(carried),
    ];
    if !none {
        let since =
            running.and_then(|one| day(model, one, Role::PutIntoOperation)).or(day(model, ix, Role::PutIntoOperation));
        drafts.push(
            Draft::new(in_operation(), Role::Done, running.is_some() || is_running(model, ix))
                .on(since)
                .by(running.into_iter().collect()),
        );
    }
    drafts
}

/// Legal analyses, quality-assured, of what a change touches or stems from, the newest first.
fn analyses(model: &Model, ix: ItemIx, law: &[ItemIx]) -> Vec<ItemIx> {
    let mut subjects: Vec<ItemIx> = model.targets(ix, Role::Touches);
    subjects.extend(law.iter().flat_map(|one| model.targets(*one, Role::Touches)));
    subjects.extend(law);
    let of = |one: &ItemIx| {
        let mut found = model.holders(*one, Role::Analyses);
        found.extend(model.holders(*one, Role::LegalBasis).into_iter().filter(|by| model.is(*by, Role::LegalAnalysis)));
        // A requirement is a result of the analysis it stems from.
        found.extend(model.holders(*one, Role::ResultsIn));
        found
    };
    let mut analyses: Vec<ItemIx> = subjects.iter().flat_map(of).collect();
    analyses.retain(|one| model.is(*one, Role::LegalAnalysis) && day(model, *one, Role::QualityAssured).is_some());
    analyses.sort_by_key(|one| (std::cmp::Reverse(day(model, *one, Role::QualityAssured)), *one));
    analyses.dedup();
    analyses
}

/// Technical maintenance is governed by the contract and changes no requirement.
fn technical(model: &Model, ix: ItemIx) -> Vec<Draft> {
    let contracts = model.targets(ix, Role::ClauseContract);
    let requirements: Vec<ItemIx> =
        model.targets(ix, Role::Touches).into_iter().filter(|one| model.is(*one, Role::Requirement)).collect();
    vec![
        Draft::new(said!("grundlag i kontrakten", "basis in the contract"), Role::Review, !contracts.is_empty())
            .by(contracts)
            .noted(&text(model, ix, Role::ContractClause, Role::Clause), plain),
        Draft::new(
            said!("ingen ændring af forretningskrav", "no change of business requirements"),
            Role::Draft,
            requirements.is_empty(),
        )
        .by(requirements),
        Draft::new(
            said!("projektlederens opfølgning", "follow-up by the project manager"),
            Role::Decided,
            !responsible(model, ix).is_empty(),
        )
        .noted(&responsible(model, ix), plain),
        operation(model, ix),
    ]
}

/// A minor change is agreed between supplier and project manager; the steering group is informed.
fn minor(model: &Model, ix: ItemIx) -> Vec<Draft> {
    let informed = decisions(model, ix, Role::Information);
    let briefed = day(model, ix, Role::Briefing);
    let told = informed.iter().filter_map(|one| day(model, *one, Role::Date)).min().or(briefed);
    let bodies = if informed.is_empty() { model.targets(ix, Role::BriefedBody) } else { informed };
    let agreed = model.targets(ix, Role::AgreedWith);
    let mut drafts = prepared(model, ix);
    drafts.extend([
        Draft::new(
            said!("aftale mellem projektleder og leverandør", "agreement between project manager and supplier"),
            Role::Decided,
            !agreed.is_empty(),
        )
        .on(day(model, ix, Role::Agreement))
        .by(agreed),
        Draft::new(
            said!("orientering af styregruppen", "information of the steering group"),
            Role::Decided,
            told.is_some(),
        )
        .on(told)
        .by(bodies),
    ]);
    drafts.extend(carried_out(model, ix));
    drafts
}

/// Further development is approved by the steering group before it is decided, and in the open.
fn further(model: &Model, ix: ItemIx) -> Vec<Draft> {
    let approvals = decisions(model, ix, Role::Approval);
    let first = approvals.iter().filter_map(|one| day(model, *one, Role::Date)).min();
    let mut drafts = prepared(model, ix);
    drafts.push(
        Draft::new(
            said!("styregruppens godkendelse", "approval by the steering group"),
            Role::Decided,
            !approvals.is_empty(),
        )
        .on(first)
        .by(approvals),
    );
    drafts.extend(carried_out(model, ix));
    drafts
}

/// What comes before a decision: where it came from, its priority, its specification and estimate.
fn prepared(model: &Model, ix: ItemIx) -> Vec<Draft> {
    let origin = model.targets(ix, Role::StemsFrom);
    let ranked = day(model, ix, Role::Priority);
    let rank = text(model, ix, Role::Priority, Role::Rank);
    let by = model.targets(ix, Role::PrioritySetBy);
    let specified = status(model, ix).is_some_and(|status| status >= Role::Review && status != Role::Withdrawn);
    let hours = text(model, ix, Role::Estimate, Role::Hours);
    let mut drafts = Vec::new();
    if !origin.is_empty() {
        drafts.push(Draft::new(said!("udgangspunkt", "origin"), Role::Review, true).by(origin));
    }
    drafts.push(
        Draft::new(said!("prioritering", "priority"), Role::Decided, !rank.is_empty())
            .on(ranked)
            .by(by)
            .noted(&rank, |rank| said!("som nr. {}", "as no. {}"; rank)),
    );
    drafts.push(
        Draft::new(
            said!("specifikation og estimat", "specification and estimate"),
            Role::Decided,
            specified && !hours.is_empty(),
        )
        .noted(&hours, |hours| said!("{} timer", "{} hours"; hours)),
    );
    drafts
}

fn carried_out(model: &Model, ix: ItemIx) -> [Draft; 2] {
    let begun = status(model, ix).is_some_and(|status| (Role::InProgress..Role::Withdrawn).contains(&status));
    let who = responsible(model, ix);
    [
        Draft::new(
            said!("udførelse ved projektleder og leverandør", "execution by project manager and supplier"),
            Role::InProgress,
            begun,
        )
        .noted(&who, plain),
        operation(model, ix),
    ]
}

fn operation(model: &Model, ix: ItemIx) -> Draft {
    let version = text(model, ix, Role::PutIntoOperation, Role::Version);
    Draft::new(in_operation(), Role::Done, is_running(model, ix))
        .on(day(model, ix, Role::PutIntoOperation))
        .noted(&version, |version| said!("version {}", "version {}"; version))
}

fn in_operation() -> Said {
    said!("idriftsættelse", "putting into operation")
}

fn is_running(model: &Model, ix: ItemIx) -> bool {
    day(model, ix, Role::PutIntoOperation).is_some() || status(model, ix) == Some(Role::Done)
}

/// Requirements that a change states as new, changed or withdrawn.
fn touched(model: &Model, ix: ItemIx) -> impl Iterator<Item = ItemIx> + '_ {
    model.targets(ix, Role::Touches).into_iter().filter(|one| model.is(*one, Role::Requirement))
}

/// Decisions of a kind by a steering group about a change, in model order.
pub fn decisions(model: &Model, ix: ItemIx, kind: Role) -> Vec<ItemIx> {
    let by_steering_group = |one: &ItemIx| {
        let bodies = model.targets(*one, Role::DecidedBy);
        bodies.into_iter().any(|body| chosen(model, body, Role::BodyType) == Some(Role::SteeringGroup))
    };
    let about = model.holders(ix, Role::About).into_iter();
    about.filter(|one| chosen(model, *one, Role::DecisionKind) == Some(kind) && by_steering_group(one)).collect()
}

fn responsible(model: &Model, ix: ItemIx) -> String {
    let written = model.field(ix, Role::Responsible).and_then(|field| field.node.text());
    written.unwrap_or_default().trim().to_owned()
}

/// A text that is the same in every language: what an author wrote.
fn plain(written: &str) -> Said {
    Said::new(written, written)
}

/// A part of an item's object as written; empty when it is not.
fn text(model: &Model, ix: ItemIx, object: Role, role: Role) -> String {
    let Some(objects) = objects(model, ix, object) else { return String::new() };
    let first = objects.maps.first().and_then(|map| part(objects.fields, map, role));
    first.and_then(Node::text).map(|text| text.trim().to_owned()).unwrap_or_default()
}
