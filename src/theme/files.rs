//! The files of a theme: the standard one, embedded, with a project's laid over it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use super::ThemeError;
use crate::said;

/// Version of what templates may expect of the views; `contract` in `theme.yaml`.
pub const CONTRACT: u64 = 1;

static STANDARD: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/standard");

/// Files by their path inside the theme, with `/` between folders.
#[derive(Clone, Default)]
pub(super) struct Files(BTreeMap<String, Cow<'static, [u8]>>);

impl Files {
    pub(super) fn standard() -> Files {
        let mut files = BTreeMap::new();
        collect(&STANDARD, &mut files);
        Files(files)
    }

    pub(super) fn over_standard(own: &[(String, Vec<u8>)]) -> Files {
        let mut files = Files::standard();
        for (path, bytes) in own {
            files.0.insert(path.clone(), Cow::Owned(bytes.clone()));
        }
        files
    }

    pub(super) fn contains(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Fails when `theme.yaml` is no mapping or names a contract this program does not keep.
    pub(super) fn contract(&self) -> Result<(), ThemeError> {
        let path = "theme.yaml";
        let facts: BTreeMap<String, serde_yaml::Value> = self.yaml(path)?;
        match facts.get("contract").and_then(serde_yaml::Value::as_u64) {
            Some(CONTRACT) => Ok(()),
            _ => Err(ThemeError::at(path, said!("temaet er ikke skrevet til denne udgave af kontrakten", "the theme is not written for this version of the contract"))
                .with_help(said!("skriv `contract: {}`, når skabelonerne passer til den", "write `contract: {}` once the templates fit it"; CONTRACT))),
        }
    }

    /// The texts of a language; what the theme does not say is taken from the standard theme.
    pub(super) fn texts(&self, language: &str) -> Result<BTreeMap<String, String>, ThemeError> {
        let path = format!("texts/{language}.yaml");
        let fallback = if STANDARD.get_file(&path).is_some() { path.as_str() } else { "texts/en.yaml" };
        let mut texts: BTreeMap<String, String> = Files::standard().yaml(fallback)?;
        texts.append(&mut self.yaml(&path)?);
        Ok(texts)
    }

    /// Templates as `(name, text)`; a name is the path under `templates/`.
    pub(super) fn templates(&self) -> Result<Vec<(&str, &str)>, ThemeError> {
        let mut templates = Vec::new();
        for path in self.paths().filter(|path| path.ends_with(".html")) {
            if let Some(name) = path.strip_prefix("templates/") {
                templates.push((name, self.text(path)?));
            }
        }
        Ok(templates)
    }

    pub(super) fn statics(&self) -> impl Iterator<Item = (String, &[u8])> {
        self.0
            .iter()
            .filter_map(|(path, bytes)| Some((format!("tema/{}", path.strip_prefix("static/")?), bytes.as_ref())))
    }

    /// Hash of all that decides the bytes of a page: every file but the static ones, and the language.
    pub(super) fn hash(&self, language: &str) -> [u8; 16] {
        let mut hasher = blake3::Hasher::new();
        let mut add = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        add(language.as_bytes());
        for (path, bytes) in self.0.iter().filter(|(path, _)| !path.starts_with("static/")) {
            add(path.as_bytes());
            add(bytes);
        }
        let mut hash = [0; 16];
        hasher.finalize_xof().fill(&mut hash);
        hash
    }

    /// A file as text; a missing file is an empty text.
    pub(super) fn text(&self, path: &str) -> Result<&str, ThemeError> {
        let bytes = self.0.get(path).map_or(&[][..], |bytes| bytes.as_ref());
        let text = std::str::from_utf8(bytes).map_err(|_| ThemeError::not_utf8(path))?;
        Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    fn yaml<T: serde::de::DeserializeOwned>(&self, path: &str) -> Result<T, ThemeError> {
        if !self.contains(path) {
            return Err(ThemeError::at(path, said!("temaet mangler `{}`", "the theme lacks `{}`"; path)));
        }
        serde_yaml::from_str(self.text(path)?).map_err(|error| ThemeError::of_yaml(path, &error))
    }
}

fn collect(folder: &Dir<'static>, files: &mut BTreeMap<String, Cow<'static, [u8]>>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.insert(path, Cow::Borrowed(file.contents()));
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}
