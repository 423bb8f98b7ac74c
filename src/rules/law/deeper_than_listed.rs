//! J04: raised where citations are resolved, in `model`.

use crate::finding::Level;
use crate::rules::{Rule, Scope, Text};

pub const RULE: Rule = Rule {
    code: "J04",
    level: Level::Info,
    scope: Scope::Reading,
    needs: &[],
    says: Text {
        da: "En henvisning peger dybere ind i retskilden, end den er opført.",
        en: "A citation goes deeper than the legal source is listed.",
    },
    why: Text {
        da: "Linket fører til den nærmeste bestemmelse, der er opført, og skal genvurderes, når noget i den ændres.",
        en: "The link counts for the nearest provision that is listed, and is suspect when anything in that changes.",
    },
    bad: "=== content/k-4.md
---
id: K-4
type: krav
titel: Frist for undersøgelsen
ophav: lov
hjemmel: BL § 20, stk. 3
---
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - {ref: § 20, titel: Børnefaglig undersøgelse}
",
    good: "=== content/k-4.md
---
id: K-4
type: krav
titel: Frist for undersøgelsen
ophav: lov
hjemmel: BL § 20, stk. 3
---
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - ref: § 20
    titel: Børnefaglig undersøgelse
    bestemmelser:
      - {ref: stk. 3, resume: Undersøgelsen afsluttes senest fire måneder efter.}
",
    waivable: true,
};
