//! K17: a requirement that somebody has written before.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, Texts, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "K17",
    level: Level::Info,
    scope: Scope::Texts(check),
    needs: &[Role::Requirement],
    says: Text {
        da: "Et krav siger næsten det samme som et andet, uden at være genbrugt fra det.",
        en: "A requirement says nearly the same as another, without being reused from it.",
    },
    why: Text {
        da: "To krav om det samme ændres ikke samtidig, og så gælder de begge og siger hver sit.",
        en: "Two requirements for one thing are not changed together, and then both hold and differ.",
    },
    bad: "=== content/k.yaml
fælles: {type: krav, kravtype: K}
elementer:
  - {id: K-1, titel: Kvittering, tekst: Løsningen skal sende en kvittering til borgeren inden for to timer efter modtagelsen.}
  - {id: K-2, titel: Svar, tekst: Løsningen skal sende en kvittering til virksomheden inden for to timer efter modtagelsen.}
",
    good: "=== content/k.yaml
fælles: {type: krav, kravtype: K}
elementer:
  - {id: K-1, titel: Kvittering, tekst: Løsningen skal sende en kvittering til borgeren inden for to timer efter modtagelsen.}
  - {id: K-2, titel: Svar, genbrugt_fra: K-1, tekst: Løsningen skal sende en kvittering til virksomheden inden for to timer efter modtagelsen.}
",
    waivable: true,
};

/// How far a requirement is followed back to the one it came from.
const FARTHEST_BACK: usize = 16;

fn check(texts: &Texts, findings: &mut Findings) {
    let facts = texts.facts;
    let model = &facts.model;
    let is_asked = |ix: &ItemIx| {
        let item = model.item(*ix);
        !item.damaged && !item.duplicate && look::is_wanted(facts, item)
    };
    let items: Vec<ItemIx> = model.with_role(Role::Requirement).filter(is_asked).collect();
    let nearest = texts.nearest(items.iter().map(|ix| (*ix, origin(facts, *ix))).collect());
    for (ix, found) in items.iter().zip(nearest) {
        let Some(found) = found else { continue };
        let (item, other) = (model.item(*ix), model.item(items[found.other]));
        findings
            .at(item.place())
            .about(*ix)
            .says(message(&item.id, &other.id, found.share))
            .help(said!(
                "gør det ene til et fælles krav, som det andet er `genbrugt_fra`, eller skriv, hvori de er forskellige",
                "make one a shared requirement that the other is reused from (`genbrugt_fra`), or write in what they differ"
            ))
            .related(other.place(), said!("det andet krav", "the other requirement"));
    }
}

fn message(id: &str, other: &str, share: f64) -> Said {
    if share >= 1.0 {
        return said!("`{}` siger det samme som `{}`", "`{}` says the same as `{}`"; id, other);
    }
    // Rounded down: what differs is never called the same.
    let percent = (share * 100.0).floor();
    said!(
        "`{}` siger næsten det samme som `{}` ({} % ens)", "`{}` says nearly the same as `{}` ({} % alike)"; id, other, percent
    )
}

/// What a requirement came from, by reuse or as its successor: texts of one origin are meant to be alike.
fn origin(facts: &Facts, mut ix: ItemIx) -> ItemIx {
    for _ in 0..FARTHEST_BACK {
        let model = &facts.model;
        let before = [Role::ReusedFrom, Role::Replaces].into_iter().flat_map(|role| model.targets(ix, role)).next();
        match before {
            Some(before) => ix = before,
            None => break,
        }
    }
    ix
}
