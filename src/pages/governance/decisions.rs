//! The public decision log: every decision, newest first, and who has decided what.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::parts::{choice, columns, contents, day, items, page, row, section, table, text};
use super::{Room, href};
use crate::model::{ItemIx, Role};
use crate::pages::book::Book;
use crate::pages::lists::{page_title, pages as pages_of, slice};
use crate::pages::refs::item_ref;
use crate::pages::route::{Route, relative};
use crate::pages::view::{Column, Content, Crumb, Inline, ItemRef, Row, Section, SectionsView, Table};
use crate::pages::words::{capital, name, number};
use crate::trace::governance;

/// A decision with its day, if it has one.
pub type Dated = (Option<Date>, ItemIx);

fn dated(book: &Book, ix: ItemIx) -> Dated {
    (governance::day(book.model(), ix, Role::Date), ix)
}

/// All that is published, newest first; what has no day comes last.
pub fn all(book: &Book) -> Vec<Dated> {
    let shown = book.model().with_role(Role::Decision).filter(|ix| book.published.shows(*ix));
    newest_first(shown.map(|ix| dated(book, ix)).collect())
}

/// Those of a body, newest first.
pub fn of_body(book: &Book, ix: ItemIx) -> Vec<Dated> {
    let model = book.model();
    let own = model.holders(ix, Role::DecidedBy).into_iter();
    let shown = own.filter(|one| book.published.shows(*one) && model.is(*one, Role::Decision));
    newest_first(shown.map(|one| dated(book, one)).collect())
}

fn newest_first(mut decisions: Vec<Dated>) -> Vec<Dated> {
    decisions.sort_by_key(|(when, ix)| (Reverse(*when), Reverse(*ix)));
    decisions
}

/// How many pages the log has; none without decisions.
pub fn pages(book: &Book) -> u32 {
    let count = all(book).len();
    if count == 0 { 0 } else { pages_of(count) }
}

/// One page of the log; the first ends with who has decided what.
pub fn view(book: &Book, page_number: u32) -> SectionsView {
    let from = book.address(&Route::Governance(Room::Decisions(page_number)));
    let title = book.word("Beslutninger", "Decisions");
    let all = all(book);
    let mut page = page(book, &from, &page_title(book, title, page_number));
    let mut log = table(heads(book), slice(&all, page_number).iter().map(|one| line(book, &from, one)).collect());
    if page_number < pages_of(all.len()) {
        let text = book.word("Tidligere beslutninger", "Earlier decisions").to_owned();
        log.more = Crumb { text, href: href(book, &from, Room::Decisions(page_number + 1)) };
    }
    let mut sections = vec![section("_log", book.word("Nyeste først", "Newest first"), Content::Table(log))];
    if page_number == 1 {
        sections.extend(matrix(book, &from, &all));
    }
    page.contents = contents(&sections);
    let lead = format!(
        "{} {}",
        number(book.language(), all.len()),
        book.word(
            "beslutninger i alt. Loggen viser, hvem der har besluttet hvad og på hvilket grundlag.",
            "decisions in all. The log shows who has decided what and on which basis."
        )
    );
    SectionsView { title: title.to_owned(), lead, page, sections }
}

fn heads(book: &Book) -> Vec<Column> {
    columns(&[
        (book.word("Dato", "Date"), "id"),
        (book.word("Beslutning", "Decision"), ""),
        (book.word("Art", "Kind"), ""),
        (book.word("Organ", "Body"), ""),
        (book.word("Om", "About"), ""),
        (book.word("Grundlag", "Basis"), ""),
    ])
}

fn line(book: &Book, from: &str, (when, ix): &Dated) -> Row {
    let model = book.model();
    let when: Vec<Inline> = when.map(|when| text(day(book, when))).into_iter().collect();
    let decision = ItemRef { status: String::new(), ..item_ref(book, from, *ix) };
    row(vec![
        when,
        vec![Inline::Item(decision)],
        vec![text(capital(&choice(book, *ix, Role::DecisionKind)))],
        items(book, from, &model.targets(*ix, Role::DecidedBy)),
        items(book, from, &model.targets(*ix, Role::About)),
        basis(book, from, *ix),
    ])
}

/// What a decision rests on: the recommendations it names, and the edition of what was signed.
fn basis(book: &Book, from: &str, ix: ItemIx) -> Vec<Inline> {
    let model = book.model();
    let mut line = items(book, from, &model.targets(ix, Role::OnRecommendation));
    let signed = governance::objects(model, ix, Role::DecisionBasis);
    let edition = signed.and_then(|signed| {
        let map = signed.maps.first()?;
        governance::part(signed.fields, map, Role::Edition)?.text().map(|text| text.trim().to_owned())
    });
    if let Some(edition) = edition.filter(|edition| !edition.is_empty()) {
        line.push(text(format!("{} {edition}", book.word("udgave", "edition"))));
    }
    line
}

/// Bodies against kinds of decision; each count leads to the body's own.
fn matrix(book: &Book, from: &str, all: &[Dated]) -> Option<Section> {
    let model = book.model();
    let kind = model.schema.kind(model.schema.kind_with(Role::Decision)?);
    let choices = kind.field_with(Role::DecisionKind)?.choices();
    let mut counts: BTreeMap<ItemIx, Vec<usize>> = BTreeMap::new();
    for (_, ix) in all {
        let written = model.field(*ix, Role::DecisionKind).and_then(|field| field.node.text()).unwrap_or_default();
        let Some(place) = choices.iter().position(|choice| choice.key == written.trim()) else { continue };
        for body in model.targets(*ix, Role::DecidedBy).into_iter().filter(|body| book.published.shows(*body)) {
            counts.entry(body).or_insert_with(|| vec![0; choices.len()])[place] += 1;
        }
    }
    let used: Vec<usize> = (0..choices.len()).filter(|place| counts.values().any(|row| row[*place] > 0)).collect();
    if counts.is_empty() || used.is_empty() {
        return None;
    }
    let mut heads = columns(&[(book.word("Organ", "Body"), "")]);
    heads.extend(used.iter().map(|place| Column {
        text: capital(name(book.language(), &choices[*place].name)),
        class: "num",
        ..Column::default()
    }));
    let row_of = |(body, counts): (&ItemIx, &Vec<usize>)| {
        let href = relative(from, &format!("{}#_beslutninger", model.item(*body).page()));
        let cell = |place: &usize| match counts[*place] {
            0 => Vec::new(),
            count => vec![Inline::Link { text: number(book.language(), count), href: href.clone() }],
        };
        let mut cells = vec![vec![Inline::Item(item_ref(book, from, *body))]];
        cells.extend(used.iter().map(cell));
        row(cells)
    };
    let table = Table { columns: heads, rows: counts.iter().map(row_of).collect(), look: "plain", ..Table::default() };
    Some(section("_hvem", book.word("Hvem har besluttet hvad", "Who has decided what"), Content::Table(table)))
}
