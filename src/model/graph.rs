//! All items as nodes and all links that lead somewhere as edges, both ways.

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef as _;

use super::item::ItemIx;
use super::links::Link;

/// The graph of a model. Node numbers are item numbers, an edge carries the number of its link.
#[derive(Debug)]
pub struct Graph {
    inner: DiGraph<(), u32>,
}

impl Graph {
    pub(super) fn new(items: usize, links: &[Link]) -> Graph {
        let mut inner = DiGraph::with_capacity(items, links.len());
        for _ in 0..items {
            inner.add_node(());
        }
        // petgraph walks a node's newest edge first: added backwards, they come out in the order of the links.
        for (number, link) in links.iter().enumerate().rev() {
            if let Some((from, to)) = ends(link) {
                inner.add_edge(node(from), node(to), number as u32);
            }
        }
        Graph { inner }
    }

    /// Where an item's links lead, with the link's number, in the order of the links.
    pub fn outgoing(&self, ix: ItemIx) -> impl Iterator<Item = (ItemIx, usize)> + '_ {
        let edges = self.inner.edges_directed(node(ix), Direction::Outgoing);
        edges.map(|edge| (ItemIx(edge.target().index() as u32), *edge.weight() as usize))
    }

    /// Where links to an item come from, with the link's number, in the order of the links.
    pub fn incoming(&self, ix: ItemIx) -> impl Iterator<Item = (ItemIx, usize)> + '_ {
        let edges = self.inner.edges_directed(node(ix), Direction::Incoming);
        edges.map(|edge| (ItemIx(edge.source().index() as u32), *edge.weight() as usize))
    }

    /// Whether nothing leads to or from an item.
    pub fn is_alone(&self, ix: ItemIx) -> bool {
        self.outgoing(ix).next().is_none() && self.incoming(ix).next().is_none()
    }

    /// Groups of items that lead round to themselves over the links that `counts` accepts by number; each
    /// group sorted, the groups by their first item.
    pub fn cycles(&self, counts: impl Fn(usize) -> bool) -> Vec<Vec<ItemIx>> {
        let mut chosen = DiGraph::<(), ()>::with_capacity(self.inner.node_count(), 0);
        for _ in 0..self.inner.node_count() {
            chosen.add_node(());
        }
        for edge in self.inner.edge_references().filter(|edge| counts(*edge.weight() as usize)) {
            chosen.add_edge(edge.source(), edge.target(), ());
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
