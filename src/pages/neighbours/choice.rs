//! Which neighbours are drawn and how the rest is counted.

use std::cmp::Reverse;

use super::{Edge, Group, MENTION, Standing, Tie, size};
use crate::pages::book::Book;

/// Neighbours drawn in all, and on one side.
const MOST: usize = 12;
const MOST_OF_SIDE: usize = 6;
/// With more neighbours than this, those that are only mentioned are counted.
const ENOUGH: usize = 3;
/// Lines that count the rest, on one side.
const MOST_COUNTS: usize = 2;

/// Which edges are drawn: one of each group and kind in turn, until there is no room; `room` is in bytes. Gives also
/// the bytes that they take of it.
pub(super) fn choose(book: &Book, edges: &[Edge], room: usize) -> (Vec<bool>, usize) {
    let alike =
        |a: &Edge, b: &Edge| (a.right, a.tie, a.out, a.state, a.kind) == (b.right, b.tie, b.out, b.state, b.kind);
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    let mut start = 0;
    for run in edges.chunk_by(alike) {
        runs.push(start..start + run.len());
        start += run.len();
    }
    // The first of every group in the order of what matters, whichever side it stands on.
    runs.sort_by_key(|run| (edges[run.start].rank, edges[run.start].tie, Reverse(edges[run.start].out)));
    // The sides take turns, so that a crowd on one leaves room for the other.
    let mut of_side = [0; 2];
    let turns: Vec<usize> = runs
        .iter()
        .map(|run| {
            let place = &mut of_side[usize::from(edges[run.start].right)];
            *place += 1;
            *place
        })
        .collect();
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by_key(|run| turns[*run]);
    let runs: Vec<std::ops::Range<usize>> = order.into_iter().map(|run| runs[run].clone()).collect();
    let mut drawn = vec![false; edges.len()];
    let (mut taken, mut bytes) = ([0; 2], 0);
    let longest = runs.iter().map(|run| run.len()).max().unwrap_or(0).min(MOST);
    // Mentions come when there is room left.
    for mentions in [false, true] {
        if mentions && taken[0] + taken[1] > ENOUGH {
            break;
        }
        for turn in 0..longest {
            for run in runs.iter().filter(|run| run.len() > turn && (edges[run.start].rank == MENTION) == mentions) {
                let at = run.start + turn;
                let side = usize::from(edges[at].right);
                let of_branch = if turn == 0 { size::BRANCH } else { 0 };
                let cost = size::of_neighbour(book, &edges[at].what) + of_branch;
                if taken[side] < MOST_OF_SIDE && taken[0] + taken[1] < MOST && bytes + cost <= room {
                    drawn[at] = true;
                    taken[side] += 1;
                    bytes += cost;
                }
            }
        }
    }
    (drawn, bytes)
}

/// Counts of too many kinds are told as one.
pub(super) fn gather_counts(groups: &mut Vec<Group>) {
    let lines: usize = groups.iter().map(|group| group.more.len()).sum();
    let alone = groups.iter().flat_map(|group| &group.more).filter(|(_, count)| *count == 1).count();
    if lines <= MOST_COUNTS && alone < 2 {
        return;
    }
    // The largest are told by name; one of a kind is never worth a line among others.
    let mut counts: Vec<usize> = groups.iter().flat_map(|group| &group.more).map(|(_, count)| *count).collect();
    counts.sort_unstable_by_key(|count| Reverse(*count));
    let least = counts[..counts.len().min(MOST_COUNTS - 1)].last().copied().unwrap_or(0).max(2);
    let (mut kept, mut rest) = (0, 0);
    for group in groups.iter_mut() {
        group.more.retain(|(_, count)| {
            let keep = kept < MOST_COUNTS - 1 && *count >= least;
            if keep {
                kept += 1
            } else {
                rest += count
            }
            keep
        });
    }
    groups.retain(|group| !group.members.is_empty() || !group.more.is_empty());
    groups.push(Group {
        tie: Tie::Several,
        out: false,
        state: Standing::Holds,
        members: Vec::new(),
        more: vec![(None, rest)],
        listing: false,
    });
}
