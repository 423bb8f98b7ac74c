//! Whether a project means the same after an id was changed: the check that is made before anything is written.

use super::Renaming;
use crate::model::{ItemIx, Link, Model, fold};
use crate::place::Place;

/// A link that would mean something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Id of the item that holds it, before.
    pub holder: String,
    /// What is written, before.
    pub text: String,
    /// Where the holder stands, before.
    pub place: Place,
}

/// What every link says, in one order for both models.
type Told = (String, u16, bool, Option<String>, Option<String>);

/// The links that mean something else in the model of after; empty when the change is safe. Items are counted too: one
/// that came or went gives its id.
pub fn what_changed(renaming: &Renaming, after: &Model) -> Vec<Changed> {
    let before = &renaming.facts.model;
    let mut then: Vec<(Told, usize)> =
        before.links.iter().enumerate().map(|(number, link)| (told(before, link, Some(renaming)), number)).collect();
    let mut now: Vec<Told> = after.links.iter().map(|link| told(after, link, None)).collect();
    then.sort();
    now.sort();
    let mut changed = Vec::new();
    let mut at = 0;
    for (link, number) in &then {
        while now.get(at).is_some_and(|other| other < link) {
            at += 1;
        }
        if now.get(at) == Some(link) {
            at += 1;
        } else {
            let link = &before.links[*number];
            let holder = before.item(link.holder);
            changed.push(Changed { holder: holder.id.to_string(), text: link.text.to_string(), place: holder.place() });
        }
    }
    changed.extend(items_lost(renaming, after));
    changed
}

fn items_lost(renaming: &Renaming, after: &Model) -> Vec<Changed> {
    let before = &renaming.facts.model;
    let is_lost = |ix: &ItemIx| after.find(&renaming.called(&before.item(*ix).id)).is_none();
    // The old id must still lead to the item, by its earlier ids or because it is the same to a reader.
    let keeps = after.find(&renaming.old).is_some_and(|ix| fold(&after.item(ix).id) == fold(&renaming.new));
    let lost = before.all().filter(|ix| is_lost(ix) || !keeps && *ix == renaming.item);
    lost.map(|ix| {
        let item = before.item(ix);
        Changed { holder: item.id.to_string(), text: item.id.to_string(), place: item.place() }
    })
    .collect()
}

/// A link as holder, type, direction, target and anchor, with ids as they are called afterwards. What leads nowhere is
/// told by its text.
fn told(model: &Model, link: &Link, renaming: Option<&Renaming>) -> Told {
    let name = |id: &str| match renaming {
        Some(renaming) => fold(&renaming.called(id)),
        None => fold(id),
    };
    let target = link.target.as_ref().map(|target| {
        let id = target.deeper().unwrap_or(&model.item(target.item).id);
        format!("{} {}", name(id), if target.old { "old" } else { "" })
    });
    let target = target.or_else(|| Some(format!("? {}", name(&link.text))));
    let anchor = link.target.as_ref().and_then(|target| target.anchor()).map(str::to_owned);
    (name(&model.item(link.holder).id), link.link_type.0, link.turned, target, anchor)
}
