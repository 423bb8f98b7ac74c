//! ReqIF 1.2 (OMG formal/2016-07-01): every item with its values, in a form that requirement tools read.
//!
//! Every key has an attribute whose text is the cell of [`super::cells`], so that what comes back is what went out.
//! Beside them stand what other tools look for: `ReqIF.ForeignID`, `ReqIF.Name` and `ReqIF.Text` as XHTML, and a
//! relation for each link between two items of the file.
//!
//! The common library for ReqIF carries older copies of the XML, ZIP and hash libraries, sets no bounds and tells no
//! place of most faults, so reading and writing are our own.

mod types;
mod xml;

use jiff::civil::Date;

use super::cells;
use super::{Material, Part};
use crate::model::{ItemIx, LinkTypeIx};
use crate::trace::Facts;
use crate::trace::plain::Audience;

use types::{Attribute, Kinds, Value};
use xml::Writer;
pub use xml::{id as xml_id, shown};

/// Name of the tool in files of ours, by which the import knows them.
pub const TOOL: &str = "Sporbar";
/// Name of the attribute for readers of a text, as tools call it.
pub const TEXT: &str = "ReqIF.Text";
/// Names that tools give to what we call otherwise.
pub const FOREIGN_ID: &str = "ReqIF.ForeignID";
pub const NAME: &str = "ReqIF.Name";

/// How many times as long as the sources the file is at most, as a rule.
const TIMES_THE_SOURCES: usize = 4;

/// The ReqIF file of a bundle.
pub(super) fn part(material: &Material) -> Part {
    Part::new("krav/krav.reqif", reqif(material.facts(), &material.book.published))
}

/// The whole file: items that an audience may see, by kind in model order; provisions are part of their act.
pub fn reqif(facts: &Facts, audience: &dyn Audience) -> String {
    let kinds = Kinds::of(facts, audience);
    let sources: usize = facts.files.iter().map(|file| file.text.len()).sum();
    let mut writer = Writer::new(stamp(facts.model.day), sources * TIMES_THE_SOURCES);
    header(facts, &mut writer);
    writer.open("CORE-CONTENT");
    writer.open("REQ-IF-CONTENT");
    types::datatypes(&kinds, &mut writer);
    types::spec_types(facts, &kinds, &mut writer);
    objects(facts, audience, &kinds, &mut writer);
    relations(facts, audience, &kinds, &mut writer);
    specifications(facts, &kinds, &mut writer);
    writer.close("REQ-IF-CONTENT");
    writer.close("CORE-CONTENT");
    writer.finish()
}

fn stamp(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

fn header(facts: &Facts, writer: &mut Writer) {
    let config = &facts.config;
    writer.open("THE-HEADER");
    writer.raw("REQ-IF-HEADER", &[("IDENTIFIER", "_sporbar")], false);
    if !config.notice.is_empty() {
        writer.text("COMMENT", &config.notice);
    }
    let stamp = writer.stamp.clone();
    writer.text("CREATION-TIME", &stamp);
    writer.text("REQ-IF-TOOL-ID", TOOL);
    writer.text("REQ-IF-VERSION", "1.0");
    writer.text("SOURCE-TOOL-ID", TOOL);
    writer.text("TITLE", &config.titel);
    writer.close("REQ-IF-HEADER");
    writer.close("THE-HEADER");
}

fn objects(facts: &Facts, audience: &dyn Audience, kinds: &Kinds, writer: &mut Writer) {
    writer.open("SPEC-OBJECTS");
    for kind in &kinds.kinds {
        for ix in &kind.items {
            let item = facts.model.item(*ix);
            writer.identified("SPEC-OBJECT", &object_id(&item.id), None);
            writer.open("VALUES");
            for attribute in &kind.attributes {
                let text = cells::cell(facts, *ix, &attribute.column, audience);
                if !text.is_empty() {
                    value(kinds, attribute, &text, writer);
                }
            }
            writer.close("VALUES");
            writer.open("TYPE");
            writer.text("SPEC-OBJECT-TYPE-REF", &kind.id);
            writer.close("TYPE");
            writer.close("SPEC-OBJECT");
        }
    }
    writer.close("SPEC-OBJECTS");
}

/// The identifier of an item's object.
pub fn object_id(id: &str) -> String {
    xml::id("so", id)
}

fn value(kinds: &Kinds, attribute: &Attribute, text: &str, writer: &mut Writer) {
    match &attribute.value {
        Value::String => {
            writer.raw("ATTRIBUTE-VALUE-STRING", &[("THE-VALUE", text)], false);
            definition("ATTRIBUTE-DEFINITION-STRING-REF", &attribute.id, writer);
            writer.close("ATTRIBUTE-VALUE-STRING");
        }
        Value::Enumeration(number) => {
            writer.raw("ATTRIBUTE-VALUE-ENUMERATION", &[], false);
            definition("ATTRIBUTE-DEFINITION-ENUMERATION-REF", &attribute.id, writer);
            writer.open("VALUES");
            for line in text.lines().filter(|line| !line.is_empty()) {
                writer.text("ENUM-VALUE-REF", &kinds.enumerations[*number].value_id(line));
            }
            writer.close("VALUES");
            writer.close("ATTRIBUTE-VALUE-ENUMERATION");
        }
    }
    if let Some(id) = &attribute.readers {
        writer.raw("ATTRIBUTE-VALUE-XHTML", &[], false);
        definition("ATTRIBUTE-DEFINITION-XHTML-REF", id, writer);
        writer.xhtml(text);
        writer.close("ATTRIBUTE-VALUE-XHTML");
    }
}

fn definition(element: &str, id: &str, writer: &mut Writer) {
    writer.open("DEFINITION");
    writer.text(element, id);
    writer.close("DEFINITION");
}

/// A relation for each link between two objects of the file.
fn relations(facts: &Facts, audience: &dyn Audience, kinds: &Kinds, writer: &mut Writer) {
    let model = &facts.model;
    writer.open("SPEC-RELATIONS");
    for kind in &kinds.kinds {
        for ix in &kind.items {
            let mut number = 0;
            for link in model.held_by(*ix) {
                let Some((from, to)) = link.ends() else { continue };
                let inside = |ix: &ItemIx| kinds.holds(model, *ix) && audience.shows(*ix);
                if !audience.shows_block(link.guard.as_deref()) || !inside(&from) || !inside(&to) {
                    continue;
                }
                number += 1;
                let id = xml::id("sr", &format!("{}.{number}", model.item(*ix).id));
                writer.identified("SPEC-RELATION", &id, None);
                for (end, ix) in [("SOURCE", from), ("TARGET", to)] {
                    writer.open(end);
                    writer.text("SPEC-OBJECT-REF", &object_id(&model.item(ix).id));
                    writer.close(end);
                }
                writer.open("TYPE");
                writer.text("SPEC-RELATION-TYPE-REF", &relation_id(facts, link.link_type));
                writer.close("TYPE");
                writer.close("SPEC-RELATION");
            }
        }
    }
    writer.close("SPEC-RELATIONS");
}

/// The identifier of a link type's relations; two types may share a key, so its number counts.
fn relation_id(facts: &Facts, link_type: LinkTypeIx) -> String {
    xml::id("rt", &format!("{}.{}", facts.model.schema.link_type(link_type).key, link_type.0))
}

/// A specification for each kind, with its items in model order.
fn specifications(facts: &Facts, kinds: &Kinds, writer: &mut Writer) {
    writer.open("SPECIFICATIONS");
    for kind in &kinds.kinds {
        writer.identified("SPECIFICATION", &format!("sp-{}", kind.id), Some(&kind.plural));
        writer.open("TYPE");
        writer.text("SPECIFICATION-TYPE-REF", types::SPECIFICATION_TYPE);
        writer.close("TYPE");
        writer.open("CHILDREN");
        for ix in &kind.items {
            let id = &facts.model.item(*ix).id;
            writer.identified("SPEC-HIERARCHY", &xml::id("sh", id), None);
            writer.open("OBJECT");
            writer.text("SPEC-OBJECT-REF", &object_id(id));
            writer.close("OBJECT");
            writer.close("SPEC-HIERARCHY");
        }
        writer.close("CHILDREN");
        writer.close("SPECIFICATION");
    }
    writer.close("SPECIFICATIONS");
}
