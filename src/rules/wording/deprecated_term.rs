//! K14: a word that the concept it is for says not to use.

use crate::finding::Level;
use crate::language::is_noun_form;
use crate::model::Role;
use crate::rules::{Findings, Reading, Rule, Scope, Text};
use crate::said;
use crate::trace::terms::{Standing, Term, governing};

pub const RULE: Rule = Rule {
    code: "K14",
    level: Level::Warning,
    scope: Scope::Statement(check),
    needs: &[Role::Requirement, Role::Concept, Role::DeprecatedTerms],
    says: Text {
        da: "Et krav bruger en term, som begrebet fraråder.",
        en: "A requirement uses a term that its concept deprecates.",
    },
    why: Text {
        da: "To ord for det samme læses som to ting, og leverandøren bygger dem begge.",
        en: "Two words for one thing are read as two things, and the supplier builds them both.",
    },
    bad: "=== content/k-14.md
---
id: K-14
type: krav
titel: Kvittering
kravtype: K
---

Løsningen skal kvittere for bekymringsskrivelsen.
=== content/b-14.yaml
id: B-14
type: begreb
titel: underretning
definition: henvendelse om bekymring for et barns trivsel
frarådede_termer: [bekymringsskrivelse]
",
    good: "=== content/k-14.md
---
id: K-14
type: krav
titel: Kvittering
kravtype: K
---

Løsningen skal kvittere for underretningen.
=== content/b-14.yaml
id: B-14
type: begreb
titel: underretning
definition: henvendelse om bekymring for et barns trivsel
frarådede_termer: [bekymringsskrivelse]
",
    waivable: true,
};

/// Fewest letters of a deprecated term that is found as the first part of a longer word: shorter ones begin words of
/// other meanings.
const SHORTEST_PART: usize = 8;

/// Words before a noun that hang on neither its gender nor its number.
const NEUTRAL: [&str; 24] = [
    "af", "til", "om", "for", "med", "i", "på", "ved", "efter", "fra", "over", "under", "som", "og", "eller", "uden",
    "mod", "hos", "per", "pr.", "skal", "kan", "må", "at",
];

fn check(reading: &Reading, findings: &mut Findings) {
    let terms = reading.terms();
    let mut after = 0;
    for at in 0..reading.tokens.len() {
        if at < after || !reading.is_word(at) || reading.is_muted(at) || !terms.may_be_deprecated(reading.word(at)) {
            continue;
        }
        let end = reading.sentence(at).end;
        let word = |at: usize| (at < end && reading.is_word(at) && !reading.is_muted(at)).then(|| reading.word(at));
        let mut found = terms.at(word, at);
        found.retain(|term| is_written(reading, term, at));
        let compound = found.is_empty();
        if compound {
            found = terms.inside(reading.word(at));
            found.retain(|term| begins(term, reading.word(at)));
        }
        let Some(term) = governing(&found, reading.solutions()).filter(|term| term.standing == Standing::Deprecated)
        else {
            continue;
        };
        let last = if compound { at } else { at + term.words.len() - 1 };
        after = last + 1;
        report(reading, term, (at, last), findings);
    }
}

/// Whether a term stands at a word, its last word inflected as a noun is.
fn is_written(reading: &Reading, term: &Term, at: usize) -> bool {
    let last = term.words.len() - 1;
    is_noun_form(&term.words[last], reading.word(at + last))
}

fn begins(term: &Term, word: &str) -> bool {
    term.words[0].chars().count() >= SHORTEST_PART && word.starts_with(&*term.words[0])
}

fn report(reading: &Reading, term: &Term, (first, last): (usize, usize), findings: &mut Findings) {
    let (id, title, at) = reading.concept(term);
    let (said, place) = (reading.said(first, last), reading.place(first, last));
    let found = findings
        .at(place)
        .says(said!(
            "»{}« er en frarådet term; den foretrukne er »{}«", "»{}« is a deprecated term; the preferred one is »{}«";
            said, title
        ))
        .help(said!("skriv »{}«, se begrebet `{}`", "write »{}«, see the concept `{}`"; title, id))
        .related(at, said!("begrebet", "the concept"));
    if reading.written(place) == said && is_safe(reading, term, first, last) {
        found.fix(place, replacement(said, title));
    }
}

/// Whether the preferred term may stand where the deprecated one does: in its bare form, after what agrees with both.
fn is_safe(reading: &Reading, term: &Term, first: usize, last: usize) -> bool {
    let bare = (first..=last).zip(&term.words).all(|(at, word)| reading.word(at) == &**word);
    let is_whole = last - first + 1 == term.words.len();
    let before = first.checked_sub(1).filter(|before| *before >= reading.sentence(first).first);
    bare && is_whole && before.is_none_or(|before| !reading.is_word(before) || NEUTRAL.contains(&reading.word(before)))
}

/// The preferred term, with a large letter where the deprecated one had it.
fn replacement(said: &str, preferred: &str) -> String {
    let mut letters = preferred.chars();
    match letters.next() {
        Some(first) if said.starts_with(char::is_uppercase) => first.to_uppercase().chain(letters).collect(),
        _ => preferred.to_owned(),
    }
}
