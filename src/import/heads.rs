//! Tables that we wrote ourselves, and others with the same heads, into rows about items.

use foldhash::{HashMap, HashMapExt as _};

use super::Remark;
use super::rows::{Part, Record, remark};
use super::table::{Row, Table};
use crate::export::EXTRACT;
use crate::export::cells;
use crate::export::xlsx::matrix::{self, MatrixColumn};
use crate::model::{KindIx, Role, Schema, value};
use crate::said;
use crate::trace::Facts;

/// Heads of the numbers that requirements have in a tender: given at export, and no part of an item.
const NUMBERS: [&str; 2] = ["udbudsnummer", "tender_number"];

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
    let named = Named::of(&facts.model.schema);
    for table in tables {
        if let Some(at) = table.head(is_matrix_head) {
            found.tables += 1;
            of_matrix(facts, table, at, &mut found);
        } else if let Some(at) = table.head(|row| is_key_head(&facts.model.schema, row)) {
            found.tables += 1;
            if let Some((column, _)) = table.rows[at].cells.iter().find(|(_, text)| is_extract(text)) {
                let said = said!(
                    "tabellen er et udtræk til læsere og viser ikke alt; den er ikke læst. Ret i et arbejdsark: `sporbar export --only workbook --to FIL.csv`",
                    "the table is an extract for readers and does not show all; it is not read. Edit a workbook: `sporbar export --only workbook --to FILE.csv`"
                );
                found.remarks.push(remark(&table.place(&table.rows[at], *column), said));
                continue;
            }
            of_keys(facts, &named, table, at, &mut found);
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

/// Whether a head says that the table does not hold everything.
fn is_extract(head: &str) -> bool {
    let head = value::nfc(head.trim()).to_lowercase();
    head == EXTRACT.0 || head == EXTRACT.1
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

fn of_keys(facts: &Facts, named: &Named, table: &Table, at: usize, found: &mut Found) {
    let schema = &facts.model.schema;
    let head = &table.rows[at];
    let mut columns = Vec::new();
    let reserved = |role: Role| schema.reserved_with(role).map(|field| field.key.clone()).unwrap_or_default();
    let (id_key, kind_key) = (reserved(Role::Id), reserved(Role::Kind));
    for (at, text) in &head.cells {
        match named.find(text) {
            Some(key) => columns.push((key.clone(), *at)),
            None if NUMBERS.contains(&text.trim().to_lowercase().as_str()) => {}
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

/// What heads may name: every key of the model, by itself and by its names for readers.
struct Named {
    /// By the key in lower case.
    keys: HashMap<String, String>,
    /// By the name in lower case, Danish or English.
    names: HashMap<String, String>,
}

impl Named {
    fn of(schema: &Schema) -> Named {
        let mut named = Named { keys: HashMap::new(), names: HashMap::new() };
        let kinds = (0..schema.kinds.len() as u16).map(KindIx);
        for column in kinds.flat_map(|kind| cells::columns(schema, kind)) {
            for name in [&column.name.da, &column.name.en] {
                named.names.entry(name.to_lowercase()).or_insert_with(|| column.key.clone());
            }
            named.keys.entry(column.key.to_lowercase()).or_insert(column.key);
        }
        named
    }

    /// The key that a head names: the key itself, or its name for readers.
    fn find(&self, head: &str) -> Option<&String> {
        let head = value::nfc(head.trim()).to_lowercase();
        self.keys.get(&head).or_else(|| self.names.get(&head))
    }
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
