//! S03: raised while addresses and names are given, in `model`.

use crate::finding::Level;
use crate::rules::{Rule, Scope, Text};

pub const RULE: Rule = Rule {
    code: "S03",
    level: Level::Error,
    scope: Scope::Reading,
    needs: &[],
    says: Text { da: "Et id er brugt mere end én gang.", en: "An id is used more than once." },
    why: Text {
        da: "En henvisning til id'et kan kun føre til det ene element; det første i rækkefølge efter sti beholder det.",
        en: "A reference to the id can lead to one item only; the first in the order of paths keeps it.",
    },
    bad: "=== content/a.md
---
id: B-sag
type: begreb
titel: sag
---
=== content/b.md
---
id: b-sag
type: begreb
titel: sag hos Ankestyrelsen
---
",
    good: "=== content/a.md
---
id: B-sag
type: begreb
titel: sag
---
=== content/b.md
---
id: B-ankesag
type: begreb
titel: sag hos Ankestyrelsen
---
",
    waivable: false,
};
