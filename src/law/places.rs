//! References: one or several places with their signs, as `§ 3, stk. 2-4 og § 7, stk. 1 og 2`.

use super::items::{self, Bounds, Item, Style, after_conjunction};
use super::pinpoint::{Level, Pinpoint, Step};
use super::tokens::{TokenKind, Tokens};

/// How many ordinals may stand before their sign (`1., 2. og 3. pkt.`).
const MOST_ORDINALS: usize = 12;

/// Places that are written together.
pub(super) struct References {
    /// In order of mention, ranges and lists expanded, inherited parents written out.
    pub places: Vec<Pinpoint>,
    /// The token after them.
    pub next: usize,
}

/// One sign with its numbers.
struct Group {
    level: Level,
    numbers: Vec<Box<str>>,
    next: usize,
}

/// What joins a group to the one before it.
#[derive(Clone, Copy, PartialEq)]
enum Joint {
    Comma,
    And,
}

/// Reads the references that start at token `at`, inside the place `outer` (empty: none is known).
pub(super) fn references(tokens: &Tokens, at: usize, outer: &[Step], bounds: &mut Bounds) -> Option<References> {
    let first = group(tokens, at, outer, None, bounds)?;
    let alone = alone_after_plural(tokens, at, &first);
    let mut next = first.next;
    // The first group starts a place of its own if it can, and else is nested in the outer one; the
    // number of a point holds those of the points around it.
    let mut path = match first.level {
        level if is_annex_point(level, outer) => outer[..1].to_vec(),
        level if level.is_top() => Vec::new(),
        _ => outer.to_vec(),
    };
    let started_relative = !path.first().map_or(first.level, |step| step.level).is_top();
    let mut places = Vec::new();
    add(&mut path, first, &mut places);
    while let Some((joint, group)) = joined_group(tokens, next, &path, alone, bounds) {
        if started_relative && group.level.is_top() {
            break;
        }
        next = group.next;
        if nest(&mut path, &group, joint) && joint == Joint::Comma {
            places.pop();
        }
        add(&mut path, group, &mut places);
    }
    let mut seen = std::collections::HashSet::new();
    places.retain(|place: &Pinpoint| seen.insert(place.clone()));
    Some(References { places, next })
}

/// The number of a § that stands alone after `§§`, before a nested place: the list goes on after that place, as
/// `§§ 99 a, stk. 6, 107 e og 136`.
fn alone_after_plural(tokens: &Tokens, at: usize, first: &Group) -> Option<u32> {
    let (level, start, plural) = sign(tokens, at)?;
    let number = || tokens.digits(start)?.parse().ok();
    (level == Level::Paragraph && plural && first.numbers.len() == 1).then(number)?
}

fn add(path: &mut Vec<Step>, group: Group, places: &mut Vec<Pinpoint>) {
    let length = path.len();
    for number in group.numbers {
        path.truncate(length);
        path.push(Step { level: group.level, number });
        places.extend(Pinpoint::new(path.clone()));
    }
}

/// Cuts `path` to what the new group is nested in; true when that is all of it.
fn nest(path: &mut Vec<Step>, group: &Group, joint: Joint) -> bool {
    let whole = path.len();
    let last = path.last().map(|step| step.level);
    let same = path.iter().rposition(|step| step.level == group.level);
    let roman = group.numbers.iter().all(|number| number.starts_with(char::is_alphabetic));
    let cut = if group.level.is_top() && !is_annex_point(group.level, path) {
        0
    } else if joint == Joint::Comma
        && group.level == Level::Number
        && last == Some(Level::Letter)
        && (roman || same.is_none())
    {
        // Below litra the items are called nr. again.
        whole
    } else if let Some(same) = same {
        same
    } else if joint == Joint::And || group.level == Level::Subsection {
        path.iter().position(|step| !step.level.is_top() && step.level > group.level).unwrap_or(whole)
    } else {
        whole
    };
    path.truncate(cut);
    cut == whole
}

/// A group after a comma, a conjunction, or (a nested one) nothing: `§ 20 stk. 3`.
fn joined_group(
    tokens: &Tokens,
    at: usize,
    path: &[Step],
    alone: Option<u32>,
    bounds: &mut Bounds,
) -> Option<(Joint, Group)> {
    // `litra b), stk. 2`: the bracket belongs to the letter where the reference goes on.
    let closed = tokens.is_item_bracket(at) && path.last().is_some_and(|step| step.level >= Level::Number);
    let at = at + usize::from(closed);
    let after_comma = at + usize::from(tokens.is_mark(at, ','));
    let (joint, start) = match after_conjunction(tokens, after_comma) {
        Some(start) => (Joint::And, start),
        None => (Joint::Comma, after_comma),
    };
    if tokens.begins_paragraph(start) {
        return None;
    }
    let resumed = || resumed(tokens, start, alone?, &mut Bounds { impossible: false, ..*bounds });
    let group = match resumed().filter(|_| start > at && path.len() > 1) {
        Some(group) => group,
        None => group(tokens, start, path, alone, bounds)?,
    };
    let bare = start == at;
    (!bare || !group.level.is_top()).then_some((joint, group))
}

/// The rest of a list of §§ after a place nested in its first one.
fn resumed(tokens: &Tokens, at: usize, alone: u32, bounds: &mut Bounds) -> Option<Group> {
    tokens.digits(at)?.parse().ok().filter(|number: &u32| *number > alone)?;
    let style = Style { level: Level::Paragraph, plural: true, in_letter: false, beyond: None };
    let (items, next) = items::list(tokens, at, style, bounds)?;
    // A number with a stop is that of a sentence.
    let numbers: Vec<Box<str>> = items.iter().map(|item| item.text().into()).collect();
    let ordinal =
        numbers.len() == 1 && tokens.is_mark(next, '.') && tokens.is_any(next + 1, &["pkt", "punktum", "led"]);
    (!ordinal).then_some(Group { level: Level::Paragraph, numbers, next })
}

fn is_annex_point(level: Level, path: &[Step]) -> bool {
    level == Level::GuidancePoint
        && path.last().is_some_and(|step| matches!(step.level, Level::Annex | Level::GuidancePoint))
        && path.first().is_some_and(|step| step.level == Level::Annex)
}

fn group(tokens: &Tokens, at: usize, path: &[Step], alone: Option<u32>, bounds: &mut Bounds) -> Option<Group> {
    let Some((level, start, plural)) = sign(tokens, at) else { return ordinals(tokens, at, bounds) };
    let in_letter = path.last().is_some_and(|step| step.level == Level::Letter)
        || path.iter().rev().nth(1).is_some_and(|step| step.level == Level::Letter);
    let in_provision =
        path.iter().any(|step| matches!(step.level, Level::Paragraph | Level::Article | Level::Subsection));
    let (items, next) = items::list(tokens, start, Style { level, plural, in_letter, beyond: alone }, bounds)?;
    let numbers: Vec<Box<str>> = items.iter().map(|item| item.text().into()).collect();
    if level == Level::GuidancePoint && in_provision {
        // Under a § a pkt. is a sentence, and those have plain numbers of at most three digits.
        let single = items.iter().all(|item| matches!(item, Item::Dotted(parts) if matches!(parts[..], [..1000])));
        return single.then_some(Group { level: Level::Sentence, numbers, next });
    }
    Some(Group { level, numbers, next })
}

/// The level of the reference that begins at `at`; looks no further than its first number.
pub(super) fn begins(tokens: &Tokens, at: usize, bounds: &mut Bounds) -> Option<Level> {
    match sign(tokens, at) {
        Some((level, start, plural)) => {
            items::item(tokens, start, Style { level, plural, in_letter: false, beyond: None }, bounds).map(|_| level)
        }
        None => ordinals(tokens, at, bounds).map(|group| group.level),
    }
}

/// The sign at `at`: its level, where its number starts, and whether it is in the plural.
pub(super) fn sign(tokens: &Tokens, at: usize) -> Option<(Level, usize, bool)> {
    if tokens.kind(at) == Some(TokenKind::Sign) {
        return Some((Level::Paragraph, at + 1, tokens.text_of(at).len() > '§'.len_utf8()));
    }
    let word = tokens.word(at);
    // The longest sign is `betragtningerne`; a longer word need not be compared.
    if word.is_empty() || word.len() > 16 {
        return None;
    }
    let (level, plural) = match word.to_lowercase().as_str() {
        "paragraf" => (Level::Paragraph, false),
        "artikel" | "art" => (Level::Article, false),
        "artikler" | "artiklerne" => (Level::Article, true),
        "kapitel" | "kap" => (Level::Chapter, false),
        "kapitler" | "kapitlerne" => (Level::Chapter, true),
        "bilag" => (Level::Annex, false),
        "bilagene" => (Level::Annex, true),
        "afsnit" => (Level::Part, false),
        "afsnittene" => (Level::Part, true),
        "betragtning" => (Level::Recital, false),
        "betragtninger" | "betragtningerne" => (Level::Recital, true),
        "pkt" | "punkt" => (Level::GuidancePoint, false),
        "punkter" | "punkterne" => (Level::GuidancePoint, true),
        "stk" | "stykke" => (Level::Subsection, false),
        "stykker" | "stykkerne" => (Level::Subsection, true),
        "nr" | "nummer" => (Level::Number, false),
        "numre" | "numrene" => (Level::Number, true),
        "litra" | "lit" => (Level::Letter, false),
        _ => return None,
    };
    let dotted = tokens.is_mark(at + 1, '.') && tokens.is_glued(at + 1);
    let start = at + 1 + usize::from(dotted);
    // `art` and `kap` are words too, and `bilag1` is somebody's id.
    let needs_dot = ["art", "kap", "lit"].iter().any(|short| tokens.is_word(at, short));
    let apart = dotted || !needs_dot && !tokens.is_glued(start);
    apart.then_some((level, start, plural))
}

/// Numbers before their sign: `2. pkt.`, `1. og 2. pkt.`, `1.-3. pkt.`, `andet led`, `første afsnit`.
fn ordinals(tokens: &Tokens, at: usize, bounds: &mut Bounds) -> Option<Group> {
    let (first, mut at) = ordinal(tokens, at)?;
    let mut numbers = vec![first];
    while numbers.len() < MOST_ORDINALS {
        let through = tokens.is_dash(at);
        let start = match after_conjunction(tokens, at + usize::from(tokens.is_mark(at, ','))) {
            Some(start) => Some(start),
            None => (through || tokens.is_mark(at, ',')).then_some(at + 1),
        };
        let Some((number, next)) = start.and_then(|start| ordinal(tokens, start)) else { break };
        let (from, to) = (numbers.last().and_then(|last| last.parse::<u32>().ok()), number.parse::<u32>().ok());
        match (through, from, to) {
            (true, Some(from), Some(to)) if from < to && to - from <= 100 && bounds.expansions_left >= 100 => {
                bounds.expansions_left -= (to - from) as usize;
                numbers.extend((from + 1..=to).map(|number| number.to_string().into()));
            }
            _ => numbers.push(number),
        }
        at = next;
    }
    let level = match tokens.word(at).to_lowercase().as_str() {
        "pkt" | "punktum" | "punktummer" => Level::Sentence,
        "led" => Level::Indent,
        "afsnit" => Level::Subparagraph,
        _ => return None,
    };
    if numbers.iter().any(|number| &**number == "0") {
        bounds.impossible = true;
        return None;
    }
    let dotted = tokens.is_word(at, "pkt") && tokens.is_mark(at + 1, '.') && tokens.is_glued(at + 1);
    Some(Group { level, numbers, next: at + 1 + usize::from(dotted) })
}

fn ordinal(tokens: &Tokens, at: usize) -> Option<(Box<str>, usize)> {
    const WORDS: [(&str, &str); 13] = [
        ("første", "1"),
        ("andet", "2"),
        ("anden", "2"),
        ("tredje", "3"),
        ("fjerde", "4"),
        ("femte", "5"),
        ("sjette", "6"),
        ("syvende", "7"),
        ("ottende", "8"),
        ("niende", "9"),
        ("tiende", "10"),
        ("sidste", "sidste"),
        ("næstsidste", "næstsidste"),
    ];
    if let Some(digits) = tokens.digits(at) {
        let plain = digits.trim_start_matches('0');
        let number = if plain.is_empty() { "0" } else { plain };
        return (number.len() <= 3 && tokens.is_mark(at + 1, '.')).then(|| (number.into(), at + 2));
    }
    let word = tokens.word(at);
    let known = WORDS.iter().find(|(name, _)| super::tokens::same_word(word, name))?;
    Some((known.1.into(), at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut bounds = Bounds { expansions_left: 100, impossible: false };
        let places = references(&Tokens::of(text), 0, &[], &mut bounds).map(|found| found.places).unwrap_or_default();
        assert_eq!(places.iter().map(ToString::to_string).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn what_follows_a_list_belongs_to_its_last_element() {
        check("§§ 5 og 7, stk. 2", &["§ 5", "§ 7, stk. 2"]);
        check("§ 5, stk. 1 og 2, nr. 3", &["§ 5, stk. 1", "§ 5, stk. 2, nr. 3"]);
    }

    #[test]
    fn a_sibling_replaces_its_level_and_all_below() {
        check("§ 5, stk. 1, nr. 2, litra a, og nr. 3", &["§ 5, stk. 1, nr. 2, litra a", "§ 5, stk. 1, nr. 3"]);
        check("§ 5, nr. 1, litra b, nr. 3", &["§ 5, nr. 1, litra b", "§ 5, nr. 3"]);
        check("§ 5, stk. 1, 2. pkt., og stk. 3", &["§ 5, stk. 1, 2. pkt.", "§ 5, stk. 3"]);
        check("§ 3 og stk. 2", &["§ 3", "§ 3, stk. 2"]);
    }

    #[test]
    fn numbers_below_a_letter_are_nested() {
        check(
            "artikel 4, nr. 1, litra b, nr. i og ii",
            &["artikel 4, nr. 1, litra b, nr. i", "artikel 4, nr. 1, litra b, nr. ii"],
        );
        check("§ 5, litra b, nr. 1", &["§ 5, litra b, nr. 1"]);
    }

    #[test]
    fn a_heading_word_without_a_number_is_no_sign() {
        for text in ["§", "§ stk.", "kapitel", "art 5", "bilag1", "litra", "2.", "første", "§§§ 5"] {
            check(text, &[]);
        }
    }
}
