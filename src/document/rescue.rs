//! What can be saved from YAML that can't be read: the keys an item needs to keep its page.

use super::{Map, Node, Pair, Scalar, Style, Value};
use crate::place::Span;

/// `synlighed` is among them, so that a damaged item is never shown to more people than a whole one.
const KEYS: [&str; 5] = ["id", "type", "titel", "title", "synlighed"];

/// Saves the keys of one item, line by line. `text` is the damaged part and `base` its place in the file;
/// a leading `- ` is passed over, and only lines that begin in the column of the first are looked at.
pub(super) fn rescue(text: &str, base: usize) -> Map {
    let mut map = Map::default();
    let mut column = None;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let content = if column.is_none() { first_content(line) } else { line.trim_start_matches(' ') };
        let indent = line.len() - content.len();
        if !content.trim().is_empty() && !content.starts_with('#') {
            if content.starts_with('{') && column.is_none() {
                rescue_flow(&mut map, text, base);
                break;
            }
            if *column.get_or_insert(indent) == indent {
                keep(&mut map, content, base + offset + indent);
            }
        }
        offset += line.len();
    }
    hide(&mut map, text, base);
    map
}

/// Saves what a damaged `fælles` says to all items: their kind and who may see them.
pub(super) fn rescue_defaults(text: &str, base: usize) -> Map {
    let mut map = Map::default();
    for key in ["type", "synlighed"] {
        find_anywhere(&mut map, text, base, key);
    }
    map
}

/// Where the elements of a list under `elementer:` stand.
pub(super) struct Elements {
    /// From the key to the end of its list.
    pub section: std::ops::Range<usize>,
    /// One range per element, from the start of its first line.
    pub chunks: Vec<std::ops::Range<usize>>,
}

/// Finds the elements under `elementer:` by their indentation alone.
pub(super) fn find_elements(text: &str) -> Option<Elements> {
    let mut section = None;
    let mut indent = None;
    let mut starts: Vec<usize> = Vec::new();
    let mut offset = 0;
    let mut end = text.len();
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches(' ');
        let column = line.len() - content.len();
        let said_something = !content.trim().is_empty() && !content.starts_with('#');
        if section.is_none() {
            let key = content.strip_prefix("elementer:").filter(|_| column == 0);
            section = key.filter(|rest| rest.split('#').next().unwrap_or_default().trim().is_empty()).map(|_| offset);
        } else if said_something {
            let element = content.starts_with("- ") || content.trim_end() == "-";
            if element && *indent.get_or_insert(column) == column {
                starts.push(offset);
            } else if column == 0 {
                end = offset;
                break;
            }
        }
        offset += line.len();
    }
    let section = section?..end;
    let ends = starts.iter().skip(1).copied().chain([end]);
    let chunks = starts.iter().zip(ends).map(|(start, end)| *start..end).collect();
    Some(Elements { section, chunks })
}

fn first_content(line: &str) -> &str {
    let content = line.trim_start_matches(' ');
    content.strip_prefix("- ").map_or(content, |content| content.trim_start_matches(' '))
}

/// Keeps a `key: value` line if the key is one of ours and not there yet.
fn keep(map: &mut Map, line: &str, at: usize) {
    let Some((key, rest)) = line.split_once(':') else { return };
    let name = key.trim_end();
    let Some(known) = KEYS.iter().find(|known| **known == name) else { return };
    let value = rest.trim_start();
    let start = at + line.len() - value.len();
    let (text, length, style) = clean(value);
    let known = if *known == "title" { "titel" } else { *known };
    if text.is_empty() || map.find(known).is_some() || !rest.starts_with([' ', '\t', '"', '\'']) {
        return;
    }
    let scalar = Scalar { text: text.into(), style };
    let value = Node { value: Value::Scalar(scalar), span: Span::new(start, start + length) };
    map.pairs_mut().push(Pair { key: known.into(), key_span: Span::new(at, at + name.len()), value });
}

/// The text of a value without quotes and comment, and how long it is as written.
fn clean(value: &str) -> (&str, usize, Style) {
    let value = value.trim_end();
    let Some(quote) = value.chars().next().filter(|sign| matches!(sign, '"' | '\'')) else {
        let text = value.split_once(" #").map_or(value, |(text, _)| text).trim_end();
        return (text, text.len(), Style::Plain);
    };
    let inner = &value[1..];
    match inner.find(quote) {
        Some(end) => (&inner[..end], end + 2, Style::Quoted),
        None => (inner, value.len(), Style::Quoted),
    }
}

fn rescue_flow(map: &mut Map, text: &str, base: usize) {
    let mut at = 0;
    for part in text.split_inclusive([',', '{', '}', '\n', '\r']) {
        let inner = part.trim_end_matches([',', '{', '}', '\n', '\r']);
        let content = inner.trim_start();
        keep(map, content, base + at + inner.len() - content.len());
        at += part.len();
    }
}

/// A visibility that stands anywhere in the damaged text counts: better hidden than shown.
fn hide(map: &mut Map, text: &str, base: usize) {
    if map.find("synlighed").is_none() {
        find_anywhere(map, text, base, "synlighed");
    }
}

fn find_anywhere(map: &mut Map, text: &str, base: usize, key: &str) {
    for (at, _) in text.match_indices(key) {
        let alone = !text[..at].ends_with(|char: char| char.is_alphanumeric() || char == '_' || char == '-');
        // The colon first: what may be a long line is only looked at where a key is.
        if alone && text[at + key.len()..].trim_start_matches([' ', '\t']).starts_with(':') {
            keep(map, text[at..].split(['\n', ',', '}']).next().unwrap_or_default(), base + at);
        }
        if map.find(key).is_some() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(text: &str) -> String {
        let pair = |pair: &Pair| format!("{}={}", pair.key, pair.value.text().unwrap_or_default());
        rescue(text, 0).pairs.iter().map(pair).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_keys_of_an_item_are_saved_line_by_line() {
        assert_eq!(
            saved("id: A-1 # nr\ntype: krav\ntitle: \"En: to\"\nnote: [\n  id: B"),
            "id=A-1 type=krav titel=En: to"
        );
        assert_eq!(saved("  - id: A\n    titel: x: y\n    sub:\n      id: B\n"), "id=A titel=x: y");
        assert_eq!(saved("- {id: A, type: krav, titel: [}"), "id=A type=krav titel=[");
    }

    #[test]
    fn a_visibility_is_saved_wherever_it_stands() {
        assert_eq!(saved("id: A\nx: {synlighed: intern, y: ]"), "id=A synlighed=intern");
    }

    #[test]
    fn elements_are_found_by_their_indentation() {
        let text = "fælles: {a: b}\nelementer:\n  - id: A\n    liste:\n      - x\n\n  - id: B\nefter: 1\n";
        let elements = find_elements(text).unwrap();
        let chunks: Vec<_> = elements.chunks.iter().map(|range| &text[range.clone()]).collect();
        assert_eq!(chunks, ["  - id: A\n    liste:\n      - x\n\n", "  - id: B\n"]);
        assert_eq!(&text[elements.section.end..], "efter: 1\n");
    }
}
