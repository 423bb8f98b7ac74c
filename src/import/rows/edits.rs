//! Changes of items into the files that hold them.

use std::collections::BTreeMap;

use super::{Change, Plan};
use crate::document::{self, Node, Value};
use crate::export::cells;
use crate::finding::Said;
use crate::import::edit::Edits;
use crate::import::merge::yaml_part;
use crate::import::values;
use crate::model::{ItemIx, Role, value};
use crate::place::FileId;
use crate::said;
use crate::source::Form;
use crate::trace::Facts;

/// Edits the files of changed items. A file that can't be edited is left alone, and that is told.
pub(super) fn apply(facts: &Facts, changes: Vec<(ItemIx, Vec<Change>)>, plan: &mut Plan) {
    let mut files: BTreeMap<FileId, Vec<(ItemIx, Vec<Change>)>> = BTreeMap::new();
    for (ix, changes) in changes {
        files.entry(facts.model.item(ix).file).or_default().push((ix, changes));
    }
    for (file, items) in files {
        match edited(facts, file, &items) {
            Ok(text) => {
                plan.edited.insert(file, text);
                plan.changed.extend(items.iter().map(|(ix, _)| facts.model.item(*ix).id.to_string()));
            }
            Err(why) => {
                let ids: Vec<&str> = items.iter().map(|(ix, _)| &*facts.model.item(*ix).id).collect();
                let (path, ids) = (facts.path(file), ids.join(", "));
                plan.remarks.push(super::remark(
                    path,
                    Said::new(
                        format!("filen er ikke ændret, heller ikke for {ids}: {}", why.da),
                        format!("the file is not changed, nor are {ids}: {}", why.en),
                    ),
                ));
            }
        }
    }
}

/// The whole text of a file with the changes of its items.
fn edited(facts: &Facts, file: FileId, items: &[(ItemIx, Vec<Change>)]) -> Result<String, Said> {
    let is_markdown = facts.file(file).is_some_and(|file| file.form == Form::Markdown);
    let mut body = None;
    let text = with_keys(facts, file, |edits, node| {
        for (ix, changes) in items {
            let map = map_of(facts, *ix, node)?;
            for change in changes {
                if is_markdown && change.column.role == Some(Role::BodyText) {
                    body = Some(change.text.as_str());
                    continue;
                }
                key(facts, *ix, edits, map, change)?;
            }
        }
        Ok(())
    })?;
    let Some(body) = body else { return Ok(text) };
    let (_, end) = yaml_part(&text);
    Ok(format!("{}{}", &text[..end], with_body(&text[end..], body)))
}

/// The whole text of a file with edits of its keys; an error when those would make it unreadable.
pub(in crate::import) fn with_keys(
    facts: &Facts,
    file: FileId,
    edit: impl FnOnce(&mut Edits, &Node) -> Result<(), Said>,
) -> Result<String, Said> {
    let text = facts.text(file);
    let (start, end) = yaml_part(text);
    let yaml = &text[start..end];
    if start == 0 && facts.file(file).is_some_and(|file| file.form == Form::Markdown) {
        return Err(said!("den har ingen nøgler øverst", "it has no keys at its top"));
    }
    let (node, notices) = document::parse_yaml(yaml);
    let Some(node) = node else { return Err(said!("dens nøgler kan ikke læses", "its keys can't be read")) };
    let mut edits = Edits::new(yaml);
    edit(&mut edits, &node)?;
    let edited = edits.apply();
    let (_, now) = document::parse_yaml(&edited);
    if now.len() > notices.len() {
        return Err(said!("ændringen ville gøre dens nøgler ulæselige", "the change would make its keys unreadable"));
    }
    Ok(format!("{}{edited}{}", &text[..start], &text[end..]))
}

/// The end of the front matter and a new body behind it, with the line breaks of the old one.
fn with_body(rest: &str, body: &str) -> String {
    let rule = rest.split_inclusive('\n').next().unwrap_or("---\n");
    let newline = if rule.ends_with("\r\n") { "\r\n" } else { "\n" };
    if body.is_empty() {
        return rule.to_owned();
    }
    let gap: usize = rest[rule.len()..].split_inclusive('\n').take_while(|line| line.trim().is_empty()).count();
    format!("{}{newline}{}{}{newline}", rule.trim_end(), newline.repeat(gap.max(1)), body.replace('\n', newline))
}

/// The keys and values of an item in the YAML of its file.
pub(in crate::import) fn map_of<'a>(facts: &Facts, ix: ItemIx, node: &'a Node) -> Result<&'a Node, Said> {
    let found = find_map(facts, ix, node);
    found.ok_or_else(|| said!("`{}` kan ikke findes i den", "`{}` can't be found in it"; facts.model.item(ix).id))
}

fn find_map<'a>(facts: &Facts, ix: ItemIx, node: &'a Node) -> Option<&'a Node> {
    let root = node.map()?;
    let elements = match root.find("elementer") {
        Some(list) => list.elements(),
        None => std::slice::from_ref(node),
    };
    let id = facts.model.schema.reserved_with(Role::Id)?;
    let says = |element: &&Node| {
        let written = element.map().and_then(|map| map.find(&id.key)?.text());
        written.is_some_and(|text| value::nfc(text.trim()) == *facts.model.item(ix).id)
    };
    elements.iter().find(says).or_else(|| (elements.len() == 1).then(|| &elements[0]))
}

fn key(facts: &Facts, ix: ItemIx, edits: &mut Edits, map: &Node, change: &Change) -> Result<(), Said> {
    let pairs = map.map().ok_or_else(|| said!("elementet har ingen nøgler", "the item has no keys"))?;
    let column = &change.column;
    let is_title = column.role == Some(Role::Title);
    let written = pairs.find_pair(&column.key).or_else(|| pairs.find_pair("title").filter(|_| is_title));
    let value = values::value(column, &change.text)?;
    match (value, written) {
        (Some(value), Some(pair)) => {
            let was_list = matches!(pair.value.value, Value::List(_)) && column.is_list();
            let value = if was_list { values::as_list(value) } else { value };
            edits.replace(map, pair, &value);
        }
        (Some(value), None) => {
            let before = before(facts, ix, &column.key);
            edits.add(map, &column.key, &value, &before.iter().map(String::as_str).collect::<Vec<_>>());
        }
        (None, Some(pair)) => edits.remove(map, pair),
        (None, None) => {}
    }
    Ok(())
}

/// The keys of an item's kind that stand before one in the model.
fn before(facts: &Facts, ix: ItemIx, key: &str) -> Vec<String> {
    let columns = cells::columns(&facts.model.schema, facts.model.item(ix).kind);
    // The text comes last where it is a key.
    let keys = columns.into_iter().filter(|column| column.role != Some(Role::BodyText)).map(|column| column.key);
    keys.take_while(|known| known != key).collect()
}
