//! Links: collected from fields, objects and prose, resolved, and judged on the day.

use foldhash::HashMap;
use jiff::civil::Date;
use rayon::prelude::*;

use std::sync::Arc;

use super::item::{Item, ItemIx, Key, Prose};
use super::legal::LegalState;
use super::resolve::{Names, Resolution};
use super::schema::{Field, Form, KindIx, LinkField, LinkTypeIx, Role, Schema};
use super::{File, attachments, body, complain};
use crate::document::{Map, Node, Pair, Value};
use crate::finding::Finding;
use crate::law;
use crate::place::{FileId, Place, Span};

/// A link as written, with what it leads to.
#[derive(Clone, Debug)]
pub struct Link {
    /// The item it is written in.
    pub holder: ItemIx,
    pub written: Written,
    pub link_type: LinkTypeIx,
    /// The holder stands at the target's end: the type was written as its inverse.
    pub turned: bool,
    /// `None` when it leads nowhere; a finding says why.
    pub target: Option<Target>,
    /// What the author wrote.
    pub text: Box<str>,
    /// Attributes of the mapping form, `til` left out; spans are in the holder's file.
    pub attributes: Option<Box<Map>>,
    pub state: LinkState,
    /// Visibility of the block of prose it stands in, if any.
    pub guard: Option<Box<str>>,
}

impl Link {
    /// From where to where it leads in the graph, as its type reads: a turned link stands the other way round than it
    /// is written. `None` when it leads nowhere.
    pub fn ends(&self) -> Option<(ItemIx, ItemIx)> {
        let target = self.target.as_ref()?.item;
        Some(if self.turned { (target, self.holder) } else { (self.holder, target) })
    }
}

/// Where in an item a link is written. In prose by number and not by place, so that an edit of the text
/// around it changes nothing here. Sorted as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Written {
    Field {
        file: FileId,
        span: Span,
    },
    /// `[[…]]`: the reference of that number.
    Reference {
        prose: Prose,
        number: u32,
    },
    /// `[…](file.md)`: the file link of that number.
    File {
        prose: Prose,
        number: u32,
    },
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub item: ItemIx,
    /// Written with an earlier id.
    pub old: bool,
    /// Where inside of the item it leads; most links lead to the whole.
    inside: Option<Box<Inside>>,
}

/// A place inside of an item.
#[derive(Clone, Debug, PartialEq)]
struct Inside {
    deeper: Option<Box<str>>,
    anchor: Option<Box<str>>,
    part: Option<Box<str>>,
}

impl Target {
    fn new(item: ItemIx, old: bool, inside: Inside) -> Target {
        let Inside { deeper, anchor, part } = &inside;
        let is_inside = deeper.is_some() || anchor.is_some() || part.is_some();
        Target { item, old, inside: is_inside.then(|| inside.into()) }
    }

    /// An item under its name of now, or a citation that goes deeper than it.
    pub(super) fn cited(item: ItemIx, deeper: Option<String>) -> Target {
        Target::new(item, false, Inside { deeper: deeper.map(Into::into), anchor: None, part: None })
    }

    /// The canonical citation when it goes deeper than what is listed.
    pub fn deeper(&self) -> Option<&str> {
        self.inside.as_ref()?.deeper.as_deref()
    }

    /// A part, step or heading of the item: its anchor on the item's page, without `#`.
    pub fn anchor(&self) -> Option<&str> {
        self.inside.as_ref()?.anchor.as_deref()
    }

    /// The part as people call it (`AR 2.1`).
    pub fn part(&self) -> Option<&str> {
        self.inside.as_ref()?.part.as_deref()
    }
}

/// How a link stands on the model's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkState {
    Holds,
    /// It leads nowhere.
    Broken,
    /// Its target is withdrawn.
    Withdrawn,
    /// Its target is outside its validity.
    OutsideValidity,
    /// It cites law that is no longer in force.
    Ended,
    /// It cites law that is not yet in force.
    NotYet,
}

/// What collecting needs to know.
pub(super) struct Context<'a> {
    pub schema: &'a Schema,
    pub files: &'a [File],
    pub items: &'a [Arc<Item>],
    pub names: &'a Names,
    pub paths: &'a HashMap<Arc<str>, FileId>,
    pub by_file: &'a [Vec<ItemIx>],
}

/// Items whose links one task collects: a list for each item would be most of the memory of the model for a moment.
const RUN: usize = 128;

/// Every link of the first `own` items, sorted by holder and as written.
pub(super) fn collect(context: &Context, own: usize, findings: &mut Vec<Finding>) -> Vec<Link> {
    let runs = own.div_ceil(RUN);
    let of_run = |run: usize| {
        let numbers = run * RUN..((run + 1) * RUN).min(own);
        collect_of(context, numbers.map(|number| ItemIx(number as u32)))
    };
    let found: Vec<(Vec<Link>, Vec<Finding>)> = (0..runs).into_par_iter().map(of_run).collect();
    let mut links = Vec::with_capacity(found.iter().map(|(links, _)| links.len()).sum());
    for (of_item, of_findings) in found {
        links.extend(of_item);
        findings.extend(of_findings);
    }
    links
}

/// The links of some items, those of each as written, and what is wrong with them.
pub(super) fn collect_of(context: &Context, items: impl Iterator<Item = ItemIx>) -> (Vec<Link>, Vec<Finding>) {
    let mentions = context.schema.link_type_with(Role::Mentions);
    let mut collector = Collector { context, holder: ItemIx(0), mentions, links: Vec::new(), findings: Vec::new() };
    for ix in items {
        collector.holder = ix;
        collector.item();
    }
    collector.links.dedup_by_key(|link| (link.holder, link.written));
    (collector.links, collector.findings)
}

struct Collector<'a> {
    context: &'a Context<'a>,
    holder: ItemIx,
    mentions: Option<LinkTypeIx>,
    links: Vec<Link>,
    findings: Vec<Finding>,
}

impl Collector<'_> {
    fn item(&mut self) {
        let first = self.links.len();
        let item = &self.context.items[self.holder.0 as usize];
        let kind = self.context.schema.kind(item.kind);
        for value in &item.fields {
            match value.key {
                Key::Link(number) => self.field(&kind.links[number as usize], value.file, &value.node),
                Key::Field(_) | Key::Reserved(_) => {
                    if let Some(field) = item.declared(self.context.schema, value) {
                        self.inside(&field.form, value.file, &value.node);
                    }
                }
            }
        }
        self.links[first..].sort_by_key(|link| link.written);
    }

    /// Links in the values of objects, and prose.
    fn inside(&mut self, form: &Form, file: FileId, node: &Node) {
        if let Value::Prose(body) = node.value {
            return self.prose(Prose { file, body });
        }
        match form {
            Form::Reference(field) => self.field(field, file, node),
            Form::Object(fields) => {
                for map in node.elements().iter().filter_map(Node::map) {
                    self.object(fields, file, map);
                }
            }
            Form::Parts => self.nested_prose(file, node, 0),
            _ => {}
        }
    }

    fn object(&mut self, fields: &[Field], file: FileId, map: &Map) {
        for pair in map.pairs.iter() {
            match fields.iter().find(|field| field.key == *pair.key) {
                Some(field) => self.inside(&field.form, file, &pair.value),
                None => self.inside(&Form::Text, file, &pair.value),
            }
        }
    }

    fn nested_prose(&mut self, file: FileId, node: &Node, depth: usize) {
        if depth > 16 {
            return;
        }
        match &node.value {
            Value::Prose(body) => self.prose(Prose { file, body: *body }),
            Value::List(list) => list.iter().for_each(|node| self.nested_prose(file, node, depth + 1)),
            Value::Map(map) => map.pairs.iter().for_each(|pair| self.nested_prose(file, &pair.value, depth + 1)),
            Value::Empty | Value::Scalar(_) => {}
        }
    }

    fn field(&mut self, field: &LinkField, file: FileId, node: &Node) {
        for element in node.elements() {
            let (target, attributes) = match &element.value {
                Value::Map(map) => match map.find("til") {
                    Some(target) => (target, Some(without_target(map))),
                    None => {
                        self.findings.push(complain::no_target(self.at(file, element.span)).about(self.holder.0));
                        continue;
                    }
                },
                _ => (element, None),
            };
            let Some(text) = target.text() else {
                self.findings.push(complain::no_text(self.at(file, element.span)).about(self.holder.0));
                continue;
            };
            let place = self.at(file, target.span);
            let target = self.target(text, None, place, Some(&field.targets));
            let link_type = self.context.schema.link_type(field.link_type);
            self.links.push(Link {
                holder: self.holder,
                written: Written::Field { file, span: place.span },
                link_type: link_type.inverse_of.unwrap_or(field.link_type),
                turned: link_type.inverse_of.is_some(),
                state: if target.is_some() { LinkState::Holds } else { LinkState::Broken },
                target,
                text: text.trim().into(),
                attributes: attributes.map(Box::new),
                guard: None,
            });
        }
    }

    fn prose(&mut self, prose: Prose) {
        let Some(mentions) = self.mentions else { return };
        let text = body(self.context.files, prose);
        for (number, reference) in text.references.iter().enumerate() {
            let place = self.at(prose.file, reference.span);
            let target = self.target(&reference.target, reference.fragment(), place, None);
            self.mention(
                mentions,
                Written::Reference { prose, number: number as u32 },
                target,
                &reference.target,
                reference.guard(),
            );
        }
        for (number, link) in text.links.iter().enumerate() {
            let place = self.at(prose.file, link.span);
            let written = Written::File { prose, number: number as u32 };
            match attachments::follow(self.context, prose, link) {
                attachments::Followed::Item(item, anchor) => {
                    let target = Target::new(item, false, Inside { deeper: None, anchor, part: None });
                    self.mention(mentions, written, Some(target), &link.path, link.guard.as_deref());
                }
                attachments::Followed::Elsewhere => {}
                attachments::Followed::Nowhere(message, help) => {
                    self.findings.push(Finding::new("S15", place, message).help(help).about(self.holder.0));
                }
            }
        }
    }

    fn mention(
        &mut self,
        link_type: LinkTypeIx,
        written: Written,
        target: Option<Target>,
        text: &str,
        guard: Option<&str>,
    ) {
        self.links.push(Link {
            holder: self.holder,
            written,
            link_type,
            turned: false,
            state: if target.is_some() { LinkState::Holds } else { LinkState::Broken },
            target,
            text: text.into(),
            attributes: None,
            guard: guard.map(Into::into),
        });
    }

    /// Looks a text up and complains when it is not what it should be.
    fn target(
        &mut self,
        text: &str,
        fragment: Option<&str>,
        place: Place,
        allowed: Option<&[KindIx]>,
    ) -> Option<Target> {
        let context = self.context;
        let resolution = context.names.resolve(context.schema, context.items, text);
        let Resolution::Found(found) = resolution else {
            if resolution == Resolution::Withheld {
                return None;
            }
            let finding = complain::unresolved(context, text, place, &resolution);
            self.findings.push(finding.about(self.holder.0));
            return None;
        };
        let item = &context.items[found.item.0 as usize];
        if found.old {
            self.findings.push(complain::old_id(text, item, place).about(self.holder.0));
        }
        // Of another portfolio's item nobody here knows the parts and headings, nor can add any.
        let is_own = !context.names.is_added(found.item);
        if let Some(deeper) = found.deeper.as_ref().filter(|_| is_own) {
            self.findings.push(complain::deeper(deeper, item, place).about(self.holder.0));
        }
        if let Some(allowed) = allowed.filter(|allowed| !allowed.is_empty() && !allowed.contains(&item.kind)) {
            self.findings.push(complain::wrong_kind(context.schema, allowed, item, place).about(self.holder.0));
        }
        let anchor = match (fragment, &found.part) {
            (Some(fragment), _) if is_own => match attachments::anchor_of(context, found.item, fragment) {
                Some(anchor) => Some(anchor),
                None => {
                    self.findings.push(complain::no_anchor(fragment, item, place).about(self.holder.0));
                    None
                }
            },
            (Some(_), _) => None,
            (None, Some(part)) => Some(format!("_{}", crate::document::slug(part)).into()),
            (None, None) => None,
        };
        let (deeper, part) = (found.deeper.map(Into::into), found.part.map(Into::into));
        Some(Target::new(found.item, found.old, Inside { deeper, anchor, part }))
    }

    fn at(&self, file: FileId, span: Span) -> Place {
        Place { file, span }
    }
}

fn without_target(map: &Map) -> Map {
    let others: Vec<Pair> = map.pairs.iter().filter(|pair| &*pair.key != "til").cloned().collect();
    Map { pairs: others.into() }
}

/// Sets the state of every link by what its target is on the day.
pub(super) fn judge(schema: &Schema, items: &[Arc<Item>], links: &mut [Link], day: Date) {
    for link in links {
        let Some(target) = &link.target else { continue };
        let item = &items[target.item.0 as usize];
        link.state = match item.legal {
            Some(LegalState::Ended { .. }) => LinkState::Ended,
            Some(LegalState::NotYet { .. }) => LinkState::NotYet,
            _ if item.has_status(schema, Role::Withdrawn) => LinkState::Withdrawn,
            _ if item.validity.state_on(day) != law::State::InForce => LinkState::OutsideValidity,
            _ => LinkState::Holds,
        };
    }
}
