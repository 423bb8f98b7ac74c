//! Letters and their marks as one character each (NFC), whichever way they were typed.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// The text in NFC, without a copy where it is already.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_composed(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Whether a text is in NFC as far as can be told without composing it.
pub fn is_composed(text: &str) -> bool {
    // Below U+0300 there is no mark to compose; the characters from there on begin with `CC` or more.
    text.bytes().fold(0, |any, byte| any | u8::from(byte >= 0xcc)) == 0
        || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_below_the_marks_is_composed_of_others() {
        for letter in '\0'..'\u{300}' {
            let text = format!("{letter}{letter}");
            assert!(is_composed(&text) && text.nfc().collect::<String>() == text, "{letter:?}");
        }
        assert_eq!(nfc("a\u{30a}b"), "åb");
        assert!(matches!(nfc("blåbær – ½"), Cow::Borrowed(_)));
    }
}
