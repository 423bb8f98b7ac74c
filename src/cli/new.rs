//! `sporbar new`: a file for a new item, with the next free id and the kind's fields as commented hints.

mod draft;
pub(super) mod numbering;

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

use super::args::NewArgs;
use super::{Exit, Global, print, stop, stop_because};
use crate::document;
use crate::finding::Said;
use crate::model::{ItemIx, KindIx, Role, nearest};
use crate::pipeline::{self, Pipeline};
use crate::said;
use crate::trace::Facts;

/// Makes the file and prints its path from the project.
pub(super) fn run(global: &Global, args: NewArgs) -> anyhow::Result<Exit> {
    let project = global.project()?;
    let facts = Pipeline::default().facts(pipeline::read(&project, |config| global.day(config))?)?;
    let kind = super::model::kind(&facts.model.schema, &args.kind)?;
    if facts.model.schema.kind(kind).role == Some(Role::Provision) {
        return Err(stop(said!(
            "en bestemmelse skrives i sin retskilde",
            "a provision is written in its legal source"
        )));
    }
    let solution = args.solution.as_deref().map(|id| solution(&facts, kind, id)).transpose()?;
    let id = numbering::next_id(&facts, kind, solution);
    let folder = match &args.folder {
        Some(folder) => asked_folder(folder)?,
        None => usual_folder(&facts, kind, solution),
    };
    let path = format!("{folder}/{}.md", document::slug(&id));
    let text = draft::text(&facts, kind, &id, args.title.as_deref(), solution);
    write(&project, &path, &text)?;
    print(&format!("{path}\n"))?;
    Ok(Exit::Done)
}

/// The solution with an id, if items of the kind can belong to one.
fn solution(facts: &Facts, kind: KindIx, id: &str) -> anyhow::Result<ItemIx> {
    let model = &facts.model;
    let found = model.find(id).filter(|ix| model.is(*ix, Role::Solution));
    let Some(ix) = found else {
        let ids: Vec<&str> = model.with_role(Role::Solution).map(|ix| &*model.item(ix).id).collect();
        let hint = match nearest(id, ids) {
            Some(near) => said!("; mente du `{}`?", "; did you mean `{}`?"; near),
            None => Said::default(),
        };
        return Err(stop(Said::new(
            format!("ingen løsning har id `{id}`{}", hint.da),
            format!("no solution has the id `{id}`{}", hint.en),
        )));
    };
    if draft::solution_link(facts, kind).is_none() {
        let kind = &model.schema.kind(kind).key;
        return Err(stop(said!(
            "et element af typen `{}` hører ikke til en løsning", "an item of the kind `{}` belongs to no solution"; kind
        )));
    }
    Ok(ix)
}

/// The folder given, from the project and inside `content/`, with `/`.
pub(super) fn asked_folder(folder: &Path) -> anyhow::Result<String> {
    let mut parts = Vec::new();
    for component in folder.components() {
        match component {
            Component::CurDir => {}
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            _ => return Err(outside(folder)),
        }
    }
    if parts.first().is_none_or(|first| first != "content") {
        parts.insert(0, "content".to_owned());
    }
    if parts.iter().any(|part| part.starts_with(['.', '_'])) {
        return Err(outside(folder));
    }
    Ok(parts.join("/"))
}

fn outside(folder: &Path) -> anyhow::Error {
    stop(said!(
        "mappen `{}` hører ikke til projektets indhold; skriv en mappe under `content/`",
        "the folder `{}` is no part of the project's content; write a folder under `content/`"; folder.display()
    ))
}

/// Where most items of the kind are, those of the solution before others; else a folder of the kind's own.
fn usual_folder(facts: &Facts, kind: KindIx, solution: Option<ItemIx>) -> String {
    let model = &facts.model;
    let folders = |of_solution: bool| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for ix in model.all().filter(|ix| model.item(*ix).kind == kind && model.item(*ix).parent.is_none()) {
            let is_alike = !of_solution || solution.is_some_and(|solution| model.solutions(ix).contains(&solution));
            let path = facts.path(model.item(ix).file);
            if is_alike && path.ends_with(".md") {
                *counts.entry(path.rsplit_once('/').map_or("content", |(folder, _)| folder)).or_default() += 1;
            }
        }
        counts
            .into_iter()
            .max_by_key(|(folder, count)| (*count, std::cmp::Reverse(*folder)))
            .map(|(folder, _)| folder.to_owned())
    };
    let own = match solution {
        Some(_) => folders(true),
        None => folders(false),
    };
    own.unwrap_or_else(|| {
        let mut folder = "content".to_owned();
        if let Some(solution) = solution {
            folder.push_str(&format!("/{}", document::slug(&model.item(solution).id)));
        }
        format!("{folder}/{}", model.schema.kind(kind).folder)
    })
}

/// Writes a new file of the project; one that is there already is an error.
pub(super) fn write(project: &Path, path: &str, content: impl AsRef<[u8]>) -> anyhow::Result<()> {
    let could_not = || said!("kunne ikke skrive `{}`", "could not write `{}`"; path);
    let target: PathBuf = project.join(path);
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).map_err(stop_because(could_not()))?;
        // A folder that is a link out of the project must not be written to.
        let inside = || Ok::<bool, std::io::Error>(folder.canonicalize()?.starts_with(project.canonicalize()?));
        if !inside().map_err(stop_because(could_not()))? {
            return Err(outside(Path::new(path)));
        }
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(&target).map_err(stop_because(could_not()))?;
    file.write_all(content.as_ref()).map_err(stop_because(could_not()))
}
