//! Which solutions each item belongs to, worked out once for the whole model: pages, traces and rules ask for it many
//! times for every item.

use std::sync::Arc;

use super::{Item, ItemIx, Link, LinkTypeIx, Role, Schema, graph};

/// One list for each item, laid end to end.
#[derive(Debug)]
pub(super) struct Solutions {
    /// Where the list of each item begins, and last how long they are together.
    from: Vec<u32>,
    lists: Vec<ItemIx>,
}

impl Solutions {
    /// Linear in items and links.
    pub(super) fn new(schema: &Schema, items: &[Arc<Item>], links: &[Link]) -> Solutions {
        let is_solution = |ix: ItemIx| schema.kind(items[ix.0 as usize].kind).role == Some(Role::Solution);
        let belonging = pairs(schema.link_type_with(Role::BelongsTo), links);
        let serving = pairs(schema.link_type_with(Role::ServesFor), links);
        let (mut from, mut lists) = (Vec::with_capacity(items.len() + 1), Vec::with_capacity(items.len()));
        for ix in (0..items.len() as u32).map(ItemIx) {
            from.push(lists.len() as u32);
            if is_solution(ix) {
                lists.push(ix);
                continue;
            }
            // What serves for a solution, such as a body, belongs to it when it says nothing else.
            let mut named = of(&belonging, ix);
            if named.is_empty() {
                named = of(&serving, ix);
            }
            lists.extend(named.iter().map(|(_, to)| *to).filter(|to| is_solution(*to)));
        }
        from.push(lists.len() as u32);
        Solutions { from, lists }
    }

    pub(super) fn of(&self, ix: ItemIx) -> &[ItemIx] {
        let at = ix.0 as usize;
        &self.lists[self.from[at] as usize..self.from[at + 1] as usize]
    }
}

/// The ends of all links of a type, sorted and without doubles.
fn pairs(link_type: Option<LinkTypeIx>, links: &[Link]) -> Vec<(ItemIx, ItemIx)> {
    let of_type = links.iter().filter(|link| Some(link.link_type) == link_type);
    let mut pairs: Vec<_> = of_type.filter_map(graph::ends).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The pairs that an item begins.
fn of(pairs: &[(ItemIx, ItemIx)], ix: ItemIx) -> &[(ItemIx, ItemIx)] {
    let start = pairs.partition_point(|(from, _)| *from < ix);
    let end = start + pairs[start..].iter().take_while(|(from, _)| *from == ix).count();
    &pairs[start..end]
}
