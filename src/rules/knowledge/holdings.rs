//! What a solution has of each kind of knowledge, held against what is agreed: the common part of V01 to V07.

use foldhash::{HashSet, HashSetExt as _};

use crate::finding::Said;
use crate::model::schema::Kind;
use crate::model::{ItemIx, Role, value};
use crate::rules::{Findings, look};
use crate::said;
use crate::trace::Facts;

/// The links by which an item is of a solution.
const OF_SOLUTION: [Role; 3] = [Role::BelongsTo, Role::Provider, Role::Consumer];

/// Reports a solution that has fewer items of the kinds with a role than the profile says.
pub(super) fn check(facts: &Facts, ix: ItemIx, role: Role, findings: &mut Findings) {
    let model = &facts.model;
    let item = model.item(ix);
    if !model.is(ix, Role::Solution) || !look::is_wanted(facts, item) || !is_judged(facts, ix) {
        return;
    }
    let Some(kind) = model.schema.kind_with(role).map(|kind| model.schema.kind(kind)) else { return };
    let at_least = at_least(facts, role);
    let count = count_up_to(facts, ix, role, at_least);
    if count >= at_least {
        return;
    }
    findings.at(item.place()).says(too_few(&item.id, kind, count, at_least)).help(said!(
        "beskriv dem, og skriv løsningen på dem; er der ingen, så aftal det i kvalitetsprofilen med `mindst: {{{}: 0}}`",
        "describe them, and name the solution on them; if there are none, agree on it in the quality profile with `mindst: {{{}: 0}}`";
        kind.key
    ));
}

/// What the profile says of the kinds with a role, together; once where it says nothing.
fn at_least(facts: &Facts, role: Role) -> usize {
    let schema = &facts.model.schema;
    let agreed = |kind| facts.config.profile.limits.at_least.get(&schema.kind(kind).key);
    let agreed: Vec<u32> = schema.kinds_with(role).filter_map(agreed).copied().collect();
    if agreed.is_empty() { 1 } else { agreed.into_iter().map(|count| count as usize).sum() }
}

fn too_few(id: &str, kind: &Kind, count: usize, at_least: usize) -> Said {
    if count == 0 && at_least == 1 {
        return Said::new(format!("`{id}` har ingen {}", kind.plural.da), format!("`{id}` has no {}", kind.plural.en));
    }
    let (da, en) = match count {
        1 => (&kind.name.da, &kind.name.en),
        _ => (&kind.plural.da, &kind.plural.en),
    };
    Said::new(
        format!("`{id}` har {count} {da} og skal have mindst {at_least}"),
        format!("`{id}` has {count} {en} and must have at least {at_least}"),
    )
}

/// Whether the profile asks this of a solution in its phase. One that names no phase is asked: silence hides nothing.
fn is_judged(facts: &Facts, ix: ItemIx) -> bool {
    let item = facts.model.item(ix);
    let phase = item.field_with(&facts.model.schema, Role::Phase).and_then(|written| {
        let field = item.declared(&facts.model.schema, written)?;
        value::choice(&field.form, &written.node)
    });
    let phases = &facts.config.profile.limits.phases;
    match phase {
        None => true,
        Some(phase) if phases.is_empty() => phase.role != Some(Role::ClosedPhase),
        Some(phase) => phases.contains(&phase.key),
    }
}

/// How many items with a role a solution has, counted no further than asked: its own, and those of no solution that
/// its own lead to.
fn count_up_to(facts: &Facts, solution: ItemIx, role: Role, enough: usize) -> usize {
    let model = &facts.model;
    let counts = |ix: &ItemIx| {
        let item = model.item(*ix);
        model.is(*ix, role) && !item.duplicate && look::is_wanted(facts, item)
    };
    let own: Vec<ItemIx> = OF_SOLUTION.into_iter().flat_map(|of| model.holders(solution, of)).collect();
    let mut found = HashSet::new();
    for ix in own.iter().copied().filter(counts) {
        found.insert(ix);
        if found.len() >= enough {
            return found.len();
        }
    }
    let led = own.iter().flat_map(|ix| model.graph.outgoing(*ix)).map(|(to, _)| to).filter(counts);
    for ix in led.filter(|ix| model.solutions(*ix).is_empty()) {
        found.insert(ix);
        if found.len() >= enough {
            break;
        }
    }
    found.len()
}
