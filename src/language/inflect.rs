//! The forms a Danish word may take. Forms that do not exist do no harm: nobody writes them.

/// An adjective or adverb: `hurtig`, `hurtigt`, `hurtige`, `hurtigere`, `hurtigst`, `hurtigste`; a verb when it ends in
/// `-e`: `håndtere`, `håndterer`, `håndteres`, `håndterede`, `håndteret`.
pub fn forms(base: &str) -> Vec<String> {
    let mut forms = vec![base.to_owned()];
    if let Some(stem) = base.strip_suffix('e') {
        for ending in ["er", "es", "ede", "et", "te", "t", "ende"] {
            forms.push(format!("{stem}{ending}"));
        }
        return forms;
    }
    let mut stems = vec![base.to_owned()];
    // `nem`, `nemme`; `generel`, `generelle`.
    if let Some(last) = base.chars().last().filter(|last| "lmnpstdgk".contains(*last)) {
        stems.push(format!("{base}{last}"));
    }
    // `fleksibel`, `fleksible`; `fornøden`, `fornødne`; `egnet`, `egnede`.
    for (ending, short) in [("el", "l"), ("en", "n"), ("er", "r")] {
        stems.extend(base.strip_suffix(ending).map(|stem| format!("{stem}{short}")));
    }
    stems.extend(base.strip_suffix("et").map(|stem| format!("{stem}ed")));
    forms.push(format!("{base}t"));
    // `sjælden`, `sjældent`; `fornøden`, `fornødent`.
    for stem in stems {
        for ending in ["e", "ere", "est", "este", "st", "ste"] {
            forms.push(format!("{stem}{ending}"));
        }
    }
    forms
}

/// A noun: `løsning`, `løsningen`, `løsninger`, `løsningernes`.
pub fn noun_forms(base: &str) -> Vec<String> {
    const ENDINGS: [&str; 18] = [
        "", "s", "en", "ens", "et", "ets", "er", "ers", "erne", "ernes", "e", "es", "n", "ns", "r", "rs", "rne", "rnes",
    ];
    let mut forms: Vec<String> = ENDINGS.iter().map(|ending| format!("{base}{ending}")).collect();
    if let Some(last) = base.chars().last().filter(|last| "lmnpstdgk".contains(*last)) {
        for ending in ["en", "ens", "et", "ets", "er", "erne", "ernes"] {
            forms.push(format!("{base}{last}{ending}"));
        }
    }
    forms
}

/// Whether a word in small letters is a noun or one of its inflections. Of a noun in `-er` for a person the plural has
/// the ending too: `anmelderne`.
pub fn is_noun_form(base: &str, word: &str) -> bool {
    let ending = word.strip_prefix(base);
    ending.is_some_and(|ending| matches!(ending, "" | "ne" | "nes" | "ene" | "enes"))
        || noun_forms(base).iter().any(|form| form == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjectives_and_verbs_are_inflected() {
        for (base, form) in [
            ("hurtig", "hurtigere"),
            ("nem", "nemme"),
            ("generel", "generelle"),
            ("fleksibel", "fleksible"),
            ("fornøden", "fornødne"),
            ("egnet", "egnede"),
            ("håndtere", "håndteres"),
            ("sjælden", "sjældent"),
        ] {
            assert!(forms(base).iter().any(|known| known == form), "{base}: {form}");
        }
        assert!(noun_forms("system").iter().any(|form| form == "systemerne"));
        assert!(noun_forms("system").iter().any(|form| form == "systemet"));
    }

    #[test]
    fn other_words_are_left_alone() {
        for (base, other) in
            [("hurtig", "hurtigtast"), ("nem", "nemid"), ("let", "lettelse"), ("effektiv", "effektueres")]
        {
            assert!(!forms(base).iter().any(|form| form == other), "{other}");
        }
    }
}
