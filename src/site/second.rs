//! The second tree: making it ready, and letting it take the place of the published one.

use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rayon::prelude::*;

use super::MARKER;
use super::disk::{self, Exchange};
use super::folder;
use super::marker::Marker;
use super::walk::{Foreign, Walk, walk};

/// Makes the second tree one that can be written to, and tells what already stands there. From here until
/// it is finished it has no marker.
pub(super) fn make_ready(output: &Path, second: &Path) -> io::Result<Walk> {
    for above in [output.parent(), second.parent()].into_iter().flatten() {
        fs::create_dir_all(above)?;
    }
    if fs::symlink_metadata(second).is_ok_and(|metadata| !metadata.is_dir()) {
        disk::remove_file(second)?;
    }
    disk::create_folder(second)?;
    disk::remove_file(&second.join(MARKER))?;
    let found = walk(second)?;
    for (path, kind) in &found.foreign {
        match kind {
            Foreign::File => disk::remove_file(path)?,
            Foreign::Folder => disk::remove_tree(path)?,
        }
    }
    found.closed.iter().try_for_each(|folder| disk::open_folder(folder))?;
    Ok(found)
}

/// Removes what the new site doesn't have. Files by route; folders with those above before those in them.
pub(super) fn remove(second: &Path, files: &[&str], folders: &[&str]) -> io::Result<()> {
    files.par_iter().with_min_len(64).try_for_each(|route| disk::remove_file(&second.join(route)))?;
    folders.iter().rev().try_for_each(|folder| disk::remove_folder(&second.join(folder)))
}

/// Puts the finished second tree where readers look. The tree that stood there, if any, is the second one afterwards.
pub(super) fn publish(output: &Path, second: &Path) -> Result<()> {
    let doing = || format!("could not put the new site in place at `{}`", output.display());
    // Looked at anew: what came there while the site was made is not ours to take away.
    if !folder::check_content(output)? {
        return put_in_place(output, second).with_context(doing);
    }
    let exchanged = match disk::exchange(second, output) {
        Ok(Exchange::Impossible) => exchange_by_renames(output, second),
        other => other.map(|_| ()),
    };
    match exchanged {
        Err(error) if error.kind() == ErrorKind::CrossesDevices => Err(folder::cannot_be_moved(output).into()),
        other => other.with_context(doing),
    }
}

/// Where `exchange` is not to be had. Between the first and the second rename the output is missing; the
/// name of the tree set aside is the journal that [`recover`] reads.
pub(super) fn exchange_by_renames(output: &Path, second: &Path) -> io::Result<()> {
    let aside = set_aside(second);
    disk::remove_tree(&aside)?;
    disk::rename(output, &aside)?;
    if let Err(error) = disk::rename(second, output) {
        disk::rename(&aside, output)?;
        return Err(error);
    }
    disk::rename(&aside, second)
}

/// Ends what a process began that died between two renames: forward if the new site is whole, else back.
pub(super) fn recover(output: &Path, second: &Path) -> io::Result<()> {
    let aside = set_aside(second);
    if !aside.is_dir() {
        return Ok(());
    }
    if !output.exists() {
        let newest = if Marker::read(second).is_some() { second } else { &aside };
        disk::rename(newest, output)?;
    }
    match (aside.is_dir(), second.exists()) {
        (true, false) => disk::rename(&aside, second),
        (true, true) => disk::remove_tree(&aside),
        (false, _) => Ok(()),
    }
}

/// A missing or empty output is replaced by one rename, save where the platform wants the empty folder gone first.
fn put_in_place(output: &Path, second: &Path) -> io::Result<()> {
    disk::rename(second, output).or_else(|_| {
        disk::remove_folder(output)?;
        disk::rename(second, output)
    })
}

fn set_aside(second: &Path) -> PathBuf {
    let mut name = second.file_name().map(OsString::from).unwrap_or_default();
    name.push("-ud");
    second.with_file_name(name)
}
