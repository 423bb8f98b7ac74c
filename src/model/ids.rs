//! Ids: what is allowed, when two are the same, and how they sort.

use std::cmp::Ordering;

use crate::finding::Said;
use crate::language::nfc;
use crate::{law, said};

/// Longest id in characters (`format.md` §2).
const LONGEST: usize = 80;

/// The form in which ids are compared: NFC, full case folding, white space runs as one space.
pub fn fold(id: &str) -> String {
    if id.is_ascii() && id.bytes().all(|byte| byte >= b' ') && !id.contains("  ") {
        return id.trim().to_ascii_lowercase();
    }
    // Citations: `§` and Danish letters, all of the first 256 characters, whose bytes are below `C4`.
    if id.bytes().all(|byte| byte < 0xc4) {
        return fold_latin(id);
    }
    let single = id.split_whitespace().collect::<Vec<_>>().join(" ");
    let folded = icu_casemap::CaseMapper::new().fold_string(&nfc(&single)).into_owned();
    // Folding may undo the composition (İ), so it is made anew.
    nfc(&folded).into_owned()
}

/// [`fold`] for texts of the first 256 characters: none of them has a mark to compose.
fn fold_latin(id: &str) -> String {
    let mut folded = String::with_capacity(id.len());
    for word in id.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        for letter in word.chars() {
            match letter {
                'ß' => folded.push_str("ss"),
                'µ' => folded.push('μ'),
                'À'..='Ö' | 'Ø'..='Þ' => folded.push(char::from(letter as u8 + 0x20)),
                _ => folded.push(letter.to_ascii_lowercase()),
            }
        }
    }
    folded
}

/// What is wrong with an id; `None` when it is well formed.
pub fn id_fault(id: &str) -> Option<Said> {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.') || is_mark(c);
    if id.is_empty() {
        return Some(said!("id'et er tomt", "the id is empty"));
    }
    if id.chars().count() > LONGEST {
        return Some(said!("id'et er længere end {} tegn", "the id is longer than {} characters"; LONGEST));
    }
    if let Some(bad) = id.chars().find(|c| !allowed(*c)) {
        let shown = bad.escape_default();
        return Some(said!("id'et indeholder tegnet `{}`", "the id contains the character `{}`"; shown));
    }
    let ends_well = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || is_mark(c));
    if !id.chars().next().is_some_and(char::is_alphanumeric) || !ends_well(id.chars().next_back()) {
        return Some(said!(
            "id'et skal begynde og slutte med et bogstav eller et ciffer",
            "the id must begin and end with a letter or a digit"
        ));
    }
    if law::looks_like_citation(id) {
        return Some(said!("id'et kan læses som en lovhenvisning", "the id can be read as a citation"));
    }
    None
}

/// Combining marks belong to the letter before them.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Natural order: runs of digits compare as numbers, the rest by code point; ties by the text itself.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    while let (Some(&x), Some(&y)) = (left.first(), right.first()) {
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let (x_run, x_rest) = digits(left);
            let (y_run, y_rest) = digits(right);
            let order = x_run.len().cmp(&y_run.len()).then_with(|| x_run.cmp(y_run));
            if order != Ordering::Equal {
                return order;
            }
            (left, right) = (x_rest, y_rest);
        } else if x == y {
            (left, right) = (&left[1..], &right[1..]);
        } else {
            return x.cmp(&y);
        }
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

/// The leading run of digits without its zeros, and the rest.
fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (run, rest) = text.split_at(end);
    let zeros = run.iter().position(|byte| *byte != b'0').unwrap_or(run.len());
    (&run[zeros..], rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_differ_in_case_or_composition_only_are_the_same() {
        assert_eq!(fold("DUBU-K-1"), fold("dubu-k-1"));
        assert_eq!(fold("Å"), fold("a\u{30a}"));
        assert_eq!(fold("STRASSE"), fold("straße"));
        assert_eq!(fold("BL\u{a0}§\u{a0}20"), fold("bl § 20"));
    }

    #[test]
    fn the_short_way_folds_like_the_long_one() {
        for letter in '\0'..='\u{ff}' {
            let text = format!("a {letter}b");
            let single = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(fold(&text), icu_casemap::CaseMapper::new().fold_string(&single), "{letter:?}");
        }
    }

    #[test]
    fn hostile_ids_are_refused() {
        for id in ["", "a/b", "..", ".a", "a-", "a\u{202e}b", "a\0b", "a b", &"x".repeat(81)] {
            assert!(id_fault(id).is_some(), "{id:?}");
        }
        for id in ["DUBU-K-0012", "Ærø.1", "løsning_2", "1"] {
            assert!(id_fault(id).is_none(), "{id:?}");
        }
    }

    #[test]
    fn numbers_in_ids_sort_as_numbers() {
        let mut ids = ["K-10", "K-2", "K-02", "J", "K-2a"];
        ids.sort_by(|a, b| natural(a, b));
        assert_eq!(ids, ["J", "K-02", "K-2", "K-2a", "K-10"]);
    }
}
