//! Maps over many items, each drawn and given as a table: [`interfaces`] between systems, [`law`] over solutions, a
//! [`solution`] with its surroundings, and [`chosen`] items, the view `graf`. Here is what they share.

mod chosen;
mod interfaces;
mod law;
mod solution;

use std::fmt::Write as _;

use crate::draw::layered::MOST_NODES;
use crate::draw::map::{Edge, Map, draw};
use crate::draw::neighbourhood::State;
use crate::model::ItemIx;
use crate::pages::book::Book;
use crate::pages::refs::escape;
use crate::pages::route::{Route, relative};
use crate::pages::view::{Column, Content, Crumb, Row, Section, SectionsView, Table, Tile};
use crate::pages::words::number;
use crate::pages::{graph, lists, shell};

pub use chosen::of_items;
pub use interfaces::{has_interfaces, interface_page};
pub use law::{has_law, law_page};
pub use solution::{feed_solution, solution_section};

/// Rows of a table under a map; more are counted.
const ROWS: usize = 400;
/// Lines of a map; more are a thicket, and the layout takes long.
const MOST_LINES: usize = 90;

/// The ways in to the maps.
pub fn tiles(book: &Book, from: &str) -> Vec<Tile> {
    let tile = |route: Route, title: &str, note: &str| Tile {
        title: title.to_owned(),
        href: relative(from, &book.address(&route)),
        note: note.to_owned(),
        number: String::new(),
        class: "k-page".to_owned(),
        counts: Vec::new(),
    };
    let interfaces = has_interfaces(book).then(|| {
        let note = book.word("hvilke systemer der taler sammen", "which systems talk to each other");
        tile(Route::InterfaceMap, book.word("Snitfladekort", "Map of interfaces"), note)
    });
    let law = has_law(book).then(|| {
        let note =
            book.word("hvilke retskilder der bærer krav i hvilke løsninger", "which law bears on which solutions");
        tile(Route::LawMap, book.word("Lov og løsninger", "Law and solutions"), note)
    });
    interfaces.into_iter().chain(law).collect()
}

/// Boxes numbered as they are met.
#[derive(Default)]
struct Boxes {
    items: Vec<ItemIx>,
}

impl Boxes {
    fn number(&mut self, ix: ItemIx) -> usize {
        self.items.iter().position(|known| *known == ix).unwrap_or_else(|| {
            self.items.push(ix);
            self.items.len() - 1
        })
    }
}

fn table(book: &Book, columns: &[String], mut rows: Vec<Row>) -> Table {
    let count = rows.len();
    rows.truncate(ROWS);
    let caption = if count > ROWS {
        format!(
            "{} {}",
            number(book.language(), count - ROWS),
            book.word("yderligere vises ikke her.", "more are not shown here.")
        )
    } else {
        String::new()
    };
    let columns = columns.iter().map(|text| Column { text: text.clone(), ..Column::default() }).collect();
    Table { caption, columns, rows, look: "plain", ..Table::default() }
}

/// A map with its table; edges of the least joined items are left out where there are too many.
fn map_section(
    book: &Book,
    from: &str,
    (anchor, title): (&str, &str),
    description: &str,
    edges: &[(ItemIx, ItemIx, String)],
    table: Table,
) -> Vec<Section> {
    let drawn = drawing(book, from, title, description, edges);
    let mut sections = Vec::new();
    if let Some(html) = drawn {
        let content = Content::Drawing { svg: html, table: Table::default(), list: String::new() };
        sections.push(Section { anchor: anchor.to_owned(), title: book.word("Kort", "Map").to_owned(), content });
    }
    if !table.rows.is_empty() {
        let title = book.word("Som tabel", "As a table").to_owned();
        sections.push(Section { anchor: "_tabel".to_owned(), title, content: Content::Table(table) });
    }
    sections
}

/// The drawing of edges between items, in a region that scrolls; `None` without edges.
pub fn drawing(
    book: &Book,
    from: &str,
    title: &str,
    description: &str,
    edges: &[(ItemIx, ItemIx, String)],
) -> Option<String> {
    let mut boxes = Boxes::default();
    let mut drawn: Vec<Edge> = Vec::new();
    let mut left_out = 0;
    for (start, end, label) in edges {
        let new = [start, end].into_iter().filter(|ix| !boxes.items.contains(ix)).count();
        if boxes.items.len() + new > MOST_NODES || drawn.len() == MOST_LINES {
            left_out += 1;
            continue;
        }
        let (start, end) = (boxes.number(*start), boxes.number(*end));
        drawn.push(Edge { from: start, to: end, label: label.clone(), state: State::Holds });
    }
    scrolled(book, from, title, description, &boxes.items, drawn, left_out)
}

/// Boxes and lines as a drawing in a region that the keyboard reaches, with how much is left out.
pub fn scrolled(
    book: &Book,
    from: &str,
    title: &str,
    description: &str,
    items: &[ItemIx],
    edges: Vec<Edge>,
    left_out: usize,
) -> Option<String> {
    if items.is_empty() {
        return None;
    }
    let nodes = items.iter().map(|ix| graph::node(book, from, *ix)).collect();
    let map = Map { title: title.to_owned(), description: description.to_owned(), nodes, edges };
    let label = format!("{title} – {}", book.word("rul for at se det hele", "scroll to see it all"));
    let mut html = format!(
        "<div class=\"pan\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">{}</div>",
        escape(&label),
        draw(&map)?
    );
    if left_out > 0 {
        let rest = number(book.language(), left_out);
        let _ = write!(
            html,
            "<p class=\"m\">{rest} {}</p>",
            book.word("yderligere er ikke tegnet.", "more are not drawn.")
        );
    }
    Some(html)
}

fn page(book: &Book, from: &str, title: &str, lead: &str, sections: Vec<Section>) -> SectionsView {
    let mut page = shell::page(book, from);
    page.title = title.to_owned();
    page.menu = "oversigt".to_owned();
    page.crumbs = vec![lists::overview_crumb(book, from)];
    let entry = |section: &Section| Crumb { text: section.title.clone(), href: format!("#{}", section.anchor) };
    page.contents = if sections.len() > 1 { sections.iter().map(entry).collect() } else { Vec::new() };
    SectionsView { page, title: title.to_owned(), lead: lead.to_owned(), sections }
}
