//! Which files belong to a project, and their bytes: from disk, or from pairs of path and text in tests.
//!
//! Knows nothing of what is in the files. What can't be read is a notice on an empty file.

pub mod archive;
mod git;
mod known;
mod named;
mod svg;
mod walk;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::finding::Notice;
use crate::place::Span;
use crate::said;

pub use archive::Archive;
pub use git::{Failed, Refused, Revision};
pub use known::{Known, Trust};
pub use named::{Changed, Heard, Interrupted};
pub use walk::{read, read_again, theme_files};

/// Folder of suppliers' answers, from the project: read only by those who ask for it, and never as content.
pub const ANSWERS: &str = "besvarelser";

/// All content files of a project, sorted by path; [`crate::place::FileId`] is an index in `files`.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    pub files: Vec<SourceFile>,
}

/// One file under `content/`.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Relative to the project, with `/`: `content/krav/dubu-k-0012.md`.
    pub path: Arc<str>,
    pub form: Form,
    /// Empty for attachments that are only copied: all but BPMN diagrams.
    pub bytes: Vec<u8>,
    /// The bytes were left out, since the file is as it was when it was read before; see [`SourceFile::whole`].
    pub is_known: bool,
    /// Hash of the content, attachments included.
    pub hash: [u8; 16],
    /// Where it lies on disk; `None` for files given as text.
    pub disk: Option<Arc<Path>>,
    /// Where a file that a symbolic link leads to really lies.
    pub real: Option<PathBuf>,
    /// Why it could not be read, if so.
    pub notices: Vec<Notice>,
}

/// What a file's name says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    Markdown,
    Yaml,
    /// `_fælles.yaml`: defaults for its folder and below.
    Defaults,
    Attachment,
}

impl SourceFile {
    /// The file with its bytes, read now if they were left out.
    pub fn whole(self) -> SourceFile {
        if self.is_known { walk::read_whole(self) } else { self }
    }

    /// The file as it is remembered: without its bytes, unless there are none because it could not be read.
    fn remembered(&self) -> SourceFile {
        SourceFile {
            path: self.path.clone(),
            form: self.form,
            bytes: Vec::new(),
            is_known: self.notices.is_empty(),
            hash: self.hash,
            disk: self.disk.clone(),
            real: self.real.clone(),
            notices: self.notices.clone(),
        }
    }
}

impl Sources {
    /// Files from pairs of path and text, for tests and benches; paths as in [`SourceFile::path`].
    pub fn from_texts<P: Into<String>, T: Into<String>>(texts: impl IntoIterator<Item = (P, T)>) -> Sources {
        let mut files: Vec<SourceFile> = texts
            .into_iter()
            .filter_map(|(path, text)| {
                let (path, text) = (path.into(), text.into());
                let form = Form::of(&path)?;
                let hash = content_hash(text.as_bytes());
                let notices = refusal(&path, text.as_bytes()).into_iter().collect();
                let bytes = if form == Form::Attachment && !is_diagram(&path) { Vec::new() } else { text.into_bytes() };
                Some(SourceFile {
                    path: path.into(),
                    form,
                    bytes,
                    is_known: false,
                    hash,
                    disk: None,
                    real: None,
                    notices,
                })
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Sources { files }
    }

    /// Hash over every path and content, for builds that find nothing changed.
    pub fn hash(&self) -> [u8; 16] {
        let mut hasher = blake3::Hasher::new();
        for file in &self.files {
            hasher.update(file.path.as_bytes());
            hasher.update(&[0]);
            hasher.update(&file.hash);
        }
        first_half(hasher.finalize())
    }
}

impl Form {
    /// The form of a file by its path; `None` when a part of the path starts with `.` or `_` (but `_fælles.yaml` does belong).
    pub fn of(path: &str) -> Option<Form> {
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        if folders.split('/').any(|folder| folder.starts_with(['.', '_'])) || name.starts_with('.') {
            return None;
        }
        if is_defaults(name) {
            return Some(Form::Defaults);
        }
        if name.starts_with('_') {
            return None;
        }
        Some(match name.rsplit_once('.').map(|(_, extension)| extension) {
            Some("md") => Form::Markdown,
            Some("yaml" | "yml") => Form::Yaml,
            _ => Form::Attachment,
        })
    }
}

/// Whether a path is that of a BPMN diagram, the one kind of attachment that is read and not only copied.
pub fn is_diagram(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("bpmn"))
}

/// Why a drawing is not copied: it could run code in a reader's browser. Nothing for other files.
fn refusal(path: &str, bytes: &[u8]) -> Option<Notice> {
    let drawing = path.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("svg"));
    if !drawing || !svg::can_run(bytes) {
        return None;
    }
    let message = said!("tegningen kan køre kode i læserens browser", "the drawing can run code in a reader's browser");
    let help = said!(
        "fjern script, hændelser og egne entiteter fra tegningen, eller gem den som png",
        "remove scripts, event handlers and own entities from the drawing, or save it as PNG"
    );
    Some(Notice::new("S15", Span::default(), message).help(help))
}

/// `_fælles.yaml`, also when the file system keeps the name decomposed.
fn is_defaults(name: &str) -> bool {
    use unicode_normalization::UnicodeNormalization;
    name.starts_with("_f") && (name.ends_with(".yaml") || name.ends_with(".yml")) && {
        let composed: String = name.nfc().collect();
        composed == "_fælles.yaml" || composed == "_fælles.yml"
    }
}

/// The first 16 bytes of BLAKE3: enough to tell contents apart, half to store.
pub fn content_hash(bytes: &[u8]) -> [u8; 16] {
    first_half(blake3::hash(bytes))
}

fn first_half(hash: blake3::Hash) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&hash.as_bytes()[..16]);
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_belongs() {
        assert_eq!(Form::of("content/krav/a.md"), Some(Form::Markdown));
        assert_eq!(Form::of("content/_fælles.yaml"), Some(Form::Defaults));
        assert_eq!(Form::of("content/_fa\u{308}lles.yaml"), None);
        assert_eq!(Form::of("content/_kladder/a.md"), None);
        assert_eq!(Form::of("content/.git/a.md"), None);
        assert_eq!(Form::of("content/bilag/plan.pdf"), Some(Form::Attachment));
    }
}
