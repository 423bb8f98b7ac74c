//! Documents of the last run or of an earlier process, and parsing what none of them is.

use std::sync::{Arc, OnceLock};

use foldhash::HashMap;

use crate::document::{self, Document};
use crate::model::{File, Schema};
use crate::source::{self, Form, SourceFile};

use super::recalled::Recalled;

/// The files of the last run, found by their content.
pub(super) struct Parses<'a> {
    files: &'a [File],
    /// Made when a file is not where it was: one that was renamed need not be parsed.
    by_content: OnceLock<HashMap<(Form, [u8; 16]), u32>>,
    recalled: Option<&'a Recalled>,
}

impl<'a> Parses<'a> {
    pub fn of(files: &'a [File], recalled: Option<&'a Recalled>) -> Parses<'a> {
        Parses { files, by_content: OnceLock::new(), recalled }
    }

    /// A file with its document, and whether it was parsed now. `number` is its place among all.
    pub fn file(&self, schema: &Schema, number: usize, source: SourceFile) -> (File, bool) {
        let (path, form, hash) = (source.path.clone(), source.form, source.hash);
        let is_diagram = source::is_diagram(&path);
        if form == Form::Attachment && !(is_diagram && source.notices.is_empty()) {
            let nothing = document::parse(document::Form::Defaults, "", &[]);
            let document = Arc::new(Document { notices: source.notices, ..nothing });
            return (File { path, form, text: "".into(), document, hash }, false);
        }
        if source.notices.is_empty()
            && let Some(known) = self.find(number, form, hash)
        {
            return (File { path, ..known.clone() }, false);
        }
        let source = source.whole();
        let hash = source.hash;
        let is_kept = form != Form::Attachment && source.notices.is_empty();
        if let Some(recalled) = self.recalled.filter(|_| is_kept)
            && let Some((document, text)) = recalled.find(&source)
        {
            return (File { path, form, text, document: Arc::new(document), hash }, false);
        }
        let (document, text) = parse(schema, source);
        (File { path, form, text, document: Arc::new(document), hash }, true)
    }

    fn find(&self, number: usize, form: Form, hash: [u8; 16]) -> Option<&File> {
        let here = self.files.get(number).filter(|file| is_read(file) && (file.form, file.hash) == (form, hash));
        here.or_else(|| {
            let number = self.by_content.get_or_init(|| by_content(self.files)).get(&(form, hash))?;
            Some(&self.files[*number as usize])
        })
    }
}

fn by_content(files: &[File]) -> HashMap<(Form, [u8; 16]), u32> {
    let read = files.iter().zip(0..).filter(|(file, _)| is_read(file));
    read.map(|(file, number)| ((file.form, file.hash), number)).collect()
}

/// Whether a file's text was read: an attachment that is only copied may have the bytes of a diagram.
fn is_read(file: &File) -> bool {
    file.form != Form::Attachment || file.document.bpmn.is_some()
}

fn parse(schema: &Schema, source: SourceFile) -> (Document, Arc<str>) {
    let form = match source.form {
        Form::Markdown => document::Form::Markdown,
        Form::Yaml => document::Form::Yaml,
        Form::Defaults => document::Form::Defaults,
        Form::Attachment => {
            let (document, text) = document::bpmn::parse_bpmn(&source.bytes);
            return (document, text.into());
        }
    };
    let (mut document, text) = document::parse_bytes(form, &source.bytes, &schema.prose_keys);
    if !source.notices.is_empty() {
        // What could not be read has one finding, not a second one for being empty.
        document.notices = source.notices;
        document.entries.clear();
    }
    (document, text)
}
