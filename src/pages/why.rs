//! What a page is made of, for people: in which files it is written, and why it had to be made again.

use super::book::Book;
use super::key::{self, Hash, Keyed};
use super::route::Route;
use crate::finding::Said;
use crate::model::ItemIx;
use crate::place::FileId;
use crate::said;

/// What a page is written in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrittenIn {
    /// The item it is about, then what is nested in it.
    pub items: Vec<ItemIx>,
    /// Their files, in no order.
    pub files: Vec<FileId>,
}

/// What a page about one item is written in; `None` for pages that the program makes of many.
pub fn sources_of(book: &Book, route: &Route) -> Option<WrittenIn> {
    let ix = match route {
        Route::Item(ix) | Route::Impact(ix) | Route::Evidence(ix) | Route::Traces(ix, _) | Route::Redirect(ix, _) => {
            *ix
        }
        Route::Joined(ix, ..) => *ix,
        Route::Front => book.model().all().find(|ix| book.is_front(*ix))?,
        _ => return None,
    };
    let mut written = WrittenIn::default();
    family(book, ix, &mut written);
    Some(written)
}

fn family(book: &Book, ix: ItemIx, written: &mut WrittenIn) {
    let item = book.model().item(ix);
    written.items.push(ix);
    for file in item.fields.iter().map(|field| field.file).chain([item.file]) {
        if !written.files.contains(&file) {
            written.files.push(file);
        }
    }
    item.children.iter().for_each(|child| family(book, *child, written));
}

/// What the key of a page is made of, in parts that a person knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounds {
    constants: Hash,
    text: Hash,
    around: Hash,
    findings: Hash,
    is_about_one: bool,
}

/// The grounds of a page as it is now.
pub fn grounds(book: &Book, route: &Route) -> Grounds {
    let (mut text, mut around, mut findings) = (Keyed::new("text"), Keyed::new("around"), Keyed::new("findings"));
    let written = sources_of(book, route);
    for ix in written.iter().flat_map(|written| &written.items) {
        key::feed_self(&mut text, book, *ix);
        let graph = &book.model().graph;
        for (other, _) in graph.outgoing(*ix).chain(graph.incoming(*ix)) {
            around.hash(&book.shown_as[other.0 as usize]);
        }
        for finding in book.findings_of(*ix) {
            key::feed_finding(&mut findings, &book.facts, finding);
        }
    }
    Grounds {
        constants: book.constants,
        text: text.done(),
        around: around.done(),
        findings: findings.done(),
        is_about_one: written.is_some(),
    }
}

impl Grounds {
    /// Why a page with these grounds was made, when it had others before.
    pub fn why(&self, before: Option<&Grounds>) -> Said {
        let Some(before) = before else {
            return said!("vises for første gang", "is shown for the first time");
        };
        if self.constants != before.constants {
            return said!("indstillinger, model eller tema er ændret", "settings, model or theme changed");
        }
        if !self.is_about_one {
            return said!("indholdet, den samler, er ændret", "the content it gathers changed");
        }
        if self.text != before.text {
            return said!("dens egen tekst er ændret", "its own text changed");
        }
        if self.around != before.around {
            return said!(
                "navn, status eller antal af det, den er knyttet til, er ændret",
                "the name, status or number of what it is linked to changed"
            );
        }
        if self.findings != before.findings {
            return said!("fundene om den er andre", "the findings about it are others");
        }
        said!("noget længere ude, som den viser, er ændret", "something further away that it shows changed")
    }
}
