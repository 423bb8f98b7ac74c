//! One addressable thing.

use serde::{Deserialize, Serialize};

use crate::document::{Node, Shared, Value};
use crate::law::Validity;
use crate::place::{FileId, Place, Span};

use super::legal::LegalState;
use super::schema::{Field, KindIx, Role, Schema, Status};

/// Index of an item in [`super::Model::items`]. Valid for one model only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemIx(pub u32);

/// A requirement, a legal source, a provision, a solution …
#[derive(Clone, Debug)]
pub struct Item {
    /// As the author wrote it, in NFC; for a provision the canonical citation (`BL § 20, stk. 3`).
    pub id: Box<str>,
    pub kind: KindIx,
    /// Empty for provisions without a title; otherwise never (the id stands in).
    pub title: Box<str>,
    /// Index in the kind's statuses; `None` when the kind has none.
    pub status: Option<u16>,
    pub file: FileId,
    /// Where the item stands: its id, or what was written instead.
    pub span: Span,
    /// What is written, nearest first; every key once.
    pub fields: Vec<FieldValue>,
    /// The main text.
    pub body: Option<Prose>,
    /// Value of `synlighed`; `None` is public.
    pub visibility: Option<Box<str>>,
    pub validity: Validity,
    /// Where the law stands on the model's day; `None` for all but legal sources and provisions.
    pub legal: Option<LegalState>,
    /// What it is nested in: a provision's enclosing provision or act.
    pub parent: Option<ItemIx>,
    /// What is nested in it, in written order.
    pub children: Vec<ItemIx>,
    /// Address from the site's root; an anchor for nested provisions (`retskilde/bl/p20.html#_s3`).
    pub url: Box<str>,
    /// Could not be read whole, or its id was taken: it has a page, and nothing is asked of it.
    pub damaged: bool,
    /// Its id belongs to another item; links never lead here.
    pub duplicate: bool,
}

/// A written key with its value.
#[derive(Clone, Debug)]
pub struct FieldValue {
    pub key: Key,
    /// The file it is written in: another than the item's for shared defaults.
    pub file: FileId,
    /// Shared with the document, which holds it too.
    pub node: Shared,
}

/// What a written key is by the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Index in [`Schema::reserved`].
    Reserved(u16),
    /// Index in the kind's fields.
    Field(u16),
    /// Index in the kind's links.
    Link(u16),
}

/// A Markdown text: which body of which file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prose {
    pub file: FileId,
    pub body: u32,
}

impl Item {
    /// The written field whose declaration in the model has a role; reserved ones included.
    pub fn field_with(&self, schema: &Schema, role: Role) -> Option<&FieldValue> {
        self.fields.iter().find(|value| self.declared(schema, value).is_some_and(|field| field.role == Some(role)))
    }

    /// A reserved key by its name.
    pub fn reserved(&self, schema: &Schema, key: &str) -> Option<&FieldValue> {
        self.fields.iter().find(|value| match value.key {
            Key::Reserved(number) => schema.reserved[number as usize].key == key,
            _ => false,
        })
    }

    /// The written reserved key that has a role.
    pub fn reserved_with(&self, schema: &Schema, role: Role) -> Option<&FieldValue> {
        self.fields.iter().find(|value| match value.key {
            Key::Reserved(number) => schema.reserved[number as usize].role == Some(role),
            _ => false,
        })
    }

    /// A written key by its name.
    pub fn written(&self, schema: &Schema, key: &str) -> Option<&FieldValue> {
        self.fields.iter().find(|value| self.key_name(schema, value) == key)
    }

    /// The declaration of a written field; `None` for links.
    pub fn declared<'a>(&self, schema: &'a Schema, value: &FieldValue) -> Option<&'a Field> {
        match value.key {
            Key::Reserved(number) => Some(&schema.reserved[number as usize]),
            Key::Field(number) => Some(&schema.kind(self.kind).fields[number as usize]),
            Key::Link(_) => None,
        }
    }

    /// The key as the model spells it.
    pub fn key_name<'a>(&self, schema: &'a Schema, value: &FieldValue) -> &'a str {
        match value.key {
            Key::Reserved(number) => &schema.reserved[number as usize].key,
            Key::Field(number) => &schema.kind(self.kind).fields[number as usize].key,
            Key::Link(number) => &schema.kind(self.kind).links[number as usize].key,
        }
    }

    /// The item's status; `None` when the kind has none.
    pub fn status<'a>(&self, schema: &'a Schema) -> Option<&'a Status> {
        schema.kind(self.kind).statuses.get(self.status? as usize)
    }

    pub fn has_status(&self, schema: &Schema, role: Role) -> bool {
        self.status(schema).is_some_and(|status| status.role == Some(role))
    }

    pub fn place(&self) -> Place {
        Place { file: self.file, span: self.span }
    }

    /// The address without its anchor.
    pub fn page(&self) -> &str {
        self.url.split('#').next().unwrap_or(&self.url)
    }
}

impl FieldValue {
    /// Where its key stands.
    pub fn key_span(&self) -> Span {
        self.node.key_span()
    }

    /// Where the value stands; of one that holds a Markdown text where it begins, since where it ends is prose and no
    /// part of the model's structure.
    pub fn place(&self) -> Place {
        let Span { start, end } = self.node.span;
        let end = if holds_prose(&self.node) { start } else { end };
        Place { file: self.file, span: Span { start, end } }
    }
}

fn holds_prose(node: &Node) -> bool {
    match &node.value {
        Value::Prose(_) => true,
        Value::List(list) => list.iter().any(holds_prose),
        Value::Map(map) => map.pairs.iter().any(|pair| holds_prose(&pair.value)),
        Value::Empty | Value::Scalar(_) => false,
    }
}
