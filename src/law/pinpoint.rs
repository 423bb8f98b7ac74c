//! A place inside a legal source: how it is written, ordered, and found on a page.

use super::tokens::is_roman;
use std::cmp::Ordering;
use std::fmt;

/// What a step of a pinpoint counts. In the order pinpoints sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// `betragtning 26` of an EU act.
    Recital,
    /// `afsnit II`, a part of an act; `afsnit 3.2` in a guidance text.
    Part,
    /// `kapitel 4`.
    Chapter,
    /// `§ 16 a`.
    Paragraph,
    /// `artikel 9`.
    Article,
    /// `pkt. 3.4.5`, a point in a guidance text or an annex.
    GuidancePoint,
    /// `bilag 1`.
    Annex,
    /// `stk. 3`.
    Subsection,
    /// `2. afsnit`, an unnumbered part of an EU stykke.
    Subparagraph,
    /// `nr. 1`.
    Number,
    /// `litra b`.
    Letter,
    /// `2. led`.
    Indent,
    /// `2. pkt.`, a sentence.
    Sentence,
}

impl Level {
    /// Whether a citation may start here: the levels that are found without knowing an enclosing place.
    pub fn is_top(self) -> bool {
        self <= Level::Annex
    }

    fn abbreviation(self) -> &'static str {
        match self {
            Level::Recital => "betr",
            Level::Part => "afsnit",
            Level::Chapter => "kap",
            Level::Paragraph => "p",
            Level::Article => "art",
            Level::GuidancePoint => "pkt",
            Level::Annex => "bilag",
            Level::Subsection => "s",
            Level::Subparagraph => "a",
            Level::Number => "n",
            Level::Letter => "l",
            Level::Indent => "i",
            Level::Sentence => "k",
        }
    }

    /// The sign before the number, or the one after it.
    fn sign(self) -> Result<&'static str, &'static str> {
        match self {
            Level::Recital => Ok("betragtning"),
            Level::Part => Ok("afsnit"),
            Level::Chapter => Ok("kapitel"),
            Level::Paragraph => Ok("§"),
            Level::Article => Ok("artikel"),
            Level::GuidancePoint => Ok("pkt."),
            Level::Annex => Ok("bilag"),
            Level::Subsection => Ok("stk."),
            Level::Number => Ok("nr."),
            Level::Letter => Ok("litra"),
            Level::Subparagraph => Err("afsnit"),
            Level::Indent => Err("led"),
            Level::Sentence => Err("pkt."),
        }
    }
}

/// One step of a pinpoint: `stk. 3` is the level `Subsection` and the number `3`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    pub level: Level,
    /// As the canonical form writes it: `20`, `16 a`, `b`, `II`, `3.4.5`, `sidste`.
    pub number: Box<str>,
}

impl Step {
    /// A step with a number that is in canonical form already.
    pub fn new(level: Level, number: impl Into<Box<str>>) -> Self {
        Step { level, number: number.into() }
    }

    /// Sign and number with the given space between them and inside the number.
    fn write(&self, space: char, text: &mut String) {
        let number = self.number.chars().map(|character| if character == ' ' { space } else { character });
        match self.level.sign() {
            Ok(sign) => {
                text.push_str(sign);
                text.push(space);
                text.extend(number);
            }
            Err(sign) => {
                text.extend(number);
                if self.number.ends_with(|last: char| last.is_ascii_digit()) {
                    text.push('.');
                }
                text.push(space);
                text.push_str(sign);
            }
        }
    }

    /// Level and number as one word of ASCII letters, digits and full stops; letters keep their case.
    fn fragment(&self) -> String {
        let mut fragment = String::from(self.level.abbreviation());
        for character in self.number.chars() {
            match character {
                'æ' => fragment.push_str("ae"),
                'ø' => fragment.push_str("oe"),
                'å' => fragment.push_str("aa"),
                'Æ' => fragment.push_str("AE"),
                'Ø' => fragment.push_str("OE"),
                'Å' => fragment.push_str("AA"),
                '.' => fragment.push('.'),
                _ if character.is_ascii_alphanumeric() => fragment.push(character),
                _ => {}
            }
        }
        fragment
    }
}

/// A place inside a legal source: `§ 20, stk. 3, nr. 1, litra b, 2. pkt.`.
///
/// Never empty. Equality and hash are those of the canonical form; order is natural
/// (§ 2, § 16, § 16 a, § 17), an enclosing place before what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pinpoint {
    /// Outermost first; held private so that the list is never empty.
    steps: Vec<Step>,
}

impl Pinpoint {
    /// The place with these steps, outermost first; `None` for an empty list.
    pub fn new(steps: Vec<Step>) -> Option<Self> {
        (!steps.is_empty()).then_some(Pinpoint { steps })
    }

    /// The steps, outermost first; at least one.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The one way this place is written in files and JSON, with plain spaces.
    pub fn canonical(&self) -> String {
        self.written(' ')
    }

    /// The canonical form with U+00A0 where a line may not break: between sign and number and before a § letter.
    pub fn html_text(&self) -> String {
        self.written('\u{a0}')
    }

    fn written(&self, space: char) -> String {
        let mut text = String::new();
        for step in &self.steps {
            if !text.is_empty() {
                text.push_str(", ");
            }
            step.write(space, &mut text);
        }
        text
    }

    /// The enclosing place: `§ 20` of `§ 20, stk. 3`, `pkt. 3.4` of `pkt. 3.4.5`; `None` at the top.
    pub fn parent(&self) -> Option<Pinpoint> {
        let (last, before) = self.steps.split_last()?;
        let mut steps = before.to_vec();
        if is_dotted(last.level)
            && let Some((outer, _)) = last.number.rsplit_once('.')
        {
            steps.push(Step::new(last.level, outer));
        }
        Pinpoint::new(steps)
    }

    /// The top-level place this one is in, or itself: what has a page.
    pub fn first(&self) -> Pinpoint {
        Pinpoint { steps: self.steps[..1].to_vec() }
    }

    /// The place `steps` deeper inside this one.
    pub fn join(&self, steps: &[Step]) -> Pinpoint {
        Pinpoint { steps: [&self.steps, steps].concat() }
    }

    /// Whether this place is `outer` or lies inside it.
    pub fn starts_with(&self, outer: &Pinpoint) -> bool {
        let Some((last, before)) = outer.steps.split_last() else { return true };
        let Some(same) = self.steps.get(before.len()) else { return false };
        let inside = is_dotted(last.level)
            && same.number.strip_prefix(&*last.number).is_some_and(|deeper| deeper.starts_with('.'));
        self.steps.starts_with(before) && same.level == last.level && (same.number == last.number || inside)
    }

    /// Whether the place needs an enclosing one to be found: it starts with stk., nr., litra, pkt. or led.
    pub fn is_relative(&self) -> bool {
        self.steps.first().is_some_and(|step| !step.level.is_top())
    }

    /// File name of the page of the top-level place, without ending: `p132a`, `art9`, `kap4`, `pkt3.4.5`.
    pub fn page_slug(&self) -> String {
        self.steps.first().map(Step::fragment).unwrap_or_default().to_ascii_lowercase()
    }

    /// Anchor on that page: `_s3-n2-lb-k1`; `None` for the top-level place itself.
    pub fn anchor(&self) -> Option<String> {
        let nested: Vec<String> = self.steps.iter().skip(1).map(Step::fragment).collect();
        (!nested.is_empty()).then(|| format!("_{}", nested.join("-")))
    }
}

impl fmt::Display for Pinpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.canonical())
    }
}

impl Ord for Pinpoint {
    fn cmp(&self, other: &Self) -> Ordering {
        self.steps.cmp(&other.steps)
    }
}

impl PartialOrd for Pinpoint {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Step {
    fn cmp(&self, other: &Self) -> Ordering {
        let natural = || sort_key(self).cmp(&sort_key(other));
        self.level.cmp(&other.level).then_with(natural).then_with(|| self.number.cmp(&other.number))
    }
}

impl PartialOrd for Step {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn is_dotted(level: Level) -> bool {
    matches!(level, Level::GuidancePoint | Level::Part)
}

/// Numbers by value, letters after them by their place in the Danish alphabet.
fn sort_key(step: &Step) -> Vec<(u64, String)> {
    let number = &*step.number;
    // `bilag C` is the third of A, B, C and not the hundredth.
    if step.level != Level::Letter && is_roman(number) && !matches!(number, "C" | "L") {
        return vec![(roman_value(number), String::new())];
    }
    number.split('.').map(part_key).collect()
}

fn part_key(part: &str) -> (u64, String) {
    let digits = part.len() - part.trim_start_matches(|character: char| character.is_ascii_digit()).len();
    let value = if digits == 0 { 0 } else { part[..digits].parse().unwrap_or(u64::MAX) };
    let in_alphabet = |letter: char| match letter {
        'æ' => '\u{7b}',
        'ø' => '\u{7c}',
        'å' => '\u{7d}',
        other => other,
    };
    (value, part[digits..].trim().to_lowercase().chars().map(in_alphabet).collect())
}

fn roman_value(number: &str) -> u64 {
    let value = |byte: u8| match byte.to_ascii_lowercase() {
        b'i' => 1,
        b'v' => 5,
        b'x' => 10,
        b'l' => 50,
        _ => 100,
    };
    let (mut total, mut greatest) = (0_u64, 0);
    for byte in number.bytes().rev() {
        let one = value(byte);
        total = if one < greatest { total.saturating_sub(one) } else { total + one };
        greatest = greatest.max(one);
    }
    total
}

#[cfg(test)]
mod tests {
    use crate::law::parse_pinpoint;

    #[test]
    fn signs_and_numbers_do_not_break_apart_in_html() {
        let place = parse_pinpoint("§ 16 a, stk. 3, nr. 1, litra b, 2. pkt.").unwrap();
        assert_eq!(place.html_text(), "§\u{a0}16\u{a0}a, stk.\u{a0}3, nr.\u{a0}1, litra\u{a0}b, 2.\u{a0}pkt.");
    }

    #[test]
    fn pages_and_anchors_have_short_names() {
        let check = |text: &str, slug: &str, anchor: Option<&str>| {
            let place = parse_pinpoint(text).unwrap();
            assert_eq!((place.page_slug().as_str(), place.anchor().as_deref()), (slug, anchor));
        };
        check("§ 20", "p20", None);
        check("§ 132 a", "p132a", None);
        check("§ 9 C, stk. 3, nr. 2, litra b, 1. pkt.", "p9c", Some("_s3-n2-lb-k1"));
        check("artikel 9, stk. 2, litra å", "art9", Some("_s2-laa"));
        check("kapitel 4", "kap4", None);
        check("bilag 1, pkt. 2.1", "bilag1", Some("_pkt2.1"));
        check("pkt. 3.4.5", "pkt3.4.5", None);
        check("afsnit II", "afsnitii", None);
        check("betragtning 26", "betr26", None);
    }

    #[test]
    fn places_sort_as_people_count() {
        let written = [
            "kapitel 2",
            "kapitel 10",
            "§ 2",
            "§ 16",
            "§ 16, stk. 2",
            "§ 16, stk. 10",
            "§ 16 a",
            "§ 16 b",
            "§ 16 z",
            "§ 16 æ",
            "§ 16 å",
            "§ 17",
            "artikel 4",
            "artikel 4, nr. 1, litra b, nr. i",
            "artikel 4, nr. 1, litra b, nr. ix",
            "artikel 4, nr. 1, litra b, nr. x",
            "pkt. 3.4",
            "pkt. 3.4.5",
            "pkt. 3.10",
            "bilag IV",
            "bilag IX",
        ];
        let mut places: Vec<_> = written.iter().rev().map(|text| parse_pinpoint(text).unwrap()).collect();
        places.sort();
        assert_eq!(places.iter().map(ToString::to_string).collect::<Vec<_>>(), written);
    }

    #[test]
    fn the_way_up_ends_at_the_top() {
        let up = |text: &str| parse_pinpoint(text).unwrap().parent().map(|place| place.to_string());
        assert_eq!(up("§ 20, stk. 3, 2. pkt.").as_deref(), Some("§ 20, stk. 3"));
        assert_eq!(up("§ 20"), None);
        assert_eq!(up("pkt. 3.4.5").as_deref(), Some("pkt. 3.4"));
        assert_eq!(up("pkt. 3"), None);
        assert_eq!(up("bilag 1, pkt. 2.1").as_deref(), Some("bilag 1, pkt. 2"));
    }

    #[test]
    fn a_place_is_inside_its_ancestors_only() {
        let inside =
            |inner: &str, outer: &str| parse_pinpoint(inner).unwrap().starts_with(&parse_pinpoint(outer).unwrap());
        assert!(inside("§ 20, stk. 3", "§ 20"));
        assert!(inside("§ 20", "§ 20"));
        assert!(inside("pkt. 3.4.5", "pkt. 3.4"));
        assert!(!inside("§ 20", "§ 2"));
        assert!(!inside("§ 20", "§ 20, stk. 3"));
        assert!(!inside("pkt. 3.40", "pkt. 3.4"));
    }
}
