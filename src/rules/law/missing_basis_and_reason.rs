//! J02: nobody can see why a requirement is there.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "J02",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Requirement, Role::LegalBasis, Role::Reason],
    says: Text {
        da: "Et krav har hverken hjemmel eller begrundelse.",
        en: "A requirement has neither a legal basis nor a reason.",
    },
    why: Text {
        da: "Et krav, som ingen kan begrunde, fordyrer udbuddet og er svært at fjerne igen.",
        en: "A requirement that nobody can justify makes the tender dearer and is hard to remove again.",
    },
    bad: "id: K-2\ntype: krav\ntitel: Søgning på tværs\nophav: forretning",
    good: "id: K-2\ntype: krav\ntitel: Søgning på tværs\nophav: forretning\nbegrundelse: Sagsbehandlere leder i dag i tre systemer.",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let item = facts.model.item(ix);
    // Those that stem from law are J01's.
    if !facts.model.is(ix, Role::Requirement) || look::chosen(facts, ix, Role::Origin) == Some(Role::OriginLaw) {
        return;
    }
    let reasoned = look::has_link(facts, ix, Role::LegalBasis) || look::says_something(facts, ix, Role::Reason);
    if reasoned || !look::is_wanted(facts, item) {
        return;
    }
    findings
        .at(item.place())
        .says(
            said!("`{}` har hverken hjemmel eller begrundelse", "`{}` has neither a legal basis nor a reason"; item.id),
        )
        .help(said!(
            "skriv, hvilken bestemmelse eller hvilket behov kravet kommer af",
            "write which provision or need the requirement comes from"
        ));
}
