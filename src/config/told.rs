//! Why `sporbar.yaml` can't be used, in the reader's language.

use super::ConfigError;
use crate::finding::Language;

/// Our own errors with what they are in Danish, by how they end in English.
const OWN: [(&str, &str); 5] = [
    (" must be a number from 0 to 100", " skal være et tal fra 0 til 100"),
    (
        "a number of months must be a whole number from 1 to 1200",
        "et antal måneder skal være et helt tal fra 1 til 1200",
    ),
    (" is no area (such as K) and no rule (such as K12)", " er hverken et område (som K) eller en regel (som K12)"),
    (" must start with https://", " skal begynde med https://"),
    ("`eksterne` must name at most 256 indexes", "`eksterne` må højst nævne 256 indekser"),
];
/// What YAML may hold, as the reader of YAML calls it.
const FORMS: [(&str, &str); 9] = [
    ("a sequence", "en liste"),
    ("sequence", "en liste"),
    ("a map", "nøgler med værdier"),
    ("map", "nøgler med værdier"),
    ("struct ", "nøgler med værdier"),
    ("a string", "en tekst"),
    ("a boolean", "`true` eller `false`"),
    ("unit value", "ingenting"),
    ("u32", "et helt tal"),
];

impl ConfigError {
    /// Where it is and what is wrong.
    pub fn in_language(&self, language: Language) -> String {
        let whole = without_places(&self.message);
        let said = match (language, whole.split_once(": ").filter(|(path, _)| !path.contains([' ', '`']))) {
            (Language::English, _) => whole.clone(),
            (Language::Danish, Some((path, rest))) => format!("`{path}`: {}", danish(rest)),
            (Language::Danish, None) => danish(&whole),
        };
        format!("sporbar.yaml:{}:{}: {said}", self.line, self.column)
    }
}

/// A message without the ` at line 2 column 5` that the reader of YAML puts into it.
fn without_places(message: &str) -> String {
    let mut parts = message.split(" at line ");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let rest = rest.strip_prefix(" column ").unwrap_or(rest);
        whole.push_str(rest.trim_start_matches(|letter: char| letter.is_ascii_digit()));
    }
    whole
}

fn danish(said: &str) -> String {
    for (english, danish) in OWN {
        if let Some(before) = said.strip_suffix(english) {
            return format!("{before}{danish}");
        }
    }
    let names: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    let first = names.first().copied().unwrap_or_default();
    let known = || names[1.min(names.len())..].join(", ");
    if said.starts_with("unknown field ") {
        return format!("nøglen `{first}` kendes ikke her; brug en af: {}", known());
    }
    if said.starts_with("unknown variant ") {
        return format!("`{first}` kan ikke stå her; brug en af: {}", known());
    }
    if said.starts_with("missing field ") {
        return format!("nøglen `{first}` mangler");
    }
    if said.starts_with("duplicate field ") {
        return format!("nøglen `{first}` står her to gange");
    }
    if let Some(key) = said.strip_prefix("duplicate entry with key ") {
        return format!("nøglen `{}` står her to gange", key.trim_matches('"'));
    }
    match said.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected ")) {
        Some((found, expected)) => format!("der står {}, men der skal stå {}", form(found), form(expected)),
        None => format!("filen er ikke gyldig YAML ({said})"),
    }
}

fn form(said: &str) -> String {
    let known = FORMS.iter().find(|(english, _)| said.starts_with(english)).map(|(_, danish)| (*danish).to_owned());
    let written = || said.split_once(['"', '`']).map(|(_, rest)| format!("`{}`", rest.trim_end_matches(['"', '`'])));
    known.or_else(written).unwrap_or_else(|| said.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn every_error_is_told_in_danish() {
        for (text, said) in [
            ("titel: A\nteam: x\n", "2:1: nøglen `team` kendes ikke her; brug en af: titel, title, bemærkning, sprog"),
            (
                "kvalitetsprofil:\n  regler: {K: advarsel}\n",
                "`kvalitetsprofil.regler.K`: `advarsel` kan ikke stå her; brug en af: off, info, warning, error",
            ),
            (
                "kvalitetsprofil:\n  regler: {K1: error}\n",
                "`kvalitetsprofil`: `K1` er hverken et område (som K) eller en regel (som K12)",
            ),
            ("kvalitetsprofil: {grænser: {dækning_pct: 950}}\n", "`dækning_pct` skal være et tal fra 0 til 100"),
            (
                "kvalitetsprofil: {grænser: {forslag_måneder: snart}}\n",
                "et antal måneder skal være et helt tal fra 1 til 1200",
            ),
            ("kvalitetsprofil: {grænser: {mindst: {krav: mange}}}\n", "der står `mange`, men der skal stå et helt tal"),
            ("udgiv: offentlig\n", "`udgiv`: der står `offentlig`, men der skal stå en liste"),
            ("kvalitetsprofil: [K]\n", "`kvalitetsprofil`: der står en liste, men der skal stå nøgler med værdier"),
            ("titel: A\ntitel: B\n", "nøglen `titel` står her to gange"),
            ("base_url: example.dk\n", "`base_url` skal begynde med https://"),
            ("titel: \"A\n", "filen er ikke gyldig YAML ("),
        ] {
            let error = Config::read(text).unwrap_err();
            let danish = error.in_language(Language::Danish);
            assert!(danish.starts_with("sporbar.yaml:") && danish.contains(said), "{danish}\n{said}");
            assert!(!danish.contains(" at line "), "{danish}");
        }
    }
}
