//! A map: boxes joined by named lines, laid out in layers. For more boxes than can be read nothing is drawn.

use std::fmt::Write as _;

use super::layered::{Flow, Gaps, Line, Pair, Route, layout};
use super::neighbourhood::node::write_node;
use super::neighbourhood::{BOX, HEIGHT, Node, SMALL, State};
use super::svg::{Head, Svg};
use super::text;
use crate::escape;

/// What is drawn.
#[derive(Clone, Debug)]
pub struct Map<'a> {
    pub title: String,
    pub description: String,
    pub nodes: Vec<Node<'a>>,
    pub edges: Vec<Edge>,
}

/// A line with an arrow, between two boxes given by their numbers.
#[derive(Clone, Debug)]
pub struct Edge {
    pub from: usize,
    pub to: usize,
    pub label: String,
    pub state: State,
}

/// Distances; a row of boxes without lines is as wide as the text beside it.
const GAPS: Gaps = Gaps { beside: 18, between: 44, row: 690 };
/// Names up to this width are mere counts: without room beside them the lines would stand on end.
const COUNT: i32 = 40;
/// Distance between layers where all names are counts.
const BETWEEN_COUNTS: i32 = 130;
/// Room of a name, and the height of its lines.
const NAME: i32 = 112;
const STEP: i32 = 13;
/// What lines at the edge need.
const MARGIN: i32 = 3;

/// Draws a map from left to right; `None` when it has too many boxes.
pub fn draw(map: &Map) -> Option<String> {
    let names: Vec<Vec<(&'static str, String)>> = map.edges.iter().map(name_lines).collect();
    let lines: Vec<Line> = map
        .edges
        .iter()
        .zip(&names)
        .map(|(edge, name)| Line { from: edge.from, to: edge.to, label: size(name) })
        .collect();
    let sizes = vec![(BOX, HEIGHT); map.nodes.len()];
    let widest = lines.iter().map(|line| line.label.0).max().unwrap_or(0);
    let between = if (1..=COUNT).contains(&widest) { BETWEEN_COUNTS } else { GAPS.between };
    let placed = layout(&sizes, &lines, Flow::Right, Gaps { between, ..GAPS })?;
    let (width, height) = (placed.width + 2 * MARGIN, placed.height + 2 * MARGIN);
    let mut svg = Svg::new(&Head { class: "map", title: &map.title, description: &map.description, width, height });
    svg.group("", MARGIN, MARGIN);
    for (edge, route) in map.edges.iter().zip(&placed.routes) {
        write_edge(&mut svg, edge, route, placed.boxes[edge.from], placed.boxes[edge.to]);
    }
    for (name, route) in names.iter().zip(&placed.routes) {
        if let Some(middle) = route.label {
            write_name(&mut svg, name, middle);
        }
    }
    for (node, place) in map.nodes.iter().zip(&placed.boxes) {
        svg.link(&node.href, node.class, 0, 0);
        write_node(&mut svg, node, *place, BOX);
        svg.end_link(&node.href);
    }
    svg.end_group();
    Some(svg.done())
}

/// The name of a line with the word for its state.
fn name_lines(edge: &Edge) -> Vec<(&'static str, String)> {
    let plain = text::wrap(&edge.label, NAME, NAME, SMALL, 2).into_iter().map(|line| ("", line));
    let (class, said) = match &edge.state {
        State::Holds => return plain.collect(),
        State::Waits(word) => ("g-wait", format!("◐ {word}")),
        State::Fails(word) => ("g-no", format!("✕ {word}")),
    };
    plain.chain(text::wrap(&said, NAME, NAME, SMALL, 2).into_iter().map(|line| (class, line))).collect()
}

fn size(name: &[(&str, String)]) -> Pair {
    let widest = name.iter().map(|(_, line)| text::width(line, SMALL)).max();
    widest.map_or((0, 0), |widest| (widest + 10, name.len() as i32 * STEP + 4))
}

fn write_name(svg: &mut Svg, name: &[(&str, String)], (x, y): Pair) {
    let mut markup = String::from("<text class=\"g-name g-over\">");
    let mut line_y = y + 4 - (name.len() as i32 - 1) * STEP / 2;
    for (class, line) in name {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let _ = write!(markup, "<tspan{class} x=\"{x}\" y=\"{line_y}\">");
        escape::xml(line, &mut markup);
        markup.push_str(" </tspan>");
        line_y += STEP;
    }
    markup.push_str("</text>");
    svg.raw(&markup);
}

/// A line leaves a box in the middle of one side and enters the other in the middle of the side that faces it; on the
/// way it passes every point of its route level, so that its name stands in it.
fn write_edge(svg: &mut Svg, edge: &Edge, route: &Route, from: Pair, to: Pair) {
    if edge.from == edge.to {
        return;
    }
    let side = |place: Pair, right: bool| (place.0 + if right { BOX } else { 0 }, place.1 + HEIGHT / 2);
    let forward = from.0 < to.0;
    let (start, end) = (side(from, forward), side(to, !forward));
    let inner = route.points.get(1..route.points.len().saturating_sub(1)).unwrap_or_default();
    let mut path = format!("M{} {}", start.0, start.1);
    let mut before = start;
    for point in inner.iter().copied().chain([end]) {
        let middle = (before.0 + point.0) / 2;
        let _ = write!(path, "C{middle} {} {middle} {} {} {}", before.1, point.1, point.0, point.1);
        before = point;
    }
    let class = match edge.state {
        State::Holds => "g-edge",
        State::Waits(_) => "g-edge g-suspect",
        State::Fails(_) => "g-edge g-broken",
    };
    svg.path(class, &path);
    let back = if forward { -8 } else { 8 };
    svg.path("g-arrow", &format!("M{} {}l{back}-4v8z", end.0, end.1));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(id: &str) -> Node<'static> {
        Node { id: id.to_owned().into(), href: format!("{id}.html"), kind: "krav".into(), ..Node::default() }
    }

    fn map(nodes: usize) -> Map<'static> {
        let edges = (1..nodes).map(|to| Edge { from: 0, to, label: "<&>".to_owned(), state: State::Holds });
        Map {
            title: "t".to_owned(),
            description: "d".to_owned(),
            nodes: (0..nodes).map(|number| node(&format!("<{number}>"))).collect(),
            edges: edges.collect(),
        }
    }

    #[test]
    fn everything_from_content_is_escaped() {
        let svg = draw(&map(3)).unwrap();
        assert!(svg.contains("&lt;1&gt;") && svg.contains("&lt;&amp;&gt;") && !svg.contains("<1>"), "{svg}");
        assert_eq!(svg.matches("<a href=").count(), 3);
    }

    #[test]
    fn a_map_that_nobody_can_read_is_not_drawn() {
        assert!(draw(&map(151)).is_none());
        assert!(draw(&map(150)).is_some());
    }

    #[test]
    fn lines_begin_and_end_at_boxes_and_the_same_map_is_the_same_drawing() {
        let svg = draw(&map(2)).unwrap();
        assert!(svg.contains("d=\"M170 25C"), "{svg}");
        assert_eq!(svg, draw(&map(2)).unwrap());
    }
}
