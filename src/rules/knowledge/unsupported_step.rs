//! V09: a piece of work that nothing carries.

use crate::finding::Level;
use crate::model::schema::{Field, Form};
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

use super::steps::Steps;

pub const RULE: Rule = Rule {
    code: "V09",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Process, Role::Steps, Role::StepRequirement],
    says: Text {
        da: "Intet krav, ingen regel og ingen snitflade understøtter et trin i en arbejdsgang.",
        en: "No requirement, rule or interface supports a step of a process.",
    },
    why: Text {
        da: "Trinnet falder ud, når løsningen bygges efter kravene.",
        en: "The step is lost when the solution is built from the requirements.",
    },
    bad: "=== content/p-9.yaml
elementer:
  - id: P-9
    type: arbejdsgang
    titel: Fra underretning til screening
    trin:
      - {id: t1, navn: Modtag underretningen, krav: K-9}
      - {id: t2, navn: Kvittér til underretteren}
  - {id: K-9, type: krav, titel: Modtagelse af underretning}
",
    good: "=== content/p-9.yaml
elementer:
  - id: P-9
    type: arbejdsgang
    titel: Fra underretning til screening
    trin:
      - {id: t1, navn: Modtag underretningen, krav: K-9}
      - {id: t2, navn: Kvittér til underretteren, krav: K-10}
  - {id: K-9, type: krav, titel: Modtagelse af underretning}
  - {id: K-10, type: krav, titel: Kvittering til underretteren}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !facts.model.is(ix, Role::Process) || !look::is_wanted(facts, facts.model.item(ix)) {
        return;
    }
    let Some(steps) = Steps::of(facts, ix) else { return };
    let links: Vec<&Field> = steps.fields.iter().filter(|field| matches!(field.form, Form::Reference(_))).collect();
    for (place, map) in steps.maps.iter().enumerate() {
        let is_supported = |field: &&Field| map.find(&field.key).is_some_and(|node| !node.elements().is_empty());
        if !links.iter().any(is_supported) {
            let keys: Vec<String> = links.iter().map(|field| format!("`{}`", field.key)).collect();
            findings
                .at(steps.place_of(place))
                .says(said!(
                    "trinnet {} bruger hverken krav, regel eller snitflade",
                    "the step {} uses no requirement, rule or interface"; steps.called(place)
                ))
                .help(said!(
                    "skriv på trinnet, hvad der understøtter det: {}", "write on the step what supports it: {}"; keys.join(", ")
                ));
        }
    }
}
