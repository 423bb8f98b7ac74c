//! Tables as comma-separated values.

/// CSV by RFC 4180, UTF-8, with the heads as first record. Cells that a spreadsheet would take for a formula get an
/// apostrophe in front (OWASP, "CSV Injection"), and so do those that begin with apostrophes before such a sign, so that
/// whoever reads can take one off.
pub fn csv(heads: &[String], rows: &[Vec<String>]) -> String {
    // Room for all, so that a table of megabytes is not moved while it grows: quotes are few.
    let cells: usize = rows.iter().flatten().map(|cell| cell.len() + 3).sum();
    let mut text = String::with_capacity(cells + cells / 16 + 256);
    for row in std::iter::once(heads).chain(rows.iter().map(Vec::as_slice)) {
        // An empty line is no record to those who read it.
        if let [only] = row
            && only.is_empty()
        {
            text.push_str("\"\"");
        }
        for (place, cell) in row.iter().enumerate() {
            text.push_str(if place > 0 { "," } else { "" });
            push_cell(cell, &mut text);
        }
        text.push_str("\r\n");
    }
    text
}

fn push_cell(cell: &str, text: &mut String) {
    if cell.is_empty() {
        return;
    }
    let begins = cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']);
    // An apostrophe in front is no white space.
    let is_tidy = if begins { cell.trim_end() == cell } else { cell.trim() == cell };
    let is_quoted = cell.contains(['"', ',', ';', '\n', '\r', '\t']) || !is_tidy;
    text.push_str(if is_quoted { "\"" } else { "" });
    text.push_str(if begins { "'" } else { "" });
    if is_quoted {
        let mut rest = cell;
        while let Some((before, after)) = rest.split_once('"') {
            text.push_str(before);
            text.push_str("\"\"");
            rest = after;
        }
        text.push_str(rest);
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn a_record_of_one_empty_cell_is_no_empty_line() {
        assert_eq!(csv(&strings(&[""]), &[strings(&["a"]), strings(&[""])]), "\"\"\r\na\r\n\"\"\r\n");
    }

    #[test]
    fn cells_are_quoted_and_formulas_defused() {
        let rows =
            [strings(&["=1+1", "a \"b\", c"]), strings(&["-x", "\t=1"]), strings(&["BL § 20, stk. 3", "to\nlinjer"])];
        assert_eq!(
            csv(&strings(&["id", "titel"]), &rows),
            "id,titel\r\n'=1+1,\"a \"\"b\"\", c\"\r\n'-x,\"'\t=1\"\r\n\"BL § 20, stk. 3\",\"to\nlinjer\"\r\n"
        );
    }
}
