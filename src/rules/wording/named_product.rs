//! K19: a product, trademark or supplier by name.

use crate::finding::Level;
use crate::model::Role;
use crate::rules::{Findings, List, Reading, Rule, Scope, Text};
use crate::said;

pub const RULE: Rule = Rule {
    code: "K19",
    level: Level::Error,
    scope: Scope::Statement(check),
    needs: &[Role::Requirement],
    says: Text {
        da: "Et krav nævner et produkt, et varemærke eller en leverandør uden »eller tilsvarende«.",
        en: "A requirement names a product, a trademark or a supplier without »eller tilsvarende«.",
    },
    why: Text {
        da: "Udbudsloven § 42 forbyder at kræve et bestemt fabrikat; nævnes det undtagelsesvis, skal »eller tilsvarende« stå ved siden af.",
        en: "Section 42 of the Danish Public Procurement Act forbids asking for a certain make; where one is named by way of exception, »eller tilsvarende« must stand beside it.",
    },
    bad: "=== sporbar.yaml
kvalitetsprofil: {fabrikater: fabrikater.yaml}
=== fabrikater.yaml
- Fjordsoft
=== content/k-19.md
---
id: K-19
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal køre på Fjordsoft.
",
    good: "=== sporbar.yaml
kvalitetsprofil: {fabrikater: fabrikater.yaml}
=== fabrikater.yaml
- Fjordsoft
=== content/k-19.md
---
id: K-19
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal køre på Fjordsoft eller tilsvarende.
",
    waivable: true,
};

fn check(reading: &Reading, findings: &mut Findings) {
    if reading.has(List::Equivalent) {
        return;
    }
    for hit in reading.hits(List::Brand) {
        findings
            .at(reading.hit_place(&hit))
            .says(said!(
                "»{}« er et bestemt fabrikat, og der står ikke »eller tilsvarende«",
                "»{}« is a certain make, and »eller tilsvarende« is missing"; reading.hit_said(&hit)
            ))
            .help(said!(
                "beskriv egenskaben i stedet; kan det ikke undgås at nævne navnet, så tilføj »eller tilsvarende«",
                "describe the property instead; if the name can not be avoided, add »eller tilsvarende«"
            ));
    }
}
