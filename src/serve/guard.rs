//! Whom the server answers: a page of another site may neither read it through a borrowed name nor ask it for anything.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName, Method, header};

/// Whether a request names this machine or the `host` that was asked for.
///
/// Served to a whole network (`0.0.0.0`), every address and every name that only the network itself gives is this
/// machine: a name with a dot in it can be made to lead here by whoever owns it.
pub(super) fn is_own_host(headers: &HeaderMap, host: &str) -> bool {
    let Some(named) = text(headers, header::HOST) else { return false };
    let name = without_port(named);
    if name.eq_ignore_ascii_case("localhost") || name.eq_ignore_ascii_case(host) {
        return true;
    }
    let address = name.parse::<IpAddr>().ok();
    if matches!(host, "0.0.0.0" | "::") {
        return address.is_some() || !name.contains('.') || name.to_ascii_lowercase().ends_with(".local");
    }
    address.is_some_and(|address| address.is_loopback())
}

/// Whether a request comes from a page of this server, from no page at all, or is a person following a link to it.
pub(super) fn is_same_site(method: &Method, headers: &HeaderMap) -> bool {
    let own = text(headers, header::HOST).unwrap_or("");
    if text(headers, header::ORIGIN).is_some_and(|origin| origin.strip_prefix("http://") != Some(own)) {
        return false;
    }
    let fetch = |name: &'static str| text(headers, HeaderName::from_static(name));
    match fetch("sec-fetch-site") {
        None | Some("same-origin" | "none") => true,
        Some(_) => {
            let follows = fetch("sec-fetch-mode") == Some("navigate") && fetch("sec-fetch-dest") == Some("document");
            follows && *method == Method::GET
        }
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    // A value that is no text is as foreign as any other.
    headers.get(name).map(|value| value.to_str().unwrap_or("?"))
}

fn without_port(host: &str) -> &str {
    match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(rest),
        None => host.split(':').next().unwrap_or(host),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    #[test]
    fn foreign_hosts_are_refused() {
        assert!(!is_own_host(&HeaderMap::new(), "127.0.0.1"));
        let cases = [
            ("localhost:8000", true),
            ("127.0.0.1:8000", true),
            ("[::1]:8000", true),
            ("evil.example", false),
            ("192.168.1.4:8000", false),
            ("127.0.0.1.evil.example", false),
        ];
        for (host, own) in cases {
            assert_eq!(is_own_host(&headers(&[("host", host)]), "127.0.0.1"), own, "{host}");
        }
    }

    #[test]
    fn a_network_knows_the_machine_by_address_and_by_its_own_names() {
        for (host, own) in
            [("192.168.1.4:8000", true), ("mypc:8000", true), ("mypc.local", true), ("evil.example:8000", false)]
        {
            assert_eq!(is_own_host(&headers(&[("host", host)]), "0.0.0.0"), own, "{host}");
        }
        assert!(is_own_host(&headers(&[("host", "krav.kommune.dk:8000")]), "krav.kommune.dk"));
    }

    #[test]
    fn other_sites_get_nothing_but_a_link_may_be_followed() {
        let from = |more: &[(&'static str, &str)]| {
            let mut all = headers(&[("host", "localhost:8000")]);
            all.extend(headers(more));
            is_same_site(&Method::GET, &all)
        };
        assert!(from(&[]));
        assert!(from(&[("origin", "http://localhost:8000"), ("sec-fetch-site", "same-origin")]));
        assert!(from(&[("sec-fetch-site", "none")]));
        assert!(!from(&[("origin", "https://evil.example")]));
        assert!(!from(&[("origin", "null")]));
        assert!(!from(&[("origin", "http://localhost:3000")]));
        assert!(!from(&[("sec-fetch-site", "cross-site")]));
        assert!(!from(&[("sec-fetch-site", "same-site"), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "script")]));
        let link = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")];
        assert!(from(&[link[0], link[1], ("sec-fetch-dest", "document")]));
        assert!(!from(&[link[0], link[1], ("sec-fetch-dest", "iframe")]));
    }
}
