//! G02: a solution without the roles that answer for it.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "G02",
    level: Level::Error,
    scope: Scope::Item(check),
    needs: &[
        Role::Solution,
        Role::SystemOwner,
        Role::ProjectManager,
        Role::Contract,
        Role::UnderContract,
        Role::ContractHolder,
    ],
    says: Text {
        da: "En løsning mangler systemejer, kontraktholder eller projektleder.",
        en: "A solution lacks its system owner, contract holder or project manager.",
    },
    why: Text {
        da: "Opgaver, aftaler og beslutninger skal kunne føres tilbage til en, der har ansvaret for løsningen.",
        en: "Tasks, agreements and decisions must lead back to somebody who answers for the solution.",
    },
    bad: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, systemejer: KOMBIT, kontrakt: KON-1}
  - {id: KON-1, type: kontrakt, titel: Kontrakten, kontraktholder: KOMBIT}
  - {id: KOMBIT, type: organisation, titel: KOMBIT}
",
    good: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, systemejer: KOMBIT, kontrakt: KON-1, projektleder: Projektleder for DUBU}
  - {id: KON-1, type: kontrakt, titel: Kontrakten, kontraktholder: KOMBIT}
  - {id: KOMBIT, type: organisation, titel: KOMBIT}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !concerns::is_in_use(facts, ix) {
        return;
    }
    let item = facts.model.item(ix);
    let contracts = concerns::contracts(facts, ix);
    let mut missing = Vec::new();
    if !look::has_link(facts, ix, Role::SystemOwner) {
        missing.push(said!("systemejer", "a system owner"));
    }
    if !look::says_something(facts, ix, Role::ProjectManager) {
        missing.push(said!("projektleder", "a project manager"));
    }
    // A solution that is tendered for the first time has no contract yet.
    if contracts.is_empty() && look::chosen(facts, ix, Role::Phase) != Some(Role::TenderPhase) {
        missing.push(said!("en kontrakt med kontraktholder", "a contract with a contract holder"));
    }
    if !missing.is_empty() {
        let missing = look::listed(&missing);
        super::told(facts, ix, item.place(), None, findings)
            .says(crate::finding::Said::new(
                format!("`{}` mangler {}", item.id, missing.da),
                format!("`{}` lacks {}", item.id, missing.en),
            ))
            .help(said!("skriv, hvem der har ansvaret for løsningen", "write who answers for the solution"));
    }
    for contract in contracts.into_iter().filter(|contract| !look::has_link(facts, *contract, Role::ContractHolder)) {
        let contract = facts.model.item(contract);
        let place = look::first_link(facts, ix, Role::UnderContract).unwrap_or_else(|| item.place());
        super::told(facts, ix, place, None, findings)
            .says(said!(
                "`{}` har ingen kontraktholder, for kontrakten `{}` nævner ingen",
                "`{}` has no contract holder, because the contract `{}` names none"; item.id, contract.id
            ))
            .help(said!("skriv `kontraktholder` på kontrakten", "write `kontraktholder` on the contract"))
            .related(contract.place(), said!("kontrakten", "the contract"));
    }
}
