//! Records by key that one process leaves in `.sporbar/` for the next: what is dearer to make than to read.
//!
//! The records lie one after the other in a file, and an index beside it tells where each lies, what all were made with
//! and how that file looked when it was left. All of it is a hint. A file that anything was done to since counts for
//! nothing, whoever brought it, and so does one that something else made it; each record has a hash of its own. Losing
//! them costs time and nothing else.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::disk::{self, Untouched};
use super::hash::{Hash, Key};

/// Counts changes of what is written.
const FORMAT: u32 = 1;

/// Records that are made before they are written: a megabyte or two.
const AT_A_TIME: usize = 256;

/// What was kept under a name; empty where nothing is, or nothing that counts.
#[derive(Debug)]
pub struct Records {
    /// Without its ending.
    path: PathBuf,
    made_with: Hash,
    held: Option<Held>,
}

/// The file as it was opened.
#[derive(Debug)]
struct Held {
    file: File,
    looked: Untouched,
    places: HashMap<Key, Place>,
}

/// Where a record lies.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Place {
    start: u64,
    size_bytes: u32,
    hash: Hash,
}

/// What the index says.
#[derive(Serialize, Deserialize)]
struct Index {
    format: u32,
    made_with: Hash,
    looked: Untouched,
    places: Vec<(Key, Place)>,
}

impl Records {
    /// What was kept in a folder under a name by a program that made the same of the same: `made_with` tells.
    pub fn open(folder: &Path, name: &str, made_with: &[&str]) -> Records {
        let parts: Vec<&[u8]> = made_with.iter().map(|part| part.as_bytes()).collect();
        let Key(made_with) = Key::of(&parts);
        let path = folder.join(name);
        let held = Held::open(&path, made_with);
        Records { path, made_with, held }
    }

    /// The bytes kept under a key, in `buffer`.
    pub fn read<'a>(&self, key: Key, buffer: &'a mut Vec<u8>) -> Option<&'a [u8]> {
        let held = self.held.as_ref()?;
        let place = held.places.get(&key)?;
        buffer.resize(place.size_bytes as usize, 0);
        disk::read_at(&held.file, buffer, place.start).ok()?;
        (Hash::of(buffer) == place.hash).then_some(&**buffer)
    }

    /// Sees to it that the next process finds these keys. `make` gives the bytes of that at a place of `keys`, or `None`
    /// where nothing is to be kept; it is asked of those that are not there yet, or of all when half of the file is of no
    /// use any more.
    ///
    /// Where another process keeps its own at the same moment, nothing is done. Errors are those of the disk.
    pub fn keep(self, keys: &[Key], make: impl Fn(usize) -> Option<Vec<u8>> + Sync) -> io::Result<()> {
        let Some(_lock) = self.lock()? else { return Ok(()) };
        let wanted: HashSet<Key> = keys.iter().copied().collect();
        let Records { path, made_with, held } = self;
        let (mut draft, missing) = match held.filter(|held| held.is_mostly(&wanted)) {
            Some(held) => {
                let missing = (0..keys.len()).filter(|number| !held.places.contains_key(&keys[*number])).collect();
                match Draft::after(&path, held)? {
                    Some(draft) => (draft, missing),
                    None => return Ok(()),
                }
            }
            None => (Draft::new(&path)?, (0..keys.len()).collect::<Vec<usize>>()),
        };
        if missing.is_empty() {
            return Ok(());
        }
        for numbers in missing.chunks(AT_A_TIME) {
            let made: Vec<(Key, Vec<u8>)> =
                numbers.par_iter().filter_map(|number| Some((keys[*number], make(*number)?))).collect();
            draft.add(made)?;
        }
        draft.finish(&path, made_with)
    }

    /// Keeps these in the place of all. As [`Records::keep`] in all else.
    pub fn replace(self, records: Vec<(Key, Vec<u8>)>) -> io::Result<()> {
        let Some(_lock) = self.lock()? else { return Ok(()) };
        let mut draft = Draft::new(&self.path)?;
        draft.add(records)?;
        draft.finish(&self.path, self.made_with)
    }

    /// The right to write, which ends with the value; `None` where another process has it.
    fn lock(&self) -> io::Result<Option<File>> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        let lock = File::options().create(true).truncate(false).write(true).open(self.path.with_extension("laas"))?;
        Ok(lock.try_lock().is_ok().then_some(lock))
    }
}

impl Held {
    fn open(path: &Path, made_with: Hash) -> Option<Held> {
        let bytes = fs::read(path.with_extension("indeks")).ok()?;
        let (body, sum) = bytes.split_last_chunk::<16>()?;
        if Hash::of(body).bytes() != *sum {
            return None;
        }
        let index: Index = postcard::from_bytes(body).ok()?;
        let file = File::open(path.with_extension("poster")).ok()?;
        let looks = disk::untouched(&file.metadata().ok()?)?;
        let counts = index.format == FORMAT && index.made_with == made_with && index.looked == looks;
        counts.then(|| Held { file, looked: looks, places: index.places.into_iter().collect() })
    }

    /// Whether at least half of the bytes are still wanted.
    fn is_mostly(&self, wanted: &HashSet<Key>) -> bool {
        let size = |place: &Place| u64::from(place.size_bytes);
        let all: u64 = self.places.values().map(size).sum();
        let live: u64 = self.places.iter().filter(|(key, _)| wanted.contains(*key)).map(|(_, place)| size(place)).sum();
        live * 2 >= all
    }
}

/// The file being written, and where its records lie.
struct Draft {
    file: File,
    places: Vec<(Key, Place)>,
    end: u64,
}

impl Draft {
    fn new(path: &Path) -> io::Result<Draft> {
        // What an index still says of the file before must not be looked for in this one.
        disk::remove_file(&path.with_extension("indeks"))?;
        let path = path.with_extension("poster");
        disk::remove_file(&path)?;
        let file = File::options().create_new(true).write(true).open(path)?;
        Ok(Draft { file, places: Vec::new(), end: 0 })
    }

    /// At the end of what is held; `None` when that was written to meanwhile.
    fn after(path: &Path, held: Held) -> io::Result<Option<Draft>> {
        let file = File::options().append(true).open(path.with_extension("poster"))?;
        let metadata = file.metadata()?;
        if disk::untouched(&metadata) != Some(held.looked) {
            return Ok(None);
        }
        Ok(Some(Draft { file, places: held.places.into_iter().collect(), end: metadata.len() }))
    }

    fn add(&mut self, records: Vec<(Key, Vec<u8>)>) -> io::Result<()> {
        let mut bytes = Vec::with_capacity(records.iter().map(|(_, bytes)| bytes.len()).sum());
        for (key, record) in records {
            let Ok(size_bytes) = u32::try_from(record.len()) else { continue };
            self.places.push((key, Place { start: self.end, size_bytes, hash: Hash::of(&record) }));
            self.end += u64::from(size_bytes);
            bytes.extend_from_slice(&record);
        }
        self.file.write_all(&bytes)
    }

    /// Writes the index. A process that dies before leaves an index that says something else of the file, and nothing counts.
    fn finish(self, path: &Path, made_with: Hash) -> io::Result<()> {
        let Some(looked) = disk::untouched(&self.file.metadata()?) else { return Ok(()) };
        let index = Index { format: FORMAT, made_with, looked, places: self.places };
        let mut bytes = postcard::to_allocvec(&index).map_err(io::Error::other)?;
        let sum = Hash::of(&bytes).bytes();
        bytes.extend_from_slice(&sum);
        let (draft, index) = (path.with_extension("ny"), path.with_extension("indeks"));
        disk::remove_file(&draft)?;
        disk::create_file_with(&draft, &bytes)?;
        disk::rename(&draft, &index)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn key(number: u8) -> Key {
        Key::of(&[&[number]])
    }

    fn open(folder: &Path) -> Records {
        Records::open(folder, "prøve", &["1.0"])
    }

    /// Keeps records of a hundred bytes with these numbers; how many had to be made.
    fn keep(folder: &Path, numbers: &[u8]) -> usize {
        let made = std::sync::atomic::AtomicUsize::new(0);
        let keys: Vec<Key> = numbers.iter().map(|number| key(*number)).collect();
        let make = |place: usize| {
            made.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            Some(vec![numbers[place]; 100])
        };
        open(folder).keep(&keys, make).unwrap();
        made.into_inner()
    }

    /// The numbers of the records that are found.
    fn found(records: &Records) -> Vec<u8> {
        let mut buffer = Vec::new();
        (0..=9).filter(|number| records.read(key(*number), &mut buffer) == Some(&[*number; 100][..])).collect()
    }

    #[test]
    fn what_was_kept_is_found_and_only_what_is_new_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("husket");
        assert!(found(&open(&folder)).is_empty());
        assert_eq!(keep(&folder, &[1, 2, 3]), 3);
        assert_eq!(keep(&folder, &[1, 2, 4]), 1);
        assert_eq!(found(&open(&folder)), [1, 2, 3, 4], "what is of no use stays until half of it is");
        assert_eq!(keep(&folder, &[4]), 1, "then all is made anew");
        assert_eq!(found(&open(&folder)), [4]);
        open(&folder).replace(vec![(key(7), vec![7; 100])]).unwrap();
        assert_eq!(found(&open(&folder)), [7]);
        assert!(found(&Records::open(&folder, "prøve", &["1.1"])).is_empty(), "another program made it");
    }

    #[test]
    fn what_was_brought_from_elsewhere_or_touched_counts_for_nothing() {
        type Touch = fn(&Path, &Path);
        let touches: [Touch; 6] = [
            |records, _| fs::rename(fs::canonicalize(records).unwrap(), records.with_extension("flyttet")).unwrap(),
            |records, _| {
                let bytes = fs::read(records).unwrap();
                fs::remove_file(records).unwrap();
                fs::write(records, bytes).unwrap();
            },
            |records, _| {
                let mut bytes = fs::read(records).unwrap();
                bytes[50] ^= 1;
                fs::write(records, bytes).unwrap();
            },
            |records, _| fs::write(records, "").unwrap(),
            |_, index| fs::remove_file(index).unwrap(),
            |_, index| {
                let mut bytes = fs::read(index).unwrap();
                let middle = bytes.len() / 2;
                bytes[middle] ^= 1;
                fs::write(index, bytes).unwrap();
            },
        ];
        for (number, touch) in touches.into_iter().enumerate() {
            let folder = tempfile::tempdir().unwrap();
            keep(folder.path(), &[1, 2]);
            // Longer than the clock of a file system needs to tell two times apart.
            std::thread::sleep(std::time::Duration::from_millis(20));
            touch(&folder.path().join("prøve.poster"), &folder.path().join("prøve.indeks"));
            let left = found(&open(folder.path()));
            assert!(!left.contains(&1), "touch {number} left {left:?}");
            keep(folder.path(), &[1, 2]);
            assert_eq!(found(&open(folder.path())), [1, 2], "touch {number}");
        }
    }

    #[test]
    fn who_comes_second_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        keep(folder.path(), &[1]);
        let (first, second) = (open(folder.path()), open(folder.path()));
        first.keep(&[key(1), key(2)], |_| Some(vec![2; 100])).unwrap();
        second.keep(&[key(1), key(3)], |_| Some(vec![3; 100])).unwrap();
        assert_eq!(found(&open(folder.path())), [1, 2]);
        let held = open(folder.path());
        let _lock = held.lock().unwrap().expect("nobody else has it");
        assert_eq!(keep(folder.path(), &[1, 4]), 0);
    }
}
