//! The map of law over solutions: which legal sources bear on which solutions, with how many requirements.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{map_section, page, table};
use crate::model::{ItemIx, Role};
use crate::pages::book::Book;
use crate::pages::refs::item_ref;
use crate::pages::route::Route;
use crate::pages::view::{Inline, Row, SectionsView, Table};
use crate::pages::words::{capital, name, number};

/// Whether there is anything on the map.
pub fn has_law(book: &Book) -> bool {
    let shown = |role: Role| book.model().with_role(role).any(|ix| book.published.shows(ix));
    shown(Role::LegalSource) && shown(Role::Solution)
}

/// The acts that shown requirements of each solution rest on, with how many: `(act, solution) → requirements`.
pub(super) fn law_of(book: &Book, requirements: impl Iterator<Item = ItemIx>) -> BTreeMap<(ItemIx, ItemIx), usize> {
    let model = book.model();
    let mut counts = BTreeMap::new();
    for requirement in requirements {
        let mut acts: Vec<ItemIx> = Vec::new();
        for target in model.targets(requirement, Role::LegalBasis) {
            // A reading of law stands between the requirement and what it reads.
            match model.is(target, Role::LegalAnalysis) {
                true => acts.extend(model.targets(target, Role::Analyses).into_iter().map(|one| top(book, one))),
                false => acts.push(top(book, target)),
            }
        }
        acts.retain(|act| model.is(*act, Role::LegalSource) && book.published.shows(*act));
        acts.sort_unstable();
        acts.dedup();
        let solutions = model.solutions(requirement).iter().copied().filter(|one| book.published.shows(*one));
        for solution in solutions {
            for act in &acts {
                *counts.entry((*act, solution)).or_insert(0) += 1;
            }
        }
    }
    counts
}

fn top(book: &Book, ix: ItemIx) -> ItemIx {
    let mut top = ix;
    while let Some(parent) = book.model().item(top).parent {
        top = parent;
    }
    top
}

fn all_requirements(book: &Book) -> impl Iterator<Item = ItemIx> + '_ {
    book.model().with_role(Role::Requirement).filter(|ix| book.published.shows(*ix))
}

/// The page of law over solutions.
pub fn law_page(book: &Book) -> SectionsView {
    let from = book.address(&Route::LawMap);
    let title = book.word("Lov og løsninger", "Law and solutions");
    let counts = law_of(book, all_requirements(book));
    let edges = law_edges(book, &counts);
    let note = book.word(
        "Tallet på en pil er, hvor mange krav i løsningen der har hjemmel i retskilden, direkte eller gennem en lovudredning.",
        "The number at an arrow is how many requirements of the solution have their basis in the legal source, directly or through an analysis.",
    );
    let table = law_table(book, &from, &counts);
    let section = map_section(book, &from, ("_kort", title), note, &edges, table);
    page(book, &from, title, note, section)
}

fn law_edges(book: &Book, counts: &BTreeMap<(ItemIx, ItemIx), usize>) -> Vec<(ItemIx, ItemIx, String)> {
    let mut counts: Vec<_> = counts.iter().collect();
    // Where there are too many for a drawing, the least goes first.
    counts.sort_by_key(|(pair, count)| (Reverse(**count), **pair));
    counts.into_iter().map(|((act, solution), count)| (*act, *solution, number(book.language(), *count))).collect()
}

fn law_table(book: &Book, from: &str, counts: &BTreeMap<(ItemIx, ItemIx), usize>) -> Table {
    let row = |((act, solution), count): (&(ItemIx, ItemIx), &usize)| {
        let item = |ix: ItemIx| vec![Inline::Item(item_ref(book, from, ix))];
        let count = vec![Inline::Text { text: number(book.language(), *count) }];
        Row { cells: vec![item(*act), item(*solution), count], ..Row::default() }
    };
    let named = |role: Role| {
        let kind = book.model().schema.kind_with(role).map(|kind| book.model().schema.kind(kind));
        capital(kind.map_or("", |kind| name(book.language(), &kind.name)))
    };
    let columns = [named(Role::LegalSource), named(Role::Solution), book.word("Krav", "Requirements").to_owned()];
    let mut table = table(book, &columns, counts.iter().map(row).collect());
    if let Some(last) = table.columns.last_mut() {
        last.class = "num";
    }
    table
}
