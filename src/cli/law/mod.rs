//! `sporbar law`: the citations in a text, foreign files of law in, what changed between two texts of an act, and what
//! a feed of changes means for the sources we watch. Nothing is fetched: every file is given.

mod cite;
mod diff;
mod feed;
mod import;

use std::path::Path;

use super::args::LawCommand;
use super::{Exit, Global, stop, stop_because};
use crate::finding::{Language, Said};
use crate::import::{Fault, LARGEST_BYTES, Remark};
use crate::pipeline::{self, Pipeline};
use crate::said;
use crate::trace::Facts;

pub(super) fn run(global: &Global, command: LawCommand) -> anyhow::Result<Exit> {
    match command {
        LawCommand::Cite { text } => cite::cite(&text),
        LawCommand::Import(args) => import::run(global, &args),
        LawCommand::Diff(args) => diff::run(global, &args),
        LawCommand::Feed(args) => feed::run(global, &args),
    }
}

/// The project's facts on the day of the flags.
fn facts(global: &Global, project: &Path) -> anyhow::Result<Facts> {
    Pipeline::default().facts(pipeline::read(project, |config| global.day(config))?)
}

/// The bytes of a foreign file. One that is too large is refused before it is read.
fn foreign(path: &Path) -> anyhow::Result<Vec<u8>> {
    let could_not = || said!("kunne ikke læse `{}`", "could not read `{}`"; path.display());
    let metadata = std::fs::metadata(path).map_err(stop_because(could_not()))?;
    if metadata.is_file() && metadata.len() > LARGEST_BYTES as u64 {
        return Err(refused(path, &crate::import::lexdania::too_large()));
    }
    std::fs::read(path).map_err(stop_because(could_not()))
}

/// The error for a foreign file that can't be taken, with its place.
fn refused(path: &Path, fault: &Fault) -> anyhow::Error {
    let place = format!("{}:{}:{}", path.display(), fault.line, fault.column);
    stop(Said::new(format!("{place}: {}", fault.said.da), format!("{place}: {}", fault.said.en)))
}

/// Says what a foreign file holds that was not taken, each with its line.
fn say_remarks(global: &Global, language: Language, path: &Path, remarks: &[Remark]) {
    for remark in remarks {
        let place = match remark.line {
            Some(line) => format!("{}:{line}", path.display()),
            None => path.display().to_string(),
        };
        let said = Said::new(format!("{place}: {}", remark.said.da), format!("{place}: {}", remark.said.en));
        global.say(language, &said);
    }
}
