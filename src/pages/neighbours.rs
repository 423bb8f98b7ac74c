//! What is drawn around an item: one link away on both sides, and upwards to law and solution.
//!
//! What an item rests on stands left, what rests on it right: the model says so by how a change spreads; where it says
//! nothing, own links lead left. A provision speaks for the parts nested in it, an act for all its provisions.

mod choice;
mod roots;
mod size;

use super::book::{Book, RELATION_ROWS};
use super::key::Keyed;
use super::route::Way;
use crate::model::schema::Impact;
use crate::model::{ItemIx, KindIx, Link, LinkState, LinkTypeIx, Role};

/// The rank of a mention.
const MENTION: u8 = 2;

/// What is drawn around an item.
#[derive(Debug, Default)]
pub struct Neighbours {
    pub basis: Vec<Group>,
    pub resting: Vec<Group>,
}

/// Links of one name, direction and state.
#[derive(Debug)]
pub struct Group {
    pub tie: Tie,
    /// Read from the item: it is the start of the link.
    pub out: bool,
    pub state: Standing,
    pub members: Vec<Member>,
    /// How many of each kind are not drawn; `None` is of several kinds and links together.
    pub more: Vec<(Option<KindIx>, usize)>,
    /// What is joined so to the item has a listing of its own.
    pub listing: bool,
}

/// What joins two items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// The act that a provision stands in.
    Encloses,
    Link(LinkTypeIx),
    /// What is counted together, whatever joins it.
    Several,
}

/// How a link stands, as drawings mark it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    Holds,
    /// Its target was changed since it was reviewed.
    Suspect,
    NotYet,
    Withdrawn,
    OutsideValidity,
    Ended,
    Broken,
}

impl Standing {
    /// In the order of their numbers, mildest first; the last is a link to nothing.
    pub const ALL: [Standing; 7] = [
        Standing::Holds,
        Standing::Suspect,
        Standing::NotYet,
        Standing::Withdrawn,
        Standing::OutsideValidity,
        Standing::Ended,
        Standing::Broken,
    ];
}

/// The other end of a link.
#[derive(Debug)]
pub struct Member {
    pub what: What,
    /// An act or solution a step further that is drawn with it.
    pub root: Option<ItemIx>,
}

/// What stands at the other end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    Item(ItemIx),
    /// What the author wrote, when it is nothing.
    Missing(Box<str>),
}

/// A link seen from the item. Ordered as groups stand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    right: bool,
    /// Links that carry a change first, mentions last.
    rank: u8,
    tie: Tie,
    out: bool,
    state: Standing,
    kind: Option<KindIx>,
    what: What,
}

/// Looks around an item.
pub fn gather(book: &Book, ix: ItemIx) -> Neighbours {
    let family = family(book, ix);
    let mut edges = edges(book, ix, &family);
    edges.sort_unstable();
    let mut room = size::MOST_BYTES;
    loop {
        let (found, taken) = arrange(book, ix, &family, &edges, room);
        let over = size::estimate(book, ix, &found).saturating_sub(size::MOST_BYTES);
        if over == 0 || taken == 0 {
            return found;
        }
        // What goes with a neighbour goes too, so half of it is tried first.
        room = taken.saturating_sub(over.div_ceil(2));
    }
}

/// What is drawn when the neighbours may take so many bytes, and what they take; what goes with them takes more.
fn arrange(book: &Book, ix: ItemIx, family: &[ItemIx], edges: &[Edge], room: usize) -> (Neighbours, usize) {
    let (drawn, taken) = choice::choose(book, edges, room);
    let same = |a: &Edge, b: &Edge| (a.right, a.tie, a.out, a.state) == (b.right, b.tie, b.out, b.state);
    // These stay in memory for every item: no list has room that it does not need.
    let mut groups = [0; 2];
    edges.chunk_by(same).for_each(|run| groups[usize::from(run[0].right)] += 1);
    let [basis, resting] = groups.map(Vec::with_capacity);
    let mut found = Neighbours { basis, resting };
    let mut start = 0;
    for run in edges.chunk_by(same) {
        let group = group(book, ix, run, &drawn[start..start + run.len()]);
        if run[0].right {
            found.resting.push(group)
        } else {
            found.basis.push(group)
        }
        start += run.len();
    }
    let around: Vec<ItemIx> = drawn_items(&found).chain(family.iter().copied()).collect();
    roots::add(book, ix, &around, &mut found);
    for side in [&mut found.basis, &mut found.resting] {
        choice::gather_counts(side);
    }
    (found, taken)
}

impl Neighbours {
    pub fn is_empty(&self) -> bool {
        self.basis.is_empty() && self.resting.is_empty()
    }

    /// All that a drawing of this shows.
    pub fn feed(&self, keyed: &mut Keyed, book: &Book) {
        for (side, groups) in [&self.basis, &self.resting].into_iter().enumerate() {
            for group in groups {
                keyed.number(match group.tie {
                    Tie::Link(link_type) => u64::from(link_type.0),
                    Tie::Encloses => u64::MAX,
                    Tie::Several => u64::MAX - 1,
                });
                keyed.number(side as u64 | u64::from(group.out) << 1 | u64::from(group.listing) << 2);
                keyed.number(group.state as u64);
                for member in &group.members {
                    match &member.what {
                        What::Item(other) => feed_node(keyed, book, *other),
                        What::Missing(text) => keyed.text(text),
                    }
                    keyed.text("");
                    if let Some(root) = member.root {
                        feed_node(keyed, book, root);
                    }
                }
                for (kind, count) in &group.more {
                    keyed.number(kind.map_or(u64::MAX, |kind| u64::from(kind.0)));
                    keyed.number(*count as u64);
                }
            }
        }
    }
}

/// What a box shows: of status and law it tells nothing.
pub(super) fn feed_node(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    let item = book.model().item(ix);
    keyed.text(&item.id);
    keyed.number(u64::from(item.kind.0));
    keyed.text(&item.url);
    keyed.text(super::refs::title_beside_id(book.model(), item));
}

fn drawn_items(found: &Neighbours) -> impl Iterator<Item = ItemIx> + '_ {
    let members = found.basis.iter().chain(&found.resting).flat_map(|group| &group.members);
    members.filter_map(|member| if let What::Item(other) = member.what { Some(other) } else { None })
}

/// An item and all that is nested in it.
fn family(book: &Book, ix: ItemIx) -> Vec<ItemIx> {
    let mut family = vec![ix];
    let mut next = 0;
    while let Some(member) = family.get(next).copied() {
        let children = &book.model().item(member).children;
        family.extend(children.iter().copied().filter(|child| book.published.shows(*child)));
        next += 1;
    }
    family.sort_unstable();
    family
}

fn edges(book: &Book, ix: ItemIx, family: &[ItemIx]) -> Vec<Edge> {
    let model = book.model();
    let mut edges = Vec::new();
    for member in family {
        let outgoing = model.graph.outgoing(*member).map(|(other, link)| (other, link, true));
        let incoming = model.graph.incoming(*member).map(|(other, link)| (other, link, false));
        for (other, number, out) in outgoing.chain(incoming) {
            let link = &model.links[number];
            if book.published.shows(other)
                && book.published.shows_block(link.guard.as_deref())
                && !book.is_front(other)
                && family.binary_search(&other).is_err()
            {
                let state = standing(book, number, link);
                edges.push(edge(book, link.link_type, out, state, What::Item(other)));
            }
        }
        let broken = model.held_by(*member).iter().filter(|link| link.target.is_none());
        for link in broken.filter(|link| book.published.shows_block(link.guard.as_deref())) {
            let what = What::Missing(link.text.clone());
            edges.push(edge(book, link.link_type, !link.turned, Standing::Broken, what));
        }
    }
    if let Some(act) = enclosing(book, ix) {
        let (kind, what) = (Some(model.item(act).kind), What::Item(act));
        edges.push(Edge { right: false, rank: 0, tie: Tie::Encloses, out: false, state: Standing::Holds, kind, what });
    }
    // Each item is drawn once, with the link that says most.
    edges.sort_by(|a, b| (&a.what, a.rank, a.tie, a.out).cmp(&(&b.what, b.rank, b.tie, b.out)));
    edges.dedup_by(|a, b| a.what == b.what);
    edges
}

fn edge(book: &Book, link_type: LinkTypeIx, out: bool, state: Standing, what: What) -> Edge {
    let declared = book.model().schema.link_type(link_type);
    let right = match declared.impact {
        Impact::FromTarget | Impact::None => !out,
        Impact::ToTarget => out,
    };
    let rank = match (declared.impact, declared.role) {
        (_, Some(Role::Mentions)) => MENTION,
        (Impact::None, _) => 1,
        _ => 0,
    };
    let kind = if let What::Item(other) = &what { Some(book.model().item(*other).kind) } else { None };
    Edge { right, rank, tie: Tie::Link(link_type), out, state, kind, what }
}

/// How a link is marked. What was changed since its review goes before what the law says of the day.
pub(super) fn standing(book: &Book, number: usize, link: &Link) -> Standing {
    if book.facts.reviews().is_suspect_link(number) {
        return Standing::Suspect;
    }
    match link.state {
        LinkState::Holds => Standing::Holds,
        LinkState::Broken => Standing::Broken,
        LinkState::Withdrawn => Standing::Withdrawn,
        LinkState::OutsideValidity => Standing::OutsideValidity,
        LinkState::Ended => Standing::Ended,
        LinkState::NotYet => Standing::NotYet,
    }
}

/// The shown act that a provision stands in.
fn enclosing(book: &Book, ix: ItemIx) -> Option<ItemIx> {
    let mut top = ix;
    while let Some(parent) = book.model().item(top).parent {
        top = parent;
    }
    (top != ix && book.published.shows(top)).then_some(top)
}

fn group(book: &Book, ix: ItemIx, run: &[Edge], drawn: &[bool]) -> Group {
    let first = &run[0];
    let chosen = run.iter().zip(drawn).filter(|(_, drawn)| **drawn);
    let mut members = Vec::with_capacity(chosen.clone().count());
    members.extend(chosen.map(|(edge, _)| Member { what: edge.what.clone(), root: None }));
    let mut more: Vec<(Option<KindIx>, usize)> = Vec::new();
    for (edge, _) in run.iter().zip(drawn).filter(|(_, drawn)| !**drawn) {
        match more.last_mut().filter(|(kind, _)| *kind == edge.kind) {
            Some((_, count)) => *count += 1,
            None => more.push((edge.kind, 1)),
        }
    }
    more.shrink_to_fit();
    let listing = match first.tie {
        Tie::Link(link_type) if !more.is_empty() => {
            let way = if first.out { Way::Out } else { Way::In };
            run.len() > RELATION_ROWS && book.joined(ix, link_type, way).len() > RELATION_ROWS
        }
        _ => false,
    };
    Group { tie: first.tie, out: first.out, state: first.state, members, more, listing }
}
