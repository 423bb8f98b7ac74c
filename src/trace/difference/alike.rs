//! Pairs of a removed and an added item that say nearly the same: perhaps one item with another id. Told, not counted.

use foldhash::{HashMap, HashMapExt as _};

use super::Difference;
use crate::trace::plain::{Plain, PlainValue};

/// Pairs that are looked at; beyond it nothing is proposed.
const MOST_PAIRS: usize = 250_000;
/// Fewer words than this say nothing.
const FEWEST_WORDS: usize = 6;
/// Shared words of a hundred that make two items alike.
const ALIKE_PERCENT: usize = 80;

/// Old and new places of items that may be the same, each at most once, the most alike first chosen; in the order of
/// the old edition.
pub fn alike(old: &[Plain], new: &[Plain], found: &Difference) -> Vec<(usize, usize)> {
    if found.removed.len().saturating_mul(found.added.len()) > MOST_PAIRS {
        return Vec::new();
    }
    let bag = |items: &[Plain], places: &[usize]| -> Vec<(usize, Bag)> {
        places
            .iter()
            .map(|place| (*place, Bag::of(&items[*place])))
            .filter(|(_, bag)| bag.size >= FEWEST_WORDS)
            .collect()
    };
    let (before, after) = (bag(old, &found.removed), bag(new, &found.added));
    let mut pairs = Vec::new();
    for (from, words) in &before {
        for (to, others) in after.iter().filter(|(to, _)| old[*from].kind == new[*to].kind) {
            let percent = words.shared_percent(others);
            if percent >= ALIKE_PERCENT {
                pairs.push((std::cmp::Reverse(percent), *from, *to));
            }
        }
    }
    pairs.sort();
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    for (_, from, to) in pairs {
        if chosen.iter().all(|(other_from, other_to)| *other_from != from && *other_to != to) {
            chosen.push((from, to));
        }
    }
    chosen.sort();
    chosen
}

/// Words with how often they stand.
struct Bag {
    words: HashMap<String, usize>,
    size: usize,
}

impl Bag {
    fn of(item: &Plain) -> Bag {
        let mut bag = Bag { words: HashMap::new(), size: 0 };
        for (_, value) in &item.fields {
            match value {
                PlainValue::Text(text) => bag.add(text),
                PlainValue::List(list) => list.iter().for_each(|line| bag.add(line)),
            }
        }
        bag
    }

    fn add(&mut self, text: &str) {
        for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *self.words.entry(word.to_lowercase()).or_default() += 1;
            self.size += 1;
        }
    }

    /// Twice the shared words of all words, in percent (Dice).
    fn shared_percent(&self, other: &Bag) -> usize {
        let shared: usize =
            self.words.iter().map(|(word, count)| other.words.get(word).map_or(0, |theirs| *count.min(theirs))).sum();
        200 * shared / (self.size + other.size)
    }
}
