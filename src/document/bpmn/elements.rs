//! The elements of a model, with what they refer to.

use foldhash::{HashMap, HashMapExt as _};

use super::form::{Element, FlowForm, Form, Frame, Trigger};
use super::kinds;
use super::xml::Tag;
use crate::place::Span;

/// Longest name and documentation that are kept, in bytes: no drawing shows more, and each is searched for ids.
const LONGEST_NAME: usize = 2_000;
const LONGEST_TEXT: usize = 16_000;

/// All elements that can be drawn, what is nested after what it is nested in.
pub(super) fn read(root: &Tag) -> Vec<Element> {
    let mut gathering = Gathering::default();
    gathering.visit(root, None);
    gathering.index();
    for (number, tag) in gathering.tags.clone().into_iter().enumerate() {
        gathering.join(number, tag);
    }
    gathering.elements
}

#[derive(Default)]
struct Gathering<'a> {
    elements: Vec<Element>,
    /// The tag of each element.
    tags: Vec<&'a Tag>,
    /// The innermost element around each tag that has an id, elements themselves included; first one wins.
    ids: HashMap<&'a str, u32>,
    /// Every tag with an id that is no element: global tasks, event definitions, categories.
    others: HashMap<&'a str, &'a Tag>,
}

impl<'a> Gathering<'a> {
    /// Depth is bounded by the reader of the XML.
    fn visit(&mut self, tag: &'a Tag, parent: Option<u32>) {
        let form = kinds::form(tag);
        let own = match form {
            Some(form) => {
                let number = self.elements.len() as u32;
                self.elements.push(Element {
                    id: tag.attribute("id").unwrap_or("").into(),
                    form,
                    name: name(tag),
                    documentation: documentation(tag),
                    parent,
                    lane: None,
                    span: Span::new(tag.offset, tag.offset + 1),
                });
                self.tags.push(tag);
                Some(number)
            }
            None => {
                if let Some(id) = tag.attribute("id") {
                    self.others.entry(id).or_insert(tag);
                }
                parent
            }
        };
        for child in tag.children.iter().filter(|child| &*child.name != "BPMNDiagram") {
            self.visit(child, own);
        }
    }

    fn index(&mut self) {
        let mut ids = HashMap::with_capacity(self.elements.len());
        for (number, tag) in self.tags.iter().enumerate() {
            if let Some(id) = tag.attribute("id") {
                // Inputs and outputs of an activity stand for the activity where a line ends at them.
                let at = match self.elements[number].parent {
                    Some(parent) if is_port(&self.elements, number, parent) => parent,
                    _ => number as u32,
                };
                ids.entry(id).or_insert(at);
            }
        }
        self.ids = ids;
    }

    /// An element by its id, also when the tool wrote a prefix before it.
    fn find(&self, id: &str) -> Option<u32> {
        let id = id.trim();
        let bare = id.rsplit(':').next().unwrap_or(id);
        self.ids.get(id).or_else(|| self.ids.get(bare)).copied()
    }

    fn other(&self, id: &str) -> Option<&'a Tag> {
        let id = id.trim();
        let bare = id.rsplit(':').next().unwrap_or(id);
        self.others.get(id).or_else(|| self.others.get(bare)).copied()
    }

    /// Fills in what an element says of others.
    fn join(&mut self, number: usize, tag: &'a Tag) {
        let referred = |key: &str| tag.attribute(key).or_else(|| tag.child(key).map(|child| child.text.as_str()));
        let found = |key: &str| referred(key).and_then(|id| self.find(id));
        let mut form = self.elements[number].form.clone();
        match &mut form {
            Form::Flow(flow) => {
                flow.source = found("sourceRef");
                flow.target = found("targetRef");
                self.complete_flow(number, flow);
            }
            Form::Pool { process, .. } => *process = found("processRef"),
            Form::Activity(activity) if activity.frame == Frame::Call => {
                let called = tag.attribute("calledElement").and_then(|id| self.other(id)).and_then(kinds::task);
                activity.composite = called.is_none();
                activity.task = called.unwrap_or_default();
            }
            Form::Event(event) if event.trigger == Trigger::None => {
                let definition = tag.child("eventDefinitionRef").and_then(|reference| self.other(&reference.text));
                event.trigger = definition.and_then(|tag| kinds::trigger(&tag.name)).unwrap_or_default();
            }
            Form::Data(_) => self.complete_data(number, tag, &mut form),
            Form::Choreography { participants, initiator, .. } => {
                let named = tag.children.iter().filter(|child| &*child.name == "participantRef");
                *participants = named.filter_map(|child| self.find(&child.text)).collect();
                *initiator = found("initiatingParticipantRef");
            }
            Form::Group => {
                let value = tag.attribute("categoryValueRef").and_then(|id| self.other(id));
                if let Some(value) = value.and_then(|value| value.attribute("value")) {
                    self.elements[number].name = value.into();
                }
            }
            Form::Lane => self.fill_lane(number, tag),
            _ => {}
        }
        self.elements[number].form = form;
    }

    /// What a flow's ends say of it: a default, a condition that is drawn, an activity that holds the line.
    fn complete_flow(&self, number: usize, flow: &mut super::form::Flow) {
        let holder = self.elements[number].parent;
        match &mut flow.form {
            FlowForm::Sequence { conditional, default } => {
                let source = flow.source.map(|source| source as usize);
                let named = source.and_then(|source| self.tags[source].attribute("default"));
                *default = named.is_some_and(|id| self.find(id) == Some(number as u32));
                *conditional &= source.is_some_and(|source| matches!(self.elements[source].form, Form::Activity(_)));
            }
            FlowForm::Data => {
                // The end without a name, or one that names a port, is the activity around it.
                let into = &*self.tags[number].name == "dataInputAssociation";
                let end = if into { &mut flow.target } else { &mut flow.source };
                *end = end.or(holder);
            }
            _ => {}
        }
    }

    fn complete_data(&mut self, number: usize, tag: &'a Tag, form: &mut Form) {
        let Form::Data(data) = form else { return };
        let referred = ["dataObjectRef", "dataStoreRef"].iter().find_map(|key| tag.attribute(key));
        let Some(behind) = referred.and_then(|id| self.find(id)).map(|found| found as usize) else { return };
        if let Form::Data(other) = &self.elements[behind].form {
            data.collection |= other.collection;
        }
        if self.elements[number].name.is_empty() {
            self.elements[number].name = self.elements[behind].name.clone();
        }
    }

    fn fill_lane(&mut self, lane: usize, tag: &Tag) {
        for child in tag.children.iter().filter(|child| &*child.name == "flowNodeRef") {
            if let Some(node) = self.find(&child.text) {
                // Inner lanes stand after outer ones, so the innermost is written last.
                self.elements[node as usize].lane = Some(lane as u32);
            }
        }
    }
}

/// Whether an element is an input or output of an activity and not of a process.
fn is_port(elements: &[Element], number: usize, parent: u32) -> bool {
    matches!(&elements[number].form, Form::Data(_))
        && matches!(elements[parent as usize].form, Form::Activity(_) | Form::Event(_))
        && !is_composite(&elements[parent as usize])
}

fn is_composite(element: &Element) -> bool {
    matches!(&element.form, Form::Activity(activity) if activity.composite && activity.frame != Frame::Call)
}

fn name(tag: &Tag) -> Box<str> {
    let text = tag.child("text").map(|child| child.text.as_str()).filter(|_| &*tag.name == "textAnnotation");
    cut(text.or(tag.attribute("name")).unwrap_or("").trim(), LONGEST_NAME).into()
}

fn documentation(tag: &Tag) -> Box<str> {
    let texts = tag.children.iter().filter(|child| &*child.name == "documentation");
    let texts: Vec<&str> = texts.map(|child| child.text.as_str()).filter(|text| !text.is_empty()).collect();
    cut(&texts.join("\n\n"), LONGEST_TEXT).into()
}

/// The beginning of a text, of whole characters.
fn cut(text: &str, longest: usize) -> &str {
    let mut end = text.len().min(longest);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
