//! J05: what is cited no longer holds.

use foldhash::HashSet;

use crate::document::Map;
use crate::finding::{Level, Said};
use crate::model::{ItemIx, LegalState, Link, LinkState, Role, Written, value};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "J05",
    level: Level::Error,
    scope: Scope::Item(check),
    needs: &[Role::LegalSource],
    says: Text {
        da: "En lov eller bestemmelse, der henvises til, er ophævet, bortfaldet eller historisk.",
        en: "A cited act or provision is repealed, lapsed or historic.",
    },
    why: Text {
        da: "Et krav, der hviler på ophævet ret, har ingen hjemmel længere, og retten kan nu være en anden.",
        en: "A requirement that rests on repealed law has no basis any more, and the law may be different now.",
    },
    bad: "=== content/k-5.md
---
id: K-5
type: krav
titel: Børnefaglig undersøgelse
ophav: lov
hjemmel: SEL § 50
---
=== content/sel.yaml
id: SEL
type: retskilde
titel: Lov om social service
bestemmelser:
  - {ref: § 50, ophævet: 2024-01-01, afløst_af: BL § 20}
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - {ref: § 20, titel: Børnefaglig undersøgelse}
",
    good: "=== content/k-5.md
---
id: K-5
type: krav
titel: Børnefaglig undersøgelse
ophav: lov
hjemmel:
  - BL § 20
  - {til: SEL § 50, hidtil_gældende: ja, note: sager begyndt før 2024}
---
=== content/sel.yaml
id: SEL
type: retskilde
titel: Lov om social service
bestemmelser:
  - {ref: § 50, ophævet: 2024-01-01, afløst_af: BL § 20}
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - {ref: § 20, titel: Børnefaglig undersøgelse}
",
    waivable: true,
};

/// Keys under which any link may hold a note.
const NOTES: [&str; 2] = ["note", "noter"];

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let ended: Vec<(&Link, ItemIx)> = super::cited(facts, ix, LinkState::Ended).collect();
    if ended.is_empty() || !look::is_wanted(facts, facts.model.item(ix)) {
        return;
    }
    let key = formerly_in_force(facts);
    let allowed: HashSet<ItemIx> =
        ended.iter().filter(|(link, _)| is_meant(facts, link, key)).map(|(_, target)| *target).collect();
    for (link, target) in ended {
        if allowed.contains(&target) {
            continue;
        }
        let since = match facts.model.item(target).legal {
            Some(LegalState::Ended { since: Some(since) }) => look::day(since),
            _ => Said::default(),
        };
        let id = super::cited_name(facts, link, target);
        let message = match since.da.is_empty() {
            true => said!("`{}` er ikke længere i kraft", "`{}` is no longer in force"; id),
            false => Said::new(
                format!("`{id}` har ikke været i kraft siden {}", since.da),
                format!("`{id}` has not been in force since {}", since.en),
            ),
        };
        findings.at(look::link_place(facts, link)).says(message).help(help(facts, target, key));
    }
}

/// What the model calls the attribute that says a link means law as it was.
fn formerly_in_force(facts: &Facts) -> Option<&str> {
    let schema = &facts.model.schema;
    let basis = schema.link_type(schema.link_type_with(Role::LegalBasis)?);
    basis.attributes.iter().find(|field| field.role == Some(Role::FormerlyInForce)).map(|field| field.key.as_str())
}

/// Whether the author says that law as it was is meant, and why. Mentions in prose of the same item follow.
fn is_meant(facts: &Facts, link: &Link, key: Option<&str>) -> bool {
    let (Some(attributes), Some(key), Written::Field { file, .. }) = (&link.attributes, key, link.written) else {
        return false;
    };
    let find = |map: &Map, key: &str| map.find(key).is_some_and(|node| look::is_text(facts, file, node));
    attributes.find(key).and_then(value::yes_no) == Some(true) && NOTES.iter().any(|note| find(attributes, note))
}

fn help(facts: &Facts, target: ItemIx, key: Option<&str>) -> Said {
    let otherwise = match key {
        Some(key) => said!(", eller skriv `{}: ja` med en note", ", or write `{}: ja` with a note"; key),
        None => Said::default(),
    };
    let instead = match successor(facts, target) {
        Some(Successor::Takes(id)) => said!("henvis til `{}`, som afløser den", "cite `{}`, which supersedes it"; id),
        Some(Successor::Repeals(id)) => said!("se `{}`, som ophæver den", "see `{}`, which repeals it"; id),
        Some(Successor::Amends(id)) => said!("se `{}`, som ændrer den", "see `{}`, which amends it"; id),
        None => said!("henvis til den ret, der gælder nu", "cite the law that is in force now"),
    };
    Said::new(instead.da + &otherwise.da, instead.en + &otherwise.en)
}

enum Successor<'a> {
    Takes(&'a str),
    Repeals(&'a str),
    Amends(&'a str),
}

/// What came instead of a provision, or of what it is nested in.
fn successor(facts: &Facts, target: ItemIx) -> Option<Successor<'_>> {
    let model = &facts.model;
    let mut at = Some(target);
    while let Some(ix) = at {
        let id = |ix: &ItemIx| &*model.item(*ix).id;
        let taken = model.targets(ix, Role::SupersededBy).first().map(|ix| Successor::Takes(id(ix)));
        let found = taken
            .or_else(|| model.holders(ix, Role::Repeals).first().map(|ix| Successor::Repeals(id(ix))))
            .or_else(|| model.holders(ix, Role::Amends).first().map(|ix| Successor::Amends(id(ix))));
        if found.is_some() {
            return found;
        }
        at = model.item(ix).parent;
    }
    None
}
