//! What is remembered of judging a project, so that judging it again costs what changed.
//!
//! A finding holds while what its rule may read is the same ([`super::Scope`]):
//!
//! | scope | holds while |
//! |---|---|
//! | item | the [`Outline`] is the same but for titles of other files, and the item's file is |
//! | titles | the outline and the item's file are the same |
//! | statement | the file is the same, and what a [`Reading`](super::Reading) tells beside it ([`wording::key`]) |
//! | texts | the outline and every file are the same |
//! | site | the outline is the same |
//!
//! Findings are remembered raw: levels, waivers and order are made anew each time.
//!
//! A run on another day or under other settings ([`Memory::aside`]) takes from the first what hangs on neither: what was
//! found in statements, and the gists of texts.

mod kept;

use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::check::{Awake, settle};
use super::readiness::profile_faults;
use super::readiness::record::Record;
use super::settings;
use super::wording::{self, Told};
use super::{Gists, Texts};
use crate::finding::Finding;
use crate::language::Lexicon;
use crate::model::{File, ItemIx, Model, Role};
use crate::place::Place;
use crate::source::Form;
use crate::trace::Facts;
use crate::trace::brands::Brands;
use crate::trace::reviews::State;

/// What is remembered between runs. A new one remembers nothing.
#[derive(Default)]
pub struct Memory {
    last: Option<Arc<Last>>,
    /// A run on another day or under other settings: what does not hang on those may be taken from it.
    other: Option<Arc<Last>>,
    words: Option<Words>,
    /// What the last run ran.
    pub ran: Ran,
}

/// How much was judged, for tests and `--verbose`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ran {
    /// Items that the item rules were asked of.
    pub items: usize,
    /// Items that only the rules on titles were asked of.
    pub titles: usize,
    /// Statements that were read for the rules on them.
    pub statements: usize,
    /// Rules run on the texts of the project.
    pub texts: usize,
    /// Rules run on its structure.
    pub site: usize,
}

/// The last run.
struct Last {
    /// `None` for a run of another process.
    model: Option<Arc<Model>>,
    outline: Outline,
    /// What its rules on statements knew; see [`wording::tongue`].
    tongue: [u8; 16],
    /// Content hash of each file.
    hashes: Vec<[u8; 16]>,
    /// Of each item that was asked for, in that order.
    items: Vec<Arc<OfItem>>,
    texts: Vec<Finding>,
    /// Of each item of the model; `None` when no rule asked for them.
    gists: Option<Arc<Gists>>,
    site: Vec<Finding>,
}

/// What was found in one item.
#[derive(Default)]
struct OfItem {
    found: Vec<Finding>,
    titles: Vec<Finding>,
    statement: Option<Arc<Told>>,
}

/// The word lists, made again only when the model or the list of makes is another.
#[derive(Clone)]
struct Words {
    schema: [u8; 16],
    brands: Option<Arc<str>>,
    lexicon: Arc<Lexicon>,
}

/// Hashes of all that rules look at but the words of Markdown texts.
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Outline {
    structure: [u8; 16],
    /// Of what no content file says.
    around: [u8; 16],
}

impl Outline {
    fn of(facts: &Facts, asked: usize) -> Outline {
        let mut bytes = format!("{} {asked} {:?}", facts.model.day, facts.config).into_bytes();
        for text in [&facts.lock, &facts.brands] {
            bytes.extend_from_slice(&text.as_ref().map_or(u64::MAX, |text| text.len() as u64).to_le_bytes());
            bytes.extend_from_slice(text.as_deref().unwrap_or("").as_bytes());
        }
        // How each reviewed link stands: its number, its state and its line of the lock. Fingerprints of texts come in by
        // this alone.
        for review in facts.reviews().all() {
            let (state, to) = match &review.state {
                State::NeverReviewed => (0, ""),
                State::Unchanged => (1, ""),
                State::Changed => (2, ""),
                State::Moved { to } => (3 + to.len() as u64, &**to),
            };
            for number in [review.link as u64, review.entry.map_or(u64::MAX, |entry| entry as u64), state] {
                bytes.extend_from_slice(&number.to_le_bytes());
            }
            bytes.extend_from_slice(to.as_bytes());
        }
        let hash = blake3::hash(&bytes);
        let around = std::array::from_fn(|index| hash.as_bytes()[index]);
        Outline { structure: facts.structure(), around }
    }
}

impl Memory {
    /// Judges a project as [`super::check_with`] does.
    pub fn check(&mut self, facts: &Facts, later: Vec<Finding>) -> Vec<Finding> {
        let items: Vec<ItemIx> = facts.model.all().collect();
        self.check_items(facts, &items, later)
    }

    /// The same, where item rules are asked of some items only: of a structure always the same ones.
    pub(super) fn check_items(&mut self, facts: &Facts, items: &[ItemIx], later: Vec<Finding>) -> Vec<Finding> {
        let awake = Awake::speaking(facts, |facts| self.lexicon(facts));
        // Made here, or every thread but the one that makes it would stand waiting.
        facts.reviews();
        let outline = Outline::of(facts, items.len());
        let (last, other) = (self.last.take(), self.other.take());
        let judged = Judging::new(facts, &awake, &outline, last.as_deref(), other.as_deref()).run(items);
        self.ran = judged.ran;
        let mut findings = facts.model.findings.clone();
        findings.extend(judged.items.iter().flat_map(|of| of.findings()).cloned());
        findings.extend(facts.reviews().lock.faults.iter().cloned());
        findings.extend(Record::read(facts.record.as_deref().unwrap_or("")).faults);
        findings.extend(Brands::read(facts).faults);
        findings.extend(facts.answers().faults.iter().cloned());
        findings.extend(profile_faults(facts));
        findings.extend(settings::faults(facts));
        findings.extend(judged.texts.iter().chain(&judged.site).cloned());
        findings.extend(later);
        let hashes = facts.files.iter().map(|file| file.hash).collect();
        let Judged { items, texts, gists, site, .. } = judged;
        let (model, tongue) = (Some(facts.model.clone()), awake.tongue);
        self.last = Some(Arc::new(Last { model, outline, tongue, hashes, items, texts, gists, site }));
        settle(facts, findings)
    }

    /// Forgets what only a next run on the same day would ask for, where this memory is the last to have it.
    pub(super) fn forget_findings(&mut self) {
        let Some(other) = self.other.as_mut().and_then(Arc::get_mut) else { return };
        (other.texts, other.site) = (Vec::new(), Vec::new());
        for of in other.items.iter_mut().filter_map(Arc::get_mut) {
            (of.found, of.titles) = (Vec::new(), Vec::new());
        }
    }

    /// A memory for runs on another day or under other settings: it knows what was found here and does not hang on them.
    pub fn aside(&self) -> Memory {
        Memory { other: self.last.clone(), words: self.words.clone(), ..Memory::default() }
    }

    /// The next run may take from what another memory of other runs knows; see [`Memory::aside`].
    pub(super) fn beside(&mut self, aside: &Memory) {
        self.other = aside.other.clone();
        if self.words.is_none() {
            self.words = aside.words.clone();
        }
    }

    fn lexicon(&mut self, facts: &Facts) -> Arc<Lexicon> {
        let (schema, brands) = (facts.model.schema.hash, facts.brands.clone());
        let known = self.words.take().filter(|words| words.schema == schema && words.brands == brands);
        let words = known.unwrap_or_else(|| Words { schema, brands, lexicon: Arc::new(wording::lexicon(facts)) });
        self.words.insert(words).lexicon.clone()
    }
}

impl Last {
    /// Whether it was a run on these files, on whatever day and under whatever settings.
    fn is_of(&self, outline: &Outline, files: &[File]) -> bool {
        let same_bytes = || self.hashes.iter().eq(files.iter().map(|file| &file.hash));
        self.outline.structure == outline.structure && same_bytes()
    }
}

impl OfItem {
    fn is_nothing(&self) -> bool {
        self.found.is_empty() && self.titles.is_empty() && self.statement.is_none()
    }

    fn findings(&self) -> impl Iterator<Item = &Finding> {
        let of_statement = self.statement.iter().flat_map(|told| &told.findings);
        self.found.iter().chain(&self.titles).chain(of_statement)
    }

    /// Whether a finding points to a place in one of some files.
    fn points_into(&self, files: &[bool]) -> bool {
        let is_there = |place: Place| files.get(place.file.0 as usize).is_some_and(|is| *is);
        self.findings().any(|finding| {
            let related = finding.related.iter().map(|related| related.place);
            related.chain(finding.fix.iter().map(|fix| fix.place)).chain([finding.place]).any(is_there)
        })
    }
}

/// A run that may use the one before.
struct Judging<'a> {
    facts: &'a Facts,
    awake: &'a Awake,
    /// The last run, when its outline was the same, or was but for titles.
    same: Option<&'a Last>,
    /// A run on the same files, whatever its day and settings.
    beside: Option<&'a Last>,
    /// Titles of items that are no concepts are others than in that run, and places in their files.
    retitled: bool,
    /// Which files are other than in that run.
    changed: Vec<bool>,
    /// Shared defaults changed, whose texts are those of many items.
    defaults_changed: bool,
    /// Statements of the last run by their keys, when the outline was another, and those of the other run.
    told: HashMap<[u8; 16], &'a Told>,
    /// A run on the same files whose rules knew the same words and were asked of every item.
    statements: Option<&'a Last>,
    /// What was found in every item in which there is nothing to find, and no statement.
    nothing: Arc<OfItem>,
}

struct Judged {
    items: Vec<Arc<OfItem>>,
    texts: Vec<Finding>,
    gists: Option<Arc<Gists>>,
    site: Vec<Finding>,
    ran: Ran,
}

impl<'a> Judging<'a> {
    fn new(
        facts: &'a Facts,
        awake: &'a Awake,
        outline: &Outline,
        last: Option<&'a Last>,
        other: Option<&'a Last>,
    ) -> Judging<'a> {
        let retitled = last.is_some_and(|last| is_retitled(facts, outline, last));
        let same = last.filter(|last| retitled || last.outline == *outline);
        let beside = other.filter(|other| other.is_of(outline, &facts.files));
        let is_whole = |other: &&Last| other.tongue == awake.tongue && other.items.len() == facts.model.own().len();
        let others = other.filter(|_| beside.is_none());
        let each = last.filter(|_| same.is_none()).into_iter().chain(others).flat_map(|last| &last.items);
        let told = each.filter_map(|of| of.statement.as_deref()).filter_map(|told| Some((told.key?, told))).collect();
        let files = facts.files.iter().enumerate();
        let changed: Vec<bool> =
            files.map(|(number, file)| same.is_none_or(|last| last.hashes[number] != file.hash)).collect();
        let is_default = |number: &usize| facts.files[*number].form == Form::Defaults;
        let defaults_changed = (0..changed.len()).filter(|number| changed[*number]).any(|number| is_default(&number));
        let statements = beside.filter(is_whole);
        let nothing = Arc::default();
        Judging { facts, awake, same, beside, retitled, changed, defaults_changed, told, statements, nothing }
    }

    fn run(&self, items: &[ItemIx]) -> Judged {
        // `collect` keeps the order of the items whichever thread was first.
        let judged: Vec<(Arc<OfItem>, Ran)> =
            items.par_iter().enumerate().map(|(number, ix)| self.item(number, *ix)).collect();
        let mut ran = Ran::default();
        for (_, one) in &judged {
            ran.items += one.items;
            ran.titles += one.titles;
            ran.statements += one.statements;
        }
        let (texts, site) = self.awake.counts();
        let unchanged = self.same.filter(|_| !self.changed.contains(&true));
        let known_site = self.same.filter(|_| !self.retitled);
        ran.texts = if unchanged.is_some() { 0 } else { texts };
        ran.site = if known_site.is_some() { 0 } else { site };
        let of_texts = || unchanged.map_or_else(|| self.texts(), |last| (last.texts.clone(), last.gists.clone()));
        let of_site = || known_site.map_or_else(|| self.awake.site_findings(self.facts), |last| last.site.clone());
        let ((texts, gists), site) = rayon::join(of_texts, of_site);
        Judged { items: judged.into_iter().map(|(of, _)| of).collect(), texts, gists, site, ran }
    }

    fn texts(&self) -> (Vec<Finding>, Option<Arc<Gists>>) {
        let (beside, before) = (self.beside.map(|other| &other.gists), self.same.map(|last| &last.gists));
        let texts = match (beside, before) {
            (Some(Some(gists)), _) => Texts::with(self.facts, gists),
            (_, Some(Some(gists))) => Texts::after(self.facts, gists, &self.changed),
            _ => Texts::new(self.facts),
        };
        (self.awake.text_findings(&texts), texts.into_gists())
    }

    fn item(&self, number: usize, ix: ItemIx) -> (Arc<OfItem>, Ran) {
        let file = self.facts.model.item(ix).file.0 as usize;
        if let Some(last) = self.same.filter(|_| !self.defaults_changed && !self.changed[file])
            && let Some(known) = self.known(&last.items[number], ix)
        {
            return known;
        }
        let mut ran = Ran { items: 1, ..Ran::default() };
        let found = self.awake.item_findings(self.facts, ix);
        let titles = self.awake.title_findings(self.facts, ix);
        let reads = self.awake.reads_statement(self.facts, ix);
        let beside = self.statements.filter(|_| reads).and_then(|other| other.items[ix.0 as usize].statement.clone());
        let statement = reads.then(|| beside.unwrap_or_else(|| Arc::new(self.statement(ix, &mut ran))));
        let of = OfItem { found, titles, statement };
        (if of.is_nothing() { self.nothing.clone() } else { Arc::new(of) }, ran)
    }

    fn statement(&self, ix: ItemIx, ran: &mut Ran) -> Told {
        let key = wording::key(self.facts, &self.awake.tongue, ix);
        key.and_then(|key| Some(self.told.get(&key)?.moved_to(self.facts, ix))).unwrap_or_else(|| {
            ran.statements = 1;
            Told::new(self.facts, ix, key, self.awake.statement_findings(self.facts, ix))
        })
    }

    /// What was found in an item whose own file is the same, as far as it holds.
    fn known(&self, known: &Arc<OfItem>, ix: ItemIx) -> Option<(Arc<OfItem>, Ran)> {
        if !self.retitled {
            return Some((known.clone(), Ran::default()));
        }
        let holds = !known.points_into(&self.changed) && self.awake.title_findings(self.facts, ix) == known.titles;
        holds.then(|| (known.clone(), Ran { titles: 1, ..Ran::default() }))
    }
}

/// Whether the structure differs from that of the last run in titles alone, and no title is a term that rules look for.
fn is_retitled(facts: &Facts, outline: &Outline, last: &Last) -> bool {
    let model = &facts.model;
    let before = last.model.as_ref().filter(|_| last.outline.around == outline.around);
    let retitled = before.and_then(|before| model.retitled_since(before));
    let is_term = |ix: &ItemIx| model.is(*ix, Role::Concept);
    last.outline.structure != outline.structure && retitled.is_some_and(|items| !items.iter().any(is_term))
}
