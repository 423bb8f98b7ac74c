//! A site on its way: files come in from many threads, and the tree changes only where they differ.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, bail};
use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use super::MARKER;
use super::disk::{self, Stat};
use super::folder::Together;
use super::hash::{self, Hash, Hashing, Key};
use super::manifest::{self, Entry, Head};
use super::marker::Marker;
use super::publisher::{Memory, Publisher};
use super::route;
use super::second;

/// A new site being written to the second tree. Dropping it leaves the published site as it was.
#[derive(Debug)]
pub struct Staging {
    publisher: Publisher,
    /// What stood in the second tree at the start.
    standing: HashMap<String, Standing>,
    /// Sorted, so a folder comes before those in it.
    standing_folders: Vec<String>,
    plan: Mutex<Plan>,
    created: AtomicUsize,
}

/// What the run that made a site leaves in it and beside it.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// Fingerprint of all that was read, with options and program version; compared by [`Publisher::unchanged`].
    pub inputs: &'a str,
    /// Hash of the whole site for the marker: published, and the same for every part of a divided build.
    pub site: &'a str,
    /// Given back when the next run has the same inputs.
    pub stored: &'a str,
}

/// What a new site changed. The first three count against the site that was published before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files that are new or have other bytes; all, where nothing is remembered of the site before.
    pub written: usize,
    pub removed: usize,
    pub unchanged: usize,
    /// Files made on the disk with bytes in them; the rest stood in the second tree or was linked from the
    /// published one.
    pub created: usize,
}

#[derive(Debug)]
struct Standing {
    stat: Stat,
    /// `None` where the file must be read to be known.
    known: Option<Entry>,
}

/// Why a file had to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The site before had none at its route, or is not remembered.
    New,
    /// That of the site before was made under another key.
    Changed,
    /// That of the site before is not as we left it.
    Touched,
}

/// What a file of the new site is to hold.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    hash: Hash,
    key: Option<Key>,
    size_bytes: u64,
}

/// Whether a file of some key is at hand.
#[derive(Debug)]
enum Kept {
    /// It is in its place.
    Stands(Entry),
    /// It seemed to be, and was not; what stood in its place is gone.
    Cleared,
    Nothing,
}

/// What the new site holds so far.
#[derive(Debug, Default)]
struct Plan {
    routes: HashSet<String>,
    folders: HashSet<String>,
    entries: Vec<(String, Entry)>,
}

/// Files over this are not held in memory. Chosen, not measured: attachments are few.
const LARGE_BYTES: u64 = 4 << 20;

impl Staging {
    pub(super) fn new(publisher: Publisher) -> Result<Self> {
        let Publisher { output, second, .. } = &publisher;
        // After this the manifest is asked for by many threads, and nobody waits.
        let remember = || rayon::join(|| publisher.remembered(second), || publisher.published()).0;
        let (found, known) = rayon::join(|| second::make_ready(output, second), remember);
        let mut found = found.with_context(|| format!("could not make `{}` ready for a new site", second.display()))?;
        found.folders.sort_unstable();
        let stand = |(route, stat): (String, Stat)| {
            let known = known.entries.get(&route).filter(|entry| entry.stat == stat).copied();
            (route, Standing { stat, known })
        };
        Ok(Staging {
            standing: found.files.into_iter().map(stand).collect(),
            standing_folders: found.folders,
            plan: Mutex::default(),
            created: AtomicUsize::new(0),
            publisher,
        })
    }

    /// Makes the file at `route` hold `bytes`. Called from any thread, once for each route.
    ///
    /// Errors are those of the disk, and two bugs of the caller: a route that is no name of a
    /// file in the site, and one that was written before or is also a folder.
    pub fn write(&self, route: &str, bytes: &[u8]) -> Result<()> {
        self.claim(route)?;
        self.write_claimed(route, self.standing.get(route), None, bytes)
    }

    /// Makes the file at `route` hold what `make` gives, which is asked only if no file that was written under the same
    /// key is at hand, and told why. As [`Staging::write`] in all else.
    pub fn provide<'a>(&self, route: &str, key: Key, make: impl FnOnce(Why) -> Result<&'a [u8]>) -> Result<()> {
        self.claim(route)?;
        let (standing, why) = match self.find_kept(route, key).with_context(|| format!("could not write `{route}`"))? {
            Kept::Stands(entry) => {
                self.plan().entries.push((route.to_owned(), entry));
                return Ok(());
            }
            Kept::Cleared => (None, Why::Touched),
            Kept::Nothing if self.publisher.published().entries.contains_key(route) => {
                (self.standing.get(route), Why::Changed)
            }
            Kept::Nothing => (self.standing.get(route), Why::New),
        };
        self.write_claimed(route, standing, Some(key), make(why)?)
    }

    fn write_claimed(&self, route: &str, standing: Option<&Standing>, key: Option<Key>, bytes: &[u8]) -> Result<()> {
        let hash = Hash::of(bytes);
        let create = |path: &Path| disk::create_file_with(path, bytes).map(|stat| Entry { hash, key, stat });
        let wanted = Wanted { hash, key, size_bytes: bytes.len() as u64 };
        self.settle(route, standing, &wanted, create).with_context(|| format!("could not write `{route}`"))
    }

    /// Makes the file at `route` hold what the file `from` holds. It has no key: by now it may hold something else than
    /// what a key was made of. As [`Staging::write`] in all else.
    pub fn copy(&self, route: &str, from: &Path) -> Result<()> {
        let doing = || format!("could not read `{}`", from.display());
        let size_bytes = fs::metadata(from).with_context(doing)?.len();
        if size_bytes <= LARGE_BYTES {
            return self.write(route, &fs::read(from).with_context(doing)?);
        }
        self.claim(route)?;
        let hash = hash::of_file(from).with_context(doing)?;
        let create = |path: &Path| create_copy(from, path);
        let (standing, wanted) = (self.standing.get(route), Wanted { hash, key: None, size_bytes });
        self.settle(route, standing, &wanted, create).with_context(|| format!("could not copy to `{route}`"))
    }

    /// Publishes the site in one step, and says what changed.
    ///
    /// On an error the published site is as it was, save where the error says that the site was published. A file
    /// that could not be written is an error here too, whatever the caller did with the first one.
    pub fn finish(mut self, run: &Run) -> Result<Published> {
        let mut plan = std::mem::take(self.plan.get_mut().unwrap_or_else(PoisonError::into_inner));
        if plan.entries.len() != plan.routes.len() {
            bail!("not every file of the site was written");
        }
        plan.entries.par_sort_unstable_by(|one, other| one.0.cmp(&other.0));
        let Publisher { output, second, folder, memory, together, .. } = &self.publisher;

        let is_gone = |route: &&str| !plan.routes.contains(*route) && !plan.folders.contains(*route);
        let files: Vec<&str> = self.standing.keys().map(String::as_str).filter(is_gone).collect();
        let folders: Vec<&str> = self.standing_folders.iter().map(String::as_str).filter(is_gone).collect();
        second::remove(second, &files, &folders).context("could not remove what the site no longer has")?;

        match memory {
            Memory::Kept => {
                let head = Head::new(run.inputs, run.site, run.stored);
                manifest::write(folder, second, &head, &plan.entries)
            }
            // What an earlier build remembered of these trees is no longer so.
            Memory::Ignored => manifest::sweep(folder, []),
        }
        .with_context(|| format!("could not write to `{}`", folder.display()))?;
        disk::create_file_with(&second.join(MARKER), Marker::new(run.site).text().as_bytes())
            .context("could not write the site's marker")?;
        second::publish(output, second)?;

        if *together == Together::No {
            disk::remove_tree(second)
                .with_context(|| format!("the site is published, but could not remove `{}`", second.display()))?;
        }
        // A manifest of no tree does no harm; the next build tries again.
        let _ = match memory {
            Memory::Kept => manifest::sweep(folder, [output, second]),
            Memory::Ignored => Ok(()),
        };
        Ok(self.count(&plan.entries))
    }

    /// Takes a route for this caller and sees to it that its folder is there.
    fn claim(&self, route: &str) -> Result<()> {
        route::check(route)?;
        let mut plan = self.plan();
        if plan.folders.contains(route) || !plan.routes.insert(route.to_owned()) {
            bail!("the route `{route}` is planned twice");
        }
        let mut missing = Vec::new();
        let mut rest = route;
        while let Some(folder) = route::folder(rest) {
            if plan.folders.contains(folder) {
                break;
            }
            missing.push(folder);
            rest = folder;
        }
        for folder in missing.into_iter().rev() {
            if plan.routes.contains(folder) {
                bail!("the route `{folder}` is planned as a file and, for `{route}`, as a folder");
            }
            // Made before others can see it in the plan, so that nobody writes into a folder on its way.
            self.make_folder(folder).with_context(|| format!("could not make the folder `{folder}`"))?;
            plan.folders.insert(folder.to_owned());
        }
        Ok(())
    }

    fn make_folder(&self, folder: &str) -> io::Result<()> {
        let path = self.publisher.second.join(folder);
        if self.standing.contains_key(folder) {
            disk::remove_file(&path)?;
        }
        disk::create_folder(&path)
    }

    /// Leaves or links a file that was written under this key, wherever one is at hand.
    fn find_kept(&self, route: &str, key: Key) -> io::Result<Kept> {
        let has_key = |entry: &&Entry| entry.key == Some(key);
        let standing = self.standing.get(route);
        if let Some(entry) = standing.and_then(|standing| standing.known.as_ref()).filter(has_key) {
            return Ok(Kept::Stands(*entry));
        }
        let Some(entry) = self.publisher.published().entries.get(route).filter(has_key) else {
            return Ok(Kept::Nothing);
        };
        let path = self.publisher.second.join(route);
        self.clear(route, &path, standing.is_some())?;
        Ok(self.link_published(route, entry, &path)?.map_or(Kept::Cleared, Kept::Stands))
    }

    /// Leaves, links or makes the file, whichever is least work.
    fn settle(
        &self,
        route: &str,
        standing: Option<&Standing>,
        wanted: &Wanted,
        create: impl FnOnce(&Path) -> io::Result<Entry>,
    ) -> io::Result<()> {
        let path = self.publisher.second.join(route);
        let Wanted { hash, key, size_bytes } = *wanted;
        let entry = match standing {
            Some(standing) if standing.stat.size_bytes == size_bytes && standing.holds(hash, &path)? => {
                Entry { hash, key, stat: standing.stat }
            }
            _ => {
                self.clear(route, &path, standing.is_some())?;
                let published = self.publisher.published().entries.get(route).filter(|entry| entry.hash == hash);
                let linked = match published {
                    Some(entry) => self.link_published(route, entry, &path)?,
                    None => None,
                };
                match linked {
                    Some(entry) => Entry { key, ..entry },
                    None => {
                        self.created.fetch_add(1, Ordering::Relaxed);
                        create(&path)?
                    }
                }
            }
        };
        self.plan().entries.push((route.to_owned(), entry));
        Ok(())
    }

    /// Frees a name. Never by writing into what bears it: a reader or a hard link may hold that.
    fn clear(&self, route: &str, path: &Path, is_file: bool) -> io::Result<()> {
        if is_file {
            return disk::remove_file(path);
        }
        // Folders are few beside files, so looking for this one is cheaper than a set of them.
        if self.standing_folders.binary_search_by(|folder| folder.as_str().cmp(route)).is_ok() {
            return disk::remove_tree(path);
        }
        Ok(())
    }

    /// Shares the published file where it is as we left it. Not being able to is no error; the name is free then.
    fn link_published(&self, route: &str, entry: &Entry, path: &Path) -> io::Result<Option<Entry>> {
        match disk::link(&self.publisher.output.join(route), path) {
            Ok(Some(stat)) if stat == entry.stat => Ok(Some(*entry)),
            Ok(_) => disk::remove_file(path).map(|()| None),
            Err(_) => Ok(None),
        }
    }

    fn count(&self, entries: &[(String, Entry)]) -> Published {
        let before = &self.publisher.published().entries;
        let is_same = |(route, entry): &&(String, Entry)| before.get(route).is_some_and(|old| old.hash == entry.hash);
        let unchanged = entries.iter().filter(is_same).count();
        let kept = entries.iter().filter(|(route, _)| before.contains_key(route)).count();
        Published {
            written: entries.len() - unchanged,
            removed: before.len() - kept,
            unchanged,
            created: self.created.load(Ordering::Relaxed),
        }
    }

    /// A thread that panicked has spoilt no more than its own file, and `finish` misses that.
    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Staging {
    /// Beside the output nothing is left, also when a build gives up.
    fn drop(&mut self) {
        if self.publisher.together == Together::No {
            let _ = disk::remove_tree(&self.publisher.second);
        }
    }
}

impl Standing {
    fn holds(&self, hash: Hash, path: &Path) -> io::Result<bool> {
        match &self.known {
            Some(known) => Ok(known.hash == hash),
            None => Ok(hash::of_file(path)? == hash),
        }
    }
}

/// Copies and hashes at once, so that the hash is that of the copy though the source may change.
fn create_copy(from: &Path, to: &Path) -> io::Result<Entry> {
    let mut hashing = Hashing::default();
    let mut source = File::open(from)?;
    let mut buffer = vec![0; 1 << 16];
    let stat = disk::create_file(to, |file| {
        loop {
            let length = source.read(&mut buffer)?;
            if length == 0 {
                return Ok(());
            }
            hashing.add(&buffer[..length]);
            file.write_all(&buffer[..length])?;
        }
    })?;
    Ok(Entry { hash: hashing.done(), key: None, stat })
}
