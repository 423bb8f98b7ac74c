//! LexDania 2.1, the XML of Retsinformation: `Meta` tells what the document is, `DokumentIndhold` holds its text.
//!
//! A `Paragraf` inside `AendringNyTekst` belongs to another act and is text here; so is what an `Ikraft` block of
//! a consolidation quotes. References in `Meta` are maintained after publication and are not taken as facts.

mod amendment;
mod commencement;
mod labels;
mod meta;
mod text;
mod walk;

use super::statute::Statute;
use super::xml::{self, Element};
use super::{Fault, Remark};
use crate::said;

/// Reads a LexDania file. A fault when it is no LexDania document or can't be read whole.
pub fn read(bytes: &[u8]) -> Result<Statute, Fault> {
    let root = xml::read(bytes)?;
    if &*root.name != "Dokument" || root.find("Meta").is_none() {
        let said = said!(
            "filen er ikke LexDania: rodelementet skal være `Dokument` med `Meta`",
            "the file is not LexDania: the root has to be `Dokument` with `Meta`"
        );
        return Err(Fault { line: root.line, column: 1, said });
    }
    let mut statute = meta::read(&root);
    walk::read(&root, &mut statute);
    commencement::read(&mut statute);
    Ok(statute)
}

/// The refusal of a file that is too large to be read, for a caller that knows the size first.
pub fn too_large() -> Fault {
    xml::too_large()
}

fn remark(element: &Element, said: crate::finding::Said) -> Remark {
    Remark { line: Some(element.line), said }
}

/// A foreign text as Markdown that shows exactly that text.
pub fn markdown(text: &str) -> String {
    text::escaped(text)
}

/// The same of a text of several lines: its lines and paragraphs stay.
pub fn markdown_lines(text: &str) -> String {
    let line = |line: &str| text::at_line_start(text::escaped(line.trim()));
    let mut paragraphs: Vec<Vec<String>> = vec![Vec::new()];
    for written in text.lines() {
        match written.trim().is_empty() {
            true => paragraphs.push(Vec::new()),
            false => paragraphs.last_mut().into_iter().for_each(|lines| lines.push(line(written))),
        }
    }
    paragraphs.retain(|lines| !lines.is_empty());
    paragraphs.iter().map(|lines| lines.join("\\\n")).collect::<Vec<_>>().join("\n\n")
}

/// Number and day of the act itself, where the formula of its first consolidation tells them: `Herved bekendtgøres lov
/// nr. 721 af 13. juni 2023`. A later one names the consolidation before it, which is not the act.
pub fn named_in_introduction(introduction: &str) -> Option<(String, jiff::civil::Date)> {
    let plain = introduction.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, gathered) = plain.split_once("Herved bekendtgøres ")?;
    let (before, _) = gathered.split_once(" nr. ")?;
    let is_act = before.ends_with("lov") && !before.contains("lovbekendtgørelse");
    is_act.then(|| super::register::numbered(gathered).into_iter().next())?
}
