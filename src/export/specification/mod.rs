//! The specification as a document to read and sign (*kravspecifikation*): one for each annex of a tender's plan, else
//! one for each solution.
//!
//! Each is one neutral [`Specification`] made from the book of the bundle, so that whatever the profile leaves out is
//! out here, too. The writers see that value and nothing else.

mod chapters;
mod contents;
mod documents;
mod html;
mod items;
mod law;
#[cfg(feature = "pdf")]
mod pdf;
mod settle;
mod sheet;
#[cfg(test)]
mod tests;
mod tree;
mod word;

use jiff::civil::Date;
use serde::Serialize;

use super::{Material, Part};
use crate::finding::Language;

/// Folder of the documents in the payload.
const FOLDER: &str = "kravspecifikation";

/// Whether this program writes PDF: it was built with the feature `pdf`.
pub const WRITES_PDF: bool = cfg!(feature = "pdf");

/// A document, in the order it is read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Specification {
    /// Name of its files without their ending: `dubu-bilag-2.1-kravspecifikation`.
    pub name: String,
    /// "Bilag 2.1 Kravspecifikation".
    pub title: String,
    /// What it is about: the solution. May be empty.
    pub subject: String,
    #[serde(skip)]
    pub language: Language,
    #[serde(skip)]
    pub day: Date,
    /// One line for the head of each page: title and edition.
    pub head: String,
    /// Label and value, for the title page.
    pub facts: Vec<(String, String)>,
    /// The project's own notice; may be empty.
    pub notice: String,
    /// Heading of the list of contents.
    pub contents_name: String,
    /// "Side": the word before a page's number.
    pub page_name: String,
    /// How many requirements stand in it.
    pub requirements: usize,
    pub blocks: Vec<Block>,
}

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum Block {
    /// Levels from 1, the chapters; none is skipped on the way down.
    Heading {
        level: u8,
        runs: Vec<Run>,
        anchor: Option<u32>,
    },
    Paragraph {
        runs: Vec<Run>,
        look: Look,
    },
    List {
        ordered: bool,
        items: Vec<Vec<Block>>,
    },
    Table(Table),
    Quote {
        blocks: Vec<Block>,
    },
    /// What a requirement demands.
    Statement {
        blocks: Vec<Block>,
    },
    /// A text whose lines and spaces are kept.
    Code {
        text: String,
    },
    /// Labels with what belongs to them.
    Facts {
        rows: Vec<Fact>,
    },
    Drawing(Drawing),
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    Body,
    /// Smaller and quieter.
    Note,
    /// The name of what follows, too small for a heading.
    Name,
}

/// A label with its value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fact {
    pub label: String,
    pub blocks: Vec<Block>,
}

/// A table; its head is repeated on every page it reaches.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Table {
    /// May be empty.
    pub caption: String,
    /// Empty for none.
    pub head: Vec<String>,
    /// Each as wide as there are columns.
    pub rows: Vec<Row>,
    /// Shares of the width, one for each column.
    pub widths: Vec<u16>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Row {
    pub anchor: Option<u32>,
    pub cells: Vec<Vec<Block>>,
}

/// A drawing as vectors.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drawing {
    /// An SVG document whose parts are dressed by class; only the program's own drawings, never a file of content.
    #[serde(skip)]
    pub svg: String,
    pub title: String,
    /// What the drawing says, for those who don't see it.
    pub description: String,
    /// In user units.
    pub width: u32,
    pub height: u32,
}

/// A stretch of text set one way. A line feed in it is a line break.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Run {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    pub code: bool,
    pub struck: bool,
    pub raised: bool,
    pub lowered: bool,
    pub to: Option<Target>,
}

/// Where a text leads.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// An anchor of this document.
    Inside(u32),
    /// An address of the web.
    Web(String),
}

impl Run {
    pub fn plain(text: impl Into<String>) -> Run {
        Run { text: text.into(), ..Run::default() }
    }

    pub fn bold(text: impl Into<String>) -> Run {
        Run { text: text.into(), bold: true, ..Run::default() }
    }
}

impl Block {
    fn text(text: impl Into<String>) -> Block {
        Block::runs(vec![Run::plain(text)])
    }

    fn runs(runs: Vec<Run>) -> Block {
        Block::Paragraph { runs, look: Look::Body }
    }

    fn note(text: impl Into<String>) -> Block {
        Block::Paragraph { runs: vec![Run::plain(text)], look: Look::Note }
    }

    fn heading(level: u8, text: impl Into<String>, anchor: Option<u32>) -> Block {
        Block::Heading { level, runs: vec![Run::plain(text)], anchor }
    }
}

/// The documents as Word files.
pub(super) fn docx_parts(material: &Material) -> anyhow::Result<Vec<Part>> {
    documents::each(material, |one| Ok(Part::new(format!("{FOLDER}/{}.docx", one.name), word::document(one)?)))
}

/// The documents as PDF.
#[cfg(feature = "pdf")]
pub(super) fn pdf_parts(material: &Material) -> anyhow::Result<Vec<Part>> {
    documents::each(material, |one| Ok(Part::new(format!("{FOLDER}/{}.pdf", one.name), pdf::document(one)?)))
}

/// No documents: this program was built without PDF.
#[cfg(not(feature = "pdf"))]
pub(super) fn pdf_parts(_: &Material) -> anyhow::Result<Vec<Part>> {
    Ok(Vec::new())
}
