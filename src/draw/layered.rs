//! Layered layout of any small graph: boxes of given sizes in, places and routed lines out. Same input, same output.

use dugong::graphlib::{Graph, GraphOptions};
use dugong::{EdgeLabel, GraphLabel, LabelPos, NodeLabel, RankDir};

/// A drawing of more boxes is unreadable: whoever has more draws a part and counts the rest.
pub const MOST_NODES: usize = 150;

/// A point or a size in user units.
pub type Pair = (i32, i32);

/// A line to be drawn between two boxes, given by their numbers.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    pub from: usize,
    pub to: usize,
    /// Width and height of its text; `(0, 0)` for none.
    pub label: Pair,
}

/// Which way lines lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    Right,
    Down,
}

/// Distances between boxes.
#[derive(Clone, Copy, Debug)]
pub struct Gaps {
    /// Between neighbours of a layer.
    pub beside: i32,
    /// Between layers.
    pub between: i32,
    /// Boxes without lines stand in rows of this width below the others.
    pub row: i32,
}

/// Where everything stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    pub width: i32,
    pub height: i32,
    /// Upper left corner of each box.
    pub boxes: Vec<Pair>,
    /// One for each line, in order.
    pub routes: Vec<Route>,
}

/// The way of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// From edge to edge; empty for a line from a box to itself.
    pub points: Vec<Pair>,
    /// Middle of its text; `None` when it has none.
    pub label: Option<Pair>,
}

/// Lays out boxes by the lines between them. `None` for more than [`MOST_NODES`] boxes, or when a line names a box
/// that is not there.
pub fn layout(boxes: &[Pair], lines: &[Line], flow: Flow, gaps: Gaps) -> Option<Layout> {
    let known = |line: &Line| line.from < boxes.len() && line.to < boxes.len();
    if boxes.len() > MOST_NODES || !lines.iter().all(known) {
        return None;
    }
    let drawn = |line: &&Line| line.from != line.to;
    let mut joined = vec![false; boxes.len()];
    for line in lines.iter().filter(drawn) {
        (joined[line.from], joined[line.to]) = (true, true);
    }
    let mut found = Layout { width: 0, height: 0, boxes: vec![(0, 0); boxes.len()], routes: Vec::new() };
    let graph = solve(boxes, &joined, lines, flow, gaps)?;
    for (number, size) in boxes.iter().enumerate().filter(|(number, _)| joined[*number]) {
        let node = graph.node(&name(number))?;
        found.boxes[number] = (round(node.x?) - size.0 / 2, round(node.y?) - size.1 / 2);
    }
    for (number, line) in lines.iter().enumerate() {
        found.routes.push(if line.from == line.to { Route::default() } else { route(&graph, number, line)? });
    }
    found.settle(boxes, lines, &joined, gaps);
    Some(found)
}

type Solved = Graph<NodeLabel, EdgeLabel, GraphLabel>;

fn solve(boxes: &[Pair], joined: &[bool], lines: &[Line], flow: Flow, gaps: Gaps) -> Option<Solved> {
    let mut graph: Solved = Graph::new(GraphOptions { directed: true, multigraph: true, ..GraphOptions::default() });
    graph.set_graph(GraphLabel {
        rankdir: if flow == Flow::Right { RankDir::LR } else { RankDir::TB },
        nodesep: f64::from(gaps.beside),
        ranksep: f64::from(gaps.between),
        edgesep: f64::from(gaps.beside),
        ..GraphLabel::default()
    });
    for (number, (width, height)) in boxes.iter().enumerate().filter(|(number, _)| joined[*number]) {
        let label = NodeLabel { width: f64::from(*width), height: f64::from(*height), ..NodeLabel::default() };
        graph.set_node(name(number), label);
    }
    for (number, line) in lines.iter().enumerate().filter(|(_, line)| line.from != line.to) {
        let label = EdgeLabel {
            width: f64::from(line.label.0),
            height: f64::from(line.label.1),
            labelpos: LabelPos::C,
            // The default, 0, makes no effort to keep lines short: three times as many cross.
            weight: 1.0,
            ..EdgeLabel::default()
        };
        graph.set_edge_named(name(line.from), name(line.to), Some(number.to_string()), Some(label));
    }
    dugong::layout(&mut graph).ok()?;
    Some(graph)
}

fn route(graph: &Solved, number: usize, line: &Line) -> Option<Route> {
    let label = graph.edge(&name(line.from), &name(line.to), Some(&number.to_string()))?;
    let points = label.points.iter().map(|point| (round(point.x), round(point.y))).collect();
    let middle = match (line.label, label.x, label.y) {
        ((0, _), _, _) => None,
        (_, Some(x), Some(y)) => Some((round(x), round(y))),
        _ => None,
    };
    Some(Route { points, label: middle })
}

fn name(number: usize) -> String {
    // Not a bare number: the engine puts those in an order of its own.
    format!("n{number}")
}

fn round(value: f64) -> i32 {
    value.round() as i32
}

impl Layout {
    /// Moves all to 0,0, adds the boxes without lines below, and measures the whole.
    fn settle(&mut self, sizes: &[Pair], lines: &[Line], joined: &[bool], gaps: Gaps) {
        let placed = || (0..sizes.len()).filter(|number| joined[*number]);
        let points = self.extremes(lines);
        let corners = placed().map(|number| self.boxes[number]).chain(points);
        let (left, top) = corners.fold((i32::MAX, i32::MAX), |(x, y), point| (x.min(point.0), y.min(point.1)));
        let shift = if left == i32::MAX { (0, 0) } else { (left, top) };
        for number in placed() {
            self.boxes[number] = minus(self.boxes[number], shift);
        }
        for route in &mut self.routes {
            route.points.iter_mut().for_each(|point| *point = minus(*point, shift));
            route.label = route.label.map(|label| minus(label, shift));
        }
        let ends =
            placed().map(|number| (self.boxes[number].0 + sizes[number].0, self.boxes[number].1 + sizes[number].1));
        let points = self.extremes(lines);
        (self.width, self.height) = ends.chain(points).fold((0, 0), |(x, y), point| (x.max(point.0), y.max(point.1)));
        self.add_rows(sizes, joined, gaps);
    }

    /// Points of lines, and corners of their names.
    fn extremes(&self, lines: &[Line]) -> Vec<Pair> {
        let mut points: Vec<Pair> = self.routes.iter().flat_map(|route| route.points.iter().copied()).collect();
        for (route, line) in self.routes.iter().zip(lines) {
            if let Some((x, y)) = route.label {
                let (half, high) = (line.label.0 / 2, line.label.1 / 2);
                points.extend([(x - half, y - high), (x + half, y + high)]);
            }
        }
        points
    }

    fn add_rows(&mut self, sizes: &[Pair], joined: &[bool], gaps: Gaps) {
        let room = gaps.row.max(self.width);
        let mut at = (0, if self.height > 0 { self.height + gaps.beside * 2 } else { 0 });
        let mut row_height = 0;
        for number in (0..sizes.len()).filter(|number| !joined[*number]) {
            let (width, height) = sizes[number];
            if at.0 > 0 && at.0 + width > room {
                at = (0, at.1 + row_height + gaps.beside);
                row_height = 0;
            }
            self.boxes[number] = at;
            self.width = self.width.max(at.0 + width);
            self.height = self.height.max(at.1 + height);
            row_height = row_height.max(height);
            at.0 += width + gaps.beside;
        }
    }
}

fn minus(point: Pair, shift: Pair) -> Pair {
    (point.0 - shift.0, point.1 - shift.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GAPS: Gaps = Gaps { beside: 16, between: 60, row: 700 };

    fn line(from: usize, to: usize) -> Line {
        Line { from, to, label: (60, 14) }
    }

    fn overlap(a: (Pair, Pair), b: (Pair, Pair)) -> bool {
        let ((ax, ay), (aw, ah)) = a;
        let ((bx, by), (bw, bh)) = b;
        ax < bx + bw && bx < ax + aw && ay < by + bh && by < ay + ah
    }

    #[test]
    fn lines_lead_to_the_right_and_end_at_boxes() {
        let sizes = [(180, 56); 3];
        let found = layout(&sizes, &[line(0, 1), line(1, 2)], Flow::Right, GAPS).unwrap();
        assert!(found.boxes[0].0 < found.boxes[1].0 && found.boxes[1].0 < found.boxes[2].0);
        let points = &found.routes[0].points;
        assert_eq!(points.first().unwrap().0, found.boxes[0].0 + 180);
        assert_eq!(points.last().unwrap().0, found.boxes[1].0);
        assert!(found.routes[0].label.is_some());
    }

    #[test]
    fn too_many_boxes_are_refused() {
        let sizes = vec![(10, 10); MOST_NODES + 1];
        assert_eq!(layout(&sizes, &[], Flow::Right, GAPS), None);
        assert_eq!(layout(&sizes[..1], &[line(0, 3)], Flow::Right, GAPS), None);
    }

    #[test]
    fn boxes_without_lines_stand_in_rows() {
        let found = layout(&[(200, 50); 4], &[], Flow::Right, GAPS).unwrap();
        assert_eq!(found.boxes, [(0, 0), (216, 0), (432, 0), (0, 66)]);
        assert_eq!((found.width, found.height), (632, 116));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn any_graph_is_laid_out_without_overlap_and_the_same_way_twice(
            count in 1_usize..24,
            ends in prop::collection::vec((0_usize..24, 0_usize..24), 0..50),
            down in any::<bool>(),
        ) {
            let sizes: Vec<Pair> = (0..count).map(|number| (80 + (number as i32 % 3) * 40, 30 + (number as i32 % 2) * 20)).collect();
            let lines: Vec<Line> = ends.iter().map(|(from, to)| line(from % count, to % count)).collect();
            let flow = if down { Flow::Down } else { Flow::Right };
            let found = layout(&sizes, &lines, flow, GAPS).unwrap();
            prop_assert_eq!(&found, &layout(&sizes, &lines, flow, GAPS).unwrap());
            for one in 0..count {
                for other in one + 1..count {
                    prop_assert!(!overlap((found.boxes[one], sizes[one]), (found.boxes[other], sizes[other])));
                }
                let (x, y) = found.boxes[one];
                prop_assert!(x >= 0 && y >= 0 && x + sizes[one].0 <= found.width && y + sizes[one].1 <= found.height);
            }
        }
    }
}
