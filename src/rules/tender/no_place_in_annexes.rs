//! U06: documentation that the annex plan leaves behind.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role, Selector};
use crate::place::Place;
use crate::rules::entries::entries;
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "U06",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Tender, Role::AnnexPlan, Role::AnnexSelection],
    says: Text {
        da: "Bilagsplanen har ingen plads til en slags dokumenter, som løsningen har.",
        en: "The annex plan has no place for a kind of document that the solution has.",
    },
    why: Text {
        da: "Hvad der ikke har et bilag, kommer ikke med i udbudsmaterialet, og tilbudsgivere ved ikke, at det findes.",
        en: "What has no annex is left out of the tender documents, and bidders do not know that it exists.",
    },
    bad: "=== content/udbud.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU}
  - {id: R-1, type: regel, titel: Frist, løsning: DUBU, hjemmel: BL}
  - {id: BL, type: retskilde, titel: Barnets lov}
  - id: UDB-1
    type: udbud
    titel: Genudbud
    løsning: DUBU
    bilagsplan:
      - {nummer: \"2.1\", titel: Kravspecifikation, vælg: {type: krav}}
",
    good: "=== content/udbud.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU}
  - {id: R-1, type: regel, titel: Frist, løsning: DUBU, hjemmel: BL}
  - {id: BL, type: retskilde, titel: Barnets lov}
  - id: UDB-1
    type: udbud
    titel: Genudbud
    løsning: DUBU
    bilagsplan:
      - {nummer: \"2.1\", titel: Kravspecifikation, vælg: {type: krav}}
      - {nummer: \"2.2\", titel: Regler, vælg: {type: regel}}
",
    waivable: true,
};

/// The kinds that document a solution, in the order in which they are told.
const DOCUMENTS: [Role; 8] = [
    Role::Requirement,
    Role::Process,
    Role::UseCase,
    Role::Concept,
    Role::InformationObject,
    Role::Rule,
    Role::DomainModel,
    Role::Interface,
];

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !super::is_open(facts, ix) {
        return;
    }
    let model = &facts.model;
    let item = model.item(ix);
    let annexes = entries(facts, ix, Role::AnnexPlan).filter_map(|annex| annex.node(Role::AnnexSelection));
    // What is wrong with a selector is S17's to tell.
    let selectors: Vec<Selector> = annexes.filter_map(|node| Selector::parse(&model.schema, node).ok()).collect();
    let documents = documents(facts, ix);
    let mut left = Vec::new();
    for role in DOCUMENTS {
        let mut of_kind = documents.iter().filter(|ix| model.is(**ix, role)).peekable();
        let Some(first) = of_kind.peek().map(|first| model.item(**first).kind) else { continue };
        if !of_kind.any(|document| selectors.iter().any(|selector| selector.takes(model, *document))) {
            let plural = &model.schema.kind(first).plural;
            left.push(Said::new(plural.da.clone(), plural.en.clone()));
        }
    }
    if left.is_empty() {
        return;
    }
    let left = look::listed(&left);
    let place = match model.field(ix, Role::AnnexPlan) {
        Some(written) => Place { file: written.file, span: written.key_span() },
        None => item.place(),
    };
    findings
        .at(place)
        .says(Said::new(
            format!("bilagsplanen i `{}` har ikke plads til løsningens {}", item.id, left.da),
            format!("the annex plan of `{}` has no place for the solution's {}", item.id, left.en),
        ))
        .help(said!(
            "giv dem et bilag med `nummer`, `titel` og `vælg`",
            "give them an annex with `nummer`, `titel` and `vælg`"
        ));
}

/// The wanted items of a tender's solutions, those at the ends of interfaces included.
fn documents(facts: &Facts, tender: ItemIx) -> Vec<ItemIx> {
    let model = &facts.model;
    let of = |solution: ItemIx| {
        [Role::BelongsTo, Role::Provider, Role::Consumer]
            .into_iter()
            .flat_map(move |role| model.holders(solution, role))
    };
    let all = model.targets(tender, Role::BelongsTo).into_iter().flat_map(of);
    all.filter(|ix| look::is_wanted(facts, model.item(*ix))).collect()
}
