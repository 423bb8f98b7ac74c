//! A table of every kind as comma-separated values.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Material, Part};
use crate::model::{ItemIx, KindIx, Role};
use crate::trace::csv::csv;
use crate::trace::plain::PlainValue;

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

fn table(material: &Material, kind: KindIx, items: &[ItemIx]) -> Part {
    let schema = &material.model().schema;
    let kind = schema.kind(kind);
    let numbered = kind.role == Some(Role::Requirement);
    let reserved = |role: Role, or: &str| schema.reserved_with(role).map_or(or.to_owned(), |field| field.key.clone());
    let mut heads = vec![reserved(Role::Id, "id")];
    if numbered {
        heads.push(material.word("udbudsnummer", "tender_number").to_owned());
    }
    let fixed = heads.len();
    heads.extend([reserved(Role::Kind, "type"), reserved(Role::Title, "titel")]);
    let status = reserved(Role::Status, "status");
    heads.extend((!kind.statuses.is_empty()).then_some(status));
    let keys = schema.reserved.iter().map(|field| &field.key);
    let keys = keys.chain(kind.fields.iter().map(|field| &field.key)).chain(kind.links.iter().map(|link| &link.key));
    let plains: Vec<_> = items.iter().map(|ix| (*ix, material.plain(*ix))).collect();
    let mut used: Vec<&String> = Vec::new();
    for key in keys {
        let written = || plains.iter().any(|(_, plain)| plain.fields.iter().any(|(known, _)| known == key));
        if !heads.contains(key) && !used.contains(&key) && written() {
            used.push(key);
        }
    }
    heads.extend(used.into_iter().cloned());
    let rows = plains.iter().map(|(ix, plain)| {
        let mut row = vec![plain.id.clone()];
        if numbered {
            let numbers = material.numbers(*ix).iter().map(|number| &*number.number);
            row.push(numbers.collect::<Vec<_>>().join("\n"));
        }
        let cell = |key: &String| plain.fields.iter().find(|(known, _)| known == key).map(|(_, value)| shown(value));
        row.extend(heads[fixed..].iter().map(|key| cell(key).unwrap_or_default()));
        row
    });
    let rows: Vec<Vec<String>> = rows.collect();
    // With a byte order mark, without which a spreadsheet reads the letters wrong.
    Part::new(format!("csv/{}.csv", kind.folder), format!("\u{feff}{}", csv(&heads, &rows)))
}

fn shown(value: &PlainValue) -> String {
    value.shown()
}
