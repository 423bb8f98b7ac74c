//! Whether values are what the model says they are (S06), and the keys inside objects known (S05).

use std::sync::Arc;

use rayon::prelude::*;

use super::item::{Item, ItemIx, Key};
use super::schema::{Field, Form, Schema};
use super::selector::Selector;
use super::{gather, nearest, value};
use crate::document::{Map, Node, Value};
use crate::finding::{Finding, Said};
use crate::place::{FileId, Place};
use crate::said;

/// Keys of a link or object that are always allowed.
const EVERYWHERE: [&str; 2] = ["note", "noter"];

pub(super) fn check(schema: &Schema, items: &[Arc<Item>], findings: &mut Vec<Finding>) {
    let found: Vec<Vec<Finding>> = (0..items.len())
        .into_par_iter()
        .map(|number| {
            let mut typing = Typing { about: ItemIx(number as u32), file: items[number].file, findings: Vec::new() };
            typing.item(schema, &items[number]);
            typing.findings
        })
        .collect();
    findings.extend(found.into_iter().flatten());
}

struct Typing {
    about: ItemIx,
    file: FileId,
    findings: Vec<Finding>,
}

impl Typing {
    fn item(&mut self, schema: &Schema, item: &Item) {
        for written in &item.fields {
            self.file = written.file;
            match written.key {
                Key::Link(number) => {
                    let field = &schema.kind(item.kind).links[number as usize];
                    self.link_attributes(schema, field, &written.node);
                }
                Key::Reserved(_) | Key::Field(_) => {
                    if let Some(field) = item.declared(schema, written) {
                        self.field(schema, field, &written.node);
                    }
                }
            }
        }
    }

    fn link_attributes(&mut self, schema: &Schema, field: &super::schema::LinkField, node: &Node) {
        let attributes = &schema.link_type(field.link_type).attributes;
        for map in node.elements().iter().filter_map(Node::map) {
            self.object(schema, attributes, map, true);
        }
    }

    fn field(&mut self, schema: &Schema, field: &Field, node: &Node) {
        // `id`, `type`, `titel` and `status` have messages of their own.
        if matches!(field.key.as_str(), "id" | "type" | "status") || node.value == Value::Empty {
            return self.empty(field, node);
        }
        let fault = match &field.form {
            Form::Object(fields) => return self.objects(schema, field, fields, node),
            Form::SeveralOf(_) => return node.elements().iter().for_each(|element| self.choice(field, element)),
            Form::OneOf(_) => return self.choice(field, node),
            Form::List => return self.list(field, node),
            Form::Selector => return self.selector(schema, node),
            Form::Any | Form::Parts | Form::Reference(_) => None,
            form => scalar_fault(form, node),
        };
        if let Some((message, help)) = fault {
            let named = Said::new(format!("`{}` {}", field.key, message.da), format!("`{}` {}", field.key, message.en));
            self.wrong(node, named, help);
        }
    }

    fn empty(&mut self, field: &Field, node: &Node) {
        if node.value == Value::Empty && !matches!(field.form, Form::Any) {
            let message = said!("`{}` har ingen værdi", "`{}` has no value"; field.key);
            self.wrong(node, message, said!("skriv en værdi, eller fjern nøglen", "write a value, or remove the key"));
        }
    }

    fn selector(&mut self, schema: &Schema, node: &Node) {
        if let Err(notices) = Selector::parse(schema, node) {
            let found = notices.iter().map(|notice| gather::from_notice(self.file, notice).about(self.about.0));
            self.findings.extend(found);
        }
    }

    fn list(&mut self, field: &Field, node: &Node) {
        for element in node.elements() {
            if !matches!(element.value, Value::Scalar(_) | Value::Prose(_)) {
                let message = said!("`{}` skal være tekster", "`{}` must be texts"; field.key);
                let help = said!(
                    "sæt anførselstegn om tekster med kolon: `- \"Svar: ja\"`",
                    "put quotes around texts with a colon: `- \"Answer: yes\"`"
                );
                self.wrong(element, message, help);
            }
        }
    }

    fn choice(&mut self, field: &Field, node: &Node) {
        if value::choice(&field.form, node).is_some() {
            return;
        }
        let keys: Vec<&str> = value::choices(&field.form).iter().map(|choice| choice.key.as_str()).collect();
        let Some(text) = node.text() else {
            let message = said!("`{}` skal være en af: {}", "`{}` must be one of: {}"; field.key, keys.join(", "));
            return self.wrong(node, message, said!("skriv en værdi fra listen", "write a value of the list"));
        };
        let message = said!("`{}` er ikke en værdi for `{}`", "`{}` is no value of `{}`"; text, field.key);
        match nearest(text, keys.iter().copied()) {
            Some(near) => {
                self.wrong(node, message, said!("mente du `{}`?", "did you mean `{}`?"; near));
                if let Some(finding) = self.findings.last_mut() {
                    finding.fix = Some(crate::finding::Fix { place: finding.place, replacement: near.to_owned() });
                }
            }
            None => self.wrong(node, message, said!("brug en af: {}", "use one of: {}"; keys.join(", "))),
        }
    }

    fn objects(&mut self, schema: &Schema, field: &Field, fields: &[Field], node: &Node) {
        for element in node.elements() {
            match element.map() {
                Some(map) => self.object(schema, fields, map, false),
                None => {
                    let keys: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
                    let message = said!("`{}` skal være nøgler og værdier", "`{}` must be keys and values"; field.key);
                    let help = said!("skriv nøglerne: {}", "write the keys: {}"; keys.join(", "));
                    self.wrong(element, message, help);
                }
            }
        }
    }

    fn object(&mut self, schema: &Schema, fields: &[Field], map: &Map, is_link: bool) {
        for pair in map.pairs.iter() {
            if let Some(field) = fields.iter().find(|field| field.key == *pair.key) {
                self.field(schema, field, &pair.value);
                continue;
            }
            if EVERYWHERE.contains(&&*pair.key) || is_link && &*pair.key == "til" {
                continue;
            }
            let place = Place { file: self.file, span: pair.key_span };
            let message = said!("nøglen `{}` kendes ikke her", "the key `{}` is not known here"; pair.key);
            let keys: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
            let mut finding = Finding::new("S05", place, message).about(self.about.0);
            finding = match nearest(&pair.key, keys.iter().copied()) {
                Some(near) => finding.help(said!("mente du `{}`?", "did you mean `{}`?"; near)).fix(near),
                None => finding.help(said!("brug en af: {}", "use one of: {}"; keys.join(", "))),
            };
            self.findings.push(finding);
        }
    }

    fn wrong(&mut self, node: &Node, message: Said, help: Said) {
        let place = Place { file: self.file, span: node.span };
        self.findings.push(Finding::new("S06", place, message).help(help).about(self.about.0));
    }
}

/// What is wrong with a scalar by its form: "skal være …", and what to write.
fn scalar_fault(form: &Form, node: &Node) -> Option<(Said, Said)> {
    if matches!(node.value, Value::Prose(_)) {
        return None;
    }
    let Some(text) = node.text().map(str::trim) else {
        if *form == Form::Period && node.map().is_some() {
            return None;
        }
        return Some((
            said!("skal være en tekst", "must be a text"),
            said!(
                "sæt anførselstegn om tekst med kolon eller klammer: \"…\"",
                "put quotes around text with a colon or brackets: \"…\""
            ),
        ));
    };
    match form {
        Form::Integer if !value::is_integer(text) => Some((
            said!("skal være et helt tal", "must be a whole number"),
            said!("skriv for eksempel `12`", "write for example `12`"),
        )),
        Form::Number if !value::is_number(text) => Some((
            said!("skal være et tal", "must be a number"),
            said!("skriv for eksempel `12.5` (med punktum)", "write for example `12.5`"),
        )),
        Form::YesNo if value::yes_no(node).is_none() => Some((
            said!("skal være ja eller nej", "must be yes or no"),
            said!("skriv `ja` eller `nej` uden anførselstegn", "write `ja` or `nej` without quotes"),
        )),
        Form::Date if value::date(node).is_none() => Some((
            said!("skal være en dato", "must be a date"),
            said!("skriv den som `2026-01-31`", "write it as `2026-01-31`"),
        )),
        Form::Url if !value::is_web_address(text) => Some((
            said!("skal være en webadresse", "must be a web address"),
            said!("skriv en adresse, der begynder med https://", "write an address that starts with https://"),
        )),
        _ => None,
    }
}
