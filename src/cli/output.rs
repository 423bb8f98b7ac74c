//! Writing to the terminal: whole texts at a time, nothing that can steer it, and no complaint when
//! the reader has gone.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use super::stop_because;
pub use crate::export::safe::visible;
pub(super) use crate::export::safe::{one_line, steers};
use crate::said;

/// Writes data to standard output. A closed pipe is no error: the reader has what it wanted.
pub fn print(text: &str) -> anyhow::Result<()> {
    print_bytes(text.as_bytes())
}

/// The same for data that are no text.
pub(super) fn print_bytes(bytes: &[u8]) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
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
