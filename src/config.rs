//! `sporbar.yaml`: the settings of a project. A broken one stops the run.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::finding::{Language, Level};

mod limits;
mod profiles;
mod told;
pub use limits::Limits;
pub use profiles::TENDER;

/// The settings of a project; absent keys have the values of [`Config::default`].
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    #[serde(alias = "title")]
    pub titel: String,
    /// A notice on every page and export.
    #[serde(rename = "bemærkning")]
    pub notice: String,
    /// `da` or `en`; the interface only, content is never translated.
    #[serde(rename = "sprog")]
    pub language: SiteLanguage,
    pub base_url: String,
    #[serde(rename = "tema")]
    pub theme: Option<String>,
    /// `fælleskommunal` or the path of a model file.
    pub model: Option<String>,
    #[serde(rename = "udgave")]
    pub edition: Option<String>,
    /// Pins the day (ISO date).
    #[serde(rename = "pr_dato")]
    pub as_of: Option<String>,
    /// Which `synlighed` a build shows; absent: public only.
    #[serde(rename = "udgiv")]
    pub publish: Option<Vec<String>>,
    #[serde(rename = "historik")]
    pub history: History,
    /// Address of a source file's editor, with `{path}`.
    #[serde(rename = "kilde_url")]
    pub source_url: String,
    #[serde(rename = "tilgængelighedserklæring")]
    pub accessibility: String,
    #[serde(rename = "grundlag")]
    pub baseline: Option<String>,
    #[serde(rename = "kvalitetsprofil")]
    pub profile: QualityProfile,
    #[serde(rename = "eksterne")]
    pub external: Vec<ExternalIndex>,
    #[serde(rename = "profiler")]
    pub profiles: BTreeMap<String, ExportProfile>,
    /// The file as written, for the places of findings; empty where there is none. Never written.
    #[serde(skip)]
    pub text: Arc<str>,
    /// Name of the profile in force; `None` for the quality profile alone. Never written: see [`Config::with_profile`].
    #[serde(skip)]
    pub active: Option<String>,
    /// Hashes of the solutions' content by id, where it is not the content at hand that is signed: a bundle without
    /// names is one of the documentation that has them. Never written.
    #[serde(skip)]
    pub known_contents: BTreeMap<String, Box<str>>,
    /// Fingerprints of items by id, for the same reason: what is answered is the documentation with the names. Never
    /// written.
    #[serde(skip)]
    pub known_prints: BTreeMap<String, Box<str>>,
}

/// The interface language as written in `sprog`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum SiteLanguage {
    #[default]
    #[serde(rename = "da")]
    Danish,
    #[serde(rename = "en")]
    English,
}

/// The index of another portfolio, and the text of it that was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExternalIndex {
    /// Path of its `indeks.json`, from the project; it may lie outside.
    #[serde(rename = "indeks")]
    pub path: String,
    /// SHA-256 of that file in hexadecimal digits: what is linked to is what somebody has seen. `None` while nobody has
    /// pinned it.
    #[serde(default)]
    pub sha256: Option<String>,
}

/// Most indexes of other portfolios: their files are numbered in findings.
pub const MOST_EXTERNAL: usize = 256;

/// Where dates of change come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum History {
    #[default]
    #[serde(rename = "ingen")]
    None,
    #[serde(rename = "git")]
    Git,
}

/// The agreed quality level: which rules count, and how much.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct QualityProfile {
    pub navn: String,
    pub version: String,
    pub aftalt_i: Option<String>,
    /// Level by area letter (`K`) or code (`K12`); the code wins.
    #[serde(deserialize_with = "levels")]
    pub regler: BTreeMap<String, RuleLevel>,
    #[serde(rename = "grænser")]
    pub limits: Limits,
    /// Path, from the project, of a YAML list of products, trademarks and suppliers (K19).
    pub fabrikater: Option<String>,
}

/// A level as written in a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleLevel {
    Off,
    Info,
    Warning,
    Error,
}

impl From<RuleLevel> for Level {
    fn from(level: RuleLevel) -> Level {
        match level {
            RuleLevel::Off => Level::Off,
            RuleLevel::Info => Level::Info,
            RuleLevel::Warning => Level::Warning,
            RuleLevel::Error => Level::Error,
        }
    }
}

/// A named set of levels and limits, and of what an export takes and shows.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ExportProfile {
    #[serde(rename = "vælg")]
    pub select: Option<serde_yaml::Value>,
    #[serde(rename = "udgiv")]
    pub publish: Option<Vec<String>>,
    #[serde(deserialize_with = "levels")]
    pub regler: BTreeMap<String, RuleLevel>,
    #[serde(rename = "grænser")]
    pub limits: Limits,
}

/// Levels by area or code; a name that can be neither is refused, since nobody would notice that it does nothing.
fn levels<'de, D: serde::Deserializer<'de>>(from: D) -> Result<BTreeMap<String, RuleLevel>, D::Error> {
    let levels = BTreeMap::<String, RuleLevel>::deserialize(from)?;
    let is_area = |name: &str| name.len() == 1 && "SJKVGOUD".contains(name);
    let is_code = |name: &str| {
        let (area, number) = name.split_at_checked(1).unwrap_or_default();
        is_area(area) && number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    match levels.keys().find(|name| !is_area(name) && !is_code(name)) {
        Some(name) => {
            Err(serde::de::Error::custom(format!("`{name}` is no area (such as K) and no rule (such as K12)")))
        }
        None => Ok(levels),
    }
}

impl Config {
    /// Reads the settings; the error names line and column and what was expected.
    pub fn read(text: &str) -> Result<Config, ConfigError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty()
            || text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
        {
            return Ok(Config::default());
        }
        let mut config: Config = serde_yaml::from_str(text).map_err(|error| ConfigError {
            line: error.location().map_or(1, |location| location.line()),
            column: error.location().map_or(1, |location| location.column()),
            message: error.to_string(),
        })?;
        for (what, address) in [("base_url", &config.base_url), ("tilgængelighedserklæring", &config.accessibility)] {
            if !address.is_empty() && !address.starts_with("https://") && !address.starts_with("http://") {
                return Err(ConfigError { line: 1, column: 1, message: format!("`{what}` must start with https://") });
            }
        }
        if config.external.len() > MOST_EXTERNAL {
            let message = format!("`eksterne` must name at most {MOST_EXTERNAL} indexes");
            return Err(ConfigError { line: 1, column: 1, message });
        }
        config.text = text.into();
        Ok(config)
    }

    pub fn language(&self) -> Language {
        match self.language {
            SiteLanguage::Danish => Language::Danish,
            SiteLanguage::English => Language::English,
        }
    }

    /// Address of the site with a slash at its end; empty when not given.
    pub fn base_url(&self) -> String {
        match self.base_url.as_str() {
            "" => String::new(),
            url if url.ends_with('/') => url.to_owned(),
            url => format!("{url}/"),
        }
    }
}

/// Why `sporbar.yaml` can't be used; lines and columns from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    pub line: usize,
    pub column: usize,
    pub message: String,
}

impl std::fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.in_language(Language::English))
    }
}

impl std::error::Error for ConfigError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_wins_over_its_area() {
        let config = Config::read("kvalitetsprofil: {regler: {K: warning, K12: \"off\"}}").unwrap();
        assert_eq!(config.level("K12"), Some(Level::Off));
        assert_eq!(config.level("K01"), Some(Level::Warning));
        assert_eq!(config.level("J01"), None);
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let error = Config::read("titel: A\nteam: x\n").unwrap_err();
        assert!(error.to_string().starts_with("sporbar.yaml:2:1: "), "{error}");
    }

    #[test]
    fn a_limit_that_is_no_share_is_named_with_its_line() {
        let text = "titel: A\nkvalitetsprofil:\n  grænser:\n    dækning_pct: 950\n";
        let error = Config::read(text).unwrap_err().to_string();
        assert!(
            error.starts_with("sporbar.yaml:4:5: ") && error.contains("`dækning_pct` must be a number from 0 to 100"),
            "{error}"
        );
    }

    #[test]
    fn a_level_of_no_rule_is_refused() {
        let error = Config::read("titel: A\nkvalitetsprofil:\n  regler: {K1: error}\n").unwrap_err().to_string();
        assert!(error.starts_with("sporbar.yaml:3:") && error.contains("`K1` is no area"), "{error}");
    }

    #[test]
    fn an_empty_file_gives_the_defaults() {
        assert_eq!(Config::read("# intet\n").unwrap().language(), Language::Danish);
    }
}
