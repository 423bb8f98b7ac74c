//! Drawings for paper: the site's own, with the colours of the light theme written into them.

use super::fonts::with_letters;
use crate::export::specification::Drawing;
use crate::export::specification::sheet::sheet;

/// The drawing as a document of its own.
pub(super) fn dressed(drawing: &Drawing) -> String {
    let svg = with_letters(&drawing.svg);
    let (head, rest) = svg.split_once('>').unwrap_or((&svg, ""));
    let head = head.replacen("<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"", 1);
    format!("{head}><style>{}</style>{rest}", sheet())
}
