//! Rows about items into content: what differs is edited, what is new becomes a file, all else stays byte for byte.
//!
//! A row is compared with the row that [`crate::export::cells`] would write today. So a table that went out and comes
//! back touches only the cells that somebody changed on the way.

mod compare;
mod create;
mod edits;

use std::collections::{BTreeMap, BTreeSet};

use super::Remark;
use crate::export::cells::Column;
use crate::finding::Said;
use crate::model::{ItemIx, KindIx, Role, fold, id_fault};
use crate::place::FileId;
use crate::said;
use crate::trace::Facts;

pub use compare::{Reader, altered};
pub(super) use edits::{map_of, with_keys};

/// What somebody says about one item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Where it stands, for people: `Krav!B7`, `7`.
    pub place: String,
    pub id: String,
    /// `None` when the row does not say it: then the item has to be there.
    pub kind: Option<KindIx>,
    /// What it says of a part, at most once for each; an empty text says that the item has no such value.
    pub cells: Vec<(Part, String)>,
    /// What else it says when the item is new.
    pub defaults: Vec<(String, String)>,
}

/// A part of an item that a cell may be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A key of the item's kind, or one that every kind has.
    Key(String),
    /// The statement of its text, as readers see it.
    Statement,
    /// The legal basis and the reason as the requirement matrix tells them: compared, never written.
    Basis,
}

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Content files that change, with the whole new text.
    pub edited: BTreeMap<FileId, String>,
    /// New files: path from the project and text.
    pub created: BTreeMap<String, String>,
    /// Ids of the items in them, in the order of the rows.
    pub added: Vec<String>,
    pub changed: Vec<String>,
    /// Items that a row speaks of and that it leaves as they are.
    pub unchanged: usize,
    /// What was not taken, in the order of the rows.
    pub remarks: Vec<Remark>,
}

/// Where new items go.
#[derive(Clone, Debug)]
pub struct Destination {
    /// Folder from the project.
    pub folder: String,
    /// Name, without ending, of a file for several items.
    pub name: String,
}

/// A part of an item as it shall be: a value, or nothing.
#[derive(Clone, Debug, PartialEq)]
struct Change {
    column: Column,
    text: String,
}

/// Plans the import of rows. `readers` are those for whom the table may have been written, authors first.
pub fn plan(facts: &Facts, records: Vec<Record>, readers: &[Reader], to: &Destination) -> Plan {
    let mut plan = Plan::default();
    let today = compare::Today::new(facts);
    let reader = compare::written_for(&today, &records, readers);
    let mut seen = BTreeSet::new();
    let mut changes: Vec<(ItemIx, Vec<Change>)> = Vec::new();
    let mut fresh: Vec<Record> = Vec::new();
    for record in records {
        if record.id.is_empty() {
            plan.remark(
                &record.place,
                said!("rækken har intet id og er ikke taget med", "the row has no id and is not taken"),
            );
            continue;
        }
        if !seen.insert(fold(&record.id)) {
            plan.remark(&record.place, said!("`{}` står i flere rækker; den første gælder", "`{}` stands in several rows; the first one counts"; record.id));
            continue;
        }
        match facts.model.find(&record.id) {
            Some(ix) => {
                let found = compare::changes(&today, ix, &record, reader, &mut plan);
                match found.is_empty() {
                    true => plan.unchanged += 1,
                    false => changes.push((ix, found)),
                }
            }
            None if is_new(&record, &mut plan) => fresh.push(record),
            None => {}
        }
    }
    edits::apply(facts, changes, &mut plan);
    create::files(facts, fresh, to, &mut plan);
    plan
}

/// Whether a row can become a new item; says why when it can't.
fn is_new(record: &Record, plan: &mut Plan) -> bool {
    if record.kind.is_none() {
        plan.remark(&record.place, said!("ingen har id `{}`, og rækken siger ikke, hvilken type det er", "nothing has the id `{}`, and the row does not say of which kind it is"; record.id));
        return false;
    }
    if let Some(fault) = id_fault(&record.id) {
        plan.remark(
            &record.place,
            Said::new(
                format!("`{}` kan ikke være et id: {}", record.id, fault.da),
                format!("`{}` can't be an id: {}", record.id, fault.en),
            ),
        );
        return false;
    }
    true
}

impl Plan {
    fn remark(&mut self, place: &str, said: Said) {
        self.remarks.push(remark(place, said));
    }
}

/// A remark about a place of a table.
pub fn remark(place: &str, said: Said) -> Remark {
    match place.parse() {
        Ok(line) => Remark { line: Some(line), said },
        Err(_) => {
            Remark { line: None, said: Said::new(format!("{place}: {}", said.da), format!("{place}: {}", said.en)) }
        }
    }
}

/// Whether a column is no part of an item that a row may change.
fn is_fixed(column: &Column) -> bool {
    matches!(column.role, Some(Role::Id | Role::Kind))
}
