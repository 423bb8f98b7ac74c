//! The model in force, as data: which kinds of item there are, what they carry, how they link.
//!
//! Code knows only [`Role`]s. The Danish words stand in `builtin.yaml`, an own model in another
//! language is a file and no code.

mod fault;
mod field;
mod link;
mod lookup;
mod merge;
mod read;
mod resolve;
mod role;
mod schema_json;
#[cfg(test)]
mod tests;
mod tree;
mod words;

pub use fault::{Fault, ModelError};
pub use read::{BUILTIN, BUILTIN_NAME};
pub use role::{Role, UnknownRole};
pub use schema_json::json_schema;

/// Index of a kind in [`Schema::kinds`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindIx(pub u16);

/// Index of a link type in [`Schema::link_types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkTypeIx(pub u16);

/// A name for readers, in both languages; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub da: String,
    pub en: String,
}

/// A whole model, checked: every name it mentions exists.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// `navn` of the model, for the page about it.
    pub name: String,
    /// In the order of the model file; menus and front pages follow it.
    pub kinds: Vec<Kind>,
    /// Link types by name; those inside objects are named by path (`trin.krav`).
    pub link_types: Vec<LinkType>,
    /// Keys that every kind has (`titel`, `gyldig` …), with their roles. A kind's own field of the same key wins.
    pub reserved: Vec<Field>,
    /// Who is responsible for what: one row per kind of document.
    pub raci: Vec<RaciRow>,
    /// Word lists of the language rules, by list name.
    pub word_lists: Vec<(String, Vec<String>)>,
    /// Keys of every field of the form `markdown` in any kind, and `tekst`; `document::parse` makes prose of them.
    pub prose_keys: Vec<String>,
    /// Hash of the model's text (built-in and own), for keys.
    pub hash: [u8; 16],
}

/// One kind of item (`type: krav`).
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// What authors write under `type`, in NFC.
    pub key: String,
    pub role: Option<Role>,
    /// Folder of its pages in the URL, lower-case ASCII.
    pub folder: String,
    pub name: Name,
    pub plural: Name,
    /// One sentence for readers: what it is. May be empty strings.
    pub help: Name,
    /// In lifecycle order; empty when the kind has no status.
    pub statuses: Vec<Status>,
    /// Index in `statuses` of what an absent status means.
    pub default_status: Option<u16>,
    pub fields: Vec<Field>,
    /// Link fields at the item's top level.
    pub links: Vec<LinkField>,
}

/// A status with what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    pub key: String,
    pub role: Option<Role>,
    pub name: Name,
}

/// One key of a kind or of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub key: String,
    pub role: Option<Role>,
    pub name: Name,
    pub form: Form,
    /// Part of the item's fingerprint: a change makes reviewed links to the item suspect.
    pub fingerprint: bool,
}

/// The form of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    Text,
    Markdown,
    /// A number with decimals, point as decimal sign.
    Number,
    Integer,
    YesNo,
    Date,
    /// An ISO date or words such as `ministeren fastsætter`.
    DateOrText,
    /// A mapping `{fra, til}` or a text such as `2026-2028`.
    Period,
    OneOf(Vec<Choice>),
    SeveralOf(Vec<Choice>),
    /// A list of texts; one text is a list of one.
    List,
    /// One mapping, or a list of them: both are read as a list.
    Object(Vec<Field>),
    /// A link inside an object; `LinkField::link_type` is named by the path.
    Reference(LinkField),
    Url,
    /// Path of an attachment, relative to the file it is written in.
    File,
    /// A selector (`vælg`).
    Selector,
    /// Nested pinpoints `{ref, titel, tekst, punkter}` of the item, shown as anchors on its page
    /// and linked as `<id> <ref>`; not items.
    Parts,
    /// Any YAML, shown as text (such as a decision table's `rækker`).
    Any,
}

/// One allowed value of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub key: String,
    pub role: Option<Role>,
    pub name: Name,
}

/// A field that links.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkField {
    pub key: String,
    pub link_type: LinkTypeIx,
    /// Kinds it may point to; empty means any.
    pub targets: Vec<KindIx>,
    /// Fewest and most links (S09); `None`: no bound.
    pub min: Option<u32>,
    pub max: Option<u32>,
}

/// A type of link, with its name both ways.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkType {
    /// `hjemmel`; inside objects the path, `trin.krav`. `omtaler` is a reference in prose. Two types share a key
    /// where one kind means something else by it (`om` of `fortolkning`): see [`Schema::link_types_named`].
    pub key: String,
    pub role: Option<Role>,
    /// As read from the item that holds it ("hjemmel"), in the singular or as a verb.
    pub name: Name,
    /// As read from the target ("begrunder").
    pub reverse: Name,
    /// As said on a path from the target to the item that holds it ("hjemmel for"): `i_sti`, else the reverse name.
    pub onward: Name,
    /// This type says the same as another, written from the other end; links of it are kept as that
    /// one, turned round.
    pub inverse_of: Option<LinkTypeIx>,
    pub impact: Impact,
    pub first_step: FirstStep,
    /// Links of this type are reviewed against a fingerprint of the target.
    pub reviewed: bool,
    /// A cycle of such links is an error (S13).
    pub acyclic: bool,
    /// Attributes of the mapping form `{til: …, note: …}`; `note` is always allowed.
    pub attributes: Vec<Field>,
}

/// How a change spreads over a link type (`påvirkning`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impact {
    None,
    /// A change of the target affects the holder.
    FromTarget,
    /// A change of the holder affects the target.
    ToTarget,
}

/// In which direction a link is walked from distance 0 to 1 only (`første_trin`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstStep {
    None,
    FromTarget,
    ToTarget,
    Both,
}

/// Who does what with a kind of document: keys of body types for R, A, C and I.
#[derive(Clone, Debug, PartialEq)]
pub struct RaciRow {
    pub document: Name,
    pub responsible: Vec<String>,
    pub accountable: Vec<String>,
    pub consulted: Vec<String>,
    pub informed: Vec<String>,
}
