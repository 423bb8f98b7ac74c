//! Line and column of many places in the same texts, each in constant time however long the lines are.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::place::{FileId, Place, Position};
use crate::trace::Facts;

/// Characters are counted once per this many bytes.
const BLOCK_BYTES: usize = 4096;

/// The lines of the files that something is said of.
pub struct Places<'a> {
    facts: &'a Facts,
    lines: BTreeMap<FileId, Lines<'a>>,
}

/// Where each line of a text starts.
struct Lines<'a> {
    text: &'a str,
    /// Byte offset of each line's start; the first is 0.
    starts: Vec<u32>,
    /// Number of characters before each block of [`BLOCK_BYTES`].
    characters: Vec<u32>,
}

impl<'a> Places<'a> {
    /// The places of findings, the related ones and those of fixes included.
    pub fn of(facts: &'a Facts, findings: &[Finding]) -> Places<'a> {
        Places::of_files(
            facts,
            findings.iter().flat_map(|finding| {
                let related = finding.related.iter().map(|related| related.place.file);
                related.chain([finding.place.file]).chain(finding.fix.iter().map(|fix| fix.place.file))
            }),
        )
    }

    /// Places in some files.
    pub fn of_files(facts: &'a Facts, files: impl IntoIterator<Item = FileId>) -> Places<'a> {
        let mut lines = BTreeMap::new();
        for file in files {
            lines.entry(file).or_insert_with(|| Lines::of(facts.text(file)));
        }
        Places { facts, lines }
    }

    /// Path from the project, with `/`.
    pub fn path(&self, place: Place) -> &'a str {
        self.facts.path(place.file)
    }

    /// Where a place starts and, half open, ends.
    pub fn ends(&self, place: Place) -> (Position, Position) {
        match self.lines.get(&place.file) {
            Some(lines) => (lines.position(place.span.start), lines.position(place.span.end.max(place.span.start))),
            None => (self.facts.position(place), self.facts.end_position(place)),
        }
    }

    /// Where a place starts.
    pub fn start(&self, place: Place) -> Position {
        self.ends(place).0
    }

    /// The line that a place starts in, without its line break, and the byte offset of the line in the text.
    pub(super) fn line(&self, place: Place) -> (&'a str, usize) {
        self.lines.get(&place.file).map_or(("", 0), |lines| lines.line(place.span.start))
    }
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Lines<'a> {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(newlines.map(|(at, _)| at as u32 + 1)).collect();
        let mut count = 0;
        let characters = text
            .as_bytes()
            .chunks(BLOCK_BYTES)
            .map(|block| {
                let before = count;
                count += starts_in(block);
                before
            })
            .collect();
        Lines { text, starts, characters }
    }

    fn position(&self, offset: u32) -> Position {
        let offset = self.floor(offset);
        let number = self.number(offset);
        let column = self.characters_before(offset) - self.characters_before(self.starts[number] as usize) + 1;
        Position { line: number as u32 + 1, column }
    }

    fn line(&self, offset: u32) -> (&'a str, usize) {
        let number = self.number(self.floor(offset));
        let start = self.starts[number] as usize;
        let end = self.starts.get(number + 1).map_or(self.text.len(), |next| *next as usize);
        (self.text[start..end].trim_end_matches(['\n', '\r']), start)
    }

    /// Index of the line that holds an offset.
    fn number(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start as usize <= offset) - 1
    }

    fn characters_before(&self, offset: usize) -> u32 {
        let block = offset / BLOCK_BYTES;
        match self.characters.get(block) {
            Some(before) => before + starts_in(&self.text.as_bytes()[block * BLOCK_BYTES..offset]),
            None => self.characters.last().map_or(0, |before| {
                before + starts_in(&self.text.as_bytes()[(self.characters.len() - 1) * BLOCK_BYTES..offset])
            }),
        }
    }

    fn floor(&self, offset: u32) -> usize {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// Number of characters that start in some bytes of UTF-8.
fn starts_in(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::position;
    use proptest::prelude::*;

    #[test]
    fn long_lines_and_the_end_are_counted_in_characters() {
        let text = format!("a\n{}\nå", "æb".repeat(5000));
        let lines = Lines::of(&text);
        assert_eq!(lines.position(2 + 3 * 4000), Position { line: 2, column: 8001 });
        assert_eq!(lines.position(u32::MAX), position(&text, u32::MAX));
        assert_eq!(Lines::of("").position(9), Position { line: 1, column: 1 });
    }

    proptest! {
        #[test]
        fn positions_are_those_of_the_slow_way(text in "[aæ\u{1F600}\r\n]{0,40}", offset in 0_u32..200) {
            let text = text.repeat(60);
            prop_assert_eq!(Lines::of(&text).position(offset * 37), position(&text, offset * 37));
        }
    }
}
