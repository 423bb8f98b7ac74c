//! The map of interfaces: which systems talk to each other.

use std::collections::BTreeMap;

use super::{map_section, page, table};
use crate::model::{ItemIx, Role};
use crate::pages::book::Book;
use crate::pages::refs::item_ref;
use crate::pages::route::Route;
use crate::pages::view::{Inline, Row, SectionsView, Table};
use crate::pages::words::{capital, name};

/// Whether there is anything on the map.
pub fn has_interfaces(book: &Book) -> bool {
    book.model().schema.kind_with(Role::Interface).is_some_and(|kind| !book.of_kind(kind).is_empty())
}

/// An interface with its shown ends.
pub(super) struct Interface {
    own: ItemIx,
    providers: Vec<ItemIx>,
    consumers: Vec<ItemIx>,
}

/// Shown interfaces in the order of their listing.
fn interfaces(book: &Book) -> Vec<Interface> {
    let Some(kind) = book.model().schema.kind_with(Role::Interface) else { return Vec::new() };
    book.of_kind(kind).iter().map(|own| interface(book, *own)).collect()
}

pub(super) fn interface(book: &Book, own: ItemIx) -> Interface {
    let ends = |role: Role| {
        let mut ends = book.model().targets(own, role);
        ends.retain(|end| book.published.shows(*end));
        ends.sort_unstable();
        ends.dedup();
        ends
    };
    Interface { own, providers: ends(Role::Provider), consumers: ends(Role::Consumer) }
}

/// The page of all interfaces.
pub fn interface_page(book: &Book) -> SectionsView {
    let from = book.address(&Route::InterfaceMap);
    let title = book.word("Snitfladekort", "Map of interfaces");
    let all = interfaces(book);
    let edges = interface_edges(book, &all);
    let note = book.word(
        "Pilen går fra det system, der udstiller, til det, der anvender.",
        "The arrow leads from the system that provides to the one that consumes.",
    );
    let table = interface_table(book, &from, &all);
    let section = map_section(book, &from, ("_kort", title), note, &edges, table);
    page(book, &from, title, note, section)
}

fn is_withdrawn(book: &Book, ix: ItemIx) -> bool {
    book.model().item(ix).has_status(&book.model().schema, Role::Withdrawn)
}

/// Provider, consumer and the interfaces between them, by id; two are named, the rest counted.
pub(super) fn interface_edges(book: &Book, all: &[Interface]) -> Vec<(ItemIx, ItemIx, String)> {
    let mut pairs: BTreeMap<(ItemIx, ItemIx), Vec<ItemIx>> = BTreeMap::new();
    // What is out of use is in the table and joins nothing.
    for one in all.iter().filter(|one| !is_withdrawn(book, one.own)) {
        for provider in &one.providers {
            for consumer in one.consumers.iter().filter(|consumer| *consumer != provider) {
                pairs.entry((*provider, *consumer)).or_default().push(one.own);
            }
        }
    }
    let label = |interfaces: Vec<ItemIx>| {
        let ids = interfaces.iter().take(2).map(|ix| &*book.model().item(*ix).id).collect::<Vec<_>>().join(", ");
        // An id is not divided at its hyphens.
        let ids = ids.replace('-', "\u{2011}");
        if interfaces.len() > 2 { format!("{ids} + {}", interfaces.len() - 2) } else { ids }
    };
    pairs.into_iter().map(|((from, to), interfaces)| (from, to, label(interfaces))).collect()
}

fn interface_table(book: &Book, from: &str, all: &[Interface]) -> Table {
    let refs = |items: &[ItemIx]| items.iter().map(|ix| Inline::Item(item_ref(book, from, *ix))).collect::<Vec<_>>();
    let link = |role: Role| {
        let declared = book.model().schema.link_type_with(role).map(|link| book.model().schema.link_type(link));
        capital(declared.map_or("", |declared| name(book.language(), &declared.name)))
    };
    let kind = book.model().schema.kind_with(Role::Interface);
    let first = kind.map_or("", |kind| name(book.language(), &book.model().schema.kind(kind).name));
    let row = |one: &Interface| Row {
        cells: vec![refs(&[one.own]), refs(&one.providers), refs(&one.consumers)],
        ..Row::default()
    };
    let columns = [capital(first), link(Role::Provider), link(Role::Consumer)];
    table(book, &columns, all.iter().map(row).collect())
}
