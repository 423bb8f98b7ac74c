//! Reviews that hold after a change of an id: a text that names the item is another text to a fingerprint, and the
//! same one to whoever read it.

use std::collections::HashSet;

use super::{Edit, Renaming};
use crate::trace::Facts;
use crate::trace::reviews::State;

/// The edits of the reviews of `after`, whose text names the new id already: links that were as reviewed before get
/// the fingerprint that their target has now. What was to be looked at again stays so.
pub fn still_reviewed(renaming: &Renaming, after: &Facts) -> Vec<Edit> {
    let before = renaming.facts;
    let fine = before.reviews().all().iter().filter(|review| review.state == State::Unchanged);
    let fine: HashSet<[String; 3]> = fine
        .filter_map(|review| before.reviews().entry(review))
        .map(|entry| [renaming.called(&entry.holder), entry.link_type.to_string(), renaming.called(&entry.target)])
        .collect();
    let Some(text) = after.lock.as_deref() else { return Vec::new() };
    let mut edits = Vec::new();
    for review in after.reviews().all().iter().filter(|review| review.state == State::Changed) {
        let (Some(entry), Some(signed)) = (after.reviews().entry(review), review.signed) else { continue };
        if !fine.contains(&[entry.holder.to_string(), entry.link_type.to_string(), entry.target.to_string()]) {
            continue;
        }
        let recorded = entry.fingerprint.to_string();
        if let Some(at) = entry.span.of(text).find(&recorded) {
            let start = entry.span.start as usize + at;
            edits.push(Edit::new(start, start + recorded.len(), signed.of(entry.basis).to_string()));
        }
    }
    super::edit::settled(edits)
}
