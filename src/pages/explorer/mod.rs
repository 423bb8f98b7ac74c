//! The explorer: one page on which a reader walks the whole graph, and the data its scripts draw from. The page
//! itself holds nothing of the content, so an edit changes only the part of the data that the item lies in.

mod head;
mod parts;
mod words;

pub use head::head;
pub use parts::{feed, part, parts, sort_into};

use super::book::Book;
use super::route::{Route, relative};
use super::shell;
use super::view::{Crumb, ExplorerView};

/// The page; its scripts make the rest.
pub fn view(book: &Book) -> ExplorerView {
    let from = book.address(&Route::Explorer);
    let mut page = shell::page(book, &from);
    page.title = book.word("Udforsk forbindelserne", "Explore the connections").to_owned();
    page.menu = "oversigt".to_owned();
    page.crumbs = vec![super::lists::overview_crumb(book, &from)];
    let script = |route: Route| relative(&from, &book.address(&route));
    let parts = (0..parts(book)).map(|number| script(Route::ExplorerPart(number)));
    ExplorerView {
        title: page.title.clone(),
        lead: book
            .word(
                "Find et element, se hvad det hviler på, og hvad der hviler på det, og gå videre derfra.",
                "Find an item, see what it rests on and what rests on it, and go on from there.",
            )
            .to_owned(),
        data: std::iter::once(script(Route::ExplorerHead)).chain(parts).collect(),
        without: Crumb {
            text: book.word("Se alle elementer som lister", "See all items as lists").to_owned(),
            href: relative(&from, &book.address(&Route::Overview)),
        },
        page,
    }
}

/// The address at which the explorer opens with an item in the middle, seen from the page `from`.
pub fn address_of(book: &Book, from: &str, id: &str) -> String {
    [&relative(from, &book.address(&Route::Explorer)), "#fokus=", &percent(id)].concat()
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// A text as a value in an address, as `encodeURIComponent` writes it, so that a script reads it back.
fn percent(text: &str) -> String {
    let mut address = String::with_capacity(text.len() + 8);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => address.push(byte as char),
            byte => {
                address.push('%');
                address.extend([byte >> 4, byte & 15].map(|digit| char::from(HEX[usize::from(digit)])));
            }
        }
    }
    address
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_id_is_a_value_in_an_address() {
        assert_eq!(super::percent("BL § 20, stk. 3"), "BL%20%C2%A7%2020%2C%20stk.%203");
    }
}
