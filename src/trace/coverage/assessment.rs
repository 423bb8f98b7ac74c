//! What is said of each provision, and how it stands.

use super::answers::{Answers, nested_count};
use super::{Covered, State, View, act_of, is_full};
use crate::document::{Node, Value};
use crate::model::schema::{Field, Form};
use crate::model::{FieldValue, ItemIx, Prose, Role, Written, value};
use crate::place::{FileId, Span};

/// An assessment, all its parts together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Assessment {
    /// It says somewhere that requirements follow.
    yes: bool,
    /// It says, with a reason and of no particular solution, that none do.
    no: bool,
    /// Solutions that requirements are asked for in; sorted.
    asked: Vec<ItemIx>,
    /// Solutions that, with a reason, need none; sorted.
    excused: Vec<ItemIx>,
}

/// Every counted provision with how it stands, in model order.
pub(super) fn covered(view: &View, answers: &Answers) -> Vec<Covered> {
    let model = view.model();
    // By item; a provision without an assessment has the number of the one it takes over. What it is nested in
    // stands before it.
    let mut assessments: Vec<Assessment> = vec![Assessment::default()];
    let mut number_of: Vec<u32> = vec![0; model.items.len()];
    let mut covered = Vec::new();
    for ix in model.with_role(Role::Provision) {
        number_of[ix.0 as usize] = match assessment(view, ix) {
            Some(own) => {
                assessments.push(own);
                assessments.len() as u32 - 1
            }
            None => model.item(ix).parent.map_or(0, |parent| number_of[parent.0 as usize]),
        };
        if view.holds(ix) && nested_count(view, ix) == 0 {
            let (act, number, reach) = (act_of(model, ix), number_of[ix.0 as usize], answers.reach(ix));
            if is_full(view, act) || number > 0 || !reach.is_empty() {
                covered.push(judge(ix, act, &assessments[number as usize], reach));
            }
        }
    }
    covered
}

fn judge(provision: ItemIx, act: ItemIx, assessment: &Assessment, reach: &[(Option<ItemIx>, bool)]) -> Covered {
    let Assessment { yes, no, asked, excused } = assessment;
    let find = |solution: ItemIx| reach.binary_search_by_key(&Some(solution), |(known, _)| *known).ok();
    let missing: Vec<ItemIx> = asked.iter().copied().filter(|solution| find(*solution).is_none()).collect();
    let is_excused = |solution: &Option<ItemIx>| solution.is_some_and(|one| excused.binary_search(&one).is_ok());
    let state = if !yes && (*no || !excused.is_empty() && reach.iter().all(|(solution, _)| is_excused(solution))) {
        State::NotRelevant
    } else if reach.is_empty() {
        if *yes { State::Promised } else { State::NotAssessed }
    } else if missing.is_empty() {
        State::Answered
    } else {
        State::MissingIn(missing)
    };
    let carried = |solution: ItemIx| find(solution).is_some_and(|place| reach[place].1);
    let deep = state == State::Answered
        && match asked.is_empty() {
            // Beside answers that stand in solutions, a shared one that nobody reuses takes nothing away.
            true if reach.iter().any(|(solution, _)| solution.is_some()) => {
                reach.iter().all(|(solution, carried)| solution.is_none() || *carried)
            }
            true => reach.iter().all(|(_, carried)| *carried),
            false => asked.iter().all(|solution| carried(*solution)),
        };
    Covered { provision, act, state, deep, asked: asked.clone(), excused: excused.clone() }
}

/// What a provision's own assessment says; `None` when it has none.
fn assessment(view: &View, ix: ItemIx) -> Option<Assessment> {
    let model = view.model();
    let item = model.item(ix);
    let written = item.field_with(&model.schema, Role::Assessment)?;
    let Form::Object(fields) = &item.declared(&model.schema, written)?.form else { return None };
    let mut found = Assessment::default();
    for element in written.node.elements() {
        let Some(map) = element.map() else { continue };
        let node = |role: Role| {
            let field = fields.iter().find(|field| field.role == Some(role))?;
            Some((field, map.find(&field.key)?))
        };
        let gives = node(Role::GivesRequirement).and_then(|(field, node)| value::choice(&field.form, node)?.role);
        let reasoned = node(Role::Reason).is_some_and(|(_, reason)| says_something(view, written.file, reason));
        let named = named(view, ix, written, fields, element);
        match gives {
            Some(Role::GivesRequirementYes) => {
                found.yes = true;
                found.asked.extend(named);
            }
            Some(Role::GivesRequirementNo) if reasoned && named.is_empty() => found.no = true,
            Some(Role::GivesRequirementNo) if reasoned => found.excused.extend(named),
            _ => {}
        }
    }
    for list in [&mut found.asked, &mut found.excused] {
        list.sort_unstable();
        list.dedup();
    }
    Some(found)
}

/// The solutions that one part of an assessment is for.
fn named(view: &View, ix: ItemIx, written: &FieldValue, fields: &[Field], element: &Node) -> Vec<ItemIx> {
    let model = view.model();
    let for_whom = fields.iter().find_map(|field| match &field.form {
        Form::Reference(link) => {
            (model.schema.link_type(link.link_type).role == Some(Role::AssessedFor)).then_some(link)
        }
        _ => None,
    });
    let Some(field) = for_whom else { return Vec::new() };
    let within = |span: Span| element.span.start <= span.start && span.end <= element.span.end;
    let links = model.held_by(ix).iter().filter(|link| link.link_type == field.link_type);
    let here = links.filter(|link| match link.written {
        Written::Field { file, span } => file == written.file && within(span),
        _ => false,
    });
    let solutions = here.filter_map(|link| Some(link.target.as_ref()?.item));
    solutions.filter(|solution| view.shown[solution.0 as usize] && model.is(*solution, Role::Solution)).collect()
}

/// Whether a value written in `file` is more than white space.
pub(super) fn says_something(view: &View, file: FileId, node: &Node) -> bool {
    match &node.value {
        Value::Empty => false,
        Value::Scalar(scalar) => !scalar.text.trim().is_empty(),
        Value::Prose(body) => !view.facts.body(Prose { file, body: *body }).source.trim().is_empty(),
        Value::List(list) => !list.is_empty(),
        Value::Map(map) => !map.pairs.is_empty(),
    }
}
