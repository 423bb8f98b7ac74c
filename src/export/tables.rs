//! A table of every kind as comma-separated values. That of the whole documentation is written so that
//! [`crate::import::heads`] reads it back.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::cells::{self, Column};
use super::{Material, Part};
use crate::model::{ItemIx, KindIx, Role};
use crate::trace::csv::csv;
use crate::trace::plain::Plain;

/// Head of the column that says that a table does not hold everything, in Danish and English.
pub const EXTRACT: (&str, &str) = ("udtræk", "extract");

/// A file for each kind that the bundle holds items of.
pub(super) fn parts(material: &Material) -> Vec<Part> {
    let kinds = by_kind(material);
    kinds.par_iter().map(|(kind, items)| table(material, *kind, items)).collect()
}

/// The items of each kind in model order, kinds as the model lists them; none without items.
pub(super) fn by_kind(material: &Material) -> Vec<(KindIx, Vec<ItemIx>)> {
    let mut by_kind: BTreeMap<KindIx, Vec<ItemIx>> = BTreeMap::new();
    for ix in material.items() {
        by_kind.entry(material.model().item(ix).kind).or_default().push(ix);
    }
    by_kind.into_iter().collect()
}

/// A column for each key that says something, the number in the tender behind the id.
fn table(material: &Material, kind: KindIx, items: &[ItemIx]) -> Part {
    let (facts, published) = (material.facts(), &material.book.published);
    let schema = &material.model().schema;
    // An extract is for reading: it says where a link is left out. All else is for coming back.
    let plains: Vec<Plain> = match material.is_extract {
        true => items.iter().map(|ix| material.plain(*ix)).collect(),
        false => Vec::new(),
    };
    let told = |column: Column| {
        let cells: Vec<String> = match material.is_extract {
            true => plains.iter().map(|plain| shown(plain, &column)).collect(),
            false => items.iter().map(|ix| cells::cell(facts, *ix, &column, published)).collect(),
        };
        (column, cells)
    };
    let always = |role: Option<Role>| matches!(role, Some(Role::Id | Role::Kind | Role::Title | Role::Status));
    let mut columns: Vec<(String, Vec<String>)> = cells::columns(schema, kind)
        .into_iter()
        .map(told)
        .filter(|(column, cells)| always(column.role) || cells.iter().any(|cell| !cell.is_empty()))
        .map(|(column, cells)| (column.key, cells))
        .collect();
    if schema.kind(kind).role == Some(Role::Requirement) {
        let number = |ix: &ItemIx| {
            let numbers = material.numbers(*ix).iter().map(|number| &*number.number);
            numbers.collect::<Vec<_>>().join("\n")
        };
        let head = material.word("udbudsnummer", "tender_number").to_owned();
        columns.insert(1.min(columns.len()), (head, items.iter().map(number).collect()));
    }
    if material.is_extract {
        // The import must not take for gone what a part of the documentation leaves out.
        let word = material.profile.clone().unwrap_or_else(|| material.word("løsning", "solution").to_owned());
        columns.push((material.word(EXTRACT.0, EXTRACT.1).to_owned(), vec![word; items.len()]));
    }
    let heads: Vec<String> = columns.iter().map(|(head, _)| head.clone()).collect();
    let row = |at: usize| columns.iter_mut().map(|(_, cells)| std::mem::take(&mut cells[at])).collect();
    let rows: Vec<Vec<String>> = (0..items.len()).map(row).collect();
    // With a byte order mark, without which a spreadsheet reads the letters wrong.
    Part::new(format!("csv/{}.csv", schema.kind(kind).folder), format!("\u{feff}{}", csv(&heads, &rows)))
}

/// What an item says under a key, for readers.
fn shown(plain: &Plain, column: &Column) -> String {
    match column.role {
        Some(Role::Id) => plain.id.clone(),
        Some(Role::Kind) => plain.kind.clone(),
        _ => {
            let found = plain.fields.iter().find(|(key, _)| *key == column.key);
            found.map(|(_, value)| value.shown()).unwrap_or_default()
        }
    }
}
