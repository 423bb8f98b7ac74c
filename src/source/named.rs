//! Reading again only those files that are said to have changed.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::known::Known;
use super::walk::{Met, read_entry, relative};
use super::{SourceFile, Sources};

/// What may have changed since the files of a project were last read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    Anything,
    /// Anything, which nobody waits for: reading gives up with [`Interrupted`] when something is heard.
    Unheard(Heard),
    /// The contents of these files, by their real paths. Whoever says so may not have heard of everything, and has all
    /// files read soon.
    Files(BTreeSet<PathBuf>),
}

/// Whether something was heard since it was last set back. Clones are one and the same.
#[derive(Clone, Debug, Default)]
pub struct Heard(Arc<AtomicBool>);

impl Heard {
    pub fn set(&self, heard: bool) {
        self.0.store(heard, Ordering::SeqCst);
    }

    pub fn get(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

impl PartialEq for Heard {
    fn eq(&self, other: &Heard) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Heard {}

/// Something was heard while all files were looked at, and comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interrupted;

impl std::fmt::Display for Interrupted {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("something was heard meanwhile")
    }
}

impl std::error::Error for Interrupted {}

/// The files of the last reading, the named ones read again. `None` where more may have changed than contents: a file
/// came, went or is no plain file any more, or a symbolic link shows the same file in another place.
pub(super) fn read_named(project: &Path, known: &mut Known, named: &BTreeSet<PathBuf>) -> Option<Sources> {
    if known.has_links() {
        return None;
    }
    let read: Vec<SourceFile> = named.iter().map(|disk| read_one(project, known, disk)).collect::<Option<_>>()?;
    read.iter().for_each(|file| known.renew_one(file));
    let mut sources = known.sources();
    for file in read {
        if let Ok(number) = sources.files.binary_search_by(|other| other.path.cmp(&file.path)) {
            sources.files[number] = file;
        }
    }
    Some(sources)
}

fn read_one(project: &Path, known: &Known, disk: &Path) -> Option<SourceFile> {
    let before = &known.find(&relative(project, disk))?.file;
    // Two names that are no UTF-8 may look the same.
    if before.disk.as_deref() != Some(disk) || !fs::symlink_metadata(disk).as_ref().is_ok_and(Metadata::is_file) {
        return None;
    }
    // Where a link leads to is asked of links alone.
    read_entry(project, before.path.clone(), Met::File(disk.to_owned(), false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Trust, read_again};

    /// A project of two files that was read once.
    fn project() -> (tempfile::TempDir, PathBuf, Known) {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().canonicalize().unwrap();
        let mut known = Known::new(Trust::Disk);
        for name in ["a.md", "b.md"] {
            write(&project, name, "før");
        }
        read_again(&project, &mut known, &Changed::Anything).unwrap();
        (folder, project, known)
    }

    fn write(project: &Path, name: &str, text: &str) {
        let path = project.join("content").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// What is read when these files are named: name and text of each, `…` for what is as it was.
    fn read(project: &Path, known: &mut Known, names: &[&str]) -> Vec<(String, String)> {
        let named = names.iter().map(|name| project.join("content").join(name)).collect();
        let sources = read_again(project, known, &Changed::Files(named)).unwrap();
        let told = sources.files.into_iter().map(|file| {
            let text = if file.is_known { "…".to_owned() } else { String::from_utf8(file.bytes).unwrap() };
            (file.path.trim_start_matches("content/").to_owned(), text)
        });
        told.collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn only_what_is_named_is_read_until_all_is() {
        let (_folder, project, mut known) = project();
        write(&project, "a.md", "efter");
        write(&project, "b.md", "efter");
        assert_eq!(read(&project, &mut known, &["a.md"]), pairs(&[("a.md", "efter"), ("b.md", "…")]));
        assert_eq!(read(&project, &mut known, &["b.md"]), pairs(&[("a.md", "…"), ("b.md", "efter")]));
        write(&project, "b.md", "til sidst");
        let all = read_again(&project, &mut known, &Changed::Anything).unwrap();
        assert_eq!(all.files[1].hash, crate::source::content_hash("til sidst".as_bytes()));
    }

    #[test]
    fn all_is_read_when_a_file_comes_or_goes() {
        for change in ["new", "gone", "folder"] {
            let (_folder, project, mut known) = project();
            write(&project, "b.md", "efter");
            let name = match change {
                "new" => "c.md",
                _ => "a.md",
            };
            match change {
                "new" => write(&project, name, "ny"),
                _ => fs::remove_file(project.join("content/a.md")).unwrap(),
            }
            if change == "folder" {
                fs::create_dir(project.join("content/a.md")).unwrap();
            }
            let files = read(&project, &mut known, &[name]);
            assert!(files.contains(&("b.md".to_owned(), "efter".to_owned())), "{change}: {files:?}");
            assert_eq!(files.iter().any(|(name, _)| name == "a.md"), change == "new", "{files:?}");
        }
    }

    #[test]
    fn looking_at_all_files_gives_way_to_what_is_heard() {
        let (_folder, project, mut known) = project();
        write(&project, "a.md", "efter");
        let heard = Heard::default();
        heard.set(true);
        let given_up = read_again(&project, &mut known, &Changed::Unheard(heard.clone())).unwrap_err();
        assert!(given_up.is::<Interrupted>());
        assert_eq!(
            read(&project, &mut known, &["b.md"]),
            pairs(&[("a.md", "…"), ("b.md", "før")]),
            "nothing was learnt"
        );
        heard.set(false);
        let all = read_again(&project, &mut known, &Changed::Unheard(heard)).unwrap();
        assert_eq!(all.files[0].hash, crate::source::content_hash("efter".as_bytes()));
    }

    #[cfg(unix)]
    #[test]
    fn all_is_read_where_there_are_symbolic_links() {
        let (_folder, project, mut known) = project();
        std::os::unix::fs::symlink("a.md", project.join("content/c.md")).unwrap();
        read_again(&project, &mut known, &Changed::Anything).unwrap();
        write(&project, "a.md", "efter");
        let expected = pairs(&[("a.md", "efter"), ("b.md", "før"), ("c.md", "efter")]);
        assert_eq!(read(&project, &mut known, &["a.md"]), expected);
    }
}
