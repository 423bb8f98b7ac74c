//! Concept lists: the columns of the joint public template as a spreadsheet and as CSV, and SKOS as Turtle.
//!
//! The import reads the same columns: see [`crate::import::concepts`].

use super::cells::{self, Column};
use super::{Material, Part};
use crate::model::{ItemIx, Role, Schema};
use crate::trace::Facts;
use crate::trace::csv::csv;
use crate::trace::plain::Audience;

mod turtle;

pub use turtle::turtle;

/// A column of the template: its head in Danish, and the key of a concept that it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct ListColumn {
    pub head: &'static str,
    pub column: Column,
}

/// Heads of the template in its order, with the role of what each holds. `None`: the model has no field for it.
const TEMPLATE: [(&str, Option<Role>); 14] = [
    ("Foretrukken term", Some(Role::Title)),
    ("Accepteret term", Some(Role::AcceptedTerms)),
    ("Frarådet term", Some(Role::DeprecatedTerms)),
    ("Definition", Some(Role::Definition)),
    ("Eksempel", Some(Role::Example)),
    ("Kommentar", Some(Role::Comment)),
    ("Anvendelsesnote", Some(Role::UsageNote)),
    ("Juridisk kilde", Some(Role::LegalBasis)),
    ("Kilde", Some(Role::Source)),
    ("Tilhører emne", Some(Role::ConceptTopic)),
    ("Identifikator", Some(Role::Identifier)),
    ("Afledt af", None),
    ("Foretrukken term (en)", Some(Role::EnglishTerm)),
    ("Definition (en)", Some(Role::EnglishDefinition)),
];
/// What we need to find a concept again; the last columns, after the template's own.
const OURS: [(&str, Role); 3] = [("Overbegreb", Role::BroaderConcept), ("Status", Role::Status), ("Id", Role::Id)];

/// The columns of a concept list, as far as the model has them. The template's columns without a field are not here.
pub fn columns(schema: &Schema) -> Vec<ListColumn> {
    let Some(kind) = schema.kind_with(Role::Concept) else { return Vec::new() };
    let known = cells::columns(schema, kind);
    let template = TEMPLATE.iter().filter_map(|(head, role)| Some((*head, (*role)?)));
    let found = template.chain(OURS).filter_map(|(head, role)| {
        let column = known.iter().find(|column| column.role == Some(role))?;
        Some(ListColumn { head, column: column.clone() })
    });
    found.collect()
}

/// Heads and rows of the concept list: the template's columns in its order, then ours.
pub fn list(facts: &Facts, audience: &dyn Audience) -> (Vec<String>, Vec<Vec<String>>) {
    let columns = columns(&facts.model.schema);
    let heads: Vec<&str> = TEMPLATE.iter().map(|(head, _)| *head).chain(OURS.iter().map(|(head, _)| *head)).collect();
    let row = |ix: ItemIx| -> Vec<String> {
        let cell = |head: &&str| {
            let found = columns.iter().find(|column| column.head == *head);
            found.map(|found| cells::cell(facts, ix, &found.column, audience)).unwrap_or_default()
        };
        heads.iter().map(cell).collect()
    };
    let kind = facts.model.schema.kind_with(Role::Concept);
    let items: Vec<ItemIx> = kind.map(|kind| cells::items(facts, kind, audience).collect()).unwrap_or_default();
    (heads.iter().map(|head| (*head).to_owned()).collect(), items.into_iter().map(row).collect())
}

/// The files of a bundle; none where it shows no concept.
pub(super) fn parts(material: &Material) -> anyhow::Result<Vec<Part>> {
    let (facts, published) = (material.facts(), &material.book.published);
    let (heads, rows) = list(facts, published);
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let table = format!("\u{feff}{}", csv(&heads, &rows));
    let title = material.word("Begrebsliste", "Concept list");
    Ok(vec![
        Part::new("begreber/begrebsliste.csv", table),
        Part::new("begreber/begrebsliste.xlsx", super::xlsx::list(facts, title, &heads, &rows)?),
        Part::new("begreber/begreber.ttl", turtle(facts, published)),
    ])
}
