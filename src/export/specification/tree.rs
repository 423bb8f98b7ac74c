//! HTML and the drawings in it as a tree of elements, read with patience.

use std::borrow::Cow;

use crate::escape;

/// Deepest nesting that is kept; what lies deeper stands at this depth.
const DEEPEST: usize = 48;
/// Elements that hold nothing.
const VOID: [&str; 7] = ["br", "wbr", "hr", "img", "input", "col", "source"];

/// A text without entities.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    escape::decode(text, &mut decoded);
    Cow::Owned(decoded)
}

/// A piece of a page.
pub(super) enum Node<'a> {
    Text(&'a str),
    Element(Element<'a>),
    /// Markup of a drawing, whole.
    Svg(&'a str),
}

/// An element with what stands in it.
pub(super) struct Element<'a> {
    /// In small letters.
    pub name: Cow<'a, str>,
    attributes: &'a str,
    pub children: Vec<Node<'a>>,
}

impl Element<'_> {
    /// The value of an attribute as our writers write it, in double quotes; empty when it is not there.
    pub fn attribute(&self, name: &str) -> Cow<'_, str> {
        let mut rest = self.attributes;
        while let Some((key, after)) = rest.split_once("=\"") {
            let Some((value, behind)) = after.split_once('"') else { break };
            if key.trim_start().rsplit([' ', '\n']).next() == Some(name) {
                return decoded(value);
            }
            rest = behind;
        }
        Cow::Borrowed("")
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class").split(' ').any(|word| word == class)
    }
}

/// Reads HTML; what is left open ends where the text does.
pub(super) fn parse(html: &str) -> Vec<Node<'_>> {
    let mut open: Vec<Element> = vec![Element { name: Cow::Borrowed(""), attributes: "", children: Vec::new() }];
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        push_text(&mut open, &rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("<svg") {
            let end = rest.find("</svg>").map_or(rest.len(), |end| end + "</svg>".len());
            push(&mut open, Node::Svg(&rest[..end]));
            rest = &rest[end..];
            continue;
        }
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
            continue;
        }
        let Some(end) = tag_end(rest) else { break };
        let is_closed = rest[..end].ends_with('/');
        let inside = rest[1..end].trim_end_matches('/');
        rest = &rest[end + 1..];
        if let Some(name) = inside.strip_prefix('/') {
            close(&mut open, &small(name.trim()));
            continue;
        }
        let (name, attributes) = inside.split_once([' ', '\n', '\t']).unwrap_or((inside, ""));
        let element = Element { name: small(name), attributes, children: Vec::new() };
        if is_closed || VOID.contains(&&*element.name) || open.len() > DEEPEST {
            push(&mut open, Node::Element(element));
        } else {
            open.push(element);
        }
    }
    push_text(&mut open, rest);
    while open.len() > 1 {
        close_one(&mut open);
    }
    open.pop().map(|root| root.children).unwrap_or_default()
}

/// A name in small letters, as ours are.
fn small(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    }
}

/// Where a tag ends: an attribute's value may hold the sign that ends it.
fn tag_end(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    })
}

fn push_text<'a>(open: &mut [Element<'a>], text: &'a str) {
    if !text.is_empty() {
        push(open, Node::Text(text));
    }
}

fn push<'a>(open: &mut [Element<'a>], node: Node<'a>) {
    if let Some(last) = open.last_mut() {
        last.children.push(node);
    }
}

fn close(open: &mut Vec<Element>, name: &str) {
    let Some(at) = open.iter().rposition(|element| element.name == name).filter(|at| *at > 0) else { return };
    while open.len() > at {
        close_one(open);
    }
}

fn close_one(open: &mut Vec<Element>) {
    if open.len() > 1
        && let Some(done) = open.pop()
    {
        push(open, Node::Element(done));
    }
}
