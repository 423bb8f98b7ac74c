//! XML of ReqIF, written line by line. No line is set in: spaces would be a fifth of the file.

use std::fmt::Write as _;

const NAMESPACE: &str = "http://www.omg.org/spec/ReqIF/20110401/reqif.xsd";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// A file while it is written.
pub(super) struct Writer {
    text: String,
    /// When everything was last changed, as far as the file says.
    pub stamp: String,
}

impl Writer {
    /// `room` is how many bytes the file is thought to have: texts of megabytes are not moved while they grow.
    pub fn new(stamp: String, room: usize) -> Writer {
        let mut text = String::with_capacity(room);
        text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<REQ-IF xmlns=\"");
        [NAMESPACE, "\" xmlns:xhtml=\"", XHTML, "\">\n"].iter().for_each(|part| text.push_str(part));
        Writer { text, stamp }
    }

    pub fn finish(mut self) -> String {
        self.text.push_str("</REQ-IF>\n");
        self.text
    }

    pub fn open(&mut self, element: &str) {
        self.raw(element, &[], false);
    }

    pub fn close(&mut self, element: &str) {
        self.end(element);
    }

    fn end(&mut self, element: &str) {
        self.put(["</", element, ">\n"]);
    }

    /// An element with an identifier and, if it has one, a name.
    pub fn identified(&mut self, element: &str, id: &str, name: Option<&str>) {
        self.begin_identified(element, id);
        if let Some(name) = name {
            self.attribute("LONG-NAME", name);
        }
        self.text.push_str(">\n");
    }

    /// The same with nothing in it.
    pub fn identified_alone(&mut self, element: &str, id: &str, name: &str) {
        self.begin_identified(element, id);
        self.attribute("LONG-NAME", name);
        self.text.push_str("/>\n");
    }

    fn begin_identified(&mut self, element: &str, id: &str) {
        self.put(["<", element, ""]);
        self.attribute("IDENTIFIER", id);
        // A moment is nothing but digits and signs.
        let Writer { text, stamp, .. } = self;
        [" LAST-CHANGE=\"", stamp, "\""].iter().for_each(|part| text.push_str(part));
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.put([" ", name, "=\""]);
        escape(value, &mut self.text);
        self.text.push('"');
    }

    fn put(&mut self, parts: [&str; 3]) {
        parts.iter().for_each(|part| self.text.push_str(part));
    }

    pub fn raw(&mut self, element: &str, attributes: &[(&str, &str)], alone: bool) {
        self.put(["<", element, ""]);
        attributes.iter().for_each(|(name, value)| self.attribute(name, value));
        self.text.push_str(if alone { "/>\n" } else { ">\n" });
    }

    pub fn text(&mut self, element: &str, text: &str) {
        self.put(["<", element, ">"]);
        escape(text, &mut self.text);
        self.end(element);
    }

    /// A text for readers: its paragraphs, and its lists where lines begin with a dash.
    pub fn xhtml(&mut self, text: &str) {
        self.open("THE-VALUE");
        self.open("xhtml:div");
        let mut in_list = false;
        for line in shown(text).lines().map(str::trim).filter(|line| !line.is_empty()) {
            let element = line.strip_prefix("- ");
            if element.is_some() != in_list {
                if in_list {
                    self.close("xhtml:ul")
                } else {
                    self.open("xhtml:ul")
                }
                in_list = !in_list;
            }
            match element {
                Some(element) => self.text("xhtml:li", element),
                None => self.text("xhtml:p", line),
            }
        }
        if in_list {
            self.close("xhtml:ul");
        }
        self.close("xhtml:div");
        self.close("THE-VALUE");
    }
}

/// A text with its references as readers know them: the label, else the id.
pub fn shown(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[[") {
        let Some((inside, behind)) = after.split_once("]]").filter(|(inside, _)| !inside.contains('\n')) else {
            told.push_str(before);
            told.push_str("[[");
            rest = after;
            continue;
        };
        told.push_str(before);
        told.push_str(inside.split_once('|').map_or(inside, |(_, label)| label));
        rest = behind;
    }
    told.push_str(rest);
    told
}

/// Characters that XML can't hold are left out; line breaks are written so that attributes keep them.
fn escape(text: &str, output: &mut String) {
    // First bytes of what is not taken as it stands: markup, control characters of one and of two bytes, and U+FFFE.
    let special = |byte: u8| {
        (byte < 0x20) | matches!(byte, b'&' | b'<' | b'>' | b'"') | (byte == 0x7f) | (byte == 0xc2) | (byte == 0xef)
    };
    crate::escape::replace(text, output, special, |rest| {
        Some(match rest.chars().next()? {
            '&' => ("&amp;", 1),
            '<' => ("&lt;", 1),
            '>' => ("&gt;", 1),
            '"' => ("&quot;", 1),
            '\n' => ("&#10;", 1),
            '\t' => ("&#9;", 1),
            '\r' => ("&#13;", 1),
            letter @ ('\u{FFFE}' | '\u{FFFF}') => ("", letter.len_utf8()),
            letter if letter.is_control() => ("", letter.len_utf8()),
            _ => return None,
        })
    });
}

/// An identifier made of a text (an `xsd:ID`): the same for the same text, another for any other.
pub fn id(prefix: &str, text: &str) -> String {
    let mut id = String::with_capacity(prefix.len() + 1 + text.len());
    id.push_str(prefix);
    id.push('-');
    for letter in text.chars() {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' => id.push(letter),
            letter => {
                let _ = write!(id, "_{:x}_", letter as u32);
            }
        }
    }
    id
}
