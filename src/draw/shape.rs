//! A shape and a class for every kind of item, so that kinds are told apart by form as well as by colour. The small
//! signs of the style sheet (`.i::before`) have the same forms.

use std::sync::LazyLock;

use super::put::put;
use crate::model::Role;

/// Corners cut or pointed this far in.
const POINT: i32 = 10;

/// The form of a kind's box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Law: an arrow edge to the right.
    Arrow,
    /// What reads or awaits law: an arrow with a notch.
    Chevron,
    /// A requirement: slightly rounded.
    Box,
    /// A process or use case.
    Capsule,
    /// A solution or another system: sharp corners; the line says which.
    Square,
    /// A concept or a model of them: bulging sides.
    Lens,
    /// An interface.
    Hexagon,
    /// A standard: pointed below.
    Shield,
    /// A rule: cut corners.
    Octagon,
    /// An information object: a heading line.
    Record,
    /// A body or an organisation: round above.
    Arch,
    /// A decision: a flag.
    Flag,
    /// A change: broad below.
    Rising,
    /// A proposal: broad above.
    Hanging,
    /// A commission: leaning.
    Leaning,
    /// Everything else: paper with a folded corner.
    Paper,
}

impl Shape {
    /// The form of a kind by its role; kinds without one are paper.
    pub fn of(role: Option<Role>) -> Shape {
        match role {
            Some(Role::LegalSource | Role::Provision) => Shape::Arrow,
            Some(Role::LegalAnalysis | Role::LawCase | Role::Interpretation) => Shape::Chevron,
            Some(Role::Requirement) => Shape::Box,
            Some(Role::Process | Role::UseCase) => Shape::Capsule,
            Some(Role::Solution | Role::ExternalSystem | Role::Domain) => Shape::Square,
            Some(Role::Concept | Role::DomainModel) => Shape::Lens,
            Some(Role::Interface) => Shape::Hexagon,
            Some(Role::Standard) => Shape::Shield,
            Some(Role::Rule) => Shape::Octagon,
            Some(Role::InformationObject) => Shape::Record,
            Some(Role::Body | Role::Organisation) => Shape::Arch,
            Some(Role::Decision) => Shape::Flag,
            Some(Role::Change) => Shape::Rising,
            Some(Role::Proposal) => Shape::Hanging,
            Some(Role::Commission) => Shape::Leaning,
            _ => Shape::Paper,
        }
    }

    /// The path of the form in a box of a width and height, whose upper left corner is at a place.
    pub fn path(self, x: i32, y: i32, width: i32, height: i32) -> String {
        let mut path = String::with_capacity(64);
        self.write_path(&mut path, (x, y), (width, height));
        path
    }

    fn write_path(self, path: &mut String, (x, y): (i32, i32), (w, h): (i32, i32)) {
        let p = POINT;
        let (long, half) = (w - p, h / 2);
        let rest = h - half;
        match self {
            Shape::Arrow => {
                put!(path, "M", x, " ", y, "h", long, "l", p, " ", half, "-", p, " ", rest, "h-", long, "z")
            }
            Shape::Chevron => {
                put!(path, "M", x, " ", y, "h", long, "l", p, " ", half, "-", p, " ", rest, "h-", long);
                put!(path, "l", p, "-", rest, "z");
            }
            Shape::Box | Shape::Capsule => {
                let r = self.radius(h);
                let (flat, high) = (w - 2 * r, h - 2 * r);
                put!(
                    path,
                    "M",
                    x + r,
                    " ",
                    y,
                    "h",
                    flat,
                    "q",
                    r,
                    " 0 ",
                    r,
                    " ",
                    r,
                    "v",
                    high,
                    "q0 ",
                    r,
                    "-",
                    r,
                    " ",
                    r
                );
                put!(path, "h-", flat, "q-", r, " 0-", r, "-", r, "v-", high, "q0-", r, " ", r, "-", r, "z");
            }
            Shape::Square => put!(path, "M", x, " ", y, "h", w, "v", h, "h-", w, "z"),
            Shape::Lens => {
                let flat = w - 2 * p;
                put!(path, "M", x + p, " ", y, "h", flat, "q", 2 * p, " ", half, " 0 ", h);
                put!(path, "h-", flat, "q-", 2 * p, " -", half, " 0-", h, "z");
            }
            Shape::Hexagon => {
                let flat = w - 2 * p;
                put!(path, "M", x + p, " ", y, "h", flat, "l", p, " ", half, "-", p, " ", rest);
                put!(path, "h-", flat, "l-", p, "-", rest, "z");
            }
            Shape::Shield => put!(path, "M", x, " ", y, "h", w, "v", h - 6, "l-", w - w / 2, " 6-", w / 2, "-6z"),
            Shape::Octagon => {
                let (wide, high) = (w - 2 * p, h - 2 * p);
                put!(path, "M", x + p, " ", y, "h", wide, "l", p, " ", p, "v", high, "l-", p, " ", p);
                put!(path, "h-", wide, "l-", p, "-", p, "v-", high, "z");
            }
            Shape::Record => put!(path, "M", x, " ", y, "h", w, "v", h, "h-", w, "zm0 3h", w),
            Shape::Arch => {
                put!(path, "M", x, " ", y + h, "v-", h - 14, "q0-14 14-14h", w - 28, "q14 0 14 14v", h - 14, "z")
            }
            Shape::Flag => put!(path, "M", x, " ", y, "h", w, "l-", p, " ", half, " ", p, " ", rest, "h-", w, "z"),
            Shape::Rising => put!(path, "M", x + p, " ", y, "h", w - 2 * p, "l", p, " ", h, "h-", w, "z"),
            Shape::Hanging => put!(path, "M", x, " ", y, "h", w, "l-", p, " ", h, "h-", w - 2 * p, "z"),
            Shape::Leaning => put!(path, "M", x + p, " ", y, "h", long, "l-", p, " ", h, "h-", long, "z"),
            Shape::Paper => put!(path, "M", x, " ", y, "h", long, "l", p, " ", p, "v", h - p, "h-", w, "z"),
        }
    }

    /// Writes the form as the shortest element that draws it.
    pub(super) fn write_element(self, markup: &mut String, (x, y): (i32, i32), (width, height): (i32, i32)) {
        match self.radius(height) {
            0 => {
                markup.push_str("<path d=\"");
                self.write_path(markup, (x, y), (width, height));
                markup.push_str("\"/>");
            }
            r => {
                markup.push_str("<rect");
                // Zero goes without saying, and there are thousands of drawings.
                for (name, at) in [(" x=\"", x), (" y=\"", y)].into_iter().filter(|(_, at)| *at != 0) {
                    put!(markup, name, at, "\"");
                }
                put!(markup, " width=\"", width, "\" height=\"", height, "\" rx=\"", r, "\"/>");
            }
        }
    }

    /// How round the corners of a box are.
    fn radius(self, height: i32) -> i32 {
        match self {
            Shape::Box => 4,
            Shape::Capsule => (height / 2).min(20),
            _ => 0,
        }
    }

    /// How far text keeps from the left and the right edge.
    pub fn inset(self) -> (i32, i32) {
        match self {
            Shape::Box | Shape::Square | Shape::Record | Shape::Shield => (9, 8),
            Shape::Arrow | Shape::Flag => (9, 12),
            Shape::Chevron => (16, 10),
            Shape::Capsule => (15, 12),
            Shape::Lens => (11, 8),
            Shape::Paper | Shape::Arch => (10, 10),
            Shape::Hexagon | Shape::Octagon | Shape::Rising | Shape::Hanging | Shape::Leaning => (13, 10),
        }
    }
}

/// `k-requirement` for the role of a kind; kinds without a role are plain.
pub fn class(role: Option<Role>) -> &'static str {
    // Every mention of an item has one.
    static CLASSES: LazyLock<Vec<String>> =
        LazyLock::new(|| Role::ALL.iter().map(|role| format!("k-{}", role.as_str().replace('_', "-"))).collect());
    role.map_or("k-page", |role| &CLASSES[role as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_that_people_must_tell_apart_have_forms_of_their_own() {
        let roles = [
            Role::LegalSource,
            Role::Requirement,
            Role::Process,
            Role::Solution,
            Role::Concept,
            Role::Interface,
            Role::Rule,
            Role::InformationObject,
            Role::Body,
            Role::Change,
            Role::Decision,
            Role::LegalAnalysis,
        ];
        for (place, one) in roles.iter().enumerate() {
            for other in &roles[place + 1..] {
                let path = |role: Role| Shape::of(Some(role)).path(0, 0, 180, 56);
                assert_ne!(path(*one), path(*other), "{one} and {other}");
            }
        }
    }

    #[test]
    fn a_kind_without_a_role_is_paper() {
        assert_eq!((Shape::of(None), class(None)), (Shape::Paper, "k-page"));
        assert_eq!(class(Some(Role::LegalSource)), "k-legal-source");
    }
}
