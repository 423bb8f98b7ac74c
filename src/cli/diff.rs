//! `sporbar diff`: what differs between two editions, by item and field.

mod text;

use std::io::IsTerminal as _;

use super::args::{DiffArgs, DiffFormat};
use super::{Exit, Global, output, stop};
use crate::export::difference::{Compared, markdown};
use crate::export::xlsx::differences::differences;
use crate::pipeline::editions::{self, Told, Where};
use crate::said;
use crate::trace::difference::difference;

/// Compares two editions and prints what differs.
pub(super) fn run(global: &Global, args: DiffArgs) -> anyhow::Result<Exit> {
    let project = global.project();
    let here = std::env::current_dir().unwrap_or_default();
    let old = editions::recognise(&here, &args.old)?;
    let new = match &args.new {
        Some(text) => editions::recognise(&here, text)?,
        None => Where::Project(global.project()?),
    };
    let read = |place: &Where, publishes: Option<&[String]>| {
        let project = project.as_ref().ok().map(std::path::PathBuf::as_path);
        editions::read(place, project, publishes, |config| global.day(config))
    };
    let (old, new) = sides(&old, &new, read)?;
    let found = difference(&old.items, &new.items);
    let compared = Compared { old: &old.items, new: &new.items, found: &found, language: global.language(None) };
    if args.format == DiffFormat::Xlsx {
        if std::io::stdout().is_terminal() {
            return Err(stop(said!(
                "et regneark kan ikke vises her; skriv det i en fil: `sporbar diff … --format xlsx > forskelle.xlsx`",
                "a spreadsheet can't be shown here; write it to a file: `sporbar diff … --format xlsx > differences.xlsx`"
            )));
        }
        output::print_bytes(&differences(&compared)?)?;
        return Ok(Exit::Done);
    }
    output::print(&match args.format {
        DiffFormat::Json => output::json(&compared.json())?,
        DiffFormat::Text | DiffFormat::Xlsx => output::visible(&text::draw(&compared)).into_owned(),
        DiffFormat::Markdown => markdown(&compared, &args.old, args.new.as_deref()),
    })?;
    Ok(Exit::Done)
}

/// Reads both editions. A built site, or the one of a bundle, tells what its readers may see, so the other one is told
/// in the same way.
fn sides(
    old: &Where,
    new: &Where,
    read: impl Fn(&Where, Option<&[String]>) -> anyhow::Result<Told>,
) -> anyhow::Result<(Told, Told)> {
    if matches!(old, Where::Site(_) | Where::Bundle(_)) {
        let old = read(old, None)?;
        let new = read(new, old.publishes.as_deref())?;
        return Ok((old, new));
    }
    let new = read(new, None)?;
    let old = read(old, new.publishes.as_deref())?;
    Ok((old, new))
}
