//! The notation's signs, drawn by us around the origin of a group.

use super::canvas::Canvas;
use crate::document::bpmn::{Bounds, Gateway, Point, Task, Trigger};

/// What an event waits for (hollow) or sends (filled). Signs reach 9 units from the centre, for a radius of 18.
pub(super) fn trigger(canvas: &mut Canvas, trigger: Trigger, throws: bool, centre: Point, radius: f64) {
    if trigger == Trigger::None {
        return;
    }
    canvas.open_group("b-i", centre, radius / 18.0);
    let class = if throws { "b-fill" } else { "b-line" };
    match trigger {
        Trigger::None => {}
        Trigger::Message if throws => {
            canvas.path("b-fill", "M-9 -6.5H9L0 .5ZM-9 -4.2V6.5H9V-4.2L0 2.8Z");
        }
        Trigger::Message => canvas.path("b-line", "M-9 -6H9V6H-9ZM-9 -6L0 1L9 -6"),
        Trigger::Timer => {
            canvas.path("b-line", "M9 0A9 9 0 1 1 -9 0A9 9 0 1 1 9 0ZM0 -9V-6.8M0 9V6.8M-9 0H-6.8M9 0H6.8M-4.5 -7.8L-3.5 -6M4.5 -7.8L3.5 -6M-4.5 7.8L-3.5 6M4.5 7.8L3.5 6M1.5 -6L0 0H5");
        }
        Trigger::Error => canvas.path(class, "M-8 7.5L-3.6 -7L3 2.2L8 -7.5L3.8 7L-2.8 -2Z"),
        Trigger::Escalation => canvas.path(class, "M0 -9L6.5 7.5L0 1.5L-6.5 7.5Z"),
        Trigger::Cancel => {
            canvas.path(class, "M-8 -5.4L-5.4 -8L0 -2.6L5.4 -8L8 -5.4L2.6 0L8 5.4L5.4 8L0 2.6L-5.4 8L-8 5.4L-2.6 0Z");
        }
        Trigger::Compensation => canvas.path(class, "M-9 0L-1 -6V6ZM-1 0L7 -6V6Z"),
        Trigger::Conditional => canvas.path("b-line", "M-6.5 -8H6.5V8H-6.5ZM-4 -5H4M-4 -1.7H4M-4 1.7H4M-4 5H4"),
        Trigger::Link => canvas.path(class, "M-8.5 -3H1V-7L9 0L1 7V3H-8.5Z"),
        Trigger::Signal => canvas.path(class, "M0 -8.5L8 5.5H-8Z"),
        Trigger::Terminate => canvas.path("b-fill", "M10 0A10 10 0 1 1 -10 0A10 10 0 1 1 10 0Z"),
        Trigger::Multiple => canvas.path(class, "M0 -8.8L8.4 -2.7L5.2 7.1H-5.2L-8.4 -2.7Z"),
        Trigger::ParallelMultiple => canvas.path(class, "M-2.6 -8.5H2.6V-2.6H8.5V2.6H2.6V8.5H-2.6V2.6H-8.5V-2.6H-2.6Z"),
    }
    canvas.close("g");
}

/// The sign in a diamond of 50 units, scaled.
pub(super) fn gateway(canvas: &mut Canvas, gateway: Gateway, centre: Point, scale: f64) {
    canvas.open_group("b-i", centre, scale);
    match gateway {
        Gateway::Exclusive => {
            canvas.path("b-fill", "M-9 -11H-4.8L0 -3.6L4.8 -11H9L2.2 0L9 11H4.8L0 3.6L-4.8 11H-9L-2.2 0Z")
        }
        Gateway::Parallel => canvas.path("b-fill", "M-2.5 -13H2.5V-2.5H13V2.5H2.5V13H-2.5V2.5H-13V-2.5H-2.5Z"),
        Gateway::Inclusive => canvas.path("b-ring", "M12 0A12 12 0 1 1 -12 0A12 12 0 1 1 12 0Z"),
        Gateway::Complex => canvas.path("b-star", "M0 -14V14M-14 0H14M-9.9 -9.9L9.9 9.9M-9.9 9.9L9.9 -9.9"),
        Gateway::Event | Gateway::EventStart => {
            canvas.path("b-line", "M14 0A14 14 0 1 1 -14 0A14 14 0 1 1 14 0Z");
            if gateway == Gateway::Event {
                canvas.path("b-line", "M11.3 0A11.3 11.3 0 1 1 -11.3 0A11.3 11.3 0 1 1 11.3 0Z");
            }
            canvas.path("b-line", "M0 -7.8L7.4 -2.4L4.6 6.3H-4.6L-7.4 -2.4Z");
        }
        Gateway::EventStartAll => {
            canvas.path("b-line", "M14 0A14 14 0 1 1 -14 0A14 14 0 1 1 14 0Z");
            canvas.path("b-line", "M-2.6 -9H2.6V-2.6H9V2.6H2.6V9H-2.6V2.6H-9V-2.6H-2.6Z");
        }
    }
    canvas.close("g");
}

/// The sign in a task's upper left corner, fourteen units square.
pub(super) fn task(canvas: &mut Canvas, task: Task, at: Point) {
    canvas.open_group("b-i", at, 1.0);
    match task {
        Task::Plain => {}
        Task::User => canvas.path(
            "b-line",
            "M4.2 6.2C2.4 7 1 8.4 1 11V13.2H13V11C13 8.4 11.6 7 9.8 6.2M10.3 4A3.3 3.3 0 1 1 3.7 4A3.3 3.3 0 1 1 10.3 4ZM4 13V10.8M10 13V10.8",
        ),
        Task::Manual => canvas.path(
            "b-line",
            "M1 5.2L4.6 1.7C5.4 1 6.8 1.8 6.2 2.9L5.2 4.4H12.2C13.4 4.4 13.4 6.2 12.2 6.2H8.4M12.6 6.2C13.8 6.3 13.7 8.1 12.5 8.1H8.6M12 8.1C13.1 8.2 13 9.9 11.9 9.9H8.4M11.2 9.9C12.2 10 12.1 11.6 11 11.6H4.6L1 9.6",
        ),
        Task::Service => {
            canvas.path("b-line", GEAR);
            canvas.path("b-line", "M7 5A2 2 0 1 1 3 5A2 2 0 1 1 7 5Z");
            canvas.path("b-gear", GEAR_BEHIND);
        }
        Task::Send => canvas.path("b-fill", "M0 2H14L7 7ZM0 3.6V12H14V3.6L7 8.6Z"),
        Task::Receive => canvas.path("b-line", "M.5 2.5H13.5V11.5H.5ZM.5 2.5L7 7.5L13.5 2.5"),
        Task::ReceiveStart => {
            canvas.path("b-line", "M14 7A7 7 0 1 1 0 7A7 7 0 1 1 14 7ZM3 4.4H11V9.8H3ZM3 4.4L7 7.4L11 4.4");
        }
        Task::Script => canvas.path(
            "b-line",
            "M4 1H13C10 4 10 5.5 11.5 7.3S12.5 11 10 13.3H1C3.8 11 3.8 9.2 2.3 7.3S1.4 3.2 4 1ZM4.4 3.6H9.4M4.2 6H9.2M5 8.4H10M4.8 10.8H9.8",
        ),
        Task::BusinessRule => {
            canvas.path("b-line", "M.5 1.5H13.5V12.5H.5ZM.5 8.5H13.5M4.5 5V12.5");
            canvas.path("b-fill", "M.5 1.5H13.5V5H.5Z");
        }
    }
    canvas.close("g");
}

/// A toothed wheel of eight teeth around (5, 5).
const GEAR: &str = "M4.2 0H5.8L6.1 1.4L7.2 1.9L8.4 1L9.4 2.2L8.6 3.3L9 4.2L10 4.4V5.8L8.8 6.1L8.3 7.2L9 8.3L8 9.2L6.9 8.5L5.9 8.9L5.7 10H4.2L3.9 8.9L2.9 8.5L1.8 9.2L.8 8.2L1.6 7.1L1.2 6L0 5.8V4.3L1.2 4L1.6 3L.9 1.9L1.9 .9L3 1.6L4 1.2Z";
/// What shows of a second wheel behind and below it.
const GEAR_BEHIND: &str = "M10.4 6.2L11 5.6L11.9 6.3L12.9 6.6V8L14 8.3V9.7L12.9 10L12.5 11L13.2 12.1L12.2 13.1L11.1 12.4L10.1 12.8L9.8 14H8.4L8.1 12.8L7.1 12.4L6 13.1L5 12.1L5.6 11M11.2 9A2 2 0 1 1 8.4 9";

/// An arrow that turns back on itself.
pub(super) fn looping(canvas: &mut Canvas) {
    canvas.path("b-line", "M-1.6 5A5.2 5.2 0 1 1 2.4 4.9M-5.6 5.2H-1.6V1.2");
}

pub(super) fn parallel(canvas: &mut Canvas) {
    canvas.path("b-bars", "M-4 -5V5M0 -5V5M4 -5V5");
}

pub(super) fn sequential(canvas: &mut Canvas) {
    canvas.path("b-bars", "M-5 -4H5M-5 0H5M-5 4H5");
}

pub(super) fn compensation(canvas: &mut Canvas) {
    canvas.path("b-line", "M-6 0L0 -4.5V4.5ZM0 0L6 -4.5V4.5Z");
}

/// The plus of an activity whose inside is not drawn.
pub(super) fn closed(canvas: &mut Canvas) {
    canvas.path("b-line", "M-6 -6H6V6H-6ZM-3.8 0H3.8M0 -3.8V3.8");
}

pub(super) fn ad_hoc(canvas: &mut Canvas) {
    canvas.path("b-fill", "M-6 1.8C-5 -2.6 -2.4 -3 0 -.9S4.6 .4 6 -2V1.2C4.8 3.6 2.2 3.4 0 1.6S-4.8 .2 -6 3.6Z");
}

/// The arrow on a sheet that goes in (hollow) or out (filled).
pub(super) fn data_arrow(canvas: &mut Canvas, out: bool, at: Point) {
    canvas.open_group("b-i", at, 1.0);
    canvas.path(if out { "b-fill" } else { "b-line" }, "M0 3H6V0L12 5L6 10V7H0Z");
    canvas.close("g");
}

/// An envelope; that of who answers is shaded.
pub(super) fn message(canvas: &mut Canvas, bounds: Bounds, initiating: bool) {
    canvas.rect(if initiating { "b-s" } else { "b-s b-shade" }, bounds, 0.0);
    let flap = [
        Point { x: bounds.x, y: bounds.y },
        Point { x: bounds.centre().x, y: bounds.y + bounds.height * 0.55 },
        Point { x: bounds.right(), y: bounds.y },
    ];
    canvas.outline("b-line", &flap, false);
}
