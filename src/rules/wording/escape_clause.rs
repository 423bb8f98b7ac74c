//! K05: a way out of the obligation.

use crate::finding::Level;
use crate::model::Role;
use crate::rules::{Findings, List, Reading, Rule, Scope, Text};
use crate::said;

pub const RULE: Rule = Rule {
    code: "K05",
    level: Level::Error,
    scope: Scope::Statement(check),
    needs: &[Role::Requirement],
    says: Text {
        da: "Et krav har en bagdør, så ingen kan kræve det opfyldt (fejl i et mindstekrav, ellers advarsel).",
        en: "A requirement has a way out, so that nobody can demand it (error in a minimum requirement, else warning).",
    },
    why: Text {
        da: "Leverandøren afgør selv, hvornår forbeholdet gælder, og et mindstekrav med forbehold kan ikke afvise et tilbud.",
        en: "The supplier decides when the reservation holds, and a minimum requirement with one can not refuse a bid.",
    },
    bad: "=== content/k-5.md
---
id: K-5
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal så vidt muligt udfylde felterne med kendte oplysninger.
",
    good: "=== content/k-5.md
---
id: K-5
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal udfylde de felter, som findes i personregistret.
",
    waivable: true,
};

fn check(reading: &Reading, findings: &mut Findings) {
    for hit in reading.hits(List::Escape) {
        let found = findings
            .at(reading.hit_place(&hit))
            .says(
                said!("»{}« er en bagdør ud af kravet", "»{}« is a way out of the requirement"; reading.hit_said(&hit)),
            )
            .help(said!(
                "tag forbeholdet ud, eller skriv præcis, hvornår kravet ikke gælder",
                "take the reservation out, or write exactly when the requirement does not hold"
            ));
        if !reading.is_mandatory {
            found.level(Level::Warning);
        }
    }
}
