//! Events: circles whose line tells where they stand in the flow and whose sign tells what they wait for or send.

use super::canvas::Canvas;
use super::{Drawing, icons};
use crate::document::bpmn::{Event, Position, Shape};

impl Drawing<'_> {
    pub(super) fn event(&self, canvas: &mut Canvas, shape: &Shape, event: &Event) {
        let radius = shape.bounds.width.min(shape.bounds.height) / 2.0;
        let centre = shape.bounds.centre();
        let dashed = !event.interrupting && matches!(event.position, Position::Start | Position::Boundary);
        let class = match (event.position, dashed) {
            (Position::End, _) => "b-s b-end",
            (_, true) => "b-s b-dash",
            (_, false) => "b-s",
        };
        canvas.circle(class, centre, radius);
        let double = matches!(event.position, Position::Catch | Position::Throw | Position::Boundary);
        if double {
            canvas.circle(if dashed { "b-in b-dash" } else { "b-in" }, centre, (radius * 0.8).max(radius - 4.0));
        }
        let throws = matches!(event.position, Position::Throw | Position::End);
        icons::trigger(canvas, event.trigger, throws, centre, radius);
    }
}
