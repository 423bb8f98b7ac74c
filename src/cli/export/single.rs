//! The workbook of authors: a file of its own, never in a bundle.

use std::io::Write as _;

use crate::cli::args::ExportArgs;
use crate::cli::{Exit, Global, stop};
use crate::export;
use crate::export::xlsx::workbook;
use crate::pipeline::{Input, Pipeline};
use crate::said;
use crate::trace::plain::Authors;

/// Writes the workbook of all items, as their authors wrote them.
pub(super) fn workbook(global: &Global, args: &ExportArgs, input: Input) -> anyhow::Result<Exit> {
    if args.profile.is_some() || !args.solutions.is_empty() {
        return Err(stop(said!(
            "arbejdsarket har altid det hele; skriv det uden `--profile` og `--solution`",
            "the workbook always has all of it; write it without `--profile` and `--solution`"
        )));
    }
    let facts = Pipeline::default().facts(input)?;
    let bytes = workbook::workbook(&facts, &Authors, &[])?;
    export::write_whole(&args.to, |file| Ok(file.write_all(&bytes)?))?;
    let language = global.language(Some(&facts.config));
    global.say(language, &said!("skrev arbejdsarket: {}", "wrote the workbook: {}"; args.to.display()));
    Ok(Exit::Done)
}
