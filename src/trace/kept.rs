//! What a run takes over from the one before: traces that rest on nothing that has changed since.

use std::sync::Arc;

use foldhash::HashSet;

use super::{Facts, Traces};
use crate::model::{ItemIx, Role};
use crate::place::FileId;
use crate::source::Form;

impl Traces {
    /// The traces of `now` as far as those of `before` hold for it; the rest is made when it is asked for.
    ///
    /// Coverage and spread look at the model alone, but for titles, and whether there is any text, which is a part of its
    /// structure; terms are titles of concepts, too. Reviews look at the lock and at the texts that fingerprints are made
    /// of.
    pub fn following(before: &Facts, now: &Facts) -> Traces {
        let retitled = now.model.retitled_since(&before.model);
        let Some(retitled) = retitled.filter(|_| before.files.len() == now.files.len()) else {
            return Traces::default();
        };
        let Traces { coverage, reviews, spread, terms, .. } = before.traces.clone();
        let are_terms = retitled.iter().any(|ix| now.model.is(*ix, Role::Concept));
        let terms = if are_terms { Arc::default() } else { terms };
        let reviews = if reviews_hold(before, now) { reviews } else { Arc::default() };
        Traces { coverage, reviews, spread, terms, answers: Arc::default(), structure: Arc::default() }
    }
}

/// Whether every fingerprint is what it was: no file that changed holds a part of anything that was signed.
fn reviews_hold(before: &Facts, now: &Facts) -> bool {
    let Some(reviews) = before.traces.reviews.get().filter(|_| before.lock == now.lock) else { return false };
    let pairs = before.files.iter().zip(now.files.iter()).enumerate();
    let changed: Vec<FileId> =
        pairs.filter(|(_, (before, now))| before.hash != now.hash).map(|(number, _)| FileId(number as u32)).collect();
    if changed.iter().any(|file| now.files[file.0 as usize].form == Form::Defaults) {
        return false;
    }
    let model = &now.model;
    let targets = reviews.all().iter().filter_map(|review| Some(model.links[review.link].target.as_ref()?.item));
    let signed: HashSet<ItemIx> = targets.collect();
    let is_signed =
        |ix: ItemIx| std::iter::successors(Some(ix), |ix| model.item(*ix).parent).any(|ix| signed.contains(&ix));
    changed.iter().flat_map(|file| model.in_file(*file)).all(|ix| !is_signed(*ix))
}
