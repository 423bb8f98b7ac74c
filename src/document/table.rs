//! Tables: alignment as classes, and references that a cell's bar cut in two.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::markdown::Writer;
use crate::escape;
use crate::finding::Notice;
use crate::said;

/// The table that is open.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    cell: usize,
    pub in_head: bool,
    pub is_open: bool,
    /// What each column is called, for cells that stand alone on a phone; `None` where the head holds more than words:
    /// what a reference says is not known before a page is made.
    pub heads: Vec<Option<String>>,
}

/// Columns from which a table has no room on a phone.
const WIDE: usize = 3;
/// Letters of a head that are repeated at each cell.
const LONGEST_LABEL: usize = 40;

impl Writer<'_> {
    pub fn open_table(&mut self, alignments: Vec<Alignment>, range: Range<usize>) {
        self.find_split_references(range);
        let class = if alignments.len() >= WIDE { " class=\"stack\"" } else { "" };
        self.table = Table { alignments, is_open: true, ..Table::default() };
        // A wide table scrolls by itself; then the keyboard has to reach it.
        self.html.push_str("<div class=\"scroll\" tabindex=\"0\"><table");
        self.html.push_str(class);
        self.html.push_str(">\n");
    }

    pub fn close_table(&mut self) {
        self.table = Table::default();
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
            Some(Alignment::Right) => " class=\"r\"",
            Some(Alignment::Center) => " class=\"c\"",
            Some(Alignment::Left | Alignment::None) | None => "",
        });
        if self.table.in_head {
            self.table.heads.push(Some(String::new()));
        } else if self.table.alignments.len() >= WIDE {
            self.write_label();
        }
        self.html.push('>');
        self.table.cell += 1;
    }

    fn write_label(&mut self) {
        let Some(Some(head)) = self.table.heads.get(self.table.cell) else { return };
        if head.trim().is_empty() || head.chars().nth(LONGEST_LABEL).is_some() {
            return;
        }
        self.html.push_str(" data-label=\"");
        let mut label = String::new();
        escape::between_tags(head.trim(), &mut label);
        self.html.push_str(&label.replace('"', "&quot;"));
        self.html.push('"');
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
