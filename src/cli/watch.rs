//! `sporbar watch`: builds in memory, serves, and builds again when a file changes.

use std::path::Path;
use std::sync::{Arc, RwLock};
use std::time::Instant;

use anyhow::Context as _;

use super::args::WatchArgs;
use super::{Exit, Global, error, report};
use crate::finding::{Finding, Language, Said};
use crate::pipeline::{self, Input, Pipeline};
use crate::said;
use crate::serve::{self, Served, Shown};
use crate::trace::plain::Baseline;
use crate::watch::{Notice, Watch};

/// Serves a project until it is stopped.
pub(super) fn run(global: &Global, args: WatchArgs) -> anyhow::Result<Exit> {
    let project = global.project()?;
    let project = project.canonicalize().with_context(|| format!("could not resolve `{}`", project.display()))?;
    let started = Instant::now();
    let mut pipeline = Pipeline::default();
    let mut baselines = Baselines::default();
    let (served, language) = edition(global, &project, &mut pipeline, &mut baselines)?;
    tell(global, language, &served.1, started);
    let shown: Shown = Arc::new(RwLock::new(Arc::new(served.0)));
    let ignored = vec![project.join("public"), project.join(".sporbar"), project.join(".git"), project.join("target")];
    let notice = if args.poll { Notice::Poll } else { Notice::Native };
    let watch = Watch::start(&project, &pipeline::named_files(&project)?, ignored, notice)?;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().context("could not start the server")?;
    runtime.block_on(async {
        let listener = serve::bind(&args.host, args.port).await?;
        announce(global, language, &args, &listener)?;
        let rebuilding = shown.clone();
        let global = global.clone();
        std::thread::spawn(move || rebuild_forever(&global, &project, pipeline, baselines, &watch, &rebuilding));
        tokio::select! {
            result = serve::serve(listener, args.host.clone(), shown) => result,
            _ = tokio::signal::ctrl_c() => Ok(()),
        }
    })?;
    Ok(Exit::Done)
}

type Made = ((Served, Vec<Finding>), Language);

/// The baseline as it was first read: an edition that is done with, so it is not looked at again.
#[derive(Default)]
struct Baselines(Option<(Option<String>, Option<Arc<Baseline>>)>);

impl Baselines {
    /// The baseline that the settings name.
    fn of(&mut self, project: &Path, input: &Input) -> anyhow::Result<Option<Arc<Baseline>>> {
        if let Some((name, known)) = &self.0
            && *name == input.config.baseline
        {
            return Ok(known.clone());
        }
        let read = pipeline::editions::baseline(project, &input.config, input.day)?;
        self.0 = Some((input.config.baseline.clone(), read.clone()));
        Ok(read)
    }
}

fn edition(
    global: &Global,
    project: &Path,
    pipeline: &mut Pipeline,
    baselines: &mut Baselines,
) -> anyhow::Result<Made> {
    let mut input = pipeline::read(project, |config| global.day(config))?;
    input.baseline = baselines.of(project, &input)?;
    let language = global.language(Some(&input.config));
    let edition = pipeline.edition(input)?;
    let findings = edition.book.findings.to_vec();
    Ok(((Served::new(edition), findings), language))
}

/// Builds again after every change; a run that can't be made leaves the last good site in place and says so.
fn rebuild_forever(
    global: &Global,
    project: &Path,
    mut pipeline: Pipeline,
    mut baselines: Baselines,
    watch: &Watch,
    shown: &Shown,
) {
    while watch.wait() {
        let started = Instant::now();
        match edition(global, project, &mut pipeline, &mut baselines) {
            Ok(((served, findings), language)) => {
                if let Ok(mut shown) = shown.write() {
                    *shown = Arc::new(served);
                }
                tell(global, language, &findings, started);
            }
            Err(problem) => {
                error::report(global, &problem);
                let said =
                    said!("viser det sidste site, der kunne bygges", "showing the last site that could be built");
                global.say(global.language(None), &said);
            }
        }
    }
}

/// One line for each build: findings and time.
fn tell(global: &Global, language: Language, findings: &[Finding], started: Instant) {
    let milliseconds = started.elapsed().as_millis();
    let summary = report::summary(findings, language);
    let summary = summary.trim_end();
    global
        .say(language, &Said::new(format!("{summary} · {milliseconds} ms"), format!("{summary} · {milliseconds} ms")));
}

fn announce(
    global: &Global,
    language: Language,
    args: &WatchArgs,
    listener: &tokio::net::TcpListener,
) -> anyhow::Result<()> {
    let at = listener.local_addr().context("the server has no address")?;
    if at.port() != args.port {
        let said = said!("port {} er optaget; bruger {}", "port {} is taken; using {}"; args.port, at.port());
        global.say(language, &said);
    }
    let url = format!("http://{at}/");
    global.say(language, &said!("åbn {} – stop med Ctrl-C", "open {} – stop with Ctrl-C"; url));
    if args.open && !open(&url) {
        let said = said!("fandt ingen browser; åbn adressen selv", "found no browser; open the address yourself");
        global.say(language, &said);
    }
    Ok(())
}

/// Opens an address in the reader's browser; `false` when there is none.
fn open(url: &str) -> bool {
    let openers = if cfg!(target_os = "macos") {
        ["open", "open"]
    } else if cfg!(windows) {
        ["explorer", "explorer"]
    } else {
        ["xdg-open", "gio"]
    };
    let start = |program: &str| {
        let mut command = std::process::Command::new(program);
        if program == "gio" {
            command.arg("open");
        }
        let quiet = std::process::Stdio::null;
        command.arg(url).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn().is_ok()
    };
    openers.iter().any(|program| start(program))
}
