//! XML of ReqIF, written line by line.

const NAMESPACE: &str = "http://www.omg.org/spec/ReqIF/20110401/reqif.xsd";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// A file while it is written.
pub(super) struct Writer {
    text: String,
    depth: usize,
    /// When everything was last changed, as far as the file says.
    pub stamp: String,
}

impl Writer {
    pub fn new(stamp: String) -> Writer {
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<REQ-IF xmlns=\"{NAMESPACE}\" xmlns:xhtml=\"{XHTML}\">\n"
        );
        Writer { text, depth: 1, stamp }
    }

    pub fn finish(mut self) -> String {
        self.text.push_str("</REQ-IF>\n");
        self.text
    }

    pub fn open(&mut self, element: &str) {
        self.raw(element, &[], false);
    }

    pub fn close(&mut self, element: &str) {
        self.depth -= 1;
        self.indent();
        self.end(element);
    }

    fn end(&mut self, element: &str) {
        self.text.push_str("</");
        self.text.push_str(element);
        self.text.push_str(">\n");
    }

    /// An element with an identifier and, if it has one, a name.
    pub fn identified(&mut self, element: &str, id: &str, name: Option<&str>) {
        let stamp = self.stamp.clone();
        let mut attributes = vec![("IDENTIFIER", id), ("LAST-CHANGE", stamp.as_str())];
        attributes.extend(name.map(|name| ("LONG-NAME", name)));
        self.raw(element, &attributes, false);
    }

    /// The same with nothing in it.
    pub fn identified_alone(&mut self, element: &str, id: &str, name: &str) {
        let stamp = self.stamp.clone();
        self.raw(element, &[("IDENTIFIER", id), ("LAST-CHANGE", &stamp), ("LONG-NAME", name)], true);
    }

    pub fn raw(&mut self, element: &str, attributes: &[(&str, &str)], alone: bool) {
        self.indent();
        self.text.push('<');
        self.text.push_str(element);
        for (name, value) in attributes {
            self.text.push(' ');
            self.text.push_str(name);
            self.text.push_str("=\"");
            escape(value, &mut self.text);
            self.text.push('"');
        }
        self.text.push_str(if alone { "/>\n" } else { ">\n" });
        self.depth += usize::from(!alone);
    }

    pub fn text(&mut self, element: &str, text: &str) {
        self.indent();
        self.text.push('<');
        self.text.push_str(element);
        self.text.push('>');
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

    fn indent(&mut self) {
        (0..self.depth).for_each(|_| self.text.push_str("  "));
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
    let may_be_special = |byte: u8| matches!(byte, 0..=31 | b'&' | b'<' | b'>' | b'"' | 127 | 0xC2 | 0xEF);
    let mut rest = text;
    while let Some(at) = rest.bytes().position(may_be_special) {
        output.push_str(&rest[..at]);
        let mut letters = rest[at..].chars();
        match letters.next() {
            Some('&') => output.push_str("&amp;"),
            Some('<') => output.push_str("&lt;"),
            Some('>') => output.push_str("&gt;"),
            Some('"') => output.push_str("&quot;"),
            Some('\n') => output.push_str("&#10;"),
            Some('\t') => output.push_str("&#9;"),
            Some('\r') => output.push_str("&#13;"),
            Some('\u{FFFE}' | '\u{FFFF}') | None => {}
            Some(letter) if letter.is_control() => {}
            Some(letter) => output.push(letter),
        }
        rest = letters.as_str();
    }
    output.push_str(rest);
}

/// An identifier made of a text (an `xsd:ID`): the same for the same text, another for any other.
pub fn id(prefix: &str, text: &str) -> String {
    let mut id = format!("{prefix}-");
    for letter in text.chars() {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' => id.push(letter),
            letter => id.push_str(&format!("_{:x}_", letter as u32)),
        }
    }
    id
}
