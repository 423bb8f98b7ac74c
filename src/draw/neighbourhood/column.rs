//! A column: its rows, the brackets and names of its branches, and the rail beside the item.

use super::node::{fits_line, write_line, write_node};
use super::{
    ARROW, Arrow, BOX, Branch, COUNT, GAP, HALF, HEADING, HEIGHT, INDENT, NAME_STEP, PLAIN, RAIL, Row, SMALL, STUB,
    State, UNIT,
};
use crate::draw::put::{data, put};
use crate::draw::shape::Shape;
use crate::draw::svg::Svg;
use crate::draw::text;
use crate::escape;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// A branch with its place, worked out once.
struct Placed<'a> {
    branch: &'a Branch<'a>,
    /// Where its rows begin.
    top: i32,
    /// Its rows, each with the units it takes.
    rows: Vec<(&'a Row<'a>, i32)>,
    /// The lines of its name, each with its class.
    name: Vec<(&'static str, String)>,
    /// The line that bears its name: the middle of its first and last linked row.
    lead: i32,
}

/// The rows of a side with their places.
pub(super) struct Column<'a> {
    side: Side,
    branches: Vec<Placed<'a>>,
    pub(super) units: i32,
    /// Middle of the first and the last branch.
    pub(super) span: Option<(i32, i32)>,
}

impl<'a> Column<'a> {
    pub(super) fn place(branches: &'a [Branch<'a>], side: Side) -> Column<'a> {
        let mut column = Column { side, branches: Vec::with_capacity(branches.len()), units: 0, span: None };
        for branch in branches {
            let rows: Vec<(&Row, i32)> = branch.rows.iter().map(|row| (row, units(row))).collect();
            let taken: i32 = rows.iter().map(|(_, units)| units).sum();
            let name = name_lines(branch);
            let spare = ((name.len() as i32 * NAME_STEP + UNIT) / UNIT - taken).max(0);
            let top = HEADING + column.units * UNIT + spare * UNIT / 2;
            let lead = lead(&rows, top);
            column.branches.push(Placed { branch, top, rows, name, lead });
            column.units += taken + spare;
            column.span = Some((column.span.map_or(lead, |(first, _)| first), lead));
        }
        column
    }

    pub(super) fn height(&self) -> i32 {
        if self.units == 0 { 0 } else { HEADING + self.units * UNIT - UNIT + COUNT }
    }

    /// Writes headings, lines, names and boxes; `own` is the height of the item's middle.
    pub(super) fn write(&self, svg: &mut Svg, heading: &str, own: i32) {
        svg.text("g-head", if self.side == Side::Left { 0 } else { GAP }, 11, heading);
        let mut lines = Lines::default();
        for placed in &self.branches {
            self.lines(placed, &mut lines);
        }
        let rail = if self.side == Side::Left { HALF - RAIL } else { RAIL };
        if let Some((first, last)) = self.span
            && first != last
        {
            put!(&mut lines.plain, "M", rail, " ", first, "V", last);
        }
        lines.write(svg);
        let to = if self.side == Side::Left { HALF } else { 0 };
        svg.path("g-flat", &self.to_own(rail, to, own));
        self.names(svg);
        for placed in &self.branches {
            let mut top = placed.top;
            for (row, units) in &placed.rows {
                self.row(svg, row, *units, top);
                top += units * UNIT;
            }
        }
    }

    /// Where every box stands: `(x, y, width, height)`.
    #[cfg(test)]
    pub(super) fn boxes(&self) -> Vec<(i32, i32, i32, i32)> {
        let mut boxes = Vec::new();
        for placed in &self.branches {
            let mut top = placed.top;
            for (row, units) in &placed.rows {
                let (x, width) = self.extent(matches!(row, Row::Linked { rooted: true, .. }));
                boxes.push((x, top, width, height(*units)));
                top += units * UNIT;
            }
        }
        boxes
    }

    /// From the rail to the item beside it.
    fn to_own(&self, rail: i32, to: i32, own: i32) -> String {
        let near = self.span.map_or(own, |(first, last)| own.clamp(first, last));
        if near == own { data!("M", rail, " ", own, "H", to) } else { data!("M", rail, " ", near, "V", own, "H", to) }
    }

    /// Where the boxes of rows begin and end: `(x, width)`.
    fn extent(&self, rooted: bool) -> (i32, i32) {
        match (self.side, rooted) {
            (Side::Left, false) => (0, BOX),
            (Side::Left, true) => (INDENT, BOX - INDENT),
            (Side::Right, false) => (GAP, BOX),
            (Side::Right, true) => (GAP, BOX - INDENT),
        }
    }

    /// The lines of a branch.
    fn lines(&self, placed: &Placed, lines: &mut Lines) {
        let Placed { branch, top, rows, lead, .. } = placed;
        let (edge, bracket, rail, back) = match self.side {
            Side::Left => (BOX, BOX + STUB, HALF - RAIL, -1),
            Side::Right => (GAP, GAP - STUB, RAIL, 1),
        };
        let alone = linked(branch) == 1;
        let (mut at, mut ends, mut rooted) = (*top, None, Vec::new());
        let mut open_root: Option<i32> = None;
        for (row, units) in rows {
            let middle = at + height(*units) / 2;
            match row {
                Row::Root(_) if self.side == Side::Left => open_root = Some(at + height(*units)),
                Row::Root(_) => lines.add_root_below(&std::mem::take(&mut rooted), at),
                Row::Linked { rooted: under_root, .. } => {
                    if *under_root && self.side == Side::Right {
                        rooted.push(middle);
                    }
                    if let Some(bottom) = open_root.filter(|_| *under_root && self.side == Side::Left) {
                        lines.add_root_above(bottom, middle);
                    }
                }
                Row::Count { .. } => {}
            }
            if !matches!(row, Row::Root(_)) {
                put!(lines.of(&branch.state), "M", edge, " ", middle, "H", bracket);
                if branch.arrow == Arrow::Outward && alone {
                    put!(&mut lines.arrows, "M", edge, " ", middle, "l", back * -7, "-4v8z");
                }
                ends = Some((ends.map_or(middle, |(first, _)| first), middle));
            }
            at += units * UNIT;
        }
        if let Some((first, last)) = ends {
            let path = lines.of(&branch.state);
            if first != last {
                put!(path, "M", bracket, " ", first, "V", last);
            }
            self.named_line(placed, path);
            match branch.arrow {
                Arrow::Inward => {
                    put!(&mut lines.arrows, "M", rail, " ", lead, "l", back * 7, "-4v8z");
                }
                // One head for all that the bracket holds.
                Arrow::Outward if !alone => {
                    put!(&mut lines.arrows, "M", bracket, " ", lead, "l", back * -7, "-4v8z");
                }
                _ => {}
            }
        }
    }

    /// The middle of a name; an arrow head beside it takes room from it.
    fn name_middle(&self, branch: &Branch) -> i32 {
        let head = match branch.arrow {
            Arrow::Inward => ARROW,
            Arrow::Outward if linked(branch) > 1 => -ARROW,
            _ => 0,
        };
        match self.side {
            Side::Left => BOX + (STUB + GAP - RAIL - head) / 2,
            Side::Right => (RAIL + head + GAP - STUB) / 2,
        }
    }

    /// The line that bears a name, open where the name stands.
    fn named_line(&self, placed: &Placed, path: &mut String) {
        let Placed { branch, name, lead, .. } = placed;
        let (from, to) = match self.side {
            Side::Left => (BOX + STUB, HALF - RAIL),
            Side::Right => (RAIL, GAP - STUB),
        };
        let widest = name.iter().map(|(_, line)| text::width(line, SMALL)).max().unwrap_or(0);
        if widest == 0 {
            put!(path, "M", from, " ", lead, "H", to);
            return;
        }
        let (middle, half) = (self.name_middle(branch), widest / 2 + 3);
        put!(
            path,
            "M",
            from,
            " ",
            lead,
            "H",
            (middle - half).max(from),
            "M",
            (middle + half).min(to),
            " ",
            lead,
            "H",
            to
        );
    }

    /// The names of all branches, each in its line, with how the links stand.
    fn names(&self, svg: &mut Svg) {
        // Alone it needs no part of its own.
        if let [placed] = self.branches.as_slice()
            && let [("", line)] = placed.name.as_slice()
        {
            return svg.text("g-name", self.name_middle(placed.branch), placed.lead + 4, line);
        }
        let mut markup = String::with_capacity(256);
        for Placed { branch, name, lead, .. } in &self.branches {
            let x = self.name_middle(branch);
            let mut y = lead + 4 - (name.len() as i32 - 1) * NAME_STEP / 2;
            for (class, line) in name {
                markup.push_str("<tspan");
                if !class.is_empty() {
                    put!(&mut markup, " class=\"", class, "\"");
                }
                put!(&mut markup, " x=\"", x, "\" y=\"", y, "\">");
                escape::xml(line, &mut markup);
                markup.push_str(" </tspan>");
                y += NAME_STEP;
            }
        }
        if !markup.is_empty() {
            svg.raw("<text class=\"g-name\">");
            svg.raw(&markup);
            svg.raw("</text>");
        }
    }

    fn row(&self, svg: &mut Svg, row: &Row, units: i32, top: i32) {
        match row {
            Row::Linked { node, .. } | Row::Root(node) => {
                let (x, width) = self.extent(matches!(row, Row::Linked { rooted: true, .. }));
                svg.link(&node.href, node.class, 0, 0);
                if units == 1 {
                    write_line(svg, node, (x, top), width);
                } else {
                    write_node(svg, node, (x, top), width);
                }
                svg.end_link(&node.href);
            }
            Row::Count { text, href } => {
                let (x, width) = self.extent(false);
                svg.link(href, "g-count", 0, 0);
                svg.path("", &Shape::Square.path(x, top, width, COUNT));
                svg.text("", x + 9, top + 15, &text::fit(text, width - 16, PLAIN));
                svg.end_link(href);
            }
        }
    }
}

/// How many rows are joined to the item itself.
fn linked(branch: &Branch) -> usize {
    branch.rows.iter().filter(|row| !matches!(row, Row::Root(_))).count()
}

/// The middle of the first and the last linked row.
fn lead(rows: &[(&Row, i32)], top: i32) -> i32 {
    let mut at = top;
    let mut ends = None;
    for (row, units) in rows {
        if !matches!(row, Row::Root(_)) {
            let middle = at + height(*units) / 2;
            ends = Some((ends.map_or(middle, |(first, _)| first), middle));
        }
        at += units * UNIT;
    }
    ends.map_or(top, |(first, last): (i32, i32)| (first + last) / 2)
}

/// The name of a branch with the word for its state, each line with its class.
fn name_lines(branch: &Branch) -> Vec<(&'static str, String)> {
    let room = GAP - RAIL - STUB - ARROW;
    let plain = text::wrap(&branch.label, room, room, SMALL, 3).into_iter().map(|line| ("", line));
    let (class, said) = match &branch.state {
        State::Holds => return plain.collect(),
        State::Waits(word) => ("g-wait", format!("◐ {word}")),
        State::Fails(word) => ("g-no", format!("✕ {word}")),
    };
    plain.chain(text::wrap(&said, room, room, SMALL, 2).into_iter().map(|line| (class, line))).collect()
}

fn units(row: &Row) -> i32 {
    match row {
        Row::Count { .. } => 1,
        Row::Root(node) if fits_line(node) => 1,
        _ => 2,
    }
}

fn height(units: i32) -> i32 {
    if units == 1 { COUNT } else { HEIGHT }
}

/// The lines of a side, gathered by how they look.
#[derive(Default)]
struct Lines {
    plain: String,
    waits: String,
    fails: String,
    arrows: String,
}

impl Lines {
    fn of(&mut self, state: &State) -> &mut String {
        match state {
            State::Holds => &mut self.plain,
            State::Waits(_) => &mut self.waits,
            State::Fails(_) => &mut self.fails,
        }
    }

    /// From a root down and in to a box below it, at the left edge.
    fn add_root_above(&mut self, bottom: i32, middle: i32) {
        let half = INDENT / 2;
        put!(&mut self.plain, "M", half, " ", bottom, "V", middle, "H", INDENT);
        put!(&mut self.arrows, "M", INDENT, " ", middle, "l-6-4v8z");
    }

    /// From boxes out and down to the root below them, at the right edge.
    fn add_root_below(&mut self, middles: &[i32], top: i32) {
        let (edge, rail) = (GAP + BOX - INDENT, GAP + BOX - INDENT / 2);
        for middle in middles {
            put!(&mut self.plain, "M", edge, " ", middle, "H", rail, "V", top);
        }
        if !middles.is_empty() {
            put!(&mut self.arrows, "M", rail, " ", top, "l-4-6h8z");
        }
    }

    fn write(&self, svg: &mut Svg) {
        let paths = [
            ("g-edge", &self.plain),
            ("g-edge g-suspect", &self.waits),
            ("g-edge g-broken", &self.fails),
            ("g-arrow", &self.arrows),
        ];
        for (class, path) in paths.into_iter().filter(|(_, path)| !path.is_empty()) {
            svg.path(class, path);
        }
    }
}
