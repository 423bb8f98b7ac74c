//! SVG being written, and how far it reaches.

use std::fmt::Write as _;

use crate::document::bpmn::{Bounds, Point};
use crate::draw::svg::escape;

/// The elements drawn so far.
#[derive(Default)]
pub(super) struct Canvas {
    svg: String,
    /// Left, top, right and bottom of all that was drawn.
    reach: Option<(f64, f64, f64, f64)>,
}

impl Canvas {
    /// Takes a point into the drawing's extent.
    pub fn reach(&mut self, x: f64, y: f64) {
        let (left, top, right, bottom) = self.reach.unwrap_or((x, y, x, y));
        self.reach = Some((left.min(x), top.min(y), right.max(x), bottom.max(y)));
    }

    fn reach_bounds(&mut self, bounds: Bounds) {
        self.reach(bounds.x, bounds.y);
        self.reach(bounds.right(), bounds.bottom());
    }

    pub fn open_link(&mut self, href: &str, note: &str) {
        let _ = write!(self.svg, "<a class=\"b-link\" href=\"{}\">", escape(href));
        if !note.is_empty() {
            let _ = write!(self.svg, "<title>{}</title>", escape(note));
        }
    }

    pub fn open_group(&mut self, class: &str, at: Point, scale: f64) {
        let _ = write!(self.svg, "<g class=\"{class}\" transform=\"translate({} {})", number(at.x), number(at.y));
        if (scale - 1.0).abs() > 0.001 {
            let _ = write!(self.svg, " scale({})", fine(scale));
        }
        self.svg.push_str("\">");
    }

    pub fn close(&mut self, name: &str) {
        let _ = write!(self.svg, "</{name}>");
    }

    pub fn rect(&mut self, class: &str, bounds: Bounds, radius: f64) {
        self.reach_bounds(bounds);
        let Bounds { x, y, width, height } = bounds;
        let _ = write!(
            self.svg,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            number(x),
            number(y),
            number(width),
            number(height)
        );
        if radius > 0.0 {
            let _ = write!(self.svg, " rx=\"{}\"", number(radius));
        }
        self.svg.push_str("/>");
    }

    pub fn circle(&mut self, class: &str, centre: Point, radius: f64) {
        self.reach(centre.x - radius, centre.y - radius);
        self.reach(centre.x + radius, centre.y + radius);
        let (x, y, radius) = (number(centre.x), number(centre.y), number(radius));
        let _ = write!(self.svg, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>");
    }

    /// A path of which the extent is known otherwise.
    pub fn path(&mut self, class: &str, path: &str) {
        let _ = write!(self.svg, "<path class=\"{class}\" d=\"{path}\"/>");
    }

    /// A closed or open path through points.
    pub fn outline(&mut self, class: &str, points: &[Point], closed: bool) {
        let mut path = String::new();
        for (place, point) in points.iter().enumerate() {
            self.reach(point.x, point.y);
            let _ = write!(path, "{}{} {}", if place == 0 { 'M' } else { 'L' }, number(point.x), number(point.y));
        }
        if closed {
            path.push('Z');
        }
        self.path(class, &path);
    }

    /// Lines of text, the first with its baseline at `at`; `turned` reads from below upwards.
    pub fn text(&mut self, class: &str, lines: &[String], at: Point, size: f64, turned: bool) {
        let step = size * super::text::LINE;
        let mut baseline = at.y;
        for line in lines {
            let width = super::text::width(line, size);
            if turned {
                self.reach(at.x, at.y);
            } else if class.contains("b-left") {
                self.reach(at.x + width, baseline);
            } else {
                self.reach(at.x - width / 2.0, baseline - size);
                self.reach(at.x + width / 2.0, baseline + size * 0.3);
            }
            let (x, y) = (number(at.x), number(baseline));
            let size = size.round().clamp(6.0, 14.0);
            let _ = write!(self.svg, "<text class=\"{class} b-{size}\" x=\"{x}\" y=\"{y}\"");
            if turned {
                let _ = write!(self.svg, " transform=\"rotate(-90 {} {})\"", number(at.x), number(at.y));
            }
            let _ = write!(self.svg, ">{}</text>", escape(line));
            baseline += step;
        }
    }

    /// The whole drawing, cut to what was drawn and a margin around it.
    pub fn finish(self, margin: f64, enlarged: f64, title: &str, description: &str) -> String {
        let (left, top, right, bottom) = self.reach.unwrap_or((0.0, 0.0, 1.0, 1.0));
        let (left, top) = (left.floor() - margin, top.floor() - margin);
        let (width, height) = (right.ceil() + margin - left, bottom.ceil() + margin - top);
        format!(
            "<svg class=\"bpmn\" viewBox=\"{} {} {} {}\" width=\"{}\" height=\"{}\" role=\"group\" aria-label=\"{}\"><desc>{}</desc>{}</svg>",
            number(left),
            number(top),
            number(width),
            number(height),
            number((width * enlarged).round()),
            number((height * enlarged).round()),
            escape(title),
            escape(description),
            self.svg
        )
    }
}

/// A coordinate with at most one decimal.
pub(super) fn number(value: f64) -> String {
    let tenths = (value * 10.0).round();
    if tenths % 10.0 == 0.0 { format!("{}", tenths / 10.0 + 0.0) } else { format!("{:.1}", tenths / 10.0) }
}

fn fine(value: f64) -> String {
    format!("{value:.2}")
}
