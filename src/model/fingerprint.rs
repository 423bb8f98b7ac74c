//! Fingerprints: short hashes of normalised text, by which a reviewed link knows that its target changed.

use sha2::{Digest as _, Sha256};

use super::item::{Item, ItemIx};
use super::schema::{Role, Schema};
use super::value::nfc;
use super::{File, Model, body};
use crate::document::{Node, Value};

/// Hex digits of a fingerprint (`format.md` §5).
const DIGITS: usize = 12;

/// The fingerprint of an item: for a provision its place, validity, text and what is nested in it, in order;
/// else the fields that the model marks.
pub fn fingerprint(model: &Model, files: &[File], ix: ItemIx) -> String {
    let mut hasher = Sha256::new();
    feed_item(model, files, ix, &mut hasher);
    let digest = hasher.finalize();
    let hex: String = digest.iter().take(DIGITS / 2).map(|byte| format!("{byte:02x}")).collect();
    hex
}

fn feed_item(model: &Model, files: &[File], ix: ItemIx, hasher: &mut Sha256) {
    let item = model.item(ix);
    if model.is(ix, Role::Provision) {
        feed(hasher, &item.id);
        feed(hasher, &item.validity.from.map_or(String::new(), |day| day.to_string()));
        feed(hasher, &item.validity.to.map_or(String::new(), |day| day.to_string()));
    }
    for (name, node, file) in marked(&model.schema, item) {
        feed(hasher, name);
        feed_node(files, file, node, hasher, 0);
    }
    for child in &item.children {
        feed(hasher, &fingerprint(model, files, *child));
    }
}

/// The fields that count, in the order of the model.
fn marked<'a>(schema: &'a Schema, item: &'a Item) -> Vec<(&'a str, &'a Node, crate::place::FileId)> {
    let mut fields: Vec<_> = item
        .fields
        .iter()
        .filter_map(|value| {
            let field = item.declared(schema, value)?;
            field.fingerprint.then_some((field.key.as_str(), &value.node, value.file))
        })
        .collect();
    fields.sort_by_key(|(name, ..)| *name);
    fields
}

fn feed_node(files: &[File], file: crate::place::FileId, node: &Node, hasher: &mut Sha256, depth: usize) {
    if depth > 64 {
        return;
    }
    match &node.value {
        Value::Empty => feed(hasher, ""),
        Value::Scalar(scalar) => feed(hasher, &scalar.text),
        Value::Prose(number) => feed(hasher, &body(files, super::Prose { file, body: *number }).source),
        Value::List(list) => list.iter().for_each(|node| feed_node(files, file, node, hasher, depth + 1)),
        Value::Map(map) => {
            for pair in &map.pairs {
                feed(hasher, &pair.key);
                feed_node(files, file, &pair.value, hasher, depth + 1);
            }
        }
    }
}

/// Adds a normalised text and its end.
fn feed(hasher: &mut Sha256, text: &str) {
    hasher.update(normalised(text).as_bytes());
    hasher.update([0]);
}

/// NFC, soft hyphens out, white space runs (no-break included) to one space, trimmed.
pub fn normalised(text: &str) -> String {
    let plain: String = nfc(text).chars().filter(|c| *c != '\u{ad}').collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn what_a_reader_does_not_see_does_not_count() {
        assert_eq!(normalised(" a\u{a0}b\r\n c\u{ad}d "), "a b cd");
    }
}
