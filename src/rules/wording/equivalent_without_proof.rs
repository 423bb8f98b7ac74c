//! K21: an equivalent that nobody knows how to show.

use crate::finding::Level;
use crate::model::Role;
use crate::rules::{Findings, List, Reading, Rule, Scope, Text};
use crate::said;

pub const RULE: Rule = Rule {
    code: "K21",
    level: Level::Warning,
    scope: Scope::Statement(check),
    needs: &[Role::Requirement, Role::Mandatory],
    says: Text {
        da: "Et mindstekrav godtager noget tilsvarende, men siger ikke, hvilken dokumentation der accepteres.",
        en: "A minimum requirement accepts an equivalent and does not say which documentation is accepted.",
    },
    why: Text {
        da: "Klagenævnet for Udbud har krævet, at tilbudsgiveren på forhånd kan se, hvordan det tilsvarende vises.",
        en: "The Danish complaints board has demanded that a bidder can see beforehand how the equivalent is shown.",
    },
    bad: "=== content/k-21.md
---
id: K-21
type: krav
titel: Eksempel
kravtype: MK
acceptkriterier: [Listen er tom for en borger uden sager.]
---

Leverandøren skal være certificeret efter ISO 27001:2022 eller tilsvarende.
",
    good: "=== content/k-21.md
---
id: K-21
type: krav
titel: Eksempel
kravtype: MK
acceptkriterier: [Som dokumentation accepteres et certifikat eller en revisionserklæring fra en uvildig revisor.]
---

Leverandøren skal være certificeret efter ISO 27001:2022 eller tilsvarende.
",
    waivable: true,
};

fn check(reading: &Reading, findings: &mut Findings) {
    let Some(hit) = reading.hits(List::Equivalent).next().filter(|_| reading.is_mandatory) else { return };
    if reading.has(List::Documentation) || reading.criteria_have(List::Documentation) {
        return;
    }
    findings
        .at(reading.hit_place(&hit))
        .says(said!(
            "»{}« i et mindstekrav siger ikke, hvilken dokumentation der accepteres",
            "»{}« in a minimum requirement does not say which documentation is accepted"; reading.hit_said(&hit)
        ))
        .help(said!(
            "skriv i kravet eller i acceptkriterierne, hvad der viser det: certifikat, testrapport, revisionserklæring …",
            "write in the requirement or its acceptance criteria what shows it: a certificate, a test report, an auditor's statement …"
        ));
}
