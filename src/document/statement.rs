//! The statement of a body as plain text, every character with its place in the file: what rules of wording read.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::origin::Origin;
use super::{Body, markdown};
use crate::language::{HOLE, is_composed};
use crate::place::Span;

/// The statement of a body without its Markdown; [`HOLE`] stands for code, references, images and
/// addresses. Headings, block quotes, fenced code, raw HTML, struck out text and
/// footnotes are left out; of a link the text is kept and the address is not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StatementText {
    /// The blocks one after the other, each ended by a line break; in NFC, without soft hyphens.
    pub text: String,
    /// In written order; none of them is empty.
    pub blocks: Vec<Block>,
    /// Where the text comes from, in order and without gaps.
    runs: Vec<Run>,
}

/// A paragraph, a list item or a cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub form: BlockForm,
    /// Byte range in the text, without the line break at its end.
    pub start: u32,
    pub end: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockForm {
    Paragraph,
    /// A paragraph of a list item.
    Item,
    Cell,
}

#[derive(Clone, Debug, PartialEq)]
struct Run {
    /// Where it begins in the text.
    start: u32,
    /// What it was made of, in the body's source.
    source: Range<u32>,
    /// Whether text and source are the same characters.
    exact: bool,
}

impl Body {
    /// The statement as plain text; empty for a body without one.
    pub fn statement_text(&self) -> StatementText {
        let range = self.statement_source.start as usize..self.statement_source.end as usize;
        let Some(source) = self.source.get(range.clone()) else { return StatementText::default() };
        let mut reader = Reader { text: StatementText::default(), base: range.start, form: Vec::new(), muted: 0 };
        reader.text.text.reserve(source.len());
        for (event, range) in Parser::new_ext(source, markdown::options()).into_offset_iter() {
            reader.event(event, range);
        }
        reader.close_block();
        reader.text
    }

    /// The place in the file of a range of the statement's text. `file` is the file's whole text: where the body was
    /// folded or escaped, what stands in the range is looked for.
    pub fn statement_place(&self, statement: &StatementText, range: Range<usize>, file: &str) -> Span {
        let source = statement.source(range.clone());
        let Origin::Whole(whole) = self.origin else { return markdown::place(&self.source, &self.origin, source) };
        let wanted = &statement.text[range];
        let before = self.source.get(..source.start).unwrap_or_default().matches(wanted).count();
        let found = whole.of(file).match_indices(wanted).nth(before);
        found.map_or(whole, |(at, _)| Span::new(whole.start as usize + at, whole.start as usize + at + wanted.len()))
    }
}

impl StatementText {
    /// Leaves out what comes after so many bytes.
    pub fn cut(&mut self, most: usize) {
        if self.text.len() <= most {
            return;
        }
        let end = (0..=most).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0) as u32;
        self.blocks.retain(|block| block.start < end);
        if let Some(last) = self.blocks.last_mut() {
            last.end = last.end.min(end);
        }
    }

    /// The range of the body's source that a range of the text comes from.
    fn source(&self, range: Range<usize>) -> Range<usize> {
        let (start, _) = self.source_at(range.start as u32);
        let (_, end) = self.source_at((range.end as u32).saturating_sub(1).max(range.start as u32));
        start as usize..end.max(start) as usize
    }

    /// Where the character at an offset begins in the source, and the offset after it.
    fn source_at(&self, at: u32) -> (u32, u32) {
        let number = self.runs.partition_point(|run| run.start <= at).saturating_sub(1);
        let Some(run) = self.runs.get(number) else { return (0, 0) };
        if !run.exact {
            return (run.source.start, run.source.end);
        }
        let start = (run.source.start + at - run.start).min(run.source.end);
        (start, (start + 1).min(run.source.end))
    }
}

/// A statement while it is read.
struct Reader {
    text: StatementText,
    /// Where what is read begins in the body's source.
    base: usize,
    /// What the open lists and tables make of the text in them.
    form: Vec<BlockForm>,
    /// Elements that are open inside something that is left out.
    muted: usize,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.muted > 0 {
            match event {
                Event::Start(_) => self.muted += 1,
                Event::End(_) => self.muted -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.words(&text, range),
            Event::Code(_) => self.push(HOLE.encode_utf8(&mut [0; 4]), range, false),
            Event::SoftBreak | Event::HardBreak => self.push(" ", range, false),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.push(" ", range, false),
            Event::Rule => self.close_block(),
            Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::FootnoteDefinition(_)
            | Tag::MetadataBlock(_) => {
                self.close_block();
                self.muted = 1;
            }
            Tag::Strikethrough => self.muted = 1,
            Tag::Image { .. }
            | Tag::Link { link_type: LinkType::WikiLink { .. } | LinkType::Autolink | LinkType::Email, .. } => {
                self.push(HOLE.encode_utf8(&mut [0; 4]), range, false);
                self.muted = 1;
            }
            Tag::List(_) | Tag::DefinitionList => self.open(BlockForm::Item),
            Tag::Table(_) => self.open(BlockForm::Cell),
            Tag::Link { .. } | Tag::Emphasis | Tag::Strong | Tag::Superscript | Tag::Subscript => {}
            _ => self.close_block(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) | TagEnd::DefinitionList | TagEnd::Table => {
                self.close_block();
                self.form.pop();
            }
            TagEnd::Link | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Superscript | TagEnd::Subscript => {}
            _ => self.close_block(),
        }
    }

    fn open(&mut self, form: BlockForm) {
        self.close_block();
        self.form.push(form);
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        let exact = words.len() == range.len();
        if !is_composed(words) && !is_nfc(words) {
            return self.push(&words.nfc().collect::<String>(), range, false);
        }
        let mut start = 0;
        for (at, _) in words.match_indices('\u{AD}') {
            self.push(&words[start..at], inside(&range, start..at, exact), exact);
            start = at + '\u{AD}'.len_utf8();
        }
        self.push(&words[start..], inside(&range, start..words.len(), exact), exact);
    }

    fn push(&mut self, words: &str, range: Range<usize>, exact: bool) {
        let text = &mut self.text;
        let is_open = text.blocks.last().is_some_and(|block| block.end == u32::MAX);
        if words.is_empty() || !is_open && words.trim().is_empty() {
            return;
        }
        let start = text.text.len() as u32;
        if !is_open {
            let form = self.form.last().copied().unwrap_or(BlockForm::Paragraph);
            text.blocks.push(Block { form, start, end: u32::MAX });
        }
        let source = (self.base + range.start) as u32..(self.base + range.end) as u32;
        text.runs.push(Run { start, source, exact });
        text.text.push_str(words);
    }

    fn close_block(&mut self) {
        let text = &mut self.text;
        if let Some(block) = text.blocks.last_mut().filter(|block| block.end == u32::MAX) {
            block.end = text.text.len() as u32;
            text.text.push('\n');
        }
    }
}

/// The part of an event's range that a part of its text comes from.
fn inside(range: &Range<usize>, part: Range<usize>, exact: bool) -> Range<usize> {
    if exact { range.start + part.start..range.start + part.end } else { range.clone() }
}
