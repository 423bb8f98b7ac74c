//! A rule for the terminal: what, why, how not and how.

use super::{Rule, Text};
use crate::finding::{Language, Level};

/// The areas as a steering group reads them, by their letter.
const AREAS: [(&str, Text); 8] = [
    ("S", Text { da: "struktur", en: "structure" }),
    ("J", Text { da: "retsgrundlag", en: "legal basis" }),
    ("K", Text { da: "krav", en: "requirements" }),
    ("V", Text { da: "forretningsviden", en: "business knowledge" }),
    ("G", Text { da: "styring og beslutninger", en: "governance and decisions" }),
    ("O", Text { da: "kontrakt og ophør", en: "contract and exit" }),
    ("U", Text { da: "udbud og marked", en: "tender and market" }),
    ("D", Text { da: "sikkerhed og databeskyttelse", en: "security and data protection" }),
];

/// The name of the area a code belongs to; `None` when its letter is no area's.
pub fn area_name(code: &str) -> Option<Text> {
    let letter = code.get(..1)?;
    AREAS.iter().find(|(area, _)| *area == letter).map(|(_, name)| *name)
}

/// All that is said about a rule, as plain text with a line feed at its end.
pub fn explain(rule: &Rule, language: Language) -> String {
    let word = |text: Text| match language {
        Language::Danish => text.da,
        Language::English => text.en,
    };
    let say = |da, en| word(Text { da, en });
    let area = area_name(rule.code).map_or("", word);
    let level = match rule.level {
        Level::Error => say("fejl", "error"),
        Level::Warning => say("advarsel", "warning"),
        Level::Info => say("oplysning", "info"),
        Level::Off => say("slået fra", "off"),
    };
    let waiver = match rule.waivable {
        true => say(
            "Et enkelt fund kan fraviges med en dispensation i `dispensationer.yaml`.",
            "A single finding can be waived in `dispensationer.yaml`.",
        ),
        false => say("Reglen kan ikke fraviges med en dispensation.", "The rule can't be waived."),
    };
    [
        format!("{} · {level} · {area}\n", rule.code),
        format!("{}\n", word(rule.says)),
        format!("{}\n", word(rule.why)),
        format!("{}\n\n{}", say("Sådan ikke:", "Not so:"), indented(rule.bad)),
        format!("{}\n\n{}", say("Men sådan:", "But so:"), indented(rule.good)),
        format!(
            "{}\n\n    kvalitetsprofil:\n      regler: {{{}: warning}}   # off | info | warning | error\n",
            say("Niveauet kan sættes i `sporbar.yaml`:", "Its level can be set in `sporbar.yaml`:"),
            rule.code
        ),
        format!("{waiver}\n"),
    ]
    .join("\n")
}

fn indented(example: &str) -> String {
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") };
    example.lines().map(line).collect()
}
