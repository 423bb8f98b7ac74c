//! Where something stands: file, byte range, and the line and column a person reads.

use serde::{Deserialize, Serialize};

/// Which file of the project: the index of its path in the sorted list that
/// [`crate::source::Sources`] holds. Valid for one reading of the project only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// Half-open range of byte offsets in a file's text (after the byte order mark, if any, was dropped).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Span { start: start as u32, end: end as u32 }
    }

    /// The part of `text` this span names; cut to `text` and to whole characters.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        let start = floor_char(text, self.start as usize);
        let end = floor_char(text, self.end as usize).max(start);
        &text[start..end]
    }
}

/// A span in a named file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    pub file: FileId,
    pub span: Span,
}

/// Line and column as people and editors count them: from 1, columns in Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

/// The position of a byte offset; an offset past the end gives the end.
pub fn position(text: &str, offset: u32) -> Position {
    let offset = floor_char(text, offset as usize);
    let before = &text[..offset];
    let line_start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |newline| newline + 1);
    Position {
        line: memchr::memchr_iter(b'\n', before.as_bytes()).count() as u32 + 1,
        column: before[line_start..].chars().count() as u32 + 1,
    }
}

fn floor_char(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_newlines() {
        let text = "æø\r\nå: b";
        assert_eq!(position(text, 6), Position { line: 2, column: 1 });
        assert_eq!(position(text, 8), Position { line: 2, column: 2 });
        assert_eq!(position(text, 999), Position { line: 2, column: 5 });
    }

    #[test]
    fn a_span_is_cut_to_whole_characters() {
        assert_eq!(Span::new(1, 3).of("æø"), "æ");
        assert_eq!(Span::new(9, 12).of("æø"), "");
    }
}
