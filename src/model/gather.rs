//! From documents to items: defaults laid under what is written, kinds and ids found.

use std::sync::Arc;

use rayon::prelude::*;

use super::defaults::{self, Defaults};
use super::item::{FieldValue, Item, ItemIx, Key, Prose};
use super::schema::{self, Kind, KindIx, Role, Schema};
use super::{File, ids, nearest, provisions, value};
use crate::document::{Entry, Map, Node, Value};
use crate::finding::{Finding, Notice};
use crate::law::Validity;
use crate::place::{FileId, Place, Span};
use crate::said;
use crate::source::Form;

/// The items of all files in model order, without addresses and links.
pub(super) struct Gathered {
    pub items: Vec<Arc<Item>>,
    pub findings: Vec<Finding>,
}

/// An item with what is nested in it, before they stand in one list.
pub(super) struct Draft {
    pub item: Item,
    pub nested: Vec<Draft>,
}

/// What is known while one item is read.
pub(super) struct Reader<'a> {
    pub schema: &'a Schema,
    pub file: FileId,
    pub findings: &'a mut Vec<Finding>,
}

/// Files that one thread reads at a time.
const RUN: usize = 128;

pub(super) fn gather(schema: &Schema, files: &[File]) -> Gathered {
    let defaults = Defaults::of(files);
    let of_run = |(run, some): (usize, &[File])| {
        let (mut drafts, mut findings) = (Vec::with_capacity(some.len()), Vec::new());
        for (file, number) in some.iter().zip(run * RUN..) {
            let id = FileId(number as u32);
            findings.extend(file.document.notices.iter().map(|notice| from_notice(id, notice)));
            if let Some(map) = &file.document.defaults {
                defaults::check(schema, id, map, &mut findings);
            }
            if !matches!(file.form, Form::Attachment | Form::Defaults) {
                drafts.extend(of_file(schema, file, id, &defaults, &mut findings));
            }
        }
        (drafts, findings)
    };
    // `collect` keeps the order of the files whichever thread was first.
    let found: Vec<(Vec<Draft>, Vec<Finding>)> = files.par_chunks(RUN).enumerate().map(of_run).collect();
    let mut drafts = Vec::with_capacity(found.iter().map(|(drafts, _)| drafts.len()).sum());
    let mut findings = Vec::new();
    for (some, of_some) in found {
        drafts.extend(some);
        findings.extend(of_some);
    }
    drafts.par_sort_by(|a, b| {
        ids::natural(&a.item.id, &b.item.id).then_with(|| (a.item.file, a.item.span).cmp(&(b.item.file, b.item.span)))
    });
    let mut items = Vec::with_capacity(drafts.len() * 2);
    for draft in drafts {
        flatten(draft, None, &mut items);
    }
    Gathered { items, findings }
}

/// The items of one file as they are gathered among all, each before what is nested in it. They know nothing of their
/// numbers, of addresses and of doubles.
pub(super) fn gather_one(schema: &Schema, files: &[File], id: FileId) -> Gathered {
    let (mut items, mut findings) = (Vec::new(), Vec::new());
    for draft in of_file(schema, &files[id.0 as usize], id, &Defaults::of(files), &mut findings) {
        flatten(draft, None, &mut items);
    }
    Gathered { items, findings }
}

fn of_file(schema: &Schema, file: &File, id: FileId, defaults: &Defaults, findings: &mut Vec<Finding>) -> Vec<Draft> {
    let mut layers: Vec<(FileId, &Map)> = file.document.defaults.iter().map(|map| (id, map)).collect();
    layers.extend(defaults.above(&file.path));
    let entries = file.document.entries.iter().enumerate();
    entries
        .map(|(position, entry)| Reader { schema, file: id, findings }.entry(file, entry, position, &layers))
        .collect()
}

fn flatten(draft: Draft, parent: Option<ItemIx>, items: &mut Vec<Arc<Item>>) -> ItemIx {
    let ix = ItemIx(items.len() as u32);
    items.push(Arc::new(Item { parent, ..draft.item }));
    let children: Vec<ItemIx> = draft.nested.into_iter().map(|nested| flatten(nested, Some(ix), items)).collect();
    Arc::make_mut(&mut items[ix.0 as usize]).children = children;
    ix
}

/// A notice of the reading stages as a finding in its file.
pub fn from_notice(file: FileId, notice: &Notice) -> Finding {
    let at = |span: Span| Place { file, span };
    let mut finding = Finding::new(notice.code, at(notice.span), notice.message.clone());
    finding.help = notice.help.clone();
    finding.fix =
        notice.fix.as_ref().map(|(span, text)| crate::finding::Fix { place: at(*span), replacement: text.clone() });
    finding.related = notice
        .related
        .iter()
        .map(|(span, message)| crate::finding::Related { place: at(*span), message: message.clone() })
        .collect();
    finding
}

impl Reader<'_> {
    pub fn found(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    pub fn at(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }

    fn entry(&mut self, file: &File, entry: &Entry, position: usize, layers: &[(FileId, &Map)]) -> Draft {
        let find = |key: &str| {
            let own = entry.fields.find(key).map(|node| (self.file, node));
            own.or_else(|| layers.iter().find_map(|(file, map)| map.find(key).map(|node| (*file, node))))
        };
        let (written_kind, written_id) = (find("type"), entry.fields.find("id"));
        let kind = self.kind(entry, written_kind);
        let (id, span, sound) = self.id(file, entry, position, kind, written_id);
        let damaged = entry.damaged || !sound;
        let mut item = blank(id, kind, self.file, span);
        item.damaged = damaged;
        let hidden = entry.damaged.then(|| self.hidden_in(&file.text)).flatten();
        self.own_fields(&mut item, &entry.fields, None);
        for (layer, map) in layers {
            self.fields(&mut item, map, *layer, None);
        }
        self.finish(&mut item);
        item.visibility = item.visibility.or(hidden);
        let nested = provisions::of(self, &mut item);
        Draft { item, nested }
    }

    /// What hides an item whose keys can't all be read, when its file says so under the model's own word: better
    /// hidden than shown. The built-in word is rescued where the file is read.
    fn hidden_in(&self, text: &str) -> Option<Box<str>> {
        let key = &self.schema.reserved_with(Role::Visibility)?.key;
        let says = |line: &str| {
            line.trim_start().trim_start_matches("- ").strip_prefix(key).is_some_and(|rest| rest.starts_with(':'))
        };
        (key != "synlighed" && text.lines().any(says)).then(|| key.as_str().into())
    }

    fn kind(&mut self, entry: &Entry, written: Option<(FileId, &Node)>) -> KindIx {
        let fallback = self.schema.kind_with(Role::Page).unwrap_or(KindIx(0));
        let Some((file, node)) = written else {
            if !entry.damaged {
                let place = self.at(Span { start: entry.span.start, end: entry.span.start });
                self.found(
                    Finding::new("S04", place, said!("elementet har ingen `type`", "the item has no `type`")).help(
                        said!("skriv for eksempel `type: {}`", "write for example `type: {}`"; example(self.schema)),
                    ),
                );
            }
            return fallback;
        };
        let Some(text) = node.text() else { return fallback };
        // A file without front matter is a plain page, whatever the model calls it: nobody wrote its kind.
        if entry.fields.find_pair("type").is_some_and(|pair| pair.key_span == node.span) {
            return fallback;
        }
        if let Some(kind) = self.schema.find_kind(&value::nfc(text)) {
            return kind;
        }
        let mut finding = Finding::new(
            "S04",
            Place { file, span: node.span },
            said!("`{}` er ikke en type i modellen", "`{}` is no kind of the model"; text),
        );
        let keys = self.schema.kinds.iter().map(|kind| kind.key.as_str());
        if let Some(near) = nearest(text, keys) {
            finding = finding.help(said!("mente du `{}`?", "did you mean `{}`?"; near)).fix(near);
        }
        self.found(finding);
        fallback
    }

    /// The id with its place, and whether it may be used: a missing or malformed one is made from the path.
    fn id(
        &mut self,
        file: &File,
        entry: &Entry,
        position: usize,
        kind: KindIx,
        written: Option<&Node>,
    ) -> (Box<str>, Span, bool) {
        let start = Span { start: entry.span.start, end: entry.span.start };
        let made = made_id(&file.path, position);
        let Some(node) = written else {
            let page = self.schema.kind(kind).role == Some(Role::Page);
            let multiple = file.document.entries.len() > 1;
            if page && !multiple {
                return (made.into(), start, true);
            }
            if !entry.damaged {
                let message = said!("elementet har intet `id`", "the item has no `id`");
                self.found(
                    Finding::new("S02", self.at(start), message)
                        .help(said!("skriv et `id`, der ikke er brugt før", "write an `id` that was not used before")),
                );
            }
            return (made.into(), start, false);
        };
        let text = node.text().map(|text| value::nfc(text.trim()));
        let fault = match &text {
            Some(text) => ids::id_fault(text),
            None => Some(said!("`id` skal være en tekst", "`id` must be a text")),
        };
        match (text, fault) {
            (Some(text), None) => (text.as_ref().into(), node.span, true),
            (_, fault) => {
                let message = fault.unwrap_or_default();
                self.found(Finding::new("S02", self.at(node.span), message).help(said!(
                    "brug bogstaver, cifre, `-`, `_` og `.`; højst 80 tegn",
                    "use letters, digits, `-`, `_` and `.`; at most 80 characters"
                )));
                (made.into(), node.span, false)
            }
        }
    }

    /// Takes over what the item itself says but for one key, if any; unknown keys are reported.
    pub fn own_fields(&mut self, item: &mut Item, map: &Map, untold: Option<&str>) {
        let schema = self.schema;
        let kind = schema.kind(item.kind);
        for pair in map.pairs.iter().filter(|pair| Some(&*pair.key) != untold) {
            if key_of(schema, kind, &pair.key).is_none() && !item.damaged {
                let place = self.at(pair.key_span);
                self.found(unknown_key(schema, kind, &pair.key, place));
            }
        }
        item.fields.reserve_exact(map.pairs.len());
        self.fields(item, map, self.file, untold);
    }

    /// Takes over every pair that fits the kind and that the item does not have yet. Defaults are for many
    /// kinds: what does not fit one of them is no mistake.
    fn fields(&self, item: &mut Item, map: &Map, file: FileId, untold: Option<&str>) {
        let kind = self.schema.kind(item.kind);
        for (place, pair) in map.pairs.iter().enumerate().filter(|(_, pair)| Some(&*pair.key) != untold) {
            let Some(key) = key_of(self.schema, kind, &pair.key) else { continue };
            if !item.fields.iter().any(|value| value.key == key) {
                item.fields.push(FieldValue { key, file, node: map.shared(place) });
            }
        }
    }

    /// Sets what follows from the fields: title, status, visibility, validity, body.
    pub fn finish(&mut self, item: &mut Item) {
        let schema = self.schema;
        let title = item.reserved_with(schema, Role::Title).and_then(|value| value.node.text()).map(str::trim);
        item.title = match title {
            Some(title) if !title.is_empty() => title.into(),
            _ => item.id.clone(),
        };
        item.status = self.status(item);
        item.visibility = self.visibility(item);
        item.validity = self.validity(item);
        item.body = item.reserved_with(schema, Role::BodyText).and_then(|value| match value.node.value {
            Value::Prose(body) => Some(Prose { file: value.file, body }),
            _ => None,
        });
    }

    fn status(&mut self, item: &Item) -> Option<u16> {
        let kind = self.schema.kind(item.kind);
        let Some(written) = item.reserved_with(self.schema, Role::Status) else { return kind.default_status };
        let place = written.place();
        let text = value::nfc(written.node.text().unwrap_or("").trim());
        if let Some(found) = kind.statuses.iter().position(|status| status.key == text) {
            return Some(found as u16);
        }
        let keys: Vec<&str> = kind.statuses.iter().map(|status| status.key.as_str()).collect();
        let mut finding = Finding::new(
            "S06",
            place,
            said!("`{}` er ikke en status for {}", "`{}` is no status of {}"; text, kind.key),
        );
        finding = match nearest(&text, keys.iter().copied()) {
            Some(near) => finding.help(said!("mente du `{}`?", "did you mean `{}`?"; near)).fix(near),
            None => finding.help(said!("brug en af: {}", "use one of: {}"; keys.join(", "))),
        };
        self.found(finding);
        kind.default_status
    }

    /// Anything but the public word hides; an unknown word hides too, so that a typo publishes nothing.
    fn visibility(&mut self, item: &Item) -> Option<Box<str>> {
        let written = item.reserved_with(self.schema, Role::Visibility)?;
        let text = value::nfc(written.node.text().unwrap_or("").trim());
        let declared = item.declared(self.schema, written)?;
        let choice = value::choices(&declared.form).iter().find(|choice| choice.key == text);
        match choice {
            Some(choice) if choice.role == Some(Role::Public) => None,
            Some(choice) => Some(choice.key.as_str().into()),
            None => Some(text.as_ref().into()),
        }
    }

    fn validity(&mut self, item: &Item) -> Validity {
        let written = item.reserved_with(self.schema, Role::Validity);
        let declared = written.and_then(|written| item.declared(self.schema, written));
        let (Some(map), Some(schema::Form::Object(fields))) =
            (written.and_then(|value| value.node.map()), declared.map(|field| &field.form))
        else {
            return Validity::default();
        };
        let date = |role: Role| {
            let field = fields.iter().find(|field| field.role == Some(role))?;
            map.find(&field.key).and_then(Node::text).and_then(crate::law::parse_date)
        };
        Validity { from: date(Role::ValidFrom), to: date(Role::ValidTo) }
    }
}

/// An item of which nothing is known but its name and place.
pub(super) fn blank(id: Box<str>, kind: KindIx, file: FileId, span: Span) -> Item {
    Item {
        title: id.clone(),
        id,
        kind,
        status: None,
        file,
        span,
        fields: Vec::new(),
        body: None,
        visibility: None,
        validity: Validity::default(),
        legal: None,
        parent: None,
        children: Vec::new(),
        url: "".into(),
        damaged: false,
        duplicate: false,
    }
}

/// The id of a plain page, and of an item without one: its path under `content/` with `-` for `/`.
fn made_id(path: &str, position: usize) -> String {
    let inside = path.strip_prefix("content/").unwrap_or(path);
    let stem = inside.rsplit_once('.').map_or(inside, |(stem, _)| stem);
    let joined: String = value::nfc(stem)
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' })
        .collect();
    let name: String = joined.trim_matches(['-', '_', '.']).chars().take(76).collect();
    let name = if name.is_empty() { "side".to_owned() } else { name };
    if position == 0 { name } else { format!("{name}-{}", position + 1) }
}

fn example(schema: &Schema) -> &str {
    schema.kind_with(Role::Requirement).map_or("page", |kind| &schema.kind(kind).key)
}

/// What a written key is for a kind.
pub(super) fn key_of(schema: &Schema, kind: &Kind, key: &str) -> Option<Key> {
    let reserved = |key: &str| schema.reserved.iter().position(|field| field.key == key);
    let own = kind.fields.iter().position(|field| field.key == key).map(|number| Key::Field(number as u16));
    own.or_else(|| kind.links.iter().position(|link| link.key == key).map(|number| Key::Link(number as u16)))
        .or_else(|| reserved(key).map(|number| Key::Reserved(number as u16)))
}

pub(super) fn unknown_key(schema: &Schema, kind: &Kind, key: &str, place: Place) -> Finding {
    let finding = Finding::new("S05", place, said!("{} har ingen nøgle `{}`", "{} has no key `{}`"; kind.key, key));
    let own = kind.fields.iter().map(|field| field.key.as_str());
    let known = own.chain(kind.links.iter().map(|link| link.key.as_str()));
    match nearest(key, known.chain(schema.reserved.iter().map(|field| field.key.as_str()))) {
        Some(near) => finding.help(said!("mente du `{}`?", "did you mean `{}`?"; near)).fix(near),
        None => {
            finding.help(said!("fjern nøglen, eller tilføj den til modellen", "remove the key, or add it to the model"))
        }
    }
}
