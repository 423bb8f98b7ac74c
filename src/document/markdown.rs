//! Markdown events to pieces: finished HTML, and holes for what only a page can know.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Options, Parser, Tag, TagEnd};

use super::excerpt::Excerpt;
use super::footnotes::Footnotes;
use super::guard::{Outer, Quote};
use super::headings::{OpenHeading, Statement};
use super::inline::OpenLink;
use super::origin::Origin;
use super::raw::{Open, RawBlock};
use super::slug::Names;
use super::table::Table;
use super::view::Code;
use super::{Body, FileLink, Heading, Piece, Reference, ViewBlock, exact};
use crate::escape;
use crate::finding::Notice;
use crate::place::Span;
use crate::said;

/// HTML of a body may be this many times its source, and a bit: hostile texts unfold further.
const GROWTH: usize = 20;
const GROWTH_FLOOR_BYTES: usize = 100_000;

/// Parses one Markdown text. Also gives the place of its first heading that everybody may see.
pub(super) fn body(
    source: &str,
    origin: &Origin,
    names: &mut Names,
    notices: &mut Vec<Notice>,
) -> (Body, Option<Span>) {
    let mut writer = Writer::new(source, origin, names, notices);
    for (event, range) in Parser::new_ext(source, options()).into_offset_iter() {
        writer.event(event, range);
    }
    writer.finish()
}

pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// A body while it is written.
pub(super) struct Writer<'a> {
    pub source: &'a str,
    pub origin: &'a Origin,
    pub names: &'a mut Names,
    pub notices: &'a mut Vec<Notice>,
    /// HTML since the last hole.
    pub html: String,
    /// Pieces of the innermost of `outer`.
    pub pieces: Vec<Piece>,
    flushed_bytes: usize,
    /// Guards and footnotes that are open, with the pieces of what is around them.
    pub outer: Vec<Outer>,
    /// What raw tags are open, with a barrier at every Markdown element.
    pub open: Vec<Open>,
    /// How each open block quote ends.
    pub quotes: Vec<Quote>,
    pub open_links: Vec<OpenLink>,
    /// Texts that are collected and not written: of references and images.
    pub captures: Vec<String>,
    /// Text of the open link, which is written as well.
    pub label: Option<String>,
    pub heading: Option<OpenHeading>,
    pub first_heading: Option<Span>,
    pub statement: Statement,
    pub excerpt: Excerpt,
    pub footnotes: Footnotes,
    pub code: Option<Code>,
    pub table: Table,
    pub raw: Option<RawBlock>,
    /// Inline events before this offset belong to a guard's marker.
    pub skip_until: usize,
    pub depth: usize,
    /// The HTML has grown over its bound; `muted` counts the elements opened since.
    cut: bool,
    muted: usize,
    pub references: Vec<Reference>,
    pub links: Vec<FileLink>,
    pub headings: Vec<Heading>,
    pub views: Vec<ViewBlock>,
}

impl<'a> Writer<'a> {
    fn new(source: &'a str, origin: &'a Origin, names: &'a mut Names, notices: &'a mut Vec<Notice>) -> Self {
        let footnotes = Footnotes::after(names.footnotes);
        Writer {
            source,
            origin,
            names,
            notices,
            html: String::with_capacity(source.len() + source.len() / 4 + 16),
            pieces: Vec::new(),
            flushed_bytes: 0,
            outer: Vec::new(),
            open: Vec::new(),
            quotes: Vec::new(),
            open_links: Vec::new(),
            captures: Vec::new(),
            label: None,
            heading: None,
            first_heading: None,
            statement: Statement::default(),
            excerpt: Excerpt::default(),
            footnotes,
            code: None,
            table: Table::default(),
            raw: None,
            skip_until: 0,
            depth: 0,
            cut: false,
            muted: 0,
            references: Vec::new(),
            links: Vec::new(),
            headings: Vec::new(),
            views: Vec::new(),
        }
    }

    fn finish(mut self) -> (Body, Option<Span>) {
        self.close_raw();
        self.flush();
        let statement = self.statement.range(self.pieces.len());
        let statement_source = self.statement.source(self.source.len());
        self.write_footnotes();
        self.flush();
        self.names.footnotes = self.footnotes.last();
        let body = Body {
            pieces: exact(self.pieces),
            statement,
            statement_source,
            references: exact(self.references),
            links: exact(self.links),
            headings: exact(self.headings),
            views: exact(self.views),
            source: self.source.into(),
            origin: self.origin.clone(),
            excerpt: self.excerpt.finish(),
        };
        (body, self.first_heading)
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.is_muted(&event, &range) || self.is_marker(&event, &range) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => self.inline_code(&text),
            Event::Html(text) => self.raw_line(&text, range),
            Event::InlineHtml(text) => self.raw_tag(&text, range),
            Event::FootnoteReference(name) => self.footnote_reference(&name),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => self.html.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.html.push_str(if done {
                "<span class=\"task\" role=\"img\" aria-label=\"udført\">☑</span> "
            } else {
                "<span class=\"task\" role=\"img\" aria-label=\"ikke udført\">☐</span> "
            }),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, range),
        }
    }

    /// Puts the HTML so far among the pieces, so that a hole may follow.
    pub fn flush(&mut self) {
        if !self.html.is_empty() {
            self.flushed_bytes += self.html.len();
            self.pieces.push(Piece::Html(self.html.as_str().into()));
            self.html.clear();
        }
    }

    pub fn hole(&mut self, piece: Piece) {
        if let Some(head) = self.table.heads.last_mut().filter(|_| self.table.in_head) {
            *head = None;
        }
        self.flush();
        // A page fills a hole with at least an address and a name.
        self.flushed_bytes += 32;
        self.pieces.push(piece);
    }

    pub fn span(&self, range: Range<usize>) -> Span {
        place(self.source, self.origin, range)
    }

    /// Words a reader sees, for those who collect them.
    pub fn words(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        } else if self.outer.is_empty() {
            self.excerpt.push(text);
        }
        if let Some(label) = &mut self.label {
            label.push_str(text);
        }
        if let Some(Some(head)) = self.table.heads.last_mut().filter(|_| self.table.in_head) {
            head.push_str(text);
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some(code) = &mut self.code {
            if !code.take(text, range.start) {
                escape::between_tags(text, &mut self.html);
            }
        } else if let Some(capture) = self.captures.last_mut() {
            capture.push_str(text);
        } else {
            // A marker's last character may share an event with what follows it.
            let hidden = self.skip_until.saturating_sub(range.start);
            let text = text.get(hidden..).unwrap_or(text);
            self.words(text);
            escape::between_tags(text, &mut self.html);
        }
    }

    fn inline_code(&mut self, text: &str) {
        if let Some(capture) = self.captures.last_mut() {
            return capture.push_str(text);
        }
        self.words(text);
        self.html.push_str("<code>");
        escape::between_tags(text, &mut self.html);
        self.html.push_str("</code>");
    }

    fn line_break(&mut self, written: &str) {
        if let Some(capture) = self.captures.last_mut() {
            return capture.push(' ');
        }
        self.words(" ");
        self.html.push_str(written);
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let at_top = self.depth == 0 && self.outer.is_empty();
        self.depth += 1;
        if !self.captures.is_empty() {
            if let Tag::Link { .. } | Tag::Image { .. } = tag {
                self.open_links.push(OpenLink::Nested);
            }
            return;
        }
        if at_top {
            self.statement.block(&tag, self.source, &range);
        }
        self.open.push(Open::Barrier);
        match tag {
            Tag::Paragraph => {
                self.warn_unquoted(&range);
                self.html.push_str("<p>");
            }
            Tag::Heading { level, id, .. } => self.open_heading(level as u8, id, at_top, range.start),
            Tag::BlockQuote(kind) => self.open_quote(kind, range),
            Tag::CodeBlock(kind) => self.open_code(kind, range),
            Tag::HtmlBlock => self.raw = Some(RawBlock::default()),
            Tag::FootnoteDefinition(name) => self.open_footnote(&name),
            Tag::Table(alignments) => self.open_table(alignments, range),
            Tag::TableCell => self.open_cell(),
            Tag::TableHead => self.open_row(true),
            Tag::TableRow => self.open_row(false),
            Tag::Link { link_type, dest_url, .. } => self.open_link(link_type, &dest_url, range),
            Tag::Image { dest_url, .. } => self.open_image(&dest_url, range),
            Tag::List(Some(first)) if first != 1 => self.html.push_str(&format!("<ol start=\"{first}\">\n")),
            Tag::List(Some(_)) => self.html.push_str("<ol>\n"),
            Tag::List(None) => self.html.push_str("<ul>\n"),
            Tag::Item => self.html.push_str("<li>"),
            Tag::DefinitionList => self.html.push_str("<dl>\n"),
            Tag::DefinitionListTitle => self.html.push_str("<dt>"),
            Tag::DefinitionListDefinition => self.html.push_str("<dd>"),
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Strikethrough => self.html.push_str("<del>"),
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        self.depth = self.depth.saturating_sub(1);
        if let TagEnd::Link | TagEnd::Image = tag {
            return self.close_link();
        }
        if !self.captures.is_empty() {
            return;
        }
        self.close_raw();
        match tag {
            TagEnd::Paragraph => self.close_paragraph(),
            TagEnd::Heading(_) => self.close_heading(range),
            TagEnd::BlockQuote(_) => self.close_quote(),
            TagEnd::CodeBlock => self.close_code(),
            TagEnd::HtmlBlock => self.close_raw_block(),
            TagEnd::FootnoteDefinition => self.close_footnote(),
            TagEnd::Table => self.close_table(),
            TagEnd::TableCell => self.close_cell(),
            TagEnd::TableHead => self.html.push_str("</tr></thead>\n<tbody>\n"),
            TagEnd::TableRow => self.html.push_str("</tr>\n"),
            TagEnd::List(true) => self.close_block("</ol>\n"),
            TagEnd::List(false) => self.close_block("</ul>\n"),
            TagEnd::Item => self.close_block("</li>\n"),
            TagEnd::DefinitionList => self.close_block("</dl>\n"),
            TagEnd::DefinitionListTitle => self.close_block("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.close_block("</dd>\n"),
            TagEnd::Emphasis => self.html.push_str("</em>"),
            TagEnd::Strong => self.html.push_str("</strong>"),
            TagEnd::Strikethrough => self.html.push_str("</del>"),
            TagEnd::Link | TagEnd::Image => {}
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => {}
        }
    }

    pub fn close_block(&mut self, written: &str) {
        self.html.push_str(written);
        if self.heading.is_none() && self.outer.is_empty() {
            self.excerpt.push(" ");
        }
    }

    fn close_paragraph(&mut self) {
        // What held nothing but a guard's marker is no paragraph.
        if self.html.ends_with("<p>") {
            self.html.truncate(self.html.len() - 3);
        } else {
            self.close_block("</p>\n");
        }
    }

    /// Once the HTML has grown over its bound, only what is open is closed.
    fn is_muted(&mut self, event: &Event<'_>, range: &Range<usize>) -> bool {
        if !self.cut {
            let most = self.source.len() * GROWTH + GROWTH_FLOOR_BYTES;
            if self.flushed_bytes + self.html.len() <= most {
                return false;
            }
            self.cut = true;
            let message =
                said!("teksten folder sig ud til for meget og er afkortet", "the text unfolds to too much and was cut");
            self.notices.push(Notice::new("S01", self.span(range.clone()), message));
        }
        match event {
            Event::Start(_) => self.muted += 1,
            Event::End(_) if self.muted == 0 => return false,
            Event::End(_) => self.muted -= 1,
            _ => {}
        }
        true
    }
}

/// Place in the file of a range of the source, widened to whole characters.
pub(super) fn place(source: &str, origin: &Origin, range: Range<usize>) -> Span {
    let (mut start, mut end) = (range.start.min(source.len()), range.end.min(source.len()));
    while !source.is_char_boundary(start) {
        start -= 1;
    }
    while !source.is_char_boundary(end) {
        end += 1;
    }
    origin.span(start..end.max(start))
}

/// The word over one of GitHub's alerts, and its class.
pub(super) fn alert(kind: BlockQuoteKind) -> (&'static str, &'static str) {
    match kind {
        BlockQuoteKind::Note => ("note", "Bemærk"),
        BlockQuoteKind::Tip => ("tip", "Tip"),
        BlockQuoteKind::Important => ("important", "Vigtigt"),
        BlockQuoteKind::Warning => ("warning", "Advarsel"),
        BlockQuoteKind::Caution => ("caution", "Forsigtig"),
    }
}
