//! J09: a provision of an act that is to be covered whole has no answer.

use crate::finding::Level;
use crate::model::{ItemIx, LegalState, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "J09",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Coverage, Role::FullCoverage, Role::Assessment, Role::LegalBasis],
    says: Text {
        da: "En bestemmelse i en lov, der skal dækkes fuldt, har hverken et krav eller en vurdering.",
        en: "A provision of an act that is to be covered in full has neither a requirement nor an assessment.",
    },
    why: Text {
        da: "Ingen kan se, om bestemmelsen er overvejet eller overset.",
        en: "Nobody can see whether the provision was considered or overlooked.",
    },
    bad: "=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
dækning: fuld
bestemmelser:
  - {ref: § 18, titel: Screening}
",
    good: "=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
dækning: fuld
bestemmelser:
  - ref: § 18
    titel: Screening
    vurdering: {giver_krav: nej, begrundelse: Screeningen foregår uden for løsningen.}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let in_full = facts.model.is(ix, Role::LegalSource)
        && look::chosen(facts, ix, Role::Coverage) == Some(Role::FullCoverage)
        && look::holds_today(facts, facts.model.item(ix));
    if !in_full {
        return;
    }
    for child in &facts.model.item(ix).children {
        if look_at(facts, *child, findings) == Answer::None {
            report(facts, *child, findings);
        }
    }
}

/// What is found in a provision and all that is nested in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    /// All of it is answered, or nothing is asked of it.
    Whole,
    /// Some of it: the open parts are reported.
    Part,
    /// None of it is answered: who asked reports it, once for all of it.
    None,
}

fn look_at(facts: &Facts, ix: ItemIx, findings: &mut Findings) -> Answer {
    let item = facts.model.item(ix);
    let in_force = item.legal.is_none_or(|legal| legal == LegalState::InForce);
    if !in_force || !look::holds_today(facts, item) || is_answered(facts, ix) {
        return Answer::Whole;
    }
    let answers: Vec<Answer> = item.children.iter().map(|child| look_at(facts, *child, findings)).collect();
    if answers.iter().all(|answer| *answer == Answer::None) {
        return Answer::None;
    }
    for (child, answer) in item.children.iter().zip(&answers) {
        if *answer == Answer::None {
            report(facts, *child, findings);
        }
    }
    if answers.iter().all(|answer| *answer == Answer::Whole) { Answer::Whole } else { Answer::Part }
}

/// Whether a requirement or rule rests on the provision itself, or it is assessed.
fn is_answered(facts: &Facts, ix: ItemIx) -> bool {
    let model = &facts.model;
    if look::says_something(facts, ix, Role::Assessment) {
        return true;
    }
    let answers = |one: &ItemIx| {
        (model.is(*one, Role::Requirement) || model.is(*one, Role::Rule)) && look::is_wanted(facts, model.item(*one))
    };
    model.holders_everywhere(ix, Role::LegalBasis).iter().any(answers)
}

fn report(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let item = facts.model.item(ix);
    findings
        .at(item.place())
        .says(said!(
            "`{}` har hverken et krav eller en vurdering", "`{}` has neither a requirement nor an assessment"; item.id
        ))
        .help(said!(
            "henvis til den fra et krav, eller skriv en `vurdering` med begrundelse",
            "cite it from a requirement, or write an assessment (`vurdering`) with a reason"
        ));
}
