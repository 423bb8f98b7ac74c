//! Items in a plain form: names and texts without positions, schema or graph, such as two editions of a project are
//! compared in. A model gives it, and so do the data parts of a built site.

mod reading;
mod values;
mod written;

use serde::{Deserialize, Serialize};

pub use reading::{statement, text as prose};

use super::Facts;
use std::sync::Arc;

use crate::finding::Language;
use crate::model::{ItemIx, Prose, Role};

/// An item with everything that is written of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plain {
    pub id: String,
    /// Key of its kind, such as `krav`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Empty for provisions without a title.
    #[serde(rename = "titel")]
    pub title: String,
    /// Address on the site from its root; may have an anchor.
    pub url: String,
    /// Earlier ids, as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<String>,
    /// Id of the act that a provision belongs to; empty for all else.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub within: String,
    /// Ids of the solutions it belongs to; empty when it is shared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub solutions: Vec<String>,
    /// Keys of the model with what stands there: titles, kind and status first, then as the model lists them. What is
    /// not written is not here, but a status that follows from its absence is.
    pub fields: Vec<(String, PlainValue)>,
}

/// An earlier edition that this one is compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// What `sporbar.yaml` calls it.
    pub name: String,
    /// Its own name, such as `2026.2`; empty when it gives none.
    pub edition: String,
    /// Values of `synlighed` that its items may have beside public.
    pub publishes: Vec<String>,
    /// In model order.
    pub items: Vec<Plain>,
    /// Hash of the items.
    pub hash: [u8; 16],
}

/// What stands in a field. An id that a link leads to stands as `[[id]]`, also in running text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PlainValue {
    Text(String),
    /// One line for each value.
    List(Vec<String>),
}

/// Who the plain form is for: what they may see, and how texts are given.
pub trait Audience: Sync {
    /// Whether an item may be seen.
    fn shows(&self, ix: ItemIx) -> bool;
    /// Whether a block of prose with this visibility may be seen; `None` is public.
    fn shows_block(&self, guard: Option<&str>) -> bool;
    /// Whether the author's own text is given, comments and markup included, and not what a page shows of it.
    fn sees_source(&self) -> bool;

    /// What stands in the place of something that may not be seen.
    fn hidden_word(&self, language: Language) -> &'static str {
        match language {
            Language::Danish => "ikke offentligt",
            Language::English => "not public",
        }
    }

    /// Whether a field says that a link of it leads to something that may not be seen.
    fn tells_omissions(&self) -> bool {
        false
    }
}

/// Whoever shares it with others.
impl<T: Audience + Send> Audience for Arc<T> {
    fn shows(&self, ix: ItemIx) -> bool {
        (**self).shows(ix)
    }

    fn shows_block(&self, guard: Option<&str>) -> bool {
        (**self).shows_block(guard)
    }

    fn sees_source(&self) -> bool {
        (**self).sees_source()
    }

    fn hidden_word(&self, language: Language) -> &'static str {
        (**self).hidden_word(language)
    }

    fn tells_omissions(&self) -> bool {
        (**self).tells_omissions()
    }
}

/// Those who write the project: they see all of it, as written.
pub struct Authors;

impl Audience for Authors {
    fn shows(&self, _: ItemIx) -> bool {
        true
    }

    fn shows_block(&self, _: Option<&str>) -> bool {
        true
    }

    fn sees_source(&self) -> bool {
        true
    }
}

impl PlainValue {
    /// Whether every line begins with a link: then their order says nothing.
    pub(super) fn is_links(&self) -> bool {
        matches!(self, PlainValue::List(list) if list.iter().all(|line| line.starts_with("[[")))
    }

    /// The text for readers: one line for each value, links as bare ids where they are values. Running text keeps its
    /// marks.
    pub fn shown(&self) -> String {
        match self {
            PlainValue::Text(text) => text.clone(),
            PlainValue::List(list) => list.iter().map(|line| bare(line)).collect::<Vec<_>>().join("\n"),
        }
    }
}

/// A line of a list with its links as bare ids.
pub fn bare(line: &str) -> String {
    line.replace("[[", "").replace("]]", "")
}

/// All items that an audience may see, in model order; an id that stands twice gives its first holder only.
pub fn plain_items(facts: &Facts, audience: &dyn Audience) -> Vec<Plain> {
    use rayon::prelude::*;
    let seen: Vec<ItemIx> = facts.model.all().filter(|ix| audience.shows(*ix)).collect();
    let seen = seen.into_par_iter().filter(|ix| !facts.model.item(*ix).duplicate);
    seen.map(|ix| plain(facts, ix, audience)).collect()
}

/// One item as an audience may see it.
pub fn plain(facts: &Facts, ix: ItemIx, audience: &dyn Audience) -> Plain {
    let model = &facts.model;
    let item = model.item(ix);
    let former = item.reserved_with(&model.schema, Role::FormerIds);
    let former = former.map(|field| field.node.elements()).unwrap_or_default();
    let solutions = model.solutions(ix).iter().copied().filter(|solution| audience.shows(*solution));
    Plain {
        id: item.id.to_string(),
        kind: model.schema.kind(item.kind).key.clone(),
        title: item.title.to_string(),
        url: item.url.to_string(),
        former: former.iter().filter_map(|node| node.text()).map(|text| text.trim().to_owned()).collect(),
        within: act(facts, ix).map(|act| model.item(act).id.to_string()).unwrap_or_default(),
        solutions: solutions.map(|solution| model.item(solution).id.to_string()).collect(),
        fields: values::of(facts, ix, audience),
    }
}

/// A text in words as an audience may see it; references stand as `[[id]]`.
pub fn prose_text(facts: &Facts, holder: ItemIx, prose: Prose, audience: &dyn Audience) -> String {
    reading::text(facts, holder, prose, audience)
}

/// The outermost item that one is nested in.
fn act(facts: &Facts, ix: ItemIx) -> Option<ItemIx> {
    let mut outermost = None;
    let mut above = facts.model.item(ix).parent;
    while let Some(parent) = above {
        outermost = Some(parent);
        above = facts.model.item(parent).parent;
    }
    outermost
}
