//! From which day and until which day law holds, and how days are written.

use jiff::civil::Date;

const DANISH_MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The days on which something holds, both ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Validity {
    /// First day; `None`: since always.
    pub from: Option<Date>,
    /// Last day; `None`: until further notice.
    pub to: Option<Date>,
}

impl Validity {
    /// Whether it holds on `day`.
    pub fn covers(&self, day: Date) -> bool {
        self.state_on(day) == State::InForce
    }

    /// Where `day` lies. A validity whose end is before its beginning is ended from the day after its end on.
    pub fn state_on(&self, day: Date) -> State {
        if self.to.is_some_and(|to| day > to) {
            State::Ended
        } else if self.from.is_some_and(|from| day < from) {
            State::NotYet
        } else {
            State::InForce
        }
    }

    /// Whether some day is in both.
    pub fn overlaps(&self, other: &Validity) -> bool {
        let begins_in_time = |one: &Validity, two: &Validity| match (one.from, two.to) {
            (Some(from), Some(to)) => from <= to,
            _ => true,
        };
        begins_in_time(self, other) && begins_in_time(other, self)
    }
}

/// Whether law holds on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It will hold, or its day isn't fixed.
    NotYet,
    /// It holds.
    InForce,
    /// Repealed, lapsed or historic.
    Ended,
}

/// When an act or a provision comes into force, as `i_kraft` says it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Commencement {
    /// On a date.
    On(Date),
    /// `ministeren fastsætter`: no day until an order fixes it.
    MinisterDecides,
    /// `dagen efter kundgørelse`: the day after publication in Lovtidende.
    DayAfterPublication,
    /// Anything else, as written.
    Other(String),
}

impl Commencement {
    /// Reads the value of `i_kraft`; case and the amount of white space don't matter.
    pub fn parse(text: &str) -> Self {
        let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(date) = parse_date(&plain) {
            return Commencement::On(date);
        }
        match plain.to_lowercase().as_str() {
            "ministeren fastsætter" => Commencement::MinisterDecides,
            "dagen efter kundgørelse" | "dagen efter kundgørelsen" => Commencement::DayAfterPublication,
            _ => Commencement::Other(plain),
        }
    }

    /// The first day in force; `None` while it isn't fixed. `published` is the day of publication, where known.
    pub fn first_day(&self, published: Option<Date>) -> Option<Date> {
        match self {
            Commencement::On(date) => Some(*date),
            Commencement::DayAfterPublication => published?.tomorrow().ok(),
            Commencement::MinisterDecides | Commencement::Other(_) => None,
        }
    }

    /// Whether law that begins so, and ends with the last day `to`, holds on `day`. Without a fixed day it doesn't yet.
    pub fn state_on(&self, day: Date, published: Option<Date>, to: Option<Date>) -> State {
        match self.first_day(published) {
            Some(from) => Validity { from: Some(from), to }.state_on(day),
            None => match (Validity { from: None, to }).state_on(day) {
                State::Ended => State::Ended,
                _ => State::NotYet,
            },
        }
    }
}

/// Reads `2026-05-22`: four, two and two digits, and a day that exists. Everything else is `None`.
pub fn parse_date(text: &str) -> Option<Date> {
    let digits = |part: std::ops::Range<usize>| {
        let part = text.get(part)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i16>().ok())?
    };
    if text.len() != 10 || text.get(4..5) != Some("-") || text.get(7..8) != Some("-") {
        return None;
    }
    Date::new(digits(0..4)?, digits(5..7)?.try_into().ok()?, digits(8..10)?.try_into().ok()?).ok()
}

/// Reads `22. maj 2026`, with any white space between; the case of the month does not matter.
pub fn parse_danish_date(text: &str) -> Option<Date> {
    let mut words = text.split_whitespace();
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let index = DANISH_MONTHS.iter().position(|known| super::tokens::same_word(month, known))?;
    if words.next().is_some() || year.len() != 4 {
        return None;
    }
    let day = day.strip_suffix('.').unwrap_or(day).parse().ok()?;
    Date::new(year.parse().ok()?, i8::try_from(index + 1).ok()?, day).ok()
}

/// `22. maj 2026`.
pub fn danish_date(date: Date) -> String {
    format!("{}. {} {}", date.day(), month(&DANISH_MONTHS, date), date.year())
}

/// `22 May 2026`.
pub fn english_date(date: Date) -> String {
    format!("{} {} {}", date.day(), month(&ENGLISH_MONTHS, date), date.year())
}

/// Whether a word is the name of a Danish month, in any case.
pub(super) fn is_danish_month(word: &str) -> bool {
    DANISH_MONTHS.iter().any(|month| super::tokens::same_word(word, month))
}

fn month(names: &[&'static str; 12], date: Date) -> &'static str {
    // A date's month is 1 to 12.
    usize::try_from(date.month() - 1).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn both_ends_of_a_validity_are_in_it() {
        let validity = Validity { from: Some(date(2024, 1, 1)), to: Some(date(2026, 12, 31)) };
        assert_eq!(validity.state_on(date(2023, 12, 31)), State::NotYet);
        assert_eq!(validity.state_on(date(2024, 1, 1)), State::InForce);
        assert_eq!(validity.state_on(date(2026, 12, 31)), State::InForce);
        assert_eq!(validity.state_on(date(2027, 1, 1)), State::Ended);
        assert!(Validity::default().covers(date(1849, 6, 5)));
    }

    #[test]
    fn validities_that_share_a_day_overlap() {
        let until = |to| Validity { from: None, to: Some(to) };
        let since = |from| Validity { from: Some(from), to: None };
        assert!(until(date(2026, 1, 1)).overlaps(&since(date(2026, 1, 1))));
        assert!(!until(date(2026, 1, 1)).overlaps(&since(date(2026, 1, 2))));
    }

    #[test]
    fn commencement_is_a_date_or_one_of_the_known_formulas() {
        assert_eq!(Commencement::parse("2024-01-01"), Commencement::On(date(2024, 1, 1)));
        assert_eq!(Commencement::parse("Ministeren  fastsætter"), Commencement::MinisterDecides);
        assert_eq!(Commencement::parse("dagen efter kundgørelse"), Commencement::DayAfterPublication);
        assert_eq!(Commencement::parse("1/1 2024"), Commencement::Other("1/1 2024".into()));
    }

    #[test]
    fn law_without_a_fixed_day_is_not_yet_in_force() {
        let day = date(2026, 5, 22);
        assert_eq!(Commencement::MinisterDecides.state_on(day, None, None), State::NotYet);
        assert_eq!(Commencement::MinisterDecides.state_on(day, None, Some(date(2026, 1, 1))), State::Ended);
        let published = Some(date(2026, 5, 21));
        assert_eq!(Commencement::DayAfterPublication.state_on(day, published, None), State::InForce);
        assert_eq!(Commencement::DayAfterPublication.state_on(date(2026, 5, 21), published, None), State::NotYet);
        assert_eq!(Commencement::DayAfterPublication.state_on(day, None, None), State::NotYet);
    }

    #[test]
    fn only_full_iso_dates_are_dates() {
        assert_eq!(parse_date("2026-02-28"), Some(date(2026, 2, 28)));
        for text in [
            "2026-02-29",
            "2026-2-28",
            "26-02-28",
            "2026-13-01",
            "2026-02-28T00",
            " 2026-02-28",
            "+026-02-28",
            "æ026-02-2",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn dates_written_out_are_read_again() {
        assert_eq!(parse_danish_date("1. Maj  2026"), Some(date(2026, 5, 1)));
        for text in ["31. april 2026", "1. may 2026", "1. maj 26", "1. maj", "1. maj 2026 kl. 12", ""] {
            assert_eq!(parse_danish_date(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_written_out_in_both_languages() {
        assert_eq!(danish_date(date(2026, 5, 22)), "22. maj 2026");
        assert_eq!(english_date(date(2026, 5, 22)), "22 May 2026");
    }
}
