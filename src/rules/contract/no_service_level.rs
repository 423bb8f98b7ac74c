//! O06: a requirement on operation that nobody can measure.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::entries::entries;
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "O06",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Requirement, Role::ContractService, Role::ServiceOperation, Role::ServiceLevel, Role::Target],
    says: Text {
        da: "Et krav til driften har intet servicemål.",
        en: "A requirement on operation has no service level.",
    },
    why: Text {
        da: "Uden et måltal og en måleperiode kan ingen afgøre, om driften lever op til kontrakten.",
        en: "Without a target and a period of measurement nobody can tell whether operation lives up to the contract.",
    },
    bad: "id: K-13
type: krav
titel: Driftstid
begrundelse: Arbejdsgivere indberetter hele dagen.
kontraktydelse: drift
",
    good: "id: K-13
type: krav
titel: Driftstid
begrundelse: Arbejdsgivere indberetter hele dagen.
kontraktydelse: drift
servicemål: {måltal: 99.8 procent, måleperiode: kalendermåned}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let model = &facts.model;
    if !model.is(ix, Role::Requirement) || model.field(ix, Role::ContractService).is_none() {
        return;
    }
    let item = model.item(ix);
    let of_operation = look::chosen_all(facts, ix, Role::ContractService).contains(&Role::ServiceOperation);
    if !of_operation || !look::is_wanted(facts, item) || item.has_status(&model.schema, Role::Draft) {
        return;
    }
    if entries(facts, ix, Role::ServiceLevel).any(|level| level.says(facts, Role::Target)) {
        return;
    }
    findings
        .at(look::place_of(facts, ix, Role::ContractService))
        .says(said!("`{}` er et krav til driften uden servicemål", "`{}` is a requirement on operation without a service level"; item.id))
        .help(said!(
            "skriv `servicemål: {{måltal: …, måleperiode: …}}`",
            "write `servicemål: {{måltal: …, måleperiode: …}}`"
        ));
}
