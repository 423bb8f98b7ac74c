//! The order in which Danes look things up: æ, ø, å last, aa as å, numbers by size.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

use crate::finding::Language;

/// Compares texts as the site's language does.
pub struct Sorting {
    collator: CollatorBorrowed<'static>,
}

impl Sorting {
    pub fn new(language: Language) -> Sorting {
        let locale = match language {
            Language::Danish => locale!("da"),
            Language::English => locale!("en"),
        };
        let mut preferences = CollatorPreferences::from(&locale);
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        let collator = Collator::try_new(preferences, CollatorOptions::default())
            .expect("the collation data of da and en is compiled in");
        Sorting { collator }
    }

    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.compare(a, b)
    }
}

/// The letter a term stands under: Å for aa, the first letter otherwise, `#` for what is no letter.
pub fn initial(term: &str, language: Language) -> String {
    let lower = term.trim_start().to_lowercase();
    if language == Language::Danish && lower.starts_with("aa") {
        return "Å".to_owned();
    }
    match lower.chars().next() {
        Some(first) if first.is_alphabetic() => match (first, language) {
            ('ä', Language::Danish) => "Æ".to_owned(),
            ('ö', Language::Danish) => "Ø".to_owned(),
            _ => first.to_uppercase().collect(),
        },
        _ => "#".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aa_sorts_as_å_and_numbers_by_size() {
        let sorting = Sorting::new(Language::Danish);
        let mut words = ["Aabenraa", "krav 10", "zebra", "ærø", "krav 2", "øl", "abe"];
        words.sort_by(|a, b| sorting.compare(a, b));
        assert_eq!(words, ["abe", "krav 2", "krav 10", "zebra", "ærø", "øl", "Aabenraa"]);
        assert_eq!(initial("aaben", Language::Danish), "Å");
        assert_eq!(initial("2. behandling", Language::Danish), "#");
    }
}
