//! Which paths a project is read from.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::source::Form;

/// Names beside the content that every project may have.
const BESIDE: [&str; 4] = ["sporbar.yaml", "dispensationer.yaml", "gennemgang.lock", "udbudsparathed.csv"];

/// What an event must be about to matter. The output, the cache and what else lies in a project's folder do not.
pub(super) struct Relevant {
    project: PathBuf,
    /// Files elsewhere that are read.
    pub files: BTreeSet<PathBuf>,
}

/// What a path is to a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Matter {
    Nothing,
    File,
    /// A folder that is watched as a whole.
    Root,
}

impl Relevant {
    pub fn of(project: &Path) -> Relevant {
        Relevant { project: project.to_owned(), files: BTreeSet::new() }
    }

    pub fn matter(&self, path: &Path) -> Matter {
        if self.files.contains(path) {
            return Matter::File;
        }
        let Ok(inside) = path.strip_prefix(&self.project) else {
            // A folder that a symbolic link leads to, or a watched file's own folder.
            return if self.files.iter().any(|file| file.starts_with(path)) { Matter::Root } else { Matter::Nothing };
        };
        let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let parts: Vec<&str> = parts.iter().map(|part| &**part).collect();
        match parts.as_slice() {
            ["content" | "themes"] => Matter::Root,
            // Swap files and backups of editors begin with a dot; what else is not read is not listened for either.
            ["content", .., _] if Form::of(&parts.join("/")).is_none() => Matter::Nothing,
            ["content" | "themes", ..] => Matter::File,
            [name] if BESIDE.contains(name) => Matter::File,
            _ if self.files.iter().any(|file| file.starts_with(path)) => Matter::Root,
            _ => Matter::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_read_is_not_listened_for() {
        let mut relevant = Relevant::of(Path::new("/p"));
        relevant.files.insert(PathBuf::from("/p/model.yaml"));
        relevant.files.insert(PathBuf::from("/andre/fabrikater.txt"));
        let matter = |path: &str| relevant.matter(Path::new(path));
        for path in ["/p/content/a.md", "/p/content/ny", "/p/themes/mit/static/site.css", "/p/sporbar.yaml"] {
            assert_eq!(matter(path), Matter::File, "{path}");
        }
        for path in ["/p/model.yaml", "/andre/fabrikater.txt", "/p/gennemgang.lock", "/p/content/_fælles.yaml"] {
            assert_eq!(matter(path), Matter::File, "{path}");
        }
        for path in ["/p/content", "/p/themes", "/andre"] {
            assert_eq!(matter(path), Matter::Root, "{path}");
        }
        for path in ["/p/public", "/p/.sporbar/forrige", "/p/content/.a.md.swp", "/p/content/_kladder/a.md", "/p/x.md"]
        {
            assert_eq!(matter(path), Matter::Nothing, "{path}");
        }
    }
}
