//! The structure of a project: all that a model is made of, prose left out.

use xxhash_rust::xxh3::Xxh3;

use super::File;
use super::schema::Schema;
use crate::source::Form;

/// Hash of schema, paths and the structure of each document. Equal structure means the same files in the same order, and
/// on the same day the same items and links with the same numbers, and the same fields; only the words of Markdown texts,
/// and where they end, may differ.
///
/// `external` says which indexes of other portfolios there are, by any hash of their content.
pub fn structure(schema: &Schema, files: &[File], external: [u8; 16]) -> [u8; 16] {
    let mut hasher = Xxh3::new();
    hasher.update(&schema.hash);
    hasher.update(&external);
    for file in files {
        hasher.update(file.path.as_bytes());
        hasher.update(&[0]);
        hasher.update(&file.document.structure);
        if file.form == Form::Attachment {
            hasher.update(&file.hash);
        }
    }
    hasher.digest128().to_le_bytes()
}
