//! A drawing of ours as parts that each stand alone: lines and areas, and texts, dressed and in their places.

use super::path::{self, Point, QUARTER, Step};
use super::style::{Seen, Style, style_of};
use crate::export::specification::tree::{self, Element, Node, decoded};

/// A part of a drawing, in its order: what comes later lies over it.
pub(super) enum Part {
    Path { steps: Vec<Step>, style: Style },
    Text(Text),
}

/// Lines of text that belong together.
pub(super) struct Text {
    pub lines: Vec<Line>,
    /// Anchor and ground.
    pub style: Style,
    /// Whether it is read from below.
    pub is_turned: bool,
}

/// A line of text.
pub(super) struct Line {
    /// Where it begins, or its middle or end, on the line that letters stand on.
    pub at: Point,
    pub spans: Vec<(String, Style)>,
}

/// The parts of a drawing; what is not among those that our drawings are made of is left out.
pub(super) fn parts(svg: &str) -> Vec<Part> {
    let Some((head, inside)) = svg.split_once('>') else { return Vec::new() };
    let class = head.split_once("class=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default();
    let origin = head.split_once("viewBox=\"").map_or((0.0, 0.0), |(_, rest)| {
        let mut numbers = rest.split([' ', '"']).map_while(|number| number.parse::<f64>().ok());
        (-numbers.next().unwrap_or(0.0), -numbers.next().unwrap_or(0.0))
    });
    let root = Seen { name: "svg".to_owned(), classes: class.to_owned(), is_first: true };
    let mut reader = Reader { way: vec![root], parts: Vec::new() };
    let style = style_of(&reader.way, Style::default());
    reader.all(&tree::parse(inside), style, origin);
    reader.parts
}

struct Reader {
    /// From the drawing to what is being read.
    way: Vec<Seen>,
    parts: Vec<Part>,
}

impl Reader {
    fn all(&mut self, nodes: &[Node], above: Style, origin: Point) {
        let elements = nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            _ => None,
        });
        for (place, element) in elements.enumerate() {
            self.enter(element, place == 0);
            let style = style_of(&self.way, above);
            if !style.is_hidden {
                self.element(element, style, origin);
            }
            self.way.pop();
        }
    }

    fn enter(&mut self, element: &Element, is_first: bool) {
        let (name, classes) = (element.name.to_string(), element.attribute("class").into_owned());
        self.way.push(Seen { name, classes, is_first });
    }

    fn element(&mut self, element: &Element, style: Style, origin: Point) {
        let number = |name: &str| element.attribute(name).parse::<f64>().unwrap_or(0.0);
        let place = |x: &str, y: &str| (origin.0 + number(x), origin.1 + number(y));
        let steps = match &*element.name {
            "g" | "a" => return self.all(&element.children, style, moved(element, origin)),
            "text" => return self.text(element, style, origin),
            "path" => path::steps(&element.attribute("d")).into_iter().map(|step| step.moved(origin)).collect(),
            "rect" => rounded(place("x", "y"), (number("width"), number("height")), number("rx")),
            "circle" => {
                let (middle, r) = (place("cx", "cy"), number("r"));
                rounded((middle.0 - r, middle.1 - r), (2.0 * r, 2.0 * r), r)
            }
            _ => return,
        };
        if !steps.is_empty() {
            self.parts.push(Part::Path { steps, style });
        }
    }

    fn text(&mut self, element: &Element, style: Style, origin: Point) {
        let number = |name: &str| element.attribute(name).parse::<f64>().unwrap_or(0.0);
        let at = (origin.0 + number("x"), origin.1 + number("y"));
        let mut text = Text {
            lines: vec![Line { at, spans: Vec::new() }],
            style,
            is_turned: element.attribute("transform").starts_with("rotate(-90"),
        };
        self.spans(&element.children, style, origin, &mut text);
        text.lines.retain(|line| line.spans.iter().any(|(span, _)| !span.trim().is_empty()));
        if !text.lines.is_empty() {
            self.parts.push(Part::Text(text));
        }
    }

    fn spans(&mut self, nodes: &[Node], style: Style, origin: Point, text: &mut Text) {
        let mut is_first = true;
        for node in nodes {
            match node {
                Node::Text(words) => {
                    let words = decoded(words).into_owned();
                    if let Some(line) = text.lines.last_mut().filter(|_| !words.is_empty()) {
                        line.spans.push((words, style));
                    }
                }
                Node::Element(element) if matches!(&*element.name, "tspan" | "a") => {
                    begin_line(element, origin, text);
                    self.enter(element, std::mem::replace(&mut is_first, false));
                    let style = style_of(&self.way, style);
                    if !style.is_hidden {
                        self.spans(&element.children, style, origin, text);
                    }
                    self.way.pop();
                }
                _ => is_first = false,
            }
        }
    }
}

/// Begins a line where a stretch of text has a place of its own.
fn begin_line(element: &Element, origin: Point, text: &mut Text) {
    let number = |name: &str| element.attribute(name).parse::<f64>().ok();
    let Some(last) = text.lines.last() else { return };
    let (x, y, down) = (number("x"), number("y"), number("dy"));
    if x.is_none() && y.is_none() && down.is_none() {
        return;
    }
    let y = y.map_or(last.at.1, |y| origin.1 + y) + down.unwrap_or(0.0);
    let at = (x.map_or(last.at.0, |x| origin.0 + x), y);
    text.lines.push(Line { at, spans: Vec::new() });
}

/// Where what stands in an element has its corner.
fn moved(element: &Element, origin: Point) -> Point {
    let transform = element.attribute("transform");
    let inside = transform.strip_prefix("translate(").and_then(|rest| rest.strip_suffix(')')).unwrap_or_default();
    let mut numbers = inside.split([' ', ',']).filter_map(|number| number.parse::<f64>().ok());
    (origin.0 + numbers.next().unwrap_or(0.0), origin.1 + numbers.next().unwrap_or(0.0))
}

/// A rectangle with its corners rounded by a radius; with half of its height and width it is a circle.
fn rounded((x, y): Point, (width, height): Point, radius: f64) -> Vec<Step> {
    let (right, bottom) = (x + width, y + height);
    let r = radius.min(width / 2.0).min(height / 2.0);
    if r <= 0.0 {
        let corners = [(right, y), (right, bottom), (x, bottom)].map(Step::Line);
        return [Step::Move((x, y))].into_iter().chain(corners).chain([Step::Close]).collect();
    }
    let near = r * (1.0 - QUARTER);
    vec![
        Step::Move((x + r, y)),
        Step::Line((right - r, y)),
        Step::Curve((right - near, y), (right, y + near), (right, y + r)),
        Step::Line((right, bottom - r)),
        Step::Curve((right, bottom - near), (right - near, bottom), (right - r, bottom)),
        Step::Line((x + r, bottom)),
        Step::Curve((x + near, bottom), (x, bottom - near), (x, bottom - r)),
        Step::Line((x, y + r)),
        Step::Curve((x, y + near), (x + near, y), (x + r, y)),
        Step::Close,
    ]
}
