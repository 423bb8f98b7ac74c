//! Danish as text: words and their stems. Knows nothing of documents, models or rules.

pub mod amounts;
mod composed;
mod duration;
pub mod grammar;
mod inflect;
mod lexicon;
mod tokens;

pub use composed::{is_composed, nfc};
pub use duration::months;
pub use inflect::is_noun_form;
pub use lexicon::{Hit, Lexicon, Matching, Sentence};
pub use tokens::{Token, TokenKind, ends_sentence, lower, tokens};

use rust_stemmers::{Algorithm, Stemmer};

/// Stands in a text for what is shown and is no prose of its own: code, a reference, an image, an address.
pub const HOLE: char = '\u{FFFC}';

/// A word of a text: letters, digits and marks in a row. A hyphen ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// As written.
    pub text: &'a str,
    /// Where it begins, in bytes from the start of the text.
    pub start: usize,
}

/// The words of a text in order.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + run(&text[from..], |letter| !is_part(letter));
        // U+0301 and its like are marks that no standard test of letters knows; they bind to what stands before.
        let length = run(&text[start..], |letter| is_part(letter) || is_mark(letter));
        from = start + length;
        (length > 0).then(|| Word { text: &text[start..from], start })
    })
}

/// How many bytes of a text belong, from its start. Byte by byte as far as it can be: most texts are read here.
fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let letter = match byte.is_ascii() {
            true => char::from(*byte),
            false => match text[at..].chars().next() {
                Some(letter) => letter,
                None => break,
            },
        };
        if !belongs(letter) {
            break;
        }
        at += letter.len_utf8();
    }
    at
}

fn is_part(letter: char) -> bool {
    match letter {
        '\0'..='\u{7f}' => letter.is_ascii_alphanumeric(),
        // All of them but two: the tables of Unicode are slow, and æ, ø and å stand here.
        'À'..='ÿ' => letter != '×' && letter != '÷',
        _ => letter.is_alphanumeric(),
    }
}

fn is_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// The stem of a Danish word in lower case, by the Snowball algorithm: `krav`, `kravene` and `Kravets` have one.
pub fn stem(word: &str) -> String {
    Stemmer::create(Algorithm::Danish).stem(&word.to_lowercase()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_with_their_places() {
        let found: Vec<(&str, usize)> = words("»Årsags-kode« nr. 7, ok").map(|word| (word.text, word.start)).collect();
        assert_eq!(found, [("Årsags", 2), ("kode", 10), ("nr", 17), ("7", 21), ("ok", 24)]);
        assert_eq!(words(" – ").count(), 0);
    }

    #[test]
    fn a_letter_is_what_unicode_says() {
        for letter in '\0'..='\u{2fff}' {
            assert_eq!(is_part(letter), letter.is_alphanumeric(), "{letter:?}");
        }
    }

    #[test]
    fn inflected_forms_share_a_stem() {
        for form in ["underretning", "underretningen", "Underretninger", "underretningerne"] {
            assert_eq!(stem(form), "underretning", "{form}");
        }
        assert_eq!(stem("Kravene"), stem("krav"));
    }
}
