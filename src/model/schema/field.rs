//! Fields and enumerations of a model.

use super::resolve::{Resolver, did_you_mean};
use super::tree::Tree;
use super::{Choice, Field, Form};
use crate::said;

/// How forms are called in model files, in Danish and English.
const FORMS: &[(&str, &str, Form)] = &[
    ("tekst", "text", Form::Text),
    ("markdown", "markdown", Form::Markdown),
    ("tal", "number", Form::Number),
    ("heltal", "integer", Form::Integer),
    ("ja_nej", "yes_no", Form::YesNo),
    ("dato", "date", Form::Date),
    ("dato_eller_tekst", "date_or_text", Form::DateOrText),
    ("periode", "period", Form::Period),
    ("en_af", "one_of", Form::OneOf(Vec::new())),
    ("flere_af", "several_of", Form::SeveralOf(Vec::new())),
    ("liste", "list", Form::List),
    ("objekt", "object", Form::Object(Vec::new())),
    ("url", "web_address", Form::Url),
    ("fil", "file", Form::File),
    ("udvalg", "selector", Form::Selector),
    ("punkter", "parts", Form::Parts),
    ("vilkårlig", "anything", Form::Any),
];

/// The two words for a reference, whose form is not complete without its link.
const REFERENCE: [&str; 2] = ["henvisning", "reference"];

impl Form {
    /// The form with a name as models write it, in Danish or English.
    pub fn named(text: &str) -> Option<Form> {
        FORMS.iter().find(|(danish, english, _)| *danish == text || *english == text).map(|(_, _, form)| form.clone())
    }
}

impl Resolver {
    /// A field. `path` leads to it from the item and names the link type of a reference; `kind` holds it.
    pub(super) fn field(&mut self, key: &str, tree: &Tree, path: &str, kind: Option<&str>) -> Field {
        let path = if path.is_empty() { key } else { path };
        let form = match tree {
            Tree::Empty => Form::Text,
            Tree::Text(text) => self.form_of(text),
            Tree::Map(_) => self.form(key, tree, path, kind),
            Tree::List(_) => {
                self.fault(
                    said!("et felt skal være en type eller nøgler og værdier", "a field is a type or a mapping"),
                    None,
                );
                Form::Text
            }
        };
        Field {
            key: key.to_owned(),
            role: self.role(tree),
            name: self.name(tree, "navn", key),
            form,
            fingerprint: self.yes_no(tree, "fingeraftryk"),
        }
    }

    fn form(&mut self, key: &str, tree: &Tree, path: &str, kind: Option<&str>) -> Form {
        let written = tree.find("type").map(|tree| tree.text().unwrap_or_default());
        let has = |key: &str| tree.find(key).is_some();
        let form = match written {
            Some(text) if REFERENCE.contains(&text) => return self.reference(key, tree, path, kind),
            Some(text) => self.at("type", |resolver| resolver.form_of(text)),
            None if has("en_af") => Form::OneOf(Vec::new()),
            None if has("flere_af") => Form::SeveralOf(Vec::new()),
            None if has("felter") => Form::Object(Vec::new()),
            None if has("til") => return self.reference(key, tree, path, kind),
            None => Form::Text,
        };
        match form {
            Form::OneOf(_) => Form::OneOf(self.values(tree, "en_af")),
            Form::SeveralOf(_) => Form::SeveralOf(self.values(tree, "flere_af")),
            Form::Object(_) => {
                let fields = self.each(tree, "felter", |resolver, field, tree| {
                    resolver.field(field, tree, &format!("{path}.{field}"), kind)
                });
                if fields.is_empty() {
                    self.fault(said!("objektet har ingen felter", "the object has no fields"), None);
                }
                Form::Object(fields)
            }
            other => other,
        }
    }

    fn form_of(&mut self, text: &str) -> Form {
        if let Some(form) = Form::named(text) {
            return form;
        }
        let known = FORMS.iter().flat_map(|(danish, english, _)| [*danish, *english]).chain(REFERENCE);
        let help = did_you_mean(text, known);
        self.fault(said!("der findes ingen felttype `{}`", "there is no field type `{}`"; text), help);
        Form::Text
    }

    fn reference(&mut self, key: &str, tree: &Tree, path: &str, kind: Option<&str>) -> Form {
        Form::Reference(self.link_field(key, tree, path, kind))
    }

    fn values(&mut self, tree: &Tree, key: &str) -> Vec<Choice> {
        let choices = self.choices(tree, key);
        if choices.is_empty() {
            self.fault(said!("`{}` har ingen værdier", "`{}` has no values"; key), None);
        }
        choices
    }

    /// Values of an enumeration or statuses of a kind: a list of keys, or a mapping from key to role or to
    /// `{rolle, navn}`.
    pub(super) fn choices(&mut self, tree: &Tree, key: &str) -> Vec<Choice> {
        let Some(Tree::List(list)) = tree.find(key) else { return self.each(tree, key, Self::choice) };
        self.at(key, |resolver| {
            let mut choices: Vec<Choice> = Vec::new();
            for element in list {
                match element.text() {
                    Some(text) if choices.iter().any(|choice| choice.key == text) => {
                        resolver.fault(said!("`{}` står to gange", "`{}` stands twice"; text), None);
                    }
                    Some(text) => choices.push(resolver.choice(text, &Tree::Empty)),
                    None => resolver.fault(said!("en værdi skal være en tekst", "a value must be a text"), None),
                }
            }
            choices
        })
    }

    fn choice(&mut self, key: &str, tree: &Tree) -> Choice {
        let role = match tree {
            Tree::Text(_) => self.role_of(tree),
            _ => self.role(tree),
        };
        Choice { key: key.to_owned(), role, name: self.name(tree, "navn", key) }
    }
}
