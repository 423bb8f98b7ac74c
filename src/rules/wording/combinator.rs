//! K03: words that join parts so that nobody knows which are asked for.

use crate::finding::Level;
use crate::model::Role;
use crate::rules::{Findings, Found, List, Reading, Rule, Scope, Text};
use crate::said;

pub const RULE: Rule = Rule {
    code: "K03",
    level: Level::Warning,
    scope: Scope::Statement(check),
    needs: &[Role::Requirement],
    says: Text {
        da: "Et krav binder led sammen, så det er uklart, hvilke af dem der kræves.",
        en: "A requirement joins parts so that it is unclear which of them are asked for.",
    },
    why: Text {
        da: "Ordet »og/eller« kan læses på to måder, og »samt« skjuler ofte et krav til i det samme krav.",
        en: "The words »og/eller« can be read in two ways, and »samt« often hides another requirement in the same one.",
    },
    bad: "=== content/k-3.md
---
id: K-3
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal vise borgerens navn og/eller adresse.
",
    good: "=== content/k-3.md
---
id: K-3
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal vise borgerens navn eller adresse.
",
    waivable: true,
};

fn check(reading: &Reading, findings: &mut Findings) {
    for hit in reading.hits(List::Combinators) {
        let text = reading.hit_said(&hit);
        let is_either = (hit.first..=hit.last).any(|at| reading.word(at as usize) == "eller");
        let found = findings.at(reading.hit_place(&hit));
        if is_either {
            either(found, text);
        } else {
            found
                .says(said!(
                    "»{}« binder led sammen, så det er uklart, om kravet er ét eller flere",
                    "»{}« joins parts, so that it is unclear whether this is one requirement or several"; text
                ))
                .help(said!(
                    "del kravet, eller skriv leddene som en liste, hvor hvert led kræves",
                    "split the requirement, or write the parts as a list of which each is asked for"
                ));
        }
    }
    for at in 1..reading.tokens.len().saturating_sub(1) {
        if reading.is_mark(at, '/') && is_stroke(reading, at) && !reading.is_in(List::Combinators, at) {
            either(findings.at(reading.place(at - 1, at + 1)), reading.said(at - 1, at + 1));
        }
    }
}

fn either(found: Found, text: &str) {
    found
        .says(said!(
            "»{}« kan læses både som »og« og som »eller«",
            "»{}« can be read as »and« and as »or«"; text
        ))
        .help(said!(
            "skriv »og«, hvis alle led kræves, og »eller«, hvis ét af dem er nok",
            "write »og« if all parts are asked for, and »eller« if one of them is enough"
        ));
}

/// Whether a stroke stands between two ordinary words: `borger/virksomhed`, but not `ISO/IEC`, `24/7` or `ja/nej`.
fn is_stroke(reading: &Reading, at: usize) -> bool {
    let ordinary = |at: usize| {
        let text = reading.said(at, at);
        reading.is_word(at) && !reading.is_muted(at) && text.chars().count() > 3 && text.chars().all(char::is_lowercase)
    };
    ordinary(at - 1) && ordinary(at + 1) && !reading.tokens[at].spaced && !reading.tokens[at + 1].spaced
}
