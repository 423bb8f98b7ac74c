//! Where a change spreads from each item in one step: made once for a model, so that each question only walks.

use crate::model::schema::{FirstStep, Impact as Rule};
use crate::model::{ItemIx, LegalState, Link, LinkTypeIx, Model, Role, Schema};

use super::bodies::Bodies;
use super::deadline::{self, Deadline};

/// The steps of a model, with what else every question needs. Valid for the model it was made of.
#[derive(Debug)]
pub struct Spread {
    /// Where the steps of each item begin in `steps`; one more at the end.
    offsets: Vec<u32>,
    /// For each item sorted by target, then by link type.
    steps: Vec<Step>,
    /// For each item, what it is to a walk.
    standing: Vec<u8>,
    /// The place of each item's id among all ids sorted by code point, doubled: what is gone stands between.
    pub(super) rank: Vec<u32>,
    /// The place of each link type's key among all keys sorted by code point.
    pub(super) type_rank: Vec<u16>,
    /// Where each item's solutions begin in `solutions`; one more at the end.
    solution_offsets: Vec<u32>,
    solutions: Vec<ItemIx>,
    /// The earliest deadline that comes with a change of each item itself.
    pub(super) deadlines: Vec<Option<Deadline>>,
    pub(super) bodies: Bodies,
}

/// A step from an item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub to: ItemIx,
    pub link_type: LinkTypeIx,
    /// From the link's target to its holder.
    pub backward: bool,
    /// Walked from a start only.
    pub first_only: bool,
}

/// What of a model is looked at: all for a command, what is published for pages.
pub struct Seen<'a> {
    pub item: &'a dyn Fn(ItemIx) -> bool,
    /// Whether a link in a block of prose of this visibility counts.
    pub guard: &'a dyn Fn(Option<&str>) -> bool,
}

impl Seen<'_> {
    /// Everything.
    pub const ALL: Seen<'static> = Seen { item: &|_| true, guard: &|_| true };

    fn link(&self, link: &Link) -> bool {
        let target = link.target.as_ref().is_some_and(|target| (self.item)(target.item));
        target && (self.item)(link.holder) && (self.guard)(link.guard.as_deref())
    }
}

/// May be reached: neither withdrawn nor outside its validity nor hidden.
const REACHABLE: u8 = 1;
/// A solution or an external system: not walked through.
const STOPS: u8 = 2;
/// A legal source or provision.
const LAW: u8 = 4;
/// Among what is looked at.
const SEEN: u8 = 8;

impl Spread {
    /// The steps of all that is seen.
    pub fn new(model: &Model, seen: &Seen) -> Spread {
        let count = model.items.len();
        let standing = standings(model, seen);
        let type_rank = ranks(model.schema.link_types.iter().map(|link_type| link_type.key.as_str()).collect());
        let type_rank: Vec<u16> = type_rank.into_iter().map(|rank| rank as u16).collect();
        let rules: Vec<Directions> = (0..model.schema.link_types.len())
            .map(|number| directions(&model.schema, LinkTypeIx(number as u16)))
            .collect();
        let mut found: Vec<(ItemIx, Step)> = Vec::with_capacity(model.links.len());
        for link in model.links.iter().filter(|link| seen.link(link)) {
            let Some((holder, target)) = link.ends() else { continue };
            let rule = rules[link.link_type.0 as usize];
            let mut add = |from: ItemIx, to: ItemIx, backward: bool, first_only: bool| {
                if from != to && standing[to.0 as usize] & REACHABLE != 0 {
                    found.push((from, Step { to, link_type: link.link_type, backward, first_only }));
                }
            };
            if rule.to_target != Walk::Never {
                add(holder, target, false, rule.to_target == Walk::First);
            }
            if rule.to_holder != Walk::Never {
                add(target, holder, true, rule.to_holder == Walk::First);
            }
        }
        let order = |(from, step): &(ItemIx, Step)| {
            (*from, step.to, type_rank[step.link_type.0 as usize], step.link_type, step.first_only, step.backward)
        };
        found.sort_unstable_by_key(order);
        let (offsets, steps) = rows(count, found);
        let of_all = model.everywhere().flat_map(|ix| solutions(model, seen, ix).into_iter().map(move |to| (ix, to)));
        let (solution_offsets, solutions) = rows(count, of_all.collect());
        let mut rank = ranks(model.items.iter().map(|item| &*item.id).collect());
        rank.iter_mut().for_each(|rank| *rank = *rank * 2 + 1);
        Spread {
            offsets,
            steps,
            standing,
            rank,
            type_rank,
            solution_offsets,
            solutions,
            deadlines: deadline::of_items(model, seen),
            bodies: Bodies::new(model, seen),
        }
    }

    /// The steps from an item.
    pub(super) fn steps(&self, ix: ItemIx) -> &[Step] {
        &self.steps[self.offsets[ix.0 as usize] as usize..self.offsets[ix.0 as usize + 1] as usize]
    }

    /// The solutions an item belongs to, sorted; those of what it is nested in when it names none.
    pub fn solutions(&self, ix: ItemIx) -> &[ItemIx] {
        let (from, to) = (self.solution_offsets[ix.0 as usize], self.solution_offsets[ix.0 as usize + 1]);
        &self.solutions[from as usize..to as usize]
    }

    pub(super) fn is_seen(&self, ix: ItemIx) -> bool {
        self.standing[ix.0 as usize] & SEEN != 0
    }

    pub(super) fn is_reachable(&self, ix: ItemIx) -> bool {
        self.standing[ix.0 as usize] & REACHABLE != 0
    }

    pub(super) fn stops(&self, ix: ItemIx) -> bool {
        self.standing[ix.0 as usize] & STOPS != 0
    }

    pub(super) fn is_law(&self, ix: ItemIx) -> bool {
        self.standing[ix.0 as usize] & LAW != 0
    }

    /// The rank of an id that no item has, among those that items have.
    pub(super) fn rank_of_gone(&self, model: &Model, id: &str) -> u32 {
        2 * model.items.iter().filter(|item| &*item.id < id).count() as u32
    }
}

/// Whether a change of what a link names touches the item the link is written in.
pub(super) fn leads_to_holder(schema: &Schema, link: &Link) -> bool {
    let rule = directions(schema, link.link_type);
    let walk = if link.turned { rule.to_target } else { rule.to_holder };
    walk != Walk::Never
}

/// Whether a link is walked in a direction.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Walk {
    Never,
    First,
    Always,
}

/// How a change spreads over a type of link as it is kept: both ways of writing it count.
#[derive(Clone, Copy)]
struct Directions {
    to_target: Walk,
    to_holder: Walk,
}

fn directions(schema: &Schema, ix: LinkTypeIx) -> Directions {
    let own = schema.link_type(ix);
    let mut directions = Directions { to_target: Walk::Never, to_holder: Walk::Never };
    for (number, link_type) in schema.link_types.iter().enumerate() {
        let is_own = number == ix.0 as usize;
        let is_inverse = link_type.inverse_of == Some(ix) || own.inverse_of == Some(LinkTypeIx(number as u16));
        if !is_own && !is_inverse {
            continue;
        }
        let first_to_target = matches!(link_type.first_step, FirstStep::ToTarget | FirstStep::Both);
        let first_to_holder = matches!(link_type.first_step, FirstStep::FromTarget | FirstStep::Both);
        let to_target = walk(link_type.impact == Rule::ToTarget, first_to_target);
        let to_holder = walk(link_type.impact == Rule::FromTarget, first_to_holder);
        // Written from the other end, what is the target of the one is the holder of the other.
        let (to_target, to_holder) = if is_own { (to_target, to_holder) } else { (to_holder, to_target) };
        directions.to_target = stronger(directions.to_target, to_target);
        directions.to_holder = stronger(directions.to_holder, to_holder);
    }
    directions
}

fn walk(always: bool, first: bool) -> Walk {
    match (always, first) {
        (true, _) => Walk::Always,
        (false, true) => Walk::First,
        (false, false) => Walk::Never,
    }
}

fn stronger(one: Walk, two: Walk) -> Walk {
    match (one, two) {
        (Walk::Always, _) | (_, Walk::Always) => Walk::Always,
        (Walk::First, _) | (_, Walk::First) => Walk::First,
        _ => Walk::Never,
    }
}

fn standings(model: &Model, seen: &Seen) -> Vec<u8> {
    let mut standings: Vec<u8> = Vec::with_capacity(model.items.len());
    for ix in model.everywhere() {
        let item = model.item(ix);
        let role = model.schema.kind(item.kind).role;
        let mut standing = match role {
            Some(Role::Solution | Role::ExternalSystem) => STOPS,
            Some(Role::LegalSource | Role::Provision) => LAW,
            _ => 0,
        };
        // What it is nested in stands before it: outside an act's validity nothing of it is valid.
        let above = item.parent.is_none_or(|parent| standings[parent.0 as usize] & REACHABLE != 0);
        let ended = matches!(item.legal, Some(LegalState::Ended { .. }));
        let holds = item.validity.covers(model.day) && !ended && !item.has_status(&model.schema, Role::Withdrawn);
        if (seen.item)(ix) {
            standing |= if above && holds { SEEN | REACHABLE } else { SEEN };
        }
        standings.push(standing);
    }
    standings
}

fn solutions(model: &Model, seen: &Seen, ix: ItemIx) -> Vec<ItemIx> {
    let mut at = ix;
    loop {
        let mut solutions = model.solutions(at).to_vec();
        solutions.retain(|solution| (seen.item)(*solution));
        match model.item(at).parent.filter(|_| solutions.is_empty()) {
            Some(parent) => at = parent,
            None => return solutions,
        }
    }
}

/// The place of each text among all of them sorted by code point; equal texts stand as they come.
fn ranks(texts: Vec<&str>) -> Vec<u32> {
    let mut order: Vec<u32> = (0..texts.len() as u32).collect();
    order.sort_by_key(|number| texts[*number as usize]);
    let mut ranks = vec![0; texts.len()];
    for (place, number) in order.into_iter().enumerate() {
        ranks[number as usize] = place as u32;
    }
    ranks
}

/// One list for each item, laid end to end; `pairs` are sorted by item.
fn rows<T: Copy>(count: usize, pairs: Vec<(ItemIx, T)>) -> (Vec<u32>, Vec<T>) {
    let mut offsets = vec![0_u32; count + 1];
    for (from, _) in &pairs {
        offsets[from.0 as usize + 1] += 1;
    }
    for at in 0..count {
        offsets[at + 1] += offsets[at];
    }
    (offsets, pairs.into_iter().map(|(_, to)| to).collect())
}
