//! Server-sent events: how the page that someone looks at stands, at once and after every change.

use std::convert::Infallible;
use std::sync::Arc;

use axum::http::{HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;

use super::shown::Shown;
use super::{address, decoded, state};

/// How many of the files that a page uses are told of.
const USES: usize = 200;

/// What a page asks to be told of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// Address of the page.
    pub page: String,
    /// Addresses of what it loaded: styles, scripts, images, data.
    pub uses: Vec<String>,
}

impl Asked {
    /// Reads `page=…&uses=…&uses=…`.
    fn of(query: &str) -> Asked {
        let mut asked = Asked { page: "index.html".to_owned(), uses: Vec::new() };
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let address = address(&decoded(value));
            match name {
                "page" => asked.page = address,
                "uses" if asked.uses.len() < USES => asked.uses.push(address),
                _ => {}
            }
        }
        asked
    }
}

/// A stream that ends with the connection.
pub(super) fn answer(shown: &Arc<Shown>, query: &str) -> Response {
    let asked = Arc::new(Asked::of(query));
    let mut changes = shown.changes();
    changes.mark_changed();
    let viewing = shown.view(&asked.page);
    let events =
        stream::unfold((changes, shown.clone(), asked, viewing), |(mut changes, shown, asked, viewing)| async {
            changes.changed().await.ok()?;
            changes.borrow_and_update();
            let (told, of) = (shown.clone(), asked.clone());
            let event = tokio::task::spawn_blocking(move || state::event(&told, &of)).await.ok()?;
            let event = Event::default().event("state").data(event);
            Some((Ok::<Event, Infallible>(event), (changes, shown, asked, viewing)))
        });
    let mut response = Sse::new(events).keep_alive(KeepAlive::default()).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_names_a_page_and_what_it_uses() {
        let asked = Asked::of("page=krav/&uses=tema%2Fsite.css&uses=%C3%A6.png&x=1&y");
        assert_eq!(asked.page, "krav/index.html");
        assert_eq!(asked.uses, ["tema/site.css", "æ.png"]);
        assert_eq!(Asked::of("").page, "index.html");
    }
}
