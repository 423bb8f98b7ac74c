//! The site over HTTP, from memory: every page is rendered when it is asked for.

use std::net::SocketAddr;
use std::sync::{Arc, RwLock};

use anyhow::Context as _;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::Response;
use foldhash::HashMap;

use crate::pages::{Planned, Route};
use crate::pipeline::Edition;

/// What is served now; replaced whole when a new edition is ready.
pub type Shown = Arc<RwLock<Arc<Served>>>;

/// An edition with its addresses.
pub struct Served {
    edition: Edition,
    routes: HashMap<String, Route>,
}

impl Served {
    pub fn new(edition: Edition) -> Served {
        let plan: Vec<Planned> = edition.plan();
        let routes = plan.into_iter().map(|page| (page.address, page.route)).collect();
        Served { edition, routes }
    }

    /// The bytes at an address from the site's root; `None` where the site has nothing.
    pub fn bytes(&self, address: &str) -> Option<anyhow::Result<Vec<u8>>> {
        let route = self.routes.get(address)?;
        Some(self.edition.bytes(route))
    }

    /// All addresses, in no order.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.routes.keys().map(String::as_str)
    }
}

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

/// Serves what is shown until the process ends. Requests whose `Host` is neither this machine nor `host` are refused,
/// so that no page of another site can read it through a borrowed name.
pub async fn serve(listener: tokio::net::TcpListener, host: String, shown: Shown) -> anyhow::Result<()> {
    let state = Arc::new((shown, host, listener.local_addr().ok()));
    let router = axum::Router::new().fallback(answer).with_state(state);
    axum::serve(listener, router).await.context("the server stopped")
}

type Serving = Arc<(Shown, String, Option<SocketAddr>)>;

async fn answer(State(serving): State<Serving>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let (shown, host, _) = &*serving;
    if !is_own_host(&headers, host) {
        return plain(StatusCode::MISDIRECTED_REQUEST, "unknown host");
    }
    if method != Method::GET && method != Method::HEAD {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD");
    }
    let served = shown.read().map(|served| served.clone()).unwrap_or_else(|poisoned| poisoned.into_inner().clone());
    let address = address(uri.path());
    let rendered = tokio::task::spawn_blocking(move || match served.bytes(&address) {
        Some(bytes) => (StatusCode::OK, content_type(&address), bytes),
        None => (
            StatusCode::NOT_FOUND,
            content_type("404.html"),
            served.bytes("404.html").unwrap_or_else(|| Ok(Vec::new())),
        ),
    });
    match rendered.await {
        Ok((status, kind, Ok(bytes))) => respond(status, kind, bytes),
        Ok((.., Err(error))) => plain(StatusCode::INTERNAL_SERVER_ERROR, &format!("{error:#}")),
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "the page could not be made"),
    }
}

fn is_own_host(headers: &HeaderMap, host: &str) -> bool {
    let Some(named) = headers.get(header::HOST).and_then(|value| value.to_str().ok()) else { return false };
    let name = match named.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(rest),
        None => named.split(':').next().unwrap_or(named),
    };
    let everywhere = matches!(host, "0.0.0.0" | "::");
    everywhere
        || name.eq_ignore_ascii_case("localhost")
        || name == "127.0.0.1"
        || name == "::1"
        || name.eq_ignore_ascii_case(host)
}

/// The site's address of a request path: without the first slash, `index.html` for folders.
fn address(path: &str) -> String {
    let path = path.strip_prefix('/').unwrap_or(path);
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
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

fn respond(status: StatusCode, kind: &'static str, bytes: Vec<u8>) -> Response {
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, kind)
        .header(header::CACHE_CONTROL, "no-store")
        .header("x-content-type-options", "nosniff")
        .body(Body::from(bytes))
        .unwrap_or_default()
}

fn plain(status: StatusCode, text: &str) -> Response {
    respond(status, "text/plain; charset=utf-8", format!("{text}\n").into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_have_an_index() {
        assert_eq!(address("/"), "index.html");
        assert_eq!(address("/krav/"), "krav/index.html");
        assert_eq!(address("/krav/a.html"), "krav/a.html");
    }

    #[test]
    fn foreign_hosts_are_refused() {
        let mut headers = HeaderMap::new();
        assert!(!is_own_host(&headers, "127.0.0.1"));
        for (host, own) in
            [("localhost:8000", true), ("127.0.0.1:8000", true), ("[::1]:8000", true), ("evil.example", false)]
        {
            headers.insert(header::HOST, host.parse().unwrap());
            assert_eq!(is_own_host(&headers, "127.0.0.1"), own, "{host}");
        }
    }
}
