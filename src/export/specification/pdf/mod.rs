//! A document as PDF/UA-1: set by typst, in this process, from a fixed template and the document as data.
//!
//! Typst sees two files that lie in memory and the fonts that are part of the program; it can reach neither disk nor
//! network. What content says comes to it as JSON and never as markup, so there is nothing to escape.

mod desk;
mod drawings;
mod fonts;

use serde::Serialize;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::{Block, Drawing, Specification};
use crate::finding::{Language, Said};
use crate::source::Refused;

/// What the template sees.
#[derive(Serialize)]
struct Sheet<'a> {
    language: &'static str,
    /// Year, month, day.
    day: (i16, i8, i8),
    /// The drawings in the order they stand in the blocks: finished SVG.
    drawings: Vec<String>,
    of: &'static str,
    #[serde(flatten)]
    specification: &'a Specification,
}

/// The bytes of the file: the same for the same document.
pub(super) fn document(mut specification: Specification) -> anyhow::Result<Vec<u8>> {
    fonts::keep_to_letters(&mut specification);
    let mut drawings = Vec::new();
    collect(&specification.blocks, &mut |drawing| drawings.push(drawings::dressed(drawing)));
    let day = specification.day;
    let language = match specification.language {
        Language::Danish => "da",
        Language::English => "en",
    };
    let sheet = Sheet {
        language,
        day: (day.year(), day.month(), day.day()),
        drawings,
        of: if language == "da" { "af" } else { "of" },
        specification: &specification,
    };
    let desk = desk::Desk::new(serde_json::to_vec(&sheet)?);
    let pages = typst::compile::<PagedDocument>(&desk).output.map_err(|errors| unset(&specification, &errors))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|fault| anyhow::anyhow!("{}", fault.message()))?;
    let options = PdfOptions {
        ident: Smart::Custom(format!("{} {}", specification.name, specification.head)),
        creator: Smart::Custom(Some("Sporbar".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&pages, &options).map_err(|errors| unset(&specification, &errors));
    // Typst remembers what it set; of documents that are done nobody asks again.
    typst::comemo::evict(1);
    bytes
}

fn unset(specification: &Specification, errors: &[typst::diag::SourceDiagnostic]) -> anyhow::Error {
    let why = errors.iter().take(3).map(|error| error.message.to_string()).collect::<Vec<_>>().join("; ");
    Refused(Said::new(
        format!("dokumentet `{}` kan ikke sættes som PDF: {why}", specification.title),
        format!("the document `{}` can't be set as PDF: {why}", specification.title),
    ))
    .into()
}

/// Every drawing in its order, those in cells and lists too.
fn collect<'a>(blocks: &'a [Block], each: &mut impl FnMut(&'a Drawing)) {
    for block in blocks {
        match block {
            Block::Drawing(drawing) => each(drawing),
            Block::List { items, .. } => items.iter().for_each(|item| collect(item, each)),
            Block::Quote { blocks } | Block::Statement { blocks } => collect(blocks, each),
            Block::Facts { rows } => rows.iter().for_each(|row| collect(&row.blocks, each)),
            Block::Table(table) => table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| collect(cell, each)),
            Block::Heading { .. } | Block::Paragraph { .. } | Block::Code { .. } => {}
        }
    }
}
