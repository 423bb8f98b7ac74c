//! When the texts of the law last changed: the newest version of a provision or of what is nested in it.

use foldhash::{HashMap, HashMapExt as _};
use jiff::civil::Date;

use crate::model::{ItemIx, Model};

/// The newest texts of a model's law, each found when first asked for and only once, so that an act that much rests on
/// is walked once.
pub struct NewestTexts<'a> {
    model: &'a Model,
    known: HashMap<ItemIx, Option<(Date, ItemIx)>>,
}

impl<'a> NewestTexts<'a> {
    pub fn new(model: &'a Model) -> NewestTexts<'a> {
        NewestTexts { model, known: HashMap::new() }
    }

    /// The latest day up to the model's on which a new text of a provision, or of what is nested in it, began to hold,
    /// with the provision it is of; `None` where no versions are listed.
    pub fn of(&mut self, ix: ItemIx) -> Option<(Date, ItemIx)> {
        if let Some(known) = self.known.get(&ix) {
            return *known;
        }
        let model = self.model;
        let own = model.text_versions(ix).and_then(|versions| {
            let begun = versions.each().filter_map(|(_, version)| versions.validity(version).from);
            begun.filter(|from| *from <= model.day).max().map(|from| (from, ix))
        });
        let nested: Vec<(Date, ItemIx)> = model.item(ix).children.iter().filter_map(|child| self.of(*child)).collect();
        let newest = nested.into_iter().chain(own).max_by_key(|(from, _)| *from);
        self.known.insert(ix, newest);
        newest
    }
}
