//! A small writer of SVG: what every drawing has in common.
//!
//! A drawing is a group with a title and a description; its parts are dressed by class, never by `style`. All
//! measures are whole user units, so that a drawing is the same on every machine.

use super::put::put;
use crate::escape;

/// What a drawing is called and how large it is.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// Classes of the `svg` element.
    pub class: &'a str,
    pub title: &'a str,
    /// What the drawing says, in a sentence or two.
    pub description: &'a str,
    pub width: i32,
    pub height: i32,
}

/// A drawing being written.
#[derive(Debug)]
pub struct Svg {
    text: String,
}

impl Svg {
    /// Opens a drawing that keeps its proportions when it is made smaller.
    pub fn new(head: &Head) -> Svg {
        Svg::open(head, true)
    }

    /// Opens a drawing whose user unit is always one CSS pixel: a style sheet may move its parts.
    pub fn fixed(head: &Head) -> Svg {
        Svg::open(head, false)
    }

    fn open(head: &Head, scales: bool) -> Svg {
        let Head { class, width, height, .. } = head;
        let mut text = String::with_capacity(3072);
        // It holds links: an image would hide them from those who hear the page.
        put!(&mut text, "<svg class=\"", class, "\" width=\"", width, "\" height=\"", height, "\" role=\"group\"");
        if scales {
            put!(&mut text, " viewBox=\"0 0 ", width, " ", height, "\"");
        }
        // The browser takes name and description from these two.
        text.push_str("><title>");
        escape::xml(head.title, &mut text);
        text.push_str("</title><desc>");
        escape::xml(head.description, &mut text);
        text.push_str("</desc>");
        Svg { text }
    }

    /// Opens a group moved to a place; either may say nothing.
    pub fn group(&mut self, class: &str, x: i32, y: i32) {
        self.text.push_str("<g");
        self.class(class);
        self.moved(x, y);
        self.text.push('>');
    }

    /// Closes the group opened last.
    pub fn end_group(&mut self) {
        self.text.push_str("</g>");
    }

    /// Opens what leads to an address, moved to a place; without an address it is a group.
    pub fn link(&mut self, href: &str, class: &str, x: i32, y: i32) {
        if href.is_empty() {
            return self.group(class, x, y);
        }
        self.text.push_str("<a href=\"");
        escape::xml(href, &mut self.text);
        self.text.push('"');
        self.class(class);
        self.moved(x, y);
        self.text.push('>');
    }

    /// Closes what [`Svg::link`] opened with the same address.
    pub fn end_link(&mut self, href: &str) {
        self.text.push_str(if href.is_empty() { "</g>" } else { "</a>" });
    }

    /// A path; `data` is written by this program and never from content.
    pub fn path(&mut self, class: &str, data: &str) {
        self.text.push_str("<path");
        self.class(class);
        self.text.push_str(" d=\"");
        self.text.push_str(data);
        self.text.push_str("\"/>");
    }

    /// A line of text that begins at a place, or is centred on it by class.
    pub fn text(&mut self, class: &str, x: i32, y: i32, text: &str) {
        self.text.push_str("<text");
        self.class(class);
        if x != 0 {
            put!(&mut self.text, " x=\"", x, "\"");
        }
        put!(&mut self.text, " y=\"", y, "\">");
        escape::xml(text, &mut self.text);
        self.text.push_str("</text>");
    }

    /// Lines under each other, each with its own class beside that of all.
    pub fn lines(&mut self, class: &str, x: i32, y: i32, step: i32, lines: &[(&str, &str)]) {
        self.text.push_str("<text");
        self.class(class);
        put!(&mut self.text, " x=\"", x, "\" y=\"", y, "\">");
        for (place, (class, line)) in lines.iter().enumerate() {
            if place == 0 && class.is_empty() {
                escape::xml(line, &mut self.text);
                continue;
            }
            self.text.push_str("<tspan");
            self.class(class);
            if place > 0 {
                put!(&mut self.text, " x=\"", x, "\" dy=\"", step, "\"");
            }
            self.text.push('>');
            escape::xml(line, &mut self.text);
            self.text.push_str("</tspan>");
        }
        self.text.push_str("</text>");
    }

    /// Text as markup that this program has made.
    pub fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    /// The drawing so far, for what this folder writes at its end.
    pub(super) fn markup(&mut self) -> &mut String {
        &mut self.text
    }

    /// The finished drawing.
    pub fn done(mut self) -> String {
        self.text.push_str("</svg>");
        self.text
    }

    fn class(&mut self, class: &str) {
        if !class.is_empty() {
            put!(&mut self.text, " class=\"", class, "\"");
        }
    }

    fn moved(&mut self, x: i32, y: i32) {
        if (x, y) != (0, 0) {
            put!(&mut self.text, " transform=\"translate(", x, " ", y, ")\"");
        }
    }
}

/// Text with what has a meaning in markup escaped.
pub fn escape(text: &str) -> String {
    let mut markup = String::with_capacity(text.len() + 8);
    escape::xml(text, &mut markup);
    markup
}
