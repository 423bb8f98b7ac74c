//! Writing several files in place: all of them or none.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::Rewritten;
use crate::cli::{stop, stop_because};
use crate::document;
use crate::said;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A file that is ready to take the place of another.
struct Ready {
    target: PathBuf,
    beside: PathBuf,
    before: Vec<u8>,
}

/// The text of a file without its byte order mark; `None` when there is none.
pub(super) fn text(path: &Path, shown: &str) -> anyhow::Result<Option<String>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(document::decode(&bytes).0.into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(stop_because(said!("kunne ikke læse `{}`", "could not read `{}`"; shown))(error)),
    }
}

/// Writes every file beside itself first, then lets each take its place; when one can't, those before it get back what
/// they had.
pub(super) fn write_all(project: &Path, files: &[Rewritten]) -> anyhow::Result<()> {
    let root = project.canonicalize().map_err(stop_because(
        said!("kunne ikke finde projektet `{}`", "could not find the project `{}`"; project.display()),
    ))?;
    let mut ready: Vec<Ready> = Vec::new();
    let mut outcome = Ok(());
    for file in files {
        outcome = prepare(&root, file, &mut ready);
        if outcome.is_err() {
            break;
        }
    }
    let mut done = 0;
    if outcome.is_ok() {
        for (file, one) in ready.iter().enumerate() {
            if let Err(error) = fs::rename(&one.beside, &one.target) {
                let path = &files[file].path;
                outcome = Err(stop_because(said!("kunne ikke skrive `{}`", "could not write `{}`"; path))(error));
                break;
            }
            done += 1;
        }
    }
    if outcome.is_err() {
        undo(&ready, done);
    }
    outcome
}

/// Writes a file's new bytes beside it, with its permissions.
fn prepare(root: &Path, file: &Rewritten, ready: &mut Vec<Ready>) -> anyhow::Result<()> {
    let path = &file.path;
    let could_not = || said!("kunne ikke skrive `{}`", "could not write `{}`"; path);
    let target = root.join(path).canonicalize().map_err(stop_because(could_not()))?;
    if !target.starts_with(root) {
        return Err(stop(said!("`{}` ligger uden for projektet", "`{}` lies outside the project"; path)));
    }
    let before = fs::read(&target).map_err(stop_because(could_not()))?;
    let (mark, content) = match before.strip_prefix(BYTE_ORDER_MARK) {
        Some(content) => (BYTE_ORDER_MARK, content),
        None => (&before[..0], before.as_slice()),
    };
    if content != file.before.as_bytes() {
        return Err(stop(said!(
            "`{}` er ændret undervejs eller er ikke UTF-8; intet er skrevet",
            "`{}` has changed meanwhile or is not UTF-8; nothing was written"; path
        )));
    }
    let bytes = [mark, file.after.as_bytes()].concat();
    // Two paths may lead to one file by a link; it is written once.
    if ready.iter().any(|other| other.target == target) {
        return Ok(());
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    // A name that is no content, should we be stopped before it is taken away.
    let beside = target.with_file_name(format!(".{name}.{}.sporbar", std::process::id()));
    ready.push(Ready { target, beside, before });
    let last = &ready[ready.len() - 1];
    write(&last.beside, &last.target, &bytes).map_err(stop_because(could_not()))
}

fn write(beside: &Path, target: &Path, bytes: &[u8]) -> io::Result<()> {
    let permissions = fs::metadata(target)?.permissions();
    let mut file = OpenOptions::new().write(true).create_new(true).open(beside)?;
    file.write_all(bytes)?;
    file.set_permissions(permissions)
}

/// Gives the first `done` files their old bytes back and takes away what stands beside the others. The error to tell
/// is the first one, so what fails here is not told.
fn undo(ready: &[Ready], done: usize) {
    for one in &ready[..done] {
        let restored = write(&one.beside, &one.target, &one.before).and_then(|()| fs::rename(&one.beside, &one.target));
        if restored.is_err() {
            let _ = fs::write(&one.target, &one.before);
        }
    }
    for one in ready {
        let _ = fs::remove_file(&one.beside);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_before_a_failure_gets_its_bytes_back() {
        let folder = tempfile::tempdir().unwrap();
        let ready: Vec<Ready> = ["a.md", "b.md"]
            .iter()
            .map(|name| {
                let target = folder.path().join(name);
                fs::write(&target, "før").unwrap();
                let beside = folder.path().join(format!(".{name}.sporbar"));
                write(&beside, &target, b"efter").unwrap();
                Ready { target, beside, before: "før".into() }
            })
            .collect();
        fs::rename(&ready[0].beside, &ready[0].target).unwrap();
        assert_eq!(fs::read_to_string(&ready[0].target).unwrap(), "efter");
        undo(&ready, 1);
        for one in &ready {
            assert_eq!(fs::read_to_string(&one.target).unwrap(), "før");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left beside");
    }
}
