//! Concept lists in: the columns of the joint public template, whoever filled them in.

use std::collections::BTreeMap;

use super::Remark;
use super::mapping::clean_id;
use super::rows::{Part, Record, remark};
use super::table::{Row, Table};
use super::values::shown;
use crate::document;
use crate::export::concepts::{self, ListColumn};
use crate::model::{Role, fold};
use crate::said;
use crate::trace::Facts;

/// Names of the template's columns in its machine-readable form, beside their Danish heads.
const TAGS: [(&str, &str); 11] = [
    ("preflabel", "Foretrukken term"),
    ("altlabel", "Accepteret term"),
    ("hiddenlabel", "Frarådet term"),
    ("definition", "Definition"),
    ("example", "Eksempel"),
    ("comment", "Kommentar"),
    ("applicationnote", "Anvendelsesnote"),
    ("legalsource", "Juridisk kilde"),
    ("source", "Kilde"),
    ("uri", "Identifikator"),
    ("identifier", "Identifikator"),
];

/// Whether a row is the head of a concept list.
pub fn is_head(row: &Row) -> bool {
    let has = |wanted: &str| row.cells.iter().any(|(_, text)| head_of(text) == wanted);
    has("Foretrukken term") && has("Definition")
}

/// The template's head that a text means; the text itself when it means none. An asterisk marks what has to be filled in.
fn head_of(text: &str) -> String {
    let text = text.trim().trim_end_matches('*').trim();
    let lower = text.to_lowercase().replace("(da)", "").trim().to_owned();
    let tag = TAGS.iter().find(|(tag, _)| *tag == lower).map(|(_, head)| (*head).to_owned());
    tag.unwrap_or_else(|| {
        let mut letters = lower.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    })
}

/// Rows of every table that has the template's head. A concept without an id has one of its preferred term; the one that
/// is there already under that term is meant.
pub fn records(facts: &Facts, tables: &[Table]) -> (Vec<Record>, Vec<Remark>) {
    let columns = concepts::columns(&facts.model.schema);
    let known = terms(facts);
    let (mut records, mut remarks) = (Vec::new(), Vec::new());
    for table in tables {
        let Some(at) = table.head(is_head) else { continue };
        let head = &table.rows[at];
        let found = found(head, &columns, table, &mut remarks);
        for row in &table.rows[at + 1..] {
            records.extend(record(facts, table, row, &found, &known, &mut remarks));
        }
    }
    (records, remarks)
}

fn found<'a>(
    head: &Row,
    columns: &'a [ListColumn],
    table: &Table,
    remarks: &mut Vec<Remark>,
) -> Vec<(u16, &'a ListColumn)> {
    let mut found: Vec<(u16, &ListColumn)> = Vec::new();
    for (at, text) in &head.cells {
        let column = columns.iter().find(|column| column.head.to_lowercase() == head_of(text).to_lowercase());
        let count = table.rows.iter().filter(|row| row.number > head.number && !row.cell(*at).is_empty()).count();
        match column {
            Some(column) => found.push((*at, column)),
            None if count > 0 => remarks.push(remark(&table.place(head, *at), said!(
                "begreber har intet felt til »{}«; {} celler er ikke taget med", "concepts have no field for »{}«; {} cells are not taken"; shown(text), count
            ))),
            None => {}
        }
    }
    found
}

/// Ids of the project's concepts by preferred term.
fn terms(facts: &Facts) -> BTreeMap<String, String> {
    let model = &facts.model;
    model.with_role(Role::Concept).map(|ix| (fold(&model.item(ix).title), model.item(ix).id.to_string())).collect()
}

fn record(
    facts: &Facts,
    table: &Table,
    row: &Row,
    columns: &[(u16, &ListColumn)],
    known: &BTreeMap<String, String>,
    remarks: &mut Vec<Remark>,
) -> Option<Record> {
    let place = table.place(row, 0);
    let of = |role: Role| {
        columns.iter().find(|(_, column)| column.column.role == Some(role)).map(|(at, _)| row.cell(*at).trim())
    };
    let term = of(Role::Title).unwrap_or_default();
    let written = of(Role::Id).filter(|id| !id.is_empty());
    if term.is_empty() && written.is_none() {
        remarks.push(remark(
            &place,
            said!(
                "rækken har ingen foretrukken term og er ikke taget med",
                "the row has no preferred term and is not taken"
            ),
        ));
        return None;
    }
    let by_term = known.get(&fold(term)).cloned();
    let id = written.map(clean_id).or(by_term).unwrap_or_else(|| format!("B-{}", document::slug(term)));
    let is_new = facts.model.find(&id).is_none();
    let mut cells = Vec::new();
    for (at, list) in columns.iter().filter(|(_, list)| list.column.role != Some(Role::Id)) {
        let text = lines(list, row.cell(*at));
        // A list from elsewhere that leaves a cell empty says nothing against what is written here.
        if written.is_some() || !text.is_empty() || is_new {
            cells.push((Part::Key(list.column.key.clone()), text));
        }
    }
    Some(Record { place, id, kind: facts.model.schema.kind_with(Role::Concept), cells, defaults: Vec::new() })
}

/// Several terms may stand on one line with semicolons between, as the template has them.
fn lines(list: &ListColumn, text: &str) -> String {
    let is_terms = matches!(list.column.role, Some(Role::AcceptedTerms | Role::DeprecatedTerms));
    match is_terms && !text.contains(['\n', '"']) {
        true => text.split(';').map(str::trim).filter(|term| !term.is_empty()).collect::<Vec<_>>().join("\n"),
        false => text.to_owned(),
    }
}
