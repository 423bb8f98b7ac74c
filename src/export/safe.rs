//! Texts that go into another form, with nothing in them that the form would act on.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A text on one line of Markdown in which nothing is markup.
pub(super) fn markdown(text: &str) -> String {
    let line: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    markdown_marks(line.trim())
}

/// A text whose lines are kept, in which nothing is markup inside a line of Markdown.
pub(super) fn markdown_marks(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '<' => safe.push_str("&lt;"),
            '&' => safe.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '|' | '!' => {
                safe.push('\\');
                safe.push(letter);
            }
            letter => safe.push(letter),
        }
    }
    safe
}

/// A text as HTML.
pub(super) fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// The text with characters that steer a terminal or turn the reading direction written out as `\u{202e}`.
/// Line breaks stay; tabs become spaces.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c == '\t' || (steers(c) && c != '\n')) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\t' => shown.push(' '),
            '\n' => shown.push('\n'),
            c if steers(c) => {
                // Writing to memory can't fail.
                let _ = write!(shown, "\\u{{{:x}}}", c as u32);
            }
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// The same on one line: line breaks become spaces.
pub fn one_line(text: &str) -> String {
    visible(text).split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a character must not reach a terminal as it is: control characters, direction marks
/// (Unicode Bidi_Control) and the line and paragraph separators.
pub fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
