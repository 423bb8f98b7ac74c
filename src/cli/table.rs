//! Rows and columns as aligned text or as CSV.

use super::output::one_line;

pub(super) use crate::trace::csv::csv;

/// Columns aligned by their widest cell, two spaces apart; no spaces at the end of a line.
pub(super) fn text(heads: &[String], rows: &[Vec<String>]) -> String {
    let heads: Vec<String> = heads.iter().map(|head| one_line(head)).collect();
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| one_line(cell)).collect()).collect();
    let mut widths: Vec<usize> = heads.iter().map(|head| width(head)).collect();
    for row in &rows {
        for (known, cell) in widths.iter_mut().zip(row) {
            *known = (*known).max(width(cell));
        }
    }
    let mut text = String::new();
    for row in std::iter::once(&heads).chain(&rows) {
        let start = text.len();
        for (cell, widest) in row.iter().zip(&widths) {
            text.push_str(cell);
            text.extend(std::iter::repeat_n(' ', widest - width(cell) + 2));
        }
        text.truncate(start + text[start..].trim_end().len());
        text.push('\n');
    }
    text
}

/// Width in terminal columns, counted as characters: Danish text has no wide ones, and a combining mark costs a space.
fn width(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn columns_are_aligned_and_lines_have_no_tail() {
        let rows = [strings(&["K-1", "Årsag\nto"]), strings(&["DUBU-2", ""])];
        assert_eq!(text(&strings(&["id", "titel"]), &rows), "id      titel\nK-1     Årsag to\nDUBU-2\n");
    }
}
