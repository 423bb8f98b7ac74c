//! What a provision says on the day: its summary and text, or those of the version that holds then.

use super::book::Book;
use super::fields::{Shown, plain};
use super::prose::{self, Part};
use super::refs::escape;
use super::view::{Fact, Inline};
use super::words::{capital, name};
use crate::document::{Map, Node, Value};
use crate::model::schema::{Field, Form};
use crate::model::{FieldValue, ItemIx, Prose, Role, value};
use crate::place::FileId;

/// Summary and text as they hold on the model's day.
pub struct Wording<'a> {
    /// With the file it is written in.
    pub summary: Option<(FileId, &'a Node)>,
    pub text: Option<Prose>,
}

/// What an item says on the day. Items without versions say what is written.
pub fn on_day(book: &Book, ix: ItemIx) -> Wording<'_> {
    let model = book.model();
    let item = model.item(ix);
    let mut wording =
        Wording { summary: model.field(ix, Role::Summary).map(|field| (field.file, &field.node)), text: item.body };
    let Some((field, fields)) = versions(book, ix) else { return wording };
    let Some(version) = number_on_day(book, ix).and_then(|number| field.node.elements()[number].map()) else {
        return wording;
    };
    if let Some(summary) = part(fields, version, Role::Summary) {
        wording.summary = Some((field.file, summary));
    }
    if let Some(Value::Prose(body)) = part(fields, version, Role::BodyText).map(|node| &node.value) {
        wording.text = Some(Prose { file: field.file, body: *body });
    }
    wording
}

/// The place in the list of the version that holds on the model's day; the last one when several do.
pub fn number_on_day(book: &Book, ix: ItemIx) -> Option<usize> {
    let (field, fields) = versions(book, ix)?;
    let holds = |node: &Node| {
        node.map().is_some_and(|map| {
            let date = |role: Role| part(fields, map, role).and_then(value::date);
            let validity = crate::law::Validity { from: date(Role::ValidFrom), to: date(Role::ValidTo) };
            validity.covers(book.model().day)
        })
    };
    field.node.elements().iter().rposition(holds)
}

/// All versions as one fact: for provisions that stand inside another's page.
pub fn versions_fact(book: &Book, from: &str, ix: ItemIx) -> Option<Fact> {
    let (field, fields) = versions(book, ix)?;
    let declared = book.model().item(ix).declared(&book.model().schema, field)?;
    let shown = Shown { book, from, item: ix, file: field.file };
    let mut values = Vec::new();
    for map in field.node.elements().iter().filter_map(Node::map) {
        if !values.is_empty() {
            values.push(Inline::Html { html: "<br>".to_owned() });
        }
        values.extend(shown.object_line(fields, map));
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

fn versions(book: &Book, ix: ItemIx) -> Option<(&FieldValue, &[Field])> {
    let model = book.model();
    let field = model.field(ix, Role::TextVersions)?;
    match &model.item(ix).declared(&model.schema, field)?.form {
        Form::Object(fields) => Some((field, fields)),
        _ => None,
    }
}

fn part<'a>(fields: &[Field], map: &'a Map, role: Role) -> Option<&'a Node> {
    map.find(&fields.iter().find(|field| field.role == Some(role))?.key)
}
