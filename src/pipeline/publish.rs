//! From an edition to a published site: every page streamed from view to file, then shown in one step.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use rayon::prelude::*;

use super::{Edition, Input, Pipeline};
use crate::pages::{Planned, Route};
use crate::site::{self, Key, Memory, Publisher, Run, Shard, Why};

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pages {
    /// All that are published, data and files of the theme among them.
    pub planned: usize,
    /// Those of them that were made; the others stood there from an earlier build under the same key.
    pub rendered: usize,
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

/// Fingerprint of all that a site is made of: files, settings, model, theme, waivers, lock, record, makes, day, program and `options`.
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
    let cache = places.project.join(".sporbar");
    let publisher = Publisher::open(places.output, places.project, &cache, manner.memory)?;
    let inputs = fingerprint(&input, &[manner.options, &part(manner.shard)].concat());
    if let Some(run) = publisher.unchanged(&inputs) {
        return Ok(Outcome::Unchanged { stored: run.stored });
    }
    timings.add("compare", started);
    let started = Instant::now();
    let ground = ground(&input);
    let edition = Pipeline::default().edition(input)?;
    timings.add("documents, model, rules", started);
    let started = Instant::now();
    let mut plan = edition.plan();
    timings.add("plan", started);
    let started = Instant::now();
    let stored = report(&edition);
    // Of the whole site, whatever part of it is written here.
    let site = hash(&plan);
    if let Some(shard) = manner.shard {
        plan.retain(|page| shard.has(&page.address));
    }
    let staging = publisher.begin()?;
    let rendered = write_all(&edition, &staging, &plan, &ground, manner.log)?;
    timings.add("pages", started);
    let started = Instant::now();
    let published = staging.finish(&Run { inputs: &inputs, site: &site, stored: &stored })?;
    timings.add("publish", started);
    let pages = Pages { planned: plan.len(), rendered };
    Ok(Outcome::Built { edition: Box::new(edition), published, stored, pages, timings })
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

/// Writes every page of a plan that does not stand there under its key; how many were made.
fn write_all(
    edition: &Edition,
    staging: &site::Staging,
    plan: &[Planned],
    ground: &[u8; 32],
    log: Option<&Log>,
) -> anyhow::Result<usize> {
    let rendered = AtomicUsize::new(0);
    plan.par_iter().try_for_each_init(
        || Vec::with_capacity(32 * 1024),
        |bytes: &mut Vec<u8>, page| {
            if let Route::Attachment(file) = &page.route {
                let disk = edition.disk.get(file).with_context(|| format!("`{}` is no file on disk", page.address))?;
                return staging.copy(&page.address, disk);
            }
            staging.provide(&page.address, Key::of(&[ground, &page.key]), |why| {
                rendered.fetch_add(1, Ordering::Relaxed);
                if let Some(log) = log {
                    log(&page.address, why);
                }
                bytes.clear();
                edition.render(&page.route, bytes)?;
                Ok(bytes)
            })
        },
    )?;
    Ok(rendered.into_inner())
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
