//! D03: sensitive data without requirements on who may see it and on what is recorded of that.

use crate::finding::{Level, Said};
use crate::language;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "D03",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Solution, Role::InformationObject, Role::SpecialCategories, Role::Requirement, Role::RequirementArea],
    says: Text {
        da: "En løsning rummer følsomme personoplysninger, men har ingen krav til adgangsstyring eller logning.",
        en: "A solution holds special categories of personal data, but has no requirement on access control or logging.",
    },
    why: Text {
        da: "Følsomme oplysninger må kun ses af dem, der har brug for det, og opslag skal kunne efterprøves.",
        en: "Sensitive data may be seen only by those who need it, and it must be possible to check who has looked.",
    },
    bad: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU}
  - {id: IO-1, type: informationsobjekt, titel: Helbred, løsning: DUBU, personoplysninger: følsomme}
  - {id: K-1, type: krav, titel: Roller, løsning: DUBU, kravområde: adgangsstyring, begrundelse: Kun de rette ser sagen.}
",
    good: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU}
  - {id: IO-1, type: informationsobjekt, titel: Helbred, løsning: DUBU, personoplysninger: følsomme}
  - {id: K-1, type: krav, titel: Roller, løsning: DUBU, kravområde: adgangsstyring, begrundelse: Kun de rette ser sagen.}
  - {id: K-2, type: krav, titel: Opslag, løsning: DUBU, kravområde: logning, begrundelse: Opslag skal kunne efterprøves.}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !concerns::is_in_use(facts, ix) {
        return;
    }
    let Some(data) = super::first_with(facts, ix, &[Role::SpecialCategories]) else { return };
    let subjects =
        [("access_control", said!("adgangsstyring", "access control")), ("logging", said!("logning", "logging"))];
    let lacks = |list: &str| !concerns::requirements(facts, ix).any(|one| is_about(facts, one, list));
    let missing: Vec<Said> = subjects.into_iter().filter(|(list, _)| lacks(list)).map(|(_, name)| name).collect();
    if missing.is_empty() {
        return;
    }
    let (item, data, missing) = (facts.model.item(ix), facts.model.item(data), look::listed(&missing));
    findings
        .at(item.place())
        .says(Said::new(
            format!("`{}` rummer følsomme personoplysninger, men har ingen krav til {}", item.id, missing.da),
            format!("`{}` holds special categories of data, but has no requirement on {}", item.id, missing.en),
        ))
        .help(said!(
            "skriv kravet, eller genbrug det fælles, og skriv emnet under `kravområde`",
            "write the requirement, or reuse the shared one, and write the subject under `kravområde`"
        ))
        .related(data.place(), said!("følsomme oplysninger, for eksempel her", "special categories, here for example"));
}

/// Whether a requirement's area or title has a word of a list, in any inflection.
fn is_about(facts: &Facts, requirement: ItemIx, list: &str) -> bool {
    let stems: Vec<String> = facts.model.schema.word_list(list).iter().map(|word| language::stem(word)).collect();
    let has = |text: &str| language::words(text).any(|word| stems.contains(&language::stem(word.text)));
    let areas = facts.model.field(requirement, Role::RequirementArea).map(|field| field.node.elements());
    areas.unwrap_or_default().iter().filter_map(|node| node.text()).any(has)
        || has(&facts.model.item(requirement).title)
}
