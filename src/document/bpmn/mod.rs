//! A BPMN 2.0 file as a value: what it models and where its author drew it.
//!
//! Names of elements are compared without their prefix, since every tool has its own; what stands under
//! `extensionElements` is the tools' own and never looked at. Nothing here trusts a number or a reference.

mod decode;
mod elements;
mod form;
mod interchange;
mod kinds;
#[cfg(test)]
mod tests;
mod xml;

pub use decode::decode_xml;
pub use form::{
    Activity, Data, Element, Event, Flow, FlowForm, Form, Frame, Gateway, Looping, Position, Store, Task, Trigger,
};
pub use interchange::{Band, Bounds, Diagram, Edge, Point, Shape};

use super::Document;
use crate::finding::Notice;
use crate::place::Span;
use crate::said;

/// What one `.bpmn` file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bpmn {
    /// In written order, what is nested after what it is nested in.
    pub elements: Vec<Element>,
    /// The drawings; empty when the file has no coordinates.
    pub diagrams: Vec<Diagram>,
    /// The file could not be read whole; a notice says where.
    pub damaged: bool,
}

/// Reads a `.bpmn` file into a document without items; gives the text that the spans are in, too.
///
/// Never fails: what can't be read becomes a notice, and what stood before it is kept.
pub fn parse_bpmn(bytes: &[u8]) -> (Document, String) {
    let text = decode_xml(bytes);
    let (bpmn, notices) = read(&text);
    let empty = super::parse(super::Form::Defaults, "", &[]);
    (Document { notices, bpmn: Some(std::sync::Arc::new(bpmn)), ..empty }, text)
}

fn read(text: &str) -> (Bpmn, Vec<Notice>) {
    let (root, fault) = xml::read(text);
    let mut notices: Vec<Notice> = fault.into_iter().collect();
    let damaged = !notices.is_empty();
    let Some(root) = root else { return (Bpmn { damaged, ..Bpmn::default() }, notices) };
    if &*root.name != "definitions" && !damaged {
        let message = said!("filen er ikke BPMN 2.0: den begynder med `{}`", "the file is not BPMN 2.0: it begins with `{}`"; root.name);
        let help = said!("gem diagrammet som BPMN 2.0 (XML)", "save the diagram as BPMN 2.0 (XML)");
        notices.push(Notice::new("S01", Span::new(root.offset, root.offset + 1), message).help(help));
        return (Bpmn { damaged: true, ..Bpmn::default() }, notices);
    }
    let elements = elements::read(&root);
    let diagrams = interchange::read(&root, &elements);
    (Bpmn { elements, diagrams, damaged }, notices)
}
