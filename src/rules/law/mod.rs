//! Area J, *retsgrundlag*: what requirements and rules rest on, and whether that law holds.

pub mod coverage_below_limit;
pub mod deeper_than_listed;
pub mod law_ended;
pub mod law_not_yet_in_force;
pub mod missing_basis;
pub mod missing_basis_and_reason;
pub mod no_requirement_without_reason;
pub mod unreadable_citation;

use crate::model::{ItemIx, Link, LinkState, Role};
use crate::rules::look;
use crate::trace::Facts;

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
    let deeper = link.target.as_ref().and_then(|target| target.deeper.as_deref());
    deeper.unwrap_or(&facts.model.item(target).id)
}
