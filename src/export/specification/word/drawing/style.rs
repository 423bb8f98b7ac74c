//! How the parts of a drawing are dressed: the rules of the sheet, and which of them hold for a part.

use std::sync::OnceLock;

use crate::export::specification::sheet::sheet;

/// Red, green and blue.
pub(super) type Colour = [u8; 3];

/// Where a line of text stands by its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Anchor {
    #[default]
    Start,
    Middle,
    End,
}

/// How a line is broken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Dash {
    #[default]
    None,
    Dashes,
    Dots,
}

/// How a part is dressed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub fill: Option<Colour>,
    /// From 0 to 1.
    pub opacity: f64,
    pub stroke: Option<Colour>,
    /// In user units.
    pub width: f64,
    pub dash: Dash,
    /// Height of letters in user units.
    pub size: f64,
    pub bold: bool,
    pub anchor: Anchor,
    /// A text that keeps what lies under it away.
    pub is_over: bool,
    pub is_hidden: bool,
}

impl Default for Style {
    fn default() -> Style {
        Style {
            fill: Some([0, 0, 0]),
            opacity: 1.0,
            stroke: None,
            width: 1.0,
            dash: Dash::None,
            size: 12.5,
            bold: false,
            anchor: Anchor::Start,
            is_over: false,
            is_hidden: false,
        }
    }
}

/// An element on the way from the drawing to one of its parts.
pub(super) struct Seen {
    pub name: String,
    /// Divided by spaces.
    pub classes: String,
    /// Whether it is the first element in what holds it.
    pub is_first: bool,
}

/// How the last of some elements is dressed; `above` is the dress of the one that holds it.
pub(super) fn style_of(way: &[Seen], above: Style) -> Style {
    // What is not handed down.
    let mut style = Style { is_over: false, ..above };
    for rule in rules() {
        if rule.holds(way) {
            rule.sets.iter().for_each(|set| set.apply(&mut style));
        }
    }
    style
}

/// The rules of the sheet, the strongest last.
fn rules() -> &'static [Rule] {
    static RULES: OnceLock<Vec<Rule>> = OnceLock::new();
    RULES.get_or_init(|| {
        let mut rules: Vec<Rule> = Vec::new();
        for (selectors, sets) in sheet().split('}').filter_map(|rule| rule.split_once('{')) {
            let sets: Vec<Set> = sets.split(';').filter_map(Set::read).collect();
            rules.extend(selectors.split(',').map(|selector| Rule::read(selector, sets.clone())));
        }
        rules.sort_by_key(|rule| rule.strength);
        rules
    })
}

struct Rule {
    /// What each element on the way has to be, the part itself last.
    wanted: Vec<Wanted>,
    strength: u32,
    sets: Vec<Set>,
}

/// What an element has to be.
#[derive(Default)]
struct Wanted {
    name: String,
    classes: Vec<String>,
    /// How its classes begin.
    begins: String,
    is_first: bool,
    /// Whether it stands right in the one before.
    is_child: bool,
}

impl Rule {
    fn read(selector: &str, sets: Vec<Set>) -> Rule {
        let spaced = selector.trim().replace('>', " > ");
        let mut wanted: Vec<Wanted> = Vec::new();
        let mut is_child = false;
        for word in spaced.split_whitespace() {
            if word == ">" {
                is_child = true;
                continue;
            }
            wanted.push(Wanted { is_child, ..Wanted::read(word) });
            is_child = false;
        }
        let strength = wanted.iter().map(Wanted::strength).sum();
        Rule { wanted, strength, sets }
    }

    fn holds(&self, way: &[Seen]) -> bool {
        let (Some((part, above)), Some((wanted, rest))) = (way.split_last(), self.wanted.split_last()) else {
            return false;
        };
        wanted.is(part) && holds_above(rest, wanted.is_child, above)
    }
}

/// Whether elements above a part are what is wanted; `right_above` when the next has to be the last of them.
fn holds_above(wanted: &[Wanted], right_above: bool, way: &[Seen]) -> bool {
    let Some((next, rest)) = wanted.split_last() else { return true };
    let places = if right_above { way.len().saturating_sub(1)..way.len() } else { 0..way.len() };
    places.rev().any(|at| next.is(&way[at]) && holds_above(rest, next.is_child, &way[..at]))
}

impl Wanted {
    fn read(word: &str) -> Wanted {
        let mut wanted = Wanted::default();
        let (word, begins) = word.split_once("[class^=\"").unwrap_or((word, ""));
        wanted.begins = begins.split('"').next().unwrap_or_default().to_owned();
        wanted.is_first = word.ends_with(":first-child");
        let word = word.strip_suffix(":first-child").unwrap_or(word);
        let mut parts = word.split('.');
        wanted.name = parts.next().unwrap_or_default().to_owned();
        wanted.classes = parts.map(str::to_owned).collect();
        wanted
    }

    fn strength(&self) -> u32 {
        let classes = self.classes.len() as u32 + u32::from(self.is_first) + u32::from(!self.begins.is_empty());
        100 * classes + u32::from(!self.name.is_empty())
    }

    fn is(&self, seen: &Seen) -> bool {
        let has = |class: &String| seen.classes.split(' ').any(|own| own == class);
        (self.name.is_empty() || self.name == seen.name)
            && (!self.is_first || seen.is_first)
            && (self.begins.is_empty() || seen.classes.starts_with(&self.begins))
            && self.classes.iter().all(has)
    }
}

/// What a rule says.
#[derive(Clone, Copy)]
enum Set {
    Fill(Option<Colour>),
    Opacity(f64),
    Stroke(Option<Colour>),
    Width(f64),
    Dash(Dash),
    Size(f64),
    Bold(bool),
    Anchor(Anchor),
    Over,
    Hidden,
}

impl Set {
    /// `None` for what makes no difference here.
    fn read(text: &str) -> Option<Set> {
        let (key, value) = text.split_once(':')?;
        let number = || value.trim_end_matches("px").parse::<f64>().ok();
        Some(match key.trim() {
            "fill" => Set::Fill(colour(value)),
            "fill-opacity" => Set::Opacity(number()?),
            "stroke" => Set::Stroke(colour(value)),
            "stroke-width" => Set::Width(number()?),
            "stroke-dasharray" => Set::Dash(match value.split(' ').next()?.parse::<f64>() {
                Ok(length) if length < 2.0 => Dash::Dots,
                Ok(_) => Dash::Dashes,
                Err(_) => Dash::None,
            }),
            "font-size" => Set::Size(number()?),
            "font-weight" => Set::Bold(number()? >= 600.0),
            "text-anchor" => Set::Anchor(match value {
                "middle" => Anchor::Middle,
                "end" => Anchor::End,
                _ => Anchor::Start,
            }),
            "paint-order" => Set::Over,
            "display" if value == "none" => Set::Hidden,
            _ => return None,
        })
    }

    fn apply(self, style: &mut Style) {
        match self {
            Set::Fill(fill) => style.fill = fill,
            Set::Opacity(opacity) => style.opacity = opacity,
            Set::Stroke(stroke) => style.stroke = stroke,
            Set::Width(width) => style.width = width,
            Set::Dash(dash) => style.dash = dash,
            Set::Size(size) => style.size = size,
            Set::Bold(bold) => style.bold = bold,
            Set::Anchor(anchor) => style.anchor = anchor,
            Set::Over => style.is_over = true,
            Set::Hidden => style.is_hidden = true,
        }
    }
}

/// `#5b3a86` or `#fff`; `None` for `none`.
fn colour(value: &str) -> Option<Colour> {
    let digits = value.trim().strip_prefix('#')?;
    let step = digits.len() / 3;
    let part = |place: usize| {
        let digits = digits.get(place * step..(place + 1) * step)?;
        let value = u8::from_str_radix(digits, 16).ok()?;
        Some(if step == 1 { value * 17 } else { value })
    };
    Some([part(0)?, part(1)?, part(2)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dressed(way: &[(&str, &str, bool)]) -> Style {
        let mut seen: Vec<Seen> = Vec::new();
        let mut style = Style::default();
        for (name, classes, is_first) in way {
            seen.push(Seen { name: (*name).to_owned(), classes: (*classes).to_owned(), is_first: *is_first });
            style = style_of(&seen, style);
        }
        style
    }

    #[test]
    fn the_stronger_rule_holds_and_what_is_above_hands_down() {
        let node = dressed(&[("svg", "flow", true), ("a", "k-process", false), ("path", "g-node", true)]);
        assert_eq!((node.fill, node.opacity), (Some([0x95, 0x54, 0x00]), 0.1));
        let own = dressed(&[("svg", "map", true), ("a", "k-solution g-own", true), ("path", "", true)]);
        assert_eq!((own.fill, own.opacity), (Some([0x0b, 0x5c, 0x63]), 1.0));
        let name = dressed(&[("svg", "classes", true), ("text", "", false), ("tspan", "c-name", true)]);
        assert_eq!((name.bold, name.fill), (true, Some([0x1a, 0x23, 0x2c])));
        let edge = dressed(&[("svg", "flow", true), ("path", "g-edge", false)]);
        assert_eq!((edge.fill, edge.stroke), (None, Some([0x84, 0x91, 0x9c])));
        let dotted = dressed(&[("svg", "bpmn", true), ("path", "b-flow b-dot", false)]);
        assert_eq!(dotted.dash, Dash::Dots);
    }
}
