//! What a run reads from disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use jiff::civil::Date;

use super::Input;
use crate::config::Config;
use crate::document;
use crate::finding::Said;
use crate::model::Schema;
use crate::model::schema::BUILTIN_NAME;
use crate::said;
use crate::source::{Changed, Known, Refused};
use crate::trace::Facts;
use crate::trace::answers::{AnswerFile, FOLDER};

/// Largest file of answers in bytes: 10,000 long answers are a fifth of it.
const LARGEST_ANSWERS: u64 = 64 << 20;

/// Reads a project's files from disk. Errors when its settings can't be used or a folder can't be listed.
pub fn read(project: &Path, day: impl FnOnce(&Config) -> anyhow::Result<Date>) -> anyhow::Result<Input> {
    read_again(project, &mut Known::default(), &Changed::Anything, day)
}

/// The same, where content files that are as they were the last time are not opened; see [`crate::source::read_again`].
/// What lies beside them is read whatever changed.
pub fn read_again(
    project: &Path,
    known: &mut Known,
    changed: &Changed,
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
    let read = || crate::source::read_again(project, known, changed);
    // The list of files is made by one thread; the built-in model is most often the one that is asked for.
    let (sources, _) = rayon::join(read, || model.is_none().then(Schema::builtin));
    let sources = sources?;
    let settings_hash = crate::source::content_hash(settings.as_bytes());
    let external = super::external::from_disk(project, &config);
    let config = Arc::new(config);
    Ok(Input {
        config,
        model,
        sources,
        waivers,
        lock,
        record,
        brands,
        external,
        baseline: None,
        answers: None,
        theme,
        settings_hash,
        day,
    })
}

/// What was read outside `content/` and `themes/`: the model, the list of makes, indexes of other portfolios, and what
/// symbolic links of the content lead to. They may lie anywhere.
pub fn elsewhere(project: &Path, input: &Input) -> Vec<PathBuf> {
    let model = input.model.iter().map(|(path, _)| path);
    let named = model.chain(&input.config.profile.fabrikater).map(|path| project.join(path));
    let named = named.chain(super::external::places(project, &input.external));
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
    Ok(Some(document::decode(&bytes).0.into_owned()))
}

fn refuse<T>(said: Said) -> anyhow::Result<T> {
    Err(Refused(said).into())
}

/// The answers of suppliers, sorted by path: `besvarelser/*.yaml`. Only for a run that compares them; no other reads them.
///
/// An error when the folder can't be listed, or holds a file that is no plain file of the project, or too large.
pub fn answers(project: &Path) -> anyhow::Result<Vec<AnswerFile>> {
    let folder = project.join(FOLDER);
    let could_not = || format!("could not read `{}`", folder.display());
    let entries = match std::fs::read_dir(&folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.with_context(could_not)?,
    };
    let mut names: Vec<String> = Vec::new();
    for entry in entries {
        names.push(entry.with_context(could_not)?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| !name.starts_with(['.', '_']) && (name.ends_with(".yaml") || name.ends_with(".yml")));
    names.sort();
    let most = Facts::MOST_ANSWERS as usize;
    if names.len() > most {
        return refuse(said!("`{FOLDER}` har over {} filer", "`{FOLDER}` has over {} files"; most));
    }
    let real_project = project.canonicalize().with_context(could_not)?;
    let read = |name: String| {
        let path = folder.join(&name);
        let real = path.canonicalize().with_context(|| format!("could not read `{}`", path.display()))?;
        if !real.starts_with(&real_project) {
            let said = said!(
                "`{FOLDER}/{}` fører ud af projektet; læg en kopi af filen i mappen, eller fjern linket",
                "`{FOLDER}/{}` leads out of the project; put a copy of the file into the folder, or remove the link"; name
            );
            return refuse(said);
        }
        let size = std::fs::metadata(&real).with_context(|| format!("could not read `{}`", path.display()))?.len();
        if size > LARGEST_ANSWERS {
            let said =
                said!("`{FOLDER}/{}` fylder over {} MB", "`{FOLDER}/{}` has over {} MB"; name, LARGEST_ANSWERS >> 20);
            return refuse(said);
        }
        let text = read_text(&real)?.unwrap_or_default();
        Ok(AnswerFile { path: format!("{FOLDER}/{name}").into(), text: text.into() })
    };
    names.into_iter().map(read).collect()
}
