//! Decision tables read as sets: which combinations of input each row takes, and which are taken by none, by several, or
//! never reach their row.
//!
//! Each input column is cut into **atoms**, the smallest parts that its cells tell apart: values of an enumeration,
//! stretches between the numbers or days that are written, `ja` and `nej`. A row is one set of atoms for each column, and
//! all questions are answered exactly on those sets ([`judge`]). A cell that can't be read as a set is said to be so and
//! never guessed at.

mod atoms;
mod cell;
mod column;
mod judge;
mod named;
mod stretches;
#[cfg(test)]
mod tests;
mod words;

use std::borrow::Cow;

use crate::document::{Map, Node};
use crate::model::schema::{Field, Form};
use crate::model::{ItemIx, Role, value};
use crate::place::{FileId, Place};
use crate::trace::Facts;

pub use atoms::Atoms;
pub use column::{Column, Scale};
pub use judge::{Fault, judge};
pub use words::combination;

/// What a table says when several rows take the same combination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// No two rows may (`U`); also where no policy is written.
    Unique,
    /// They must say the same (`A`).
    Any,
    /// The one whose output ranks first counts (`P`).
    Priority,
    /// The first as written counts (`F`).
    First,
    /// All of them count, and none is an answer too (`R`, `O`, `C`).
    Several,
}

/// A decision table.
#[derive(Clone, Debug)]
pub struct Table {
    pub policy: Policy,
    /// Input columns, in written order.
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Where the rows begin to be written: the key.
    pub place: Place,
    /// It has more cells than anyone could keep sets of; then it has no rows here.
    pub too_large: bool,
}

/// Machine words that the sets of a table may take: 32 MB, as 5,000 rows of 4 columns, no two cells alike, do.
const MOST_WORDS: usize = 4_000_000;

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    pub place: Place,
    /// What it takes of each column; `None` for a cell that can't be read.
    pub takes: Vec<Option<Atoms>>,
    /// Where each input cell is written; the row where it isn't.
    pub cells: Vec<Place>,
    /// Output cells as written, white space made even.
    pub outputs: Vec<String>,
    /// How many cells it has, when that is another number than the table has columns.
    pub width: Option<usize>,
}

/// The table of an item as a row of places; `None` when the item has none, or it is no table.
pub fn read(facts: &Facts, ix: ItemIx) -> Option<Table> {
    let item = facts.model.item(ix);
    let written = item.field_with(&facts.model.schema, Role::DecisionTable)?;
    let Form::Object(fields) = &item.declared(&facts.model.schema, written)?.form else { return None };
    let map = written.node.elements().first()?.map()?;
    let reading = Reading { fields, map, file: written.file };
    let inputs = reading.part(Role::TableInputs).map(Node::elements).unwrap_or_default();
    let outputs = reading.part(Role::TableOutputs).map(Node::elements).unwrap_or_default();
    let key = fields.iter().find(|field| field.role == Some(Role::TableRows)).map(|field| field.key.as_str())?;
    let pair = map.find_pair(key);
    let rows = pair.map(|pair| pair.value.elements()).unwrap_or_default();
    let place = reading.at(pair.map_or(written.key_span(), |pair| pair.key_span));
    if inputs.is_empty() {
        return None;
    }
    if inputs.len() * rows.len() * (rows.len() / 32 + 1) > MOST_WORDS {
        return Some(Table { policy: reading.policy(), columns: Vec::new(), rows: Vec::new(), place, too_large: true });
    }
    let names: Vec<Cow<str>> = inputs.iter().chain(outputs).map(cell::name).collect();
    let cells: Vec<Cells> = rows.iter().map(|row| Cells::of(row, &names)).collect();
    let read: Vec<(Column, Vec<Option<Atoms>>)> = (0..inputs.len())
        .map(|number| {
            let cells: Vec<Option<&Node>> = cells.iter().map(|row| row.nodes[number]).collect();
            column::read(&inputs[number], &cells, reading.at(inputs[number].span))
        })
        .collect();
    let row = |(number, cells): (usize, &Cells)| Row {
        place: reading.at(rows[number].span),
        takes: read.iter().map(|(_, takes)| takes[number].clone()).collect(),
        cells: cells.nodes[..inputs.len()]
            .iter()
            .map(|node| reading.at(node.map_or(rows[number].span, |node| node.span)))
            .collect(),
        outputs: cells.nodes[inputs.len()..].iter().map(|node| node.map(cell::text).unwrap_or_default()).collect(),
        width: cells.width.filter(|width| *width != names.len()),
    };
    let rows = cells.iter().enumerate().map(row).collect();
    let columns = read.into_iter().map(|(column, _)| column).collect();
    Some(Table { policy: reading.policy(), columns, rows, place, too_large: false })
}

/// A table as it is written.
struct Reading<'a> {
    fields: &'a [Field],
    map: &'a Map,
    file: FileId,
}

impl<'a> Reading<'a> {
    fn field(&self, role: Role) -> Option<&'a Field> {
        self.fields.iter().find(|field| field.role == Some(role))
    }

    fn part(&self, role: Role) -> Option<&'a Node> {
        self.map.find(&self.field(role)?.key)
    }

    fn at(&self, span: crate::place::Span) -> Place {
        Place { file: self.file, span }
    }

    fn policy(&self) -> Policy {
        let chosen = self.field(Role::HitPolicy).zip(self.part(Role::HitPolicy));
        match chosen.and_then(|(field, node)| value::choice(&field.form, node)).and_then(|choice| choice.role) {
            Some(Role::AnyHit) => Policy::Any,
            Some(Role::PriorityHit) => Policy::Priority,
            Some(Role::FirstHit) => Policy::First,
            Some(Role::SeveralHits) => Policy::Several,
            _ => Policy::Unique,
        }
    }
}

/// The cells of a row by column; a list in column order, or a mapping by the columns' names.
struct Cells<'a> {
    nodes: Vec<Option<&'a Node>>,
    /// Of a list.
    width: Option<usize>,
}

impl<'a> Cells<'a> {
    fn of(row: &'a Node, names: &[Cow<str>]) -> Cells<'a> {
        if let Some(map) = row.map() {
            return Cells { nodes: names.iter().map(|name| map.find(name)).collect(), width: None };
        }
        let written = row.elements();
        Cells { nodes: (0..names.len()).map(|number| written.get(number)).collect(), width: Some(written.len()) }
    }
}
