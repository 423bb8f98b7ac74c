//! J14: a question on how the law is to be read waits for its answer while a requirement builds on it.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "J14",
    level: Level::Warning,
    scope: Scope::Titles(check),
    needs: &[Role::Requirement, Role::Interpretation, Role::Open],
    says: Text {
        da: "Et åbent fortolkningsspørgsmål berører et gældende krav.",
        en: "An open question of interpretation touches a current requirement.",
    },
    why: Text {
        da: "Svaret kan ændre kravet, efter at det er udbudt eller bygget.",
        en: "The answer may change the requirement after it was tendered or built.",
    },
    bad: "=== content/k-14.md
---
id: K-14
type: krav
titel: Frist ved driftsforstyrrelser
begrundelse: Arbejdsgivere skal ikke miste refusion.
---
=== content/fot-1.yaml
id: FOT-1
type: fortolkning
titel: Hvad er en driftsforstyrrelse?
status: åben
berører: K-14
",
    good: "=== content/k-14.md
---
id: K-14
type: krav
titel: Frist ved driftsforstyrrelser
begrundelse: Arbejdsgivere skal ikke miste refusion.
---
=== content/fot-1.yaml
id: FOT-1
type: fortolkning
titel: Hvad er en driftsforstyrrelse?
status: afklaret
svar: Utilgængelighed i mere end en time.
berører: K-14
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let model = &facts.model;
    if !model.is(ix, Role::Requirement) || !look::holds_today(facts, model.item(ix)) {
        return;
    }
    let is_open =
        |one: &ItemIx| model.is(*one, Role::Interpretation) && model.item(*one).has_status(&model.schema, Role::Open);
    let mut open: Vec<ItemIx> = model.holders(ix, Role::Touches).into_iter().filter(is_open).collect();
    // A question that names no requirement is about all that rest on the provision.
    for law in model.targets(ix, Role::LegalBasis) {
        let asked = model.holders(law, Role::Interprets).into_iter().filter(is_open);
        open.extend(asked.filter(|one| model.targets(*one, Role::Touches).is_empty()));
    }
    open.sort();
    open.dedup();
    // A tender that says how the question is handled has answered for it (U02 asks).
    open.retain(|question| model.holders(*question, Role::Handles).is_empty());
    for question in open {
        let (id, asked) = (&model.item(ix).id, model.item(question));
        findings
            .at(model.item(ix).place())
            .says(said!("`{}` afventer svar på `{}`: »{}«", "`{}` awaits the answer to `{}`: \"{}\""; id, asked.id, asked.title))
            .help(said!(
                "få spørgsmålet afklaret, eller skriv i udbuddet, hvordan det håndteres",
                "have the question settled, or say in the tender how it is handled"
            ))
            .related(asked.place(), said!("spørgsmålet", "the question"));
    }
}
