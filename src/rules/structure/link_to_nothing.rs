//! S07: raised while links are resolved, in `model`.

use crate::finding::Level;
use crate::rules::{Rule, Scope, Text};

pub const RULE: Rule = Rule {
    code: "S07",
    level: Level::Error,
    scope: Scope::Reading,
    needs: &[],
    says: Text { da: "Et link peger på noget, der ikke findes.", en: "A link leads to nothing." },
    why: Text {
        da: "Læseren kan ikke følge det, og sporbarheden er brudt.",
        en: "The reader can't follow it, and traceability is broken.",
    },
    bad: "=== content/k-7.md
---
id: K-7
type: krav
titel: Advis om frist
begrundelse: aftalt i faggruppen
præciserer: K-71
---
=== content/k-70.md
---
id: K-70
type: krav
titel: Advis
begrundelse: aftalt i faggruppen
---
",
    good: "=== content/k-7.md
---
id: K-7
type: krav
titel: Advis om frist
begrundelse: aftalt i faggruppen
præciserer: K-70
---
=== content/k-70.md
---
id: K-70
type: krav
titel: Advis
begrundelse: aftalt i faggruppen
---
",
    waivable: false,
};
