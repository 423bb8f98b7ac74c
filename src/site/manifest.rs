//! What is remembered of a finished tree, in `.sporbar/`: each file's hash, what it was made from, and how it looked on
//! the disk.
//!
//! A manifest belongs to the folder whose inode it names, so it follows the tree through an exchange. It is a text
//! file: a line of JSON, a line for each file, and the hash of all that. Whatever doesn't hold together is no manifest.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use foldhash::{HashMap, HashMapExt};
use serde::{Deserialize, Serialize};

use super::disk::{self, Stat};
use super::hash::{Hash, Hashing, Key};
use super::marker::EDITION;

/// Counts changes of what is remembered.
pub(super) const FORMAT: u32 = 2;

/// What is written of a manifest at a time.
const PIECE_BYTES: usize = 1 << 16;

/// Stands where a file has no key.
const NO_KEY: &str = "-";

/// One file of a finished tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub hash: Hash,
    /// `None` where only the bytes tell whether the file is the right one.
    pub key: Option<Key>,
    pub stat: Stat,
}

/// A finished tree. The default is one of which nothing is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Manifest {
    pub head: Head,
    /// Files by route.
    pub entries: HashMap<String, Entry>,
}

/// What is known of the run that made a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    pub format: u32,
    pub edition: String,
    /// Fingerprint of all that the run read, with its options.
    pub inputs: String,
    /// Hash of the site, as in its marker.
    pub site: String,
    /// What the caller wants back when nothing has changed.
    pub stored: String,
}

impl Head {
    pub fn new(inputs: &str, site: &str, stored: &str) -> Self {
        let [inputs, site, stored] = [inputs, site, stored].map(str::to_owned);
        Head { format: FORMAT, edition: EDITION.into(), inputs, site, stored }
    }
}

/// The manifest of a tree. `None` if there is no tree or nothing whole is remembered of it.
pub(super) fn read(folder: &Path, tree: &Path) -> Option<Manifest> {
    let text = fs::read_to_string(file_name(folder, tree)?).ok()?;
    let (body, sum) = text.strip_suffix('\n')?.rsplit_once('\n')?;
    if Hash::of(body.as_bytes()) != Hash::from_hex(sum)? {
        return None;
    }
    let mut lines = body.split('\n');
    let head: Head = serde_json::from_str(lines.next()?).ok()?;
    if head.format != FORMAT || head.edition != EDITION {
        return None;
    }
    let mut entries = HashMap::with_capacity(body.len() / 160);
    for line in lines {
        let (route, entry) = read_line(line)?;
        entries.insert(route.to_owned(), entry);
    }
    Some(Manifest { head, entries })
}

/// Remembers a tree. Nothing is written where folders have no inode: then every build looks at the bytes.
pub(super) fn write(folder: &Path, tree: &Path, head: &Head, entries: &[(String, Entry)]) -> io::Result<()> {
    let Some(path) = file_name(folder, tree) else { return Ok(()) };
    let draft = path.with_extension("ny");
    disk::remove_file(&draft)?;
    let head = serde_json::to_string(head)?;
    disk::create_file(&draft, |file| write_text(file, head, entries))?;
    disk::rename(&draft, &path)
}

/// Writes a manifest a piece at a time: that of a large site would be as much memory as all its routes.
fn write_text(file: &mut File, mut text: String, entries: &[(String, Entry)]) -> io::Result<()> {
    let mut hashing = Hashing::default();
    text.reserve(PIECE_BYTES + PIECE_BYTES / 4);
    for (route, Entry { hash, key, stat }) in entries {
        let Stat { size_bytes, modified_ns, inode } = stat;
        let _ = match key {
            Some(Key(key)) => write!(text, "\n{hash} {key} {size_bytes} {modified_ns} {inode} {route}"),
            None => write!(text, "\n{hash} {NO_KEY} {size_bytes} {modified_ns} {inode} {route}"),
        };
        if text.len() > PIECE_BYTES {
            hashing.add(text.as_bytes());
            file.write_all(text.as_bytes())?;
            text.clear();
        }
    }
    hashing.add(text.as_bytes());
    let _ = writeln!(text, "\n{}", hashing.done());
    file.write_all(text.as_bytes())
}

/// Forgets every tree but these.
pub(super) fn sweep<const COUNT: usize>(folder: &Path, trees: [&Path; COUNT]) -> io::Result<()> {
    let kept = trees.map(|tree| file_name(folder, tree));
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_manifest = path.extension().is_some_and(|extension| extension == "filer" || extension == "ny");
        if is_manifest && !kept.iter().flatten().any(|kept| *kept == path) {
            disk::remove_file(&path)?;
        }
    }
    Ok(())
}

fn file_name(folder: &Path, tree: &Path) -> Option<PathBuf> {
    Some(folder.join(format!("{}.filer", disk::folder_inode(tree)?)))
}

fn read_line(line: &str) -> Option<(&str, Entry)> {
    let mut words = line.splitn(6, ' ');
    let hash = Hash::from_hex(words.next()?)?;
    let key = match words.next()? {
        NO_KEY => None,
        key => Some(Key(Hash::from_hex(key)?)),
    };
    let size_bytes = words.next()?.parse().ok()?;
    let modified_ns = words.next()?.parse().ok()?;
    let inode = words.next()?.parse().ok()?;
    Some((words.next()?, Entry { hash, key, stat: Stat { size_bytes, modified_ns, inode } }))
}
