//! S11: raised while links are resolved, in `model`.

use crate::finding::Level;
use crate::rules::{Rule, Scope, Text};

pub const RULE: Rule = Rule {
    code: "S11",
    level: Level::Warning,
    scope: Scope::Reading,
    needs: &[],
    says: Text { da: "Et link bruger et tidligere id.", en: "A link uses a former id." },
    why: Text {
        da: "Linket virker, men den, der søger efter det nye id, finder det ikke.",
        en: "The link works, but who looks for the new id does not find it.",
    },
    bad: "=== content/side.md
Se [[K-gammel]].
=== content/k-11.md
---
id: K-11
type: krav
titel: Kvittering
begrundelse: aftalt i faggruppen
tidligere_id: K-gammel
---
",
    good: "=== content/side.md
Se [[K-11]].
=== content/k-11.md
---
id: K-11
type: krav
titel: Kvittering
begrundelse: aftalt i faggruppen
tidligere_id: K-gammel
---
",
    waivable: false,
};
