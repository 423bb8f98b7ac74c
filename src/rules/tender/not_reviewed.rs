//! U13: material that the municipalities have not gone through, or whose remarks nobody answered.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::entries::entries;
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "U13",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Tender, Role::Review, Role::ReviewType, Role::MunicipalReview, Role::Remarks, Role::Answer],
    says: Text {
        da: "Udbudsmaterialet er ikke gennemgået af kommuner, eller bemærkninger er ikke besvaret.",
        en: "The tender material was not reviewed by municipalities, or remarks are unanswered.",
    },
    why: Text {
        da: "Kommunerne skal bruge løsningen og ved, hvad der mangler. En bemærkning uden svar er en fejl, som nogen har set.",
        en: "The municipalities will use the solution and know what is missing. A remark without an answer is a mistake that \
             somebody has seen.",
    },
    bad: "=== content/udbud.yaml
elementer:
  - {id: UDB-1, type: udbud, titel: Genudbud}
  - {id: REV-1, type: review, titel: Læsbarhed, reviewtype: læsbarhed, om: UDB-1}
",
    good: "=== content/udbud.yaml
elementer:
  - {id: UDB-1, type: udbud, titel: Genudbud}
  - id: REV-1
    type: review
    titel: Kommunal gennemgang
    reviewtype: kommunal gennemgang
    om: UDB-1
    bemærkninger: {tekst: Hvad sker der i ferien?, svar: Fristen løber også i ferien.}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !super::is_open(facts, ix) {
        return;
    }
    let model = &facts.model;
    let item = model.item(ix);
    let about = std::iter::once(ix).chain(model.targets(ix, Role::BelongsTo));
    let holders = about.flat_map(|of| model.holders(of, Role::About));
    let is_review = |one: &ItemIx| model.is(*one, Role::Review) && look::is_wanted(facts, model.item(*one));
    let mut reviews: Vec<ItemIx> = holders.filter(is_review).collect();
    reviews.sort();
    reviews.dedup();
    let municipal = |one: &ItemIx| look::chosen(facts, *one, Role::ReviewType) == Some(Role::MunicipalReview);
    if !reviews.iter().any(municipal) {
        findings
            .at(item.place())
            .says(said!("materialet i `{}` er ikke gennemgået af kommuner", "the material of `{}` was not reviewed by municipalities"; item.id))
            .help(said!(
                "hold en gennemgang, og skriv den som et review med `om: {}`",
                "hold a review, and write it as a review with `om: {}`"; item.id
            ));
    }
    for review in reviews {
        unanswered(facts, review, findings);
    }
}

/// Remarks are answered when the round is over.
fn unanswered(facts: &Facts, review: ItemIx, findings: &mut Findings) {
    if concerns::day(facts, review, Role::Deadline).is_some_and(|deadline| deadline >= facts.model.day) {
        return;
    }
    let id = &facts.model.item(review).id;
    for remark in entries(facts, review, Role::Remarks).filter(|remark| !remark.says(facts, Role::Answer)) {
        let on = remark.targets(facts, Role::RemarkOn).next().map(|(ix, _)| &facts.model.item(ix).id);
        let on = match on {
            Some(on) => said!(" om `{}`", " on `{}`"; on),
            None => Said::default(),
        };
        findings
            .at(remark.place_of(Role::Remark))
            .about(review)
            .says(Said::new(
                format!("en bemærkning{} i `{id}` er ikke besvaret", on.da),
                format!("a remark{} in `{id}` is unanswered", on.en),
            ))
            .help(said!("skriv `svar`, også når det er nej", "write `svar`, also when it is no"));
    }
}
