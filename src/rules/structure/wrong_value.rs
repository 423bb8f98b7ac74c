//! S06: raised while values are typed, in `document` and `model`.

use crate::finding::Level;
use crate::rules::{Rule, Scope, Text};

pub const RULE: Rule = Rule {
    code: "S06",
    level: Level::Error,
    scope: Scope::Reading,
    needs: &[],
    says: Text {
        da: "En værdi er af en forkert slags eller står ikke på listen.",
        en: "A value is of the wrong type or not in the list.",
    },
    why: Text {
        da: "Værdien kan ikke sorteres, tælles eller kontrolleres.",
        en: "The value can't be sorted, counted or checked.",
    },
    bad: "id: K-6
type: krav
titel: Logning af opslag
kravtype: MKK
begrundelse: databeskyttelse",
    good: "id: K-6
type: krav
titel: Logning af opslag
kravtype: MK
begrundelse: databeskyttelse",
    waivable: false,
};
