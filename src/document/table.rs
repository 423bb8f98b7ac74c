//! Tables: alignment as classes, and references that a cell's bar cut in two.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::markdown::Writer;
use crate::finding::Notice;
use crate::said;

/// The table that is open.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    pub is_open: bool,
}

impl Writer<'_> {
    pub fn open_table(&mut self, alignments: Vec<Alignment>, range: Range<usize>) {
        self.find_split_references(range);
        self.table = Table { alignments, cell: 0, in_head: false, is_open: true };
        // A wide table scrolls by itself; then the keyboard has to reach it.
        self.html.push_str("<div class=\"scroll\" tabindex=\"0\"><table>\n");
    }

    pub fn close_table(&mut self) {
        self.table.is_open = false;
        self.html.push_str("</tbody></table></div>\n");
    }

    pub fn open_row(&mut self, in_head: bool) {
        self.table.cell = 0;
        self.table.in_head = in_head;
        self.html.push_str(if in_head { "<thead><tr>" } else { "<tr>" });
    }

    pub fn open_cell(&mut self) {
        let alignment = self.table.alignments.get(self.table.cell);
        self.html.push_str(if self.table.in_head { "<th" } else { "<td" });
        self.html.push_str(match alignment {
            Some(Alignment::Right) => " class=\"r\">",
            Some(Alignment::Center) => " class=\"c\">",
            Some(Alignment::Left | Alignment::None) | None => ">",
        });
        self.table.cell += 1;
    }

    pub fn close_cell(&mut self) {
        let written = if self.table.in_head { "</th>" } else { "</td>" };
        self.close_block(written);
    }

    /// Reports `[[id|text]]` in a row: without a backslash the bar ends the cell, and the rest is lost.
    fn find_split_references(&mut self, range: Range<usize>) {
        let source = self.source;
        let mut at = range.start;
        for (index, inner) in source[range].split("[[").enumerate() {
            let start = at;
            at += inner.len() + 2;
            let end = inner.find(['|', '\n', ']']).unwrap_or(inner.len());
            if index == 0 || !inner[end..].starts_with('|') || inner[..end].ends_with('\\') {
                continue;
            }
            let line = inner.lines().next().unwrap_or_default();
            let Some(close) = line.find("]]").filter(|close| *close > end) else { continue };
            let span = self.span(start - 2..start + close + 2);
            let message = said!("`|` deler henvisningen i to celler", "`|` splits the reference into two cells");
            let help = said!("skriv `\\|` i en tabel", "write `\\|` in a table");
            let bar = self.span(start + end..start + end + 1);
            self.notices.push(Notice::new("S15", span, message).help(help).fix(bar, "\\|"));
        }
    }
}
