//! Findings as people and programs read them: text, JSON, SARIF, JUnit XML and GitHub annotations.
//!
//! Whatever the form, findings come in order of place, lines and columns count from 1 and columns in Unicode
//! characters. Nothing in a message can steer a terminal.

mod counts;
mod github;
mod json;
mod junit;
mod lines;
mod sarif;
mod shown;
mod snippet;
mod text;

pub use counts::Counts;
pub use lines::Places;
pub use text::{draw, summary};

pub(super) use github::github;
pub(super) use json::json;
pub(super) use junit::junit;
pub(super) use sarif::sarif;
pub(super) use shown::item_of;

use crate::finding::{Language, Level};

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub language: Language,
    pub color: bool,
    /// Every finding is drawn, also what is waived; else what repeats itself is grouped.
    pub all: bool,
}

/// What a level is called.
fn level_word(level: Level, language: Language) -> &'static str {
    match (level, language) {
        (Level::Error, Language::Danish) => "fejl",
        (Level::Error, Language::English) => "error",
        (Level::Warning, Language::Danish) => "advarsel",
        (Level::Warning, Language::English) => "warning",
        (_, Language::Danish) => "oplysning",
        (_, Language::English) => "info",
    }
}
