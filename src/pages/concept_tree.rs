//! Concepts drawn by what they are kinds of: around one concept, and all of a domain model.

use foldhash::HashMap;

use super::book::Book;
use super::diagrams::scrolled;
use super::key::Keyed;
use super::refs::item_ref;
use super::route::{Way, relative};
use super::view::{Column, Content, Inline, Row, Section, Table};
use super::words::number;
use crate::draw::layered::MOST_NODES;
use crate::draw::tree::{Branch, draw};
use crate::model::{ItemIx, Role};

/// Most concepts around one.
const MOST_AROUND: usize = 40;

/// The section of a page; `None` where no concept is a kind of another.
pub fn section(book: &Book, from: &str, ix: ItemIx) -> Option<Section> {
    let Found { mut concepts, left_out } = found(book, ix);
    let broader: Vec<Vec<ItemIx>> = concepts.iter().map(|concept| broader(book, *concept)).collect();
    if !broader.iter().flatten().any(|above| concepts.contains(above)) {
        return None;
    }
    let mut above: HashMap<ItemIx, Vec<ItemIx>> = concepts.iter().copied().zip(broader).collect();
    order(&mut concepts, &mut above);
    let branches = branches(book, from, ix, &concepts, &above);
    let title = book.word("Begrebshierarki", "Concept hierarchy");
    let description = book.word(
        "Hvert begreb står til højre for sit overbegreb. Det samme står i tabellen under tegningen.",
        "Each concept stands to the right of its broader concept. The table below the drawing says the same.",
    );
    let svg = scrolled(book, &draw(title, description, &branches));
    let heading = match left_out {
        0 => title.to_owned(),
        left_out => {
            let shown = number(book.language(), concepts.len());
            let of = number(book.language(), concepts.len() + left_out);
            format!("{title} ({shown} {} {of})", book.word("af", "of"))
        }
    };
    let table = table(book, from, &concepts, &above);
    let content = Content::Drawing { svg, table, list: String::new() };
    Some(Section { anchor: "_hierarki".to_owned(), title: heading, content })
}

/// What the section shows beside the page's own item.
pub fn feed(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    let Found { concepts, left_out } = found(book, ix);
    keyed.number(left_out as u64);
    for concept in concepts {
        keyed.hash(&book.shown_as[concept.0 as usize]);
        for above in broader(book, concept) {
            keyed.hash(&book.shown_as[above.0 as usize]);
        }
    }
}

struct Found {
    concepts: Vec<ItemIx>,
    left_out: usize,
}

/// The published concepts that a page draws.
fn found(book: &Book, ix: ItemIx) -> Found {
    let model = book.model();
    match model.schema.kind(model.item(ix).kind).role {
        Some(Role::Concept) => around(book, ix),
        Some(Role::DomainModel) => of_model(book, ix),
        _ => Found { concepts: Vec::new(), left_out: 0 },
    }
}

/// A concept with all above it and two levels below.
fn around(book: &Book, ix: ItemIx) -> Found {
    let mut concepts = vec![ix];
    let mut at = 0;
    while at < concepts.len() && concepts.len() < MOST_AROUND {
        for above in broader(book, concepts[at]) {
            if !concepts.contains(&above) {
                concepts.push(above);
            }
        }
        at += 1;
    }
    let mut left_out = 0;
    let mut level = vec![ix];
    for _ in 0..2 {
        let mut next = Vec::new();
        for concept in &level {
            for below in narrower(book, *concept) {
                if concepts.contains(&below) {
                    continue;
                }
                if concepts.len() < MOST_AROUND {
                    concepts.push(below);
                    next.push(below);
                } else {
                    left_out += 1;
                }
            }
        }
        level = next;
    }
    Found { concepts, left_out }
}

/// The concepts of a model that are kinds of others, and those others.
fn of_model(book: &Book, ix: ItemIx) -> Found {
    let model = book.model();
    let Some(link_type) = model.schema.link_type_with(Role::OfModel) else {
        return Found { concepts: Vec::new(), left_out: 0 };
    };
    let mut all: Vec<ItemIx> = Vec::new();
    for (concept, _) in book.joined(ix, link_type, Way::In) {
        if model.is(concept, Role::Concept) {
            all.push(concept);
            all.extend(broader(book, concept));
        }
    }
    all.sort();
    all.dedup();
    let left_out = all.len().saturating_sub(MOST_NODES);
    all.truncate(MOST_NODES);
    Found { concepts: all, left_out }
}

fn broader(book: &Book, ix: ItemIx) -> Vec<ItemIx> {
    joined(book, ix, Way::Out)
}

fn narrower(book: &Book, ix: ItemIx) -> Vec<ItemIx> {
    joined(book, ix, Way::In)
}

fn joined(book: &Book, ix: ItemIx, way: Way) -> Vec<ItemIx> {
    let Some(link_type) = book.model().schema.link_type_with(Role::BroaderConcept) else { return Vec::new() };
    let mut found: Vec<ItemIx> = book.joined(ix, link_type, way).into_iter().map(|(other, _)| other).collect();
    found.retain(|other| *other != ix);
    found.dedup();
    found
}

/// Puts each concept behind what it is a kind of; in a circle, the first one stands free of the rest.
fn order(concepts: &mut Vec<ItemIx>, above: &mut HashMap<ItemIx, Vec<ItemIx>>) {
    concepts.sort();
    let known = concepts.clone();
    for list in above.values_mut() {
        list.retain(|other| known.binary_search(other).is_ok());
    }
    let mut placed: Vec<ItemIx> = Vec::with_capacity(known.len());
    let mut is_placed = vec![false; known.len()];
    while placed.len() < known.len() {
        let before = placed.len();
        for (number, concept) in known.iter().enumerate() {
            let ready = || above[concept].iter().all(|other| known.binary_search(other).is_ok_and(|at| is_placed[at]));
            if !is_placed[number] && ready() {
                is_placed[number] = true;
                placed.push(*concept);
            }
        }
        if placed.len() == before {
            let stuck = is_placed.iter().position(|placed| !placed).expect("some concept is not placed");
            is_placed[stuck] = true;
            above.insert(known[stuck], Vec::new());
            placed.push(known[stuck]);
        }
    }
    *concepts = placed;
}

fn branches(
    book: &Book,
    from: &str,
    page: ItemIx,
    concepts: &[ItemIx],
    above: &HashMap<ItemIx, Vec<ItemIx>>,
) -> Vec<Branch> {
    let model = book.model();
    let place = |ix: &ItemIx| concepts.iter().position(|concept| concept == ix);
    let branch = |concept: &ItemIx| {
        let item = model.item(*concept);
        let mut places = above[concept].iter().filter_map(place);
        Branch {
            title: item.title.to_string(),
            href: relative(from, &item.url),
            kind: super::refs::class(model.schema.kind(item.kind).role).to_owned(),
            parent: places.next(),
            others: places.collect(),
            own: *concept == page,
        }
    };
    concepts.iter().map(branch).collect()
}

fn table(book: &Book, from: &str, concepts: &[ItemIx], above: &HashMap<ItemIx, Vec<ItemIx>>) -> Table {
    let heads = [book.word("Begreb", "Concept"), book.word("Overbegreb", "Broader concept")];
    let columns = heads.iter().map(|text| Column { text: (*text).to_owned(), ..Column::default() }).collect();
    let item = |ix: &ItemIx| Inline::Item(item_ref(book, from, *ix));
    let row = |concept: &ItemIx| {
        let above = super::fields::spaced(above[concept].iter().map(item).collect());
        Row { cells: vec![vec![item(concept)], above], ..Row::default() }
    };
    Table { columns, rows: concepts.iter().map(row).collect(), look: "plain", ..Table::default() }
}
