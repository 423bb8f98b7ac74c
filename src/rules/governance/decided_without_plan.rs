//! G14: a decided change that nobody is to carry out, or that nobody has estimated or put in order.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::entries::entries;
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "G14",
    level: Level::Error,
    scope: Scope::Item(check),
    needs: &[Role::Change, Role::Decided, Role::Responsible, Role::Estimate, Role::Priority],
    says: Text {
        da: "En besluttet ændring har ingen ansvarlig (fejl) eller mangler estimat eller prioritet (advarsel).",
        en: "A decided change has nobody responsible (error), or lacks its estimate or priority (warning).",
    },
    why: Text {
        da: "Projektlederen udfører det, der er besluttet. Uden en ansvarlig sker det ikke, og uden estimat og prioritet \
             kan ingen se, om rammen holder.",
        en: "The project manager carries out what was decided. Without somebody responsible it does not happen, and without \
             estimate and priority nobody can see whether the frame will do.",
    },
    bad: "id: AEN-1
type: ændring
titel: Ny frist
status: besluttet
estimat: {timer: 40}
prioritet: {rang: 1}
",
    good: "id: AEN-1
type: ændring
titel: Ny frist
status: besluttet
ansvarlig: Projektleder for DUBU
estimat: {timer: 40}
prioritet: {rang: 1}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let item = facts.model.item(ix);
    let decided = facts.model.is(ix, Role::Change) && super::has_reached(facts, ix, Role::Decided);
    if !decided || !look::is_wanted(facts, item) {
        return;
    }
    let place = super::status_place(facts, ix);
    let status = || super::status_name(facts, ix);
    if !look::says_something(facts, ix, Role::Responsible) {
        let status = status();
        super::told(facts, ix, place, None, findings)
            .says(Said::new(
                format!("`{}` er »{}«, men har ingen ansvarlig", item.id, status.da),
                format!("`{}` is \"{}\", but nobody is responsible for it", item.id, status.en),
            ))
            .help(said!(
                "skriv, hvem der udfører den, under `ansvarlig`",
                "write who carries it out under `ansvarlig`"
            ));
    }
    let says = |object: Role, parts: &[Role]| {
        entries(facts, ix, object).any(|entry| parts.iter().any(|part| entry.says(facts, *part)))
    };
    let mut missing = Vec::new();
    if !says(Role::Estimate, &[Role::Hours, Role::Amount]) {
        missing.push(said!("estimat", "an estimate"));
    }
    if !says(Role::Priority, &[Role::Rank]) {
        missing.push(said!("prioritet", "a priority"));
    }
    if !missing.is_empty() {
        let (missing, status) = (look::listed(&missing), status());
        super::told(facts, ix, place, Some(Level::Warning), findings)
            .says(Said::new(
                format!("`{}` er »{}«, men mangler {}", item.id, status.da, missing.da),
                format!("`{}` is \"{}\", but lacks {}", item.id, status.en, missing.en),
            ))
            .help(said!(
                "få opgaven estimeret og prioriteret, og skriv det her",
                "have the task estimated and put in order, and write it here"
            ));
    }
}
