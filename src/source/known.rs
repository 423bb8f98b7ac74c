//! What is known of files from an earlier reading, so that those that are as they were need not be opened.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

use super::{SourceFile, Sources};

/// Files as they were read the last time. The default one is for a single reading and keeps nothing.
#[derive(Debug, Default)]
pub struct Known {
    trust: Option<Trust>,
    /// Sorted by path.
    seen: Vec<Seen>,
}

/// A file as it was read.
#[derive(Debug)]
pub(super) struct Seen {
    /// Without its bytes.
    pub file: SourceFile,
    /// What must be the same for it not to be opened again; `None` when it must be opened whatever there is.
    pub state: Option<State>,
}

/// How far the times of a file system can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// A disk of this machine.
    Disk,
    /// A share, whose server has a clock of its own.
    Share,
}

impl Trust {
    /// A file changed more lately than this may change again without getting another time: FAT counts in two seconds.
    fn young(self) -> Duration {
        match self {
            Trust::Disk => Duration::from_millis(2500),
            Trust::Share => Duration::from_secs(10),
        }
    }
}

/// What the file system says of a file without opening it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    size_bytes: u64,
    modified: SystemTime,
    /// Time of the last change of anything, and the number of the file: no program sets these.
    changed: (i64, i64),
    number: u64,
    /// The file had been left alone for so long that another change gives it another time.
    is_settled: bool,
}

impl State {
    /// The state at `now`; `None` where the file system tells no times.
    pub fn of(metadata: &Metadata, now: Clock) -> Option<State> {
        let modified = metadata.modified().ok()?;
        let (changed, number) = unix(metadata);
        let newest = match u64::try_from(changed.0) {
            Ok(seconds) if seconds > 0 => {
                modified.max(SystemTime::UNIX_EPOCH + Duration::new(seconds, changed.1.clamp(0, 999_999_999) as u32))
            }
            _ => modified,
        };
        // A time in the future is no time to trust.
        let is_settled = now.0.duration_since(newest).is_ok_and(|age| age > now.1);
        Some(State { size_bytes: metadata.len(), modified, changed, number, is_settled })
    }
}

/// When a reading began, and how young a file is then not trusted.
pub(super) type Clock = (SystemTime, Duration);

#[cfg(unix)]
fn unix(metadata: &Metadata) -> ((i64, i64), u64) {
    use std::os::unix::fs::MetadataExt as _;
    ((metadata.ctime(), metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn unix(_: &Metadata) -> ((i64, i64), u64) {
    ((0, 0), 0)
}

impl Known {
    /// One for many readings.
    pub fn new(trust: Trust) -> Known {
        Known { trust: Some(trust), seen: Vec::new() }
    }

    pub(super) fn is_kept(&self) -> bool {
        self.trust.is_some()
    }

    pub(super) fn clock(&self) -> Clock {
        (SystemTime::now(), self.trust.map_or(Duration::ZERO, Trust::young))
    }

    pub(super) fn find(&self, path: &str) -> Option<&Seen> {
        Some(&self.seen[self.number(path)?])
    }

    fn number(&self, path: &str) -> Option<usize> {
        self.seen.binary_search_by(|seen| (*seen.file.path).cmp(path)).ok()
    }

    /// Keeps what was read now, and nothing else.
    pub(super) fn renew(&mut self, read: &[(SourceFile, Option<State>)]) {
        if self.is_kept() {
            self.seen = read.iter().map(|(file, state)| Seen::of(file, *state)).collect();
        }
    }

    /// Keeps one file as it was read now, to be opened again with the next reading of all.
    pub(super) fn renew_one(&mut self, file: &SourceFile) {
        if let Some(number) = self.number(&file.path) {
            self.seen[number] = Seen::of(file, None);
        }
    }

    /// Whether symbolic links make files of one another.
    pub(super) fn has_links(&self) -> bool {
        self.seen.iter().any(|seen| seen.file.real.is_some())
    }

    /// All files as they were read the last time.
    pub(super) fn sources(&self) -> Sources {
        Sources { files: self.seen.iter().map(|seen| seen.file.clone()).collect() }
    }
}

impl Seen {
    fn of(file: &SourceFile, state: Option<State>) -> Seen {
        Seen { file: file.remembered(), state: state.filter(|state| state.is_settled) }
    }
}
