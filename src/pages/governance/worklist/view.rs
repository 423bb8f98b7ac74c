//! The page of a worklist: the most pressing thing first, then everything, by what is to be done.

use std::collections::BTreeMap;

use super::{For, Subject, Task, Worklist, has_dates};
use crate::finding::Level;
use crate::model::{ItemIx, Role, value};
use crate::pages::book::Book;
use crate::pages::governance::parts::{
    columns, contents, day, deadline, file, item, page, quiet, row, section, table, text,
};
use crate::pages::governance::{File, Room, href};
use crate::pages::refs::item_ref;
use crate::pages::route::{Route, relative};
use crate::pages::shell;
use crate::pages::view::{Column, Content, Crumb, Inline, Row, Section, SectionsView};
use crate::pages::words::number;
use crate::trace::governance::{chosen, objects, part};

/// Tasks of one duty on the page; the sheet holds all.
const ROWS: usize = 40;
/// Solutions of the table of quality.
const SOLUTIONS: usize = 200;

/// The page.
pub fn view(book: &Book, whom: ItemIx) -> SectionsView {
    let from = book.address(&Route::Governance(Room::Worklist(whom)));
    let empty = Worklist { whom: For::Body, tasks: Vec::new() };
    let list = book.governed.worklists(book).find(whom).unwrap_or(&empty);
    let named = book.model().item(whom);
    let title = match list.whom {
        For::Manager => format!(
            "{} {}",
            book.word("Arbejdsliste for projektlederen for", "Worklist of the project manager of"),
            named.id
        ),
        _ => format!("{} {}", book.word("Arbejdsliste for", "Worklist of"), named.title),
    };
    let mut page = page(book, &from, &title);
    page.crumbs.push(Crumb { text: named.id.to_string(), href: relative(&from, &named.url) });
    let mut sections: Vec<Section> = first(book, &from, list).into_iter().collect();
    for group in list.tasks.chunk_by(|a, b| a.duty.heading() == b.duty.heading()) {
        sections.push(of_duty(book, &from, whom, group));
    }
    sections.extend(extra(book, &from, whom));
    sections.extend(files(book, &from, whom, list));
    page.contents = contents(&sections);
    SectionsView { title, lead: lead(book, list), page, sections }
}

/// How many things await one.
pub fn count(book: &Book, whom: ItemIx) -> Option<usize> {
    Some(book.governed.worklists(book).find(whom)?.tasks.len())
}

/// The first day by which something must be done.
pub fn next(book: &Book, whom: ItemIx) -> Option<jiff::civil::Date> {
    book.governed.worklists(book).find(whom)?.tasks.iter().filter_map(|task| task.by).min()
}

fn lead(book: &Book, list: &Worklist) -> String {
    let count = number(book.language(), list.tasks.len());
    let as_of = format!("{} {}.", book.word("Opgjort", "As of"), day(book, book.model().day));
    let begin = match list.tasks.len() {
        0 => book.word("Intet venter.", "Nothing awaits.").to_owned(),
        1 => book.word("1 opgave venter.", "1 task awaits.").to_owned(),
        _ => format!("{count} {}", book.word("opgaver venter.", "tasks await.")),
    };
    let how = book.word("Listen er regnet ud af dokumentationen.", "The list is worked out from the documentation.");
    format!("{begin} {how} {as_of}")
}

/// The task with the first day, set large.
fn first(book: &Book, from: &str, list: &Worklist) -> Option<Section> {
    let dated = list.tasks.iter().filter_map(|task| Some((task.by?, task)));
    let (by, task) = dated.min_by_key(|(by, _)| *by)?;
    let request = format!("{} ", task.duty.request().in_language(book.language()));
    let mut line = vec![text(request)];
    line.extend(subject(book, from, task));
    let mut note = vec![text(format!("{} {} ", task.duty.day().in_language(book.language()), day(book, by)))];
    note.extend(left_chip(book, by));
    if !task.why.is_empty() {
        note.push(text(" · "));
        note.extend(task.why.iter().flat_map(|piece| piece.shown(book, from)));
    }
    Some(section("_foerst", book.word("Først", "First"), Content::First { line, note }))
}

fn left_chip(book: &Book, by: jiff::civil::Date) -> Vec<Inline> {
    deadline(book, by).into_iter().skip(2).collect()
}

fn subject(book: &Book, from: &str, task: &Task) -> Vec<Inline> {
    match task.about {
        Subject::Item(ix) => vec![quiet(book, from, ix)],
        Subject::Rule(place) => {
            let rule = crate::rules::RULES[place];
            let href = relative(from, &book.address(&Route::Rule(place)));
            let code = Inline::Link { text: rule.code.to_owned(), href };
            vec![code, text(format!(" {}", book.word(rule.says.da, rule.says.en)))]
        }
    }
}

fn of_duty(book: &Book, from: &str, whom: ItemIx, group: &[Task]) -> Section {
    let duty = group[0].duty;
    let dated = group.iter().any(|task| task.by.is_some());
    let by = duty.day();
    let mut heads = vec![(book.word("Hvad", "What"), ""), (book.word("Hvorfor", "Why"), "")];
    heads.extend(dated.then(|| (by.in_language(book.language()), "id")));
    let line = |task: &Task| {
        let mut cells = vec![subject(book, from, task)];
        cells.push(task.why.iter().flat_map(|piece| piece.shown(book, from)).collect());
        if dated {
            cells.push(task.by.map(|by| deadline(book, by)).unwrap_or_default());
        }
        row(cells)
    };
    let mut table = table(columns(&heads), group.iter().take(ROWS).map(line).collect());
    if group.len() > ROWS {
        let text = format!(
            "{} {} {}",
            book.word("Alle", "All"),
            number(book.language(), group.len()),
            book.word("står i regnearket", "are in the sheet")
        );
        table.more = Crumb { text, href: href(book, from, Room::WorklistData(whom, File::Sheet)) };
    }
    let anchor = format!("_{}", crate::document::slug(&format!("{duty:?}")));
    section(&anchor, duty.heading().in_language(book.language()), Content::Table(table))
}

/// What one type of body watches beside its tasks.
fn extra(book: &Book, from: &str, whom: ItemIx) -> Option<Section> {
    match chosen(book.model(), whom, Role::BodyType)? {
        Role::RequirementsBoard => quality(book, from),
        Role::LawMonitoring => watched(book, from),
        _ => None,
    }
}

/// Open findings by solution and level.
fn quality(book: &Book, from: &str) -> Option<Section> {
    let model = book.model();
    let mut counts: BTreeMap<ItemIx, [usize; 3]> = BTreeMap::new();
    for finding in book.findings.iter().filter(|finding| !finding.waived && shell::is_public(book, finding)) {
        let Some(ix) = finding.item.map(ItemIx) else { continue };
        let place = match finding.level {
            Level::Error => 0,
            Level::Warning => 1,
            Level::Info | Level::Off => 2,
        };
        for solution in model.solutions(ix).iter().copied().filter(|solution| book.published.shows(*solution)) {
            counts.entry(solution).or_default()[place] += 1;
        }
    }
    let kind = model.schema.kind_with(Role::Solution)?;
    let solutions: Vec<ItemIx> = book.of_kind(kind).iter().take(SOLUTIONS).copied().collect();
    let mut heads = columns(&[(book.word("Løsning", "Solution"), "")]);
    let findings = relative(from, &book.address(&Route::Findings(1)));
    for head in [book.word("Fejl", "Errors"), book.word("Advarsler", "Warnings"), book.word("Oplysninger", "Notes")] {
        heads.push(Column { text: head.to_owned(), href: findings.clone(), class: "num" });
    }
    let line = |ix: &ItemIx| {
        let of = counts.get(ix).copied().unwrap_or_default();
        let mut cells = vec![vec![item(book, from, *ix)]];
        cells.extend(of.iter().map(|count| vec![text(number(book.language(), *count))]));
        row(cells)
    };
    let rows: Vec<Row> = solutions.iter().map(line).collect();
    let title = book.word("Porteføljens kvalitet", "Quality of the portfolio");
    (!rows.is_empty()).then(|| section("_kvalitet", title, Content::Table(table(heads, rows))))
}

/// The legal sources that are watched, with their newest consolidation.
fn watched(book: &Book, from: &str) -> Option<Section> {
    let model = book.model();
    let is_watched = |ix: &ItemIx| {
        let field = model.field(*ix, Role::Watched);
        book.published.shows(*ix) && field.is_some_and(|field| value::yes_no(&field.node) == Some(true))
    };
    let line = |ix: ItemIx| {
        let newest = objects(model, ix, Role::Editions).and_then(|editions| {
            let signed = |map| value::date(part(editions.fields, map, Role::Signed)?);
            editions.maps.iter().filter_map(|map| signed(map)).max()
        });
        let newest = newest.map(|when| text(day(book, when)));
        let eli = model.field(ix, Role::Eli).and_then(|field| field.node.text()).map(str::trim);
        let eli = eli.filter(|eli| value::is_web_address(eli));
        let link =
            eli.map(|eli| Inline::Link { text: book.word("kilden", "the source").to_owned(), href: eli.to_owned() });
        row(vec![
            vec![Inline::Item(item_ref(book, from, ix))],
            newest.into_iter().collect(),
            link.into_iter().collect(),
        ])
    };
    let rows: Vec<Row> = model.with_role(Role::LegalSource).filter(is_watched).take(SOLUTIONS).map(line).collect();
    let heads = columns(&[
        (book.word("Retskilde", "Legal source"), ""),
        (book.word("Nyeste lovbekendtgørelse", "Newest consolidation"), ""),
        (book.word("Se", "See"), ""),
    ]);
    let title = book.word("Overvågede retskilder", "Watched legal sources");
    (!rows.is_empty()).then(|| section("_overvaages", title, Content::Table(table(heads, rows))))
}

/// The same as files.
fn files(book: &Book, from: &str, whom: ItemIx, list: &Worklist) -> Option<Section> {
    if list.tasks.is_empty() {
        return None;
    }
    let mut files = Vec::new();
    if has_dates(list) {
        let room = Room::WorklistData(whom, File::Calendar);
        files.push(file(book, from, room, File::Calendar));
    }
    files.push(file(book, from, Room::WorklistData(whom, File::Sheet), File::Sheet));
    Some(section("_filer", book.word("Tag listen med", "Take the list along"), Content::Files { files }))
}
