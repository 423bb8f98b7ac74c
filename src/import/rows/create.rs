//! Rows about items that are not there yet: new content files.

use std::collections::{BTreeMap, BTreeSet};

use super::{Destination, Part, Plan, Record};
use crate::document;
use crate::document::write::Yaml;
use crate::export::cells::{self, Columns};
use crate::export::xlsx::matrix::MatrixColumn;
use crate::import::values;
use crate::model::{KindIx, Role};
use crate::said;
use crate::trace::Facts;

/// Makes the files of new items: one for each requirement, one for all items of another kind.
pub(super) fn files(facts: &Facts, records: Vec<Record>, to: &Destination, plan: &mut Plan) {
    let schema = &facts.model.schema;
    let mut paths: BTreeSet<String> = facts.files.iter().map(|file| file.path.to_lowercase()).collect();
    let mut lists: BTreeMap<KindIx, Vec<Yaml>> = BTreeMap::new();
    let columns = Columns::new(schema);
    for record in records {
        let Some(kind) = record.kind else { continue };
        let (pairs, body) = pairs(facts, &columns, kind, &record, plan);
        plan.added.push(record.id.clone());
        if schema.kind(kind).role == Some(Role::Requirement) {
            let path = free(&format!("{}/{}", to.folder, document::slug(&record.id)), "md", &mut paths);
            let body = if body.is_empty() { String::new() } else { format!("\n{body}\n") };
            plan.created.insert(path, format!("---\n{}---\n{body}", Yaml::pairs(&pairs, 0)));
            continue;
        }
        let mut pairs = pairs;
        if let Some(field) = schema.reserved_with(Role::BodyText).filter(|_| !body.is_empty()) {
            pairs.push((field.key.clone(), values::exact(&body)));
        }
        lists.entry(kind).or_default().push(Yaml::Map(pairs));
    }
    let several = lists.len() > 1;
    for (kind, elements) in lists {
        let kind = if several { format!("-{}", schema.kind(kind).folder) } else { String::new() };
        let path = free(&format!("{}/{}{kind}", to.folder, document::slug(&to.name)), "yaml", &mut paths);
        let elements: Vec<String> = elements.iter().map(|element| element.element(2)).collect();
        plan.created.insert(path, format!("elementer:\n{}", elements.join("\n")));
    }
}

/// A path that no file has.
fn free(base: &str, ending: &str, taken: &mut BTreeSet<String>) -> String {
    let mut path = format!("{base}.{ending}");
    let mut number = 2;
    while !taken.insert(path.to_lowercase()) {
        path = format!("{base}-{number}.{ending}");
        number += 1;
    }
    path
}

/// Keys and values of a new item in the order of the model, and its text.
fn pairs(
    facts: &Facts,
    columns: &Columns,
    kind: KindIx,
    record: &Record,
    plan: &mut Plan,
) -> (Vec<(String, Yaml)>, String) {
    let schema = &facts.model.schema;
    let mut pairs = Vec::new();
    let mut body = String::new();
    let said = |key: &str, statement: bool| {
        record.cells.iter().find(|(part, _)| match part {
            Part::Key(known) => known == key,
            Part::Statement => statement,
            Part::Basis => false,
        })
    };
    for column in columns.of(kind) {
        let is_body = column.role == Some(Role::BodyText);
        let text = match column.role {
            Some(Role::Id) => record.id.as_str(),
            Some(Role::Kind) => schema.kind(kind).key.as_str(),
            _ => match said(&column.key, is_body) {
                Some((_, text)) => text,
                None => record.defaults.iter().find(|(key, _)| *key == column.key).map_or("", |(_, text)| text),
            },
        };
        if is_body {
            body = cells::tidy(text);
            continue;
        }
        match values::value(column, text) {
            Ok(value) => pairs.extend(value.map(|value| (column.key.clone(), value))),
            Err(why) => plan.remark(&record.place, why),
        }
    }
    for (part, text) in record.cells.iter().filter(|(_, text)| !text.trim().is_empty()) {
        let known = match part {
            Part::Key(key) => columns.find(kind, key).is_some(),
            Part::Statement => true,
            Part::Basis => false,
        };
        if !known {
            let what = if let Part::Key(key) = part { key.as_str() } else { MatrixColumn::Basis.head().0 };
            plan.remark(&record.place, said!("`{}` for `{}` er ikke taget med: »{}«", "`{}` of `{}` is not taken: »{}«"; what, record.id, values::shown(text)));
        }
    }
    (pairs, body)
}
