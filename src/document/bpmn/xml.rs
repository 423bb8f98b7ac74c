//! XML as a tree of bounded size, read without entities.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::finding::{Notice, Said};
use crate::place::Span;
use crate::said;

/// Longest text that is read. The largest model of the BPMN Model Interchange suite has 240 kB; chosen, not measured.
const LONGEST_BYTES: usize = 8 * 1024 * 1024;
/// Deepest nesting: subprocesses nest a handful of levels, each a level or two of elements.
const DEEPEST: usize = 100;
/// Most elements: some thirty for each shape of a drawing of several thousand shapes.
const MOST_ELEMENTS: usize = 200_000;

/// Most attributes of one element that are looked at.
const MOST_ATTRIBUTES: usize = 64;

/// An element with what is in it.
#[derive(Debug, Default)]
pub(super) struct Tag {
    /// Without its prefix.
    pub name: Box<str>,
    /// Names without their prefix, values with character references written out.
    pub attributes: Vec<(Box<str>, Box<str>)>,
    /// All text directly in it, trimmed.
    pub text: String,
    pub children: Vec<Tag>,
    /// Byte offset of its `<`.
    pub offset: usize,
}

impl Tag {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| &**known == name).map(|(_, value)| &**value)
    }

    pub fn child(&self, name: &str) -> Option<&Tag> {
        self.children.iter().find(|child| &*child.name == name)
    }

    pub fn is(&self, attribute: &str) -> bool {
        self.attribute(attribute).is_some_and(|value| matches!(value.trim(), "true" | "1"))
    }
}

/// The root element as far as it could be read, and what stopped the reading.
pub(super) fn read(text: &str) -> (Option<Tag>, Option<Notice>) {
    if text.len() > LONGEST_BYTES {
        let message = said!("diagrammet er større end 8 MB", "the diagram is larger than 8 MB");
        let help = said!(
            "gem det uden historik og egne udvidelser, eller del det",
            "save it without history and extensions, or split it"
        );
        return (None, Some(Notice::new("S01", Span::default(), message).help(help)));
    }
    let mut reading = Reading { open: Vec::new(), root: None, count: 0, skipped: 0 };
    let fault = reading.run(text).err().map(|notice| *notice);
    reading.skipped = 0;
    while !reading.open.is_empty() {
        reading.close();
    }
    (reading.root, fault)
}

struct Reading {
    /// Elements not yet closed, outer ones first.
    open: Vec<Tag>,
    root: Option<Tag>,
    count: usize,
    /// How many elements below an `extensionElements` are open, itself included.
    skipped: usize,
}

impl Reading {
    /// Reads to the end or the first fault.
    fn run(&mut self, text: &str) -> Result<(), Box<Notice>> {
        let mut reader = Reader::from_str(text);
        loop {
            let offset = reader.buffer_position() as usize;
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    return Err(broken(
                        (reader.error_position() as usize).max(offset),
                        in_danish(&error),
                        &error.to_string(),
                    ));
                }
            };
            match event {
                Event::Start(start) => self.start(&start, offset)?,
                Event::Empty(start) => {
                    self.start(&start, offset)?;
                    self.close();
                }
                Event::End(_) => self.close(),
                Event::Text(part) => self.text(&part),
                Event::CData(part) => self.text(&part),
                Event::GeneralRef(name) => match unescape(&format!("&{};", &*name)) {
                    Ok(letter) => self.text(&letter),
                    Err(_) => return Err(entity(offset)),
                },
                Event::DocType(_) => return Err(entity(offset)),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => return self.at_end(offset),
            }
        }
    }

    fn start(&mut self, start: &BytesStart, offset: usize) -> Result<(), Box<Notice>> {
        self.count += 1;
        if self.open.len() + self.skipped >= DEEPEST || self.count > MOST_ELEMENTS {
            let message = said!(
                "diagrammet er for stort eller indlejret for dybt",
                "the diagram is too large or nested too deeply"
            );
            let help = said!("del diagrammet i flere filer", "split the diagram into several files");
            return Err(Box::new(Notice::new("S01", Span::new(offset, offset + 1), message).help(help)));
        }
        let name = start.local_name();
        if self.skipped > 0 || name.as_ref() == "extensionElements" {
            self.skipped += 1;
            return Ok(());
        }
        let mut tag = Tag { name: name.as_ref().into(), offset, ..Tag::default() };
        for attribute in start.attributes().with_checks(false).take(MOST_ATTRIBUTES) {
            let attribute =
                attribute.map_err(|error| broken(offset, "en attribut er skrevet forkert", &error.to_string()))?;
            let plain = attribute.value.replace(['\t', '\r', '\n'], " ");
            let value = unescape(&plain).map_err(|_| entity(offset))?;
            tag.attributes.push((attribute.key.local_name().as_ref().into(), (*value).into()));
        }
        self.open.push(tag);
        Ok(())
    }

    fn close(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let Some(mut tag) = self.open.pop() else { return };
        tag.text = tag.text.trim().to_owned();
        match self.open.last_mut() {
            Some(parent) => parent.children.push(tag),
            None if self.root.is_none() => self.root = Some(tag),
            None => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let (Some(tag), 0) = (self.open.last_mut(), self.skipped) {
            tag.text.push_str(text);
        }
    }

    fn at_end(&self, offset: usize) -> Result<(), Box<Notice>> {
        if self.open.is_empty() && self.root.is_some() {
            return Ok(());
        }
        Err(broken(offset, "filen slutter midt i et element", "the file ends inside an element"))
    }
}

/// What the reader complains of, in general words; its own are English.
fn in_danish(error: &quick_xml::Error) -> &'static str {
    match error {
        quick_xml::Error::IllFormed(_) => "elementerne er ikke sluttet, som de er begyndt",
        _ => "filen er ikke velformet XML",
    }
}

fn broken(offset: usize, da: &str, en: &str) -> Box<Notice> {
    let message = said!("diagrammet kan ikke læses: {da}", "the diagram can't be read: {en}");
    let help = said!("gem diagrammet igen fra tegneprogrammet", "save the diagram again from the drawing tool");
    Box::new(Notice::new("S01", Span::new(offset, offset + 1), message).help(help))
}

/// Entities can grow without end and read other files, and no tool writes them.
fn entity(offset: usize) -> Box<Notice> {
    let message: Said = said!(
        "diagrammet har egne entiteter eller en DTD, som ikke læses",
        "the diagram has own entities or a DTD, which are not read"
    );
    let help = said!("gem det uden `<!DOCTYPE …>`", "save it without `<!DOCTYPE …>`");
    Box::new(Notice::new("S01", Span::new(offset, offset + 1), message).help(help))
}
