//! The structure hash: all of a document but its prose.

use super::{Body, Entry, Map, Node, Piece, Value};

/// Hash of entries, defaults and what the graph sees of the bodies. Texts are written with their length, so that no
/// two structures give the same bytes.
pub(super) fn structure(entries: &[Entry], defaults: Option<&Map>, bodies: &[Body]) -> [u8; 16] {
    let mut bytes = Bytes { bytes: Vec::with_capacity(1024), spans: true };
    for entry in entries {
        bytes.tag(b'e');
        bytes.tag(u8::from(entry.damaged));
        bytes.number(entry.span.start);
        bytes.map(&entry.fields);
    }
    if let Some(defaults) = defaults {
        bytes.tag(b'd');
        bytes.map(defaults);
    }
    bytes.spans = false;
    bodies.iter().for_each(|body| bytes.body(body));
    let hash = blake3::hash(&bytes.bytes);
    std::array::from_fn(|index| hash.as_bytes()[index])
}

struct Bytes {
    bytes: Vec<u8>,
    spans: bool,
}

impl Bytes {
    fn tag(&mut self, tag: u8) {
        self.bytes.push(tag);
    }

    fn number(&mut self, number: u32) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn option(&mut self, text: Option<&str>) {
        self.tag(u8::from(text.is_some()));
        self.text(text.unwrap_or_default());
    }

    fn span_start(&mut self, start: u32) {
        if self.spans {
            self.number(start);
        }
    }

    /// Answers whether prose stands inside: then the end says how long the prose is and must not count.
    fn map(&mut self, map: &Map) -> bool {
        let mut prose = false;
        self.number(map.pairs.len() as u32);
        for pair in &map.pairs {
            self.text(&pair.key);
            self.span_start(pair.key_span.start);
            prose |= self.node(&pair.value);
        }
        prose
    }

    fn node(&mut self, node: &Node) -> bool {
        self.span_start(node.span.start);
        let prose = match &node.value {
            Value::Empty => {
                self.tag(b'0');
                false
            }
            Value::Scalar(scalar) => {
                self.tag(b's');
                self.tag(scalar.style as u8);
                self.text(&scalar.text);
                false
            }
            Value::List(list) => {
                self.tag(b'l');
                self.number(list.len() as u32);
                list.iter().fold(false, |prose, node| self.node(node) | prose)
            }
            Value::Map(map) => {
                self.tag(b'm');
                self.map(map)
            }
            Value::Prose(_) => {
                self.tag(b'p');
                true
            }
        };
        if !prose {
            self.span_start(node.span.end);
        }
        prose
    }

    fn body(&mut self, body: &Body) {
        self.tag(b'b');
        // Whether anything is written is asked of many fields, and is no prose.
        self.tag(u8::from(!body.source.trim().is_empty()));
        for reference in &body.references {
            self.tag(b'r');
            self.text(&reference.target);
            self.option(reference.fragment.as_deref());
            self.option(reference.guard.as_deref());
        }
        for link in &body.links {
            self.tag(b'f');
            self.tag(u8::from(link.image) | u8::from(link.page) << 1);
            self.text(&link.path);
            self.option(link.fragment.as_deref());
            self.option(link.guard.as_deref());
        }
        for heading in &body.headings {
            self.tag(b'h');
            self.tag(heading.level);
            self.text(&heading.text);
            self.text(&heading.slug);
            self.option(heading.guard.as_deref());
        }
        for view in &body.views {
            self.tag(b'v');
            self.option(view.guard.as_deref());
            self.node(&view.question);
        }
        self.guards(&body.pieces);
    }

    fn guards(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            if let Piece::Guarded { visibility, pieces } = piece {
                self.tag(b'g');
                self.text(visibility);
                self.guards(pieces);
                self.tag(b'.');
            }
        }
    }
}
