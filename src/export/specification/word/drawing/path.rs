//! The data of a path as lines and curves whose ends are told from the drawing's own corner.
//!
//! No angle is computed: sums, products and square roots give the same bits on every machine.

/// A place, to the right and down.
pub(super) type Point = (f64, f64);

/// A piece of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    Move(Point),
    Line(Point),
    /// Two places that pull at the line, and where it ends.
    Curve(Point, Point, Point),
    Close,
}

impl Step {
    /// The same somewhere else.
    pub fn moved(self, by: Point) -> Step {
        let moved = |place: Point| (place.0 + by.0, place.1 + by.1);
        match self {
            Step::Move(to) => Step::Move(moved(to)),
            Step::Line(to) => Step::Line(moved(to)),
            Step::Curve(one, other, to) => Step::Curve(moved(one), moved(other), moved(to)),
            Step::Close => Step::Close,
        }
    }

    /// All places it is made of.
    pub fn places(&self) -> impl Iterator<Item = Point> {
        let places = match *self {
            Step::Move(to) | Step::Line(to) => [Some(to), None, None],
            Step::Curve(one, other, to) => [Some(one), Some(other), Some(to)],
            Step::Close => [None; 3],
        };
        places.into_iter().flatten()
    }
}

/// How far the places that pull at a quarter of a circle lie from its ends, for a radius of one.
pub(super) const QUARTER: f64 = 0.552_284_75;

/// Reads the data; ends where it is no longer understood.
pub(super) fn steps(data: &str) -> Vec<Step> {
    let mut reader = Reader { rest: data.as_bytes(), at: (0.0, 0.0), start: (0.0, 0.0), steps: Vec::new() };
    while let Some(command) = reader.command() {
        if reader.read(command).is_none() {
            break;
        }
    }
    reader.steps
}

struct Reader<'a> {
    rest: &'a [u8],
    at: Point,
    /// Where the open line began.
    start: Point,
    steps: Vec<Step>,
}

impl Reader<'_> {
    fn skip(&mut self) {
        while let [b' ' | b',' | b'\n', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    fn command(&mut self) -> Option<u8> {
        self.skip();
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// Whether another number follows, so that the command holds once more.
    fn goes_on(&mut self) -> bool {
        self.skip();
        matches!(self.rest.first(), Some(b'0'..=b'9' | b'-' | b'+' | b'.'))
    }

    fn number(&mut self) -> Option<f64> {
        self.skip();
        let mut has_point = false;
        let end = self.rest.iter().enumerate().position(|(at, byte)| match byte {
            b'.' => std::mem::replace(&mut has_point, true),
            b'-' | b'+' => at > 0,
            byte => !byte.is_ascii_digit(),
        });
        let (number, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        std::str::from_utf8(number).ok()?.parse().ok()
    }

    fn point(&mut self, relative: bool) -> Option<Point> {
        let (x, y) = (self.number()?, self.number()?);
        Some(if relative { (self.at.0 + x, self.at.1 + y) } else { (x, y) })
    }

    /// One command with all that follows it; `None` when it is not understood.
    fn read(&mut self, command: u8) -> Option<()> {
        let relative = command.is_ascii_lowercase();
        let mut command = command.to_ascii_uppercase();
        if command == b'Z' {
            self.at = self.start;
            self.steps.push(Step::Close);
            return Some(());
        }
        loop {
            self.one(command, relative)?;
            if !self.goes_on() {
                return Some(());
            }
            // What follows the first place of a move are lines.
            command = if command == b'M' { b'L' } else { command };
        }
    }

    fn one(&mut self, command: u8, relative: bool) -> Option<()> {
        let from = self.at;
        match command {
            b'M' => {
                self.at = self.point(relative)?;
                self.start = self.at;
                self.steps.push(Step::Move(self.at));
            }
            b'L' => {
                let to = self.point(relative)?;
                self.line(to);
            }
            b'H' => {
                let x = self.number()?;
                self.line((if relative { from.0 + x } else { x }, from.1));
            }
            b'V' => {
                let y = self.number()?;
                self.line((from.0, if relative { from.1 + y } else { y }));
            }
            b'C' => {
                let (one, other, to) = (self.point(relative)?, self.point(relative)?, self.point(relative)?);
                self.curve(one, other, to);
            }
            b'Q' => {
                let (pull, to) = (self.point(relative)?, self.point(relative)?);
                let between = |end: Point| (end.0 + (pull.0 - end.0) * 2.0 / 3.0, end.1 + (pull.1 - end.1) * 2.0 / 3.0);
                self.curve(between(from), between(to), to);
            }
            b'A' => {
                let (rx, ry, _) = (self.number()?, self.number()?, self.number()?);
                let (large, sweep) = (self.number()? != 0.0, self.number()? != 0.0);
                let to = self.point(relative)?;
                self.arc((rx, ry), large, sweep, to);
            }
            _ => return None,
        }
        Some(())
    }

    fn line(&mut self, to: Point) {
        self.at = to;
        self.steps.push(Step::Line(to));
    }

    fn curve(&mut self, one: Point, other: Point, to: Point) {
        self.at = to;
        self.steps.push(Step::Curve(one, other, to));
    }

    /// A piece of an ellipse that lies straight, in curves of at most a quarter each.
    fn arc(&mut self, (rx, ry): Point, large: bool, sweep: bool, to: Point) {
        if !(rx > 0.0 && ry > 0.0) || self.at == to {
            return self.line(to);
        }
        // In a room where the ellipse is a circle of radius one.
        let (from, end) = ((self.at.0 / rx, self.at.1 / ry), (to.0 / rx, to.1 / ry));
        let (dx, dy) = (end.0 - from.0, end.1 - from.1);
        let length = (dx * dx + dy * dy).sqrt();
        // Too far apart for the radius: the radius grows until the ends are opposite.
        let grown = (length / 2.0).max(1.0);
        let away = (grown * grown - length * length / 4.0).max(0.0).sqrt() / length;
        let side = if large == sweep { -1.0 } else { 1.0 };
        let middle = ((from.0 + end.0) / 2.0 - side * dy * away, (from.1 + end.1) / 2.0 + side * dx * away);
        let out = |place: Point| ((middle.0 + place.0 * grown) * rx, (middle.1 + place.1 * grown) * ry);
        let turn = if sweep { 1.0 } else { -1.0 };
        let mut here = ((from.0 - middle.0) / grown, (from.1 - middle.1) / grown);
        let last = ((end.0 - middle.0) / grown, (end.1 - middle.1) / grown);
        for _ in 0..4 {
            let next = (-here.1 * turn, here.0 * turn);
            let cosine = here.0 * last.0 + here.1 * last.1;
            let sine = (here.0 * last.1 - here.1 * last.0) * turn;
            // Within a quarter of the end, in the direction of the turn.
            let is_last = cosine >= -1e-9 && sine >= -1e-9;
            let (stop, pull) = if is_last { (last, pull_of(cosine)) } else { (next, QUARTER) };
            let tangent = |place: Point, by: f64| (place.0 - place.1 * turn * by, place.1 + place.0 * turn * by);
            self.curve(out(tangent(here, pull)), out(tangent(stop, -pull)), out(stop));
            here = stop;
            if is_last {
                break;
            }
        }
        self.at = to;
    }
}

/// How far what pulls at a piece of a circle lies from its ends, by the cosine of the angle: 4/3 of the tangent of a
/// quarter of it.
fn pull_of(cosine: f64) -> f64 {
    let half = ((1.0 + cosine.clamp(-1.0, 1.0)) / 2.0).sqrt();
    4.0 / 3.0 * ((1.0 - half) / (1.0 + half)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_need_no_space_between_them() {
        let expected =
            [Step::Move((324.0, 216.0)), Step::Line((335.0, 227.0)), Step::Line((324.0, 238.0)), Step::Close];
        assert_eq!(steps("M324 216l11 11-11 11z"), expected);
        assert_eq!(
            steps("M.5.5h1v-1H0"),
            [Step::Move((0.5, 0.5)), Step::Line((1.5, 0.5)), Step::Line((1.5, -0.5)), Step::Line((0.0, -0.5))]
        );
    }

    #[test]
    fn two_halves_of_a_circle_are_four_quarters_around_its_middle() {
        let round = steps("M113 52a5 5 0 1 1-10 0a5 5 0 1 1 10 0z");
        let ends: Vec<Point> = round
            .iter()
            .filter_map(|step| match step {
                Step::Curve(_, _, end) => Some((end.0.round(), end.1.round())),
                _ => None,
            })
            .collect();
        assert_eq!(ends, [(108.0, 57.0), (103.0, 52.0), (108.0, 47.0), (113.0, 52.0)]);
    }

    #[test]
    fn what_is_not_understood_ends_the_path() {
        assert_eq!(steps("M1 2X3"), [Step::Move((1.0, 2.0))]);
        assert_eq!(steps("M1"), []);
        assert_eq!(steps("z"), [Step::Close]);
    }
}
