//! Indexes of other portfolios: read from disk, and read again only when they have changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::Config;
use crate::model::Portfolios;
use crate::model::external::{self, IndexFiles};

/// Largest file of an index in bytes: some 200,000 items.
const LARGEST: u64 = 64 << 20;

/// Largest sum of the parts of an index: what a stranger's index names can't fill the memory.
const LARGEST_SUM: u64 = 1 << 30;

/// What the indexes said when they were read last.
#[derive(Default)]
pub(super) struct Known {
    portfolios: Option<Portfolios>,
}

impl Known {
    /// What the indexes say.
    pub fn read(&mut self, files: &[IndexFiles]) -> Portfolios {
        let hash = hash(files);
        let known = self.portfolios.take().filter(|known| known.hash == hash);
        let read = || Portfolios { list: files.iter().map(|files| Arc::new(external::read(files))).collect(), hash };
        self.portfolios.insert(known.unwrap_or_else(read)).clone()
    }
}

/// Hash of the indexes' content and pins.
pub fn hash(files: &[IndexFiles]) -> [u8; 16] {
    let mut all = Vec::new();
    let mut part = |bytes: Option<&[u8]>| {
        all.extend_from_slice(&bytes.map_or([0; 16], crate::source::content_hash));
        all.push(u8::from(bytes.is_some()));
    };
    for index in files {
        part(Some(index.named.path.as_bytes()));
        part(index.named.sha256.as_deref().map(str::as_bytes));
        part(index.manifest.as_deref());
        index.parts.iter().for_each(|(_, bytes)| part(bytes.as_deref()));
    }
    crate::source::content_hash(&all)
}

/// The files of every index that the settings name.
pub(super) fn from_disk(project: &Path, config: &Config) -> Arc<[IndexFiles]> {
    let one = |named: &crate::config::ExternalIndex| {
        let at = project.join(&named.path);
        let manifest = plain_file(&at, LARGEST);
        let mut left = LARGEST_SUM;
        let names = manifest.as_deref().map(external::part_names).unwrap_or_default();
        let parts = names.into_iter().map(|name| {
            let bytes = plain_file(&at.with_file_name(&name), left.min(LARGEST));
            left -= bytes.as_ref().map_or(0, |bytes| bytes.len() as u64).min(left);
            (name, bytes)
        });
        IndexFiles { named: named.clone(), manifest, parts: parts.collect() }
    };
    config.external.iter().map(one).collect()
}

/// Where the files of the indexes lie, those that are missing included.
pub(super) fn places(project: &Path, files: &[IndexFiles]) -> Vec<PathBuf> {
    let of_index = |index: &IndexFiles| {
        let at = project.join(&index.named.path);
        let parts: Vec<PathBuf> = index.parts.iter().map(|(name, _)| at.with_file_name(name)).collect();
        [at].into_iter().chain(parts)
    };
    files.iter().flat_map(of_index).collect()
}

/// The content of a plain file of at most `most` bytes; `None` for all else, which the index then lacks.
fn plain_file(path: &Path, most: u64) -> Option<Vec<u8>> {
    let metadata = fs::metadata(path).ok()?;
    (metadata.is_file() && metadata.len() <= most).then(|| fs::read(path).ok())?
}
