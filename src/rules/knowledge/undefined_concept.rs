//! V10: a word of the trade that nobody explains.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "V10",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Concept, Role::Definition],
    says: Text { da: "Et begreb har ingen definition.", en: "A concept has no definition." },
    why: Text {
        da: "Krav, der bruger ordet, kan læses på flere måder, og ingen af dem er forkert.",
        en: "Requirements that use the word can be read in several ways, and none of them is wrong.",
    },
    bad: "id: B-10\ntype: begreb\ntitel: underretning",
    good: "id: B-10\ntype: begreb\ntitel: underretning\ndefinition: henvendelse om bekymring for et barns trivsel",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let item = facts.model.item(ix);
    let is_asked = facts.model.is(ix, Role::Concept) && look::is_wanted(facts, item);
    if !is_asked || look::says_something(facts, ix, Role::Definition) {
        return;
    }
    findings
        .at(item.place())
        .says(said!("begrebet `{}` har ingen definition", "the concept `{}` has no definition"; item.id))
        .help(said!(
            "skriv under `definition`, hvad begrebet hører under, og hvad der skiller det ud",
            "write under `definition` what the concept is a kind of, and what sets it apart"
        ));
}
