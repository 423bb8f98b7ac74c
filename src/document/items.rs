//! YAML files: one item, many under `elementer`, or defaults.

use std::sync::Arc;

use super::draft::Draft;
use super::slug::Names;
use super::{Entry, Map, Node, Value, rescue, yaml};
use crate::finding::Notice;
use crate::place::Span;
use crate::said;

/// Reads a YAML file of one or many items.
pub(super) fn read(text: &str, draft: &mut Draft) {
    let reading = yaml::read(text, 0);
    if reading.broken {
        return broken(text, reading.notices, draft);
    }
    draft.notices.extend(reading.notices);
    match reading.node {
        Some(Node { value: Value::Map(map), .. }) if map.find("elementer").is_some() => several(text, map, draft),
        Some(Node { value: Value::Map(map), span }) => push(text, map, span, false, draft),
        None | Some(Node { value: Value::Empty, .. }) => {}
        Some(node) => {
            let message = said!("filen er ikke én `nøgle: værdi`-blok", "the file is not one block of `key: value`");
            let help = said!("sæt en liste under `elementer:`", "put a list under `elementer:`");
            draft.notices.push(Notice::new("S01", first_line(text, node.span), message).help(help));
            if let Value::List(list) = node.value {
                elements(text, list, draft);
            }
        }
    }
}

/// Reads a `_fælles.yaml`: one mapping, the defaults.
pub(super) fn read_defaults(text: &str, draft: &mut Draft) {
    let reading = yaml::read(text, 0);
    draft.notices.extend(reading.notices);
    let mut map = match reading.node {
        Some(Node { value: Value::Map(map), .. }) => map,
        None if reading.broken => rescue::rescue_defaults(text, 0),
        None | Some(Node { value: Value::Empty, .. }) => Map::default(),
        Some(node) => {
            let message =
                said!("filen skal være en `nøgle: værdi`-blok", "the file has to be one block of `key: value`");
            draft.notices.push(Notice::new("S01", first_line(text, node.span), message));
            Map::default()
        }
    };
    draft.name_title(&mut map);
    draft.convert(text, &mut map, &mut Names::default(), true);
    draft.defaults = Some(map);
}

fn push(text: &str, mut fields: Map, span: Span, damaged: bool, draft: &mut Draft) {
    draft.name_title(&mut fields);
    draft.convert(text, &mut fields, &mut Names::default(), true);
    draft.entries.push(Entry { fields, span, damaged });
}

fn several(text: &str, map: Map, draft: &mut Draft) {
    for pair in Arc::unwrap_or_clone(map.pairs) {
        match (&*pair.key, pair.value.value) {
            ("elementer", Value::List(list)) => elements(text, list, draft),
            ("elementer", Value::Empty) => {}
            ("elementer", _) => {
                let message = said!("`elementer` skal være en liste", "`elementer` has to be a list");
                let help = said!("begynd hvert element med `- `", "begin every item with `- `");
                draft.notices.push(Notice::new("S01", first_line(text, pair.value.span), message).help(help));
            }
            ("fælles", Value::Map(defaults)) => {
                let mut defaults = defaults;
                draft.name_title(&mut defaults);
                draft.convert(text, &mut defaults, &mut Names::default(), true);
                draft.defaults = Some(defaults);
            }
            ("fælles", Value::Empty) => {}
            ("fælles", _) => {
                let message = said!("`fælles` skal være `nøgle: værdi`", "`fælles` has to be `key: value`");
                draft.notices.push(Notice::new("S01", first_line(text, pair.value.span), message));
            }
            (key, _) => {
                let message =
                    said!("`{}` kan ikke stå ved siden af `elementer`", "`{}` can't stand beside `elementer`"; key);
                let help = said!(
                    "hører den til alle elementer, så skriv den under `fælles:`",
                    "if all items share it, write it under `fælles:`"
                );
                draft.notices.push(Notice::new("S05", pair.key_span, message).help(help));
            }
        }
    }
}

fn elements(text: &str, list: Vec<Node>, draft: &mut Draft) {
    for node in list {
        match node.value {
            Value::Map(map) => push(text, map, node.span, false, draft),
            _ => {
                let message = said!("elementet er ikke `nøgle: værdi`", "the item is not made of `key: value`");
                let help = said!("skriv for eksempel `- id: …`", "write for example `- id: …`");
                draft.notices.push(Notice::new("S01", first_line(text, node.span), message).help(help));
            }
        }
    }
}

/// Reads what can be read of a broken file: each element on its own, so that one mistake costs one item.
fn broken(text: &str, notices: Vec<Notice>, draft: &mut Draft) {
    let Some(found) = rescue::find_elements(text).filter(|found| !found.chunks.is_empty()) else {
        draft.notices.extend(notices);
        let span = Span::new(
            text.len() - text.trim_start().len(),
            text.trim_end().len().max(text.len() - text.trim_start().len()),
        );
        return push(text, rescue::rescue(text, 0), span, true, draft);
    };
    let before = draft.notices.len();
    for around in [0..found.section.start, found.section.end..text.len()] {
        let part = &text[around.clone()];
        let reading = yaml::read(part, around.start);
        draft.notices.extend(reading.notices);
        match reading.node {
            Some(Node { value: Value::Map(map), .. }) => several(text, map, draft),
            _ if reading.broken => {
                let saved = rescue::rescue_defaults(part, around.start);
                draft.defaults.get_or_insert_default().pairs_mut().extend(Arc::unwrap_or_clone(saved.pairs));
            }
            _ => {}
        }
    }
    for chunk in found.chunks {
        let part = &text[chunk.clone()];
        let reading = yaml::read(part, chunk.start);
        draft.notices.extend(reading.notices);
        match reading.node {
            Some(Node { value: Value::List(list), .. }) => elements(text, list, draft),
            _ => {
                let span = Span::new(chunk.start, chunk.start + part.trim_end().len());
                push(text, rescue::rescue(part, chunk.start), span, true, draft);
            }
        }
    }
    if draft.notices.len() == before {
        // Every part is sound alone: what is wrong stands between them.
        draft.notices.extend(notices);
    }
}

/// The first line of a span, so that a finding does not underline a whole file.
fn first_line(text: &str, span: Span) -> Span {
    let length = span.of(text).lines().next().unwrap_or_default().trim_end().len();
    Span { start: span.start, end: span.start + length as u32 }
}
