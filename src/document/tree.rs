//! YAML as the author wrote it: raw scalars, every key and value with its span.

use crate::place::Span;

/// One value of a YAML document, with where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub value: Value,
    pub span: Span,
}

/// What a node holds. Nothing is typed here: `nej`, `1.10` and `2026-01-01` are scalars with their raw text.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    pub text: Box<str>,
    pub style: Style,
}

/// How a scalar was written; a quoted `ja` is a word, a plain one may be a truth value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Quoted,
    Block,
}

/// Key and value pairs in written order. Keys are in NFC. A key written twice is reported (S01-type
/// notice) and the first one is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    pub pairs: Vec<Pair>,
}

/// One key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub key: Box<str>,
    pub key_span: Span,
    pub value: Node,
}

impl Map {
    pub fn find(&self, key: &str) -> Option<&Node> {
        self.find_pair(key).map(|pair| &pair.value)
    }

    pub fn find_pair(&self, key: &str) -> Option<&Pair> {
        self.pairs.iter().find(|pair| &*pair.key == key)
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
