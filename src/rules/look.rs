//! What several rules ask of an item.

use crate::document::Value;
use crate::finding::Said;
use crate::law;
use crate::model::{FieldValue, Item, ItemIx, LegalState, Link, Prose, Role, Written, value};
use crate::place::Place;
use crate::trace::Facts;

/// Links that record what was done, or that lead from the new to the old or from today to what is planned: their
/// targets may be gone or not yet there.
const OF_OTHER_TIMES: [Role; 30] = [
    Role::Replaces,
    Role::Successor,
    Role::SupersededBy,
    Role::TenderReplaces,
    Role::Amends,
    Role::Repeals,
    Role::BringsIntoForce,
    Role::Bill,
    Role::Touches,
    Role::StemsFrom,
    Role::Handles,
    Role::About,
    Role::AgendaAbout,
    Role::RemarkOn,
    Role::OnRecommendation,
    Role::DecidedBy,
    Role::DecidedIn,
    Role::ApprovedIn,
    Role::RequestedBy,
    Role::ReportedBy,
    Role::AnsweredBy,
    Role::AskedOf,
    Role::ReviewBy,
    Role::QualityAssuredBy,
    Role::PrioritySetBy,
    Role::AgreedWith,
    Role::BriefedBody,
    Role::ProposedBy,
    Role::Addressee,
    Role::CommissionedBy,
];

/// Whether a link may lead to what does not hold on the day.
pub fn is_of_other_times(facts: &Facts, link: &Link) -> bool {
    facts.model.schema.link_type(link.link_type).role.is_some_and(|role| OF_OTHER_TIMES.contains(&role))
}

/// Whether an item is asked for: not withdrawn, and its validity has not ended.
pub fn is_wanted(facts: &Facts, item: &Item) -> bool {
    let ended = matches!(item.legal, Some(LegalState::Ended { .. }));
    !ended && !item.has_status(&facts.model.schema, Role::Withdrawn) && !has_ended(facts, item)
}

/// Whether an item holds on the day: wanted, and its validity and force have begun.
pub fn holds_today(facts: &Facts, item: &Item) -> bool {
    let not_yet = matches!(item.legal, Some(LegalState::NotYet { .. }));
    is_wanted(facts, item) && !not_yet && item.validity.covers(facts.model.day)
}

fn has_ended(facts: &Facts, item: &Item) -> bool {
    item.validity.state_on(facts.model.day) == law::State::Ended
}

/// The role of the value that an item's enumeration with a role has.
pub fn chosen(facts: &Facts, ix: ItemIx, role: Role) -> Option<Role> {
    let item = facts.model.item(ix);
    let written = item.field_with(&facts.model.schema, role)?;
    let field = item.declared(&facts.model.schema, written)?;
    value::choice(&field.form, &written.node)?.role
}

/// The roles of all values that an item's enumeration with a role has, where it may have several.
pub fn chosen_all(facts: &Facts, ix: ItemIx, role: Role) -> Vec<Role> {
    let item = facts.model.item(ix);
    let Some(written) = item.field_with(&facts.model.schema, role) else { return Vec::new() };
    let Some(field) = item.declared(&facts.model.schema, written) else { return Vec::new() };
    let elements = written.node.elements().iter();
    elements.filter_map(|node| value::choice(&field.form, node)?.role).collect()
}

/// Whether an item's field with a role holds anything.
pub fn says_something(facts: &Facts, ix: ItemIx, role: Role) -> bool {
    facts.model.field(ix, role).is_some_and(|written| holds_something(facts, written))
}

fn holds_something(facts: &Facts, written: &FieldValue) -> bool {
    is_text(facts, written.file, &written.node)
}

/// Whether a value written in `file` is more than white space.
pub fn is_text(facts: &Facts, file: crate::place::FileId, node: &crate::document::Node) -> bool {
    match &node.value {
        Value::Empty => false,
        Value::Scalar(scalar) => !scalar.text.trim().is_empty(),
        Value::Prose(body) => !facts.body(Prose { file, body: *body }).source.trim().is_empty(),
        Value::List(list) => !list.is_empty(),
        Value::Map(map) => !map.pairs.is_empty(),
    }
}

/// Whether an item has a link of the type with a role, written in it (broken ones too) or from the other end.
pub fn has_link(facts: &Facts, ix: ItemIx, role: Role) -> bool {
    let Some(link_type) = facts.model.schema.link_type_with(role) else { return false };
    let written = facts.model.held_by(ix).iter().any(|link| link.link_type == link_type && !link.turned);
    written || facts.model.graph.outgoing(ix).any(|(_, link)| facts.model.links[link].link_type == link_type)
}

/// What an item's kind calls its link of the type with a role; `None` when the kind has no such link.
pub fn link_key(facts: &Facts, ix: ItemIx, role: Role) -> Option<&str> {
    let schema = &facts.model.schema;
    schema.kind(facts.model.item(ix).kind).link_with(schema, role).map(|link| link.key.as_str())
}

/// Where a link is written.
pub fn link_place(facts: &Facts, link: &Link) -> Place {
    match link.written {
        Written::Field { file, span } => Place { file, span },
        Written::Reference { prose, number } => {
            let reference = facts.body(prose).references.get(number as usize);
            Place { file: prose.file, span: reference.map(|one| one.span).unwrap_or_default() }
        }
        Written::File { prose, number } => {
            let link = facts.body(prose).links.get(number as usize);
            Place { file: prose.file, span: link.map(|one| one.span).unwrap_or_default() }
        }
    }
}

/// Where an item's field with a role stands; the item's start when it is not written.
pub fn place_of(facts: &Facts, ix: ItemIx, role: Role) -> Place {
    facts.model.field(ix, role).map_or_else(|| facts.model.item(ix).place(), FieldValue::place)
}

/// Where an item's first link of the type with a role is written, with what it leads to; `None` when there is none.
pub fn first_link(facts: &Facts, ix: ItemIx, role: Role) -> Option<Place> {
    let link_type = facts.model.schema.link_type_with(role)?;
    facts.model.held_by(ix).iter().find(|link| link.link_type == link_type).map(|link| link_place(facts, link))
}

/// A list in words, in both languages: "a, b og c".
pub fn listed(parts: &[Said]) -> Said {
    let join = |word: fn(&Said) -> &str, and: &str| match parts {
        [] => String::new(),
        [one] => word(one).to_owned(),
        [first @ .., last] => {
            format!("{} {and} {}", first.iter().map(word).collect::<Vec<_>>().join(", "), word(last))
        }
    };
    Said { da: join(|said| &said.da, "og"), en: join(|said| &said.en, "and") }
}

/// The same day so many months later; `None` past the end of the calendar.
pub fn months_after(date: jiff::civil::Date, months: u32) -> Option<jiff::civil::Date> {
    date.checked_add(jiff::Span::new().try_months(months).ok()?).ok()
}

/// A day in both languages.
pub fn day(date: jiff::civil::Date) -> Said {
    Said::new(law::danish_date(date), law::english_date(date))
}
