//! The graph as data: classic scripts that work from a folder, cut by the hash of the id so that an inserted item
//! moves nothing. An item's part holds the links that are written in it, so a part depends on its own items alone.

use std::borrow::Cow;
use std::cmp::Reverse;

use serde::Serialize;

use super::super::book::Book;
use super::super::data::{bucket_of, script_safe};
use super::super::key::Keyed;
use super::super::neighbours::{Standing, standing};
use super::super::refs;
use super::head::Statuses;
use crate::model::ItemIx;

/// Items in a part, about: 16 parts for 10,000 items. Few enough files for a quick start, small enough that
/// no browser is held up by one (measured: 100 kB each, 10 ms for both).
const PART_ITEMS: usize = 1024;

/// A row of a part: `[id, kind, status, title, url, solutions, links]`.
///
/// `kind` and `status` are places in the head's lists, status -1 for none. `url` is empty when it follows from
/// kind and id. `links` are numbers and ids in turn: a number says of which type the ids after it are; types
/// from 0 on are held by the item, below 0 they are held by the target's end and counted from -1. The type
/// after the model's last is what an item is nested in. An id whose link does not simply hold stands in a list with
/// the number of its standing among [`Standing::ALL`]; of a broken link it is the text that the author wrote.
#[derive(Serialize)]
struct Row<'a>(&'a str, u16, i32, Cow<'a, str>, &'a str, Vec<&'a str>, Vec<Cell<'a>>);

/// A type of link, or the id of its target, alone or with how the link stands.
#[derive(Serialize)]
#[serde(untagged)]
enum Cell<'a> {
    Type(i32),
    Id(&'a str),
    Marked(&'a str, u8),
}

/// Number of parts, a power of two.
pub fn parts(book: &Book) -> u32 {
    book.model().items.len().div_ceil(PART_ITEMS).next_power_of_two() as u32
}

/// Sorts all shown items into their parts, each in model order; those of other portfolios too.
pub fn sort_into(book: &Book) -> Vec<Vec<ItemIx>> {
    let count = parts(book);
    let mut sorted = vec![Vec::new(); count as usize];
    for ix in book.model().everywhere().filter(|ix| book.published.shows(*ix) && !book.is_front(*ix)) {
        sorted[bucket_of(&book.model().item(ix).id, count) as usize].push(ix);
    }
    sorted
}

/// A part as a classic script; the head is loaded before it.
pub fn part(book: &Book, number: u32) -> String {
    let statuses = Statuses::of(book);
    let rows: Vec<Row> = book.explorer_parts()[number as usize].iter().map(|ix| row(book, &statuses, *ix)).collect();
    format!("window.sporbar.graf.parts.push({});\n", script_safe(&rows))
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
            shown_as(keyed, *solution);
        }
        keyed.number(u64::MAX);
        if let Some(parent) = book.model().item(*ix).parent {
            shown_as(keyed, parent);
        }
        for number in book.model().numbers_held_by(*ix) {
            let link = &book.model().links[number];
            keyed.number(standing(book, number, link) as u64);
            keyed.number(u64::from(link.link_type.0) << 1 | u64::from(link.turned));
            keyed.text(link.guard.as_deref().unwrap_or(""));
            match &link.target {
                Some(target) => shown_as(keyed, target.item),
                None => keyed.text(&link.text),
            }
        }
        keyed.number(u64::MAX);
    }
}

fn row<'a>(book: &'a Book, statuses: &Statuses, ix: ItemIx) -> Row<'a> {
    let model = book.model();
    let item = model.item(ix);
    let solutions = model.solutions(ix).iter().copied().filter(|solution| book.published.shows(*solution));
    let by_rule = format!("{}/{}.html", model.schema.kind(item.kind).folder, item.id.to_ascii_lowercase());
    Row(
        &item.id,
        item.kind.0,
        statuses.number(model, item).map_or(-1, |number| number as i32),
        numbered(book, ix, refs::title_beside_id(model, item)),
        if *item.url == by_rule { "" } else { &item.url },
        solutions.map(|solution| &*model.item(solution).id).collect(),
        links(book, ix),
    )
}

/// The title with the tender number before it, so that the explorer finds an item by either.
fn numbered<'a>(book: &Book, ix: ItemIx, title: &'a str) -> Cow<'a, str> {
    match book.numbers_of(ix) {
        numbers if numbers.is_empty() => title.into(),
        numbers => format!("{numbers} {title}").into(),
    }
}

fn links(book: &Book, ix: ItemIx) -> Vec<Cell<'_>> {
    let model = book.model();
    let leads = |number: usize| {
        let link = &model.links[number];
        if !book.published.shows_block(link.guard.as_deref()) {
            return None;
        }
        let target = link.target.as_ref().map(|target| target.item);
        if target.is_some_and(|target| target == ix || !book.published.shows(target)) {
            return None;
        }
        let text = target.map_or(&*link.text, |target| &*model.item(target).id);
        let link_type = i32::from(link.link_type.0);
        let link_type = if link.turned { -1 - link_type } else { link_type };
        Some((link_type, target, text, Reverse(standing(book, number, link))))
    };
    let mut links: Vec<_> = model.numbers_held_by(ix).filter_map(leads).collect();
    links.sort_unstable();
    // Of several links of a type between two items the gravest is told.
    links.dedup_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2));
    let parent = model.item(ix).parent;
    let nested = parent.map(|parent| {
        let number = model.schema.link_types.len() as i32;
        (number, parent.into(), &*model.item(parent).id, Reverse(Standing::Holds))
    });
    let mut cells = Vec::with_capacity(links.len() * 2);
    let mut current = None;
    for (number, _, text, Reverse(standing)) in links.into_iter().chain(nested) {
        if current.replace(number) != Some(number) {
            cells.push(Cell::Type(number));
        }
        cells.push(match standing {
            Standing::Holds => Cell::Id(text),
            other => Cell::Marked(text, other as u8),
        });
    }
    cells
}
