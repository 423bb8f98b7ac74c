//! Texts of pages as blocks: the HTML is our own or sanitised, its holes are filled, and what an edition leaves out is
//! gone from it. It is read with patience: what is not known is passed through for its text.

use super::tree::{Element, Node, decoded, parse};
use super::{Block, Drawing, Look, Row, Run, Table, Target};

/// Elements that begin a line of their own and mean nothing else here.
const BOXES: [&str; 14] = [
    "div",
    "section",
    "figure",
    "figcaption",
    "details",
    "summary",
    "main",
    "article",
    "header",
    "footer",
    "address",
    "dl",
    "dd",
    "tbody",
];

/// Where an address of the site leads from here.
pub type Leads<'a> = dyn Fn(&str) -> Option<Target> + 'a;

/// A text as blocks; its headings begin below `level`.
pub fn blocks(html: &str, level: u8, leads: &Leads) -> Vec<Block> {
    let tree = parse(html);
    let mut reader = Reader { leads, level, levels: Vec::new(), blocks: Vec::new(), runs: Vec::new() };
    reader.all(&tree, &Run::default());
    reader.flush();
    reader.blocks
}

/// A piece of a line as runs; blocks in it stand one after the other.
pub fn runs(html: &str, leads: &Leads) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for block in blocks(html, 6, leads) {
        if let Block::Paragraph { runs: more, .. } | Block::Heading { runs: more, .. } = block {
            if !runs.is_empty() {
                runs.push(Run::plain("\n"));
            }
            runs.extend(more);
        }
    }
    runs
}

struct Reader<'a> {
    leads: &'a Leads<'a>,
    /// Level that headings begin below.
    level: u8,
    /// Levels of the open headings, as written.
    levels: Vec<u8>,
    blocks: Vec<Block>,
    /// The line being read.
    runs: Vec<Run>,
}

impl<'a> Reader<'a> {
    fn all(&mut self, nodes: &[Node], style: &Run) {
        for node in nodes {
            match node {
                Node::Text(text) => self.words(&decoded(text), style),
                Node::Svg(svg) => {
                    self.flush();
                    self.blocks.extend(drawing(svg).map(Block::Drawing));
                }
                Node::Element(element) => self.element(element, style),
            }
        }
    }

    /// White space is one space, and none at the beginning of a line.
    fn words(&mut self, text: &str, style: &Run) {
        let open = self.runs.last().is_none_or(|run| run.text.is_empty() || run.text.ends_with([' ', '\n']));
        if let Some(last) = self.runs.last_mut().filter(|last| is_alike(last, style)) {
            return push_words(text, open, &mut last.text);
        }
        let mut words = String::with_capacity(text.len());
        push_words(text, open, &mut words);
        if !words.is_empty() {
            self.runs.push(Run { text: words, ..style.clone() });
        }
    }

    fn element(&mut self, element: &Element, style: &Run) {
        let inside = &element.children;
        match &*element.name {
            "b" | "strong" | "dt" => self.all(inside, &Run { bold: true, ..style.clone() }),
            "i" | "em" | "cite" | "dfn" | "var" => self.all(inside, &Run { italic: true, ..style.clone() }),
            "code" | "kbd" | "samp" => self.all(inside, &Run { code: true, ..style.clone() }),
            "del" | "s" => self.all(inside, &Run { struck: true, ..style.clone() }),
            "sup" => self.all(inside, &Run { raised: true, ..style.clone() }),
            "sub" => self.all(inside, &Run { lowered: true, ..style.clone() }),
            "br" => self.line_break(),
            "wbr" | "hr" | "input" | "script" | "style" | "template" | "button" => {}
            "img" => self.words(&element.attribute("alt"), &Run { italic: true, ..style.clone() }),
            "a" if element.has_class("a") => {}
            "a" => {
                let to = (self.leads)(&element.attribute("href"));
                self.all(inside, &Run { to, ..style.clone() });
            }
            "p" if element.has_class("footnote-back") => {}
            "p" if element.has_class("alert-title") => self.apart(inside, Look::Name),
            "p" | "caption" => self.apart(inside, Look::Body),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element),
            "ul" | "ol" => self.list(element),
            "li" => self.apart(inside, Look::Body),
            "table" => self.table(element),
            "pre" => {
                self.flush();
                let mut text = String::new();
                gather(inside, &mut text);
                self.blocks.push(Block::Code { text: text.trim_end().to_owned() });
            }
            "blockquote" | "aside" => {
                self.flush();
                let blocks = self.inner(inside);
                self.blocks.extend((!blocks.is_empty()).then_some(Block::Quote { blocks }));
            }
            name if BOXES.contains(&name) => self.apart(inside, Look::Body),
            _ => self.all(inside, style),
        }
    }

    /// What stands on lines of its own.
    fn apart(&mut self, nodes: &[Node], look: Look) {
        self.flush();
        self.all(nodes, &Run::default());
        self.flush_as(look);
    }

    fn inner(&self, nodes: &[Node]) -> Vec<Block> {
        // Inside a list or a cell a heading is a name: the chain of headings goes on outside.
        let mut inner =
            Reader { leads: self.leads, level: 0, levels: Vec::new(), blocks: Vec::new(), runs: Vec::new() };
        inner.all(nodes, &Run::default());
        inner.flush();
        inner.blocks
    }

    fn line_break(&mut self) {
        if let Some(last) = self.runs.last_mut() {
            last.text.truncate(last.text.trim_end_matches(' ').len());
            last.text.push('\n');
        }
    }

    fn heading(&mut self, element: &Element) {
        self.flush();
        if self.level == 0 {
            return self.apart(&element.children, Look::Name);
        }
        let written = element.name.as_bytes()[1] - b'0';
        while self.levels.last().is_some_and(|above| *above >= written) {
            self.levels.pop();
        }
        self.levels.push(written);
        let level = (self.level as usize + self.levels.len()).min(6) as u8;
        self.all(&element.children, &Run::default());
        let runs = trimmed(std::mem::take(&mut self.runs));
        if !runs.is_empty() {
            self.blocks.push(Block::Heading { level, runs, anchor: None });
        }
    }

    fn list(&mut self, element: &Element) {
        self.flush();
        let items = element.children.iter().filter_map(|node| match node {
            Node::Element(item) => Some(self.inner(&item.children)),
            _ => None,
        });
        let items: Vec<Vec<Block>> = items.filter(|blocks| !blocks.is_empty()).collect();
        if !items.is_empty() {
            self.blocks.push(Block::List { ordered: element.name == "ol", items });
        }
    }

    fn table(&mut self, element: &Element) {
        self.flush();
        let mut table = Table::default();
        let mut rows: Vec<&Element> = Vec::new();
        find_rows(element, &mut rows, &mut table.caption);
        for row in rows {
            let cells: Vec<&Element> = row.children.iter().filter_map(cell).collect();
            let is_head = table.head.is_empty() && table.rows.is_empty() && cells.iter().all(|cell| cell.name == "th");
            if is_head {
                table.head = cells.iter().map(|cell| line(&cell.children)).collect();
            } else {
                let cells = cells.iter().map(|cell| self.inner(&cell.children)).collect();
                table.rows.push(Row { anchor: None, cells });
            }
        }
        let columns = table.rows.iter().map(|row| row.cells.len()).chain([table.head.len()]).max().unwrap_or(0);
        if columns == 0 || table.rows.is_empty() {
            return;
        }
        table.rows.iter_mut().for_each(|row| row.cells.resize(columns, Vec::new()));
        if !table.head.is_empty() {
            table.head.resize(columns, String::new());
        }
        table.widths = super::contents::widths(&table);
        self.blocks.push(Block::Table(table));
    }

    fn flush(&mut self) {
        self.flush_as(Look::Body);
    }

    fn flush_as(&mut self, look: Look) {
        let runs = trimmed(std::mem::take(&mut self.runs));
        if !runs.is_empty() {
            self.blocks.push(Block::Paragraph { runs, look });
        }
    }
}

/// Appends words; `open` says that no space is wanted before the first.
fn push_words(text: &str, mut open: bool, output: &mut String) {
    let is_whole = !has_wide_space(text) && (!open || !text.starts_with(' '));
    if is_whole {
        return output.push_str(text);
    }
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b' ' if !open => open = true,
            b' ' | b'\n' | b'\t' | b'\r' => {
                output.push_str(&text[written..at]);
                output.push_str(if open { "" } else { " " });
                (written, open) = (at + 1, true);
            }
            _ => open = false,
        }
    }
    output.push_str(&text[written..]);
}

/// Whether a text has white space that is not a single space between two words or at an end. All of it is looked at: that
/// is what lets the compiler compare many bytes at once.
pub(super) fn has_wide_space(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_space = |byte: u8| byte <= b' ';
    let behind = bytes.get(1..).unwrap_or_default();
    let is_wide = |wide, (byte, next): (&u8, &u8)| wide | (is_space(*byte) & is_space(*next)) | (*byte < b' ');
    bytes.iter().zip(behind).fold(false, is_wide) || bytes.last().is_some_and(|byte| *byte < b' ')
}

/// Whether two runs are set alike and lead to the same.
pub(super) fn is_alike(run: &Run, style: &Run) -> bool {
    let set = |run: &Run| (run.bold, run.italic, run.code, run.struck, run.raised, run.lowered);
    set(run) == set(style) && run.to == style.to
}

/// Without white space at either end.
fn trimmed(mut runs: Vec<Run>) -> Vec<Run> {
    while let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end_matches([' ', '\n']).len());
        if !last.text.is_empty() {
            break;
        }
        runs.pop();
    }
    runs
}

fn find_rows<'a, 'b>(element: &'b Element<'a>, rows: &mut Vec<&'b Element<'a>>, caption: &mut String) {
    for child in &element.children {
        let Node::Element(child) = child else { continue };
        match &*child.name {
            "tr" => rows.push(child),
            "caption" => *caption = line(&child.children),
            "thead" | "tbody" | "tfoot" => find_rows(child, rows, caption),
            _ => {}
        }
    }
}

fn cell<'a, 'b>(node: &'b Node<'a>) -> Option<&'b Element<'a>> {
    match node {
        Node::Element(element) if matches!(&*element.name, "td" | "th") => Some(element),
        _ => None,
    }
}

/// All text on a line.
fn line(nodes: &[Node]) -> String {
    let mut text = String::new();
    gather(nodes, &mut text);
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

fn gather(nodes: &[Node], text: &mut String) {
    for node in nodes {
        match node {
            Node::Text(words) => text.push_str(&decoded(words)),
            Node::Element(element) if element.name == "br" => text.push('\n'),
            Node::Element(element) => gather(&element.children, text),
            Node::Svg(_) => {}
        }
    }
}

/// A drawing of ours; `None` for one without a size.
fn drawing(svg: &str) -> Option<Drawing> {
    let between = |open: &str, close: &str| {
        svg.split_once(open).and_then(|(_, rest)| rest.split_once(close)).map(|(text, _)| decoded(text).into_owned())
    };
    let head = &svg[..svg.find('>')?];
    let measure = |name: &str| {
        let (_, rest) = head.split_once(name)?;
        rest.split('"').next()?.parse::<u32>().ok().filter(|size| (1..=100_000).contains(size))
    };
    Some(Drawing {
        width: measure(" width=\"")?,
        height: measure(" height=\"")?,
        title: between("<title>", "</title>").or_else(|| named(head))?,
        description: between("<desc>", "</desc>").unwrap_or_default(),
        svg: svg.to_owned(),
    })
}

/// The name of a drawing that has it as an attribute.
fn named(head: &str) -> Option<String> {
    let (_, rest) = head.split_once("aria-label=\"")?;
    Some(decoded(rest.split('"').next()?).into_owned())
}
