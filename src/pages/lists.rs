//! Listings: the items of a kind, concepts A–Å, what is joined to an item, all kinds, redirects.

use super::book::{Book, PAGE_ROWS};
use super::fields::plain;
use super::refs::{class, item_ref, status_tone};
use super::relations::joined_ref;
use super::route::{Route, Way, relative};
use super::view::{
    Chip, Column, Content, Crumb, Inline, Letter, LettersView, ListView, Pager, Row, Section, SectionsView, Table,
    Term, Tile,
};
use super::words::{capital, name, number};
use super::{layouts, shell, sorting};
use crate::model::{ItemIx, KindIx, LinkTypeIx, Role};

/// Pages named around the current one in a pager.
const NEAR: u32 = 2;

/// One page of the items of a kind.
pub fn kind(book: &Book, kind: KindIx, page_number: u32) -> ListView {
    let from = book.address(&Route::List(kind, page_number));
    let declared = book.model().schema.kind(kind);
    let items = book.of_kind(kind);
    let title = capital(name(book.language(), &declared.plural));
    let mut page = shell::page(book, &from);
    page.title = page_title(book, &title, page_number);
    page.menu = super::governance::menu_of(book, kind);
    page.description = name(book.language(), &declared.help).to_owned();
    page.crumbs = vec![overview_crumb(book, &from)];
    let shown = slice(items, page_number);
    let with_solutions = shown.iter().any(|ix| !layouts::solutions(book, &from, *ix).is_empty());
    ListView {
        page,
        lead: name(book.language(), &declared.help).to_owned(),
        count: items.len(),
        table: table(book, &from, shown, with_solutions),
        pager: pager(book, &from, items.len(), page_number, |number| Route::List(kind, number)),
        title,
    }
}

/// The title of one page of a listing.
pub fn page_title(book: &Book, title: &str, page_number: u32) -> String {
    match page_number {
        1 => title.to_owned(),
        more => format!("{title} ({} {more})", book.word("side", "page")),
    }
}

/// What stands on one page of a listing.
pub fn slice<T>(items: &[T], page_number: u32) -> &[T] {
    let start = ((page_number as usize - 1) * PAGE_ROWS).min(items.len());
    &items[start..(start + PAGE_ROWS).min(items.len())]
}

/// Id, title, status and solution of items.
fn table(book: &Book, from: &str, items: &[ItemIx], with_solutions: bool) -> Table {
    let model = book.model();
    let has_status = items.iter().any(|ix| model.item(*ix).status.is_some());
    let mut columns = vec![
        Column { text: book.word("Id", "Id").to_owned(), class: "id", ..Column::default() },
        Column { text: book.word("Titel", "Title").to_owned(), ..Column::default() },
    ];
    if has_status {
        columns.push(Column { text: book.word("Status", "Status").to_owned(), ..Column::default() });
    }
    if with_solutions {
        columns.push(Column { text: book.word("Løsning", "Solution").to_owned(), ..Column::default() });
    }
    let row = |ix: &ItemIx| {
        let item = model.item(*ix);
        let mut shown = item_ref(book, from, *ix);
        let title = std::mem::take(&mut shown.title);
        shown.status = String::new();
        let mut cells = vec![vec![Inline::Item(shown)], vec![Inline::Text { text: title }]];
        if has_status {
            let chip = item.status(&model.schema).map(|status| {
                Inline::Chip(Chip {
                    text: name(book.language(), &status.name).to_owned(),
                    tone: status_tone(status.role),
                })
            });
            let suspect = super::suspects::chip(book, *ix).map(Inline::Chip);
            let space = suspect.as_ref().map(|_| Inline::Text { text: " ".to_owned() });
            cells.push(chip.into_iter().chain(space).chain(suspect).collect());
        }
        if with_solutions {
            cells.push(layouts::solutions(book, from, *ix));
        }
        Row { cells, ..Row::default() }
    };
    Table { columns, rows: items.iter().map(row).collect(), look: "plain", ..Table::default() }
}

/// One page of what a type of link joins to an item.
pub fn joined(book: &Book, ix: ItemIx, link_type: LinkTypeIx, way: Way, page_number: u32) -> ListView {
    let model = book.model();
    let from = book.address(&Route::Joined(ix, link_type, way, page_number));
    let declared = model.schema.link_type(link_type);
    let named = capital(name(book.language(), if way == Way::In { &declared.reverse } else { &declared.name }));
    let all = book.joined(ix, link_type, way);
    let item = model.item(ix);
    let title = format!("{named}: {}", item.id);
    let mut page = shell::page(book, &from);
    page.title = page_title(book, &title, page_number);
    page.hidden = page_number > 1;
    page.menu = model.schema.kind(item.kind).folder.clone();
    page.crumbs =
        vec![overview_crumb(book, &from), Crumb { text: item.id.to_string(), href: relative(&from, &item.url) }];
    let columns = ["Id", book.word("Titel", "Title"), book.word("Type", "Kind"), book.word("Løsning", "Solution")];
    let row = |(other, link): &(ItemIx, usize)| {
        let mut shown = joined_ref(book, &from, *other, *link, way);
        let title = std::mem::take(&mut shown.title);
        let kind = shown.kind.clone();
        let cells = vec![
            vec![Inline::Item(shown)],
            vec![Inline::Text { text: title }],
            vec![Inline::Text { text: kind }],
            layouts::solutions(book, &from, *other),
        ];
        Row { cells, ..Row::default() }
    };
    let table = Table {
        columns: columns.iter().map(|text| Column { text: (*text).to_owned(), ..Column::default() }).collect(),
        rows: slice(&all, page_number).iter().map(row).collect(),
        look: "plain",
        ..Table::default()
    };
    let pager = pager(book, &from, all.len(), page_number, |number| Route::Joined(ix, link_type, way, number));
    ListView { page, title, lead: item.title.to_string(), count: all.len(), table, pager }
}

/// Where a page stands among the others of its listing.
pub fn pager(book: &Book, from: &str, rows: usize, current: u32, route: impl Fn(u32) -> Route) -> Pager {
    let total = rows.div_ceil(PAGE_ROWS).max(1) as u32;
    let href = |number: u32| relative(from, &book.address(&route(number)));
    let mut pages: Vec<Crumb> = Vec::new();
    for page in 1..=total {
        let near = page == 1 || page == total || page.abs_diff(current) <= NEAR;
        if near {
            let href = if page == current { String::new() } else { href(page) };
            pages.push(Crumb { text: page.to_string(), href });
        } else if pages.last().is_some_and(|last| last.text != "…") {
            pages.push(Crumb { text: "…".to_owned(), href: String::new() });
        }
    }
    Pager {
        number: current as usize,
        total: total as usize,
        previous: if current > 1 { href(current - 1) } else { String::new() },
        next: if current < total { href(current + 1) } else { String::new() },
        pages,
    }
}

/// How many pages a listing of so many rows has.
pub fn pages(rows: usize) -> u32 {
    rows.div_ceil(PAGE_ROWS).max(1) as u32
}

/// One page of concepts under their letters.
pub fn letters(book: &Book, kind: KindIx, page_number: u32) -> LettersView {
    let from = book.address(&Route::Letters(kind, page_number));
    let declared = book.model().schema.kind(kind);
    let items = book.of_kind(kind);
    let title = capital(name(book.language(), &declared.plural));
    let mut page = shell::page(book, &from);
    page.title = page_title(book, &title, page_number);
    page.menu = declared.folder.clone();
    page.crumbs = vec![overview_crumb(book, &from)];
    let mut letters: Vec<Letter> = Vec::new();
    for ix in slice(items, page_number) {
        let letter = sorting::initial(&book.model().item(*ix).title, book.language());
        if letters.last().is_none_or(|last| last.letter != letter) {
            let anchor = format!("_{}", if letter == "#" { "tal".to_owned() } else { crate::document::slug(&letter) });
            letters.push(Letter { letter: letter.clone(), anchor, terms: Vec::new() });
        }
        if let Some(last) = letters.last_mut() {
            last.terms.push(term(book, &from, *ix));
        }
    }
    let lead = name(book.language(), &declared.help).to_owned();
    let pager = pager(book, &from, items.len(), page_number, |number| Route::Letters(kind, number));
    LettersView { page, title, lead, letters, pager }
}

fn term(book: &Book, from: &str, ix: ItemIx) -> Term {
    let model = book.model();
    let item = model.item(ix);
    let text = |role: Role| item.field_with(&model.schema, role).map(|field| plain(&field.node)).unwrap_or_default();
    let definition = item.field_with(&model.schema, Role::Definition).map(|field| match field.node.value {
        crate::document::Value::Prose(body) => {
            super::prose::excerpt(book, ix, crate::model::Prose { file: field.file, body })
        }
        _ => plain(&field.node),
    });
    let solutions = model.solutions(ix).iter().copied().filter(|solution| book.published.shows(*solution));
    Term {
        item: item_ref(book, from, ix),
        definition: definition.unwrap_or_default(),
        accepted: named(book.word("også", "also"), text(Role::AcceptedTerms)),
        deprecated: named(book.word("frarådet", "deprecated"), text(Role::DeprecatedTerms)),
        solutions: solutions.map(|solution| item_ref(book, from, solution)).collect(),
    }
}

/// "også: handleplan"; nothing for nothing.
fn named(label: &str, terms: String) -> String {
    if terms.is_empty() { terms } else { format!("{label}: {terms}") }
}

/// All kinds that have items, with their counts.
pub fn overview(book: &Book) -> SectionsView {
    let from = book.address(&Route::Overview);
    let mut page = shell::page(book, &from);
    page.title = book.word("Alle elementer", "All items").to_owned();
    page.menu = "oversigt".to_owned();
    let tiles = kind_tiles(book, &from);
    let title = book.word("Efter type", "By kind").to_owned();
    let mut sections = vec![Section { anchor: "_typer".to_owned(), title, content: Content::Tiles { tiles } }];
    sections.push(paths(book, &from));
    sections.extend(super::governance::section(book, &from));
    let tiles = super::suspects::tiles(book, &from);
    if !tiles.is_empty() {
        let title = book.word("Loven", "The law").to_owned();
        sections.push(Section { anchor: "_loven".to_owned(), title, content: Content::Tiles { tiles } });
    }
    sections.push(quality(book, &from));
    SectionsView {
        title: page.title.clone(),
        lead: book
            .word("Alt, hvad dokumentationen rummer, efter type.", "Everything the documentation holds, by kind.")
            .to_owned(),
        page,
        sections,
    }
}

/// A way in to what joins the items.
pub(super) fn paths(book: &Book, from: &str) -> Section {
    let tile = Tile {
        title: book.word("Udforsk forbindelserne", "Explore the connections").to_owned(),
        href: relative(from, &book.address(&Route::Explorer)),
        note: book
            .word("hvad et element hviler på, og hvad der hviler på det", "what an item rests on, and what rests on it")
            .to_owned(),
        number: String::new(),
        class: "k-page".to_owned(),
        counts: Vec::new(),
    };
    let title = book.word("Forbindelser", "Connections").to_owned();
    let annexes = super::annexes::page::tile(book, from);
    let tiles = std::iter::once(tile).chain(super::maps::tiles(book, from)).chain(annexes).collect();
    Section { anchor: "_forbindelser".to_owned(), title, content: Content::Tiles { tiles } }
}

/// A way in to the findings.
fn quality(book: &Book, from: &str) -> Section {
    let open = book.findings.iter().filter(|finding| !finding.waived && shell::is_public(book, finding)).count();
    let tile = Tile {
        title: book.word("Fund i kontrollen", "Findings of the checks").to_owned(),
        href: relative(from, &book.address(&Route::Findings(1))),
        note: book.word("fejl, advarsler og oplysninger", "errors, warnings and notes").to_owned(),
        number: number(book.language(), open),
        class: "k-page".to_owned(),
        counts: Vec::new(),
    };
    let title = book.word("Kontrol", "Checks").to_owned();
    Section {
        anchor: "_kontrol".to_owned(),
        title,
        content: Content::Tiles { tiles: std::iter::once(tile).chain(super::changes::tile(book, from)).collect() },
    }
}

/// One tile for each kind that has shown items; provisions are counted with their acts' kind.
pub fn kind_tiles(book: &Book, from: &str) -> Vec<Tile> {
    let model = book.model();
    let mut counts = vec![0; model.schema.kinds.len()];
    for ix in model.all().filter(|ix| book.published.shows(*ix) && !book.is_front(*ix)) {
        counts[model.item(ix).kind.0 as usize] += 1;
    }
    let tile = |(place, count): (usize, &usize)| {
        let kind = KindIx(place as u16);
        let declared = model.schema.kind(kind);
        (*count > 0).then(|| Tile {
            title: capital(name(book.language(), &declared.plural)),
            href: relative(from, &book.address(&Route::List(kind, 1))),
            note: String::new(),
            number: number(book.language(), *count),
            class: class(declared.role).to_owned(),
            counts: Vec::new(),
        })
    };
    counts.iter().enumerate().filter_map(tile).collect()
}

/// The way back to all kinds.
pub(super) fn overview_crumb(book: &Book, from: &str) -> Crumb {
    Crumb {
        text: book.word("Alle elementer", "All items").to_owned(),
        href: relative(from, &book.address(&Route::Overview)),
    }
}
