//! Headings with their names, and the statement, which ends at one of them.

use std::ops::Range;

use pulldown_cmark::{CowStr, Tag};

use super::markdown::Writer;
use super::{Heading, Piece};
use crate::escape;

/// A heading whose text is still being written.
pub(super) struct OpenHeading {
    level: u8,
    id: Option<String>,
    pub text: String,
    /// Number of pieces and length of the HTML where the heading begins: its tag needs the text first.
    pieces: usize,
    html: usize,
    at_top: bool,
}

/// Which leading pieces make the statement.
#[derive(Default)]
pub(super) struct Statement {
    seen_text: bool,
    start: usize,
    end: Option<usize>,
    /// The same in the source.
    source_start: usize,
    source_end: Option<usize>,
}

impl Statement {
    /// Notes that a block begins outside all others.
    pub fn block(&mut self, tag: &Tag<'_>, source: &str, range: &Range<usize>) {
        let silent = match tag {
            Tag::Heading { .. } | Tag::HtmlBlock | Tag::FootnoteDefinition(_) => true,
            // A guarded block is not for everybody: the statement is the same for all.
            Tag::BlockQuote(None) => super::guard::is_guard(source, range),
            _ => false,
        };
        self.seen_text |= !silent;
    }

    /// Notes text that was found inside a block which might have held none.
    pub fn text(&mut self) {
        self.seen_text = true;
    }

    pub fn range(&self, pieces: usize) -> Range<u32> {
        let end = self.end.unwrap_or(pieces);
        self.start.min(end) as u32..end as u32
    }

    /// The part of a source of so many bytes that it is made of.
    pub fn source(&self, bytes: usize) -> Range<u32> {
        let end = self.source_end.unwrap_or(bytes);
        self.source_start.min(end) as u32..end as u32
    }
}

impl Writer<'_> {
    pub fn open_heading(&mut self, level: u8, id: Option<CowStr<'_>>, at_top: bool, start: usize) {
        // Inside an open raw element a cut would leave it open.
        let raw_open = self.open.len() > 1;
        let at_top = at_top && !raw_open;
        if at_top && self.statement.seen_text && self.statement.end.is_none() {
            self.flush();
            self.statement.end = Some(self.pieces.len());
            self.statement.source_end = Some(start);
        }
        let (pieces, html) = (self.pieces.len(), self.html.len());
        let id = id.map(|id| id.to_string());
        self.heading = Some(OpenHeading { level, id, text: String::new(), pieces, html, at_top });
    }

    pub fn close_heading(&mut self, range: Range<usize>) {
        let Some(heading) = self.heading.take() else { return };
        let text = heading.text.trim();
        let slug = self.names.heading(heading.id.as_deref().filter(|id| !id.is_empty()).unwrap_or(text));
        let shown = heading.level.max(2);
        let mut tag = format!("<h{shown} id=\"");
        escape::html(&slug, &mut tag);
        tag.push_str("\">");
        if self.pieces.len() == heading.pieces {
            self.html.insert_str(heading.html, &tag);
        } else if let Some(Piece::Html(before)) = self.pieces.get_mut(heading.pieces).filter(|_| heading.html > 0) {
            let mut whole = String::from(std::mem::take(before));
            whole.insert_str(heading.html.min(whole.len()), &tag);
            *before = whole.into();
        } else {
            self.pieces.insert(heading.pieces, Piece::Html(tag.into()));
        }
        self.html.push_str(&format!("</h{shown}>\n"));
        if heading.at_top && !self.statement.seen_text {
            self.flush();
            self.statement.start = self.pieces.len();
            self.statement.source_start = range.end;
        }
        let guard = self.guard();
        if guard.is_none() && self.first_heading.is_none() {
            self.first_heading = Some(self.span(range));
        }
        self.headings.push(Heading { level: heading.level, text: text.into(), slug, guard });
    }
}
