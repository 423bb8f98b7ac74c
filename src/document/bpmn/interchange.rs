//! Where the author drew the elements: BPMN diagram interchange.

use foldhash::HashMap;

use super::form::Element;
use super::xml::Tag;

/// Greatest coordinate that is believed; a drawing of that size fills a wall.
const FARTHEST: f64 = 100_000.0;
/// Most waypoints of one line that are drawn.
const MOST_WAYPOINTS: usize = 500;

/// Most drawings of one file.
const MOST_DIAGRAMS: usize = 20;

/// One drawing of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagram {
    /// May be empty.
    pub name: Box<str>,
    /// What the plane is of; an index in [`super::Bpmn::elements`].
    pub plane: Option<u32>,
    /// In written order, which is the order in which they lie on each other.
    pub shapes: Vec<Shape>,
    pub edges: Vec<Edge>,
}

/// A drawn element.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// An index in [`super::Bpmn::elements`].
    pub element: u32,
    /// Width and height are above zero.
    pub bounds: Bounds,
    /// `None` where nothing is written.
    pub horizontal: Option<bool>,
    pub expanded: Option<bool>,
    pub marker: Option<bool>,
    pub label: Option<Bounds>,
    /// Size of its text in points; `None` where nothing is written.
    pub font_size: Option<f64>,
    /// A participant's band of a choreography, with the message at it.
    pub band: Option<Band>,
}

/// How a participant takes part in a choreography that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// The first to speak: not shaded.
    pub initiating: bool,
    pub top: bool,
    pub bottom: bool,
    pub message: bool,
}

/// A drawn line.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// An index in [`super::Bpmn::elements`].
    pub element: u32,
    /// At least two.
    pub points: Vec<Point>,
    pub label: Option<Bounds>,
    pub font_size: Option<f64>,
    /// An envelope stands on the line: of the one who begins, or shaded of the one who answers.
    pub message: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// The drawings of a file that show something.
pub(super) fn read(root: &Tag, elements: &[Element]) -> Vec<Diagram> {
    let ids: HashMap<&str, u32> =
        elements.iter().enumerate().rev().map(|(number, element)| (&*element.id, number as u32)).collect();
    let drawn = root.children.iter().filter(|child| &*child.name == "BPMNDiagram");
    drawn.filter_map(|tag| Reading { ids: &ids, fonts: fonts(tag) }.diagram(tag)).take(MOST_DIAGRAMS).collect()
}

/// Sizes of the label styles of a drawing, by id.
fn fonts(diagram: &Tag) -> HashMap<&str, f64> {
    let styles = diagram.children.iter().filter(|child| &*child.name == "BPMNLabelStyle");
    let size = |style: &Tag| number(style.child("Font")?, "size");
    styles.filter_map(|style| Some((style.attribute("id")?, size(style)?))).collect()
}

struct Reading<'a> {
    ids: &'a HashMap<&'a str, u32>,
    fonts: HashMap<&'a str, f64>,
}

impl Reading<'_> {
    fn diagram(&self, tag: &Tag) -> Option<Diagram> {
        let plane = tag.child("BPMNPlane")?;
        let of_plane = |name: &'static str| plane.children.iter().filter(move |child| &*child.name == name);
        let shapes: Vec<Shape> = of_plane("BPMNShape").filter_map(|tag| self.shape(tag)).collect();
        let edges: Vec<Edge> = of_plane("BPMNEdge").filter_map(|tag| self.edge(tag)).collect();
        if shapes.is_empty() {
            return None;
        }
        let name = tag.attribute("name").unwrap_or("").trim().into();
        Some(Diagram { name, plane: self.element(plane), shapes, edges })
    }

    /// The element that a drawn thing is of, also when the tool wrote a prefix before the id.
    fn element(&self, tag: &Tag) -> Option<u32> {
        let id = tag.attribute("bpmnElement")?.trim();
        if id.is_empty() {
            return None;
        }
        let bare = id.rsplit(':').next().unwrap_or(id);
        self.ids.get(id).or_else(|| self.ids.get(bare)).copied()
    }

    fn shape(&self, tag: &Tag) -> Option<Shape> {
        let written = |key: &str| tag.attribute(key).map(|_| tag.is(key));
        let band = tag.attribute("participantBandKind").map(|kind| Band {
            initiating: !kind.contains("non_initiating"),
            top: kind.starts_with("top"),
            bottom: kind.starts_with("bottom"),
            message: tag.is("isMessageVisible"),
        });
        Some(Shape {
            element: self.element(tag)?,
            bounds: bounds(tag.child("Bounds")?).filter(|bounds| bounds.width > 0.0 && bounds.height > 0.0)?,
            horizontal: written("isHorizontal"),
            expanded: written("isExpanded"),
            marker: written("isMarkerVisible"),
            label: label(tag),
            font_size: self.font_size(tag),
            band,
        })
    }

    fn edge(&self, tag: &Tag) -> Option<Edge> {
        let waypoints = tag.children.iter().filter(|child| &*child.name == "waypoint");
        let point = |tag: &Tag| Some(Point { x: number(tag, "x")?, y: number(tag, "y")? });
        let points: Vec<Point> = waypoints.filter_map(point).take(MOST_WAYPOINTS).collect();
        if points.len() < 2 {
            return None;
        }
        let message = tag.attribute("messageVisibleKind").map(|kind| kind != "non_initiating");
        let (element, label, font_size) = (self.element(tag)?, label(tag), self.font_size(tag));
        Some(Edge { element, points, label, font_size, message })
    }

    fn font_size(&self, tag: &Tag) -> Option<f64> {
        self.fonts.get(tag.child("BPMNLabel")?.attribute("labelStyle")?).copied()
    }
}

fn label(tag: &Tag) -> Option<Bounds> {
    bounds(tag.child("BPMNLabel")?.child("Bounds")?)
}

/// `None` when a number is missing, no number, or beyond belief.
fn bounds(tag: &Tag) -> Option<Bounds> {
    let bounds = Bounds {
        x: number(tag, "x")?,
        y: number(tag, "y")?,
        width: number(tag, "width")?,
        height: number(tag, "height")?,
    };
    (bounds.width >= 0.0 && bounds.height >= 0.0).then_some(bounds)
}

fn number(tag: &Tag, key: &str) -> Option<f64> {
    let number: f64 = tag.attribute(key)?.trim().parse().ok()?;
    (number.is_finite() && number.abs() <= FARTHEST).then_some(number)
}

impl Bounds {
    pub fn centre(&self) -> Point {
        Point { x: self.x + self.width / 2.0, y: self.y + self.height / 2.0 }
    }

    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }
}
