//! V11: one word, two meanings.

use foldhash::{HashMap, HashMapExt as _};

use crate::document::Value;
use crate::finding::{Level, Said};
use crate::language::{lower, stem, words};
use crate::model::{ItemIx, Prose, Role};
use crate::place::Place;
use crate::rules::{Findings, Rule, Scope, Text, Texts, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "V11",
    level: Level::Warning,
    scope: Scope::Texts(check),
    needs: &[Role::Concept, Role::Definition, Role::BelongsTo],
    says: Text {
        da: "To løsninger definerer det samme begreb forskelligt.",
        en: "Two solutions define one concept differently.",
    },
    why: Text {
        da: "Data, der flyttes mellem løsningerne, betyder noget andet, når de kommer frem.",
        en: "Data that move between the solutions mean something else when they arrive.",
    },
    bad: "=== content/b.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, fase: lukket}
  - {id: SAPA, type: løsning, titel: SAPA, fase: lukket}
  - {id: B-1, type: begreb, titel: sag, løsning: DUBU, definition: forløb om et barn}
  - {id: B-2, type: begreb, titel: sag, løsning: SAPA, definition: samling af dokumenter}
",
    good: "=== content/b.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, fase: lukket}
  - {id: SAPA, type: løsning, titel: SAPA, fase: lukket}
  - {id: B-1, type: begreb, titel: sag, løsning: [DUBU, SAPA], definition: samling af dokumenter}
",
    waivable: true,
};

fn check(texts: &Texts, findings: &mut Findings) {
    let facts = texts.facts;
    let model = &facts.model;
    let mut first: HashMap<Vec<String>, Meaning> = HashMap::new();
    for ix in model.with_role(Role::Concept) {
        let item = model.item(ix);
        if item.damaged || item.duplicate || !look::is_wanted(facts, item) {
            continue;
        }
        let Some(meaning) = Meaning::of(facts, ix) else { continue };
        let term = words(&lower(&item.title)).map(|word| stem(word.text)).collect();
        match first.get(&term) {
            None => drop(first.insert(term, meaning)),
            Some(other) if meaning.conflicts_with(facts, other) => report(facts, &meaning, other, findings),
            Some(_) => {}
        }
    }
}

/// What a concept means, and for whom.
struct Meaning {
    concept: ItemIx,
    /// Sorted; none for a shared concept.
    solutions: Vec<ItemIx>,
    /// The words of its definition in small letters.
    definition: Vec<String>,
    place: Place,
}

impl Meaning {
    /// `None` for a concept without a definition.
    fn of(facts: &Facts, concept: ItemIx) -> Option<Meaning> {
        let written = facts.model.field(concept, Role::Definition)?;
        let (mut place, span) = (written.place(), written.node.span);
        let text = match written.node.value {
            Value::Prose(body) => {
                let body = facts.body(Prose { file: written.file, body });
                place.span.end = body.origin.span(0..body.source.trim_end().len()).end.max(span.start);
                &*body.source
            }
            _ => written.node.text()?,
        };
        let definition: Vec<String> = words(text).map(|word| lower(word.text)).collect();
        let solutions = facts.model.solutions(concept).to_vec();
        (!definition.is_empty()).then_some(Meaning { concept, solutions, definition, place })
    }

    /// Whether two concepts of one term say different things to different solutions. One that is a kind of the other
    /// may: that is said by the link.
    fn conflicts_with(&self, facts: &Facts, other: &Meaning) -> bool {
        let broader = |one: &Meaning, other: &Meaning| {
            facts.model.targets(one.concept, Role::BroaderConcept).contains(&other.concept)
        };
        self.solutions != other.solutions
            && self.definition != other.definition
            && !broader(self, other)
            && !broader(other, self)
    }
}

fn report(facts: &Facts, meaning: &Meaning, other: &Meaning, findings: &mut Findings) {
    let (item, before) = (facts.model.item(meaning.concept), facts.model.item(other.concept));
    let (own, theirs) = (whose(facts, meaning), whose(facts, other));
    let message = Said::new(
        format!(
            "»{}« er defineret forskelligt: `{}` ({}) og `{}` ({})",
            item.title, item.id, own.da, before.id, theirs.da
        ),
        format!(
            "»{}« is defined differently: `{}` ({}) and `{}` ({})",
            item.title, item.id, own.en, before.id, theirs.en
        ),
    );
    findings
        .at(meaning.place)
        .about(meaning.concept)
        .says(message)
        .help(said!(
            "bliv enige om én definition, eller giv det ene begreb en term, der viser forskellen",
            "agree on one definition, or give one of the concepts a term that shows the difference"
        ))
        .related(other.place, said!("den anden definition", "the other definition"));
}

/// The solutions of a concept by their ids.
fn whose(facts: &Facts, meaning: &Meaning) -> Said {
    if meaning.solutions.is_empty() {
        return said!("fælles", "shared");
    }
    let ids: Vec<&str> = meaning.solutions.iter().map(|ix| &*facts.model.item(*ix).id).collect();
    Said::new(ids.join(", "), ids.join(", "))
}
