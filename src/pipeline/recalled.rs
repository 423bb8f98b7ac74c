//! What an earlier process left in `.sporbar/`: documents that it parsed, what it found, and keys of pages that it made.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::document::{self, Document};
use crate::model::{File, Schema};
use crate::pages::KnownKeys;
use crate::rules::Memory;
use crate::site::{Key, Records};
use crate::source::{Form, SourceFile};

/// Folder in `.sporbar/`.
const FOLDER: &str = "husket";
/// Names of the records in it.
const DOCUMENTS: &str = "dokumenter";
const KEYS: &str = "noegler";
const FINDINGS: &str = "fund";
const FINDINGS_HEAD: &str = "fund-hoved";

/// What all that is left is good for: this program alone.
const PROGRAM: [&str; 2] = [env!("CARGO_PKG_VERSION"), env!("SPORBAR_SOURCE_HASH")];

/// What was left of a project, as far as the first run of a pipeline takes it. The default is of nothing.
#[derive(Default)]
pub(super) struct Left {
    /// The project's `.sporbar/`, until all was asked for.
    cache: Option<PathBuf>,
    documents: Option<Recalled>,
    findings: Option<RecalledFindings>,
}

impl Left {
    pub fn in_cache(cache: PathBuf) -> Left {
        Left { cache: Some(cache), ..Left::default() }
    }

    /// The documents, for files that are read with this schema.
    pub fn documents(&mut self, schema: &Schema) -> Option<&Recalled> {
        self.documents = self.cache.as_ref().map(|cache| Recalled::open(cache, schema));
        self.documents.as_ref()
    }

    /// What was found. After that nothing is taken any more.
    pub fn findings(&mut self) -> Option<Memory> {
        let (findings, memory) = RecalledFindings::open(&self.cache.take()?);
        self.findings = Some(findings);
        Some(memory)
    }

    /// Leaves documents for the next process. What can't be written is only missing there.
    pub fn leave_documents(&mut self, files: &[File]) {
        if let Some(documents) = self.documents.take() {
            let _ = documents.keep(files);
        }
    }

    /// The same of what was found.
    pub fn leave_findings(&mut self, memory: &Memory) {
        if let Some(findings) = self.findings.take() {
            let _ = findings.replace(memory);
        }
    }
}

/// The documents that were left of one project, for a schema whose prose stands under the same keys.
pub(super) struct Recalled {
    records: Records,
}

impl Recalled {
    /// `cache` is the project's `.sporbar/`.
    fn open(cache: &Path, schema: &Schema) -> Recalled {
        let mut made_with = PROGRAM.to_vec();
        made_with.extend(schema.prose_keys.iter().map(String::as_str));
        Recalled { records: Records::open(&cache.join(FOLDER), DOCUMENTS, &made_with) }
    }

    /// The document of a file that could be read, with its text.
    pub fn find(&self, source: &SourceFile) -> Option<(Document, Arc<str>)> {
        let mut buffer = Vec::new();
        let bytes = self.records.read(key(source.form, &source.hash), &mut buffer)?;
        let text: Arc<str> = document::decode(&source.bytes).0.into();
        Some((document::from_bytes(bytes, &text)?, text))
    }

    /// Leaves the documents of these files for the next process.
    fn keep(self, files: &[File]) -> std::io::Result<()> {
        let files: Vec<&File> = files.iter().filter(|file| file.form != Form::Attachment).collect();
        let keys: Vec<Key> = files.iter().map(|file| key(file.form, &file.hash)).collect();
        self.records.keep(&keys, |number| document::to_bytes(&files[number].document))
    }
}

fn key(form: Form, hash: &[u8; 16]) -> Key {
    Key::of(&[&[form as u8], hash])
}

/// The keys that were left of one project.
pub(super) struct RecalledKeys {
    records: Records,
    pub keys: KnownKeys,
}

impl RecalledKeys {
    /// `cache` is the project's `.sporbar/`. Of no keys where none that hold together were left.
    pub fn open(cache: &Path) -> RecalledKeys {
        let records = Records::open(&cache.join(FOLDER), KEYS, &PROGRAM);
        let mut buffer = Vec::new();
        let bytes = records.read(part(0), &mut buffer);
        let keys = bytes.and_then(|bytes| postcard::from_bytes(bytes).ok()).unwrap_or_default();
        RecalledKeys { records, keys }
    }

    /// Leaves other keys for the next process.
    pub fn replace(self, keys: &KnownKeys) -> std::io::Result<()> {
        let bytes = postcard::to_allocvec(keys).map_err(std::io::Error::other)?;
        self.records.replace(vec![(part(0), bytes)])
    }
}

/// The findings that were left of one project: their parts under hashes of their bytes, so that those that are the same
/// again are not written again, and which parts those are.
struct RecalledFindings {
    parts: Records,
    heads: Records,
}

impl RecalledFindings {
    /// `cache` is the project's `.sporbar/`. The memory is of nothing where none that holds together was left.
    fn open(cache: &Path) -> (RecalledFindings, Memory) {
        let folder = cache.join(FOLDER);
        let [heads, parts] = [FINDINGS_HEAD, FINDINGS].map(|name| Records::open(&folder, name, &PROGRAM));
        let mut buffer = Vec::new();
        let keys = heads.read(part(1), &mut buffer);
        let keys: Vec<Key> = keys.and_then(|bytes| postcard::from_bytes(bytes).ok()).unwrap_or_default();
        let memory = Memory::recalled(|number| {
            let mut bytes = Vec::new();
            match number.checked_sub(1) {
                None => heads.read(part(0), &mut bytes)?,
                Some(number) => parts.read(*keys.get(number)?, &mut bytes)?,
            };
            Some(bytes)
        });
        (RecalledFindings { parts, heads }, memory)
    }

    /// Leaves what was found now for the next process.
    fn replace(self, memory: &Memory) -> std::io::Result<()> {
        let mut parts = memory.to_parts().unwrap_or_default().into_iter();
        let head = parts.next().unwrap_or_default();
        let parts: Vec<Vec<u8>> = parts.collect();
        let keys: Vec<Key> = parts.iter().map(|bytes| Key::of(&[bytes])).collect();
        self.parts.keep(&keys, |number| Some(parts[number].clone()))?;
        let keys = postcard::to_allocvec(&keys).map_err(std::io::Error::other)?;
        self.heads.replace(vec![(part(0), head), (part(1), keys)])
    }
}

/// The key of a part by its number.
fn part(number: usize) -> Key {
    Key::of(&[&number.to_le_bytes()])
}
