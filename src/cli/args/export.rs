//! What can be typed after `sporbar export` and `sporbar verify`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::AsOf;

/// `sporbar export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The file to write; with `--only` any file or folder, as the format asks
    #[arg(long, value_name = "FILE.zip")]
    pub to: PathBuf,
    /// Export by a profile of `profiler`, such as udbud: what it selects and publishes, without drafts and suppliers
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// Ids of solutions, what they share included [default: all]
    #[arg(long = "solution", value_name = "ID", num_args = 1..)]
    pub solutions: Vec<String>,
    /// One format instead of all
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub only: Option<ExportFormat>,
    #[command(flatten)]
    pub day: AsOf,
}

/// What a bundle holds, form by form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// The offline site
    Site,
    /// A table of every kind, comma-separated
    Csv,
    /// The requirement matrix that suppliers answer: one spreadsheet
    Xlsx,
    /// Every item with every key, as one spreadsheet that authors edit and import again; not for others
    Workbook,
}
