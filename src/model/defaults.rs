//! What folders say of all that is written in them: `_fælles.yaml`.

use foldhash::{HashMap, HashMapExt as _};

use super::gather::key_of;
use super::schema::Schema;
use super::{File, nearest};
use crate::document::Map;
use crate::finding::Finding;
use crate::place::{FileId, Place};
use crate::said;
use crate::source::Form;

/// Defaults by folder path.
pub(super) struct Defaults<'a>(HashMap<&'a str, (FileId, &'a Map)>);

impl<'a> Defaults<'a> {
    pub fn of(files: &'a [File]) -> Defaults<'a> {
        let mut defaults = HashMap::new();
        for (number, file) in files.iter().enumerate() {
            if let (Form::Defaults, Some(map)) = (file.form, &file.document.defaults) {
                let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
                defaults.insert(folder, (FileId(number as u32), map));
            }
        }
        Defaults(defaults)
    }

    /// Those of a file's folder and the folders above it, nearest first.
    pub fn above(&self, path: &str) -> Vec<(FileId, &'a Map)> {
        let mut found = Vec::new();
        let mut rest = path;
        while let Some((folder, _)) = rest.rsplit_once('/') {
            found.extend(self.0.get(folder).copied());
            rest = folder;
        }
        found
    }
}

/// Reports the keys of shared defaults that no kind of the model has.
pub(super) fn check(schema: &Schema, file: FileId, map: &Map, findings: &mut Vec<Finding>) {
    for pair in map.pairs.iter() {
        if schema.kinds.iter().any(|kind| key_of(schema, kind, &pair.key).is_some()) {
            continue;
        }
        let message = said!("ingen type har nøglen `{}`", "no kind has the key `{}`"; pair.key);
        let mut finding = Finding::new("S05", Place { file, span: pair.key_span }, message);
        let known = schema.kinds.iter().flat_map(|kind| {
            kind.fields.iter().map(|field| field.key.as_str()).chain(kind.links.iter().map(|link| link.key.as_str()))
        });
        if let Some(near) = nearest(&pair.key, known) {
            finding = finding.help(said!("mente du `{}`?", "did you mean `{}`?"; near)).fix(near);
        }
        findings.push(finding);
    }
}
