//! A model file to a [`Schema`]: the built-in one, an own one, or an own one on top of the built-in.

use std::sync::{Arc, LazyLock};

use super::Schema;
use super::fault::{Fault, ModelError, line_of};
use super::merge::merge;
use super::resolve::Resolver;
use super::tree::Tree;
use super::words::{Level, in_danish};
use crate::finding::Said;
use crate::said;

/// Text of the model `fælleskommunal`, as `sporbar model` prints it.
pub const BUILTIN: &str = include_str!("builtin.yaml");

/// Name of the built-in model in `model:` and `udvid:`.
pub const BUILTIN_NAME: &str = "fælleskommunal";

static SCHEMA: LazyLock<Arc<Schema>> = LazyLock::new(|| {
    let read = Schema::read_alone(BUILTIN, "builtin.yaml");
    Arc::new(read.expect("a test reads the built-in model, so it holds no fault"))
});

impl Schema {
    /// The model `fælleskommunal`; read once.
    pub fn builtin() -> &'static Arc<Schema> {
        &SCHEMA
    }

    /// Reads a project's own model.
    ///
    /// With `udvid: fælleskommunal` it adds to the built-in model and overrides it by key (`null` takes a kind,
    /// field or link out); without, it stands alone, and the reserved keys are the built-in ones unless it has
    /// `fælles_felter`. Never panics. `file_name` is used in the error, which holds every fault with its line.
    pub fn read(text: &str, file_name: &str) -> Result<Schema, ModelError> {
        let own = parse(text, file_name)?;
        match own.find("udvid") {
            None => Self::resolve(&own, &[text], text, file_name),
            Some(Tree::Text(name)) if name == BUILTIN_NAME => {
                let base = parse(BUILTIN, "builtin.yaml")?;
                Self::resolve(&merge(base, own), &[BUILTIN, text], text, file_name)
            }
            Some(_) => Err(single(
                file_name,
                text,
                &["udvid".to_owned()],
                said!("kun `{}` kan udvides", "only `{}` can be extended"; BUILTIN_NAME),
            )),
        }
    }

    fn read_alone(text: &str, file_name: &str) -> Result<Schema, ModelError> {
        Self::resolve(&parse(text, file_name)?, &[text], text, file_name)
    }

    fn resolve(tree: &Tree, texts: &[&str], own: &str, file_name: &str) -> Result<Schema, ModelError> {
        let mut resolver = Resolver::default();
        let mut schema = resolver.schema(tree);
        if resolver.faults.is_empty() {
            schema.hash = hash(texts);
            if schema.name.is_empty() {
                schema.name = file_name.to_owned();
            }
            return Ok(schema);
        }
        let faults = resolver.faults.into_iter();
        let mut faults: Vec<Fault> = faults
            .map(|(path, message, help)| Fault { line: line_of(own, &path), path: path.join("."), message, help })
            .collect();
        faults.sort_by_key(|fault| fault.line.unwrap_or(0));
        Err(ModelError { file: file_name.to_owned(), faults })
    }
}

fn parse(text: &str, file_name: &str) -> Result<Tree, ModelError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut tree: Tree = serde_yaml::from_str(text).map_err(|error| {
        let message = said!("modellen kan ikke læses som YAML: {}", "the model can't be read as YAML: {}"; error);
        let line = error.location().map(|location| location.line() as u32);
        ModelError {
            file: file_name.to_owned(),
            faults: vec![Fault { line, path: String::new(), message, help: None }],
        }
    })?;
    in_danish(&mut tree, Level::Model);
    match tree {
        Tree::Map(_) => Ok(tree),
        _ => Err(single(file_name, text, &[], said!("en model skal være nøgler og værdier", "a model is a mapping"))),
    }
}

fn single(file_name: &str, text: &str, path: &[String], message: Said) -> ModelError {
    let fault = Fault { line: line_of(text, path), path: path.join("."), message, help: None };
    ModelError { file: file_name.to_owned(), faults: vec![fault] }
}

/// First 16 bytes of BLAKE3 over the texts, each preceded by its length.
fn hash(texts: &[&str]) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    for text in texts {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    let mut short = [0; 16];
    short.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    short
}
