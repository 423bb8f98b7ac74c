//! Names for addresses: lower-case ASCII made of a text.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;
use unicode_normalization::UnicodeNormalization as _;

use crate::language::nfc;

/// Turns a text into lower-case ASCII for a URL or an id: æ→ae, ø→oe, å→aa, other letters without their
/// marks; `_` and `.` are kept, all else becomes `-` (never doubled, never first or last).
///
/// A text without a single usable character gives its code points as `u` and hexadecimal digits.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    nfc(text).chars().for_each(|char| push(&mut slug, char));
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() {
        text.chars().take(8).for_each(|char| slug.push_str(&format!("u{:x}", u32::from(char))));
    }
    slug
}

/// Ids given out inside one item, so that none stands twice on its page.
#[derive(Default)]
pub(super) struct Names {
    taken: HashSet<Box<str>, FixedState>,
    next: HashMap<Box<str>, u32, FixedState>,
    /// Number of footnotes so far.
    pub footnotes: u32,
}

impl Names {
    /// A slug for a heading, unique: `slug`, `slug-2` … It never starts with `_` (the theme's own ids do)
    /// and never looks like a footnote's.
    pub fn heading(&mut self, text: &str) -> Box<str> {
        let whole = slug(text);
        let mut name = whole.trim_start_matches(['_', '.', '-']).to_owned();
        if name.is_empty() {
            name.push_str("afsnit");
        }
        if name.starts_with("fn-") || name.starts_with("fnref-") {
            name.insert_str(0, "afsnit-");
        }
        let first = Box::<str>::from(name.as_str());
        if self.taken.insert(first.clone()) {
            return first;
        }
        let number = self.next.entry(first).or_insert(1);
        loop {
            *number += 1;
            let candidate = format!("{name}-{number}").into_boxed_str();
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

fn push(slug: &mut String, char: char) {
    match char {
        'a'..='z' | '0'..='9' | '_' => slug.push(char),
        'A'..='Z' => slug.push(char.to_ascii_lowercase()),
        // A leading dot would make a hidden file.
        '.' if !slug.is_empty() => slug.push('.'),
        'æ' | 'Æ' => slug.push_str("ae"),
        'ø' | 'Ø' | 'œ' | 'Œ' => slug.push_str("oe"),
        'å' | 'Å' => slug.push_str("aa"),
        'ß' | 'ẞ' => slug.push_str("ss"),
        'ð' | 'Ð' | 'đ' | 'Đ' => slug.push('d'),
        'þ' | 'Þ' => slug.push_str("th"),
        'ł' | 'Ł' => slug.push('l'),
        'ı' => slug.push('i'),
        _ if char.is_ascii() => push_dash(slug),
        _ => push_plain(slug, char),
    }
}

fn push_plain(slug: &mut String, char: char) {
    let length = slug.len();
    for part in std::iter::once(char).nfkd() {
        if part.is_ascii_alphanumeric() {
            slug.push(part.to_ascii_lowercase());
        } else if unicode_normalization::char::is_combining_mark(part) {
            // A mark on its letter leaves no trace, on nothing it's nothing.
            return;
        }
    }
    if slug.len() == length {
        push_dash(slug);
    }
}

fn push_dash(slug: &mut String) {
    if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn danish_letters_are_written_out_and_marks_are_dropped() {
        assert_eq!(slug("Børns Æbler på Ågade"), "boerns-aebler-paa-aagade");
        assert_eq!(slug("a\u{30a}ben café Łódź"), "aaben-cafe-lodz");
        assert_eq!(slug("DUBU-K-0012"), "dubu-k-0012");
        assert_eq!(slug("BL § 20, stk. 3"), "bl-20-stk.-3");
        assert_eq!(slug("SF1590_B v1.2!"), "sf1590_b-v1.2");
        assert_eq!(slug("…"), "u2026");
        assert_eq!(slug("Ж"), "u416");
    }

    #[test]
    fn heading_names_are_unique_and_never_the_themes_own() {
        let mut names = Names::default();
        assert_eq!(&*names.heading("Krav"), "krav");
        assert_eq!(&*names.heading("Krav-2"), "krav-2");
        assert_eq!(&*names.heading("Krav"), "krav-3");
        assert_eq!(&*names.heading("_top"), "top");
        assert_eq!(&*names.heading("fn-1"), "afsnit-fn-1");
        assert_eq!(&*names.heading("___"), "afsnit");
    }
}
