//! G15: a change that comes too late for the law it is made for.

use jiff::civil::Date;

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::entries::entries;
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "G15",
    level: Level::Error,
    scope: Scope::Item(check),
    needs: &[Role::Change, Role::Deadline, Role::StemsFrom, Role::InForceFrom],
    says: Text {
        da: "En ændring har frist efter den dag, da den lov, den udspringer af, træder i kraft.",
        en: "A change is due after the day on which the law it stems from enters into force.",
    },
    why: Text {
        da: "Fra ikrafttrædelsen skal kommunerne følge loven, også når løsningen ikke kan.",
        en: "From that day the municipalities must obey the law, even when the solution can't.",
    },
    bad: "=== content/aendringer.yaml
elementer:
  - {id: REG-1, type: regelændring, titel: Ny frist, i_kraft: 2027-07-01}
  - {id: AEN-1, type: ændring, titel: Ny frist, udspringer_af: REG-1, frist: 2027-09-30}
",
    good: "=== content/aendringer.yaml
elementer:
  - {id: REG-1, type: regelændring, titel: Ny frist, i_kraft: 2027-07-01}
  - {id: AEN-1, type: ændring, titel: Ny frist, udspringer_af: REG-1, frist: 2027-06-15}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let model = &facts.model;
    let item = model.item(ix);
    if !model.is(ix, Role::Change) || !look::is_wanted(facts, item) || super::has_reached(facts, ix, Role::Done) {
        return;
    }
    let Some(deadline) = concerns::day(facts, ix, Role::Deadline) else { return };
    let begun = begun(facts, ix);
    let late =
        model.targets(ix, Role::StemsFrom).into_iter().filter_map(|law| Some((law, commencement(facts, law, begun)?)));
    // The first day counts: what is ready for it is ready for the others.
    let Some((law, day)) = late.filter(|(_, day)| *day < deadline).min_by_key(|(_, day)| *day) else { return };
    let law = model.item(law);
    let (due, day) = (look::day(deadline), look::day(day));
    super::told(facts, ix, look::place_of(facts, ix, Role::Deadline), None, findings)
        .says(Said::new(
            format!("`{}` har frist {}, men `{}` træder i kraft {}", item.id, due.da, law.id, day.da),
            format!("`{}` is due on {}, but `{}` enters into force on {}", item.id, due.en, law.id, day.en),
        ))
        .help(said!(
            "flyt fristen frem, eller skriv, hvordan kommunerne klarer sig i mellemtiden, og få en dispensation",
            "move the deadline forward, or say how the municipalities manage in the meantime, and have it waived"
        ))
        .related(law.place(), said!("loven", "the law"));
}

/// The first day that is written of work on the change: law that was in force before then is not what it waits for.
fn begun(facts: &Facts, ix: ItemIx) -> Option<Date> {
    let objects = [Role::Priority, Role::Agreement, Role::Briefing].into_iter();
    objects.flat_map(|object| entries(facts, ix, object)).filter_map(|entry| entry.date(Role::Date)).min()
}

/// The day on which the law begins to hold that a change stems from: that of the case, or the first one after work
/// had begun on which an act, a provision or a new text of it enters into force.
fn commencement(facts: &Facts, law: ItemIx, begun: Option<Date>) -> Option<Date> {
    let model = &facts.model;
    if model.is(law, Role::LawCase) {
        return concerns::day(facts, law, Role::InForceFrom);
    }
    if !model.is(law, Role::LegalSource) && !model.is(law, Role::Provision) {
        return None;
    }
    let versions = model.text_versions(law);
    let of_versions = versions.iter().flat_map(|versions| {
        versions.each().filter_map(|(_, version)| versions.validity(version).from).collect::<Vec<_>>()
    });
    let days = model.first_day(law).into_iter().chain(of_versions);
    match begun {
        Some(begun) => days.filter(|day| *day > begun).min(),
        None => days.max(),
    }
}
