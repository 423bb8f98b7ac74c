//! XHTML of requirement tools to Markdown.

use super::Attachment;
use crate::import::xml::{Child, Element};

/// Writes what stands in an element; files that it shows are added.
pub(super) fn of(element: &Element, attachments: &mut Vec<Attachment>) -> String {
    let mut writer = Writer { blocks: Vec::new(), line: String::new(), attachments };
    writer.children(element);
    writer.end_block();
    writer.blocks.join("\n\n")
}

struct Writer<'a> {
    blocks: Vec<String>,
    /// The block that is being written.
    line: String,
    attachments: &'a mut Vec<Attachment>,
}

impl Writer<'_> {
    fn children(&mut self, element: &Element) {
        for child in &element.children {
            match child {
                Child::Text(text) => self.words(text),
                Child::Element(inner) => self.element(inner),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        match &*element.name {
            "p" | "div" | "blockquote" | "address" | "dl" | "dt" | "dd" => self.block(element, ""),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                // A heading inside a text stands below the item's own.
                let level = element.name[1..].parse::<usize>().unwrap_or(1).max(2);
                self.block(element, &format!("{} ", "#".repeat(level)));
            }
            "ul" => self.list(element, None),
            "ol" => self.list(element, Some(1)),
            "table" => self.table(element),
            "br" => self.line.push('\n'),
            "b" | "strong" => self.around(element, "**"),
            "i" | "em" => self.around(element, "*"),
            "code" | "tt" | "kbd" | "samp" => self.around(element, "`"),
            "a" => self.link(element),
            "object" | "img" => self.object(element),
            "script" | "style" | "head" => {}
            _ => self.children(element),
        }
    }

    fn end_block(&mut self) {
        let lines: Vec<&str> = self.line.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if !lines.is_empty() {
            // What is broken by hand stays broken.
            self.blocks.push(lines.join("\\\n"));
        }
        self.line.clear();
    }

    fn block(&mut self, element: &Element, before: &str) {
        self.end_block();
        let first = self.blocks.len();
        self.children(element);
        self.end_block();
        if let Some(block) = self.blocks.get_mut(first).filter(|_| !before.is_empty()) {
            *block = format!("{before}{}", block.replace("\\\n", " "));
        }
    }

    fn list(&mut self, element: &Element, first: Option<usize>) {
        self.end_block();
        let mut lines = Vec::new();
        for (number, item) in element.all("li").enumerate() {
            let mark = first.map_or("- ".to_owned(), |first| format!("{}. ", first + number));
            let mut inner = Writer { blocks: Vec::new(), line: String::new(), attachments: self.attachments };
            inner.children(item);
            inner.end_block();
            let indent = " ".repeat(mark.len());
            let text = inner.blocks.join("\n").replace('\n', &format!("\n{indent}"));
            if !text.is_empty() {
                lines.push(format!("{mark}{text}"));
            }
        }
        if !lines.is_empty() {
            self.blocks.push(lines.join("\n"));
        }
    }

    fn table(&mut self, element: &Element) {
        self.end_block();
        let mut rows: Vec<Vec<String>> = Vec::new();
        self.rows(element, &mut rows);
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        if width == 0 {
            return;
        }
        let line = |row: &Vec<String>| {
            format!(
                "| {} |",
                (0..width).map(|at| row.get(at).map_or("", String::as_str)).collect::<Vec<_>>().join(" | ")
            )
        };
        let mut lines = vec![line(&rows[0]), format!("|{}", " --- |".repeat(width))];
        lines.extend(rows[1..].iter().map(line));
        self.blocks.push(lines.join("\n"));
    }

    fn rows(&mut self, element: &Element, rows: &mut Vec<Vec<String>>) {
        for child in element.elements() {
            match &*child.name {
                "tr" => {
                    let cells: Vec<&Element> =
                        child.elements().filter(|cell| matches!(&*cell.name, "td" | "th")).collect();
                    let cells = cells.into_iter().map(|cell| {
                        let text = of(cell, self.attachments);
                        text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
                    });
                    rows.push(cells.collect());
                }
                "thead" | "tbody" | "tfoot" => self.rows(child, rows),
                _ => {}
            }
        }
    }

    fn around(&mut self, element: &Element, mark: &str) {
        let before = self.line.len();
        self.children(element);
        let inner = self.line.split_off(before.min(self.line.len()));
        let text = inner.trim();
        if text.is_empty() || text.contains('\n') {
            self.line.push_str(&inner);
            return;
        }
        let start = &inner[..inner.len() - inner.trim_start().len()];
        let end = &inner[inner.trim_end().len()..];
        self.line.push_str(&format!("{start}{mark}{text}{mark}{end}"));
    }

    fn link(&mut self, element: &Element) {
        let target = element.attribute("href").unwrap_or_default();
        let text = of(element, self.attachments).replace('\n', " ");
        let web = ["https://", "http://"].iter().any(|start| target.starts_with(start));
        let safe = !target.contains(|letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '(' | ')'));
        match web && safe && !text.is_empty() {
            true => self.line.push_str(&format!("[{text}]({target})")),
            false => self.line.push_str(&text),
        }
    }

    /// A file that is shown; of one in another the outer one counts where content may have it.
    fn object(&mut self, element: &Element) {
        let path = element.attribute("data").or_else(|| element.attribute("src")).unwrap_or_default();
        let path = path.strip_prefix("./").unwrap_or(path);
        let known = self.attachments.iter().find(|known| known.path == path).cloned();
        let Some(found) = known.clone().or_else(|| Attachment::named(path, self.attachments)) else {
            return self.children(element);
        };
        let label =
            element.attribute("alt").map(str::to_owned).or_else(|| element.attribute("name").map(str::to_owned));
        let label = label.filter(|label| !label.trim().is_empty()).unwrap_or_else(|| {
            let inner = element.plain();
            if inner.is_empty() { found.name.clone() } else { inner }
        });
        let is_image =
            ["png", "jpg", "jpeg", "gif", "webp"].iter().any(|ending| found.name.ends_with(&format!(".{ending}")));
        let label = label.replace(['[', ']', '\n'], " ");
        self.line.push_str(&format!("{}[{}]({})", if is_image { "!" } else { "" }, label.trim(), found.name));
        if known.is_none() {
            self.attachments.push(found);
        }
    }

    /// Running text: white space as one space, what Markdown would read as marks escaped.
    fn words(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                letter if letter.is_whitespace() && letter != '\u{a0}' => {
                    if !self.line.is_empty() && !self.line.ends_with([' ', '\n']) {
                        self.line.push(' ');
                    }
                }
                '\\' | '*' | '`' | '[' | '<' => self.line.extend(['\\', letter]),
                '#' | '>' | '+' | '-' | '~' | '=' | '|' if self.line.is_empty() || self.line.ends_with('\n') => {
                    self.line.extend(['\\', letter])
                }
                '.' | ')' if begins_number(&self.line) => self.line.extend(['\\', letter]),
                letter => self.line.push(letter),
            }
        }
    }
}

/// Whether a line holds nothing but digits so far: with a point behind them it would become a list.
fn begins_number(line: &str) -> bool {
    let last = line.rsplit('\n').next().unwrap_or_default();
    !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit())
}
