//! A box with what stands in it.

use super::{BOX, COUNT, HEIGHT, Node, PLAIN, SMALL, STEP};
use crate::draw::put::put;
use crate::draw::shape::Shape;
use crate::draw::svg::Svg;
use crate::draw::text;
use crate::escape;

/// Whether kind and id of a root fit on one line: its title stands in the list.
pub(super) fn fits_line(node: &Node) -> bool {
    let (left, right) = node.shape.unwrap_or(Shape::Square).inset();
    text::width(&node.kind, SMALL) + text::bold_width(&node.id, PLAIN) + 4 <= BOX - left - right
}

/// A root as one line: its kind and its id.
pub(super) fn write_line(svg: &mut Svg, node: &Node, (x, y): (i32, i32), width: i32) {
    let shape = node.shape.unwrap_or(Shape::Square);
    let markup = svg.markup();
    shape.write_element(markup, (x, y), (width, COUNT));
    put!(markup, "<text x=\"", x + shape.inset().0, "\" y=\"", y + 15, "\">");
    escape::xml(&node.kind, markup);
    markup.push_str(" <tspan>");
    escape::xml(&node.id, markup);
    markup.push_str("</tspan></text>");
}

/// The form of a node at a place, with its kind, its id and as much of its title as two lines hold.
pub(in crate::draw) fn write_node(svg: &mut Svg, node: &Node, (x, y): (i32, i32), width: i32) {
    let shape = node.shape.unwrap_or(Shape::Square);
    let markup = svg.markup();
    shape.write_element(markup, (x, y), (width, HEIGHT));
    let (left, right) = shape.inset();
    let (x, room) = (x + left, width - left - right);
    put!(markup, "<text x=\"", x, "\" y=\"", y + 15, "\">");
    let id_width = text::bold_width(&node.id, PLAIN);
    let kinds = kind_lines(node, room, id_width);
    escape::xml(&kinds[0], markup);
    if let Some(second) = kinds.get(1) {
        put!(markup, "<tspan class=\"g-kind\" x=\"", x, "\" dy=\"", STEP, "\">");
        escape::xml(second, markup);
        markup.push_str("</tspan>");
    }
    if id_width > room {
        return write_long_id(markup, &node.id, x, room);
    }
    // The style sheet sets the first line after the kind in bold.
    let class = if kinds.len() == 1 { "" } else { " class=\"b\"" };
    put!(markup, " <tspan", class, " x=\"", x, "\" dy=\"", STEP, "\">");
    escape::xml(&node.id, markup);
    markup.push_str("</tspan>");
    if kinds.len() == 1 && !node.title.is_empty() {
        let beside = room - id_width - text::width(" ", PLAIN) - 1;
        let mut title = text::wrap(&node.title, beside, room, PLAIN, 2).into_iter();
        if let Some(first) = title.next().filter(|first| !first.is_empty()) {
            markup.push_str("<tspan> ");
            escape::xml(&first, markup);
            markup.push_str("</tspan>");
        }
        if let Some(below) = title.next() {
            put!(markup, " <tspan x=\"", x, "\" dy=\"", STEP, "\">");
            escape::xml(&below, markup);
            markup.push_str("</tspan>");
        }
    }
    markup.push_str("</text>");
}

/// An id on two lines; then there is no room for the title.
fn write_long_id(markup: &mut String, id: &str, x: i32, room: i32) {
    // Bold letters are an eighth wider.
    for (place, line) in text::wrap(id, room, room, PLAIN * 9 / 8, 2).iter().enumerate() {
        // The style sheet sets the first one in bold.
        let class = if place == 0 { "" } else { " class=\"b\"" };
        put!(markup, " <tspan", class, " x=\"", x, "\" dy=\"", STEP, "\">");
        escape::xml(line, markup);
        markup.push_str("</tspan>");
    }
    markup.push_str("</text>");
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
