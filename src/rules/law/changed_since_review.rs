//! J07: what is cited is not what was reviewed.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;
use crate::trace::reviews::{State, target_name};

pub const RULE: Rule = Rule {
    code: "J07",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[],
    says: Text {
        da: "En henvisning skal genvurderes: det, den peger på, er ændret, siden den blev gennemgået.",
        en: "A link must be reviewed again: what it points to has changed since it was reviewed.",
    },
    why: Text {
        da: "Kravet blev skrevet efter en tekst, der ikke gælder længere, og kan kræve noget andet end loven.",
        en: "The requirement was written from a text that no longer holds, and may ask for something else than the law.",
    },
    bad: "=== content/k-7.md
---
id: K-7
type: krav
titel: Frist for undersøgelsen
ophav: lov
hjemmel: BL § 20
---
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - {ref: § 20, resume: Undersøgelsen afsluttes senest tre måneder efter.}
=== gennemgang.lock
K-7\thjemmel\tBL § 20\tresume\t518b0912e003\t2026-05-12\tFG-BØRN
",
    good: "=== content/k-7.md
---
id: K-7
type: krav
titel: Frist for undersøgelsen
ophav: lov
hjemmel: BL § 20
---
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - {ref: § 20, resume: Undersøgelsen afsluttes senest fire måneder efter.}
=== gennemgang.lock
K-7\thjemmel\tBL § 20\tresume\t518b0912e003\t2026-05-12\tFG-BØRN
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let changed = super::reviews(facts, ix, |state| *state == State::Changed);
    for review in changed {
        let link = &facts.model.links[review.link];
        // Reuse (K22) and drawings (V17) are judged by rules of their own.
        let role = facts.model.schema.link_type(link.link_type).role;
        if matches!(role, Some(Role::ReusedFrom | Role::DiagramShows)) {
            continue;
        }
        let Some(entry) = facts.reviews().entry(review) else { continue };
        let (target, day) = (target_name(&facts.model, link).unwrap_or_default(), look::day(entry.day));
        let message = Said::new(
            format!("`{target}` er ændret, siden henvisningen blev gennemgået {}", day.da),
            format!("`{target}` has changed since the link was reviewed on {}", day.en),
        );
        findings.at(look::link_place(facts, link)).says(message).help(said!(
            "se ændringen med `sporbar review {0}`, og bekræft gennemgangen med `sporbar review {0} --by ORGAN`",
            "see the change with `sporbar review {0}`, and record the review with `sporbar review {0} --by BODY`";
            facts.model.item(ix).id
        ));
    }
}
