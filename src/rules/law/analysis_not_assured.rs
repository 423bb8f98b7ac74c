//! J13: a legal analysis that no expert group stands behind, or that is older than the law.

use jiff::civil::Date;

use crate::document::Node;
use crate::finding::{Level, Said};
use crate::model::schema::Form;
use crate::model::{ItemIx, Role, value};
use crate::place::Place;
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;
use crate::trace::newest_text::NewestTexts;

pub const RULE: Rule = Rule {
    code: "J13",
    level: Level::Warning,
    scope: Scope::Site(check),
    needs: &[Role::LegalAnalysis, Role::QualityAssured, Role::QualityAssuredBy, Role::ExpertGroup],
    says: Text {
        da: "En lovudredning er ikke kvalitetssikret af en faggruppe, eller loven er ændret siden.",
        en: "A legal analysis is not quality-assured by an expert group, or the law has changed since.",
    },
    why: Text {
        da: "Krav, der bygger på udredningen, arver dens fejl.",
        en: "Requirements built on the analysis inherit its mistakes.",
    },
    bad: "=== content/lu-1.yaml
id: LU-1
type: lovudredning
titel: Frister i underretningssager
hjemmel: BL § 136
punkter:
  - {om: BL § 136, læsning: Fristen løber fra modtagelsen.}
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - {ref: § 136, titel: Vurdering af underretninger}
",
    good: "=== content/lu-1.yaml
id: LU-1
type: lovudredning
titel: Frister i underretningssager
hjemmel: BL § 136
kvalitetssikret: {af: FG-BØRN, dato: 2026-03-01}
punkter:
  - {om: BL § 136, læsning: Fristen løber fra modtagelsen.}
=== content/organ.yaml
id: FG-BØRN
type: organ
titel: Faggruppen for børn og unge
organtype: faggruppe
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - {ref: § 136, titel: Vurdering af underretninger}
",
    waivable: true,
};

fn check(facts: &Facts, findings: &mut Findings) {
    let model = &facts.model;
    let mut newest = NewestTexts::new(model);
    for ix in model.with_role(Role::LegalAnalysis) {
        let item = model.item(ix);
        let in_the_making = item.has_status(&model.schema, Role::Draft) || item.has_status(&model.schema, Role::Review);
        if item.damaged || item.duplicate || in_the_making || !look::is_wanted(facts, item) {
            continue;
        }
        if !is_assured(facts, ix) {
            findings
                .at(item.place())
                .about(ix)
                .says(said!("`{}` er ikke kvalitetssikret af en faggruppe", "`{}` is not quality-assured by an expert group"; item.id))
                .help(said!(
                    "lad faggruppen gennemgå den, og skriv `kvalitetssikret: {{af: …, dato: …}}`",
                    "let the expert group go through it, and write `kvalitetssikret: {{af: …, dato: …}}`"
                ));
        } else if let Some((day, place)) = assured_on(facts, ix) {
            let mut later = model.targets(ix, Role::Analyses).into_iter();
            let later = later.find_map(|law| newest.of(law).filter(|(from, _)| *from > day));
            if let Some((from, law)) = later {
                report_older(facts, ix, place, (day, from, law), findings);
            }
        }
    }
}

fn report_older(
    facts: &Facts,
    ix: ItemIx,
    place: Place,
    (day, from, law): (Date, Date, ItemIx),
    findings: &mut Findings,
) {
    let (id, law) = (&facts.model.item(ix).id, &facts.model.item(law).id);
    let (day, from) = (look::day(day), look::day(from));
    let message = Said::new(
        format!("`{id}` er kvalitetssikret {}, men `{law}` er ændret {}", day.da, from.da),
        format!("`{id}` was quality-assured on {}, but `{law}` changed on {}", day.en, from.en),
    );
    findings.at(place).about(ix).says(message).help(said!(
        "lad faggruppen se på udredningen igen, og ret datoen",
        "let the expert group look at the analysis again, and mend the date"
    ));
}

fn is_assured(facts: &Facts, ix: ItemIx) -> bool {
    let by = facts.model.targets(ix, Role::QualityAssuredBy);
    by.into_iter().any(|body| look::chosen(facts, body, Role::BodyType) == Some(Role::ExpertGroup))
}

/// The last day on which it was assured, with where that is written.
fn assured_on(facts: &Facts, ix: ItemIx) -> Option<(Date, Place)> {
    let item = facts.model.item(ix);
    let written = item.field_with(&facts.model.schema, Role::QualityAssured)?;
    let Form::Object(fields) = &item.declared(&facts.model.schema, written)?.form else { return None };
    let key = &fields.iter().find(|field| field.role == Some(Role::Date))?.key;
    let day = |map: &crate::document::Map| {
        let node = map.find(key)?;
        Some((value::date(node)?, Place { file: written.file, span: node.span }))
    };
    written.node.elements().iter().filter_map(Node::map).filter_map(day).max_by_key(|(day, _)| *day)
}
