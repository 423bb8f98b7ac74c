//! Tasks, subprocesses, calls and the activities of a choreography.

use super::canvas::Canvas;
use super::{Drawing, icons, is_open, text};
use crate::document::bpmn::{Activity, Bounds, Frame, Looping, Point, Shape, Task};

/// Side of a marker at an activity's lower edge, and the room between two.
const MARKER: f64 = 14.0;
const BETWEEN: f64 = 3.0;

impl Drawing<'_> {
    pub(super) fn activity(&self, canvas: &mut Canvas, shape: &Shape, activity: &Activity) {
        let open = is_open(shape, activity.composite, activity.frame);
        frame(canvas, shape.bounds, activity.frame, open);
        if activity.task != Task::Plain {
            icons::task(canvas, activity.task, Point { x: shape.bounds.x + 4.0, y: shape.bounds.y + 4.0 });
        }
        let markers = markers(activity, !open && activity.composite);
        row(canvas, &markers, shape.bounds);
        if open {
            self.heading(canvas, shape);
        } else {
            let icon = if activity.task == Task::Plain { 0.0 } else { 12.0 };
            self.centred(canvas, shape, icon, if markers.is_empty() { 0.0 } else { MARKER + 2.0 });
        }
    }

    pub(super) fn choreography(&self, canvas: &mut Canvas, shape: &Shape, activity: &Activity) {
        frame(canvas, shape.bounds, activity.frame, false);
        let markers = markers(activity, activity.composite && shape.expanded != Some(true));
        row(canvas, &markers, Bounds { height: shape.bounds.height - 22.0, ..shape.bounds });
        if activity.composite && shape.expanded == Some(true) {
            self.heading(
                canvas,
                &Shape { bounds: Bounds { y: shape.bounds.y + 22.0, ..shape.bounds }, ..shape.clone() },
            );
        } else {
            self.centred(canvas, shape, 20.0, 20.0);
        }
    }

    /// The name in the middle of a shape, smaller where it would not fit. A sign in the upper left corner is `above`
    /// high: a text that would meet it moves down, and shrinks where there is no room to.
    fn centred(&self, canvas: &mut Canvas, shape: &Shape, above: f64, below: f64) {
        let Bounds { y, width, height, .. } = shape.bounds;
        let (name, asked) = (self.label(shape.element), self.size(shape.font_size));
        let room = height - below - 4.0;
        let meets = |lines: &[String], size: f64, top: f64| {
            let first = lines.first().map_or(0.0, |line| text::width(line, size));
            above > 0.0 && top < above && first > width - 2.0 * (above + 5.0)
        };
        let (mut lines, mut size) = text::fit(name, asked, width - 8.0, room);
        let tall = |lines: &[String], size: f64| lines.len() as f64 * size * text::LINE;
        let mut top = (height - below - tall(&lines, size)) / 2.0;
        if meets(&lines, size, top) {
            if above + tall(&lines, size) > height - below {
                (lines, size) = text::fit(name, asked, width - 8.0, (room - above).max(room * 0.5));
            }
            top = above.min(height - below - tall(&lines, size)).max((height - below - tall(&lines, size)) / 2.0);
        }
        let at = Point { x: shape.bounds.centre().x, y: y + top + size * 0.95 };
        canvas.text("b-t", &lines, at, size, false);
    }

    /// The name of an open subprocess, in its upper left corner.
    fn heading(&self, canvas: &mut Canvas, shape: &Shape) {
        let size = self.size(shape.font_size);
        let lines = text::wrap(self.label(shape.element), size, shape.bounds.width - 16.0);
        let at = Point { x: shape.bounds.x + 8.0, y: shape.bounds.y + size + 4.0 };
        canvas.text("b-t b-left", &lines, at, size, false);
    }
}

fn frame(canvas: &mut Canvas, bounds: Bounds, frame: Frame, open: bool) {
    let class = match (frame, open) {
        (Frame::Call, false) => "b-s b-call",
        (Frame::Call, true) => "b-s b-sub b-call",
        (Frame::EventSubprocess, _) => "b-s b-sub b-dots",
        (_, true) => "b-s b-sub",
        (_, false) => "b-s",
    };
    canvas.rect(class, bounds, 8.0);
    if frame == Frame::Transaction && bounds.width > 8.0 && bounds.height > 8.0 {
        let inner =
            Bounds { x: bounds.x + 3.0, y: bounds.y + 3.0, width: bounds.width - 6.0, height: bounds.height - 6.0 };
        canvas.rect("b-in", inner, 6.0);
    }
}

/// Draws a sign into a square with its centre at the group's origin.
type Sign = fn(&mut Canvas);

fn markers(activity: &Activity, closed: bool) -> Vec<Sign> {
    let mut signs: Vec<Sign> = Vec::new();
    match activity.looping {
        Some(Looping::Standard) => signs.push(icons::looping),
        Some(Looping::Parallel) => signs.push(icons::parallel),
        Some(Looping::Sequential) => signs.push(icons::sequential),
        None => {}
    }
    if activity.compensation {
        signs.push(icons::compensation);
    }
    if closed {
        signs.push(icons::closed);
    }
    if activity.ad_hoc {
        signs.push(icons::ad_hoc);
    }
    signs
}

/// Markers side by side in the middle of the lower edge.
pub(super) fn row(canvas: &mut Canvas, signs: &[Sign], bounds: Bounds) {
    let wide = signs.len() as f64 * (MARKER + BETWEEN) - BETWEEN;
    let left = bounds.centre().x - wide / 2.0 + MARKER / 2.0;
    for (place, sign) in signs.iter().enumerate() {
        let x = left + place as f64 * (MARKER + BETWEEN);
        canvas.open_group("b-m", Point { x, y: bounds.bottom() - MARKER / 2.0 - 2.0 }, 1.0);
        sign(canvas);
        canvas.close("g");
    }
}
