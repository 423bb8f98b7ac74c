//! The one place where the YAML parser's character counts become byte offsets.

use crate::place::Span;

/// Characters between two marks: a lookup walks half of that on average.
const STEP: usize = 32;

/// A YAML text and where it stands in its file.
pub(super) struct Offsets<'a> {
    pub text: &'a str,
    pub base: usize,
    /// Byte offset of every [`STEP`]th character; empty where a character is a byte.
    marks: Vec<u32>,
}

impl<'a> Offsets<'a> {
    pub fn new(text: &'a str, base: usize) -> Self {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let starts = text.bytes().enumerate().filter(|(_, byte)| (*byte as i8) >= -0x40);
            marks.extend(starts.step_by(STEP).map(|(at, _)| at as u32));
        }
        Offsets { text, base, marks }
    }

    /// Byte offset in the text of a character, by its number; past the end gives the end.
    pub fn byte(&self, char: usize) -> usize {
        if self.marks.is_empty() {
            return char.min(self.text.len());
        }
        let Some(mark) = self.marks.get(char / STEP) else { return self.text.len() };
        let mark = *mark as usize;
        self.text[mark..].char_indices().nth(char % STEP).map_or(self.text.len(), |(at, _)| mark + at)
    }

    /// Span in the file of two byte offsets in the text.
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }
}
