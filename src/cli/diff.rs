//! `sporbar diff`: what differs between two editions, by item and field.

mod markdown;
mod text;

use serde::Serialize;

use super::args::{DiffArgs, DiffFormat};
use super::{Exit, Global, output};
use crate::finding::Language;
use crate::pipeline::editions::{self, Told, Where};
use crate::trace::difference::{Difference, alike, difference};
use crate::trace::plain::{Plain, PlainValue, bare};

/// Two editions with what differs, as the forms draw it.
struct Compared<'a> {
    old: &'a [Plain],
    new: &'a [Plain],
    found: &'a Difference,
    language: Language,
}

/// Compares two editions and prints what differs.
pub(super) fn run(global: &Global, args: DiffArgs) -> anyhow::Result<Exit> {
    let project = global.project();
    let here = std::env::current_dir().unwrap_or_default();
    let old = editions::recognise(&here, &args.old)?;
    let new = match &args.new {
        Some(text) => editions::recognise(&here, text)?,
        None => Where::Project(global.project()?),
    };
    let read = |place: &Where, publishes: Option<&[String]>| {
        let project = project.as_ref().ok().map(std::path::PathBuf::as_path);
        editions::read(place, project, publishes, |config| global.day(config))
    };
    let (old, new) = sides(&old, &new, read)?;
    let found = difference(&old.items, &new.items);
    let compared = Compared { old: &old.items, new: &new.items, found: &found, language: global.language(None) };
    output::print(&match args.format {
        DiffFormat::Json => output::json(&compared.json())?,
        DiffFormat::Text => output::visible(&text::draw(&compared)).into_owned(),
        DiffFormat::Markdown => markdown::draw(&compared, &args.old, args.new.as_deref()),
    })?;
    Ok(Exit::Done)
}

/// Reads both editions. A built site tells what its readers may see, so the other one is told in the same way.
fn sides(
    old: &Where,
    new: &Where,
    read: impl Fn(&Where, Option<&[String]>) -> anyhow::Result<Told>,
) -> anyhow::Result<(Told, Told)> {
    if matches!(old, Where::Site(_)) {
        let old = read(old, None)?;
        let new = read(new, old.publishes.as_deref())?;
        return Ok((old, new));
    }
    let new = read(new, None)?;
    let old = read(old, new.publishes.as_deref())?;
    Ok((old, new))
}

#[derive(Serialize)]
struct Json<'a> {
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
    fn json(&self) -> Json<'a> {
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

    fn word(&self, da: &'static str, en: &'static str) -> &'static str {
        crate::pages::word(self.language, da, en)
    }

    /// "2 tilføjet, 1 fjernet, 1 omdøbt, 4 ændret".
    fn counts(&self) -> String {
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
    fn alike(&self) -> Vec<(&'a Plain, &'a Plain)> {
        let pairs = alike(self.old, self.new, self.found);
        pairs.into_iter().map(|(from, to)| (&self.old[from], &self.new[to])).collect()
    }
}

/// How a changed field is shown.
enum Shape<'a> {
    /// Both are short: one stands after the other.
    Short(String, String),
    /// Lines that went and lines that came.
    Lines(Vec<String>, Vec<String>),
    /// Two longer texts, word by word.
    Words(&'a str, &'a str),
}

/// Longest value, in characters, that is shown beside the other.
const SHORT: usize = 60;

fn shape<'a>(old: &'a Option<PlainValue>, new: &'a Option<PlainValue>) -> Shape<'a> {
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
