//! K08: a verb that obliges nobody, beside one that does.

use crate::document::BlockForm;
use crate::finding::Level;
use crate::model::Role;
use crate::rules::{Findings, List, Reading, Rule, Scope, Text};
use crate::said;

pub const RULE: Rule = Rule {
    code: "K08",
    level: Level::Warning,
    scope: Scope::Statement(check),
    needs: &[Role::Requirement],
    says: Text {
        da: "Et krav bruger bør, kan, vil eller et andet ord, der ikke forpligter.",
        en: "A requirement uses *bør*, *kan*, *vil* or another word that obliges nobody.",
    },
    why: Text {
        da: "Leverandøren kan lade være, uden at kravet er brudt.",
        en: "The supplier may leave it undone without breaking the requirement.",
    },
    bad: "=== content/k-8.md
---
id: K-8
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal vise borgerens sager, og den bør vise den nyeste først.
",
    good: "=== content/k-8.md
---
id: K-8
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal vise borgerens sager med den nyeste først.
",
    waivable: true,
};

fn check(reading: &Reading, findings: &mut Findings) {
    for hit in reading.hits(List::Modal) {
        if is_weak(reading, hit.first as usize) {
            tell(reading, hit.first as usize, hit.last as usize, findings);
        }
    }
    for at in 0..reading.tokens.len() {
        // `må` alone says both that something is allowed and that it is asked for.
        let bare = reading.word(at) == "må" && !reading.is_muted(at) && !reading.is_in(List::Obligation, at);
        if bare && is_weak(reading, at) {
            tell(reading, at, at, findings);
        }
    }
}

fn is_weak(reading: &Reading, verb: usize) -> bool {
    let part = reading.sentence(verb);
    !part.is_led_in && part.form != BlockForm::Cell && reading.is_main(verb)
}

fn tell(reading: &Reading, first: usize, last: usize, findings: &mut Findings) {
    findings
        .at(reading.place(first, last))
        .says(said!("»{}« forpligter ikke", "»{}« obliges nobody"; reading.said(first, last)))
        .help(said!(
            "skriv »skal«, hvis det er et krav, og »skal kunne«, hvis det er en mulighed, løsningen skal give; ellers flyt det til vejledningen",
            "write »skal« if it is a requirement, and »skal kunne« if the solution must offer it; else move it to the guidance"
        ));
}
