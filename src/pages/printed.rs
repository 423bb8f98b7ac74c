//! An item for a document that is read from the first page to the last: what it says itself, without what only a site
//! has around it. Addresses are from the site's root; whoever prints knows which of them lead somewhere.

use super::book::Book;
use super::prose::{self, Part};
use super::view::Section;
use super::{concept_tree, diagrams, facts, flows, information_model, item, layouts, maps, usecase_overview, wording};
use crate::model::{ItemIx, Role};

pub use super::facts::Written;

/// The page that printed texts stand on: none of the site's.
const NOWHERE: &str = "";

/// The statement and the rest of an item's text, as HTML; either may be empty.
pub fn texts(book: &Book, ix: ItemIx) -> (String, String) {
    item::texts(book, NOWHERE, ix)
}

/// An item's own text as HTML, without what answers questions to the documentation; empty when it has none.
pub fn background(book: &Book, ix: ItemIx) -> String {
    let body = book.model().item(ix).body;
    body.map(|body| prose::html_without_answers(book, NOWHERE, ix, body)).unwrap_or_default()
}

/// What the item's own keys say, in the model's order; nothing that is set apart.
pub fn fields(book: &Book, ix: ItemIx) -> Vec<Written> {
    fields_of(book, ix, |_| true)
}

/// The same of those keys whose role is wanted; `None` is a key without one.
pub fn fields_of(book: &Book, ix: ItemIx, wanted: impl Fn(Option<Role>) -> bool) -> Vec<Written> {
    facts::each(book, NOWHERE, ix, wanted)
}

/// What a provision says on the book's day, as HTML: its summary, then its text.
pub fn provision(book: &Book, ix: ItemIx) -> String {
    let wording = wording::on_day(book, ix);
    let mut html = wording.summary.map(|summary| wording::summary_html(book, NOWHERE, ix, summary)).unwrap_or_default();
    if let Some(text) = wording.text {
        html.push_str(&prose::html(book, NOWHERE, ix, text, Part::Whole));
    }
    html
}

/// The drawings and tables of what an item is: the steps of a process, the table of a rule, the two ends of an
/// interface, the models of a domain, attached diagrams.
pub fn sections(book: &Book, ix: ItemIx) -> Vec<Section> {
    let mut sections = Vec::new();
    match book.model().schema.kind(book.model().item(ix).kind).role {
        Some(Role::Process) => sections.extend(flows::section(book, NOWHERE, ix)),
        Some(Role::Rule | Role::Interface) => layouts::before(book, NOWHERE, ix, &mut sections),
        Some(Role::DomainModel) => {
            sections.extend(concept_tree::section(book, NOWHERE, ix));
            sections.extend(information_model::section(book, NOWHERE, ix));
        }
        _ => {}
    }
    sections.extend(diagrams::sections(book, NOWHERE, ix));
    sections
}

/// Where a solution stands among others.
pub fn map(book: &Book, solution: ItemIx) -> Option<Section> {
    maps::solution_section(book, NOWHERE, solution)
}

/// The use cases of a solution with their actors.
pub fn use_cases(book: &Book, solution: ItemIx) -> Option<Section> {
    usecase_overview::section(book, NOWHERE, solution)
}

/// The information objects of a solution with their relations.
pub fn information(book: &Book, solution: ItemIx) -> Option<Section> {
    information_model::section(book, NOWHERE, solution)
}
