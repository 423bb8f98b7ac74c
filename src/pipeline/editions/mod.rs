//! Editions of a project to be compared: a folder, a revision of git, a site that was built, or a bundle of one.

mod bundle;
mod site;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use jiff::civil::Date;

use super::{Input, Pipeline};
use crate::config::Config;
use crate::document;
use crate::model::schema::BUILTIN_NAME;
use crate::pages::Published;
use crate::said;
use crate::source::{Refused, Revision};
use crate::trace::Facts;
use crate::trace::plain::{Authors, Baseline, Plain, plain_items};

pub use bundle::tender_numbers;

/// Where an edition lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Where {
    /// Folder of a project.
    Project(PathBuf),
    /// Folder of a built site.
    Site(PathBuf),
    /// A documentation bundle.
    Bundle(PathBuf),
    /// A revision of the git repository that the current project lies in.
    Revision(String),
}

/// An edition in its plain form.
#[derive(Clone, Debug, Default)]
pub struct Told {
    pub items: Vec<Plain>,
    /// Its own name, such as `2026.2`; empty when it gives none.
    pub edition: String,
    /// Values of `synlighed` beside public that its items may have; `None` when everything is told.
    pub publishes: Option<Vec<String>>,
}

/// What a text means on the command line or as `grundlag`: `git:` before it is a revision, a folder is a built site or
/// a project, a file a bundle, and anything else a revision. Relative folders are looked for in `from`.
pub fn recognise(from: &Path, text: &str) -> anyhow::Result<Where> {
    if let Some(revision) = text.strip_prefix("git:") {
        return Ok(Where::Revision(revision.to_owned()));
    }
    let folder = from.join(text);
    if folder.join("data/index.js").is_file() {
        return Ok(Where::Site(folder));
    }
    if folder.join("sporbar.yaml").is_file() {
        return Ok(Where::Project(folder));
    }
    if folder.is_dir() {
        return Err(refuse(said!(
            "mappen `{0}` er hverken et projekt eller et bygget site; er det en revision, så skriv `git:{0}`",
            "the folder `{0}` is no project and no built site; if it is a revision, write `git:{0}`"; text
        )));
    }
    if folder.is_file() {
        return Ok(Where::Bundle(folder));
    }
    Ok(Where::Revision(text.to_owned()))
}

/// Reads an edition. `publishes` is the visibility that its readers have; `None` tells everything. A built site tells
/// what it published, whatever is asked.
pub fn read(
    place: &Where,
    project: Option<&Path>,
    publishes: Option<&[String]>,
    day: impl FnOnce(&Config) -> anyhow::Result<Date>,
) -> anyhow::Result<Told> {
    let input = match place {
        Where::Site(folder) => return site::read(folder),
        Where::Bundle(file) => return bundle::read(file),
        Where::Project(folder) => super::read(folder, day)?,
        Where::Revision(name) => {
            let project = project.ok_or_else(|| {
                refuse(said!(
                    "`{}` er ingen mappe, og uden for et projekt er der ingen revisioner",
                    "`{}` is no folder, and outside a project there are no revisions"; name
                ))
            })?;
            read_revision(&Revision::find(project, name)?, day)?
        }
    };
    let facts = Pipeline::default().facts(input)?;
    Ok(tell(&facts, publishes))
}

/// The plain form of a project that is read already.
pub fn tell(facts: &Facts, publishes: Option<&[String]>) -> Told {
    let items = match publishes {
        None => plain_items(facts, &Authors),
        Some(visibilities) => plain_items(facts, &Published::with(facts, visibilities)),
    };
    let edition = facts.config.edition.clone().unwrap_or_default();
    Told { items, edition, publishes: publishes.map(<[String]>::to_vec) }
}

/// A project as a revision has it. Waivers and theme are not looked at: nothing is judged or drawn.
pub fn read_revision(revision: &Revision, day: impl FnOnce(&Config) -> anyhow::Result<Date>) -> anyhow::Result<Input> {
    let Some(settings) = revision.text("sporbar.yaml")? else {
        return Err(refuse(said!(
            "revisionen har ingen `sporbar.yaml` på projektets plads",
            "the revision has no `sporbar.yaml` in the project's place"
        )));
    };
    let settings = document::decode(&settings).0.into_owned();
    let config = Config::read(&settings)?;
    let model = match config.model.as_deref() {
        None | Some(BUILTIN_NAME) => None,
        Some(path) => {
            let bytes = revision.text(path)?.with_context(|| format!("the model `{path}` is not in the revision"))?;
            Some((path.to_owned(), document::decode(&bytes).0.into_owned()))
        }
    };
    let day = day(&config)?;
    let settings_hash = crate::source::content_hash(settings.as_bytes());
    let sources = revision.sources()?;
    Ok(Input {
        answers: None,
        config: Arc::new(config),
        model,
        sources,
        waivers: None,
        lock: None,
        record: None,
        brands: None,
        external: Arc::default(),
        baseline: None,
        theme: Vec::new(),
        settings_hash,
        day,
    })
}

/// The baseline that a project's settings name: the folder of a built site, or `git:` and a revision. `None` without one.
/// A revision is read as the readers of this project's site would have seen it.
pub fn baseline(project: &Path, config: &Config, day: Date) -> anyhow::Result<Option<Arc<Baseline>>> {
    let Some(name) = config.baseline.as_deref().map(str::trim).filter(|name| !name.is_empty()) else { return Ok(None) };
    let place = project.join(name);
    let place = match name.strip_prefix("git:") {
        Some(revision) => Where::Revision(revision.to_owned()),
        None if place.join("data/index.js").is_file() => Where::Site(place),
        None if place.is_file() => Where::Bundle(place),
        None => {
            return Err(refuse(said!(
                "`grundlag`: `{}` er hverken en pakke eller en mappe med et bygget site; skriv en af dem, eller `git:` og en revision",
                "`grundlag`: `{}` is no bundle and no folder of a built site; write one, or `git:` and a revision"; name
            )));
        }
    };
    baseline_at(place, name, project, config, day).map(Some)
}

/// The baseline at a place; `name` is what it is called.
pub fn baseline_at(
    place: Where,
    name: &str,
    project: &Path,
    config: &Config,
    day: Date,
) -> anyhow::Result<Arc<Baseline>> {
    let publishes = config.publish.clone().unwrap_or_default();
    let told = read(&place, Some(project), Some(&publishes), |_| Ok(day))?;
    let json = serde_json::to_vec(&told.items).context("could not hash the baseline")?;
    let hash = crate::source::content_hash(&json);
    let edition = match (&place, told.edition.is_empty()) {
        (Where::Revision(revision), true) => revision.clone(),
        _ => told.edition,
    };
    let publishes = told.publishes.unwrap_or_default();
    Ok(Arc::new(Baseline { name: name.to_owned(), edition, publishes, items: told.items, hash }))
}

fn refuse(said: crate::finding::Said) -> anyhow::Error {
    Refused(said).into()
}
