//! What a provision says on the day, as HTML.

use super::book::Book;
use super::fields::{Shown, plain};
use super::prose::{self, Part};
use super::refs::escape;
use super::view::{Fact, Inline};
use super::words::{capital, name};
use crate::document::{Node, Value};
use crate::model::{ItemIx, Prose, Wording};
use crate::place::FileId;

/// What an item says on the model's day.
pub fn on_day(book: &Book, ix: ItemIx) -> Wording<'_> {
    book.model().wording_on(ix, book.model().day)
}

/// The place in the list of the version that holds on the model's day.
pub fn number_on_day(book: &Book, ix: ItemIx) -> Option<usize> {
    book.model().version_on(ix, book.model().day)
}

/// All versions as one fact: for provisions that stand inside another's page.
pub fn versions_fact(book: &Book, from: &str, ix: ItemIx) -> Option<Fact> {
    let versions = book.model().text_versions(ix)?;
    let declared = book.model().item(ix).declared(&book.model().schema, versions.field)?;
    let shown = Shown { book, from, item: ix, file: versions.field.file };
    let mut values = Vec::new();
    for (_, map) in versions.each() {
        if !values.is_empty() {
            values.push(Inline::Html { html: "<br>".to_owned() });
        }
        values.extend(shown.object_line(versions.fields, map));
    }
    Some(Fact { label: capital(name(book.language(), &declared.name)), values })
}

/// A summary as HTML.
pub fn summary_html(book: &Book, from: &str, ix: ItemIx, (file, node): (FileId, &Node)) -> String {
    match node.value {
        Value::Prose(body) => prose::html(book, from, ix, Prose { file, body }, Part::Whole),
        _ => format!("<p>{}</p>", escape(&plain(node))),
    }
}
