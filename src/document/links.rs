//! Where a Markdown link leads: the web, the project, or nowhere we allow.

/// What a destination is.
#[derive(Debug, PartialEq)]
pub(super) enum Destination {
    /// `http:`, `https:`, `mailto:` or `tel:`.
    Web,
    /// Something of the project, percent-decoded.
    Local { path: String, fragment: Option<String> },
    /// `side:`, a page that the program makes: its address from the site's root, percent-decoded.
    Page(String),
    /// A scheme or form that content may not use.
    Refused,
}

/// Classifies a destination as Markdown gave it, entities and escapes undone.
pub(super) fn classify(destination: &str) -> Destination {
    let trimmed = destination.trim_matches(' ');
    if trimmed.chars().any(is_hidden) || trimmed.starts_with(['/', '\\']) {
        return Destination::Refused;
    }
    if let Some((scheme, rest)) = trimmed.split_once(':') {
        let is = |known: &str| scheme.eq_ignore_ascii_case(known);
        if is("http") || is("https") {
            return if rest.starts_with("//") { Destination::Web } else { Destination::Refused };
        }
        if is("mailto") || is("tel") {
            return Destination::Web;
        }
        if is("side") {
            let address = percent_decode(rest);
            let is_odd = address.is_empty() || address.chars().any(is_hidden);
            return if is_odd { Destination::Refused } else { Destination::Page(address) };
        }
    }
    let (path, fragment) = match trimmed.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (trimmed, None),
    };
    let (path, fragment) = (percent_decode(path), fragment.map(percent_decode));
    // A colon before the first slash would be a scheme; hidden in percent signs it's a trick.
    let first = path.split('/').next().unwrap_or_default();
    let hidden =
        path.chars().any(is_hidden) || fragment.as_ref().is_some_and(|fragment| fragment.chars().any(is_hidden));
    if hidden || first.contains(':') || path.starts_with(['/', '\\']) {
        return Destination::Refused;
    }
    Destination::Local { path, fragment: fragment.filter(|fragment| !fragment.is_empty()) }
}

/// Control and direction characters, which make a link look like another.
fn is_hidden(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair =
            bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// Writes a web address as an attribute's value: percent-encoded where HTML or URLs want it.
pub(super) fn write_href(html: &mut String, address: &str) {
    const HEXADECIMAL: &[u8; 16] = b"0123456789ABCDEF";
    for byte in address.trim_matches(' ').bytes() {
        match byte {
            b'&' => html.push_str("&amp;"),
            b'\'' => html.push_str("&#39;"),
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0..=0x20 | 0x7F.. => {
                html.push('%');
                html.push(char::from(HEXADECIMAL[usize::from(byte >> 4)]));
                html.push(char::from(HEXADECIMAL[usize::from(byte & 15)]));
            }
            _ => html.push(char::from(byte)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tricks_are_refused() {
        for trick in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "javascript%3Aalert(1)",
            "%6Aavascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/absolut",
            "%2F%2Fevil.example",
            "http:evil.example",
            "a\u{202E}b.md",
            "x%00y",
            "side:",
            "side:a%0Ab.html",
        ] {
            assert_eq!(classify(trick), Destination::Refused, "{trick:?}");
        }
    }

    #[test]
    fn the_web_and_the_project_are_let_through() {
        let local = |path: &str, fragment: Option<&str>| Destination::Local {
            path: path.into(),
            fragment: fragment.map(Into::into),
        };
        assert_eq!(classify("HTTPS://example.dk/a?b#c"), Destination::Web);
        assert_eq!(classify("mailto:a@example.dk"), Destination::Web);
        assert_eq!(classify("../b%C3%B8rn/a.md#Et%20afsnit"), local("../børn/a.md", Some("Et afsnit")));
        assert_eq!(classify("#afsnit"), local("", Some("afsnit")));
        assert_eq!(classify("a/b:c.md"), local("a/b:c.md", None));
        assert_eq!(classify("side:kontrol/g03.html"), Destination::Page("kontrol/g03.html".into()));
    }

    #[test]
    fn an_address_can_not_leave_its_attribute() {
        let mut html = String::new();
        write_href(&mut html, "https://x.dk/\"onclick='æ'&b c");
        assert_eq!(html, "https://x.dk/%22onclick=&#39;%C3%A6&#39;&amp;b%20c");
    }
}
