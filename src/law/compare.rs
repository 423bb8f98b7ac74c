//! The difference between two texts of an act: what changed, came, went and moved.
//!
//! A move (*rykning*) is proposed where a text is found again, nearly the same, at another place and the place it
//! had says something else now or is gone. It is a proposal: only an author knows that it is the same rule.

use std::collections::{BTreeMap, BTreeSet};

use super::pinpoint::Pinpoint;

/// Words in a row that are compared: three tell sentences apart and survive a word that was exchanged.
const SHINGLE_WORDS: usize = 3;
/// Share of shingles two texts must have in common for a move, in percent. A sentence of twelve words that lost one has
/// 58 %; two sentences of law that only share a formula ("kommunen træffer afgørelse om") have under 40.
const LEAST_PERCENT: u32 = 50;
/// Texts shorter than this are moved only when they are equal.
const SHORT_WORDS: usize = 6;
/// Shingles that more places share ("i medfør af") tell nothing.
const COMMON: usize = 40;

/// A place with its own text, without what is nested in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    pub place: Pinpoint,
    pub title: Option<String>,
    pub text: Option<String>,
}

/// What differs; every list in the order of the text it is in (the new one for what moved).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    pub changed: Vec<Changed>,
    pub inserted: Vec<Passage>,
    pub repealed: Vec<Passage>,
    pub moved: Vec<Moved>,
}

/// A place whose text or title is another.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    pub old: Passage,
    pub new: Passage,
}

/// A text that is at another place.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    pub old: Passage,
    pub new: Passage,
    /// How much of the text is the same, 0 to 100.
    pub similarity_percent: u32,
    /// What it is nested in moved as well, and takes it along: `stk. 2` of a § that got another number.
    pub is_implied: bool,
}

impl Comparison {
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.inserted.is_empty() && self.repealed.is_empty() && self.moved.is_empty()
    }
}

/// Whether two texts say the same: white space, soft hyphens and Markdown's backslashes don't count.
pub fn same_wording(old: &str, new: &str) -> bool {
    old == new || plain(old) == plain(new)
}

/// Compares two texts of one act. Places stand at most once in each; a second one of the same is left out.
pub fn compare(old: &[Passage], new: &[Passage]) -> Comparison {
    let (old_at, new_at) = (by_place(old), by_place(new));
    let same = |old: usize, new: usize| match (&passage(&old_at, old).text, &passage(&new_at, new).text) {
        (Some(old), Some(new)) => same_wording(old, new),
        (None, None) => true,
        _ => false,
    };
    let places: BTreeMap<&str, usize> =
        new_at.iter().enumerate().map(|(at, (place, _))| (place.as_str(), at)).collect();
    let kept: BTreeMap<usize, usize> =
        old_at.iter().enumerate().filter_map(|(at, (place, _))| Some((at, *places.get(place.as_str())?))).collect();
    let loose_old: Vec<usize> =
        (0..old_at.len()).filter(|at| kept.get(at).is_none_or(|new| !same(*at, *new))).collect();
    let taken: BTreeSet<usize> = kept.iter().filter(|(old, new)| same(**old, **new)).map(|(_, new)| *new).collect();
    let loose_new: Vec<usize> = (0..new_at.len()).filter(|at| !taken.contains(at)).collect();
    let pairs = matched(&old_at, &new_at, &loose_old, &loose_new, &kept);
    sorted_out(&old_at, &new_at, &kept, &pairs, &same)
}

/// Passages by place in the order of the text, doubles left out.
type Ordered<'a> = Vec<(String, &'a Passage)>;

fn by_place(passages: &[Passage]) -> Ordered<'_> {
    let mut seen = BTreeSet::new();
    let named = passages.iter().map(|passage| (passage.place.canonical(), passage));
    named.filter(|(place, _)| seen.insert(place.clone())).collect()
}

fn passage<'a>(ordered: &Ordered<'a>, at: usize) -> &'a Passage {
    ordered[at].1
}

/// Which loose old text became which loose new one, best pairs first; a place that kept its number is preferred.
fn matched(
    old: &Ordered,
    new: &Ordered,
    loose_old: &[usize],
    loose_new: &[usize],
    kept: &BTreeMap<usize, usize>,
) -> BTreeMap<usize, (usize, u32)> {
    let shingles =
        |ordered: &Ordered, at: usize| passage(ordered, at).text.as_deref().map(shingled).unwrap_or_default();
    let of_new: BTreeMap<usize, Vec<String>> = loose_new.iter().map(|at| (*at, shingles(new, *at))).collect();
    let mut index: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, list) in &of_new {
        for shingle in list {
            index.entry(shingle).or_default().push(*at);
        }
    }
    let mut candidates: Vec<(u32, bool, usize, usize)> = Vec::new();
    for &from in loose_old {
        let own = shingles(old, from);
        let mut common: BTreeMap<usize, usize> = BTreeMap::new();
        for places in own.iter().filter_map(|shingle| index.get(shingle.as_str())) {
            for to in places.iter().take(COMMON) {
                *common.entry(*to).or_default() += 1;
            }
        }
        for (to, count) in common {
            let all = own.len() + of_new[&to].len() - count;
            let percent = (100 * count / all.max(1)) as u32;
            let is_same_place = kept.get(&from) == Some(&to);
            if is_same_place || percent >= LEAST_PERCENT {
                candidates.push((percent, is_same_place, from, to));
            }
        }
    }
    candidates.sort_by_key(|(percent, is_same_place, from, to)| {
        (std::cmp::Reverse((*percent, *is_same_place)), from.abs_diff(*to), *from, *to)
    });
    let mut pairs: BTreeMap<usize, (usize, u32)> = BTreeMap::new();
    let mut used = BTreeSet::new();
    for (percent, _, from, to) in candidates {
        if !pairs.contains_key(&from) && used.insert(to) {
            pairs.insert(from, (to, percent));
        }
    }
    pairs
}

fn sorted_out(
    old: &Ordered,
    new: &Ordered,
    kept: &BTreeMap<usize, usize>,
    pairs: &BTreeMap<usize, (usize, u32)>,
    same: &dyn Fn(usize, usize) -> bool,
) -> Comparison {
    let mut result = Comparison::default();
    let moved_to: BTreeMap<usize, (usize, u32)> = pairs
        .iter()
        .filter(|(from, (to, _))| kept.get(from) != Some(to))
        .map(|(from, (to, percent))| (*to, (*from, *percent)))
        .collect();
    let has_left = |from: usize| moved_to.values().any(|(other, _)| *other == from);
    let by_new: BTreeMap<usize, usize> = kept.iter().map(|(old, new)| (*new, *old)).collect();
    for to in 0..new.len() {
        let here = passage(new, to).clone();
        if let Some((from, similarity_percent)) = moved_to.get(&to) {
            let old = passage(old, *from).clone();
            result.moved.push(Moved { old, new: here, similarity_percent: *similarity_percent, is_implied: false });
            continue;
        }
        match by_new.get(&to) {
            Some(from) if has_left(*from) => result.inserted.push(here),
            Some(from) => {
                let before = passage(old, *from);
                if !same(*from, to) || before.title != here.title {
                    result.changed.push(Changed { old: before.clone(), new: here });
                }
            }
            None => result.inserted.push(here),
        }
    }
    for from in (0..old.len()).filter(|from| !has_left(*from)) {
        let is_overwritten = kept.get(&from).is_none_or(|to| moved_to.contains_key(to));
        if is_overwritten {
            result.repealed.push(passage(old, from).clone());
        }
    }
    lift(&mut result);
    result
}

/// Where all that moved from one place went to the same numbers of another, it was the place that moved.
fn lift(result: &mut Comparison) {
    let mut children: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (at, moved) in result.moved.iter().enumerate() {
        let (Some(from), Some(to)) = (moved.old.place.parent(), moved.new.place.parent()) else { continue };
        if moved.old.place.steps().last() == moved.new.place.steps().last() && from != to {
            children.entry((from.canonical(), to.canonical())).or_default().push(at);
        }
    }
    let mut lifted = Vec::new();
    for ((from, to), implied) in children {
        let goes = |list: &[Passage], place: &str| list.iter().position(|passage| passage.place.canonical() == place);
        let parts =
            result.moved.iter().filter(|moved| moved.old.place.parent().is_some_and(|place| place.canonical() == from));
        let all_along = parts.count() == implied.len();
        let own =
            result.moved.iter().any(|moved| moved.old.place.canonical() == from && moved.new.place.canonical() == to);
        let gone = goes(&result.repealed, &from);
        let come = goes(&result.inserted, &to);
        let textless = |list: &[Passage], at: Option<usize>| at.is_some_and(|at| list[at].text.is_none());
        if !all_along || !(own || textless(&result.repealed, gone) && textless(&result.inserted, come)) {
            continue;
        }
        for at in &implied {
            result.moved[*at].is_implied = true;
        }
        if let (false, Some(gone), Some(come)) = (own, gone, come) {
            let (old, new) = (result.repealed.remove(gone), result.inserted.remove(come));
            lifted.push(Moved { old, new, similarity_percent: 100, is_implied: false });
        }
    }
    result.moved.extend(lifted);
    result.moved.sort_by(|a, b| a.new.place.cmp(&b.new.place));
}

/// The text as it is compared.
fn plain(text: &str) -> String {
    let letters: Vec<char> = text.chars().filter(|letter| *letter != '\u{ad}').collect();
    let is_escape = |at: usize| letters[at] == '\\' && letters.get(at + 1).is_some_and(char::is_ascii_punctuation);
    let bare: String = (0..letters.len()).filter(|at| !is_escape(*at)).map(|at| letters[at]).collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The different runs of words of a text, sorted; of a short one the whole.
fn shingled(text: &str) -> Vec<String> {
    let plain = plain(text).to_lowercase();
    let words: Vec<&str> =
        plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Vec::new();
    }
    if words.len() < SHORT_WORDS {
        return vec![words.join(" ")];
    }
    let mut shingles: Vec<String> = words.windows(SHINGLE_WORDS).map(|run| run.join(" ")).collect();
    shingles.sort();
    shingles.dedup();
    shingles
}

#[cfg(test)]
mod tests {
    use super::super::parse_pinpoint;
    use super::*;

    fn passages(text: &str) -> Vec<Passage> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines
            .map(|line| {
                let (place, text) = line.split_once(": ").unwrap_or((line.trim_end_matches(':'), ""));
                let text = Some(text.to_owned()).filter(|text| !text.is_empty());
                Passage { place: parse_pinpoint(place).unwrap(), title: None, text }
            })
            .collect()
    }

    fn check(old: &str, new: &str, expected: &[&str]) {
        let result = compare(&passages(old), &passages(new));
        let mut shown: Vec<String> = result.changed.iter().map(|change| format!("~ {}", change.new.place)).collect();
        shown.extend(result.inserted.iter().map(|passage| format!("+ {}", passage.place)));
        shown.extend(result.repealed.iter().map(|passage| format!("- {}", passage.place)));
        shown.extend(result.moved.iter().map(|moved| {
            let mark = if moved.is_implied { ">>" } else { ">" };
            format!("{} {mark} {} ({} %)", moved.old.place, moved.new.place, moved.similarity_percent)
        }));
        assert_eq!(shown, expected);
    }

    const ONE: &str = "Kommunen skal afslutte undersøgelsen senest fire måneder efter, at behovet er konstateret.";
    const TWO: &str = "Børn og unge skal høres, før kommunen træffer afgørelse om støtte efter denne lov.";
    const NEW: &str = "Ministeren kan fastsætte nærmere regler om indberetning af oplysninger til brug for statistik.";

    #[test]
    fn the_same_text_is_no_difference() {
        let text = format!("§ 1: {ONE}\n§ 2:\n§ 2, stk. 1: {TWO}");
        check(&text, &text.replace("fire måneder", "fire\u{a0}må\u{ad}neder"), &[]);
        assert!(same_wording("1\\) a \\* b", "1) a * b"));
    }

    #[test]
    fn what_changed_came_and_went_is_told() {
        check(
            &format!("§ 1: {ONE}\n§ 2: {TWO}"),
            &format!("§ 1: {}\n§ 3: {NEW}", ONE.replace("fire", "tre")),
            &["~ § 1", "+ § 3", "- § 2"],
        );
    }

    #[test]
    fn an_inserted_stykke_moves_those_behind_it() {
        check(
            &format!("§ 1, stk. 1: {ONE}\n§ 1, stk. 2: {TWO}"),
            &format!("§ 1, stk. 1: {NEW}\n§ 1, stk. 2: {}\n§ 1, stk. 3: {TWO}", ONE.replace("senest ", "")),
            &["+ § 1, stk. 1", "§ 1, stk. 1 > § 1, stk. 2 (58 %)", "§ 1, stk. 2 > § 1, stk. 3 (100 %)"],
        );
    }

    #[test]
    fn a_repealed_stykke_moves_those_behind_it_up() {
        check(
            &format!("§ 1, stk. 1: {ONE}\n§ 1, stk. 2: {TWO}\n§ 1, stk. 3: {NEW}"),
            &format!("§ 1, stk. 1: {TWO}\n§ 1, stk. 2: {NEW}"),
            &["- § 1, stk. 1", "§ 1, stk. 2 > § 1, stk. 1 (100 %)", "§ 1, stk. 3 > § 1, stk. 2 (100 %)"],
        );
    }

    #[test]
    fn a_section_with_another_number_takes_its_parts_along() {
        check(
            &format!("§ 1:\n§ 1, stk. 1: {ONE}\n§ 1, stk. 2: {TWO}"),
            &format!("§ 4:\n§ 4, stk. 1: {ONE}\n§ 4, stk. 2: {TWO}"),
            &["§ 1 > § 4 (100 %)", "§ 1, stk. 1 >> § 4, stk. 1 (100 %)", "§ 1, stk. 2 >> § 4, stk. 2 (100 %)"],
        );
    }

    #[test]
    fn short_texts_move_only_when_they_are_equal() {
        check("§ 1: (Ophævet)\n§ 2: (Ophævet)", "§ 1: (Ophævet)\n§ 2: (Ophævet)\n§ 3: (Ophævet)", &["+ § 3"]);
        check("§ 1: Se § 4", "§ 2: Se § 5", &["+ § 2", "- § 1"]);
    }
}
