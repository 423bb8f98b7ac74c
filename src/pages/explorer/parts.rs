//! The graph as data: classic scripts that work from a folder, cut by the hash of the id so that an inserted item
//! moves nothing. An item's part holds the links that are written in it, so a part depends on its own items alone.

use serde::Serialize;

use super::super::book::Book;
use super::super::data::{bucket_of, script_safe};
use super::super::key::Keyed;
use super::super::refs;
use super::head::Statuses;
use crate::model::{ItemIx, Link};

/// Items in a part, about: 16 parts for 10,000 items. Few enough files for a quick start, small enough that
/// no browser is held up by one (measured: 100 kB each, 10 ms for both).
const PART_ITEMS: usize = 1024;

/// A row of a part: `[id, kind, status, title, url, solutions, links]`.
///
/// `kind` and `status` are places in the head's lists, status -1 for none. `url` is empty when it follows from
/// kind and id. `links` are numbers and ids in turn: a number says of which type the ids after it are; types
/// from 0 on are held by the item, below 0 they are held by the target's end and counted from -1. The type
/// after the model's last is what an item is nested in.
#[derive(Serialize)]
struct Row<'a>(&'a str, u16, i32, String, &'a str, Vec<&'a str>, Vec<Cell<'a>>);

/// A type of link, or the id of its target.
#[derive(Serialize)]
#[serde(untagged)]
enum Cell<'a> {
    Type(i32),
    Id(&'a str),
}

/// Number of parts, a power of two.
pub fn parts(book: &Book) -> u32 {
    book.model().items.len().div_ceil(PART_ITEMS).next_power_of_two() as u32
}

/// Sorts all shown items into their parts, each in model order.
pub fn sort_into(book: &Book) -> Vec<Vec<ItemIx>> {
    let count = parts(book);
    let mut sorted = vec![Vec::new(); count as usize];
    for ix in book.model().all().filter(|ix| book.published.shows(*ix) && !book.is_front(*ix)) {
        sorted[bucket_of(&book.model().item(ix).id, count) as usize].push(ix);
    }
    sorted
}

/// A part as a classic script; the head is loaded before it.
pub fn part(book: &Book, number: u32) -> String {
    let statuses = Statuses::of(book);
    let rows: Vec<Row> = book.explorer_parts()[number as usize].iter().map(|ix| row(book, &statuses, *ix)).collect();
    let json = serde_json::to_string(&rows).expect("rows are plain texts and numbers");
    format!("window.sporbar.graf.parts.push({});\n", script_safe(&json))
}

/// What a part is made of, for its key.
pub fn feed(keyed: &mut Keyed, book: &Book, number: u32) {
    let shown_as = |keyed: &mut Keyed, ix: ItemIx| {
        keyed.hash(&book.shown_as[ix.0 as usize]);
        keyed.number(u64::from(book.published.shows(ix)));
    };
    for ix in &book.explorer_parts()[number as usize] {
        shown_as(keyed, *ix);
        for solution in book.model().solutions(*ix) {
            shown_as(keyed, solution);
        }
        keyed.number(u64::MAX);
        if let Some(parent) = book.model().item(*ix).parent {
            shown_as(keyed, parent);
        }
        for link in book.model().held_by(*ix) {
            keyed.number(u64::from(link.link_type.0) << 1 | u64::from(link.turned));
            keyed.text(link.guard.as_deref().unwrap_or(""));
            if let Some(target) = &link.target {
                shown_as(keyed, target.item);
            }
        }
        keyed.number(u64::MAX);
    }
}

fn row<'a>(book: &'a Book, statuses: &Statuses, ix: ItemIx) -> Row<'a> {
    let model = book.model();
    let item = model.item(ix);
    let solutions = model.solutions(ix).into_iter().filter(|solution| book.published.shows(*solution));
    let by_rule = format!("{}/{}.html", model.schema.kind(item.kind).folder, item.id.to_ascii_lowercase());
    Row(
        &item.id,
        item.kind.0,
        statuses.number(model, item).map_or(-1, |number| number as i32),
        refs::title_beside_id(model, item),
        if *item.url == by_rule { "" } else { &item.url },
        solutions.map(|solution| &*model.item(solution).id).collect(),
        links(book, ix),
    )
}

fn links(book: &Book, ix: ItemIx) -> Vec<Cell<'_>> {
    let model = book.model();
    let leads = |link: &Link| {
        let target = link.target.as_ref()?.item;
        let shown = target != ix && book.published.shows(target) && book.published.shows_block(link.guard.as_deref());
        let number = i32::from(link.link_type.0);
        shown.then_some((if link.turned { -1 - number } else { number }, target))
    };
    let mut links: Vec<(i32, ItemIx)> = model.held_by(ix).iter().filter_map(leads).collect();
    links.sort_unstable();
    links.dedup();
    if let Some(parent) = model.item(ix).parent {
        links.push((model.schema.link_types.len() as i32, parent));
    }
    let mut cells = Vec::with_capacity(links.len() * 2);
    let mut current = None;
    for (number, target) in links {
        if current.replace(number) != Some(number) {
            cells.push(Cell::Type(number));
        }
        cells.push(Cell::Id(&model.item(target).id));
    }
    cells
}
