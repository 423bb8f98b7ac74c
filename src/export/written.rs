//! Writing a file as a whole: it is there when everything is, or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use crate::said;
use crate::source::{Failed, Refused};

/// Gives `write` a file beside `target`, which takes its place when all of it has reached the disk. Whatever fails, the
/// file that was there stays as it was, and nothing is left beside it.
pub fn write_whole<T>(
    target: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let Some(name) = target.file_name() else {
        return Err(refuse(said!(
            "`{}` er ikke navnet på en fil", "`{}` is not the name of a file"; target.display()
        )));
    };
    if target.is_dir() {
        return Err(refuse(
            said!("`{}` er en mappe; skriv navnet på en fil", "`{}` is a folder; write the name of a file"; target.display()),
        ));
    }
    let beside = target.with_file_name(format!(".{}.{}.sporbar", name.to_string_lossy(), std::process::id()));
    let could_not = |source: std::io::Error| {
        let said = said!("kunne ikke skrive `{}`", "could not write `{}`"; target.display());
        anyhow::Error::from(Failed { said, source })
    };
    let file = OpenOptions::new().write(true).read(true).create_new(true).open(&beside).map_err(could_not)?;
    let beside = Beside(beside);
    let mut output = BufWriter::with_capacity(1 << 20, file);
    let given = write(&mut output)?;
    output.flush().and_then(|()| output.get_ref().sync_all()).map_err(could_not)?;
    drop(output);
    fs::rename(&beside.0, target).map_err(could_not)?;
    std::mem::forget(beside);
    // The name has to reach the disk as well. Where a folder can't be opened so, its file system does it by itself.
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(given)
}

/// A file that is taken away again unless it has been renamed.
struct Beside(PathBuf);

impl Drop for Beside {
    fn drop(&mut self) {
        // Nobody can be told more than the first error.
        let _ = fs::remove_file(&self.0);
    }
}

fn refuse(said: crate::finding::Said) -> anyhow::Error {
    Refused(said).into()
}
