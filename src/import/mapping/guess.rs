//! What foreign heads and values seem to mean. Guesses of a draft, nothing more: a person reads them.

use crate::export::cells::{Column, ColumnForm};
use crate::model::Role;
use crate::model::schema::Form;

/// Words by which other tools and other authorities call what we have a role for; letters and digits alone count.
const CALLED: [(Role, &[&str]); 16] = [
    (
        Role::Id,
        &[
            "id",
            "nr",
            "nummer",
            "kravnr",
            "kravnummer",
            "kravid",
            "reqid",
            "requirementid",
            "identifier",
            "identifikation",
            "objectidentifier",
            "reqifforeignid",
            "number",
            "no",
            "workitemid",
        ],
    ),
    (
        Role::Title,
        &[
            "titel",
            "title",
            "navn",
            "name",
            "kravtitel",
            "overskrift",
            "heading",
            "objectheading",
            "reqifname",
            "reqifchaptername",
            "summary",
            "kort",
            "emne",
        ],
    ),
    (
        Role::BodyText,
        &[
            "tekst",
            "text",
            "kravtekst",
            "krav",
            "beskrivelse",
            "description",
            "requirement",
            "objecttext",
            "reqiftext",
            "kravbeskrivelse",
            "statement",
            "notes",
        ],
    ),
    (Role::RequirementType, &["kravtype", "prioritet", "priority", "moscow", "kategorisering", "severity", "mkpkk"]),
    (Role::Status, &["status", "state", "tilstand"]),
    (Role::Reason, &["begrundelse", "rationale", "reason", "hvorfor", "formål"]),
    (
        Role::Guidance,
        &["vejledning", "kommentar", "bemærkning", "note", "comment", "guidance", "comments", "bemærkninger"],
    ),
    (
        Role::RequirementArea,
        &["kravområde", "område", "kategori", "category", "area", "gruppe", "emneområde", "component"],
    ),
    (Role::Delivery, &["delleverance", "leverance", "delivery", "fase", "release", "iteration"]),
    (Role::LegalBasis, &["hjemmel", "lovhjemmel", "retskilde", "lov", "legalbasis", "lovgrundlag"]),
    (
        Role::AcceptanceCriteria,
        &[
            "acceptkriterier",
            "acceptkriterium",
            "acceptancecriteria",
            "verifikation",
            "test",
            "acceptance",
            "fitcriterion",
        ],
    ),
    (Role::BelongsTo, &["løsning", "system", "solution", "itsystem"]),
    (Role::Owner, &["ejer", "owner", "ansvarlig"]),
    (
        Role::Refines,
        &["præciserer", "refines", "satisfies", "derives", "derivedfrom", "parent", "elaborates", "trace", "traces"],
    ),
    (Role::DependsOn, &["afhængeraf", "dependson", "depends", "requires"]),
    (Role::Keywords, &["nøgleord", "tags", "keywords", "labels"]),
];

/// How strictly a class of requirement is meant, by words.
const CLASSES: [(Role, &[&str]); 3] = [
    (
        Role::Mandatory,
        &[
            "mk",
            "mindstekrav",
            "minimumskrav",
            "skal",
            "must",
            "musthave",
            "mandatory",
            "ufravigeligt",
            "absolutkrav",
            "high",
            "høj",
            "1",
        ],
    ),
    (
        Role::Prioritised,
        &[
            "pk",
            "prioriteretkrav",
            "bør",
            "should",
            "shouldhave",
            "evalueringskrav",
            "konkurrencekrav",
            "medium",
            "mellem",
            "2",
        ],
    ),
    (Role::Plain, &["k", "krav", "kan", "could", "may", "couldhave", "øvrigekrav", "option", "low", "lav", "3"]),
];

/// The column that a foreign head seems to be; `exactly`: only where it is called so.
pub(super) fn column<'a>(head: &str, columns: &'a [Column], exactly: bool) -> Option<&'a Column> {
    let head = plain(head);
    if head.is_empty() {
        return None;
    }
    let is_own =
        |column: &&Column| [&column.key, &column.name.da, &column.name.en].iter().any(|name| plain(name) == head);
    let role = CALLED.iter().find(|(_, names)| names.contains(&head.as_str())).map(|(role, _)| *role);
    let called = role.and_then(|role| columns.iter().find(|column| column.role == Some(role)));
    if exactly {
        return columns.iter().find(is_own).or(called);
    }
    let begins = |(_, names): &&(Role, &[&str])| names.iter().any(|name| name.len() > 3 && head.starts_with(name));
    let role = CALLED.iter().find(begins).map(|(role, _)| *role)?;
    columns.iter().find(|column| column.role == Some(role))
}

/// The value that a foreign one seems to be.
pub(super) fn choice<'a>(text: &str, column: &'a Column) -> Option<&'a str> {
    let wanted = plain(text);
    let own = column.choices().into_iter().find(|choice| plain(choice) == wanted);
    let ColumnForm::Value(Form::OneOf(choices)) = &column.form else { return own };
    let named = choices.iter().find(|choice| plain(&choice.name.da) == wanted || plain(&choice.name.en) == wanted);
    let role = CLASSES.iter().find(|(_, words)| words.contains(&wanted.as_str())).map(|(role, _)| *role);
    let by_role = role.and_then(|role| choices.iter().find(|choice| choice.role == Some(role)));
    own.or(named.or(by_role).map(|choice| choice.key.as_str()))
}

fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
