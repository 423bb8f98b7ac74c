//! What a book takes over from the one before: all that rests on the model and on what is published, while both are the
//! same but for titles.

use std::sync::{Arc, OnceLock};

use super::book::Book;
use super::key::{Hash, display_hash};
use super::published::Published;
use crate::model::Model;
use crate::trace::coverage::Coverage;
use crate::trace::impact::Spread;

/// Made once for a model and what is published of it.
#[derive(Clone)]
pub struct Kept {
    pub(super) model: Arc<Model>,
    pub(super) published: Arc<Published>,
    pub(super) shown_as: Arc<Vec<Hash>>,
    pub(super) id_html: Arc<Vec<Option<Box<str>>>>,
    pub(super) coverage: Arc<OnceLock<Coverage>>,
    pub(super) spread: Arc<OnceLock<Spread>>,
}

impl Kept {
    /// With nothing made yet.
    pub(super) fn new(model: Arc<Model>, published: Published) -> Kept {
        let published = Arc::new(published);
        let (shown_as, id_html, coverage, spread) = Default::default();
        Kept { model, published, shown_as, id_html, coverage, spread }
    }

    /// What the next book may take over from this one.
    pub fn of(book: &Book) -> Kept {
        Kept {
            model: book.facts.model.clone(),
            published: book.published.clone(),
            shown_as: book.shown_as.clone(),
            id_html: book.id_html.clone(),
            coverage: book.coverage.clone(),
            spread: book.impacts.spread.clone(),
        }
    }

    /// What of it holds for a model of which this is published; `None` where that is nothing.
    pub(super) fn for_model(self, model: &Arc<Model>, published: &Published) -> Option<Kept> {
        let retitled = model.retitled_since(&self.model).filter(|_| *self.published == *published)?;
        let mut shown_as = self.shown_as;
        for ix in retitled {
            Arc::make_mut(&mut shown_as)[ix.0 as usize] = display_hash(model, model.item(ix));
        }
        Some(Kept { model: model.clone(), shown_as, ..self })
    }
}
