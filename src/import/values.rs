//! Cells to values: the other way of [`crate::export::cells`].

use super::yaml::Yaml;
use crate::document::{self, Node, Value};
use crate::export::cells::{Column, ColumnForm, tidy};
use crate::finding::Said;
use crate::model::schema::Form;
use crate::said;

/// The value of a cell; `None` when it is empty. An error when a line begins as YAML and can't be read.
pub fn value(column: &Column, text: &str) -> Result<Option<Yaml>, Said> {
    let text = tidy(text);
    if text.trim().is_empty() {
        return Ok(None);
    }
    let value = match &column.form {
        ColumnForm::Status(_) => Yaml::text(text.trim()),
        ColumnForm::Link(_) => one_or_list(lines(&text)?),
        ColumnForm::Value(Form::List) => Yaml::List(lines(&text)?),
        ColumnForm::Value(Form::SeveralOf(_) | Form::Object(_)) => one_or_list(lines(&text)?),
        ColumnForm::Value(Form::Markdown) => exact(&text),
        ColumnForm::Value(Form::Any | Form::Parts | Form::Selector | Form::Period) if is_flow(&text) => flow(&text)?,
        ColumnForm::Value(_) => exact(&text),
    };
    Ok(Some(value))
}

/// A text that reads back as it is: a literal block where lines allow it, else in quotes.
pub fn exact(text: &str) -> Yaml {
    let plain = |letter: char| letter == '\n' || !letter.is_control();
    let separators = ['\u{FEFF}', '\u{2028}', '\u{2029}', '\u{85}'];
    let is_block = text.contains('\n')
        && text.chars().all(plain)
        && !text.contains(separators)
        && !text.starts_with([' ', '\n'])
        && text.lines().all(|line| line.trim_end() == line);
    if is_block { Yaml::Kept(text.to_owned()) } else { Yaml::text(text) }
}

/// A value as a list, of one where it is none.
pub fn as_list(value: Yaml) -> Yaml {
    match value {
        Yaml::List(list) => Yaml::List(list),
        other => Yaml::List(vec![other]),
    }
}

fn one_or_list(mut list: Vec<Yaml>) -> Yaml {
    match list.len() {
        1 => list.remove(0),
        _ => Yaml::List(list),
    }
}

fn lines(text: &str) -> Result<Vec<Yaml>, Said> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| if is_flow(line) { flow(line) } else { Ok(Yaml::text(line)) }).collect()
}

fn is_flow(text: &str) -> bool {
    text.starts_with(['{', '[', '"'])
}

/// YAML on one line.
fn flow(text: &str) -> Result<Yaml, Said> {
    let (node, notices) = document::parse_yaml(text);
    match node {
        Some(node) if notices.is_empty() => Ok(of_node(&node)),
        _ => Err(said!(
            "»{}« kan ikke læses: det begynder med {{, [ eller \" og er ikke YAML på én linje",
            "»{}« can't be read: it begins with {{, [ or \" and is no YAML on one line"; shown(text)
        )),
    }
}

/// A few words of a text, for messages.
pub fn shown(text: &str) -> String {
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(60).collect();
    let line = start.split_whitespace().collect::<Vec<_>>().join(" ");
    if letters.next().is_some() { format!("{line}…") } else { line }
}

fn of_node(node: &Node) -> Yaml {
    match &node.value {
        Value::Empty => Yaml::text(""),
        Value::Scalar(scalar) => Yaml::text(&*scalar.text),
        Value::List(list) => Yaml::List(list.iter().map(of_node).collect()),
        Value::Map(map) => {
            Yaml::Short(map.pairs.iter().map(|pair| (pair.key.to_string(), of_node(&pair.value))).collect())
        }
        Value::Prose(_) => Yaml::text(""),
    }
}
