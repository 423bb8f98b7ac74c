//! A tree that grows to the right: each box in the middle of those below it in the tree. Hierarchies of concepts.

use super::svg::{Head, Svg};
use super::text;

/// A box of the tree.
#[derive(Clone, Debug, Default)]
pub struct Branch {
    pub title: String,
    /// Where it leads; empty for nowhere.
    pub href: String,
    /// Class of its kind: `k-concept`.
    pub kind: String,
    /// Place of the box it hangs on; always before its own. `None` for a root.
    pub parent: Option<usize>,
    /// Further boxes it hangs on, drawn as dashed lines.
    pub others: Vec<usize>,
    /// The page is about it.
    pub own: bool,
}

const BOX: (i32, i32) = (186, 40);
const ROW: i32 = 50;
const COLUMN: i32 = 240;
const SIZE: i32 = 125;

/// Draws the trees below each other; the line to a parent ends in the hollow arrow of a generalisation.
pub fn draw(title: &str, description: &str, branches: &[Branch]) -> String {
    let places = places(branches);
    let (columns, rows) = places.iter().fold((0, 0), |(x, y), place| (x.max(place.0), y.max(place.1)));
    let (width, height) = (columns + BOX.0 + 8, rows + BOX.1 + 8);
    let head = Head { class: "tree-drawing", title, description, width, height };
    let mut svg = Svg::new(&head);
    svg.group("", 4, 4);
    for (number, branch) in branches.iter().enumerate() {
        let (x, y) = places[number];
        let middle = y + BOX.1 / 2;
        for (other, class) in branch
            .parent
            .iter()
            .map(|it| (*it, "g-edge"))
            .chain(branch.others.iter().map(|it| (*it, "g-edge c-outside")))
        {
            let Some((left, top)) = places.get(other) else { continue };
            let (right, goal) = (left + BOX.0, top + BOX.1 / 2);
            let bend = x - (COLUMN - BOX.0) / 3;
            svg.path(class, &format!("M{x} {middle}H{bend}V{goal}H{}", right + 10));
            svg.path("t-is", &format!("M{right} {goal}l10-6v12z"));
        }
    }
    for (number, branch) in branches.iter().enumerate() {
        let (x, y) = places[number];
        let class = if branch.own { format!("{} g-own", branch.kind) } else { branch.kind.clone() };
        svg.link(&branch.href, &class, x, y);
        let (w, h) = BOX;
        svg.path("g-node", &format!("M12 0H{0}Q{1} {2} {0} {h}H12Q-8 {2} 12 0z", w - 12, w + 8, h / 2));
        let lines = text::wrap(&branch.title, w - 28, w - 28, SIZE, 2);
        let parts: Vec<(&str, &str)> = lines.iter().map(|line| ("", line.as_str())).collect();
        svg.lines("", 14, if lines.len() > 1 { 17 } else { 24 }, 15, &parts);
        svg.end_link(&branch.href);
    }
    svg.end_group();
    svg.done()
}

/// Upper left corner of each box: leaves in rows, the others in the middle of what hangs on them.
fn places(branches: &[Branch]) -> Vec<(i32, i32)> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); branches.len()];
    let mut depth = vec![0; branches.len()];
    for (number, branch) in branches.iter().enumerate() {
        if let Some(parent) = branch.parent.filter(|parent| *parent < number) {
            children[parent].push(number);
            depth[number] = depth[parent] + 1;
        }
    }
    let mut rows = vec![0; branches.len()];
    let mut next = 0;
    // Leaves get their rows in the order of the tree, then each box that of the middle, from the last to the first.
    let is_root = |number: &usize| branches[*number].parent.is_none_or(|parent| parent >= *number);
    let mut open: Vec<usize> = (0..branches.len()).filter(is_root).collect();
    // Trees first, then what stands alone; the last is taken first.
    open.sort_by_key(|number| (children[*number].is_empty(), *number));
    open.reverse();
    while let Some(number) = open.pop() {
        if children[number].is_empty() {
            rows[number] = next;
            next += ROW;
        }
        open.extend(children[number].iter().rev());
    }
    for number in (0..branches.len()).rev() {
        if let (Some(first), Some(last)) = (children[number].first(), children[number].last()) {
            rows[number] = (rows[*first] + rows[*last]) / 2;
        }
    }
    (0..branches.len()).map(|number| (depth[number] * COLUMN, rows[number])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn branch(title: &str, parent: Option<usize>) -> Branch {
        Branch { title: title.to_owned(), kind: "k-concept".to_owned(), parent, ..Branch::default() }
    }

    #[test]
    fn a_parent_stands_in_the_middle_of_its_children() {
        let tree =
            [branch("a", None), branch("b", Some(0)), branch("c", Some(0)), branch("d", Some(2)), branch("e", None)];
        assert_eq!(places(&tree), [(0, 25), (240, 0), (240, 50), (480, 50), (0, 100)]);
    }

    #[test]
    fn lines_lead_from_the_narrower_to_the_broader() {
        let svg = draw("t", "d", &[branch("a", None), branch("<b>", Some(0))]);
        assert!(svg.contains("M240 20H222V20H196") && svg.contains("t-is") && !svg.contains("<b>"), "{svg}");
    }

    #[test]
    fn a_parent_that_is_not_before_its_child_is_left_out() {
        draw("", "", &[branch("a", Some(0)), branch("b", Some(9))]);
        draw("", "", &[]);
    }
}
