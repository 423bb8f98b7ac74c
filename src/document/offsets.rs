//! The one place where the YAML parser's character counts become byte offsets.

use crate::place::Span;

/// Bytes counted at once.
const BLOCK: usize = 32;

/// A YAML text and where it stands in its file.
pub(super) struct Offsets<'a> {
    pub text: &'a str,
    pub base: usize,
    /// Where the last lookup ended. The parser's events come in the order of the text, so each goes on from there.
    last: Spot,
}

/// A character by its number, and its first byte.
#[derive(Clone, Copy)]
struct Spot {
    char: usize,
    byte: usize,
}

impl<'a> Offsets<'a> {
    pub fn new(text: &'a str, base: usize) -> Self {
        Offsets { text, base, last: Spot { char: 0, byte: 0 } }
    }

    /// Byte offset in the text of a character, by its number; past the end gives the end.
    pub fn byte(&mut self, char: usize) -> usize {
        let bytes = self.text.as_bytes();
        let Spot { char: from, byte } = self.last;
        let byte = if char < from { back(bytes, byte, from - char) } else { forward(bytes, byte, char - from) };
        if byte < bytes.len() {
            self.last = Spot { char, byte };
        }
        byte
    }

    /// Span in the file of two byte offsets in the text.
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }
}

/// Whether a byte is the first of its character.
fn begins(byte: u8) -> bool {
    (byte as i8) >= -0x40
}

/// The byte `chars` characters after the one that begins at `at`.
fn forward(bytes: &[u8], mut at: usize, mut chars: usize) -> usize {
    for block in bytes[at..].as_chunks::<BLOCK>().0 {
        let inside = block.iter().map(|byte| u8::from(begins(*byte))).sum::<u8>() as usize;
        if inside > chars {
            break;
        }
        (chars, at) = (chars - inside, at + BLOCK);
    }
    while at < bytes.len() && !(begins(bytes[at]) && chars == 0) {
        chars -= usize::from(begins(bytes[at]));
        at += 1;
    }
    at
}

/// The byte `chars` characters before the one that begins at `at`.
fn back(bytes: &[u8], mut at: usize, mut chars: usize) -> usize {
    while at > 0 && chars > 0 {
        at -= 1;
        chars -= usize::from(begins(bytes[at]));
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn characters_are_found_in_any_order(text in "[aæ€𝄞 ]{0,90}", asked in prop::collection::vec(0..100_usize, 1..20)) {
            let mut offsets = Offsets::new(&text, 7);
            for char in asked {
                let slowly = text.char_indices().nth(char).map_or(text.len(), |(at, _)| at);
                prop_assert_eq!(offsets.byte(char), slowly);
            }
        }
    }
}
