//! What awaits a body, an organisation or a project manager: worked out from the content, never written by hand.

mod changes;
mod duty;
mod files;
mod gather;
mod law;
mod managers;
mod quality;
mod recommended;
mod view;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::finding::Said;
use crate::model::{ItemIx, Role};
use crate::pages::book::Book;
use crate::pages::view::Inline;
use crate::trace::governance::chosen;

pub use duty::Duty;
pub use files::{csv, has_dates, ics};
pub use view::{count, next, view};

/// Types of body that have a list, whether something awaits them or not.
const WITH_LIST: [Role; 11] = [
    Role::Board,
    Role::Executive,
    Role::SteeringGroup,
    Role::ExpertGroup,
    Role::ContactCommittee,
    Role::RequirementsBoard,
    Role::LawMonitoring,
    Role::StateContact,
    Role::PortfolioGroup,
    Role::CoordinationGroup,
    Role::ArchitectureBoard,
];

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    pub duty: Duty,
    pub about: Subject,
    /// Why it is to be done, a line of pieces.
    pub why: Vec<Piece>,
    /// The last day; `None` where nobody has set one.
    pub by: Option<Date>,
}

/// What a task is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    Item(ItemIx),
    /// Index in [`crate::rules::RULES`].
    Rule(usize),
}

/// A piece of a reason. Items that are not published are never in one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Said(Said),
    /// An item by its id.
    Id(ItemIx),
}

/// Whom a list is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    Body,
    Organisation,
    /// The project manager of a solution.
    Manager,
}

/// Whom the list of an item is for; `None` for an item that has none.
pub fn whom(book: &Book, ix: ItemIx) -> Option<For> {
    let model = book.model();
    match model.schema.kind(model.item(ix).kind).role? {
        Role::Body => {
            let has_list = chosen(model, ix, Role::BodyType).is_some_and(|of| WITH_LIST.contains(&of));
            (has_list && model.item(ix).validity.covers(model.day)).then_some(For::Body)
        }
        Role::Organisation => {
            let is_association = chosen(model, ix, Role::OrganisationType) == Some(Role::LocalGovernmentAssociation);
            is_association.then_some(For::Organisation)
        }
        Role::Solution => {
            let manager = model.field(ix, Role::ProjectManager).and_then(|field| field.node.text());
            manager.is_some_and(|name| !name.trim().is_empty()).then_some(For::Manager)
        }
        _ => None,
    }
}

/// What awaits one, in order: by duty, then by day.
#[derive(Clone, Debug)]
pub struct Worklist {
    pub whom: For,
    pub tasks: Vec<Task>,
}

/// All lists, by body, organisation or solution.
#[derive(Debug, Default)]
pub struct Worklists(BTreeMap<ItemIx, Worklist>);

impl Worklists {
    /// Every list of a book. Linear in the content.
    pub fn of(book: &Book) -> Worklists {
        let mut lists = gather::gather(book);
        for list in lists.values_mut() {
            list.tasks.sort_by(|a, b| {
                let key = |task: &Task| (task.duty, task.by.is_none(), task.by, task.about);
                key(a).cmp(&key(b))
            });
            list.tasks.dedup_by(|a, b| (a.duty, a.about, a.by, &a.why) == (b.duty, b.about, b.by, &b.why));
        }
        Worklists(lists)
    }

    /// The list of a body, organisation or solution; `None` for one that has none. A list may be empty.
    pub fn find(&self, ix: ItemIx) -> Option<&Worklist> {
        self.0.get(&ix)
    }

    /// Every list, in model order of whom it is for.
    pub fn all(&self) -> impl Iterator<Item = (ItemIx, &Worklist)> {
        self.0.iter().map(|(ix, list)| (*ix, list))
    }
}

impl Piece {
    /// As a part of a line on the page `from`.
    fn shown(&self, book: &Book, from: &str) -> Vec<Inline> {
        match self {
            Piece::Said(said) => vec![super::parts::text(said.in_language(book.language()))],
            Piece::Id(ix) => super::parts::ids(book, from, &[*ix]),
        }
    }

    /// As plain text.
    fn plain(&self, book: &Book) -> String {
        match self {
            Piece::Said(said) => said.in_language(book.language()).to_owned(),
            Piece::Id(ix) => book.model().item(*ix).id.to_string(),
        }
    }
}

/// A reason as plain text.
fn plain(book: &Book, why: &[Piece]) -> String {
    why.iter().map(|piece| piece.plain(book)).collect()
}
