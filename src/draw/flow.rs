//! A process with a lane for each actor: one step a row in written order, so that no line crosses a box.
//!
//! A line to the next row leads down. Every other line leads along a gutter beside a lane: forward past steps, or
//! back. A step with a choice has a diamond under it.

use super::put::data;
use super::svg::{Head, Svg};
use super::text;

/// A step of the process.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// Number of its lane.
    pub lane: usize,
    pub name: String,
    /// Where its box leads.
    pub href: String,
    /// Places of the steps that follow; empty for an end.
    pub next: Vec<usize>,
}

const BOX: (i32, i32) = (160, 52);
/// Widest and narrowest lane.
const LANE: (i32, i32) = (216, 190);
/// Height of the row of lanes' names.
const HEAD: i32 = 40;
/// Between a step and the next, without and with a diamond.
const GAP: (i32, i32) = (30, 54);
/// Half the diagonal of a diamond.
const DIAMOND: i32 = 11;
/// Distance of lines in one gutter, and how many find room there.
const TRACK: (i32, i32) = (7, 3);
/// Size of a step's name in tenths.
const SIZE: i32 = 125;

/// Draws a process. `lanes` are the names of the actors, an empty one among them for steps without.
pub fn draw(title: &str, description: &str, lanes: &[String], steps: &[Step]) -> String {
    let plan = Plan::new(lanes.len().max(1), steps);
    let head = Head { class: "flow", title, description, width: plan.width(), height: plan.height };
    let mut svg = Svg::new(&head);
    for (number, lane) in lanes.iter().enumerate() {
        let (x, width) = (number as i32 * plan.lane, plan.lane);
        let class = if number % 2 == 0 { "f-lane" } else { "f-lane f-odd" };
        svg.path(class, &data!("M", x, " 0H", x + width, "V", plan.height, "H", x, "z"));
        let lines = text::wrap(lane, width - 16, width - 16, SIZE, 2);
        let first = if lines.len() > 1 { 17 } else { 25 };
        for (place, line) in lines.iter().enumerate() {
            svg.text("f-head", x + width / 2, first + place as i32 * 15, line);
        }
    }
    svg.path("f-rule", &data!("M0 ", HEAD, "H", plan.width()));
    plan.lines(&mut svg, steps);
    for (number, step) in steps.iter().enumerate() {
        plan.step(&mut svg, number, step);
    }
    svg.done()
}

/// Where everything stands.
struct Plan {
    lane: i32,
    /// Middle of each step's lane.
    middles: Vec<i32>,
    /// Upper edge of each step.
    tops: Vec<i32>,
    /// Whether each step is followed by a diamond.
    choices: Vec<bool>,
    lanes: usize,
    height: i32,
}

impl Plan {
    fn new(lanes: usize, steps: &[Step]) -> Plan {
        let lane = if lanes > 3 { LANE.1 } else { LANE.0 };
        let choices: Vec<bool> = steps.iter().map(|step| step.next.len() > 1).collect();
        let mut tops = Vec::with_capacity(steps.len());
        let mut y = HEAD + GAP.0;
        for choice in &choices {
            tops.push(y);
            y += BOX.1 + if *choice { GAP.1 } else { GAP.0 };
        }
        let middles = steps.iter().map(|step| step.lane.min(lanes - 1) as i32 * lane + lane / 2).collect();
        Plan { lane, middles, tops, choices, lanes, height: y + 12 }
    }

    fn width(&self) -> i32 {
        self.lanes as i32 * self.lane
    }

    /// Where lines leave a step: below it, or below its diamond.
    fn foot(&self, number: usize) -> i32 {
        self.tops[number] + BOX.1 + if self.choices[number] { 12 + 2 * DIAMOND } else { 0 }
    }

    fn step(&self, svg: &mut Svg, number: usize, step: &Step) {
        let (x, y) = (self.middles[number] - BOX.0 / 2, self.tops[number]);
        svg.link(&step.href, "k-process", x, y);
        svg.path("g-node", &data!("M8 0H", BOX.0 - 8, "q8 0 8 8V", BOX.1 - 8, "q0 8-8 8H8q-8 0-8-8V8q0-8 8-8z"));
        let sign = data!(number as i32 + 1, " ");
        let room = BOX.0 - 16;
        let lines = text::wrap(&step.name, room - text::bold_width(&sign, SIZE), room, SIZE, 2);
        let first = if lines.len() > 1 { 22 } else { 31 };
        let mut parts: Vec<(&str, &str)> = Vec::new();
        let joined = [&*sign, lines.first().map_or("", String::as_str)].concat();
        parts.push(("", &joined));
        parts.extend(lines.iter().skip(1).map(|line| ("", line.as_str())));
        svg.lines("", 8, first, 16, &parts);
        svg.end_link(&step.href);
        if self.choices[number] {
            let (x, y) = (self.middles[number], self.tops[number] + BOX.1 + 12);
            let d = DIAMOND;
            svg.path("g-edge", &data!("M", x, " ", y - 12, "V", y));
            svg.path("f-choice", &data!("M", x, " ", y, "l", d, " ", d, "-", d, " ", d, "-", d, "-", d, "z"));
        }
    }

    fn lines(&self, svg: &mut Svg, steps: &[Step]) {
        if let (Some(x), Some(y)) = (self.middles.first(), self.tops.first()) {
            svg.path("g-edge", &data!("M", x, " ", y - 13, "V", y));
            svg.path("f-start", &data!("M", x + 5, " ", y - 18, "a5 5 0 1 1-10 0a5 5 0 1 1 10 0z"));
            arrow(svg, *x, *y, (0, 1));
        }
        let mut gutters = Gutters::default();
        for (number, step) in steps.iter().enumerate() {
            for next in step.next.iter().filter(|next| **next < steps.len()) {
                if *next == number + 1 {
                    self.down(svg, number, *next);
                } else {
                    self.around(svg, number, *next, &mut gutters);
                }
            }
            if step.next.is_empty() {
                let (x, y) = (self.middles[number], self.tops[number] + BOX.1);
                svg.path("g-edge", &data!("M", x, " ", y, "v9"));
                svg.path("f-end", &data!("M", x + 5, " ", y + 15, "a5 5 0 1 1-10 0a5 5 0 1 1 10 0z"));
            }
        }
    }

    /// To the next row: straight, or with one turn each way half way down.
    fn down(&self, svg: &mut Svg, from: usize, to: usize) {
        let (x, y, goal, top) = (self.middles[from], self.foot(from), self.middles[to], self.tops[to]);
        if x == goal {
            svg.path("g-edge", &data!("M", x, " ", y, "V", top - 2));
        } else {
            let half = (y + top) / 2;
            svg.path("g-edge", &data!("M", x, " ", y, "V", half, "H", goal, "V", top - 2));
        }
        arrow(svg, goal, top, (0, 1));
    }

    /// To any other row: sideways out, along a gutter, sideways in.
    fn around(&self, svg: &mut Svg, from: usize, to: usize, gutters: &mut Gutters) {
        let (x, goal) = (self.middles[from], self.middles[to]);
        let half = BOX.0 / 2;
        let choice = self.choices[from];
        let side = if goal < x { -1 } else { 1 };
        // Into the target from the side that faces the source; in one lane, from the right.
        let into = if goal == x { 1 } else { -side };
        let back = to <= from;
        let y = if choice { self.tops[from] + BOX.1 + 12 + DIAMOND } else { self.tops[from] + BOX.1 / 2 };
        let start = if choice { x + side * DIAMOND } else { x + side * half };
        let entry = self.tops[to] + if back { BOX.1 * 2 / 3 } else { BOX.1 / 3 };
        let span = (y.min(entry), y.max(entry));
        let track = gutters.track((goal, into), span);
        let room = self.lane / 2 - half;
        let channel =
            goal + into * (half + (room - TRACK.0 * TRACK.1) / 2 + 4 + track * TRACK.0).min(self.lane / 2 - 2);
        let end = goal + into * half;
        svg.path("g-edge", &data!("M", start, " ", y, "H", channel, "V", entry, "H", end + into * 2));
        arrow(svg, end, entry, (-into, 0));
    }
}

/// Which lines run in which gutter, so that two do not lie on each other.
#[derive(Default)]
struct Gutters {
    taken: Vec<Taken>,
}

/// A stretch of a track: the gutter by its lane and side, from where to where, the track's number.
struct Taken {
    gutter: (i32, i32),
    span: (i32, i32),
    track: i32,
}

impl Gutters {
    /// The nearest free track of a gutter for a stretch; the last one is shared when all are taken.
    fn track(&mut self, gutter: (i32, i32), span: (i32, i32)) -> i32 {
        let meets = |taken: &Taken| taken.gutter == gutter && taken.span.0 <= span.1 && span.0 <= taken.span.1;
        let busy = |track: i32| self.taken.iter().any(|taken| taken.track == track && meets(taken));
        let track = (0..TRACK.1).find(|track| !busy(*track)).unwrap_or(TRACK.1 - 1);
        self.taken.push(Taken { gutter, span, track });
        track
    }
}

/// An arrow with its tip at a place, pointing down or sideways.
fn arrow(svg: &mut Svg, x: i32, y: i32, (across, down): (i32, i32)) {
    let (back_x, back_y) = (x - across * 8, y - down * 8);
    svg.path(
        "g-arrow",
        &data!(
            "M",
            x,
            " ",
            y,
            "L",
            back_x + down * 4,
            " ",
            back_y + across * 4,
            " ",
            back_x - down * 4,
            " ",
            back_y - across * 4,
            "z"
        ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(lane: usize, name: &str, next: &[usize]) -> Step {
        Step { lane, name: name.to_owned(), href: format!("#_{name}"), next: next.to_vec() }
    }

    fn lanes(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn steps_stand_in_their_lanes_and_lead_to_their_anchors() {
        let svg = draw("t", "d", &lanes(&["A", "B"]), &[step(0, "x", &[1]), step(1, "y", &[])]);
        assert!(svg.contains("<a href=\"#_x\" class=\"k-process\" transform=\"translate(28 70)\">"), "{svg}");
        assert!(svg.contains("<a href=\"#_y\" class=\"k-process\" transform=\"translate(244 152)\">"), "{svg}");
        // Down, across to the other lane, and down again.
        assert!(svg.contains("M108 122V137H324V150"), "{svg}");
        assert_eq!((svg.matches("f-start").count(), svg.matches("f-end").count()), (1, 1));
    }

    #[test]
    fn a_choice_has_a_diamond_and_a_loop_leads_back_up() {
        let svg = draw("t", "d", &lanes(&["A"]), &[step(0, "x", &[1, 2]), step(0, "y", &[0]), step(0, "z", &[])]);
        assert_eq!(svg.matches("f-choice").count(), 1);
        // Out of the side of the second step, up a gutter and into the side of the first.
        assert!(svg.contains("M188 202H202V104H190"), "{svg}");
    }

    #[test]
    fn two_lines_in_one_gutter_do_not_lie_on_each_other() {
        let mut gutters = Gutters::default();
        assert_eq!(
            [(0, 9), (5, 20), (8, 9), (1, 2), (30, 40)].map(|span| gutters.track((1, 1), span)),
            [0, 1, 2, 1, 0]
        );
    }

    #[test]
    fn strange_steps_are_survived() {
        draw("", "", &[], &[]);
        draw("", "", &[], &[step(9, "", &[7, 0])]);
        let svg = draw("<t>", "d", &lanes(&["<A>"]), &[step(0, "<b>\"", &[0])]);
        assert!(!svg.contains("<b>") && !svg.contains("<A>"));
    }
}
