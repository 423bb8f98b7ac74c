//! G09: the executive recommends without having heard the portfolio group.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text};
use crate::said;
use crate::trace::Facts;

use super::decisions::{self, Decision};

pub const RULE: Rule = Rule {
    code: "G09",
    level: Level::Info,
    scope: Scope::Item(check),
    needs: &[
        Role::Decision,
        Role::Executive,
        Role::Recommendation,
        Role::Advice,
        Role::PortfolioGroup,
        Role::DecidedBy,
    ],
    says: Text {
        da: "Direktionens indstilling henviser ikke til råd fra Porteføljegruppen.",
        en: "The executive's recommendation does not refer to advice from the portfolio group.",
    },
    why: Text {
        da: "Direktionen rådfører sig med Porteføljegruppen, før den indstiller. Bestyrelsen bør kunne læse, hvad gruppen sagde.",
        en: "The executive consults the portfolio group before it recommends. The board should be able to read what it said.",
    },
    bad: "=== content/beslutninger.yaml
elementer:
  - {id: DIREKTIONEN, type: organ, titel: Direktionen, organtype: direktion}
  - {id: RAM-1, type: ramme, titel: Rammen for 2026-2028}
  - {id: BES-0, type: beslutning, titel: Indstilling, dato: 2026-02-25, art: indstilling, organ: DIREKTIONEN, om: RAM-1}
",
    good: "=== content/beslutninger.yaml
elementer:
  - {id: DIREKTIONEN, type: organ, titel: Direktionen, organtype: direktion}
  - {id: PFG, type: organ, titel: Porteføljegruppen, organtype: porteføljegruppe}
  - {id: RAM-1, type: ramme, titel: Rammen for 2026-2028}
  - {id: BES-R, type: beslutning, titel: Råd, dato: 2026-01-22, art: rådgivning, organ: PFG, om: RAM-1}
  - {id: BES-0, type: beslutning, titel: Indstilling, dato: 2026-02-25, art: indstilling, organ: DIREKTIONEN, om: RAM-1}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let model = &facts.model;
    let Some(decision) = decisions::read(facts, ix) else { return };
    let recommends = decision.kind == Role::Recommendation && decision.is_by(facts, Role::Executive);
    if !recommends || !decisions::is_of_portfolio(facts, ix) {
        return;
    }
    let in_time = |advice: &Decision| match (advice.date, decision.date) {
        (Some(advised), Some(recommended)) => advised <= recommended,
        _ => true,
    };
    let advises = |one: Decision| one.kind == Role::Advice && one.is_by(facts, Role::PortfolioGroup) && in_time(&one);
    let named = model.targets(ix, Role::OnRecommendation).into_iter().filter_map(|of| decisions::read(facts, of));
    let about = model.targets(ix, Role::About).into_iter();
    let alike = about.flat_map(|of| decisions::about(facts, of).collect::<Vec<_>>());
    if named.chain(alike).any(advises) {
        return;
    }
    let item = model.item(ix);
    super::told(facts, ix, item.place(), None, findings)
        .says(said!(
            "`{}` er en indstilling uden råd fra Porteføljegruppen",
            "`{}` is a recommendation without advice from the portfolio group"; item.id
        ))
        .help(said!(
            "skriv gruppens råd som en beslutning med `art: rådgivning` om det samme",
            "write the group's advice as a decision with `art: rådgivning` about the same"
        ));
}
