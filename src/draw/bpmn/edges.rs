//! Lines: sequence and message flows, associations, conversation links.

use std::fmt::Write as _;

use super::Drawing;
use super::canvas::{Canvas, number};
use super::icons;
use crate::document::bpmn::{Bounds, Edge, FlowForm, Form, Point};

/// Radius of a line's corners.
const CORNER: f64 = 5.0;
/// Length and half width of an arrow.
const ARROW: (f64, f64) = (9.0, 4.0);

impl Drawing<'_> {
    pub(super) fn edge(&self, canvas: &mut Canvas, edge: &Edge) {
        let Form::Flow(flow) = &self.element(edge.element).form else { return };
        let points = without_doubles(&edge.points);
        let [first, second, ..] = points[..] else { return };
        let (last, before) = (points[points.len() - 1], points[points.len() - 2]);
        match flow.form {
            FlowForm::Sequence { conditional, default } => {
                line(canvas, "b-flow", &points);
                arrow(canvas, "b-fill", before, last, true);
                if conditional {
                    diamond(canvas, first, second);
                } else if default {
                    stroke(canvas, first, second);
                }
            }
            FlowForm::Message => {
                line(canvas, "b-flow b-msg", &points);
                arrow(canvas, "b-s", before, last, true);
            }
            FlowForm::Association { arrows } => {
                line(canvas, "b-flow b-dot", &points);
                if arrows > 0 {
                    arrow(canvas, "b-line", before, last, false);
                }
                if arrows > 1 {
                    arrow(canvas, "b-line", second, first, false);
                }
            }
            FlowForm::Data => {
                line(canvas, "b-flow b-dot", &points);
                arrow(canvas, "b-line", before, last, false);
            }
            FlowForm::Conversation => {
                line(canvas, "b-conv", &points);
                line(canvas, "b-gap", &points);
            }
        }
        if let Some(initiating) = edge.message {
            let middle = edge.label.map_or_else(|| middle(&points).0, |label| nearest(&points, label.centre()));
            icons::message(
                canvas,
                Bounds { x: middle.x - 10.0, y: middle.y - 7.0, width: 20.0, height: 14.0 },
                initiating,
            );
        }
    }
}

fn without_doubles(points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if kept.last().is_none_or(|last| distance(*last, *point) > 0.05) {
            kept.push(*point);
        }
    }
    kept
}

fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// The point at a distance from `from` towards `to`.
fn towards(from: Point, to: Point, far: f64) -> Point {
    let long = distance(from, to).max(0.001);
    Point { x: from.x + (to.x - from.x) * far / long, y: from.y + (to.y - from.y) * far / long }
}

/// A line through points with rounded corners.
fn line(canvas: &mut Canvas, class: &str, points: &[Point]) {
    let mut path = String::new();
    for (place, point) in points.iter().enumerate() {
        canvas.reach(point.x, point.y);
        let round = place.checked_sub(1).and_then(|before| Some((points[before], *points.get(place + 1)?)));
        match round {
            None => {
                let _ = write!(path, "{}{} {}", if place == 0 { 'M' } else { 'L' }, number(point.x), number(point.y));
            }
            Some((before, after)) => {
                let radius = CORNER.min(distance(before, *point) / 2.0).min(distance(*point, after) / 2.0);
                let (into, out) = (towards(*point, before, radius), towards(*point, after, radius));
                let _ = write!(
                    path,
                    "L{} {}Q{} {} {} {}",
                    number(into.x),
                    number(into.y),
                    number(point.x),
                    number(point.y),
                    number(out.x),
                    number(out.y)
                );
            }
        }
    }
    canvas.path(class, &path);
}

/// An arrow at the end of a line that comes from `before`.
fn arrow(canvas: &mut Canvas, class: &str, before: Point, tip: Point, closed: bool) {
    let foot = towards(tip, before, ARROW.0);
    let (x, y) = ((tip.y - foot.y) * ARROW.1 / ARROW.0, (foot.x - tip.x) * ARROW.1 / ARROW.0);
    let sides = [Point { x: foot.x + x, y: foot.y + y }, tip, Point { x: foot.x - x, y: foot.y - y }];
    canvas.outline(class, &sides, closed);
}

/// The small diamond at the start of a conditional flow.
fn diamond(canvas: &mut Canvas, start: Point, next: Point) {
    let (middle, end) = (towards(start, next, 7.0), towards(start, next, 14.0));
    let (x, y) = ((end.y - start.y) * 4.5 / 14.0, (start.x - end.x) * 4.5 / 14.0);
    let corners = [start, Point { x: middle.x + x, y: middle.y + y }, end, Point { x: middle.x - x, y: middle.y - y }];
    canvas.outline("b-s", &corners, true);
}

/// The stroke across the start of a default flow, leaning forward.
fn stroke(canvas: &mut Canvas, start: Point, next: Point) {
    let (near, far) = (towards(start, next, 6.0), towards(start, next, 12.0));
    let (x, y) = ((far.y - near.y) * 5.0 / 6.0, (near.x - far.x) * 5.0 / 6.0);
    canvas.outline("b-line", &[Point { x: near.x + x, y: near.y + y }, Point { x: far.x - x, y: far.y - y }], false);
}

/// The circle at a message flow's start lies above the shape it leaves.
pub(super) fn message_start(canvas: &mut Canvas, edge: &Edge, form: &Form) {
    if let (Form::Flow(flow), Some(first)) = (form, edge.points.first())
        && flow.form == FlowForm::Message
    {
        canvas.circle("b-s", *first, 3.5);
    }
}

/// The point of a line that is nearest to another point.
fn nearest(points: &[Point], to: Point) -> Point {
    let on = |pair: &[Point]| {
        let (x, y) = (pair[1].x - pair[0].x, pair[1].y - pair[0].y);
        let share = ((to.x - pair[0].x) * x + (to.y - pair[0].y) * y) / (x * x + y * y).max(0.001);
        let share = share.clamp(0.0, 1.0);
        Point { x: pair[0].x + x * share, y: pair[0].y + y * share }
    };
    let candidates = points.windows(2).map(on);
    candidates.min_by(|a, b| distance(*a, to).total_cmp(&distance(*b, to))).unwrap_or(to)
}

/// The middle of a line, and the direction of the stretch it lies on.
pub(super) fn middle(points: &[Point]) -> (Point, Point) {
    let whole: f64 = points.windows(2).map(|pair| distance(pair[0], pair[1])).sum();
    let mut left = whole / 2.0;
    for pair in points.windows(2) {
        let long = distance(pair[0], pair[1]);
        if left <= long && long > 0.0 {
            let along = Point { x: pair[1].x - pair[0].x, y: pair[1].y - pair[0].y };
            return (towards(pair[0], pair[1], left), along);
        }
        left -= long;
    }
    let point = points.first().copied().unwrap_or(Point { x: 0.0, y: 0.0 });
    (point, Point { x: 1.0, y: 0.0 })
}
