//! The text of LexDania elements as Markdown that shows exactly that text.

use super::super::xml::{Child, Element};

/// Paragraphs of Markdown and the footnotes they refer to.
#[derive(Default)]
pub(super) struct Text {
    paragraphs: Vec<String>,
    notes: Vec<String>,
    /// What could not be written: name and line of each element.
    pub lost: Vec<(Box<str>, usize)>,
}

impl Text {
    /// Adds everything inside an element as paragraphs; `Explicatus` becomes a label before its text.
    pub fn blocks(&mut self, element: &Element) {
        for child in element.elements() {
            self.block(child);
        }
        self.own_text(element);
    }

    /// Adds one element as a paragraph of its own, or as many as it holds.
    pub fn block(&mut self, element: &Element) {
        match &*element.name {
            "Explicatus" | "Linea" | "Char" => {
                let line = self.line(element);
                self.paragraph(line);
            }
            "Exitus" => self.exitus(element),
            "Indentatio" | "Stk" | "Paragraf" | "AendringsNummer" => self.labelled(element),
            "Rubrica" | "Titel" => {
                let line = self.lines(element);
                self.paragraph(if line.is_empty() { line } else { format!("**{line}**") });
            }
            "Table" | "Tabel" => self.table(element),
            "Nota" => {
                let note = self.plain_note(element);
                self.notes.push(note);
            }
            name if is_picture(name) => self.lost.push((name.into(), element.line)),
            _ => self.blocks(element),
        }
    }

    /// The Markdown; `None` when there is none.
    pub fn finish(self) -> Option<String> {
        let notes = self.notes.iter().enumerate().map(|(at, note)| format!("[^{}]: {note}", at + 1));
        let all: Vec<String> = self.paragraphs.into_iter().chain(notes).collect();
        (!all.is_empty()).then(|| all.join("\n\n"))
    }

    pub fn paragraph(&mut self, text: String) {
        if !text.is_empty() {
            self.paragraphs.push(at_line_start(text));
        }
    }

    /// Adds everything inside an element as a quotation: the words of another act.
    pub fn quotation(&mut self, element: &Element) {
        let before = self.paragraphs.len();
        self.blocks(element);
        let quoted = self.paragraphs.split_off(before);
        if quoted.is_empty() {
            return;
        }
        let lines: Vec<String> =
            quoted.join("\n\n").lines().map(|line| format!("> {line}").trim_end().into()).collect();
        self.paragraphs.push(lines.join("\n"));
    }

    /// Number of paragraphs so far.
    pub fn length(&self) -> usize {
        self.paragraphs.len()
    }

    /// The lines of an `Exitus` or `Rubrica` in one: the source breaks them by sentence and sometimes within one.
    pub fn lines(&mut self, element: &Element) -> String {
        let mut parts = Vec::new();
        for child in &element.children {
            let part = match child {
                Child::Element(inner) if &*inner.name == "Nota" => self.note(inner),
                Child::Element(inner) => self.line(inner),
                Child::Text(text) => squeezed(&escaped(text)),
            };
            if part.starts_with("[^") && !parts.is_empty() {
                let last: &mut String = parts.last_mut().expect("it is not empty");
                last.push_str(&part);
            } else if !part.is_empty() {
                parts.push(part);
            }
        }
        parts.join(" ")
    }

    fn exitus(&mut self, element: &Element) {
        let is_block = |child: &Element| !matches!(&*child.name, "Linea" | "Char" | "Nota");
        if !element.elements().any(is_block) {
            let line = self.lines(element);
            return self.paragraph(line);
        }
        self.blocks(element);
    }

    /// Text that stands in an element beside its children, where the schema has none.
    fn own_text(&mut self, element: &Element) {
        let own: String = element
            .children
            .iter()
            .filter_map(|child| match child {
                Child::Text(text) => Some(&**text),
                Child::Element(_) => None,
            })
            .collect();
        self.paragraph(squeezed(&escaped(&own)));
    }

    /// `1) text`, `§ 11 a. text`: the label and the first paragraph inside are one.
    fn labelled(&mut self, element: &Element) {
        let label = element.find("Explicatus").map(|label| self.line(label)).unwrap_or_default();
        let before = self.paragraphs.len();
        for child in element.elements().filter(|child| &*child.name != "Explicatus") {
            self.block(child);
        }
        self.own_text(element);
        if label.is_empty() {
            return;
        }
        let bare = |text: &str| text.replacen('\\', "", 1);
        let text = match self.paragraphs.get(before) {
            Some(first) if first.starts_with('\\') => format!("{label} {}", bare(first)),
            Some(first) => format!("{label} {first}"),
            None => label,
        };
        if before < self.paragraphs.len() {
            self.paragraphs[before] = at_line_start(text);
        } else {
            self.paragraph(text);
        }
    }

    fn table(&mut self, element: &Element) {
        let mut rows: Vec<Vec<String>> = Vec::new();
        self.rows(element, &mut rows);
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        if width == 0 {
            return;
        }
        let mut lines = Vec::with_capacity(rows.len() + 1);
        for (at, mut row) in rows.into_iter().enumerate() {
            row.resize(width, String::new());
            lines.push(format!("| {} |", row.join(" | ")));
            if at == 0 {
                lines.push(format!("|{}", " --- |".repeat(width)));
            }
        }
        self.paragraphs.push(lines.join("\n"));
    }

    fn rows(&mut self, element: &Element, rows: &mut Vec<Vec<String>>) {
        for child in element.elements() {
            if matches!(&*child.name, "Tr" | "Row" | "Raekke") {
                let cells = child.elements().map(|cell| {
                    let lines: Vec<String> = cell.elements().map(|inner| self.lines(inner)).collect();
                    let text = if lines.is_empty() { escaped(&cell.plain()) } else { lines.join(" ") };
                    squeezed(&text).replace('|', "\\|")
                });
                let cells = cells.collect();
                rows.push(cells);
            } else {
                self.rows(child, rows);
            }
        }
    }

    /// The runs of a line, joined without a space. White space that only lays out the file is none of the text.
    pub fn line(&mut self, element: &Element) -> String {
        let mut line = String::new();
        self.runs(element, &mut line);
        squeezed(&line)
    }

    fn runs(&mut self, element: &Element, line: &mut String) {
        for child in &element.children {
            match child {
                Child::Text(text) if text.trim().is_empty() && text.contains('\n') => {}
                Child::Text(text) => line.push_str(&escaped(text)),
                Child::Element(inner) if &*inner.name == "Nota" => {
                    let note = self.note(inner);
                    line.push_str(&note);
                }
                Child::Element(inner) if is_picture(&inner.name) => {
                    self.lost.push((inner.name.clone(), inner.line));
                }
                Child::Element(inner) => {
                    let mark = match inner.attribute("formaChar") {
                        Some("Superscript" | "Sup") => "sup",
                        Some("Subscript" | "Sub") => "sub",
                        _ => "",
                    };
                    let mut run = String::new();
                    self.runs(inner, &mut run);
                    match mark {
                        "" => line.push_str(&run),
                        _ => line.push_str(&format!("<{mark}>{run}</{mark}>")),
                    }
                    if matches!(&*inner.name, "Linea" | "Exitus") {
                        line.push(' ');
                    }
                }
            }
        }
    }

    /// Keeps a footnote and gives the reference to it.
    fn note(&mut self, element: &Element) -> String {
        let note = self.plain_note(element);
        if note.is_empty() {
            return String::new();
        }
        self.notes.push(note);
        format!("[^{}]", self.notes.len())
    }

    /// Its text without its own number, which is counted anew.
    fn plain_note(&mut self, element: &Element) -> String {
        let mut inner = Text::default();
        for child in element.elements().filter(|child| &*child.name != "Explicatus") {
            inner.block(child);
        }
        inner.own_text(element);
        self.lost.append(&mut inner.lost);
        inner.paragraphs.join(" ")
    }
}

fn is_picture(name: &str) -> bool {
    matches!(name, "Img" | "Image" | "Billede" | "Figur" | "Formel" | "Grafik" | "Objekt" | "math")
}

/// White space runs as one space, trimmed.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with what Markdown would read otherwise behind a backslash; soft hyphens and byte order marks left out.
pub(super) fn escaped(text: &str) -> String {
    let letters: Vec<char> = text.chars().filter(|letter| !matches!(letter, '\u{AD}' | '\u{FEFF}')).collect();
    let mut safe = String::with_capacity(text.len() + 8);
    let in_word = |at: usize| letters.get(at).is_some_and(|letter| letter.is_alphanumeric());
    for (at, letter) in letters.iter().enumerate() {
        let bites = match letter {
            '\\' | '*' | '`' | '[' | '<' | '~' => true,
            '_' => !(at > 0 && in_word(at - 1) && in_word(at + 1)),
            '&' => letters.get(at + 1).is_some_and(|next| *next == '#' || next.is_ascii_alphabetic()),
            _ => false,
        };
        if bites {
            safe.push('\\');
        }
        safe.push(*letter);
    }
    safe
}

/// The paragraph with its first sign behind a backslash where it would begin a list, a heading or a quote.
pub(super) fn at_line_start(text: String) -> String {
    let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let after = &text[digits..];
    if (1..=9).contains(&digits) && (after.starts_with(". ") || after.starts_with(") ") || matches!(after, "." | ")")) {
        return format!("{}\\{after}", &text[..digits]);
    }
    let bites = text.starts_with(['#', '>', '|', '=', ':']) || begins_list(&text);
    if bites { format!("\\{text}") } else { text }
}

fn begins_list(text: &str) -> bool {
    text.starts_with(['-', '+'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use proptest::prelude::*;

    fn check(xml: &str, markdown: &str) {
        let root = super::super::super::xml::read(xml.as_bytes()).unwrap();
        let mut text = Text::default();
        text.blocks(&root);
        assert_eq!(text.finish().unwrap_or_default(), markdown, "{xml}");
    }

    #[test]
    fn runs_join_without_a_space_and_lines_with_one() {
        check(
            "<a><Exitus>\n<Linea>\n<Char>Børne</Char>\n<Char formaChar='Italic'>faglig</Char>\n</Linea>\n\
             <Linea><Char>undersøgelse</Char></Linea></Exitus></a>",
            "Børnefaglig undersøgelse",
        );
        check(
            "<a><Linea><Char>to </Char> <Char>ord, 5 m</Char><Char formaChar='Sup'>2</Char></Linea></a>",
            "to ord, 5 m<sup>2</sup>",
        );
    }

    #[test]
    fn footnotes_stand_below_and_pictures_are_told() {
        check(
            "<a><Exitus><Linea><Char>Kravet</Char><Nota id='1'><Explicatus>1)</Explicatus><Exitus><Linea><Char>Se \
             direktivet.</Char></Linea></Exitus></Nota><Char> gælder.</Char></Linea></Exitus></a>",
            "Kravet[^1] gælder.\n\n[^1]: Se direktivet.",
        );
        let root = super::super::super::xml::read(b"<a><Exitus>\n<Img/></Exitus></a>").unwrap();
        let mut text = Text::default();
        text.blocks(&root);
        assert_eq!(text.lost, [("Img".into(), 2)]);
    }

    #[test]
    fn labels_lists_and_tables_keep_their_form() {
        check(
            "<a><Exitus><Index><Indentatio><Explicatus>1)</Explicatus><Exitus><Linea>Ét</Linea></Exitus></Indentatio>\
             <Indentatio><Explicatus>-</Explicatus><Exitus><Linea>To</Linea></Exitus></Indentatio></Index></Exitus></a>",
            "1\\) Ét\n\n\\- To",
        );
        check(
            "<a><Table><Tr><Td><Linea>A|B</Linea></Td><Td>C</Td></Tr><Tr><Td>1</Td></Tr></Table></a>",
            "| A\\|B | C |\n| --- | --- |\n| 1 |  |",
        );
    }

    fn shown(markdown: &str) -> String {
        let mut html = String::new();
        for piece in document::prose(markdown).pieces {
            if let document::Piece::Html(part) = piece {
                html.push_str(&part);
            }
        }
        let mut text = String::new();
        let mut inside = false;
        for letter in html.chars() {
            match letter {
                '<' => inside = true,
                '>' => inside = false,
                _ if !inside => text.push(letter),
                _ => {}
            }
        }
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
        squeezed(&text.replace("&amp;", "&"))
    }

    proptest! {
        #[test]
        fn markdown_shows_the_text_itself(words in prop::collection::vec(prop::sample::select(vec![
            "a", "1.", "2)", "#", "##", "-", "+", "*b*", "_c_", "d_e", "`f`", "[g]", "[[BL]]", "<b>", "&amp;", "&", "~~h~~",
            "\\", ">", "|", "=", "===", "---", "https://x.dk/_a", "[^1]", "!", "[i](j)", ":",
        ]), 1..8)) {
            let plain = words.join(" ");
            let markdown = at_line_start(escaped(&plain));
            prop_assert_eq!(shown(&markdown), plain);
        }
    }
}
