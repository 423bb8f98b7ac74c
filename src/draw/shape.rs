//! A shape and a class for every kind of item, so that kinds are told apart by form as well as by colour. The small
//! signs of the style sheet (`.i::before`) have the same forms.

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

    /// The path of the form in a box of a width and height, from 0,0.
    pub fn path(self, width: i32, height: i32) -> String {
        let (w, h, p) = (width, height, POINT);
        let (right, low, half) = (w - p, h - p, h / 2);
        match self {
            Shape::Arrow => format!("M0 0H{right}L{w} {half} {right} {h}H0z"),
            Shape::Chevron => format!("M0 0H{right}L{w} {half} {right} {h}H0L{p} {half}z"),
            Shape::Box => format!("M4 0H{}q4 0 4 4V{}q0 4-4 4H4q-4 0-4-4V4q0-4 4-4z", w - 4, h - 4),
            Shape::Capsule => {
                let r = half.min(20);
                format!(
                    "M{r} 0H{0}a{r} {r} 0 0 1 {r} {r}V{1}a{r} {r} 0 0 1-{r} {r}H{r}a{r} {r} 0 0 1-{r}-{r}V{r}a{r} {r} 0 0 1 {r}-{r}z",
                    w - r,
                    h - r
                )
            }
            Shape::Square => format!("M0 0H{w}V{h}H0z"),
            Shape::Lens => format!("M{p} 0H{right}Q{} {half} {right} {h}H{p}Q-{p} {half} {p} 0z", w + p),
            Shape::Hexagon => format!("M{p} 0H{right}L{w} {half} {right} {h}H{p}L0 {half}z"),
            Shape::Shield => format!("M0 0H{w}V{}L{} {h} 0 {}z", h - 6, w / 2, h - 6),
            Shape::Octagon => format!("M{p} 0H{right}L{w} {p}V{low}L{right} {h}H{p}L0 {low}V{p}z"),
            Shape::Record => format!("M0 0H{w}V{h}H0zM0 5H{w}"),
            Shape::Arch => format!("M0 {h}V14Q0 0 14 0H{}Q{w} 0 {w} 14V{h}z", w - 14),
            Shape::Flag => format!("M0 0H{w}L{right} {half} {w} {h}H0z"),
            Shape::Rising => format!("M{p} 0H{right}L{w} {h}H0z"),
            Shape::Hanging => format!("M0 0H{w}L{right} {h}H{p}z"),
            Shape::Leaning => format!("M{p} 0H{w}L{right} {h}H0z"),
            Shape::Paper => format!("M0 0H{right}L{w} {p}V{h}H0z"),
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
            Shape::Hexagon | Shape::Octagon | Shape::Rising | Shape::Hanging | Shape::Leaning => (13, 12),
        }
    }
}

/// `k-requirement` for the role of a kind; kinds without a role are plain.
pub fn class(role: Option<Role>) -> String {
    role.map_or_else(|| "k-page".to_owned(), |role| format!("k-{}", role.as_str().replace('_', "-")))
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
                let path = |role: Role| Shape::of(Some(role)).path(180, 56);
                assert_ne!(path(*one), path(*other), "{one} and {other}");
            }
        }
    }

    #[test]
    fn a_kind_without_a_role_is_paper() {
        assert_eq!((Shape::of(None), class(None).as_str()), (Shape::Paper, "k-page"));
        assert_eq!(class(Some(Role::LegalSource)), "k-legal-source");
    }
}
