//! Ids inside selectors: under `id`, and under the keys of links.

use super::{Edit, Renaming};
use crate::document::{Node, Value};
use crate::model::Role;
use crate::model::schema::{Field, Form, Schema};

/// Deepest nesting that is looked into.
const DEEPEST: usize = 32;

impl Renaming<'_> {
    /// The edits of a selector (what stands under `vælg`).
    pub(super) fn selector(&self, text: &str, node: &Node, edits: &mut Vec<Edit>) {
        self.condition_map(text, node, edits, 0);
    }

    /// The edits of a view: the selectors under its keys.
    pub(super) fn question(&self, text: &str, node: &Node, edits: &mut Vec<Edit>) {
        let views = node.map().map(|map| map.pairs.as_slice()).unwrap_or_default();
        for pair in views.iter().filter_map(|view| view.value.map()).flat_map(|map| map.pairs.iter()) {
            if pair.value.map().is_some() {
                self.selector(text, &pair.value, edits);
            }
        }
    }

    fn condition_map(&self, text: &str, node: &Node, edits: &mut Vec<Edit>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        for pair in node.map().map(|map| map.pairs.as_slice()).unwrap_or_default() {
            if names_items(&self.facts.model.schema, &pair.key) {
                self.condition(text, &pair.value, edits, depth + 1);
            }
        }
    }

    /// A value, a list, or operators: `{ikke: K-1}`, `{begynder: BL}`, `{hvor: {…}}`.
    fn condition(&self, text: &str, node: &Node, edits: &mut Vec<Edit>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match &node.value {
            Value::Scalar(_) => edits.extend(self.scalar(text, node)),
            Value::List(list) => list.iter().for_each(|node| self.condition(text, node, edits, depth + 1)),
            Value::Map(map) => {
                for pair in map.pairs.iter() {
                    match &*pair.key {
                        "hvor" | "where" => self.condition_map(text, &pair.value, edits, depth + 1),
                        "ikke" | "not" | "begynder" | "starts" | "indeholder" | "contains" => {
                            self.condition(text, &pair.value, edits, depth + 1);
                        }
                        _ => {}
                    }
                }
            }
            Value::Empty | Value::Prose(_) => {}
        }
    }
}

/// Whether what stands under a key of a selector are ids.
fn names_items(schema: &Schema, key: &str) -> bool {
    if schema.reserved_with(Role::Id).is_some_and(|field| field.key == key) || schema.find_link_type(key).is_some() {
        return true;
    }
    let mut of_links = schema.kinds.iter().flat_map(|kind| &kind.links);
    if of_links.any(|link| link.key == key) {
        return true;
    }
    let (first, rest) = key.split_once('.').unwrap_or((key, ""));
    let fields = schema.reserved.iter().chain(schema.kinds.iter().flat_map(|kind| &kind.fields));
    fields.filter(|field| field.key == first).any(|field| leads_to_item(field, rest))
}

/// Whether a path into a field's objects ends in a reference, or in the id of who reviewed.
fn leads_to_item(field: &Field, path: &str) -> bool {
    match &field.form {
        Form::Reference(_) => path.is_empty(),
        Form::Object(fields) => {
            let (first, rest) = path.split_once('.').unwrap_or((path, ""));
            fields.iter().filter(|inner| inner.key == first).any(|inner| leads_to_item(inner, rest))
        }
        _ => path.is_empty() && field.role == Some(Role::ReviewedBy),
    }
}
