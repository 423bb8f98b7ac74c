//! J03: raised where citations are read, in `document` and `model`.

use crate::finding::Level;
use crate::rules::{Rule, Scope, Text};

pub const RULE: Rule = Rule {
    code: "J03",
    level: Level::Error,
    scope: Scope::Reading,
    needs: &[],
    says: Text {
        da: "En lovhenvisning kan ikke læses, er relativ, er delt af et komma i en liste eller peger på noget, der ikke kan findes.",
        en: "A citation can't be read, is relative, is split by a comma in a list, or points to what can't exist.",
    },
    why: Text {
        da: "En henvisning, der ikke rammer én bestemmelse, kan hverken efterprøves eller følges.",
        en: "A citation that does not meet one provision can be neither verified nor followed.",
    },
    bad: "=== content/k-3.md
---
id: K-3
type: krav
titel: Frist for undersøgelsen
ophav: lov
hjemmel: [BL § 20, stk. 3]
---
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - ref: § 20
    bestemmelser:
      - {ref: stk. 3, resume: Undersøgelsen afsluttes senest fire måneder efter.}
",
    good: "=== content/k-3.md
---
id: K-3
type: krav
titel: Frist for undersøgelsen
ophav: lov
hjemmel: [\"BL § 20, stk. 3\"]
---
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - ref: § 20
    bestemmelser:
      - {ref: stk. 3, resume: Undersøgelsen afsluttes senest fire måneder efter.}
",
    waivable: true,
};
