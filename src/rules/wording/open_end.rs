//! K06: a list that does not end.

use crate::finding::Level;
use crate::language::TokenKind;
use crate::model::Role;
use crate::rules::{Findings, List, Reading, Rule, Scope, Text};
use crate::said;

pub const RULE: Rule = Rule {
    code: "K06",
    level: Level::Warning,
    scope: Scope::Statement(check),
    needs: &[Role::Requirement],
    says: Text { da: "En opregning i et krav er åben.", en: "A list in a requirement is open." },
    why: Text {
        da: "Tilbudsgiveren kan ikke se, hvad der ellers kræves, og prøven kan ikke afsluttes.",
        en: "The bidder can not see what else is asked for, and the test can not end.",
    },
    bad: "=== content/k-6.md
---
id: K-6
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal vise navn, adresse mv.
",
    good: "=== content/k-6.md
---
id: K-6
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal vise navn, adresse og kommune.
",
    waivable: true,
};

fn check(reading: &Reading, findings: &mut Findings) {
    for hit in reading.hits(List::OpenEnd) {
        if matches!(reading.word(hit.last as usize + 1), "alene" | "kun" | "udelukkende") {
            continue;
        }
        let text = reading.hit_said(&hit);
        // `ÅÅÅÅ-MM.`, `5 mm.`
        let first = hit.first as usize;
        let counted = first > 0 && reading.tokens[first - 1].kind == TokenKind::Number;
        if text.len() > 1 && text.chars().all(|letter| letter.is_uppercase() || letter == '.')
            || counted && text == "mm."
        {
            continue;
        }
        findings
            .at(reading.hit_place(&hit))
            .says(said!("»{}« lader opregningen stå åben", "»{}« leaves the list open"; text))
            .help(said!(
                "skriv hele listen; er der tale om eksempler, så flyt dem til vejledningen",
                "write the whole list; if these are examples, move them to the guidance"
            ));
    }
}
