//! Where the characters of a Markdown text stand in their file.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Scalar, Style};
use crate::place::Span;

/// Maps offsets in a text to spans in its file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Origin {
    /// The text stands in the file as it is, from this offset.
    At(u32),
    /// A dedented block: offset of each line in the text and in the file, ascending, and where the block ends in the
    /// file. A last line without its end in the file has one in the text.
    Lines(Vec<(u32, u32)>, u32),
    /// The text was folded or unescaped: only the whole has a place.
    Whole(Span),
}

impl Origin {
    /// Where the text of a YAML scalar stands; `file` is the whole text and `span` the scalar's place in it.
    pub fn of_scalar(file: &str, span: Span, scalar: &Scalar) -> Self {
        let written = span.of(file);
        if scalar.style == Style::Block {
            return lines(written, span.start, &scalar.text)
                .map_or(Origin::Whole(span), |pairs| Origin::Lines(pairs, span.end));
        }
        let quote = usize::from(scalar.style == Style::Quoted);
        match written.get(quote..).is_some_and(|written| written.starts_with(&*scalar.text)) {
            true => Origin::At(span.start + quote as u32),
            false => Origin::Whole(span),
        }
    }

    /// The span in the file of a range of the text.
    pub fn span(&self, range: Range<usize>) -> Span {
        match self {
            Origin::At(start) => Span { start: start + range.start as u32, end: start + range.end as u32 },
            Origin::Whole(span) => *span,
            Origin::Lines(lines, block_end) => {
                let start = in_file(lines, range.start as u32).min(*block_end);
                // The end belongs to the line of the last character, not to the one after it.
                let last = (range.end as u32).saturating_sub(1).max(range.start as u32);
                let end = if range.end > range.start { in_file(lines, last) + 1 } else { start };
                Span { start, end: end.min(*block_end).max(start) }
            }
        }
    }
}

fn in_file(lines: &[(u32, u32)], offset: u32) -> u32 {
    let line = lines.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
    lines.get(line).map_or(0, |(text, file)| file + (offset - text.min(&offset)))
}

/// Pairs the lines of a literal block with those of the file: each must end the line it stands in, or the block
/// was folded.
fn lines(written: &str, at: u32, text: &str) -> Option<Vec<(u32, u32)>> {
    let mut pairs = Vec::new();
    let mut file = written.split_inclusive('\n');
    // The header: `|` and its indicators.
    let mut at = at + file.next()?.len() as u32;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let written = file.next().unwrap_or_default();
        let bare = written.trim_end_matches(['\n', '\r']);
        let content = line.trim_end_matches(['\n', '\r']);
        let indent = bare.strip_suffix(content)?;
        if !indent.bytes().all(|byte| byte == b' ') {
            return None;
        }
        pairs.push((offset, at + indent.len() as u32));
        offset += line.len() as u32;
        at += written.len() as u32;
    }
    Some(pairs)
}
