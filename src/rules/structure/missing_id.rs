//! S02: raised while items are gathered, in `model`.

use crate::finding::Level;
use crate::rules::{Rule, Scope, Text};

pub const RULE: Rule = Rule {
    code: "S02",
    level: Level::Error,
    scope: Scope::Reading,
    needs: &[],
    says: Text {
        da: "Et element har intet id, eller id'et kan ikke bruges.",
        en: "An item has no id, or one that can't be used.",
    },
    why: Text {
        da: "Uden et varigt id kan ingen henvise til elementet, heller ikke efter næste udgave.",
        en: "Without a lasting id nobody can refer to the item, nor after the next edition.",
    },
    bad: "type: krav
titel: Kvittering for modtagelse
begrundelse: aftalt i faggruppen",
    good: "id: K-2
type: krav
titel: Kvittering for modtagelse
begrundelse: aftalt i faggruppen",
    waivable: false,
};
