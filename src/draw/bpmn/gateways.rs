//! Gateways: diamonds with a sign.

use super::canvas::Canvas;
use super::{Drawing, icons};
use crate::document::bpmn::{Gateway, Point, Shape};

impl Drawing<'_> {
    pub(super) fn gateway(&self, canvas: &mut Canvas, shape: &Shape, gateway: Gateway) {
        let bounds = shape.bounds;
        let centre = bounds.centre();
        let corners = [
            Point { x: centre.x, y: bounds.y },
            Point { x: bounds.right(), y: centre.y },
            Point { x: centre.x, y: bounds.bottom() },
            Point { x: bounds.x, y: centre.y },
        ];
        canvas.outline("b-s", &corners, true);
        // The sign of an exclusive gateway is drawn only where the file asks for it.
        if gateway == Gateway::Exclusive && shape.marker != Some(true) {
            return;
        }
        icons::gateway(canvas, gateway, centre, bounds.width.min(bounds.height) / 50.0);
    }
}
