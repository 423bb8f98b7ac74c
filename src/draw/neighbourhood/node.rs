//! A box with what stands in it.

use std::fmt::Write as _;

use super::{BOX, COUNT, HEIGHT, Node, PLAIN, SMALL, STEP};
use crate::draw::shape::Shape;
use crate::draw::svg::{self, Svg};
use crate::draw::text;

/// Whether kind and id of a root fit on one line: its title stands in the list.
pub(super) fn fits_line(node: &Node) -> bool {
    let (left, right) = node.shape.unwrap_or(Shape::Square).inset();
    text::width(&node.kind, SMALL) + text::bold_width(&node.id, PLAIN) + 4 <= BOX - left - right
}

/// A root as one line: its kind and its id.
pub(super) fn write_line(svg: &mut Svg, node: &Node, (x, y): (i32, i32), width: i32) {
    let shape = node.shape.unwrap_or(Shape::Square);
    svg.raw(&shape.element(x, y, width, COUNT));
    let mut markup = format!("<text x=\"{}\" y=\"{}\">", x + shape.inset().0, y + 15);
    svg::escape_to(&node.kind, &mut markup);
    markup.push_str(" <tspan>");
    svg::escape_to(&node.id, &mut markup);
    markup.push_str("</tspan></text>");
    svg.raw(&markup);
}

/// The form of a node at a place, with its kind, its id and as much of its title as two lines hold.
pub(in crate::draw) fn write_node(svg: &mut Svg, node: &Node, (x, y): (i32, i32), width: i32) {
    let shape = node.shape.unwrap_or(Shape::Square);
    svg.raw(&shape.element(x, y, width, HEIGHT));
    let (left, right) = shape.inset();
    let (x, room) = (x + left, width - left - right);
    let mut markup = format!("<text x=\"{x}\" y=\"{}\">", y + 15);
    let id_width = text::bold_width(&node.id, PLAIN);
    let kinds = kind_lines(node, room, id_width);
    svg::escape_to(&kinds[0], &mut markup);
    if let Some(second) = kinds.get(1) {
        let _ = write!(markup, "<tspan class=\"g-kind\" x=\"{x}\" dy=\"{STEP}\">");
        svg::escape_to(second, &mut markup);
        markup.push_str("</tspan>");
    }
    // Bold letters are an eighth wider.
    let ids = if id_width <= room { vec![node.id.clone()] } else { text::wrap(&node.id, room, room, PLAIN * 9 / 8, 2) };
    for (place, id) in ids.iter().enumerate() {
        // The style sheet sets the first one in bold.
        let class = if place == 0 && kinds.len() == 1 { "" } else { " class=\"b\"" };
        let _ = write!(markup, " <tspan{class} x=\"{x}\" dy=\"{STEP}\">");
        svg::escape_to(id, &mut markup);
        markup.push_str("</tspan>");
    }
    if ids.len() + kinds.len() < 3 && !node.title.is_empty() {
        let beside = room - id_width - text::width(" ", PLAIN) - 1;
        let mut title = text::wrap(&node.title, beside, room, PLAIN, 2).into_iter();
        if let Some(first) = title.next().filter(|first| !first.is_empty()) {
            markup.push_str("<tspan> ");
            svg::escape_to(&first, &mut markup);
            markup.push_str("</tspan>");
        }
        if let Some(below) = title.next() {
            let _ = write!(markup, " <tspan x=\"{x}\" dy=\"{STEP}\">");
            svg::escape_to(&below, &mut markup);
            markup.push_str("</tspan>");
        }
    }
    markup.push_str("</text>");
    svg.raw(&markup);
}

/// The kind on one line, or on two where it is longer than the box is wide and the id leaves a line; never empty.
fn kind_lines(node: &Node, room: i32, id_width: i32) -> Vec<String> {
    if text::width(&node.kind, SMALL) > room && id_width <= room {
        let lines = text::wrap(&node.kind, room, room, SMALL, 2);
        if lines.len() == 2 && !lines[0].is_empty() {
            return lines;
        }
    }
    vec![text::fit(&node.kind, room, SMALL)]
}
