//! How many bytes a drawing takes, told before it is drawn: an item's page must stay small, whatever is around it.
//!
//! The numbers are counted in the markup that `draw::neighbourhood` writes, on the high side; `tests/corpus.rs` holds the
//! drawings of a thousand items against the limit. Of 10,020 drawings of the large corpus the largest takes 3.0 kB.

use super::{Group, Member, Neighbours, Standing, Tie, What};
use crate::model::{ItemIx, Model};
use crate::pages::book::Book;

/// A drawing is at most 3 kB; the estimate may be three in a hundred too low.
pub(super) const MOST_BYTES: usize = 2960;

/// The head of a drawing, its name in words, the item itself and the rails between the columns.
const FRAME: usize = 265;
/// A column: its heading, its lines without their points, the names without their texts.
const SIDE: usize = 225;
/// The lines and the arrow of a branch, and its name without the text.
pub(super) const BRANCH: usize = 105;
/// The word that says how a branch stands.
const STATE: usize = 70;
/// A box of three lines with its line, without what it says.
const BOX: usize = 219;
/// A box of one line, without what it says.
const LINE: usize = 126;
/// What joins a box to its root.
const TO_ROOT: usize = 28;
/// A line that counts, without its address.
const COUNT: usize = 132;
/// Bytes that are shown of a title at most.
const SHOWN_TITLE: usize = 44;

/// About the bytes of a neighbour's box.
pub(super) fn of_neighbour(book: &Book, what: &What) -> usize {
    match what {
        What::Item(other) => {
            let model = book.model();
            let title = model.item(*other).title.len().min(SHOWN_TITLE);
            BOX + named(model, *other) + title
        }
        What::Missing(text) => BOX + text.len().min(SHOWN_TITLE),
    }
}

/// Address, word for the kind and id of an item.
fn named(model: &Model, ix: ItemIx) -> usize {
    let item = model.item(ix);
    // The address climbs one folder, mostly.
    item.url.len() + 3 + model.schema.kind(item.kind).name.da.len() + item.id.len()
}

/// About the bytes of the whole drawing.
pub(super) fn estimate(book: &Book, ix: ItemIx, found: &Neighbours) -> usize {
    let own = 2 * book.model().item(ix).id.len();
    let sides = [&found.basis, &found.resting].into_iter().filter(|side| !side.is_empty());
    FRAME + own + sides.map(|side| SIDE + side.iter().map(|group| of_group(book, group)).sum::<usize>()).sum::<usize>()
}

fn of_group(book: &Book, group: &Group) -> usize {
    let label = match group.tie {
        Tie::Link(link_type) => book.model().schema.link_type(link_type).name.da.len(),
        Tie::Encloses | Tie::Several => 6,
    };
    let state = if group.state == Standing::Holds { 0 } else { STATE };
    let listing = if group.listing { 40 } else { 6 };
    let members: usize = group.members.iter().map(|member| of_neighbour(book, &member.what)).sum();
    BRANCH + label + state + members + roots(book, &group.members) + group.more.len() * (COUNT + listing)
}

/// The roots of a group, each drawn once.
fn roots(book: &Book, members: &[Member]) -> usize {
    let joined = members.iter().filter(|member| member.root.is_some()).count() * TO_ROOT;
    let mut roots: Vec<ItemIx> = members.iter().filter_map(|member| member.root).collect();
    roots.dedup();
    joined + roots.into_iter().map(|root| LINE + named(book.model(), root)).sum::<usize>()
}
