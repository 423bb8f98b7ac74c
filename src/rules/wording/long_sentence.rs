//! K12: a sentence nobody can hold in mind.

use crate::finding::Level;
use crate::model::Role;
use crate::rules::{Findings, Reading, Rule, Scope, Text};
use crate::said;

pub const RULE: Rule = Rule {
    code: "K12",
    level: Level::Info,
    scope: Scope::Statement(check),
    needs: &[Role::Requirement],
    says: Text {
        da: "En kravtekst er for lang eller for tung at læse.",
        en: "A statement is too long or too heavy to read.",
    },
    why: Text {
        da: "Lange sætninger læses forskelligt, og den ene halvdel bliver glemt i svaret.",
        en: "Long sentences are read in different ways, and one half is forgotten in the answer.",
    },
    bad: "=== content/k-12.md
---
id: K-12
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal, når en borger i kommunen har indsendt en ansøgning om økonomisk fripladstilskud til et barn i dagtilbud, og ansøgningen er modtaget uden de bilag om husstandens indkomst i det seneste kalenderår, som kommunen har bedt om i brevet, sende en påmindelse til borgeren.
",
    good: "=== content/k-12.md
---
id: K-12
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal sende en påmindelse til borgeren, når en ansøgning mangler bilag.
",
    waivable: true,
};

/// Longest sentence, in words.
const MOST_WORDS: usize = 40;
/// Heaviest text, by LIX: words in a sentence plus long words in a hundred. Over 55 is as official texts at their worst.
const MOST_LIX: usize = 55;
/// A LIX is that of a text; in so few words one compound more or less decides.
const LEAST_WORDS: usize = 60;
/// From so many letters a word is long.
const LONG_LETTERS: usize = 7;

fn check(reading: &Reading, findings: &mut Findings) {
    for part in &reading.sentences {
        let words = reading.words(*part);
        if words > MOST_WORDS {
            findings
                .at(reading.place(part.first, part.end - 1))
                .says(said!(
                    "sætningen har {} ord; over {} er svære at holde rede på",
                    "the sentence has {} words; more than {} are hard to hold in mind"; words, MOST_WORDS
                ))
                .help(said!(
                    "del den, eller skriv betingelserne som en liste",
                    "split it, or write the conditions as a list"
                ));
            return;
        }
    }
    let words: usize = reading.sentences.iter().map(|part| reading.words(*part)).sum();
    if words < LEAST_WORDS {
        return;
    }
    let long = (0..reading.tokens.len())
        .filter(|at| reading.is_word(*at) && reading.word(*at).chars().count() >= LONG_LETTERS);
    let lix = words / reading.sentences.len().max(1) + 100 * long.count() / words;
    if lix > MOST_LIX {
        let last = reading.tokens.len() - 1;
        findings
            .at(reading.place(0, last))
            .says(said!(
                "kravteksten har lixtal {}; over {} er meget svært",
                "the statement has a LIX of {}; more than {} is very hard"; lix, MOST_LIX
            ))
            .help(said!("skriv kortere sætninger og kortere ord", "write shorter sentences and shorter words"));
    }
}
