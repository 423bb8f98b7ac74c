//! Small parts that all pages of governance are made of.

use jiff::civil::Date;

use super::{File, MENU, Room, href};
use crate::model::{ItemIx, Role, value};
use crate::pages::book::Book;
use crate::pages::refs::item_ref;
use crate::pages::shell;
use crate::pages::view::{Chip, Column, Content, Crumb, FileLink, Inline, ItemRef, Page, Row, Section, Table};
use crate::pages::words::{date, name, number};

/// Items named in one cell; more are counted.
const NAMED: usize = 6;

/// The head of a page of governance.
pub fn page(book: &Book, from: &str, title: &str) -> Page {
    let mut page = shell::page(book, from);
    page.title = title.to_owned();
    page.menu = MENU.to_owned();
    page.crumbs = vec![crumb(book, from)];
    page
}

/// The way back to the overview.
pub fn crumb(book: &Book, from: &str) -> Crumb {
    Crumb { text: book.word("Styring", "Governance").to_owned(), href: href(book, from, Room::Overview) }
}

pub fn text(text: impl Into<String>) -> Inline {
    Inline::Text { text: text.into() }
}

pub fn section(anchor: &str, title: impl Into<String>, content: Content) -> Section {
    Section { anchor: anchor.to_owned(), title: title.into(), content }
}

pub fn columns(heads: &[(&str, &'static str)]) -> Vec<Column> {
    heads.iter().map(|(text, class)| Column { text: (*text).to_owned(), class, ..Column::default() }).collect()
}

pub fn table(columns: Vec<Column>, rows: Vec<Row>) -> Table {
    Table { columns, rows, look: "plain", ..Table::default() }
}

pub fn row(cells: Vec<Vec<Inline>>) -> Row {
    Row { cells, ..Row::default() }
}

/// "På siden" of a page with several sections.
pub fn contents(sections: &[Section]) -> Vec<Crumb> {
    if sections.len() < 3 {
        return Vec::new();
    }
    let entry = |section: &Section| Crumb { text: section.title.clone(), href: format!("#{}", section.anchor) };
    sections.iter().map(entry).collect()
}

pub fn item(book: &Book, from: &str, ix: ItemIx) -> Inline {
    Inline::Item(item_ref(book, from, ix))
}

/// An item without its status, where the status has a place of its own.
pub fn quiet(book: &Book, from: &str, ix: ItemIx) -> Inline {
    Inline::Item(ItemRef { status: String::new(), ..item_ref(book, from, ix) })
}

/// Those of some items that are shown, each once, a few by name.
pub fn items(book: &Book, from: &str, all: &[ItemIx]) -> Vec<Inline> {
    let shown: Vec<ItemIx> = all.iter().copied().filter(|ix| book.published.shows(*ix)).collect();
    let mut line: Vec<Inline> = shown.iter().take(NAMED).map(|ix| quiet(book, from, *ix)).collect();
    if shown.len() > NAMED {
        let rest = number(book.language(), shown.len() - NAMED);
        line.push(text(format!(" {} {rest}", book.word("og yderligere", "and another"))));
    }
    line
}

/// Ids alone, with commas, as links.
pub fn ids(book: &Book, from: &str, all: &[ItemIx]) -> Vec<Inline> {
    let mut line = Vec::new();
    for ix in all.iter().filter(|ix| book.published.shows(**ix)) {
        if !line.is_empty() {
            line.push(text(", "));
        }
        let shown = book.model().item(*ix);
        let href = crate::pages::refs::escape(&crate::pages::route::relative(from, &shown.url));
        let id = crate::pages::refs::id_html(&shown.id);
        line.push(Inline::Html { html: format!("<a class=\"nb\" href=\"{href}\">{id}</a>") });
    }
    line
}

/// The name of the value that an item's enumeration with a role has; empty when it is not written.
pub fn choice(book: &Book, ix: ItemIx, role: Role) -> String {
    let model = book.model();
    let chosen = model.field(ix, role).and_then(|field| {
        let declared = model.item(ix).declared(&model.schema, field)?;
        value::choice(&declared.form, &field.node)
    });
    chosen.map(|choice| name(book.language(), &choice.name).to_owned()).unwrap_or_default()
}

pub fn day(book: &Book, day: Date) -> String {
    date(book.language(), day)
}

/// A last day with how long there is to it; for overview pages alone.
pub fn deadline(book: &Book, by: Date) -> Vec<Inline> {
    let days = (by - book.model().day).get_days();
    let (words, tone) = match days {
        ..0 => (book.word("overskredet", "overdue").to_owned(), "no"),
        0 => (book.word("i dag", "today").to_owned(), "wait"),
        1 => (book.word("i morgen", "tomorrow").to_owned(), "wait"),
        2..=60 => (format!("{} {days} {}", book.word("om", "in"), book.word("dage", "days")), "wait"),
        _ => (format!("{} {} {}", book.word("om", "in"), days / 30, book.word("måneder", "months")), "none"),
    };
    vec![text(day(book, by)), text(" "), Inline::Chip(Chip { text: words, tone })]
}

/// A file to load.
pub fn file(book: &Book, from: &str, room: Room, file: File) -> FileLink {
    let (name, note) = match file {
        File::Calendar => (
            book.word("Kalender (.ics)", "Calendar (.ics)"),
            book.word("åbnes i Outlook og andre kalendere", "opens in Outlook and other calendars"),
        ),
        File::Sheet => (
            book.word("Regneark (.csv)", "Sheet (.csv)"),
            book.word("hentes ind i Excel under Data → Fra tekst/CSV", "is loaded into Excel by Data → From Text/CSV"),
        ),
    };
    FileLink { text: name.to_owned(), href: href(book, from, room), note: note.to_owned() }
}

/// An item's status as a chip.
pub fn status(book: &Book, ix: ItemIx) -> Option<Inline> {
    let model = book.model();
    let status = model.item(ix).status(&model.schema)?;
    let tone = crate::pages::refs::status_tone(status.role);
    Some(Inline::Chip(Chip { text: name(book.language(), &status.name).to_owned(), tone }))
}
