//! XML to a small tree, with bounds: no document type, no entities of its own, no bottomless nesting.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::Fault;
use crate::finding::Said;
use crate::said;

/// The largest file that is read, in bytes. The longest Danish acts are under 4 MB as LexDania; ten times that leaves
/// room, and a file of 200 MB is refused before it is read.
pub const LARGEST_BYTES: usize = 40 * 1024 * 1024;
/// Elements inside each other. The deepest LexDania path seen is 14.
const DEEPEST: usize = 100;
/// Elements and texts in all; a long act has some 50,000.
const MOST_NODES: usize = 1_000_000;

/// An element with its children. Names are local names: prefixes are dropped, so Atom's namespace does not matter.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Element {
    pub name: Box<str>,
    pub attributes: Vec<(Box<str>, Box<str>)>,
    pub children: Vec<Child>,
    /// Line of its start tag, from 1.
    pub line: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Child {
    Element(Element),
    Text(Box<str>),
}

impl Element {
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// The first child element of a name.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| &*element.name == name)
    }

    /// All children of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| &*element.name == name)
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
    }

    /// All text inside, white space runs as one space, trimmed.
    pub fn plain(&self) -> String {
        let mut text = String::new();
        self.collect(&mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn collect(&self, text: &mut String) {
        for child in &self.children {
            match child {
                Child::Element(element) => element.collect(text),
                Child::Text(own) => text.push_str(own),
            }
        }
    }
}

/// How much of a file is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub bytes: usize,
    /// Elements and texts in all.
    pub nodes: usize,
}

/// Reads a whole XML file. What it declares as its encoding does not count: the bytes have to be UTF-8.
pub(super) fn read(bytes: &[u8]) -> Result<Element, Fault> {
    read_within(bytes, Bounds { bytes: LARGEST_BYTES, nodes: MOST_NODES })
}

/// The same within other bounds.
pub(super) fn read_within(bytes: &[u8], bounds: Bounds) -> Result<Element, Fault> {
    if bytes.len() > bounds.bytes {
        return Err(larger_than(bounds.bytes));
    }
    let text = decoded(bytes)?;
    let mut builder = Builder { text, counted: (0, 1), open: Vec::new(), root: None, nodes: 0, most: bounds.nodes };
    let mut reader = Reader::from_str(text);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let event = match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => event,
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(at);
                let message = said!("filen er ikke velformet XML: {}", "the file is not well-formed XML: {}"; error);
                return Err(fault(text, at, message));
            }
        };
        builder.event(at, event)?;
    }
    builder.finish()
}

/// The refusal of a file over [`LARGEST_BYTES`].
pub(super) fn too_large() -> Fault {
    larger_than(LARGEST_BYTES)
}

fn larger_than(bytes: usize) -> Fault {
    let said = said!(
        "filen er over {} MB og læses ikke", "the file is over {} MB and is not read"; bytes / (1024 * 1024)
    );
    Fault { line: 1, column: 1, said }
}

/// The text without its byte order mark; a character that XML does not allow is a fault.
fn decoded(bytes: &[u8]) -> Result<&str, Fault> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let said =
            said!("filen er gemt som UTF-16; gem den som UTF-8", "the file is saved as UTF-16; save it as UTF-8");
        return Err(Fault { line: 1, column: 1, said });
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = &bytes[..error.valid_up_to()];
        let said = said!(
            "filen er ikke UTF-8: byte 0x{:02X}", "the file is not UTF-8: byte 0x{:02X}"; bytes[error.valid_up_to()]
        );
        fault(&String::from_utf8_lossy(good), good.len(), said)
    })?;
    match text.char_indices().find(|(_, letter)| !is_allowed(*letter)) {
        Some((at, letter)) => Err(fault(text, at, not_allowed(letter))),
        None => Ok(text),
    }
}

fn is_allowed(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r') || !letter.is_control() && !matches!(letter, '\u{FFFE}' | '\u{FFFF}')
}

fn not_allowed(letter: char) -> Said {
    let number = letter as u32;
    said!("tegnet U+{:04X} er ikke tilladt i XML", "the character U+{:04X} is not allowed in XML"; number)
}

/// The text of an attribute as it is written; `None` when it has a reference that is no character.
pub(super) fn attribute_text(raw: &str) -> Option<String> {
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        let (name, behind) = after.split_once(';')?;
        value.push_str(before);
        value.push(reference_letter(&BytesRef::new(name))?);
        rest = behind;
    }
    value.push_str(rest);
    Some(value)
}

/// The character that a reference such as `&amp;` stands for; `None` when it is none that XML knows.
pub(super) fn reference_letter(reference: &BytesRef) -> Option<char> {
    match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}

struct Builder<'a> {
    text: &'a str,
    /// An offset and the line it stands in; offsets only grow.
    counted: (usize, usize),
    open: Vec<Element>,
    root: Option<Element>,
    nodes: usize,
    most: usize,
}

impl Builder<'_> {
    fn event(&mut self, at: usize, event: Event) -> Result<(), Fault> {
        match event {
            Event::Start(start) => self.start(at, &start),
            Event::Empty(start) => {
                self.start(at, &start)?;
                self.end();
                Ok(())
            }
            Event::End(_) => {
                self.end();
                Ok(())
            }
            Event::Text(text) => self.push(at, &text),
            Event::CData(text) => self.push(at, &text),
            Event::GeneralRef(reference) => {
                let letter = self.resolved(at, &reference)?;
                self.push(at, letter.encode_utf8(&mut [0; 4]))
            }
            Event::DocType(_) => {
                let said = said!(
                    "filen har en dokumenttype (DOCTYPE) og læses ikke: den kan skjule andet indhold",
                    "the file has a document type (DOCTYPE) and is not read: it can hide other content"
                );
                Err(fault(self.text, at, said))
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, at: usize, start: &BytesStart) -> Result<(), Fault> {
        self.count(at)?;
        if self.open.len() >= DEEPEST {
            let said = said!("elementer er indlejret i over {} niveauer", "elements are nested over {} deep"; DEEPEST);
            return Err(fault(self.text, at, said));
        }
        if self.open.is_empty() && self.root.is_some() {
            return Err(fault(self.text, at, said!("filen har flere rodelementer", "the file has several roots")));
        }
        let line = self.line(at);
        let mut attributes: Vec<(Box<str>, Box<str>)> = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| {
                fault(self.text, at, said!("en attribut kan ikke læses: {}", "an attribute can't be read: {}"; error))
            })?;
            let value = self.attribute_value(at, &attribute.value)?;
            attributes.push((local(attribute.key.as_ref()).into(), value.into()));
        }
        let name = local(start.name().as_ref()).into();
        self.open.push(Element { name, attributes, children: Vec::new(), line });
        Ok(())
    }

    fn attribute_value(&self, at: usize, raw: &str) -> Result<String, Fault> {
        let mut value = String::new();
        let mut rest = raw;
        while let Some((before, after)) = rest.split_once('&') {
            value.push_str(before);
            let Some((name, behind)) = after.split_once(';') else {
                return Err(fault(self.text, at, said!("et `&` står alene", "a `&` stands alone")));
            };
            value.push(self.resolved(at, &BytesRef::new(name))?);
            rest = behind;
        }
        value.push_str(rest);
        Ok(value)
    }

    fn resolved(&self, at: usize, reference: &BytesRef) -> Result<char, Fault> {
        let letter = reference_letter(reference).ok_or_else(|| {
            let name = &**reference;
            let said = said!("`&{};` er ikke et tegn, XML kender", "`&{};` is no character that XML knows"; name);
            fault(self.text, at, said)
        })?;
        if is_allowed(letter) { Ok(letter) } else { Err(fault(self.text, at, not_allowed(letter))) }
    }

    fn push(&mut self, at: usize, text: &str) -> Result<(), Fault> {
        let Some(element) = self.open.last_mut() else {
            if text.trim().is_empty() {
                return Ok(());
            }
            let said = said!("der står tekst uden for rodelementet", "text stands outside the root element");
            return Err(fault(self.text, at, said));
        };
        if let Some(Child::Text(own)) = element.children.last_mut() {
            let mut joined = String::from(std::mem::take(own));
            joined.push_str(text);
            *own = joined.into();
            return Ok(());
        }
        element.children.push(Child::Text(text.into()));
        self.count(at)
    }

    fn end(&mut self) {
        let Some(element) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Child::Element(element)),
            None => self.root = Some(element),
        }
    }

    fn count(&mut self, at: usize) -> Result<(), Fault> {
        self.nodes += 1;
        if self.nodes <= self.most {
            return Ok(());
        }
        let said = said!("filen har over {} elementer", "the file has over {} elements"; self.most);
        Err(fault(self.text, at, said))
    }

    fn line(&mut self, at: usize) -> usize {
        let (from, line) = self.counted;
        let line = line + self.text.as_bytes()[from..at.max(from)].iter().filter(|byte| **byte == b'\n').count();
        self.counted = (at.max(from), line);
        line
    }

    fn finish(self) -> Result<Element, Fault> {
        if let Some(element) = self.open.last() {
            let said = said!("elementet `{}` bliver ikke lukket", "the element `{}` is never closed"; element.name);
            return Err(Fault { line: element.line, column: 1, said });
        }
        self.root.ok_or_else(|| fault(self.text, 0, said!("filen er tom", "the file is empty")))
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn fault(text: &str, at: usize, said: Said) -> Fault {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    Fault { line: 1 + text[..start].matches('\n').count(), column: 1 + text[start..at].chars().count(), said }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], line: usize, column: usize, message: &str) {
        let fault = read(bytes).unwrap_err();
        assert_eq!((fault.line, fault.column), (line, column), "{}", fault.said.da);
        assert!(fault.said.da.contains(message), "{}", fault.said.da);
    }

    #[test]
    fn what_hides_or_explodes_is_refused() {
        check(b"<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", 2, 1, "DOCTYPE");
        check("<a>\n  æ&ukendt;</a>".as_bytes(), 2, 4, "ukendt");
        check(b"<a b='&x;'/>", 1, 1, "`&x;`");
        check(&b"<a>".repeat(101), 1, 301, "100 niveauer");
        check(b"<a>&#0;</a>", 1, 4, "");
        check(b"<a>\x01</a>", 1, 4, "U+0001");
    }

    #[test]
    fn what_is_broken_is_told_where() {
        check(b"<a>\n<b></a>", 2, 4, "velformet");
        check(b"<a>\n<b>\xE6</b></a>", 2, 4, "0xE6");
        check(b"<a/>\n<b/>", 2, 1, "rod");
        check(b"<a/>x", 1, 5, "uden for");
        check(b"", 1, 1, "tom");
        check(b"<a><b>", 1, 1, "`b`");
        check(b"\xFF\xFE<\0", 1, 1, "UTF-16");
    }

    #[test]
    fn the_declared_encoding_does_not_count() {
        let text = "\u{feff}<?xml version=\"1.0\" encoding=\"utf-16\"?><d:a x='1 &lt; 2'>r&#248;d <b/>&amp; <![CDATA[<blå>]]></d:a>";
        let root = read(text.as_bytes()).unwrap();
        assert_eq!((&*root.name, root.attribute("x"), root.plain().as_str()), ("a", Some("1 < 2"), "rød & <blå>"));
    }
}
