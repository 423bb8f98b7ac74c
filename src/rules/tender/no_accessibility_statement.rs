//! U11: a public site of an authority without its statement of accessibility.

use crate::finding::Level;
use crate::place::{Place, Span};
use crate::rules::{Findings, Rule, Scope, Text};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "U11",
    level: Level::Info,
    scope: Scope::Site(check),
    needs: &[],
    says: Text {
        da: "Webstedet har ingen tilgængelighedserklæring.", en: "The site has no accessibility statement."
    },
    why: Text {
        da: "En offentlig myndighed skal have en erklæring for hvert websted, lavet i WAS-Tool og opdateret mindst én gang om året.",
        en: "A public authority must have a statement for each of its sites, made in WAS-Tool and brought up to date at least \
             once a year.",
    },
    bad: "=== sporbar.yaml
titel: Krav
base_url: https://krav.example.dk/
=== content/om.md
---
id: om
type: side
titel: Om
---
",
    good: "=== sporbar.yaml
titel: Krav
base_url: https://krav.example.dk/
tilgængelighedserklæring: https://was.digst.dk/krav-example-dk
=== content/om.md
---
id: om
type: side
titel: Om
---
",
    waivable: true,
};

fn check(facts: &Facts, findings: &mut Findings) {
    // A site without an address of its own is on nobody's web yet.
    if facts.config.base_url.is_empty() || !facts.config.accessibility.is_empty() {
        return;
    }
    let place = Place { file: Facts::SETTINGS, span: Span::new(0, 0) };
    findings
        .at(place)
        .says(said!("webstedet har ingen tilgængelighedserklæring", "the site has no accessibility statement"))
        .help(said!(
            "skriv dens adresse under `tilgængelighedserklæring` i `sporbar.yaml`",
            "write its address under `tilgængelighedserklæring` in `sporbar.yaml`"
        ));
}
