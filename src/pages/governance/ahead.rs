//! Law ahead: each case that is open, with its phase and days and what it touches directly in each solution.

use super::Room;
use super::parts::{
    choice, columns, contents, day, deadline, ids, items, page, quiet, row, section, status, table, text,
};
use crate::model::{ItemIx, LegalState, Role};
use crate::pages::book::Book;
use crate::pages::refs::item_ref;
use crate::pages::route::{Route, relative};
use crate::pages::view::{
    Content, Crumb, Fact, ImpactGroup, ImpactList, ImpactRow, ImpactView, Inline, Row, Section, SectionsView,
};
use crate::pages::words::{capital, number};
use crate::trace::governance;
use crate::trace::impact::{Affected, Changed, Impact, Limit};

/// Cases that are told in full; all stand in the table.
const CASES: usize = 60;
/// Affected items that are listed of one case; all are counted.
const ROWS: usize = 60;

/// The open cases: those with a day first, the nearest first.
fn cases(book: &Book) -> Vec<ItemIx> {
    let model = book.model();
    let is_open = |ix: &ItemIx| governance::status(model, *ix).is_none_or(|status| status < Role::Closed);
    let mut cases: Vec<ItemIx> =
        model.with_role(Role::LawCase).filter(|ix| book.published.shows(*ix) && is_open(ix)).collect();
    cases.sort_by_cached_key(|ix| {
        let next = next_day(book, *ix);
        (next.is_none(), next, *ix)
    });
    cases
}

/// The next day of a case that lies ahead.
fn next_day(book: &Book, ix: ItemIx) -> Option<jiff::civil::Date> {
    let model = book.model();
    let days = [Role::HearingDeadline, Role::InForceFrom].map(|role| governance::day(model, ix, role));
    days.into_iter().flatten().filter(|day| *day >= model.day).min()
}

/// Whether the site has law cases at all.
pub fn is_told(book: &Book) -> bool {
    book.model().with_role(Role::LawCase).any(|ix| book.published.shows(ix))
}

/// How many cases are open.
pub fn count(book: &Book) -> usize {
    cases(book).len()
}

/// The page.
pub fn view(book: &Book) -> SectionsView {
    let from = book.address(&Route::Governance(Room::LawAhead));
    let title = book.word("Lovændringer på vej", "Law ahead");
    let mut page = page(book, &from, title);
    let cases = cases(book);
    let told: Vec<(ItemIx, Impact)> = cases.iter().take(CASES).map(|ix| (*ix, impact(book, *ix))).collect();
    let mut sections = Vec::new();
    if !told.is_empty() {
        let rows = told.iter().map(|(ix, impact)| line(book, &from, *ix, impact)).collect();
        let heads = columns(&[
            (book.word("Sag", "Case"), ""),
            (book.word("Fase", "Phase"), ""),
            (book.word("Høringsfrist", "Consultation ends"), "id"),
            (book.word("I kraft", "In force"), "id"),
            (book.word("Berører direkte", "Touches directly"), ""),
        ]);
        sections.push(section("_sager", book.word("Overblik", "Overview"), Content::Table(table(heads, rows))));
    }
    sections.extend(told.iter().map(|(ix, impact)| case(book, &from, *ix, impact)));
    sections.extend(not_yet(book, &from));
    page.contents = contents(&sections);
    let lead = match cases.len() {
        0 => book.word("Ingen sager er åbne.", "No cases are open.").to_owned(),
        1 => book.word("1 sag er åben.", "1 case is open.").to_owned(),
        _ => format!("{} {}", number(book.language(), cases.len()), book.word("sager er åbne.", "cases are open.")),
    };
    let what = book.word(
        "For hver sag ses, hvad den berører direkte i hver løsning, og hvem der skal inddrages inden hvornår.",
        "Each case shows what it touches directly in each solution, and who is to be involved by when.",
    );
    SectionsView { title: title.to_owned(), lead: format!("{lead} {what}"), page, sections }
}

fn impact(book: &Book, ix: ItemIx) -> Impact {
    book.impacts.spread(book).impact(book.model(), &Changed::from(ix), Limit(ROWS))
}

fn when(book: &Book, ix: ItemIx, role: Role) -> Vec<Inline> {
    match governance::day(book.model(), ix, role) {
        Some(by) if by >= book.model().day => deadline(book, by),
        Some(by) => vec![text(day(book, by))],
        None => Vec::new(),
    }
}

fn line(book: &Book, from: &str, ix: ItemIx, impact: &Impact) -> Row {
    let mut touches = Vec::new();
    for part in impact.parts.iter().filter(|part| part.direct > 0) {
        let name = match part.solution {
            Some(solution) => book.model().item(solution).id.to_string(),
            None => book.word("fælles", "shared").to_owned(),
        };
        touches.extend((!touches.is_empty()).then(|| text(", ")));
        let text = format!("{name}\u{a0}{}", number(book.language(), part.direct));
        touches.push(Inline::Link { text, href: format!("#{}", anchor(book, ix)) });
    }
    row(vec![
        vec![quiet(book, from, ix)],
        vec![text(capital(&choice(book, ix, Role::LawPhase)))],
        when(book, ix, Role::HearingDeadline),
        when(book, ix, Role::InForceFrom),
        touches,
    ])
}

fn anchor(book: &Book, ix: ItemIx) -> String {
    format!("_{}", crate::document::slug(&book.model().item(ix).id))
}

/// One case: where it stands, then what it touches directly in each solution.
fn case(book: &Book, from: &str, ix: ItemIx, impact: &Impact) -> Section {
    let model = book.model();
    let spread = book.impacts.spread(book);
    let direct: Vec<Affected> = impact.affected.iter().filter(|affected| affected.distance == 1).copied().collect();
    let open: Vec<ImpactGroup> = impact
        .groups_of(&direct, model, spread)
        .iter()
        .map(|group| {
            let name = match group.part.solution {
                Some(solution) => Inline::Item(item_ref(book, from, solution)),
                None => text(book.word("Uden for løsningerne", "Outside the solutions")),
            };
            let rows = group
                .direct
                .iter()
                .map(|affected| ImpactRow { item: item_ref(book, from, affected.item), path_html: String::new() });
            let list = ImpactList { name: String::new(), rows: rows.collect() };
            ImpactGroup { anchor: String::new(), name: vec![name], count: group.part.direct, lists: vec![list] }
        })
        .filter(|group| !group.lists[0].rows.is_empty())
        .collect();
    let bodies =
        vec![fact(book.word("Hvem skal inddrages", "Who is to be involved"), involved(book, from, ix, impact))];
    let mut lead: Vec<Inline> = status(book, ix).into_iter().collect();
    let touched = ids(book, from, &model.targets(ix, Role::Touches));
    if !touched.is_empty() {
        lead.push(text(format!(" {} ", book.word("berører", "touches"))));
        lead.extend(touched);
    }
    let view = ImpactView {
        lead,
        open,
        bodies: bodies.into_iter().filter(|fact| !fact.values.is_empty()).collect(),
        more: Crumb {
            text: book.word("Se sagen og den fulde konsekvens", "See the case and all it affects").to_owned(),
            href: relative(from, &model.item(ix).url),
        },
        ..ImpactView::default()
    };
    section(&anchor(book, ix), model.item(ix).title.to_string(), Content::Impact(view))
}

fn fact(label: &str, values: Vec<Inline>) -> Fact {
    Fact { label: label.to_owned(), values }
}

fn involved(book: &Book, from: &str, ix: ItemIx, impact: &Impact) -> Vec<Inline> {
    let spread = book.impacts.spread(book);
    let involved = spread.involved(book.model(), &Changed::from(ix), impact);
    let mut bodies: Vec<ItemIx> = involved.iter().filter_map(|one| one.body).collect();
    bodies.retain(|body| book.model().is(*body, Role::Body));
    let mut seen = std::collections::BTreeSet::new();
    bodies.retain(|body| seen.insert(*body));
    items(book, from, &bodies)
}

/// Law that is made but not in force yet.
fn not_yet(book: &Book, from: &str) -> Option<Section> {
    let model = book.model();
    let from_day = |ix: ItemIx| match model.item(ix).legal {
        Some(LegalState::NotYet { from, .. }) => Some((from.is_none(), from, ix)),
        _ => None,
    };
    let acts = model.with_role(Role::LegalSource).filter(|ix| book.published.shows(*ix));
    let mut waiting: Vec<(bool, Option<jiff::civil::Date>, ItemIx)> = acts.filter_map(from_day).collect();
    waiting.sort();
    let line = |(_, when, ix): &(bool, Option<jiff::civil::Date>, ItemIx)| {
        let when = when.map(|when| deadline(book, when));
        let unset = || vec![text(book.word("ikke fastsat", "not set"))];
        row(vec![vec![quiet(book, from, *ix)], when.unwrap_or_else(unset)])
    };
    let rows: Vec<Row> = waiting.iter().take(CASES).map(line).collect();
    let heads = columns(&[(book.word("Retskilde", "Legal source"), ""), (book.word("I kraft", "In force"), "id")]);
    let title = book.word("Retskilder, der ikke er trådt i kraft", "Legal sources not yet in force");
    (!rows.is_empty()).then(|| section("_ikke-i-kraft", title, Content::Table(table(heads, rows))))
}
