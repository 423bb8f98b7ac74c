//! S12: raised while addresses are given, in `model`.

use crate::finding::Level;
use crate::rules::{Rule, Scope, Text};

pub const RULE: Rule = Rule {
    code: "S12",
    level: Level::Warning,
    scope: Scope::Reading,
    needs: &[],
    says: Text {
        da: "To elementer ville få samme adresse på sitet.",
        en: "Two items would share an address on the site.",
    },
    why: Text {
        da: "Det ene får et tal i adressen, og den kan flytte sig, når der kommer flere til.",
        en: "One of them gets a number in its address, which may move when more are added.",
    },
    bad: "=== content/a.md
---
id: B-aa
type: begreb
titel: å
---
Bruges sammen med [[B-å]].
=== content/b.md
---
id: B-å
type: begreb
titel: vandløb
---
",
    good: "=== content/a.md
---
id: B-aa
type: begreb
titel: å
---
Bruges sammen med [[B-vandløb]].
=== content/b.md
---
id: B-vandløb
type: begreb
titel: vandløb
---
",
    waivable: false,
};
