//! What can be typed after `sporbar export` and `sporbar verify`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::AsOf;

/// `sporbar export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The file to write; with `--only`, a name that does not end in .zip gets the format's own file, or a folder of them
    #[arg(long, value_name = "FILE.zip")]
    pub to: PathBuf,
    /// Export by a profile of `profiler`, such as udbud: what it selects and publishes, without drafts and suppliers
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// Ids of solutions, what they share included [default: all]
    #[arg(long = "solution", value_name = "ID", num_args = 1..)]
    pub solutions: Vec<String>,
    /// The bundle of the last tender: numbers of requirements are kept, and the differences stand in the bundle
    #[arg(long, value_name = "FILE.zip")]
    pub since: Option<PathBuf>,
    /// One format instead of all
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub only: Option<ExportFormat>,
    /// The review round that a comment form is made for
    #[arg(long, value_name = "ID")]
    pub round: Option<String>,
    /// Refused: what suppliers answered is never handed on
    #[arg(long, hide = true)]
    pub answers: bool,
    #[command(flatten)]
    pub day: AsOf,
}

/// `sporbar verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The bundle
    #[arg(value_name = "FILE.zip")]
    pub file: PathBuf,
}

/// What a bundle holds, form by form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// The offline site
    Site,
    /// The annex plan with the tender numbers
    Annexes,
    /// A table of every kind, comma-separated
    Csv,
    /// The requirement matrix that suppliers answer: one spreadsheet
    Xlsx,
    /// The specification to edit: a .docx for each annex or solution
    Docx,
    /// The specification to read and sign: a .pdf for each annex or solution; needs a program built with the feature pdf
    Pdf,
    /// Items and relations for requirement tools: one ReqIF 1.2 file
    Reqif,
    /// The concept list: .xlsx or .csv with the columns of the joint public template, or .ttl (SKOS)
    Concepts,
    /// The addresses of our pages for the external references of OS2KITOS: one JSON file
    Kitos,
    /// The index that other portfolios link to under `eksterne`: indeks.json and its parts in a folder
    Index,
    /// A comment form for the review round that `--round` names: a spreadsheet with a row for each item it is about
    Review,
    /// Every item with every key, that authors edit and import again, as one .xlsx or one .csv; not for others
    Workbook,
    /// Model and items, with JSON Schema
    Json,
    /// The sources
    Sources,
    /// The readiness verdict with its waivers
    Readiness,
    /// What changed since the bundle that `--since` names
    Changes,
}
