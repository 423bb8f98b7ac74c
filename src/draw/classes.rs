//! Boxes with a heading and lines below it, and named relations between them: information models.

use super::layered::{Flow, Gaps, Layout, Line, Pair, Route, layout};
use super::svg::{Head, Svg};
use super::text;

/// A box: a class of the model, or what lies outside it.
#[derive(Clone, Debug, Default)]
pub struct Class {
    pub title: String,
    /// Where it leads; empty for nowhere.
    pub href: String,
    /// Class of its kind: `k-information-object`.
    pub kind: String,
    /// "modtaget: tidspunkt", one a line.
    pub lines: Vec<String>,
    /// It belongs to another model: drawn dashed.
    pub outside: bool,
    /// The page is about it.
    pub own: bool,
}

/// A relation that leads from a box to another.
#[derive(Clone, Debug, Default)]
pub struct Relation {
    pub from: usize,
    pub to: usize,
    /// What the target is to the source; may be empty.
    pub role: String,
    /// How many of the target; may be empty.
    pub count: String,
}

/// Most lines of a box; the rest is counted.
const MOST_LINES: usize = 12;
const HEADING: i32 = 26;
const STEP: i32 = 17;
const WIDTHS: (i32, i32) = (120, 250);
/// Sizes of heading, lines and labels in tenths.
const SIZES: (i32, i32, i32) = (125, 115, 115);
const GAPS: Gaps = Gaps { beside: 26, between: 46, row: 820 };

/// Draws a model. `None` when there are too many boxes to draw.
pub fn draw(title: &str, description: &str, classes: &[Class], relations: &[Relation], more: &str) -> Option<String> {
    let boxes: Vec<Drawn> = classes.iter().map(|class| Drawn::new(class, more)).collect();
    let sizes: Vec<Pair> = boxes.iter().map(|drawn| drawn.size).collect();
    let lines: Vec<Line> = relations
        .iter()
        .map(|relation| Line { from: relation.from, to: relation.to, label: label_size(relation) })
        .collect();
    let plan = layout(&sizes, &lines, Flow::Right, GAPS)?;
    let (width, height) = (plan.width + 8, plan.height + 8);
    let head = Head { class: "classes", title, description, width, height };
    let mut svg = Svg::new(&head);
    svg.group("", 4, 4);
    for (relation, route) in relations.iter().zip(&plan.routes) {
        line(&mut svg, relation, route);
    }
    for (class, drawn, place) in boxes_of(classes, &boxes, &plan) {
        class_box(&mut svg, class, drawn, place);
    }
    for (relation, route) in relations.iter().zip(&plan.routes) {
        label(&mut svg, relation, route);
    }
    svg.end_group();
    Some(svg.done())
}

fn boxes_of<'a>(
    classes: &'a [Class],
    boxes: &'a [Drawn],
    plan: &'a Layout,
) -> impl Iterator<Item = (&'a Class, &'a Drawn, Pair)> {
    classes.iter().zip(boxes).zip(&plan.boxes).map(|((class, drawn), place)| (class, drawn, *place))
}

/// A box with its texts cut to its width.
struct Drawn {
    size: Pair,
    heading: Vec<String>,
    lines: Vec<String>,
}

impl Drawn {
    fn new(class: &Class, more: &str) -> Drawn {
        let mut lines: Vec<String> = class.lines.iter().take(MOST_LINES).cloned().collect();
        if class.lines.len() > MOST_LINES {
            lines.push(format!("+ {} {more}", class.lines.len() - MOST_LINES));
        }
        let widest = lines.iter().map(|line| text::width(line, SIZES.1)).max().unwrap_or(0);
        let wanted = widest.max(text::bold_width(&class.title, SIZES.0)) + 18;
        let width = wanted.clamp(WIDTHS.0, WIDTHS.1);
        let room = width - 16;
        let heading = text::wrap(&class.title, room * 10 / 11, room * 10 / 11, SIZES.0, 2);
        let lines: Vec<String> = lines.iter().map(|line| text::fit(line, room, SIZES.1)).collect();
        let head = HEADING + (heading.len() as i32 - 1).max(0) * STEP;
        let body = if lines.is_empty() { 0 } else { lines.len() as i32 * STEP + 8 };
        Drawn { size: (width, head + body), heading, lines }
    }
}

fn class_box(svg: &mut Svg, class: &Class, drawn: &Drawn, place: Pair) {
    let (width, height) = drawn.size;
    let mut classes = class.kind.clone();
    for (set, name) in [(class.outside, " c-outside"), (class.own, " c-own")] {
        if set {
            classes.push_str(name);
        }
    }
    svg.link(&class.href, &classes, place.0, place.1);
    svg.path("c-box", &format!("M0 0H{width}V{height}H0z"));
    let heading: Vec<(&str, &str)> = drawn.heading.iter().map(|line| ("c-name", line.as_str())).collect();
    svg.lines("", 8, 18, STEP, &heading);
    if !drawn.lines.is_empty() {
        let top = HEADING + (drawn.heading.len() as i32 - 1).max(0) * STEP;
        svg.path("c-rule", &format!("M0 {top}H{width}"));
        let lines: Vec<(&str, &str)> = drawn.lines.iter().map(|line| ("g-title", line.as_str())).collect();
        svg.lines("", 8, top + 16, STEP, &lines);
    }
    svg.end_link(&class.href);
}

fn label_size(relation: &Relation) -> Pair {
    let widest = |text: &str| if text.is_empty() { 0 } else { text::width(text, SIZES.2) };
    // The count stands on the same stretch, at the target's end.
    let width = widest(&cut(&relation.role)) + widest(&relation.count) + 12;
    (width + 10, if relation.role.is_empty() { 4 } else { 16 })
}

fn cut(role: &str) -> String {
    text::fit(role, 130, SIZES.2)
}

fn line(svg: &mut Svg, relation: &Relation, route: &Route) {
    let [.., before, last] = route.points[..] else { return };
    let mut path = String::new();
    for (place, (x, y)) in route.points.iter().enumerate() {
        path.push_str(&format!("{}{x} {y}", if place == 0 { "M" } else { "L" }));
    }
    svg.path("g-edge", &path);
    // An open arrow, turned to where the line comes from.
    let (across, down) = (f64::from(last.0 - before.0), f64::from(last.1 - before.1));
    let long = across.hypot(down).max(1.0);
    let (across, down) = (across / long, down / long);
    let point = |along: f64, aside: f64| {
        let x = f64::from(last.0) - along * across + aside * down;
        let y = f64::from(last.1) - along * down - aside * across;
        (x.round() as i32, y.round() as i32)
    };
    let (left, right) = (point(9.0, 5.0), point(9.0, -5.0));
    svg.path("g-edge", &format!("M{} {}L{} {} {} {}", left.0, left.1, last.0, last.1, right.0, right.1));
    if !relation.count.is_empty() {
        let (x, y) = point(12.0, 0.0);
        let above = if down.abs() > 0.1 { -9 } else { -5 };
        svg.text("c-count", x, y + above, &relation.count);
    }
}

fn label(svg: &mut Svg, relation: &Relation, route: &Route) {
    if let (Some((x, y)), false) = (route.label, relation.role.is_empty()) {
        svg.text("c-role", x, y + 4, &cut(&relation.role));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(title: &str, lines: &[&str]) -> Class {
        Class {
            title: title.to_owned(),
            href: "x.html".to_owned(),
            kind: "k-information-object".to_owned(),
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            ..Class::default()
        }
    }

    #[test]
    fn a_box_has_a_heading_and_its_attributes() {
        let svg = draw("t", "d", &[class("Sag", &["nummer: tekst", "oprettet: dato"])], &[], "mere").unwrap();
        assert!(svg.contains("d=\"M0 0H120V68H0z\"") && svg.contains(">nummer: tekst</tspan>"), "{svg}");
    }

    #[test]
    fn relations_carry_role_and_count() {
        let relation = Relation { from: 0, to: 1, role: "barnet".to_owned(), count: "1..*".to_owned() };
        let svg = draw("t", "d", &[class("A", &[]), class("B", &[])], &[relation], "mere").unwrap();
        assert!(svg.contains(">barnet</text>") && svg.contains(">1..*</text>"), "{svg}");
    }

    #[test]
    fn long_boxes_say_how_much_is_left_out_and_large_models_are_refused() {
        let many: Vec<String> = (0..30).map(|number| format!("felt {number}")).collect();
        let lines: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(draw("", "", &[class("A", &lines)], &[], "mere").unwrap().contains(">+ 18 mere</tspan>"));
        assert_eq!(draw("", "", &vec![class("A", &[]); 151], &[], ""), None);
    }

    #[test]
    fn nothing_of_a_model_is_markup() {
        let relation = Relation { from: 0, to: 0, role: "<i>".to_owned(), count: "<u>".to_owned() };
        let svg = draw("<t>", "<d>", &[class("<b>", &["<s>"])], &[relation], "").unwrap();
        assert!(!svg.contains("<b>") && !svg.contains("<s>") && !svg.contains("<i>") && !svg.contains("<u>"));
    }
}
