//! What a run reads from disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use jiff::civil::Date;

use super::Input;
use crate::config::Config;
use crate::document;
use crate::model::schema::BUILTIN_NAME;
use crate::trace::Facts;

/// Reads a project's files from disk. Errors when its settings can't be used or a folder can't be listed.
pub fn read(project: &Path, day: impl FnOnce(&Config) -> anyhow::Result<Date>) -> anyhow::Result<Input> {
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
    let sources = crate::source::read(project)?;
    let settings_hash = crate::source::content_hash(settings.as_bytes());
    let (config, baseline) = (Arc::new(config), None);
    Ok(Input { config, model, sources, waivers, lock, record, brands, baseline, theme, settings_hash, day })
}

/// The files that a project's settings name and that a run reads: the model and the list of makes. They may lie anywhere.
pub fn named_files(project: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let settings = read_text(&project.join("sporbar.yaml"))?.unwrap_or_default();
    let config = Config::read(&settings)?;
    let model = config.model.filter(|name| name != BUILTIN_NAME);
    Ok([model, config.profile.fabrikater].into_iter().flatten().map(|path| project.join(path)).collect())
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
