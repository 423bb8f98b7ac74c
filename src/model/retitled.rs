//! A model that differs from the one before in titles alone: what follows from ids, kinds and links is taken over.

use std::sync::Arc;

use super::item::Item;
use super::links::{self, Context, Link};
use super::schema::{Role, Schema};
use super::{File, ItemIx, Model, gather, typing};
use crate::document;
use crate::finding::Finding;
use crate::place::FileId;
use crate::source::Form;

/// The model of `files`, where all that differs from those that `before` was made of is the words of texts and titles,
/// and where things stand in the files that have them. `None` where more differs, or may: then it has to be built.
pub fn retitled(before: &Model, old: &[File], files: &[File]) -> Option<Model> {
    let key = title_key(&before.schema)?;
    let changed = changed(old, files)?;
    let is_same = |id: &FileId| is_same_but_titles(&old[id.0 as usize], &files[id.0 as usize], key);
    if before.findings.iter().any(|finding| points_into(finding, &changed)) || !changed.iter().all(is_same) {
        return None;
    }
    let mut items = before.items.clone();
    for file in changed.iter().copied() {
        let again = gathered(before, files, file)?;
        for (ix, item) in before.in_file(file).iter().zip(again) {
            if quotes_title(before, *ix, &item) {
                return None;
            }
            items[ix.0 as usize] = Arc::new(item);
        }
    }
    let links = with_new_places(before, files, &items, &changed)?;
    Some(Model {
        schema: before.schema.clone(),
        day: before.day,
        items,
        links,
        held_from: before.held_from.clone(),
        graph: before.graph.clone(),
        questions: before.questions.clone(),
        attachments: before.attachments.clone(),
        external: before.external.clone(),
        findings: before.findings.clone(),
        names: before.names.clone(),
        by_file: before.by_file.clone(),
        paths: before.paths.clone(),
        by_type: before.by_type.clone(),
        solutions: before.solutions.clone(),
    })
}

impl Model {
    /// The items that are other values than in a model that this one was made from by [`retitled`], or that was made from
    /// the same one: their titles may differ, and places in their files. `None` where anything else may differ.
    pub fn retitled_since(&self, before: &Model) -> Option<Vec<ItemIx>> {
        let is_same = Arc::ptr_eq(&self.graph, &before.graph) && self.day == before.day;
        let is_new = |ix: &ItemIx| !Arc::ptr_eq(&self.items[ix.0 as usize], &before.items[ix.0 as usize]);
        is_same.then(|| self.all().filter(is_new).collect())
    }
}

/// The key that titles are written under; `None` where it is another thing for some kind.
fn title_key(schema: &Schema) -> Option<&str> {
    let key = schema.reserved_with(Role::Title)?.key.as_str();
    let means_more = schema.kinds.iter().any(|kind| {
        kind.fields.iter().any(|field| field.key == key) || kind.links.iter().any(|field| field.key == key)
    });
    (!means_more).then_some(key)
}

/// The files with another content; `None` where they are not the same files.
fn changed(old: &[File], files: &[File]) -> Option<Vec<FileId>> {
    let is_same = |(old, new): (&File, &File)| old.path == new.path && old.form == new.form;
    if old.len() != files.len() || !old.iter().zip(files).all(is_same) {
        return None;
    }
    let differing = old.iter().zip(files).zip(0..).filter(|((old, new), _)| old.hash != new.hash);
    Some(differing.map(|(_, number)| FileId(number)).collect())
}

fn is_same_but_titles(old: &File, new: &File, key: &str) -> bool {
    let is_sound = |file: &File| {
        matches!(file.form, Form::Markdown | Form::Yaml)
            && file.document.notices.is_empty()
            && file.document.entries.iter().all(|entry| !entry.damaged)
    };
    is_sound(old) && is_sound(new) && document::frame(&old.document, key) == document::frame(&new.document, key)
}

fn points_into(finding: &Finding, files: &[FileId]) -> bool {
    let related = finding.related.iter().map(|related| related.place);
    let mut places = related.chain(finding.fix.iter().map(|fix| fix.place)).chain([finding.place]);
    places.any(|place| files.contains(&place.file))
}

/// Whether something that was found may call an item by its title, which is another now: suggestions do.
fn quotes_title(before: &Model, ix: ItemIx, now: &Item) -> bool {
    let title = &*before.item(ix).title;
    let is_quoted = |finding: &Finding| finding.help.iter().any(|help| help.da.contains(title));
    *title != *now.title && before.findings.iter().any(is_quoted)
}

/// The items of a file as they are written now, in the order of [`Model::in_file`].
fn gathered(before: &Model, files: &[File], file: FileId) -> Option<Vec<Item>> {
    let again = gather::gather_one(&before.schema, files, file);
    let mut findings = again.findings;
    typing::check(&before.schema, &again.items, &mut findings);
    let known = before.in_file(file);
    if !findings.is_empty() || again.items.len() != known.len() {
        return None;
    }
    let mut again = again.items;
    again.sort_by_key(|item| item.span);
    known.iter().zip(again).map(|(ix, item)| placed(before.item(*ix), Arc::unwrap_or_clone(item))).collect()
}

/// An item with what it is among all; `None` when it is another one.
fn placed(known: &Item, now: Item) -> Option<Item> {
    let is_same = known.id == now.id && known.kind == now.kind && known.status == now.status;
    is_same.then(|| Item {
        legal: known.legal,
        parent: known.parent,
        children: known.children.clone(),
        url: known.url.clone(),
        damaged: known.damaged,
        duplicate: known.duplicate,
        ..now
    })
}

/// All links, those of the changed files with their places of now.
fn with_new_places(before: &Model, files: &[File], items: &[Arc<Item>], changed: &[FileId]) -> Option<Vec<Link>> {
    let context = Context {
        schema: &before.schema,
        files,
        items,
        names: &before.names,
        paths: &before.paths,
        by_file: &before.by_file,
    };
    let mut links = before.links.clone();
    for ix in changed.iter().flat_map(|file| before.in_file(*file)) {
        let (now, findings) = links::collect_of(&context, [*ix].into_iter());
        let known = &mut links[before.numbers_held_by(*ix)];
        if !findings.is_empty() || known.len() != now.len() {
            return None;
        }
        for (known, now) in known.iter_mut().zip(now) {
            if (&known.target, known.link_type, &known.text) != (&now.target, now.link_type, &now.text) {
                return None;
            }
            *known = Link { state: known.state, ..now };
        }
    }
    Some(links)
}
