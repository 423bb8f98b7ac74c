//! V18: a process that can't be walked from its first step to an end.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

use super::steps::Steps;

pub const RULE: Rule = Rule {
    code: "V18",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Process, Role::Steps, Role::NextStep],
    says: Text {
        da: "En arbejdsgang har et trin, som ikke kan nås, eller den kan ikke slutte.",
        en: "A process has a step that can't be reached, or it can't end.",
    },
    why: Text {
        da: "Den, der bygger efter arbejdsgangen, må gætte, hvornår trinnet udføres, eller hvornår arbejdet er færdigt.",
        en: "Who builds from the process must guess when the step is done, or when the work is finished.",
    },
    bad: "=== content/p-18.yaml
elementer:
  - id: P-18
    type: arbejdsgang
    titel: Fra underretning til screening
    trin:
      - {id: t1, navn: Modtag underretningen, krav: K-1, næste: [t3]}
      - {id: t2, navn: Kvittér, krav: K-1, næste: [t3]}
      - {id: t3, navn: Vurdér underretningen, krav: K-1}
  - {id: K-1, type: krav, titel: Underretning}
",
    good: "=== content/p-18.yaml
elementer:
  - id: P-18
    type: arbejdsgang
    titel: Fra underretning til screening
    trin:
      - {id: t1, navn: Modtag underretningen, krav: K-1, næste: [t2, t3]}
      - {id: t2, navn: Kvittér, krav: K-1, næste: [t3]}
      - {id: t3, navn: Vurdér underretningen, krav: K-1}
  - {id: K-1, type: krav, titel: Underretning}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !facts.model.is(ix, Role::Process) || !look::is_wanted(facts, facts.model.item(ix)) {
        return;
    }
    let Some(steps) = Steps::of(facts, ix) else { return };
    let (followers, strays) = steps.followers();
    for stray in &strays {
        findings
            .at(stray.place)
            .says(said!("intet trin hedder `{}`", "no step is called `{}`"; stray.name))
            .help(said!("skriv id'et på det trin, der følger", "write the id of the step that follows"));
    }
    let reached = walk(&followers, vec![0]);
    for step in (0..followers.len()).filter(|step| !reached[*step]) {
        findings
            .at(steps.place_of(step))
            .says(said!("trinnet {} kan ikke nås fra det første trin", "the step {} can't be reached from the first step"; steps.called(step)))
            .help(said!(
                "lad et andet trin føre til det, eller slet det", "let another step lead to it, or remove it"
            ));
    }
    // A name that no step has may be the end that was meant: that is told already.
    if strays.is_empty() {
        report_endless(&steps, &followers, &reached, findings);
    }
}

/// Reports the first step that is reached and from which no end is.
fn report_endless(steps: &Steps, followers: &[Vec<usize>], reached: &[bool], findings: &mut Findings) {
    let mut led_from = vec![Vec::new(); followers.len()];
    for (step, next) in followers.iter().enumerate() {
        next.iter().for_each(|next| led_from[*next].push(step));
    }
    let ends: Vec<usize> = (0..followers.len()).filter(|step| followers[*step].is_empty()).collect();
    let ending = walk(&led_from, ends);
    let Some(first) = (0..followers.len()).find(|step| reached[*step] && !ending[*step]) else { return };
    let message = match first {
        0 => said!("arbejdsgangen kan ikke slutte: den går i ring", "the process can't end: it goes round in a circle"),
        _ => said!(
            "fra trinnet {} kan arbejdsgangen ikke slutte: den går i ring",
            "from the step {} the process can't end: it goes round in a circle"; steps.called(first)
        ),
    };
    findings.at(steps.place_of(first)).says(message).help(said!(
        "skriv den vej, der fører ud af ringen; `næste: []` siger, at arbejdet er færdigt",
        "write the way out of the circle; `næste: []` says that the work is finished"
    ));
}

/// Which places are reached from some, they themselves included.
fn walk(ways: &[Vec<usize>], mut open: Vec<usize>) -> Vec<bool> {
    let mut reached = vec![false; ways.len()];
    open.iter().for_each(|start| reached[*start] = true);
    while let Some(at) = open.pop() {
        for next in &ways[at] {
            if !std::mem::replace(&mut reached[*next], true) {
                open.push(*next);
            }
        }
    }
    reached
}
