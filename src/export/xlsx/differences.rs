//! Differences between two editions as a spreadsheet: a row for each field that differs, ready to filter.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use rust_xlsxwriter::Workbook;

use super::sheet::{self, Styles};
use crate::export::difference::Compared;
use crate::trace::plain::{Plain, PlainValue};

/// The day in the file's properties. A difference has none of its own, and the same editions give the same bytes.
const DAY: Date = date(1980, 1, 1);

/// Widths of the columns, in characters.
const WIDTHS: [f64; 7] = [12.0, 22.0, 16.0, 32.0, 18.0, 60.0, 60.0];

/// The workbook, with one sheet.
pub fn differences(compared: &Compared) -> anyhow::Result<Vec<u8>> {
    let word = |da, en| compared.word(da, en);
    let mut workbook = Workbook::new();
    let styles = Styles::new();
    let title = word("Forskelle", "Differences");
    let name = sheet::name(title, &mut BTreeSet::new());
    let page = workbook.add_worksheet().set_name(&name)?;
    let heads = [
        word("Ændring", "Change"),
        "Id",
        word("Type", "Kind"),
        word("Titel", "Title"),
        word("Felt", "Field"),
        word("Før", "Before"),
        word("Nu", "Now"),
    ];
    for (at, (head, width)) in heads.iter().zip(WIDTHS).enumerate() {
        page.set_column_width(at as u16, width)?;
        sheet::text(page, 0, at as u16, head, &styles.head)?;
    }
    let rows = rows(compared);
    for (row, cells) in rows.iter().enumerate() {
        for (at, cell) in cells.iter().enumerate() {
            sheet::text(page, row as u32 + 1, at as u16, cell, &styles.text)?;
        }
    }
    page.autofilter(0, 0, (rows.len() as u32).max(1), heads.len() as u16 - 1)?;
    page.set_freeze_panes(1, 2)?;
    sheet::finish(workbook, title, DAY)
}

fn rows(compared: &Compared) -> Vec<[String; 7]> {
    let (old, new, found) = (compared.old, compared.new, compared.found);
    let word = |da, en| compared.word(da, en);
    let row = |change: &str, item: &Plain, field: &str, before: String, now: String| {
        [change.to_owned(), item.id.clone(), item.kind.clone(), item.title.clone(), field.to_owned(), before, now]
    };
    let whole = |change: &str, item: &Plain| row(change, item, "", String::new(), String::new());
    let mut rows: Vec<[String; 7]> = Vec::new();
    rows.extend(found.added.iter().map(|at| whole(word("tilføjet", "added"), &new[*at])));
    rows.extend(
        found.renamed.iter().map(|(from, to)| {
            row(word("omdøbt", "renamed"), &new[*to], "id", old[*from].id.clone(), new[*to].id.clone())
        }),
    );
    let shown = |value: &Option<PlainValue>| value.as_ref().map(PlainValue::shown).unwrap_or_default();
    for changed in &found.changed {
        rows.extend(changed.fields.iter().map(|field| {
            let (before, now) = (shown(&field.old), shown(&field.new));
            row(word("ændret", "changed"), &new[changed.new], &field.name, before, now)
        }));
    }
    rows.extend(found.removed.iter().map(|at| whole(word("fjernet", "removed"), &old[*at])));
    rows
}
