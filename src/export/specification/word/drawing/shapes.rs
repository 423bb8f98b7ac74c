//! The parts of a drawing as shapes.

use std::fmt::Write as _;

use super::path::{Point, Step};
use super::read::{Line, Part, Text};
use super::style::{Anchor, Colour, Dash, Style};
use crate::draw::text;

/// English metric units of a point.
const POINT: f64 = 12_700.0;
/// Distance between lines, in heights of a letter, where it can't be told from two.
const LEADING: f64 = 1.25;
/// How far the middle of a letter is above the line it stands on, in heights of a letter.
const MIDDLE: f64 = 0.35;

/// Writes shapes.
pub(super) struct Writer<'a> {
    /// English metric units of a user unit.
    pub scale: f64,
    /// The last number of the document.
    pub number: &'a mut u32,
    pub xml: &'a mut String,
}

impl Writer<'_> {
    pub fn part(&mut self, part: &Part) {
        match part {
            Part::Path { steps, style } => self.path(steps, style),
            Part::Text(text) => self.text(text),
        }
    }

    fn emu(&self, units: f64) -> i64 {
        (units * self.scale).round() as i64
    }

    fn open(&mut self, kind: &str) {
        *self.number += 1;
        let number = &self.number;
        let _ =
            write!(self.xml, "<wps:wsp><wps:cNvPr id=\"{number}\" name=\"{number}\"/><wps:cNvSpPr{kind}/><wps:spPr>");
    }

    /// Where a shape lies: its upper left corner and its size.
    fn place(&mut self, (x, y): Point, (width, height): Point) {
        let (x, y, width, height) = (self.emu(x), self.emu(y), self.emu(width), self.emu(height));
        let _ =
            write!(self.xml, "<a:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>");
    }

    fn path(&mut self, steps: &[Step], style: &Style) {
        let places = || steps.iter().flat_map(Step::places);
        let least = places().fold((f64::MAX, f64::MAX), |least, place| (least.0.min(place.0), least.1.min(place.1)));
        let most = places().fold((f64::MIN, f64::MIN), |most, place| (most.0.max(place.0), most.1.max(place.1)));
        // A straight line is as wide as nothing: what is scaled needs a size.
        let size = ((most.0 - least.0).max(1.0), (most.1 - least.1).max(1.0));
        if places().next().is_none() {
            return;
        }
        self.open("");
        self.place(least, size);
        let (wide, high) = (self.emu(size.0), self.emu(size.1));
        let _ = write!(
            self.xml,
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l=\"0\" t=\"0\" r=\"r\" b=\"b\"/><a:pathLst>\
             <a:path w=\"{wide}\" h=\"{high}\">"
        );
        for step in steps {
            let (open, close) = match step {
                Step::Move(_) => ("<a:moveTo>", "</a:moveTo>"),
                Step::Line(_) => ("<a:lnTo>", "</a:lnTo>"),
                Step::Curve(..) => ("<a:cubicBezTo>", "</a:cubicBezTo>"),
                Step::Close => ("<a:close/>", ""),
            };
            self.xml.push_str(open);
            for (x, y) in step.places() {
                let (x, y) = (self.emu(x - least.0), self.emu(y - least.1));
                let _ = write!(self.xml, "<a:pt x=\"{x}\" y=\"{y}\"/>");
            }
            self.xml.push_str(close);
        }
        self.xml.push_str("</a:path></a:pathLst></a:custGeom>");
        self.fill(style.fill.map(|colour| on_white(colour, style.opacity)));
        self.line(style);
        self.xml.push_str("</wps:spPr><wps:bodyPr/></wps:wsp>");
    }

    fn fill(&mut self, fill: Option<Colour>) {
        match fill {
            None => self.xml.push_str("<a:noFill/>"),
            Some(colour) => {
                let _ = write!(self.xml, "<a:solidFill><a:srgbClr val=\"{}\"/></a:solidFill>", hex(colour));
            }
        }
    }

    fn line(&mut self, style: &Style) {
        let Some(colour) = style.stroke else {
            return self.xml.push_str("<a:ln><a:noFill/></a:ln>");
        };
        let _ = write!(self.xml, "<a:ln w=\"{}\">", self.emu(style.width).max(1));
        self.fill(Some(colour));
        self.xml.push_str(match style.dash {
            Dash::None => "",
            Dash::Dashes => "<a:prstDash val=\"dash\"/>",
            Dash::Dots => "<a:prstDash val=\"sysDot\"/>",
        });
        self.xml.push_str("</a:ln>");
    }

    /// Lines of text as one box, around their middle; those that stand in columns are boxes each.
    fn text(&mut self, text: &Text) {
        let same_column = text.lines.windows(2).all(|pair| pair[0].at.0 == pair[1].at.0 && pair[0].at.1 < pair[1].at.1);
        match same_column {
            true => self.lines(&text.lines, text),
            false => text.lines.iter().for_each(|line| self.lines(std::slice::from_ref(line), text)),
        }
    }

    fn lines(&mut self, lines: &[Line], text: &Text) {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
        let size = lines.iter().flat_map(|line| &line.spans).map(|(_, style)| style.size).fold(0.0, f64::max);
        let count = lines.len() as f64;
        let step = if lines.len() > 1 { (last.at.1 - first.at.1) / (count - 1.0) } else { size * LEADING };
        let width = lines.iter().map(width).fold(0.0, f64::max) + size;
        let height = step * count;
        // Half a letter's width of room at either side; what begins at a place begins there.
        let (left, jc) = match text.style.anchor {
            Anchor::Start => (0.0, "left"),
            Anchor::Middle => (width / 2.0, "center"),
            Anchor::End => (width, "right"),
        };
        let middle = (first.at.1 + last.at.1) / 2.0 - size * MIDDLE;
        self.open(" txBox=\"1\"");
        if text.is_turned {
            // Read from below: what is beside the line lies to the left of it.
            let across = first.at.0 + (middle - first.at.1);
            self.place((across - height / 2.0, first.at.1 - width + left), (height, width));
        } else {
            self.place((first.at.0 - left, middle - height / 2.0), (width, height));
        }
        self.xml.push_str("<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>");
        self.xml.push_str("<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>");
        let exact = (self.scale * step / POINT * 20.0).round().max(1.0) as i64;
        for line in lines {
            let _ = write!(
                self.xml,
                "<w:p><w:pPr><w:pStyle w:val=\"Tegningstekst\"/><w:spacing w:line=\"{exact}\" w:lineRule=\"exact\"/><w:jc \
                 w:val=\"{jc}\"/></w:pPr>"
            );
            line.spans.iter().for_each(|(span, style)| self.span(span, style, text.style.is_over));
            self.xml.push_str("</w:p>");
        }
        let vertical = if text.is_turned { "vert270" } else { "horz" };
        let _ = write!(
            self.xml,
            "</w:txbxContent></wps:txbx><wps:bodyPr rot=\"0\" vert=\"{vertical}\" wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" \
             bIns=\"0\" anchor=\"ctr\"><a:noAutofit/></wps:bodyPr></wps:wsp>"
        );
    }

    fn span(&mut self, span: &str, style: &Style, is_over: bool) {
        let colour = hex(style.fill.unwrap_or_default());
        // Word counts letters in halves of a point; smaller is better than too wide.
        let size = ((self.scale * style.size / POINT * 2.0).floor() as i64).max(2);
        let bold = if style.bold { "<w:b/>" } else { "" };
        let _ = write!(
            self.xml,
            "<w:r><w:rPr>{bold}<w:color w:val=\"{colour}\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"
        );
        // Ground of its own, where lines would cross the letters.
        self.xml.push_str(if is_over { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FFFFFF\"/>" } else { "" });
        self.xml.push_str("</w:rPr><w:t xml:space=\"preserve\">");
        crate::escape::xml(span, self.xml);
        self.xml.push_str("</w:t></w:r>");
    }
}

/// Width of a line in user units; an estimate on the safe side.
fn width(line: &Line) -> f64 {
    let of = |(span, style): &(String, Style)| {
        let size = (style.size * 10.0).ceil() as i32;
        f64::from(if style.bold { text::bold_width(span, size) } else { text::width(span, size) })
    };
    line.spans.iter().map(of).sum()
}

/// A colour of some strength as it looks on white: printed and shown the same everywhere.
fn on_white(colour: Colour, opacity: f64) -> Colour {
    colour.map(|part| (255.0 - (255.0 - f64::from(part)) * opacity).round() as u8)
}

fn hex([red, green, blue]: Colour) -> String {
    format!("{red:02X}{green:02X}{blue:02X}")
}
