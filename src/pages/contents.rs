//! Everything written of all shown items, in words: what a later edition is compared with. No page loads it.
//!
//! Cut by the hash of the id like the data parts, but into larger ones: nobody opens a single one.

use rayon::prelude::*;

use super::book::Book;
use super::data::bucket_of;
use super::published::Published;
use crate::escape;
use crate::model::ItemIx;
use crate::trace::plain::{Audience, Plain, plain, plain_items};

/// Items to a part, about.
const PART_ITEMS: usize = 2048;

/// Number of parts, a power of two.
pub fn parts(book: &Book) -> u32 {
    book.model().own().len().div_ceil(PART_ITEMS).next_power_of_two() as u32
}

/// Sorts all shown items into their parts, each in model order. The text of the front page is one of them.
pub fn sort_into(book: &Book) -> Vec<Vec<ItemIx>> {
    let count = parts(book);
    let mut sorted = vec![Vec::new(); count as usize];
    for ix in book.model().all().filter(|ix| book.published.shows(*ix) && !book.model().item(*ix).duplicate) {
        sorted[bucket_of(&book.model().item(ix).id, count) as usize].push(ix);
    }
    sorted
}

/// All shown items, in model order.
pub fn all(book: &Book) -> Vec<Plain> {
    plain_items(&book.facts, &Readers(&book.published))
}

/// A part: a list of items as [`Plain`] writes them.
pub fn part(book: &Book, part: u32) -> String {
    let (items, readers) = (&book.in_contents()[part as usize], Readers(&book.published));
    // One item after the other, so that a part is in memory once, as text.
    let mut json = String::with_capacity(items.len() * 2560);
    for (place, ix) in items.iter().enumerate() {
        json.push(if place == 0 { '[' } else { ',' });
        plain(&book.facts, *ix, &readers).write_in_script(&mut json);
    }
    json.push_str(if items.is_empty() { "[]" } else { "]" });
    json
}

/// All parts as [`part`] writes each, and to `hear` the JSON of every item in model order: who needs both has the texts of
/// items read once. They are in memory together.
pub fn all_parts(book: &Book, mut hear: impl FnMut(&str)) -> Vec<String> {
    let readers = Readers(&book.published);
    let mut parts = vec![String::new(); book.in_contents().len()];
    let mut items: Vec<(ItemIx, usize)> = Vec::new();
    for (part, some) in book.in_contents().iter().enumerate() {
        items.extend(some.iter().map(|ix| (*ix, part)));
    }
    items.sort_unstable();
    for some in items.chunks(AT_A_TIME) {
        let told = |(ix, part): &(ItemIx, usize)| {
            let json = serde_json::to_string(&plain(&book.facts, *ix, &readers)).expect("items are plain texts");
            (*part, json)
        };
        for (part, json) in some.par_iter().map(told).collect::<Vec<(usize, String)>>() {
            hear(&json);
            let part = &mut parts[part];
            part.push(if part.is_empty() { '[' } else { ',' });
            escape::json_in_script(&json, part);
        }
    }
    parts.iter_mut().for_each(|part| part.push_str(if part.is_empty() { "[]" } else { "]" }));
    parts
}

/// Items that are told at a time where all of them are: enough for all threads.
const AT_A_TIME: usize = 512;

/// Those who read the site, told the same words whether it is a part of the documentation or all that is public: what a
/// bundle leaves out is no difference.
struct Readers<'a>(&'a Published);

impl Audience for Readers<'_> {
    fn shows(&self, ix: ItemIx) -> bool {
        self.0.shows(ix)
    }

    fn shows_block(&self, guard: Option<&str>) -> bool {
        self.0.shows_block(guard)
    }

    fn sees_source(&self) -> bool {
        false
    }
}
