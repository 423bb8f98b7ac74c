//! The hold on an output folder: locked, looked at, and ready for a new site.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context, Result};

use super::folder::{self, Together};
use super::manifest::{self, FORMAT, Manifest};
use super::marker::Marker;
use super::second;
use super::staging::Staging;
use super::walk::walk;

/// An output folder that this process alone may write. The hold ends with the value, or with the process.
#[derive(Debug)]
pub struct Publisher {
    /// Real path of the published tree, which may not be there yet.
    pub(super) output: PathBuf,
    /// Where the second tree lies, there or not.
    pub(super) second: PathBuf,
    pub(super) together: Together,
    /// Folder of the manifests and the lock of this output.
    pub(super) folder: PathBuf,
    pub(super) memory: Memory,
    /// Read at most once, and only when asked for.
    published: OnceLock<Manifest>,
    lock: File,
}

/// Whether what earlier builds remembered counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Memory {
    Kept,
    /// Nothing is known of what stands on the disk before it is read, and nothing is remembered of what is written.
    Ignored,
}

/// What an earlier run left for one that finds nothing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRun {
    /// The caller's own text, as given to [`Staging::finish`]: exit status and findings.
    pub stored: String,
}

impl Publisher {
    /// Takes hold of the output folder of a project; `cache` is its `.sporbar/`, made if missing.
    ///
    /// Links are followed. A [`Refusal`] (found by `downcast_ref`) if the folder is not ours to write or another
    /// build is writing it; nothing but `cache` has been touched then. Other errors are those of the disk.
    pub fn open(output: &Path, project: &Path, cache: &Path, memory: Memory) -> Result<Self> {
        let [output, project, cache] = [output, project, cache].map(folder::real_path);
        let (output, project, cache) = (output?, project?, cache?);
        folder::check_place(&output, &project, &cache)?;
        folder::check_content(&output)?;

        let key = blake3::hash(output.as_os_str().as_encoded_bytes()).to_hex()[..16].to_owned();
        let folder = cache.join("udgivet").join(&key);
        fs::create_dir_all(&folder).with_context(|| format!("could not make `{}`", folder.display()))?;
        let lock = lock(&folder.join("laas"), &output)?;

        let together = folder::lie_together(&output, &cache)?;
        let second = folder::second_tree(&output, &cache, &key, together);
        second::recover(&output, &second)
            .with_context(|| format!("could not restore `{}` after a stopped build", output.display()))?;
        Ok(Publisher { output, second, together, folder, memory, published: OnceLock::new(), lock })
    }

    /// What the run stored that made the published site, if a run with these inputs would make it again and no
    /// file of it was touched since: then nothing is to be written. `inputs` is a fingerprint of
    /// all that is read, with options and program version.
    ///
    /// Files are compared by size, time and inode; one changed in place within the same tick of the file system's
    /// clock (4 ms on ext4) as it was written in, to the same size, is not noticed.
    pub fn unchanged(&self, inputs: &str) -> Option<StoredRun> {
        let (manifest, walk) = rayon::join(|| self.published(), || walk(&self.output));
        let walk = walk.ok()?;
        let same_run = manifest.head.format == FORMAT && manifest.head.inputs == inputs;
        let same_marker = Marker::read(&self.output)? == Marker::new(&manifest.head.site);
        let same_number = walk.files.len() == manifest.entries.len();
        let is_untouched = |(route, stat): &(_, _)| manifest.entries.get(route).is_some_and(|kept| kept.stat == *stat);
        let same_files = same_number && walk.is_as_we_make_it() && walk.files.iter().all(is_untouched);
        (same_run && same_marker && same_files).then(|| StoredRun { stored: manifest.head.stored.clone() })
    }

    /// Whether nothing is remembered of the published site, or there is none.
    pub fn is_first(&self) -> bool {
        self.published().entries.is_empty()
    }

    /// Starts a new site in the second tree. Readers of the published one notice nothing before it is finished.
    pub fn begin(self) -> Result<Staging> {
        Staging::new(self)
    }

    /// What is remembered of the published site; empty if nothing is.
    pub(super) fn published(&self) -> &Manifest {
        self.published.get_or_init(|| self.remembered(&self.output))
    }

    /// What is remembered of a tree; empty if nothing is, or if it does not count.
    pub(super) fn remembered(&self, tree: &Path) -> Manifest {
        match self.memory {
            Memory::Kept => manifest::read(&self.folder, tree).unwrap_or_default(),
            Memory::Ignored => Manifest::default(),
        }
    }
}

impl Drop for Publisher {
    /// Let go by name: a process that is being started from another thread just now shares the open file.
    fn drop(&mut self) {
        let _ = self.lock.unlock();
    }
}

/// Takes the lock, which the operating system lets go when the process ends in whatever way.
fn lock(path: &Path, output: &Path) -> Result<File> {
    let doing = || format!("could not lock `{}`", path.display());
    let file = File::options().create(true).truncate(false).write(true).open(path).with_context(doing)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(folder::is_busy(output).into()),
        Err(TryLockError::Error(error)) => Err(error).with_context(doing),
    }
}
