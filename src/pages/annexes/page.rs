//! The page of the annexes: what each holds, with the numbers that requirements have in the tender.

use std::collections::BTreeMap;

use super::{Annex, Frozen, numbers, of};
use crate::model::{ItemIx, Role, value};
use crate::pages::book::{Book, PAGE_ROWS};
use crate::pages::key::Keyed;
use crate::pages::narrowed::TenderNumber;
use crate::pages::refs::item_ref;
use crate::pages::route::{Route, relative};
use crate::pages::view::{Column, Content, Crumb, Fact, Inline, Row, Section, SectionsView, Table, Tile};
use crate::pages::words::number;
use crate::pages::{lists, shell};

/// The annexes that a site tells of, and the numbers in them.
#[derive(Debug, Default)]
pub struct Annexed {
    pub annexes: Vec<Annex>,
    numbers: BTreeMap<ItemIx, Vec<TenderNumber>>,
}

impl Annexed {
    /// In a bundle with the numbers that it freezes; elsewhere with those that an export would give today.
    pub fn of(book: &Book) -> Annexed {
        let published = &book.published;
        let mut annexes = of(&book.facts, &[], |ix| published.shows(ix));
        // A bundle may leave out the tender itself, whose plan it follows; what is not for its readers has none.
        let is_told = |tender: ItemIx| {
            let is_open = published.shows_block(book.model().item(tender).visibility.as_deref());
            published.shows(tender) || published.tells_omissions() && is_open
        };
        annexes.retain(|annex| is_told(annex.tender) && !annex.items.is_empty());
        let numbers = match book.numbers.is_empty() {
            true => numbers(&book.facts, &annexes, &Frozen::new()),
            false => book.numbers.clone(),
        };
        Annexed { annexes, numbers }
    }

    /// The number of an item in an annex; empty where it has none there.
    pub fn number(&self, annex: &Annex, ix: ItemIx) -> &str {
        let given = self.numbers.get(&ix).into_iter().flatten();
        let mut here = given.filter(|number| number.tender == annex.tender).map(|number| &*number.number);
        here.find(|number| number.rsplit_once('-').is_some_and(|(annex_number, _)| annex_number == annex.number))
            .unwrap_or("")
    }

    fn rows(&self) -> usize {
        self.annexes.iter().map(|annex| annex.items.len()).sum()
    }
}

/// How many pages there are; none where no tender has annexes.
pub fn pages(book: &Book) -> u32 {
    match book.annexed().rows() {
        0 => 0,
        rows => lists::pages(rows),
    }
}

/// One page, from 1: annex after annex, each with its items.
pub fn view(book: &Book, page_number: u32) -> SectionsView {
    let from = book.address(&Route::Annexes(page_number));
    let annexed = book.annexed();
    let title = book.word("Bilag", "Annexes");
    let mut page = shell::page(book, &from);
    page.title = lists::page_title(book, title, page_number);
    page.hidden = page_number > 1;
    page.menu = "oversigt".to_owned();
    let text = book.word("Alle elementer", "All items").to_owned();
    page.crumbs = vec![Crumb { text, href: relative(&from, &book.address(&Route::Overview)) }];
    let (first, last) = ((page_number as usize - 1) * PAGE_ROWS, page_number as usize * PAGE_ROWS);
    let mut sections = Vec::new();
    let mut at = 0;
    for (place, annex) in annexed.annexes.iter().enumerate() {
        let (start, end) = (first.max(at), last.min(at + annex.items.len()));
        if start < end {
            sections.push(of_annex(book, &from, place, &annex.items[start - at..end - at]));
        }
        at += annex.items.len();
    }
    if let Some(Content::Table(table)) =
        sections.last_mut().filter(|_| at > last).map(|section: &mut Section| &mut section.content)
    {
        let href = relative(&from, &book.address(&Route::Annexes(page_number + 1)));
        table.more = Crumb { text: book.word("Næste side", "Next page").to_owned(), href };
    }
    let entry = |section: &Section| Crumb { text: section.title.clone(), href: format!("#{}", section.anchor) };
    page.contents = if sections.len() > 1 { sections.iter().map(entry).collect() } else { Vec::new() };
    let lead = match book.numbers.is_empty() {
        true => book.word(
            "Hvad hvert bilag til et udbud rummer. Numrene er foreløbige: de låses, når materialet eksporteres.",
            "What each annex of the tender holds. The numbers are provisional: they are frozen when the material is exported.",
        ),
        false => book.word(
            "Hvad hvert bilag til et udbud rummer, med kravenes numre i udbuddet.",
            "What each annex of the tender holds, with the numbers of the requirements in the tender.",
        ),
    };
    SectionsView { page, title: title.to_owned(), lead: lead.to_owned(), sections }
}

fn of_annex(book: &Book, from: &str, place: usize, items: &[ItemIx]) -> Section {
    let annexed = book.annexed();
    let annex = &annexed.annexes[place];
    let has_numbers = annex.items.iter().any(|ix| !annexed.number(annex, *ix).is_empty());
    let column = |text: &str, class: &'static str| Column { text: text.to_owned(), class, ..Column::default() };
    let mut columns = vec![column(book.word("Element", "Item"), ""), column(book.word("Kravtype", "Class"), "")];
    if has_numbers {
        columns.insert(0, column(book.word("Nr.", "No."), "id"));
    }
    let text = |text: &str| vec![Inline::Text { text: text.to_owned() }];
    let row = |ix: &ItemIx| {
        let mut shown = item_ref(book, from, *ix);
        shown.note = String::new();
        let mut cells = vec![vec![Inline::Item(shown)], text(&class(book, *ix))];
        if has_numbers {
            cells.insert(0, text(annexed.number(annex, *ix)));
        }
        Row { cells, ..Row::default() }
    };
    let mut table = Table { columns, rows: items.iter().map(row).collect(), look: "plain", ..Table::default() };
    // Annexes of concepts or processes have no classes.
    let classes = table.columns.len() - 1;
    if table.rows.iter().all(|row| row.cells[classes].iter().all(is_empty)) {
        table.columns.pop();
        table.rows.iter_mut().for_each(|row| drop(row.cells.pop()));
    }
    let anchor = format!("_bilag-{}", place + 1);
    Section { anchor, title: name(book, annex), content: Content::Table(table) }
}

fn is_empty(inline: &Inline) -> bool {
    matches!(inline, Inline::Text { text } if text.is_empty())
}

/// `2.1 Kravspecifikation`, and of which solution where there are several tenders.
fn name(book: &Book, annex: &Annex) -> String {
    let annexes = &book.annexed().annexes;
    let several = annexes.first().map(|one| one.tender) != annexes.last().map(|one| one.tender);
    let of = book.model().solutions(annex.tender).iter().copied().find(|ix| book.published.shows(*ix));
    let whose = of.filter(|_| several).map_or(String::new(), |ix| format!(" ({})", book.model().item(ix).id));
    format!("{} {}{whose}", annex.number, annex.title).trim().to_owned()
}

/// The key of a requirement's class; empty for all else.
fn class(book: &Book, ix: ItemIx) -> String {
    let model = book.model();
    let chosen = model
        .field(ix, Role::RequirementType)
        .and_then(|field| value::choice(&model.item(ix).declared(&model.schema, field)?.form, &field.node));
    chosen.map(|choice| choice.key.clone()).unwrap_or_default()
}

/// On the page of a tender: how many annexes it has, with the way to them.
pub fn fact(book: &Book, from: &str, ix: ItemIx) -> Option<Fact> {
    let (place, annexes, items) = counts(book, ix)?;
    let page = (place.1 / PAGE_ROWS) as u32 + 1;
    let href = format!("{}#_bilag-{}", relative(from, &book.address(&Route::Annexes(page))), place.0 + 1);
    let count = |count| number(book.language(), count);
    let text = match annexes {
        1 => format!("1 {} {} {}", book.word("bilag med", "annex with"), count(items), book.word("elementer", "items")),
        _ => format!(
            "{} {} {} {}",
            count(annexes),
            book.word("bilag med", "annexes with"),
            count(items),
            book.word("elementer", "items")
        ),
    };
    let label = book.word("Indhold af bilag", "Content of annexes").to_owned();
    Some(Fact { label, values: vec![Inline::Link { text, href }] })
}

/// Of a tender: place and first row of its first annex, annexes, items in them; `None` where it has none.
fn counts(book: &Book, tender: ItemIx) -> Option<((usize, usize), usize, usize)> {
    if !book.model().is(tender, Role::Tender) {
        return None;
    }
    let annexes = &book.annexed().annexes;
    let place = annexes.iter().position(|annex| annex.tender == tender)?;
    let row = annexes[..place].iter().map(|annex| annex.items.len()).sum();
    let own: Vec<&Annex> = annexes.iter().filter(|annex| annex.tender == tender).collect();
    Some(((place, row), own.len(), own.iter().map(|annex| annex.items.len()).sum()))
}

/// Adds to a page's key what its fact shows.
pub fn feed_item(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    if let Some(counts) = counts(book, ix) {
        keyed.text(&format!("{counts:?}"));
    }
}

/// Adds to the key of a page of annexes the numbers that a bundle gives.
pub fn feed(keyed: &mut Keyed, book: &Book) {
    for (ix, numbers) in &book.numbers {
        keyed.number(u64::from(ix.0));
        numbers.iter().for_each(|number| keyed.text(&number.number));
    }
}

/// The way in from the overview; `None` where no tender has annexes.
pub fn tile(book: &Book, from: &str) -> Option<Tile> {
    (pages(book) > 0).then(|| Tile {
        title: book.word("Bilag til udbud", "Annexes of tenders").to_owned(),
        href: relative(from, &book.address(&Route::Annexes(1))),
        note: book.word("hvad hvert bilag rummer, med numre", "what each annex holds, with numbers").to_owned(),
        number: number(book.language(), book.annexed().annexes.len()),
        class: "k-page".to_owned(),
        counts: Vec::new(),
    })
}
