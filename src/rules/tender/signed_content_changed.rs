//! U14: a verdict was signed, and the content has changed since.

use crate::finding::Level;
use crate::model::Role;
use crate::rules::readiness::{Belonging, Contents, are_signed, is_judged, signature};
use crate::rules::{Findings, Rule, Scope, Text, Texts};
use crate::said;

pub const RULE: Rule = Rule {
    code: "U14",
    level: Level::Info,
    scope: Scope::Texts(check),
    needs: &[Role::Decision, Role::DecisionBasis, Role::ContentHash, Role::Solution],
    says: Text {
        da: "En beslutning om udbudsparathed bygger på et indhold, der er ændret siden.",
        en: "A decision on readiness rests on content that has changed since.",
    },
    why: Text {
        da: "Styregruppen har sagt god for noget andet end det, der nu står i dokumentationen.",
        en: "The steering group vouched for something else than what the documentation says now.",
    },
    bad: "=== content/loesning.yaml
elementer:
  - {id: L-1, type: løsning, titel: Løsningen}
  - {id: SG-1, type: organ, titel: Styregruppen, organtype: styregruppe, for: L-1}
  - id: BES-1
    type: beslutning
    titel: Godkendelse af udbudsparatheden
    art: godkendelse
    dato: 2026-10-01
    organ: SG-1
    om: L-1
    grundlag: {udgave: \"2026.2\", indholdshash: 0000000000000000, verdict: klar}
",
    good: "=== content/loesning.yaml
elementer:
  - {id: L-1, type: løsning, titel: Løsningen}
  - {id: SG-1, type: organ, titel: Styregruppen, organtype: styregruppe, for: L-1}
  - id: BES-1
    type: beslutning
    titel: Godkendelse af udbudsparatheden
    art: godkendelse
    dato: 2026-10-01
    organ: SG-1
    om: L-1
    grundlag: {udgave: \"2026.2\", indholdshash: 4c90335c77c1b6e4, verdict: klar}
",
    waivable: true,
};

fn check(texts: &Texts, findings: &mut Findings) {
    let facts = texts.facts;
    let model = &facts.model;
    let solutions = model.with_role(Role::Solution).filter(|ix| is_judged(facts, *ix) && are_signed(facts, *ix));
    let solutions: Vec<_> = solutions.collect();
    if solutions.is_empty() {
        return;
    }
    let belonging = Belonging::new(facts);
    let contents = Contents::new(facts, &belonging, &solutions);
    for solution in solutions {
        let content = contents.hash(solution);
        let Some(signed) = signature(facts, solution, &content).filter(|signed| !signed.unchanged) else { continue };
        let (id, decision) = (&model.item(solution).id, &model.item(signed.decision).id);
        findings
            .at(signed.place)
            .about(signed.decision)
            .says(said!(
                "indholdet af `{}` er ændret, siden det blev lagt til grund for `{}`",
                "the content of `{}` has changed since `{}` was based on it"; id, decision
            ))
            .help(said!(
                "se vurderingen med `sporbar readiness {}`, og få den godkendt igen: indholdets hash er nu `{}`",
                "see the verdict with `sporbar readiness {}` and have it approved again: the content's hash is now `{}`";
                id, content
            ));
    }
}
