//! Raw HTML in Markdown: a few paired tags, the rest through the sanitiser, all of it balanced.

use std::ops::Range;

use super::html;
use super::markdown::Writer;
use super::view::in_body;
use crate::escape;
use crate::finding::{Notice, Said};

/// More open raw tags than this are dropped.
const MOST_OPEN: usize = 32;

/// What is open and has to be closed in order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Open {
    /// A Markdown element: raw tags opened in it are closed with it.
    Barrier,
    Tag(&'static str),
}

/// A raw HTML block that is being read.
#[derive(Default)]
pub(super) struct RawBlock {
    text: String,
    /// Offset of each line in it and in the body.
    lines: Vec<(u32, u32)>,
}

impl Writer<'_> {
    /// A raw tag inside a line.
    pub fn raw_tag(&mut self, text: &str, range: Range<usize>) {
        if !self.captures.is_empty() {
            return;
        }
        let Some(tag) = html::tags(text).next() else { return };
        let name = tag.name.to_ascii_lowercase();
        let Some(known) = html::INLINE.iter().find(|known| **known == name) else {
            if !tag.closing {
                self.removed(range, html::removed_element(&name));
            }
            return;
        };
        if tag.closing {
            return self.close_tag(known);
        }
        let is_void = matches!(*known, "br" | "wbr");
        if !is_void && self.open_tags() >= MOST_OPEN {
            return self.removed(range, html::removed_element(&name));
        }
        self.html.push('<');
        self.html.push_str(known);
        for (attribute, value) in tag.attributes() {
            if html::keeps(known, attribute) {
                self.html.push_str(" title=\"");
                escape::html(value, &mut self.html);
                self.html.push('"');
            } else {
                self.removed(range.clone(), html::removed_attribute(known, attribute));
            }
        }
        self.html.push('>');
        if !is_void {
            self.open.push(Open::Tag(known));
        }
    }

    /// A line of a raw HTML block.
    pub fn raw_line(&mut self, text: &str, range: Range<usize>) {
        match &mut self.raw {
            Some(raw) => {
                raw.lines.push((raw.text.len() as u32, range.start as u32));
                raw.text.push_str(text);
            }
            None => self.raw_tag(text, range),
        }
    }

    pub fn close_raw_block(&mut self) {
        let Some(RawBlock { text: raw, lines }) = self.raw.take() else { return };
        let place = |start: usize, length: usize| {
            let start_in_body = in_body(&lines, start as u32);
            start_in_body..in_body(&lines, (start + length).saturating_sub(1) as u32).max(start_in_body) + 1
        };
        if html::is_excessive(&raw) {
            let message =
                crate::said!("HTML-blokken er for stor og er fjernet", "the HTML block is too large and was removed");
            return self.removed(place(0, raw.len()), message);
        }
        for (at, length, message) in html::dropped(&raw) {
            self.removed(place(at, length), message);
        }
        let mut rest = raw.as_str();
        // `<details>` with Markdown inside comes as two blocks, with the text between them.
        if let Some(after) = rest.trim_start().strip_prefix("</details>") {
            self.close_tag("details");
            self.html.push('\n');
            rest = after;
        }
        let begins = ["<details>", "<details open>"]
            .into_iter()
            .find_map(|tag| Some((tag, rest.trim_start().strip_prefix(tag)?)));
        let opens = begins.filter(|_| !rest.contains("</details") && self.open_tags() < MOST_OPEN);
        if let Some((tag, after)) = opens {
            self.html.push_str(tag);
            rest = after;
        }
        let clean = html::sanitise(rest);
        if opens.is_some() {
            self.open.push(Open::Tag("details"));
        }
        if !clean.trim().is_empty() {
            if self.depth == 0 && self.outer.is_empty() {
                self.statement.text();
            }
            self.html.push_str(&clean);
        }
    }

    /// Closes the raw tags opened in the Markdown element that ends here.
    pub fn close_raw(&mut self) {
        while let Some(Open::Tag(name)) = self.open.pop() {
            self.write_closing(name);
        }
    }

    fn close_tag(&mut self, name: &str) {
        let of_element = self.open.len() - self.open_tags();
        let Some(found) = self.open[of_element..].iter().rposition(|open| *open == Open::Tag(name_of(name))) else {
            return;
        };
        while self.open.len() > of_element + found {
            if let Some(Open::Tag(name)) = self.open.pop() {
                self.write_closing(name);
            }
        }
    }

    fn write_closing(&mut self, name: &str) {
        self.html.push_str("</");
        self.html.push_str(name);
        self.html.push('>');
    }

    /// Number of raw tags open since the last barrier; bounded, so that looking costs nothing.
    fn open_tags(&self) -> usize {
        self.open.iter().rev().take_while(|open| **open != Open::Barrier).count()
    }

    pub fn removed(&mut self, range: Range<usize>, message: Said) {
        let span = self.span(range);
        self.notices.push(Notice::new("S18", span, message));
    }
}

fn name_of(name: &str) -> &'static str {
    html::INLINE.into_iter().find(|known| *known == name).unwrap_or("details")
}
