//! J15: a citation meets another provision than the one that was reviewed, because that has moved.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Link};
use crate::place::Place;
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;
use crate::trace::reviews::{State, target_name};

pub const RULE: Rule = Rule {
    code: "J15",
    level: Level::Error,
    scope: Scope::Item(check),
    needs: &[crate::model::Role::Moved],
    says: Text {
        da: "En bestemmelse, der henvises til, har skiftet plads i loven, siden henvisningen blev gennemgået.",
        en: "A cited provision has moved to another place of the act since the link was reviewed.",
    },
    why: Text {
        da: "På den gamle plads står nu noget andet, så henvisningen peger på en forkert regel.",
        en: "Something else stands at the old place now, so that the link points to a wrong rule.",
    },
    bad: "=== content/k-15.md
---
id: K-15
type: krav
titel: Frist for undersøgelsen
ophav: lov
hjemmel: BL § 20, stk. 1
---
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - ref: § 20
    bestemmelser:
      - {ref: stk. 1, resume: Barnet inddrages.}
      - ref: stk. 2
        resume: Undersøgelsen afsluttes senest fire måneder efter.
        flyttet: {fra_ref: stk. 1, pr: 2026-07-01}
=== gennemgang.lock
K-15\thjemmel\tBL § 20, stk. 1\tresume\td7025c1bf221\t2026-05-12\tFG-BØRN
",
    good: "=== content/k-15.md
---
id: K-15
type: krav
titel: Frist for undersøgelsen
ophav: lov
hjemmel: BL § 20, stk. 2
---
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - ref: § 20
    bestemmelser:
      - {ref: stk. 1, resume: Barnet inddrages.}
      - ref: stk. 2
        resume: Undersøgelsen afsluttes senest fire måneder efter.
        flyttet: {fra_ref: stk. 1, pr: 2026-07-01}
=== gennemgang.lock
K-15\thjemmel\tBL § 20, stk. 1\tresume\td7025c1bf221\t2026-05-12\tFG-BØRN
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    for review in super::reviews(facts, ix, |state| matches!(state, State::Moved { .. })) {
        let (link, State::Moved { to }) = (&facts.model.links[review.link], &review.state) else { continue };
        let Some(entry) = facts.reviews().entry(review) else { continue };
        let (target, day) = (target_name(&facts.model, link).unwrap_or_default(), look::day(entry.day));
        let message = Said::new(
            format!("det, der blev gennemgået {} som `{target}`, er nu `{to}`", day.da),
            format!("what was reviewed on {} as `{target}` is now `{to}`", day.en),
        );
        let place = look::link_place(facts, link);
        let found = findings.at(place).says(message).help(said!(
            "henvis til `{}`; skal der stadig stå `{}`, så bekræft det med `sporbar review {} --by ORGAN`",
            "cite `{}`; if it is still to be `{}`, record that with `sporbar review {} --by BODY`";
            to, target, facts.model.item(ix).id
        ));
        if let Some(replacement) = rewritten(facts, link, place, to) {
            found.fix(place, replacement);
        }
    }
}

/// The citation as it is to be written instead, in the quotes of the old one; `None` where something else stands
/// there than the link says.
fn rewritten(facts: &Facts, link: &Link, place: Place, to: &str) -> Option<String> {
    let written = place.span.of(facts.text(place.file));
    let quoted = |quote: char| written.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    if written.trim() == &*link.text {
        return Some(to.to_owned());
    }
    let quote =
        ['"', '\''].into_iter().find(|quote| quoted(*quote).is_some_and(|inner| inner.trim() == &*link.text))?;
    Some(format!("{quote}{to}{quote}"))
}
