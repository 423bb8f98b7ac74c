//! The structure hash: all of a document but its prose.

use xxhash_rust::xxh3::xxh3_128;

use super::{Body, Document, Entry, Map, Node, Piece, Value};

/// Hash of entries, defaults and what the graph sees of the bodies. Texts are written with their length, so that no
/// two structures give the same bytes.
pub(super) fn structure(entries: &[Entry], defaults: Option<&Map>, bodies: &[Body]) -> [u8; 16] {
    Bytes { bytes: Vec::with_capacity(1024), spans: true, untold: None }.hash(entries, defaults, bodies)
}

/// The same without where anything stands, and without the words of one key of each entry: all that counts of it is that
/// it is some text.
pub fn frame(document: &Document, untold: &str) -> [u8; 16] {
    let bytes = Bytes { bytes: Vec::with_capacity(1024), spans: false, untold: Some(untold) };
    bytes.hash(&document.entries, document.defaults.as_ref(), &document.bodies)
}

struct Bytes<'a> {
    bytes: Vec<u8>,
    spans: bool,
    /// The key of entries whose words do not count.
    untold: Option<&'a str>,
}

impl Bytes<'_> {
    fn hash(mut self, entries: &[Entry], defaults: Option<&Map>, bodies: &[Body]) -> [u8; 16] {
        for entry in entries {
            self.tag(b'e');
            self.tag(u8::from(entry.damaged));
            self.span_start(entry.span.start);
            self.entry(&entry.fields);
        }
        if let Some(defaults) = defaults {
            self.tag(b'd');
            self.map(defaults);
        }
        self.spans = false;
        bodies.iter().for_each(|body| self.body(body));
        // Told apart are states of one project that its author wrote; a hash that proves something would cost more.
        xxh3_128(&self.bytes).to_le_bytes()
    }

    fn entry(&mut self, fields: &Map) {
        let Some(untold) = self.untold else {
            self.map(fields);
            return;
        };
        self.number(fields.pairs.len() as u32);
        for pair in fields.pairs.iter() {
            self.text(&pair.key);
            if &*pair.key == untold && pair.value.text().is_some_and(|text| !text.trim().is_empty()) {
                self.tag(b't');
            } else {
                self.node(&pair.value);
            }
        }
    }

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
        for pair in map.pairs.iter() {
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
            self.option(reference.fragment());
            self.option(reference.guard());
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
            if let Piece::Guarded(guarded) = piece {
                self.tag(b'g');
                self.text(&guarded.visibility);
                self.guards(&guarded.pieces);
                self.tag(b'.');
            }
        }
    }
}
