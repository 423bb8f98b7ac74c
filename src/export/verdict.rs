//! The readiness verdict with its waivers: what a steering group signs, as data and as a point on an agenda.
//!
//! It is that of the whole documentation, as on the site: what the bundle leaves out is counted and never named.

use serde_json::{Value, json};

use super::data::json_part;
use super::safe::markdown;
use super::{Material, Part};
use crate::finding::Language;
use crate::model::Role;
use crate::rules::readiness::{Area, Check, Judged};
use crate::trace::Facts;

/// `udbudsparathed/udbudsparathed.json` and `.md`; nothing where the bundle holds no solution.
pub(super) fn parts(material: &Material) -> anyhow::Result<Vec<Part>> {
    if !material.model().with_role(Role::Solution).any(|ix| material.shows(ix)) {
        return Ok(Vec::new());
    }
    let readiness = material.book.readiness();
    let judged: Vec<&Judged> = readiness.solutions.iter().filter(|one| material.shows(one.solution)).collect();
    let profile = &material.facts().config.profile;
    let told = json!({
        "version": 1,
        "as_of": material.model().day.to_string(),
        "profile": {"name": profile.navn, "version": profile.version},
        "solutions": judged.iter().map(|one| solution(material, one)).collect::<Vec<_>>(),
        "waivers": waivers(material),
    });
    Ok(vec![
        json_part("udbudsparathed/udbudsparathed.json".to_owned(), &told)?,
        Part::new("udbudsparathed/udbudsparathed.md", agenda(material, &judged)),
    ])
}

fn solution(material: &Material, judged: &Judged) -> Value {
    let model = material.model();
    let tender = judged.announced.as_ref().filter(|one| material.shows(one.tender));
    let areas = std::iter::once(&judged.structure).chain(&judged.areas);
    json!({
        "id": model.item(judged.solution).id,
        "verdict": judged.verdict.word(Language::Danish),
        "judged_on": judged.day.to_string(),
        "days_to_tender": judged.days_to_tender(model.day),
        "tender": tender.map(|one| &*model.item(one.tender).id),
        "content_hash": judged.content,
        "areas": areas.map(|area| area_of(material, judged, area)).collect::<Vec<_>>(),
    })
}

fn area_of(material: &Material, judged: &Judged, area: &Area) -> Value {
    json!({
        "id": crate::rules::readiness::name(area.letter).da,
        "verdict": area.verdict.word(Language::Danish),
        "checks": area.checks.iter().map(|check| check_of(material, judged, area, check)).collect::<Vec<_>>(),
    })
}

fn check_of(material: &Material, judged: &Judged, area: &Area, check: &Check) -> Value {
    let (model, readiness) = (material.model(), material.book.readiness());
    let basis = readiness.basis_of(judged, area);
    // Another day has a model of its own, with the same items in the same order.
    let items: Vec<&str> = check
        .items
        .iter()
        .map(|ix| basis.facts.model.item(*ix))
        .filter(|item| model.find(&item.id).is_some_and(|ix| material.shows(ix)))
        .map(|item| &*item.id)
        .collect();
    let waived = check.waived.iter().map(
        |waived| json!({"by": by(material, &waived.by), "until": waived.until.to_string(), "count": waived.count}),
    );
    json!({
        "rule": check.rule.code,
        "passed": check.passed(),
        "subjects": check.subjects,
        "failing": check.failing,
        "blocking": check.blocking,
        "waived": waived.collect::<Vec<_>>(),
        "items": items,
    })
}

/// The body that approved, where the bundle shows it.
fn by(material: &Material, id: &str) -> Value {
    match material.model().find(id) {
        Some(ix) if !material.shows(ix) => Value::Null,
        _ => json!(id),
    }
}

/// The waivers that work on the day. A reason is told where it names nothing that is left out.
fn waivers(material: &Material) -> Vec<Value> {
    let Some(basis) = material.book.readiness().bases.first() else { return Vec::new() };
    let told = basis.waivers.working.iter().map(|waiver| {
        let may_say = material.book.published.names_nothing_hidden(&waiver.reason);
        json!({
            "rule": waiver.rule,
            "reason": if may_say { json!(waiver.reason) } else { Value::Null },
            "by": by(material, &waiver.approved_by),
            "until": waiver.expires.to_string(),
        })
    });
    told.collect()
}

fn agenda(material: &Material, judged: &[&Judged]) -> String {
    let (model, word) = (material.model(), |da, en| material.word(da, en));
    let mut text = format!("# {} {}\n\n", word("Udbudsparathed pr.", "Readiness for re-tender on"), model.day);
    let heads = [
        word("Løsning", "Solution"),
        word("Vurdering", "Verdict"),
        word("Vurderet pr.", "Judged on"),
        word("Hindrer", "In the way"),
        word("Dispenseret", "Waived"),
        word("Indholdshash", "Content hash"),
    ];
    text.push_str(&format!("| {} |\n| --- | --- | --- | ---: | ---: | --- |\n", heads.join(" | ")));
    for one in judged {
        let item = model.item(one.solution);
        text.push_str(&format!(
            "| {} {} | {} | {} | {} | {} | `{}` |\n",
            markdown(&item.id),
            markdown(&item.title),
            one.verdict.word(material.language()),
            one.day,
            one.blocking(),
            one.outstanding(),
            one.content,
        ));
    }
    for one in judged {
        text.push_str(&format!("\n## {}\n\n", markdown(&model.item(one.solution).title)));
        for area in std::iter::once(&one.structure).chain(&one.areas) {
            let name = crate::rules::readiness::name(area.letter);
            let name = crate::pages::word(material.language(), name.da, name.en);
            text.push_str(&format!("- **{name}**: {}\n", area.verdict.word(material.language())));
            for check in area.checks.iter().filter(|check| !check.passed() || !check.waived.is_empty()) {
                let says = crate::pages::word(material.language(), check.rule.says.da, check.rule.says.en);
                text.push_str(&format!(
                    "  - {} {} ({}/{})\n",
                    check.rule.code,
                    markdown(says),
                    check.failing,
                    check.subjects
                ));
            }
        }
    }
    text
}

/// Hashes of the solutions' content, as they are signed: for what the bag says of itself.
pub(super) fn content_hashes(material: &Material) -> Vec<String> {
    let (facts, model): (&Facts, _) = (material.facts(), material.model());
    let belonging = crate::rules::readiness::Belonging::new(facts);
    let solutions: Vec<_> = model.with_role(Role::Solution).filter(|ix| material.shows(*ix)).collect();
    let contents = crate::rules::readiness::Contents::new(facts, &belonging, &solutions);
    solutions.into_iter().map(|ix| format!("{} {}", model.item(ix).id, contents.hash(ix))).collect()
}
