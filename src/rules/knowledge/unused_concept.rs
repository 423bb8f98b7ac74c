//! V12: a concept that nothing speaks of.

use foldhash::HashSet;

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, Texts, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "V12",
    level: Level::Info,
    scope: Scope::Texts(check),
    needs: &[Role::Concept],
    says: Text {
        da: "Intet henviser til et begreb, og ingen tekst bruger dets termer.",
        en: "Nothing links to a concept, and no text uses its terms.",
    },
    why: Text {
        da: "Et begreb, ingen bruger, skal vedligeholdes uden at nogen har gavn af det; måske bruger kravene et andet ord.",
        en: "A concept that nobody uses must be kept up without use; perhaps the requirements use another word.",
    },
    bad: "id: B-12\ntype: begreb\ntitel: underretning\ndefinition: henvendelse om bekymring for et barns trivsel",
    good: "=== content/b-12.yaml
id: B-12
type: begreb
titel: underretning
definition: henvendelse om bekymring for et barns trivsel
=== content/k-12.md
---
id: K-12
type: krav
titel: Kvittering
---

Løsningen skal kvittere for underretningen.
",
    waivable: true,
};

fn check(texts: &Texts, findings: &mut Findings) {
    let model = &texts.facts.model;
    let unlinked = unlinked(texts.facts);
    if unlinked.is_empty() {
        return;
    }
    let used: HashSet<ItemIx> = texts.gists().iter().flat_map(|gist| &gist.named).copied().collect();
    for ix in unlinked.into_iter().filter(|ix| !used.contains(ix)) {
        let item = model.item(ix);
        findings
            .at(item.place())
            .about(ix)
            .says(said!("intet bruger begrebet `{}`, »{}«", "nothing uses the concept `{}`, »{}«"; item.id, item.title))
            .help(said!(
                "henvis til det, hvor det bruges, lad det udgå, eller skriv det ord, kravene bruger, som accepteret term",
                "link to it where it is used, withdraw it, or list the word the requirements use as an accepted term"
            ));
    }
}

/// The concepts that are asked for and that no other item links to, in model order.
pub fn unlinked(facts: &Facts) -> Vec<ItemIx> {
    let model = &facts.model;
    let unlinked = |ix: &ItemIx| {
        let item = model.item(*ix);
        let asked = !item.damaged && !item.duplicate && look::is_wanted(facts, item);
        asked && model.graph.incoming(*ix).all(|(from, _)| from == *ix)
    };
    model.with_role(Role::Concept).filter(unlinked).collect()
}
