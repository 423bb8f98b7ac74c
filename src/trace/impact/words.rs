//! A path in words: "BL § 20, stk. 3 → hjemmel for DUBU-K-0012 → understøtter UC-12".

use std::fmt::Write as _;

use crate::finding::{Language, Said};
use crate::law;
use crate::model::{ItemIx, Model, Role};
use crate::said;

use super::{Hop, Impact, Node, Via};

/// One step of a path in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<'a> {
    /// How it is reached from what stands before it: "hjemmel for"; empty for the start.
    pub how: &'a str,
    /// What is reached.
    pub to: Node,
    /// "der henviser til hele § 20", when it is reached from what encloses the start; else empty.
    pub remark: String,
}

/// A path in words, step by step. What encloses a start is no step of its own: what cites the whole of it says so.
pub fn told<'a>(model: &'a Model, path: &[Hop], language: Language) -> Vec<Told<'a>> {
    let mut steps = Vec::with_capacity(path.len());
    let mut whole = None;
    for hop in path {
        if hop.via == Via::Enclosing {
            whole = Some(hop.to);
            continue;
        }
        let remark = match whole.take() {
            Some(Node::Item(whole)) => format!(
                "{} {}",
                said!("der henviser til", "which refers to").in_language(language),
                whole_of(model, whole).in_language(language)
            ),
            _ => String::new(),
        };
        steps.push(Told { how: how(model, hop.via, language), to: hop.to, remark });
    }
    steps
}

/// The path on one line.
pub fn line(model: &Model, impact: &Impact, path: &[Hop], language: Language) -> String {
    let mut line = String::new();
    for told in told(model, path, language) {
        if !told.how.is_empty() {
            // Writing to memory can't fail.
            let _ = write!(line, " → {} ", told.how);
        }
        line.push_str(id(model, impact, told.to));
        if !told.remark.is_empty() {
            let _ = write!(line, ", {}", told.remark);
        }
    }
    line
}

/// The id of what stands on a path.
pub fn id<'a>(model: &'a Model, impact: &'a Impact, node: Node) -> &'a str {
    match node {
        Node::Item(ix) => &model.item(ix).id,
        Node::Gone(number) => impact.gone.get(number as usize).map_or("", |gone| &gone.id),
    }
}

/// How one thing leads to the next: "hjemmel for".
pub fn how(model: &Model, via: Via, language: Language) -> &str {
    let name = match via {
        Via::Start | Via::Enclosing => return "",
        Via::Nested => {
            return match language {
                Language::Danish => "omfatter",
                Language::English => "comprises",
            };
        }
        Via::Forward(link_type) => &model.schema.link_type(link_type).name,
        Via::Backward(link_type) => &model.schema.link_type(link_type).onward,
    };
    match language {
        Language::Danish => &name.da,
        Language::English => &name.en,
    }
}

/// "hele § 20", "hele loven", "hele BEK-1".
fn whole_of(model: &Model, ix: ItemIx) -> Said {
    let item = model.item(ix);
    if let Some((_, pinpoint)) = law::split_citation(&item.id).filter(|_| item.parent.is_some()) {
        return said!("hele {}", "the whole of {}"; pinpoint);
    }
    let document = model.field(ix, Role::DocumentType).and_then(|field| field.node.text());
    let is_act = |text: &str| model.schema.word_list("act_document").iter().any(|word| word == text.trim());
    if document.is_some_and(is_act) {
        return said!("hele loven", "the whole act");
    }
    said!("hele {}", "the whole of {}"; item.id)
}
