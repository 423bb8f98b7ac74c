//! Files beside the content: which are linked, where they lie on the site, which are refused;
//! and what Markdown links to files of the project lead to.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use super::item::{Item, ItemIx, Prose};
use super::links::Context;
use super::resolve::part_names;
use super::schema::{Form as ValueForm, Role, Schema};
use super::{File, body, value};
use crate::document::{FileLink, Node, Value, slug};
use crate::finding::{Finding, Said};
use crate::place::{FileId, Place};
use crate::said;
use crate::source::Form;

/// Kinds of file that can't run in a browser: copied as they are (`format.md` §2).
const COPIED: [&str; 25] = [
    "pdf",
    "png",
    "jpg",
    "jpeg",
    "webp",
    "gif",
    "avif",
    "csv",
    "tsv",
    "txt",
    "xlsx",
    "docx",
    "pptx",
    "ods",
    "odt",
    "odp",
    "bpmn",
    "dmn",
    "xml",
    "json",
    "reqif",
    "reqifz",
    "zip",
    "archimate",
    "drawio",
];

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathTarget {
    Item(ItemIx),
    Attachment(FileId),
}

/// The attachments that are linked, with their addresses from the site's root.
#[derive(Clone, Debug, Default)]
pub struct Attachments {
    /// Sorted by file; only what something links to and may be copied.
    pub linked: BTreeMap<FileId, String>,
    /// Attachments nobody links to.
    pub unlinked: Vec<FileId>,
}

impl Attachments {
    pub(super) fn new(
        files: &[File],
        items: &[Arc<Item>],
        schema: &Schema,
        paths: &HashMap<Arc<str>, FileId>,
        findings: &mut Vec<Finding>,
    ) -> Attachments {
        let mut used: HashSet<FileId> = HashSet::default();
        for (number, file) in files.iter().enumerate() {
            for link in file.document.bodies.iter().flat_map(|body| &body.links).filter(|link| !link.page) {
                used.extend(attachment_at(files, paths, FileId(number as u32), &link.path));
            }
        }
        for item in items {
            for written in &item.fields {
                if let Some(field) = item.declared(schema, written) {
                    file_fields(&field.form, &written.node, &mut |node| {
                        named_file(files, paths, written.file, node, &mut used, findings);
                    });
                }
            }
        }
        let mut attachments = Attachments::default();
        let mut taken: HashSet<String> = HashSet::default();
        for (number, file) in files.iter().enumerate().filter(|(_, file)| file.form == Form::Attachment) {
            let id = FileId(number as u32);
            if !used.contains(&id) {
                attachments.unlinked.push(id);
            } else if is_copied(file) {
                attachments.linked.insert(id, route(&file.path, &mut taken));
            }
        }
        attachments
    }
}

fn named_file(
    files: &[File],
    paths: &HashMap<Arc<str>, FileId>,
    from: FileId,
    node: &Node,
    used: &mut HashSet<FileId>,
    findings: &mut Vec<Finding>,
) {
    let Some(path) = node.text() else { return };
    let place = Place { file: from, span: node.span };
    match attachment_at(files, paths, from, path) {
        Some(id) => {
            used.insert(id);
            let file = &files[id.0 as usize];
            if !is_copied(file) {
                let (message, help) = refused(file, path);
                findings.push(Finding::new("S15", place, message).help(help));
            }
        }
        None => {
            let (message, help) = missing(path);
            findings.push(Finding::new("S15", place, message).help(help));
        }
    }
}

/// Calls `each` for every value of the form `fil`, in objects too.
fn file_fields(form: &ValueForm, node: &Node, each: &mut impl FnMut(&Node)) {
    match form {
        ValueForm::File => node.elements().iter().for_each(each),
        ValueForm::Object(fields) => {
            for map in node.elements().iter().filter_map(Node::map) {
                for pair in map.pairs.iter() {
                    if let Some(field) = fields.iter().find(|field| field.key == *pair.key) {
                        file_fields(&field.form, &pair.value, each);
                    }
                }
            }
        }
        _ => {}
    }
}

fn attachment_at(files: &[File], paths: &HashMap<Arc<str>, FileId>, from: FileId, path: &str) -> Option<FileId> {
    let joined = join(&files[from.0 as usize].path, path)?;
    paths.get(joined.as_str()).copied().filter(|id| files[id.0 as usize].form == Form::Attachment)
}

fn extension(path: &str) -> String {
    path.rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map_or(String::new(), |(_, end)| end.to_ascii_lowercase())
}

/// Whether an attachment may lie on the site: its kind can't run, and reading it found nothing against it. A diagram
/// that can't be drawn can still be fetched.
fn is_copied(file: &File) -> bool {
    is_harmless(file) && (file.document.notices.is_empty() || file.document.bpmn.is_some())
}

fn is_harmless(file: &File) -> bool {
    let extension = extension(&file.path);
    COPIED.contains(&extension.as_str()) || extension == "svg"
}

/// `filer/` and the path under `content/` in ASCII; a taken name gets `-2`.
fn route(path: &str, taken: &mut HashSet<String>) -> String {
    let inside = path.strip_prefix("content/").unwrap_or(path);
    let parts: Vec<String> =
        inside.split('/').map(slug).map(|part| if part.is_empty() { "_".into() } else { part }).collect();
    let plain = format!("filer/{}", parts.join("/"));
    let (stem, end) = plain.rsplit_once('.').unwrap_or((&plain, "bin"));
    let mut name = plain.clone();
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = format!("{stem}-{number}.{end}");
        number += 1;
    }
    name
}

/// A path relative to the folder of `from`, which may climb but not out of `content/`.
fn join(from: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains(['\\', '\0']) {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (parts.first() == Some(&"content")).then(|| parts.join("/"))
}

pub(super) fn resolve_path(
    paths: &HashMap<Arc<str>, FileId>,
    by_file: &[Vec<ItemIx>],
    files: &[File],
    from: FileId,
    path: &str,
) -> Option<PathTarget> {
    let joined = join(&files[from.0 as usize].path, path)?;
    let found = paths.get(joined.as_str()).copied().or_else(|| paths.get(value::nfc(&joined).as_ref()).copied())?;
    if files[found.0 as usize].form == Form::Attachment {
        return is_copied(&files[found.0 as usize]).then_some(PathTarget::Attachment(found));
    }
    by_file[found.0 as usize].first().map(|item| PathTarget::Item(*item))
}

/// What a Markdown link leads to.
pub(super) enum Followed {
    Item(ItemIx, Option<Box<str>>),
    /// An attachment, a heading of the same text, or a page, which only those know who plan pages.
    Elsewhere,
    Nowhere(Said, Said),
}

pub(super) fn follow(context: &Context, prose: Prose, link: &FileLink) -> Followed {
    if link.page {
        return Followed::Elsewhere;
    }
    if link.path.is_empty() {
        return own_heading(context, prose, link);
    }
    match resolve_path(context.paths, context.by_file, context.files, prose.file, &link.path) {
        Some(PathTarget::Item(item)) => match &link.fragment {
            None => Followed::Item(item, None),
            Some(fragment) => match anchor_of(context, item, fragment) {
                Some(anchor) => Followed::Item(item, Some(anchor)),
                None => Followed::Nowhere(
                    said!("`{}` har ingen overskrift `{}`", "`{}` has no heading `{}`"; link.path, fragment),
                    said!("ret det, der står efter `#`", "mend what stands after `#`"),
                ),
            },
        },
        Some(PathTarget::Attachment(_)) => Followed::Elsewhere,
        None => {
            let there = join(&context.files[prose.file.0 as usize].path, &link.path)
                .and_then(|path| context.paths.get(path.as_str()));
            let (message, help) = match there {
                Some(file) => refused(&context.files[file.0 as usize], &link.path),
                None => missing(&link.path),
            };
            Followed::Nowhere(message, help)
        }
    }
}

fn own_heading(context: &Context, prose: Prose, link: &FileLink) -> Followed {
    let fragment = link.fragment.as_deref().unwrap_or("");
    if body(context.files, prose).headings.iter().any(|heading| &*heading.slug == fragment) {
        return Followed::Elsewhere;
    }
    Followed::Nowhere(
        said!("teksten har ingen overskrift `{}`", "the text has no heading `{}`"; fragment),
        said!("ret det, der står efter `#`", "mend what stands after `#`"),
    )
}

fn missing(path: &str) -> (Said, Said) {
    (
        said!("filen `{}` findes ikke", "the file `{}` does not exist"; path),
        said!(
            "ret stien; den regnes fra mappen, hvor der linkes",
            "mend the path; it counts from the folder of the file that links"
        ),
    )
}

/// Why nothing can link to a file that is there: what was found when it was read, that it holds no item, or that its
/// kind can run in a browser.
fn refused(file: &File, path: &str) -> (Said, Said) {
    if file.form != Form::Attachment {
        return (
            said!("`{}` har intet element at linke til", "`{}` has no item to link to"; path),
            said!(
                "link til et element med `[[id]]`, eller skriv et i filen",
                "link to an item with `[[id]]`, or write one in the file"
            ),
        );
    }
    match file.document.notices.first().filter(|_| is_harmless(file)) {
        Some(notice) => (
            Said::new(
                format!("filen `{path}` kan ikke vedlægges: {}", notice.message.da),
                format!("the file `{path}` can't be attached: {}", notice.message.en),
            ),
            notice.help.clone().unwrap_or_default(),
        ),
        None => (
            said!("filer som `{}` kan ikke vedlægges: de kan køre i en browser", "files such as `{}` can't be attached: they can run in a browser"; path),
            said!("vedlæg den som pdf, billede eller regneark", "attach it as a PDF, a picture or a spreadsheet"),
        ),
    }
}

/// The anchor on an item's page for a step, part or heading.
pub(super) fn anchor_of(context: &Context, ix: ItemIx, fragment: &str) -> Option<Box<str>> {
    let item = &context.items[ix.0 as usize];
    if let Some(prose) = item.body {
        let headings = &body(context.files, prose).headings;
        if let Some(heading) = headings.iter().find(|heading| &*heading.slug == fragment) {
            return Some(heading.slug.clone());
        }
    }
    let wanted = fragment.to_lowercase();
    let step = step_ids(context.schema, item).into_iter().find(|id| id.to_lowercase() == wanted);
    let part = || part_names(context.schema, item).into_iter().find(|name| name.to_lowercase() == wanted);
    step.or_else(part).map(|name| format!("_{}", slug(&name)).into())
}

/// Ids of a process's steps, in written order.
fn step_ids(schema: &Schema, item: &Item) -> Vec<String> {
    let Some(steps) = item.field_with(schema, Role::Steps) else { return Vec::new() };
    let ids = steps.node.elements().iter().filter_map(Node::map).filter_map(|map| map.find("id"));
    ids.filter_map(|node| match &node.value {
        Value::Scalar(scalar) => Some(scalar.text.trim().to_owned()),
        _ => None,
    })
    .collect()
}
