//! What can be typed after `sporbar import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::AsOf;

/// `sporbar import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// What the file is
    #[arg(value_enum, value_name = "FORMAT")]
    pub format: ImportFormat,
    /// The foreign file
    pub file: PathBuf,
    /// Folder for new items, from the project; for a comment form, the id of the review round instead [default: the one
    /// that the form was made for]
    #[arg(long, value_name = "FOLDER")]
    pub to: Option<PathBuf>,
    /// How foreign columns become fields; a file that is not there is drafted from the foreign heads, and nothing else
    /// is written
    #[arg(long, value_name = "FILE", conflicts_with = "supplier")]
    pub mapping: Option<PathBuf>,
    /// Take the answers of this supplier out of a requirement matrix, into besvarelser/
    #[arg(long, value_name = "NAME")]
    pub supplier: Option<String>,
    /// Say what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub day: AsOf,
}

/// Forms of foreign files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// Spreadsheet: a workbook or requirement matrix of ours, or any other with a mapping
    Xlsx,
    /// Comma- or semicolon-separated, UTF-8
    Csv,
    /// ReqIF 1.0 to 1.2, alone or packed with its files (.reqifz)
    Reqif,
    /// Comment form of a review round, filled in: remarks go into the round, each once
    Review,
    /// Systems, interfaces and contracts of OS2KITOS: JSON saved from its API v2
    Kitos,
}
