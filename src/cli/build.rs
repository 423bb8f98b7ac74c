//! `sporbar build`: the site, published in one step, or nothing when nothing changed.

mod confidential;
mod timings;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use super::args::BuildArgs;
use super::{Exit, Global, Stream, output, report, stop};
use crate::finding::{Finding, Language, Level, Said};
use crate::pipeline::publish::{self, Manner, Outcome, Pages, Places};
use crate::pipeline::{self, Edition};
use crate::said;
use crate::site::{Memory, Published, Refusal, Shard, Why};

/// Folder of the site in a project, unless another is named.
const PUBLIC: &str = "public";

/// What is kept with a site, so that a build with nothing to do says and answers the same.
#[derive(Serialize, Deserialize)]
struct Stored {
    findings: bool,
    text: String,
}

/// Builds the site of a project.
pub(super) fn run(global: &Global, args: BuildArgs) -> anyhow::Result<Exit> {
    let started = Instant::now();
    let shard = args.shard.as_deref().map(Shard::read).transpose().map_err(|refusal| stop(refusal.0))?;
    let project = global.project()?;
    let mut input = pipeline::read(&project, |config| global.day(config))?;
    input.baseline = pipeline::editions::baseline(&project, &input.config, input.day)?;
    let language = global.language(Some(&input.config));
    let output_folder = match args.answers {
        true => confidential::prepare(&mut input, &project, args.output.as_deref())?,
        false => confidential::ordinary(args.output.clone().unwrap_or_else(|| project.join(PUBLIC)))?,
    };
    let read = started.elapsed();
    let places = Places { project: &project, output: &output_folder };
    let look = global.look(language, Stream::Error);
    let options = format!("{} {language:?} {look:?} {}", args.strict, args.answers);
    let report = |edition: &Edition| {
        let told: Vec<Finding> =
            edition.book.findings.iter().filter(|finding| judges(finding, args.strict)).cloned().collect();
        let text = report::draw(&edition.book.facts, &told, &look) + &report::summary(&edition.book.findings, language);
        serde_json::to_string(&Stored { findings: !told.is_empty(), text }).unwrap_or_default()
    };
    let memory = if args.no_cache { Memory::Ignored } else { Memory::Kept };
    let made = Mutex::new(BTreeMap::new());
    let log = |address: &str, why: Why| {
        made.lock().unwrap_or_else(PoisonError::into_inner).insert(address.to_owned(), why);
    };
    let log: Option<&publish::Log> = if global.verbose { Some(&log) } else { None };
    let manner = Manner { options: &options, shard, memory, log };
    let outcome = publish::build(&places, input, &manner, report).map_err(refused)?;
    let (stored, said) = match &outcome {
        Outcome::Unchanged { stored, .. } => (stored, unchanged(shard)),
        Outcome::Built { stored, published, .. } => (stored, built(published, shard, &output_folder)),
    };
    let stored: Stored = serde_json::from_str(stored).unwrap_or(Stored { findings: false, text: String::new() });
    if !global.quiet && !stored.text.is_empty() {
        output::complain(stored.text.trim_end());
    }
    global.say(language, &said);
    if args.answers {
        global.say(language, &confidential::said(&output_folder));
    }
    let nothing = Pages::default();
    let (pages, timings) = match &outcome {
        Outcome::Built { pages, timings, .. } => (pages, timings),
        Outcome::Unchanged { timings, .. } => (&nothing, timings),
    };
    if global.verbose && pages.planned > 0 {
        say_made(global, language, pages, &made.lock().unwrap_or_else(PoisonError::into_inner));
    }
    if let Some(form) = args.timings {
        let mut stages = vec![("read", read)];
        stages.extend(timings.stages.iter().copied());
        timings::print(form, language, &stages, pages)?;
    }
    // The process ends here: giving back what a build holds, piece by piece, took 2 % of its time.
    std::mem::forget(outcome);
    Ok(if stored.findings { Exit::Findings } else { Exit::Done })
}

fn unchanged(shard: Option<Shard>) -> Said {
    match shard {
        None => said!("intet er ændret; sitet er som før", "nothing changed; the site is as before"),
        Some(shard) => {
            said!("intet er ændret; del {} er som før", "nothing changed; part {} is as before"; shard)
        }
    }
}

fn built(published: &Published, shard: Option<Shard>, output: &Path) -> Said {
    let Published { written, removed, unchanged, .. } = published;
    let said = said!(
        "skrev {} filer, fjernede {}, {} er uændrede: {}",
        "wrote {} files, removed {}, {} unchanged: {}";
        written, removed, unchanged, output.display()
    );
    match shard {
        None => said,
        Some(shard) => Said { da: format!("del {shard}: {}", said.da), en: format!("part {shard}: {}", said.en) },
    }
}

/// Tells which pages were made and why, in the order of their addresses; of a site that is all new, only how many.
fn say_made(global: &Global, language: Language, pages: &Pages, made: &BTreeMap<String, Why>) {
    if made.values().any(|why| *why != Why::New) || made.len() < pages.planned / 2 {
        for (address, why) in made {
            let said = match why {
                Why::New => said!("gengiver {}: er ny", "renders {}: is new"; address),
                Why::Changed => {
                    said!("gengiver {}: det, den viser, er ændret", "renders {}: what it shows changed"; address)
                }
                Why::Touched => said!(
                    "gengiver {}: den, der stod der, er ændret udefra eller mangler",
                    "renders {}: the one that stood there was changed from outside, or is missing"; address
                ),
            };
            global.say(language, &said);
        }
    }
    let kept = pages.planned - pages.rendered;
    let said = said!(
        "gengav {} sider og datafiler; {} var, som de skulle være",
        "rendered {} pages and data files; {} were as they should be";
        pages.rendered, kept
    );
    global.say(language, &said);
}

/// `build` concerns the site itself: errors of area S and J03; with `--strict` of all areas.
fn judges(finding: &Finding, strict: bool) -> bool {
    let of_the_site = finding.code.starts_with('S') || finding.code == "J03";
    finding.level == Level::Error && !finding.waived && (strict || of_the_site)
}

/// A refused output folder, said in the reader's language.
fn refused(error: anyhow::Error) -> anyhow::Error {
    match error.downcast::<Refusal>() {
        Ok(refusal) => stop(refusal.0),
        Err(error) => error,
    }
}
