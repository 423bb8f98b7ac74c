//! K01: nobody is obliged to anything.

use crate::finding::Level;
use crate::language::grammar;
use crate::model::Role;
use crate::rules::{Findings, List, Reading, Rule, Scope, Text};
use crate::said;

pub const RULE: Rule = Rule {
    code: "K01",
    level: Level::Error,
    scope: Scope::Statement(check),
    needs: &[Role::Requirement],
    says: Text {
        da: "Et krav forpligter ingen: der står hverken skal, må ikke eller må kun.",
        en: "A requirement obliges nobody: it has no *skal*, *må ikke* or *må kun*.",
    },
    why: Text {
        da: "En tilbudsgiver kan læse teksten som en oplysning, og ingen kan kræve den opfyldt.",
        en: "A bidder may read the text as information, and nobody can demand that it is met.",
    },
    bad: "=== content/k-1.md
---
id: K-1
type: krav
titel: Eksempel
kravtype: K
---

Løsningen viser borgerens sager.
",
    good: "=== content/k-1.md
---
id: K-1
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal vise borgerens sager.
",
    waivable: true,
};

fn check(reading: &Reading, findings: &mut Findings) {
    if !reading.knows_obligations() {
        return;
    }
    if reading.is_empty() {
        return without_text(reading, findings);
    }
    if reading.hits(List::Obligation).any(|hit| obliges(reading, hit.first as usize, hit.last as usize)) {
        return;
    }
    let part = reading.sentence(0);
    let found = findings.at(reading.place(part.first, part.end - 1));
    let modal = reading.hits(List::Modal).find(|hit| reading.is_main(hit.first as usize));
    match modal {
        Some(modal) => found
            .says(said!(
                "kravet forpligter ingen: »{0}« er ikke et krav, og der står hverken »skal«, »må ikke« eller »må kun«",
                "the requirement obliges nobody: »{0}« is no requirement, and there is no »skal«, »må ikke« or »må kun«";
                reading.hit_said(&modal).to_lowercase()
            ))
            .help(said!(
                "skriv »skal« i stedet for »{0}«, hvis det er et krav; ellers flyt det til vejledningen",
                "write »skal« instead of »{0}« if it is a requirement; else move it to the guidance";
                reading.hit_said(&modal).to_lowercase()
            )),
        None => found
            .says(said!(
                "kravet forpligter ingen: der står hverken »skal«, »må ikke« eller »må kun«",
                "the requirement obliges nobody: there is no »skal«, »må ikke« or »må kun«"
            ))
            .help(said!(
                "skriv, hvem der skal hvad: »Løsningen skal …«, »Leverandøren skal …« eller »… må kun …«",
                "write who must do what: »Løsningen skal …«, »Leverandøren skal …« or »… må kun …«"
            )),
    };
}

/// A requirement that is a title and no more.
fn without_text(reading: &Reading, findings: &mut Findings) {
    findings
        .at(reading.place(0, 0))
        .says(said!(
            "kravet har ingen kravtekst og forpligter ingen",
            "the requirement has no statement and obliges nobody"
        ))
        .help(said!(
            "skriv kravet som tekst før den første overskrift: »Løsningen skal …«",
            "write the requirement as text before the first heading: »Løsningen skal …«"
        ));
}

/// Whether a verb that was found makes an obligation: not in a clause that only tells of something, such as
/// `de felter, der skal udfyldes`. A clause with `at` may hold one: `det er et krav, at …`.
fn obliges(reading: &Reading, first: usize, last: usize) -> bool {
    let verb = (first..=last).find(|at| grammar::is_finite(reading.word(*at))).unwrap_or(first);
    let part = reading.sentence(verb);
    let relative = verb > part.first + 1 && matches!(reading.word(verb - 1), "der" | "som");
    let clause = reading.clause(verb);
    let told =
        clause > part.first && reading.word(clause) != "at" && grammar::is_subordinator(reading.word(clause), true);
    !relative && !told
}
