//! Bytes to text: byte order mark, encoding, and characters no author means.

use std::borrow::Cow;

use crate::finding::Notice;
use crate::place::Span;
use crate::said;

/// Reads a file's bytes as text. A byte order mark is dropped; what isn't UTF-8, or is a NUL, becomes `U+FFFD` and
/// is reported once, at the first such place. Spans are in the text returned.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Vec<Notice>) {
    if let Some(text) = utf16(bytes) {
        let message = said!("filen er gemt som UTF-16", "the file is saved as UTF-16");
        return (without_nul(text.into()), vec![Notice::new("S01", Span::default(), message).help(save_as_utf8())]);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (text, mut notices) = match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), Vec::new()),
        Err(error) => {
            let at = error.valid_up_to();
            let byte = bytes[at];
            // Each NUL before it grows by two bytes below.
            let at = at + 2 * bytes[..at].iter().filter(|byte| **byte == 0).count();
            let message = said!("filen er ikke UTF-8: byte 0x{:02X}", "the file is not UTF-8: byte 0x{:02X}"; byte);
            let notice = Notice::new("S01", Span::new(at, at + 3), message).help(save_as_utf8());
            (String::from_utf8_lossy(bytes), vec![notice])
        }
    };
    let nul = memchr::memchr(0, text.as_bytes());
    if let Some(at) = nul {
        let message = said!("filen indeholder et NUL-tegn", "the file holds a NUL character");
        notices.push(Notice::new("S01", Span::new(at, at + 3), message).help(save_as_utf8()));
    }
    (if nul.is_some() { without_nul(text) } else { text }, notices)
}

fn save_as_utf8() -> crate::finding::Said {
    said!("gem filen som UTF-8", "save the file as UTF-8")
}

fn without_nul(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\0') { text.replace('\0', "\u{FFFD}").into() } else { text }
}

fn utf16(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    Some(char::decode_utf16(units).map(|char| char.unwrap_or('\u{FFFD}')).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_utf8_are_reported_at_the_first() {
        let (text, notices) = decode(b"\xEF\xBB\xBFtitel: b\xF8rn \xE6");
        assert_eq!(text, "titel: b\u{FFFD}rn \u{FFFD}");
        assert_eq!(notices.len(), 1);
        assert_eq!((notices[0].code, notices[0].span), ("S01", Span::new(8, 11)));
    }

    #[test]
    fn nul_and_utf16_are_kept_readable() {
        assert_eq!(decode(b"a\0b").0, "a\u{FFFD}b");
        assert_eq!(decode(b"a\0b").1.len(), 1);
        assert_eq!(decode(b"\xFF\xFEa\0\xE6\0").0, "aæ");
    }
}
