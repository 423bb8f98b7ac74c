//! A BPMN 2.0 diagram as its author drew it: shapes and lines at the file's coordinates, in the notation's signs.
//!
//! Colours and line widths come from classes (`b-…`) in the theme; a shape whose element names an item is a link.

mod activities;
mod arrange;
mod artifacts;
mod canvas;
mod edges;
mod events;
mod gateways;
mod icons;
mod labels;
mod pools;
#[cfg(test)]
mod tests;
mod text;

use crate::document::bpmn::{Bpmn, Diagram, Element, Form, Frame, Position, Shape};
pub use arrange::arrange;
use canvas::Canvas;

/// What stands at an element of the diagram.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// The element's name as it is shown; lines are kept.
    pub text: String,
    /// Where the shape leads; empty for nowhere.
    pub href: String,
    /// What is told of the link when it is pointed at or read aloud.
    pub note: String,
}

/// Room around the drawing, in user units.
const MARGIN: f64 = 8.0;

/// Draws one diagram of a file. `labels` has an entry for each element of the file, in their order.
pub fn draw(bpmn: &Bpmn, diagram: &Diagram, labels: &[Label], title: &str, description: &str) -> String {
    let drawing = Drawing { bpmn, labels, font: font(diagram) };
    let mut canvas = Canvas::default();
    let mut shapes: Vec<(u32, &Shape)> = diagram.shapes.iter().map(|shape| (drawing.layer(shape), shape)).collect();
    shapes.sort_by_key(|(layer, _)| *layer);
    let below = shapes.partition_point(|(layer, _)| *layer < LINES);
    for (_, shape) in &shapes[..below] {
        drawing.shape(&mut canvas, shape, diagram);
    }
    for edge in &diagram.edges {
        drawing.edge(&mut canvas, edge);
    }
    for (_, shape) in &shapes[below..] {
        drawing.shape(&mut canvas, shape, diagram);
    }
    for shape in &diagram.shapes {
        drawing.outside_label(&mut canvas, shape, diagram);
    }
    for edge in &diagram.edges {
        edges::message_start(&mut canvas, edge, &drawing.element(edge.element).form);
        drawing.edge_label(&mut canvas, edge);
    }
    canvas.finish(MARGIN, drawing.enlarged(), title, description)
}

/// The layer of lines: pools, lanes and open subprocesses lie below, all else above.
const LINES: u32 = 200;

/// What all parts of a drawing look up.
struct Drawing<'a> {
    bpmn: &'a Bpmn,
    labels: &'a [Label],
    /// Size of texts without a size of their own.
    font: f64,
}

/// Smallest and largest text, in user units; tools write sizes for paper.
const FONTS: (f64, f64) = (8.0, 14.0);

/// The size most labels of the file ask for; eleven where none does.
fn font(diagram: &Diagram) -> f64 {
    let mut sizes: Vec<f64> = diagram.shapes.iter().filter_map(|shape| shape.font_size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).map_or(11.0, |size| size.clamp(FONTS.0, FONTS.1))
}

impl Drawing<'_> {
    fn element(&self, number: u32) -> &Element {
        &self.bpmn.elements[number as usize]
    }

    fn label(&self, number: u32) -> &str {
        self.labels.get(number as usize).map_or("", |label| label.text.as_str())
    }

    /// How much larger than its own units the drawing is shown, so that its texts can be read.
    fn enlarged(&self) -> f64 {
        (10.5 / self.font).max(1.0)
    }

    fn layer(&self, shape: &Shape) -> u32 {
        let element = self.element(shape.element);
        match &element.form {
            Form::Pool { .. } if shape.band.is_none() => 0,
            Form::Lane => 1 + self.depth(shape.element).min(50),
            Form::Activity(activity) if is_open(shape, activity.composite, activity.frame) => {
                60 + self.depth(shape.element).min(100)
            }
            Form::Choreography { activity, .. } if shape.expanded == Some(true) && activity.composite => 60,
            Form::Group => LINES + 1,
            Form::Event(event) if event.position == Position::Boundary => LINES + 4,
            Form::Pool { .. } | Form::Message => LINES + 3,
            _ => LINES + 2,
        }
    }

    fn depth(&self, number: u32) -> u32 {
        let mut depth = 0;
        let mut above = self.element(number).parent;
        while let Some(parent) = above {
            depth += 1;
            above = self.element(parent).parent;
        }
        depth
    }

    fn shape(&self, canvas: &mut Canvas, shape: &Shape, diagram: &Diagram) {
        let place = &self.labels.get(shape.element as usize);
        let link = place.filter(|label| !label.href.is_empty());
        if let Some(label) = link {
            canvas.open_link(&label.href, &label.note);
        }
        match &self.element(shape.element).form {
            Form::Pool { .. } if shape.band.is_some() => self.band(canvas, shape),
            Form::Pool { process, multiple } => self.pool(canvas, shape, process.is_some(), *multiple, diagram),
            Form::Lane => self.lane(canvas, shape),
            Form::Activity(activity) => self.activity(canvas, shape, activity),
            Form::Choreography { activity, .. } => self.choreography(canvas, shape, activity),
            Form::Event(event) => self.event(canvas, shape, event),
            Form::Gateway(gateway) => self.gateway(canvas, shape, *gateway),
            Form::Data(data) => self.data(canvas, shape, data),
            Form::Annotation => self.annotation(canvas, shape),
            Form::Group => self.group(canvas, shape),
            Form::Conversation { called, composite } => self.conversation(canvas, shape, *called, *composite),
            Form::Message => icons::message(canvas, shape.bounds, true),
            Form::Process | Form::Collaboration | Form::Flow(_) => {}
        }
        if link.is_some() {
            canvas.close("a");
        }
    }
}

/// Whether an activity is drawn with its inside: what the file says, or its size where it says nothing.
fn is_open(shape: &Shape, composite: bool, frame: Frame) -> bool {
    match shape.expanded {
        Some(expanded) => expanded && (composite || frame == Frame::Call),
        None => composite && frame != Frame::Call && shape.bounds.width > 180.0 && shape.bounds.height > 110.0,
    }
}
