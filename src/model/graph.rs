//! All items as nodes and all links that lead somewhere as edges, both ways.

use petgraph::graph::{DiGraph, NodeIndex};

use super::item::ItemIx;
use super::links::Link;

/// The graph of a model. Every page walks it, so what leads from an item stands side by side.
#[derive(Debug)]
pub struct Graph {
    outgoing: Rows,
    incoming: Rows,
}

/// For each item the other ends of links with their numbers, in the order of the links.
#[derive(Debug)]
struct Rows {
    /// Where the row of each item begins in `ends`, and last how many there are.
    from: Vec<u32>,
    ends: Vec<(ItemIx, u32)>,
}

impl Rows {
    fn new(items: usize, links: impl Iterator<Item = (ItemIx, ItemIx, u32)> + Clone) -> Rows {
        let mut from = vec![0; items + 1];
        links.clone().for_each(|(at, ..)| from[at.0 as usize + 1] += 1);
        (0..items).for_each(|place| from[place + 1] += from[place]);
        let (mut next, mut ends) = (from.clone(), vec![(ItemIx(0), 0); from[items] as usize]);
        for (at, end, link) in links {
            let place = &mut next[at.0 as usize];
            ends[*place as usize] = (end, link);
            *place += 1;
        }
        Rows { from, ends }
    }

    fn of(&self, ix: ItemIx) -> impl Iterator<Item = (ItemIx, usize)> + '_ {
        let at = ix.0 as usize;
        let row = &self.ends[self.from[at] as usize..self.from[at + 1] as usize];
        row.iter().map(|(end, link)| (*end, *link as usize))
    }
}

impl Graph {
    pub(super) fn new(items: usize, links: &[Link]) -> Graph {
        let links = links.iter().enumerate();
        let links = links.filter_map(|(number, link)| ends(link).map(|(from, to)| (from, to, number as u32)));
        let turned = links.clone().map(|(from, to, number)| (to, from, number));
        Graph { outgoing: Rows::new(items, links), incoming: Rows::new(items, turned) }
    }

    /// Where an item's links lead, with the link's number, in the order of the links.
    pub fn outgoing(&self, ix: ItemIx) -> impl Iterator<Item = (ItemIx, usize)> + '_ {
        self.outgoing.of(ix)
    }

    /// Where links to an item come from, with the link's number, in the order of the links.
    pub fn incoming(&self, ix: ItemIx) -> impl Iterator<Item = (ItemIx, usize)> + '_ {
        self.incoming.of(ix)
    }

    /// Whether nothing leads to or from an item.
    pub fn is_alone(&self, ix: ItemIx) -> bool {
        self.outgoing(ix).next().is_none() && self.incoming(ix).next().is_none()
    }

    /// Groups of items that lead round to themselves over the links that `counts` accepts by number; each
    /// group sorted, the groups by their first item.
    pub fn cycles(&self, counts: impl Fn(usize) -> bool) -> Vec<Vec<ItemIx>> {
        let items = self.outgoing.from.len() as u32 - 1;
        let mut chosen = DiGraph::<(), ()>::with_capacity(items as usize, 0);
        (0..items).for_each(|_| {
            chosen.add_node(());
        });
        for from in (0..items).map(ItemIx) {
            for (to, _) in self.outgoing(from).filter(|(_, link)| counts(*link)) {
                chosen.add_edge(node(from), node(to), ());
            }
        }
        let round = |group: &Vec<NodeIndex>| group.len() > 1 || chosen.contains_edge(group[0], group[0]);
        let groups = petgraph::algo::tarjan_scc(&chosen).into_iter().filter(round);
        let mut cycles: Vec<Vec<ItemIx>> = groups
            .map(|group| {
                let mut items: Vec<ItemIx> = group.into_iter().map(|node| ItemIx(node.index() as u32)).collect();
                items.sort();
                items
            })
            .collect();
        cycles.sort();
        cycles
    }
}

/// See [`Link::ends`].
pub(super) fn ends(link: &Link) -> Option<(ItemIx, ItemIx)> {
    link.ends()
}

fn node(ix: ItemIx) -> NodeIndex {
    NodeIndex::new(ix.0 as usize)
}
