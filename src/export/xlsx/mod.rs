//! Spreadsheets out: the requirement matrix that suppliers answer, and the workbook that authors edit.
//!
//! The same content and day give the same bytes: no clock is asked, and every cell is a text, never a formula.

pub mod differences;
mod instructions;
pub mod matrix;
pub mod review;
mod sheet;
pub mod workbook;

pub use sheet::{fit, is_cut};

use super::{Material, Part};
use crate::trace::Facts;

/// The requirement matrix of a bundle.
pub(super) fn part(material: &Material) -> anyhow::Result<Part> {
    let published = &material.book.published;
    let parts = matrix::parts(material.facts(), published, &material.book.numbers);
    Ok(Part::new("krav/kravmatrix.xlsx", matrix::matrix(material.facts(), published, &parts)?))
}

/// A list as a spreadsheet of one sheet; every cell is open.
pub(super) fn list(facts: &Facts, title: &str, heads: &[String], rows: &[Vec<String>]) -> anyhow::Result<Vec<u8>> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let styles = sheet::Styles::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet::name(title, &mut std::collections::BTreeSet::new()))?;
    for (at, head) in heads.iter().enumerate() {
        let at = at as u16;
        let longest = rows.iter().map(|row| row[at as usize].chars().take(60).count()).max().unwrap_or(0);
        sheet.set_column_width(at, (longest.max(head.chars().count()) as f64).clamp(10.0, 45.0))?;
        sheet::text(sheet, 0, at, head, &styles.head)?;
        for (number, row) in rows.iter().enumerate() {
            sheet::text(sheet, number as u32 + 1, at, &row[at as usize], &styles.text)?;
        }
    }
    sheet.autofilter(0, 0, rows.len().max(1) as u32, heads.len() as u16 - 1)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet::print_setup(sheet, &facts.config, title)?;
    sheet::finish(workbook, title, facts.model.day)
}
