//! S18: raised while prose is sanitised, in `document`.

use crate::finding::Level;
use crate::rules::{Rule, Scope, Text};

pub const RULE: Rule = Rule {
    code: "S18",
    level: Level::Warning,
    scope: Scope::Reading,
    needs: &[],
    says: Text {
        da: "HTML, en linkadresse eller en attribut er fjernet af sikkerhedshensyn.",
        en: "HTML, a link scheme or an attribute was removed for safety.",
    },
    why: Text { da: "Læseren ser ikke det, der blev skrevet.", en: "The reader does not see what was written." },
    bad: "=== content/side.md
Se <a href=\"javascript:alert(1)\">vejledningen</a>.
",
    good: "=== content/side.md
Se [vejledningen](https://www.kl.dk/).
",
    waivable: false,
};
