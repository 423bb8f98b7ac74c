//! Pools, lanes and the participants' bands of a choreography.

use super::canvas::Canvas;
use super::{Drawing, icons, text};
use crate::document::bpmn::{Bounds, Diagram, Form, Point, Shape};

/// Width of the strip with a pool's name, where the drawing does not tell.
const STRIP: f64 = 30.0;

impl Drawing<'_> {
    pub(super) fn pool(&self, canvas: &mut Canvas, shape: &Shape, white_box: bool, multiple: bool, diagram: &Diagram) {
        canvas.rect("b-pool", shape.bounds, 0.0);
        let bounds = shape.bounds;
        let lying = lies(shape);
        let filled = white_box && diagram.shapes.iter().any(|other| self.is_inside(other, shape));
        if filled || shape.label.is_some_and(|label| (label.height > label.width) == lying && lying) {
            let strip = self.strip(shape, diagram, lying);
            let line = if lying {
                [Point { x: bounds.x + strip, y: bounds.y }, Point { x: bounds.x + strip, y: bounds.bottom() }]
            } else {
                [Point { x: bounds.x, y: bounds.y + strip }, Point { x: bounds.right(), y: bounds.y + strip }]
            };
            canvas.outline("b-line", &line, false);
            self.strip_name(canvas, shape, strip, lying);
        } else {
            let size = self.size(shape.font_size);
            let lines = text::wrap(self.label(shape.element), size, bounds.width - 8.0);
            let tall = lines.len() as f64 * size * text::LINE;
            let first = bounds.centre().y - tall / 2.0 + size * 0.95;
            canvas.text("b-t", &lines, Point { x: bounds.centre().x, y: first }, size, false);
        }
        if multiple {
            super::activities::row(canvas, &[icons::parallel], bounds);
        }
    }

    pub(super) fn lane(&self, canvas: &mut Canvas, shape: &Shape) {
        canvas.rect("b-lane", shape.bounds, 0.0);
        self.strip_name(canvas, shape, STRIP.min(shape.bounds.width), lies(shape));
    }

    fn is_inside(&self, other: &Shape, pool: &Shape) -> bool {
        let centre = other.bounds.centre();
        let (element, own) = (self.element(other.element), other.element == pool.element);
        let inside = centre.x > pool.bounds.x && centre.x < pool.bounds.right() && centre.y > pool.bounds.y;
        !own && inside && centre.y < pool.bounds.bottom() && (element.is_flow_node() || element.form == Form::Lane)
    }

    /// Up to the outermost lane, where lanes leave room for the name.
    fn strip(&self, pool: &Shape, diagram: &Diagram, lying: bool) -> f64 {
        let lanes = diagram.shapes.iter().filter(|other| self.element(other.element).form == Form::Lane);
        let room = lanes
            .filter(|lane| self.is_inside(lane, pool))
            .map(|lane| if lying { lane.bounds.x - pool.bounds.x } else { lane.bounds.y - pool.bounds.y });
        let least = room.fold(f64::INFINITY, f64::min);
        if (8.0..=60.0).contains(&least) { least } else { STRIP.min(pool.bounds.width).min(pool.bounds.height) }
    }

    /// The name in the strip, upwards when the pool lies.
    fn strip_name(&self, canvas: &mut Canvas, shape: &Shape, strip: f64, lying: bool) {
        let Bounds { x, y, width, height } = shape.bounds;
        let size = self.size(shape.font_size);
        let long = if lying { height } else { width };
        let (mut lines, size) = text::fit(self.label(shape.element), size, long - 8.0, strip.max(size * 1.3));
        let most = ((strip + 4.0) / (size * text::LINE)).floor().max(1.0) as usize;
        lines.truncate(most);
        let tall = lines.len() as f64 * size * text::LINE;
        // Where the file says where the name stands it says so across the strip; along it, the middle is best.
        let placed = shape.label.filter(|label| (label.height > label.width) == lying).map(|label| label.centre());
        let middle = placed
            .map(|centre| if lying { centre.x - x } else { centre.y - y })
            .filter(|far| (4.0..=60.0).contains(far));
        let across = middle.unwrap_or(strip / 2.0) - tall / 2.0 + size * 0.95;
        let at = if lying {
            Point { x: x + across, y: y + height / 2.0 }
        } else {
            Point { x: x + width / 2.0, y: y + across }
        };
        if lying {
            for (place, line) in lines.into_iter().enumerate() {
                let at = Point { x: at.x + place as f64 * size * text::LINE, y: at.y };
                canvas.text("b-t", &[line], at, size, true);
            }
        } else {
            canvas.text("b-t", &lines, at, size, false);
        }
    }

    /// A participant at the edge of a choreography activity; who answers is shaded.
    pub(super) fn band(&self, canvas: &mut Canvas, shape: &Shape) {
        let Some(band) = shape.band else { return };
        canvas.rect(if band.initiating { "b-s" } else { "b-s b-shade" }, shape.bounds, 0.0);
        let (lines, size) = text::fit(
            self.label(shape.element),
            self.size(shape.font_size),
            shape.bounds.width - 8.0,
            shape.bounds.height,
        );
        let tall = lines.len() as f64 * size * text::LINE;
        let centre = shape.bounds.centre();
        canvas.text("b-t", &lines, Point { x: centre.x, y: centre.y - tall / 2.0 + size * 0.95 }, size, false);
        if band.message {
            let y = if band.top { shape.bounds.y - 36.0 } else { shape.bounds.bottom() + 16.0 };
            icons::message(canvas, Bounds { x: centre.x - 14.0, y, width: 28.0, height: 20.0 }, band.initiating);
        }
    }
}

/// Whether a pool or lane lies: its name reads upwards at its left.
fn lies(shape: &Shape) -> bool {
    shape.horizontal.unwrap_or(shape.bounds.width >= shape.bounds.height)
}
