//! What can be typed after `sporbar law`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{AsOf, day};

/// One per command about legal sources.
#[derive(Debug, Subcommand)]
pub enum LawCommand {
    /// Print the citations found in a text, as JSON
    Cite {
        /// The text; `-` reads standard input
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Read an act from LexDania XML (Retsinformation) into a content file, or merge it into the one that is there
    #[command(long_about = LAW_IMPORT)]
    Import(LawImportArgs),
    /// Tell what changed between two texts of an act, and what each change touches
    #[command(long_about = LAW_DIFF)]
    Diff(LawDiffArgs),
    /// Propose cases of changing law from a feed of changed documents on disk
    #[command(long_about = LAW_FEED)]
    Feed(LawFeedArgs),
}

const LAW_FEED: &str = "\
Propose cases of changing law from a feed of changed documents on disk: the ELI Atom feed or the JSON of the harvest \
service, saved by whoever fetches them. Nothing is fetched here.

An entry concerns a watched source (`overvåges: ja`) when it is one of its documents (by ELI, accession number, or type, \
number and year), a new consolidation of it, or an act whose title says that it amends it. The proposals are printed as \
YAML, or written as new files with the next free ids with `--to`. What a case records already is not proposed again.";

/// `sporbar law feed`.
#[derive(Debug, Args)]
pub struct LawFeedArgs {
    /// The feed: Atom or JSON
    pub file: PathBuf,
    /// Write each proposal as a file in this folder, from the project
    #[arg(long, value_name = "FOLDER")]
    pub to: Option<PathBuf>,
    /// Form of what is printed; text is YAML to copy, with `--to` the paths written
    #[arg(long, value_enum, default_value = "text")]
    pub format: LawFeedFormat,
    #[command(flatten)]
    pub day: AsOf,
}

/// Form of proposals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LawFeedFormat {
    Text,
    Json,
}

const LAW_DIFF: &str = "\
Tell what changed between two texts of an act: changed, moved, new and gone provisions, word by word, with what each \
change touches in the project.

OLD and NEW are each a LexDania file (law.xml), a content file with one act (law.yaml), or an act of the project on a \
day: `BL@2026-12-31`, or `BL` on the day of the command. Two XML files can be compared outside a project.

A move is proposed where a text is found again, nearly the same, at another place. You confirm it: copy the YAML that \
is printed, or let `--write` put it into the act's file, all of it or the places named by `--only`.

For example: sporbar law diff BL@2026-12-31 BL@2027-01-01 --write --only \"§ 20, stk. 3\"";

/// `sporbar law diff`.
#[derive(Debug, Args)]
pub struct LawDiffArgs {
    /// The text before: FILE.xml, FILE.yaml, ID or ID@DATE
    pub old: String,
    /// The text after
    pub new: String,
    /// Form of the difference
    #[arg(long, value_enum, default_value = "text")]
    pub format: LawDiffFormat,
    /// Write the proposed moves into the act's file
    #[arg(long)]
    pub write: bool,
    /// Write only the moves from these places, such as "§ 20, stk. 3"; may be repeated
    #[arg(long, value_name = "PLACE", requires = "write")]
    pub only: Vec<String>,
    /// First day at the new places [default: the day of NEW]
    #[arg(long, value_name = "DATE", value_parser = day, requires = "write")]
    pub date: Option<jiff::civil::Date>,
    #[command(flatten)]
    pub day: AsOf,
}

/// Form of a difference between two texts of law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LawDiffFormat {
    Text,
    Json,
    Markdown,
}

const LAW_IMPORT: &str = "\
Read an act from LexDania XML (Retsinformation) into a content file, or merge it into the one that is there.

The act is recognised by its ELI, by type, number and year, or (a consolidation, LBK) by the act it says it gathers; \
`--id` names it instead. A new act gets a file of its own in FOLDER. An act that is there is edited where it stands: \
facts are filled in and never overwritten, new provisions are added, and only the text of a provision is replaced; \
assessments, summaries, titles, notes and comments stay byte for byte. A new consolidation becomes an edition.

What the XML holds that was not taken is told on standard error. Nothing is written when the XML can't be read whole.";

/// `sporbar law import`.
#[derive(Debug, Args)]
pub struct LawImportArgs {
    /// The XML file
    #[arg(value_name = "FILE.xml")]
    pub file: PathBuf,
    /// Folder for the file of a new act, from the project
    #[arg(long, value_name = "FOLDER")]
    pub to: PathBuf,
    /// Id of the act to make or to merge into [default: the act that the document says it is, else type, number and year]
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// The day from which changed texts hold: the old text becomes a version that ends the day before
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: Option<jiff::civil::Date>,
    /// Add every provision, also to an act that lists chosen ones only
    #[arg(long)]
    pub all: bool,
    /// Say what would be done and write nothing
    #[arg(long)]
    pub dry_run: bool,
}
