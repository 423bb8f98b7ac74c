//! Changes by type, each with how far it is on the course its type demands.

use super::parts::{choice, columns, contents, day, ids, page, quiet, row, section, status, table, text};
use super::{Room, course, href};
use crate::model::{ItemIx, Role};
use crate::pages::book::Book;
use crate::pages::lists::{page_title, pages as pages_of, slice};
use crate::pages::route::Route;
use crate::pages::view::{Chip, Content, Crumb, Inline, Row, Section, SectionsView};
use crate::pages::words::{capital, number};
use crate::trace::governance::{self, Course, State};

/// What the model of governance demands of each type, in a sentence.
fn demands(book: &Book, change_type: Role) -> &'static str {
    match change_type {
        Role::LegalMaintenance => book.word(
            "Fører altid til en behovsændring eller videreudvikling, eller til, at ingen ændring er nødvendig.",
            "Always leads to a needs-based change or further development, or to no change being needed.",
        ),
        Role::TechnicalMaintenance => book.word(
            "Er reguleret i kontrakten og ændrer ingen forretningskrav.",
            "Is governed by the contract and changes no business requirement.",
        ),
        Role::MinorChange => book.word(
            "Aftales mellem projektleder og leverandør; styregruppen orienteres.",
            "Is agreed between project manager and supplier; the steering group is informed.",
        ),
        Role::FurtherDevelopment => book.word(
            "Skal godkendes af styregruppen, før den besluttes.",
            "Must be approved by the steering group before it is decided.",
        ),
        _ => "",
    }
}

/// The shown changes: by type in the model's order, what is open first, then by deadline.
fn all(book: &Book) -> Vec<ItemIx> {
    let model = book.model();
    let mut changes: Vec<ItemIx> = model.with_role(Role::Change).filter(|ix| book.published.shows(*ix)).collect();
    let order = |ix: &ItemIx| {
        let deadline = governance::day(model, *ix, Role::Deadline);
        let over = governance::status(model, *ix).is_some_and(|status| status >= Role::Done);
        (governance::chosen(model, *ix, Role::ChangeType), over, deadline.is_none(), deadline, *ix)
    };
    changes.sort_by_cached_key(order);
    changes
}

/// How many pages there are; none without changes.
pub fn pages(book: &Book) -> u32 {
    let count = book.model().with_role(Role::Change).filter(|ix| book.published.shows(*ix)).count();
    if count == 0 { 0 } else { pages_of(count) }
}

/// One page of them.
pub fn view(book: &Book, page_number: u32) -> SectionsView {
    let model = book.model();
    let from = book.address(&Route::Governance(Room::Changes(page_number)));
    let title = book.word("Ændringer og deres vej", "Changes and their way");
    let all = all(book);
    let mut page = page(book, &from, &page_title(book, title, page_number));
    let kind_of = |ix: &ItemIx| governance::chosen(model, *ix, Role::ChangeType);
    let shown = slice(&all, page_number);
    let groups = shown.chunk_by(|a, b| kind_of(a) == kind_of(b));
    let mut sections: Vec<Section> = groups.map(|group| of_type(book, &from, group)).collect();
    if page_number < pages_of(all.len())
        && let Some(Section { content: Content::Table(table), .. }) = sections.last_mut()
    {
        let text = book.word("Flere ændringer", "More changes").to_owned();
        table.more = Crumb { text, href: href(book, &from, Room::Changes(page_number + 1)) };
    }
    page.contents = contents(&sections);
    SectionsView { title: title.to_owned(), lead: lead(book, &all), page, sections }
}

fn lead(book: &Book, all: &[ItemIx]) -> String {
    let model = book.model();
    let open = |ix: &&ItemIx| governance::status(model, **ix).is_none_or(|status| status < Role::Done);
    let lacking = |ix: &&ItemIx| {
        let course = governance::course(model, **ix);
        course.is_some_and(|course| course.steps.iter().any(|step| step.state == State::Missing))
    };
    let count = |count| number(book.language(), count);
    format!(
        "{} {}, {} {}. {} {}",
        count(all.len()),
        book.word("ændringer", "changes"),
        count(all.iter().filter(open).count()),
        book.word("er i gang", "are open"),
        count(all.iter().filter(lacking).count()),
        book.word("mangler et skridt, styringsmodellen kræver.", "lack a step that the model of governance demands."),
    )
}

fn of_type(book: &Book, from: &str, group: &[ItemIx]) -> Section {
    let change_type = group.first().and_then(|ix| governance::chosen(book.model(), *ix, Role::ChangeType));
    let heads = columns(&[
        (book.word("Ændring", "Change"), ""),
        (book.word("Løsning", "Solution"), ""),
        (book.word("Status", "Status"), ""),
        (book.word("Gjort", "Done"), "id"),
        (book.word("Mangler eller næste", "Missing or next"), ""),
        (book.word("Frist", "Deadline"), "id"),
    ]);
    let mut table = table(heads, group.iter().map(|ix| line(book, from, *ix)).collect());
    table.caption = change_type.map(|role| demands(book, role)).unwrap_or_default().to_owned();
    let named = group.first().map(|ix| capital(&choice(book, *ix, Role::ChangeType))).filter(|name| !name.is_empty());
    let title = named.unwrap_or_else(|| book.word("Uden type", "Of no type").to_owned());
    let anchor = format!("_{}", crate::document::slug(change_type.map_or("andet", Role::as_str)));
    section(&anchor, title, Content::Table(table))
}

fn line(book: &Book, from: &str, ix: ItemIx) -> Row {
    let model = book.model();
    let course = governance::course(model, ix);
    let deadline = governance::day(model, ix, Role::Deadline).map(|when| text(day(book, when)));
    row(vec![
        vec![quiet(book, from, ix)],
        ids(book, from, model.solutions(ix)),
        status(book, ix).into_iter().collect(),
        course.as_ref().map(|course| text(far(book, course))).into_iter().collect(),
        course.as_ref().and_then(|course| open(book, course)).unwrap_or_default(),
        deadline.into_iter().collect(),
    ])
}

/// "4 af 6"
fn far(book: &Book, course: &Course) -> String {
    format!("{}\u{a0}{}\u{a0}{}", course.done(), book.word("af", "of"), course.steps.len())
}

fn open(book: &Book, course: &Course) -> Option<Vec<Inline>> {
    let step = course.open()?;
    let (tone, word) = course::state(book, step.state);
    let name = text(format!(" {}", step.name.in_language(book.language())));
    Some(vec![Inline::Chip(Chip { text: word.to_owned(), tone }), name])
}
