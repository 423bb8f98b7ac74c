//! S19: raised where waivers are read, in `waivers.rs`.

use crate::finding::Level;
use crate::rules::{Rule, Scope, Text};

pub const RULE: Rule = Rule {
    code: "S19",
    level: Level::Error,
    scope: Scope::Reading,
    needs: &[],
    says: Text {
        da: "En dispensation mangler begrundelse, godkender eller udløb, er udløbet eller gælder en regel, der ikke kan fraviges.",
        en: "A waiver lacks reason, approver or expiry, has expired, or is of a rule that can't be waived.",
    },
    why: Text {
        da: "En dispensation uden ansvarlig og frist er en regel, der er holdt op med at gælde, uden at nogen har besluttet det.",
        en: "A waiver without somebody responsible and a date is a rule that stopped applying though nobody decided it.",
    },
    bad: "=== dispensationer.yaml
- regel: J02
  vælg: {id: K-19}
  begrundelse: svartider fastlægges i dialogen
  godkendt_af: SG-1
=== content/organ.yaml
elementer:
  - {id: SG-1, type: organ, titel: Styregruppen, organtype: styregruppe}
=== content/k-19.md
---
id: K-19
type: krav
titel: Svartid
ejer: SG-1
---
",
    good: "=== dispensationer.yaml
- regel: J02
  vælg: {id: K-19}
  begrundelse: svartider fastlægges i dialogen
  godkendt_af: SG-1
  udløber: 2099-12-31
=== content/organ.yaml
elementer:
  - {id: SG-1, type: organ, titel: Styregruppen, organtype: styregruppe}
=== content/k-19.md
---
id: K-19
type: krav
titel: Svartid
ejer: SG-1
---
",
    waivable: false,
};
