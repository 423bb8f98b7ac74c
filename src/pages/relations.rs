//! What links to an item, grouped under the right name.

use super::book::{Book, PAGE_ROWS, RELATION_ROWS};
use super::refs::{item_ref, link_ref};
use super::route::{Route, Way, relative};
use super::view::{Crumb, ItemRef, Relation};
use super::words::{capital, name, number};
use crate::law;
use crate::model::{ItemIx, LinkTypeIx, Role};

/// Everything that links to an item or, on the page of a provision, to what is nested in it.
pub fn of_page(book: &Book, from: &str, ix: ItemIx, apart: &[Role]) -> Vec<Relation> {
    let mut groups = incoming(book, from, ix, apart);
    if book.model().is(ix, Role::Provision) {
        nested(book, from, ix, &mut groups);
    }
    groups
}

/// Adds the groups of nested provisions, each under the provision's own place: "stk. 3: Er hjemmel for".
fn nested(book: &Book, from: &str, ix: ItemIx, groups: &mut Vec<Relation>) {
    let model = book.model();
    for child in model.item(ix).children.iter().filter(|child| book.published.shows(**child)) {
        let place = place_within_page(&model.item(*child).id);
        let own = incoming(book, from, *child, &[]).into_iter();
        groups.extend(own.map(|group| Relation { name: format!("{place}: {}", group.name), ..group }));
        nested(book, from, *child, groups);
    }
}

/// `stk. 3, nr. 1` of `BL § 20, stk. 3, nr. 1`.
fn place_within_page(id: &str) -> String {
    let pinpoint = law::split_citation(id).and_then(|(_, rest)| law::parse_pinpoint(rest).ok());
    let within = pinpoint.and_then(|pinpoint| law::Pinpoint::new(pinpoint.steps().get(1..)?.to_vec()));
    within.map_or_else(|| id.to_owned(), |within| within.html_text())
}

/// Everything that links to an item, one group for each type of link, in the model's order. Types in `apart` are
/// shown elsewhere on the page.
pub fn incoming(book: &Book, from: &str, ix: ItemIx, apart: &[Role]) -> Vec<Relation> {
    let mut groups: Vec<Relation> = types(book, ix, Way::In)
        .into_iter()
        .filter(|link_type| {
            let role = book.model().schema.link_type(*link_type).role;
            role.is_none_or(|role| !apart.contains(&role))
        })
        .filter_map(|link_type| group(book, from, ix, link_type, Way::In))
        .collect();
    // Links written from the other end as the inverse type belong to this item as its own: they are no facts of its text.
    for link_type in types(book, ix, Way::Out) {
        groups.extend(turned(book, from, ix, link_type));
    }
    groups
}

/// The types of link that join shown items to an item in a way, in the model's order.
pub fn types(book: &Book, ix: ItemIx, way: Way) -> Vec<LinkTypeIx> {
    let model = book.model();
    let edges: Vec<usize> = match way {
        Way::In => model.graph.incoming(ix).map(|(_, link)| link).collect(),
        Way::Out => model.graph.outgoing(ix).map(|(_, link)| link).collect(),
    };
    let mut types: Vec<LinkTypeIx> = edges.into_iter().map(|link| model.links[link].link_type).collect();
    types.sort();
    types.dedup();
    types
}

/// One group: the name of the type as read from this end, and the first rows.
pub fn group(book: &Book, from: &str, ix: ItemIx, link_type: LinkTypeIx, way: Way) -> Option<Relation> {
    let joined = book.joined(ix, link_type, way);
    relation(book, from, ix, link_type, way, joined)
}

/// Outgoing links that others hold (a use case says `understøttes_af` this requirement).
fn turned(book: &Book, from: &str, ix: ItemIx, link_type: LinkTypeIx) -> Option<Relation> {
    let model = book.model();
    let joined = book.joined(ix, link_type, Way::Out);
    let held: Vec<ItemIx> = model.held_by(ix).iter().filter_map(|link| Some(link.target.as_ref()?.item)).collect();
    let others: Vec<(ItemIx, usize)> =
        joined.into_iter().filter(|(other, link)| model.links[*link].turned && !held.contains(other)).collect();
    relation(book, from, ix, link_type, Way::Out, others)
}

fn relation(
    book: &Book,
    from: &str,
    ix: ItemIx,
    link_type: LinkTypeIx,
    way: Way,
    joined: Vec<(ItemIx, usize)>,
) -> Option<Relation> {
    if joined.is_empty() {
        return None;
    }
    let declared = book.model().schema.link_type(link_type);
    let named = if way == Way::In { &declared.reverse } else { &declared.name };
    let cut = joined.len() > RELATION_ROWS;
    let more = if cut {
        let text = format!("{} {}", book.word("Vis alle", "Show all"), number(book.language(), joined.len()));
        Crumb { text, href: relative(from, &book.address(&Route::Joined(ix, link_type, way, 1))) }
    } else {
        Crumb::default()
    };
    let rows = joined.iter().take(if cut { RELATION_ROWS } else { joined.len() });
    Some(Relation {
        name: capital(name(book.language(), named)),
        count: joined.len(),
        items: rows.map(|(other, link)| joined_ref(book, from, *other, *link, way)).collect(),
        more,
    })
}

/// The other end of a link: with what the link says, when it is the link's target.
pub fn joined_ref(book: &Book, from: &str, other: ItemIx, link: usize, way: Way) -> ItemRef {
    let link = &book.model().links[link];
    match &link.target {
        Some(target) if (way == Way::Out) != link.turned && target.item == other => link_ref(book, from, target, link),
        _ => {
            let mut shown = item_ref(book, from, other);
            super::refs::mark_suspect(book, link, &mut shown);
            shown
        }
    }
}

/// The listings an item needs because a relation has more rows than its page shows.
pub fn listings(book: &Book, ix: ItemIx) -> Vec<(LinkTypeIx, Way, u32)> {
    let mut listings = Vec::new();
    // Few items have so many links at all: look closer only at them.
    let model = book.model();
    for way in super::key::WAYS {
        let edges = match way {
            Way::In => model.graph.incoming(ix).take(RELATION_ROWS + 1).count(),
            Way::Out => model.graph.outgoing(ix).take(RELATION_ROWS + 1).count(),
        };
        if edges <= RELATION_ROWS {
            continue;
        }
        for link_type in types(book, ix, way) {
            let count = book.joined(ix, link_type, way).len();
            if count > RELATION_ROWS {
                listings.push((link_type, way, count.div_ceil(PAGE_ROWS) as u32));
            }
        }
    }
    listings
}
