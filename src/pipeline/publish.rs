//! From an edition to a published site: every page streamed from view to file, then shown in one step.

mod writing;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use super::recalled::RecalledKeys;
use super::{CACHE, Edition, Input, Pipeline};
use crate::pages::{self, Planned};
use crate::site::{self, Memory, Publisher, Run, Shard, Why};
use writing::write_all;

/// Where a build reads and writes.
pub struct Places<'a> {
    pub project: &'a Path,
    pub output: &'a Path,
}

/// Told of every page that is made, by its address, and why; from any thread.
pub type Log<'a> = dyn Fn(&str, Why) + Sync + 'a;

/// How a build is made.
#[derive(Clone, Copy)]
pub struct Manner<'a> {
    /// What the stored report depends on beside the input.
    pub options: &'a str,
    /// The part that is written; `None` for the whole site.
    pub shard: Option<Shard>,
    /// Whether what earlier builds remembered counts.
    pub memory: Memory,
    pub log: Option<&'a Log<'a>>,
}

/// What became of a build.
pub enum Outcome {
    /// Nothing changed since the site was made: what that run stored.
    Unchanged {
        stored: String,
        timings: Timings,
    },
    Built {
        edition: Box<Edition>,
        published: site::Published,
        stored: String,
        pages: Pages,
        timings: Timings,
    },
}

/// What was done for the pages of a site, or of the part of it that is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pages {
    /// Files of the content that were parsed; the documents of the others were there from an earlier build.
    pub parsed: usize,
    /// Pages of the whole site whose keys were made; the other keys were taken over from an earlier build.
    pub keyed: usize,
    /// All that are published, data and files of the theme among them.
    pub planned: usize,
    /// Those of them that were made; the others stood there from an earlier build under the same key.
    pub rendered: usize,
    /// What making and writing them took by kind, on all threads together; the stage took less where there are several.
    pub threads: Vec<(&'static str, Duration)>,
}

/// How long each stage took, by its name.
#[derive(Clone, Debug, Default)]
pub struct Timings {
    /// In the order the stages ran.
    pub stages: Vec<(&'static str, Duration)>,
}

impl Timings {
    pub(super) fn add(&mut self, stage: &'static str, since: Instant) {
        self.stages.push((stage, since.elapsed()));
    }
}

/// Fingerprint of all that a site is made of: files, settings, model, theme, waivers, lock, record, makes, indexes, day, program and `options`.
pub fn fingerprint(input: &Input, options: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut part = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    part(env!("CARGO_PKG_VERSION").as_bytes());
    part(env!("SPORBAR_SOURCE_HASH").as_bytes());
    part(options.as_bytes());
    part(&input.settings_hash);
    part(input.model.as_ref().map_or("", |(_, text)| text).as_bytes());
    part(input.waivers.as_deref().unwrap_or("").as_bytes());
    // A missing lock and an empty one are told apart.
    part(input.lock.as_deref().map_or(String::new(), |lock| format!("={lock}")).as_bytes());
    part(input.record.as_deref().map_or(String::new(), |record| format!("={record}")).as_bytes());
    part(input.brands.as_deref().unwrap_or("").as_bytes());
    part(&super::external::hash(&input.external));
    part(
        input
            .baseline
            .as_ref()
            .map_or(String::new(), |baseline| format!("{} {:?}", baseline.name, baseline.hash))
            .as_bytes(),
    );
    for file in input.answers.iter().flat_map(|files| files.iter()) {
        part(file.path.as_bytes());
        part(file.text.as_bytes());
    }
    part(input.day.to_string().as_bytes());
    part(&input.sources.hash());
    for (path, bytes) in &input.theme {
        part(path.as_bytes());
        part(bytes);
    }
    hasher.finalize().to_hex().to_string()
}

/// Builds and publishes a site, or finds that nothing changed. `report` makes what is stored with the site from its
/// edition: findings and exit status, replayed when a later build has nothing to do.
pub fn build(
    places: &Places,
    input: Input,
    manner: &Manner,
    report: impl FnOnce(&Edition) -> String,
) -> anyhow::Result<Outcome> {
    let mut timings = Timings::default();
    let started = Instant::now();
    let cache = places.project.join(CACHE);
    let publisher = Publisher::open(places.output, places.project, &cache, manner.memory)?;
    let inputs = fingerprint(&input, &[manner.options, &part(manner.shard)].concat());
    let unchanged = publisher.unchanged(&inputs);
    timings.add("compare", started);
    if let Some(run) = unchanged {
        return Ok(Outcome::Unchanged { stored: run.stored, timings });
    }
    let started = Instant::now();
    let ground = ground(&input);
    let mut pipeline = match manner.memory {
        Memory::Kept => Pipeline::recalling(places.project),
        Memory::Ignored => Pipeline::default(),
    };
    let is_first = publisher.is_first() || manner.memory == Memory::Ignored;
    let edition = pipeline.edition(input)?;
    let known: Duration = pipeline.timings.stages.iter().map(|(_, took)| *took).sum();
    // What is no stage of its own there is the theme.
    timings.stages.push(("theme", started.elapsed().saturating_sub(known)));
    timings.stages.append(&mut pipeline.timings.stages);
    if !is_first {
        let started = Instant::now();
        pipeline.left.leave_findings(&pipeline.judged);
        timings.add("leave findings", started);
    }
    pipeline.forget();
    let started = Instant::now();
    // A site that is built a first time may be built once: what only the next build would ask for is not written yet.
    let planning = || match is_first {
        true => (edition.plan(), 0),
        false => plan_after(&edition, &cache),
    };
    let ((mut plan, taken_over), ()) = rayon::join(planning, || pages::judge_ahead(&edition.book));
    let keyed = plan.len() - taken_over;
    timings.add("plan", started);
    let started = Instant::now();
    let stored = report(&edition);
    // Of the whole site, whatever part of it is written here.
    let (site, staging) = rayon::join(|| hash(&plan), || publisher.begin());
    let staging = staging?;
    if let Some(shard) = manner.shard {
        plan.retain(|page| shard.has(&page.address));
    }
    let made = write_all(&edition, &staging, &plan, &ground, manner.log)?;
    let pages = Pages { parsed: pipeline.counts.parsed, keyed, ..made };
    timings.add("pages", started);
    let started = Instant::now();
    let published = staging.finish(&Run { inputs: &inputs, site: &site, stored: &stored })?;
    timings.add("publish", started);
    // Before more is asked for: what is left is made of much.
    drop(plan);
    if !is_first {
        let started = Instant::now();
        pipeline.left.leave_documents(&edition.book.facts.files);
        timings.add("leave documents", started);
    }
    Ok(Outcome::Built { edition: Box::new(edition), published, stored, pages, timings })
}

/// The plan, with the keys that hold of those an earlier process left, and how many those are; leaves its own.
fn plan_after(edition: &Edition, cache: &Path) -> (Vec<Planned>, usize) {
    let recalled = RecalledKeys::open(cache);
    let (plan, keys, taken_over) = pages::plan_after(&edition.book, &recalled.keys);
    // Keys that can't be written are made again.
    let _ = recalled.replace(&keys);
    (plan, taken_over)
}

/// What a part adds to the options of a build.
fn part(shard: Option<Shard>) -> String {
    shard.map_or_else(String::new, |shard| format!(" {shard}"))
}

/// What every key is joined with before it is remembered. The program is part of it, since another one makes other
/// bytes; and so is what is seldom edited, so that between processes less rests on the keys alone.
fn ground(input: &Input) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    let model = input.model.as_ref().map_or("", |(_, text)| text);
    for text in [env!("CARGO_PKG_VERSION"), env!("SPORBAR_SOURCE_HASH"), model] {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    hasher.update(&input.settings_hash);
    // No page of a site that shows what suppliers answered may be taken for one that does not.
    for file in input.answers.iter().flat_map(|files| files.iter()) {
        for text in [&*file.path, &*file.text] {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
    }
    hasher.update(&[u8::from(input.answers.is_some())]);
    *hasher.finalize().as_bytes()
}

/// Hash of the whole site: of every address with its key.
fn hash(plan: &[Planned]) -> String {
    let by_address: BTreeMap<&str, &[u8; 16]> = plan.iter().map(|page| (&*page.address, &page.key)).collect();
    let mut hasher = blake3::Hasher::new();
    for (address, key) in by_address {
        hasher.update(address.as_bytes());
        hasher.update(&[0]);
        hasher.update(key);
    }
    hasher.finalize().to_hex().to_string()
}
