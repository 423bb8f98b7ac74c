//! Review rounds: who goes through what by when, and which remarks have got an answer.

use super::Room;
use super::parts::{choice, columns, contents, day, deadline, items, page, quiet, row, section, table, text};
use crate::document::{Map, Node, Value};
use crate::model::{Fingerprint, ItemIx, Prints, Role};
use crate::pages::book::Book;
use crate::pages::fields::{Shown, spaced};
use crate::pages::route::Route;
use crate::pages::view::{Chip, Content, Inline, Row, Section, SectionsView};
use crate::pages::words::{capital, number};
use crate::trace::governance::{self, Objects, objects, part};

/// Rounds on the page.
const ROUNDS: usize = 200;
/// Remarks of one round on the page; all stand on the round's own.
const REMARKS: usize = 40;

/// The shown rounds: those that are open first, then the newest.
fn rounds(book: &Book) -> Vec<ItemIx> {
    let model = book.model();
    let mut rounds: Vec<ItemIx> = model.with_role(Role::Review).filter(|ix| book.published.shows(*ix)).collect();
    rounds.sort_by_cached_key(|ix| {
        let deadline = governance::day(model, *ix, Role::Deadline);
        let over = deadline.is_none_or(|day| day < model.day);
        (over, if over { None } else { deadline }, std::cmp::Reverse(deadline), *ix)
    });
    rounds
}

/// Whether there are any.
pub fn is_told(book: &Book) -> bool {
    count(book) > 0
}

pub fn count(book: &Book) -> usize {
    book.model().with_role(Role::Review).filter(|ix| book.published.shows(*ix)).count()
}

/// The page.
pub fn view(book: &Book) -> SectionsView {
    let from = book.address(&Route::Governance(Room::Reviews));
    let title = book.word("Reviewrunder", "Review rounds");
    let mut page = page(book, &from, title);
    let rounds = rounds(book);
    let shown = &rounds[..rounds.len().min(ROUNDS)];
    let heads = columns(&[
        (book.word("Runde", "Round"), ""),
        (book.word("Slags", "Kind"), ""),
        (book.word("Gennemgås af", "Reviewed by"), ""),
        (book.word("Frist", "Deadline"), "id"),
        (book.word("Bemærkninger", "Remarks"), "num"),
        (book.word("Besvaret", "Answered"), "num"),
    ]);
    let rows = shown.iter().map(|ix| line(book, &from, *ix)).collect();
    let mut sections =
        vec![section("_runder", book.word("Runderne", "The rounds"), Content::Table(table(heads, rows)))];
    sections.extend(shown.iter().filter_map(|ix| remarks(book, &from, *ix)));
    page.contents = contents(&sections);
    let [answered, all] =
        shown.iter().map(|ix| tally(book, *ix)).fold([0, 0], |sum, one| [sum[0] + one[0], sum[1] + one[1]]);
    let lead = format!(
        "{} {} {} {}",
        number(book.language(), answered),
        book.word("af", "of"),
        number(book.language(), all),
        book.word("bemærkninger er besvaret.", "remarks are answered.")
    );
    SectionsView { title: title.to_owned(), lead, page, sections }
}

fn line(book: &Book, from: &str, ix: ItemIx) -> Row {
    let model = book.model();
    let when = match governance::day(model, ix, Role::Deadline) {
        Some(by) if by >= model.day => deadline(book, by),
        Some(by) => vec![text(day(book, by))],
        None => Vec::new(),
    };
    let [answered, all] = tally(book, ix);
    let count = |count: usize| match all {
        0 => vec![text("0")],
        _ => vec![Inline::Link { text: number(book.language(), count), href: format!("#{}", anchor(book, ix)) }],
    };
    row(vec![
        vec![quiet(book, from, ix)],
        vec![text(capital(&choice(book, ix, Role::ReviewType)))],
        items(book, from, &model.targets(ix, Role::ReviewBy)),
        when,
        count(all),
        count(answered),
    ])
}

fn anchor(book: &Book, ix: ItemIx) -> String {
    format!("_{}", crate::document::slug(&book.model().item(ix).id))
}

/// Answered remarks, and all.
fn tally(book: &Book, ix: ItemIx) -> [usize; 2] {
    let Some(remarks) = objects(book.model(), ix, Role::Remarks) else { return [0, 0] };
    let answered = remarks.maps.iter().filter(|map| is_answered(part(remarks.fields, map, Role::Answer))).count();
    [answered, remarks.maps.len()]
}

fn is_answered(node: Option<&Node>) -> bool {
    node.is_some_and(|node| !matches!(node.value, Value::Empty))
}

/// The remarks of a round with their answers, the open ones first.
fn remarks(book: &Book, from: &str, ix: ItemIx) -> Option<Section> {
    let remarks = objects(book.model(), ix, Role::Remarks)?;
    let shown = Shown { book, from, item: ix, file: remarks.field.file };
    let mut maps = remarks.maps.clone();
    maps.sort_by_key(|map| is_answered(part(remarks.fields, map, Role::Answer)));
    let mut prints = Prints::new(book.model(), &book.facts.files, book.model().day);
    let mut row = |map: &&Map| remark(book, &shown, &remarks, map, &mut prints);
    let mut rows: Vec<Row> = maps.iter().take(REMARKS).filter_map(&mut row).collect();
    let mut heads = columns(&[
        (book.word("Om", "About"), ""),
        (book.word("Fra", "From"), ""),
        (book.word("Bemærkning", "Remark"), ""),
        (book.word("Svar", "Answer"), ""),
    ]);
    // Remarks that were written into the round by hand often say nothing of who made them.
    if rows.iter().all(|row| row.cells[1].is_empty()) {
        heads.remove(1);
        rows.iter_mut().for_each(|row| drop(row.cells.remove(1)));
    }
    let mut table = table(heads, rows);
    if maps.len() > REMARKS {
        let text = format!("{} {}", book.word("Vis alle", "Show all"), number(book.language(), maps.len()));
        let href = crate::pages::route::relative(from, &book.model().item(ix).url);
        table.more = crate::pages::view::Crumb { text, href };
    }
    let title = book.model().item(ix).title.to_string();
    (!table.rows.is_empty()).then(|| section(&anchor(book, ix), title, Content::Table(table)))
}

/// One remark; `None` when it is about something that is not published.
fn remark(book: &Book, shown: &Shown, remarks: &Objects, map: &Map, prints: &mut Prints) -> Option<Row> {
    let value = |role: Role| {
        let field = remarks.fields.iter().find(|field| field.role == Some(role))?;
        Some(shown.inlines(&field.form, map.find(&field.key)?))
    };
    let about = remarks.fields.iter().find(|field| matches!(field.form, crate::model::schema::Form::Reference(_)));
    let nodes = about.and_then(|field| map.find(&field.key)).map(Node::elements).unwrap_or_default();
    let mut links: Vec<Inline> = spaced(nodes.iter().filter_map(|node| shown.link(node)).collect());
    if links.is_empty() && !nodes.is_empty() {
        return None;
    }
    let open = || vec![Inline::Chip(Chip { text: book.word("uden svar", "no answer").to_owned(), tone: "wait" })];
    let answer = value(Role::Answer).filter(|answer| !answer.is_empty()).unwrap_or_else(open);
    if is_on_earlier_text(book, remarks, map, nodes, prints) {
        links.push(text(" "));
        links.push(Inline::Chip(Chip { text: book.word("ændret siden", "changed since").to_owned(), tone: "wait" }));
    }
    let mut said = value(Role::Remark).unwrap_or_default();
    if let Some(proposal) = value(Role::RemarkProposal).filter(|proposal| !proposal.is_empty()) {
        let label = book.word("Forslag til ny tekst", "Proposed text");
        said.push(Inline::Html { html: format!("<p><b>{label}:</b></p>") });
        said.extend(proposal);
    }
    let mut from = value(Role::RemarkSender).unwrap_or_default();
    from.extend(value(Role::RemarkKind).unwrap_or_default());
    let by = spaced(from);
    Some(row(vec![links, by, said, answer]))
}

/// Whether what a remark is about has another text than the one that was read.
fn is_on_earlier_text(book: &Book, remarks: &Objects, map: &Map, about: &[Node], prints: &mut Prints) -> bool {
    let print = part(remarks.fields, map, Role::RemarkPrint).and_then(Node::text);
    let print: Option<Fingerprint> = print.and_then(|print| print.trim().parse().ok());
    let item = about.first().and_then(Node::text).and_then(|id| book.model().find(id));
    print.zip(item).is_some_and(|(print, ix)| prints.of(ix).text != print)
}
