//! What a change of something touches: the affected items with the shortest path to each, the bodies to involve and
//! the earliest deadline. The one definition of it, for commands, pages and worklists alike.
//!
//! [`Spread`] holds what is the same for every question, [`Spread::impact`] answers one. Paths can be told in words
//! ([`words`]). Knows no pages and no templates.

mod bodies;
mod deadline;
mod gone;
mod groups;
mod starts;
mod steps;
mod walk;
pub mod words;

use crate::model::{ItemIx, LinkTypeIx};

pub use bodies::{Ask, Involved, Why};
pub use deadline::{Deadline, DeadlineKind};
pub use gone::Gone;
pub use groups::Group;
pub use starts::Changed;
pub use steps::{Seen, Spread};

/// How many affected items are listed; all are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(pub usize);

impl Limit {
    /// Every affected item is listed.
    pub const NONE: Limit = Limit(usize::MAX);
}

/// What a change touches.
#[derive(Clone, Debug, Default)]
pub struct Impact {
    /// What is taken as changed, distance 0: in model order.
    pub starts: Vec<ItemIx>,
    /// What is changed and no longer there, sorted by id.
    pub gone: Vec<Gone>,
    /// By distance, then in model order; at most as many as the limit says. Starts are not among them.
    pub affected: Vec<Affected>,
    /// How many items are affected at distance 1; solutions are not counted, they are where things are affected.
    pub direct: usize,
    /// How many are affected further off, solutions left out.
    pub indirect: usize,
    /// Every solution in which something is changed or affected, in model order; last what belongs to none.
    pub parts: Vec<Part>,
    /// The hops of all paths one after another; see [`Impact::path`].
    hops: Vec<Hop>,
}

/// An affected item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Affected {
    pub item: ItemIx,
    /// 1 is direct, more is indirect.
    pub distance: u32,
    /// Where its path begins in the hops, and how many there are.
    path: (u32, u32),
}

/// How much is touched in a solution, or outside of all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// `None`: what belongs to no solution.
    pub solution: Option<ItemIx>,
    /// The distance at which the solution itself is reached; `None` when it is not.
    pub itself: Option<u32>,
    /// Starts in it, itself left out.
    pub starts: usize,
    pub direct: usize,
    pub indirect: usize,
}

/// One step of a path: what is reached, and over what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hop {
    pub to: Node,
    pub via: Via,
}

/// What stands on a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    Item(ItemIx),
    /// Something that is no longer there: index in [`Impact::gone`].
    Gone(u32),
}

/// Over what a step of a path leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// The path begins here.
    Start,
    /// A link, walked from the item that holds it to its target.
    Forward(LinkTypeIx),
    /// A link, walked from its target to the item that holds it.
    Backward(LinkTypeIx),
    /// What is nested in a legal source or provision that is reached.
    Nested,
    /// What the start before it is nested in; the item after it cites the whole of that.
    Enclosing,
}

impl Via {
    /// The type of the link, when it is one.
    pub fn link_type(self) -> Option<LinkTypeIx> {
        match self {
            Via::Forward(link_type) | Via::Backward(link_type) => Some(link_type),
            Via::Start | Via::Nested | Via::Enclosing => None,
        }
    }
}

impl Part {
    /// How many items of it are affected, at whatever distance.
    pub fn total(&self) -> usize {
        self.direct + self.indirect
    }
}

impl Impact {
    /// The path to an affected item of this impact: a start first, the item last.
    pub fn path(&self, affected: &Affected) -> &[Hop] {
        let (from, count) = affected.path;
        &self.hops[from as usize..(from + count) as usize]
    }

    /// The end of its path: from the last thing before it that is changed or affected itself.
    pub fn last_hops(&self, affected: &Affected) -> &[Hop] {
        let path = self.path(affected);
        let inner = path.len().saturating_sub(1);
        // What encloses a start is not affected, so the path is told from the start.
        let from = path[..inner].iter().rposition(|hop| hop.via != Via::Enclosing).unwrap_or(0);
        &path[from..]
    }

    /// The solutions in which something is changed or affected, in model order.
    pub fn solutions(&self) -> impl Iterator<Item = ItemIx> + '_ {
        self.parts.iter().filter_map(|part| part.solution)
    }

    /// How many items are affected, at whatever distance; solutions left out.
    pub fn total(&self) -> usize {
        self.direct + self.indirect
    }
}
