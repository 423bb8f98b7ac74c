//! K22: a shared requirement changed since it was reused.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;
use crate::trace::reviews::{State, target_name};

pub const RULE: Rule = Rule {
    code: "K22",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::ReusedFrom],
    says: Text {
        da: "Et fælles krav er ændret, siden det blev genbrugt.",
        en: "A shared requirement has changed since it was reused.",
    },
    why: Text {
        da: "Løsningen kan stille et andet krav end fællesskabet, uden at nogen har besluttet det.",
        en: "The solution may ask for something else than the common requirement without anybody having decided so.",
    },
    bad: "=== content/k-22.md
---
id: K-22
type: krav
titel: Logning
genbrugt_fra: F-1
---

Løsningen skal registrere hvert opslag.
=== content/f-1.md
---
id: F-1
type: krav
titel: Logning af opslag
---

Løsningen skal registrere hvert opslag med bruger og tidspunkt.
=== gennemgang.lock
K-22\tgenbrugt_fra\tF-1\ttekst\t000000000000\t2026-05-12\tKR
",
    good: "=== content/k-22.md
---
id: K-22
type: krav
titel: Logning
genbrugt_fra: F-1
---

Løsningen skal registrere hvert opslag.
=== content/f-1.md
---
id: F-1
type: krav
titel: Logning af opslag
---

Løsningen skal registrere hvert opslag med bruger og tidspunkt.
=== gennemgang.lock
K-22\tgenbrugt_fra\tF-1\ttekst\t021e4b1ff5ee\t2026-05-12\tKR
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let item = facts.model.item(ix);
    let held = facts.reviews().held_by(&facts.model, ix).iter();
    for review in held.filter(|review| review.state == State::Changed) {
        let link = &facts.model.links[review.link];
        let reused = facts.model.schema.link_type(link.link_type).role == Some(Role::ReusedFrom);
        let Some(entry) = facts.reviews().entry(review).filter(|_| reused && look::is_wanted(facts, item)) else {
            continue;
        };
        let (target, day) = (target_name(&facts.model, link).unwrap_or_default(), look::day(entry.day));
        let message = Said::new(
            format!("`{target}` er ændret, siden genbruget blev gennemgået {}", day.da),
            format!("`{target}` has changed since its reuse was reviewed on {}", day.en),
        );
        findings.at(look::link_place(facts, link)).says(message).help(said!(
            "se ændringen med `sporbar review {0}`; ret kravet, eller bekræft det med `sporbar review {0} --by ORGAN`",
            "see the change with `sporbar review {0}`; change the requirement, or confirm it with `sporbar review {0} --by BODY`";
            item.id
        ));
    }
}
