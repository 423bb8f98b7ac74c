//! Actors and use cases of a system: who uses it for what.

use super::svg::{Head, Svg};
use super::text;

/// A use case with its actors.
#[derive(Clone, Debug, Default)]
pub struct UseCase {
    pub id: String,
    pub title: String,
    pub href: String,
    /// Places in the list of actors.
    pub actors: Vec<usize>,
}

const OVAL: (i32, i32) = (236, 50);
const ROW: i32 = 64;
const ACTOR: (i32, i32) = (124, 82);
const GAP: i32 = 62;
/// Height of the system's name.
const NAME: i32 = 46;
const SIZE: i32 = 125;

/// Draws the overview: use cases in the system's frame, actors beside it, those of the first ones at the left.
pub fn draw(title: &str, description: &str, system: &str, actors: &[String], cases: &[UseCase]) -> String {
    let plan = Plan::new(actors.len(), cases);
    let head = Head { class: "usecases", title, description, width: plan.width, height: plan.height };
    let mut svg = Svg::new(&head);
    svg.path("u-system", &format!("M{} 2h{}V{}h-{}z", plan.frame, OVAL.0 + 40, plan.height - 2, OVAL.0 + 40));
    let room = (OVAL.0 + 24) * 10 / 11;
    for (place, line) in text::wrap(system, room, room, SIZE, 2).iter().enumerate() {
        svg.text("f-head", plan.frame + OVAL.0 / 2 + 20, 24 + place as i32 * 16, line);
    }
    for (number, case) in cases.iter().enumerate() {
        for actor in case.actors.iter().filter(|actor| **actor < actors.len()) {
            plan.line(&mut svg, *actor, number);
        }
    }
    for (number, case) in cases.iter().enumerate() {
        let y = plan.cases[number] - OVAL.1 / 2;
        let (w, h) = OVAL;
        svg.link(&case.href, "k-use-case", plan.frame + 20, y);
        svg.path("g-node", &format!("M0 {0}a{1} {0} 0 1 1 {w} 0a{1} {0} 0 1 1-{w} 0z", h / 2, w / 2));
        let room = w - 60;
        let lines = text::wrap(&format!("{} {}", case.id, case.title), room, room, SIZE, 2);
        let parts: Vec<(&str, &str)> = lines.iter().map(|line| ("", line.as_str())).collect();
        let first = if lines.len() > 1 { 22 } else { 29 };
        centred(&mut svg, w / 2, first, &parts);
        svg.end_link(&case.href);
    }
    for (number, actor) in actors.iter().enumerate() {
        let (x, y) = plan.actors[number];
        svg.group("u-actor", x, y - 32);
        svg.path("u-figure", "M5 6a5 5 0 1 1-10 0a5 5 0 1 1 10 0zM0 11V26M-11 16H11M0 26L-8 38M0 26L8 38");
        let lines = text::wrap(actor, ACTOR.0 - 6, ACTOR.0 - 6, SIZE, 2);
        let parts: Vec<(&str, &str)> = lines.iter().map(|line| ("", line.as_str())).collect();
        centred(&mut svg, 0, 54, &parts);
        svg.end_group();
    }
    svg.done()
}

fn centred(svg: &mut Svg, x: i32, y: i32, lines: &[(&str, &str)]) {
    for (place, (_, line)) in lines.iter().enumerate() {
        svg.text("u-text", x, y + place as i32 * 15, line);
    }
}

struct Plan {
    width: i32,
    height: i32,
    /// Left edge of the system's frame.
    frame: i32,
    /// Middle of each use case's oval, downwards.
    cases: Vec<i32>,
    /// Middle of each actor's figure.
    actors: Vec<(i32, i32)>,
}

impl Plan {
    fn new(actors: usize, cases: &[UseCase]) -> Plan {
        let frame = ACTOR.0 + GAP;
        // Where the actors need more height than the use cases, those stand in the middle of it.
        let on_a_side = if actors > 3 { actors.div_ceil(2) } else { actors } as i32;
        let spare = ((on_a_side * (ACTOR.1 + 6) - cases.len() as i32 * ROW) / 2).max(0);
        let heights: Vec<i32> = (0..cases.len()).map(|number| NAME + spare + ROW / 2 + number as i32 * ROW).collect();
        // Few actors stand at the left; more are shared between both sides, each at the height of its use cases.
        let mut wanted: Vec<(i32, usize)> = (0..actors).map(|actor| (middle(actor, cases, &heights), actor)).collect();
        wanted.sort_unstable();
        let both_sides = actors > 3;
        let (mut places, mut lowest) = (vec![(0, 0); actors], [0, 0]);
        for (place, (y, actor)) in wanted.iter().enumerate() {
            let side = usize::from(both_sides && place % 2 == 1);
            let y = (*y).max(lowest[side] + ACTOR.1 / 2 + 6);
            lowest[side] = y + ACTOR.1 / 2;
            let x = if side == 0 { ACTOR.0 / 2 } else { frame + OVAL.0 + 40 + GAP + ACTOR.0 / 2 };
            places[*actor] = (x, y);
        }
        let height = (NAME + 2 * spare + cases.len() as i32 * ROW + 8).max(lowest[0].max(lowest[1]) + 12);
        let width = frame + OVAL.0 + 42 + if both_sides { GAP + ACTOR.0 } else { 0 };
        Plan { width, height, frame, cases: heights, actors: places }
    }

    fn line(&self, svg: &mut Svg, actor: usize, case: usize) {
        let (x, y) = self.actors[actor];
        let left = x < self.frame;
        let start = if left { x + 18 } else { x - 18 };
        let end = self.frame + if left { 20 } else { 20 + OVAL.0 };
        svg.path("g-edge", &format!("M{start} {}L{end} {}", y - 12, self.cases[case]));
    }
}

/// Mean height of the use cases of an actor.
fn middle(actor: usize, cases: &[UseCase], heights: &[i32]) -> i32 {
    let own: Vec<i32> =
        cases.iter().zip(heights).filter(|(case, _)| case.actors.contains(&actor)).map(|(_, height)| *height).collect();
    own.iter().sum::<i32>() / own.len().max(1) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(title: &str, actors: &[usize]) -> UseCase {
        UseCase { id: "UC-1".to_owned(), title: title.to_owned(), href: "u.html".to_owned(), actors: actors.to_vec() }
    }

    fn names(count: usize) -> Vec<String> {
        (0..count).map(|number| format!("rolle {number}")).collect()
    }

    #[test]
    fn every_actor_has_a_line_to_each_of_its_use_cases() {
        let svg = draw("t", "d", "DUBU", &names(2), &[case("a", &[0]), case("b", &[0, 1])]);
        assert_eq!((svg.matches("g-edge").count(), svg.matches("u-figure").count()), (3, 2));
        assert!(svg.contains(">DUBU</text>") && svg.contains("href=\"u.html\""), "{svg}");
    }

    #[test]
    fn actors_do_not_stand_on_each_other() {
        let cases = [case("a", &[0, 1, 2, 3, 4, 5])];
        let plan = Plan::new(6, &cases);
        for (number, one) in plan.actors.iter().enumerate() {
            for other in &plan.actors[number + 1..] {
                assert!(one.0 != other.0 || (one.1 - other.1).abs() >= ACTOR.1, "{:?}", plan.actors);
            }
            assert!(one.1 + ACTOR.1 / 2 <= plan.height && one.1 >= ACTOR.1 / 2);
        }
    }

    #[test]
    fn strange_overviews_are_survived() {
        draw("", "", "", &[], &[]);
        let svg = draw("<t>", "", "<s>", &["<a>".to_owned()], &[case("<b>", &[0, 9])]);
        assert!(!svg.contains("<b>") && !svg.contains("<a>") && !svg.contains("<s>"));
    }
}
