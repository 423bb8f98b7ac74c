//! Texts that are nearly the same, found without comparing each with each.
//!
//! A text is the set of its pairs of neighbouring words. Two sets that share as much as is asked must share one of their
//! rarest pairs, so many of each as could be missing from the other (prefix filtering: Chaudhuri, Ganti and Kaushik,
//! "A primitive operator for similarity joins in data cleaning", ICDE 2006). So a text is compared only with those that
//! share one of its rarest pairs, exactly. Of texts that share a pair the first few are kept: where thousands are alike,
//! each still finds one it is like.

use std::ops::Range;

use foldhash::{HashMap, HashMapExt as _};
use serde::{Deserialize, Serialize};

use crate::language::Word;

/// Least share of pairs of words that texts nearly the same have in common, of all that either has. One word of fifteen
/// may differ.
pub const LEAST_SHARE: f64 = 0.7;

/// Fewest pairs of words of a text that is compared: shorter ones are alike by chance.
const FEWEST_PAIRS: usize = 6;

/// Most texts that are kept for one pair of words.
const MOST_KEPT: usize = 8;

/// A text with what it may be like: texts of one origin are not held against each other.
pub struct Text<'a> {
    /// Of its words; see [`Pairs`].
    pub pairs: &'a [u64],
    pub origin: u32,
}

/// An earlier text that one is like.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alike {
    /// Number of the earlier text.
    pub other: usize,
    /// What they have in common, of all that either has; at least [`LEAST_SHARE`].
    pub share: f64,
}

/// For each text the one before it, of another origin, that it is most like; `None` where none is alike.
pub fn nearest(texts: &[Text<'_>]) -> Vec<Option<Alike>> {
    nearest_counted(texts).0
}

/// As [`nearest`], with the number of comparisons it took.
fn nearest_counted(texts: &[Text<'_>]) -> (Vec<Option<Alike>>, usize) {
    let sets: Vec<&[u64]> = texts.iter().map(|text| text.pairs).collect();
    let mut counts: HashMap<u64, u32> = HashMap::with_capacity(sets.iter().map(|set| set.len()).sum());
    sets.iter().copied().flatten().for_each(|pair| *counts.entry(*pair).or_default() += 1);
    let mut kept: HashMap<u64, Vec<u32>> = HashMap::new();
    let mut compared = 0;
    let mut found = Vec::with_capacity(texts.len());
    for (number, set) in sets.iter().enumerate() {
        found.push(None);
        if set.len() < FEWEST_PAIRS {
            continue;
        }
        let rarest = rarest(set, &counts);
        let mut others: Vec<u32> = rarest.iter().filter_map(|pair| kept.get(pair)).flatten().copied().collect();
        others.sort_unstable();
        others.dedup();
        others.retain(|other| texts[*other as usize].origin != texts[number].origin);
        compared += others.len();
        for other in others {
            let share = share(set, sets[other as usize]);
            let best = found[number].map_or(LEAST_SHARE, |best: Alike| best.share);
            if share > best || share >= LEAST_SHARE && found[number].is_none() {
                found[number] = Some(Alike { other: other as usize, share });
            }
        }
        for pair in rarest {
            let kept = kept.entry(pair).or_default();
            let known = |other: &u32| texts[*other as usize].origin == texts[number].origin;
            if kept.len() < MOST_KEPT && !kept.iter().any(known) {
                kept.push(number as u32);
            }
        }
    }
    (found, compared)
}

/// The rarest pairs of a set: as many as could be missing from one that shares enough, and one more.
fn rarest(set: &[u64], counts: &HashMap<u64, u32>) -> Vec<u64> {
    let needed = (LEAST_SHARE * set.len() as f64).ceil() as usize;
    let mut order: Vec<(u32, u64)> =
        set.iter().map(|pair| (counts.get(pair).copied().unwrap_or_default(), *pair)).collect();
    let asked = set.len() - needed + 1;
    if asked < order.len() {
        order.select_nth_unstable(asked);
        order.truncate(asked);
    }
    order.into_iter().map(|(_, pair)| pair).collect()
}

/// What two sorted sets have in common, of all that either has; 0 where that is less than [`LEAST_SHARE`].
fn share(one: &[u64], other: &[u64]) -> f64 {
    let needed = LEAST_SHARE / (1.0 + LEAST_SHARE) * (one.len() + other.len()) as f64;
    // A hair less, so that no rounding loses what has just enough.
    let needed = (needed - 1e-6).ceil().max(0.0) as usize;
    let (mut at, mut there, mut common) = (0, 0, 0);
    while at < one.len() && there < other.len() {
        // Most of those compared have little in common, and that shows early.
        if common + (one.len() - at).min(other.len() - there) < needed {
            return 0.0;
        }
        match one[at].cmp(&other[there]) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => there += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                at += 1;
                there += 1;
            }
        }
    }
    let share = common as f64 / (one.len() + other.len() - common).max(1) as f64;
    if share < LEAST_SHARE { 0.0 } else { share }
}

/// The pairs of neighbouring words of a text, told word by word. What stands in `[[…]]` is an address and no word.
pub struct Pairs<'a> {
    text: &'a str,
    /// Where the next address stands; past the end when there is none.
    address: Range<usize>,
    before: Option<u64>,
    pairs: Vec<u64>,
}

impl<'a> Pairs<'a> {
    pub fn new(text: &'a str) -> Pairs<'a> {
        Pairs { text, address: address(text, 0), before: None, pairs: Vec::with_capacity(text.len() / 6) }
    }

    /// The next word of the text.
    pub fn add(&mut self, word: Word<'_>) {
        while word.start >= self.address.end {
            self.address = address(self.text, self.address.end);
        }
        if word.start >= self.address.start {
            return;
        }
        let word = hash(word.text);
        self.pairs.extend(self.before.map(|before| before.rotate_left(17).wrapping_mul(PRIME) ^ word));
        self.before = Some(word);
    }

    /// Sorted, and each once.
    pub fn sorted(mut self) -> Vec<u64> {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        self.pairs
    }
}

/// The next `[[…]]` of a text from an offset; one that is not closed goes to the end of the text, and after that there
/// is none.
fn address(text: &str, from: usize) -> Range<usize> {
    let Some(start) = text.get(from..).and_then(|rest| rest.find("[[")).map(|at| from + at) else {
        return usize::MAX..usize::MAX;
    };
    let end = text[start..].find("]]").map_or(usize::MAX, |at| start + at + 2);
    start..end
}

const PRIME: u64 = 0x0100_0000_01b3;

/// FNV-1a of the word in small letters: the same on every machine and run.
fn hash(word: &str) -> u64 {
    let add = |hash: u64, letter: char| (hash ^ u64::from(letter)).wrapping_mul(PRIME);
    word.chars().fold(0xcbf2_9ce4_8422_2325, |hash, letter| match letter.is_ascii() {
        true => add(hash, letter.to_ascii_lowercase()),
        false => letter.to_lowercase().fold(hash, add),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::words;

    fn pairs(text: &str) -> Vec<u64> {
        let mut pairs = Pairs::new(text);
        words(text).for_each(|word| pairs.add(word));
        pairs.sorted()
    }

    fn texts(sets: &[Vec<u64>]) -> Vec<Text<'_>> {
        sets.iter().enumerate().map(|(number, pairs)| Text { pairs, origin: number as u32 }).collect()
    }

    fn sets(texts: &[&str]) -> Vec<Vec<u64>> {
        texts.iter().map(|text| pairs(text)).collect()
    }

    #[test]
    fn an_address_is_no_word() {
        for (one, other) in
            [("a b c", "a [[x y|z]] b c"), ("a b c", "a b [[K-1]][[K-2]] c"), ("a b", "a b [[c d"), ("a b", "a ]] b")]
        {
            assert_eq!(pairs(one), pairs(other), "{other}");
        }
        assert_ne!(pairs("a b c"), pairs("a b d"));
        assert_eq!(pairs("Ånd OG Æble"), pairs("ånd og æble"));
    }

    const ONE: &str =
        "Løsningen skal sende en kvittering til den borger, der har skrevet, inden for to døgn efter modtagelsen.";

    #[test]
    fn a_word_may_differ_and_a_sentence_may_not() {
        let other = ONE.replace("borger", "virksomhed");
        let third =
            "Løsningen skal vise sagens dokumenter for den medarbejder, der behandler sagen, i den rækkefølge de kom.";
        let sets = sets(&[ONE, third, &other, "Kort tekst her."]);
        let found = nearest(&texts(&sets));
        assert_eq!((found[0], found[1], found[3]), (None, None, None));
        let alike = found[2].unwrap();
        assert_eq!(alike.other, 0);
        assert!((LEAST_SHARE..1.0).contains(&alike.share), "{}", alike.share);
    }

    #[test]
    fn the_nearest_is_told_and_those_of_one_origin_are_left_alone() {
        let far = ONE.replace("borger", "virksomhed");
        let sets = sets(&[&far, ONE, ONE]);
        let mut three = texts(&sets);
        assert_eq!(nearest(&three)[2], Some(Alike { other: 1, share: 1.0 }));
        three[1].origin = three[2].origin;
        assert_eq!(nearest(&three)[2].map(|alike| alike.other), Some(0));
    }

    #[test]
    fn five_thousand_texts_that_are_alike_cost_a_few_comparisons_each() {
        let many: Vec<String> = (0..5000).map(|number| ONE.replace("to døgn", &format!("{number} døgn"))).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let sets = sets(&many);
        let (found, compared) = nearest_counted(&texts(&sets));
        assert!(found[1..].iter().all(Option::is_some));
        assert!(compared <= many.len() * MOST_KEPT * 6, "{compared}");
    }

    /// Every pair that is alike is found, as comparing each with each finds it, while no pair of words is common.
    #[test]
    fn nothing_is_missed_among_texts_that_differ() {
        let word = |number: usize| format!("ord{}", number % 997);
        let many: Vec<String> = (0..300)
            .map(|text| {
                let base = text / 3 * 40;
                let line = (0..18).map(|at| if at == text % 3 * 5 { word(text * 31 + 7) } else { word(base + at) });
                line.collect::<Vec<_>>().join(" ")
            })
            .collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let sets = sets(&many);
        let found = nearest(&texts(&sets));
        for (number, alike) in found.iter().enumerate() {
            let best = (0..number).map(|other| share(&sets[number], &sets[other])).fold(0.0, f64::max);
            assert_eq!(alike.map(|alike| alike.share), Some(best).filter(|best| *best >= LEAST_SHARE), "{number}");
        }
    }
}
