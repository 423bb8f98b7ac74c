//! What in a text is no words of the author's own: quotations, citations and titles of acts.

use std::ops::Range;

use crate::law;

/// Longest quotation, in bytes; a mark that is not closed by then quotes nothing.
const LONGEST_QUOTATION: usize = 2_000;

/// Byte ranges of quotations, citations and titles of acts in a text; `small` is the text in lower case, every character
/// where it was.
pub fn others_words(text: &str, small: &str) -> Vec<Range<usize>> {
    let mut ranges = quotations(text);
    if may_cite(small) {
        ranges.extend(law::cite(text).iter().map(|citation| citation.start..citation.end));
    }
    if may_name_act(small) {
        ranges.extend(law::named_acts(text));
    }
    ranges
}

/// Byte ranges of what stands in quotation marks. A mark without its partner quotes nothing.
fn quotations(text: &str) -> Vec<Range<usize>> {
    const PAIRS: [(char, &[char]); 6] =
        [('»', &['«']), ('«', &['»']), ('“', &['”']), ('„', &['“', '”']), ('”', &['”']), ('"', &['"'])];
    let mut found = Vec::new();
    // Where the next closing mark of each pair stands: looked for once, however many marks open before it.
    let mut closing: [Option<usize>; PAIRS.len()] = [None; PAIRS.len()];
    let mut at = 0;
    for (from, letter) in text.char_indices() {
        let Some(pair) = PAIRS.iter().position(|(opening, _)| *opening == letter).filter(|_| from >= at) else {
            continue;
        };
        let inner = from + letter.len_utf8();
        let known = closing[pair].filter(|end| *end >= inner);
        let end =
            known.or_else(|| text[inner..].find(PAIRS[pair].1).map(|length| inner + length)).unwrap_or(text.len());
        closing[pair] = Some(end);
        if end < text.len() && end - inner <= LONGEST_QUOTATION {
            at = end + text[end..].chars().next().map_or(0, char::len_utf8);
            found.push(from..at);
        }
    }
    found
}

/// Whether a text in lower case may hold a citation: reading it for them costs more than all else here.
fn may_cite(small: &str) -> bool {
    const PLACES: [&str; 8] = ["artikel ", "artiklerne ", "kapitel ", "bilag ", "afsnit ", "stk. ", "litra ", "art. "];
    let numbered = |place: &&str| {
        small.match_indices(*place).any(|(at, place)| {
            let next = small[at + place.len()..].trim_start().chars().next();
            *place == *"litra " || next.is_some_and(|next| next.is_ascii_digit() || matches!(next, 'i' | 'v' | 'x'))
        })
    };
    small.contains('§') || PLACES.iter().any(numbered)
}

fn may_name_act(small: &str) -> bool {
    ["lov om", "lov nr", "lbk", "bekendtgørelse", "forordning", "direktiv", "cirkulære", "konvention"]
        .iter()
        .any(|word| small.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_found_in_pairs() {
        let text = "status »klar«, \"åben\" og “lukket” samt 5\" skærm";
        let found: Vec<&str> = quotations(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["»klar«", "\"åben\"", "“lukket”"]);
    }
}
