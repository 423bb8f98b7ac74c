//! Names of products, trademarks and suppliers that a requirement must not ask for (`kvalitetsprofil.fabrikater`).

use super::Facts;
use crate::document::{self, Value};
use crate::finding::Finding;
use crate::model::from_notice;
use crate::place::{Place, Span};
use crate::said;

/// A project's list of names, read.
#[derive(Clone, Debug, Default)]
pub struct Brands {
    /// In written order, without those of fewer than two characters: they would be found in every text.
    pub names: Vec<Box<str>>,
    /// S01 for a list that can't be read, S06 for each entry that is no name.
    pub faults: Vec<Finding>,
}

impl Brands {
    /// Reads the list; an absent or empty one has no names.
    pub fn read(facts: &Facts) -> Brands {
        let Some(text) = facts.brands.as_deref() else { return Brands::default() };
        let (node, notices) = document::parse_yaml(text);
        let faults = notices.iter().map(|notice| from_notice(Facts::BRANDS, notice)).collect();
        let mut brands = Brands { names: Vec::new(), faults };
        let Some(node) = node else { return brands };
        match &node.value {
            Value::List(list) => {
                for entry in list {
                    match entry.text().map(str::trim).filter(|name| name.chars().count() > 1) {
                        Some(name) => brands.names.push(name.into()),
                        None => brands.fault(entry.span),
                    }
                }
            }
            Value::Empty => {}
            _ => brands.fault(node.span),
        }
        brands
    }

    fn fault(&mut self, span: Span) {
        let message =
            said!("her skal stå et navn på mindst to tegn", "a name of at least two characters is needed here");
        let help = said!(
            "listen over fabrikater er navne, ét på hver linje med `- ` foran",
            "the list of makes is names, one a line, each after `- `"
        );
        self.faults.push(Finding::new("S06", Place { file: Facts::BRANDS, span }, message).help(help));
    }
}
