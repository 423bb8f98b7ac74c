//! The day before which something has to be done about a change.

use jiff::civil::Date;

use crate::document::{Map, Node};
use crate::finding::Said;
use crate::model::schema::{Field, Form};
use crate::model::{ItemIx, LegalState, Model, Role, value};
use crate::said;

use super::steps::{Seen, Spread};
use super::{Changed, Impact};

/// A day that a change has to be ready for, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deadline {
    pub day: Date,
    pub kind: DeadlineKind,
    /// The item that says so.
    pub of: ItemIx,
}

/// What happens on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeadlineKind {
    /// Last day to answer a consultation.
    Hearing,
    /// The deadline of a change, a commission or a review.
    Due,
    /// First day in force.
    InForce,
    /// First day of a new wording.
    NewWording,
    /// Last day, or the day of repeal or phasing out.
    Ends,
}

impl DeadlineKind {
    /// What the day is: "høringsfrist".
    pub fn said(self) -> Said {
        match self {
            DeadlineKind::Hearing => said!("høringsfrist", "consultation deadline"),
            DeadlineKind::Due => said!("frist", "deadline"),
            DeadlineKind::InForce => said!("ikrafttræden", "entry into force"),
            DeadlineKind::NewWording => said!("ny ordlyd", "new wording"),
            DeadlineKind::Ends => said!("ophør", "end"),
        }
    }
}

/// Links by which a case says what it is about; its days are theirs too.
const SUBJECTS: [Role; 4] = [Role::Touches, Role::About, Role::Interprets, Role::Bill];

impl Spread {
    /// The earliest day that comes with what was asked about, with what that starts and with what encloses it.
    pub fn deadline(&self, model: &Model, changed: &Changed, impact: &Impact) -> Option<Deadline> {
        let own = changed.items.iter().chain(&impact.starts).filter_map(|ix| self.deadlines[ix.0 as usize]);
        let mut earliest = own.min();
        for start in &impact.starts {
            let mut above = model.item(*start).parent;
            while let Some(whole) = above {
                earliest = earliest.into_iter().chain(self.deadlines[whole.0 as usize]).min();
                above = model.item(whole).parent;
            }
        }
        earliest
    }
}

/// The earliest day of each item: its own, those of open cases about it, and for a change those of what it stems from.
pub(super) fn of_items(model: &Model, seen: &Seen) -> Vec<Option<Deadline>> {
    let own: Vec<Option<Deadline>> = model.everywhere().map(|ix| own(model, ix).filter(|_| (seen.item)(ix))).collect();
    let mut earliest = own.clone();
    let mut add = |to: ItemIx, day: Option<Deadline>| {
        let known = &mut earliest[to.0 as usize];
        *known = known.iter().copied().chain(day).min();
    };
    for link in model.links.iter() {
        let Some((from, to)) = link.ends() else { continue };
        match model.schema.link_type(link.link_type).role {
            Some(role) if SUBJECTS.contains(&role) && is_case(model, from) => add(to, own[from.0 as usize]),
            Some(Role::StemsFrom) => add(from, own[to.0 as usize]),
            _ => {}
        }
    }
    earliest
}

fn is_case(model: &Model, ix: ItemIx) -> bool {
    let role = model.schema.kind(model.item(ix).kind).role;
    matches!(role, Some(Role::LawCase | Role::Change | Role::Commission | Role::Review))
}

fn own(model: &Model, ix: ItemIx) -> Option<Deadline> {
    let item = model.item(ix);
    let role = model.schema.kind(item.kind).role;
    let over = item
        .status(&model.schema)
        .and_then(|status| status.role)
        .is_some_and(|role| matches!(role, Role::Done | Role::Closed | Role::Withdrawn));
    if over {
        return None;
    }
    let ahead = |day: &Date| *day >= model.day;
    let date = |role: Role| model.field(ix, role).and_then(|field| value::date(&field.node));
    let at = |kind: DeadlineKind, day: Option<Date>| day.map(|day| Deadline { day, kind, of: ix });
    match role {
        Some(Role::LawCase) => {
            let hearing = at(DeadlineKind::Hearing, date(Role::HearingDeadline).filter(ahead));
            hearing.into_iter().chain(at(DeadlineKind::InForce, date(Role::InForceFrom).filter(ahead))).min()
        }
        // Overdue work is still to be done, and all the more.
        Some(Role::Change | Role::Commission) => at(DeadlineKind::Due, date(Role::Deadline)),
        Some(Role::Review) => at(DeadlineKind::Due, date(Role::Deadline).filter(ahead)),
        Some(Role::LegalSource | Role::Provision) => of_law(model, ix),
        _ => {
            let ends = [date(Role::PhasedOutOn), item.validity.to].into_iter().flatten().filter(ahead);
            at(DeadlineKind::Ends, ends.min())
        }
    }
}

fn of_law(model: &Model, ix: ItemIx) -> Option<Deadline> {
    let item = model.item(ix);
    let first_day = match item.legal {
        Some(LegalState::NotYet { from, .. }) => from,
        _ => None,
    };
    let repeals = [Role::Repealed, Role::Lapsed, Role::HistoricFrom].into_iter();
    let repeals = repeals.filter_map(|role| value::date(&model.field(ix, role)?.node));
    let ends = repeals.chain(item.validity.to).filter(|day| *day >= model.day).min();
    let days = [
        (DeadlineKind::InForce, first_day),
        (DeadlineKind::NewWording, next_wording(model, ix)),
        (DeadlineKind::Ends, ends),
    ];
    days.into_iter().filter_map(|(kind, day)| Some(Deadline { day: day?, kind, of: ix })).min()
}

/// The first day of the next version of a provision's text.
fn next_wording(model: &Model, ix: ItemIx) -> Option<Date> {
    let field = model.field(ix, Role::TextVersions)?;
    let Form::Object(fields) = &model.item(ix).declared(&model.schema, field)?.form else { return None };
    let from = first_day_of(fields)?;
    let maps = field.node.elements().iter().filter_map(Node::map);
    let days = maps.filter_map(|map: &Map| value::date(map.find(&from.key)?));
    days.filter(|day| *day > model.day).min()
}

fn first_day_of(fields: &[Field]) -> Option<&Field> {
    fields.iter().find(|field| field.role == Some(Role::ValidFrom))
}
