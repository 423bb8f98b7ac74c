//! V19: knowledge that was last looked at before the law it rests on changed.

use jiff::civil::Date;

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::place::Place;
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;
use crate::trace::last_review::last_review;
use crate::trace::newest_text::NewestTexts;
use crate::trace::reviews::State;

pub const RULE: Rule = Rule {
    code: "V19",
    level: Level::Warning,
    scope: Scope::Site(check),
    needs: &[Role::LegalBasis, Role::TextVersions, Role::Reviewed],
    says: Text {
        da: "En arbejdsgang, regel, use case eller snitflade eller et begreb er ældre end den lov, det hviler på.",
        en: "A process, rule, concept, use case or interface is older than the law it rests on.",
    },
    why: Text {
        da: "Loven er ændret, men ingen har set efter, om arbejdet skal udføres på en anden måde.",
        en: "The law has changed, but nobody has looked whether the work must be done in another way.",
    },
    bad: "=== content/b-19.yaml
id: B-19
type: begreb
titel: frist
definition: sidste dag, hvor noget kan ske
hjemmel: BL § 20
gennemgået: {dato: 2025-05-12, af: FG-BØRN}
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - ref: § 20
    versioner:
      - {fra: 2024-01-01, til: 2025-12-31, resume: Inden fire måneder.}
      - {fra: 2026-01-01, resume: Inden tre måneder.}
",
    good: "=== content/b-19.yaml
id: B-19
type: begreb
titel: frist
definition: sidste dag, hvor noget kan ske
hjemmel: BL § 20
gennemgået: {dato: 2026-05-12, af: FG-BØRN}
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - ref: § 20
    versioner:
      - {fra: 2024-01-01, til: 2025-12-31, resume: Inden fire måneder.}
      - {fra: 2026-01-01, resume: Inden tre måneder.}
",
    waivable: true,
};

const JUDGED: [Role; 5] = [Role::Process, Role::Rule, Role::Concept, Role::UseCase, Role::Interface];

/// By which links what cites no law itself rests on that of others: a use case on its process, an interface on its data.
const RESTS_ON: [Role; 2] = [Role::InProcess, Role::CarriesData];

fn check(facts: &Facts, findings: &mut Findings) {
    let model = &facts.model;
    let mut newest = NewestTexts::new(model);
    for ix in model.all() {
        let item = model.item(ix);
        let is_judged = model.schema.kind(item.kind).role.is_some_and(|role| JUDGED.contains(&role));
        if !is_judged || item.damaged || item.duplicate || !look::is_wanted(facts, item) {
            continue;
        }
        let mut later: Option<Later> = None;
        for basis in bases(facts, ix) {
            let Some((from, law)) = newest.of(basis.law) else { continue };
            let Some((day, place)) = basis.looked_at else { continue };
            if from > day && later.as_ref().is_none_or(|later| later.from < from) {
                later = Some(Later { from, law, day, place });
            }
        }
        if let Some(later) = later {
            report(facts, ix, &later, findings);
        }
    }
}

/// Law that an item rests on, with the last day on which the item was held against it, and where it cites it.
struct Basis {
    law: ItemIx,
    looked_at: Option<(Date, Place)>,
}

struct Later {
    from: Date,
    law: ItemIx,
    day: Date,
    place: Place,
}

/// What an item cites itself; of what cites nothing itself, what it rests on by others. A link that was reviewed against
/// the text of today is not listed, and one that was reviewed against another counts from its own review.
fn bases(facts: &Facts, ix: ItemIx) -> Vec<Basis> {
    let model = &facts.model;
    let Some(basis) = model.schema.link_type_with(Role::LegalBasis) else { return Vec::new() };
    let mut last = None;
    let mut bases = Vec::new();
    for (to, number) in model.graph.outgoing(ix).filter(|(_, link)| model.links[*link].link_type == basis) {
        let link = &model.links[number];
        let review = facts.reviews().of_link(number);
        if review.is_some_and(|review| review.state == State::Unchanged) {
            continue;
        }
        let place = look::link_place(facts, link);
        let entry = review.and_then(|review| facts.reviews().entry(review)).map(|entry| entry.day);
        let day = entry.or_else(|| *last.get_or_insert_with(|| last_review(facts, ix).map(|last| last.day)));
        bases.push(Basis { law: to, looked_at: day.map(|day| (day, place)) });
    }
    if look::link_key(facts, ix, Role::LegalBasis).is_none() {
        let last = last_review(facts, ix).map(|last| (last.day, facts.model.item(ix).place()));
        let others = RESTS_ON.into_iter().flat_map(|role| model.targets(ix, role));
        let law = others.flat_map(|other| model.targets(other, Role::LegalBasis));
        bases.extend(law.map(|law| Basis { law, looked_at: last }));
    }
    bases
}

fn report(facts: &Facts, ix: ItemIx, later: &Later, findings: &mut Findings) {
    let (id, law) = (&facts.model.item(ix).id, &facts.model.item(later.law).id);
    let (day, from) = (look::day(later.day), look::day(later.from));
    let message = Said::new(
        format!("`{id}` er sidst gennemgået {}, men `{law}` er ændret {}", day.da, from.da),
        format!("`{id}` was last reviewed on {}, but `{law}` changed on {}", day.en, from.en),
    );
    findings.at(later.place).about(ix).says(message).help(said!(
        "hold det op mod den nye tekst, ret det, og skriv den nye dato under `gennemgået`",
        "hold it against the new text, mend it, and write the new date under `gennemgået`"
    ));
}
