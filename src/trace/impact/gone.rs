//! What was removed: it has no item any more, but what rested on it is affected by its removal.

use crate::model::{ItemIx, LinkTypeIx, Model, Resolution};

use super::steps::{Seen, Spread, leads_to_holder};
use super::{Changed, starts};

/// Something that is no longer in the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    pub id: Box<str>,
    /// Empty when it had none.
    pub title: Box<str>,
    /// Key of its kind in the model it stood in.
    pub kind: Box<str>,
    /// What it was nested in, where that is still there.
    pub(super) parent: Option<ItemIx>,
    /// What a step leads to from it, in the model it is missing from: the item, over which type of link, and whether
    /// that is walked from target to holder.
    pub(super) steps: Vec<(ItemIx, LinkTypeIx, bool)>,
}

impl Changed {
    /// What to ask of `now` when these ids differ between `then` and `now`, whether changed, added, renamed or removed.
    /// Ids that neither model knows are left out. What a removed item started stands for it: a removed change its
    /// subjects, a removed act all that was nested in it.
    pub fn since(now: &Model, then: &Model, ids: &[&str]) -> Changed {
        let mut changed = Changed::default();
        let mut removed = Vec::new();
        for id in ids {
            match (now.find(id), then.find(id)) {
                (Some(ix), _) => changed.items.push(ix),
                (None, Some(ix)) => removed.push(ix),
                (None, None) => {}
            }
        }
        if !removed.is_empty() {
            let spread = Spread::new(then, &Seen::ALL);
            for ix in starts::of(then, &spread, &removed) {
                match now.find(&then.item(ix).id) {
                    Some(still) => changed.items.push(still),
                    None => changed.gone.push(gone(now, then, &spread, ix)),
                }
            }
            changed.gone.sort_by(|a, b| a.id.cmp(&b.id));
            changed.gone.dedup_by(|a, b| a.id == b.id);
            broken(now, then, &mut changed.gone);
        }
        changed.items.sort();
        changed.items.dedup();
        changed
    }
}

fn gone(now: &Model, then: &Model, spread: &Spread, ix: ItemIx) -> Gone {
    let item = then.item(ix);
    let link_type = |of: LinkTypeIx| match now.schema.hash == then.schema.hash {
        true => Some(of),
        false => now.schema.find_link_type(&then.schema.link_type(of).key),
    };
    let steps = spread
        .steps(ix)
        .iter()
        .filter_map(|step| Some((now.find(&then.item(step.to).id)?, link_type(step.link_type)?, step.backward)));
    Gone {
        id: item.id.clone(),
        title: item.title.clone(),
        kind: then.schema.kind(item.kind).key.as_str().into(),
        parent: item.parent.and_then(|parent| now.find(&then.item(parent).id)),
        steps: steps.collect(),
    }
}

/// Adds the holders of links in `now` that lead nowhere because what they name was removed.
fn broken(now: &Model, then: &Model, gone: &mut [Gone]) {
    for link in now.links.iter().filter(|link| link.target.is_none()) {
        let Resolution::Found(found) = then.resolve(&link.text) else { continue };
        let id = &then.item(found.item).id;
        let Ok(place) = gone.binary_search_by(|gone| gone.id.cmp(id)) else { continue };
        let step = (link.holder, link.link_type, !link.turned);
        if leads_to_holder(&now.schema, link) && !gone[place].steps.contains(&step) {
            gone[place].steps.push(step);
        }
    }
}
