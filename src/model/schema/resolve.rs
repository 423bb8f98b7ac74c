//! The tree of a model to a checked [`Schema`]: every name it mentions is looked up, and every fault is kept.

use super::tree::{Map, Tree};
use super::words::Level;
use super::{Form, Kind, LinkType, LinkTypeIx, Name, RaciRow, Role, Schema, Status};
use crate::finding::Said;
use crate::model::nearest;
use crate::said;

/// Path of keys, message, help.
pub(super) type RawFault = (Vec<String>, Said, Option<Said>);

/// Separates the keys of a path; nobody writes it in a key, and if so only the path in a fault is cut there.
const STEP: char = '\u{1f}';

/// Turns one tree into a schema. Faults are gathered; what is faulty is left out of a schema that nobody gets.
#[derive(Default)]
pub(super) struct Resolver {
    pub(super) faults: Vec<RawFault>,
    /// Keys from the root to where we are, each preceded by [`STEP`]: one text, so that going in and out costs nothing.
    path: String,
    pub(super) kind_keys: Vec<String>,
    /// As declared under `links`, `fortolkning.om` included.
    pub(super) link_type_keys: Vec<String>,
    /// Link types declared for one kind alone, with the key they have outside the model (`om`).
    pub(super) qualified: Vec<(usize, String)>,
}

impl Resolver {
    pub(super) fn schema(&mut self, tree: &Tree) -> Schema {
        self.check_keys(tree, Level::Model);
        self.kind_keys = self.keys_of(tree, "typer");
        self.link_type_keys = self.keys_of(tree, "links");
        let mut link_types = self.each(tree, "links", Self::link_type);
        let kinds = self.each(tree, "typer", Self::kind);
        if kinds.is_empty() && self.faults.is_empty() {
            self.fault(said!("modellen har ingen typer", "the model has no kinds"), None);
        }
        let reserved = match tree.find("fælles_felter") {
            Some(_) => self.each(tree, "fælles_felter", |resolver, key, tree| resolver.field(key, tree, "", None)),
            None => self.inherited_reserved(&mut link_types),
        };
        self.unqualify(&mut link_types);
        if !link_types.iter().any(|link_type| link_type.role == Some(Role::Mentions)) && self.faults.is_empty() {
            let builtin = Schema::builtin();
            link_types
                .extend(builtin.link_type_with(Role::Mentions).map(|mentions| builtin.link_type(mentions).clone()));
        }
        let mut schema = Schema {
            name: tree.find("navn").and_then(Tree::text).unwrap_or_default().to_owned(),
            kinds,
            link_types,
            reserved,
            raci: Vec::new(),
            word_lists: self.each(tree, "ordlister", |resolver, key, tree| (key.to_owned(), resolver.texts(tree))),
            prose_keys: Vec::new(),
            hash: [0; 16],
        };
        schema.raci = self.each(tree, "raci", |resolver, key, tree| resolver.row(&schema, key, tree));
        schema.prose_keys = prose_keys(&schema);
        schema
    }

    /// The reserved keys of the built-in model, with the link types their references need.
    fn inherited_reserved(&mut self, link_types: &mut Vec<LinkType>) -> Vec<super::Field> {
        let builtin = Schema::builtin();
        let mut fields = builtin.reserved.clone();
        for field in &mut fields {
            let Form::Object(inside) = &mut field.form else { continue };
            for field in inside {
                let Form::Reference(link) = &mut field.form else { continue };
                let declared = builtin.link_type(link.link_type);
                link.link_type = match link_types.iter().position(|known| known.key == declared.key) {
                    Some(number) => LinkTypeIx(number as u16),
                    None => {
                        link_types.push(declared.clone());
                        self.link_type_keys.push(declared.key.clone());
                        LinkTypeIx(link_types.len() as u16 - 1)
                    }
                };
            }
        }
        fields
    }

    fn keys_of(&mut self, tree: &Tree, key: &str) -> Vec<String> {
        let map = tree.find(key).and_then(Tree::map);
        let keys: Vec<String> = map.into_iter().flatten().map(|(key, _)| key.clone()).collect();
        if keys.len() > usize::from(u16::MAX) / 2 {
            self.fault(said!("`{}` har for mange nøgler", "`{}` has too many keys"; key), None);
            return Vec::new();
        }
        keys
    }

    /// Makes one thing of each key of the mapping `tree.<key>`, in written order.
    pub(super) fn each<T>(
        &mut self,
        tree: &Tree,
        key: &str,
        mut make: impl FnMut(&mut Self, &str, &Tree) -> T,
    ) -> Vec<T> {
        let Some(value) = tree.find(key) else { return Vec::new() };
        let empty = Map::new();
        let map = match value {
            Tree::Map(map) => map,
            Tree::Empty => &empty,
            _ => {
                self.at(key, |resolver| {
                    resolver.fault(said!("her skal stå nøgler og værdier", "a mapping is needed here"), None)
                });
                &empty
            }
        };
        if map.len() > usize::from(u16::MAX) / 2 {
            return Vec::new();
        }
        self.at(key, |resolver| {
            map.iter().map(|(key, value)| resolver.at(key, |resolver| make(resolver, key, value))).collect()
        })
    }

    pub(super) fn at<T>(&mut self, key: &str, work: impl FnOnce(&mut Self) -> T) -> T {
        let outside = self.path.len();
        self.path.push(STEP);
        self.path.push_str(key);
        let result = work(self);
        self.path.truncate(outside);
        result
    }

    pub(super) fn fault(&mut self, message: Said, help: Option<Said>) {
        let path = self.path.split(STEP).skip(1).map(str::to_owned).collect();
        self.faults.push((path, message, help));
    }

    /// Reports keys that have no meaning where they stand.
    fn check_keys(&mut self, tree: &Tree, level: Level) {
        let Tree::Map(map) = tree else { return };
        for (key, value) in map {
            self.at(key, |resolver| match level.keys() {
                Some(known) if !known.contains(&key.as_str()) => {
                    let help = did_you_mean(key, known.iter().copied());
                    resolver.fault(said!("ukendt nøgle `{}`", "unknown key `{}`"; key), help);
                }
                _ => resolver.check_keys(value, level.inside(key)),
            });
        }
    }

    pub(super) fn role(&mut self, tree: &Tree) -> Option<Role> {
        tree.find("rolle").and_then(|tree| self.at("rolle", |resolver| resolver.role_of(tree)))
    }

    pub(super) fn role_of(&mut self, tree: &Tree) -> Option<Role> {
        let text = tree.text().unwrap_or_default();
        let role = text.parse().ok();
        if role.is_none() {
            let help = did_you_mean(text, Role::ALL.iter().map(|role| role.as_str()));
            self.fault(said!("der findes ingen rolle `{}`", "there is no role `{}`"; text), help);
        }
        role
    }

    /// A name in both languages; what is missing is taken from the other language or from the key.
    pub(super) fn name(&mut self, tree: &Tree, key: &str, fallback: &str) -> Name {
        let spaced = || fallback.replace('_', " ");
        let text = |language| tree.find(key).and_then(|name| name.find(language)).and_then(Tree::text);
        let name = match tree.find(key) {
            Some(Tree::Text(text)) => Name { da: text.clone(), en: text.clone() },
            Some(Tree::List(_)) => {
                self.at(key, |resolver| {
                    resolver
                        .fault(said!("et navn er en tekst eller {{da, en}}", "a name is a text or {{da, en}}"), None);
                });
                Name { da: spaced(), en: spaced() }
            }
            _ => {
                let da = text("da").map_or_else(spaced, str::to_owned);
                let en = text("en").map_or_else(|| da.clone(), str::to_owned);
                Name { da, en }
            }
        };
        if [&name.da, &name.en].iter().any(|text| text.trim().is_empty()) && key != "hjælp" {
            self.fault(said!("navnet er tomt", "the name is empty"), None);
        }
        name
    }

    /// A text or a list of texts.
    pub(super) fn texts(&mut self, tree: &Tree) -> Vec<String> {
        let elements = match tree {
            Tree::Empty => return Vec::new(),
            Tree::List(list) => list.as_slice(),
            single => std::slice::from_ref(single),
        };
        if elements.iter().any(|element| element.text().is_none()) {
            self.fault(
                said!("her skal stå en tekst eller en liste af tekster", "a text or a list of texts is needed here"),
                None,
            );
        }
        elements.iter().filter_map(Tree::text).map(str::to_owned).collect()
    }

    pub(super) fn yes_no(&mut self, tree: &Tree, key: &str) -> bool {
        match tree.find(key).map(|value| value.text().unwrap_or_default()) {
            None | Some("nej" | "no" | "false") => false,
            Some("ja" | "yes" | "true") => true,
            Some(other) => {
                let message = said!("`{}` er hverken ja eller nej", "`{}` is neither yes nor no"; other);
                self.at(key, |resolver| resolver.fault(message, None));
                false
            }
        }
    }

    pub(super) fn bound(&mut self, tree: &Tree, key: &str) -> Option<u32> {
        let text = tree.find(key)?.text().unwrap_or_default();
        let bound = text.parse().ok();
        if bound.is_none() {
            let message = said!("`{}` er ikke et helt tal", "`{}` is no whole number"; text);
            self.at(key, |resolver| resolver.fault(message, None));
        }
        bound
    }

    fn kind(&mut self, key: &str, tree: &Tree) -> Kind {
        if tree.map().is_none() {
            self.fault(said!("typen `{}` er ikke beskrevet", "the kind `{}` is not described"; key), None);
        }
        let role = self.role(tree);
        let name = self.name(tree, "navn", key);
        let statuses: Vec<Status> = self
            .choices(tree, "status")
            .into_iter()
            .map(|choice| Status { key: choice.key, role: choice.role, name: choice.name })
            .collect();
        Kind {
            key: key.to_owned(),
            role,
            folder: self.folder(tree, key),
            plural: if tree.find("flertal").is_some() { self.name(tree, "flertal", key) } else { name.clone() },
            name,
            help: match tree.find("hjælp") {
                Some(_) => self.name(tree, "hjælp", ""),
                None => Name { da: String::new(), en: String::new() },
            },
            default_status: self.default_status(tree, &statuses),
            statuses,
            fields: self.each(tree, "felter", |resolver, field, tree| resolver.field(field, tree, field, Some(key))),
            links: self.each(tree, "links", |resolver, link, tree| resolver.link_field(link, tree, link, Some(key))),
        }
    }

    fn default_status(&mut self, tree: &Tree, statuses: &[Status]) -> Option<u16> {
        let Some(written) = tree.find("standardstatus") else { return (!statuses.is_empty()).then_some(0) };
        let text = written.text().unwrap_or_default();
        let found = statuses.iter().position(|status| status.key == text);
        if found.is_none() {
            let help = did_you_mean(text, statuses.iter().map(|status| status.key.as_str()));
            self.at("standardstatus", |resolver| {
                resolver.fault(said!("der findes ingen status `{}`", "there is no status `{}`"; text), help);
            });
        }
        found.map(|number| number as u16)
    }

    fn folder(&mut self, tree: &Tree, key: &str) -> String {
        let Some(written) = tree.find("mappe") else { return folder_of(key) };
        let text = written.text().unwrap_or_default();
        let plain = |character: char| matches!(character, 'a'..='z' | '0'..='9' | '-' | '_' | '.');
        if !text.starts_with(|first: char| first.is_ascii_alphanumeric())
            || !text.chars().all(plain)
            || text.ends_with('.')
        {
            let help = said!("brug små bogstaver a-z, cifre og `-`", "use lower-case letters a-z, digits and `-`");
            self.at("mappe", |resolver| {
                resolver.fault(said!("`{}` kan ikke være en mappe", "`{}` can't be a folder"; text), Some(help));
            });
        }
        text.to_owned()
    }

    pub(super) fn one_of<T: Copy>(&mut self, tree: &Tree, key: &str, known: &[(&str, &str, T)], absent: T) -> T {
        let Some(written) = tree.find(key) else { return absent };
        let text = written.text().unwrap_or_default();
        if let Some((_, _, value)) = known.iter().find(|(danish, english, _)| *danish == text || *english == text) {
            return *value;
        }
        let words: Vec<&str> = known.iter().map(|(danish, _, _)| *danish).collect();
        let help = said!("skriv et af: {}", "write one of: {}"; words.join(", "));
        let message = said!("`{}` er ikke en værdi af `{}`", "`{}` is no value of `{}`"; text, key);
        self.at(key, |resolver| resolver.fault(message, Some(help)));
        absent
    }

    fn row(&mut self, schema: &Schema, key: &str, tree: &Tree) -> RaciRow {
        let document = match (tree.find("navn"), schema.find_kind(key)) {
            (None, Some(kind)) => schema.kind(kind).name.clone(),
            _ => self.name(tree, "navn", key),
        };
        let known = bodies(schema);
        let mut column = |letter: &str| {
            let Some(written) = tree.find(letter) else { return Vec::new() };
            self.at(letter, |resolver| {
                let texts = resolver.texts(written);
                for text in texts.iter().filter(|text| !known.is_empty() && !known.contains(&text.as_str())) {
                    let help = did_you_mean(text, known.iter().copied());
                    let message =
                        said!("`{}` er hverken organtype eller organisationstype", "`{}` is no type of body or organisation"; text);
                    resolver.fault(message, help);
                }
                texts
            })
        };
        RaciRow {
            document,
            responsible: column("R"),
            accountable: column("A"),
            consulted: column("C"),
            informed: column("I"),
        }
    }
}

/// "mente du …?", if something known is near.
pub(super) fn did_you_mean<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Said> {
    nearest(written, known).map(|known| said!("mente du `{}`?", "did you mean `{}`?"; known))
}

/// Keys of the types of body and organisation.
fn bodies(schema: &Schema) -> Vec<&str> {
    let fields = schema.kinds.iter().flat_map(|kind| &kind.fields);
    let types = fields.filter(|field| matches!(field.role, Some(Role::BodyType | Role::OrganisationType)));
    types.flat_map(|field| field.choices()).map(|choice| choice.key.as_str()).collect()
}

/// The folder of a kind that names none: its key in lower-case ASCII.
fn folder_of(key: &str) -> String {
    let mut folder = String::new();
    for character in key.chars().flat_map(char::to_lowercase) {
        match character {
            'æ' => folder.push_str("ae"),
            'ø' => folder.push_str("oe"),
            'å' => folder.push_str("aa"),
            'a'..='z' | '0'..='9' | '_' => folder.push(character),
            _ => folder.push('-'),
        }
    }
    folder
}

/// `tekst` and the key of every Markdown field, sorted.
fn prose_keys(schema: &Schema) -> Vec<String> {
    fn gather(fields: &[super::Field], keys: &mut Vec<String>) {
        for field in fields {
            if field.form == Form::Markdown {
                keys.push(field.key.clone());
            }
            gather(field.fields(), keys);
        }
    }
    let mut keys = vec!["tekst".to_owned()];
    gather(&schema.reserved, &mut keys);
    for kind in &schema.kinds {
        gather(&kind.fields, &mut keys);
    }
    keys.sort();
    keys.dedup();
    keys
}
