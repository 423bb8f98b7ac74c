//! The written fields of an item as plain values.

use super::{Audience, PlainValue, reading};
use crate::document::{Map, Node, Value};
use crate::model::schema::{Field, Form};
use crate::model::{FieldValue, ItemIx, Key, Prose, Role, Written};
use crate::place::FileId;
use crate::trace::Facts;

/// Deepest nesting of a value that is told.
const DEEPEST: usize = 24;

/// Keys and values: title, kind and status first, then the fields and links in the model's order.
pub(super) fn of(facts: &Facts, ix: ItemIx, audience: &dyn Audience) -> Vec<(String, PlainValue)> {
    let model = &facts.model;
    let (item, schema) = (model.item(ix), &model.schema);
    let teller = Teller { facts, ix, audience };
    let mut fields = Vec::with_capacity(item.fields.len() + 2);
    let mut tell = |role: Role, text: &str| {
        if let Some(field) = schema.reserved_with(role).filter(|_| !text.is_empty()) {
            fields.push((field.key.clone(), PlainValue::Text(text.to_owned())));
        }
    };
    tell(Role::Title, &item.title);
    tell(Role::Kind, &schema.kind(item.kind).key);
    tell(Role::Status, item.status(schema).map_or("", |status| &status.key));
    let mut written: Vec<&FieldValue> = item.fields.iter().filter(|value| !is_told_apart(facts, ix, value)).collect();
    written.sort_by_key(|value| match value.key {
        Key::Reserved(number) => (0, number),
        Key::Field(number) => (1, number),
        Key::Link(number) => (2, number),
    });
    for value in written {
        if let Some(told) = teller.field(value) {
            fields.push((item.key_name(schema, value).to_owned(), told));
        }
    }
    fields
}

/// Whether a field is told by the item's id, title, kind or status.
fn is_told_apart(facts: &Facts, ix: ItemIx, value: &FieldValue) -> bool {
    let role = facts.model.item(ix).declared(&facts.model.schema, value).and_then(|field| field.role);
    matches!(role, Some(Role::Id | Role::Kind | Role::Title | Role::Status | Role::Pinpoint))
}

struct Teller<'a> {
    facts: &'a Facts,
    ix: ItemIx,
    audience: &'a dyn Audience,
}

impl Teller<'_> {
    /// A field's value; `None` when nothing of it may be told.
    fn field(&self, value: &FieldValue) -> Option<PlainValue> {
        let item = self.facts.model.item(self.ix);
        let Some(declared) = item.declared(&self.facts.model.schema, value) else {
            return some_list(self.links(value.file, &value.node));
        };
        match (&value.node.value, &declared.form) {
            (Value::Prose(_) | Value::Scalar(_), form) if !matches!(form, Form::List | Form::SeveralOf(_)) => {
                some_text(self.line(&declared.form, value.file, &value.node, 0))
            }
            _ => some_list(self.lines(&declared.form, value.file, &value.node)),
        }
    }

    fn lines(&self, form: &Form, file: FileId, node: &Node) -> Vec<String> {
        let lines = node.elements().iter().map(|element| self.line(form, file, element, 0));
        lines.filter(|line| !line.is_empty()).collect()
    }

    fn links(&self, file: FileId, node: &Node) -> Vec<String> {
        node.elements().iter().map(|element| self.link(file, element)).filter(|line| !line.is_empty()).collect()
    }

    /// A link with its attributes: `[[BL § 20]] (note: …)`; empty when it leads to what may not be seen.
    fn link(&self, file: FileId, node: &Node) -> String {
        let map = node.map();
        let target = map.and_then(|map| map.find("til")).unwrap_or(node);
        let Some(text) = target.text() else { return String::new() };
        let link = self.facts.model.link_at(self.ix, Written::Field { file, span: target.span });
        let id = match link.and_then(|link| link.target.as_ref()) {
            Some(target) if !self.audience.shows(target.item) => {
                let tells = self.audience.tells_omissions();
                let word = self.audience.hidden_word(self.facts.language());
                return if tells { word.to_owned() } else { String::new() };
            }
            Some(target) => reading::name_of(self.facts, target),
            None => text.trim().to_owned(),
        };
        let attributes = map.map(|map| self.object(&[], file, map, 1)).unwrap_or_default();
        if attributes.is_empty() { ["[[", &id, "]]"].concat() } else { ["[[", &id, "]] (", &attributes, ")"].concat() }
    }

    /// One value on a line; prose keeps its lines.
    fn line(&self, form: &Form, file: FileId, node: &Node, depth: usize) -> String {
        if depth > DEEPEST {
            return String::new();
        }
        match (&node.value, form) {
            (Value::Empty, _) => String::new(),
            (Value::Prose(body), _) => self.prose(Prose { file, body: *body }),
            (Value::Scalar(_), Form::Reference(_)) => self.link(file, node),
            (Value::Map(map), Form::Reference(_)) if map.find("til").is_some() => self.link(file, node),
            (Value::Scalar(scalar), _) => self.scalar(scalar.text.trim()),
            (Value::List(list), _) => {
                let lines = list.iter().map(|element| self.line(form, file, element, depth + 1));
                lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
            }
            (Value::Map(map), Form::Object(fields)) => self.object(fields, file, map, depth + 1),
            (Value::Map(map), _) => self.object(&[], file, map, depth + 1),
        }
    }

    /// An object on a line: `navn: Visitation, krav: [[DUBU-K-0012]]`; what a link leads to is left out.
    fn object(&self, fields: &[Field], file: FileId, map: &Map, depth: usize) -> String {
        let mut parts = Vec::with_capacity(map.pairs.len());
        for pair in map.pairs.iter().filter(|pair| &*pair.key != "til") {
            let declared = fields.iter().find(|field| field.key == *pair.key);
            let line = self.line(declared.map_or(&Form::Any, |field| &field.form), file, &pair.value, depth);
            if !line.is_empty() {
                parts.push([&pair.key, ": ", &line].concat());
            }
        }
        parts.join(", ")
    }

    /// A word; one that names an item that may not be seen is left out.
    fn scalar(&self, text: &str) -> String {
        let named = || self.facts.model.find(text).filter(|named| !self.audience.shows(*named));
        if !self.audience.sees_source() && named().is_some() { String::new() } else { text.to_owned() }
    }

    fn prose(&self, prose: Prose) -> String {
        if self.audience.sees_source() {
            return self.facts.body(prose).source.trim().to_owned();
        }
        reading::text(self.facts, self.ix, prose, self.audience)
    }
}

fn some_text(text: String) -> Option<PlainValue> {
    (!text.is_empty()).then_some(PlainValue::Text(text))
}

fn some_list(list: Vec<String>) -> Option<PlainValue> {
    (!list.is_empty()).then_some(PlainValue::List(list))
}
