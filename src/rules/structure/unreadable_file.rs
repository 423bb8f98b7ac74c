//! S01: raised while files are read, in `source` and `document`.

use crate::finding::Level;
use crate::rules::{Rule, Scope, Text};

pub const RULE: Rule = Rule {
    code: "S01",
    level: Level::Error,
    scope: Scope::Reading,
    needs: &[],
    says: Text { da: "En fil kan ikke læses, som den står.", en: "A file can't be read as it stands." },
    why: Text {
        da: "Det, der ikke kan læses, mangler på siden; resten af filen og af dokumentationen er beholdt.",
        en: "What can't be read is missing on the page; the rest of the file and of the documentation is kept.",
    },
    bad: "=== content/k-1.md
---
id: K-1
type: krav
titel: Frist: 24 timer
begrundelse: kommunernes aftale
---
",
    good: "=== content/k-1.md
---
id: K-1
type: krav
titel: \"Frist: 24 timer\"
begrundelse: kommunernes aftale
---
",
    waivable: false,
};
