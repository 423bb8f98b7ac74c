//! The table: what the memo names, row by row, and what answers it.

use serde::Deserialize;

/// A part of the memo.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    #[serde(rename = "afsnit")]
    pub title: String,
    #[serde(rename = "tekst")]
    pub text: String,
    #[serde(rename = "rækker")]
    pub rows: Vec<Row>,
}

/// One thing that the memo names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub id: String,
    #[serde(rename = "navn")]
    pub name: String,
    #[serde(rename = "siger")]
    pub says: String,
    /// How the program answers, in a sentence.
    #[serde(rename = "svar")]
    pub answer: Option<String>,
    #[serde(rename = "beviser", default)]
    pub evidence: Vec<Evidence>,
    /// Why there is nothing, or what was left out.
    #[serde(rename = "uden")]
    pub without: Option<String>,
}

/// Where the product answers a row.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Evidence {
    Item(ItemShows),
    Page(PageShows),
    Rule(RuleFires),
    Field(FieldIs),
    Command(CommandSays),
}

/// The page of an item shows a text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemShows {
    #[serde(rename = "element")]
    pub id: String,
    #[serde(rename = "viser")]
    pub text: String,
}

/// A page that the program makes shows a text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageShows {
    #[serde(rename = "side")]
    pub address: String,
    #[serde(rename = "navn")]
    pub name: String,
    #[serde(rename = "viser")]
    pub text: String,
}

/// A rule finds the fault of its bad example and none in its good one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFires {
    #[serde(rename = "regel")]
    pub code: String,
}

/// The model has a kind (`krav`), field or link (`krav.hjemmel`), choice (`krav.kravtype=MK`) or attribute of a link
/// (`ændring.berører:handling`) with a role.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldIs {
    #[serde(rename = "felt")]
    pub path: String,
    #[serde(rename = "rolle")]
    pub role: String,
}

/// A command prints a text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommandSays {
    #[serde(rename = "kommando")]
    pub arguments: Vec<String>,
    #[serde(rename = "siger")]
    pub text: String,
}

/// The whole table.
pub fn sections() -> Vec<Section> {
    serde_yaml::from_str(include_str!("rows.yaml")).expect("rows.yaml is as its head says")
}
