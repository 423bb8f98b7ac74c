//! Questions of `visning` blocks: which view of which items.

use std::collections::BTreeMap;

use super::schema::{LinkTypeIx, Schema};
use super::selector::Selector;
use super::{File, gather, nearest, selector, value};
use crate::document::{Map, Node};
use crate::finding::{Finding, Notice};
use crate::place::{FileId, Span};
use crate::said;

/// A view in prose, ready to be answered.
#[derive(Clone, Debug)]
pub enum Question {
    Table {
        select: Selector,
        columns: Vec<String>,
        sort: Option<String>,
    },
    List {
        select: Selector,
        sort: Option<String>,
    },
    /// Hops are walked in order.
    Matrix {
        rows: Selector,
        columns: Selector,
        via: Vec<Hop>,
        gaps: Gaps,
        /// Whether what is nested in law stands for it.
        nested: bool,
    },
    Chart {
        form: ChartForm,
        select: Selector,
        by: String,
    },
    Timeline {
        select: Selector,
        date: String,
    },
    Graph {
        select: Selector,
    },
}

/// One step of a chain: links of any of these types (several may share a key), with or against their direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    pub types: Vec<LinkTypeIx>,
    pub back: bool,
}

/// Where rows and columns without a path stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gaps {
    First,
    /// They are all there is.
    Only,
    /// Among the others, in their order.
    InOrder,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartForm {
    Bars,
    Pie,
}

const FORMS: [&str; 6] = ["tabel", "liste", "matrix", "diagram", "tidslinje", "graf"];

/// Reads the questions of every body that belongs to an item.
pub(super) fn read_all(
    schema: &Schema,
    files: &[File],
    findings: &mut Vec<Finding>,
) -> BTreeMap<(FileId, u32, u32), Question> {
    let mut questions = BTreeMap::new();
    for (number, file) in files.iter().enumerate() {
        let id = FileId(number as u32);
        for (body_number, body) in file.document.bodies.iter().enumerate() {
            for (view_number, view) in body.views.iter().enumerate() {
                match Question::parse(schema, &view.question, view.span) {
                    Ok(question) => {
                        questions.insert((id, body_number as u32, view_number as u32), question);
                    }
                    Err(notices) => findings.extend(notices.iter().map(|notice| gather::from_notice(id, notice))),
                }
            }
        }
    }
    questions
}

impl Question {
    /// Reads one question: a mapping with exactly one view. `whole` is blamed where nothing smaller can be.
    pub fn parse(schema: &Schema, node: &Node, whole: Span) -> Result<Question, Vec<Notice>> {
        let pair = match node.map().map(|map| map.pairs.as_slice()) {
            Some([pair]) => pair,
            _ => {
                let message = said!("en visning skal have netop én nøgle", "a view must have exactly one key");
                let help = said!("brug en af: {}", "use one of: {}"; FORMS.join(", "));
                return Err(vec![Notice::new("S17", whole, message).help(help)]);
            }
        };
        let empty = Map::default();
        let map = pair.value.map().unwrap_or(&empty);
        let mut reader = Reader { schema, map, whole: pair.key_span, notices: Vec::new() };
        let question = reader.view(&pair.key);
        match question {
            Some(question) if reader.notices.is_empty() => Ok(question),
            _ => Err(reader.notices),
        }
    }
}

/// Reads a chain of link types: `hjemmel`, `-understøtter`; a leading `-` or `<` walks backwards.
pub fn chain(schema: &Schema, names: &[(&str, Span)]) -> Result<Vec<Hop>, Box<Notice>> {
    names.iter().map(|(name, span)| hop(schema, name, *span)).collect()
}

fn hop(schema: &Schema, name: &str, span: Span) -> Result<Hop, Box<Notice>> {
    let (plain, back) = match name.strip_prefix(['-', '<']) {
        Some(rest) => (rest.trim(), true),
        None => (name, false),
    };
    let types: Vec<LinkTypeIx> = schema.link_types_named(plain).collect();
    let Some(first) = types.first() else {
        let message = said!("ingen linktype hedder `{}`", "no link type is called `{}`"; plain);
        let mut notice = Notice::new("S17", span, message);
        if let Some(near) = nearest(plain, schema.link_types.iter().map(|link| link.key.as_str())) {
            notice = notice.help(said!("mente du `{}`?", "did you mean `{}`?"; near));
        }
        return Err(Box::new(notice));
    };
    // A type that is another's inverse is walked as that one, the other way.
    Ok(match schema.link_type(*first).inverse_of {
        Some(inverse) => Hop { types: vec![inverse], back: !back },
        None => Hop { types, back },
    })
}

struct Reader<'a> {
    schema: &'a Schema,
    map: &'a Map,
    whole: Span,
    notices: Vec<Notice>,
}

impl Reader<'_> {
    fn view(&mut self, form: &str) -> Option<Question> {
        match form {
            "tabel" | "table" => {
                self.allow(&["vælg", "kolonner", "sorter"]);
                let columns = self.columns();
                Some(Question::Table { select: self.select("vælg"), columns, sort: self.key("sorter") })
            }
            "liste" | "list" => {
                self.allow(&["vælg", "sorter"]);
                Some(Question::List { select: self.select("vælg"), sort: self.key("sorter") })
            }
            "matrix" => {
                self.allow(&["rækker", "kolonner", "via", "huller", "indlejret"]);
                let (rows, columns) = (self.select("rækker"), self.select("kolonner"));
                let (gaps, nested) = (self.gaps(), self.yes("indlejret"));
                Some(Question::Matrix { rows, columns, via: self.via(), gaps, nested })
            }
            "diagram" | "chart" => {
                self.allow(&["vælg", "type", "efter"]);
                let form = match self.text("type").as_deref() {
                    Some("cirkel" | "pie") => ChartForm::Pie,
                    _ => ChartForm::Bars,
                };
                let by = self.key("efter").unwrap_or_else(|| "status".to_owned());
                Some(Question::Chart { form, select: self.select("vælg"), by })
            }
            "tidslinje" | "timeline" => {
                self.allow(&["vælg", "dato"]);
                let date = self.key("dato").unwrap_or_else(|| "dato".to_owned());
                Some(Question::Timeline { select: self.select("vælg"), date })
            }
            "graf" | "graph" => {
                self.allow(&["vælg"]);
                Some(Question::Graph { select: self.select("vælg") })
            }
            other => {
                let near = nearest(other, FORMS);
                let message = said!("`{}` er ikke en visning", "`{}` is no view"; other);
                let help = match near {
                    Some(near) => said!("mente du `{}`?", "did you mean `{}`?"; near),
                    None => said!("brug en af: {}", "use one of: {}"; FORMS.join(", ")),
                };
                self.notices.push(Notice::new("S17", self.whole, message).help(help));
                None
            }
        }
    }

    fn allow(&mut self, keys: &[&str]) {
        for pair in self.map.pairs.iter() {
            if !keys.contains(&&*pair.key) {
                let message = said!("visningen har ingen nøgle `{}`", "the view has no key `{}`"; pair.key);
                let help = said!("brug en af: {}", "use one of: {}"; keys.join(", "));
                self.notices.push(Notice::new("S17", pair.key_span, message).help(help));
            }
        }
    }

    fn select(&mut self, key: &str) -> Selector {
        let Some(node) = self.map.find(key) else {
            let message = said!("visningen mangler `{}`", "the view lacks `{}`"; key);
            let help = said!("skriv for eksempel `{}: {{type: krav}}`", "write for example `{}: {{type: krav}}`"; key);
            self.notices.push(Notice::new("S17", self.whole, message).help(help));
            return Selector::default();
        };
        match Selector::parse(self.schema, node) {
            Ok(selector) => selector,
            Err(notices) => {
                self.notices.extend(notices);
                Selector::default()
            }
        }
    }

    fn columns(&mut self) -> Vec<String> {
        self.know("kolonner");
        let written: Vec<String> = match self.map.find("kolonner") {
            Some(node) => node.elements().iter().filter_map(Node::text).map(|text| text.trim().to_owned()).collect(),
            None => Vec::new(),
        };
        if written.is_empty() { ["id", "titel", "status"].map(str::to_owned).to_vec() } else { written }
    }

    fn via(&mut self) -> Vec<Hop> {
        let elements = self.map.find("via").map(Node::elements).unwrap_or_default();
        let names: Vec<(&str, Span)> =
            elements.iter().filter_map(|node| Some((node.text()?.trim(), node.span))).collect();
        if names.is_empty() {
            let message = said!("matrixen mangler `via`", "the matrix lacks `via`");
            let help = said!(
                "skriv hvilke links der følges: `via: [hjemmel]`",
                "write which links are followed: `via: [hjemmel]`"
            );
            self.notices.push(Notice::new("S17", self.whole, message).help(help));
        }
        chain(self.schema, &names).unwrap_or_else(|notice| {
            self.notices.push(*notice);
            Vec::new()
        })
    }

    fn gaps(&mut self) -> Gaps {
        let Some(node) = self.map.find("huller") else { return Gaps::First };
        match node.text().map(str::trim) {
            Some("først" | "first") => Gaps::First,
            Some("kun" | "only") => Gaps::Only,
            Some("i rækkefølge" | "in order") => Gaps::InOrder,
            _ => {
                let message =
                    said!("`huller` siger ikke, hvor hullerne skal stå", "`huller` does not say where the gaps stand");
                let help = said!("brug en af: først, kun, i rækkefølge", "use one of: først, kun, i rækkefølge");
                self.notices.push(Notice::new("S17", node.span, message).help(help));
                Gaps::First
            }
        }
    }

    fn yes(&mut self, key: &str) -> bool {
        let Some(node) = self.map.find(key) else { return false };
        value::yes_no(node).unwrap_or_else(|| {
            let message = said!("`{}` skal være ja eller nej", "`{}` must be ja or nej"; key);
            self.notices
                .push(Notice::new("S17", node.span, message).help(said!("skriv `{}: ja`", "write `{}: ja`"; key)));
            false
        })
    }

    /// The key of a kind that stands under a key of the view.
    fn key(&mut self, key: &str) -> Option<String> {
        self.know(key);
        self.text(key)
    }

    /// Reports the keys under a key of the view that no kind has: their column would be empty without a word.
    fn know(&mut self, key: &str) {
        for node in self.map.find(key).map(Node::elements).unwrap_or_default() {
            let Some(text) = node.text().map(str::trim) else { continue };
            let key = if text == "title" { "titel" } else { text };
            self.notices.extend(selector::unknown_key(self.schema, key, node.span));
        }
    }

    fn text(&self, key: &str) -> Option<String> {
        self.map.find(key).and_then(Node::text).map(|text| text.trim().to_owned())
    }
}
