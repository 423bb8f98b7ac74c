//! What a person can type: commands, flags and their help, in English.

mod export;
mod import;
mod law;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use export::{ExportArgs, ExportFormat, VerifyArgs};
pub use import::{ImportArgs, ImportFormat};
pub use law::{LawCommand, LawDiffArgs, LawDiffFormat, LawFeedArgs, LawFeedFormat, LawImportArgs};

/// Compiles business requirements, written as Markdown and YAML, into a cross-linked static site.
#[derive(Debug, Parser)]
#[command(
    name = "sporbar",
    version,
    about,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// Flags that every command takes.
#[derive(Clone, Debug, Default, Args)]
pub struct Global {
    /// Folder of the project [default: the nearest folder upwards holding sporbar.yaml]
    #[arg(long, global = true, value_name = "DIR")]
    pub project: Option<PathBuf>,
    /// Say nothing but errors and the data asked for
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more; `check` shows every finding instead of grouping them
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// Colours in messages; NO_COLOR is honoured
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub color: Color,
    /// Language of messages [default: `sprog` of the project, else the locale]
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// The day that decides what is in force, such as 2026-11-01; taken from the command's own flag
    #[arg(skip)]
    pub as_of: Option<jiff::civil::Date>,
}

/// When messages have colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// Language of messages, as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Danish
    Da,
    /// English
    En,
}

/// `--as-of`, on the commands whose answer depends on validity.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct AsOf {
    /// The day that decides what is in force, such as 2026-11-01 [default: pr_dato, else SOURCE_DATE_EPOCH, else today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<jiff::civil::Date>,
}

/// One per command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new project with a few connected items
    Init(InitArgs),
    /// Make a file for a new item, with the next free id and the kind's fields as hints
    New(NewArgs),
    /// Build the site
    Build(BuildArgs),
    /// Build in memory, serve, and show every change in the browser at once
    ///
    /// Findings of the page that is open are shown on it. With EDITOR_URL set, such as
    /// vscode://file{path}:{line}:{column}, they and the page lead to the file in your editor. Nothing is written.
    Watch(WatchArgs),
    /// Run all rules
    Check(CheckArgs),
    /// Explain a rule: what, why, a bad and a good example
    Explain(ExplainArgs),
    /// Whether each solution's documentation is ready for re-tender, with the evidence
    ///
    /// Judged as of the day the solution's next tender is announced, under the profile that the tender names.
    Readiness(ReadinessArgs),
    /// List items, nested provisions included
    List(ListArgs),
    /// A traceability matrix
    Matrix(MatrixArgs),
    /// What differs between two editions: folders of projects, built sites, bundles, git revisions
    ///
    /// Items are the same when their id is, or when one edition names the other's id in `tidligere_id`. Where one
    /// edition is a built site or a bundle, both are compared as its readers see them.
    Diff(DiffArgs),
    /// What a change touches: affected items with the path to each, bodies to involve, earliest deadline
    Impact(ImpactArgs),
    /// Change an id and every reference to it; the old one is kept in `tidligere_id`
    ///
    /// Ids, links, citations of an act, references in prose, selectors of views, waivers, settings and reviews are
    /// changed, every other byte stays; all files are written or none. Names of files stay as they are, and so do words
    /// of a text that merely look like the id: they are told.
    Rename(RenameArgs),
    /// Write the documentation bundle: a BagIt bag of the offline site, tables, data and sources
    Export(ExportArgs),
    /// Check a bundle: every hash, nothing missing, nothing extra, links closed; any BagIt bag with SHA-256 or SHA-512
    Verify(VerifyArgs),
    /// Show what changed behind reviewed links, and record the review
    Review(ReviewArgs),
    /// Print the model in force
    Model,
    /// Print JSON Schema for editors
    Schema(SchemaArgs),
    /// Foreign material to content files; touches only what differs, and says what is not taken
    Import(ImportArgs),
    /// Legal sources
    #[command(subcommand)]
    Law(LawCommand),
    /// Themes
    #[command(subcommand)]
    Theme(ThemeCommand),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Print the manual page (roff)
    Man,
}

#[derive(Debug, Args)]
pub struct InitArgs {
    /// Folder of the new project; missing or empty
    pub dir: PathBuf,
}

#[derive(Debug, Args)]
pub struct NewArgs {
    /// Kind of the item, such as krav
    pub kind: String,
    /// Title of the item
    #[arg(long)]
    pub title: Option<String>,
    /// Folder for the file, from the project [default: where the kind's other items are]
    #[arg(long = "in", value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
    /// Id of the solution it belongs to
    #[arg(long, value_name = "ID")]
    pub solution: Option<String>,
}

/// `sporbar build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// Folder of the site [default: public in the project]
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Exit 1 for error-level findings of any area
    #[arg(long)]
    pub strict: bool,
    /// Remember nothing: make every page again, and leave nothing in .sporbar/ for the next build
    #[arg(long)]
    pub no_cache: bool,
    /// Write part I of N alone, counted from 0; the parts of all N are together the whole site
    #[arg(long, value_name = "I/N")]
    pub shard: Option<String>,
    /// Add the comparison of suppliers' answers in besvarelser/: a confidential site, marked on every page, and never
    /// written where an ordinary one lies [default output: fortroligt in the project]
    #[arg(long, conflicts_with = "shard")]
    pub answers: bool,
    /// Say how long each stage took
    #[arg(long, value_enum, value_name = "FORM", num_args = 0..=1, require_equals = true, default_missing_value = "text")]
    pub timings: Option<Timings>,
    #[command(flatten)]
    pub day: AsOf,
}

/// Form of the time account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Timings {
    Text,
    Json,
}

/// `sporbar watch`.
#[derive(Debug, Args)]
pub struct WatchArgs {
    /// Port to serve on
    #[arg(long, default_value_t = 8000)]
    pub port: u16,
    /// Address to serve on
    #[arg(long, default_value = "127.0.0.1")]
    pub host: String,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
    /// Look for changes at intervals, for file systems that don't report them
    #[arg(long)]
    pub poll: bool,
    #[command(flatten)]
    pub day: AsOf,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Only findings of items that answer this selector, such as "{type: krav, løsning: DUBU}"
    #[arg(long, value_name = "SEL")]
    pub filter: Option<String>,
    /// Form of the findings
    #[arg(long, value_enum, default_value = "text")]
    pub format: CheckFormat,
    /// Apply the fixes that are safe, then report what is left
    #[arg(long)]
    pub fix: bool,
    /// Count warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// Judge by a profile of `profiler`: its levels and limits, and only what it selects
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    #[command(flatten)]
    pub day: AsOf,
}

/// Form of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    Text,
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for build servers
    Junit,
    /// GitHub annotations
    Github,
}

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Code of a rule, such as J01
    pub code: String,
}

#[derive(Debug, Args)]
pub struct ReadinessArgs {
    /// Ids of solutions [default: all]
    #[arg(value_name = "SOLUTION")]
    pub solutions: Vec<String>,
    /// Exit 1 unless every one of them is ready, or ready with outstanding matters
    #[arg(long)]
    pub gate: bool,
    /// Add a line for each of them to udbudsparathed.csv
    #[arg(long)]
    pub record: bool,
    /// Form of the answer
    #[arg(long, value_enum, default_value = "text")]
    pub format: ReadinessFormat,
    #[command(flatten)]
    pub day: AsOf,
}

/// Form of verdicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReadinessFormat {
    Text,
    Json,
    /// For a meeting agenda
    Markdown,
}

#[derive(Debug, Args)]
pub struct ListArgs {
    /// Only items that answer this selector, such as "{type: krav, hjemmel: mangler}"
    #[arg(long, value_name = "SEL")]
    pub filter: Option<String>,
    /// Fields to show, with commas between
    #[arg(long, value_name = "FIELD,…", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// Fields to sort by, with commas between; `-` before a field turns it round
    #[arg(long, value_name = "FIELD,…", value_delimiter = ',', allow_hyphen_values = true)]
    pub sort: Vec<String>,
    /// Form of the list
    #[arg(long, value_enum, default_value = "text")]
    pub format: TableFormat,
    #[command(flatten)]
    pub day: AsOf,
}

/// Form of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    Text,
    Json,
    Csv,
}

#[derive(Debug, Args)]
pub struct MatrixArgs {
    /// Selector of the rows
    #[arg(long, value_name = "SEL")]
    pub rows: String,
    /// Selector of the columns
    #[arg(long, value_name = "SEL")]
    pub columns: String,
    /// Link types from row to column, in order; `-` or `<` before one walks it backwards
    #[arg(long, value_name = "LINK,…", value_delimiter = ',', required = true, allow_hyphen_values = true)]
    pub via: Vec<String>,
    /// Rows and columns without a path first, or nothing but those
    #[arg(long, value_enum, value_name = "WHERE", num_args = 0..=1, default_missing_value = "first")]
    pub gaps: Option<GapsArg>,
    /// Let the provisions of an act or provision stand for it
    #[arg(long)]
    pub nested: bool,
    /// Form of the matrix
    #[arg(long, value_enum, default_value = "text")]
    pub format: TableFormat,
    #[command(flatten)]
    pub day: AsOf,
}

/// Where rows and columns without a path stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GapsArg {
    First,
    Only,
}

#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The older edition: a bundle, the folder of a project or of a built site, else a git revision of the current project (`git:` before
    /// it says so)
    #[arg(value_name = "A")]
    pub old: String,
    /// The newer edition [default: the current project]
    #[arg(value_name = "B")]
    pub new: Option<String>,
    /// Form of the differences
    #[arg(long, value_enum, default_value = "text")]
    pub format: DiffFormat,
}

#[derive(Debug, Args)]
pub struct RenameArgs {
    /// The id as it is
    pub old: String,
    /// The id as it shall be
    #[arg(allow_hyphen_values = true)]
    pub new: String,
    /// Show the lines that would change, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Form of differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    Text,
    Json,
    Markdown,
    /// A spreadsheet with a row for each field that differs
    Xlsx,
}

/// `sporbar review`.
#[derive(Debug, Args)]
pub struct ReviewArgs {
    /// Links of these items, and links to them; two ids that a link joins mean that link [default: all that changed]
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// Only links of items that answer this selector, such as "{løsning: DUBU}"
    #[arg(long, value_name = "SEL")]
    pub filter: Option<String>,
    /// Every link that changed or was never reviewed
    #[arg(long)]
    pub all: bool,
    /// Record the review: the body (organ) in whose name it was made
    #[arg(long, value_name = "BODY")]
    pub by: Option<String>,
    /// The day of the review [default: the day that decides what is in force]
    #[arg(long, value_name = "DATE", value_parser = day, requires = "by")]
    pub date: Option<jiff::civil::Date>,
    /// Form of the answer
    #[arg(long, value_enum, default_value = "text")]
    pub format: ReviewFormat,
    #[command(flatten)]
    pub day: AsOf,
}

/// Form of reviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReviewFormat {
    Text,
    Json,
}

#[derive(Debug, Args)]
pub struct ImpactArgs {
    /// Ids of what changes, such as DUBU-K-0012 or "BL § 20, stk. 3"
    #[arg(required_unless_present = "since", value_name = "ID")]
    pub ids: Vec<String>,
    /// Take what differs from a git revision as changed, too: what was added, changed, renamed and removed since
    #[arg(long, value_name = "REV")]
    pub since: Option<String>,
    /// Form of the answer
    #[arg(long, value_enum, default_value = "text")]
    pub format: ImpactFormat,
    #[command(flatten)]
    pub day: AsOf,
}

/// Form of an impact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImpactFormat {
    Text,
    Json,
    Csv,
    Markdown,
}

#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// One kind only
    pub kind: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum ThemeCommand {
    /// Check a theme against its contract
    Check {
        /// Name of the theme [default: the project's]
        name: Option<String>,
    },
}

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

fn day(text: &str) -> Result<jiff::civil::Date, String> {
    text.parse().map_err(|_| "a date looks like 2026-11-01".to_owned())
}

impl Command {
    /// What `--as-of` says, on the commands that have it.
    pub fn as_of(&self) -> Option<jiff::civil::Date> {
        match self {
            Command::Build(args) => args.day.as_of,
            Command::Watch(args) => args.day.as_of,
            Command::Check(args) => args.day.as_of,
            Command::List(args) => args.day.as_of,
            Command::Readiness(args) => args.day.as_of,
            Command::Matrix(args) => args.day.as_of,
            Command::Impact(args) => args.day.as_of,
            Command::Review(args) => args.day.as_of,
            Command::Export(args) => args.day.as_of,
            Command::Import(args) => args.day.as_of,
            Command::Law(LawCommand::Diff(args)) => args.day.as_of,
            Command::Law(LawCommand::Feed(args)) => args.day.as_of,
            _ => None,
        }
    }
}
