//! Pages at the addresses of earlier ids.

use super::book::Book;
use super::refs::item_ref;
use super::route::Route;
use super::shell;
use super::view::RedirectView;
use crate::document::{Node, slug};
use crate::model::{ItemIx, Role};

/// Earlier ids of an item that are written in its `tidligere_id`, in order.
pub fn old_ids(book: &Book, ix: ItemIx) -> Vec<String> {
    let model = book.model();
    let field = model.field(ix, Role::FormerIds);
    let texts = field.map(|field| field.node.elements().iter().filter_map(Node::text).map(str::to_owned).collect());
    texts.unwrap_or_default()
}

/// The redirects of an item: the numbers of those earlier ids whose address nothing else has.
pub fn of_item(book: &Book, ix: ItemIx) -> Vec<u32> {
    let model = book.model();
    let folder = &model.schema.kind(model.item(ix).kind).folder;
    let free = |id: &String| {
        let address = format!("{folder}/{}.html", slug(id));
        !slug(id).is_empty() && model.find(id) == Some(ix) && address != *model.item(ix).url
    };
    let ids = old_ids(book, ix);
    ids.iter().enumerate().filter(|(_, id)| free(id)).map(|(number, _)| number as u32).collect()
}

/// A redirect page.
pub fn view(book: &Book, ix: ItemIx, number: u32) -> RedirectView {
    let from = book.address(&Route::Redirect(ix, number));
    let mut page = shell::page(book, &from);
    let old_id = old_ids(book, ix).get(number as usize).cloned().unwrap_or_default();
    page.title = old_id.clone();
    page.hidden = true;
    RedirectView { page, old_id, target: item_ref(book, &from, ix) }
}
