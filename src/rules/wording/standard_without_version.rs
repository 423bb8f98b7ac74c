//! K20: a standard without its version, or without an equivalent.

use crate::finding::Level;
use crate::language::TokenKind;
use crate::model::Role;
use crate::rules::{Findings, List, Reading, Rule, Scope, Text};
use crate::said;

pub const RULE: Rule = Rule {
    code: "K20",
    level: Level::Warning,
    scope: Scope::Statement(check),
    needs: &[Role::Requirement],
    says: Text {
        da: "Et krav nævner en standard uden udgave eller uden »eller tilsvarende«.",
        en: "A requirement names a standard without its version or without »eller tilsvarende«.",
    },
    why: Text {
        da: "Standarder ændres, og ingen ved så, hvilken udgave der kræves. Udbudsloven § 41 kræver, at en tilsvarende løsning kan godtages.",
        en: "Standards change, and then nobody knows which version is asked for. Section 41 of the Danish Public Procurement Act demands that an equivalent is accepted.",
    },
    bad: "=== content/k-20.md
---
id: K-20
type: krav
titel: Eksempel
kravtype: K
---

Leverandøren skal være certificeret efter ISO 27001.
",
    good: "=== content/k-20.md
---
id: K-20
type: krav
titel: Eksempel
kravtype: K
---

Leverandøren skal være certificeret efter ISO 27001:2022 eller tilsvarende.
",
    waivable: true,
};

fn check(reading: &Reading, findings: &mut Findings) {
    let has_equivalent = reading.has(List::Equivalent);
    let mut next = 0;
    for hit in reading.all_hits() {
        let list = reading.list(hit);
        let is_series = list == List::Series;
        if !is_series && list != List::Standard || (hit.first as usize) < next {
            continue;
        }
        let named = Named::of(reading, hit.first as usize, hit.last as usize);
        next = named.last + 1;
        if is_series && !named.has_number || named.has_version && has_equivalent {
            continue;
        }
        tell(reading, &named, has_equivalent, findings);
    }
}

fn tell(reading: &Reading, named: &Named, has_equivalent: bool, findings: &mut Findings) {
    let text = reading.said(named.first, named.last);
    let found = findings.at(reading.place(named.first, named.last));
    match (named.has_version, has_equivalent) {
        (true, _) => found
            .says(said!("»{}« står uden »eller tilsvarende«", "»{}« stands without »eller tilsvarende«"; text))
            .help(said!("tilføj »eller tilsvarende«", "add »eller tilsvarende«")),
        (false, true) => found.says(said!("»{}« står uden udgave", "»{}« stands without a version"; text)).help(said!(
            "skriv udgaven, fx »ISO 27001:2022« eller »version 2.1«",
            "write the version, such as »ISO 27001:2022« or »version 2.1«"
        )),
        (false, false) => found
            .says(said!(
                "»{}« står uden udgave og uden »eller tilsvarende«",
                "»{}« stands without a version and without »eller tilsvarende«"; text
            ))
            .help(said!(
                "skriv udgaven, og tilføj »eller tilsvarende«: »ISO 27001:2022 eller tilsvarende«",
                "write the version and add »eller tilsvarende«: »ISO 27001:2022 eller tilsvarende«"
            )),
    };
}

/// A standard as it is named: `DS/EN ISO 9241-11:2018`, `EN 301 549 version 3.2.1`, `WCAG 2.1`.
struct Named {
    first: usize,
    last: usize,
    has_number: bool,
    has_version: bool,
}

impl Named {
    fn of(reading: &Reading, first: usize, last: usize) -> Named {
        let is_name = |at: usize| reading.is_in(List::Series, at) || reading.is_in(List::Standard, at);
        let is_number = |at: usize| reading.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
        let digits = |at: usize| reading.word(at).contains(|letter: char| letter.is_ascii_digit());
        let end = reading.sentence(first).end;
        let mut last = last;
        let mut is_series = reading.is_in(List::Series, last);
        while last + 1 < end && (is_name(last + 1) || reading.is_mark(last + 1, '/') && is_name(last + 2)) {
            last += 1;
            is_series |= reading.is_in(List::Series, last);
        }
        let mut has_number = digits(last);
        let mut has_version = has_number && !is_series;
        while last + 1 < end
            && (is_number(last + 1) || matches!(reading.said(last + 1, last + 1), "-" | "–") && is_number(last + 2))
        {
            last += 1;
            has_number = true;
            has_version |= !is_series || reading.word(last).contains(':');
        }
        let version = version_after(reading, last).unwrap_or(last);
        let before = first >= 3
            && reading.word(first - 1) == "af"
            && is_number(first - 2)
            && is_version(reading.word(first - 3));
        has_version |= version > last || before;
        Named { first, last: version, has_number: has_number || version > last, has_version }
    }
}

/// The end of `version 3.2.1`, `V3.2.1`, `(2022)`, `fra 2022` after a standard.
fn version_after(reading: &Reading, last: usize) -> Option<usize> {
    let end = reading.sentence(last).end;
    let number = |at: usize| at < end && reading.tokens[at].kind == TokenKind::Number;
    let year = |at: usize| number(at) && reading.word(at).len() == 4;
    let mut at = last + 1;
    while at < end
        && (matches!(reading.word(at), "i" | "af" | "den" | "gældende" | "seneste")
            || reading.is_mark(at, ',')
            || reading.is_mark(at, '('))
    {
        at += 1;
    }
    if is_version(reading.word(at)) && number(at + 1) {
        return Some(at + 1);
    }
    if at < end && is_joined_version(reading.word(at)) {
        return Some(at);
    }
    let dated = year(at) && reading.is_mark(at - 1, '(');
    let from = reading.word(at) == "fra" && year(at + 1);
    if dated { Some(at) } else { from.then_some(at + 1) }
}

fn is_version(word: &str) -> bool {
    matches!(word, "version" | "udgave" | "v." | "v" | "ver." | "edition" | "revision" | "type")
}

/// `v3.2.1`, as ETSI writes its versions.
fn is_joined_version(word: &str) -> bool {
    let number = word.strip_prefix('v').unwrap_or_default();
    number.contains('.') && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}
