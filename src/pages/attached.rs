//! Which attachments a site copies: those that something shown links to.

use std::collections::BTreeSet;

use super::book::Book;
use crate::document::{Node, Value};
use crate::model::schema::{Form, Schema};
use crate::model::{Item, ItemIx, PathTarget, Prose};
use crate::place::FileId;

/// Attachments that shown items link to, in shown blocks and in fields.
pub fn shown(book: &Book) -> BTreeSet<FileId> {
    let model = book.model();
    if model.attachments.linked.is_empty() {
        return BTreeSet::new();
    }
    let mut found = BTreeSet::new();
    for ix in model.all().filter(|ix| book.published.shows(*ix)) {
        of_item(book, ix, &mut found);
    }
    found
}

fn of_item(book: &Book, ix: ItemIx, found: &mut BTreeSet<FileId>) {
    let model = book.model();
    let item = model.item(ix);
    for field in &item.fields {
        visit(&field.node, &mut |node| match &node.value {
            Value::Prose(body) => of_prose(book, Prose { file: field.file, body: *body }, found),
            Value::Scalar(scalar) if may_name_files(&model.schema, item, field) => {
                insert(book, field.file, &scalar.text, found);
            }
            _ => {}
        });
    }
}

fn may_name_files(schema: &Schema, item: &Item, field: &crate::model::FieldValue) -> bool {
    item.declared(schema, field).is_some_and(|declared| has_files(&declared.form))
}

fn has_files(form: &Form) -> bool {
    match form {
        Form::File => true,
        Form::Object(fields) => fields.iter().any(|field| has_files(&field.form)),
        _ => false,
    }
}

fn of_prose(book: &Book, prose: Prose, found: &mut BTreeSet<FileId>) {
    for link in &book.facts.body(prose).links {
        if !link.page && book.published.shows_block(link.guard.as_deref()) {
            insert(book, prose.file, &link.path, found);
        }
    }
}

fn insert(book: &Book, from: FileId, path: &str, found: &mut BTreeSet<FileId>) {
    if let Some(PathTarget::Attachment(file)) = book.model().resolve_path(&book.facts.files, from, path) {
        found.insert(file);
    }
}

fn visit(node: &Node, each: &mut impl FnMut(&Node)) {
    each(node);
    match &node.value {
        Value::List(list) => list.iter().for_each(|node| visit(node, each)),
        Value::Map(map) => map.pairs.iter().for_each(|pair| visit(&pair.value, each)),
        Value::Empty | Value::Scalar(_) | Value::Prose(_) => {}
    }
}
