//! What hangs in the air: no ground below, nothing above, or no connection at all.

use super::View;
use super::assessment::says_something;
use super::carried::{is_exempt, serves};
use crate::model::schema::{Impact, LinkTypeIx};
use crate::model::{ItemIx, Role};

/// Kinds that must hang together with a solution or with law.
const CONNECTED: [Role; 8] = [
    Role::Requirement,
    Role::Rule,
    Role::Process,
    Role::UseCase,
    Role::Concept,
    Role::InformationObject,
    Role::Interface,
    Role::LegalAnalysis,
];

/// Requirements that hold and have neither a legal basis that resolves nor a reason.
pub(super) fn unfounded(view: &View) -> Vec<ItemIx> {
    let model = view.model();
    let basis = model.schema.link_type_with(Role::LegalBasis);
    let has_basis = |ix: ItemIx| {
        model
            .graph
            .outgoing(ix)
            .any(|(to, link)| Some(model.links[link].link_type) == basis && view.shown[to.0 as usize])
    };
    let has_reason =
        |ix: ItemIx| model.field(ix, Role::Reason).is_some_and(|field| says_something(view, field.file, &field.node));
    let held = model.with_role(Role::Requirement).filter(|ix| view.holds(*ix));
    held.filter(|ix| !has_basis(*ix) && !has_reason(*ix)).collect()
}

/// Requirements that hold, are functional or do not say, and serve nothing.
pub(super) fn unserving(view: &View) -> Vec<ItemIx> {
    let held = view.model().with_role(Role::Requirement).filter(|ix| view.holds(*ix));
    held.filter(|ix| !is_exempt(view, *ix) && !serves(view, *ix)).collect()
}

/// Items that hold and from which no chain of links, read either way, leads to a solution or to law. Only links count
/// over which a change spreads, and mentions of concepts: being written about holds up a word, but nothing else.
pub(super) fn loose(view: &View) -> Vec<ItemIx> {
    let model = view.model();
    let spreads = |a: ItemIx, b: ItemIx, link: usize| spreads(view, [a, b], model.links[link].link_type);
    let ground =
        |ix: ItemIx| model.is(ix, Role::Solution) || model.is(ix, Role::LegalSource) || model.is(ix, Role::Provision);
    let mut reached: Vec<bool> = model.everywhere().map(|ix| view.shown[ix.0 as usize] && ground(ix)).collect();
    let mut fresh: Vec<ItemIx> = model.everywhere().filter(|ix| reached[ix.0 as usize]).collect();
    while let Some(ix) = fresh.pop() {
        for (other, link) in model.graph.outgoing(ix).chain(model.graph.incoming(ix)) {
            if view.shown[other.0 as usize] && !reached[other.0 as usize] && spreads(ix, other, link) {
                reached[other.0 as usize] = true;
                fresh.push(other);
            }
        }
    }
    let connected =
        |ix: &ItemIx| model.schema.kind(model.item(*ix).kind).role.is_some_and(|role| CONNECTED.contains(&role));
    model.all().filter(|ix| view.holds(*ix) && connected(ix) && !reached[ix.0 as usize]).collect()
}

fn spreads(view: &View, ends: [ItemIx; 2], link_type: LinkTypeIx) -> bool {
    let declared = view.model().schema.link_type(link_type);
    match declared.role {
        Some(Role::ResultsIn) => true,
        Some(Role::Mentions) => ends.iter().any(|end| view.model().is(*end, Role::Concept)),
        _ => declared.impact != Impact::None,
    }
}
