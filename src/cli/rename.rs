//! `sporbar rename`: an id changed everywhere, all files or none, and every other byte left as it is.

mod files;
mod tell;

use std::path::Path;

use super::args::RenameArgs;
use super::{Exit, Global, stop};
use crate::pipeline::{self, Input, Pipeline};
use crate::said;
use crate::source::content_hash;
use crate::trace::Facts;
use crate::trace::rename::{Edit, Renaming, apply, renaming, still_reviewed, what_changed};

/// A file with its text before and after; spans are in the text without its byte order mark.
struct Rewritten {
    /// From the project, with `/`.
    path: String,
    before: String,
    after: String,
    /// Empty for the file of reviews, which is written anew as a whole.
    edits: Vec<Edit>,
}

/// Changes an id, or says what would be changed.
pub(super) fn run(global: &Global, args: RenameArgs) -> anyhow::Result<Exit> {
    let project = global.project()?;
    let facts = Pipeline::recalling(&project).facts(pipeline::read(&project, |config| global.day(config))?)?;
    let language = global.language(Some(&facts.config));
    let renaming = renaming(&facts, &args.old, &args.new).map_err(stop)?;
    let mut files = content(&renaming, &facts);
    files.extend(outside(&renaming, &project)?);
    let mut input = pipeline::read(&project, |config| global.day(config))?;
    let lock = input.lock.clone();
    input.lock = lock.as_deref().map(|lock| renaming.lock(lock).unwrap_or_else(|| lock.to_owned()));
    let after = verify(&renaming, &facts, &files, input)?;
    files.extend(reviews(&renaming, lock, &after));
    if args.dry_run {
        super::print(&super::visible(&tell::changes(&files)))?;
    } else {
        files::write_all(&project, &files)?;
    }
    tell::summary(global, language, &renaming, &facts, &files, args.dry_run);
    Ok(Exit::Done)
}

fn content(renaming: &Renaming, facts: &Facts) -> Vec<Rewritten> {
    let edits = renaming.content().into_iter();
    let files = edits.map(|(file, edits)| rewritten(facts.path(file).to_owned(), facts.text(file).to_owned(), edits));
    files.collect()
}

fn rewritten(path: String, before: String, edits: Vec<Edit>) -> Rewritten {
    Rewritten { after: apply(&before, &edits), path, before, edits }
}

/// Settings and waivers, where they name the id.
fn outside(renaming: &Renaming, project: &Path) -> anyhow::Result<Vec<Rewritten>> {
    let mut files = Vec::new();
    for path in [super::global::SETTINGS, Facts::WAIVERS_PATH] {
        let Some(before) = files::text(&project.join(path), path)? else { continue };
        let edits =
            if path == super::global::SETTINGS { renaming.settings(&before) } else { renaming.waivers(&before) };
        if !edits.is_empty() {
            files.push(rewritten(path.to_owned(), before, edits));
        }
    }
    Ok(files)
}

/// The file of reviews with the new id, and with the fingerprints of texts that say the same under it.
fn reviews(renaming: &Renaming, before: Option<String>, after: &Facts) -> Option<Rewritten> {
    let (before, named) = (before?, after.lock.as_deref()?);
    let after = apply(named, &still_reviewed(renaming, after));
    (after != before).then(|| Rewritten { path: Facts::LOCK_PATH.to_owned(), before, after, edits: Vec::new() })
}

/// Reads the project with its new texts, in memory, and stops unless every link leads where it led.
fn verify(renaming: &Renaming, facts: &Facts, files: &[Rewritten], mut input: Input) -> anyhow::Result<Facts> {
    for source in &mut input.sources.files {
        if let Some(file) = files.iter().find(|file| *file.path == *source.path) {
            source.bytes = file.after.clone().into_bytes();
            source.hash = content_hash(&source.bytes);
        }
    }
    let after = Pipeline::default().facts(input)?;
    let changed = what_changed(renaming, &after.model);
    let Some(first) = changed.first() else { return Ok(after) };
    let at = facts.position(first.place);
    let place = format!("{}:{}", facts.path(first.place.file), at.line);
    Err(stop(said!(
        "id'et kan ikke ændres sikkert, og intet er skrevet: {} henvisninger ville betyde noget andet, den første er `{}` i `{}` ({})",
        "the id can't be changed safely, and nothing was written: {} references would mean something else, the first is `{}` in `{}` ({})";
        changed.len(), first.text, first.holder, place
    )))
}
