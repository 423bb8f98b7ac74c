//! S08: raised while links are resolved, in `model`.

use crate::finding::Level;
use crate::rules::{Rule, Scope, Text};

pub const RULE: Rule = Rule {
    code: "S08",
    level: Level::Error,
    scope: Scope::Reading,
    needs: &[],
    says: Text {
        da: "Et link peger på et element af en type, som modellen ikke tillader.",
        en: "A link points to a kind that the model does not allow.",
    },
    why: Text {
        da: "Linket siger noget andet, end det betyder, og matricer og påvirkning bliver forkerte.",
        en: "The link says something else than it means, and matrices and impact become wrong.",
    },
    bad: "=== content/k-8.md
---
id: K-8
type: krav
titel: Brug af fælles begreber
begrundelse: ens sprog
præciserer: B-sag
---
=== content/b.md
---
id: B-sag
type: begreb
titel: sag
---
",
    good: "=== content/k-8.md
---
id: K-8
type: krav
titel: Brug af fælles begreber
begrundelse: ens sprog
bruger: B-sag
---
=== content/b.md
---
id: B-sag
type: begreb
titel: sag
---
",
    waivable: false,
};
