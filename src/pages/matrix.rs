//! The matrix of a `visning` block: a grid whose cells lead to the same as a list, and its data as files.

use std::fmt::Write as _;

use super::book::Book;
use super::refs::{escape, item_ref};
use super::route::{Form, Route, relative};
use super::words::number;
use crate::model::{Gaps, ItemIx, Prose, Question};
use crate::place::FileId;
use crate::trace::csv;
use crate::trace::matrix::{Matrix, Walk};

/// Rows that are shown; more are counted.
const ROWS: usize = 500;
/// Columns a grid can have and still be read; wider ones are shown as a list alone.
const COLUMNS: usize = 40;
/// Cells of a grid.
const CELLS: usize = 6_000;
/// Cells of a data file in which each cell is written; larger matrices are written path by path.
const WRITTEN_CELLS: usize = 100_000;

/// Which block of which text a matrix stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Block {
    pub prose: Prose,
    pub view: u32,
}

/// The matrix of a block, of what is published alone; `None` when the block holds no matrix.
pub fn of_block(book: &Book, block: Block) -> Option<Matrix> {
    let question = book.model().questions.get(&(block.prose.file, block.prose.body, block.view))?;
    let Question::Matrix { rows, columns, via, gaps, nested } = question else { return None };
    let model = book.model();
    let select = |selector: &crate::model::Selector| {
        let mut items = selector.items(model);
        items.retain(|ix| book.published.shows(*ix) && !book.is_front(*ix));
        items
    };
    let open = |to, link| is_open(book, to, link);
    let walk = Walk { chains: std::slice::from_ref(via), nested: *nested, open: &open };
    let matrix = Matrix::of(model, select(rows), select(columns), &walk);
    Some(match gaps {
        Gaps::First => matrix.gaps_first(),
        Gaps::Only => matrix.gaps_only(),
        Gaps::InOrder => matrix,
    })
}

/// Whether a link and where it leads are published.
pub fn is_open(book: &Book, to: ItemIx, link: usize) -> bool {
    book.published.shows(to) && book.published.shows_block(book.model().links[link].guard.as_deref())
}

/// Writes a matrix into a text of the page `from`.
pub fn write(book: &Book, from: &str, block: Block, matrix: &Matrix, html: &mut String) {
    let writer = Writer { book, from, block, matrix };
    if matrix.rows.is_empty() && matrix.columns.is_empty() {
        let nothing = book.word("Ingen elementer passer til det, der er valgt.", "No items match the selection.");
        let _ = write!(html, "<p class=\"m\">{nothing}</p>");
        return;
    }
    writer.summary(html);
    let shown = matrix.rows.len().min(ROWS);
    let is_grid =
        !matrix.columns.is_empty() && matrix.columns.len() <= COLUMNS && shown * matrix.columns.len() <= CELLS;
    if is_grid && shown > 0 {
        writer.grid(html);
        let as_list = book.word("Vis som liste", "Show as a list");
        let _ = write!(html, "<details class=\"same cards\"><summary>{as_list}</summary>");
        writer.list(html);
        html.push_str("</details>");
    } else {
        writer.list(html);
    }
    writer.data(html);
}

struct Writer<'a> {
    book: &'a Book,
    from: &'a str,
    block: Block,
    matrix: &'a Matrix,
}

impl Writer<'_> {
    fn number(&self, count: usize) -> String {
        number(self.book.language(), count)
    }

    /// What has no path, before everything else.
    fn summary(&self, html: &mut String) {
        let matrix = self.matrix;
        let (rows, columns) = (matrix.empty_rows(), matrix.empty_columns());
        let text = match (rows, columns) {
            (0, 0) => self
                .book
                .word("Alle rækker og kolonner er forbundet.", "All rows and columns are connected.")
                .to_owned(),
            _ => format!(
                "{} {} {} {} {} {} {} {} {}",
                self.number(rows),
                self.book.word("af", "of"),
                self.number(matrix.rows.len()),
                self.book.word("rækker og", "rows and"),
                self.number(columns),
                self.book.word("af", "of"),
                self.number(matrix.columns.len()),
                self.book.word("kolonner", "columns"),
                self.book.word("er uden forbindelse.", "have no connection."),
            ),
        };
        let _ = write!(html, "<p class=\"m\">{text}</p>");
    }

    fn grid(&self, html: &mut String) {
        let (book, matrix) = (self.book, self.matrix);
        let label = book.word("Matrix, kan rulles vandret", "Matrix, scrolls sideways");
        let in_all = book.word("I alt", "In all");
        let _ = write!(
            html,
            "<div class=\"w\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table class=\"t matrix grid\"><thead><tr><td></td>"
        );
        for column in &matrix.columns {
            let _ = write!(html, "<th scope=\"col\">{}</th>", self.short_link(*column));
        }
        let _ = write!(html, "<th scope=\"col\">{in_all}</th></tr></thead><tbody>");
        for (row, cells) in matrix.cells.iter().enumerate().take(ROWS) {
            let _ = write!(html, "<tr><th scope=\"row\">{}</th>", self.short_link(matrix.rows[row]));
            let mut at = 0;
            for (column, paths) in cells {
                html.push_str(&"<td class=\"gap\">–</td>".repeat(column - at));
                let shown = if *paths == 1 { "●".to_owned() } else { self.number(*paths) };
                let said =
                    if *paths == 1 { format!(" aria-label=\"{}\"", book.word("ja", "yes")) } else { String::new() };
                let _ = write!(html, "<td class=\"hit\"><a href=\"#{}\"{said}>{shown}</a></td>", self.anchor(row));
                at = column + 1;
            }
            html.push_str(&"<td class=\"gap\">–</td>".repeat(matrix.columns.len() - at));
            let _ = write!(html, "<td class=\"sum\">{}</td></tr>", self.total(cells.len()));
        }
        let _ = write!(html, "</tbody><tfoot><tr><th scope=\"row\">{in_all}</th>");
        let totals = matrix.column_totals();
        for total in &totals {
            let _ = write!(html, "<td class=\"sum\">{}</td>", self.total(*total));
        }
        let _ = write!(html, "<td class=\"sum\">{}</td></tr></tfoot></table></div>", self.number(totals.iter().sum()));
    }

    fn total(&self, count: usize) -> String {
        match count {
            0 => format!("<span class=\"chip no\">✕ {}</span>", self.book.word("ingen", "none")),
            count => self.number(count),
        }
    }

    /// Each row with what it leads to, and the columns that nothing leads to.
    fn list(&self, html: &mut String) {
        let (book, matrix) = (self.book, self.matrix);
        html.push_str("<dl class=\"f rel\">");
        for (row, cells) in matrix.cells.iter().enumerate().take(ROWS) {
            let _ = write!(html, "<dt id=\"{}\">{}</dt><dd>", self.anchor(row), self.long_link(matrix.rows[row]));
            if cells.is_empty() {
                html.push_str(&self.total(0));
            }
            for (place, (column, paths)) in cells.iter().take(COLUMNS).enumerate() {
                html.push_str(if place > 0 { ", " } else { "" });
                html.push_str(&self.short_link(matrix.columns[*column]));
                if *paths > 1 {
                    let _ = write!(html, " ({})", self.number(*paths));
                }
            }
            if cells.len() > COLUMNS {
                let more = book.word("flere", "more");
                let _ = write!(html, " + {} {more}", self.number(cells.len() - COLUMNS));
            }
            html.push_str("</dd>");
        }
        html.push_str("</dl>");
        if matrix.rows.len() > ROWS {
            let rest = self.number(matrix.rows.len() - ROWS);
            let text = book.word("yderligere rækker er kun i datafilerne.", "more rows are in the data files alone.");
            let _ = write!(html, "<p class=\"m\">{rest} {text}</p>");
        }
        self.empty_columns(html);
    }

    fn empty_columns(&self, html: &mut String) {
        let totals = self.matrix.column_totals();
        let empty: Vec<ItemIx> =
            (0..totals.len()).filter(|place| totals[*place] == 0).map(|place| self.matrix.columns[place]).collect();
        if empty.is_empty() {
            return;
        }
        let title = self.book.word("Kolonner uden forbindelse", "Columns without a connection");
        let links: Vec<String> = empty.iter().take(ROWS).map(|ix| self.short_link(*ix)).collect();
        let more = if empty.len() > ROWS { format!(" + {}", self.number(empty.len() - ROWS)) } else { String::new() };
        let _ = write!(html, "<p>{title} ({}): {}{more}</p>", self.number(empty.len()), links.join(", "));
    }

    fn data(&self, html: &mut String) {
        if !is_led_to(self.book, self.block) {
            return;
        }
        let href = |form: Form| escape(&relative(self.from, &self.book.address(&Route::MatrixData(self.block, form))));
        let _ = write!(
            html,
            "<p class=\"m\">{} <a href=\"{}\">CSV</a> {} <a href=\"{}\">JSON</a></p>",
            self.book.word("Matricen som data:", "The matrix as data:"),
            href(Form::Csv),
            self.book.word("eller", "or"),
            href(Form::Json),
        );
    }

    /// Anchor of a row in the list: no other block of the page has it.
    fn anchor(&self, row: usize) -> String {
        let Block { prose, view } = self.block;
        format!("_m{}-{}-{view}-{row}", prose.file.0, prose.body)
    }

    fn short_link(&self, ix: ItemIx) -> String {
        let item = item_ref(self.book, self.from, ix);
        let title = if item.title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(&item.title)) };
        format!("<a href=\"{}\"{title}>{}</a>", escape(&item.href), item.id_html)
    }

    fn long_link(&self, ix: ItemIx) -> String {
        let item = item_ref(self.book, self.from, ix);
        format!(
            "<a class=\"i {}\" href=\"{}\"><b>{}</b> {}</a>",
            item.class,
            escape(&item.href),
            item.id_html,
            escape(&item.title)
        )
    }
}

/// The item on whose page a block is shown; `None` when it is shown on none.
pub fn holder(book: &Book, block: Block) -> Option<ItemIx> {
    let model = book.model();
    let guard = book.facts.body(block.prose).views.get(block.view as usize)?.guard.as_deref();
    if !book.published.shows_block(guard) {
        return None;
    }
    let holds = |ix: &&ItemIx| {
        let item = model.item(**ix);
        item.body == Some(block.prose)
            || item.fields.iter().any(|field| {
                field.file == block.prose.file
                    && matches!(field.node.value, crate::document::Value::Prose(body) if body == block.prose.body)
            })
    };
    model.in_file(block.prose.file).iter().find(holds).copied().filter(|ix| book.published.shows(*ix))
}

/// Whether the data of a block's matrix are files of the site.
fn is_led_to(book: &Book, block: Block) -> bool {
    holder(book, block).is_some()
}

/// The blocks with a matrix whose data are files of the site, in order.
pub fn blocks(book: &Book) -> Vec<Block> {
    let matrices = book.model().questions.iter().filter(|(_, question)| matches!(question, Question::Matrix { .. }));
    let block = |((file, body, view), _): (&(FileId, u32, u32), &Question)| Block {
        prose: Prose { file: *file, body: *body },
        view: *view,
    };
    matrices.map(block).filter(|block| is_led_to(book, *block)).collect()
}

/// Address of a block's data: beside the page it is shown on.
pub fn address(book: &Book, block: Block, form: Form) -> String {
    let page = holder(book, block).map_or("index.html", |ix| book.model().item(ix).page());
    let folder = page.strip_suffix(".html").unwrap_or(page);
    format!("{folder}/_matrix-{}-{}.{}", block.prose.body, block.view, form.ending())
}

/// The id of an item in a data file. What could not be read may have anything for an id: it is told by its address.
pub fn id_in_data(book: &Book, ix: ItemIx) -> String {
    let item = book.model().item(ix);
    if item.damaged { item.url.to_string() } else { item.id.to_string() }
}

/// A matrix as a data file.
pub fn data(book: &Book, matrix: &Matrix, form: Form) -> String {
    let id = |ix: &ItemIx| id_in_data(book, *ix);
    let rows: Vec<String> = matrix.rows.iter().map(id).collect();
    let columns: Vec<String> = matrix.columns.iter().map(id).collect();
    let is_small = rows.len() * columns.len() <= WRITTEN_CELLS;
    match (form, is_small) {
        (Form::Json, true) => {
            let counts = |row: usize| (0..columns.len()).map(|column| matrix.paths(row, column)).collect::<Vec<_>>();
            let cells: Vec<Vec<usize>> = (0..rows.len()).map(counts).collect();
            json(&serde_json::json!({"version": 1, "rows": rows, "columns": columns, "cells": cells}))
        }
        (Form::Json, false) => {
            let paths = matrix.cells.iter().enumerate();
            let paths: Vec<(usize, usize, usize)> = paths
                .flat_map(|(row, cells)| cells.iter().map(move |(column, count)| (row, *column, *count)))
                .collect();
            json(&serde_json::json!({"version": 1, "rows": rows, "columns": columns, "paths": paths}))
        }
        (Form::Csv, true) => {
            let heads: Vec<String> = std::iter::once(String::new()).chain(columns.iter().cloned()).collect();
            let row = |row: usize| {
                let counts = (0..columns.len()).map(|column| matrix.paths(row, column).to_string());
                std::iter::once(rows[row].clone()).chain(counts).collect()
            };
            csv::csv(&heads, &(0..rows.len()).map(row).collect::<Vec<Vec<String>>>())
        }
        (Form::Csv, false) => {
            let word = |da, en| book.word(da, en).to_owned();
            let heads = [word("række", "row"), word("kolonne", "column"), word("antal", "count")];
            csv::csv(&heads, &path_by_path(matrix, &rows, &columns))
        }
    }
}

/// One record for each path; rows and columns without any stand alone.
fn path_by_path(matrix: &Matrix, rows: &[String], columns: &[String]) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    for (row, cells) in rows.iter().zip(&matrix.cells) {
        if cells.is_empty() {
            records.push(vec![row.clone(), String::new(), "0".to_owned()]);
        }
        records
            .extend(cells.iter().map(|(column, paths)| vec![row.clone(), columns[*column].clone(), paths.to_string()]));
    }
    let totals = matrix.column_totals();
    let empty = columns.iter().zip(totals).filter(|(_, total)| *total == 0);
    records.extend(empty.map(|(column, _)| vec![String::new(), column.clone(), "0".to_owned()]));
    records
}

fn json(value: &serde_json::Value) -> String {
    format!("{value}\n")
}
