//! S17: raised while views and selectors are read, in `document`, `model` and the waivers.

use crate::finding::Level;
use crate::rules::{Rule, Scope, Text};

pub const RULE: Rule = Rule {
    code: "S17",
    level: Level::Error,
    scope: Scope::Reading,
    needs: &[],
    says: Text {
        da: "En visning eller et `vælg` kan ikke læses eller nævner en type, en nøgle eller et link, der ikke findes.",
        en: "A view or selector is malformed, or names a kind, key or link that does not exist.",
    },
    why: Text {
        da: "Visningen ville være tom uden grund, og tomme tabeller ligner opfyldte krav.",
        en: "The view would be empty for no reason, and empty tables look like requirements met.",
    },
    bad: "=== content/side.md
# Krav

```visning
tabel:
  vælg: {type: kraw}
```
",
    good: "=== content/side.md
# Krav

```visning
tabel:
  vælg: {type: krav}
```
",
    waivable: false,
};
