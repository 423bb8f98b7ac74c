//! J11: a requirement said to stem from law rests on guidance alone.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;
use crate::trace::moves::act_of;

pub const RULE: Rule = Rule {
    code: "J11",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Requirement, Role::Origin, Role::OriginLaw, Role::LegalBasis, Role::DocumentType],
    says: Text {
        da: "Et krav med ophav i lov hviler kun på en vejledning eller et cirkulære.",
        en: "A requirement that stems from law rests on guidance or a circular alone.",
    },
    why: Text {
        da: "En vejledning binder ikke. Er kravet et lovkrav, står det i loven eller bekendtgørelsen.",
        en: "Guidance does not bind. If the requirement follows from law, the act or order says so.",
    },
    bad: "=== content/k-11.md
---
id: K-11
type: krav
titel: Frist for bekræftelse
ophav: lov
hjemmel: VEJ-UNDER pkt. 3.1
---
=== content/vej.yaml
id: VEJ-UNDER
type: retskilde
titel: Vejledning om underretninger
dokumenttype: VEJ
bestemmelser:
  - {ref: pkt. 3.1, titel: Bekræftelse}
",
    good: "=== content/k-11.md
---
id: K-11
type: krav
titel: Frist for bekræftelse
ophav: lov
hjemmel: [VEJ-UNDER pkt. 3.1, BL § 137]
---
=== content/vej.yaml
id: VEJ-UNDER
type: retskilde
titel: Vejledning om underretninger
dokumenttype: VEJ
bestemmelser:
  - {ref: pkt. 3.1, titel: Bekræftelse}
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
dokumenttype: LOV
bestemmelser:
  - {ref: § 137, titel: Besked til den der har underrettet}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let model = &facts.model;
    if !model.is(ix, Role::Requirement) || look::chosen(facts, ix, Role::Origin) != Some(Role::OriginLaw) {
        return;
    }
    let basis = model.targets(ix, Role::LegalBasis);
    if basis.is_empty() || !basis.iter().all(|target| is_guidance(facts, *target)) {
        return;
    }
    if !look::is_wanted(facts, model.item(ix)) {
        return;
    }
    let act = &model.item(act_of(model, basis[0])).id;
    let link_type = model.schema.link_type_with(Role::LegalBasis);
    let written = model.held_by(ix).iter().find(|link| Some(link.link_type) == link_type);
    let place = written.map_or_else(|| model.item(ix).place(), |link| look::link_place(facts, link));
    findings
        .at(place)
        .says(said!(
            "`{}` har ophav i lov, men hviler kun på `{}`, som ikke er bindende",
            "`{}` stems from law, but rests on `{}` alone, which does not bind"; model.item(ix).id, act
        ))
        .help(said!(
            "tilføj den bestemmelse, vejledningen handler om, eller skriv et andet `ophav`",
            "add the provision that the guidance is about, or write another origin (`ophav`)"
        ));
}

/// Whether law is of a kind that guides and does not bind.
fn is_guidance(facts: &Facts, target: ItemIx) -> bool {
    let act = act_of(&facts.model, target);
    super::document_type(facts, act).is_some_and(|code| super::is_listed(facts, "guidance_document", &code))
}
