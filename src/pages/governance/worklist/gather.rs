//! Hands every thing to do to those who have to do it.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Duty, Piece, Subject, Task, Worklist};
use crate::document::{Map, Node};
use crate::finding::Said;
use crate::model::{ItemIx, Link, LinkState, Model, Role, value};
use crate::pages::book::Book;
use crate::rules::readiness::Belonging;
use crate::said;
use crate::trace::governance::{Bodies, day, objects, part, status};

/// The lists while they are filled.
pub struct Gather<'a> {
    pub book: &'a Book,
    pub model: &'a Model,
    pub bodies: &'a Bodies,
    /// What belongs to each solution, made when a signature is first asked for.
    pub belonging: OnceCell<Belonging>,
    lists: BTreeMap<ItemIx, Worklist>,
}

/// Every list, unsorted.
pub fn gather(book: &Book) -> BTreeMap<ItemIx, Worklist> {
    let model = book.model();
    let bodies = book.governed.bodies(book);
    let mut gather = Gather { book, model, bodies, belonging: OnceCell::new(), lists: BTreeMap::new() };
    gather.open_lists();
    for ix in model.all().filter(|ix| book.published.shows(*ix)) {
        match model.schema.kind(model.item(ix).kind).role {
            Some(Role::Body) => gather.agenda(ix),
            Some(Role::Decision) => gather.recommendation(ix),
            Some(Role::Commission) => gather.commission(ix),
            Some(Role::Change) => gather.change(ix),
            Some(Role::Proposal) => gather.proposal(ix),
            Some(Role::Frame) => gather.frame(ix),
            Some(Role::Solution) => gather.solution(ix),
            Some(Role::LawCase) => gather.law_case(ix),
            Some(Role::Interpretation) => gather.interpretation(ix),
            Some(Role::LegalAnalysis) => gather.analysis(ix),
            Some(Role::Review) => gather.review(ix),
            Some(Role::Requirement | Role::Process | Role::UseCase | Role::Rule | Role::Concept | Role::Interface) => {
                gather.in_quality_assurance(ix);
            }
            _ => {}
        }
    }
    gather.suspects();
    gather.findings();
    gather.waivers();
    gather.lists
}

impl Gather<'_> {
    fn open_lists(&mut self) {
        let book = self.book;
        let listed = self.model.all().filter(|ix| book.published.shows(*ix));
        let lists = listed.filter_map(|ix| Some((ix, Worklist { whom: super::whom(book, ix)?, tasks: Vec::new() })));
        self.lists.extend(lists);
    }

    pub fn shows(&self, ix: ItemIx) -> bool {
        self.book.published.shows(ix)
    }

    /// Adds to the lists of those who have one.
    pub fn add(&mut self, whom: &[ItemIx], task: &Task) {
        for ix in whom {
            if let Some(list) = self.lists.get_mut(ix) {
                list.tasks.push(task.clone());
            }
        }
    }

    /// Bodies of a type that serve one of these solutions.
    pub fn serving(&self, body_type: Role, solutions: &[ItemIx]) -> Vec<ItemIx> {
        self.bodies.serving(body_type, solutions).into_iter().map(|body| body.ix).collect()
    }

    /// Bodies of a type, all of them.
    pub fn of_type(&self, body_type: Role) -> Vec<ItemIx> {
        self.bodies.of_type(body_type).map(|body| body.ix).collect()
    }

    /// The published solutions of an item.
    pub fn solutions(&self, ix: ItemIx) -> Vec<ItemIx> {
        let mut solutions = self.model.solutions(ix).to_vec();
        solutions.retain(|solution| self.shows(*solution));
        solutions
    }

    /// Published targets of links with a role.
    pub fn targets(&self, ix: ItemIx, role: Role) -> Vec<ItemIx> {
        let mut targets = self.model.targets(ix, role);
        targets.retain(|target| self.shows(*target));
        targets
    }

    /// Whether an item is over: closed, done or withdrawn.
    pub fn is_over(&self, ix: ItemIx) -> bool {
        status(self.model, ix).is_some_and(|status| status >= Role::Done)
    }

    /// What stands on the agenda of a body's next meeting.
    fn agenda(&mut self, ix: ItemIx) {
        let Some(objects) = objects(self.model, ix, Role::Meetings) else { return };
        let when = |map: &Map| value::date(part(objects.fields, map, Role::Date)?);
        let ahead = objects.maps.iter().filter_map(|map| Some((when(map)?, *map)));
        let Some((day, meeting)) = ahead.filter(|(day, _)| *day >= self.model.day).min_by_key(|(day, _)| *day) else {
            return;
        };
        let points = part(objects.fields, meeting, Role::Agenda).map(Node::elements).unwrap_or_default();
        for node in points {
            let about: Vec<&Link> = self.links_within(ix, objects.field.file, node.span);
            let about = about.iter().filter(|link| link.state != LinkState::Broken);
            let about = about.filter_map(|link| Some(link.target.as_ref()?.item)).find(|target| self.shows(*target));
            let fields = objects.fields.iter().find(|field| field.role == Some(Role::Agenda));
            let title = fields.and_then(|field| part(field.fields(), node.map()?, Role::AgendaItem)?.text());
            let title = title.unwrap_or_default().trim().to_owned();
            let task = Task {
                duty: Duty::Agenda,
                about: Subject::Item(about.unwrap_or(ix)),
                why: vec![Piece::Said(Said::new(title.clone(), title))],
                by: Some(day),
            };
            self.add(&[ix], &task);
        }
    }

    fn links_within(&self, ix: ItemIx, file: crate::place::FileId, span: crate::place::Span) -> Vec<&Link> {
        let inside = |link: &&Link| match link.written {
            crate::model::Written::Field { file: at, span: own } => {
                at == file && own.start >= span.start && own.end <= span.end
            }
            _ => false,
        };
        self.model.held_by(ix).iter().filter(inside).collect()
    }

    /// A commission awaits those who carry it out.
    fn commission(&mut self, ix: ItemIx) {
        if self.is_over(ix) {
            return;
        }
        let by = self.targets(ix, Role::CommissionedBy);
        let mut why = Vec::new();
        if let Some(by) = by.first() {
            why.extend([Piece::Said(said!("bestilt af ", "commissioned by ")), Piece::Id(*by)]);
        }
        if let Some(frame) = self.targets(ix, Role::WithinFrame).first() {
            why.extend([Piece::Said(said!(" inden for ", " within ")), Piece::Id(*frame)]);
        }
        let task = self.task(Duty::Commission, ix, why, self.day(ix, Role::Deadline));
        let whom = self.targets(ix, Role::PerformedBy);
        self.add(&whom, &task);
    }

    /// What the model calls an item's status; empty where it has none.
    pub fn status_name(&self, ix: ItemIx) -> Said {
        let named = self.model.item(ix).status(&self.model.schema).map(|status| status.name.clone());
        named.map(|name| Said::new(name.da, name.en)).unwrap_or_default()
    }

    pub fn day(&self, ix: ItemIx, role: Role) -> Option<Date> {
        day(self.model, ix, role)
    }

    pub fn task(&self, duty: Duty, ix: ItemIx, why: Vec<Piece>, by: Option<Date>) -> Task {
        Task { duty, about: Subject::Item(ix), why, by }
    }
}
