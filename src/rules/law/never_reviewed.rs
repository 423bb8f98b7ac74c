//! J08: nobody has recorded that a link was looked at.

use crate::finding::Level;
use crate::model::ItemIx;
use crate::place::{Place, Span};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;
use crate::trace::reviews::{State, target_name};

pub const RULE: Rule = Rule {
    code: "J08",
    level: Level::Info,
    scope: Scope::Site(check),
    needs: &[],
    says: Text { da: "En henvisning er aldrig gennemgået.", en: "A link was never reviewed." },
    why: Text {
        da: "Kun en gennemgået henvisning kan melde sig, når loven ændres.",
        en: "Only a link that was reviewed can tell when the law changes.",
    },
    bad: "=== content/k-8.md
---
id: K-8
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
",
    good: "=== content/k-8.md
---
id: K-8
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
K-8\thjemmel\tBL § 20\tresume\t518b0912e003\t2026-05-12\tFG-BØRN
",
    waivable: true,
};

fn check(facts: &Facts, findings: &mut Findings) {
    let unseen = |ix: &ItemIx| super::reviews(facts, *ix, |state| *state == State::NeverReviewed).count();
    if facts.lock.is_none() {
        let count: usize = facts.model.all().map(|ix| unseen(&ix)).sum();
        if count > 0 {
            without_lock(count, findings);
        }
        return;
    }
    for ix in facts.model.all() {
        for review in super::reviews(facts, ix, |state| *state == State::NeverReviewed) {
            let link = &facts.model.links[review.link];
            let target = target_name(&facts.model, link).unwrap_or_default();
            findings
                .at(look::link_place(facts, link))
                .about(ix)
                .says(
                    said!("henvisningen til `{}` er aldrig gennemgået", "the link to `{}` was never reviewed"; target),
                )
                .help(said!(
                    "hold den op mod teksten, og bekræft den med `sporbar review {} --by ORGAN`",
                    "hold it against the text, and write `sporbar review {} --by BODY`"; facts.model.item(ix).id
                ));
        }
    }
}

/// One finding for the project: it has not begun.
fn without_lock(count: usize, findings: &mut Findings) {
    let place = Place { file: Facts::LOCK, span: Span::new(0, 0) };
    let message = match count {
        1 => said!(
            "projektet har ingen `gennemgang.lock`, og 1 henvisning er aldrig gennemgået",
            "the project has no `gennemgang.lock`, and 1 link was never reviewed"
        ),
        _ => said!(
            "projektet har ingen `gennemgang.lock`, og {} henvisninger er aldrig gennemgået",
            "the project has no `gennemgang.lock`, and {} links were never reviewed"; count
        ),
    };
    findings.at(place).says(message).help(said!(
        "se dem med `sporbar review --all`, og bekræft dem med `sporbar review --all --by ORGAN`",
        "see them with `sporbar review --all`, and record them with `sporbar review --all --by BODY`"
    ));
}
