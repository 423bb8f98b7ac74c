//! The use cases of a solution with their actors.

use super::book::Book;
use super::diagrams::scrolled;
use super::fields::{plain, spaced};
use super::key::{Keyed, feed_whole};
use super::refs::item_ref;
use super::route::{Way, relative};
use super::view::{Column, Content, Inline, Row, Section, Table};
use super::words::number;
use crate::draw::usecases::{UseCase, draw};
use crate::model::{ItemIx, Role};

/// Most use cases and actors of a drawing together.
const MOST: usize = 150;

/// The section of a solution's page; `None` without use cases.
pub fn section(book: &Book, from: &str, ix: ItemIx) -> Option<Section> {
    let model = book.model();
    let all = cases(book, ix);
    let mut actors: Vec<String> = Vec::new();
    let mut drawn: Vec<UseCase> = Vec::new();
    for case in &all {
        let own = actors_of(book, *case);
        let new = own.iter().filter(|actor| !actors.contains(actor)).count();
        if drawn.len() + actors.len() + new >= MOST {
            break;
        }
        let places = own.into_iter().map(|actor| {
            actors.iter().position(|known| *known == actor).unwrap_or_else(|| {
                actors.push(actor);
                actors.len() - 1
            })
        });
        let item = model.item(*case);
        let actors = places.collect();
        let href = relative(from, &item.url);
        drawn.push(UseCase { id: item.id.to_string(), title: item.title.to_string(), href, actors });
    }
    if drawn.is_empty() {
        return None;
    }
    let title = book.word("Use cases og aktører", "Use cases and actors");
    let description = book.word(
        "Løsningens ramme med dens use cases; en streg viser, hvilken aktør der bruger hvad. Det samme står i tabellen under tegningen.",
        "The solution's frame with its use cases; a line shows which actor uses what. The table below the drawing says the same.",
    );
    let svg = draw(title, description, &model.item(ix).title, &actors, &drawn);
    let heading = if drawn.len() < all.len() {
        let (shown, of) = (number(book.language(), drawn.len()), number(book.language(), all.len()));
        format!("{title} ({shown} {} {of})", book.word("af", "of"))
    } else {
        title.to_owned()
    };
    let table = table(book, from, &all[..drawn.len()]);
    let content = Content::Drawing { svg: scrolled(book, &svg), table, list: String::new() };
    Some(Section { anchor: "_usecases".to_owned(), title: heading, content })
}

/// What the section shows beside the page's own item.
pub fn feed(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    for case in cases(book, ix) {
        feed_whole(keyed, book, case);
    }
}

/// The published use cases of a solution, in model order.
fn cases(book: &Book, ix: ItemIx) -> Vec<ItemIx> {
    let model = book.model();
    if !model.is(ix, Role::Solution) {
        return Vec::new();
    }
    let Some(link_type) = model.schema.link_type_with(Role::BelongsTo) else { return Vec::new() };
    let mut cases: Vec<ItemIx> = book.joined(ix, link_type, Way::In).into_iter().map(|(other, _)| other).collect();
    cases.retain(|other| model.is(*other, Role::UseCase));
    cases.dedup();
    cases
}

fn actors_of(book: &Book, ix: ItemIx) -> Vec<String> {
    let field = book.model().field(ix, Role::Actors);
    let mut actors: Vec<String> = field
        .map(|field| field.node.elements().iter().map(plain).filter(|name| !name.is_empty()).collect())
        .unwrap_or_default();
    actors.dedup();
    actors
}

fn table(book: &Book, from: &str, cases: &[ItemIx]) -> Table {
    let model = book.model();
    let heads =
        [book.word("Use case", "Use case"), book.word("Aktører", "Actors"), book.word("Arbejdsgang", "Process")];
    let columns = heads.iter().map(|text| Column { text: (*text).to_owned(), ..Column::default() }).collect();
    let row = |case: &ItemIx| {
        let actors = vec![Inline::Text { text: actors_of(book, *case).join(", ") }];
        let processes =
            model.targets(*case, Role::InProcess).into_iter().filter(|process| book.published.shows(*process));
        let processes = processes.map(|process| Inline::Item(item_ref(book, from, process))).collect();
        Row {
            cells: vec![vec![Inline::Item(item_ref(book, from, *case))], actors, spaced(processes)],
            ..Row::default()
        }
    };
    Table { columns, rows: cases.iter().map(row).collect(), look: "plain", ..Table::default() }
}
