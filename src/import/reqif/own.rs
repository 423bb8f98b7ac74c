//! Rows of a ReqIF file of ours into rows about items.

use super::{Exchange, IDENTIFIER, RELATION};
use crate::export::cells;
use crate::export::reqif::{FOREIGN_ID, NAME, TEXT, xml_id};
use crate::import::Remark;
use crate::import::rows::{Part, Record};
use crate::import::table::{Row, Table};
use crate::model::{KindIx, Role, Schema, value};
use crate::said;

/// The rows of all tables that are named like a kind; others are told.
pub fn records(schema: &Schema, exchange: &Exchange) -> (Vec<Record>, Vec<Remark>) {
    let (mut records, mut remarks) = (Vec::new(), Vec::new());
    for table in &exchange.tables {
        let Some(kind) = schema.find_kind(&value::nfc(&table.name)) else {
            let said = said!("der findes ingen type »{}«; dens objekter er ikke taget med", "there is no kind »{}«; its objects are not taken"; table.name);
            remarks.push(Remark { line: table.rows.first().map(|row| row.number as usize), said });
            continue;
        };
        let Some((head, rows)) = table.rows.split_first() else { continue };
        let columns = columns(schema, kind, table, head, &mut remarks);
        records.extend(rows.iter().map(|row| record(schema, kind, head, row, &columns)));
    }
    (records, remarks)
}

/// Columns with the key that each is about.
fn columns(schema: &Schema, kind: KindIx, table: &Table, head: &Row, remarks: &mut Vec<Remark>) -> Vec<(u16, String)> {
    let known = cells::columns(schema, kind);
    let with = |role: Role| known.iter().find(|column| column.role == Some(role)).map(|column| column.key.clone());
    let mut columns = Vec::new();
    for (at, name) in &head.cells {
        let key = match &**name {
            IDENTIFIER | TEXT => continue,
            name if name.starts_with(RELATION) => continue,
            FOREIGN_ID => with(Role::Id),
            NAME => with(Role::Title),
            name => known.iter().find(|column| column.key == name).map(|column| column.key.clone()),
        };
        match key {
            Some(key) => columns.push((*at, key)),
            None => {
                let said = said!("»{}« har intet felt »{}«; dets værdier er ikke taget med", "»{}« has no field »{}«; its values are not taken"; table.name, name);
                remarks.push(Remark { line: Some(head.number as usize), said });
            }
        }
    }
    columns
}

fn record(schema: &Schema, kind: KindIx, head: &Row, row: &Row, columns: &[(u16, String)]) -> Record {
    let key_of = |role: Role| schema.reserved_with(role).map(|field| field.key.clone()).unwrap_or_default();
    let (id_key, text_key) = (key_of(Role::Id), key_of(Role::BodyText));
    let text_of =
        |wanted: &str| head.cells.iter().find(|(_, name)| &**name == wanted).map_or("", |(at, _)| row.cell(*at));
    let id = text_of(FOREIGN_ID).trim().to_owned();
    let mut cells: Vec<(Part, String)> = Vec::new();
    for (at, key) in columns.iter().filter(|(_, key)| *key != id_key) {
        let mut text = row.cell(*at).to_owned();
        if *key == text_key {
            let readers = text_of(TEXT);
            // Another tool shows and edits the text for readers: where the two differ, it was edited there.
            if words(&crate::export::reqif::shown(&text)) != words(readers) {
                text = readers.to_owned();
            }
        }
        cells.push((Part::Key(key.clone()), text));
    }
    for (at, name) in head.cells.iter().filter(|(_, name)| name.starts_with(RELATION)) {
        added(schema, kind, &name[RELATION.len()..], row.cell(*at), &mut cells);
    }
    Record { place: row.number.to_string(), id, kind: Some(kind), cells, defaults: Vec::new() }
}

/// Relations that another tool added become lines of their field.
fn added(schema: &Schema, kind: KindIx, name: &str, targets: &str, cells: &mut [(Part, String)]) {
    let is_link = schema.kind(kind).links.iter().any(|link| link.key == name);
    let Some((_, text)) = cells.iter_mut().find(|(part, _)| is_link && *part == Part::Key(name.to_owned())) else {
        return;
    };
    for target in targets.lines() {
        let is_there = text
            .lines()
            .any(|line| crate::export::reqif::object_id(line.trim()) == target || line.contains(&plain_id(target)));
        if !is_there && !plain_id(target).is_empty() {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&plain_id(target));
        }
    }
}

/// The id behind an identifier of ours; empty for another's.
fn plain_id(identifier: &str) -> String {
    let prefix = xml_id("so", "");
    let Some(rest) = identifier.strip_prefix(&prefix) else { return String::new() };
    let mut id = String::new();
    let mut parts = rest.split('_');
    id.push_str(parts.next().unwrap_or_default());
    while let (Some(hex), Some(plain)) = (parts.next(), parts.next()) {
        id.extend(u32::from_str_radix(hex, 16).ok().and_then(char::from_u32));
        id.push_str(plain);
    }
    id
}

/// The words of a text without marks, for comparing what a reader sees.
fn words(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}
