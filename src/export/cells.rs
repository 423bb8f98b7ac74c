//! Items as rows of text: a column for each key of a kind, a cell for each value.
//!
//! A cell is written so that [`crate::import::values`] reads the same value out of it: a text as it is, a list with a
//! line for each element, what has keys of its own as YAML on one line. Nothing here says where cells are stored.

use std::sync::OnceLock;

use crate::document::write::Yaml;
use crate::document::{Map, Node, Value};
use crate::model::schema::{Field, Form, LinkField, Name};
use crate::model::{FieldValue, ItemIx, Key, KindIx, Prose, Role, Schema, Written};
use crate::place::FileId;
use crate::trace::Facts;
use crate::trace::plain::{self, Audience};

/// One key of a kind, as a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// As authors write it.
    pub key: String,
    pub name: Name,
    pub role: Option<Role>,
    pub form: ColumnForm,
}

/// What stands in the cells of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnForm {
    Value(Form),
    Link(LinkField),
    /// One of the kind's statuses, by key.
    Status(Vec<String>),
}

impl Column {
    /// The values that a cell may have; empty when it may have any.
    pub fn choices(&self) -> Vec<&str> {
        match &self.form {
            ColumnForm::Status(statuses) => statuses.iter().map(String::as_str).collect(),
            ColumnForm::Value(Form::OneOf(choices)) => choices.iter().map(|choice| choice.key.as_str()).collect(),
            ColumnForm::Value(Form::YesNo) => vec!["ja", "nej"],
            _ => Vec::new(),
        }
    }

    /// Whether a cell may have several lines, each a value.
    pub fn is_list(&self) -> bool {
        match &self.form {
            ColumnForm::Link(_) => true,
            ColumnForm::Value(form) => matches!(form, Form::List | Form::SeveralOf(_) | Form::Object(_)),
            ColumnForm::Status(_) => false,
        }
    }
}

/// All columns of a kind: id, kind, title, status and text first, then its own keys, then what every kind has.
pub fn columns(schema: &Schema, kind: KindIx) -> Vec<Column> {
    let own = schema.kind(kind);
    let first = [Role::Id, Role::Kind, Role::Title, Role::Status, Role::BodyText];
    let reserved = |field: &Field| value_column(field);
    let mut columns: Vec<Column> = first.iter().filter_map(|role| schema.reserved_with(*role)).map(reserved).collect();
    for column in columns.iter_mut().filter(|column| column.role == Some(Role::Status)) {
        column.form = ColumnForm::Status(own.statuses.iter().map(|status| status.key.clone()).collect());
    }
    columns.retain(|column| column.role != Some(Role::Status) || !own.statuses.is_empty());
    columns.extend(own.fields.iter().map(value_column));
    columns.extend(own.links.iter().map(|link| Column {
        key: link.key.clone(),
        name: schema.link_type(link.link_type).name.clone(),
        role: schema.link_type(link.link_type).role,
        form: ColumnForm::Link(link.clone()),
    }));
    let is_new = |field: &&Field| !columns.iter().any(|column| column.key == field.key);
    let rest: Vec<Column> = schema
        .reserved
        .iter()
        .filter(is_new)
        .filter(|field| field.role != Some(Role::Status))
        .map(value_column)
        .collect();
    columns.extend(rest);
    columns
}

/// The columns of the kinds of a model, made when first asked for: a table of 10,000 items has half a million cells.
pub struct Columns<'a> {
    schema: &'a Schema,
    kinds: Vec<OnceLock<Vec<Column>>>,
}

impl<'a> Columns<'a> {
    pub fn new(schema: &'a Schema) -> Columns<'a> {
        Columns { schema, kinds: schema.kinds.iter().map(|_| OnceLock::new()).collect() }
    }

    /// All columns of a kind, as [`columns`] gives them.
    pub fn of(&self, kind: KindIx) -> &[Column] {
        self.kinds[kind.0 as usize].get_or_init(|| columns(self.schema, kind))
    }

    /// The column of a key of a kind.
    pub fn find(&self, kind: KindIx, key: &str) -> Option<&Column> {
        self.of(kind).iter().find(|column| column.key == key)
    }

    /// The column of a kind whose field or type of link has a role.
    pub fn with_role(&self, kind: KindIx, role: Role) -> Option<&Column> {
        self.of(kind).iter().find(|column| column.role == Some(role))
    }
}

fn value_column(field: &Field) -> Column {
    Column {
        key: field.key.clone(),
        name: field.name.clone(),
        role: field.role,
        form: ColumnForm::Value(field.form.clone()),
    }
}

/// The items of a kind that stand in a table: those that an audience may see, in model order. Provisions are part of
/// their act, and of two items with one id the first is meant.
pub fn items<'a>(facts: &'a Facts, kind: KindIx, audience: &'a dyn Audience) -> impl Iterator<Item = ItemIx> + 'a {
    let model = &facts.model;
    model.all().filter(move |ix| {
        let item = model.item(*ix);
        item.kind == kind && item.parent.is_none() && !item.duplicate && audience.shows(*ix)
    })
}

/// What an item says in a column; empty when it says nothing, or nothing that the audience may see.
pub fn cell(facts: &Facts, ix: ItemIx, column: &Column, audience: &dyn Audience) -> String {
    let (item, schema) = (facts.model.item(ix), &facts.model.schema);
    match column.role {
        Some(Role::Id) => return item.id.to_string(),
        Some(Role::Kind) => return schema.kind(item.kind).key.clone(),
        Some(Role::Title) => return item.title.to_string(),
        Some(Role::Status) => return item.status(schema).map(|status| status.key.clone()).unwrap_or_default(),
        // A tree of provisions may hold some that are not for everybody; they are items of their own.
        Some(Role::Provisions) if !audience.sees_source() => return String::new(),
        _ => {}
    }
    let Some(written) = item.written(schema, &column.key) else { return String::new() };
    let teller = Teller { facts, ix, audience };
    tidied(teller.field(written, &column.form))
}

/// A text as cells hold it: line feeds alone between lines, nothing but text at either end.
pub fn tidy(text: &str) -> String {
    tidied(text.to_owned())
}

fn tidied(mut text: String) -> String {
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    text.truncate(text.trim_end().len());
    if text.starts_with('\n') {
        text = text.trim_start_matches('\n').to_owned();
    }
    text
}

struct Teller<'a> {
    facts: &'a Facts,
    ix: ItemIx,
    audience: &'a dyn Audience,
}

impl Teller<'_> {
    fn field(&self, written: &FieldValue, form: &ColumnForm) -> String {
        let (file, node) = (written.file, &written.node);
        let lines = |form: &Form| {
            let each = node.elements().iter().filter_map(|element| self.value(form, file, element));
            each.map(|value| line(&value)).collect::<Vec<_>>().join("\n")
        };
        match form {
            ColumnForm::Value(form @ (Form::List | Form::SeveralOf(_) | Form::Object(_))) => lines(form),
            ColumnForm::Value(form) => self.value(form, file, node).map(|value| whole(&value)).unwrap_or_default(),
            ColumnForm::Link(link) => lines(&Form::Reference(link.clone())),
            ColumnForm::Status(_) => node.text().unwrap_or_default().to_owned(),
        }
    }

    /// A value without what the audience may not see; `None` when nothing is left.
    fn value(&self, form: &Form, file: FileId, node: &Node) -> Option<Yaml> {
        match (&node.value, form) {
            (Value::Empty, _) => None,
            (Value::Prose(body), _) => Some(Yaml::Kept(self.prose(Prose { file, body: *body }))),
            (Value::Scalar(_), Form::Reference(_)) => self.link(file, node),
            (Value::Map(map), Form::Reference(_)) if map.find("til").is_some() => self.link(file, node),
            (Value::Scalar(scalar), _) => self.word(&scalar.text),
            (Value::List(list), _) => {
                let list: Vec<Yaml> = list.iter().filter_map(|element| self.value(form, file, element)).collect();
                (!list.is_empty()).then_some(Yaml::List(list))
            }
            (Value::Map(map), Form::Object(fields)) => self.object(fields, file, map),
            (Value::Map(map), _) => self.object(&[], file, map),
        }
    }

    fn object(&self, fields: &[Field], file: FileId, map: &Map) -> Option<Yaml> {
        let pairs: Vec<(String, Yaml)> = map
            .pairs
            .iter()
            .filter_map(|pair| {
                let form = fields.iter().find(|field| field.key == *pair.key).map_or(&Form::Any, |field| &field.form);
                Some((pair.key.to_string(), self.value(form, file, &pair.value)?))
            })
            .collect();
        (!pairs.is_empty()).then_some(Yaml::Short(pairs))
    }

    fn link(&self, file: FileId, node: &Node) -> Option<Yaml> {
        let target = node.map().and_then(|map| map.find("til")).unwrap_or(node);
        let text = target.text()?.trim();
        let link = self.facts.model.link_at(self.ix, Written::Field { file, span: target.span });
        let led = link.and_then(|link| link.target.as_ref());
        if led.is_some_and(|target| !self.audience.shows(target.item)) {
            return None;
        }
        match node.map() {
            Some(map) if map.pairs.len() > 1 => self.object(&[], file, map),
            _ => Some(Yaml::text(text)),
        }
    }

    /// A word; one that names an item that may not be seen is left out.
    fn word(&self, text: &str) -> Option<Yaml> {
        let named = || self.facts.model.find(text.trim()).filter(|named| !self.audience.shows(*named));
        let hidden = !self.audience.sees_source() && named().is_some();
        (!hidden).then(|| Yaml::text(text))
    }

    fn prose(&self, prose: Prose) -> String {
        match self.audience.sees_source() {
            true => tidy(&self.facts.body(prose).source),
            false => plain::prose(self.facts, self.ix, prose, self.audience),
        }
    }
}

/// A value that has a cell to itself.
fn whole(value: &Yaml) -> String {
    match value {
        Yaml::Text(text) | Yaml::Prose(text) | Yaml::Kept(text) => text.clone(),
        other => other.flow(),
    }
}

/// A value on a line of a cell: a text that would not read back as itself stands in quotes.
fn line(value: &Yaml) -> String {
    match value {
        Yaml::Text(text) | Yaml::Prose(text) | Yaml::Kept(text) if is_line(text) => text.clone(),
        Yaml::Text(text) | Yaml::Prose(text) | Yaml::Kept(text) => quoted(text),
        other => other.flow(),
    }
}

fn is_line(text: &str) -> bool {
    !text.is_empty() && !text.contains(['\n', '\r']) && text.trim() == text && !text.starts_with(['{', '[', '"'])
}

/// A text in double quotes, as JSON and YAML both write it.
fn quoted(text: &str) -> String {
    // Strings always have a JSON form.
    serde_json::to_string(text).unwrap_or_default()
}

/// Whether any of some items says something in a column.
pub fn is_used(facts: &Facts, items: &[ItemIx], column: &Column) -> bool {
    let schema = &facts.model.schema;
    match column.role {
        Some(Role::Id | Role::Kind | Role::Title | Role::Status) => true,
        _ => items.iter().any(|ix| facts.model.item(*ix).written(schema, &column.key).is_some()),
    }
}

/// Whether a key is written in the item itself and not among shared defaults.
pub fn is_own(facts: &Facts, ix: ItemIx, key: &str) -> bool {
    let item = facts.model.item(ix);
    item.written(&facts.model.schema, key).is_some_and(|written| {
        let declared = matches!(written.key, Key::Reserved(_) | Key::Field(_) | Key::Link(_));
        declared && written.file == item.file
    })
}

/// Heads and rows of all items in one table, provisions apart: every key in use once, in the order of the kinds.
pub fn table(facts: &Facts, audience: &dyn Audience) -> (Vec<String>, Vec<Vec<String>>) {
    let schema = &facts.model.schema;
    let kinds = (0..schema.kinds.len() as u16).map(KindIx);
    let kinds = kinds.filter(|kind| schema.kind(*kind).role != Some(Role::Provision));
    let kinds: Vec<(Vec<ItemIx>, Vec<Column>)> = kinds
        .map(|kind| (items(facts, kind, audience).collect::<Vec<_>>(), columns(schema, kind)))
        .map(|(items, columns)| {
            let used = columns.into_iter().filter(|column| is_used(facts, &items, column)).collect();
            (items, used)
        })
        .filter(|(items, _)| !items.is_empty())
        .collect();
    let mut heads: Vec<String> = Vec::new();
    for column in kinds.iter().flat_map(|(_, columns)| columns) {
        if !heads.contains(&column.key) {
            heads.push(column.key.clone());
        }
    }
    let row = |ix: &ItemIx, columns: &[Column]| -> Vec<String> {
        let of = |head: &String| columns.iter().find(|column| column.key == *head);
        heads.iter().map(|head| of(head).map(|column| cell(facts, *ix, column, audience)).unwrap_or_default()).collect()
    };
    let rows = kinds.iter().flat_map(|(items, columns)| items.iter().map(|ix| row(ix, columns))).collect();
    (heads, rows)
}
