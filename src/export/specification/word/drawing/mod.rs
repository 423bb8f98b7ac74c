//! A drawing as shapes that Word and LibreOffice draw themselves (DrawingML): each box, line and text is a shape of its
//! own in one group, so that it stays sharp and can be edited, with what the drawing says as its alternative text.
//!
//! An SVG inside the file would need a picture beside it for programs that read none, Word 2016 among them.

mod path;
mod read;
mod shapes;
mod style;

use std::fmt::Write as _;

use super::xml::escaped;
use crate::export::specification::Drawing;

/// What the text of a document has to name for its drawings.
pub(super) const NAMESPACES: &str = "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wpg=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"";

/// English metric units of a user unit: 0.68 points, as in the PDF.
const UNIT: f64 = 8636.0;
/// The same of a twentieth of a point.
const TWENTIETH: f64 = 635.0;
/// How high a drawing may be, in twentieths of a point.
const HIGHEST: f64 = 12_400.0;

/// Writes a drawing as what stands in a run, as large as there is room for, in twentieths of a point. Every part has a
/// number of the document, of which `number` is the last.
pub(super) fn write(drawing: &Drawing, room: u32, number: &mut u32, xml: &mut String) {
    let (width, height) = (f64::from(drawing.width) * UNIT, f64::from(drawing.height) * UNIT);
    let scale = (f64::from(room) * TWENTIETH / width).min(HIGHEST * TWENTIETH / height).min(1.0);
    let (wide, high) = ((width * scale).round() as i64, (height * scale).round() as i64);
    let name = escaped(&drawing.title);
    let said = match drawing.description.as_str() {
        "" => name.clone(),
        description => format!("{name}. {}", escaped(description)),
    };
    *number += 1;
    let _ = write!(
        xml,
        "<mc:AlternateContent><mc:Choice Requires=\"wpg\"><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
         <wp:extent cx=\"{wide}\" cy=\"{high}\"/><wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/><wp:docPr id=\"{number}\" \
         name=\"{name} {number}\" descr=\"{said}\"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData \
         uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>\
         <a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{wide}\" cy=\"{high}\"/><a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"{wide}\" \
         cy=\"{high}\"/></a:xfrm></wpg:grpSpPr>"
    );
    let mut shapes = shapes::Writer { scale: UNIT * scale, number, xml };
    read::parts(&drawing.svg).iter().for_each(|part| shapes.part(part));
    let _ = write!(
        xml,
        "</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:t>{said}</w:t>\
         </mc:Fallback></mc:AlternateContent>"
    );
}
