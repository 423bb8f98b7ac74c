//! S05: raised while items are gathered and typed, in `document` and `model`.

use crate::finding::Level;
use crate::rules::{Rule, Scope, Text};

pub const RULE: Rule = Rule {
    code: "S05",
    level: Level::Warning,
    scope: Scope::Reading,
    needs: &[],
    says: Text {
        da: "En nøgle kendes ikke af modellen eller står to gange.",
        en: "A key is not known to the model, or is written twice.",
    },
    why: Text {
        da: "Det, der står under nøglen, kommer hverken med på siden eller i kontrollen.",
        en: "What stands under the key reaches neither the page nor the checks.",
    },
    bad: "id: B-underretning
type: begreb
titel: underretning
defintion: henvendelse om bekymring for et barns trivsel",
    good: "id: B-underretning
type: begreb
titel: underretning
definition: henvendelse om bekymring for et barns trivsel",
    waivable: false,
};
