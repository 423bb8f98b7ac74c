//! S16: an item that hangs together with nothing.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "S16",
    level: Level::Info,
    scope: Scope::Item(check),
    needs: &[],
    says: Text {
        da: "Et element har ingen links, hverken til eller fra.",
        en: "An item has no link, neither in nor out.",
    },
    why: Text {
        da: "Ingen finder det fra andre sider, og ingen ændring når frem til det.",
        en: "Nobody finds it from other pages, and no change reaches it.",
    },
    bad: "id: B-sag\ntype: begreb\ntitel: sag",
    good: "=== content/b.md
---
id: B-sag
type: begreb
titel: sag
---
=== content/side.md
En [[B-sag]] har altid en part.
",
    waivable: false,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let model = &facts.model;
    let item = model.item(ix);
    // A page is text and stands by itself; what is nested hangs on what it is nested in.
    if item.parent.is_some() || model.is(ix, Role::Page) || !look::is_wanted(facts, item) {
        return;
    }
    if is_linked(facts, ix) {
        return;
    }
    findings
        .at(item.place())
        .says(said!("`{}` har ingen links, hverken til eller fra", "`{}` has no link, neither in nor out"; item.id))
        .help(said!("link til det, som elementet hører sammen med", "link to what the item belongs with"));
}

/// Whether a link leads to an item or is written in it (even one that leads nowhere), or so for what is nested in it.
fn is_linked(facts: &Facts, ix: ItemIx) -> bool {
    let model = &facts.model;
    let own = !model.graph.is_alone(ix) || !model.held_by(ix).is_empty();
    own || model.item(ix).children.iter().any(|child| is_linked(facts, *child))
}
