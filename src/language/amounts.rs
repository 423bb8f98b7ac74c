//! Amounts and days as people write them in a table: `18`, `under 18 år`, `>= 18`, `[18..65]`, `fra 18 til og med 64`.

use jiff::civil::Date;

/// Numbers are kept exactly, in millionths.
pub const SCALE: i128 = 1_000_000;

/// An end of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// In millionths; of a day, whole days from 1 January of year 1, in millionths too.
    pub value: i128,
    /// Whether the value itself belongs to the span.
    pub inclusive: bool,
}

/// All amounts between two ends; `None` is without end. The ends may be the wrong way round: then nothing lies between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    pub from: Option<End>,
    pub to: Option<End>,
    /// What is counted, in lower case: `år`. Empty for bare numbers and days.
    pub unit: String,
    /// Written as one value and no comparison.
    pub single: bool,
}

/// What is read as an end: an amount with its unit, or a day.
type Read = fn(&str) -> Option<(i128, String)>;

/// Words and signs before an amount: from where it counts, or up to where, and whether it counts itself.
const BEFORE: [(&str, Side); 38] = [
    (">=", Side::From(true)),
    ("=>", Side::From(true)),
    ("≥", Side::From(true)),
    ("<=", Side::To(true)),
    ("≤", Side::To(true)),
    (">", Side::From(false)),
    ("<", Side::To(false)),
    ("mindst ", Side::From(true)),
    ("minimum ", Side::From(true)),
    ("fra og med ", Side::From(true)),
    ("fra ", Side::From(true)),
    ("tidligst ", Side::From(true)),
    ("at least ", Side::From(true)),
    ("from ", Side::From(true)),
    ("højst ", Side::To(true)),
    ("maksimalt ", Side::To(true)),
    ("maks. ", Side::To(true)),
    ("til og med ", Side::To(true)),
    ("senest ", Side::To(true)),
    ("at most ", Side::To(true)),
    ("over ", Side::From(false)),
    ("mere end ", Side::From(false)),
    ("flere end ", Side::From(false)),
    ("ældre end ", Side::From(false)),
    ("større end ", Side::From(false)),
    ("efter ", Side::From(false)),
    ("more than ", Side::From(false)),
    ("above ", Side::From(false)),
    ("after ", Side::From(false)),
    ("under ", Side::To(false)),
    ("mindre end ", Side::To(false)),
    ("færre end ", Side::To(false)),
    ("yngre end ", Side::To(false)),
    ("før ", Side::To(false)),
    ("less than ", Side::To(false)),
    ("below ", Side::To(false)),
    ("before ", Side::To(false)),
    ("=", Side::Same),
];

/// Words after an amount, with what stands between.
const AFTER: [(&str, Side); 14] = [
    (" og derover", Side::From(true)),
    (" eller derover", Side::From(true)),
    (" eller mere", Side::From(true)),
    (" eller flere", Side::From(true)),
    (" og opefter", Side::From(true)),
    (" eller ældre", Side::From(true)),
    (" og ældre", Side::From(true)),
    (" or more", Side::From(true)),
    (" og derunder", Side::To(true)),
    (" eller derunder", Side::To(true)),
    (" eller mindre", Side::To(true)),
    (" eller færre", Side::To(true)),
    (" eller yngre", Side::To(true)),
    (" or less", Side::To(true)),
];

#[derive(Clone, Copy)]
enum Side {
    From(bool),
    To(bool),
    Same,
}

/// Reads a text as amounts; `None` when it says something else, or what it says can be understood in two ways.
pub fn amounts(text: &str) -> Option<Range> {
    range(text, amount)
}

/// Reads a text as days, written as ISO dates.
pub fn days(text: &str) -> Option<Range> {
    range(text, |text| Some((day_number(crate::law::parse_date(text)?), String::new())))
}

/// The day of a value.
pub fn day(value: i128) -> Option<Date> {
    let days = i64::try_from(value / SCALE).ok()?;
    Date::new(1, 1, 1).ok()?.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// A value as Danes write it: with a decimal comma, without needless zeros.
pub fn written(value: i128) -> String {
    let (whole, part) = (value.abs() / SCALE, value.abs() % SCALE);
    let sign = if value < 0 { "-" } else { "" };
    match part {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole},{}", format!("{part:06}").trim_end_matches('0')),
    }
}

fn day_number(date: Date) -> i128 {
    let first = Date::constant(1, 1, 1);
    i128::from(date.since((jiff::Unit::Day, first)).map_or(0, |span| span.get_days())) * SCALE
}

fn range(text: &str, read: Read) -> Option<Range> {
    let text = text.trim().to_lowercase();
    between(&text, read).or_else(|| one_sided(&text, read)).or_else(|| {
        let (value, unit) = read(&text)?;
        let end = Some(End { value, inclusive: true });
        Some(Range { from: end, to: end, unit, single: true })
    })
}

fn one_sided(text: &str, read: Read) -> Option<Range> {
    for (word, side) in BEFORE {
        if let Some(rest) = text.strip_prefix(word) {
            return sided(side, read(rest.trim())?);
        }
    }
    let (rest, side) = AFTER.iter().find_map(|(word, side)| Some((text.strip_suffix(word)?, *side)))?;
    sided(side, read(rest.trim())?)
}

fn sided(side: Side, (value, unit): (i128, String)) -> Option<Range> {
    let end = |inclusive| Some(End { value, inclusive });
    let (from, to) = match side {
        Side::From(inclusive) => (end(inclusive), None),
        Side::To(inclusive) => (None, end(inclusive)),
        Side::Same => (end(true), end(true)),
    };
    Some(Range { from, to, unit, single: matches!(side, Side::Same) })
}

/// `[18..65[`, `18..65`, `18–65`, `fra 18 til og med 64`, `mindst 18 og under 65`.
fn between(text: &str, read: Read) -> Option<Range> {
    if let Some((low, high)) = text.split_once("..") {
        let (low, from_inclusive) = match low.trim().strip_prefix(['[', ']', '(']) {
            Some(rest) => (rest, low.trim().starts_with('[')),
            None => (low, true),
        };
        let (high, to_inclusive) = match high.trim().strip_suffix([']', '[', ')']) {
            Some(rest) => (rest, high.trim().ends_with(']')),
            None => (high, true),
        };
        return spanned(read(low.trim())?, from_inclusive, read(high.trim())?, to_inclusive);
    }
    if let Some((low, high)) = text.split_once(" til og med ") {
        let low = low.strip_prefix("fra og med ").or_else(|| low.strip_prefix("fra ")).unwrap_or(low);
        return spanned(read(low.trim())?, true, read(high.trim())?, true);
    }
    if let Some((low, high)) = text.split_once('–').or_else(|| hyphened(text)) {
        return spanned(read(low.trim())?, true, read(high.trim())?, true);
    }
    let (low, high) = text.split_once(" og ").or_else(|| text.split_once(" and "))?;
    let (low, high) = (one_sided(low, read)?, one_sided(high, read)?);
    let (from, to) = (low.from.or(high.from)?, low.to.or(high.to)?);
    let unit = common(low.unit, high.unit)?;
    Some(Range { from: Some(from), to: Some(to), unit, single: false })
}

/// `18-65`, but no date and no negative number.
fn hyphened(text: &str) -> Option<(&str, &str)> {
    let (low, high) = text.split_once('-')?;
    let is_bare = low.trim_end().bytes().all(|byte| byte.is_ascii_digit()) && !low.is_empty() && !high.contains('-');
    is_bare.then_some((low, high))
}

fn spanned(low: (i128, String), from: bool, high: (i128, String), to: bool) -> Option<Range> {
    let unit = common(low.1, high.1)?;
    let (from, to) = (End { value: low.0, inclusive: from }, End { value: high.0, inclusive: to });
    Some(Range { from: Some(from), to: Some(to), unit, single: false })
}

/// The unit of both, where only one of them may be named.
fn common(one: String, other: String) -> Option<String> {
    match (one.is_empty(), other.is_empty()) {
        (true, _) => Some(other),
        (_, true) => Some(one),
        _ => (one == other).then_some(one),
    }
}

/// A number with the unit that follows it: at most two words without digits.
fn amount(text: &str) -> Option<(i128, String)> {
    let is_number = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-');
    let end = text.find(|letter| !is_number(letter)).unwrap_or(text.len());
    let unit = text[end..].trim();
    let is_unit = unit.split_whitespace().count() <= 2
        && unit.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '%' | '.' | '/' | ' '));
    let unit = if is_unit { unit.trim_end_matches('.').to_owned() } else { return None };
    number(text[..end].trim_end_matches([',', '.'])).map(|value| (value, unit))
}

/// `1.500` is fifteen hundred and `1,5` one and a half, as Danes write; `1.5` can only be one and a half.
fn number(text: &str) -> Option<i128> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let grouped = |whole: &str| {
        let mut groups = whole.split('.');
        let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
        first && whole.contains('.') && groups.all(|group| group.len() == 3)
    };
    let (whole, part) = match digits.split_once(',') {
        Some((whole, part)) => (whole.to_owned(), part),
        None if grouped(digits) => (digits.to_owned(), ""),
        None => digits.split_once('.').map_or((digits.to_owned(), ""), |(whole, part)| (whole.to_owned(), part)),
    };
    let whole = if grouped(&whole) { whole.replace('.', "") } else { whole };
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 18 || part.len() > 6 || !are_digits(&whole) || !are_digits(part) {
        return None;
    }
    let whole: i128 = whole.parse().ok()?;
    let part: i128 = format!("{part:0<6}").parse().ok()?;
    Some(sign * (whole * SCALE + part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let range = amounts(text)?;
        let end = |end: Option<End>| {
            end.map_or("∞".to_owned(), |end| {
                format!("{}{}", written(end.value), if end.inclusive { "" } else { "!" })
            })
        };
        Some(format!("{} {} {}", end(range.from), end(range.to), range.unit).trim_end().to_owned())
    }

    #[test]
    fn amounts_are_read_as_danes_write_them() {
        for (text, expected) in [
            ("18", "18 18"),
            ("-2", "-2 -2"),
            ("4 måneder", "4 4 måneder"),
            ("1.500 kr.", "1500 1500 kr"),
            ("1,5", "1,5 1,5"),
            ("1.5", "1,5 1,5"),
            ("50 %", "50 50 %"),
            ("Under 18 år", "∞ 18! år"),
            (">= 18", "18 ∞"),
            ("<7", "∞ 7!"),
            ("18 år og derover", "18 ∞ år"),
            ("3 eller færre", "∞ 3"),
            ("[18..65[", "18 65!"),
            ("]18..65]", "18! 65"),
            ("18..65 år", "18 65 år"),
            ("18-65", "18 65"),
            ("18–65 år", "18 65 år"),
            ("fra 18 til og med 64 år", "18 64 år"),
            ("mindst 18 og under 65", "18 65!"),
            ("over 18 uger", "18! ∞ uger"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_can_be_understood_in_two_ways_is_not_read() {
        for text in [
            "",
            "ja",
            "mellem 18 og 65",
            "18 til 65",
            "op til 18",
            "5 år og 3 måneder",
            "1,2,3",
            "§ 20",
            "-",
            "..",
            "<",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_read_and_written_back() {
        let range = days("fra 2024-01-01").unwrap();
        assert_eq!(day(range.from.unwrap().value), Some(Date::constant(2024, 1, 1)));
        assert!(range.to.is_none());
        let range = days("2024-01-01..2024-12-31").unwrap();
        assert_eq!(day(range.to.unwrap().value), Some(Date::constant(2024, 12, 31)));
        assert_eq!(days("før jul"), None);
    }
}
