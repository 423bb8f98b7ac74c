//! Places for a file that has none: flow nodes in layers from left to right, subprocesses closed.

use crate::document::bpmn::{Bounds, Bpmn, Diagram, Edge, Element, FlowForm, Form, Point, Shape};
use crate::draw::layered::{Flow, Gaps, Line, MOST_NODES, Pair, layout};
use crate::draw::text;

const GAPS: Gaps = Gaps { beside: 24, between: 44, row: 900 };
/// Size of a label in tenths, for the room lines get.
const SIZE: i32 = 110;

/// A drawing of a file without coordinates. `None` when there is nothing to draw or too much.
pub fn arrange(bpmn: &Bpmn) -> Option<Diagram> {
    let is_drawn = |element: &Element| {
        let outer = element
            .parent
            .is_none_or(|parent| matches!(bpmn.elements[parent as usize].form, Form::Process | Form::Collaboration));
        outer && element.is_flow_node()
    };
    let numbers: Vec<u32> =
        (0..bpmn.elements.len() as u32).filter(|number| is_drawn(&bpmn.elements[*number as usize])).collect();
    if numbers.is_empty() || numbers.len() > MOST_NODES {
        return None;
    }
    let place = |number: Option<u32>| numbers.binary_search(&number?).ok();
    let mut flows: Vec<u32> = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    for (number, element) in bpmn.elements.iter().enumerate() {
        let Some(flow) =
            element.flow().filter(|flow| matches!(flow.form, FlowForm::Sequence { .. } | FlowForm::Message))
        else {
            continue;
        };
        if let (Some(from), Some(to)) = (place(flow.source), place(flow.target))
            && from != to
        {
            let wide = if element.name.is_empty() { 0 } else { text::width(&element.name, SIZE).min(96) + 8 };
            lines.push(Line { from, to, label: (wide, if wide > 0 { 14 } else { 0 }) });
            flows.push(number as u32);
        }
    }
    let sizes: Vec<Pair> = numbers.iter().map(|number| room(&bpmn.elements[*number as usize])).collect();
    let plan = layout(&sizes, &lines, Flow::Right, GAPS)?;
    let bounds: Vec<Bounds> = (0..numbers.len())
        .map(|node| inner(&bpmn.elements[numbers[node] as usize], plan.boxes[node], sizes[node]))
        .collect();
    let shapes = numbers.iter().zip(&bounds).map(|(number, bounds)| shape(*number, *bounds)).collect();
    let routed = flows.iter().zip(lines.iter().zip(&plan.routes));
    let edges = routed.map(|(number, (line, route))| {
        let mut points: Vec<Point> =
            route.points.iter().map(|(x, y)| Point { x: f64::from(*x), y: f64::from(*y) }).collect();
        // Lines end at the room around an event: the rest of the way is straight.
        points.insert(0, edge_of(bounds[line.from], true));
        points.push(edge_of(bounds[line.to], false));
        let label = route.label.map(|(x, y)| {
            let width = f64::from(line.label.0);
            Bounds { x: f64::from(x) - width / 2.0, y: f64::from(y) - 16.0, width, height: 14.0 }
        });
        Edge { element: *number, points, label, font_size: None, message: None }
    });
    Some(Diagram { name: "".into(), plane: None, shapes, edges: edges.collect() })
}

/// The room of a node with its label.
fn room(element: &Element) -> Pair {
    match element.form {
        Form::Event(_) => (100, 92),
        Form::Gateway(_) => (100, 106),
        _ => (120, 74),
    }
}

/// Where the shape itself stands in its room.
fn inner(element: &Element, (x, y): Pair, (width, height): Pair) -> Bounds {
    let side = match element.form {
        Form::Event(_) => 36,
        Form::Gateway(_) => 50,
        _ => return Bounds { x: f64::from(x), y: f64::from(y), width: f64::from(width), height: f64::from(height) },
    };
    let (left, top, side) = (f64::from(x + (width - side) / 2), f64::from(y + (height - side) / 2), f64::from(side));
    Bounds { x: left, y: top, width: side, height: side }
}

fn shape(element: u32, bounds: Bounds) -> Shape {
    Shape {
        element,
        bounds,
        horizontal: None,
        expanded: Some(false),
        marker: Some(true),
        label: None,
        font_size: None,
        band: None,
    }
}

/// The middle of a shape's right or left edge.
fn edge_of(bounds: Bounds, right: bool) -> Point {
    Point { x: if right { bounds.right() } else { bounds.x }, y: bounds.centre().y }
}
