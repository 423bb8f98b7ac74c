//! K11: a number without its unit, or a time without a bound.

use crate::finding::Level;
use crate::language::{TokenKind, grammar};
use crate::model::Role;
use crate::rules::{Findings, List, Reading, Rule, Scope, Text};
use crate::said;

pub const RULE: Rule = Rule {
    code: "K11",
    level: Level::Warning,
    scope: Scope::Statement(check),
    needs: &[Role::Requirement],
    says: Text {
        da: "Et tal står uden enhed, eller en tid uden grænse.",
        en: "A number stands without its unit, or a time without a bound.",
    },
    why: Text {
        da: "Ingen kan måle, om kravet er opfyldt.", en: "Nobody can measure whether the requirement is met."
    },
    bad: "=== content/k-11.md
---
id: K-11
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal sende kvitteringen hurtigst muligt.
",
    good: "=== content/k-11.md
---
id: K-11
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal sende kvitteringen senest 15 minutter efter modtagelsen.
",
    waivable: true,
};

fn check(reading: &Reading, findings: &mut Findings) {
    for hit in reading.hits(List::TimeWord) {
        time(reading, hit.first as usize, hit.last as usize, findings);
    }
    for hit in reading.hits(List::Bound) {
        let next = hit.last as usize + 1;
        // `må højst være 3`
        let after = if grammar::is_infinitive(reading.word(next)) { next + 1 } else { next };
        let Some(token) = reading.tokens.get(after) else { continue };
        if token.kind == TokenKind::Number && is_bare(reading, hit.first as usize, after) {
            findings
                .at(reading.place(after, after))
                .says(said!("tallet {} har ingen enhed", "the number {} has no unit"; reading.said(after, after)))
                .help(said!(
                    "skriv enheden: sekunder, dage, kroner, procent, brugere …",
                    "write the unit: seconds, days, kroner, percent, users …"
                ));
        } else if let Some(unit) = unit_without_number(reading, after) {
            time(reading, hit.first as usize, unit, findings);
        }
    }
}

fn time(reading: &Reading, first: usize, last: usize, findings: &mut Findings) {
    findings
        .at(reading.place(first, last))
        .says(said!("»{}« sætter ingen grænse", "»{}« is no bound"; reading.said(first, last)))
        .help(said!(
            "skriv en frist med tal og begivenhed, fx »senest 15 minutter efter modtagelsen«",
            "write a time limit with a number and an event, such as »senest 15 minutter efter modtagelsen«"
        ));
}

/// Whether no unit follows a number after a bound: the clause ends there. Clock times, years and what a paragraph of law
/// or a version counts are no amounts.
fn is_bare(reading: &Reading, bound: usize, at: usize) -> bool {
    let text = reading.said(at, at);
    let year = text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    let clock = text.contains([':', '/']);
    let ends = match reading.tokens.get(at + 1).map(|token| token.kind) {
        None => true,
        Some(TokenKind::Mark(mark)) => matches!(mark, '.' | ',' | ';' | ')' | '?' | '!'),
        Some(_) => at + 1 >= reading.sentence(at).end,
    };
    let ordinal = reading.is_mark(at + 1, '.') && at + 2 < reading.sentence(at).end;
    // `fra 1 til højst 5 sager` has its unit further on; `mindst 2, højst 4 sager` too.
    let later = (at + 1..reading.sentence(at).end.min(at + 20)).any(|at| reading.tokens[at].kind == TokenKind::Number);
    let bare = is_of_a_share(reading, at) || ends && !ordinal && !later;
    !year && !clock && bare && !reading.is_muted(bound)
}

/// Whether a share of the cases follows a number at once: in `under 3 i 95 procent af kaldene` nothing says three of what.
fn is_of_a_share(reading: &Reading, at: usize) -> bool {
    let number = if matches!(reading.word(at + 2), "mindst" | "minimum") { at + 3 } else { at + 2 };
    let is_number = reading.tokens.get(number).is_some_and(|token| token.kind == TokenKind::Number);
    reading.word(at + 1) == "i" && is_number && matches!(reading.word(number + 1), "procent" | "pct." | "%" | "ud")
}

/// A unit of time that nothing counts, shortly after a bound: `inden for få dage`.
fn unit_without_number(reading: &Reading, after: usize) -> Option<usize> {
    let end = reading.clause_end(after.min(reading.tokens.len().checked_sub(1)?)).min(after + 3);
    let unit = (after..end).find(|at| reading.is_in(List::TimeUnit, *at))?;
    let vague = (after..unit).all(|at| grammar::is_vague_count(reading.word(at)));
    (unit > after && vague).then_some(unit)
}
