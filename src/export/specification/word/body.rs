//! The text of the document: blocks as paragraphs, tables and lists.

use std::fmt::Write as _;

use foldhash::HashMap;
use itoa::Buffer;

use super::drawing;
use super::numbering::{BULLETS, DEEPEST, INDENT};
use super::xml::{address, escaped, field_begin, indent, loses_space};
use crate::export::specification::{Block, Fact, Look, Run, Specification, Table, Target};

/// Width of the text on A4 with margins of 25 mm, in twentieths of a point.
pub(super) const TEXT_WIDTH: u32 = 9070;
/// Width of labels beside facts.
const LABEL_WIDTH: u32 = 2150;
/// Deepest heading in the contents.
const CONTENTS_LEVEL: u8 = 3;

/// The styles of headings by level.
const HEADINGS: [&str; 6] = ["Overskrift1", "Overskrift2", "Overskrift3", "Overskrift4", "Overskrift5", "Overskrift6"];

/// What other parts of the file have to know of the text.
pub(super) struct Named {
    /// Addresses of the web; the first has the number 1.
    pub addresses: Vec<String>,
    /// The number of the last list that counts.
    pub last_list: u32,
}

/// Writes the title page, the contents and the text at the end of `xml`: everything inside `w:body` but the section's
/// properties. Blocks are dropped as they are written.
pub(super) fn write(mut specification: Specification, xml: &mut String) -> Named {
    let mut writer = Writer { xml: std::mem::take(xml), lists: BULLETS, ..Writer::default() };
    writer.title_page(&specification);
    writer.contents(&specification);
    for block in specification.blocks.drain(..) {
        writer.block(&block, Place { width: TEXT_WIDTH, ..Place::default() });
    }
    *xml = writer.xml;
    let mut addresses: Vec<(usize, String)> =
        writer.addresses.into_iter().map(|(address, number)| (number, address)).collect();
    addresses.sort_unstable();
    let addresses = addresses.into_iter().map(|(_, address)| address).collect();
    Named { addresses, last_list: writer.lists }
}

/// Where something stands.
#[derive(Clone, Copy, Default)]
struct Place {
    /// Twentieths of a point that there is room for.
    width: u32,
    /// Style of a plain paragraph; empty for the document's own.
    style: &'static str,
    /// Indent from the left.
    indent: usize,
    /// Depth of the list around it.
    depth: usize,
}

#[derive(Default)]
struct Writer {
    xml: String,
    /// With their numbers.
    addresses: HashMap<String, usize>,
    lists: u32,
    bookmarks: u32,
    headings: usize,
    /// The number of the last shape.
    shapes: u32,
}

impl Writer {
    fn title_page(&mut self, specification: &Specification) {
        self.paragraph("Titel", "", &[Run::plain(&specification.title)], &[]);
        if !specification.subject.is_empty() {
            self.paragraph("Undertitel", "", &[Run::plain(&specification.subject)], &[]);
        }
        let fact = |(label, text): &(String, String)| Fact { label: label.clone(), blocks: vec![Block::text(text)] };
        let rows: Vec<Fact> = specification.facts.iter().map(fact).collect();
        self.facts(&rows, Place { width: TEXT_WIDTH, ..Place::default() });
        if !specification.notice.is_empty() {
            self.paragraph("Oplysning", "<w:spacing w:before=\"400\"/>", &[Run::plain(&specification.notice)], &[]);
        }
    }

    /// The contents as a field with its entries: page numbers come when Word brings the field up to date.
    fn contents(&mut self, specification: &Specification) {
        let headings = specification.blocks.iter().filter_map(|block| match block {
            Block::Heading { level, runs, .. } => Some((*level, runs)),
            _ => None,
        });
        let listed: Vec<(usize, u8, &Vec<Run>)> = headings
            .enumerate()
            .filter(|(_, (level, _))| *level <= CONTENTS_LEVEL)
            .map(|(number, (level, runs))| (number, level, runs))
            .collect();
        let title = escaped(&specification.contents_name);
        let _ = write!(
            self.xml,
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/>\
             </w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:pPr><w:pStyle w:val=\"Overskrift\"/></w:pPr><w:r><w:t>{title}\
             </w:t></w:r></w:p>"
        );
        let mut chapter = 0;
        for (place, (number, level, runs)) in listed.iter().enumerate() {
            chapter += usize::from(*level == 1);
            let sign =
                if *level == 1 { format!("<w:r><w:t>{chapter}</w:t></w:r><w:r><w:tab/></w:r>") } else { String::new() };
            let text: String = runs.iter().map(|run| escaped(&run.text.replace('\n', " "))).collect();
            let first = if place == 0 {
                field_begin("TOC \\o &quot;1-3&quot; \\h \\z \\u", " w:dirty=\"true\"")
            } else {
                String::new()
            };
            let _ = write!(
                self.xml,
                "<w:p><w:pPr><w:pStyle w:val=\"Indholdsfortegnelse{level}\"/></w:pPr>{first}<w:hyperlink w:anchor=\"_Toc{number}\" \
                 w:history=\"1\">{sign}<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r><w:r><w:tab/></w:r>{}<w:r><w:fldChar \
                 w:fldCharType=\"end\"/></w:r></w:hyperlink>{}</w:p>",
                field_begin(&format!("PAGEREF _Toc{number} \\h"), ""),
                if place + 1 == listed.len() { "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" } else { "" },
            );
        }
        self.xml.push_str("</w:sdtContent></w:sdt><w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>");
    }

    /// Writes what needs no formatter: a document has a million of such pieces.
    fn put(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.xml.push_str(part));
    }

    fn blocks(&mut self, blocks: &[Block], place: Place) {
        for block in blocks {
            self.block(block, place);
        }
    }

    fn block(&mut self, block: &Block, place: Place) {
        match block {
            Block::Heading { level, runs, anchor } => {
                let style = HEADINGS[usize::from(*level).clamp(1, HEADINGS.len()) - 1];
                let names = [anchor.map(|anchor| format!("e{anchor}")), Some(format!("_Toc{}", self.headings))];
                self.headings += 1;
                self.paragraph(style, "", runs, &names.into_iter().flatten().collect::<Vec<_>>());
            }
            Block::Paragraph { runs, look } => {
                let style = match look {
                    Look::Body => place.style,
                    Look::Note if place.style == "Tabeltekst" => "Tabelnote",
                    Look::Note => "Oplysning",
                    Look::Name => "Mellemrubrik",
                };
                let indent = if place.indent > 0 && *look == Look::Body { indent(place.indent) } else { String::new() };
                self.paragraph(style, &indent, runs, &[]);
            }
            Block::List { ordered, items } => self.list(*ordered, items, place),
            Block::Table(table) => self.table(table, place),
            Block::Facts { rows } => self.facts(rows, place),
            Block::Quote { blocks } => self.blocks(blocks, Place { style: "Citat", ..place }),
            Block::Statement { blocks } => self.blocks(blocks, Place { style: "Kravtekst", ..place }),
            Block::Code { text } => self.paragraph("Kode", "", &[Run::plain(text)], &[]),
            Block::Drawing(drawing) => {
                self.xml.push_str("<w:p><w:pPr><w:pStyle w:val=\"Tegning\"/></w:pPr><w:r>");
                drawing::write(drawing, place.width, &mut self.shapes, &mut self.xml);
                self.xml.push_str("</w:r></w:p>");
            }
        }
    }

    fn paragraph(&mut self, style: &str, properties: &str, runs: &[Run], bookmarks: &[String]) {
        self.xml.push_str("<w:p>");
        if !style.is_empty() || !properties.is_empty() {
            self.xml.push_str("<w:pPr>");
            if !style.is_empty() {
                self.put(&["<w:pStyle w:val=\"", style, "\"/>"]);
            }
            self.put(&[properties, "</w:pPr>"]);
        }
        let first = self.bookmarks;
        for name in bookmarks {
            self.put(&["<w:bookmarkStart w:id=\"", Buffer::new().format(self.bookmarks), "\" w:name=\"", name, "\"/>"]);
            self.bookmarks += 1;
        }
        self.runs(runs);
        for number in first..self.bookmarks {
            self.put(&["<w:bookmarkEnd w:id=\"", Buffer::new().format(number), "\"/>"]);
        }
        self.xml.push_str("</w:p>");
    }

    fn runs(&mut self, runs: &[Run]) {
        for run in runs {
            let end = match &run.to {
                Some(Target::Inside(anchor)) => {
                    self.put(&["<w:hyperlink w:anchor=\"e", Buffer::new().format(*anchor), "\" w:history=\"1\">"]);
                    "</w:hyperlink>"
                }
                Some(Target::Web(url)) => match address(url) {
                    Some(address) => {
                        let number = self.number_of(address);
                        let _ = write!(self.xml, "<w:hyperlink r:id=\"rLink{number}\" w:history=\"1\">");
                        "</w:hyperlink>"
                    }
                    None => "",
                },
                None => "",
            };
            self.run(run, !end.is_empty());
            self.xml.push_str(end);
        }
    }

    fn number_of(&mut self, address: String) -> usize {
        let next = self.addresses.len() + 1;
        *self.addresses.entry(address).or_insert(next)
    }

    fn run(&mut self, run: &Run, is_link: bool) {
        self.xml.push_str("<w:r>");
        let style = match (is_link, run.code, run.bold, run.italic) {
            (true, ..) => "Hyperlink",
            (_, true, ..) => "HTML-kode",
            (_, _, true, false) => "Strk",
            (_, _, false, true) => "Fremhv",
            _ => "",
        };
        if !style.is_empty() || run.bold || run.italic || run.struck || run.raised || run.lowered {
            self.xml.push_str("<w:rPr>");
            self.properties(run, style, is_link);
            self.xml.push_str("</w:rPr>");
        }
        for (number, line) in run.text.split('\n').enumerate() {
            if number > 0 {
                self.xml.push_str("<w:br/>");
            }
            if !line.is_empty() {
                self.xml.push_str(if loses_space(line) { "<w:t xml:space=\"preserve\">" } else { "<w:t>" });
                crate::escape::xml(line, &mut self.xml);
                self.xml.push_str("</w:t>");
            }
        }
        self.xml.push_str("</w:r>");
    }

    /// How a run is set: its style, and what the style does not say.
    fn properties(&mut self, run: &Run, style: &str, is_link: bool) {
        if !style.is_empty() {
            self.put(&["<w:rStyle w:val=\"", style, "\"/>"]);
        }
        if run.code && is_link {
            self.xml.push_str("<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/>");
        }
        self.xml.push_str(if run.bold && style != "Strk" { "<w:b/>" } else { "" });
        self.xml.push_str(if run.italic && style != "Fremhv" { "<w:i/>" } else { "" });
        self.xml.push_str(if run.struck { "<w:strike/>" } else { "" });
        self.xml.push_str(match (run.raised, run.lowered) {
            (true, _) => "<w:vertAlign w:val=\"superscript\"/>",
            (_, true) => "<w:vertAlign w:val=\"subscript\"/>",
            _ => "",
        });
    }

    fn list(&mut self, ordered: bool, items: &[Vec<Block>], place: Place) {
        let number = if ordered {
            self.lists += 1;
            self.lists
        } else {
            BULLETS
        };
        let depth = place.depth.min(DEEPEST);
        let base = if place.style == "Kravtekst" || place.style == "Citat" { 284 } else { 0 };
        let left = base + (depth + 1) * INDENT;
        let style = match (place.style, ordered) {
            ("", true) => "Opstilling-talellerbogst",
            ("", false) => "Opstilling-punkttegn",
            (style, _) => style,
        };
        for item in items {
            let inner = Place { indent: left, depth: place.depth + 1, ..place };
            let mut rest = item.as_slice();
            let counted = format!("<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{number}\"/></w:numPr>");
            let hanging = format!("{counted}<w:ind w:left=\"{left}\" w:hanging=\"{INDENT}\"/>");
            match item.first() {
                Some(Block::Paragraph { runs, .. }) => {
                    self.paragraph(style, &hanging, runs, &[]);
                    rest = &item[1..];
                }
                _ => self.paragraph(style, &hanging, &[], &[]),
            }
            self.blocks(rest, inner);
        }
    }

    fn facts(&mut self, rows: &[Fact], place: Place) {
        let label = LABEL_WIDTH.min(place.width / 3);
        let widths = [label, place.width.saturating_sub(label)];
        self.open_table("Oplysningstabel", &widths, "<w:tblLook w:val=\"0080\" w:firstRow=\"0\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>");
        for row in rows {
            self.xml.push_str("<w:tr>");
            self.cell(widths[0], |writer| writer.paragraph("Etiket", "", &[Run::plain(&row.label)], &[]));
            let inner = Place { width: widths[1], style: "Tabeltekst", indent: 0, depth: 0 };
            self.cell(widths[1], |writer| writer.cell_blocks(&row.blocks, inner));
            self.xml.push_str("</w:tr>");
        }
        self.close_table();
    }

    fn table(&mut self, table: &Table, place: Place) {
        if !table.caption.is_empty() {
            self.paragraph("Billedtekst", "", &[Run::plain(&table.caption)], &[]);
        }
        let sum: u32 = table.widths.iter().map(|width| u32::from(*width)).sum::<u32>().max(1);
        let widths: Vec<u32> = table.widths.iter().map(|width| u32::from(*width) * place.width / sum).collect();
        let first_row = u8::from(!table.head.is_empty());
        let look = format!(
            "<w:tblLook w:val=\"00{first_row}20\" w:firstRow=\"{first_row}\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>"
        );
        self.open_table("Dokumenttabel", &widths, &look);
        if !table.head.is_empty() {
            self.xml.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
            for (head, width) in table.head.iter().zip(&widths) {
                self.cell(*width, |writer| writer.paragraph("Tabelhoved", "", &[Run::plain(head)], &[]));
            }
            self.xml.push_str("</w:tr>");
        }
        for row in &table.rows {
            self.xml.push_str("<w:tr>");
            for (number, (cell, width)) in row.cells.iter().zip(&widths).enumerate() {
                let inner = Place { width: width.saturating_sub(170), style: "Tabeltekst", indent: 0, depth: 0 };
                let anchor = row.anchor.filter(|_| number == 0);
                self.cell(*width, |writer| {
                    if let Some(anchor) = anchor {
                        writer.bookmark(anchor);
                    }
                    writer.cell_blocks(cell, inner);
                });
            }
            self.xml.push_str("</w:tr>");
        }
        self.close_table();
    }

    fn bookmark(&mut self, anchor: u32) {
        let number = self.bookmarks;
        self.bookmarks += 1;
        let (mut first, mut second) = (Buffer::new(), Buffer::new());
        let (number, anchor) = (first.format(number), second.format(anchor));
        self.put(&["<w:bookmarkStart w:id=\"", number, "\" w:name=\"e", anchor, "\"/>"]);
        self.put(&["<w:bookmarkEnd w:id=\"", number, "\"/>"]);
    }

    fn open_table(&mut self, style: &str, widths: &[u32], look: &str) {
        let all: u32 = widths.iter().sum();
        self.put(&["<w:tbl><w:tblPr><w:tblStyle w:val=\"", style, "\"/><w:tblW w:w=\"", Buffer::new().format(all)]);
        self.put(&["\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>", look, "</w:tblPr><w:tblGrid>"]);
        for width in widths {
            self.put(&["<w:gridCol w:w=\"", Buffer::new().format(*width), "\"/>"]);
        }
        self.xml.push_str("</w:tblGrid>");
    }

    /// A paragraph follows: two tables would grow together.
    fn close_table(&mut self) {
        self.xml.push_str(
            "</w:tbl><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/></w:pPr></w:p>",
        );
    }

    fn cell(&mut self, width: u32, write: impl FnOnce(&mut Writer)) {
        self.put(&["<w:tc><w:tcPr><w:tcW w:w=\"", Buffer::new().format(width), "\" w:type=\"dxa\"/></w:tcPr>"]);
        write(self);
        self.xml.push_str("</w:tc>");
    }

    /// A cell ends with a paragraph and is never empty.
    fn cell_blocks(&mut self, blocks: &[Block], place: Place) {
        let before = self.xml.len();
        self.blocks(blocks, place);
        if self.xml.len() == before {
            self.paragraph(place.style, "", &[], &[]);
        }
    }
}
