//! Whether a drawing could run code when somebody opens it by its own address.

use regex::Regex;
use std::sync::LazyLock;

/// What runs or loads in an SVG: elements, event attributes, script addresses, own entities.
static RUNS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)<[\w-]*:?(script|foreignobject|iframe|object|embed|handler|listener)\b|[\s/\x22']on[a-z]+\s*=|javascript:|vbscript:|data:text|<!entity|<\?xml-stylesheet")
        .expect("the expression is constant and well formed")
});

/// Whether an SVG holds anything that can run. What is not UTF-8 can't be told and so could.
pub(super) fn can_run(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return true };
    let plain = without_disguise(text);
    RUNS.is_match(text) || RUNS.is_match(&plain)
}

/// The text with character references written out and white space inside addresses gone, as a browser reads them.
fn without_disguise(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        plain.push_str(before);
        let Some((digits, behind)) = after.split_once(';').filter(|(digits, _)| digits.len() <= 8) else {
            plain.push_str("&#");
            rest = after;
            continue;
        };
        let code = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => digits.parse(),
        };
        plain.extend(code.ok().and_then(char::from_u32).filter(|letter| !letter.is_control()));
        rest = behind;
    }
    plain.push_str(rest);
    plain.replace("&colon;", ":").replace(['\t', '\n', '\r'], "")
}

#[cfg(test)]
mod tests {
    use super::can_run;

    #[test]
    fn a_plain_drawing_can_not_run() {
        assert!(!can_run(
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>Version on &#230;</title><path d=\"M0 0\"/></svg>"
                .as_bytes()
        ));
    }

    #[test]
    fn scripts_handlers_and_their_disguises_are_seen() {
        for svg in [
            "<svg><script>1</script></svg>",
            "<svg><svg:SCRIPT/></svg>",
            "<svg onload='x()'/>",
            "<svg/onload=x()>",
            "<svg><a href=\"java&#115;cript:x\"/></svg>",
            "<svg><a href=\"java\nscript:x\"/></svg>",
            "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>",
            "<svg><foreignObject/></svg>",
        ] {
            assert!(can_run(svg.as_bytes()), "{svg}");
        }
        assert!(can_run(&[0xff, 0xfe, 0x3c, 0x00]));
    }
}
