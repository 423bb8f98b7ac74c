//! Who signed the verdict: a decision about the solution or its tender that says which content it rests on.

use jiff::civil::Date;

use crate::document::Node;
use crate::model::schema::Form;
use crate::model::{ItemIx, Role, value};
use crate::place::Place;
use crate::rules::look;
use crate::trace::Facts;

/// A decision that rests on a state of the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub decision: ItemIx,
    /// The body that decided; `None` when the decision names none.
    pub by: Option<ItemIx>,
    pub day: Option<Date>,
    /// Whether it approves or decides, and does not only take note.
    pub approves: bool,
    /// The edition it names; empty when it names none.
    pub edition: Box<str>,
    /// The verdict it names, as written; empty when it names none.
    pub verdict: Box<str>,
    /// Whether the content is still what was signed.
    pub unchanged: bool,
    /// Where its hash is written.
    pub place: Place,
}

/// The newest decision about a solution or its tenders that names a hash of the content; refusals and postponements sign
/// nothing. `content` is the hash of now.
pub fn of_solution(facts: &Facts, solution: ItemIx, content: &str) -> Option<Signature> {
    let mut signing: Vec<Signature> =
        about(facts, solution).filter_map(|decision| sign(facts, decision, content)).collect();
    signing.sort_by_key(|signature| (signature.day, signature.decision));
    signing.pop()
}

/// Whether some decision about a solution or its tenders names a hash of the content; cheaper than the hash.
pub fn are_signed(facts: &Facts, solution: ItemIx) -> bool {
    about(facts, solution).any(|decision| part(facts, decision, Role::ContentHash).is_some())
}

/// What is about a solution or its tenders.
fn about(facts: &Facts, solution: ItemIx) -> impl Iterator<Item = ItemIx> {
    let model = &facts.model;
    let tenders = model.holders(solution, Role::BelongsTo).into_iter().filter(|ix| model.is(*ix, Role::Tender));
    tenders.chain([solution]).flat_map(|ix| model.holders(ix, Role::About))
}

fn sign(facts: &Facts, decision: ItemIx, content: &str) -> Option<Signature> {
    let model = &facts.model;
    let kind = look::chosen(facts, decision, Role::DecisionKind);
    if !model.is(decision, Role::Decision) || matches!(kind, Some(Role::Refusal | Role::Postponement)) {
        return None;
    }
    let (node, file) = part(facts, decision, Role::ContentHash)?;
    let signed = node.text()?.trim();
    let text = |role: Role| part(facts, decision, role).and_then(|(node, _)| node.text()).unwrap_or("").trim().into();
    Some(Signature {
        decision,
        by: model.targets(decision, Role::DecidedBy).first().copied(),
        day: model.field(decision, Role::Date).and_then(|field| value::date(&field.node)),
        approves: matches!(kind, Some(Role::Approval | Role::Resolution)),
        edition: text(Role::Edition),
        verdict: text(Role::Verdict),
        unchanged: signed.eq_ignore_ascii_case(content),
        place: Place { file, span: node.span },
    })
}

/// What a decision says under a key of its basis.
fn part(facts: &Facts, decision: ItemIx, role: Role) -> Option<(&Node, crate::place::FileId)> {
    let item = facts.model.item(decision);
    let field = item.field_with(&facts.model.schema, Role::DecisionBasis)?;
    let Form::Object(fields) = &item.declared(&facts.model.schema, field)?.form else { return None };
    let part = fields.iter().find(|field| field.role == Some(role))?;
    let node = field.node.map()?.find(&part.key)?;
    Some((node, field.file))
}
