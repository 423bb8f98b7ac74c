//! An item as its own keys and values, as the bundle's readers may see it: what JSON and sources are made from.

use serde_yaml::{Mapping, Value};

use super::Material;
use crate::document::{self, Map, Node, Style};
use crate::model::schema::{Field, Form};
use crate::model::{FieldValue, ItemIx, Key, Prose, Role, Target, Written};
use crate::place::FileId;

/// Deepest nesting of a value that is told.
const DEEPEST: usize = 24;

/// An item's keys with values that answer the JSON Schema of its kind, in the model's order.
#[derive(Default)]
pub(super) struct Told {
    /// Id, kind, title and status first; nested provisions are left to the caller.
    pub fields: Mapping,
    /// The main text, which is not among the fields.
    pub text: Option<String>,
    /// Keys with the number of their links that lead to what the bundle leaves out.
    pub omitted: Vec<(String, usize)>,
}

/// Tells an item. `nested` leaves out id and kind, as a provision inside its act does.
pub(super) fn told(material: &Material, ix: ItemIx, nested: bool) -> Told {
    let model = material.model();
    let (item, schema) = (model.item(ix), &model.schema);
    let mut told = Told::default();
    let mut set = |role: Role, text: &str| {
        if let Some(field) = schema.reserved_with(role).filter(|_| !text.is_empty()) {
            told.fields.insert(field.key.clone().into(), text.into());
        }
    };
    if !nested {
        set(Role::Id, &item.id);
        set(Role::Kind, &schema.kind(item.kind).key);
        set(Role::Title, &item.title);
    }
    set(Role::Status, item.status(schema).map_or("", |status| &status.key));
    let mut written: Vec<&FieldValue> = item.fields.iter().collect();
    written.sort_by_key(|value| match value.key {
        // What a nested item is called stands first.
        Key::Field(number) if is(material, ix, value, Role::Pinpoint) => (0, number),
        Key::Reserved(number) => (1, number),
        Key::Field(number) => (2, number),
        Key::Link(number) => (3, number),
    });
    for value in written {
        one(material, ix, value, nested, &mut told);
    }
    told
}

fn is(material: &Material, ix: ItemIx, value: &FieldValue, role: Role) -> bool {
    let model = material.model();
    model.item(ix).declared(&model.schema, value).is_some_and(|field| field.role == Some(role))
}

fn one(material: &Material, ix: ItemIx, value: &FieldValue, nested: bool, told: &mut Told) {
    let model = material.model();
    let item = model.item(ix);
    let key = item.key_name(&model.schema, value);
    let role = item.declared(&model.schema, value).and_then(|field| field.role);
    if matches!(role, Some(Role::Id | Role::Kind | Role::Status)) || role == Some(Role::Title) && !nested {
        return;
    }
    let mut teller = Teller { material, ix, file: value.file, omitted: 0 };
    let given = match item.declared(&model.schema, value) {
        None => teller.links(&value.node),
        Some(field) => teller.value(&field.form, &value.node, 0),
    };
    if teller.omitted > 0 {
        told.omitted.push((key.to_owned(), teller.omitted));
    }
    let main = item.body.is_some_and(|body| {
        body.file == value.file && matches!(value.node.value, document::Value::Prose(number) if number == body.body)
    });
    match given {
        Some(Value::String(text)) if main && !nested => told.text = Some(text),
        Some(given) => drop(told.fields.insert(key.into(), given)),
        None => {}
    }
}

struct Teller<'a, 'b> {
    material: &'b Material<'a>,
    ix: ItemIx,
    file: FileId,
    omitted: usize,
}

impl Teller<'_, '_> {
    /// A value by its form; `None` when nothing of it may be told.
    fn value(&mut self, form: &Form, node: &Node, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        match (&node.value, form) {
            (document::Value::Empty, _) => None,
            (document::Value::Prose(body), _) => self.prose(Prose { file: self.file, body: *body }).map(Value::String),
            (_, Form::Reference(_)) => self.links(node),
            (document::Value::Scalar(scalar), form) => self.scalar(form, &scalar.text, scalar.style),
            (document::Value::List(list), form) => {
                let told: Vec<Value> = list.iter().filter_map(|node| self.value(form, node, depth + 1)).collect();
                (!told.is_empty()).then_some(Value::Sequence(told))
            }
            (document::Value::Map(map), Form::Object(fields)) => self.object(fields, map, depth),
            (document::Value::Map(map), _) => self.object(&[], map, depth),
        }
    }

    fn object(&mut self, fields: &[Field], map: &Map, depth: usize) -> Option<Value> {
        let mut told = Mapping::new();
        for pair in map.pairs.iter() {
            let form = fields.iter().find(|field| field.key == *pair.key).map_or(&Form::Any, |field| &field.form);
            if let Some(value) = self.value(form, &pair.value, depth + 1) {
                told.insert((*pair.key).into(), value);
            }
        }
        (!told.is_empty()).then_some(Value::Mapping(told))
    }

    /// One link or a list of them, without those that lead to what is left out.
    fn links(&mut self, node: &Node) -> Option<Value> {
        let mut told: Vec<Value> = node.elements().iter().filter_map(|element| self.link(element)).collect();
        match (told.len(), &node.value) {
            (0, _) => None,
            (1, document::Value::List(_)) => Some(Value::Sequence(told)),
            (1, _) => told.pop(),
            _ => Some(Value::Sequence(told)),
        }
    }

    fn link(&mut self, node: &Node) -> Option<Value> {
        let map = node.map();
        let target = map.and_then(|map| map.find("til")).unwrap_or(node);
        let text = target.text()?.trim();
        let link = self.material.model().link_at(self.ix, Written::Field { file: self.file, span: target.span });
        let name = match link.and_then(|link| link.target.as_ref()) {
            Some(target) if !self.material.shows(target.item) => {
                self.omitted += 1;
                return None;
            }
            Some(target) => self.name_of(target),
            None => self.plain(text)?,
        };
        let Some(map) = map else { return Some(Value::String(name)) };
        let mut told = Mapping::new();
        told.insert("til".into(), name.into());
        for pair in map.pairs.iter().filter(|pair| &*pair.key != "til") {
            if let Some(value) = self.value(&Form::Any, &pair.value, 1) {
                told.insert((*pair.key).into(), value);
            }
        }
        Some(Value::Mapping(told))
    }

    /// How a target is called: the citation as deep as it was written, or the id with its part.
    fn name_of(&self, target: &Target) -> String {
        let id = &self.material.model().item(target.item).id;
        match (target.deeper(), target.part()) {
            (Some(deeper), _) => deeper.to_string(),
            (None, Some(part)) => format!("{id} {part}"),
            (None, None) => id.to_string(),
        }
    }

    fn scalar(&mut self, form: &Form, text: &str, style: Style) -> Option<Value> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let number = |text: &str| text.parse::<i64>().ok().filter(|number| number.to_string() == text);
        Some(match (form, style) {
            (Form::YesNo | Form::Any, Style::Plain) if matches!(text, "ja" | "true") => Value::Bool(true),
            (Form::YesNo | Form::Any, Style::Plain) if matches!(text, "nej" | "false") => Value::Bool(false),
            (Form::Integer | Form::Number, _) if number(text).is_some() => number(text)?.into(),
            (Form::Number, _) if crate::model::value::is_number(text) => match text.parse::<f64>() {
                Ok(number) if number.to_string() == text => number.into(),
                _ => Value::String(text.to_owned()),
            },
            _ => Value::String(self.plain(text)?),
        })
    }

    /// A word; one that names an item that the bundle leaves out is not told.
    fn plain(&self, text: &str) -> Option<String> {
        let named = self.material.model().find(text);
        named.is_none_or(|named| self.material.book.published.shows(named)).then(|| text.to_owned())
    }

    /// A text as Markdown, without hidden blocks, comments, and references to what is left out.
    fn prose(&mut self, prose: Prose) -> Option<String> {
        let facts = self.material.facts();
        let body = facts.body(prose);
        let published = &self.material.book.published;
        let mut text = document::cut(&body.source, |visibility| !published.shows_block(Some(visibility)));
        for (number, reference) in body.references.iter().enumerate() {
            let written = Written::Reference { prose, number: number as u32 };
            let link = self.material.model().link_at(self.ix, written);
            let Some(target) = link.and_then(|link| link.target.as_ref()) else { continue };
            if self.material.shows(target.item) {
                continue;
            }
            let written = reference.span.of(facts.text(prose.file));
            let word = reference.label().unwrap_or_else(|| published.hidden_word(facts.language()));
            if text.contains(written) && !written.is_empty() {
                text = text.replace(written, word);
            } else if text.contains(&*reference.target) {
                // Written over two lines, or in some other way that is not found again: words alone are told.
                return self.words(prose);
            }
        }
        if hides_more(&text, published) {
            return self.words(prose);
        }
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A text in words, without markup: what is told where the Markdown can't be cut with certainty.
    fn words(&self, prose: Prose) -> Option<String> {
        let text =
            crate::trace::plain::prose_text(self.material.facts(), self.ix, prose, &self.material.book.published);
        (!text.trim().is_empty()).then_some(text)
    }
}

/// Whether a text that was cut still holds a hidden block.
fn hides_more(text: &str, published: &crate::pages::Published) -> bool {
    text.contains("[!") && hidden(&document::prose(text).pieces, published)
}

fn hidden(pieces: &[document::Piece], published: &crate::pages::Published) -> bool {
    pieces.iter().any(|piece| match piece {
        document::Piece::Guarded(guarded) => {
            !published.shows_block(Some(&guarded.visibility)) || hidden(&guarded.pieces, published)
        }
        _ => false,
    })
}
