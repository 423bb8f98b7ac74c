//! K10: a reference to a place on the page.

use crate::document::BlockForm;
use crate::finding::Level;
use crate::model::Role;
use crate::rules::{Findings, List, Reading, Rule, Scope, Text};
use crate::said;

pub const RULE: Rule = Rule {
    code: "K10",
    level: Level::Info,
    scope: Scope::Statement(check),
    needs: &[Role::Requirement],
    says: Text {
        da: "Et krav henviser til noget over eller under sig.",
        en: "A requirement refers to what stands above or below it.",
    },
    why: Text {
        da: "Kravet vises alene i kravmatrix, udbudsmateriale og løsninger, der genbruger det; der er intet ovenover.",
        en: "The requirement stands alone in the matrix, the tender documents and solutions that reuse it; nothing is above it there.",
    },
    bad: "=== content/k-10.md
---
id: K-10
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal vise de ovenstående oplysninger.
",
    good: "=== content/k-10.md
---
id: K-10
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal vise borgerens navn og adresse.
",
    waivable: true,
};

fn check(reading: &Reading, findings: &mut Findings) {
    for hit in reading.hits(List::Position) {
        tell(reading, hit.first as usize, hit.last as usize, findings);
    }
    for at in 0..reading.tokens.len() {
        if reading.word(at) == "følgende" && !reading.is_muted(at) && is_missing_list(reading, at) {
            tell(reading, at, at, findings);
        }
    }
}

/// Whether `følgende` announces a list and none comes. `den følgende dag` announces nothing.
fn is_missing_list(reading: &Reading, at: usize) -> bool {
    let part = reading.sentence(at);
    let definite =
        at > part.first && matches!(reading.word(at - 1), "den" | "det" | "de" | "hver" | "hvert" | "en" | "et");
    let has_colon = (at..part.end.min(at + 80)).any(|at| reading.is_mark(at, ':'));
    let has_list = reading.sentences.iter().any(|part| part.form != BlockForm::Paragraph);
    !definite && !has_colon && !has_list && reading.is_word(at + 1)
}

fn tell(reading: &Reading, first: usize, last: usize, findings: &mut Findings) {
    findings
        .at(reading.place(first, last))
        .says(said!(
            "»{}« henviser til noget, der ikke følger med kravet",
            "»{}« refers to what does not go with the requirement"; reading.said(first, last)
        ))
        .help(said!(
            "skriv det, der menes, eller henvis til kravet med `[[id]]`",
            "write what is meant, or refer to the requirement with `[[id]]`"
        ));
}
