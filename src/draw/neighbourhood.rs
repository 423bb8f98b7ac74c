//! The drawing of an item: what it rests on to the left, what rests on it to the right.
//!
//! Two columns of boxes with the item between them. Lines of one name run together in a bracket that bears the name
//! once, brackets meet in a rail beside the item, and nothing crosses. One user unit is one pixel: where there is no
//! room for three columns, the style sheet moves the item below the left column and the right one below the item
//! (`.hood`), so both ways to stand are written here, and each is shown alone.

use std::borrow::Cow;

mod column;
pub(super) mod node;

use super::put::{data, put};
use super::shape::Shape;
use super::svg::{Head, Svg};
use column::{Column, Side};
use node::write_node;

/// A box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node<'a> {
    pub href: String,
    /// Class of the kind.
    pub class: &'static str,
    /// `None` for what does not exist.
    pub shape: Option<Shape>,
    /// The word for the kind, or for what is wrong.
    pub kind: Cow<'a, str>,
    pub id: Cow<'a, str>,
    pub title: Cow<'a, str>,
}

/// How a link stands, with the word for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Holds,
    /// It waits for somebody: to be reviewed again, or for law to come.
    Waits(String),
    /// It leads to nothing, or to what is no more.
    Fails(String),
}

/// A place in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row<'a> {
    /// Linked to the item; `rooted` when it belongs under the root before it (left) or behind it (right).
    Linked { node: Node<'a>, rooted: bool },
    /// A step further: the act of the provisions that follow, the solution of the requirements before.
    Root(Node<'a>),
    /// How many more there are: "+ 14 krav".
    Count { text: String, href: String },
}

/// Where the arrow of a branch leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrow {
    /// From the item to what is in the rows.
    Outward,
    /// To the item.
    Inward,
    /// Both ways are meant.
    None,
}

/// Links of one name, direction and state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch<'a> {
    pub label: Cow<'a, str>,
    pub state: State,
    pub arrow: Arrow,
    pub rows: Vec<Row<'a>>,
}

/// What is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Neighbourhood<'a> {
    pub title: String,
    pub description: String,
    pub own: Node<'a>,
    /// Heading of the left column.
    pub basis: &'a str,
    pub rests_on: Vec<Branch<'a>>,
    /// Heading of the right column.
    pub use_of: &'a str,
    pub resting: Vec<Branch<'a>>,
}

/// Width of a box.
pub(super) const BOX: i32 = 170;
/// A linked box that has a root is narrower by this.
const INDENT: i32 = 14;
/// Room for brackets, names and the rail.
const GAP: i32 = 107;
/// From the boxes to their bracket, and from the item to its rail.
const STUB: i32 = 9;
/// Room for an arrow head beside a name.
const ARROW: i32 = 8;
/// The rail, seen from the item.
const RAIL: i32 = 12;
/// Width of the item itself.
const OWN: i32 = 118;
/// Height of a box with three lines of text.
pub(super) const HEIGHT: i32 = 50;
/// Height of a line that counts.
const COUNT: i32 = 22;
/// A line that counts takes one unit, a box two; `.hood` in the style sheet knows it.
const UNIT: i32 = 29;
/// The heading of a column.
const HEADING: i32 = 20;
/// Width of half a drawing.
const HALF: i32 = BOX + GAP;
/// Where the item stands when the halves are stacked.
const STACKED: i32 = 72;
/// Between the item and the halves above and below it.
const STACK_GAP: i32 = 14;
/// Letter heights in tenths.
pub(super) const SMALL: i32 = 115;
const PLAIN: i32 = 120;
/// From line to line in a box, and in a name.
const STEP: i32 = 14;
const NAME_STEP: i32 = 13;

/// Draws a neighbourhood.
pub fn draw(neighbourhood: &Neighbourhood) -> String {
    let left = Column::place(&neighbourhood.rests_on, Side::Left);
    let right = Column::place(&neighbourhood.resting, Side::Right);
    let height = left.height().max(right.height()).max(HEIGHT);
    let (own_x, middle) = (if left.units > 0 { HALF } else { 0 }, middle(height));
    let width = own_x + OWN + if right.units > 0 { HALF } else { 0 };
    let class = data!("hood i", left.units, " o", right.units);
    let (title, description) = (&*neighbourhood.title, &*neighbourhood.description);
    let mut svg = Svg::fixed(&Head { class: &class, title, description, width, height });
    let shift = |column: &Column| (height - column.height()) / 2;
    if left.units > 0 {
        svg.group("g-in", 0, shift(&left));
        left.write(&mut svg, neighbourhood.basis, middle - shift(&left));
        svg.end_group();
    }
    svg.link("", &["g-own ", neighbourhood.own.class].concat(), own_x, middle - HEIGHT / 2);
    write_node(&mut svg, &neighbourhood.own, (0, 0), OWN);
    svg.end_link("");
    if right.units > 0 {
        svg.group("g-out", own_x + OWN, shift(&right));
        right.write(&mut svg, neighbourhood.use_of, middle - shift(&right));
        svg.end_group();
    }
    svg.path("g-stack", &stacked_rails(&left, &right));
    svg.done()
}

fn middle(height: i32) -> i32 {
    // Below the headings, where the boxes are.
    ((height + HEADING) / 2).min(height - HEIGHT / 2)
}

/// The rails of the stacked form: from the left column into the item, from the item to the right column.
fn stacked_rails(left: &Column, right: &Column) -> String {
    let mut path = String::new();
    let top = if left.units > 0 { left.height() + STACK_GAP } else { 0 };
    let middle = top + HEIGHT / 2;
    if let Some((first, _)) = left.span {
        put!(&mut path, "M", HALF - RAIL, " ", first, "V", middle, "H", STACKED + OWN);
    }
    if let Some((_, last)) = right.span {
        let end = top + HEIGHT + STACK_GAP + last;
        put!(&mut path, "M", STACKED, " ", middle, "H", RAIL, "V", end);
    }
    path
}

#[cfg(test)]
mod tests;
