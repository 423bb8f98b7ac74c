//! What follows from the model: everything rules and pages may look at, as one value.
//!
//! Coverage, suspect links ([`reviews`]) and moved provisions ([`moves`]) join here; a rule or page never walks the
//! graph on its own account where a trace already has.

pub mod alike;
pub mod answers;
pub mod brands;
pub mod coverage;
pub mod csv;
pub mod decision;
pub mod difference;
pub mod governance;
pub mod impact;
mod kept;
pub mod last_review;
pub mod lock;
pub mod matrix;
pub mod moves;
pub mod newest_text;
pub mod passages;
pub mod plain;
pub mod rename;
pub mod reviewed_text;
pub mod reviews;
pub mod terms;
pub mod timeline;

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::config::Config;
use crate::document::Body;
use crate::finding::Language;
use crate::model::{File, Model, Prose};
use crate::place::{FileId, Place, Position, position};

use reviews::Reviews;

/// All that is known of a project on a day, before rules are run. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Facts {
    pub config: Arc<Config>,
    /// Every content file, attachments included; [`FileId`] is an index here.
    pub files: Arc<Vec<File>>,
    pub model: Arc<Model>,
    /// `dispensationer.yaml`; `None` when there is none. Its findings have the id [`Facts::WAIVERS`].
    pub waivers: Option<Arc<str>>,
    /// `gennemgang.lock`; `None` when there is none. Its findings have the id [`Facts::LOCK`].
    pub lock: Option<Arc<str>>,
    /// `udbudsparathed.csv`; `None` when there is none. Its findings have the id [`Facts::RECORD`].
    pub record: Option<Arc<str>>,
    /// What `kvalitetsprofil.fabrikater` names; `None` when there is none. Its findings have the id [`Facts::BRANDS`].
    pub brands: Option<Arc<str>>,
    /// What `grundlag` names; `None` when there is none, or nobody asked for it to be read.
    pub baseline: Option<Arc<plain::Baseline>>,
    /// What suppliers answered; `None` unless the run is for those who may read it. Findings in the file at a place have
    /// the id [`Facts::answer_file`] of it.
    pub answers: Option<Arc<[answers::AnswerFile]>>,
    /// Made when first asked for; see [`Facts::coverage`] and [`Facts::reviews`].
    pub traces: Traces,
}

/// What is worked out once for a set of facts, by whoever asks first.
#[derive(Clone, Debug, Default)]
pub struct Traces {
    coverage: Arc<OnceLock<coverage::Coverage>>,
    reviews: Arc<OnceLock<Reviews>>,
    spread: Arc<OnceLock<impact::Spread>>,
    terms: Arc<OnceLock<terms::Terms>>,
    answers: Arc<OnceLock<answers::Answers>>,
    structure: Arc<OnceLock<[u8; 16]>>,
}

impl Facts {
    /// The file number of `dispensationer.yaml` in findings; it is no content file.
    pub const WAIVERS: FileId = FileId(u32::MAX - 3);
    /// Its path from the project.
    pub const WAIVERS_PATH: &str = "dispensationer.yaml";
    /// The file number of `gennemgang.lock` in findings; these are numbered as their paths are sorted.
    pub const LOCK: FileId = FileId(u32::MAX - 2);
    /// Its path from the project.
    pub const LOCK_PATH: &str = "gennemgang.lock";
    /// The file number of `sporbar.yaml` in findings. Its text is not kept.
    pub const SETTINGS: FileId = FileId(u32::MAX - 1);
    /// Its path from the project.
    pub const SETTINGS_PATH: &str = "sporbar.yaml";
    /// The file number of `udbudsparathed.csv` in findings.
    pub const RECORD: FileId = FileId(u32::MAX);
    /// Its path from the project.
    pub const RECORD_PATH: &str = "udbudsparathed.csv";

    /// The same files as they stand on another day, under other settings. Terms are the same on every day.
    pub fn on(&self, day: Date, config: Arc<Config>) -> Facts {
        self.with(self.model_on(day), config)
    }

    /// The model of the same files on another day.
    pub fn model_on(&self, day: Date) -> Arc<Model> {
        if day == self.model.day { self.model.clone() } else { Arc::new(self.model.on(day)) }
    }

    /// The same files with their model on a day, under other settings.
    pub fn with(&self, model: Arc<Model>, config: Arc<Config>) -> Facts {
        let traces = Traces { terms: self.traces.terms.clone(), ..Traces::default() };
        let mut facts = Facts { config, model, traces, ..self.clone() };
        if Arc::ptr_eq(&facts.model, &self.model) {
            facts.traces = Traces::following(self, &facts);
        }
        facts.traces.structure = self.traces.structure.clone();
        facts
    }

    /// Most files of answers: nobody compares so many.
    pub const MOST_ANSWERS: u32 = 1_000;
    /// File numbers of answers begin here, below those of the files beside them.
    const FIRST_ANSWERS: u32 = u32::MAX - 8 - Self::MOST_ANSWERS;

    /// The file number of the list of makes in findings; its path is the one the settings name.
    pub const BRANDS: FileId = FileId(u32::MAX - 4);

    /// How every reviewed link stands on the model's day.
    pub fn reviews(&self) -> &Reviews {
        self.traces.reviews.get_or_init(|| Reviews::new(self))
    }

    /// See [`crate::model::structure`].
    pub fn structure(&self) -> [u8; 16] {
        let make = || crate::model::structure(&self.model.schema, &self.files, self.model.external.hash());
        *self.traces.structure.get_or_init(make)
    }

    /// Takes over a structure that was made of the same files, schema and portfolios.
    pub fn know_structure(&self, structure: [u8; 16]) {
        // What is known already is the same.
        let _ = self.traces.structure.set(structure);
    }

    pub fn language(&self) -> Language {
        self.config.language()
    }

    /// Which law is covered by what, over every item. Pages count what is published alone and have their own.
    pub fn coverage(&self) -> &coverage::Coverage {
        self.traces.coverage.get_or_init(|| coverage::Coverage::of(self, |_| true))
    }

    /// How a change spreads, over every item. Pages look at what is published alone and have their own.
    pub fn spread(&self) -> &impact::Spread {
        self.traces.spread.get_or_init(|| impact::Spread::new(&self.model, &impact::Seen::ALL))
    }

    /// The terms of all concepts, for finding them in text.
    pub fn terms(&self) -> &terms::Terms {
        self.traces.terms.get_or_init(|| terms::Terms::of(self))
    }

    /// What suppliers answered; nothing where nobody asked for it.
    pub fn answers(&self) -> &answers::Answers {
        self.traces.answers.get_or_init(|| answers::Answers::read(self))
    }

    /// The file number in findings of the file of answers at a place.
    pub fn answer_file(number: usize) -> FileId {
        FileId(Self::FIRST_ANSWERS + (number as u32).min(Self::MOST_ANSWERS - 1))
    }

    /// The file of answers that has a file number; `None` for all others.
    fn answers_in(&self, id: FileId) -> Option<&answers::AnswerFile> {
        let number = id.0.checked_sub(Self::FIRST_ANSWERS)?;
        self.answers.as_ref()?.get(number as usize)
    }

    pub fn file(&self, id: FileId) -> Option<&File> {
        self.files.get(id.0 as usize)
    }

    pub fn body(&self, prose: Prose) -> &Body {
        crate::model::body(&self.files, prose)
    }

    /// Path from the project, with `/`.
    pub fn path(&self, id: FileId) -> &str {
        match self.file(id) {
            Some(file) => &file.path,
            None if self.answers_in(id).is_some() => self.answers_in(id).map_or("", |file| &file.path),
            None if id == Self::LOCK => Self::LOCK_PATH,
            None if id == Self::SETTINGS => Self::SETTINGS_PATH,
            None if id == Self::RECORD => Self::RECORD_PATH,
            None if id == Self::BRANDS => self.config.profile.fabrikater.as_deref().unwrap_or(""),
            None => self.model.external.path(id).unwrap_or(Self::WAIVERS_PATH),
        }
    }

    /// The text a place lies in; empty for attachments.
    pub fn text(&self, id: FileId) -> &str {
        match self.file(id) {
            Some(file) => &file.text,
            None if self.answers_in(id).is_some() => self.answers_in(id).map_or("", |file| &file.text),
            None if id == Self::LOCK => self.lock.as_deref().unwrap_or(""),
            None if id == Self::SETTINGS => &self.config.text,
            None if id == Self::RECORD => self.record.as_deref().unwrap_or(""),
            None if id == Self::BRANDS => self.brands.as_deref().unwrap_or(""),
            // Of the index of another portfolio only what it says is kept.
            None if self.model.external.path(id).is_some() => "",
            None => self.waivers.as_deref().unwrap_or(""),
        }
    }

    /// Line and column where a place starts.
    pub fn position(&self, place: Place) -> Position {
        position(self.text(place.file), place.span.start)
    }

    /// Line and column where a place ends.
    pub fn end_position(&self, place: Place) -> Position {
        position(self.text(place.file), place.span.end)
    }
}
