//! The site over HTTP, from memory: every page is rendered when it is asked for, and whoever looks at one is told when
//! it changed.
//!
//! What is served is the published bytes; a page of HTML has one element more, which loads the script that listens
//! (`watch.js`). The server talks to this machine alone unless it is told another address, and never to other sites.

mod editor;
mod events;
mod guard;
mod shown;
mod state;

use std::sync::Arc;

use anyhow::Context as _;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::Response;

pub use editor::{Editor, Refused};
pub use shown::{Log, Served, Shown, Voices};

/// The element that a page of HTML is served with, beyond its published bytes.
pub const ELEMENT: &str = "<script data-sporbar-watch src=\"/_sporbar/watch.js\"></script>";

const SCRIPT: &str = include_str!("watch.js");
const STYLES: &str = include_str!("watch.css");

/// The first free port from `port` on at `host`.
pub async fn bind(host: &str, port: u16) -> anyhow::Result<tokio::net::TcpListener> {
    const TRIES: u16 = 20;
    let mut last = None;
    for port in port..port.saturating_add(TRIES) {
        match tokio::net::TcpListener::bind((host, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => last = Some(error),
            Err(error) => return Err(error).with_context(|| format!("could not listen on {host}:{port}")),
        }
    }
    Err(last.unwrap_or_else(|| std::io::Error::other("no port")))
        .with_context(|| format!("no free port from {port} on at {host}"))
}

/// Serves what is shown until the process ends. `host` is the address the person asked for.
pub async fn serve(listener: tokio::net::TcpListener, host: String, shown: Arc<Shown>) -> anyhow::Result<()> {
    let router = axum::Router::new().fallback(answer).with_state(Arc::new(Serving { shown, host }));
    axum::serve(listener, router).await.context("the server stopped")
}

struct Serving {
    shown: Arc<Shown>,
    host: String,
}

async fn answer(State(serving): State<Arc<Serving>>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if !guard::is_own_host(&headers, &serving.host) {
        let told = "this server does not answer to that name; start it with --host NAME to allow it";
        return plain(StatusCode::MISDIRECTED_REQUEST, told);
    }
    if !guard::is_same_site(&method, &headers) {
        return plain(StatusCode::FORBIDDEN, "requests from other sites are refused");
    }
    if method != Method::GET && method != Method::HEAD {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD");
    }
    match uri.path() {
        "/_sporbar/events" => events::answer(&serving.shown, uri.query().unwrap_or("")),
        "/_sporbar/watch.js" => respond(StatusCode::OK, content_type(".js"), SCRIPT.into()),
        "/_sporbar/watch.css" => respond(StatusCode::OK, content_type(".css"), STYLES.into()),
        path => page(serving.shown.clone(), address(path)).await,
    }
}

/// The bytes at an address of the site; those of `404.html` where there is nothing.
async fn page(shown: Arc<Shown>, address: String) -> Response {
    let rendered = tokio::task::spawn_blocking(move || shown.find(&address));
    let Ok(found) = rendered.await else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR, "the page could not be made");
    };
    let status = match (found.exists, &found.bytes) {
        (_, Err(_)) => StatusCode::INTERNAL_SERVER_ERROR,
        (true, _) => StatusCode::OK,
        (false, _) => StatusCode::NOT_FOUND,
    };
    let kind = content_type(&found.address);
    let bytes = match found.bytes {
        Ok(bytes) if kind.starts_with("text/html") => with_element(&bytes).into(),
        Ok(bytes) => Body::from(axum::body::Bytes::from_owner(Shared(bytes))),
        Err(error) => return respond(status, content_type(".html"), failed(&format!("{error:#}")).into()),
    };
    let mut response = respond(status, kind, bytes);
    if let Ok(key) = HeaderValue::from_str(&format!("sporbar;desc=\"{}\"", found.key)) {
        // The script reads it back: which of the editions a page that is open belongs to.
        response.headers_mut().insert("server-timing", key);
    }
    response
}

/// Bytes that are kept by their key and sent without a copy.
struct Shared(Arc<[u8]>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// A page with the one element more, at the end of its body.
fn with_element(page: &[u8]) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let at = page.windows(END.len()).rposition(|window| window == END).unwrap_or(page.len());
    [&page[..at], ELEMENT.as_bytes(), &page[at..]].concat()
}

/// What is shown instead of a page that the theme can't draw; it goes away when it can.
fn failed(error: &str) -> String {
    let mut text = String::with_capacity(error.len());
    for letter in error.chars() {
        match letter {
            '<' => text.push_str("&lt;"),
            '&' => text.push_str("&amp;"),
            letter => text.push(letter),
        }
    }
    format!(
        "<!doctype html><html><meta charset=\"utf-8\"><title>sporbar</title><body><pre>{text}</pre>{ELEMENT}</body></html>"
    )
}

/// The site's address of a request path: without the first slash, `index.html` for folders.
fn address(path: &str) -> String {
    let path = decoded(path.strip_prefix('/').unwrap_or(path));
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path }
}

/// A text with `%41` read as what it stands for; what is no UTF-8 then is replaced.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit())) {
            Some(digits) => {
                plain.push(u8::from_str_radix(digits, 16).expect("both are hexadecimal digits"));
                at += 3;
            }
            None => {
                plain.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

fn content_type(address: &str) -> &'static str {
    match address.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("xml") => "application/xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("gif") => "image/gif",
        Some("pdf") => "application/pdf",
        Some("csv") => "text/csv; charset=utf-8",
        Some("ics") => "text/calendar; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}

fn respond(status: StatusCode, kind: &'static str, body: Body) -> Response {
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, kind)
        .header(header::CACHE_CONTROL, "no-store")
        .header("x-content-type-options", "nosniff")
        .header("cross-origin-resource-policy", "same-origin")
        .body(body)
        .unwrap_or_default()
}

fn plain(status: StatusCode, text: &str) -> Response {
    respond(status, "text/plain; charset=utf-8", format!("{text}\n").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_have_an_index() {
        assert_eq!(address("/"), "index.html");
        assert_eq!(address("/krav/"), "krav/index.html");
        assert_eq!(address("/krav/a.html"), "krav/a.html");
        assert_eq!(address("/bilag/pl%C3%A5n.pdf"), "bilag/plån.pdf");
        assert_eq!(address("/100%"), "100%");
    }

    #[test]
    fn a_page_has_one_element_more_at_the_end_of_its_body() {
        let page = "<html><body>x</body></html>\n";
        let served = String::from_utf8(with_element(page.as_bytes())).unwrap();
        assert_eq!(served.replacen(ELEMENT, "", 1), page);
        assert!(served.ends_with(&format!("x{ELEMENT}</body></html>\n")));
        assert_eq!(with_element(b"x"), format!("x{ELEMENT}").into_bytes());
    }

    #[test]
    fn an_error_is_shown_as_text() {
        assert!(failed("<b> & c").contains("<pre>&lt;b> &amp; c</pre>"));
    }
}
