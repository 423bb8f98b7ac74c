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
    scope: Scope::Titles(check),
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
    let lacks = |list: &str| {
        let subject = Subject::new(facts, list);
        !concerns::requirements(facts, ix).any(|one| subject.is_of(facts, one))
    };
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

/// The words of a list, in any inflection.
struct Subject<'a> {
    words: &'a [String],
    stems: Vec<String>,
}

/// So many first letters a word shares with one of a list, or it is not worth stemming.
const ALIKE: usize = 3;

impl<'a> Subject<'a> {
    fn new(facts: &'a Facts, list: &str) -> Subject<'a> {
        let words = facts.model.schema.word_list(list);
        Subject { words, stems: words.iter().map(|word| language::stem(word)).collect() }
    }

    /// Whether the area or the title of a requirement has one of them.
    fn is_of(&self, facts: &Facts, requirement: ItemIx) -> bool {
        let areas = facts.model.field(requirement, Role::RequirementArea).map(|field| field.node.elements());
        let areas = areas.unwrap_or_default().iter().filter_map(|node| node.text());
        areas.chain([&*facts.model.item(requirement).title]).any(|text| self.is_in(text))
    }

    fn is_in(&self, text: &str) -> bool {
        language::words(text).any(|word| self.is_near(word.text) && self.stems.contains(&language::stem(word.text)))
    }

    fn is_near(&self, word: &str) -> bool {
        let start = |text: &'_ str| text.as_bytes().get(..ALIKE).map(|bytes| [bytes[0], bytes[1], bytes[2]]);
        let Some(own) = start(word) else { return false };
        self.words.iter().filter_map(|known| start(known)).any(|known| known.eq_ignore_ascii_case(&own))
    }
}
