//! The tree of the text to provisions. Sections stand at the top with parts and chapters as headings among them:
//! a § is found without its chapter, and so has its own page.

use std::collections::BTreeSet;

use super::super::statute::{Provision, Statute};
use super::super::xml::Element;
use super::text::Text;
use super::{amendment, labels, remark};
use crate::finding::Said;
use crate::law::{self, Pinpoint};
use crate::said;

/// Steps of a place below which a list is text.
const DEEPEST: usize = 8;

pub(super) fn read(root: &Element, statute: &mut Statute) {
    let mut walk = Walk { statute, seen: BTreeSet::new(), introduction: Text::default() };
    for child in root.elements() {
        match &*child.name {
            "Meta" => {}
            "TitelGruppe" => walk.title_notes(child),
            "UnderskriftGruppe" => walk.signatures(child),
            _ => walk.part(child, &[]),
        }
    }
    walk.finish();
}

pub(super) struct Walk<'a> {
    pub statute: &'a mut Statute,
    /// Places that have a provision already.
    seen: BTreeSet<String>,
    introduction: Text,
}

impl Walk<'_> {
    /// Everything below a container, in order. `titles` are the headings that hold for its sections.
    fn content(&mut self, element: &Element, titles: &[String]) {
        let own: Vec<String> = element.all("Rubrica").map(|heading| Text::default().lines(heading)).collect();
        let titles = if own.is_empty() { titles } else { &own };
        for child in element.elements() {
            self.part(child, titles);
        }
    }

    fn part(&mut self, element: &Element, titles: &[String]) {
        match &*element.name {
            "Explicatus" | "Rubrica" => {}
            "DokumentIndhold" | "LovHoveddel" | "BekHoveddel" | "ParagrafGruppe" => self.content(element, titles),
            "Bog" | "Afsnit" => self.heading(element, "afsnit"),
            "Kapitel" => self.heading(element, "kapitel"),
            "Paragraf" | "IkraftCentreretParagraf" | "TilParagraf" => self.section(element, titles),
            "AendringCentreretParagraf" => amendment::section(self, element, titles),
            "Ikraft" if self.statute.is_consolidation() => self.foreign_commencement(element),
            "Ikraft" => self.content(element, titles),
            "Bilag" => self.annex(element),
            "TekstGruppe" => self.points(element),
            "Indledning" | "Hymne" | "Praeambel" | "Resume" | "Exitus" | "Linea" => self.introduction.block(element),
            _ => self.unknown(element),
        }
    }

    fn heading(&mut self, element: &Element, sign: &str) {
        let title = joined(element.all("Rubrica").map(|heading| Text::default().lines(heading)));
        let places = if &*element.name == "Bog" { Vec::new() } else { labels::of_top(element, sign) };
        match places.first() {
            Some(place) if places.len() == 1 && self.take(place) => {
                let mut provision = Provision::new(place.clone(), element.line);
                provision.title = title;
                self.statute.provisions.push(provision);
            }
            _ => {
                let label = element.find("Explicatus").map(Element::plain).filter(|label| !label.is_empty());
                if let Some(shown) = joined(label.into_iter().chain(title)) {
                    self.left(
                        element,
                        said!("overskriften »{}« er ikke taget med", "the heading »{}« is not taken"; shown),
                    );
                }
            }
        }
        // A chapter's heading is no heading of its sections.
        for child in element.elements() {
            self.part(child, &[]);
        }
    }

    fn section(&mut self, element: &Element, titles: &[String]) {
        let places = labels::of_top(element, "§");
        if places.is_empty() {
            let shown: String = element.plain().chars().take(60).collect();
            let said = said!(
                "en paragraf uden læselig betegnelse er ikke taget med: »{} …«",
                "a section without a readable label is not taken: »{} …«"; shown
            );
            return self.left(element, said);
        }
        let title = self.title_of(element, titles);
        for place in places {
            if !self.take(&place) {
                self.twice(element, &place);
                continue;
            }
            let mut provision = Provision::new(place, element.line);
            provision.title.clone_from(&title);
            self.subsections(&mut provision, element);
            self.statute.provisions.push(provision);
        }
    }

    pub fn title_of(&self, element: &Element, titles: &[String]) -> Option<String> {
        let own = joined(element.all("Rubrica").map(|heading| Text::default().lines(heading)));
        own.or_else(|| joined(titles.iter().cloned()))
    }

    /// The stykker of a section, or its text where it has but one.
    fn subsections(&mut self, section: &mut Provision, element: &Element) {
        let count = element.all("Stk").count();
        let mut is_first = true;
        let mut text = Text::default();
        for child in element.elements() {
            if &*child.name != "Stk" {
                self.piece(section, child, &mut text);
                continue;
            }
            let label = child.find("Explicatus");
            let place = labels::of_subsection(label, &section.place, is_first);
            match place.filter(|place| (count > 1 || label.is_some()) && self.take(place)) {
                Some(place) => {
                    let mut provision = Provision::new(place, child.line);
                    provision.title = joined(child.all("Rubrica").map(|heading| Text::default().lines(heading)));
                    self.fill(&mut provision, child);
                    section.nested.push(provision);
                }
                None if count > 1 => {
                    let place = section.place.clone();
                    text.block(child);
                    self.twice(child, &place);
                }
                None => {
                    for inner in child.elements() {
                        self.piece(section, inner, &mut text);
                    }
                }
            }
            is_first = false;
        }
        self.set_text(section, text, element);
    }

    /// Text and nested lists of a place.
    fn fill(&mut self, provision: &mut Provision, element: &Element) {
        let mut text = Text::default();
        for child in element.elements() {
            self.piece(provision, child, &mut text);
        }
        self.set_text(provision, text, element);
    }

    fn piece(&mut self, provision: &mut Provision, element: &Element, text: &mut Text) {
        match &*element.name {
            "Explicatus" | "Rubrica" => {}
            "Index" => {
                for item in element.elements() {
                    self.item(provision, item, text);
                }
            }
            "Exitus" if element.find("Index").is_some() => {
                for child in element.elements() {
                    self.piece(provision, child, text);
                }
            }
            _ => {
                let before = text.length();
                text.block(element);
                if text.length() > before && !provision.nested.is_empty() {
                    let said = said!(
                        "tekst efter opregningen i {} står i bestemmelsens egen tekst",
                        "text after the list in {} stands in the provision's own text"; provision.place
                    );
                    self.left(element, said);
                }
            }
        }
    }

    fn item(&mut self, provision: &mut Provision, item: &Element, text: &mut Text) {
        let place = labels::of_item(item, &provision.place).filter(|place| place.steps().len() <= DEEPEST);
        match place {
            Some(place) if &*item.name == "Indentatio" && self.take(&place) => {
                let mut nested = Provision::new(place, item.line);
                self.fill(&mut nested, item);
                provision.nested.push(nested);
            }
            Some(place) => {
                text.block(item);
                self.twice(item, &place);
            }
            None => text.block(item),
        }
    }

    pub fn set_text(&mut self, provision: &mut Provision, mut text: Text, element: &Element) {
        for (name, line) in std::mem::take(&mut text.lost) {
            let place = &provision.place;
            let said = said!("`{}` i {} er ikke taget med", "`{}` in {} is not taken"; name, place);
            self.statute.remark(Some(line), said);
        }
        provision.text = text.finish();
        if provision.text.is_none() && provision.nested.is_empty() {
            self.left(element, said!("{} har ingen tekst", "{} has no text"; provision.place));
        }
    }

    fn annex(&mut self, element: &Element) {
        let place = labels::of_top(element, "bilag").into_iter().next();
        let place =
            place.or_else(|| law::parse_pinpoint("bilag 1").ok().filter(|_| element.find("Explicatus").is_none()));
        let Some(place) = place.filter(|place| self.take(place)) else {
            let shown: String = element.plain().chars().take(60).collect();
            return self
                .left(element, said!("et bilag er ikke taget med: »{} …«", "an annex is not taken: »{} …«"; shown));
        };
        let mut provision = Provision::new(place, element.line);
        provision.title = joined(element.all("Rubrica").map(|heading| Text::default().lines(heading)));
        let mut text = Text::default();
        for child in element.elements().filter(|child| !matches!(&*child.name, "Explicatus" | "Rubrica")) {
            text.block(child);
        }
        self.set_text(&mut provision, text, element);
        self.statute.provisions.push(provision);
    }

    /// The numbered points of a guidance text; what stands before the first is introduction.
    fn points(&mut self, element: &Element) {
        let mut point: Option<(Provision, Text)> = None;
        for child in element.elements() {
            let heading = if &*child.name == "Rubrica" { Text::default().lines(child) } else { String::new() };
            match numbered(&heading).filter(|(place, _)| self.take(place)) {
                Some((place, title)) => {
                    self.push_point(point.take(), element);
                    let mut provision = Provision::new(place, child.line);
                    provision.title = Some(title).filter(|title| !title.is_empty());
                    point = Some((provision, Text::default()));
                }
                None => match &mut point {
                    Some((_, text)) => text.block(child),
                    None => self.introduction.block(child),
                },
            }
        }
        self.push_point(point, element);
    }

    fn push_point(&mut self, point: Option<(Provision, Text)>, element: &Element) {
        let Some((mut provision, text)) = point else { return };
        let is_heading = text.length() == 0;
        if !is_heading {
            self.set_text(&mut provision, text, element);
        }
        self.statute.provisions.push(provision);
    }

    /// Sections that a consolidation quotes from the acts it gathers; their numbers are those acts'.
    fn foreign_commencement(&mut self, element: &Element) {
        let words = element.plain().split_whitespace().count();
        let said = said!(
            "ikrafttrædelsesbestemmelser fra andre love ({} ord) er ikke taget med som bestemmelser",
            "commencement provisions of other acts ({} words) are not taken as provisions"; words
        );
        self.left(element, said);
    }

    fn unknown(&mut self, element: &Element) {
        let holds = |name: &str| element.elements().any(|child| &*child.name == name);
        if holds("Paragraf") || holds("ParagrafGruppe") || holds("Kapitel") || holds("TekstGruppe") {
            return self.content(element, &[]);
        }
        let words = element.plain().split_whitespace().count();
        if words > 0 || element.elements().next().is_some() {
            let name = &element.name;
            let said = said!("`{}` ({} ord) er ikke taget med", "`{}` ({} words) is not taken"; name, words);
            self.left(element, said);
        }
    }

    fn title_notes(&mut self, group: &Element) {
        for title in group.elements() {
            let mut text = Text::default();
            let shown = text.line(title);
            if shown.contains("[^") {
                self.introduction.block(title);
            }
        }
    }

    fn signatures(&mut self, element: &Element) {
        if !element.plain().is_empty() {
            self.left(element, said!("underskriften er ikke taget med", "the signature is not taken"));
        }
    }

    /// Whether a place is new; it is taken then.
    pub fn take(&mut self, place: &Pinpoint) -> bool {
        self.seen.insert(place.canonical())
    }

    pub fn twice(&mut self, element: &Element, place: &Pinpoint) {
        let said = said!(
            "{} har en del, der ikke kan få sin egen henvisning; den er ikke taget med som bestemmelse",
            "{} has a part that can't have a pinpoint of its own; it is not taken as a provision"; place
        );
        self.left(element, said);
    }

    pub fn left(&mut self, element: &Element, said: Said) {
        self.statute.remarks.push(remark(element, said));
    }

    fn finish(self) {
        let Walk { statute, mut introduction, .. } = self;
        for (name, line) in std::mem::take(&mut introduction.lost) {
            statute.remark(Some(line), said!("`{}` er ikke taget med", "`{}` is not taken"; name));
        }
        statute.introduction = introduction.finish();
    }
}

/// `2.1. Målgruppe` as point and title.
fn numbered(heading: &str) -> Option<(Pinpoint, String)> {
    let end = heading.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
    let number = heading[..end].trim_end_matches('.');
    if number.is_empty() || !heading[end..].starts_with(' ') {
        return None;
    }
    Some((law::parse_pinpoint(&format!("pkt. {number}")).ok()?, heading[end..].trim().to_owned()))
}

/// Headings that stand above each other as one; `None` when there is none.
fn joined(headings: impl IntoIterator<Item = String>) -> Option<String> {
    let headings: Vec<String> = headings.into_iter().filter(|heading| !heading.is_empty()).collect();
    (!headings.is_empty()).then(|| headings.join(" – "))
}
