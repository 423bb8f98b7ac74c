//! D02: personal data that no agreement covers.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::entries::entries;
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "D02",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Solution, Role::InformationObject, Role::PersonalData, Role::Contract, Role::ProcessingAgreement],
    says: Text {
        da: "En løsning rummer personoplysninger, men hverken kontrakten eller bilagsplanen har en databehandleraftale.",
        en: "A solution holds personal data, but neither its contract nor the annex plan has a data processing agreement.",
    },
    why: Text {
        da: "Leverandøren må kun behandle oplysningerne efter en aftale, jf. databeskyttelsesforordningens artikel 28.",
        en: "The supplier may process the data under an agreement only, see article 28 of the General Data Protection \
             Regulation.",
    },
    bad: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, kontrakt: KON-1}
  - {id: IO-1, type: informationsobjekt, titel: Underretning, løsning: DUBU, personoplysninger: fortrolige}
  - {id: KON-1, type: kontrakt, titel: Kontrakten}
",
    good: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, kontrakt: KON-1}
  - {id: IO-1, type: informationsobjekt, titel: Underretning, løsning: DUBU, personoplysninger: fortrolige}
  - id: KON-1
    type: kontrakt
    titel: Kontrakten
    databehandleraftale: {dokument: Databehandleraftale for DUBU, dato: 2021-06-15}
",
    waivable: true,
};

const PERSONAL: [Role; 3] = [Role::OrdinaryPersonalData, Role::ConfidentialPersonalData, Role::SpecialCategories];

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !concerns::is_in_use(facts, ix) || is_agreed(facts, ix) {
        return;
    }
    let Some(data) = super::first_with(facts, ix, &PERSONAL) else { return };
    let (item, data) = (facts.model.item(ix), facts.model.item(data));
    let place = look::first_link(facts, ix, Role::UnderContract).unwrap_or_else(|| item.place());
    findings
        .at(place)
        .says(said!(
            "`{}` rummer personoplysninger, men har ingen databehandleraftale",
            "`{}` holds personal data, but has no data processing agreement"; item.id
        ))
        .help(said!(
            "skriv `databehandleraftale` på kontrakten, eller sæt den ind i udbuddets bilagsplan",
            "write `databehandleraftale` on the contract, or put it into the tender's annex plan"
        ))
        .related(data.place(), said!("personoplysninger, for eksempel her", "personal data, here for example"));
}

/// Whether a running contract has the agreement, or an annex, of the contract or of a tender ahead, is one.
fn is_agreed(facts: &Facts, solution: ItemIx) -> bool {
    let named = facts.model.schema.word_list("processing_agreement");
    let is_one = |title: &str| {
        let title = title.to_lowercase();
        named.iter().any(|word| title.contains(word.as_str()))
    };
    let annexed =
        |ix: ItemIx, role: Role| entries(facts, ix, role).any(|annex| annex.text(Role::AnnexTitle).is_some_and(is_one));
    let in_contract = |contract: ItemIx| {
        let own = entries(facts, contract, Role::ProcessingAgreement).any(|one| one.says(facts, Role::Document));
        own || annexed(contract, Role::Annexes)
    };
    concerns::contracts(facts, solution).into_iter().any(in_contract)
        || concerns::tenders(facts, solution).into_iter().any(|tender| annexed(tender, Role::AnnexPlan))
}
