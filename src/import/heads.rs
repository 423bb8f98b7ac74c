//! Tables that we wrote ourselves, and others with the same heads, into rows about items.

use super::Remark;
use super::rows::{Part, Record, remark};
use super::table::{Row, Table};
use crate::export::cells::{self, Column};
use crate::export::xlsx::matrix::{self, MatrixColumn};
use crate::model::{KindIx, Role, Schema, value};
use crate::said;
use crate::trace::Facts;

/// What was found in tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub records: Vec<Record>,
    /// What was not taken.
    pub remarks: Vec<Remark>,
    /// Sheets whose heads are ours.
    pub tables: usize,
    /// Cells for suppliers' answers that are filled in.
    pub answers: usize,
}

/// Reads every table whose head names ids as ours do. Others are told, unless none of them is ours.
pub fn read(facts: &Facts, tables: &[Table]) -> Found {
    let mut found = Found::default();
    let mut foreign = Vec::new();
    for table in tables {
        if let Some(at) = table.head(is_matrix_head) {
            found.tables += 1;
            of_matrix(facts, table, at, &mut found);
        } else if let Some(at) = table.head(|row| is_key_head(&facts.model.schema, row)) {
            found.tables += 1;
            of_keys(facts, table, at, &mut found);
        } else if !table.rows.is_empty() {
            foreign.push(said!("arket »{}« har ingen kolonne `id` og er ikke læst", "the sheet »{}« has no column `id` and is not read"; table.name));
        }
    }
    // Instructions of our own matrix are no rows.
    if found.answers == 0 && !tables.iter().any(|table| table.head(is_matrix_head).is_some()) {
        found.remarks.extend(foreign.into_iter().map(|said| Remark { line: None, said }));
    }
    found
}

/// Whether a row is the head of a requirement matrix.
pub fn is_matrix_head(row: &Row) -> bool {
    let has = |column: MatrixColumn| row.cells.iter().any(|(_, text)| column.is_named(text));
    has(MatrixColumn::Id) && has(MatrixColumn::Number) && has(MatrixColumn::Fulfilled)
}

/// The columns of a matrix, each with where it stands.
pub fn matrix_columns(head: &Row) -> Vec<(MatrixColumn, u16)> {
    let named = |column: MatrixColumn| head.cells.iter().find(|(_, text)| column.is_named(text));
    MatrixColumn::ALL.into_iter().filter_map(|column| Some((column, named(column)?.0))).collect()
}

fn is_key_head(schema: &Schema, row: &Row) -> bool {
    let Some(id) = schema.reserved_with(Role::Id) else { return false };
    let known = |text: &str| {
        let kinds = (0..schema.kinds.len() as u16).map(KindIx);
        schema.reserved_field(text).is_some()
            || kinds.into_iter().any(|kind| schema.kind(kind).keys().any(|key| key == text))
    };
    let heads: Vec<String> = row.cells.iter().map(|(_, text)| text.trim().to_lowercase()).collect();
    heads.contains(&id.key) && heads.iter().any(|head| *head != id.key && known(&value::nfc(head)))
}

fn of_matrix(facts: &Facts, table: &Table, at: usize, found: &mut Found) {
    let columns = matrix_columns(&table.rows[at]);
    let kind = facts.model.schema.kind_with(Role::Requirement);
    let Some((_, id_column)) = columns.iter().find(|(column, _)| *column == MatrixColumn::Id) else { return };
    for row in &table.rows[at + 1..] {
        let id = row.cell(*id_column).trim().to_owned();
        let ix = facts.model.find(&id);
        let own = ix.map(|ix| facts.model.item(ix).kind).or(kind);
        let mut record = Record { place: table.place(row, *id_column), id, kind: own, ..Record::default() };
        for (column, at) in &columns {
            let text = row.cell(*at).to_owned();
            match column {
                MatrixColumn::Statement => record.cells.push((Part::Statement, text)),
                MatrixColumn::Basis => record.cells.push((Part::Basis, text)),
                column if column.is_answer() => found.answers += usize::from(!text.trim().is_empty()),
                column => {
                    let key = own.and_then(|kind| matrix::key_of(facts, kind, *column));
                    record.cells.extend(key.map(|key| (Part::Key(key.to_owned()), text)));
                }
            }
        }
        found.records.push(record);
    }
}

fn of_keys(facts: &Facts, table: &Table, at: usize, found: &mut Found) {
    let schema = &facts.model.schema;
    let head = &table.rows[at];
    let mut columns = Vec::new();
    let reserved = |role: Role| schema.reserved_with(role).map(|field| field.key.clone()).unwrap_or_default();
    let (id_key, kind_key) = (reserved(Role::Id), reserved(Role::Kind));
    for (at, text) in &head.cells {
        match key_named(schema, text) {
            Some(key) => columns.push((key, *at)),
            None => unknown(table, head, *at, &table.rows, &mut found.remarks),
        }
    }
    let place_of = |key: &str| columns.iter().find(|(known, _)| known == key).map(|(_, at)| *at);
    let (Some(id_column), kind_column) = (place_of(&id_key), place_of(&kind_key)) else { return };
    for row in &table.rows[at + 1..] {
        let id = row.cell(id_column).trim().to_owned();
        let written = kind_column.map(|at| row.cell(at).trim()).filter(|text| !text.is_empty());
        let kind = match written {
            Some(text) => {
                let kind = schema.find_kind(&value::nfc(text));
                if kind.is_none() {
                    let place = table.place(row, kind_column.unwrap_or(0));
                    found.remarks.push(remark(&place, said!("der findes ingen type `{}`; rækken er ikke taget med", "there is no kind `{}`; the row is not taken"; text)));
                    continue;
                }
                kind
            }
            None => {
                facts.model.find(&id).map(|ix| facts.model.item(ix).kind).or_else(|| sheet_kind(schema, &table.name))
            }
        };
        let cells = columns.iter().filter(|(key, _)| *key != id_key && *key != kind_key);
        let cells = cells.map(|(key, at)| (Part::Key(key.clone()), row.cell(*at).to_owned())).collect();
        found.records.push(Record { place: table.place(row, id_column), id, kind, cells, ..Record::default() });
    }
}

/// The kind whose name a sheet has.
fn sheet_kind(schema: &Schema, name: &str) -> Option<KindIx> {
    let name = name.to_lowercase();
    let is_named = |kind: &crate::model::schema::Kind| {
        [&kind.key, &kind.plural.da, &kind.plural.en].iter().any(|known| known.to_lowercase() == name)
    };
    schema.kinds.iter().position(is_named).map(|number| KindIx(number as u16))
}

/// The key that a head names: the key itself, or its name for readers.
pub fn key_named(schema: &Schema, head: &str) -> Option<String> {
    let head = value::nfc(head.trim()).to_lowercase();
    let kinds = || (0..schema.kinds.len() as u16).map(KindIx);
    let columns: Vec<Column> = kinds().flat_map(|kind| cells::columns(schema, kind)).collect();
    let is_key = |column: &&Column| column.key.to_lowercase() == head;
    let is_name = |column: &&Column| column.name.da.to_lowercase() == head || column.name.en.to_lowercase() == head;
    let found = columns.iter().find(is_key).or_else(|| columns.iter().find(is_name));
    found.map(|column| column.key.clone())
}

/// Tells of a column that is not taken, with how much stands in it.
fn unknown(table: &Table, head: &Row, at: u16, rows: &[Row], remarks: &mut Vec<Remark>) {
    let count = rows.iter().filter(|row| row.number > head.number && !row.cell(at).is_empty()).count();
    if count > 0 {
        let said = said!(
            "modellen har intet felt »{}«; {} celler er ikke taget med", "the model has no field »{}«; {} cells are not taken"; head.cell(at).trim(), count
        );
        remarks.push(remark(&table.place(head, at), said));
    }
}
