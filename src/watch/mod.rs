//! File events to batches: something that a project is read from may have changed. Events are hints only; whoever is
//! told reads the files again and compares contents.

mod batch;
mod heard;
mod relevant;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::finding::Said;
use crate::said;
use crate::source::{self, Changed};
use batch::Batch;
use heard::heard;
use relevant::Relevant;

/// A single save is answered when it has been quiet for so long: a new file and its renaming come as one …
const SETTLED: Duration = Duration::from_millis(2);
/// … but a file that is still being written is waited for no longer than this.
const PATIENCE: Duration = Duration::from_millis(40);
/// What happens while the last batch is answered is a storm (a checkout, a folder move); it is gathered until it has
/// been quiet for so long …
const QUIET: Duration = Duration::from_millis(30);
/// … but never longer than this.
const LONGEST: Duration = Duration::from_millis(1000);
/// How often files are looked at where no events come.
const POLL: Duration = Duration::from_millis(700);
/// How often they are looked at although events come: some file systems tell of some changes only.
const IDLE: Duration = Duration::from_secs(10);
/// A folder that is new is looked at once more after so long: files may have come before it was watched.
const AGAIN: Duration = Duration::from_millis(150);
/// When only the files that were named have been read, all are looked at when it has been quiet for so long: the page
/// that is open has been asked for by then …
const AFTERWARDS: Duration = Duration::from_millis(50);
/// … but never later than this after the first of them.
const LATEST: Duration = Duration::from_secs(10);

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The file system tells.
    Native,
    /// Files are looked at, for network shares and WSL.
    Poll,
}

/// Why files should be read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Woken {
    /// Something was heard, now or a moment ago.
    Heard(Changed),
    /// Nothing was heard for a while, or nothing ever is.
    Idle(Changed),
}

/// The system watches no more files. The text says what it is and the cure.
#[derive(Debug)]
pub struct Limit(pub Said);

/// A watch on a project. Ends when it is dropped.
pub struct Watch {
    events: Receiver<heard::Heard>,
    /// `None` where files are looked at. Held for its end: the watcher stops when it is dropped.
    watcher: Option<RecommendedWatcher>,
    project: PathBuf,
    relevant: Arc<RwLock<Relevant>>,
    /// Folders outside `content/` and `themes/` that are watched for the files in them.
    folders: BTreeSet<PathBuf>,
    /// Whole trees that are watched.
    trees: BTreeSet<PathBuf>,
    /// A batch is answered now: what comes meanwhile is a storm.
    answering: bool,
    again: Option<Instant>,
    /// Since when only files that were named have been read.
    named_since: Option<Instant>,
    /// Something was heard that has not been answered.
    heard: source::Heard,
    /// What `named_since` was before all files were looked at.
    looked_since: Option<Instant>,
}

impl Watch {
    /// Watches what a project is read from: its folder, all of `content/` and `themes/`; [`Watch::follow`] adds the files
    /// that its settings name elsewhere. `project` is its real path. Where the system watches no more, the second value
    /// says so, and files are looked at instead.
    pub fn start(project: &Path, notice: Notice) -> anyhow::Result<(Watch, Option<Limit>)> {
        let (sender, events) = channel();
        let relevant = Arc::new(RwLock::new(Relevant::of(project)));
        let mut watch = Watch {
            events,
            watcher: None,
            project: project.to_owned(),
            relevant: relevant.clone(),
            folders: BTreeSet::new(),
            trees: BTreeSet::new(),
            answering: false,
            again: None,
            named_since: None,
            heard: source::Heard::default(),
            looked_since: None,
        };
        if notice == Notice::Poll {
            return Ok((watch, None));
        }
        let has_heard = watch.heard.clone();
        let handler = move |event: notify::Result<notify::Event>| {
            let relevant = relevant.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(heard) = heard(event, &relevant) {
                // Nobody listens any more when the program ends.
                let _ = sender.send(heard);
                has_heard.set(true);
            }
        };
        let started = RecommendedWatcher::new(handler, Config::default()).map_err(Refusal::from).and_then(|watcher| {
            watch.watcher = Some(watcher);
            watch.watch_all()
        });
        match started {
            Ok(()) => Ok((watch, None)),
            Err(Refusal::Limit(limit)) => {
                watch.watcher = None;
                Ok((watch, Some(limit)))
            }
            Err(Refusal::Other(error)) => Err(error),
        }
    }

    /// Takes files outside `content/` and `themes/` into the watch, in place of those of the last call: what the settings
    /// name, and where symbolic links of the content lead.
    pub fn follow(&mut self, files: Vec<PathBuf>) -> Option<Limit> {
        // A file is watched by its folder: editors write a new one and rename it.
        let folders = files.iter().filter_map(|file| file.parent()).filter(|folder| folder.is_dir());
        self.folders.extend(folders.map(Path::to_owned));
        self.relevant.write().unwrap_or_else(PoisonError::into_inner).files = files.into_iter().collect();
        self.watcher.as_ref()?;
        match self.watch_all() {
            Err(Refusal::Limit(limit)) => {
                self.watcher = None;
                Some(limit)
            }
            // What can't be watched is seen when files are looked at.
            Ok(()) | Err(Refusal::Other(_)) => None,
        }
    }

    /// Whether files are looked at instead of listened for.
    pub fn is_polling(&self) -> bool {
        self.watcher.is_none()
    }

    fn watch_all(&mut self) -> Result<(), Refusal> {
        let mut wanted: Vec<(PathBuf, RecursiveMode)> = vec![(self.project.clone(), RecursiveMode::NonRecursive)];
        wanted.extend(self.folders.iter().map(|folder| (folder.clone(), RecursiveMode::NonRecursive)));
        wanted.extend(["content", "themes"].map(|folder| (self.project.join(folder), RecursiveMode::Recursive)));
        let Some(watcher) = self.watcher.as_mut() else { return Ok(()) };
        for (folder, mode) in wanted {
            if folder.is_dir() && !self.trees.contains(&folder) {
                watcher.watch(&folder, mode).map_err(Refusal::from)?;
                self.trees.insert(folder);
            }
        }
        Ok(())
    }

    /// Waits until something may have changed: the first event is answered at once, a storm when it has passed. Comes
    /// back now and then although nothing was heard.
    pub fn wait(&mut self) -> Woken {
        let mut batch = Batch::default();
        // Before the events are taken: one that comes meanwhile is heard once too often, and never too seldom.
        self.heard.set(false);
        let is_storm = match self.events.try_recv() {
            Ok(heard) => {
                batch.take(heard);
                self.answering
            }
            Err(_) => false,
        };
        if batch.is_empty() && !self.first(&mut batch) {
            self.answering = false;
            self.looked_since = self.named_since.take();
            let changed = Changed::Unheard(self.heard.clone());
            return if self.looked_since.is_some() { Woken::Heard(changed) } else { Woken::Idle(changed) };
        }
        self.gather(&mut batch, is_storm);
        self.answering = true;
        if !batch.gone.is_empty() {
            self.again = Some(Instant::now() + AGAIN);
            self.watch_anew(&batch.gone);
        }
        Woken::Heard(self.changed(batch))
    }

    /// Says that the last look at all files was interrupted: there will be another soon.
    pub fn interrupted(&mut self) {
        self.named_since = self.looked_since.take();
    }

    /// What a batch says has changed. Files are read by their names while everything is looked at often enough.
    fn changed(&mut self, batch: Batch) -> Changed {
        let is_late = self.named_since.is_some_and(|since| since.elapsed() > LATEST);
        match batch.named() {
            Some(files) if !is_late => {
                self.named_since.get_or_insert_with(Instant::now);
                Changed::Files(files)
            }
            _ => {
                self.named_since = None;
                Changed::Anything
            }
        }
    }

    /// Waits for the first event of a batch; `false` when it is time to look without one.
    fn first(&mut self, batch: &mut Batch) -> bool {
        let wait = match (&self.watcher, self.again) {
            (None, _) => POLL,
            (Some(_), Some(again)) => again.saturating_duration_since(Instant::now()),
            (Some(_), None) if self.named_since.is_some() => AFTERWARDS,
            (Some(_), None) => IDLE,
        };
        match self.events.recv_timeout(wait) {
            Ok(heard) => {
                batch.take(heard);
                true
            }
            // The senders live in the watcher; without one, the time of the next look is waited for all the same.
            Err(RecvTimeoutError::Disconnected) => {
                std::thread::sleep(wait);
                false
            }
            Err(RecvTimeoutError::Timeout) => {
                let is_again = self.again.take().is_some();
                batch.is_unsure = is_again;
                is_again
            }
        }
    }

    fn gather(&self, batch: &mut Batch, is_storm: bool) {
        let began = Instant::now();
        loop {
            let (quiet, longest) = match (is_storm, batch.open.is_empty()) {
                (true, _) => (QUIET, LONGEST),
                (false, true) => (SETTLED, PATIENCE),
                (false, false) => (PATIENCE, PATIENCE),
            };
            let left = longest.saturating_sub(began.elapsed());
            match self.events.recv_timeout(quiet.min(left)) {
                Ok(heard) if !left.is_zero() => batch.take(heard),
                _ => return,
            }
        }
    }

    /// Trees that went away are watched again when they are back.
    fn watch_anew(&mut self, gone: &[PathBuf]) {
        for folder in gone {
            if self.trees.remove(folder)
                && let Some(watcher) = self.watcher.as_mut()
            {
                // It may be gone with the folder.
                let _ = watcher.unwatch(folder);
            }
        }
        // What can't be watched now is tried again with the next batch, and seen when files are looked at.
        let _ = self.watch_all();
    }
}

enum Refusal {
    Limit(Limit),
    Other(anyhow::Error),
}

impl From<notify::Error> for Refusal {
    /// The limits on watches show as "no space left on device" and "too many open files": says what they are.
    fn from(error: notify::Error) -> Refusal {
        const NO_SPACE: i32 = 28;
        const TOO_MANY_FILES: i32 = 24;
        let code = match &error.kind {
            notify::ErrorKind::MaxFilesWatch => Some(NO_SPACE),
            notify::ErrorKind::Io(error) => error.raw_os_error(),
            _ => None,
        };
        let limit = match code {
            Some(NO_SPACE) => ("fs.inotify.max_user_watches", 1_048_576),
            Some(TOO_MANY_FILES) => ("fs.inotify.max_user_instances", 1024),
            _ => return Refusal::Other(anyhow::Error::new(error).context("could not watch the project's files")),
        };
        let (name, value) = limit;
        Refusal::Limit(Limit(said!(
            "systemet overvåger ikke flere mapper; ser i stedet efter ændringer hvert sekund. Hæv grænsen med `sudo sysctl -w {0}={1}`, eller skriv `--poll`",
            "the system watches no more folders; looking for changes every second instead. Raise the limit with `sudo sysctl -w {0}={1}`, or write `--poll`";
            name, value
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_looked_at_after_files_that_were_named() {
        let folder = tempfile::tempdir().unwrap();
        let (mut watch, _) = Watch::start(folder.path(), Notice::Poll).unwrap();
        let named = || {
            let mut batch = Batch::default();
            batch.take(heard::Heard::Done("/p/content/a.md".into()));
            batch
        };
        assert!(matches!(watch.changed(named()), Changed::Files(_)));
        assert!(watch.named_since.is_some(), "all is looked at when it is quiet");
        watch.named_since = Instant::now().checked_sub(LATEST * 2);
        assert_eq!(watch.changed(named()), Changed::Anything, "or when it never is");
        assert_eq!(watch.named_since, None);
    }

    #[test]
    fn a_look_that_was_interrupted_is_taken_again() {
        let folder = tempfile::tempdir().unwrap();
        let (mut watch, _) = Watch::start(folder.path(), Notice::Native).unwrap();
        let since = Instant::now();
        watch.named_since = Some(since);
        let Woken::Heard(Changed::Unheard(heard)) = watch.wait() else { panic!("all is looked at when it is quiet") };
        assert!(!heard.get() && watch.named_since.is_none());
        watch.interrupted();
        assert_eq!(watch.named_since, Some(since));
        assert_eq!(watch.wait(), Woken::Heard(Changed::Unheard(heard)));
    }

    #[test]
    fn the_limits_of_the_system_are_told_with_their_cure() {
        for (code, name) in [(28, "max_user_watches"), (24, "max_user_instances")] {
            let error = notify::Error::io(std::io::Error::from_raw_os_error(code));
            let Refusal::Limit(Limit(said)) = Refusal::from(error) else { panic!("{name}") };
            assert!(said.da.contains(name) && said.en.contains("--poll"), "{said:?}");
        }
        let other = notify::Error::io(std::io::Error::from_raw_os_error(5));
        assert!(matches!(Refusal::from(other), Refusal::Other(_)));
    }
}
