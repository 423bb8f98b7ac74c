//! Maps over many items: interfaces between systems, law over solutions, and a solution with its surroundings. Each
//! is drawn and given as a table.

mod solution;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::draw::layered::MOST_NODES;
use crate::draw::map::{Edge, Map, draw};
use crate::draw::neighbourhood::State;
use crate::model::{ItemIx, Role};
use crate::pages::book::Book;
use crate::pages::refs::{escape, item_ref};
use crate::pages::route::{Route, relative};
use crate::pages::view::{Column, Content, Crumb, Inline, Row, Section, SectionsView, Table, Tile};
use crate::pages::words::{capital, name, number};
use crate::pages::{graph, lists, shell};

pub use solution::{feed_solution, solution_section};

/// Rows of a table under a map; more are counted.
const ROWS: usize = 400;
/// Lines of a map; more are a thicket, and the layout takes long.
const MOST_LINES: usize = 90;
/// An interface with its shown ends.
struct Interface {
    own: ItemIx,
    providers: Vec<ItemIx>,
    consumers: Vec<ItemIx>,
}

/// Shown interfaces in the order of their listing.
fn interfaces(book: &Book) -> Vec<Interface> {
    let Some(kind) = book.model().schema.kind_with(Role::Interface) else { return Vec::new() };
    book.of_kind(kind).iter().map(|own| interface(book, *own)).collect()
}

fn interface(book: &Book, own: ItemIx) -> Interface {
    let ends = |role: Role| {
        let mut ends = book.model().targets(own, role);
        ends.retain(|end| book.published.shows(*end));
        ends.sort_unstable();
        ends.dedup();
        ends
    };
    Interface { own, providers: ends(Role::Provider), consumers: ends(Role::Consumer) }
}

/// The acts that shown requirements of each solution rest on, with how many: `(act, solution) → requirements`.
fn law_of(book: &Book, requirements: impl Iterator<Item = ItemIx>) -> BTreeMap<(ItemIx, ItemIx), usize> {
    let model = book.model();
    let mut counts = BTreeMap::new();
    for requirement in requirements {
        let mut acts: Vec<ItemIx> = Vec::new();
        for target in model.targets(requirement, Role::LegalBasis) {
            // A reading of law stands between the requirement and what it reads.
            match model.is(target, Role::LegalAnalysis) {
                true => acts.extend(model.targets(target, Role::Analyses).into_iter().map(|one| top(book, one))),
                false => acts.push(top(book, target)),
            }
        }
        acts.retain(|act| model.is(*act, Role::LegalSource) && book.published.shows(*act));
        acts.sort_unstable();
        acts.dedup();
        let solutions = model.solutions(requirement).into_iter().filter(|one| book.published.shows(*one));
        for solution in solutions {
            for act in &acts {
                *counts.entry((*act, solution)).or_insert(0) += 1;
            }
        }
    }
    counts
}

fn top(book: &Book, ix: ItemIx) -> ItemIx {
    let mut top = ix;
    while let Some(parent) = book.model().item(top).parent {
        top = parent;
    }
    top
}

fn all_requirements(book: &Book) -> impl Iterator<Item = ItemIx> + '_ {
    book.model().with_role(Role::Requirement).filter(|ix| book.published.shows(*ix))
}

/// Whether there is anything on the map of interfaces, and on that of law.
pub fn has_interfaces(book: &Book) -> bool {
    book.model().schema.kind_with(Role::Interface).is_some_and(|kind| !book.of_kind(kind).is_empty())
}

pub fn has_law(book: &Book) -> bool {
    let shown = |role: Role| book.model().with_role(role).any(|ix| book.published.shows(ix));
    shown(Role::LegalSource) && shown(Role::Solution)
}

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

/// The page of all interfaces.
pub fn interface_page(book: &Book) -> SectionsView {
    let from = book.address(&Route::InterfaceMap);
    let title = book.word("Snitfladekort", "Map of interfaces");
    let all = interfaces(book);
    let edges = interface_edges(book, &all);
    let note = book.word(
        "Pilen går fra det system, der udstiller, til det, der anvender.",
        "The arrow leads from the system that provides to the one that consumes.",
    );
    let table = interface_table(book, &from, &all);
    let section = map_section(book, &from, ("_kort", title), note, &edges, table);
    page(book, &from, title, note, section)
}

fn interface_edges(book: &Book, all: &[Interface]) -> Vec<(ItemIx, ItemIx, String)> {
    let mut pairs: BTreeMap<(ItemIx, ItemIx), Vec<ItemIx>> = BTreeMap::new();
    for one in all {
        for provider in &one.providers {
            for consumer in one.consumers.iter().filter(|consumer| *consumer != provider) {
                pairs.entry((*provider, *consumer)).or_default().push(one.own);
            }
        }
    }
    let label = |interfaces: Vec<ItemIx>| {
        let ids = interfaces.iter().take(2).map(|ix| &*book.model().item(*ix).id).collect::<Vec<_>>().join(", ");
        // An id is not divided at its hyphens.
        let ids = ids.replace('-', "\u{2011}");
        if interfaces.len() > 2 { format!("{ids} + {}", interfaces.len() - 2) } else { ids }
    };
    pairs.into_iter().map(|((from, to), interfaces)| (from, to, label(interfaces))).collect()
}

fn interface_table(book: &Book, from: &str, all: &[Interface]) -> Table {
    let refs = |items: &[ItemIx]| items.iter().map(|ix| Inline::Item(item_ref(book, from, *ix))).collect::<Vec<_>>();
    let link = |role: Role| {
        let declared = book.model().schema.link_type_with(role).map(|link| book.model().schema.link_type(link));
        capital(declared.map_or("", |declared| name(book.language(), &declared.name)))
    };
    let kind = book.model().schema.kind_with(Role::Interface);
    let first = kind.map_or("", |kind| name(book.language(), &book.model().schema.kind(kind).name));
    let row = |one: &Interface| Row {
        cells: vec![refs(&[one.own]), refs(&one.providers), refs(&one.consumers)],
        ..Row::default()
    };
    let columns = [capital(first), link(Role::Provider), link(Role::Consumer)];
    table(book, &columns, all.iter().map(row).collect())
}

/// The page of law over solutions.
pub fn law_page(book: &Book) -> SectionsView {
    let from = book.address(&Route::LawMap);
    let title = book.word("Lov og løsninger", "Law and solutions");
    let counts = law_of(book, all_requirements(book));
    let edges = law_edges(book, &counts);
    let note = book.word(
        "Tallet på en pil er, hvor mange krav i løsningen der har hjemmel i retskilden, direkte eller gennem en lovudredning.",
        "The number at an arrow is how many requirements of the solution have their basis in the legal source, directly or through an analysis.",
    );
    let table = law_table(book, &from, &counts);
    let section = map_section(book, &from, ("_kort", title), note, &edges, table);
    page(book, &from, title, note, section)
}

fn law_edges(book: &Book, counts: &BTreeMap<(ItemIx, ItemIx), usize>) -> Vec<(ItemIx, ItemIx, String)> {
    let mut counts: Vec<_> = counts.iter().collect();
    // Where there are too many for a drawing, the least goes first.
    counts.sort_by_key(|(pair, count)| (Reverse(**count), **pair));
    counts.into_iter().map(|((act, solution), count)| (*act, *solution, number(book.language(), *count))).collect()
}

fn law_table(book: &Book, from: &str, counts: &BTreeMap<(ItemIx, ItemIx), usize>) -> Table {
    let row = |((act, solution), count): (&(ItemIx, ItemIx), &usize)| {
        let item = |ix: ItemIx| vec![Inline::Item(item_ref(book, from, ix))];
        let count = vec![Inline::Text { text: number(book.language(), *count) }];
        Row { cells: vec![item(*act), item(*solution), count], ..Row::default() }
    };
    let named = |role: Role| {
        let kind = book.model().schema.kind_with(role).map(|kind| book.model().schema.kind(kind));
        capital(kind.map_or("", |kind| name(book.language(), &kind.name)))
    };
    let columns = [named(Role::LegalSource), named(Role::Solution), book.word("Krav", "Requirements").to_owned()];
    let mut table = table(book, &columns, counts.iter().map(row).collect());
    if let Some(last) = table.columns.last_mut() {
        last.class = "num";
    }
    table
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

/// A drawing of chosen items and what joins them, with the same as a list: the view `graf`.
pub fn of_items(book: &Book, from: &str, items: &[ItemIx], html: &mut String) {
    let model = book.model();
    let shown = &items[..items.len().min(MOST_NODES)];
    let mut edges: Vec<(usize, ItemIx, Edge)> = Vec::new();
    for (place, ix) in shown.iter().enumerate() {
        for (other, number) in model.graph.outgoing(*ix) {
            let link = &model.links[number];
            let declared = model.schema.link_type(link.link_type);
            let open = book.published.shows_block(link.guard.as_deref()) && declared.role != Some(Role::Mentions);
            let Some(to) = shown.iter().position(|one| *one == other).filter(|to| open && *to != place) else {
                continue;
            };
            let label = name(book.language(), &declared.name).to_owned();
            let edge = Edge { from: place, to, label, state: graph::link_state(book, number) };
            if !edges.iter().any(|(start, end, known)| (*start, *end) == (place, other) && known.label == edge.label) {
                edges.push((place, other, edge));
            }
        }
    }
    let title = book.word("Forbindelser mellem de valgte emner", "Connections between the chosen items");
    let description = format!("{} {}", number(book.language(), shown.len()), book.word("emner", "items"));
    let drawn = one_line_a_pair(edges.iter().map(|(_, _, edge)| edge));
    let svg = scrolled(book, from, title, &description, shown, drawn, items.len() - shown.len());
    let _ = write!(html, "<figure class=\"draw\">{}</figure>", svg.unwrap_or_default());
    let _ =
        write!(html, "<details class=\"same\"><summary>{}</summary><ul>", book.word("Vis som liste", "Show as a list"));
    for (place, ix) in shown.iter().enumerate() {
        let own = item_ref(book, from, *ix);
        let _ = write!(html, "<li><a href=\"{}\">{}</a> {}", escape(&own.href), own.id_html, escape(&own.title));
        for (_, other, edge) in edges.iter().filter(|(start, _, _)| *start == place) {
            let other = item_ref(book, from, *other);
            let _ = write!(html, "; {} <a href=\"{}\">{}</a>", escape(&edge.label), escape(&other.href), other.id_html);
        }
    }
    html.push_str("</ul></details>");
}

/// Two items are joined by one line, whatever joins them: a line for each would hide the others.
fn one_line_a_pair<'a>(edges: impl Iterator<Item = &'a Edge>) -> Vec<Edge> {
    let mut lines: Vec<Edge> = Vec::new();
    let mut known: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for edge in edges {
        match known.get(&(edge.from.min(edge.to), edge.from.max(edge.to))) {
            Some(line) if !lines[*line].label.contains(&edge.label) => {
                let label = &mut lines[*line].label;
                label.push_str(" / ");
                label.push_str(&edge.label);
            }
            Some(_) => {}
            None => {
                known.insert((edge.from.min(edge.to), edge.from.max(edge.to)), lines.len());
                lines.push(edge.clone());
            }
        }
    }
    lines
}
