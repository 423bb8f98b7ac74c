//! The sources of what the bundle holds, in the form an author writes: with the program they make the site again.
//!
//! Where nothing is left out they are the project's own files, byte for byte, and handed in by the caller, who reads the
//! disk. Where something is left out every file is written anew from what is shown, so that nothing else can be in it:
//! no comment, no hidden block, no id of a hidden item.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_yaml::{Mapping, Value};

use super::bag::Packed;
use super::told::{Told, told};
use super::{Material, Part};
use crate::document;
use crate::model::{ItemIx, Role};
use crate::pages::Route;
use crate::place::FileId;
use crate::source::Form;

/// Folder of the sources in the payload.
pub(super) const FOLDER: &str = "kilder";

/// Whether the bundle shows all that the project holds.
pub fn is_whole(material: &Material) -> bool {
    let published = &material.book.published;
    let shows_all = material.model().all().all(|ix| published.shows(ix));
    let facts = material.facts();
    let bodies = || facts.files.iter().flat_map(|file| &file.document.bodies);
    material.profile.is_none() && shows_all && !bodies().any(|body| hides(&body.pieces, published))
}

fn hides(pieces: &[document::Piece], published: &crate::pages::Published) -> bool {
    pieces.iter().any(|piece| match piece {
        document::Piece::Guarded(guarded) => {
            !published.shows_block(Some(&guarded.visibility)) || hides(&guarded.pieces, published)
        }
        _ => false,
    })
}

/// The originals, ready for the bag; `None` where the bundle is not whole.
pub(super) fn packed(material: &Material) -> Option<Vec<Packed>> {
    let originals = material.originals.as_ref().filter(|_| is_whole(material))?;
    Some(originals.par_iter().map(|part| Packed::new(format!("{FOLDER}/{}", part.path), &part.bytes)).collect())
}

/// The files: the originals where the bundle is whole, else written anew.
pub(super) fn parts(material: &Material) -> anyhow::Result<Vec<Part>> {
    if let Some(originals) = material.originals.as_ref().filter(|_| is_whole(material)) {
        return Ok(originals
            .iter()
            .map(|part| Part { path: format!("{FOLDER}/{}", part.path), ..part.clone() })
            .collect());
    }
    let mut by_file: BTreeMap<FileId, Vec<ItemIx>> = BTreeMap::new();
    for ix in material.items().filter(|ix| material.model().item(*ix).parent.is_none()) {
        by_file.entry(material.model().item(ix).file).or_default().push(ix);
    }
    let mut parts = vec![Part::new(format!("{FOLDER}/sporbar.yaml"), settings(material)?)];
    if let Some((_, text)) = &material.own_model {
        parts.push(Part::new(format!("{FOLDER}/model.yaml"), text.clone()));
    }
    let files: Vec<(FileId, Vec<ItemIx>)> = by_file.into_iter().collect();
    let written: Vec<Part> =
        files.par_iter().map(|(file, items)| rewritten(material, *file, items)).collect::<anyhow::Result<_>>()?;
    parts.extend(written);
    Ok(parts)
}

/// Where an attachment stands among the sources; `None` for any other route.
pub(super) fn attachment(material: &Material, route: &Route) -> Option<String> {
    match route {
        Route::Attachment(file) => Some(format!("{FOLDER}/{}", material.facts().path(*file))),
        _ => None,
    }
}

fn settings(material: &Material) -> anyhow::Result<String> {
    let config = &material.facts().config;
    let mut told = Mapping::new();
    let mut set = |key: &str, value: &str| {
        if !value.is_empty() {
            told.insert(key.into(), value.into());
        }
    };
    set("titel", &config.titel);
    set("bemærkning", &config.notice);
    set("sprog", material.word("da", "en"));
    set("model", if material.own_model.is_some() { "model.yaml" } else { "" });
    set("udgave", config.edition.as_deref().unwrap_or(""));
    set("pr_dato", &material.model().day.to_string());
    let publish: Vec<Value> = config.publish.iter().flatten().map(|word| word.as_str().into()).collect();
    if !publish.is_empty() {
        told.insert("udgiv".into(), Value::Sequence(publish));
    }
    Ok(serde_yaml::to_string(&told)?)
}

fn rewritten(material: &Material, file: FileId, items: &[ItemIx]) -> anyhow::Result<Part> {
    let facts = material.facts();
    let path = facts.path(file).to_owned();
    let is_markdown = facts.file(file).is_some_and(|file| file.form == Form::Markdown);
    if let ([ix], true) = (items, is_markdown) {
        let mut told = told(material, *ix, false);
        nest(material, *ix, &mut told);
        let text = told.text.take().unwrap_or_default();
        let head = serde_yaml::to_string(&told.fields)?;
        let remarks = remarks(material, &told, "");
        return Ok(Part::new(format!("{FOLDER}/{path}"), format!("---\n{remarks}{head}---\n\n{text}\n")));
    }
    let mut elements = Vec::with_capacity(items.len());
    let mut notes = String::new();
    for ix in items {
        let mut one = told(material, *ix, false);
        nest(material, *ix, &mut one);
        if let (Some(text), Some(field)) = (one.text.take(), material.model().schema.reserved_with(Role::BodyText)) {
            one.fields.insert(field.key.clone().into(), text.into());
        }
        notes.push_str(&remarks(material, &one, &material.model().item(*ix).id));
        elements.push(Value::Mapping(one.fields));
    }
    let mut whole = Mapping::new();
    whole.insert("elementer".into(), Value::Sequence(elements));
    Ok(Part::new(format!("{FOLDER}/{path}"), format!("{notes}{}", serde_yaml::to_string(&whole)?)))
}

/// Puts the provisions back into their act.
fn nest(material: &Material, ix: ItemIx, told: &mut Told) {
    let model = material.model();
    let item = model.item(ix);
    let children: Vec<Value> = item
        .children
        .iter()
        .filter(|child| material.shows(**child))
        .map(|child| {
            let mut one = self::told(material, *child, true);
            nest(material, *child, &mut one);
            told.omitted.append(&mut one.omitted);
            Value::Mapping(one.fields)
        })
        .collect();
    let key = model.schema.kind(item.kind).field_with(Role::Provisions).map(|field| field.key.clone());
    if let (Some(key), false) = (key, children.is_empty()) {
        told.fields.insert(key.into(), Value::Sequence(children));
    }
}

/// Comments that say where links to what is left out stood.
fn remarks(material: &Material, told: &Told, id: &str) -> String {
    let word = material.book.hidden_word();
    let of = if id.is_empty() { String::new() } else { format!("{id}: ") };
    told.omitted.iter().map(|(key, count)| format!("# {of}{key}: {count} {word}\n")).collect()
}
