//! Fingerprints: short hashes of normalised text, by which a reviewed link knows that its target changed.

use std::fmt;
use std::str::FromStr;

use foldhash::{HashMap, HashMapExt as _};
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use super::item::{Item, ItemIx, Prose};
use super::schema::{Role, Schema};
use super::value::nfc;
use super::{File, Model, body};
use crate::document::{Node, Value};
use crate::place::FileId;

/// Bytes of a fingerprint: 12 hex digits (`format.md` §5).
const BYTES: usize = 6;

/// The first bytes of a SHA-256, written as 12 lower-case hex digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; BYTES]);

/// Which of a law's texts was read: like is compared with like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    Text,
    Summary,
}

/// Both fingerprints of an item. Items that are no law have one text, so both are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    pub text: Fingerprint,
    pub summary: Fingerprint,
    /// What a review of it on this day is to be recorded against.
    pub basis: Basis,
}

/// The fingerprints of a model's items on a day, each made when first asked for and only once, so that what is
/// nested is not read again for everything around it.
pub struct Prints<'a> {
    model: &'a Model,
    files: &'a [File],
    day: Date,
    known: HashMap<ItemIx, Signed>,
}

impl Signed {
    /// The fingerprint to compare with one that was made of `basis`.
    pub fn of(&self, basis: Basis) -> Fingerprint {
        match basis {
            Basis::Text => self.text,
            Basis::Summary => self.summary,
        }
    }
}

impl<'a> Prints<'a> {
    /// Of versions of texts those count that hold on `day`, so that what is entered ahead of time changes nothing
    /// before its day.
    pub fn new(model: &'a Model, files: &'a [File], day: Date) -> Prints<'a> {
        Prints { model, files, day, known: HashMap::new() }
    }

    /// For a provision over its place, validity, text and what is nested in it, in order; for an act over the fields
    /// that the model marks and its provisions; else over the fields that the model marks.
    pub fn of(&mut self, ix: ItemIx) -> Signed {
        if let Some(known) = self.known.get(&ix) {
            return *known;
        }
        // What other portfolios have written is not here; they say what it comes to.
        if let Some(published) = self.model.external.print(ix) {
            return published;
        }
        let nested: Vec<Signed> = self.model.item(ix).children.iter().map(|child| self.of(*child)).collect();
        let signed = if self.model.is(ix, Role::Provision) || self.model.is(ix, Role::LegalSource) {
            self.of_law(ix, &nested)
        } else {
            let fingerprint = self.of_fields(ix);
            Signed { text: fingerprint, summary: fingerprint, basis: Basis::Text }
        };
        self.known.insert(ix, signed);
        signed
    }

    fn of_law(&self, ix: ItemIx, nested: &[Signed]) -> Signed {
        let wording = self.model.wording_on(ix, self.day);
        let text =
            wording.text.map(|prose| normalised(&body(self.files, prose).source)).filter(|text| !text.is_empty());
        let summary = wording.summary.map(|(file, node)| normalised(self.written(file, node)));
        let summary = summary.filter(|summary| !summary.is_empty());
        let has_text = text.is_some() || nested.iter().any(|one| one.basis == Basis::Text);
        let summary = summary.unwrap_or_default();
        // A part of the law whose text nobody entered is read by its summary, or a change of it would be missed.
        let text = text.unwrap_or_else(|| summary.clone());
        let sign = |own: &str, basis: Basis| {
            let mut hasher = self.beginning(ix);
            feed(&mut hasher, own);
            for one in nested {
                feed(&mut hasher, &one.of(basis).to_string());
            }
            done(hasher)
        };
        let basis = if has_text { Basis::Text } else { Basis::Summary };
        Signed { text: sign(&text, Basis::Text), summary: sign(&summary, Basis::Summary), basis }
    }

    /// A provision's place inside what it is nested in, with its validity; an act's title.
    fn beginning(&self, ix: ItemIx) -> Sha256 {
        let item = self.model.item(ix);
        let mut hasher = Sha256::new();
        match item.parent {
            Some(parent) => {
                feed(&mut hasher, step(&item.id, &self.model.item(parent).id));
                for day in [item.validity.from, item.validity.to] {
                    feed(&mut hasher, &day.map_or(String::new(), |day| day.to_string()));
                }
            }
            None => feed(&mut hasher, &normalised(&item.title)),
        }
        hasher
    }

    fn of_fields(&self, ix: ItemIx) -> Fingerprint {
        let mut hasher = Sha256::new();
        for (name, node, file) in marked(&self.model.schema, self.model.item(ix)) {
            feed(&mut hasher, name);
            self.feed_node(file, node, &mut hasher, 0);
        }
        done(hasher)
    }

    fn feed_node(&self, file: FileId, node: &Node, hasher: &mut Sha256, depth: usize) {
        match &node.value {
            _ if depth > 64 => {}
            Value::List(list) => list.iter().for_each(|node| self.feed_node(file, node, hasher, depth + 1)),
            Value::Map(map) => {
                for pair in map.pairs.iter() {
                    feed(hasher, &pair.key);
                    self.feed_node(file, &pair.value, hasher, depth + 1);
                }
            }
            _ => feed(hasher, &normalised(self.written(file, node))),
        }
    }

    /// The source of a text; nothing for lists and mappings.
    fn written(&self, file: FileId, node: &'a Node) -> &'a str {
        match &node.value {
            Value::Scalar(scalar) => &scalar.text,
            Value::Prose(number) => &body(self.files, Prose { file, body: *number }).source,
            Value::Empty | Value::List(_) | Value::Map(_) => "",
        }
    }
}

/// `stk. 3` of `BL § 20, stk. 3` in `BL § 20`: an act may change its id and keep its fingerprints.
fn step<'a>(id: &'a str, parent: &str) -> &'a str {
    id.strip_prefix(parent).unwrap_or(id).trim_start_matches([',', ' '])
}

/// The fields that count, by name.
fn marked<'a>(schema: &'a Schema, item: &'a Item) -> Vec<(&'a str, &'a Node, FileId)> {
    let mut fields: Vec<_> = item
        .fields
        .iter()
        .filter_map(|value| {
            let field = item.declared(schema, value)?;
            field.fingerprint.then_some((field.key.as_str(), &*value.node, value.file))
        })
        .collect();
    fields.sort_by_key(|(name, ..)| *name);
    fields
}

/// Adds a text and its end.
fn feed(hasher: &mut Sha256, text: &str) {
    hasher.update(text.as_bytes());
    hasher.update([0]);
}

fn done(hasher: Sha256) -> Fingerprint {
    let mut first = [0; BYTES];
    first.copy_from_slice(&hasher.finalize()[..BYTES]);
    Fingerprint(first)
}

/// NFC, soft hyphens out, white space runs (no-break included) to one space, trimmed.
pub fn normalised(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in nfc(text).split_whitespace() {
        let start = plain.len();
        if start > 0 {
            plain.push(' ');
        }
        word.split('\u{ad}').for_each(|part| plain.push_str(part));
        // A word of soft hyphens alone is none.
        if plain.len() == start + usize::from(start > 0) {
            plain.truncate(start);
        }
    }
    plain
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

/// A text that is no fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoFingerprint;

impl FromStr for Fingerprint {
    type Err = NoFingerprint;

    fn from_str(text: &str) -> Result<Fingerprint, NoFingerprint> {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() != BYTES * 2 || !text.bytes().all(is_hex) {
            return Err(NoFingerprint);
        }
        let mut bytes = [0; BYTES];
        for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(digits).map_err(|_| NoFingerprint)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| NoFingerprint)?;
        }
        Ok(Fingerprint(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_does_not_see_does_not_count() {
        assert_eq!(normalised(" a\u{a0}b\r\n c\u{ad}d \u{ad} e"), "a b cd e");
    }

    #[test]
    fn a_fingerprint_is_read_back_from_its_digits() {
        assert_eq!("9f2c41d0a7be".parse::<Fingerprint>().map(|read| read.to_string()), Ok("9f2c41d0a7be".to_owned()));
        for text in ["", "9f2c41d0a7b", "9f2c41d0a7bea", "9F2C41D0A7BE", "9f2c41d0a7bø"] {
            assert_eq!(text.parse::<Fingerprint>(), Err(NoFingerprint), "{text}");
        }
    }

    #[test]
    fn the_place_of_a_provision_is_said_inside_what_it_is_nested_in() {
        assert_eq!(step("BL § 20, stk. 3", "BL § 20"), "stk. 3");
        assert_eq!(step("BL § 20", "BL"), "§ 20");
    }
}
