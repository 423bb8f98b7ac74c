//! S04: raised while items are gathered, in `model`.

use crate::finding::Level;
use crate::rules::{Rule, Scope, Text};

pub const RULE: Rule = Rule {
    code: "S04",
    level: Level::Error,
    scope: Scope::Reading,
    needs: &[],
    says: Text {
        da: "Et elements type findes ikke i modellen, eller den mangler.",
        en: "The kind of an item is not in the model, or is missing.",
    },
    why: Text {
        da: "Uden en type ved ingen, hvad elementet skal bære, og hvor det hører til; det vises som en side.",
        en: "Without a kind nobody knows what the item must carry and where it belongs; it is shown as a page.",
    },
    bad: "id: B-underretning
type: begrep
titel: underretning",
    good: "id: B-underretning
type: begreb
titel: underretning",
    waivable: false,
};
