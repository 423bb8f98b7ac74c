//! K18: the solution of today as a measure.

use crate::finding::Level;
use crate::model::Role;
use crate::rules::{Findings, List, Reading, Rule, Scope, Text};
use crate::said;

pub const RULE: Rule = Rule {
    code: "K18",
    level: Level::Warning,
    scope: Scope::Statement(check),
    needs: &[Role::Requirement],
    says: Text {
        da: "Et krav måler mod den løsning, der findes i dag.",
        en: "A requirement measures against the solution of today.",
    },
    why: Text {
        da: "Kun den nuværende leverandør ved, hvad ordene dækker, og ordene skifter betydning, når løsningen skifter.",
        en: "Only the present supplier knows what the words cover, and they change their meaning when the solution changes.",
    },
    bad: "=== content/k-18.md
---
id: K-18
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal vise de samme oplysninger som den nuværende løsning.
",
    good: "=== content/k-18.md
---
id: K-18
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal vise sagens titel, status og frist.
",
    waivable: true,
};

fn check(reading: &Reading, findings: &mut Findings) {
    for hit in reading.hits(List::TimeBound) {
        tell(reading, hit.first as usize, hit.last as usize, findings);
    }
    for hit in reading.hits(List::TimeBoundWord) {
        let last = hit.last as usize;
        let covered = reading.is_in(List::TimeBound, last);
        // `den nuværende løsning`, `Kundens eksisterende fælles it-løsning`; `borgerens nuværende adresse` is no fault.
        let end = reading.clause_end(last).min(last + 3);
        if let Some(noun) = (last + 1..end).find(|at| reading.is_in(List::Incumbent, *at)).filter(|_| !covered) {
            tell(reading, hit.first as usize, noun, findings);
        }
    }
}

fn tell(reading: &Reading, first: usize, last: usize, findings: &mut Findings) {
    findings
        .at(reading.place(first, last))
        .says(said!(
            "»{}« stiller den nuværende leverandør bedst og skifter betydning med tiden",
            "»{}« favours the present supplier and changes its meaning with time"; reading.said(first, last)
        ))
        .help(said!(
            "beskriv det, der kræves, eller skriv en dato eller en version",
            "describe what is asked for, or write a date or a version"
        ));
}
