//! G08: the board decides on the portfolio without being advised by its executive.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

use super::decisions;

pub const RULE: Rule = Rule {
    code: "G08",
    level: Level::Error,
    scope: Scope::Item(check),
    needs: &[Role::Decision, Role::Board, Role::Executive, Role::Recommendation, Role::OnRecommendation, Role::DecidedBy],
    says: Text {
        da: "KOMBITs bestyrelse har besluttet om porteføljen uden en indstilling fra direktionen.",
        en: "KOMBIT's board decided on the portfolio without a recommendation from the executive.",
    },
    why: Text {
        da: "Bestyrelsen beslutter på direktionens indstilling. Uden den kan ingen se, hvad beslutningen bygger på.",
        en: "The board decides on the recommendation of the executive. Without it nobody can see what the decision rests on.",
    },
    bad: "=== content/beslutninger.yaml
elementer:
  - {id: BESTYRELSEN, type: organ, titel: Bestyrelsen, organtype: bestyrelse}
  - {id: RAM-1, type: ramme, titel: Rammen for 2026-2028}
  - {id: BES-1, type: beslutning, titel: Rammen, dato: 2026-03-19, art: beslutning, organ: BESTYRELSEN, om: RAM-1}
",
    good: "=== content/beslutninger.yaml
elementer:
  - {id: BESTYRELSEN, type: organ, titel: Bestyrelsen, organtype: bestyrelse}
  - {id: DIREKTIONEN, type: organ, titel: Direktionen, organtype: direktion}
  - {id: RAM-1, type: ramme, titel: Rammen for 2026-2028}
  - {id: BES-0, type: beslutning, titel: Indstilling, dato: 2026-02-25, art: indstilling, organ: DIREKTIONEN, om: RAM-1}
  - {id: BES-1, type: beslutning, titel: Rammen, dato: 2026-03-19, art: beslutning, organ: BESTYRELSEN, om: RAM-1, indstilling: BES-0}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let Some(decision) = decisions::read(facts, ix) else { return };
    let decides = matches!(decision.kind, Role::Resolution | Role::Approval);
    if !decides || !decision.is_by(facts, Role::Board) || !decisions::is_of_portfolio(facts, ix) {
        return;
    }
    let recommended = facts.model.targets(ix, Role::OnRecommendation).into_iter();
    let by_executive = |of: decisions::Decision| of.kind == Role::Recommendation && of.is_by(facts, Role::Executive);
    if recommended.filter_map(|of| decisions::read(facts, of)).any(by_executive) {
        return;
    }
    let item = facts.model.item(ix);
    let place = look::first_link(facts, ix, Role::OnRecommendation).unwrap_or_else(|| item.place());
    super::told(facts, ix, place, None, findings)
        .says(said!(
            "bestyrelsen har truffet `{}` uden en indstilling fra direktionen",
            "the board took `{}` without a recommendation from the executive"; item.id
        ))
        .help(said!(
            "skriv direktionens beslutning med `art: indstilling` under `indstilling`",
            "write the decision of the executive with `art: indstilling` under `indstilling`"
        ));
}
