//! Rows of cells, from a spreadsheet or from CSV: texts and where they stand.

use std::sync::Arc;

/// A sheet, or a whole CSV file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Name of the sheet; empty for CSV.
    pub name: String,
    /// Rows with anything in them, from the top.
    pub rows: Vec<Row>,
}

/// A row with its cells that hold something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Row of the sheet, or line of the file where it begins; from 1.
    pub number: u32,
    /// Column (from 0) and text, by column. No text is empty.
    pub cells: Vec<(u16, Arc<str>)>,
}

impl Row {
    /// The text in a column; empty when there is none.
    pub fn cell(&self, column: u16) -> &str {
        self.cells.binary_search_by_key(&column, |(at, _)| *at).map_or("", |found| &self.cells[found].1)
    }
}

impl Table {
    /// Where a cell stands, for people: `Krav!B7` of a sheet, `7` in a CSV file.
    pub fn place(&self, row: &Row, column: u16) -> String {
        match self.name.as_str() {
            "" => row.number.to_string(),
            name => format!("{name}!{}{}", letters(column), row.number),
        }
    }

    /// The first of the first rows, and its index, for which something holds: where heads are looked for.
    pub fn head(&self, holds: impl Fn(&Row) -> bool) -> Option<usize> {
        const HEADS: usize = 40;
        self.rows.iter().take(HEADS).position(holds)
    }
}

/// A column as spreadsheets call it: `A`, `Z`, `AA`.
fn letters(column: u16) -> String {
    let mut name = String::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        let letter = (rest - 1) % 26;
        name.insert(0, char::from(b'A' + letter as u8));
        rest = (rest - 1) / 26;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_have_the_names_of_spreadsheets() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")] {
            assert_eq!(letters(column), name);
        }
    }
}
