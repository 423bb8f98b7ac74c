//! K09: a sentence that begins with a pronoun.

use crate::document::BlockForm;
use crate::finding::Level;
use crate::language::grammar;
use crate::model::Role;
use crate::rules::{Findings, List, Reading, Rule, Scope, Text};
use crate::said;

pub const RULE: Rule = Rule {
    code: "K09",
    level: Level::Info,
    scope: Scope::Statement(check),
    needs: &[Role::Requirement],
    says: Text { da: "Et krav begynder med et stedord.", en: "A requirement begins with a pronoun." },
    why: Text {
        da: "Når kravet flyttes eller genbruges, ved ingen, hvad ordet viser tilbage til.",
        en: "When the requirement is moved or reused, nobody knows what the word refers to.",
    },
    bad: "=== content/k-9.md
---
id: K-9
type: krav
titel: Eksempel
kravtype: K
---

Den skal vise borgerens sager.
",
    good: "=== content/k-9.md
---
id: K-9
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal vise borgerens sager.
",
    waivable: true,
};

fn check(reading: &Reading, findings: &mut Findings) {
    for part in reading.sentences.iter().filter(|part| part.form == BlockForm::Paragraph) {
        let first = part.first;
        let verb = reading.word(first + 1);
        let refers =
            grammar::is_demonstrative(reading.word(first)) || grammar::is_finite(verb) || grammar::concludes(verb);
        let skipped = !refers || first + 1 >= part.end || is_expletive(reading, first, part.end);
        if skipped || !reading.is_in(List::Pronoun, first) {
            continue;
        }
        findings
            .at(reading.place(first, first))
            .says(said!(
                "sætningen begynder med »{}«, så man ikke kan se, hvem eller hvad der menes",
                "the sentence begins with »{}«, so nobody can see who or what is meant"; reading.said(first, first)
            ))
            .help(said!(
                "skriv navnet: »Løsningen«, »Leverandøren«, »Afgørelsen« …",
                "write the name: »Løsningen«, »Leverandøren«, »Afgørelsen« …"
            ));
    }
}

/// Whether a sentence begins with the `det` that stands for the clause after it: `Det skal være muligt at …`, `Det
/// kræves, at …`, `Det gælder også, at …`. `Det betyder, at …` refers to what was said before, and so does a `det` whose
/// `at` hangs on another word: `Det skal være gemt for at …`.
fn is_expletive(reading: &Reading, first: usize, end: usize) -> bool {
    if reading.word(first) != "det" {
        return false;
    }
    let verb = reading.word(first + 1);
    let foretells = |at: usize| grammar::foretells_a_clause(reading.word(at)) || grammar::is_passive(reading.word(at));
    let is_foretold = foretells(first + 1) || grammar::is_modal(verb) && (first + 2..end.min(first + 5)).any(foretells);
    is_foretold && follows(reading, first + 2, end)
}

/// Whether a clause with `at` follows that hangs on no preposition and no other clause of reason or consequence.
fn follows(reading: &Reading, from: usize, end: usize) -> bool {
    for at in from..end {
        match reading.word(at) {
            "så" | "fordi" => return false,
            "at" if !grammar::governs_a_clause(reading.word(at - 1)) => return true,
            _ => {}
        }
    }
    false
}
