//! What suppliers answered, side by side: pages of a site for the few who evaluate a tender.
//!
//! They exist only where a run was asked for them ([`crate::trace::Facts::answers`]). Then every page of the site says
//! that it is confidential, no page may be found by search engines, and two files at its top say the same to whoever
//! opens the folder or serves it.

mod counts;
mod overview;
mod parts;
mod requirement;
mod sheet;
mod supplier;

use super::Content;
use super::address::numbered;
use super::book::Book;
use super::key::Keyed;
use super::route::{Route, relative};
use super::view::{Fact, Inline, MenuEntry, View};
use super::words::{number, word};
use crate::finding::Language;
use crate::model::ItemIx;
use crate::trace::Facts;
use crate::trace::answers::{Answer, Answers, Fulfilled, Supplier};

pub use parts::Sorted;

/// A page or file about what suppliers answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sheet {
    /// Counts for each supplier and class of requirement.
    Overview,
    /// What to look at in one supplier's answers; its place among them.
    Supplier(u32),
    /// Requirements by suppliers: place of the part, page from 1.
    Part(u32, u32),
    /// All answers to one requirement, whole.
    Requirement(ItemIx),
    /// The file that says to people what the folder holds.
    Mark,
    /// The file that says to search engines to stay away.
    Robots,
}

/// Key of the menu entry.
const MENU: &str = "besvarelser";

/// Name of the file at the top of a site that shows what suppliers answered, and of no other.
pub const MARK: &str = "FORTROLIGT.txt";

/// Whether the site shows what suppliers answered.
pub fn is_told(book: &Book) -> bool {
    book.facts.answers.is_some()
}

/// What every page says of itself: the project's own notice, behind a warning where suppliers' answers are shown.
pub fn notice(facts: &Facts) -> String {
    let own = facts.config.notice.as_str();
    match facts.answers.is_some() {
        false => own.to_owned(),
        true => [warning(facts.language()), own].join(" ").trim_end().to_owned(),
    }
}

fn warning(language: Language) -> &'static str {
    word(
        language,
        "Fortroligt: indeholder besvarelser. Må ikke offentliggøres eller gives videre.",
        "Confidential: holds suppliers' answers. Not to be published or passed on.",
    )
}

/// The entry of the main menu.
pub fn menu(facts: &Facts) -> Option<MenuEntry> {
    facts.answers.is_some().then(|| MenuEntry {
        key: MENU.to_owned(),
        text: word(facts.language(), "Besvarelser", "Answers").to_owned(),
        href: "besvarelser/index.html".to_owned(),
    })
}

/// Every page and file; none where nothing is told.
pub fn routes(book: &Book) -> Vec<Route> {
    if !is_told(book) {
        return Vec::new();
    }
    let mut sheets = vec![Sheet::Mark, Sheet::Robots, Sheet::Overview];
    sheets.extend((0..book.facts.answers().suppliers.len() as u32).map(Sheet::Supplier));
    for (place, part) in book.bids.parts(book).iter().enumerate() {
        sheets.extend((1..=super::lists::pages(part.rows.len())).map(|page| Sheet::Part(place as u32, page)));
        sheets.extend(part.rows.iter().map(|ix| Sheet::Requirement(*ix)));
    }
    sheets.into_iter().map(Route::Bids).collect()
}

/// Address of a page from the site's root.
pub fn address(book: &Book, sheet: Sheet) -> String {
    match sheet {
        Sheet::Overview => "besvarelser/index.html".to_owned(),
        Sheet::Supplier(place) => {
            let supplier = book.facts.answers().suppliers.get(place as usize);
            format!("besvarelser/leverandoer/{}.html", supplier.map_or("", |supplier| &supplier.slug))
        }
        Sheet::Part(place, page) => {
            let part = book.bids.parts(book).get(place as usize);
            numbered("besvarelser/krav/", part.map_or("", |part| &part.slug), page)
        }
        Sheet::Requirement(ix) => {
            format!("{}/besvarelser.html", book.model().item(ix).page().trim_end_matches(".html"))
        }
        Sheet::Mark => MARK.to_owned(),
        Sheet::Robots => "robots.txt".to_owned(),
    }
}

/// What lies there.
pub fn view(book: &Book, sheet: Sheet) -> Content {
    Content::Page(Box::new(View::Sections(match sheet {
        Sheet::Overview => overview::view(book),
        Sheet::Supplier(place) => supplier::view(book, place),
        Sheet::Part(place, page) => sheet::view(book, place, page),
        Sheet::Requirement(ix) => requirement::view(book, ix),
        Sheet::Mark => return Content::Text(format!("{}\n", warning(book.language()))),
        Sheet::Robots => return Content::Text("User-agent: *\nDisallow: /\n".to_owned()),
    })))
}

/// Adds to a page's key what suppliers answered.
pub fn feed(keyed: &mut Keyed, book: &Book) {
    keyed.hash(book.bids.hash(book));
}

/// Adds to the key of an item's page what it says of the answers.
pub fn feed_item(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    if let Some((yes, all)) = tally(book, ix) {
        keyed.text(&format!("{yes} of {all}"));
    }
}

/// How many suppliers fulfil a requirement, with the way to what they say; `None` where nobody was asked.
pub fn fact(book: &Book, from: &str, ix: ItemIx) -> Option<Fact> {
    let (yes, all) = tally(book, ix)?;
    let count = |count| number(book.language(), count);
    let text = format!(
        "{} {} {} {}",
        count(yes),
        book.word("af", "of"),
        count(all),
        match all {
            1 => book.word("leverandør svarer ja", "supplier answers yes"),
            _ => book.word("leverandører svarer ja", "suppliers answer yes"),
        }
    );
    let values = vec![Inline::Link { text, href: href(book, from, Sheet::Requirement(ix)) }];
    Some(Fact { label: book.word("Besvarelser", "Answers").to_owned(), values })
}

fn tally(book: &Book, ix: ItemIx) -> Option<(usize, usize)> {
    if !is_told(book) || book.facts.answers().asked.binary_search(&ix).is_err() {
        return None;
    }
    let suppliers = &book.facts.answers().suppliers;
    let yes = suppliers.iter().filter_map(|supplier| supplier.answers.get(&ix));
    Some((yes.filter(|answer| answer.fulfilled == Fulfilled::Yes).count(), suppliers.len()))
}

fn href(book: &Book, from: &str, sheet: Sheet) -> String {
    relative(from, &address(book, sheet))
}

fn answers(book: &Book) -> &Answers {
    book.facts.answers()
}

/// The suppliers by name, each with its place.
fn suppliers(book: &Book) -> Vec<(u32, &Supplier)> {
    let mut suppliers: Vec<(u32, &Supplier)> = (0..).zip(&answers(book).suppliers).collect();
    suppliers.sort_by(|a, b| book.sorting.compare(&a.1.name, &b.1.name).then(a.0.cmp(&b.0)));
    suppliers
}

/// Whether the requirement is another than what was answered.
fn is_changed(answer: &Answer) -> bool {
    answer.changed == Some(true)
}
