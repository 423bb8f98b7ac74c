//! One file in, one document out: front matter or YAML with positions, Markdown as pieces.
//!
//! Parsing never fails: what can't be read becomes a notice and the rest is kept. A document knows
//! neither its path nor the model, so it holds for as long as the text is the same.

pub mod bpmn;
mod citation;
mod complaint;
mod cut;
mod decode;
mod draft;
mod excerpt;
mod footnotes;
mod front_matter;
mod guard;
mod hash;
mod headings;
mod html;
mod inline;
mod items;
mod kept;
mod links;
mod markdown;
mod offsets;
mod origin;
mod raw;
mod rescue;
mod slug;
mod statement;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod tree;
mod view;
pub mod write;
mod yaml;

pub use cut::cut;
pub use decode::decode;
pub use hash::frame;
pub use kept::{from_bytes, to_bytes};
pub use origin::Origin;
pub use slug::slug;
pub use statement::{Block, BlockForm, StatementText};
pub use text::Text;
pub use tree::{Map, Node, Pair, Scalar, Shared, Style, Value};

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::finding::Notice;
use crate::place::Span;

/// What kind of file a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Front matter and a body: one item.
    Markdown,
    /// One item, or many under `elementer`.
    Yaml,
    /// `_fælles.yaml`: defaults for a folder, no item.
    Defaults,
}

/// Reads one file's text into a document.
///
/// Never fails: what can't be read becomes a notice and the rest is kept. Scalars under a key of `prose_keys`, at any
/// depth, are Markdown, and so is an item's own `tekst`. Spans are byte offsets in `text` (without a byte order mark,
/// if it begins with one).
pub fn parse(form: Form, text: &str, prose_keys: &[String]) -> Document {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut draft = draft::Draft::new(prose_keys);
    match form {
        Form::Markdown => front_matter::read(text, &mut draft),
        Form::Yaml => items::read(text, &mut draft),
        Form::Defaults => items::read_defaults(text, &mut draft),
    }
    let structure = hash::structure(&draft.entries, draft.defaults.as_ref(), &draft.bodies);
    let draft::Draft { entries, defaults, bodies, notices, .. } = draft;
    Document { entries: exact(entries), defaults, bodies: exact(bodies), notices, structure, bpmn: None }
}

/// A list without the room that it grew with. Documents stay in memory, and shrinking a list where it is gives nothing
/// back unless more than half of it is empty.
fn exact<T>(list: Vec<T>) -> Vec<T> {
    if list.len() == list.capacity() {
        return list;
    }
    let mut whole = Vec::with_capacity(list.len());
    whole.extend(list);
    whole
}

/// [`decode`] and [`parse`] in one; gives the text that the spans are in, too, which the bodies share. Notices of the
/// encoding come first.
pub fn parse_bytes(form: Form, bytes: &[u8], prose_keys: &[String]) -> (Document, Arc<str>) {
    let (text, mut notices) = decode(bytes);
    let text: Arc<str> = text.into();
    let mut document = parse(form, &text, prose_keys);
    notices.append(&mut document.notices);
    document.notices = notices;
    let share = |body: Body| Body { source: body.source.shared(&text, &body.origin), ..body };
    document.bodies = document.bodies.into_iter().map(share).collect();
    (document, text)
}

/// Reads one YAML text that is no content file: a selector, `sporbar.yaml`, a model. Nothing in it is Markdown.
/// `None` when the text is empty or can't be read; then a notice says why.
pub fn parse_yaml(text: &str) -> (Option<Node>, Vec<Notice>) {
    let reading = yaml::read(text, 0);
    (reading.node, reading.notices)
}

/// Reads a Markdown text that stands in no file; all spans are zero and nothing is reported.
pub fn prose(text: &str) -> Body {
    let origin = origin::Origin::Whole(Span::default());
    markdown::body(text, &origin, &mut slug::Names::default(), &mut Vec::new()).0
}

/// What one content file holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The items, in written order. A Markdown file has exactly one.
    pub entries: Vec<Entry>,
    /// `fælles:` of a YAML file with several items, or the whole of a `_fælles.yaml`.
    pub defaults: Option<Map>,
    /// Every Markdown text of the file; [`Value::Prose`] points here.
    pub bodies: Vec<Body>,
    /// What the author must mend, in the order found.
    #[serde(skip)]
    pub notices: Vec<Notice>,
    /// Hash of all but the prose: keys, values and spans outside prose, and of prose whether there is
    /// any, and its references, headings, links, views and visibility blocks. Equal structure means that graph and site rules hold.
    pub structure: [u8; 16],
    /// The diagram of a `.bpmn` file; `None` for every other file.
    #[serde(skip)]
    pub bpmn: Option<Arc<bpmn::Bpmn>>,
}

/// One item as written: its keys, nothing typed. A Markdown body stands as the key `tekst`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub fields: Map,
    pub span: Span,
    /// The front matter or element could not be read whole; `fields` holds what was rescued.
    pub damaged: bool,
}

/// A Markdown text, parsed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// Finished HTML, and holes that a page fills.
    pub pieces: Vec<Piece>,
    /// Number of leading pieces that make the statement: all before the first heading that has text
    /// before it (headings at the very start are skipped, and are not part of it).
    pub statement: std::ops::Range<u32>,
    /// The part of `source` that those pieces are made of; see [`Body::statement_text`].
    pub statement_source: std::ops::Range<u32>,
    /// `[[…]]` in written order.
    pub references: Vec<Reference>,
    /// Markdown links and images that point to content files, attachments, headings or pages; web links are plain HTML.
    pub links: Vec<FileLink>,
    pub headings: Vec<Heading>,
    pub views: Vec<ViewBlock>,
    /// The Markdown source, dedented; fingerprints are made of it.
    pub source: Text,
    /// Where the source stands in the file.
    pub origin: Origin,
    /// The first few words as plain text, for descriptions and lists; at most 200 characters.
    pub excerpt: Box<str>,
}

/// A part of a body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Piece {
    /// Finished, sanitised HTML; may open an element that a later piece closes.
    Html(Box<str>),
    /// A hole for `Body::references[i]`.
    Reference(u32),
    /// A hole for the start (`<a …>` or marked text) and the end of `Body::links[i]`.
    LinkOpen(u32),
    LinkClose(u32),
    /// A hole for the image `Body::links[i]`; its `label` is the alternative text.
    Image(u32),
    /// A hole for `Body::views[i]`.
    View(u32),
    /// A block that only outputs publishing its visibility show, whole.
    Guarded(Box<Guarded>),
}

/// A part of a body that only some outputs show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Guarded {
    pub visibility: Box<str>,
    pub pieces: Vec<Piece>,
}

/// `[[target#fragment|label]]` in prose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// Id or citation, trimmed, white space runs (no-break included) as one space, NFC.
    pub target: Box<str>,
    /// From `[[` to `]]`, in the file.
    pub span: Span,
    /// What few references have.
    pub more: Option<Box<ReferenceMore>>,
}

/// What a reference may have beside its target.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReferenceMore {
    /// After `#`: a step, heading or part; without the sign.
    pub fragment: Option<Box<str>>,
    /// After `|`: what to show instead of id and title.
    pub label: Option<Box<str>>,
    /// Visibility of the block it stands in, if any.
    pub guard: Option<Box<str>>,
}

impl Reference {
    /// See [`ReferenceMore::fragment`].
    pub fn fragment(&self) -> Option<&str> {
        self.more.as_ref()?.fragment.as_deref()
    }

    /// See [`ReferenceMore::label`].
    pub fn label(&self) -> Option<&str> {
        self.more.as_ref()?.label.as_deref()
    }

    /// See [`ReferenceMore::guard`].
    pub fn guard(&self) -> Option<&str> {
        self.more.as_ref()?.guard.as_deref()
    }
}

/// A Markdown link or image to something of the project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileLink {
    /// As written, percent-decoded, before `#`; empty for a link to a heading of the same text. For a `page` all that
    /// stands after `side:`.
    pub path: Box<str>,
    pub fragment: Option<Box<str>>,
    pub label: Box<str>,
    pub image: bool,
    /// Written with `side:`: the path is the address of a page from the site's root.
    pub page: bool,
    pub span: Span,
    pub guard: Option<Box<str>>,
}

/// A heading of a body. Slugs are unique in the body: `slug`, `slug-2` …
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    pub text: Box<str>,
    pub slug: Box<str>,
    pub guard: Option<Box<str>>,
}

/// A fenced block whose info string is `visning`: a question to the model, as YAML.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ViewBlock {
    pub question: Node,
    /// The whole block in the file.
    pub span: Span,
    pub guard: Option<Box<str>>,
}
