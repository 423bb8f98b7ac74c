//! Writing a file of the program's own that lies beside `sporbar.yaml`: as a whole, inside the project, and never over
//! what somebody has changed meanwhile.

use std::fs;
use std::path::Path;

use super::{fix, stop, stop_because};
use crate::said;

/// Puts `after` in the place of `before`, the file's text as it was read; a missing file has an empty one.
pub(super) fn write(project: &Path, path: &str, before: &str, after: &str) -> anyhow::Result<()> {
    let could_not = || said!("kunne ikke læse `{}`", "could not read `{}`"; path);
    let root = project.canonicalize().map_err(stop_because(could_not()))?;
    let beside = root.join(path);
    let target = match beside.canonicalize() {
        Ok(target) if !target.starts_with(&root) => {
            return Err(stop(said!("`{}` ligger uden for projektet", "`{}` lies outside the project"; path)));
        }
        Ok(target) => target,
        Err(_) => beside,
    };
    let now = match fs::read(&target) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(stop_because(could_not())(error)),
    };
    if now != before.as_bytes() {
        return Err(stop(said!(
            "`{}` er ikke skrevet: filen er ændret undervejs eller er ikke UTF-8",
            "`{}` was not written: it has changed meanwhile or is not UTF-8"; path
        )));
    }
    fix::write(&target, after.as_bytes(), path)
}
