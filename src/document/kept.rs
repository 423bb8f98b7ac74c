//! A document as bytes, so that another process need not parse its file again.

use std::sync::Arc;

use super::Document;

/// The bytes of a document; `None` for one that is made again each time: it has notices, or is a diagram.
///
/// They are for the program that wrote them and no other, and nothing in them is checked when they are read.
pub fn to_bytes(document: &Document) -> Option<Vec<u8>> {
    let is_plain = document.notices.is_empty() && document.bpmn.is_none();
    is_plain.then(|| postcard::to_allocvec(document).ok()).flatten()
}

/// The document of a file with this text that [`to_bytes`] wrote. `None` when the bytes are no such document.
pub fn from_bytes(bytes: &[u8], text: &Arc<str>) -> Option<Document> {
    let (mut document, rest): (Document, _) = postcard::take_from_bytes(bytes).ok()?;
    if !rest.is_empty() {
        return None;
    }
    for body in &mut document.bodies {
        body.source = std::mem::take(&mut body.source).placed(text)?;
    }
    Some(document)
}
