//! The numbers and letters after a sign: single, in lists, and in ranges that are expanded.

use super::pinpoint::Level;
use super::tokens::{TokenKind, Tokens, is_roman};

/// Longest range that is written out; of a longer one only the ends are given. The longest act in
/// force, retsplejeloven, has some 1,050 paragraphs.
const LONGEST_RANGE: u32 = 2000;

/// The number of one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// `16`, `16 a`; the letter is empty when there is none.
    Numbered(u32, String),
    /// `b` of a litra, `II` of a part, `A` of an annex.
    Lettered(String),
    /// `3.4.5`.
    Dotted(Vec<u32>),
}

impl Item {
    pub fn text(&self) -> String {
        match self {
            Item::Numbered(number, letter) if letter.is_empty() => number.to_string(),
            Item::Numbered(number, letter) => format!("{number} {letter}"),
            Item::Lettered(letters) => letters.clone(),
            Item::Dotted(numbers) => numbers.iter().map(u32::to_string).collect::<Vec<_>>().join("."),
        }
    }
}

/// How the numbers of one level are written where they stand.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub level: Level,
    /// `§§`, or a sign in the plural: a list is certain.
    pub plural: bool,
    /// The step is inside a litra, where *nr.* counts in roman numerals.
    pub in_letter: bool,
    /// A greater number after a comma is no longer of this level.
    pub beyond: Option<u32>,
}

/// What reading a list of numbers keeps track of.
pub(super) struct Bounds {
    /// How many places ranges may still be expanded to, so that a short text can't give millions.
    pub expansions_left: usize,
    /// A number was met that no provision can have.
    pub impossible: bool,
}

/// Reads the list of numbers that starts at `at`: `5`, `131, 132 og 132 a`, `69 l-q`, `2-4`.
/// Gives them in order of mention without repetition, and the token after.
pub(super) fn list(tokens: &Tokens, at: usize, style: Style, bounds: &mut Bounds) -> Option<(Vec<Item>, usize)> {
    let mut items: Vec<Item> = Vec::new();
    let mut last;
    let (first, mut at) = item(tokens, at, style, bounds)?;
    (last, at) = range(tokens, first, at, style, bounds, &mut items);
    while let Some((next, after)) = next_item(tokens, at, style, &last, bounds) {
        (last, at) = range(tokens, next, after, style, bounds, &mut items);
    }
    without_repetition(&mut items);
    Some((items, at))
}

/// Keeps the first mention of each; a set would lose the order, a search in the list would be quadratic.
fn without_repetition(items: &mut Vec<Item>) {
    let mut seen = std::collections::BTreeSet::new();
    items.retain(|item| seen.insert(item.text()));
}

/// The item after a comma or a conjunction, if what stands there is one and not an ordinary number.
fn next_item(tokens: &Tokens, at: usize, style: Style, last: &Item, bounds: &mut Bounds) -> Option<(Item, usize)> {
    // `litra a) og b)`
    let closed = tokens.is_item_bracket(at) && matches!(style.level, Level::Letter | Level::Number);
    let at = at + usize::from(closed);
    let comma = tokens.is_mark(at, ',');
    let start = if comma { at + 1 } else { after_conjunction(tokens, at)? };
    if tokens.begins_paragraph(start) || is_preposition(tokens, start) {
        return None;
    }
    let (item, next) = match bare_letter(tokens, start, last) {
        Some(found) => found,
        None => item(tokens, start, style, &mut Bounds { impossible: false, ..*bounds })?,
    };
    let certain = style.plural || matches!(item, Item::Lettered(_));
    let ordinary = tokens.kind(start) == Some(TokenKind::Number) && is_ordinary_number(tokens, next);
    // `§§ 13 og 14, 2) overtræder` goes on with the next line of a list; `bilag 1, A` with a part of the annex.
    let marked = comma && tokens.kind(start) == Some(TokenKind::Number) && tokens.is_item_bracket(next);
    let mixed = comma && matches!((last, &item), (Item::Numbered(..), Item::Lettered(_)));
    let beyond = matches!((style.beyond, &item), (Some(most), Item::Numbered(number, _)) if comma && *number > most);
    if marked || mixed || beyond {
        return None;
    }
    let decimal = comma && tokens.is_glued(start) && !style.plural;
    if ordinary || decimal || !certain && !is_later(last, &item) {
        return None;
    }
    // After a single sign, `§ 5, 6 …` is a list only if it goes on.
    let goes_on = |at: usize| tokens.is_mark(at, ',') || after_conjunction(tokens, at).is_some();
    (!comma || style.plural || goes_on(next) || tokens.is_dash(next)).then_some((item, next))
}

/// A letter alone binds to the number before it: `§§ 16 a og b`.
fn bare_letter(tokens: &Tokens, at: usize, last: &Item) -> Option<(Item, usize)> {
    match last {
        Item::Numbered(number, letter) if !letter.is_empty() => {
            let letter = paragraph_letter(tokens, at)?;
            Some((Item::Numbered(*number, letter), at + 1))
        }
        _ => None,
    }
}

/// Whether what follows a number shows that it counts something else: `og 3 måneder`, `og 2. pkt.`, `og 16.323 kr.`
fn is_ordinary_number(tokens: &Tokens, next: usize) -> bool {
    const UNITS: [&str; 26] = [
        "dag",
        "dage",
        "døgn",
        "hverdage",
        "arbejdsdage",
        "uge",
        "uger",
        "måned",
        "måneder",
        "år",
        "timer",
        "time",
        "minutter",
        "kr",
        "kroner",
        "pct",
        "procent",
        "personer",
        "person",
        "børn",
        "barn",
        "gange",
        "mio",
        "mia",
        "km",
        "andre",
    ];
    let separator = tokens.is_mark(next, '.') || tokens.is_mark(next, ',') || tokens.is_mark(next, '/');
    let decimal = separator && tokens.is_glued(next + 1) && tokens.digits(next + 1).is_some();
    let after_stop = tokens.is_mark(next, '.')
        && (tokens.word(next + 1).starts_with(char::is_lowercase)
            || tokens.is_mark(next + 1, ',')
            || tokens.is_dash(next + 1));
    decimal || after_stop || tokens.is_any(next, &UNITS) || tokens.is_mark(next, '%') || tokens.is_mark(next, '/')
}

fn is_later(last: &Item, item: &Item) -> bool {
    match (last, item) {
        (Item::Numbered(before, first), Item::Numbered(number, second)) => {
            number > before || number == before && second > first
        }
        (Item::Dotted(before), Item::Dotted(numbers)) => numbers > before,
        _ => true,
    }
}

pub(super) fn after_conjunction(tokens: &Tokens, at: usize) -> Option<usize> {
    const CONJUNCTIONS: [&str; 4] = ["og", "eller", "samt", "hhv"];
    if !tokens.is_any(at, &CONJUNCTIONS) {
        return None;
    }
    let slashed = tokens.is_word(at, "og") && tokens.is_mark(at + 1, '/') && tokens.is_word(at + 2, "eller");
    let dotted = usize::from(tokens.is_word(at, "hhv") && tokens.is_mark(at + 1, '.'));
    Some(at + if slashed { 3 } else { 1 + dotted })
}

/// Adds `first`, or the range that starts with it, to `items`; gives the last one and the token after.
fn range(
    tokens: &Tokens,
    first: Item,
    at: usize,
    style: Style,
    bounds: &mut Bounds,
    items: &mut Vec<Item>,
) -> (Item, usize) {
    let until = style.plural && tokens.is_word(at, "til");
    if (tokens.is_dash(at) || until)
        && let Some((last, next)) = range_end(tokens, after_dash(tokens, at, style), style, &first, bounds)
    {
        match between(&first, &last) {
            Some(all) if all.len() <= bounds.expansions_left => {
                bounds.expansions_left -= all.len();
                items.extend(all);
            }
            Some(_) => items.extend([first, last.clone()]),
            None => {
                bounds.impossible = true;
                items.extend([first, last.clone()]);
            }
        }
        return (last, next);
    }
    items.push(first.clone());
    (first, at)
}

/// Where the end of a range stands; its sign may be repeated: `§ 137 g-§ 137 j`.
fn after_dash(tokens: &Tokens, at: usize, style: Style) -> usize {
    let repeats = style.level == Level::Paragraph && tokens.kind(at + 1) == Some(TokenKind::Sign);
    at + 1 + usize::from(repeats)
}

fn range_end(tokens: &Tokens, at: usize, style: Style, first: &Item, bounds: &mut Bounds) -> Option<(Item, usize)> {
    match bare_letter(tokens, at, first) {
        Some(found) => Some(found),
        None => item(tokens, at, style, &mut Bounds { impossible: false, ..*bounds }),
    }
}

/// Everything from `first` to `last`; `None` when the range runs backwards or mixes kinds.
/// Between whole numbers no lettered paragraph is invented: `16 a-18` is 16 a, 17, 18.
fn between(first: &Item, last: &Item) -> Option<Vec<Item>> {
    match (first, last) {
        (Item::Numbered(from, from_letter), Item::Numbered(to, to_letter)) => {
            if from > to {
                return None;
            }
            if from == to {
                return letters_between(from_letter, to_letter)
                    .map(|letters| letters.into_iter().map(|letter| Item::Numbered(*from, letter)).collect());
            }
            if to - from > LONGEST_RANGE {
                return Some(vec![first.clone(), last.clone()]);
            }
            let mut all = vec![first.clone()];
            all.extend((from + 1..=*to).map(|number| Item::Numbered(number, String::new())));
            if !to_letter.is_empty() {
                all.extend(letters_between("a", to_letter)?.into_iter().map(|letter| Item::Numbered(*to, letter)));
            }
            Some(all)
        }
        (Item::Lettered(from), Item::Lettered(to)) => letters_between(from, to)
            .or_else(|| romans_between(from, to))
            .map(|all| all.into_iter().map(Item::Lettered).collect()),
        (Item::Dotted(from), Item::Dotted(to)) => {
            let ((from, from_before), (to, to_before)) = (from.split_last()?, to.split_last()?);
            if from_before != to_before || from > to || to - from > LONGEST_RANGE {
                return None;
            }
            Some((*from..=*to).map(|number| Item::Dotted([from_before, &[number]].concat())).collect())
        }
        _ => None,
    }
}

/// The letters from one to another of the same case; from none to `c` is none, a, b, c.
fn letters_between(from: &str, to: &str) -> Option<Vec<String>> {
    const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyzæøå";
    let upper = to.chars().all(char::is_uppercase);
    let position = |letter: &str| {
        let mut characters = letter.chars();
        let (character, None) = (characters.next()?, characters.next()) else { return None };
        let lower: String = character.to_lowercase().collect();
        (character.is_uppercase() == upper).then(|| ALPHABET.chars().position(|known| lower.starts_with(known)))?
    };
    let end = position(to)?;
    let mut all = Vec::new();
    let start = if from.is_empty() {
        all.push(String::new());
        0
    } else {
        position(from)?
    };
    if start > end {
        return None;
    }
    let cased = |letter: char| if upper { letter.to_uppercase().collect() } else { letter.to_string() };
    all.extend(ALPHABET.chars().skip(start).take(end + 1 - start).map(cased));
    Some(all)
}

/// The numerals from one to another, up to thirty-nine, all of one case.
fn romans_between(from: &str, to: &str) -> Option<Vec<String>> {
    let upper = to.starts_with(char::is_uppercase);
    let numeral = |number: usize| {
        const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
        let lower = format!("{}{}", "x".repeat(number / 10), ONES[number % 10]);
        if upper { lower.to_uppercase() } else { lower }
    };
    let all: Vec<String> = (1..40).map(numeral).collect();
    let start = all.iter().position(|numeral| numeral == from)?;
    let end = all.iter().position(|numeral| numeral == to)?;
    (start <= end).then(|| all[start..=end].to_vec())
}

/// Reads one number or letter of the given style.
pub(super) fn item(tokens: &Tokens, at: usize, style: Style, bounds: &mut Bounds) -> Option<(Item, usize)> {
    match style.level {
        Level::Letter => {
            let letters = litra(tokens.word(at), bounds)?;
            Some((Item::Lettered(letters), at + 1))
        }
        Level::GuidancePoint => dotted(tokens, at, bounds),
        Level::Part if tokens.digits(at + 2).is_some() && tokens.is_glued(at + 1) && tokens.is_glued(at + 2) => {
            if tokens.is_mark(at + 1, '.') {
                dotted(tokens, at, bounds)
            } else {
                numbered(tokens, at, bounds)
            }
        }
        Level::Part | Level::Chapter | Level::Article | Level::Annex => {
            numbered(tokens, at, bounds).or_else(|| capital(tokens, at))
        }
        Level::Number if style.in_letter => numbered(tokens, at, bounds).or_else(|| {
            let word = tokens.word(at);
            let numeral = is_roman(word) && word.starts_with(char::is_lowercase);
            numeral.then(|| (Item::Lettered(word.to_owned()), at + 1))
        }),
        _ => numbered(tokens, at, bounds),
    }
}

/// One letter, or one letter twice as after `z`; two different ones are no litra.
fn litra(word: &str, bounds: &mut Bounds) -> Option<String> {
    let mut letters = word.chars();
    let first = letters.next()?;
    match (letters.next(), letters.next()) {
        (None, _) => Some(word.to_owned()),
        (Some(second), None) if second == first => Some(word.to_owned()),
        (Some(_), None) => {
            bounds.impossible = true;
            None
        }
        _ => None,
    }
}

fn capital(tokens: &Tokens, at: usize) -> Option<(Item, usize)> {
    let word = tokens.word(at);
    let single = word.chars().count() == 1;
    let fits = word.starts_with(char::is_uppercase) && (single || is_roman(word));
    fits.then(|| (Item::Lettered(word.to_owned()), at + 1))
}

fn dotted(tokens: &Tokens, at: usize, bounds: &mut Bounds) -> Option<(Item, usize)> {
    let mut numbers = vec![counted(tokens, at, bounds)?];
    let mut at = at + 1;
    while numbers.len() < 10
        && tokens.is_mark(at, '.')
        && tokens.is_glued(at)
        && tokens.is_glued(at + 1)
        && let Some(number) = counted(tokens, at + 1, bounds)
    {
        numbers.push(number);
        at += 2;
    }
    Some((Item::Dotted(numbers), at))
}

fn numbered(tokens: &Tokens, at: usize, bounds: &mut Bounds) -> Option<(Item, usize)> {
    let number = counted(tokens, at, bounds)?;
    match paragraph_letter(tokens, at + 1) {
        Some(letter) => Some((Item::Numbered(number, letter), at + 2)),
        None => Some((Item::Numbered(number, String::new()), at + 1)),
    }
}

/// A number from 1 to 99,999: nothing in an act has another.
fn counted(tokens: &Tokens, at: usize, bounds: &mut Bounds) -> Option<u32> {
    let digits = tokens.digits(at)?.trim_start_matches('0');
    let number = if digits.len() <= 5 { digits.parse().ok() } else { None };
    bounds.impossible |= number.is_none();
    number
}

/// The letter of `§ 16 a`. An `i` counts only where the preposition can't stand: before a mark, at
/// the end, and before another `i`, `og` or `eller`.
fn paragraph_letter(tokens: &Tokens, at: usize) -> Option<String> {
    let word = tokens.word(at);
    let mut letters = word.chars();
    let first = letters.next()?;
    let one_letter = letters.next().is_none_or(|second| second == first && first.is_lowercase());
    if !one_letter || letters.next().is_some() || tokens.begins_paragraph(at) {
        return None;
    }
    let preposition = !tokens.is_glued(at) && is_preposition(tokens, at);
    (!preposition).then(|| word.to_owned())
}

/// Whether an `i` is the preposition and not a letter.
fn is_preposition(tokens: &Tokens, at: usize) -> bool {
    const AFTER_LETTER: [&str; 4] = ["i", "og", "eller", "samt"];
    tokens.is_word(at, "i")
        && match tokens.kind(at + 1) {
            None | Some(TokenKind::Dash) => false,
            Some(TokenKind::Mark(mark)) => !",.;:)]»«\"!?".contains(mark),
            Some(TokenKind::Word) => !tokens.is_any(at + 1, &AFTER_LETTER),
            _ => true,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, level: Level, expected: &[&str]) {
        let mut bounds = Bounds { expansions_left: 100, impossible: false };
        let style = Style { level, plural: true, in_letter: false, beyond: None };
        let items = list(&Tokens::of(text), 0, style, &mut bounds).map(|(items, _)| items).unwrap_or_default();
        assert_eq!(items.iter().map(Item::text).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn ranges_are_written_out() {
        check("2-4", Level::Paragraph, &["2", "3", "4"]);
        check("2 – 4 og 9", Level::Paragraph, &["2", "3", "4", "9"]);
        check("2 til 4", Level::Paragraph, &["2", "3", "4"]);
        check("16 a-17 b", Level::Paragraph, &["16 a", "17", "17 a", "17 b"]);
        check("16 x-ø", Level::Paragraph, &["16 x", "16 y", "16 z", "16 æ", "16 ø"]);
        check("a-c og e", Level::Letter, &["a", "b", "c", "e"]);
        check("3.4-3.6", Level::GuidancePoint, &["3.4", "3.5", "3.6"]);
        check("II-IV", Level::Chapter, &["II", "III", "IV"]);
    }

    #[test]
    fn of_ranges_that_are_too_long_or_backwards_the_ends_are_kept() {
        check("1-500", Level::Paragraph, &["1", "500"]);
        check("8-5", Level::Paragraph, &["8", "5"]);
        check("c-a", Level::Letter, &["c", "a"]);
    }

    #[test]
    fn numbers_beyond_any_act_are_not_read() {
        check("0", Level::Paragraph, &[]);
        check("99999999999999999999", Level::Paragraph, &[]);
    }
}
