//! Spreadsheets out: the requirement matrix that suppliers answer, and the workbook that authors edit.
//!
//! The same content and day give the same bytes: no clock is asked, and every cell is a text, never a formula.

pub mod differences;
mod instructions;
pub mod matrix;
mod sheet;
pub mod workbook;

pub use sheet::{fit, is_cut};

use super::{Material, Part};

/// The requirement matrix of a bundle.
pub(super) fn part(material: &Material) -> anyhow::Result<Part> {
    let published = &material.book.published;
    let parts = matrix::parts(material.facts(), published, &material.book.numbers);
    Ok(Part::new("krav/kravmatrix.xlsx", matrix::matrix(material.facts(), published, &parts)?))
}
