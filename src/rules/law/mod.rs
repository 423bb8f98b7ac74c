//! Area J, *retsgrundlag*: what requirements and rules rest on, and whether that law holds.

pub mod analysis_not_assured;
pub mod changed_since_review;
pub mod cited_in_text_only;
pub mod coverage_below_limit;
pub mod deeper_than_listed;
pub mod eli_contradicts;
pub mod enabling_provision_ended;
pub mod law_ended;
pub mod law_not_yet_in_force;
pub mod missing_basis;
pub mod missing_basis_and_reason;
pub mod never_reviewed;
pub mod no_requirement_without_reason;
pub mod only_guidance;
pub mod open_question;
pub mod provision_moved;
pub mod unanswered_provision;
pub mod unreadable_citation;

use crate::model::{ItemIx, Link, LinkState, Role};
use crate::rules::{Rule, look};
use crate::trace::Facts;
use crate::trace::reviews::{Review, State};

/// The rules of the area, sorted by code.
pub static RULES: &[&Rule] = &[
    &missing_basis::RULE,
    &missing_basis_and_reason::RULE,
    &unreadable_citation::RULE,
    &deeper_than_listed::RULE,
    &law_ended::RULE,
    &law_not_yet_in_force::RULE,
    &changed_since_review::RULE,
    &never_reviewed::RULE,
    &unanswered_provision::RULE,
    &no_requirement_without_reason::RULE,
    &only_guidance::RULE,
    &eli_contradicts::RULE,
    &analysis_not_assured::RULE,
    &open_question::RULE,
    &provision_moved::RULE,
    &enabling_provision_ended::RULE,
    &cited_in_text_only::RULE,
    &coverage_below_limit::RULE,
];

/// The citations of an item that stand in a state, with what they cite. Left out are links that may lead to law of
/// other times, enabling provisions (J16), and prose of kinds that have no field for a legal basis: what a page tells
/// of old law rests on nothing.
fn cited(facts: &Facts, ix: ItemIx, state: LinkState) -> impl Iterator<Item = (&Link, ItemIx)> {
    let schema = &facts.model.schema;
    let links = facts.model.held_by(ix).iter().filter(move |link| link.state == state);
    links.filter_map(move |link| {
        let role = schema.link_type(link.link_type).role;
        let rests = role != Some(Role::Mentions) || look::link_key(facts, ix, Role::LegalBasis).is_some();
        let counts = rests && role != Some(Role::IssuedUnder) && !look::is_of_other_times(facts, link);
        link.target.as_ref().filter(|_| counts).map(|target| (link, target.item))
    })
}

/// The citation as it is written out: deeper than what is listed, where the author went deeper.
fn cited_name<'a>(facts: &'a Facts, link: &'a Link, target: ItemIx) -> &'a str {
    let deeper = link.target.as_ref().and_then(|target| target.deeper());
    deeper.unwrap_or(&facts.model.item(target).id)
}

/// The reviewed links of an item in a state; none of an item that nobody asks for any more.
fn reviews(facts: &Facts, ix: ItemIx, wanted: fn(&State) -> bool) -> impl Iterator<Item = &Review> {
    let item = facts.model.item(ix);
    let mut held =
        facts.reviews().held_by(&facts.model, ix).iter().filter(move |review| wanted(&review.state)).peekable();
    let asked = held.peek().is_some() && !item.damaged && !item.duplicate && look::is_wanted(facts, item);
    held.filter(move |_| asked)
}

/// The type of an act as a code: `BEK` of `BEK H#LOKDOK04`; `None` when it has none.
fn document_type(facts: &Facts, act: ItemIx) -> Option<String> {
    let written = facts.model.field(act, Role::DocumentType)?;
    written.node.text().map(type_code)
}

/// The first word of a type of document, in capitals.
fn type_code(text: &str) -> String {
    text.split([' ', '#']).find(|word| !word.is_empty()).unwrap_or("").to_uppercase()
}

/// Whether the model lists a code among the documents of a kind.
fn is_listed(facts: &Facts, list: &str, code: &str) -> bool {
    facts.model.schema.word_list(list).iter().any(|word| word == code)
}
