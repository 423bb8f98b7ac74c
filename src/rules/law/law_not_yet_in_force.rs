//! J06: what is cited does not hold yet.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, LegalState, LinkState, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "J06",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::LegalSource],
    says: Text {
        da: "En bestemmelse, der henvises til, er ikke trådt i kraft.",
        en: "A cited provision is not yet in force.",
    },
    why: Text {
        da: "Kravet stilles som gældende, før retten er det, og datoen kan flytte sig.",
        en: "The requirement is made as if in force before the law is, and the date may move.",
    },
    bad: "=== content/k-6.md
---
id: K-6
type: krav
titel: Digital samtykkeerklæring
ophav: lov
hjemmel: NL § 4
---
=== content/nl.yaml
id: NL
type: retskilde
titel: Ny lov
i_kraft: ministeren fastsætter
bestemmelser:
  - {ref: § 4, titel: Samtykke}
",
    good: "=== content/k-6.md
---
id: K-6
type: krav
titel: Digital samtykkeerklæring
ophav: lov
hjemmel: NL § 4
---
=== content/nl.yaml
id: NL
type: retskilde
titel: Ny lov
i_kraft: 2024-01-01
bestemmelser:
  - {ref: § 4, titel: Samtykke}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let mut coming = super::cited(facts, ix, LinkState::NotYet).peekable();
    // What itself begins later may rest on law that does.
    if coming.peek().is_none() || !look::holds_today(facts, facts.model.item(ix)) {
        return;
    }
    for (link, target) in coming {
        let id = super::cited_name(facts, link, target);
        findings.at(look::link_place(facts, link)).says(message(facts, id, target)).help(said!(
            "lad elementet gælde fra samme dag med `gyldig: {{fra: …}}`, eller henvis til den ret, der gælder nu",
            "let the item begin on the same day with `gyldig: {{fra: …}}`, or cite the law that is in force now"
        ));
    }
}

fn message(facts: &Facts, id: &str, target: ItemIx) -> Said {
    match facts.model.item(target).legal {
        Some(LegalState::NotYet { from: Some(from), .. }) => {
            let day = look::day(from);
            Said::new(
                format!("`{id}` træder først i kraft {}", day.da),
                format!("`{id}` comes into force on {}", day.en),
            )
        }
        Some(LegalState::NotYet { waits_for_minister: true, .. }) => said!(
            "`{}` er ikke i kraft: tidspunktet afventer ministeren", "`{}` is not in force: awaits the minister"; id
        ),
        _ => said!("`{}` er ikke trådt i kraft", "`{}` is not yet in force"; id),
    }
}
