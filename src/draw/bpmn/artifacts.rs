//! Data, stores, annotations, groups and conversations.

use super::canvas::Canvas;
use super::{Drawing, icons, text};
use crate::document::bpmn::{Bounds, Data, Point, Shape, Store};

impl Drawing<'_> {
    pub(super) fn data(&self, canvas: &mut Canvas, shape: &Shape, data: &Data) {
        match data.store {
            Store::Store => store(canvas, shape.bounds),
            Store::Object | Store::Input | Store::Output => sheet(canvas, shape.bounds, data),
        }
    }

    /// A bracket at the left with the text beside it.
    pub(super) fn annotation(&self, canvas: &mut Canvas, shape: &Shape) {
        let Bounds { x, y, .. } = shape.bounds;
        let arm = shape.bounds.width.min(10.0);
        let bracket = [
            Point { x: x + arm, y },
            Point { x, y },
            Point { x, y: shape.bounds.bottom() },
            Point { x: x + arm, y: shape.bounds.bottom() },
        ];
        canvas.outline("b-line", &bracket, false);
        let size = self.size(shape.font_size);
        // A bracket without room of its own has its text in the label's bounds.
        let narrow = shape.bounds.width < 40.0;
        let room = shape.label.filter(|_| narrow).map_or(shape.bounds.width, |label| label.width + 8.0);
        let lines = text::wrap(self.label(shape.element), size, room.max(60.0) - 6.0);
        let tall = lines.len() as f64 * size * text::LINE;
        let top = if tall < shape.bounds.height { y + (shape.bounds.height - tall) / 2.0 } else { y };
        canvas.text("b-t b-left", &lines, Point { x: x + 5.0, y: top + size * 0.95 }, size, false);
    }

    pub(super) fn group(&self, canvas: &mut Canvas, shape: &Shape) {
        canvas.rect("b-group", shape.bounds, 8.0);
    }

    /// A hexagon, thick when a conversation defined elsewhere is called.
    pub(super) fn conversation(&self, canvas: &mut Canvas, shape: &Shape, called: bool, composite: bool) {
        let bounds = shape.bounds;
        let (indent, middle) = (bounds.width / 4.0, bounds.centre().y);
        let corners = [
            Point { x: bounds.x, y: middle },
            Point { x: bounds.x + indent, y: bounds.y },
            Point { x: bounds.right() - indent, y: bounds.y },
            Point { x: bounds.right(), y: middle },
            Point { x: bounds.right() - indent, y: bounds.bottom() },
            Point { x: bounds.x + indent, y: bounds.bottom() },
        ];
        canvas.outline(if called { "b-s b-call" } else { "b-s" }, &corners, true);
        if composite {
            super::activities::row(canvas, &[icons::closed], bounds);
        }
    }
}

/// A sheet of paper with a folded corner.
fn sheet(canvas: &mut Canvas, bounds: Bounds, data: &Data) {
    let fold = (bounds.width.min(bounds.height) * 0.3).min(12.0);
    let (right, bottom) = (bounds.right(), bounds.bottom());
    let corner = Point { x: right - fold, y: bounds.y };
    let outline = [
        Point { x: bounds.x, y: bounds.y },
        corner,
        Point { x: right, y: bounds.y + fold },
        Point { x: right, y: bottom },
        Point { x: bounds.x, y: bottom },
    ];
    canvas.outline("b-s", &outline, true);
    canvas.outline("b-line", &[corner, Point { x: right - fold, y: bounds.y + fold }, outline[2]], false);
    if data.store != Store::Object {
        icons::data_arrow(canvas, data.store == Store::Output, Point { x: bounds.x + 3.0, y: bounds.y + 3.0 });
    }
    if data.collection {
        let at = Point { x: bounds.centre().x, y: bottom - 7.0 };
        canvas.open_group("b-m", at, 0.9);
        icons::parallel(canvas);
        canvas.close("g");
    }
}

/// A drum.
fn store(canvas: &mut Canvas, bounds: Bounds) {
    use super::canvas::number;
    let (half, lid) = (bounds.width / 2.0, (bounds.height * 0.12).min(8.0));
    let (left, right) = (number(bounds.x), number(bounds.right()));
    let (half, lid_text) = (number(half), number(lid));
    let arc = |y: f64, sweep: u8, to: &str| format!("A{half} {lid_text} 0 0 {sweep} {to} {}", number(y));
    let (top, bottom) = (bounds.y + lid, bounds.bottom() - lid);
    canvas.reach(bounds.x, bounds.y);
    canvas.reach(bounds.right(), bounds.bottom());
    let body = format!("M{left} {}{}V{}{}Z", number(top), arc(top, 1, &right), number(bottom), arc(bottom, 1, &left));
    canvas.path("b-s", &body);
    let rings: String = (0..3)
        .map(|ring| {
            let y = top + f64::from(ring) * lid * 0.75;
            format!("M{left} {}{}", number(y), arc(y, 0, &right))
        })
        .collect();
    canvas.path("b-line", &rings);
}
