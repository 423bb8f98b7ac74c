//! Writing to the terminal: whole texts at a time, nothing that can steer it, and no complaint when
//! the reader has gone.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write as _};

use super::stop_because;
use crate::said;

/// Writes data to standard output. A closed pipe is no error: the reader has what it wanted.
pub fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(stop_because(said!("kunne ikke skrive resultatet", "could not write the result"))(error))
        }
        _ => Ok(()),
    }
}

/// Writes a line to standard error; when that is closed there is nobody to tell.
pub(super) fn complain(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
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
pub(super) fn one_line(text: &str) -> String {
    visible(text).split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a character must not reach a terminal as it is: control characters, direction marks
/// (Unicode Bidi_Control) and the line and paragraph separators.
pub(super) fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// JSON text with such characters escaped; they stand in strings only, so the value is the same.
pub(super) fn json(value: &impl serde::Serialize) -> anyhow::Result<String> {
    let mut text = serde_json::to_string_pretty(value)?;
    if !text.chars().any(|c| steers(c) && c != '\n') {
        text.push('\n');
        return Ok(text);
    }
    let mut safe = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        if steers(c) && c != '\n' {
            let _ = write!(safe, "\\u{:04x}", c as u32);
        } else {
            safe.push(c);
        }
    }
    safe.push('\n');
    Ok(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_written_out() {
        assert_eq!(visible("rød\u{1b}[31m \u{202e}x\u{9b}\t."), "rød\\u{1b}[31m \\u{202e}x\\u{9b} .");
        assert_eq!(visible("æ\nø"), "æ\nø");
        assert_eq!(one_line(" a\r\n b "), "a\\u{d} b");
    }

    #[test]
    fn json_keeps_its_value() {
        let text = json(&"a\u{202e}\u{7f}\u{1b}").unwrap();
        assert_eq!(text, "\"a\\u202e\\u007f\\u001b\"\n");
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), "a\u{202e}\u{7f}\u{1b}");
    }
}
