//! K07: a passive that names nobody.

use crate::finding::Level;
use crate::language::grammar;
use crate::model::Role;
use crate::rules::{Findings, Hit, List, Reading, Rule, Scope, Text};
use crate::said;

pub const RULE: Rule = Rule {
    code: "K07",
    level: Level::Info,
    scope: Scope::Statement(check),
    needs: &[Role::Requirement],
    says: Text {
        da: "Et krav er skrevet i passiv og siger ikke, hvem der skal gøre det.",
        en: "A requirement is in the passive and does not say who must do it.",
    },
    why: Text {
        da: "Løsningen, Leverandøren og Kunden kan hver især pege på en anden.",
        en: "The solution, the supplier and the customer can each point at another.",
    },
    bad: "=== content/k-7.md
---
id: K-7
type: krav
titel: Eksempel
kravtype: K
---

Der skal sendes en kvittering til borgeren.
",
    good: "=== content/k-7.md
---
id: K-7
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal sende en kvittering til borgeren.
",
    waivable: true,
};

fn check(reading: &Reading, findings: &mut Findings) {
    let mut told = 0;
    // What must not happen is forbidden to all: `må ikke sendes` names everybody. It is found by more words than one.
    let asks = |hit: &Hit| hit.first == hit.last && reading.is_main(hit.first as usize);
    for hit in reading.hits(List::Obligation).filter(asks) {
        let Some(passive) = passive(reading, hit.first as usize).filter(|passive| *passive >= told) else { continue };
        told = passive + 1;
        let end = reading.sentence(passive).end;
        if (passive + 1..end).any(|at| reading.word(at) == "af") {
            continue;
        }
        findings
            .at(reading.place(passive, passive))
            .says(said!(
                "»{}« siger ikke, hvem der skal gøre det", "»{}« does not say who must do it"; reading.said(passive, passive)
            ))
            .help(said!(
                "begynd med den, der skal: »Løsningen skal …«, »Leverandøren skal …«",
                "begin with who must: »Løsningen skal …«, »Leverandøren skal …«"
            ));
    }
}

/// The passive verb of an obligation, at most eight words after it; `None` when its verb is active.
fn passive(reading: &Reading, obligation: usize) -> Option<usize> {
    let end = reading.clause_end(obligation).min(obligation + 9);
    let mut nearest = true;
    for at in obligation + 1..end {
        let word = reading.word(at);
        if reading.is_muted(at) || grammar::is_adverb(word) {
            continue;
        }
        if grammar::is_passive(word) {
            // `skal kunne bruges på en telefon` is about whoever uses it.
            let usable = at > 0 && reading.word(at - 1) == "kunne" && grammar::is_of_use(word);
            return Some(at).filter(|_| !usable);
        }
        // The next word is the verb, unless the subject stands here: `skal borgerne underrettes`.
        let infinitive = word.ends_with('e') && !word.ends_with("ne") && word.len() > 3;
        if grammar::is_infinitive(word) || nearest && infinitive {
            return None;
        }
        nearest = false;
    }
    None
}
