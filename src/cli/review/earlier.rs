//! The text a link was reviewed against. The lock holds its fingerprint alone; the text is looked for among the
//! versions that the provision lists, then in the history of its file, and is known by its fingerprint.

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _};
use jiff::civil::Date;

use crate::model::{Basis, Fingerprint, ItemIx, Model, Prints, Resolution};
use crate::pipeline::{Input, Pipeline};
use crate::source::{Form, Revision, Sources};
use crate::trace::Facts;
use crate::trace::lock::Entry;
use crate::trace::reviewed_text::reviewed_text;

/// Commits of a file that are looked at. Each costs a run of git: about 3 ms.
const MOST_COMMITS: usize = 200;

/// Where earlier texts are looked for.
pub struct Past<'a> {
    project: &'a Path,
    facts: &'a Facts,
    /// Name and text of an own model.
    model: Option<(String, String)>,
    /// Many links lead to one provision: what was found is kept.
    known: RefCell<HashMap<Wanted, Option<String>>>,
    /// What earlier states of a file said, newest first, by its path and the day they are read for.
    states: RefCell<HashMap<(String, Date), States>>,
}

type States = Arc<Vec<Facts>>;

/// A text by its fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Wanted {
    target: Box<str>,
    basis: Basis,
    fingerprint: Fingerprint,
}

impl<'a> Past<'a> {
    pub fn new(project: &'a Path, facts: &'a Facts, model: Option<(String, String)>) -> Past<'a> {
        Past { project, facts, model, known: RefCell::default(), states: RefCell::new(HashMap::new()) }
    }

    /// The text that a line was written against; `None` when it can't be found.
    pub fn text(&self, target: ItemIx, entry: &Entry) -> Option<String> {
        let wanted = Wanted { target: entry.target.clone(), basis: entry.basis, fingerprint: entry.fingerprint };
        if let Some(known) = self.known.borrow().get(&wanted) {
            return known.clone();
        }
        let found = self.in_versions(target, entry).or_else(|| self.in_history(target, entry));
        self.known.borrow_mut().insert(wanted, found.clone());
        found
    }

    fn in_versions(&self, target: ItemIx, entry: &Entry) -> Option<String> {
        let mut days = vec![entry.day];
        beginnings(&self.facts.model, target, &mut days);
        days.sort_unstable();
        days.dedup();
        days.into_iter().rev().find_map(|day| on_day(self.facts, target, day, entry))
    }

    fn in_history(&self, target: ItemIx, entry: &Entry) -> Option<String> {
        let path = self.facts.path(self.facts.model.item(target).file).to_owned();
        let states = self.states.borrow().get(&(path.clone(), entry.day)).cloned();
        let states = states.unwrap_or_else(|| {
            let states = Arc::new(self.history(&path, entry.day));
            self.states.borrow_mut().insert((path, entry.day), states.clone());
            states
        });
        states.iter().find_map(|facts| match facts.model.resolve(&entry.target) {
            Resolution::Found(found) => on_day(facts, found.item, entry.day, entry),
            _ => None,
        })
    }

    /// What earlier states of a file said, newest first. No history is no error: the reader is told what is missing.
    fn history(&self, path: &str, day: Date) -> Vec<Facts> {
        let commits = Revision::history(self.project, path, MOST_COMMITS).unwrap_or_default();
        let texts = commits.iter().filter_map(|commit| commit.text(path).ok().flatten());
        texts.filter_map(|text| self.alone(path, &text, day)).collect()
    }

    /// A file alone, with the shared defaults of now.
    fn alone(&self, path: &str, text: &[u8], day: Date) -> Option<Facts> {
        let defaults = self.facts.files.iter().filter(|file| file.form == Form::Defaults);
        let mut files: Vec<(String, String)> =
            defaults.map(|file| (file.path.to_string(), file.text.to_string())).collect();
        files.push((path.to_owned(), crate::document::decode(text).0.into_owned()));
        let input = Input {
            config: self.facts.config.clone(),
            model: self.model.clone(),
            sources: Sources::from_texts(files),
            waivers: None,
            lock: None,
            record: None,
            brands: None,
            external: Arc::default(),
            baseline: None,
            answers: None,
            theme: Vec::new(),
            settings_hash: [0; 16],
            day,
        };
        Pipeline::default().facts(input).ok()
    }
}

/// Days on which a text of a provision, or of what is nested in it, begins.
fn beginnings(model: &Model, ix: ItemIx, days: &mut Vec<Date>) {
    if let Some(versions) = model.text_versions(ix) {
        days.extend(versions.each().filter_map(|(_, version)| versions.validity(version).from));
    }
    for child in &model.item(ix).children {
        beginnings(model, *child, days);
    }
}

/// The text on a day, if it is the one that was reviewed.
fn on_day(facts: &Facts, target: ItemIx, day: Date, entry: &Entry) -> Option<String> {
    let signed = Prints::new(&facts.model, &facts.files, day).of(target);
    (signed.of(entry.basis) == entry.fingerprint)
        .then(|| reviewed_text(&facts.model, &facts.files, target, day, entry.basis))
}
