//! How foreign columns become fields: a file that the import drafts and an author mends.

mod draft;
mod guess;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::reqif::IDENTIFIER;
use super::rows::{Part, Record, remark};
use super::table::{Row, Table};
use super::{Remark, values};
use crate::export::cells;
use crate::finding::Said;
use crate::model::{KindIx, Role, Schema, value};
use crate::said;

pub use draft::draft;

/// A mapping as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// Names of the sheets that it is about; absent: all that have its head.
    #[serde(deserialize_with = "one_or_several")]
    pub ark: Vec<String>,
    /// Row of the head, from 1.
    pub hoved: Option<u32>,
    /// Kind of the items.
    #[serde(rename = "type")]
    pub kind: String,
    pub id: IdRule,
    /// Values that every new item gets.
    pub faste: BTreeMap<String, String>,
    /// What each foreign column becomes; an empty key leaves it out.
    pub kolonner: BTreeMap<String, ColumnRule>,
}

/// How an id is made.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct IdRule {
    /// The foreign column; absent: the number of the row.
    pub kolonne: Option<String>,
    /// What stands before it.
    pub foran: String,
}

impl IdRule {
    /// The id of a row: what ids can't have becomes a hyphen. Empty where the row has none.
    fn of(&self, row: &Row, column: Option<u16>) -> String {
        let written = match column {
            Some(column) => row.cell(column).trim().to_owned(),
            None => format!("{:04}", row.number),
        };
        if written.is_empty() { written } else { clean_id(&format!("{}{written}", self.foran)) }
    }
}

/// What a foreign column becomes.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum ColumnRule {
    /// Key of a field.
    Key(String),
    /// Key of a field whose values are called otherwise there.
    Values {
        felt: String,
        #[serde(rename = "værdier")]
        values: BTreeMap<String, String>,
    },
}

fn one_or_several<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        One(String),
        Several(Vec<String>),
    }
    Ok(match Written::deserialize(from)? {
        Written::One(name) => vec![name],
        Written::Several(names) => names,
    })
}

impl ColumnRule {
    fn key(&self) -> &str {
        match self {
            ColumnRule::Key(key) => key,
            ColumnRule::Values { felt, .. } => felt,
        }
    }
}

/// Reads a mapping. An error says what is wrong, with its line.
pub fn read(schema: &Schema, text: &str) -> Result<(Mapping, KindIx), Said> {
    let mapping: Mapping = serde_yaml::from_str(text)
        .map_err(|error| said!("kortlægningen kan ikke læses: {}", "the mapping can't be read: {}"; error))?;
    let Some(kind) = schema.find_kind(&value::nfc(&mapping.kind)) else {
        return Err(
            said!("kortlægningens `type` er ikke en type i modellen: `{}`", "the mapping's `type` is no kind of the model: `{}`"; mapping.kind),
        );
    };
    let columns = cells::columns(schema, kind);
    let keys = mapping.kolonner.values().map(ColumnRule::key).chain(mapping.faste.keys().map(String::as_str));
    for key in keys.filter(|key| !key.is_empty()) {
        if !columns.iter().any(|column| column.key == key) {
            let near = schema.nearest_key(kind, key).unwrap_or_default();
            return Err(said!(
                "kortlægningen nævner `{}`, som `{}` ikke har; nærmest er `{}`", "the mapping names `{}`, which `{}` does not have; the nearest is `{}`"; key, mapping.kind, near
            ));
        }
    }
    Ok((mapping, kind))
}

/// Rows about items, by a mapping. What it does not take is told.
pub fn records(mapping: &Mapping, kind: KindIx, schema: &Schema, tables: &[Table]) -> (Vec<Record>, Vec<Remark>) {
    let mut reading = Reading { mapping, kind, schema, records: Vec::new(), remarks: Vec::new() };
    for table in tables {
        if mapping.ark.is_empty() || mapping.ark.contains(&table.name) {
            reading.table(table);
        } else {
            let said = said!("arket »{}« står ikke i kortlægningen og er ikke læst", "the sheet »{}« is not in the mapping and is not read"; table.name);
            reading.remarks.push(Remark { line: None, said });
        }
    }
    for name in mapping.ark.iter().filter(|name| !tables.iter().any(|table| table.name == **name)) {
        let said = said!("der er intet ark »{}«, som kortlægningen nævner", "there is no sheet »{}«, which the mapping names"; name);
        reading.remarks.push(Remark { line: None, said });
    }
    (reading.records, reading.remarks)
}

/// The ids that a mapping gives to rows, by the text in another of their columns.
pub fn ids(mapping: &Mapping, tables: &[Table], by: &str) -> BTreeMap<String, String> {
    let mut ids = BTreeMap::new();
    for table in tables.iter().filter(|table| mapping.ark.is_empty() || mapping.ark.contains(&table.name)) {
        let Some((head, rows)) = table.rows.split_first() else { continue };
        let column = mapping.id.kolonne.as_deref().and_then(|name| place_of(head, name));
        let Some(by) = place_of(head, by) else { continue };
        ids.extend(rows.iter().map(|row| (row.cell(by).to_owned(), mapping.id.of(row, column))));
    }
    ids.retain(|_, id| !id.is_empty());
    ids
}

struct Reading<'a> {
    mapping: &'a Mapping,
    kind: KindIx,
    schema: &'a Schema,
    records: Vec<Record>,
    remarks: Vec<Remark>,
}

impl Reading<'_> {
    fn table(&mut self, table: &Table) {
        let is_head = |row: &Row| match self.mapping.hoved {
            Some(number) => row.number == number,
            None => row.cells.iter().any(|(_, text)| self.mapping.kolonner.contains_key(text.trim())),
        };
        let Some(at) = table.rows.iter().position(is_head) else {
            let said = said!("arket »{}« har ikke det hoved, som kortlægningen nævner, og er ikke læst", "the sheet »{}« does not have the head that the mapping names and is not read"; table.name);
            self.remarks.push(Remark { line: None, said });
            return;
        };
        let head = &table.rows[at];
        let rows = &table.rows[at + 1..];
        let id_column = self.mapping.id.kolonne.as_deref().and_then(|name| place_of(head, name));
        let mut used = BTreeSet::new();
        let mut columns: Vec<(u16, &ColumnRule)> = Vec::new();
        for (column, name) in &head.cells {
            match self.mapping.kolonner.get(name.trim()).filter(|rule| !rule.key().is_empty()) {
                Some(rule) if used.insert(rule.key().to_owned()) => columns.push((*column, rule)),
                _ if id_column == Some(*column) => {}
                _ => self.left_out(table, head, *column, rows),
            }
        }
        for row in rows {
            self.row(table, row, id_column, &columns);
        }
    }

    fn row(&mut self, table: &Table, row: &Row, id_column: Option<u16>, columns: &[(u16, &ColumnRule)]) {
        let place = table.place(row, id_column.unwrap_or(0));
        let id = self.mapping.id.of(row, id_column);
        let mut cells: Vec<(Part, String)> = Vec::new();
        for (column, rule) in columns {
            let text = row.cell(*column);
            // What a foreign table leaves empty says nothing about what authors have written since.
            if self.is_id(rule.key()) || text.trim().is_empty() {
                continue;
            }
            let told = match rule {
                ColumnRule::Key(_) => Some(text.to_owned()),
                ColumnRule::Values { values, .. } => values.get(text.trim()).cloned(),
            };
            match told {
                Some(told) => cells.push((Part::Key(rule.key().to_owned()), told)),
                None => self.remarks.push(remark(&table.place(row, *column), said!(
                    "»{}« har ingen værdi i kortlægningen for `{}` og er ikke taget med", "»{}« has no value in the mapping for `{}` and is not taken"; values::shown(text), rule.key()
                ))),
            }
        }
        let defaults = self.mapping.faste.clone().into_iter().collect();
        self.records.push(Record { place, id, kind: Some(self.kind), cells, defaults });
    }

    fn is_id(&self, key: &str) -> bool {
        let role = self.schema.reserved_field(key).and_then(|field| field.role);
        matches!(role, Some(Role::Id | Role::Kind))
    }

    fn left_out(&mut self, table: &Table, head: &Row, column: u16, rows: &[Row]) {
        let count = rows.iter().filter(|row| !row.cell(column).is_empty()).count();
        // What machines call an object says nothing to people.
        if count > 0 && head.cell(column) != IDENTIFIER {
            self.remarks.push(remark(&table.place(head, column), said!(
                "kolonnen »{}« er ikke kortlagt; {} celler er ikke taget med", "the column »{}« is not mapped; {} cells are not taken"; values::shown(head.cell(column)), count
            )));
        }
    }
}

/// A foreign name as an id: what ids can't have becomes a hyphen.
pub fn clean_id(text: &str) -> String {
    let allowed = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    let id: String = text.chars().map(|letter| if allowed(letter) { letter } else { '-' }).take(80).collect();
    id.trim_matches(['-', '_', '.']).to_owned()
}

fn place_of(head: &Row, name: &str) -> Option<u16> {
    head.cells.iter().find(|(_, text)| text.trim() == name.trim()).map(|(column, _)| *column)
}
