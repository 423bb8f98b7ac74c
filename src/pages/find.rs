//! What lies at one address, told without making the whole plan.

use super::book::Book;
use super::route::Route;

/// The front page, an item or a file of the theme at an address, as the plan would have it; `None` for all else, which
/// only the plan knows.
pub fn find(book: &Book, address: &str) -> Option<Route> {
    // The plan knows an address once, whatever the case of its letters.
    if address.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    for route in [Route::Front, Route::NotFound, Route::Overview] {
        if book.address(&route) == address {
            return Some(route);
        }
    }
    if let Some((asset, _)) = book.dress.assets.iter().find(|(asset, _)| asset.eq_ignore_ascii_case(address)) {
        return (asset == address).then(|| Route::Asset(asset.clone()));
    }
    let model = book.model();
    let is_there = |ix: &_| model.item(*ix).page().eq_ignore_ascii_case(address) && book.published.shows(*ix);
    let first = model.all().filter(is_there).find(|ix| book.has_page(*ix))?;
    (model.item(first).page() == address).then_some(Route::Item(first))
}
