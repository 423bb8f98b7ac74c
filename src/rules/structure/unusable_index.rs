//! S21: raised where `sporbar.yaml` is looked at, in `settings.rs`.

use crate::finding::Level;
use crate::rules::{Rule, Scope, Text};

pub const RULE: Rule = Rule {
    code: "S21",
    level: Level::Error,
    scope: Scope::Reading,
    needs: &[],
    says: Text {
        da: "Indekset over en anden portefølje mangler, er beskadiget eller er et andet end det fastholdte.",
        en: "The index of another portfolio is missing, damaged or another than the pinned one.",
    },
    why: Text {
        da: "Links ind i porteføljen er uafklarede, og ingen kan se, om det, de fører til, er det samme, som nogen har taget stilling til.",
        en: "Links into the portfolio are unresolved, and nobody can tell whether what they lead to is what somebody has looked at.",
    },
    bad: "=== sporbar.yaml
eksterne:
  - indeks: ../fælles/indeks.json
    sha256: 0d8a3b5fd7b7b0d2d0f0f1d8f2d1d1c0a8b2b1f6b1f5e7a7c6a3a4a5a6a7a8a9
=== content/organ.yaml
elementer:
  - {id: SG-1, type: organ, titel: Styregruppen, organtype: styregruppe}
",
    good: "=== sporbar.yaml
eksterne: []
=== content/organ.yaml
elementer:
  - {id: SG-1, type: organ, titel: Styregruppen, organtype: styregruppe}
",
    waivable: false,
};
