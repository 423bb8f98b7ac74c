//! Link fields and link types of a model.

use super::resolve::{Resolver, did_you_mean};
use super::tree::Tree;
use super::{FirstStep, Impact, KindIx, LinkField, LinkType, LinkTypeIx};
use crate::said;

const IMPACTS: &[(&str, &str, Impact)] = &[
    ("ingen", "none", Impact::None),
    ("fra_mål", "from_target", Impact::FromTarget),
    ("til_mål", "to_target", Impact::ToTarget),
];

const FIRST_STEPS: &[(&str, &str, FirstStep)] = &[
    ("ingen", "none", FirstStep::None),
    ("fra_mål", "from_target", FirstStep::FromTarget),
    ("til_mål", "to_target", FirstStep::ToTarget),
    ("begge", "both", FirstStep::Both),
];

impl Resolver {
    /// A link field. Its type is the one declared for this kind (`fortolkning.om`), else the general one (`om`).
    pub(super) fn link_field(&mut self, key: &str, tree: &Tree, path: &str, kind: Option<&str>) -> LinkField {
        let find = |wanted: &str| self.link_type_keys.iter().position(|key| key == wanted);
        let own = kind.and_then(|kind| find(&format!("{kind}.{path}")));
        let number = own.or_else(|| find(path));
        if let Some(own) = own {
            self.qualified.push((own, path.to_owned()));
        }
        if number.is_none() {
            let help = said!(
                "skriv `{}: {{navn: {{da: …, en: …}}, omvendt: {{da: …, en: …}}}}` under `links`",
                "write `{}: {{navn: {{da: …, en: …}}, omvendt: {{da: …, en: …}}}}` under `links`"; path
            );
            self.fault(
                said!("linktypen `{}` er ikke beskrevet", "the link type `{}` is not declared"; path),
                Some(help),
            );
        }
        let targets = match tree {
            Tree::Text(_) | Tree::List(_) => self.targets(tree),
            _ => tree.find("til").map_or(Vec::new(), |til| self.at("til", |resolver| resolver.targets(til))),
        };
        LinkField {
            key: key.to_owned(),
            link_type: LinkTypeIx(number.unwrap_or(0) as u16),
            targets,
            min: self.bound(tree, "mindst"),
            max: self.bound(tree, "højst"),
        }
    }

    fn targets(&mut self, tree: &Tree) -> Vec<KindIx> {
        if matches!(tree.text(), Some("alle" | "any")) {
            return Vec::new();
        }
        let mut targets = Vec::new();
        for text in self.texts(tree) {
            match self.kind_keys.iter().position(|key| *key == text) {
                Some(number) => targets.push(KindIx(number as u16)),
                None => {
                    let help = did_you_mean(&text, self.kind_keys.iter().map(String::as_str));
                    self.fault(said!("der findes ingen type `{}`", "there is no kind `{}`"; text), help);
                }
            }
        }
        targets
    }

    pub(super) fn link_type(&mut self, key: &str, tree: &Tree) -> LinkType {
        let inverse_of = tree.find("modsat").and_then(Tree::text).and_then(|text| {
            let found = self.link_type_keys.iter().position(|known| known == text);
            if found.is_none() {
                let help = did_you_mean(text, self.link_type_keys.iter().map(String::as_str));
                self.at("modsat", |resolver| {
                    resolver.fault(said!("der findes ingen linktype `{}`", "there is no link type `{}`"; text), help);
                });
            }
            found.map(|number| LinkTypeIx(number as u16))
        });
        if tree.find("omvendt").is_none() {
            self.fault(
                said!("linktypen har intet navn set fra målet", "the link type has no name as seen from the target"),
                Some(said!("skriv `omvendt: {{da: …, en: …}}`", "write `omvendt: {{da: …, en: …}}`")),
            );
        }
        LinkType {
            key: key.to_owned(),
            role: self.role(tree),
            name: self.name(tree, "navn", key),
            reverse: self.name(tree, "omvendt", key),
            onward: self.name(tree, if tree.find("i_sti").is_some() { "i_sti" } else { "omvendt" }, key),
            inverse_of,
            impact: self.one_of(tree, "påvirkning", IMPACTS, Impact::None),
            first_step: self.one_of(tree, "første_trin", FIRST_STEPS, FirstStep::None),
            reviewed: self.yes_no(tree, "efterprøves"),
            acyclic: self.yes_no(tree, "uden_kreds"),
            attributes: self.each(tree, "attributter", |resolver, attribute, tree| {
                resolver.field(attribute, tree, &format!("{key}.{attribute}"), None)
            }),
        }
    }

    /// `fortolkning.om` is called `om` by everyone outside the model.
    pub(super) fn unqualify(&mut self, link_types: &mut [LinkType]) {
        for (number, path) in std::mem::take(&mut self.qualified) {
            link_types[number].key = path;
        }
    }
}
