//! G16: a proposal that nobody has treated in the time agreed.

use jiff::civil::Date;

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::place::Place;
use crate::rules::entries::entries;
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "G16",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Proposal, Role::Received, Role::Open],
    says: Text {
        da: "Et forslag er ikke behandlet inden for de måneder, der er aftalt.",
        en: "A proposal was not treated within the months agreed.",
    },
    why: Text {
        da: "Kommuner, der ikke hører noget, holder op med at foreslå. Fristen står i kvalitetsprofilens `forslag_måneder`.",
        en: "Municipalities that hear nothing stop proposing. The time is `forslag_måneder` of the quality profile.",
    },
    bad: "=== sporbar.yaml
pr_dato: 2026-11-23
kvalitetsprofil: {grænser: {forslag_måneder: 6}}
=== content/forslag.yaml
id: FOR-1
type: forslag
titel: Ens skema
status: modtaget
modtaget: 2026-04-30
",
    good: "=== sporbar.yaml
pr_dato: 2026-11-23
kvalitetsprofil: {grænser: {forslag_måneder: 6}}
=== content/forslag.yaml
id: FOR-1
type: forslag
titel: Ens skema
status: prioriteret
modtaget: 2026-04-30
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let Some(months) = facts.config.profile.limits.proposal_months else { return };
    let model = &facts.model;
    let item = model.item(ix);
    if !model.is(ix, Role::Proposal) || !item.has_status(&model.schema, Role::Open) || !look::is_wanted(facts, item) {
        return;
    }
    let Some((received, place)) = received(facts, ix) else { return };
    if look::months_after(received, months).is_none_or(|last| last >= model.day) {
        return;
    }
    let (day, (da, en)) = (look::day(received), if months == 1 { ("måned", "month") } else { ("måneder", "months") });
    super::told(facts, ix, place, None, findings)
        .says(Said::new(
            format!("`{}` blev modtaget {} og er ikke behandlet inden for {months} {da}", item.id, day.da),
            format!("`{}` was received on {} and not treated within {months} {en}", item.id, day.en),
        ))
        .help(said!(
            "lad faggruppen tage stilling, og skriv den nye status",
            "let the expert group consider it, and write its new status"
        ));
}

/// The day it came in: as it says, or that of its first version. Without either nobody can tell.
fn received(facts: &Facts, ix: ItemIx) -> Option<(Date, Place)> {
    let written = crate::rules::concerns::day(facts, ix, Role::Received);
    let written = written.map(|day| (day, look::place_of(facts, ix, Role::Received)));
    let first = || {
        let versions = entries(facts, ix, Role::Versions);
        versions
            .filter_map(|version| Some((version.date(Role::Date)?, version.place_of(Role::Date))))
            .min_by_key(|first| first.0)
    };
    written.or_else(first)
}
