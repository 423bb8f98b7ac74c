//! YAML events to the tree: raw scalars, byte spans, bounded depth and aliases.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use saphyr_parser::{Event, Parser, ScalarStyle};

use super::offsets::Offsets;
use super::{Map, Node, Pair, Scalar, Style, Value, citation, complaint};
use crate::finding::Notice;
use crate::language::{is_composed, nfc};
use crate::place::Span;
use crate::said;

/// Deeper nesting than any author means; keeps every later walk over the tree off the stack's end.
const DEPTH: usize = 64;
/// What aliases may add to a file, in nodes; a long text counts as one node per hundred bytes.
const ALIAS_BUDGET: usize = 100_000;

/// What one YAML text gave.
pub(super) struct Reading {
    /// The first document; `None` when the text is empty or broken.
    pub node: Option<Node>,
    pub notices: Vec<Notice>,
    /// The text could not be read to its end; the last notice says why.
    pub broken: bool,
}

/// Reads the first YAML document of `text`. `base` is the offset of `text` in its file; all spans are in the file.
pub(super) fn read(text: &str, base: usize) -> Reading {
    let mut builder = Builder {
        offsets: Offsets::new(text, base),
        stack: Vec::new(),
        nodes: Vec::new(),
        pairs: Vec::new(),
        anchors: HashMap::default(),
        stored: 0,
        spent: 0,
        root: None,
        notices: Vec::new(),
    };
    let broken = builder.run(Parser::new_from_str(text)).err();
    let mut notices = builder.notices;
    let is_broken = broken.is_some();
    notices.extend(broken.map(|notice| *notice));
    Reading { node: if is_broken { None } else { builder.root }, notices, broken: is_broken }
}

struct Builder<'a> {
    offsets: Offsets<'a>,
    stack: Vec<Frame>,
    /// What the open lists and mappings hold so far, those of the innermost last.
    nodes: Vec<Node>,
    pairs: Vec<Pair>,
    anchors: HashMap<usize, Option<Anchored>, FixedState>,
    /// Weight of all nodes kept for aliases, and of all that aliases added.
    stored: usize,
    spent: usize,
    root: Option<Node>,
    notices: Vec<Notice>,
}

struct Anchored {
    node: Node,
    weight: usize,
    height: usize,
}

struct Frame {
    start: usize,
    anchor: usize,
    /// End of the last thing inside.
    end: usize,
    kind: Kind,
}

enum Kind {
    /// From where on the nodes are its own.
    List(usize),
    /// From where on the pairs are its own, and the key whose value comes next.
    Map { from: usize, key: Option<Key> },
}

enum Key {
    Word(Box<str>, Span),
    /// No single word: reported, and left out with its value.
    Odd,
}

type Step = Result<(), Box<Notice>>;

impl Builder<'_> {
    fn run<'input>(&mut self, parser: Parser<'input, saphyr_parser::StrInput<'input>>) -> Step {
        let mut documents = 0;
        for event in parser {
            let (event, span) = event.map_err(|error| {
                let at = self.offsets.byte(error.marker().index());
                Box::new(complaint::explain(self.offsets.text, self.offsets.base, at, error.info()))
            })?;
            let (start, end) = (self.offsets.byte(span.start.index()), self.offsets.byte(span.end.index()));
            match event {
                Event::DocumentStart(_) if documents == 1 => {
                    self.notices.push(several_documents(self.offsets.span(start, end)));
                    return Ok(());
                }
                Event::DocumentStart(_) => documents += 1,
                Event::Scalar(text, style, anchor, _) => {
                    let node = self.scalar(&text, style, start, end);
                    self.finish(node, end, anchor);
                }
                Event::SequenceStart(anchor, _) => self.open(start, anchor, Kind::List(self.nodes.len()))?,
                Event::MappingStart(anchor, _) => {
                    self.open(start, anchor, Kind::Map { from: self.pairs.len(), key: None })?;
                }
                Event::SequenceEnd | Event::MappingEnd => self.close(start, end),
                Event::Alias(anchor) => self.alias(anchor, start, end)?,
                Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
            }
        }
        Ok(())
    }

    fn open(&mut self, start: usize, anchor: usize, kind: Kind) -> Step {
        if self.stack.len() >= DEPTH {
            let message = said!(
                "YAML er indlejret i mere end {} niveauer",
                "YAML is nested more than {} levels deep"; DEPTH
            );
            return Err(Box::new(Notice::new("S01", self.offsets.span(start, start + 1), message)));
        }
        self.stack.push(Frame { start, anchor, end: start, kind });
        Ok(())
    }

    fn close(&mut self, start: usize, end: usize) {
        let Some(frame) = self.stack.pop() else { return };
        // A block ends with its last content; only a flow collection has a bracket of its own.
        let bracket = end > start && matches!(self.offsets.text.as_bytes().get(start), Some(b']' | b'}'));
        let end = if bracket { end } else { frame.end };
        let base = self.offsets.base;
        let value = match frame.kind {
            Kind::List(from) => {
                let mut list: Vec<Node> = self.nodes.drain(from..).collect();
                if bracket {
                    citation::join_elements(self.offsets.text, base, &mut list, &mut self.notices);
                }
                Value::List(list)
            }
            Kind::Map { from, .. } => {
                // A Markdown file's body joins the keys of its item.
                let more = usize::from(self.stack.is_empty());
                let mut pairs: Vec<Pair> = Vec::with_capacity(self.pairs.len() - from + more);
                pairs.extend(self.pairs.drain(from..));
                if bracket {
                    citation::join_pairs(self.offsets.text, base, &mut pairs, &mut self.notices);
                }
                drop_duplicates(&mut pairs, &mut self.notices);
                Value::Map(Map { pairs: pairs.into() })
            }
        };
        self.finish(Node { value, span: self.offsets.span(frame.start, end) }, end, frame.anchor);
    }

    /// Puts a node where it belongs; `end` is its end in the text.
    fn finish(&mut self, node: Node, end: usize, anchor: usize) {
        if anchor > 0 {
            self.remember(anchor, &node);
        }
        let Some(frame) = self.stack.last_mut() else {
            self.root = Some(node);
            return;
        };
        frame.end = frame.end.max(end);
        match &mut frame.kind {
            Kind::List(_) => self.nodes.push(node),
            Kind::Map { key, .. } => match key.take() {
                None => *key = Some(word(node, &mut self.notices)),
                Some(Key::Odd) => {}
                Some(Key::Word(word, key_span)) => {
                    let pair = Pair { key: word, key_span, value: node };
                    complaint::cut_title(self.offsets.text, self.offsets.base, &pair, &mut self.notices);
                    self.pairs.push(pair);
                }
            },
        }
    }

    fn scalar(&self, text: &str, style: ScalarStyle, start: usize, end: usize) -> Node {
        if style == ScalarStyle::Plain && text.is_empty() {
            return Node { value: Value::Empty, span: self.empty_span(start) };
        }
        let (start, end) = self.bounds(style, start, end);
        let span = self.offsets.span(start, end);
        if style == ScalarStyle::Plain && matches!(text, "~" | "null") {
            return Node { value: Value::Empty, span };
        }
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
        };
        Node { value: Value::Scalar(Scalar { text: text.into(), style }), span }
    }

    /// The parser counts a comment after a quoted text in, and begins a block after its `|`.
    fn bounds(&self, style: ScalarStyle, start: usize, end: usize) -> (usize, usize) {
        let text = self.offsets.text;
        match style {
            ScalarStyle::Plain => (start, end),
            ScalarStyle::SingleQuoted => (start, quote_end(text, start, end, '\'')),
            ScalarStyle::DoubleQuoted => (start, quote_end(text, start, end, '"')),
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let before = text[..start].trim_end();
                let known = self.stack.last().map_or(0, |frame| frame.end).min(before.len());
                let line = before.rfind('\n').map_or(0, |newline| newline + 1).max(known);
                let sign = before[line..].find(['|', '>']).filter(|_| !text[start..].starts_with(['|', '>']));
                (sign.map_or(start, |sign| line + sign), end)
            }
        }
    }

    /// The parser places an empty value at the token after it; authors look for it after their colon.
    fn empty_span(&self, start: usize) -> Span {
        if let Some(Frame { kind: Kind::Map { key: Some(Key::Word(_, key_span)), .. }, .. }) = self.stack.last() {
            let key_end = key_span.end as usize - self.offsets.base;
            let rest = &self.offsets.text[key_end..];
            let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            let colon = usize::from(rest[blank..].starts_with(':'));
            let at = if colon == 1 { key_end + blank + 1 } else { key_end };
            return self.offsets.span(at, at);
        }
        self.offsets.span(start, start)
    }

    fn remember(&mut self, anchor: usize, node: &Node) {
        let (weight, height) = measure(node);
        self.stored += weight;
        let anchored = (self.stored <= ALIAS_BUDGET).then(|| Anchored { node: node.clone(), weight, height });
        self.anchors.insert(anchor, anchored);
    }

    fn alias(&mut self, anchor: usize, start: usize, end: usize) -> Step {
        let span = self.offsets.span(start, end);
        let over = |message| Err(Box::new(Notice::new("S01", span, message)));
        match self.anchors.get(&anchor) {
            None => {
                over(said!("`*` henviser til noget, den selv er en del af", "the alias refers to what it is part of"))
            }
            Some(Some(anchored))
                if self.spent + anchored.weight <= ALIAS_BUDGET && self.stack.len() + anchored.height <= DEPTH =>
            {
                self.spent += anchored.weight;
                let node = Node { value: anchored.node.value.clone(), span };
                self.finish(node, end, 0);
                Ok(())
            }
            Some(_) => over(said!(
                "filens `*`-henvisninger folder sig ud til for meget",
                "the file's aliases unfold to too much"
            )),
        }
    }
}

/// Offset after the quote that closes a scalar, at most `end`.
fn quote_end(text: &str, start: usize, end: usize, quote: char) -> usize {
    let written = &text[start..end];
    let Some(open) = written.find(quote) else { return end };
    let mut rest = written[open + 1..].char_indices().peekable();
    while let Some((at, char)) = rest.next() {
        if char == '\\' && quote == '"' {
            rest.next();
        } else if char == quote && (quote == '"' || rest.next_if(|(_, next)| *next == quote).is_none()) {
            return start + open + 1 + at + 1;
        }
    }
    end
}

/// A key from its node: NFC, and nothing but a scalar.
fn word(node: Node, notices: &mut Vec<Notice>) -> Key {
    match node.value {
        Value::Scalar(scalar) if is_composed(&scalar.text) => Key::Word(scalar.text, node.span),
        Value::Scalar(scalar) => Key::Word(nfc(&scalar.text).into(), node.span),
        _ => {
            let message = said!("en nøgle skal være et ord", "a key has to be a word");
            let help = said!(
                "begynder værdien med `{{` eller `[`, så sæt den i anførselstegn",
                "if the value begins with `{{` or `[`, put it in quotes"
            );
            notices.push(Notice::new("S01", node.span, message).help(help));
            Key::Odd
        }
    }
}

fn several_documents(span: Span) -> Notice {
    let message = said!("filen har flere YAML-dokumenter", "the file has several YAML documents");
    let help = said!(
        "skriv flere elementer som en liste under `elementer:`; kun det første dokument er læst",
        "write several items as a list under `elementer:`; only the first document was read"
    );
    Notice::new("S01", span, message).help(help)
}

/// Reports keys written twice and keeps the first.
pub(super) fn drop_duplicates(pairs: &mut Vec<Pair>, notices: &mut Vec<Notice>) {
    let mut first: HashMap<&str, Span, FixedState> = HashMap::default();
    let few = pairs.len() <= 16;
    let mut doubles = Vec::new();
    for (index, pair) in pairs.iter().enumerate() {
        let before = if few {
            pairs[..index].iter().find(|other| other.key == pair.key).map(|other| other.key_span)
        } else {
            let known = first.get(&*pair.key).copied();
            first.entry(&pair.key).or_insert(pair.key_span);
            known
        };
        if let Some(before) = before {
            let message = said!("`{}` står to gange", "`{}` is written twice"; pair.key);
            let help = said!("behold den ene; den første er brugt", "keep one of them; the first is used");
            let there = said!("første gang her", "first written here");
            notices.push(Notice::new("S05", pair.key_span, message).help(help).related(before, there));
            doubles.push(index);
        }
    }
    drop(first);
    if !doubles.is_empty() {
        let mut index = 0;
        pairs.retain(|_| {
            index += 1;
            doubles.binary_search(&(index - 1)).is_err()
        });
    }
}

/// Weight and height of a tree, which is at most [`DEPTH`] deep.
fn measure(node: &Node) -> (usize, usize) {
    let add = |(weight, height): (usize, usize), node: &Node| {
        let (inner, below) = measure(node);
        (weight + inner, height.max(below + 1))
    };
    match &node.value {
        Value::List(list) => list.iter().fold((1, 1), add),
        Value::Map(map) => map.pairs.iter().fold((1, 1), |sum, pair| {
            let (weight, height) = add(sum, &pair.value);
            (weight + pair.key.len() / 100, height)
        }),
        Value::Scalar(scalar) => (1 + scalar.text.len() / 100, 0),
        Value::Empty | Value::Prose(_) => (1, 0),
    }
}
