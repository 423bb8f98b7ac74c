//! `sporbar model` and `sporbar schema`: the model in force, for people and for editors. Outside a project it
//! is the built-in one.

use std::sync::Arc;

use super::args::SchemaArgs;
use super::{Exit, Global, output, print, stop};
use crate::finding::{Language, Said};
use crate::model::schema::{BUILTIN, BUILTIN_NAME, json_schema};
use crate::model::{KindIx, Schema};
use crate::pipeline;
use crate::said;

/// A schema with the own model it is read from, if any, as name and text.
struct InForce {
    schema: Arc<Schema>,
    own: Option<(String, String)>,
}

/// Prints the model as YAML: the built-in one, or the project's own with a note on what it extends.
pub(super) fn print_model(global: &Global) -> anyhow::Result<Exit> {
    let model = in_force(global)?;
    let language = global.language(None);
    match &model.own {
        None => print(BUILTIN)?,
        Some((name, text)) => print(&format!("{}{}", note(name, text, language), text.trim_start_matches('\u{feff}')))?,
    }
    Ok(Exit::Done)
}

/// Prints JSON Schema of one kind or of all.
pub(super) fn print_schema(global: &Global, args: SchemaArgs) -> anyhow::Result<Exit> {
    let schema = in_force(global)?.schema;
    let kind = args.kind.as_deref().map(|key| kind(&schema, key)).transpose()?;
    print(&output::json(&json_schema(&schema, kind))?)?;
    Ok(Exit::Done)
}

/// The kind with a key; the error names the nearest.
pub(super) fn kind(schema: &Schema, key: &str) -> anyhow::Result<KindIx> {
    let written = crate::model::value::nfc(key.trim());
    schema.find_kind(&written).ok_or_else(|| {
        let hint = match schema.nearest_kind(&written) {
            Some(near) => said!("; mente du `{}`?", "; did you mean `{}`?"; near),
            None => Said::default(),
        };
        stop(Said::new(
            format!("`{key}` er ikke en type i modellen{}", hint.da),
            format!("`{key}` is no kind of the model{}", hint.en),
        ))
    })
}

fn in_force(global: &Global) -> anyhow::Result<InForce> {
    let project = match global.project() {
        Ok(project) => project,
        Err(error) if global.project.is_some() => return Err(error),
        Err(_) => return Ok(InForce { schema: Schema::builtin().clone(), own: None }),
    };
    let input = pipeline::read(&project, |config| global.day(config))?;
    Ok(InForce { schema: pipeline::schema(&input)?, own: input.model })
}

fn note(name: &str, text: &str, language: Language) -> String {
    // The text was read as a model, so a first-level `udvid` names the built-in one.
    let extends = text.lines().any(|line| line.starts_with("udvid:") || line.starts_with("extend"));
    let said = if extends {
        said!("`{}` føjer til den indbyggede model `{}`, som `sporbar model` viser uden for et projekt",
              "`{}` adds to the built-in model `{}`, which `sporbar model` shows outside a project"; name, BUILTIN_NAME)
    } else {
        said!("`{}` står alene", "`{}` stands alone"; name)
    };
    format!("# {}\n", output::one_line(said.in_language(language)))
}
