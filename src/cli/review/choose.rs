//! Which reviewed links are meant.

use foldhash::HashSet;

use super::super::args::ReviewArgs;
use super::super::{selection, stop};
use crate::model::{ItemIx, Model, Resolution, nearest};
use crate::said;
use crate::trace::Facts;
use crate::trace::reviews::{Review, State};

/// The links that the arguments name, in the order of the model. Without any, those that have to be looked at again.
pub fn choose<'a>(facts: &'a Facts, args: &ReviewArgs) -> anyhow::Result<Vec<&'a Review>> {
    let mut chosen: Vec<&Review> = facts.reviews().all().iter().collect();
    if let Some(filter) = &args.filter {
        let selector = selection::read(&facts.model.schema, filter)?;
        chosen.retain(|review| selector.takes(&facts.model, holder(facts, review)));
    }
    let ids = args.ids.iter().map(|id| item(&facts.model, id)).collect::<anyhow::Result<HashSet<ItemIx>>>()?;
    if !ids.is_empty() {
        chosen = of_ids(facts, chosen, &ids);
    } else if args.all || args.filter.is_some() {
        chosen.retain(|review| review.state != State::Unchanged);
    } else {
        chosen.retain(|review| review.state.is_suspect());
    }
    Ok(chosen)
}

/// Links that join two of the ids; without such, links of one of them and links to one of them or into it.
fn of_ids<'a>(facts: &Facts, chosen: Vec<&'a Review>, ids: &HashSet<ItemIx>) -> Vec<&'a Review> {
    let model = &facts.model;
    let held = |review: &&Review| ids.contains(&holder(facts, review));
    let led_to = |review: &&Review| {
        let mut at = model.links[review.link].target.as_ref().map(|target| target.item);
        while let Some(ix) = at {
            if ids.contains(&ix) {
                return true;
            }
            at = model.item(ix).parent;
        }
        false
    };
    let joining: Vec<&Review> = chosen.iter().copied().filter(|review| held(review) && led_to(review)).collect();
    if !joining.is_empty() {
        return joining;
    }
    chosen.into_iter().filter(|review| held(review) || led_to(review)).collect()
}

fn holder(facts: &Facts, review: &Review) -> ItemIx {
    facts.model.links[review.link].holder
}

fn item(model: &Model, id: &str) -> anyhow::Result<ItemIx> {
    match model.resolve(id.trim()) {
        Resolution::Found(found) => Ok(found.item),
        _ => {
            let near = nearest(id, model.items.iter().map(|item| &*item.id));
            Err(stop(match near {
                Some(near) => {
                    said!("intet element har id'et `{}`; mente du `{}`?", "no item has the id `{}`; did you mean `{}`?"; id, near)
                }
                None => said!("intet element har id'et `{}`", "no item has the id `{}`"; id),
            }))
        }
    }
}
