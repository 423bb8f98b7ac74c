//! Small pieces of XML.

use crate::export::specification::html::has_wide_space;

/// A text in which nothing is markup; what XML can't hold is a space.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    crate::escape::xml(text, &mut safe);
    safe
}

/// An address as a relationship may hold it; `None` for one that Word would take for damage.
pub(super) fn address(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once(':')?;
    let host = match scheme {
        "mailto" => rest.split_once('@')?.1.split('?').next()?,
        "http" | "https" => rest.strip_prefix("//")?.split(['/', '?', '#']).next()?,
        _ => return None,
    };
    let name = host
        .split_once(':')
        .map_or(host, |(name, port)| if port.bytes().all(|byte| byte.is_ascii_digit()) { name } else { "" });
    let is_plain = |part: &str| {
        !part.is_empty() && part.chars().all(|letter| letter.is_alphanumeric() || letter == '-' || letter == '_')
    };
    if !name.split('.').all(is_plain) {
        return None;
    }
    let mut safe = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => safe.push(byte as char),
            b'-' | b'.' | b'_' | b'~' | b':' | b'/' | b'?' | b'#' | b'@' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')'
            | b'*' | b'+' | b',' | b';' | b'=' | b'%' => safe.push(byte as char),
            byte => safe.push_str(&format!("%{byte:02X}")),
        }
    }
    // A second `#` or a `%` that begins nothing is no address either.
    let is_whole =
        |at: usize| safe.get(at + 1..at + 3).is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let escapes_hold = safe.bytes().enumerate().all(|(at, byte)| byte != b'%' || is_whole(at));
    (escapes_hold && safe.matches('#').count() <= 1).then_some(safe)
}

/// Whether a text has white space that is lost unless it is asked for: at an end, or more than one between two words.
pub(super) fn loses_space(text: &str) -> bool {
    text.starts_with(' ') || text.ends_with(' ') || has_wide_space(text)
}

/// How far a paragraph stands in.
pub(super) fn indent(left: usize) -> String {
    format!("<w:ind w:left=\"{left}\"/>")
}

/// The beginning of a field, up to what it shows.
pub(super) fn field_begin(instruction: &str, attributes: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"{attributes}/></w:r><w:r><w:instrText xml:space=\"preserve\"> {instruction} \
         </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_word_would_take_for_damage_are_no_links() {
        assert_eq!(address("https://a.dk/x y?z=å#t").as_deref(), Some("https://a.dk/x%20y?z=%C3%A5#t"));
        assert_eq!(address("mailto:krav@a.dk").as_deref(), Some("mailto:krav@a.dk"));
        for url in [
            "https://",
            "https://[",
            "http://a..b",
            "ftp://a.dk",
            "javascript:alert(1)",
            "https://a.dk/%zz",
            "https://a.dk/#a#b",
        ] {
            assert_eq!(address(url), None, "{url}");
        }
    }
}
