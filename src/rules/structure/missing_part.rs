//! S15: raised while links and attachments are resolved, in `document` and `model`, and of pages when they are planned.

use crate::finding::Level;
use crate::rules::{Rule, Scope, Text};

pub const RULE: Rule = Rule {
    code: "S15",
    level: Level::Error,
    scope: Scope::Reading,
    needs: &[],
    says: Text {
        da: "Et link peger på en fil, en side, en overskrift eller et trin, der ikke findes, eller på en fil, der ikke kan vedlægges.",
        en: "A link points to a file, page, heading or step that does not exist, or to a file that can't be attached.",
    },
    why: Text {
        da: "Læseren kan ikke følge det; filer, der kan køre i en browser, kommer aldrig med på sitet.",
        en: "The reader can't follow it; files that can run in a browser never reach the site.",
    },
    bad: "=== content/side.md
Se [bilaget](bilag/tidsplan.pdf).
=== content/k-15.md
---
id: K-15
type: krav
titel: Tidsplan
begrundelse: \"jf. [[side]]\"
---
",
    good: "=== content/side.md
Se [bilaget](bilag/tidsplan.pdf).
=== content/bilag/tidsplan.pdf
%PDF
=== content/k-15.md
---
id: K-15
type: krav
titel: Tidsplan
begrundelse: \"jf. [[side]]\"
---
",
    waivable: false,
};
