//! `sporbar watch`: builds in memory, serves, and builds again when a file changes.

mod changes;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;

use super::args::WatchArgs;
use super::{Exit, Global, error, report, stop};
use crate::finding::{Finding, Language, Said};
use crate::pipeline::{self, Input, Pipeline};
use crate::said;
use crate::serve::{self, Editor, Log, Served, Shown, Voices};
use crate::source::{Changed, Interrupted, Known, Trust};
use crate::trace::Facts;
use crate::trace::plain::Baseline;
use crate::watch::{Limit, Notice, Watch, Woken};
use changes::{Found, Inputs};

/// Names the template of addresses that open a file in the author's editor.
const EDITOR: &str = "EDITOR_URL";

/// Serves a project until it is stopped.
pub(super) fn run(global: &Global, args: WatchArgs) -> anyhow::Result<Exit> {
    let project = global.project()?;
    let project = project.canonicalize().with_context(|| format!("could not resolve `{}`", project.display()))?;
    let started = Instant::now();
    // Watched before it is read, so that no change falls between the two.
    let notice = if args.poll { Notice::Poll } else { Notice::Native };
    let (mut watch, limit) = Watch::start(&project, notice)?;
    let mut builder = Builder::new(global, &project, notice);
    let made = builder.build(&Changed::Anything)?.context("nothing was built")?;
    let language = made.news.language;
    tell_limit(global, language, limit);
    tell_limit(global, language, watch.follow(builder.elsewhere.clone()));
    let voice = || {
        let global = global.clone();
        Box::new(move |said: &Said| global.say(language, said)) as Log
    };
    let voices = Voices { troubles: Some(voice()), rendered: global.verbose.then(voice) };
    let first = builder.summary(made.news);
    let shown = Arc::new(Shown::new(project, made.served, editor(global, language), voices));
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().context("could not start the server")?;
    runtime.block_on(async {
        let listener = serve::bind(&args.host, args.port).await?;
        announce(global, language, &args, &listener)?;
        say_time(global, language, &first, started.elapsed());
        let rebuilding = shown.clone();
        std::thread::spawn(move || builder.build_forever(&mut watch, &rebuilding));
        tokio::select! {
            result = serve::serve(listener, args.host.clone(), shown) => result,
            _ = tokio::signal::ctrl_c() => Ok(()),
        }
    })?;
    Ok(Exit::Done)
}

/// What `EDITOR_URL` says; nothing where it is not set, or could do harm.
fn editor(global: &Global, language: Language) -> Option<Editor> {
    let template = std::env::var(EDITOR).ok().filter(|template| !template.trim().is_empty())?;
    match Editor::new(&template) {
        Ok(editor) => Some(editor),
        Err(refused) => {
            global.say(language, &refused.0);
            None
        }
    }
}

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

/// Builds a project again and again.
struct Builder {
    global: Global,
    project: PathBuf,
    known: Known,
    pipeline: Pipeline,
    baselines: Baselines,
    /// Of the last edition that could be made; `None` before the first.
    inputs: Option<Inputs>,
    found: Found,
    /// What is read outside `content/` and `themes/`.
    elsewhere: Vec<PathBuf>,
}

/// An edition, and what a line about it is made of.
struct Made {
    served: Served,
    news: News,
}

/// What a line about an edition is made of: it is told when the edition is served, and nobody waits for it.
struct News {
    inputs: Inputs,
    facts: Facts,
    findings: Arc<Vec<Finding>>,
    language: Language,
}

impl Builder {
    fn new(global: &Global, project: &Path, notice: Notice) -> Builder {
        let trust = if notice == Notice::Poll { Trust::Share } else { Trust::Disk };
        Builder {
            global: global.clone(),
            project: project.to_owned(),
            known: Known::new(trust),
            pipeline: Pipeline::recalling(project),
            baselines: Baselines::default(),
            inputs: None,
            found: Found::default(),
            elsewhere: Vec::new(),
        }
    }

    /// Reads what may have changed, and builds; `None` when all is as it was.
    fn build(&mut self, changed: &Changed) -> anyhow::Result<Option<Made>> {
        let global = self.global.clone();
        let started = Instant::now();
        let mut input = pipeline::read_again(&self.project, &mut self.known, changed, |config| global.day(config))?;
        self.elsewhere = pipeline::elsewhere(&self.project, &input);
        let inputs = Inputs::of(&input);
        if self.inputs.as_ref() == Some(&inputs) {
            return Ok(None);
        }
        input.baseline = self.baselines.of(&self.project, &input)?;
        let language = global.language(Some(&input.config));
        let read = started.elapsed();
        let edition = self.pipeline.edition(input)?;
        if global.verbose {
            let stages = [("read", read)].into_iter().chain(self.pipeline.timings.stages.iter().copied());
            let stages: Vec<String> =
                stages.map(|(stage, time)| format!("{stage} {:.1}", time.as_secs_f64() * 1000.0)).collect();
            let stages = stages.join(", ");
            global.say(language, &said!("trin i ms: {}", "stages in ms: {}"; stages));
        }
        let (facts, findings) = (edition.book.facts.clone(), edition.book.findings.clone());
        let news = News { inputs, facts, findings, language };
        Ok(Some(Made { served: Served::new(edition, self.pipeline.counts), news }))
    }

    /// What changed, which findings are new and mended, how many there are.
    fn summary(&mut self, news: News) -> Said {
        let News { inputs, facts, findings, language } = news;
        let found = Found::of(&facts, &findings);
        let mut parts = Vec::new();
        if let Some(before) = &self.inputs {
            parts.extend(inputs.told(before, language));
            let (new, mended) = found.since(&self.found);
            parts.extend(changes::difference(new, mended, language));
        }
        parts.push(report::summary(&findings, language));
        (self.inputs, self.found) = (Some(inputs), found);
        let text = parts.join(" · ");
        Said::new(text.clone(), text)
    }

    /// Builds again after every change; a run that can't be made leaves the last good site in place and says so.
    fn build_forever(mut self, watch: &mut Watch, shown: &Shown) {
        let mut is_silent = false;
        loop {
            let (changed, is_idle) = match watch.wait() {
                Woken::Heard(changed) => (changed, false),
                Woken::Idle(changed) => (changed, true),
            };
            let started = Instant::now();
            let built = catch_unwind(AssertUnwindSafe(|| self.build(&changed))).unwrap_or_else(|_| {
                // Whatever was half made is forgotten; the next change begins anew.
                self.pipeline = Pipeline::default();
                Err(stop(said!("en fejl i programmet stoppede bygningen", "a fault of the program stopped the build")))
            });
            match built {
                Ok(Some(made)) => {
                    let (before, language) = (shown.show(made.served), made.news.language);
                    let time = started.elapsed();
                    let summary = self.summary(made.news);
                    say_time(&self.global, language, &summary, time);
                    // Kept until the new one is served: letting go of it takes longer than an edit.
                    drop(before);
                    if is_idle && !is_silent && !watch.is_polling() {
                        is_silent = true;
                        tell_unheard(&self.global, language);
                    }
                }
                Ok(None) => self.say_mended(shown),
                Err(problem) if problem.is::<Interrupted>() => {
                    watch.interrupted();
                    continue;
                }
                Err(problem) => self.keep(shown, &problem),
            }
            tell_limit(&self.global, self.global.language(None), watch.follow(self.elsewhere.clone()));
        }
    }

    fn keep(&self, shown: &Shown, problem: &anyhow::Error) {
        let text = error::text(&self.global, problem);
        if shown.now().broken.as_ref() == Some(&text) {
            return;
        }
        error::report(&self.global, problem);
        let said = said!("viser det sidste site, der kunne bygges", "showing the last site that could be built");
        self.global.say(self.global.language(None), &said);
        shown.keep(text);
    }

    fn say_mended(&self, shown: &Shown) {
        if shown.now().broken.is_some() {
            shown.mend();
            let said = said!("fejlen er væk; sitet er som før", "the error is gone; the site is as it was");
            self.global.say(self.global.language(None), &said);
        }
    }
}

/// One line for each build.
fn say_time(global: &Global, language: Language, said: &Said, time: Duration) {
    let milliseconds = time.as_millis();
    global.say(
        language,
        &Said::new(format!("{} · {milliseconds} ms", said.da), format!("{} · {milliseconds} ms", said.en)),
    );
}

fn tell_limit(global: &Global, language: Language, limit: Option<Limit>) {
    if let Some(Limit(said)) = limit {
        global.say(language, &said);
    }
}

fn tell_unheard(global: &Global, language: Language) {
    let said = said!(
        "filsystemet fortalte ikke om ændringen; med `--poll` ses ændringer med det samme",
        "the file system did not tell of the change; with `--poll` changes are seen at once"
    );
    global.say(language, &said);
}

fn announce(
    global: &Global,
    language: Language,
    args: &WatchArgs,
    listener: &tokio::net::TcpListener,
) -> anyhow::Result<()> {
    let at = listener.local_addr().context("the server has no address")?;
    if at.port() != args.port && args.port != 0 {
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
