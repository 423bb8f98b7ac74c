//! K02: more than one obligation in a requirement.

use crate::document::BlockForm;
use crate::finding::Level;
use crate::language::grammar;
use crate::model::Role;
use crate::rules::{Findings, Hit, List, Reading, Rule, Scope, Text};
use crate::said;

pub const RULE: Rule = Rule {
    code: "K02",
    level: Level::Warning,
    scope: Scope::Statement(check),
    needs: &[Role::Requirement],
    says: Text { da: "Et krav rummer flere forpligtelser.", en: "A requirement holds several obligations." },
    why: Text {
        da: "Så kan kravet være halvt opfyldt: hverken svaret, prøven eller en senere ændring gælder det hele.",
        en: "Then it may be half met: neither the answer, the test nor a later change is about the whole of it.",
    },
    bad: "=== content/k-2.md
---
id: K-2
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal registrere ansøgningen, og Løsningen skal sende en kvittering til borgeren.
",
    good: "=== content/k-2.md
---
id: K-2
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal sende en kvittering til borgeren, når ansøgningen er registreret.
",
    waivable: true,
};

fn check(reading: &Reading, findings: &mut Findings) {
    let verbs = obligations(reading);
    let second =
        verbs.get(1).copied().or_else(|| second_action(reading, verbs.first().copied()?)).or_else(|| listed(reading));
    let Some(second) = second else { return };
    let said = match verbs.len() {
        0 | 1 => said!("kravet rummer flere forpligtelser", "the requirement holds several obligations"),
        count => said!("kravet rummer {} forpligtelser", "the requirement holds {} obligations"; count),
    };
    findings.at(reading.place(second, second)).says(said).help(said!(
        "del det i flere krav, så hvert kan besvares, prøves og ændres for sig",
        "split it into several requirements, so that each can be answered, tested and changed by itself"
    ));
}

/// The verbs of the obligations in main clauses.
fn obligations(reading: &Reading) -> Vec<usize> {
    let verb = |hit: Hit| {
        let mut words = hit.first as usize..=hit.last as usize;
        words.find(|at| grammar::is_finite(reading.word(*at)))
    };
    let mut verbs: Vec<usize> = reading
        .hits(List::Obligation)
        .filter_map(verb)
        .filter(|verb| reading.is_main(*verb) && reading.sentence(*verb).form != BlockForm::Cell)
        .collect();
    verbs.sort_unstable();
    verbs.dedup();
    verbs
}

/// A second action after the first and what it acts on: `registrere ansøgningen og sende en kvittering`. Two verbs with
/// one object (`oprette og rette en sag`) are one obligation.
fn second_action(reading: &Reading, verb: usize) -> Option<usize> {
    let end = reading.sentence(verb).end;
    let is_action = |at: &usize| grammar::is_infinitive(reading.word(*at)) && !reading.is_muted(*at);
    let first = (verb + 1..reading.clause_end(verb)).find(is_action)?;
    let next = (first + 3..end).find(|at| is_action(at) && follows_and(reading, *at))?;
    let opened = (first..next).any(|at| grammar::is_subordinator(reading.word(at), reading.clause(at) == at));
    // `skal kunne tilføje og fjerne og sende`: nothing is acted on in between.
    let acted_on = (first + 1..next - 1)
        .any(|at| reading.is_word(at) && !is_action(&at) && !grammar::is_coordinator(reading.word(at)));
    // `oprette brugere og tildele dem roller` is about the same.
    let same = matches!(reading.word(next + 1), "den" | "det" | "dem" | "disse" | "denne" | "dette");
    (!opened && acted_on && !same).then_some(next)
}

/// Whether `og` joins a verb to the one before: `og sende`, `og derefter sende`.
fn follows_and(reading: &Reading, at: usize) -> bool {
    let before = if grammar::is_adverb(reading.word(at - 1)) { at - 2 } else { at - 1 };
    matches!(reading.word(before), "og" | "samt")
}

/// The second item of a list whose lead-in ends with the verb: each item is an action of its own.
fn listed(reading: &Reading) -> Option<usize> {
    let mut items = reading.sentences.iter().filter(|part| part.is_led_in);
    let first = items.next()?;
    let colon = first.first.checked_sub(1)?;
    let verb = colon.checked_sub(1)?;
    let ends_with_verb =
        reading.is_mark(colon, ':') && (reading.is_in(List::Obligation, verb) || reading.word(verb) == "kunne");
    let second = items.next().filter(|_| ends_with_verb)?;
    Some(second.first)
}
