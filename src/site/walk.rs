//! What stands in a tree of ours, found without reading a file.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::MARKER;
use super::disk::{self, Stat};

/// The files and folders of a tree, by their routes. The marker is left out.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// In no order.
    pub files: Vec<(String, Stat)>,
    /// Every folder under the top, in no order.
    pub folders: Vec<String>,
    /// What no build of ours can have made: links, devices, names that aren't text, files with other rights.
    pub foreign: Vec<(PathBuf, Foreign)>,
    /// Folders with other rights than we gave them. They are also among `folders`.
    pub closed: Vec<PathBuf>,
}

/// How a foreign thing is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Foreign {
    File,
    Folder,
}

impl Walk {
    /// Whether there is nothing but files and folders with the rights we give them.
    pub fn is_as_we_make_it(&self) -> bool {
        self.foreign.is_empty() && self.closed.is_empty()
    }
}

/// Walks the tree, never through a link. A tree that isn't there is empty.
pub(super) fn walk(top: &Path) -> io::Result<Walk> {
    match fs::symlink_metadata(top) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Walk::default()),
        Err(error) => Err(error),
        Ok(_) => walk_folder(top, ""),
    }
}

fn walk_folder(folder: &Path, route: &str) -> io::Result<Walk> {
    let mut found = Walk::default();
    let mut inner = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        let Ok(name) = entry.file_name().into_string() else {
            found.foreign.push((entry.path(), foreign(&metadata)));
            continue;
        };
        if route.is_empty() && name == MARKER && metadata.is_file() {
            continue;
        }
        let route = if route.is_empty() { name } else { format!("{route}/{name}") };
        if metadata.is_dir() {
            if !disk::is_readable_folder(&metadata) {
                found.closed.push(entry.path());
            }
            inner.push(route);
        } else if metadata.is_file() && disk::is_readable_file(&metadata) {
            found.files.push((route, disk::stat(&metadata)));
        } else {
            found.foreign.push((entry.path(), Foreign::File));
        }
    }
    let parts: Vec<Walk> = inner
        .par_iter()
        .map(|route| walk_folder(&folder.join(route.rsplit('/').next().unwrap_or(route)), route))
        .collect::<io::Result<_>>()?;
    for (route, part) in inner.into_iter().zip(parts) {
        found.folders.push(route);
        found.files.extend(part.files);
        found.folders.extend(part.folders);
        found.foreign.extend(part.foreign);
        found.closed.extend(part.closed);
    }
    Ok(found)
}

fn foreign(metadata: &fs::Metadata) -> Foreign {
    if metadata.is_dir() { Foreign::Folder } else { Foreign::File }
}
