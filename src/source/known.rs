//! What is known of files from an earlier reading, so that those that are as they were need not be opened.

use std::collections::HashMap;
use std::fs::Metadata;
use std::time::{Duration, SystemTime};

use super::SourceFile;

/// Files by path, as they were read the last time. The default one is for a single reading and keeps nothing.
#[derive(Debug, Default)]
pub struct Known {
    trust: Option<Trust>,
    files: HashMap<String, Entry>,
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

#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub state: State,
    pub hash: [u8; 16],
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
        Known { trust: Some(trust), files: HashMap::new() }
    }

    pub(super) fn is_kept(&self) -> bool {
        self.trust.is_some()
    }

    pub(super) fn clock(&self) -> Clock {
        (SystemTime::now(), self.trust.map_or(Duration::ZERO, Trust::young))
    }

    pub(super) fn find(&self, path: &str) -> Option<Entry> {
        self.files.get(path).copied()
    }

    /// Keeps what was read now, and nothing else.
    pub(super) fn renew<'a>(&mut self, read: impl Iterator<Item = (&'a SourceFile, State)>) {
        if self.trust.is_none() {
            return;
        }
        let settled = read.filter(|(_, state)| state.is_settled);
        self.files = settled.map(|(file, state)| (file.path.clone(), Entry { state, hash: file.hash })).collect();
    }
}
