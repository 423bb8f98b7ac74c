//! The front page: what the documentation is, its solutions, law ahead, and the way in by kind.

use jiff::civil::Date;

use super::book::Book;
use super::lists::kind_tiles;
use super::prose::{self, Part};
use super::refs::{class, item_ref};
use super::route::{Route, relative};
use super::view::{Content, Crumb, Event, FrontView, Inline, Section, SolutionTile, Tile};
use super::words::{date, name, number};
use super::{fields::plain, shell};
use crate::model::{ItemIx, KindIx, Role, value};

/// Events of a timeline on the front page.
const EVENTS: usize = 8;
/// Kinds counted on a solution's tile.
const COUNTED: [Role; 4] = [Role::Requirement, Role::Process, Role::Interface, Role::Rule];

/// The front page.
pub fn view(book: &Book) -> FrontView {
    let from = book.address(&Route::Front);
    let mut page = shell::page(book, &from);
    page.title = book.site.title.clone();
    let text = book.model().all().find(|ix| book.is_front(*ix) && book.published.shows(*ix));
    let body = text.and_then(|ix| Some((ix, book.model().item(ix).body?)));
    let part = |part: Part| body.map(|(ix, body)| prose::html(book, &from, ix, body, part)).unwrap_or_default();
    let (lead, html) = (part(Part::Statement), part(Part::Rest));
    page.description = body.map_or(String::new(), |(ix, body)| prose::excerpt(book, ix, body));
    let coverage = super::coverage::front(book, &from);
    let sections = [
        coverage,
        law_ahead(book, &from),
        law(book, &from),
        decisions(book, &from),
        super::governance::section(book, &from),
    ];
    FrontView {
        lead,
        html,
        solutions: solutions(book, &from),
        kinds: kind_tiles(book, &from),
        sections: sections.into_iter().flatten().collect(),
        page,
    }
}

fn solutions(book: &Book, from: &str) -> Vec<SolutionTile> {
    let model = book.model();
    let Some(kind) = model.schema.kind_with(Role::Solution) else { return Vec::new() };
    let tile = |ix: ItemIx| {
        let item = model.item(ix);
        let fact = |role: Role| {
            let field = item.field_with(&model.schema, role)?;
            let declared = item.declared(&model.schema, field)?;
            let choice =
                value::choice(&declared.form, &field.node).map(|choice| name(book.language(), &choice.name).to_owned());
            Some(choice.unwrap_or_else(|| plain(&field.node)))
        };
        let note = [fact(Role::SolutionType), fact(Role::Phase)].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let tile = Tile {
            title: item.title.to_string(),
            href: relative(from, &item.url),
            note,
            number: String::new(),
            class: class(Some(Role::Solution)).to_owned(),
            counts: counts(book, from, ix),
        };
        SolutionTile { tile, state: super::readiness::front(book, from, ix) }
    };
    book.of_kind(kind).iter().copied().take(60).map(tile).collect()
}

/// How much documentation a solution has, of the kinds people ask for first.
fn counts(book: &Book, from: &str, ix: ItemIx) -> Vec<Crumb> {
    let model = book.model();
    let belonging: Vec<ItemIx> =
        model.holders(ix, Role::BelongsTo).into_iter().filter(|one| book.published.shows(*one)).collect();
    let count = |role: Role| {
        let kind: KindIx = model.schema.kind_with(role)?;
        let count = belonging.iter().filter(|one| model.item(**one).kind == kind).count();
        let declared = model.schema.kind(kind);
        let named = if count == 1 { &declared.name } else { &declared.plural };
        let text = format!("{} {}", number(book.language(), count), name(book.language(), named));
        let href = relative(from, &format!("{}#_dokumentation", model.item(ix).page()));
        (count > 0).then_some(Crumb { text, href })
    };
    COUNTED.into_iter().filter_map(count).collect()
}

/// Law cases that are not closed, by the day they come into force.
fn law_ahead(book: &Book, from: &str) -> Option<Section> {
    let model = book.model();
    let open = |ix: &ItemIx| !model.item(*ix).has_status(&model.schema, Role::Closed) && book.published.shows(*ix);
    let dated =
        model.with_role(Role::LawCase).filter(open).filter_map(|ix| Some((day(book, ix, Role::InForceFrom)?, ix)));
    let mut dated: Vec<(Date, ItemIx)> = dated.collect();
    dated.sort();
    let title = book.word("Lovændringer på vej", "Law ahead").to_owned();
    timeline("_lov-paa-vej", title, dated.iter().take(EVENTS), book, from)
}

/// Ways in to what the law does to the documentation.
fn law(book: &Book, from: &str) -> Option<Section> {
    let tiles = super::suspects::tiles(book, from);
    let title = book.word("Loven og kravene", "The law and the requirements").to_owned();
    (!tiles.is_empty()).then(|| Section { anchor: "_loven".to_owned(), title, content: Content::Tiles { tiles } })
}

/// The newest decisions first.
fn decisions(book: &Book, from: &str) -> Option<Section> {
    let model = book.model();
    let shown = model.with_role(Role::Decision).filter(|ix| book.published.shows(*ix));
    let mut dated: Vec<(Date, ItemIx)> = shown.filter_map(|ix| Some((day(book, ix, Role::Date)?, ix))).collect();
    dated.sort_by(|a, b| b.cmp(a));
    let title = book.word("Seneste beslutninger", "Latest decisions").to_owned();
    timeline("_beslutninger", title, dated.iter().take(EVENTS), book, from)
}

fn timeline<'a>(
    anchor: &str,
    title: String,
    dated: impl Iterator<Item = &'a (Date, ItemIx)>,
    book: &Book,
    from: &str,
) -> Option<Section> {
    let events: Vec<Event> = dated.map(|(day, ix)| event(book, from, *day, *ix)).collect();
    (!events.is_empty()).then(|| Section { anchor: anchor.to_owned(), title, content: Content::Timeline { events } })
}

/// An item as a dated event.
pub fn event(book: &Book, from: &str, day: Date, ix: ItemIx) -> Event {
    let what = vec![Inline::Item(item_ref(book, from, ix))];
    Event { date: date(book.language(), day), iso: day.to_string(), what, is_ahead: day > book.model().day }
}

/// The date in a field of an item.
pub fn day(book: &Book, ix: ItemIx, role: Role) -> Option<Date> {
    book.model().field(ix, role).and_then(|field| value::date(&field.node))
}
