//! Entry into force as the act's own text says it. The dates in `Meta` are no commencement.

use jiff::civil::Date;

use super::super::statute::{Provision, Statute};
use crate::law::{self, parse_danish_date};
use crate::said;

/// What a document of law calls itself, lower case.
const ITSELF: [&str; 7] = [
    "loven",
    "bekendtgørelsen",
    "lovbekendtgørelsen",
    "anordningen",
    "cirkulæret",
    "vejledningen",
    "cirkulæreskrivelsen",
];

const ON: &str = "træder i kraft den ";
const AFTER_PUBLICATION: [&str; 3] = [
    "træder i kraft dagen efter bekendtgørelsen i lovtidende",
    "træder i kraft dagen efter kundgørelsen i lovtidende",
    "træder i kraft dagen efter offentliggørelsen i lovtidende",
];
const AT_PUBLICATION: [&str; 2] =
    ["træder i kraft ved bekendtgørelsen i lovtidende", "træder i kraft ved kundgørelsen i lovtidende"];

pub(super) fn read(statute: &mut Statute) {
    let mut found = Found::default();
    for provision in statute.all() {
        if let Some(text) = &provision.text {
            found.read(text, provision, statute.published);
        }
    }
    let Found { whole, effect, parts } = found;
    if whole.is_empty() && !statute.provisions.is_empty() {
        let said = said!(
            "ingen bestemmelse siger, hvornår reglerne træder i kraft; skriv selv `i_kraft`",
            "no provision says when the rules commence; write `i_kraft` yourself"
        );
        statute.remark(None, said);
    }
    for (other, line) in whole.iter().skip(1).filter(|(other, _)| *other != whole[0].0) {
        let said = said!(
            "endnu en ikrafttræden, som ikke er taget med: {}", "one more commencement, which is not taken: {}"; other
        );
        statute.remark(Some(*line), said);
    }
    statute.commencement = whole.into_iter().next().map(|(first, _)| first);
    statute.effect_from = effect;
    for (places, value, line) in parts {
        for place in places {
            if !set(&mut statute.provisions, &place, &value) {
                let said = said!(
                    "{} træder i kraft {}, men er ikke opført", "{} commences {}, but is not listed"; place, value
                );
                statute.remark(Some(line), said);
            }
        }
    }
}

#[derive(Default)]
struct Found {
    /// What is said of the whole document, with the line.
    whole: Vec<(String, usize)>,
    effect: Option<Date>,
    parts: Vec<(Vec<law::Pinpoint>, String, usize)>,
}

impl Found {
    fn read(&mut self, text: &str, provision: &Provision, published: Option<Date>) {
        for sentence in sentences(text) {
            let lower = sentence.to_lowercase();
            if lower.contains("fastsætter tidspunktet for ")
                && lower.contains("ikrafttræden")
                && ["lovens", "bekendtgørelsens"].iter().any(|whole| lower.contains(whole))
            {
                self.whole.push(("ministeren fastsætter".to_owned(), provision.line));
            } else if let Some((subject, value)) = commencement(&sentence, &lower, published) {
                self.take(&subject, value, provision);
            }
            if let Some((subject, rest)) = lower.split_once(" har virkning fra den ")
                && ITSELF.contains(&subject.trim())
            {
                self.effect = self.effect.or_else(|| first_date(rest));
            }
        }
    }

    fn take(&mut self, subject: &str, value: String, provision: &Provision) {
        if ITSELF.contains(&subject.trim().to_lowercase().as_str()) {
            return self.whole.push((value, provision.line));
        }
        let subject = subject.trim().strip_prefix("Lovens ").unwrap_or(subject.trim());
        if subject.starts_with('§') {
            let places = law::cite(subject).into_iter().filter(|citation| citation.act.is_none());
            self.parts.push((places.flat_map(|citation| citation.pinpoints).collect(), value, provision.line));
        }
    }
}

/// Subject and `i_kraft` of a sentence about commencement.
fn commencement(sentence: &str, lower: &str, published: Option<Date>) -> Option<(String, String)> {
    // Lower-casing Danish text keeps the length of its letters; where it does not, the sentence is left alone.
    let before = |at: usize| sentence.get(..at).filter(|_| sentence.len() == lower.len()).map(str::to_owned);
    if let Some(at) = lower.find(ON) {
        let date = first_date(&lower[at + ON.len()..])?;
        return Some((before(at)?, date.to_string()));
    }
    if let Some(at) = AFTER_PUBLICATION.iter().find_map(|formula| lower.find(formula)) {
        return Some((before(at)?, "dagen efter kundgørelse".to_owned()));
    }
    let at = AT_PUBLICATION.iter().find_map(|formula| lower.find(formula))?;
    Some((before(at)?, published?.to_string()))
}

fn first_date(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split_whitespace().take(3).collect();
    let date = words.join(" ");
    parse_danish_date(date.trim_end_matches(|letter: char| !letter.is_ascii_digit()))
}

/// The sentences of a text: cut at a full stop before a capital or a § that is no part of a citation.
fn sentences(text: &str) -> Vec<String> {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\\', "");
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in plain.match_indices(". ") {
        let begins = plain[at + 2..].starts_with(|letter: char| letter.is_uppercase() || letter == '§');
        let is_short = plain[..at].rsplit(' ').next().is_some_and(|word| {
            word.len() <= 2 && word.chars().all(|letter| letter.is_ascii_digit())
                || ["jf", "stk", "nr", "pkt", "bl.a", "m.v"].contains(&word)
        });
        if begins && !is_short {
            sentences.push(plain[start..=at].to_owned());
            start = at + 2;
        }
    }
    sentences.push(plain[start..].to_owned());
    sentences
}

fn set(list: &mut [Provision], place: &law::Pinpoint, value: &str) -> bool {
    for provision in list {
        if provision.place == *place {
            provision.commencement = Some(value.to_owned());
            return true;
        }
        if place.starts_with(&provision.place) && set(&mut provision.nested, place, value) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>, parts: &[(&str, &str)]) {
        let mut statute = Statute { published: law::parse_date("2026-05-01"), ..Statute::default() };
        for (number, text) in [(9, Some(text)), (3, Some("Tre.")), (4, None)] {
            let place = law::parse_pinpoint(&format!("§ {number}")).unwrap();
            let mut provision = Provision::new(place, 1);
            provision.text = text.map(str::to_owned);
            statute.provisions.push(provision);
        }
        read(&mut statute);
        assert_eq!(statute.commencement.as_deref(), expected, "{text}");
        let found: Vec<_> = statute
            .provisions
            .iter()
            .filter_map(|provision| Some((provision.place.to_string(), provision.commencement.clone()?)))
            .collect();
        assert_eq!(
            found,
            parts.iter().map(|(place, day)| ((*place).into(), (*day).into())).collect::<Vec<_>>(),
            "{text}"
        );
    }

    #[test]
    fn the_four_kinds_of_commencement_are_read() {
        check("Loven træder i kraft den 1. januar 2027, jf. dog stk. 2.", Some("2027-01-01"), &[]);
        check(
            "Bekendtgørelsen træder i kraft dagen efter bekendtgørelsen i Lovtidende.",
            Some("dagen efter kundgørelse"),
            &[],
        );
        check("Loven træder i kraft ved bekendtgørelsen i Lovtidende.", Some("2026-05-01"), &[]);
        check(
            "Social- og boligministeren fastsætter tidspunktet for lovens ikrafttræden.",
            Some("ministeren fastsætter"),
            &[],
        );
    }

    #[test]
    fn parts_may_begin_at_another_day() {
        check(
            "Loven træder i kraft den 1. januar 2027. §§ 3 og 4 træder i kraft den 1. juli 2027.",
            Some("2027-01-01"),
            &[("§ 3", "2027-07-01"), ("§ 4", "2027-07-01")],
        );
    }

    #[test]
    fn what_concerns_another_act_is_no_commencement() {
        check("Bekendtgørelse nr. 7 træder i kraft den 1. januar 2020.", None, &[]);
        check("Loven gælder for sager, der er begyndt efter den 1. januar 2020.", None, &[]);
    }
}
