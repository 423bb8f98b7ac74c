//! The site's own words in Danish and English, as Rust code needs them; those of templates are the theme's.

use jiff::civil::Date;

use crate::finding::Language;
use crate::law;
use crate::model::schema::Name;

/// Picks the half of a pair that the site speaks.
pub fn word(language: Language, da: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Danish => da,
        Language::English => en,
    }
}

/// A name of the model in the site's language.
pub fn name(language: Language, name: &Name) -> &str {
    match language {
        Language::Danish => &name.da,
        Language::English => &name.en,
    }
}

/// The first letter as a capital: model names are lower case, headings are not.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => {
            let mut capital = String::with_capacity(text.len() + 2);
            capital.extend(first.to_uppercase());
            capital.push_str(letters.as_str());
            capital
        }
        None => String::new(),
    }
}

/// A day as people write it, with no-break spaces so that it stays on one line.
pub fn date(language: Language, day: Date) -> String {
    let text = match language {
        Language::Danish => law::danish_date(day),
        Language::English => law::english_date(day),
    };
    text.replace(' ', "\u{a0}")
}

/// A whole number with the language's thousands sign.
pub fn number(language: Language, number: usize) -> String {
    let digits = number.to_string();
    if digits.len() <= 3 {
        return digits;
    }
    let sign = word(language, ".", ",");
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push_str(sign);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart_in_the_language() {
        assert_eq!(number(Language::Danish, 1234567), "1.234.567");
        assert_eq!(number(Language::English, 999), "999");
    }
}
