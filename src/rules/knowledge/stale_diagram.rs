//! V17: a drawing that was held against a text which has changed.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, entries, look};
use crate::said;
use crate::trace::Facts;
use crate::trace::reviews::{State, target_name};

pub const RULE: Rule = Rule {
    code: "V17",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Diagrams, Role::DiagramShows],
    says: Text {
        da: "Et diagram er gennemgået mod en ældre tekst end den, det viser.",
        en: "A diagram was reviewed against an older text than what it shows.",
    },
    why: Text {
        da: "En tegning huskes bedre end teksten ved siden af; viser den noget andet, bygges der efter den.",
        en: "A drawing is remembered better than the text beside it; if it shows something else, it is what gets built.",
    },
    bad: "=== content/p-17.yaml
id: P-17
type: arbejdsgang
titel: Fra underretning til screening
diagrammer:
  - {fil: gang.bpmn, viser: P-17}
=== content/gang.bpmn
<definitions/>
=== gennemgang.lock
P-17\tdiagrammer.viser\tP-17\ttekst\t000000000000\t2026-05-12\tFG-BØRN
",
    good: "=== content/p-17.yaml
id: P-17
type: arbejdsgang
titel: Fra underretning til screening
diagrammer:
  - {fil: gang.bpmn, viser: P-17}
=== content/gang.bpmn
<definitions/>
=== gennemgang.lock
P-17\tdiagrammer.viser\tP-17\ttekst\tc390e8a6d5b5\t2026-05-12\tFG-BØRN
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let shows = facts.model.schema.link_type_with(Role::DiagramShows);
    let mut changed = facts
        .reviews()
        .suspect_of(&facts.model, ix)
        .filter(|review| review.state == State::Changed && Some(facts.model.links[review.link].link_type) == shows)
        .peekable();
    if changed.peek().is_none() || !look::is_wanted(facts, facts.model.item(ix)) {
        return;
    }
    for review in changed {
        let link = &facts.model.links[review.link];
        let Some(entry) = facts.reviews().entry(review) else { continue };
        let place = look::link_place(facts, link);
        let file = entries::entries(facts, ix, Role::Diagrams)
            .find(|entry| entry.targets(facts, Role::DiagramShows).any(|(_, at)| at == place))
            .and_then(|entry| entry.text(Role::File));
        let (target, day) = (target_name(&facts.model, link).unwrap_or_default(), look::day(entry.day));
        let (da, en) = match file {
            Some(file) => (format!("diagrammet `{file}`"), format!("the diagram `{file}`")),
            None => ("diagrammet".to_owned(), "the diagram".to_owned()),
        };
        let message = Said::new(
            format!("{da} er holdt op mod `{target}` {}, og `{target}` er ændret siden", day.da),
            format!("{en} was held against `{target}` on {}, and `{target}` has changed since", day.en),
        );
        findings.at(place).says(message).help(said!(
            "ret tegningen, hvis den viser noget andet end teksten, og bekræft den med `sporbar review {0} --by ORGAN`",
            "mend the drawing if it shows something else than the text, and record it with `sporbar review {0} --by BODY`";
            facts.model.item(ix).id
        ));
    }
}
