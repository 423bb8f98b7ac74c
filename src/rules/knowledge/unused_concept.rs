//! V12: a concept that nothing speaks of.

use foldhash::{HashSet, HashSetExt as _};

use crate::document::{Node, Value};
use crate::finding::Level;
use crate::model::{ItemIx, Prose, Role};
use crate::place::FileId;
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;
use crate::trace::terms::{Finder, Terms};

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

fn check(facts: &Facts, findings: &mut Findings) {
    let model = &facts.model;
    let unlinked = |ix: &ItemIx| {
        let item = model.item(*ix);
        let asked = !item.damaged && !item.duplicate && look::is_wanted(facts, item);
        asked && model.graph.incoming(*ix).all(|(from, _)| from == *ix)
    };
    let mut unused: Vec<ItemIx> = model.with_role(Role::Concept).filter(unlinked).collect();
    let terms = Terms::of_concepts(facts, unused.iter().copied());
    let mut search = Search { facts, finder: Finder::new(&terms), used: HashSet::new() };
    for ix in model.all() {
        // What the law says is no use: it is where the word comes from.
        let is_law = model.is(ix, Role::Provision) || model.is(ix, Role::LegalSource);
        if search.used.len() == unused.len() {
            break;
        }
        if !is_law {
            search.item(ix);
        }
    }
    unused.retain(|ix| !search.used.contains(ix));
    for ix in unused {
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

/// The concepts looked for, and those that some text was found to use.
struct Search<'a> {
    facts: &'a Facts,
    finder: Finder<'a>,
    used: HashSet<ItemIx>,
}

impl Search<'_> {
    fn item(&mut self, ix: ItemIx) {
        let item = self.facts.model.item(ix);
        self.text(ix, &item.title);
        for written in &item.fields {
            self.node(ix, written.file, &written.node, 0);
        }
    }

    fn node(&mut self, ix: ItemIx, file: FileId, node: &Node, depth: usize) {
        match &node.value {
            _ if depth > 16 => {}
            Value::Empty => {}
            Value::Scalar(scalar) => self.text(ix, &scalar.text),
            Value::Prose(body) => {
                let source = &self.facts.body(Prose { file, body: *body }).source;
                self.text(ix, source);
            }
            Value::List(list) => list.iter().for_each(|node| self.node(ix, file, node, depth + 1)),
            Value::Map(map) => map.pairs.iter().for_each(|pair| self.node(ix, file, &pair.value, depth + 1)),
        }
    }

    /// What a concept says of itself is no use of it.
    fn text(&mut self, ix: ItemIx, text: &str) {
        let used = &mut self.used;
        self.finder.named_in(text, |term| {
            if term.concept != ix {
                used.insert(term.concept);
            }
        });
    }
}
