//! Tables as comma-separated values.

/// CSV by RFC 4180, UTF-8, with the heads as first record. Cells that a spreadsheet would take for a formula get an
/// apostrophe in front (OWASP, "CSV Injection"), and so do those that begin with apostrophes before such a sign, so that
/// whoever reads can take one off.
pub fn csv(heads: &[String], rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    for row in std::iter::once(heads).chain(rows.iter().map(Vec::as_slice)) {
        let cells: Vec<String> = row.iter().map(|cell| csv_cell(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn csv_cell(cell: &str) -> String {
    let begins = cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']);
    let defused = if begins { format!("'{cell}") } else { cell.to_owned() };
    if defused.contains(['"', ',', ';', '\n', '\r', '\t']) || defused.trim() != defused {
        format!("\"{}\"", defused.replace('"', "\"\""))
    } else {
        defused
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
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
