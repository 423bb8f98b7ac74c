//! One format as a file of its own, not packed.

use std::io::Write as _;
use std::path::Path;

use crate::cli::args::{ExportArgs, ExportFormat};
use crate::cli::{Exit, Global, stop};
use crate::export::bag::Summary;
use crate::export::xlsx::workbook;
use crate::export::{self, Format, Material};
use crate::pipeline::{Input, Pipeline};
use crate::said;
use crate::trace::plain::Authors;

/// Whether a format is one file.
pub(super) fn is_file(only: ExportFormat) -> bool {
    matches!(only, ExportFormat::Xlsx)
}

/// Writes the one file that a format has.
pub(super) fn write(to: &Path, material: &Material, formats: &[Format]) -> anyhow::Result<Summary> {
    let bytes: Vec<u8> =
        export::parts(material, formats)?.into_iter().next().map(|part| part.bytes).unwrap_or_default();
    export::write_whole(to, |file| Ok(file.write_all(&bytes)?))?;
    Ok(Summary { files: 1, bytes: bytes.len() as u64 })
}

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
