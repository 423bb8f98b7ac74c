//! From an edition to a published site: every page streamed from view to file, then shown in one step.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use rayon::prelude::*;

use super::{Edition, Input, Pipeline};
use crate::pages::{Planned, Route};
use crate::site::{self, Publisher, Run};

/// Where a build reads and writes.
pub struct Places<'a> {
    pub project: &'a Path,
    pub output: &'a Path,
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
        timings: Timings,
    },
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
    options: &str,
    report: impl FnOnce(&Edition) -> String,
) -> anyhow::Result<Outcome> {
    let mut timings = Timings::default();
    let started = Instant::now();
    let publisher = Publisher::open(places.output, places.project, &places.project.join(".sporbar"))?;
    let inputs = fingerprint(&input, options);
    if let Some(run) = publisher.unchanged(&inputs) {
        return Ok(Outcome::Unchanged { stored: run.stored });
    }
    timings.add("compare", started);
    let started = Instant::now();
    let edition = Pipeline::default().edition(input)?;
    timings.add("documents, model, rules", started);
    let started = Instant::now();
    let plan = edition.plan();
    timings.add("plan", started);
    let started = Instant::now();
    let stored = report(&edition);
    let staging = publisher.begin()?;
    plan.par_iter().try_for_each_init(
        || Vec::with_capacity(32 * 1024),
        |bytes: &mut Vec<u8>, page| write(&edition, &staging, page, bytes),
    )?;
    timings.add("pages", started);
    let started = Instant::now();
    let published = staging.finish(&Run { inputs: &inputs, site: &hash(&plan), stored: &stored })?;
    timings.add("publish", started);
    Ok(Outcome::Built { edition: Box::new(edition), published, stored, timings })
}

fn write(edition: &Edition, staging: &site::Staging, page: &Planned, bytes: &mut Vec<u8>) -> anyhow::Result<()> {
    if let Route::Attachment(file) = &page.route {
        let disk = edition.disk.get(file).with_context(|| format!("`{}` is no file on disk", page.address))?;
        return staging.copy(&page.address, disk);
    }
    bytes.clear();
    edition.render(&page.route, bytes)?;
    staging.write(&page.address, bytes)
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
