//! The way in to how the portfolio is governed.

use std::collections::BTreeSet;

use super::parts::{columns, contents, deadline, ids, page, quiet, row, section, table, text};
use super::worklist::{For, Worklist};
use super::{Room, ahead, calendar, changes, decisions, href, raci, reviews, worklist};
use crate::model::schema::Choice;
use crate::model::{ItemIx, Role};
use crate::pages::book::{Book, PAGE_ROWS};
use crate::pages::fields::plain;
use crate::pages::refs::class;
use crate::pages::route::{Route, relative};
use crate::pages::view::{Column, Content, Crumb, Inline, Row, Section, SectionsView, Tile};
use crate::pages::words::number;
use crate::trace::governance;

/// Dates of the calendar that the overview begins with.
const SOON: usize = 5;

/// The page.
pub fn view(book: &Book) -> SectionsView {
    let from = book.address(&Route::Governance(Room::Overview));
    let title = book.word("Styring", "Governance");
    let mut page = page(book, &from, title);
    page.crumbs.clear();
    let mut sections: Vec<Section> = soon(book, &from).into_iter().collect();
    sections.extend(bodies(book, &from));
    sections.extend(others(book, &from));
    let tiles = ways(book, &from).into_iter().skip(1).collect();
    let anchor = "_mere";
    sections.push(section(anchor, book.word("Følg med", "Follow along"), Content::Tiles { tiles }));
    page.contents = contents(&sections);
    let lead = book.word(
        "Hvem bestemmer hvad, hvad venter på hvem, og hvad er besluttet.",
        "Who decides what, what awaits whom, and what has been decided.",
    );
    SectionsView { title: title.to_owned(), lead: lead.to_owned(), page, sections }
}

/// The next dates, whoever they are for.
fn soon(book: &Book, from: &str) -> Option<Section> {
    let events = calendar::next(book, from, SOON);
    let title = book.word("Det næste, der sker", "What comes next");
    (!events.is_empty()).then(|| section("_snart", title, Content::Timeline { events }))
}

/// The bodies at each level, by type in the model's order; those of no type last.
fn bodies(book: &Book, from: &str) -> Vec<Section> {
    let model = book.model();
    let Some(kind) = model.schema.kind_with(Role::Body) else { return Vec::new() };
    let choices = model.schema.kind(kind).field_with(Role::BodyType).map(|field| field.choices()).unwrap_or_default();
    let type_of = |ix: &ItemIx| {
        let written = model.field(*ix, Role::BodyType).and_then(|field| field.node.text()).unwrap_or_default();
        choices.iter().position(|choice| choice.key == written.trim()).unwrap_or(choices.len())
    };
    let all = book.of_kind(kind);
    let mut typed: Vec<(Level, usize, ItemIx)> =
        all.iter().take(PAGE_ROWS).map(|ix| (level(book, *ix), type_of(ix), *ix)).collect();
    typed.sort_by_key(|(level, place, _)| (*level, *place));
    let mut named = BTreeSet::new();
    let mut sections: Vec<Section> = Vec::new();
    for group in typed.chunk_by(|a, b| a.0 == b.0) {
        let mut rows = Vec::new();
        for (_, place, ix) in group {
            let mut row = line(book, from, *ix);
            if named.insert(*place) {
                row.anchor = choices.get(*place).map(anchor).unwrap_or_default();
            }
            rows.push(row);
        }
        let (anchor, title) = group[0].0.named(book);
        sections.push(section(anchor, title, Content::Table(table(heads(book), rows))));
    }
    if all.len() > PAGE_ROWS
        && let Some(Section { content: Content::Table(table), .. }) = sections.last_mut()
    {
        let text = format!("{} {}", book.word("Vis alle", "Show all"), number(book.language(), all.len()));
        table.more = Crumb { text, href: relative(from, &book.address(&Route::List(kind, 1))) };
    }
    sections
}

/// Those who have a list without being a body: project managers, and the association of municipalities.
fn others(book: &Book, from: &str) -> Option<Section> {
    let mut lists: Vec<_> = book.governed.worklists(book).all().filter(|(_, list)| list.whom != For::Body).collect();
    lists.sort_by_key(|(_, list)| list.whom == For::Organisation);
    let who = |(ix, list): (ItemIx, &Worklist)| {
        let model = book.model();
        let name = match list.whom {
            For::Manager => model.field(ix, Role::ProjectManager).map(|field| plain(&field.node)).unwrap_or_default(),
            _ => model.item(ix).title.to_string(),
        };
        let mut cells = vec![vec![text(name)], ids(book, from, &[ix])];
        cells.extend(awaits(book, from, ix));
        row(cells)
    };
    let rows: Vec<Row> = lists.into_iter().take(PAGE_ROWS).map(who).collect();
    let heads = columns(&[
        (book.word("Hvem", "Who"), ""),
        (book.word("Hører til", "Belongs to"), ""),
        (book.word("Venter", "Awaits"), "id"),
        (book.word("Første frist", "First deadline"), ""),
    ]);
    let title = book.word("Projektledere og KL", "Project managers and KL");
    (!rows.is_empty()).then(|| section("_andre", title, Content::Table(table(heads, rows))))
}

/// What a body governs; the nearest to the work comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Solution,
    Domain,
    Portfolio,
}

impl Level {
    fn named(self, book: &Book) -> (&'static str, &'static str) {
        match self {
            Level::Solution => ("_loesninger", book.word("For hver løsning", "For each solution")),
            Level::Domain => ("_domaener", book.word("For hvert domæne", "For each domain")),
            Level::Portfolio => ("_portefoelje", book.word("For hele porteføljen", "For the whole portfolio")),
        }
    }
}

fn level(book: &Book, ix: ItemIx) -> Level {
    let model = book.model();
    let serves = model.targets(ix, Role::ServesFor);
    let to = |role: Role| serves.iter().any(|to| model.is(*to, role));
    match governance::chosen(model, ix, Role::BodyLevel) {
        Some(Role::SolutionLevel) => Level::Solution,
        Some(Role::DomainLevel) => Level::Domain,
        Some(_) => Level::Portfolio,
        None if to(Role::Solution) => Level::Solution,
        None if to(Role::Domain) => Level::Domain,
        None => Level::Portfolio,
    }
}

fn heads(book: &Book) -> Vec<Column> {
    columns(&[
        (book.word("Organ", "Body"), ""),
        (book.word("Gælder for", "For"), ""),
        (book.word("Venter", "Awaits"), "id"),
        (book.word("Første frist", "First deadline"), ""),
    ])
}

/// Anchor of the bodies of a type.
pub fn anchor(choice: &Choice) -> String {
    format!("_{}", crate::document::slug(&choice.key))
}

fn line(book: &Book, from: &str, ix: ItemIx) -> Row {
    let serves = book.model().targets(ix, Role::ServesFor);
    let mut cells = vec![vec![quiet(book, from, ix)], ids(book, from, &serves)];
    cells.extend(awaits(book, from, ix));
    row(cells)
}

/// How much awaits one, leading to the list, and the first day.
fn awaits(book: &Book, from: &str, ix: ItemIx) -> [Vec<Inline>; 2] {
    let Some(count) = worklist::count(book, ix) else { return [Vec::new(), Vec::new()] };
    let tasks = match count {
        0 => book.word("intet", "nothing").to_owned(),
        1 => book.word("1 opgave", "1 task").to_owned(),
        _ => format!("{} {}", number(book.language(), count), book.word("opgaver", "tasks")),
    };
    let link = Inline::Link { text: tasks.replace(' ', "\u{a0}"), href: href(book, from, Room::Worklist(ix)) };
    [vec![link], worklist::next(book, ix).map(|by| deadline(book, by)).unwrap_or_default()]
}

/// Ways in, the overview itself first.
pub fn ways(book: &Book, from: &str) -> Vec<Tile> {
    let tile = |room: Room, title: &str, note: &str, count: Option<usize>, role: Role| Tile {
        title: title.to_owned(),
        href: href(book, from, room),
        note: note.to_owned(),
        number: count.map(|count| number(book.language(), count)).unwrap_or_default(),
        class: class(Some(role)).to_owned(),
        counts: Vec::new(),
    };
    let count = |role: Role| book.model().with_role(role).filter(|ix| book.published.shows(*ix)).count();
    let mut tiles = vec![tile(
        Room::Overview,
        book.word("Organer", "Bodies"),
        book.word("hvem der bestemmer hvad, og hvad der venter", "who decides what, and what awaits"),
        Some(count(Role::Body)),
        Role::Body,
    )];
    if changes::pages(book) > 0 {
        tiles.push(tile(
            Room::Changes(1),
            book.word("Ændringer og deres vej", "Changes and their way"),
            book.word("hvad der er gjort, og hvad der mangler", "what is done, and what is missing"),
            Some(count(Role::Change)),
            Role::Change,
        ));
    }
    if ahead::is_told(book) {
        tiles.push(tile(
            Room::LawAhead,
            book.word("Lovændringer på vej", "Law ahead"),
            book.word("hvad der kommer, og hvad det berører", "what comes, and what it touches"),
            Some(ahead::count(book)),
            Role::LawCase,
        ));
    }
    let dates = book.governed.dates(book).len();
    if dates > 0 {
        tiles.push(tile(
            Room::Calendar,
            book.word("Kalender", "Calendar"),
            book.word("lov, udbud, kontrakter, møder og frister", "law, tenders, contracts, meetings, deadlines"),
            Some(dates),
            Role::Page,
        ));
    }
    if decisions::pages(book) > 0 {
        tiles.push(tile(
            Room::Decisions(1),
            book.word("Beslutninger", "Decisions"),
            book.word("den offentlige log, nyeste først", "the public log, newest first"),
            Some(count(Role::Decision)),
            Role::Decision,
        ));
    }
    if reviews::is_told(book) {
        tiles.push(tile(
            Room::Reviews,
            book.word("Reviewrunder", "Review rounds"),
            book.word("bemærkninger og svar", "remarks and answers"),
            Some(reviews::count(book)),
            Role::Review,
        ));
    }
    if raci::is_told(book) {
        tiles.push(tile(
            Room::Raci,
            book.word("Hvem gør hvad", "Who does what"),
            book.word("udfører, står til ansvar, høres, orienteres", "responsible, accountable, consulted, informed"),
            None,
            Role::Page,
        ));
    }
    tiles
}
