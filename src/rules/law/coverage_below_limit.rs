//! J18: less of the law is covered than the quality profile demands.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::place::Place;
use crate::rules::{Findings, Rule, Scope, Text};
use crate::said;
use crate::trace::Facts;
use crate::trace::coverage::Tally;

pub const RULE: Rule = Rule {
    code: "J18",
    level: Level::Warning,
    scope: Scope::Site(check),
    needs: &[Role::Provision, Role::LegalBasis, Role::Requirement],
    says: Text {
        da: "En lov eller en løsning er dækket mindre, end kvalitetsprofilen kræver.",
        en: "An act or a solution is covered less than the quality profile demands.",
    },
    why: Text {
        da: "Grænsen er aftalt, for at ingen bestemmelse bliver glemt; under den ved ingen, hvad der mangler i udbuddet.",
        en: "The limit was agreed so that no provision is forgotten; below it nobody knows what the tender lacks.",
    },
    bad: "=== sporbar.yaml
kvalitetsprofil: {grænser: {dækning_pct: 95}}
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
dækning: fuld
bestemmelser:
  - ref: § 1
    vurdering: {giver_krav: nej, begrundelse: Formålsbestemmelse uden handlepligt.}
  - ref: § 2
    vurdering: {giver_krav: ja}
",
    good: "=== sporbar.yaml
kvalitetsprofil: {grænser: {dækning_pct: 95}}
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
dækning: fuld
bestemmelser:
  - ref: § 1
    vurdering: {giver_krav: nej, begrundelse: Formålsbestemmelse uden handlepligt.}
  - ref: § 2
    vurdering: {giver_krav: ja}
=== content/krav.md
---
id: K-1
type: krav
titel: Frist
hjemmel: BL § 2
---
Løsningen skal vise fristen.
",
    waivable: true,
};

fn check(facts: &Facts, findings: &mut Findings) {
    let Some(limit) = facts.config.profile.limits.coverage_percent else { return };
    let coverage = facts.coverage();
    for act in coverage.acts.iter().filter(|act| act.full && act.tally.misses(limit)) {
        let item = facts.model.item(act.act);
        let place = item.field_with(&facts.model.schema, Role::Coverage).map_or(item.place(), |field| field.place());
        let help = said!(
            "skriv krav til de åbne bestemmelser, eller skriv i deres `vurdering`, at de ikke giver krav",
            "write requirements for the open provisions, or say in their assessment that they give rise to none"
        );
        report(facts, findings, act.act, place, act.tally, limit, help);
    }
    for solution in coverage.solutions.iter().filter(|solution| solution.tally.misses(limit)) {
        let place = facts.model.item(solution.solution).place();
        let help = said!(
            "skriv krav i løsningen til de bestemmelser, der er vurderet til at give krav i den",
            "write requirements in the solution for the provisions that are assessed as asking for them there"
        );
        report(facts, findings, solution.solution, place, solution.tally, limit, help);
    }
}

fn report(facts: &Facts, findings: &mut Findings, ix: ItemIx, at: Place, tally: Tally, limit: f64, help: Said) {
    let id = &facts.model.item(ix).id;
    let (percent, open, counted) = (tally.percent().unwrap_or(0), tally.open, tally.counted());
    let (da, en) = if facts.model.is(ix, Role::Solution) { ("for", "for") } else { ("i", "in") };
    let message = Said::new(
        format!(
            "kun {percent} % af bestemmelserne {da} `{id}` er dækket, men kvalitetsprofilen kræver {} %: {open} af {counted} er åbne",
            limit.to_string().replace('.', ",")
        ),
        format!(
            "only {percent} % of the provisions {en} `{id}` are covered, but the quality profile demands {limit} %: {open} of {counted} are open"
        ),
    );
    findings.at(at).about(ix).says(message).help(help);
}
