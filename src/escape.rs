//! Text written where some characters have a meaning, and read back: as entities in HTML and SVG, as escapes in JSON
//! that scripts load.
//!
//! Every page passes through here several times, so texts are looked over in blocks of [`BLOCK`] bytes, which the compiler
//! turns into a handful of vector instructions; only a block that holds something is read byte by byte.

use std::borrow::Cow;

/// Bytes looked over at once: the width of the vectors that every x86-64 and ARM64 has.
const BLOCK: usize = 16;

/// Appends text that may stand between tags and in quoted attributes.
pub fn html(text: &str, output: &mut String) {
    replace(text, output, is_special_in_html, |rest| Some((entity(rest.as_bytes()[0]), 1)));
}

/// The same as a value of its own, borrowed where nothing needs an entity.
pub fn html_text(text: &str) -> Cow<'_, str> {
    if next(text.as_bytes(), 0, is_special_in_html).is_none() {
        return Cow::Borrowed(text);
    }
    let mut output = String::with_capacity(text.len() + 16);
    html(text, &mut output);
    Cow::Owned(output)
}

/// Appends text that stands between tags; quotes are left as they are.
pub fn between_tags(text: &str, output: &mut String) {
    replace(text, output, is_markup, |rest| Some((entity(rest.as_bytes()[0]), 1)));
}

/// Appends text of an XML document, between tags or in an attribute; what XML can't hold becomes a space.
pub fn xml(text: &str, output: &mut String) {
    // `EF` is the first byte of U+FFFE and U+FFFF, and of many characters that XML can hold.
    let special = |byte| is_special_in_html(byte) | (byte < 0x20) | (byte == 0xef);
    replace(text, output, special, |rest| match rest.as_bytes()[0] {
        0xef => rest.starts_with(['\u{fffe}', '\u{ffff}']).then_some((" ", 3)),
        0..0x20 => Some((" ", 1)),
        byte => Some((entity(byte), 1)),
    });
}

/// Appends JSON so that it may stand in a script: no `<`, and none of the two characters that end a line in JavaScript
/// and not in JSON. Inside JSON they occur in strings only, where an escape says the same.
pub fn json_in_script(json: &str, output: &mut String) {
    // `E2` is the first byte of U+2028 and U+2029, and of many others.
    replace(
        json,
        output,
        |byte| (byte == b'<') | (byte == 0xe2),
        |rest| {
            let escape = match rest.chars().next()? {
                '<' => "\\u003c",
                '\u{2028}' => "\\u2028",
                '\u{2029}' => "\\u2029",
                _ => return None,
            };
            Some((escape, if escape == "\\u003c" { 1 } else { 3 }))
        },
    );
}

/// Appends a text as a string of JSON that may stand in a script: what [`value_in_script`] writes for it, in one look.
pub fn text_in_script(text: &str, output: &mut String) {
    let special = |byte| (byte < 0x20) | (byte == b'"') | (byte == b'\\') | (byte == b'<') | (byte == 0xe2);
    output.push('"');
    replace(text, output, special, |rest| match rest.as_bytes()[0] {
        b'"' => Some(("\\\"", 1)),
        b'\\' => Some(("\\\\", 1)),
        b'<' => Some(("\\u003c", 1)),
        0xe2 if rest.starts_with('\u{2028}') => Some(("\\u2028", 3)),
        0xe2 if rest.starts_with('\u{2029}') => Some(("\\u2029", 3)),
        0xe2 => None,
        control => Some((CONTROLS[usize::from(control)], 1)),
    });
    output.push('"');
}

/// The control characters as they stand in strings of JSON.
#[rustfmt::skip]
const CONTROLS: [&str; 32] = [
    "\\u0000", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005", "\\u0006", "\\u0007", "\\b", "\\t", "\\n", "\\u000b", "\\f", "\\r", "\\u000e", "\\u000f", "\\u0010", "\\u0011", "\\u0012", "\\u0013", "\\u0014", "\\u0015", "\\u0016", "\\u0017", "\\u0018", "\\u0019", "\\u001a", "\\u001b", "\\u001c", "\\u001d", "\\u001e", "\\u001f",
];

/// Appends a value as JSON that may stand in a script.
///
/// # Panics
///
/// Never for values whose `Serialize` can't fail and whose maps have texts as keys, as all of ours.
pub fn value_in_script(value: &impl serde::Serialize, output: &mut String) {
    // Written whole and then escaped: looking over each piece that the writer makes of it takes three times as long.
    let json = serde_json::to_string(value).expect("texts and numbers can be written as JSON");
    json_in_script(&json, output);
}

/// Appends text of HTML with its character references written out; what is none is left as it stands.
pub fn decode(html: &str, output: &mut String) {
    let mut rest = html;
    while let Some(found) = memchr::memchr(b'&', rest.as_bytes()) {
        let (before, after) = (&rest[..found], &rest[found + 1..]);
        output.push_str(before);
        // Near, or many `&` and no `;` would be gone through again and again.
        let end = after.bytes().take(LONGEST_NAME + 1).position(|byte| byte == b';');
        let letter = end.and_then(|end| Some((referred(&after[..end])?, &after[end + 1..])));
        let (letter, behind) = letter.unwrap_or(('&', after));
        output.push(letter);
        rest = behind;
    }
    output.push_str(rest);
}

/// Longest name of a reference that is looked for, in bytes.
const LONGEST_NAME: usize = 10;

/// The character that a reference of HTML stands for, by what is written between `&` and `;`; `None` for one that no text
/// of ours holds.
fn referred(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "shy" => '\u{ad}',
        _ => {
            let number = name.strip_prefix('#').filter(|number| number.len() <= 8)?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}

fn is_special_in_html(byte: u8) -> bool {
    is_markup(byte) | (byte == b'"') | (byte == b'\'')
}

fn is_markup(byte: u8) -> bool {
    (byte == b'<') | (byte == b'>') | (byte == b'&') | (byte == 0)
}

fn entity(byte: u8) -> &'static str {
    match byte {
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'&' => "&amp;",
        b'"' => "&quot;",
        b'\'' => "&#39;",
        _ => "\u{FFFD}",
    }
}

/// Appends `text`. Where a byte is `special`, `instead` is asked with the text from there on: what to write, and for how
/// many bytes; `None` leaves the character alone. Special bytes begin a character.
pub fn replace(
    text: &str,
    output: &mut String,
    special: impl Fn(u8) -> bool + Copy,
    instead: impl Fn(&str) -> Option<(&'static str, usize)>,
) {
    let (mut written, mut at) = (0, 0);
    while let Some(found) = next(text.as_bytes(), at, special) {
        at = found + 1;
        if let Some((replacement, length)) = instead(&text[found..]) {
            output.push_str(&text[written..found]);
            output.push_str(replacement);
            at = found + length;
            written = at;
        }
    }
    output.push_str(&text[written..]);
}

/// The first special byte from an offset on.
fn next(bytes: &[u8], from: usize, special: impl Fn(u8) -> bool + Copy) -> Option<usize> {
    let (blocks, rest) = bytes[from..].as_chunks::<BLOCK>();
    // No early end: that is what lets the compiler compare all bytes at once.
    let any = |block: &[u8; BLOCK]| block.iter().fold(0, |any, byte| any | u8::from(special(*byte))) != 0;
    let first = |block: &[u8; BLOCK]| block.iter().position(|byte| special(*byte));
    if let Some(number) = blocks.iter().position(any) {
        return first(&blocks[number]).map(|inside| from + number * BLOCK + inside);
    }
    // Most texts are shorter than a block: what is left is looked over as one, filled up with what is never special.
    let mut last = [b' '; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    if !any(&last) {
        return None;
    }
    first(&last).map(|inside| from + blocks.len() * BLOCK + inside)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(text: &str, write: impl Fn(&str, &mut String)) -> String {
        let mut output = String::from("…");
        write(text, &mut output);
        output.split_off("…".len())
    }

    #[test]
    fn each_place_has_its_own_special_characters() {
        let text = "<a href='æ'> & \"b\"\u{2028}\u{ffff}\u{feff}\t\0";
        assert_eq!(
            written(text, html),
            "&lt;a href=&#39;æ&#39;&gt; &amp; &quot;b&quot;\u{2028}\u{ffff}\u{feff}\t\u{FFFD}"
        );
        assert_eq!(written(text, between_tags), "&lt;a href='æ'&gt; &amp; \"b\"\u{2028}\u{ffff}\u{feff}\t\u{FFFD}");
        assert_eq!(written(text, xml), "&lt;a href=&#39;æ&#39;&gt; &amp; &quot;b&quot;\u{2028} \u{feff}  ");
        assert_eq!(written("\"</script>…\u{2029}\"", json_in_script), "\"\\u003c/script>…\\u2029\"");
    }

    #[test]
    fn references_are_written_out() {
        let text = "a &amp; &lt;b&gt; &#229;&#xE5;&nbsp;&quot;&apos; &bad; &#xFFFFFFFF; & ;";
        assert_eq!(written(text, decode), "a & <b> åå\u{a0}\"' &bad; &#xFFFFFFFF; & ;");
    }

    proptest! {
        /// The same, character by character.
        #[test]
        fn blocks_change_nothing(text in "([a-zæ]{0,20}[<>&\"'\u{0}\u{1}\u{2028}\u{fffe}€]{0,3}){0,6}") {
            let slowly = |of: fn(char) -> Option<&'static str>| {
                text.chars().fold(String::new(), |done, char| done + of(char).unwrap_or(&char.to_string()))
            };
            let markup = |char| match char {
                '<' => Some("&lt;"),
                '>' => Some("&gt;"),
                '&' => Some("&amp;"),
                '\0' => Some("\u{FFFD}"),
                _ => None,
            };
            prop_assert_eq!(written(&text, between_tags), slowly(markup));
            let script = |char| match char {
                '<' => Some("\\u003c"),
                '\u{2028}' => Some("\\u2028"),
                _ => None,
            };
            prop_assert_eq!(written(&text, json_in_script), slowly(script));
            let controls = ('\0'..' ').chain(['\\', '\u{7f}', '\u{2029}']).collect::<String>() + &text;
            let whole = |text: &str, output: &mut String| value_in_script(&text, output);
            prop_assert_eq!(written(&controls, text_in_script), written(&controls, whole));
            let xml_slowly = |char| match char {
                '\0'..' ' | '\u{fffe}' => Some(" "),
                '"' => Some("&quot;"),
                '\'' => Some("&#39;"),
                '<' => Some("&lt;"),
                '>' => Some("&gt;"),
                '&' => Some("&amp;"),
                _ => None,
            };
            prop_assert_eq!(written(&text, xml), slowly(xml_slowly));
        }
    }
}
