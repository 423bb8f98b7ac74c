//! Cells as texts: marks for "anything", lists, and what is left out.

use std::borrow::Cow;

use crate::document::{Node, Value};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// It does not matter.
    Any,
    /// One of these texts.
    Texts(Vec<String>),
    /// A mapping, or something nested.
    Odd,
}

/// Marks for "it does not matter".
const ANY: [&str; 4] = ["-", "–", "—", "*"];

/// Words for what no other row of the column names.
const REST: [&str; 7] = ["ellers", "andet", "andre", "øvrige", "alle andre", "alt andet", "otherwise"];

/// What leaves the text after it out.
const NOT: [&str; 4] = ["ikke ", "alt andet end ", "andet end ", "not "];

/// Words between the texts of a cell.
const BETWEEN: [&str; 4] = [" eller ", " or ", ", ", ";"];

impl Cell {
    /// Reads a cell; one that is not written says that it does not matter.
    pub fn read(node: Option<&Node>) -> Cell {
        let texts: Option<Vec<String>> = match node.map(|node| &node.value) {
            None | Some(Value::Empty) => return Cell::Any,
            Some(Value::Scalar(scalar)) => Some(vec![even(&scalar.text)]),
            Some(Value::List(list)) => list.iter().map(|one| one.text().map(even)).collect(),
            Some(Value::Map(_) | Value::Prose(_)) => None,
        };
        match texts {
            Some(texts) if texts.iter().all(|text| text.is_empty()) || texts.iter().any(|text| is_any(text)) => {
                Cell::Any
            }
            Some(texts) => Cell::Texts(texts),
            None => Cell::Odd,
        }
    }

    pub fn texts(&self) -> &[String] {
        match self {
            Cell::Texts(texts) => texts,
            Cell::Any | Cell::Odd => &[],
        }
    }
}

fn is_any(text: &str) -> bool {
    ANY.contains(&text)
}

/// Whether a text means all that no other row names.
pub(super) fn is_rest(text: &str) -> bool {
    REST.contains(&&*text.to_lowercase())
}

/// The text that another leaves out: `sygdom` of `ikke sygdom`.
pub(super) fn left_out(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    if lower.starts_with("not(") {
        return text.get(4..)?.strip_suffix(')').map(str::trim);
    }
    // Small letters may have another length: what follows is taken from the text as written, where that has a place.
    let word = NOT.iter().find(|word| lower.starts_with(**word))?;
    text.get(word.len()..).map(str::trim)
}

/// The texts that a text lists: `a, b eller c`.
pub(super) fn listed(text: &str) -> Vec<&str> {
    BETWEEN.iter().fold(vec![text], |texts, between| {
        texts.into_iter().flat_map(|text| text.split(between)).map(str::trim).filter(|text| !text.is_empty()).collect()
    })
}

/// The name of a column: a text, or the first value of a mapping.
pub(super) fn name(node: &Node) -> Cow<'_, str> {
    let named = match &node.value {
        Value::Map(map) => map.pairs.first().map(|pair| &pair.value),
        _ => Some(node),
    };
    named.and_then(Node::text).map(|text| text.trim().into()).unwrap_or_default()
}

/// A value as one even text.
pub(super) fn text(node: &Node) -> String {
    match &node.value {
        Value::List(list) => list.iter().map(text).collect::<Vec<_>>().join(", "),
        Value::Map(map) => {
            map.pairs.iter().map(|pair| format!("{}: {}", pair.key, text(&pair.value))).collect::<Vec<_>>().join(", ")
        }
        _ => node.text().map(even).unwrap_or_default(),
    }
}

/// White space runs as one space.
pub(super) fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
