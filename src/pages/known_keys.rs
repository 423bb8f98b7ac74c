//! Keys of items' pages taken over from an earlier plan, so that a small edit doesn't key every page again.
//!
//! The key of an item's page rests on two things: on words of Markdown texts, findings and reviews, which stand with items,
//! and on all else, which is the same while [`ground`] is. So a key is told with the items whose words it read ([`Keyed::reads`]),
//! and holds while the ground and these items are the same. Pages that may read the words of any item are never taken over.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::book::Book;
use super::key::{self, Hash, Keyed};
use super::route::Route;
use super::{Planned, addressed};
use crate::model::{ItemIx, Role};
use crate::trace::reviews::State;

/// What a later plan may take over from one. The default is of no plan.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct KnownKeys {
    ground: Hash,
    /// Hash of each item's words, findings and reviews.
    words: Vec<Hash>,
    /// Of each item that has a page.
    pages: Vec<Option<Known>>,
    /// Items whose impact has a page of its own, in order, with its key: nothing on it is words of Markdown texts.
    impacts: Vec<(ItemIx, Hash)>,
}

/// A key, and the items whose words it was made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Known {
    key: Hash,
    reads: Vec<u32>,
}

/// The same as [`super::plan`], and what the next plan may take over. Keys of `before` that hold are not made again; the
/// number tells how many those are.
pub fn plan_after(book: &Book, before: &KnownKeys) -> (Vec<Planned>, KnownKeys, usize) {
    let (ground, words) = rayon::join(|| ground(book), || words(book));
    let is_same = before.ground == ground && before.words.len() == words.len() && before.pages.len() == words.len();
    let holds = |read: &u32| before.words.get(*read as usize) == words.get(*read as usize);
    let known = |route: &Route| match route {
        Route::Item(ix) if is_same => {
            before.pages[ix.0 as usize].as_ref().filter(|known| known.reads.iter().all(holds)).cloned()
        }
        Route::Impact(ix) if is_same => {
            let found = before.impacts.binary_search_by_key(ix, |(ix, _)| *ix).ok()?;
            Some(Known { key: before.impacts[found].1, reads: Vec::new() })
        }
        _ => None,
    };
    let planned = |(address, route): (String, Route)| {
        let taken = known(&route);
        let is_taken = taken.is_some();
        let known = taken.unwrap_or_else(|| made(book, &route));
        (Planned { address, key: known.key, route }, known.reads, is_taken)
    };
    let impacts = is_same.then(|| before.impacts.iter().map(|(ix, _)| *ix).collect());
    let each = addressed(book, impacts).into_par_iter().with_max_len(super::KEYS_AT_A_TIME);
    let each: Vec<(Planned, Vec<u32>, bool)> = each.map(planned).collect();
    let taken = each.iter().filter(|(.., is_taken)| *is_taken).count();
    let (mut pages, mut impacts) = (vec![None; words.len()], Vec::new());
    let plan = each.into_iter().map(|(page, reads, _)| {
        match page.route {
            Route::Item(ix) if !reads_anything(book, ix) => {
                pages[ix.0 as usize] = Some(Known { key: page.key, reads });
            }
            Route::Impact(ix) => impacts.push((ix, page.key)),
            _ => {}
        }
        page
    });
    let plan = plan.collect();
    impacts.sort_unstable();
    (plan, KnownKeys { ground, words, pages, impacts }, taken)
}

fn made(book: &Book, route: &Route) -> Known {
    let keyed = key::gathered(book, route);
    let mut reads = keyed.reads.clone();
    reads.sort_unstable();
    reads.dedup();
    Known { key: keyed.done(), reads }
}

/// Whether the page of an item may show words of items that no key names.
fn reads_anything(book: &Book, ix: ItemIx) -> bool {
    let role = book.model().schema.kind(book.model().item(ix).kind).role;
    // Governance and annexes key these by what they make of everything.
    let of_many = matches!(role, Some(Role::Change | Role::Body | Role::Domain | Role::Tender));
    of_many || super::item::asks_questions(book, ix) || super::item::looks_further(book, ix)
}

/// Hash of each item's words, findings and reviews.
fn words(book: &Book) -> Vec<Hash> {
    let of_item = |number: usize| {
        let (mut keyed, ix) = (Keyed::new("words"), ItemIx(number as u32));
        key::feed_self(&mut keyed, book, ix);
        key::feed_findings(&mut keyed, book, ix);
        feed_reviews(&mut keyed, book, ix);
        keyed.done()
    };
    (0..book.model().items.len()).into_par_iter().map(of_item).collect()
}

/// How the reviewed links stand that an item holds or that lead to it: what they lead to may have other words than those
/// that were signed.
fn feed_reviews(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    let (model, reviews) = (book.model(), book.facts.reviews());
    let incoming = model.graph.incoming(ix).filter_map(|(_, link)| reviews.of_link(link));
    for review in reviews.held_by(model, ix).iter().chain(incoming) {
        keyed.number(review.link as u64);
        match &review.state {
            State::NeverReviewed => keyed.number(0),
            State::Unchanged => keyed.number(1),
            State::Changed => keyed.number(2),
            State::Moved { to } => keyed.text(to),
        }
    }
}

/// Hash of all that a key of an item's page may be made of, but the words of items, their findings and reviews.
fn ground(book: &Book) -> Hash {
    let facts = &book.facts;
    let mut keyed = Keyed::new("ground");
    keyed.hash(&book.constants);
    keyed.hash(&facts.structure());
    keyed.text(&facts.model.day.to_string());
    keyed.text(&facts.config.text);
    for text in [&facts.waivers, &facts.lock, &facts.record, &facts.brands] {
        keyed.number(u64::from(text.is_some()));
        keyed.text(text.as_deref().unwrap_or(""));
    }
    if let Some(baseline) = &facts.baseline {
        keyed.text(&baseline.edition);
        keyed.hash(&baseline.hash);
    }
    keyed.hash(book.bids.hash(book));
    super::annexes::page::feed(&mut keyed, book);
    for ix in (0..book.model().items.len()).map(|number| ItemIx(number as u32)) {
        keyed.number(u64::from(book.published.shows(ix)));
    }
    book.page_links.feed_all(&mut keyed);
    keyed.done()
}
