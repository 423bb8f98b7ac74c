//! What differs between two editions, drawn as data and as Markdown.

mod markdown;

use serde::Serialize;

use crate::finding::Language;
use crate::trace::difference::{Difference, alike};
use crate::trace::plain::{Plain, PlainValue, bare};

pub use markdown::draw as markdown;

/// Two editions with what differs.
pub struct Compared<'a> {
    pub old: &'a [Plain],
    pub new: &'a [Plain],
    pub found: &'a Difference,
    pub language: Language,
}

/// The differences, for other programs.
#[derive(Serialize)]
pub struct Json<'a> {
    version: u32,
    added: Vec<&'a str>,
    removed: Vec<&'a str>,
    renamed: Vec<Renamed<'a>>,
    changed: Vec<Changed<'a>>,
}

#[derive(Serialize)]
struct Renamed<'a> {
    from: &'a str,
    to: &'a str,
}

#[derive(Serialize)]
struct Changed<'a> {
    id: &'a str,
    fields: Vec<Field<'a>>,
}

#[derive(Serialize)]
struct Field<'a> {
    name: &'a str,
    old: Option<Value<'a>>,
    new: Option<Value<'a>>,
}

/// A text, or a list of texts and ids.
#[derive(Serialize)]
#[serde(untagged)]
enum Value<'a> {
    Text(&'a str),
    List(Vec<String>),
}

impl<'a> Compared<'a> {
    /// The differences as `sporbar diff --format json` prints them.
    pub fn json(&self) -> Json<'a> {
        let (old, new) = (self.old, self.new);
        let value = |value: &'a Option<PlainValue>| {
            value.as_ref().map(|value| match value {
                PlainValue::Text(text) => Value::Text(text),
                PlainValue::List(list) => Value::List(list.iter().map(|line| bare(line)).collect()),
            })
        };
        let changed = self.found.changed.iter().map(|changed| Changed {
            id: &new[changed.new].id,
            fields: changed
                .fields
                .iter()
                .map(|field| Field { name: &field.name, old: value(&field.old), new: value(&field.new) })
                .collect(),
        });
        Json {
            version: 1,
            added: self.found.added.iter().map(|place| &*new[*place].id).collect(),
            removed: self.found.removed.iter().map(|place| &*old[*place].id).collect(),
            renamed: self
                .found
                .renamed
                .iter()
                .map(|(from, to)| Renamed { from: &old[*from].id, to: &new[*to].id })
                .collect(),
            changed: changed.collect(),
        }
    }

    /// The Danish or the English word.
    pub fn word(&self, da: &'static str, en: &'static str) -> &'static str {
        crate::pages::word(self.language, da, en)
    }

    /// "2 tilføjet, 1 fjernet, 1 omdøbt, 4 ændret".
    pub fn counts(&self) -> String {
        if self.found.is_empty() {
            return self.word("ingen forskelle", "no differences").to_owned();
        }
        let parts = [
            (self.found.added.len(), self.word("tilføjet", "added")),
            (self.found.removed.len(), self.word("fjernet", "removed")),
            (self.found.renamed.len(), self.word("omdøbt", "renamed")),
            (self.found.changed.len(), self.word("ændret", "changed")),
        ];
        parts.map(|(count, word)| format!("{count} {word}")).join(", ")
    }

    /// Removed and added items that may be one: old and new.
    pub fn alike(&self) -> Vec<(&'a Plain, &'a Plain)> {
        let pairs = alike(self.old, self.new, self.found);
        pairs.into_iter().map(|(from, to)| (&self.old[from], &self.new[to])).collect()
    }
}

/// How a changed field is shown.
pub enum Shape<'a> {
    /// Both are short: one stands after the other.
    Short(String, String),
    /// Lines that went and lines that came.
    Lines(Vec<String>, Vec<String>),
    /// Two longer texts, word by word.
    Words(&'a str, &'a str),
}

/// Longest value, in characters, that is shown beside the other.
const SHORT: usize = 60;

/// How a changed field is shown, by its values.
pub fn shape<'a>(old: &'a Option<PlainValue>, new: &'a Option<PlainValue>) -> Shape<'a> {
    match (old, new) {
        (Some(PlainValue::Text(old)), Some(PlainValue::Text(new))) if !is_short(old) || !is_short(new) => {
            Shape::Words(old, new)
        }
        (Some(PlainValue::List(_)), _) | (_, Some(PlainValue::List(_))) => {
            let lines = |value: &Option<PlainValue>| match value {
                None => Vec::new(),
                Some(PlainValue::Text(text)) => vec![text.clone()],
                Some(PlainValue::List(list)) => list.iter().map(|line| bare(line)).collect(),
            };
            let (before, after) = (lines(old), lines(new));
            Shape::Lines(missing(&before, &after), missing(&after, &before))
        }
        _ => {
            let shown = |value: &Option<PlainValue>| value.as_ref().map(PlainValue::shown).unwrap_or_default();
            Shape::Short(shown(old), shown(new))
        }
    }
}

fn is_short(text: &str) -> bool {
    !text.contains('\n') && text.chars().count() <= SHORT
}

/// The lines of one list that the other has not, as often as they are missing.
fn missing(lines: &[String], other: &[String]) -> Vec<String> {
    let mut left: Vec<&String> = other.iter().collect();
    let is_missing = |line: &&String| match left.iter().position(|known| known == line) {
        Some(place) => {
            left.swap_remove(place);
            false
        }
        None => true,
    };
    lines.iter().filter(is_missing).cloned().collect()
}
