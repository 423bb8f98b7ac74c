//! S10: what is linked to holds no longer, or not yet.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, LinkState, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "S10",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[],
    says: Text {
        da: "Et link peger på et element, der er udgået eller ikke er gyldigt på dagen.",
        en: "A link points to an item that is withdrawn or outside its validity.",
    },
    why: Text {
        da: "Det, der bygger på noget udgået, er måske selv forældet.",
        en: "What builds on something withdrawn may be out of date itself.",
    },
    bad: "=== content/krav.yaml
fælles: {type: krav, begrundelse: aftalt i faggruppen}
elementer:
  - {id: K-10, titel: Advis om frist, afhænger_af: K-9}
  - {id: K-9, titel: Advis, status: udgået}
  - {id: K-11, titel: Advis i overblikket, erstatter: K-9}
",
    good: "=== content/krav.yaml
fælles: {type: krav, begrundelse: aftalt i faggruppen}
elementer:
  - {id: K-10, titel: Advis om frist, afhænger_af: K-11}
  - {id: K-9, titel: Advis, status: udgået}
  - {id: K-11, titel: Advis i overblikket, erstatter: K-9}
",
    waivable: false,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let stale = |state| matches!(state, LinkState::Withdrawn | LinkState::OutsideValidity);
    let mut links = facts.model.held_by(ix).iter().filter(|link| stale(link.state)).peekable();
    if links.peek().is_none() || !look::holds_today(facts, facts.model.item(ix)) {
        return;
    }
    for link in links.filter(|link| !look::is_of_other_times(facts, link)) {
        let Some(target) = link.target.as_ref().map(|target| target.item) else { continue };
        let help = match instead(facts, target) {
            Some(other) => said!("peg i stedet på `{}`", "point to `{}` instead"; facts.model.item(other).id),
            None => {
                said!("peg på det, der gælder nu, eller fjern linket", "point to what holds now, or remove the link")
            }
        };
        findings.at(look::link_place(facts, link)).says(message(facts, target, link.state)).help(help);
    }
}

fn message(facts: &Facts, target: ItemIx, state: LinkState) -> Said {
    let item = facts.model.item(target);
    if let (LinkState::Withdrawn, Some(status)) = (state, item.status(&facts.model.schema)) {
        return Said::new(
            format!("`{}` har status »{}«", item.id, status.name.da),
            format!("`{}` has the status \"{}\"", item.id, status.name.en),
        );
    }
    let day = facts.model.day;
    match (item.validity.from, item.validity.to) {
        (_, Some(to)) if day > to => {
            let last = look::day(to);
            Said::new(
                format!("`{}` gjaldt til {}", item.id, last.da),
                format!("`{}` was valid until {}", item.id, last.en),
            )
        }
        (Some(from), _) => {
            let first = look::day(from);
            Said::new(
                format!("`{}` gælder først fra {}", item.id, first.da),
                format!("`{}` is valid only from {}", item.id, first.en),
            )
        }
        _ => said!("`{}` er ikke gyldig på dagen", "`{}` is not valid on the day"; item.id),
    }
}

/// What replaces an item, where the content says so and it holds itself.
fn instead(facts: &Facts, target: ItemIx) -> Option<ItemIx> {
    let model = &facts.model;
    let mut others = model.holders(target, Role::Replaces);
    others.extend(model.targets(target, Role::Successor));
    others.into_iter().find(|other| look::holds_today(facts, model.item(*other)))
}
