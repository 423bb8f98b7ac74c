//! Texts beside shapes and lines: at the bounds the file gives, or where a modeller expects them.

use super::Drawing;
use super::canvas::Canvas;
use super::text;
use crate::document::bpmn::{Bounds, Data, Diagram, Edge, Form, Point, Shape};

/// Width of a label without bounds.
const WIDTH: f64 = 96.0;

impl Drawing<'_> {
    /// The size of a text, as the file asks within what can be read.
    pub(super) fn size(&self, asked: Option<f64>) -> f64 {
        asked.map_or(self.font, |size| size.clamp(super::FONTS.0, super::FONTS.1))
    }

    /// The label of what is too small to hold its own.
    pub(super) fn outside_label(&self, canvas: &mut Canvas, shape: &Shape, diagram: &Diagram) {
        let element = self.element(shape.element);
        let name = self.label(shape.element);
        let (name, above) = match &element.form {
            Form::Event(_) | Form::Gateway(_) | Form::Message | Form::Conversation { .. } => (name.to_owned(), false),
            Form::Data(data) => (with_state(name, data), false),
            Form::Group => (name.to_owned(), true),
            _ => return,
        };
        if name.is_empty() {
            return;
        }
        let size = self.size(shape.font_size);
        if let Some(bounds) = shape.label {
            return boxed(canvas, &name, bounds, size);
        }
        let lines = text::balanced(&name, size, WIDTH.max(shape.bounds.width), 1);
        let height = lines.len() as f64 * size * text::LINE;
        let Point { x, .. } = shape.bounds.centre();
        let (over, under) = (shape.bounds.y - height + size - 3.0, shape.bounds.bottom() + size + 3.0);
        let foot = Point { x, y: shape.bounds.bottom() };
        let head = Point { x, y: shape.bounds.y };
        if above {
            return canvas.text("b-t", &lines, Point { x, y: shape.bounds.y + size + 3.0 }, size, false);
        }
        // Where a line leaves below, the name stands above; where one leaves there too, beside the lower one.
        match (self.meets(diagram, foot), self.meets(diagram, head)) {
            (false, _) => canvas.text("b-t", &lines, Point { x, y: under }, size, false),
            (true, false) => canvas.text("b-t", &lines, Point { x, y: over }, size, false),
            (true, true) => canvas.text("b-t b-left", &lines, Point { x: x + 6.0, y: under }, size, false),
        }
    }

    /// Whether a line begins or ends at a point.
    fn meets(&self, diagram: &Diagram, point: Point) -> bool {
        let near =
            |end: Option<&Point>| end.is_some_and(|end| (end.x - point.x).abs() < 4.0 && (end.y - point.y).abs() < 4.0);
        diagram.edges.iter().any(|edge| near(edge.points.first()) || near(edge.points.last()))
    }

    /// The label of a line: at its bounds, or beside its middle.
    pub(super) fn edge_label(&self, canvas: &mut Canvas, edge: &Edge) {
        let name = self.label(edge.element);
        if name.is_empty() {
            return;
        }
        let size = self.size(edge.font_size);
        if let Some(bounds) = edge.label {
            return boxed(canvas, name, bounds, size);
        }
        let (middle, along) = super::edges::middle(&edge.points);
        let lines = text::wrap(name, size, WIDTH);
        let height = lines.len() as f64 * size * text::LINE;
        if along.x.abs() >= along.y.abs() {
            let y = middle.y - height + size * 0.75;
            canvas.text("b-t", &lines, Point { x: middle.x, y }, size, false);
        } else {
            let y = middle.y - height / 2.0 + size;
            canvas.text("b-t b-left", &lines, Point { x: middle.x + 5.0, y }, size, false);
        }
    }
}

/// "Ansøgning [modtaget]", the state on a line of its own.
fn with_state(name: &str, data: &Data) -> String {
    match (&*data.state, name) {
        ("", name) => name.to_owned(),
        // Many tools write the state into the name as well.
        (state, name) if name.contains(state) => name.to_owned(),
        (state, name) => format!("{name}\n[{state}]"),
    }
}

/// Text in the middle of bounds, in as many lines as they are high. Fonts differ, so a line may reach a little out of them.
fn boxed(canvas: &mut Canvas, name: &str, bounds: Bounds, size: f64) {
    let count = (bounds.height / (size * text::LINE)).round().max(1.0) as usize;
    // Rather somewhat wider than more lines, which would run into the shape.
    let room = |slack: f64| (bounds.width * slack + 4.0).max(40.0);
    let slack = [1.15, 1.35, 1.6, 1.85].into_iter().find(|slack| text::wrap(name, size, room(*slack)).len() <= count);
    let lines = text::balanced(name, size, room(slack.unwrap_or(1.35)), count);
    let height = lines.len() as f64 * size * text::LINE;
    let top = if count == 1 { bounds.centre().y - height / 2.0 } else { bounds.y };
    canvas.text("b-t", &lines, Point { x: bounds.centre().x, y: top + size * 0.95 }, size, false);
}
