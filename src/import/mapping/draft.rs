//! A first mapping, out of the heads and the first rows of foreign tables.

use std::collections::BTreeSet;

use super::guess;
use crate::document::write::scalar;
use crate::export::cells::{self, Column};
use crate::import::reqif::IDENTIFIER;
use crate::import::table::{Row, Table};
use crate::import::values::shown;
use crate::model::{KindIx, Role, Schema};

/// Distinct values of a column that is no running text.
const FEW: usize = 15;

/// The text of a mapping file for some tables, as a person mends it; `None` when no row looks like a head.
pub fn draft(schema: &Schema, tables: &[Table], file: &str) -> Option<String> {
    let (table, at) =
        tables.iter().filter_map(|table| Some((table, head(table)?))).max_by_key(|(table, _)| table.rows.len())?;
    let head = &table.rows[at];
    let kind = schema.kind_with(Role::Requirement).unwrap_or(KindIx(0));
    let columns = cells::columns(schema, kind);
    let mut text = format!(
        "# Udkast til, hvordan {} bliver til indhold. Ret det, og kør kommandoen igen.\n\
         # En kolonne med \"\" tages ikke med; det, der ikke tages med, bliver fortalt ved hver indlæsning.\n",
        shown(file)
    );
    if !table.name.is_empty() {
        text.push_str(&format!("ark: {}\n", scalar(&table.name)));
    }
    if at > 0 {
        text.push_str(&format!("hoved: {}\n", head.number));
    }
    text.push_str(&format!("type: {}\n", scalar(&schema.kind(kind).key)));
    let guesses: Vec<(u16, &str, Option<&Column>)> = guesses(head, &columns);
    let id = guesses.iter().find(|(_, _, column)| column.is_some_and(|column| column.role == Some(Role::Id)));
    match id {
        Some((_, name, _)) => text.push_str(&format!("id: {{kolonne: {}, foran: \"\"}}\n", quoted(name))),
        None => text.push_str("# Ingen kolonne ligner et id: rækkens nummer bruges. Flyttes rækker, flytter id'et med.\nid: {foran: \"IMPORT-\"}\n"),
    }
    text.push_str(&format!("# Felter, som alle får, for eksempel {}\nfaste: {{}}\nkolonner:\n", example(schema, kind)));
    for (at, name, column) in guesses {
        text.push_str(&line(table, head, at, name, column));
    }
    let keys: Vec<&str> = columns.iter().map(|column| column.key.as_str()).collect();
    text.push_str(&format!("# Felter at vælge mellem: {}\n", keys.join(", ")));
    Some(text)
}

/// The row that looks most like a head: the first of those with the most texts near the top.
fn head(table: &Table) -> Option<usize> {
    const NEAR: usize = 40;
    let widths: Vec<usize> = table.rows.iter().take(NEAR).map(|row| row.cells.len()).collect();
    let most = widths.iter().copied().max().filter(|most| *most > 1)?;
    widths.iter().position(|width| *width * 10 >= most * 8)
}

/// Each foreign column with the field it seems to be; no field twice.
fn guesses<'a, 'b>(head: &'b Row, columns: &'a [Column]) -> Vec<(u16, &'b str, Option<&'a Column>)> {
    let mut taken = BTreeSet::new();
    let mut guesses: Vec<(u16, &str, Option<&Column>)> =
        head.cells.iter().map(|(at, text)| (*at, text.trim(), None)).collect();
    // A name that says exactly what it is comes before one that merely resembles it.
    for exactly in [true, false] {
        for (_, name, guessed) in guesses.iter_mut().filter(|(_, _, guessed)| guessed.is_none()) {
            // What machines call an object is its id only where people have no name for it.
            if exactly && *name == IDENTIFIER {
                continue;
            }
            let found = guess::column(name, columns, exactly).filter(|column| !taken.contains(&column.key));
            taken.extend(found.map(|column| column.key.clone()));
            *guessed = found;
        }
    }
    guesses
}

fn line(table: &Table, head: &Row, at: u16, name: &str, column: Option<&Column>) -> String {
    let cells = || {
        table
            .rows
            .iter()
            .filter(|row| row.number > head.number)
            .map(|row| row.cell(at).trim())
            .filter(|text| !text.is_empty())
    };
    let first = cells().next().map(|text| format!("   # fx »{}«", shown(text))).unwrap_or_default();
    let key = column.map_or("\"\"".to_owned(), |column| scalar(&column.key));
    let Some(column) = column.filter(|column| !column.choices().is_empty()) else {
        return format!("  {}: {key}{first}\n", quoted(name));
    };
    let distinct: BTreeSet<&str> = cells().collect();
    if distinct.len() > FEW || distinct.iter().all(|text| column.choices().contains(text)) {
        return format!("  {}: {key}{first}\n", quoted(name));
    }
    let mut text = format!("  {}:\n    felt: {key}   # {}\n    værdier:\n", quoted(name), column.choices().join(", "));
    for value in distinct {
        let known = guess::choice(value, column).map_or("\"\"".to_owned(), scalar);
        text.push_str(&format!("      {}: {known}\n", quoted(value)));
    }
    text
}

fn example(schema: &Schema, kind: KindIx) -> String {
    let kind = schema.kind(kind);
    let solution = kind.link_with(schema, Role::BelongsTo).map_or("løsning", |link| link.key.as_str());
    format!("{{{solution}: …}}")
}

/// A foreign name as a YAML key: always in quotes.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
