//! U01: a requirement that a bidder can't price or answer.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "U01",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Requirement, Role::RequirementType, Role::ContractService, Role::AnswerForm],
    says: Text {
        da: "Et krav mangler kravtype, kontraktydelse eller besvarelsesform.",
        en: "A requirement lacks its type, contract service or form of answer.",
    },
    why: Text {
        da: "Tilbudsgiver skal vide, om kravet skal opfyldes, hvilken ydelse det hører til, og hvordan det besvares. Ellers \
             kan tilbud ikke sammenlignes.",
        en: "Bidders must know whether it must be met, which service it belongs to and how to answer it. Otherwise bids can't \
             be compared.",
    },
    bad: "id: K-1
type: krav
titel: Frist for svar
kravtype: MK
begrundelse: Borgeren skal have svar.
kontraktydelse: funktionalitet
",
    good: "id: K-1
type: krav
titel: Frist for svar
kravtype: MK
begrundelse: Borgeren skal have svar.
kontraktydelse: funktionalitet
besvarelsesform: bekræft
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let model = &facts.model;
    let item = model.item(ix);
    if !model.is(ix, Role::Requirement) || item.has_status(&model.schema, Role::Draft) {
        return;
    }
    let lacks = |role: Role| !look::says_something(facts, ix, role);
    // What others than the supplier must do is not answered in a bid.
    let answered = || matches!(look::chosen(facts, ix, Role::AddressedTo), None | Some(Role::ToSupplier));
    let lacking = [lacks(Role::RequirementType), lacks(Role::ContractService), lacks(Role::AnswerForm) && answered()];
    if lacking == [false; 3] || !look::is_wanted(facts, item) {
        return;
    }
    let names = [
        said!("kravtype", "its type"),
        said!("kontraktydelse", "its contract service"),
        said!("besvarelsesform", "its form of answer"),
    ];
    let missing: Vec<Said> = names.into_iter().zip(lacking).filter(|(_, lacks)| *lacks).map(|(name, _)| name).collect();
    let missing = look::listed(&missing);
    findings
        .at(item.place())
        .says(Said::new(format!("`{}` mangler {}", item.id, missing.da), format!("`{}` lacks {}", item.id, missing.en)))
        .help(said!(
            "skriv det på kravet, eller for hele mappen i `_fælles.yaml`",
            "write it on the requirement, or for the whole folder in `_fælles.yaml`"
        ));
}
