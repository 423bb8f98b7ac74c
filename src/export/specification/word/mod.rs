//! A document as a Word file (Office Open XML, ECMA-376): real styles, lists, tables and a table of contents, so that
//! it can be edited as if it had been written there.
//!
//! Written here and not by a library: the one at hand (docx-rs 0.4) counts pictures, headers and bookmarks over the
//! whole process, so that the second document of a run would differ from the first, and it has no contents with entries.

mod body;
mod drawing;
mod numbering;
mod package;
mod xml;

use super::Specification;

/// The bytes of the file: the same for the same document.
pub(super) fn document(specification: Specification) -> anyhow::Result<Vec<u8>> {
    package::pack(specification)
}
