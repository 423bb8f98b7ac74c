//! The walk itself: breadth first from the starts, with one predecessor for each item that is reached.

use std::cell::RefCell;

use crate::model::{ItemIx, LinkTypeIx, Model};

use super::steps::{Spread, Step};
use super::{Affected, Changed, Hop, Impact, Limit, Node, Part, Via, starts};

/// No item: a start has no predecessor.
const NOBODY: u32 = u32::MAX;
/// The distance of what is never reached, though it could be: a case that was asked about and stands for others.
const NEVER: u32 = u32::MAX;

/// What a walk knows of an item.
#[derive(Clone, Copy, Default)]
struct Mark {
    /// The walk that left it; marks of other walks mean nothing.
    walk: u32,
    distance: u32,
    from: u32,
    by: By,
}

/// How an item was reached. Of two ways over equally distant predecessors the lesser counts.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    #[default]
    Start,
    Step {
        /// By id; of what is gone the number counts too, since two of them may stand between the same ids.
        from: (u32, u32),
        /// By key.
        link_type: (u16, LinkTypeIx),
        backward: bool,
    },
    /// The predecessor encloses a start: it is not affected itself.
    Whole { from: (u32, u32), link_type: (u16, LinkTypeIx), backward: bool },
    /// The predecessor is reached at the same distance and holds this item.
    Nested { from: u32 },
}

/// Marks are reused from walk to walk, as many as the largest model needed so far.
#[derive(Default)]
struct Scratch {
    marks: Vec<Mark>,
    walk: u32,
    /// What a walk lists, until it is known how much that is: many impacts stay in memory together.
    affected: Vec<Affected>,
    hops: Vec<Hop>,
}

thread_local! {
    // No walk sees what another left: marks are told apart by the walk's number.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Spread {
    /// What a change of `changed` touches. Linear in what is reached, its steps and their sorting.
    pub fn impact(&self, model: &Model, changed: &Changed, limit: Limit) -> Impact {
        SCRATCH.with_borrow_mut(|scratch| {
            let number = scratch.begin(model.items.len());
            let Scratch { marks, affected, hops, .. } = scratch;
            let mut walk = Walk { model, spread: self, marks, number, changed, enclosing: Vec::new(), affected, hops };
            walk.run(limit)
        })
    }
}

impl Scratch {
    /// The number of a new walk, and the marks for it.
    fn begin(&mut self, items: usize) -> u32 {
        self.walk = self.walk.wrapping_add(1);
        if self.walk == 0 || self.marks.len() < items {
            self.marks.clear();
            self.marks.resize(items, Mark::default());
            self.walk = 1;
        }
        self.affected.clear();
        self.hops.clear();
        self.walk
    }
}

struct Walk<'a> {
    model: &'a Model,
    spread: &'a Spread,
    marks: &'a mut [Mark],
    number: u32,
    changed: &'a Changed,
    /// What encloses a start and is none itself, with the number of the least start in it by id; sorted.
    enclosing: Vec<(ItemIx, u32)>,
    affected: &'a mut Vec<Affected>,
    hops: &'a mut Vec<Hop>,
}

impl Walk<'_> {
    fn run(&mut self, limit: Limit) -> Impact {
        let mut impact = Impact { gone: self.changed.gone.clone(), ..Impact::default() };
        impact.starts = starts::of(self.model, self.spread, &self.changed.items);
        for ix in &impact.starts {
            *self.mark(*ix) = Mark { walk: self.number, distance: 0, from: NOBODY, by: By::Start };
        }
        for ix in &self.changed.items {
            if self.marks[ix.0 as usize].walk != self.number {
                *self.mark(*ix) = Mark { walk: self.number, distance: NEVER, from: NOBODY, by: By::Start };
            }
        }
        let mut parts = Parts::default();
        parts.count(self.spread, &impact.starts, 0);
        let mut reached = self.first(&impact.starts);
        let mut distance = 1;
        while !reached.is_empty() {
            self.take_along(&mut reached, distance);
            reached.sort_unstable();
            let elements = parts.count(self.spread, &reached, distance);
            if distance == 1 {
                impact.direct = elements;
            } else {
                impact.indirect += elements;
            }
            let room = limit.0.saturating_sub(self.affected.len());
            for item in reached.iter().take(room) {
                let path = self.path(*item);
                self.affected.push(Affected { item: *item, distance, path });
            }
            reached = self.further(&reached, distance);
            distance += 1;
        }
        impact.affected = self.affected.clone();
        impact.hops = self.hops.clone();
        impact.parts = parts.done();
        impact
    }

    fn mark(&mut self, ix: ItemIx) -> &mut Mark {
        &mut self.marks[ix.0 as usize]
    }

    /// What is reached from the starts and from what encloses them.
    fn first(&mut self, starts: &[ItemIx]) -> Vec<ItemIx> {
        self.enclose(starts);
        let (spread, changed) = (self.spread, self.changed);
        let mut reached = Vec::new();
        for start in starts {
            for step in spread.steps(*start) {
                self.reach(step.to, 1, start.0, self.step(*start, step), &mut reached);
            }
        }
        for place in 0..self.enclosing.len() {
            let (whole, _) = self.enclosing[place];
            for step in spread.steps(whole) {
                let By::Step { from, link_type, backward } = self.step(whole, step) else { continue };
                self.reach(step.to, 1, whole.0, By::Whole { from, link_type, backward }, &mut reached);
            }
        }
        for (number, gone) in changed.gone.iter().enumerate() {
            let node = (self.model.items.len() + number) as u32;
            let from = self.rank(node);
            for (to, link_type, backward) in &gone.steps {
                if spread.is_reachable(*to) {
                    let link_type = (spread.type_rank[link_type.0 as usize], *link_type);
                    self.reach(*to, 1, node, By::Step { from, link_type, backward: *backward }, &mut reached);
                }
            }
        }
        reached
    }

    /// What is reached from what was reached before.
    fn further(&mut self, before: &[ItemIx], distance: u32) -> Vec<ItemIx> {
        let mut reached = Vec::new();
        for from in before.iter().filter(|ix| !self.spread.stops(**ix)) {
            for step in self.spread.steps(*from).iter().filter(|step| !step.first_only) {
                self.reach(step.to, distance + 1, from.0, self.step(*from, step), &mut reached);
            }
        }
        reached
    }

    fn step(&self, from: ItemIx, step: &Step) -> By {
        let link_type = (self.spread.type_rank[step.link_type.0 as usize], step.link_type);
        By::Step { from: (self.spread.rank[from.0 as usize], 0), link_type, backward: step.backward }
    }

    fn reach(&mut self, to: ItemIx, distance: u32, from: u32, by: By, reached: &mut Vec<ItemIx>) {
        let walk = self.number;
        let mark = self.mark(to);
        if mark.walk != walk {
            *mark = Mark { walk, distance, from, by };
            reached.push(to);
        } else if mark.distance == distance && by < mark.by {
            (mark.from, mark.by) = (from, by);
        }
    }

    /// What each start is nested in, unless it is a start.
    fn enclose(&mut self, starts: &[ItemIx]) {
        let of_items = starts.iter().map(|start| (start.0, self.model.item(*start).parent));
        let first_gone = self.model.items.len();
        let of_gone = self.changed.gone.iter().enumerate();
        let of_gone = of_gone.map(|(number, gone)| ((first_gone + number) as u32, gone.parent));
        let mut enclosing = Vec::new();
        for (start, parent) in of_items.chain(of_gone) {
            let mut above = parent;
            while let Some(whole) = above {
                if self.marks[whole.0 as usize].walk != self.number {
                    enclosing.push((whole, start));
                }
                above = self.model.item(whole).parent;
            }
        }
        enclosing.sort_by_key(|(whole, start)| (*whole, self.rank(*start)));
        enclosing.dedup_by_key(|(whole, _)| *whole);
        self.enclosing = enclosing;
    }

    /// The place of a node by its id; of what is gone the number counts too.
    fn rank(&self, node: u32) -> (u32, u32) {
        match (node as usize).checked_sub(self.model.items.len()) {
            None => (self.spread.rank[node as usize], 0),
            Some(number) => {
                let id = self.changed.gone.get(number).map_or("", |gone| &gone.id);
                (self.spread.rank_of_gone(self.model, id), number as u32)
            }
        }
    }

    /// What is nested in the legal sources and provisions just reached is reached with them.
    fn take_along(&mut self, reached: &mut Vec<ItemIx>, distance: u32) {
        let spread = self.spread;
        for place in 0..reached.len() {
            let top = reached[place];
            if !spread.is_law(top) || self.model.item(top).children.is_empty() {
                continue;
            }
            let mut waiting = vec![(top, top)];
            while let Some((within, mut holder)) = waiting.pop() {
                // Of all that holds an item at this distance the least by id is its predecessor.
                let here = self.marks[within.0 as usize].distance == distance;
                if here && spread.rank[within.0 as usize] < spread.rank[holder.0 as usize] {
                    holder = within;
                }
                for child in self.model.item(within).children.iter().filter(|child| spread.is_reachable(**child)) {
                    let by = By::Nested { from: spread.rank[holder.0 as usize] };
                    self.reach(*child, distance, holder.0, by, reached);
                    waiting.push((*child, holder));
                }
            }
        }
    }

    /// The path to an item, written behind the hops there are: where it begins, and how many hops it has.
    fn path(&mut self, item: ItemIx) -> (u32, u32) {
        let from = self.hops.len();
        let mut at = item.0;
        while at != NOBODY {
            let Some(mark) = self.marks.get(at as usize).filter(|_| !self.is_gone(at)) else {
                let to = self.node(at);
                self.hops.push(Hop { to, via: Via::Start });
                break;
            };
            let Mark { from, by, .. } = *mark;
            let to = self.node(at);
            self.hops.push(Hop { to, via: via(by) });
            at = from;
            if let By::Whole { .. } = by {
                let to = self.node(at);
                self.hops.push(Hop { to, via: Via::Enclosing });
                let place = self.enclosing.binary_search_by_key(&ItemIx(at), |(whole, _)| *whole);
                at = place.map_or(NOBODY, |place| self.enclosing[place].1);
            }
        }
        self.hops[from..].reverse();
        (from as u32, (self.hops.len() - from) as u32)
    }

    fn is_gone(&self, node: u32) -> bool {
        node as usize >= self.model.items.len()
    }

    fn node(&self, node: u32) -> Node {
        match self.is_gone(node) {
            true => Node::Gone(node - self.model.items.len() as u32),
            false => Node::Item(ItemIx(node)),
        }
    }
}

fn via(by: By) -> Via {
    match by {
        By::Start => Via::Start,
        By::Nested { .. } => Via::Nested,
        By::Step { link_type: (_, link_type), backward, .. }
        | By::Whole { link_type: (_, link_type), backward, .. } => {
            if backward {
                Via::Backward(link_type)
            } else {
                Via::Forward(link_type)
            }
        }
    }
}

/// Counts by solution, sorted, and of what belongs to none.
#[derive(Default)]
struct Parts {
    of_solutions: Vec<Part>,
    outside: Option<Part>,
}

impl Parts {
    /// Counts items of a distance; gives how many of them are no solutions.
    fn count(&mut self, spread: &Spread, items: &[ItemIx], distance: u32) -> usize {
        let mut elements = items.len();
        for ix in items {
            let solutions = spread.solutions(*ix);
            if solutions == [*ix] {
                elements -= 1;
                self.of(*ix).itself = Some(distance);
                continue;
            }
            if solutions.is_empty() {
                add(self.outside.get_or_insert(part(None)), distance);
            }
            for solution in solutions {
                add(self.of(*solution), distance);
            }
        }
        elements
    }

    fn of(&mut self, solution: ItemIx) -> &mut Part {
        let place = match self.of_solutions.binary_search_by_key(&Some(solution), |part| part.solution) {
            Ok(place) => place,
            Err(place) => {
                self.of_solutions.insert(place, part(Some(solution)));
                place
            }
        };
        &mut self.of_solutions[place]
    }

    fn done(self) -> Vec<Part> {
        self.of_solutions.into_iter().chain(self.outside).collect()
    }
}

fn part(solution: Option<ItemIx>) -> Part {
    Part { solution, itself: None, starts: 0, direct: 0, indirect: 0 }
}

fn add(part: &mut Part, distance: u32) {
    match distance {
        0 => part.starts += 1,
        1 => part.direct += 1,
        _ => part.indirect += 1,
    }
}
