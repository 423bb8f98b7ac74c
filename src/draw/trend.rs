//! Lines over time: how many findings stood in the way of each solution, from record to record.

use jiff::civil::Date;

use super::svg::{Head, Svg};

/// One line: its name and its points, in order of day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub name: String,
    pub points: Vec<(Date, usize)>,
}

/// Measures of the drawing, in user units.
const WIDTH: i32 = 640;
const HEIGHT: i32 = 220;
const LEFT: i32 = 44;
const TOP: i32 = 14;
/// Room right of the last point, for names.
const RIGHT: i32 = 130;
const BOTTOM: i32 = 34;
/// Least distance between two names.
const NAME_STEP: i32 = 16;
/// Letters of a name that fit.
const NAME_LETTERS: usize = 15;
/// Kinds of line that can be told apart by colour, dash and mark.
pub const LINES: usize = 6;

/// The lines over one time axis; at most [`LINES`] are drawn, in the order given. `first` and `last` are written under the
/// ends of the axis.
pub fn trend(title: &str, description: &str, lines: &[Line], first: &str, last: &str) -> String {
    let head = Head { class: "chart trend", title, description, width: WIDTH, height: HEIGHT };
    let mut svg = Svg::new(&head);
    let scale = Scale::of(lines);
    axes(&mut svg, &scale, first, last);
    let mut names: Vec<(i32, usize)> = Vec::new();
    for (number, line) in lines.iter().take(LINES).enumerate() {
        let points: Vec<(i32, i32)> = line.points.iter().map(|(day, count)| scale.point(*day, *count)).collect();
        let path: Vec<String> = points
            .iter()
            .enumerate()
            .map(|(place, (x, y))| format!("{}{x} {y}", if place == 0 { "M" } else { "L" }))
            .collect();
        svg.path(&format!("line line-{number}"), &path.concat());
        points.iter().for_each(|(x, y)| svg.path(&format!("mark line-{number}"), &mark(number, *x, *y)));
        names.extend(points.last().map(|(_, y)| (*y, number)));
    }
    names.sort_unstable();
    let mut above = i32::MIN / 2;
    for (y, number) in names {
        above = y.max(above + NAME_STEP);
        let (_, x) = scale.ends();
        let name: String = lines[number].name.chars().take(NAME_LETTERS).collect();
        svg.path(&format!("mark line-{number}"), &mark(number, x + 16, above));
        svg.text("g-label", x + 26, above + 5, &name);
    }
    svg.done()
}

fn axes(svg: &mut Svg, scale: &Scale, first: &str, last: &str) {
    let (left, right) = scale.ends();
    let floor = HEIGHT - BOTTOM;
    let middle = scale.most / 2;
    let mut ticks = vec![0, middle, scale.most];
    ticks.dedup();
    for tick in ticks {
        let (_, y) = scale.point(scale.from, tick);
        svg.path("axis", &format!("M{left} {y}H{right}"));
        svg.text("g-label g-end", left - 10, y + 5, &tick.to_string());
    }
    svg.text("g-label", left, floor + 22, first);
    if last != first {
        svg.text("g-label g-end", right, floor + 22, last);
    }
}

/// A mark with a shape of its own, so that lines are told apart without colour.
fn mark(number: usize, x: i32, y: i32) -> String {
    match number % 3 {
        0 => format!("M{} {y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", x - 4),
        1 => format!("M{} {}h8v8h-8z", x - 4, y - 4),
        _ => format!("M{x} {}l5 9h-10z", y - 5),
    }
}

/// From days and counts to places.
struct Scale {
    from: Date,
    days: i32,
    /// The highest count drawn, an even number and at least 2.
    most: usize,
}

impl Scale {
    fn of(lines: &[Line]) -> Scale {
        let points = || lines.iter().take(LINES).flat_map(|line| line.points.iter());
        let from = points().map(|(day, _)| *day).min().unwrap_or_default();
        let to = points().map(|(day, _)| *day).max().unwrap_or_default();
        let most = points().map(|(_, count)| *count).max().unwrap_or(0).min(1_000_000);
        Scale { from, days: between(from, to), most: most.max(2).next_multiple_of(2) }
    }

    fn ends(&self) -> (i32, i32) {
        (LEFT, WIDTH - RIGHT)
    }

    fn point(&self, day: Date, count: usize) -> (i32, i32) {
        let (left, right) = self.ends();
        let x = match self.days {
            // One day only stands at the end, where its name is.
            0 => right,
            days => left + (i64::from(right - left) * i64::from(between(self.from, day)) / i64::from(days)) as i32,
        };
        let height = (HEIGHT - BOTTOM - TOP) as usize;
        (x, HEIGHT - BOTTOM - (count.min(self.most) * height / self.most) as i32)
    }
}

/// Days from one day to a later one.
fn between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_line_runs_from_its_first_day_to_its_last() {
        let line = Line { name: "<DUBU>".to_owned(), points: vec![(date(2026, 1, 1), 4), (date(2026, 1, 11), 0)] };
        let svg = trend("t", "d", &[line], "1. januar", "11. januar");
        assert!(svg.contains("d=\"M44 14L510 186\""), "{svg}");
        assert!(svg.contains("&lt;DUBU&gt;") && !svg.contains("style"), "{svg}");
    }

    #[test]
    fn one_day_and_no_lines_are_drawn_too() {
        let line = Line { name: "A".to_owned(), points: vec![(date(2026, 1, 1), 0)] };
        assert!(trend("t", "d", &[line], "i dag", "i dag").contains("M510 186"));
        assert!(trend("t", "d", &[], "", "").ends_with("</svg>"));
    }
}
