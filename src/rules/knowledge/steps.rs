//! The steps of a process as written, and what follows each.

use foldhash::{HashMap, HashMapExt as _};

use crate::document::{Map, Node};
use crate::model::schema::{Field, Form};
use crate::model::{ItemIx, Role};
use crate::place::{FileId, Place, Span};
use crate::trace::Facts;

/// The steps of one process.
pub(super) struct Steps<'a> {
    /// What the model says a step consists of.
    pub fields: &'a [Field],
    /// In written order.
    pub maps: Vec<&'a Map>,
    file: FileId,
    /// Where each stands as a whole.
    spans: Vec<Span>,
}

/// A name under "next" that no step has.
pub(super) struct Stray<'a> {
    pub name: &'a str,
    pub place: Place,
}

impl<'a> Steps<'a> {
    /// `None` when the item lists none.
    pub fn of(facts: &'a Facts, ix: ItemIx) -> Option<Steps<'a>> {
        let item = facts.model.item(ix);
        let field = item.field_with(&facts.model.schema, Role::Steps)?;
        let Form::Object(fields) = &item.declared(&facts.model.schema, field)?.form else { return None };
        let written = field.node.elements().iter().filter_map(|node| Some((node.map()?, node.span)));
        let (maps, spans): (Vec<&Map>, Vec<Span>) = written.unzip();
        (!maps.is_empty()).then_some(Steps { fields, maps, file: field.file, spans })
    }

    /// Where a step is named: its id, else its name, else all of it.
    pub fn place_of(&self, step: usize) -> Place {
        let named = self.part(step, Role::StepId).or_else(|| self.part(step, Role::StepName));
        Place { file: self.file, span: named.map_or(self.spans[step], |node| node.span) }
    }

    /// A step as a message calls it: its id, else its name, else its number.
    pub fn called(&self, step: usize) -> String {
        let named = self.part(step, Role::StepId).or_else(|| self.part(step, Role::StepName)).and_then(Node::text);
        named.map_or_else(|| format!("{}", step + 1), |name| format!("`{name}`"))
    }

    /// The steps that follow each: those it names, else the next as written; with the names that no step has.
    pub fn followers(&self) -> (Vec<Vec<usize>>, Vec<Stray<'a>>) {
        let mut known = HashMap::with_capacity(self.maps.len());
        for step in 0..self.maps.len() {
            if let Some(id) = self.part(step, Role::StepId).and_then(Node::text) {
                known.entry(id.trim().to_lowercase()).or_insert(step);
            }
        }
        let mut strays = Vec::new();
        let followers = (0..self.maps.len()).map(|step| {
            let Some(next) = self.part(step, Role::NextStep) else {
                return Some(step + 1).filter(|next| *next < self.maps.len()).into_iter().collect();
            };
            let mut found = Vec::new();
            for node in next.elements() {
                let Some(name) = node.text() else { continue };
                match known.get(&name.trim().to_lowercase()) {
                    Some(step) => found.push(*step),
                    None => strays.push(Stray { name, place: Place { file: self.file, span: node.span } }),
                }
            }
            found
        });
        (followers.collect(), strays)
    }

    fn part(&self, step: usize, role: Role) -> Option<&'a Node> {
        self.maps[step].find(&self.fields.iter().find(|field| field.role == Some(role))?.key)
    }
}
