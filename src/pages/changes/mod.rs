//! What changed since the baseline (`grundlag`): counts for each solution, then every item, solution by solution.
//!
//! The baseline was public; still nothing is told of an item that is hidden now, and nothing at all when the baseline
//! shows more than this site does.

mod row;

use super::book::{Book, PAGE_ROWS};
use super::route::{Route, relative};
use super::view::{Chip, Column, Content, Crumb, Inline, Row, Section, SectionsView, Table, Tile};
use super::words::{capital, name, number};
use super::{refs, shell};
use crate::model::Role;
use crate::model::value;
use crate::trace::difference::{Changed, difference};
use crate::trace::plain::{Baseline, Plain, plain_items};

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    Added,
    Changed,
    Renamed,
    Removed,
}

/// An item that differs: its places in the baseline and now.
pub(super) struct Difference {
    fate: Fate,
    old: Option<usize>,
    new: Option<usize>,
    fields: Option<Changed>,
    /// Title of the solutions it belongs to; empty for what is shared.
    group: String,
    /// Number of the group, from 1, for its anchor.
    group_number: usize,
    /// Place of its kind in the model.
    kind: usize,
}

/// Everything that differs, in the order of the pages.
pub struct Differences {
    now: Vec<Plain>,
    list: Vec<Difference>,
}

/// Compares the baseline with what this site shows; nothing without one, or with one that shows more.
pub fn compare(book: &Book) -> Differences {
    let Some(baseline) = book.facts.baseline.as_ref().filter(|baseline| !shows_more(book, baseline)) else {
        return Differences { now: Vec::new(), list: Vec::new() };
    };
    let now = plain_items(&book.facts, &book.published);
    let found = difference(&baseline.items, &now);
    let mut list: Vec<Difference> = Vec::new();
    let mut add = |fate: Fate, old: Option<usize>, new: Option<usize>, fields: Option<Changed>| {
        let item = new.map_or_else(|| &baseline.items[old.unwrap_or(0)], |new| &now[new]);
        let kind = book.model().schema.kinds.iter().position(|kind| kind.key == item.kind).unwrap_or(usize::MAX);
        list.push(Difference { fate, old, new, fields, group: group(book, item), group_number: 0, kind });
    };
    found.added.iter().for_each(|new| add(Fate::Added, None, Some(*new), None));
    for (old, new) in &found.renamed {
        let fields = found.changed.iter().find(|changed| changed.new == *new).cloned();
        add(Fate::Renamed, Some(*old), Some(*new), fields);
    }
    for changed in &found.changed {
        if !found.renamed.iter().any(|(_, new)| *new == changed.new) {
            add(Fate::Changed, Some(changed.old), Some(changed.new), Some(changed.clone()));
        }
    }
    for old in &found.removed {
        // What is only hidden now is not told of.
        let hidden = book.model().find(&baseline.items[*old].id).is_some_and(|ix| !book.published.shows(ix));
        if !hidden {
            add(Fate::Removed, Some(*old), None, None);
        }
    }
    // What is shared comes last; within a group kinds stand as in the model, and items as they are sorted.
    list.sort_by(|a, b| {
        let key = |one: &Difference| (one.group.is_empty(), one.group.clone(), one.kind);
        key(a).cmp(&key(b)).then_with(|| natural_id(baseline, &now, a, b))
    });
    for (number, of_group) in list.chunk_by_mut(|a, b| a.group == b.group).enumerate() {
        of_group.iter_mut().for_each(|one| one.group_number = number + 1);
    }
    Differences { now, list }
}

fn natural_id(baseline: &Baseline, now: &[Plain], a: &Difference, b: &Difference) -> std::cmp::Ordering {
    let id =
        |one: &Difference| one.new.map(|new| now[new].id.clone()).or(one.old.map(|old| baseline.items[old].id.clone()));
    crate::model::natural(&id(a).unwrap_or_default(), &id(b).unwrap_or_default())
}

/// Whether the baseline tells more than this site does, so that nothing can be said of what differs.
pub fn baseline_shows_more(book: &Book) -> bool {
    book.facts.baseline.as_ref().is_some_and(|baseline| shows_more(book, baseline))
}

/// Whether the baseline publishes a visibility that this site keeps to itself.
fn shows_more(book: &Book, baseline: &Baseline) -> bool {
    let field = book.model().schema.reserved_with(Role::Visibility);
    let public = |word: &String| {
        let choices = field.map(|field| value::choices(&field.form)).unwrap_or_default();
        choices.iter().any(|choice| choice.key == *word && choice.role == Some(Role::Public))
    };
    let known = |word: &String| public(word) || book.published.visibilities().contains(word);
    !baseline.publishes.iter().all(known)
}

/// The solutions of an item by their titles: shown ones of today, else as the baseline calls them.
fn group(book: &Book, item: &Plain) -> String {
    let title = |id: &String| match book.model().find(id) {
        Some(ix) if book.published.shows(ix) => Some(book.model().item(ix).title.to_string()),
        Some(_) => None,
        None => Some(id.clone()),
    };
    item.solutions.iter().filter_map(title).collect::<Vec<_>>().join(", ")
}

/// How many pages there are; none without a baseline.
pub fn pages(book: &Book) -> u32 {
    match book.facts.baseline {
        Some(_) => super::lists::pages(book.differences().list.len()),
        None => 0,
    }
}

/// The way in from the overview; nothing without a baseline.
pub fn tile(book: &Book, from: &str) -> Option<Tile> {
    let baseline = book.facts.baseline.as_ref()?;
    Some(Tile {
        title: title(book, baseline),
        href: relative(from, &book.address(&Route::Changes(1))),
        note: book.word("tilføjet, ændret, omdøbt og fjernet", "added, changed, renamed and removed").to_owned(),
        number: number(book.language(), book.differences().list.len()),
        class: "k-change".to_owned(),
        counts: Vec::new(),
    })
}

fn title(book: &Book, baseline: &Baseline) -> String {
    match baseline.edition.as_str() {
        "" => book.word("Ændringer siden grundlaget", "Changes since the baseline").to_owned(),
        edition => format!("{} {edition}", book.word("Ændringer siden udgave", "Changes since edition")),
    }
}

/// One page of all differences; the first begins with the counts.
pub fn view(book: &Book, page_number: u32) -> SectionsView {
    let from = book.address(&Route::Changes(page_number));
    let mut page = shell::page(book, &from);
    page.menu = "oversigt".to_owned();
    let overview = Crumb {
        text: book.word("Alle elementer", "All items").to_owned(),
        href: relative(&from, &book.address(&Route::Overview)),
    };
    page.crumbs = vec![overview];
    let Some(baseline) = &book.facts.baseline else {
        return SectionsView { title: page.title.clone(), lead: String::new(), page, sections: Vec::new() };
    };
    let differences = book.differences();
    let title = title(book, baseline);
    page.title = match page_number {
        1 => title.clone(),
        more => format!("{title} ({} {more})", book.word("side", "page")),
    };
    page.hidden = page_number > 1;
    if page_number > 1 {
        page.crumbs.push(Crumb { text: title.clone(), href: relative(&from, &book.address(&Route::Changes(1))) });
    }
    let mut sections = Vec::new();
    if page_number == 1 && !differences.list.is_empty() {
        sections.push(counts(book, &from, differences));
    }
    let start = ((page_number as usize - 1) * PAGE_ROWS).min(differences.list.len());
    let shown = &differences.list[start..(start + PAGE_ROWS).min(differences.list.len())];
    for of_group in shown.chunk_by(|a, b| a.group == b.group) {
        sections.push(section(book, &from, baseline, differences, of_group));
    }
    if let (Some(Section { content: Content::Table(table), .. }), true) =
        (sections.last_mut(), start + PAGE_ROWS < differences.list.len())
    {
        let text = book.word("Flere ændringer", "More changes").to_owned();
        table.more = Crumb { text, href: relative(&from, &book.address(&Route::Changes(page_number + 1))) };
    }
    SectionsView { title, lead: lead(book, baseline, differences), page, sections }
}

fn lead(book: &Book, baseline: &Baseline, differences: &Differences) -> String {
    if shows_more(book, baseline) {
        return book
            .word(
                "Grundlaget viser mere, end dette site offentliggør, og sammenlignes derfor ikke.",
                "The baseline shows more than this site publishes, and so is not compared.",
            )
            .to_owned();
    }
    if differences.list.is_empty() {
        return book.word("Der er ingen forskelle.", "There are no differences.").to_owned();
    }
    let count = |fate: Fate| differences.list.iter().filter(|one| one.fate == fate).count();
    let parts = [Fate::Added, Fate::Changed, Fate::Renamed, Fate::Removed]
        .map(|fate| format!("{} {}", number(book.language(), count(fate)), word(book, fate)));
    format!("{}.", parts.join(", "))
}

fn word(book: &Book, fate: Fate) -> &'static str {
    match fate {
        Fate::Added => book.word("tilføjet", "added"),
        Fate::Changed => book.word("ændret", "changed"),
        Fate::Renamed => book.word("omdøbt", "renamed"),
        Fate::Removed => book.word("fjernet", "removed"),
    }
}

fn group_title(book: &Book, group: &str) -> String {
    if group.is_empty() { book.word("Fælles", "Shared").to_owned() } else { group.to_owned() }
}

/// Anchor of a group's section; a group that goes on on a further page has the same there.
fn anchor(one: &Difference) -> String {
    format!("_gruppe-{}", one.group_number)
}

/// How much differs in each group.
fn counts(book: &Book, from: &str, differences: &Differences) -> Section {
    let fates = [Fate::Added, Fate::Changed, Fate::Renamed, Fate::Removed];
    let mut rows = Vec::new();
    let mut at = 0;
    for of_group in differences.list.chunk_by(|a, b| a.group == b.group) {
        let page = book.address(&Route::Changes((at / PAGE_ROWS) as u32 + 1));
        let href = relative(from, &format!("{page}#{}", anchor(&of_group[0])));
        let mut cells = vec![vec![Inline::Link { text: group_title(book, &of_group[0].group), href }]];
        for fate in fates {
            let count = of_group.iter().filter(|one| one.fate == fate).count();
            cells.push(vec![Inline::Text { text: number(book.language(), count) }]);
        }
        rows.push(Row { cells, ..Row::default() });
        at += of_group.len();
    }
    let heads = fates.map(|fate| Column { text: capital(word(book, fate)), class: "num", ..Column::default() });
    let first = Column { text: book.word("Løsning", "Solution").to_owned(), ..Column::default() };
    let columns = std::iter::once(first).chain(heads).collect();
    let table = Table { columns, rows, look: "plain", ..Table::default() };
    Section {
        anchor: "_tal".to_owned(),
        title: book.word("I tal", "In numbers").to_owned(),
        content: Content::Table(table),
    }
}

fn section(
    book: &Book,
    from: &str,
    baseline: &Baseline,
    differences: &Differences,
    of_group: &[Difference],
) -> Section {
    let column = |da: &'static str, en: &'static str, class: &'static str| Column {
        text: book.word(da, en).to_owned(),
        class,
        ..Column::default()
    };
    let columns = vec![
        column("Id", "Id", "id"),
        column("Type", "Kind", ""),
        column("Hvad", "What", ""),
        column("Ændring", "Change", ""),
    ];
    let rows = of_group.iter().map(|one| self::row(book, from, baseline, differences, one)).collect();
    let group = &of_group[0].group;
    Section {
        anchor: anchor(&of_group[0]),
        title: group_title(book, group),
        content: Content::Table(Table { columns, rows, look: "plain", ..Table::default() }),
    }
}

fn row(book: &Book, from: &str, baseline: &Baseline, differences: &Differences, one: &Difference) -> Row {
    let (old, new) = (one.old.map(|old| &baseline.items[old]), one.new.map(|new| &differences.now[new]));
    let Some(item) = new.or(old) else { return Row::default() };
    let shown = new.and_then(|new| book.model().find(&new.id)).filter(|ix| book.published.shows(*ix));
    let called = match shown {
        Some(ix) => Inline::Item(refs::item_ref(book, from, ix)),
        None => Inline::Html { html: row::named(item) },
    };
    let kind = book.model().schema.kinds.get(one.kind);
    let kind = kind.map_or_else(|| item.kind.clone(), |kind| name(book.language(), &kind.name).to_owned());
    let tone = match one.fate {
        Fate::Added => "ok",
        Fate::Removed => "no",
        Fate::Changed => "wait",
        Fate::Renamed => "none",
    };
    let mut fates = vec![Inline::Chip(Chip { text: word(book, one.fate).to_owned(), tone })];
    if one.fate == Fate::Renamed {
        let was = format!(" {} {}", book.word("hed", "was"), old.map_or("", |old| &old.id));
        fates.push(Inline::Text { text: was });
    }
    let fields = one.fields.as_ref().map(|changed| row::fields(book, one.kind, &changed.fields)).unwrap_or_default();
    let change = if fields.is_empty() { Vec::new() } else { vec![Inline::Html { html: fields }] };
    Row { cells: vec![vec![called], vec![Inline::Text { text: kind }], fates, change], ..Row::default() }
}
