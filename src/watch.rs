//! File events to batches: something under a watched folder may have changed. Events are hints only; whoever
//! is told reads the files again and compares contents.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use notify::{Config, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

/// A storm of events (a checkout, a folder move) is gathered until it has been quiet for so long …
const QUIET: Duration = Duration::from_millis(20);
/// … but never longer than this.
const LONGEST: Duration = Duration::from_millis(500);
/// How often files are looked at where no events come.
const POLL: Duration = Duration::from_millis(700);

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The file system tells.
    Native,
    /// Files are looked at, for network shares and WSL.
    Poll,
}

/// A watch on a project. Ends when it is dropped.
pub struct Watch {
    events: Receiver<()>,
    // Held for its end: the watcher stops when it is dropped.
    _watcher: Box<dyn Watcher + Send>,
}

impl Watch {
    /// Watches what a project is read from: its folder, all of `content/` and `themes/`, and the files that its settings
    /// name elsewhere. What is under `ignored` (output and cache) is no change.
    pub fn start(project: &Path, named: &[PathBuf], ignored: Vec<PathBuf>, notice: Notice) -> anyhow::Result<Watch> {
        let (sender, events) = channel();
        let handler = move |event: notify::Result<notify::Event>| {
            let matters = match &event {
                Ok(event) if matches!(event.kind, EventKind::Access(_)) => false,
                Ok(event) => event.paths.iter().any(|path| !ignored.iter().any(|folder| path.starts_with(folder))),
                Err(_) => true,
            };
            if matters {
                // Nobody listens any more when the program ends.
                let _ = sender.send(());
            }
        };
        let mut watcher: Box<dyn Watcher + Send> = match notice {
            Notice::Native => Box::new(RecommendedWatcher::new(handler, Config::default()).map_err(translate)?),
            Notice::Poll => {
                let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
                Box::new(PollWatcher::new(handler, config).map_err(translate)?)
            }
        };
        watcher.watch(project, RecursiveMode::NonRecursive).map_err(translate)?;
        for folder in ["content", "themes"] {
            let folder = project.join(folder);
            if folder.is_dir() {
                watcher.watch(&folder, RecursiveMode::Recursive).map_err(translate)?;
            }
        }
        // A file is watched by its folder: editors write a new one and rename it. One that is not there stops a build
        // anyway, and says so.
        for folder in named.iter().filter_map(|file| file.parent()).filter(|folder| folder.is_dir()) {
            watcher.watch(folder, RecursiveMode::NonRecursive).map_err(translate)?;
        }
        Ok(Watch { events, _watcher: watcher })
    }

    /// Waits until something may have changed and a storm has passed. `false` when no more can come.
    pub fn wait(&self) -> bool {
        if self.events.recv().is_err() {
            return false;
        }
        let began = Instant::now();
        while began.elapsed() < LONGEST {
            match self.events.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
        true
    }
}

/// The limit on watches shows as "no space left on device": say what it is, and the cure.
fn translate(error: notify::Error) -> anyhow::Error {
    let full = matches!(&error.kind, notify::ErrorKind::MaxFilesWatch)
        || matches!(&error.kind, notify::ErrorKind::Io(error) if error.raw_os_error() == Some(28));
    if full {
        return anyhow::Error::new(error)
            .context("the system watches no more folders: raise fs.inotify.max_user_watches, or use --poll");
    }
    Err::<(), _>(error).context("could not watch the project's files").unwrap_err()
}
