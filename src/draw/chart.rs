//! Bars and pies of counts.

use std::f64::consts::TAU;
use std::fmt::Write as _;

use super::svg::escape;

/// One value of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    pub label: String,
    pub count: usize,
}

/// Height of a bar with its label above it and its gap.
const BAR_STEP: usize = 42;
/// Longest bar, in percent of the drawing's width: the count stands behind it.
const BAR_LONGEST: usize = 86;
/// Letters above a bar, on the narrowest screen.
const BAR_LETTERS: usize = 44;
/// Radius of a pie, and where its middle lies.
const RADIUS: f64 = 60.0;
const MIDDLE: f64 = 66.0;
/// Height of a line beside a pie.
const LINE: usize = 24;
/// Letters of a line beside a pie, on the narrowest screen.
const LINE_LETTERS: usize = 24;

/// Horizontal bars, in the order given, each below its label and before its count. As wide as there is room for, with
/// text of the same size everywhere.
pub fn bars(title: &str, description: &str, slices: &[Slice]) -> String {
    let largest = slices.iter().map(|slice| slice.count).max().unwrap_or(0).max(1);
    let mut svg = open(title, description, slices.len() * BAR_STEP + 4);
    for (place, slice) in slices.iter().enumerate() {
        let top = place * BAR_STEP;
        let length = slice.count * BAR_LONGEST / largest;
        let (label, bar, number) = (top + 13, top + 18, top + 31);
        let _ = write!(
            svg,
            "<text y=\"{label}\">{}</text><rect class=\"bar bar-{}\" y=\"{bar}\" width=\"{length}%\" height=\"18\"/><text x=\"{length}%\" dx=\"7\" y=\"{number}\">{}</text>",
            cut(&slice.label, BAR_LETTERS),
            place % 6,
            slice.count
        );
    }
    svg.push_str("</svg>");
    svg
}

/// A pie, from the top clockwise in the order given, with its labels beside it.
pub fn pie(title: &str, description: &str, slices: &[Slice]) -> String {
    let total: usize = slices.iter().map(|slice| slice.count).sum();
    let height = (slices.len() * LINE + 8).max((MIDDLE * 2.0) as usize);
    let mut svg = open(title, description, height);
    let mut before = 0;
    for (place, slice) in slices.iter().enumerate() {
        let color = place % 6;
        if slice.count == total && total > 0 {
            let _ = write!(svg, "<circle class=\"bar bar-{color}\" cx=\"{MIDDLE}\" cy=\"{MIDDLE}\" r=\"{RADIUS}\"/>");
        } else if slice.count > 0 {
            let path = wedge(before, before + slice.count, total);
            let _ = write!(svg, "<path class=\"bar bar-{color}\" d=\"{path}\"/>");
        }
        before += slice.count;
        let top = place * LINE + 6;
        let _ = write!(
            svg,
            "<rect class=\"bar bar-{color}\" x=\"148\" y=\"{top}\" width=\"14\" height=\"14\"/><text x=\"168\" y=\"{}\">{} ({})</text>",
            top + 12,
            cut(&slice.label, LINE_LETTERS),
            slice.count
        );
    }
    svg.push_str("</svg>");
    svg
}

fn open(title: &str, description: &str, height: usize) -> String {
    let (title, description) = (escape(title), escape(description));
    format!(
        "<svg class=\"chart\" width=\"100%\" height=\"{height}\" role=\"img\" aria-label=\"{title}\"><title>{title}</title><desc>{description}</desc>"
    )
}

/// The path of a wedge between two shares of the whole, with two decimals so that it is the same everywhere.
fn wedge(from: usize, to: usize, total: usize) -> String {
    let point = |count: usize| {
        let angle = TAU * count as f64 / total as f64;
        (MIDDLE + RADIUS * angle.sin(), MIDDLE - RADIUS * angle.cos())
    };
    let ((x1, y1), (x2, y2)) = (point(from), point(to));
    let large = u8::from((to - from) * 2 > total);
    format!("M{MIDDLE} {MIDDLE}L{x1:.2} {y1:.2}A{RADIUS} {RADIUS} 0 {large} 1 {x2:.2} {y2:.2}z")
}

fn cut(label: &str, letters: usize) -> String {
    if label.chars().count() <= letters {
        return escape(label);
    }
    let start: String = label.chars().take(letters - 1).collect();
    format!("{}…", escape(start.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slice(label: &str, count: usize) -> Slice {
        Slice { label: label.to_owned(), count }
    }

    #[test]
    fn labels_are_escaped_and_counts_stand_beside_bars() {
        let svg = bars("t", "d", &[slice("<b>", 3), slice("x", 0)]);
        assert!(svg.contains("&lt;b&gt;") && svg.contains(">3</text>") && !svg.contains("style"));
    }

    #[test]
    fn a_single_slice_is_a_whole_circle() {
        assert!(pie("t", "d", &[slice("a", 4)]).contains("<circle"));
        assert_eq!(pie("t", "d", &[slice("a", 1), slice("b", 1)]).matches("<path").count(), 2);
    }
}
