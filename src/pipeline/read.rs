//! What a run reads from disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use jiff::civil::Date;

use super::Input;
use crate::config::Config;
use crate::document;
use crate::model::schema::BUILTIN_NAME;
use crate::source::Known;
use crate::trace::Facts;

/// Reads a project's files from disk. Errors when its settings can't be used or a folder can't be listed.
pub fn read(project: &Path, day: impl FnOnce(&Config) -> anyhow::Result<Date>) -> anyhow::Result<Input> {
    read_again(project, &mut Known::default(), day)
}

/// The same, where content files that are as they were the last time are not opened.
pub fn read_again(
    project: &Path,
    known: &mut Known,
    day: impl FnOnce(&Config) -> anyhow::Result<Date>,
) -> anyhow::Result<Input> {
    let settings = read_text(&project.join("sporbar.yaml"))?.unwrap_or_default();
    let config = Config::read(&settings)?;
    let model = match config.model.as_deref() {
        None | Some(BUILTIN_NAME) => None,
        Some(path) => {
            let text = read_text(&project.join(path))?.with_context(|| format!("the model `{path}` does not exist"))?;
            Some((path.to_owned(), text))
        }
    };
    let day = day(&config)?;
    let theme = crate::source::theme_files(project, config.theme.as_deref().unwrap_or("standard"))?;
    let waivers = read_text(&project.join(Facts::WAIVERS_PATH))?;
    let lock = read_text(&project.join(Facts::LOCK_PATH))?;
    let brands = match config.profile.fabrikater.as_deref() {
        None => None,
        Some(path) => Some(
            read_text(&project.join(path))?.with_context(|| format!("the list of makes `{path}` does not exist"))?,
        ),
    };
    let record = read_text(&project.join(Facts::RECORD_PATH))?;
    let sources = crate::source::read_again(project, known)?;
    let settings_hash = crate::source::content_hash(settings.as_bytes());
    let (config, baseline) = (Arc::new(config), None);
    Ok(Input { config, model, sources, waivers, lock, record, brands, baseline, theme, settings_hash, day })
}

/// What was read outside `content/` and `themes/`: the model and the list of makes, and what symbolic links of the
/// content lead to. They may lie anywhere.
pub fn elsewhere(project: &Path, input: &Input) -> Vec<PathBuf> {
    let model = input.model.iter().map(|(path, _)| path);
    let named = model.chain(&input.config.profile.fabrikater).map(|path| project.join(path));
    named.chain(input.sources.files.iter().filter_map(|file| file.real.clone())).collect()
}

/// The text of a file; `None` when there is none. What is not UTF-8 is replaced, for the file's own stage to report.
fn read_text(path: &Path) -> anyhow::Result<Option<String>> {
    match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Ok(metadata) if !metadata.is_file() => anyhow::bail!("`{}` is no plain file", path.display()),
        _ => {}
    }
    let bytes = std::fs::read(path).with_context(|| format!("could not read `{}`", path.display()))?;
    Ok(Some(document::decode(&bytes).0))
}
