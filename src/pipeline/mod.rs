//! The one caller of all stages. Owns what is remembered between runs: parses by content, the model by
//! structure, findings by what their rules may read, pages by key. There is no second path: a run that remembers gives what a clean run gives.

pub mod editions;
mod external;
mod parses;
pub mod publish;
mod read;
mod recalled;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use anyhow::Context as _;
use foldhash::HashMap;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::config::Config;
use crate::finding::Finding;
use crate::model::external::IndexFiles;
use crate::model::{self, File, Model, Portfolios, Schema};
use crate::pages::view::Site;
use crate::pages::{self, Book, Content, Dress, Kept, Narrowed, Planned, Published, Route};
use crate::place::FileId;
use crate::rules;
use crate::rules::readiness::{Days, Readiness, judge_with};
use crate::source::{self, Form, Sources};
use crate::theme::{SiteTheme, Theme};
use crate::trace::answers::AnswerFile;
use crate::trace::plain::Baseline;
use crate::trace::{Facts, Traces};

use parses::Parses;
use recalled::Left;

pub use external::hash as external_hash;
pub use publish::Timings;
pub use read::{answers, elsewhere, read, read_again};

/// What builds remember lies here, from the project.
const CACHE: &str = ".sporbar";

/// Everything a run reads, as values: from disk by [`read`], or made by tests and benches.
pub struct Input {
    pub config: Arc<Config>,
    /// Name and text of an own model; `None` for the built-in one.
    pub model: Option<(String, String)>,
    pub sources: Sources,
    /// `dispensationer.yaml`.
    pub waivers: Option<String>,
    /// `gennemgang.lock`.
    pub lock: Option<String>,
    /// `udbudsparathed.csv`.
    pub record: Option<String>,
    /// What `kvalitetsprofil.fabrikater` names.
    pub brands: Option<String>,
    /// The indexes of other portfolios that `eksterne` names.
    pub external: Arc<[IndexFiles]>,
    /// What `grundlag` names, for runs that make a site; see [`editions::baseline`].
    pub baseline: Option<Arc<Baseline>>,
    /// The answers of suppliers, for the runs that are asked to compare them; see [`answers`]. `None` for all others.
    pub answers: Option<Arc<[AnswerFile]>>,
    /// The project's files of the theme in use: path inside the theme and content.
    pub theme: Vec<(String, Vec<u8>)>,
    /// Hash of the settings' text, for builds that find nothing changed.
    pub settings_hash: [u8; 16],
    pub day: Date,
}

/// What one run gives.
pub struct Edition {
    pub book: Book,
    pub theme: Arc<Theme>,
    site_theme: Arc<SiteTheme>,
    /// Where attachments lie on disk.
    disk: HashMap<FileId, Arc<Path>>,
}

impl Edition {
    /// Every page with its key, in a fixed order.
    pub fn plan(&self) -> Vec<Planned> {
        pages::plan(&self.book)
    }

    /// The plan without its keys: every address once, with what lies there.
    pub fn addresses(&self) -> Vec<(String, Route)> {
        pages::addresses(&self.book)
    }

    /// What lies at an address, where that can be told without the plan: items, above all.
    pub fn find(&self, address: &str) -> Option<Route> {
        pages::find(&self.book, address)
    }

    /// The key of a page of the plan.
    pub fn key(&self, route: &Route) -> pages::Hash {
        pages::key(&self.book, route)
    }

    /// The bytes at a route, attachments read from disk.
    pub fn bytes(&self, route: &Route) -> anyhow::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(16 * 1024);
        if let Route::Attachment(file) = route {
            let disk = self.disk.get(file).context("the attachment is no file on disk")?;
            return std::fs::read(disk).with_context(|| format!("could not read `{}`", disk.display()));
        }
        self.render(route, &mut bytes)?;
        Ok(bytes)
    }

    /// The bytes of a page, at the end of `output`; attachments are copied and never rendered.
    pub fn render(&self, route: &Route, output: &mut Vec<u8>) -> anyhow::Result<()> {
        match pages::view(&self.book, route) {
            Content::Page(view) => self.site_theme.render_into(&view, output)?,
            // A part of the data is megabytes: taken as it is, it is in memory once.
            Content::Text(text) if output.is_empty() => *output = text.into_bytes(),
            Content::Text(text) => output.extend_from_slice(text.as_bytes()),
            Content::Asset(address) => {
                let asset = self.theme.statics().find(|(known, _)| *known == address);
                output.extend_from_slice(asset.map_or(&[], |(_, bytes)| bytes));
            }
            Content::Attachment(_) => {}
        }
        Ok(())
    }
}

/// What is remembered between runs. A new one remembers nothing, but for what [`Pipeline::recalling`] finds.
#[derive(Default)]
pub struct Pipeline {
    /// What an earlier process may have left, for the first run.
    left: Left,
    /// What the files of the last run were parsed with.
    prose_keys: Vec<String>,
    model: Option<Remembered>,
    /// What the indexes of other portfolios say.
    external: external::Known,
    /// The facts of the last run, whose documents and traces may hold for the next one.
    before: Option<Facts>,
    /// The same of its book.
    kept: Option<Kept>,
    /// What rules found, with what it rests on.
    judged: rules::Memory,
    /// The same on other days, for books that were made already too.
    days: Arc<Mutex<Days>>,
    /// The theme by its files and language, and for the last site it drew.
    theme: Option<Dressed>,
    /// How often a stage really ran, for tests and `--verbose`.
    pub counts: Counts,
    /// How long each stage of the last run took.
    pub timings: Timings,
}

/// Work done by the last run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub parsed: usize,
    pub models_built: usize,
    /// Models made from the one before, since only titles were others.
    pub models_retitled: usize,
    pub rules: rules::Ran,
}

/// A theme, and what it was made of.
struct Dressed {
    files: Vec<(String, Vec<u8>)>,
    language: &'static str,
    theme: Arc<Theme>,
    site: Option<(Site, Arc<SiteTheme>)>,
}

struct Remembered {
    structure: [u8; 16],
    /// Content hash of each file it was built from.
    hashes: Vec<[u8; 16]>,
    model: Arc<Model>,
}

/// The schema that an input asks for.
pub fn schema(input: &Input) -> anyhow::Result<Arc<Schema>> {
    Ok(match &input.model {
        None => Schema::builtin().clone(),
        Some((name, text)) => Arc::new(Schema::read(text, name)?),
    })
}

impl Pipeline {
    /// One whose first run takes the documents of files that a build of this project has parsed. Nothing is written.
    pub fn recalling(project: &Path) -> Pipeline {
        Pipeline { left: Left::in_cache(project.join(CACHE)), ..Pipeline::default() }
    }

    /// Reads, links and judges: everything but pages.
    pub fn facts(&mut self, input: Input) -> anyhow::Result<Facts> {
        let schema = schema(&input)?;
        self.timings = Timings::default();
        let started = Instant::now();
        let files = self.parse_all(&schema, input.sources);
        self.timings.add("documents", started);
        let started = Instant::now();
        let portfolios = self.external.read(&input.external);
        let structure = model::structure(&schema, &files, portfolios.hash);
        let model = self.model(&schema, structure, &files, &portfolios, input.day);
        self.timings.add("model", started);
        let (config, waivers, lock) = (input.config, input.waivers.map(Into::into), input.lock.map(Into::into));
        let (record, brands, baseline) = (input.record.map(Into::into), input.brands.map(Into::into), input.baseline);
        let (files, traces, answers) = (Arc::new(files), Traces::default(), input.answers);
        let mut facts = Facts { config, files, model, waivers, lock, record, brands, baseline, answers, traces };
        if let Some(before) = &self.before {
            facts.traces = Traces::following(before, &facts);
        }
        facts.know_structure(structure);
        self.before = Some(facts.clone());
        Ok(facts)
    }

    /// Facts and the findings of all rules, levels and waivers applied.
    pub fn check(&mut self, input: Input) -> anyhow::Result<(Facts, Vec<Finding>)> {
        let facts = self.facts(input)?;
        let findings = self.judge(&facts);
        Ok((facts, findings))
    }

    /// The verdicts of solutions, from what [`Pipeline::check`] gave.
    pub fn readiness(&mut self, facts: &Facts, findings: &Arc<Vec<Finding>>) -> Readiness {
        judge_with(facts, findings, &mut self.days.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Everything a site is made of.
    pub fn edition(&mut self, input: Input) -> anyhow::Result<Edition> {
        self.edition_of(input, |facts| {
            let published = Published::of(&facts);
            Ok((facts, Narrowed { published, numbers: BTreeMap::new() }))
        })
    }

    /// The same for a part of the documentation: `narrow` says under which settings it is judged, and what is shown.
    pub fn edition_of(
        &mut self,
        mut input: Input,
        narrow: impl FnOnce(Facts) -> anyhow::Result<(Facts, Narrowed)>,
    ) -> anyhow::Result<Edition> {
        let files = std::mem::take(&mut input.theme);
        let language = crate::pages::word(input.config.language(), "da", "en");
        let disk = attachments_on_disk(&input.sources);
        let mut dressed = self.theme.take();
        let (theme, facts) = rayon::join(|| load_theme(&mut dressed, files, language), || self.facts(input));
        self.theme = dressed;
        let theme = theme?;
        let (facts, narrowed) = narrow(facts?)?;
        let started = Instant::now();
        // One thread begins each; what the pages ask for is there when they are planned.
        let foresee = || pages::foresee(&facts, &narrowed.published);
        let (findings, ()) = rayon::join(|| self.judge(&facts), foresee);
        self.timings.add("rules", started);
        let started = Instant::now();
        let mut book = Book::narrowed(facts, Arc::new(findings), dress(&theme), narrowed, self.kept.take());
        book.days = self.days.clone();
        self.kept = Some(Kept::of(&book));
        let site_theme = self.site_theme(&theme, &book)?;
        self.timings.add("book", started);
        Ok(Edition { book, theme, site_theme, disk })
    }

    /// Lets go of what is remembered for a next run, where none comes: most of a finding is text.
    pub fn forget(&mut self) {
        (self.judged, self.model, self.before, self.kept) = Default::default();
        self.days.lock().unwrap_or_else(PoisonError::into_inner).forget();
    }

    fn judge(&mut self, facts: &Facts) -> Vec<Finding> {
        if let Some(judged) = self.left.findings() {
            self.judged = judged;
        }
        let findings = self.judged.check(facts, pages::dead_page_links(facts));
        self.counts.rules = self.judged.ran;
        self.days.lock().unwrap_or_else(PoisonError::into_inner).learn(&self.judged);
        findings
    }

    /// The theme for a book's site: the same again while what all pages see is the same.
    fn site_theme(&mut self, theme: &Theme, book: &Book) -> anyhow::Result<Arc<SiteTheme>> {
        let known = self.theme.as_mut().map(|dressed| &mut dressed.site);
        if let Some(Some((site, site_theme))) = &known
            && *site == book.site
        {
            return Ok(site_theme.clone());
        }
        let site_theme = Arc::new(theme.for_site(&book.site)?);
        if let Some(known) = known {
            *known = Some((book.site.clone(), site_theme.clone()));
        }
        Ok(site_theme)
    }

    fn parse_all(&mut self, schema: &Schema, sources: Sources) -> Vec<File> {
        // The model says which keys of front matter hold prose.
        let is_same = std::mem::replace(&mut self.prose_keys, schema.prose_keys.clone()) == schema.prose_keys;
        let before = self.before.as_ref().filter(|_| is_same);
        let parses = Parses::of(before.map_or(&[], |before| &before.files), self.left.documents(schema));
        let sources = sources.files.into_par_iter().enumerate();
        let parsed: Vec<(File, bool)> = sources.map(|(number, source)| parses.file(schema, number, source)).collect();
        self.counts.parsed = parsed.iter().filter(|(_, fresh)| *fresh).count();
        parsed.into_iter().map(|(file, _)| file).collect()
    }

    /// The model again when nothing that it is made of has changed, prose being no part of it; made from the one before
    /// when only titles have.
    fn model(
        &mut self,
        schema: &Arc<Schema>,
        structure: [u8; 16],
        files: &[File],
        portfolios: &Portfolios,
        day: Date,
    ) -> Arc<Model> {
        let holds = |remembered: &&Remembered| remembered.model.day == day && remembered.holds(structure, files);
        (self.counts.models_built, self.counts.models_retitled) = (0, 0);
        if let Some(remembered) = self.model.as_ref().filter(holds) {
            return remembered.model.clone();
        }
        let before = self.before.as_ref().filter(|before| before.model.schema.hash == schema.hash);
        let before = before.filter(|before| before.model.day == day);
        let before = before.filter(|before| before.model.external.hash() == portfolios.hash);
        let model = match before.and_then(|before| model::retitled(&before.model, &before.files, files)) {
            Some(retitled) => {
                self.counts.models_retitled = 1;
                Arc::new(retitled)
            }
            None => {
                self.counts.models_built = 1;
                Arc::new(model::build(schema, files, portfolios, day))
            }
        };
        let hashes = files.iter().map(|file| file.hash).collect();
        self.model = Some(Remembered { structure, hashes, model: model.clone() });
        model
    }
}

/// The theme of some files in a language: the known one again where it is of the same.
fn load_theme(
    known: &mut Option<Dressed>,
    files: Vec<(String, Vec<u8>)>,
    language: &'static str,
) -> anyhow::Result<Arc<Theme>> {
    if let Some(dressed) = known.as_ref().filter(|known| known.language == language && known.files == files) {
        return Ok(dressed.theme.clone());
    }
    let theme = Arc::new(Theme::load(&files, language)?);
    *known = Some(Dressed { files, language, theme: theme.clone(), site: None });
    Ok(theme)
}

fn dress(theme: &Theme) -> Dress {
    let assets = theme.statics().map(|(address, bytes)| (address, source::content_hash(bytes))).collect();
    Dress { hash: theme.hash(), assets }
}

fn attachments_on_disk(sources: &Sources) -> HashMap<FileId, Arc<Path>> {
    let attachments = sources.files.iter().enumerate().filter(|(_, file)| file.form == Form::Attachment);
    attachments.filter_map(|(number, file)| Some((FileId(number as u32), file.disk.clone()?))).collect()
}

impl Remembered {
    /// Whether the model is what building it from `files` would give. Findings in prose have places that move with
    /// the text, so a changed file must have none, before and after.
    fn holds(&self, structure: [u8; 16], files: &[File]) -> bool {
        if self.structure != structure {
            return false;
        }
        let changed = |(number, file): &(usize, &File)| self.hashes[*number] != file.hash;
        let mut changed = files.iter().enumerate().filter(changed);
        changed.all(|(number, file)| {
            let at = |finding: &Finding| finding.place.file.0 as usize == number;
            file.document.notices.is_empty() && !self.model.findings.iter().any(at)
        })
    }
}
