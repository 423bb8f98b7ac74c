//! YAML as the author wrote it: raw scalars, every key and value with its span.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::place::Span;

/// One value of a YAML document, with where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    pub value: Value,
    pub span: Span,
}

/// What a node holds. Nothing is typed here: `nej`, `1.10` and `2026-01-01` are scalars with their raw text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// `key:` with nothing after it, `~` or `null` written plain.
    Empty,
    Scalar(Scalar),
    List(Vec<Node>),
    Map(Map),
    /// A Markdown text: index into [`super::Document::bodies`].
    Prose(u32),
}

/// A scalar's text, after quotes, escapes and folding were undone; NFC is not applied to values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scalar {
    pub text: Box<str>,
    pub style: Style,
}

/// How a scalar was written; a quoted `ja` is a word, a plain one may be a truth value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Style {
    Plain,
    Quoted,
    Block,
}

/// Key and value pairs in written order. Keys are in NFC. A key written twice is reported (S01-type
/// notice) and the first one is kept.
///
/// A copy shares the pairs: items hold what their documents say, and nothing of it is in memory twice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Map {
    pub pairs: Arc<Vec<Pair>>,
}

/// A value of a mapping, shared with it. Read it as a [`Node`].
#[derive(Clone, Debug)]
pub struct Shared {
    map: Map,
    place: u32,
}

/// One key with its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    pub key: Box<str>,
    pub key_span: Span,
    pub value: Node,
}

impl Map {
    /// The value at a place among the pairs, which has to be one of theirs.
    pub fn shared(&self, place: usize) -> Shared {
        Shared { map: self.clone(), place: place as u32 }
    }

    /// The pairs, to be changed: by whoever reads the document, before anyone shares them.
    pub(super) fn pairs_mut(&mut self) -> &mut Vec<Pair> {
        Arc::make_mut(&mut self.pairs)
    }

    pub fn find(&self, key: &str) -> Option<&Node> {
        self.find_pair(key).map(|pair| &pair.value)
    }

    pub fn find_pair(&self, key: &str) -> Option<&Pair> {
        self.pairs.iter().find(|pair| &*pair.key == key)
    }
}

impl Shared {
    /// Where its key stands.
    pub fn key_span(&self) -> Span {
        self.map.pairs[self.place as usize].key_span
    }
}

impl Deref for Shared {
    type Target = Node;

    fn deref(&self) -> &Node {
        &self.map.pairs[self.place as usize].value
    }
}

impl Node {
    /// The text of a scalar; `None` for anything else, the empty value included.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) => Some(&scalar.text),
            _ => None,
        }
    }

    pub fn map(&self) -> Option<&Map> {
        match &self.value {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The elements of a list, or the node itself as a list of one; an empty value gives none.
    pub fn elements(&self) -> &[Node] {
        match &self.value {
            Value::List(list) => list,
            Value::Empty => &[],
            _ => std::slice::from_ref(self),
        }
    }
}
