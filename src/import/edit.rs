//! Edits of a YAML file an author wrote: what no edit names stays byte for byte, comments and quotes included.

use std::ops::Range;

use super::yaml::{self, Yaml};
use crate::document::{Map, Node, Pair, Scalar, Style, Value};

/// Edits gathered against one text. All places are offsets in it.
pub struct Edits<'a> {
    text: &'a str,
    /// What is replaced by what, and how far it is indented: of what is inserted at one place the deeper stands first,
    /// because it belongs to what ends there; else in the order asked for.
    edits: Vec<(Range<usize>, usize, String)>,
    lists: Vec<NewList>,
    newline: &'static str,
}

/// A list that a mapping does not have yet.
struct NewList {
    map: Node,
    key: String,
    elements: Vec<Yaml>,
    behind: Vec<String>,
}

impl<'a> Edits<'a> {
    pub fn new(text: &'a str) -> Edits<'a> {
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Edits { text, edits: Vec::new(), lists: Vec::new(), newline }
    }

    pub fn is_empty(&self) -> bool {
        self.edits.is_empty() && self.lists.is_empty()
    }

    /// The text with every edit.
    pub fn apply(mut self) -> String {
        for list in std::mem::take(&mut self.lists) {
            let behind: Vec<&str> = list.behind.iter().map(String::as_str).collect();
            self.add(&list.map, &list.key, &Yaml::List(list.elements), &behind);
        }
        self.edits.sort_by_key(|(range, indent, _)| (range.start, range.end, std::cmp::Reverse(*indent)));
        let mut edited = String::with_capacity(self.text.len() + 1024);
        let mut at = 0;
        for (range, _, replacement) in &self.edits {
            edited.push_str(&self.text[at..range.start]);
            edited.push_str(replacement);
            at = range.end;
        }
        edited.push_str(&self.text[at..]);
        edited
    }

    /// Adds a key to a mapping: after the last of `after` that is there, else at its end. One that is there is replaced.
    pub fn add(&mut self, map: &Node, key: &str, value: &Yaml, after: &[&str]) {
        let Some(pairs) = map.map() else { return };
        if let Some(empty) = pairs.find_pair(key) {
            return self.replace(map, empty, value);
        }
        if self.is_flow(map) {
            let close = map.span.end as usize - 1;
            let before = self.text[..close].trim_end();
            let comma = if before.ends_with([',', '{']) { "" } else { "," };
            return self.insert(before.len(), format!("{comma} {key}: {}", value.flow()));
        }
        let known = pairs.pairs.iter().rfind(|pair| after.contains(&&*pair.key));
        let Some(before) = known.or(pairs.pairs.last()) else { return };
        let indent = self.column(pairs.pairs[0].key_span.start as usize);
        let lines = format!("{}{key}:{}", " ".repeat(indent), value.after_key(indent));
        let at = self.line_end(self.end(&before.value, before));
        self.insert_lines(at, &lines);
    }

    /// Replaces the text of a key; a comment behind it stays.
    pub fn replace(&mut self, map: &Node, pair: &Pair, value: &Yaml) {
        let (start, end) = (pair.value.span.start as usize, self.end(&pair.value, pair));
        if self.is_flow(map) {
            let gap = if self.text[..start].ends_with([' ', '\n']) { "" } else { " " };
            return self.edits.push((start..end, 0, format!("{gap}{}", value.flow())));
        }
        let indent = map.map().map_or(0, |map| self.column(map.pairs[0].key_span.start as usize));
        let comment = |line: &str| line.trim_start().starts_with('#');
        if let Value::Scalar(Scalar { style: Style::Block, .. }) = &pair.value.value {
            let header_end = self.text[start..end].find('\n').map_or(end, |newline| start + newline);
            let header = self.text[start..header_end].trim_end();
            let note = header.find(" #").map_or("", |at| &header[header[..at].trim_end().len()..]);
            if let Yaml::Prose(text) = value {
                let lines = self.lines(&format!("|{note}\n{}", yaml::literal(text, indent + 2)));
                return self.edits.push((start..end, 0, lines.trim_end().to_owned()));
            }
        }
        let behind = self.text[end..].lines().next().unwrap_or_default();
        let written = if comment(behind) { format!(" {}\n", value.flow()) } else { value.after_key(indent) };
        let from = self.text[..start].trim_end_matches([' ', '\t']).len();
        let lines = self.lines(&written);
        self.edits.push((from..end, 0, lines.trim_end().to_owned()));
    }

    /// Takes a key out of a mapping that has others, with its lines and the comment behind it.
    pub fn remove(&mut self, map: &Node, pair: &Pair) {
        let Some(pairs) = map.map() else { return };
        let at = pairs.pairs.iter().position(|other| other.key_span == pair.key_span).unwrap_or(0);
        let (start, end) = (pair.key_span.start as usize, self.end(&pair.value, pair));
        if self.is_flow(map) {
            let range = match (at.checked_sub(1).map(|before| &pairs.pairs[before]), pairs.pairs.get(at + 1)) {
                (_, Some(next)) => start..next.key_span.start as usize,
                (Some(before), None) => self.end(&before.value, before)..end,
                (None, None) => start..end,
            };
            return self.edits.push((range, 0, String::new()));
        }
        let line = self.line_start(start);
        // The first key of an element stands behind its dash: the next one takes its place.
        let is_behind_dash = !self.text[line..start].trim().is_empty();
        let next = pairs.pairs.get(at + 1).map(|next| next.key_span.start as usize);
        let range = match next {
            Some(next) if is_behind_dash => start..next,
            _ => line..self.text[end..].find('\n').map_or(self.text.len(), |newline| end + newline + 1),
        };
        self.edits.push((range, 0, String::new()));
    }

    /// Adds an element to a list of a mapping's key, after element `after` or before the first; a key that is not
    /// there is made behind the last of `behind`.
    pub fn add_element(&mut self, map: &Node, key: &str, after: Option<usize>, element: &Yaml, behind: &[&str]) {
        let found = map.map().and_then(|map| map.find_pair(key));
        let Some(pair) = found else {
            // A list that is made has one key, however many elements come.
            return self.new_list(map, key, element, behind);
        };
        if pair.value.elements().is_empty() {
            return self.new_list(map, key, element, behind);
        }
        self.add_beside(&pair.value, after, element);
    }

    fn new_list(&mut self, map: &Node, key: &str, element: &Yaml, behind: &[&str]) {
        let place = (map.span.start, key.to_owned());
        match self.lists.iter_mut().find(|list| (list.map.span.start, &list.key) == (place.0, &place.1)) {
            Some(list) => list.elements.push(element.clone()),
            None => self.lists.push(NewList {
                map: map.clone(),
                key: place.1,
                elements: vec![element.clone()],
                behind: behind.iter().map(|key| (*key).to_owned()).collect(),
            }),
        }
    }

    /// Adds an element to a list that has some.
    pub fn add_beside(&mut self, list: &Node, after: Option<usize>, element: &Yaml) {
        let elements = list.elements();
        if self.is_flow(list) {
            let flow = element.flow();
            match after.and_then(|at| elements.get(at)) {
                Some(before) => self.insert(before.span.end as usize, format!(", {flow}")),
                None => self.insert(elements[0].span.start as usize, format!("{flow}, ")),
            }
            return;
        }
        let dash = |node: &Node| self.text[..node.span.start as usize].rfind('-').unwrap_or(0);
        let lines = element.element(self.column(dash(&elements[0])));
        match after.and_then(|at| elements.get(at)) {
            Some(before) => {
                let at = self.line_end(self.content_end(before));
                self.insert_lines(at, &lines);
            }
            None => {
                let at = self.above_comments(self.line_start(dash(&elements[0])));
                let lines = self.lines(&lines);
                self.insert(at, lines);
            }
        }
    }

    /// Whether a mapping or list is written in brackets.
    pub fn is_flow(&self, node: &Node) -> bool {
        self.text[node.span.start as usize..].starts_with(['{', '['])
    }

    fn insert(&mut self, at: usize, text: String) {
        self.edits.push((at..at, usize::MAX, text));
    }

    /// Inserts whole lines after the line that ends at `at`.
    fn insert_lines(&mut self, at: usize, lines: &str) {
        let lines = self.lines(lines);
        let indent = lines.len() - lines.trim_start_matches(' ').len();
        let text = format!("{}{}", self.newline, lines.trim_end_matches(['\r', '\n']));
        self.edits.push((at..at, indent, text));
    }

    fn lines(&self, lines: &str) -> String {
        if self.newline == "\n" { lines.to_owned() } else { lines.replace('\n', "\r\n") }
    }

    /// Where a value ends, white space after it left out; an empty one ends with its colon.
    fn end(&self, value: &Node, pair: &Pair) -> usize {
        self.content_end(value)
            .max(self.text[..value.span.end as usize].trim_end().len())
            .max(pair.key_span.end as usize)
    }

    fn content_end(&self, node: &Node) -> usize {
        let own = || self.text[..node.span.end as usize].trim_end().len();
        match &node.value {
            _ if self.is_flow(node) => node.span.end as usize,
            Value::List(list) => list.last().map_or_else(own, |last| self.content_end(last)),
            Value::Map(Map { pairs }) => pairs.last().map_or_else(own, |last| self.end(&last.value, last)),
            _ => own(),
        }
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// The end of the line, before its line break.
    fn line_end(&self, at: usize) -> usize {
        let end = self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline);
        at + self.text[at..end].trim_end_matches('\r').len()
    }

    /// The start of the comment lines right above a line.
    fn above_comments(&self, mut start: usize) -> usize {
        while start > 0 {
            let above = self.line_start(start - 1);
            if !self.text[above..start].trim_start().starts_with('#') {
                break;
            }
            start = above;
        }
        start
    }

    fn column(&self, at: usize) -> usize {
        self.text[self.line_start(at)..at].chars().count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    fn check(text: &str, edit: impl Fn(&mut Edits, &Node), expected: &str) {
        let (node, notices) = document::parse_yaml(text);
        assert!(notices.is_empty());
        let mut edits = Edits::new(text);
        edit(&mut edits, &node.unwrap());
        let edited = edits.apply();
        assert_eq!(edited, expected);
        let (node, notices) = document::parse_yaml(&edited);
        assert!(node.is_some() && notices.is_empty(), "{edited}{notices:?}");
    }

    #[test]
    fn a_key_is_added_where_it_belongs() {
        let add = |edits: &mut Edits, node: &Node| edits.add(node, "b", &Yaml::text("ny"), &["a"]);
        check("a: 1 # note\n# om c\nc: |\n  x\n\n", add, "a: 1 # note\nb: ny\n# om c\nc: |\n  x\n\n");
        check("c: |\n  x\n\n# slut\n", add, "c: |\n  x\nb: ny\n\n# slut\n");
        check("{a: 1 }\n", add, "{a: 1, b: ny }\n");
        check("a: 1\r\nc: 2\r\n", add, "a: 1\r\nb: ny\r\nc: 2\r\n");
        check("c: 1", add, "c: 1\nb: ny");
    }

    #[test]
    fn a_text_is_replaced_and_its_comment_stays() {
        let to = |value: Yaml| {
            move |edits: &mut Edits, node: &Node| {
                edits.replace(node, node.map().unwrap().find_pair("t").unwrap(), &value);
            }
        };
        let long = Yaml::Prose("to\n\nafsnit".to_owned());
        check("t: gammel # note\nb: 1\n", to(Yaml::text("ny")), "t: ny # note\nb: 1\n");
        check("t: gammel # note\nb: 1\n", to(long.clone()), "t: \"to\\n\\nafsnit\" # note\nb: 1\n");
        check("t: 'gammel'\nb: 1\n", to(long.clone()), "t: |\n  to\n\n  afsnit\nb: 1\n");
        check("- {}\n", |_, _| {}, "- {}\n");
        check(
            "t: |  # note\n    gammel\n\n# om b\nb: 1\n",
            to(long.clone()),
            "t: |  # note\n  to\n\n  afsnit\n\n# om b\nb: 1\n",
        );
        check("{t: gammel, b: 1}\n", to(long), "{t: \"to\\n\\nafsnit\", b: 1}\n");
        check("t:\nb: 1\n", to(Yaml::text("ny")), "t: ny\nb: 1\n");
    }

    #[test]
    fn a_key_is_taken_out_with_its_lines() {
        let out = |key: &'static str| {
            move |edits: &mut Edits, node: &Node| edits.remove(node, node.map().unwrap().find_pair(key).unwrap())
        };
        check("a: 1 # note\n# om b\nb: |\n  x\n\nc: 2\n", out("b"), "a: 1 # note\n# om b\n\nc: 2\n");
        check("a: 1\r\nb: [x,\r\n  y]\r\n", out("b"), "a: 1\r\n");
        check("a: 1\nb: 2", out("b"), "a: 1\n");
        check("{a: 1, b: {c: 2}, d: 3}\n", out("b"), "{a: 1, d: 3}\n");
        check("{a: 1, b: 2 }\n", out("b"), "{a: 1 }\n");
        check(
            "l:\n  - id: x\n    b: 1\n",
            |edits, node| {
                let element = &node.map().unwrap().find("l").unwrap().elements()[0];
                edits.remove(element, &element.map().unwrap().pairs[0]);
            },
            "l:\n  - b: 1\n",
        );
    }

    #[test]
    fn what_is_nested_stands_before_what_follows() {
        let reference = |text: &str| Yaml::Map(vec![("ref".to_owned(), Yaml::text(text))]);
        check(
            "l:\n  - ref: § 1\n",
            |edits, node| {
                let first = &node.map().unwrap().find("l").unwrap().elements()[0];
                edits.add_element(node, "l", Some(0), &reference("§ 2"), &[]);
                edits.add_element(first, "l", None, &reference("stk. 1"), &[]);
                edits.add_element(first, "l", None, &reference("stk. 2"), &[]);
                edits.add(node, "z", &Yaml::text("1"), &[]);
            },
            "l:\n  - ref: § 1\n    l:\n      - ref: stk. 1\n      - ref: stk. 2\n  - ref: § 2\nz: \"1\"\n",
        );
    }

    #[test]
    fn elements_stand_beside_those_that_are_there() {
        let add = |after: Option<usize>| {
            move |edits: &mut Edits, node: &Node| {
                edits.add_element(node, "l", after, &Yaml::Map(vec![("ref".to_owned(), Yaml::text("§ 2"))]), &[]);
            }
        };
        check(
            "l:\n  # om 1\n  - ref: § 1 # a\n    x: |\n      y\n  # om 3\n  - ref: § 3\nz: 1\n",
            add(Some(0)),
            "l:\n  # om 1\n  - ref: § 1 # a\n    x: |\n      y\n  - ref: § 2\n  # om 3\n  - ref: § 3\nz: 1\n",
        );
        check("l:\n  # om 3\n  - ref: § 3\n", add(None), "l:\n  - ref: § 2\n  # om 3\n  - ref: § 3\n");
        check("l: [{ref: § 1}]\n", add(Some(0)), "l: [{ref: § 1}, {ref: § 2}]\n");
        check("l: [{ref: § 3}]\n", add(None), "l: [{ref: § 2}, {ref: § 3}]\n");
        check("a: 1\n", add(None), "a: 1\nl:\n  - ref: § 2\n");
        check("a: 1\nl: []\nb: 2\n", add(None), "a: 1\nl:\n  - ref: § 2\nb: 2\n");
        check("l:\n- ref: § 1\nb: 2\n", add(Some(0)), "l:\n- ref: § 1\n- ref: § 2\nb: 2\n");
    }
}
