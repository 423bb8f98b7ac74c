//! The difference between two texts, word by word, as a reader of law wants it: what stays, what went, what came.
//!
//! Myers' greedy algorithm on words, bounded; then short islands of equal words between two changes are counted
//! as changed, because "i" and "af" left standing alone make a difference harder to read, not smaller.

use std::ops::Range;

/// Words that may differ before the differing middle is shown as one exchange. A longer list of changes is read
/// by nobody, and the search costs this number times the length of the texts.
const MOST_CHANGES: usize = 1_000;

/// What became of a part of the old text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Same,
    /// Stands in the old text only.
    Removed,
    /// Stands in the new text only.
    Added,
}

/// A run of words with one fate.
///
/// The parts that are not `Removed` are the new text, byte for byte and in order; those that are not `Added` are
/// the old one, save for the kind of white space. No part is empty, no two neighbours have the same fate, and
/// what was removed stands before what came in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    pub change: Change,
    pub text: &'a str,
}

/// Compares two texts word by word. White space counts as equal whatever its kind and length, as it does in
/// fingerprints. Two equal texts give one part, two empty ones none.
pub fn words_diff<'a>(old: &'a str, new: &'a str) -> Vec<Part<'a>> {
    let (old_words, new_words) = (words(old), words(new));
    let regions = readable(regions(&old_words, &new_words), &old_words, &new_words);
    let mut parts: Vec<Part<'a>> = Vec::new();
    for region in regions {
        let (before, after) = (text_of(old, &old_words, &region.old), text_of(new, &new_words, &region.new));
        let pieces = if region.same {
            [Part { change: Change::Same, text: after }, Part { change: Change::Same, text: "" }]
        } else {
            [Part { change: Change::Removed, text: before }, Part { change: Change::Added, text: after }]
        };
        parts.extend(pieces.into_iter().filter(|part| !part.text.is_empty()));
    }
    parts
}

/// A word, a run of white space or a single other sign, with where it begins.
struct Word<'a> {
    start: usize,
    text: &'a str,
    is_space: bool,
}

impl PartialEq for Word<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.is_space && other.is_space || self.text == other.text
    }
}

/// Words of the old text that became words of the new one; one of the ranges may be empty.
#[derive(Clone)]
struct Region {
    same: bool,
    old: Range<usize>,
    new: Range<usize>,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let kind = |letter: char| {
        if letter.is_alphanumeric() { 'w' } else { if letter.is_whitespace() { 's' } else { 'p' } }
    };
    let mut words: Vec<Word> = Vec::new();
    let mut last = 'p';
    for (at, letter) in text.char_indices() {
        let now = kind(letter);
        match words.last_mut() {
            Some(word) if now == last && now != 'p' => word.text = &text[word.start..at + letter.len_utf8()],
            _ => {
                words.push(Word { start: at, text: &text[at..at + letter.len_utf8()], is_space: now == 's' });
            }
        }
        last = now;
    }
    words
}

fn text_of<'a>(text: &'a str, words: &[Word], range: &Range<usize>) -> &'a str {
    let offset = |at: usize| words.get(at).map_or(text.len(), |word| word.start);
    &text[offset(range.start)..offset(range.end)]
}

/// Same and changed regions in turn, covering both texts.
fn regions(old: &[Word], new: &[Word]) -> Vec<Region> {
    let head = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(old, new)| old == new).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let mut matches: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    let middle = matched(&old[head..old_end], &new[head..new_end]);
    matches.extend(middle.into_iter().map(|(old, new)| (old + head, new + head)));
    matches.extend((0..tail).map(|at| (old_end + at, new_end + at)));
    grouped(&matches, old.len(), new.len())
}

fn grouped(matches: &[(usize, usize)], old_length: usize, new_length: usize) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    let (mut old, mut new) = (0, 0);
    for &(old_at, new_at) in matches {
        if old_at > old || new_at > new {
            regions.push(Region { same: false, old: old..old_at, new: new..new_at });
        }
        match regions.last_mut() {
            Some(region) if region.same => (region.old.end, region.new.end) = (old_at + 1, new_at + 1),
            _ => regions.push(Region { same: true, old: old_at..old_at + 1, new: new_at..new_at + 1 }),
        }
        (old, new) = (old_at + 1, new_at + 1);
    }
    if old < old_length || new < new_length {
        regions.push(Region { same: false, old: old..old_length, new: new..new_length });
    }
    regions
}

/// Pairs of equal words on a shortest way from one text to the other; none when it has more than
/// [`MOST_CHANGES`] steps.
fn matched(old: &[Word], new: &[Word]) -> Vec<(usize, usize)> {
    let most = (old.len() + new.len()).min(MOST_CHANGES);
    // `reach[d][k]`: how far into the old text d changes come on diagonal `2 * k - d`.
    let mut reach: Vec<Vec<usize>> = Vec::new();
    for changes in 0..=most {
        let mut row = Vec::with_capacity(changes + 1);
        for index in 0..=changes {
            let mut x = reach.last().map_or(0, |before| first_reached(before, index, changes));
            // Diagonal: x - y = 2 * index - changes.
            let Some(mut y) = (x + changes).checked_sub(2 * index) else {
                row.push(x);
                continue;
            };
            while x < old.len() && y < new.len() && old[x] == new[y] {
                (x, y) = (x + 1, y + 1);
            }
            row.push(x);
            if x >= old.len() && y >= new.len() {
                reach.push(row);
                return walked_back(&reach, old.len(), new.len());
            }
        }
        reach.push(row);
    }
    Vec::new()
}

/// Where `changes` changes first land on diagonal `index`: one word further in the new text (from the diagonal
/// above) or in the old one (from below), whichever comes farther.
fn first_reached(before: &[usize], index: usize, changes: usize) -> usize {
    let added = (index < changes).then(|| before[index]);
    let removed = (index > 0).then(|| before[index - 1] + 1);
    match (added, removed) {
        (Some(added), Some(removed)) => added.max(removed),
        (one, other) => one.or(other).unwrap_or(0),
    }
}

fn walked_back(reach: &[Vec<usize>], old_length: usize, new_length: usize) -> Vec<(usize, usize)> {
    let mut matches = Vec::new();
    let (mut x, mut y) = (old_length, new_length);
    for changes in (0..reach.len()).rev() {
        let index = (x + changes - y) / 2;
        let start = if changes == 0 { 0 } else { first_reached(&reach[changes - 1], index, changes) };
        while x > start {
            (x, y) = (x - 1, y - 1);
            matches.push((x, y));
        }
        if changes > 0 {
            let from_removed = index > 0 && reach[changes - 1][index - 1] + 1 == start;
            let from_added = index < changes && reach[changes - 1][index] == start;
            if from_added && !(from_removed && x == 0) { y -= 1 } else { x -= 1 }
        }
    }
    matches.reverse();
    matches
}

/// Joins two changes across an island that is no help to a reader: no word at all, or one or two words shorter
/// than the changes on both sides.
fn readable(regions: Vec<Region>, old: &[Word], new: &[Word]) -> Vec<Region> {
    let length = |region: &Region| {
        let count = |words: &[Word]| words.iter().map(|word| word.text.len()).sum::<usize>();
        count(&old[region.old.clone()]).max(count(&new[region.new.clone()]))
    };
    let mut joined: Vec<Region> = Vec::new();
    for (at, region) in regions.iter().enumerate() {
        let between = region.same && !joined.is_empty() && at + 1 < regions.len();
        let island = between && {
            let words = new[region.new.clone()].iter().filter(|word| word.text.chars().any(char::is_alphanumeric));
            let (before, behind) = (joined.last().map_or(0, length), length(&regions[at + 1]));
            match words.count() {
                0 => true,
                1 | 2 => length(region) * 2 < before.min(behind),
                _ => false,
            }
        };
        match joined.last_mut() {
            Some(last) if !last.same && (island || !region.same) => {
                (last.old.end, last.new.end) = (region.old.end, region.new.end);
            }
            _ => joined.push(region.clone()),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(old: &str, new: &str, expected: &str) {
        let shown: String = words_diff(old, new)
            .iter()
            .map(|part| match part.change {
                Change::Same => part.text.to_owned(),
                Change::Removed => format!("[-{}-]", part.text),
                Change::Added => format!("[+{}+]", part.text),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_word_that_changed_is_one_word() {
        check(
            "Undersøgelsen afsluttes senest fire måneder efter, at behovet er konstateret.",
            "Undersøgelsen afsluttes senest tre måneder efter, at behovet er konstateret.",
            "Undersøgelsen afsluttes senest [-fire-][+tre+] måneder efter, at behovet er konstateret.",
        );
    }

    #[test]
    fn what_came_and_what_went_stand_alone() {
        check("a b c", "a b x c", "a b [+x +]c");
        check("a b x c", "a b c", "a b [-x -]c");
        check("", "", "");
        check("", "ny", "[+ny+]");
        check("væk", "", "[-væk-]");
        check("ens tekst", "ens tekst", "ens tekst");
    }

    #[test]
    fn white_space_is_no_change() {
        check("en\u{a0}frist", "en \n frist", "en \n frist");
    }

    #[test]
    fn no_small_words_stay_as_islands() {
        check(
            "inden udgangen af kalenderåret",
            "senest tredive dage efter ansøgningens af modtagelse",
            "[-inden udgangen af kalenderåret-][+senest tredive dage efter ansøgningens af modtagelse+]",
        );
    }

    #[test]
    fn long_texts_without_a_word_in_common_are_one_exchange() {
        let (old, new) = ("a ".repeat(3000), "b ".repeat(3000));
        assert_eq!(words_diff(&old, &new).len(), 3, "removed, added, and the last space");
    }

    fn texts() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(vec!["a", "b", "cc", "§", ",", " ", "  ", "\n", "ø-1"]), 0..40)
            .prop_map(|words| words.concat())
    }

    proptest! {
        #[test]
        fn both_texts_are_found_again(old in texts(), new in texts()) {
            let parts = words_diff(&old, &new);
            let without = |change| -> String {
                parts.iter().filter(|part| part.change != change).map(|part| part.text).collect()
            };
            let spaces = |text: &str| {
                let mut last = 'x';
                text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter })
                    .filter(|letter| { let keep = *letter != ' ' || last != ' '; last = *letter; keep })
                    .collect::<String>()
            };
            prop_assert_eq!(without(Change::Removed), new.clone());
            prop_assert_eq!(spaces(&without(Change::Added)), spaces(&old));
            prop_assert!(parts.windows(2).all(|pair| pair[0].change != pair[1].change));
            prop_assert!(parts.iter().all(|part| !part.text.is_empty()));
        }
    }
}
