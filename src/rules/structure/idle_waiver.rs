//! S20: raised where waivers are applied, in `waivers.rs`.

use crate::finding::Level;
use crate::rules::{Rule, Scope, Text};

pub const RULE: Rule = Rule {
    code: "S20",
    level: Level::Warning,
    scope: Scope::Reading,
    needs: &[],
    says: Text { da: "En dispensation rammer intet.", en: "A waiver matches nothing." },
    why: Text {
        da: "Enten er fejlen rettet, og dispensationen kan fjernes, eller også rammer den ved siden af.",
        en: "Either the fault is mended and the waiver can go, or it misses what it was meant for.",
    },
    bad: "=== dispensationer.yaml
- regel: J02
  vælg: {id: K-21}
  begrundelse: svartider fastlægges i dialogen
  godkendt_af: SG-1
  udløber: 2099-12-31
=== content/organ.yaml
elementer:
  - {id: SG-1, type: organ, titel: Styregruppen, organtype: styregruppe}
=== content/k-20.md
---
id: K-20
type: krav
titel: Svartid
ejer: SG-1
---
",
    good: "=== dispensationer.yaml
- regel: J02
  vælg: {id: K-20}
  begrundelse: svartider fastlægges i dialogen
  godkendt_af: SG-1
  udløber: 2099-12-31
=== content/organ.yaml
elementer:
  - {id: SG-1, type: organ, titel: Styregruppen, organtype: styregruppe}
=== content/k-20.md
---
id: K-20
type: krav
titel: Svartid
ejer: SG-1
---
",
    waivable: false,
};
