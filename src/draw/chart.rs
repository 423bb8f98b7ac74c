//! Bars and pies of counts.

use std::f64::consts::TAU;
use std::fmt::Write as _;

/// One value of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    pub label: String,
    pub count: usize,
}

/// Height of a bar with its gap, in user units.
const BAR_STEP: usize = 28;
/// Where bars begin, right of their labels.
const BAR_LEFT: usize = 190;
/// Longest bar.
const BAR_LONGEST: usize = 380;
/// Widest drawing.
const WIDTH: usize = 640;
/// Letters of a label that fit left of a bar.
const LABEL_LETTERS: usize = 26;

/// Horizontal bars, in the order given, each with its label and count.
pub fn bars(title: &str, description: &str, slices: &[Slice]) -> String {
    let height = slices.len() * BAR_STEP + 8;
    let largest = slices.iter().map(|slice| slice.count).max().unwrap_or(0).max(1);
    let mut svg = open(title, description, WIDTH, height);
    for (place, slice) in slices.iter().enumerate() {
        let top = place * BAR_STEP + 4;
        let length = slice.count * BAR_LONGEST / largest;
        let (text, number) = (top + 15, BAR_LEFT + length + 8);
        let label = cut(&slice.label);
        let _ = write!(
            svg,
            "<text class=\"g-label\" x=\"{}\" y=\"{text}\" text-anchor=\"end\">{label}</text><rect class=\"bar bar-{}\" x=\"{BAR_LEFT}\" y=\"{top}\" width=\"{length}\" height=\"20\"/><text class=\"g-label\" x=\"{number}\" y=\"{text}\">{}</text>",
            BAR_LEFT - 8,
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
    let height = (slices.len() * BAR_STEP + 16).max(196);
    let mut svg = open(title, description, WIDTH, height);
    let mut before = 0;
    for (place, slice) in slices.iter().enumerate() {
        if slice.count == total && total > 0 {
            let _ = write!(svg, "<circle class=\"bar bar-{}\" cx=\"98\" cy=\"98\" r=\"90\"/>", place % 6);
        } else if slice.count > 0 {
            let _ = write!(
                svg,
                "<path class=\"bar bar-{}\" d=\"{}\"/>",
                place % 6,
                wedge(before, before + slice.count, total)
            );
        }
        before += slice.count;
        let top = place * BAR_STEP + 8;
        let _ = write!(
            svg,
            "<rect class=\"bar bar-{}\" x=\"220\" y=\"{top}\" width=\"16\" height=\"16\"/><text class=\"g-label\" x=\"244\" y=\"{}\">{} ({})</text>",
            place % 6,
            top + 13,
            escape(&slice.label),
            slice.count
        );
    }
    svg.push_str("</svg>");
    svg
}

fn open(title: &str, description: &str, width: usize, height: usize) -> String {
    format!(
        "<svg class=\"chart\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\"><title>{}</title><desc>{}</desc>",
        escape(title),
        escape(title),
        escape(description)
    )
}

/// The path of a wedge between two shares of the whole, with two decimals so that it is the same everywhere.
fn wedge(from: usize, to: usize, total: usize) -> String {
    let point = |count: usize| {
        let angle = TAU * count as f64 / total as f64;
        (98.0 + 90.0 * angle.sin(), 98.0 - 90.0 * angle.cos())
    };
    let ((x1, y1), (x2, y2)) = (point(from), point(to));
    let large = u8::from((to - from) * 2 > total);
    format!("M98 98L{x1:.2} {y1:.2}A90 90 0 {large} 1 {x2:.2} {y2:.2}z")
}

fn cut(label: &str) -> String {
    if label.chars().count() <= LABEL_LETTERS {
        return escape(label);
    }
    let start: String = label.chars().take(LABEL_LETTERS - 1).collect();
    format!("{}…", escape(start.trim_end()))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
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
