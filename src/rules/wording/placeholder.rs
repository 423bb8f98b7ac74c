//! K13: something that is yet to be written.

use crate::finding::Level;
use crate::language::{TokenKind, grammar};
use crate::model::Role;
use crate::rules::{Findings, List, Reading, Rule, Scope, Text};
use crate::said;

pub const RULE: Rule = Rule {
    code: "K13",
    level: Level::Error,
    scope: Scope::Statement(check),
    needs: &[Role::Requirement],
    says: Text { da: "Et krav er ikke skrevet færdigt.", en: "A requirement is not finished." },
    why: Text {
        da: "Et hul i kravteksten bliver til et hul i kontrakten, og tilbudsgiveren gætter eller udfylder det selv.",
        en: "A hole in the statement becomes a hole in the contract, and the bidder guesses or fills it in.",
    },
    bad: "=== content/k-13.md
---
id: K-13
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal vise en sag inden for xx sekunder.
",
    good: "=== content/k-13.md
---
id: K-13
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal vise en sag inden for 2 sekunder.
",
    waivable: true,
};

fn check(reading: &Reading, findings: &mut Findings) {
    for hit in reading.hits(List::Placeholder) {
        if !is_ordinary(reading, hit.first as usize, hit.last as usize) {
            tell(reading, hit.first as usize, hit.last as usize, findings);
        }
    }
    for at in 0..reading.tokens.len() {
        let unit = at + 1;
        let letter = matches!(reading.said(at, at), "X" | "Y" | "N") && !reading.is_muted(at);
        if letter && reading.is_in(List::Unit, unit) {
            tell(reading, at, unit, findings);
        } else if reading.is_mark(at, '[')
            && !reading.is_muted(at)
            && let Some(end) = gap(reading, at)
        {
            tell(reading, at, end, findings);
        }
    }
}

/// Whether a verb that stands alone is no placeholder: `tvivl skal afklares af sagsbehandleren`, `beløb, der udestår`.
/// One that ends its clause is.
fn is_ordinary(reading: &Reading, first: usize, last: usize) -> bool {
    if first != last || !grammar::is_finite_or_passive(reading.word(first)) {
        return false;
    }
    let part = reading.sentence(first);
    let told = first > part.first && matches!(reading.word(first - 1), "der" | "som" | "det");
    let ends =
        last + 1 >= part.end || matches!(reading.tokens[last + 1].kind, TokenKind::Mark('.' | ')' | ']' | ';' | '!'));
    told || !ends
}

/// The bracket that ends `[indsæt dato]`, `[…]` or `[ ]`.
fn gap(reading: &Reading, open: usize) -> Option<usize> {
    let end = reading.sentence(open).end.min(open + 8);
    let close = (open + 1..end).find(|at| reading.is_mark(*at, ']'))?;
    let says = |words: &[&str]| (open + 1..close).any(|at| words.contains(&reading.word(at)));
    let empty = close == open + 1 || (open + 1..close).all(|at| matches!(reading.tokens[at].kind, TokenKind::Mark(_)));
    (empty || says(&["indsæt", "indsættes", "udfyld", "udfyldes", "antal", "dato", "tal", "navn", "xx", "x"]))
        .then_some(close)
}

fn tell(reading: &Reading, first: usize, last: usize, findings: &mut Findings) {
    findings
        .at(reading.place(first, last))
        .says(said!("»{}« er ikke skrevet færdigt", "»{}« is not finished"; reading.said(first, last)))
        .help(said!(
            "skriv, hvad der gælder; er det ikke afgjort, så sæt kravet til kladde og opret en fortolkning eller et forslag",
            "write what holds; if that is not decided, make the requirement a draft and file an interpretation or a proposal"
        ));
}
