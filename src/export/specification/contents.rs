//! What pages show, as blocks: links lead to what stands in the same document or to the web, and are words otherwise.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use foldhash::HashMap;

use super::documents::Shared;
use super::html;
use super::settle;
use super::tree::decoded;
use super::{Block, Fact, Look, Row, Run, Table, Target};
use crate::export::Material;
use crate::model::{ItemIx, Role};
use crate::pages::view::{self, Content, Inline, ItemRef, StepView, TreeNode};

/// Letters of a cell from which on more of them ask for no more room.
const LONG_CELL: usize = 80;
/// Letters of a word that are kept together, and letters on a line of a table.
const LONGEST_WORD: usize = 24;
const LINE: usize = 84;

/// Items by their address on the site.
pub(super) type Addresses<'a> = HashMap<&'a str, ItemIx>;

/// What provisions say, by item, each read when a document first asks: most documents rest on the same law. References
/// have the number of the item that they lead to, wherever it stands.
pub(super) type Provisions = Vec<OnceLock<Vec<Block>>>;

/// Who writes one document.
pub(super) struct Scribe<'a> {
    pub material: &'a Material<'a>,
    pub shared: &'a Shared<'a>,
    /// By item, whether it has a place in this document.
    pub inside: Vec<bool>,
    /// What stands in another annex of the same tender, with that annex: "bilag 2.2".
    pub elsewhere: BTreeMap<ItemIx, String>,
}

impl Scribe<'_> {
    pub fn word(&self, da: &'static str, en: &'static str) -> &'static str {
        self.material.word(da, en)
    }

    /// HTML as blocks; its headings begin below `level`.
    pub fn html(&self, html: &str, level: u8) -> Vec<Block> {
        html::blocks(html, level, &|href| self.leads(href))
    }

    /// What a provision says, by `read` where no document has asked before.
    pub fn provision(&self, ix: ItemIx, read: impl FnOnce() -> String) -> Vec<Block> {
        let leads = |href: &str| web(href).or_else(|| self.item_at(href).map(|ix| Target::Inside(ix.0)));
        let known = self.shared.provisions[ix.0 as usize].get_or_init(|| html::blocks(&read(), 0, &leads));
        let mut blocks = known.clone();
        settle::lead(&mut blocks, |number| self.anchor(ItemIx(number)).map(Target::Inside));
        blocks
    }

    /// The anchor of an item, or of what it is nested in, where it has a place in the document.
    pub fn anchor(&self, ix: ItemIx) -> Option<u32> {
        let mut found = Some(ix);
        while let Some(ix) = found {
            if self.inside[ix.0 as usize] {
                return Some(ix.0);
            }
            found = self.material.model().item(ix).parent;
        }
        None
    }

    fn leads(&self, href: &str) -> Option<Target> {
        web(href).or_else(|| self.anchor(self.item_at(href)?).map(Target::Inside))
    }

    fn item_at(&self, href: &str) -> Option<ItemIx> {
        let page = || href.split_once('#').and_then(|(page, _)| self.shared.addresses.get(page));
        self.shared.addresses.get(href).or_else(page).copied()
    }

    /// Values on a line.
    pub fn line(&self, values: &[Inline]) -> Vec<Block> {
        if let [Inline::Html { html }] = values {
            return self.html(html, 0);
        }
        let runs: Vec<Run> = values.iter().flat_map(|value| self.inline(value)).collect();
        if runs.is_empty() { Vec::new() } else { vec![Block::runs(runs)] }
    }

    fn inline(&self, value: &Inline) -> Vec<Run> {
        match value {
            Inline::Text { text } | Inline::Broken { text } => vec![Run::plain(text)],
            Inline::Html { html } if html == "<br>" => vec![Run::plain("\n")],
            Inline::Html { html } => html::runs(html, &|href| self.leads(href)),
            Inline::Item(item) => self.item(item),
            Inline::Link { text, href } => vec![Run { text: text.clone(), to: self.leads(href), ..Run::default() }],
            Inline::Chip(chip) | Inline::ChipLink { chip, .. } => vec![Run::plain(&chip.text)],
        }
    }

    /// An item where another names it: id and title, and what is to be known of it.
    pub fn item(&self, item: &ItemRef) -> Vec<Run> {
        let ix = self.item_at(&item.href);
        let is = |roles: &[Role]| ix.is_some_and(|ix| roles.iter().any(|role| self.material.model().is(ix, *role)));
        let by_title = !item.title.is_empty()
            && is(&[
                Role::Concept,
                Role::Page,
                Role::Organisation,
                Role::Body,
                Role::Domain,
                Role::Solution,
                Role::ExternalSystem,
            ]);
        let id = decoded(&item.id_html).into_owned();
        let to = ix.and_then(|ix| self.anchor(ix)).map(Target::Inside);
        let linked = |text: String| Run { text, to: to.clone(), ..Run::default() };
        let mut runs = match (by_title, item.title.as_str()) {
            (true, title) => vec![linked(title.to_owned())],
            (false, "") => vec![linked(id)],
            (false, title) => vec![linked(id), Run::plain(format!(" – {title}"))],
        };
        // A number in the tender names its annex already.
        let numbered = ix.is_some_and(|ix| !self.material.numbers(ix).is_empty());
        let annex = ix.filter(|_| to.is_none() && !numbered).and_then(|ix| self.elsewhere.get(&ix));
        let said = [&item.status, &item.note, annex.unwrap_or(&String::new())]
            .into_iter()
            .filter(|text| !text.is_empty())
            .cloned()
            .collect::<Vec<_>>();
        if !said.is_empty() {
            runs.push(Run::plain(format!(" ({})", said.join("; "))));
        }
        runs
    }

    /// What a section holds; what only a site can show is left out.
    pub fn content(&self, content: &Content, level: u8) -> Vec<Block> {
        match content {
            Content::Prose { html } => self.html(html, level),
            Content::Table(table) => self.table(table).into_iter().collect(),
            Content::Drawing { svg, table, list } => {
                let mut blocks = self.html(svg, 0);
                blocks.extend(self.table(table));
                blocks.extend(self.html(list, 0));
                blocks
            }
            Content::Steps { svg, steps } => {
                let mut blocks = self.html(svg, 0);
                blocks.push(self.steps(steps));
                blocks
            }
            Content::List { items, ordered } => {
                let items = items.iter().map(|line| self.line(line)).filter(|blocks| !blocks.is_empty()).collect();
                vec![Block::List { ordered: *ordered, items }]
            }
            Content::Tree { nodes } => self.tree(nodes, 0),
            Content::Relations { groups } => {
                let row = |group: &view::Relation| Fact {
                    label: group.name.clone(),
                    blocks: group.items.iter().map(|item| Block::runs(self.item(item))).collect(),
                };
                vec![Block::Facts { rows: groups.iter().map(row).collect() }]
            }
            Content::Ends { providers, consumers, data, .. } => self.ends(providers, consumers, data),
            _ => Vec::new(),
        }
    }

    fn ends(&self, providers: &[ItemRef], consumers: &[ItemRef], data: &[ItemRef]) -> Vec<Block> {
        let mut rows = Vec::new();
        let mut add = |label: &str, blocks: Vec<Block>| {
            if !blocks.is_empty() {
                rows.push(Fact { label: label.to_owned(), blocks });
            }
        };
        let items = |items: &[ItemRef]| items.iter().map(|item| Block::runs(self.item(item))).collect();
        add(self.word("Udstiller", "Provider"), items(providers));
        add(self.word("Anvender", "Consumer"), items(consumers));
        add(self.word("Data", "Data"), items(data));
        if rows.is_empty() { Vec::new() } else { vec![Block::Facts { rows }] }
    }

    fn steps(&self, steps: &[StepView]) -> Block {
        let has_next = steps.iter().any(|step| !step.next.is_empty());
        let mut head = vec![
            self.word("Nr.", "No."),
            self.word("Trin", "Step"),
            self.word("Aktør", "Actor"),
            self.word("Gennemfører", "Carries out"),
        ];
        head.extend(has_next.then(|| self.word("Derefter", "Then")));
        let row = |step: &StepView| {
            let links =
                step.links.iter().flat_map(|fact| &fact.values).map(|value| Block::runs(self.inline(value))).collect();
            let text = |text: &str| vec![Block::text(text)];
            let mut cells = vec![text(&step.number), text(&step.name), text(&step.actor), links];
            if has_next {
                cells.push(step.next.iter().map(|next| Block::text(&next.text)).collect());
            }
            Row { anchor: None, cells }
        };
        let mut table = Table {
            head: head.into_iter().map(str::to_owned).collect(),
            rows: steps.iter().map(row).collect(),
            ..Table::default()
        };
        table.widths = widths(&table);
        Block::Table(table)
    }

    fn tree(&self, nodes: &[TreeNode], depth: usize) -> Vec<Block> {
        let item = |node: &TreeNode| {
            let mut runs = vec![Run::bold(decoded(&node.name_html))];
            if !node.title.is_empty() {
                runs.push(Run::plain(format!(" {}", node.title)));
            }
            let mut blocks = vec![Block::runs(runs)];
            blocks.extend(self.html(&node.html, 0));
            if depth < 8 {
                blocks.extend(self.tree(&node.children, depth + 1));
            }
            blocks
        };
        let items: Vec<Vec<Block>> = nodes.iter().map(item).collect();
        if items.is_empty() { Vec::new() } else { vec![Block::List { ordered: false, items }] }
    }

    fn table(&self, table: &view::Table) -> Option<Block> {
        if table.rows.is_empty() {
            return None;
        }
        let row = |row: &view::Row| Row {
            anchor: None,
            cells: row
                .cells
                .iter()
                .map(|cell| {
                    let runs: Vec<Run> = cell.iter().flat_map(|value| self.inline(value)).collect();
                    if runs.is_empty() { Vec::new() } else { vec![Block::runs(runs)] }
                })
                .collect(),
        };
        let mut shown = Table {
            caption: table.caption.clone(),
            head: table.columns.iter().map(|column| column.text.clone()).collect(),
            rows: table.rows.iter().map(row).collect(),
            widths: Vec::new(),
        };
        shown.rows.iter_mut().for_each(|row| row.cells.resize(table.columns.len(), Vec::new()));
        shown.widths = widths(&shown);
        Some(Block::Table(shown))
    }
}

/// An address that is not the site's own.
fn web(href: &str) -> Option<Target> {
    let is_web = ["https://", "http://", "mailto:"].iter().any(|scheme| href.starts_with(scheme));
    is_web.then(|| Target::Web(href.to_owned()))
}

/// Shares of the width for the columns of a table, in thousandths: enough for the longest word of each, and of the rest
/// more for longer texts.
pub(super) fn widths(table: &Table) -> Vec<u16> {
    let columns = table.rows.iter().map(|row| row.cells.len()).chain([table.head.len()]).max().unwrap_or(0);
    let (mut least, mut wanted) = (Vec::with_capacity(columns), Vec::with_capacity(columns));
    for column in 0..columns {
        let head = table.head.get(column).map_or("", String::as_str);
        let (mut longest, mut word) = (head.chars().count(), longest_word(head));
        for cell in table.rows.iter().filter_map(|row| row.cells.get(column)) {
            let mut text = String::new();
            words(cell, &mut text);
            longest = longest.max(text.chars().count());
            word = word.max(longest_word(&text));
        }
        least.push(word.min(LONGEST_WORD) + 2);
        wanted.push((longest.min(LONG_CELL) * 100).isqrt().max(1));
    }
    let rest = LINE.saturating_sub(least.iter().sum());
    let sum: usize = wanted.iter().sum();
    let room = |(least, wanted): (&usize, &usize)| (least * 10 + rest * 10 * wanted / sum.max(1)).min(10_000) as u16;
    least.iter().zip(&wanted).map(room).collect()
}

/// Letters of the longest word; a no-break space does not end one.
fn longest_word(text: &str) -> usize {
    text.split([' ', '\n']).map(|word| word.chars().count()).max().unwrap_or(0)
}

/// All text of some blocks, without their form.
pub(super) fn words(blocks: &[Block], text: &mut String) {
    for block in blocks {
        match block {
            Block::Heading { runs, .. } | Block::Paragraph { runs, .. } => {
                runs.iter().for_each(|run| text.push_str(&run.text));
                text.push(' ');
            }
            Block::Code { text: code } => text.push_str(code),
            Block::List { items, .. } => items.iter().for_each(|item| words(item, text)),
            Block::Quote { blocks } | Block::Statement { blocks } => words(blocks, text),
            Block::Facts { rows } => rows.iter().for_each(|row| words(&row.blocks, text)),
            Block::Table(table) => table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| words(cell, text)),
            Block::Drawing(_) => {}
        }
    }
}

/// A paragraph that names what follows.
pub(super) fn name(text: &str) -> Block {
    Block::Paragraph { runs: vec![Run::plain(text)], look: Look::Name }
}
