//! Which requirements and rules are carried out: approved, in a solution, and put to use.

use super::View;
use super::answers::solutions_of;
use crate::model::{ItemIx, LinkTypeIx, Role, value};

/// Whether each item is carried out; always `false` for what is neither requirement nor rule.
pub(super) fn of(view: &View) -> Vec<bool> {
    let model = view.model();
    let mut carried = vec![false; model.items.len()];
    let mut fresh: Vec<ItemIx> =
        model.everywhere().filter(|ix| view.may_answer(*ix) && is_carried_itself(view, *ix)).collect();
    for ix in &fresh {
        carried[ix.0 as usize] = true;
    }
    // What a carried out item refines or reuses is carried out by it.
    let passed_on: Vec<LinkTypeIx> =
        [Role::Refines, Role::ReusedFrom].iter().filter_map(|role| model.schema.link_type_with(*role)).collect();
    while let Some(ix) = fresh.pop() {
        for (to, link) in model.graph.outgoing(ix) {
            let counts = passed_on.contains(&model.links[link].link_type) && view.may_answer(to);
            if counts && !carried[to.0 as usize] && is_approved(view, to) {
                carried[to.0 as usize] = true;
                fresh.push(to);
            }
        }
    }
    carried
}

fn is_carried_itself(view: &View, ix: ItemIx) -> bool {
    let used = match view.model().is(ix, Role::Requirement) {
        true => is_exempt(view, ix) || serves(view, ix),
        false => is_used(view, ix),
    };
    used && is_approved(view, ix) && !solutions_of(view, ix).is_empty()
}

fn is_approved(view: &View, ix: ItemIx) -> bool {
    let status = view.model().item(ix).status(&view.model().schema);
    status.is_none_or(|status| matches!(status.role, Some(Role::Approved | Role::InForce)))
}

/// Requirements that are not functional need no process and no use case.
pub(super) fn is_exempt(view: &View, ix: ItemIx) -> bool {
    let model = view.model();
    let item = model.item(ix);
    let nature = item.field_with(&model.schema, Role::Nature).and_then(|field| {
        let declared = item.declared(&model.schema, field)?;
        value::choice(&declared.form, &field.node)?.role
    });
    nature == Some(Role::NonFunctional)
}

/// Whether a requirement supports a process or use case that holds, or is named in a step of such a process.
pub(super) fn serves(view: &View, ix: ItemIx) -> bool {
    let model = view.model();
    let is = |link: usize, role: Role| model.schema.link_type(model.links[link].link_type).role == Some(role);
    let served =
        |other: ItemIx| view.holds(other) && (model.is(other, Role::Process) || model.is(other, Role::UseCase));
    model.graph.outgoing(ix).any(|(to, link)| is(link, Role::Supports) && served(to))
        || model.graph.incoming(ix).any(|(from, link)| is(link, Role::StepRequirement) && served(from))
}

/// Whether a rule decides a step of a process that holds, or is used by a requirement, process, use case or rule.
fn is_used(view: &View, ix: ItemIx) -> bool {
    let model = view.model();
    let roles = [Role::StepRule, Role::Uses, Role::DependsOn];
    model.graph.incoming(ix).any(|(from, link)| {
        let role = model.schema.link_type(model.links[link].link_type).role;
        view.holds(from) && role.is_some_and(|role| roles.contains(&role))
    })
}
