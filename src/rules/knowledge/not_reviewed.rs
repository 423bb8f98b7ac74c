//! V16: knowledge that nobody has looked at for too long.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;
use crate::trace::last_review::last_review;

pub const RULE: Rule = Rule {
    code: "V16",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Reviewed, Role::ReviewedOn],
    says: Text {
        da: "Et element er ikke gennemgået inden for det antal måneder, der er aftalt.",
        en: "An item was not reviewed within the months agreed.",
    },
    why: Text {
        da: "Praksis ændrer sig mellem udbuddene; det, ingen ser på, passer ikke, når der er brug for det.",
        en: "Practice changes between tenders; what nobody looks at no longer fits when it is needed.",
    },
    bad: "=== sporbar.yaml
kvalitetsprofil: {grænser: {gennemgået_måneder: 12}}
=== content/b-16.yaml
id: B-16
type: begreb
titel: underretning
definition: henvendelse om bekymring for et barns trivsel
gennemgået: {dato: 2024-05-12, af: FG-BØRN}
",
    good: "=== sporbar.yaml
kvalitetsprofil: {grænser: {gennemgået_måneder: 12}}
=== content/b-16.yaml
id: B-16
type: begreb
titel: underretning
definition: henvendelse om bekymring for et barns trivsel
gennemgået: {dato: 2026-05-12, af: FG-BØRN}
",
    waivable: true,
};

/// The kinds that hold what is known of the business. Law, bodies and cases have their own days.
const KNOWLEDGE: [Role; 8] = [
    Role::Requirement,
    Role::DomainModel,
    Role::Process,
    Role::Concept,
    Role::InformationObject,
    Role::Rule,
    Role::UseCase,
    Role::Interface,
];

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let Some(months) = facts.config.profile.limits.reviewed_months else { return };
    let (model, item) = (&facts.model, facts.model.item(ix));
    let in_the_making = || item.has_status(&model.schema, Role::Draft) || item.has_status(&model.schema, Role::Review);
    let role = model.schema.kind(item.kind).role;
    if !role.is_some_and(|role| KNOWLEDGE.contains(&role)) || in_the_making() || !look::is_wanted(facts, item) {
        return;
    }
    let Some(last) = last_review(facts, ix) else {
        findings
            .at(item.place())
            .says(said!(
                "`{}` er aldrig gennemgået, og kvalitetsprofilen kræver det mindst hver {}. måned",
                "`{}` was never reviewed, and the quality profile demands it at least every {} months"; item.id, months
            ))
            .help(help());
        return;
    };
    if look::months_after(last.day, months).is_none_or(|end| end >= model.day) {
        return;
    }
    let day = look::day(last.day);
    let message = Said::new(
        format!(
            "`{}` er ikke gennemgået siden {}, og kvalitetsprofilen kræver det mindst hver {months}. måned",
            item.id, day.da
        ),
        format!(
            "`{}` was last reviewed on {}, and the quality profile demands it at least every {months} months",
            item.id, day.en
        ),
    );
    findings
        .at(item.place())
        .says(message)
        .help(help())
        .related(last.place, said!("den seneste gennemgang", "the latest review"));
}

fn help() -> Said {
    said!(
        "gennemgå indholdet, og skriv `gennemgået: {{dato: …, af: …}}`",
        "go through the content, and write `gennemgået: {{dato: …, af: …}}`"
    )
}
