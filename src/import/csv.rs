//! CSV to rows: RFC 4180, comma or semicolon, with or without a byte order mark.

use std::sync::Arc;

use super::table::{Row, Table};
use super::{Fault, LARGEST_BYTES};
use crate::finding::Said;
use crate::said;

/// Columns of a table; Excel has as many.
const MOST_COLUMNS: usize = 16_384;

/// Reads a CSV file. The mark before a formula that [`crate::trace::csv`] writes is taken off.
///
/// An error when the file is too large or is not UTF-8, or when a quotation never ends.
pub fn read(bytes: &[u8]) -> Result<Table, Fault> {
    if bytes.len() > LARGEST_BYTES {
        return Err(super::xml::too_large());
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let said =
            said!("filen er ikke UTF-8; gem den som »CSV UTF-8«", "the file is not UTF-8; save it as »CSV UTF-8«");
        Fault { line, column: 1, said }
    })?;
    let mut reader = Reader { rest: text, line: 1, comma: separator(text) };
    let mut table = Table::default();
    while !reader.rest.is_empty() {
        let number = reader.line as u32;
        let cells = reader.record()?;
        let filled = cells.into_iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let cells: Vec<(u16, Arc<str>)> = filled.map(|(at, cell)| (at as u16, unguarded(&cell).into())).collect();
        if !cells.is_empty() {
            table.rows.push(Row { number, cells });
        }
    }
    Ok(table)
}

/// A cell without the apostrophe that keeps a spreadsheet from taking it for a formula.
fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(behind) if behind.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']) => behind,
        _ => cell,
    }
}

/// Danish spreadsheets write semicolons: what the first line has most of, outside quotes.
fn separator(text: &str) -> char {
    let mut counts = [(',', 0), (';', 0), ('\t', 0)];
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            '\n' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(comma, _)| *comma == letter).for_each(|(_, count)| *count += 1),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts.iter().find(|(_, count)| *count == most).map_or(',', |(comma, _)| *comma)
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    comma: char,
}

impl Reader<'_> {
    fn record(&mut self) -> Result<Vec<String>, Fault> {
        let mut cells = Vec::new();
        loop {
            let (cell, ended) = match self.rest.strip_prefix('"') {
                Some(_) => self.quoted()?,
                None => self.bare(),
            };
            cells.push(cell);
            if cells.len() > MOST_COLUMNS {
                return Err(self.fault(said!("linjen har over {} felter", "the line has over {} fields"; MOST_COLUMNS)));
            }
            if ended {
                return Ok(cells);
            }
        }
    }

    fn fault(&self, said: Said) -> Fault {
        Fault { line: self.line, column: 1, said }
    }

    /// A field without quotes, and whether the record ends with it.
    fn bare(&mut self) -> (String, bool) {
        let end = self.rest.find([self.comma, '\n']).unwrap_or(self.rest.len());
        let cell = self.rest[..end].trim_end_matches('\r').to_owned();
        (cell, self.end(end))
    }

    fn quoted(&mut self) -> Result<(String, bool), Fault> {
        let begun = self.line;
        let mut cell = String::new();
        let mut at = 1;
        loop {
            let Some(length) = self.rest[at..].find('"') else {
                let said = said!("et anførselstegn bliver ikke lukket", "a quotation mark is never closed");
                return Err(Fault { line: begun, column: 1, said });
            };
            cell.push_str(&self.rest[at..at + length]);
            at += length + 1;
            if !self.rest[at..].starts_with('"') {
                break;
            }
            cell.push('"');
            at += 1;
        }
        self.line += cell.matches('\n').count();
        let end = at + self.rest[at..].find([self.comma, '\n']).unwrap_or(self.rest.len() - at);
        let behind = self.rest[at..end].trim_end_matches('\r');
        if !behind.trim().is_empty() {
            return Err(
                self.fault(said!("der står tekst efter et anførselstegn", "text stands behind a quotation mark"))
            );
        }
        Ok((cell, self.end(end)))
    }

    /// Steps over what ends a field; `true` when it ended the record.
    fn end(&mut self, at: usize) -> bool {
        let behind = &self.rest[at..];
        let ended = !behind.starts_with(self.comma);
        self.line += usize::from(behind.starts_with('\n'));
        self.rest = behind.get(1..).unwrap_or("");
        // A comma at the very end stands before one last, empty field, which nobody misses.
        ended || self.rest.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::trace::csv::csv;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let table = read(text.as_bytes()).unwrap();
        table.rows.iter().map(|row| row.cells.iter().map(|(_, cell)| cell.to_string()).collect()).collect()
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        assert_eq!(
            cells("\u{feff}id;titel\r\nK-1;\"a;\"\"b\"\"\nc\"\r\n\r\nK-2;x"),
            [vec!["id", "titel"], vec!["K-1", "a;\"b\"\nc"], vec!["K-2", "x"]]
        );
        assert_eq!(read(b"a,b\n\"x\ny\",1\nz").unwrap().rows[2].number, 4);
    }

    #[test]
    fn what_is_broken_is_told_where() {
        assert_eq!(read(b"a\nb,\"c\nd").unwrap_err().line, 2);
        assert_eq!(read(b"a\n\"c\"d\n").unwrap_err().line, 2);
        assert_eq!(read(b"a\n\xE6").unwrap_err().line, 2);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(rows in prop::collection::vec(prop::collection::vec("[a-zæ=+@'\"\\-,;\t\n ]{0,9}", 3), 1..6)) {
            let heads: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
            let told: Vec<Vec<String>> = rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).cloned().collect();
            let table = read(csv(&heads, &told).as_bytes()).unwrap();
            for (row, wanted) in table.rows[1..].iter().zip(&told) {
                for (at, cell) in wanted.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
                    prop_assert_eq!(row.cell(at as u16), cell.as_str());
                }
            }
            prop_assert_eq!(table.rows.len(), told.len() + 1);
        }
    }
}
