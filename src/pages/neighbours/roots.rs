//! A step further: the acts of provisions, the law and the solutions of neighbours.

use super::{Group, What, enclosing};
use crate::model::{ItemIx, Role};
use crate::pages::book::Book;

/// Acts or solutions drawn a step further, on one side.
const MOST_ROOTS: usize = 2;

/// Finds acts on the left and solutions on the right that are not drawn already, and puts what belongs to one together.
pub(super) fn add(book: &Book, ix: ItemIx, around: &[ItemIx], found: &mut super::Neighbours) {
    let model = book.model();
    let of_law = |item: ItemIx| model.is(item, Role::Provision) || model.is(item, Role::LegalSource);
    let drawn_left = found.basis.iter().flat_map(|group| &group.members);
    let has_law =
        of_law(ix) || drawn_left.clone().any(|member| matches!(member.what, What::Item(other) if of_law(other)));
    // All of a solution rests on law: the little that is drawn here would say nothing of it.
    let whole = model.is(ix, Role::Solution);
    let above = |other: ItemIx| {
        if whole {
            None
        } else if model.is(other, Role::Provision) {
            enclosing(book, other)
        } else {
            basis_of(book, other).filter(|_| !has_law)
        }
    };
    set_roots(&mut found.basis, around, above);
    if model.solutions(ix).is_empty() {
        let solution = |other: ItemIx| match model.solutions(other) {
            [solution] if book.published.shows(*solution) => Some(*solution),
            _ => None,
        };
        set_roots(&mut found.resting, around, solution);
    }
}

/// The first law that an item rests on by its own links.
fn basis_of(book: &Book, other: ItemIx) -> Option<ItemIx> {
    let model = book.model();
    if model.is(other, Role::LegalSource) {
        return None;
    }
    let roles = [Role::LegalBasis, Role::Analyses, Role::Interprets];
    let mut targets = roles.into_iter().flat_map(|role| model.targets(other, role));
    targets.find(|target| book.published.shows(*target))
}

fn set_roots(groups: &mut [Group], around: &[ItemIx], root_of: impl Fn(ItemIx) -> Option<ItemIx>) {
    let roots = groups.iter().flat_map(|group| &group.members).filter_map(|member| match member.what {
        What::Item(other) => root_of(other).filter(|root| !around.contains(root)),
        What::Missing(_) => None,
    });
    let mut roots: Vec<ItemIx> = roots.collect();
    roots.sort_unstable();
    roots.dedup();
    // A choice among many would look like all there are.
    if roots.len() > MOST_ROOTS {
        return;
    }
    let mut used: Vec<ItemIx> = Vec::new();
    for group in groups {
        let before = used.len();
        for member in &mut group.members {
            let What::Item(other) = member.what else { continue };
            let Some(root) = root_of(other).filter(|root| !around.contains(root) && !used[..before].contains(root))
            else {
                continue;
            };
            member.root = Some(root);
            if !used.contains(&root) {
                used.push(root);
            }
        }
        // What has no root stands by itself, at the end.
        group.members.sort_by_key(|member| (member.root.is_none(), member.root));
    }
}
