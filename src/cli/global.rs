//! What the global flags mean: which project, which day, which language, which look.

use std::env;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::args::{Color, Global, Lang};
use super::report::Look;
use super::{output, stop, stop_because, visible};
use crate::config::Config;
use crate::finding::{Language, Said};
use crate::said;

/// Name of the settings file, which makes a folder a project.
pub(super) const SETTINGS: &str = "sporbar.yaml";

/// Where a text goes, for the question whether it may have colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    Output,
    Error,
}

impl Global {
    /// The project's folder: `--project`, else the nearest folder upwards that holds `sporbar.yaml`.
    pub fn project(&self) -> anyhow::Result<PathBuf> {
        if let Some(folder) = &self.project {
            if folder.join(SETTINGS).is_file() {
                return Ok(folder.clone());
            }
            let shown = folder.display();
            return Err(stop(said!("mappen `{}` har ingen `{}`", "the folder `{}` has no `{}`"; shown, SETTINGS)));
        }
        let here = env::current_dir().map_err(stop_because(said!(
            "kunne ikke se, hvilken mappe vi står i",
            "could not see which folder we are in"
        )))?;
        find_upwards(&here).ok_or_else(|| {
            stop(said!(
                "hverken `{0}` eller en mappe over den har en `{1}`; skriv `--project MAPPE`, eller begynd med `sporbar init MAPPE`",
                "neither `{0}` nor a folder above it has a `{1}`; write `--project DIR`, or begin with `sporbar init DIR`";
                here.display(), SETTINGS
            ))
        })
    }

    /// The day that decides what is in force: `--as-of`, `pr_dato`, `SOURCE_DATE_EPOCH`, else today in Copenhagen.
    pub fn day(&self, config: &Config) -> anyhow::Result<Date> {
        if let Some(day) = self.as_of {
            return Ok(day);
        }
        if let Some(text) = &config.as_of {
            return text.trim().parse().map_err(stop_because(said!(
                "`pr_dato` i `sporbar.yaml` er ingen dato: `{}`", "`pr_dato` in `sporbar.yaml` is no date: `{}`"; text
            )));
        }
        match env::var("SOURCE_DATE_EPOCH") {
            Ok(text) if !text.trim().is_empty() => day_of_epoch(text.trim()),
            _ => Ok(Zoned::now().with_time_zone(copenhagen()).date()),
        }
    }

    /// The language of messages: `--lang`, else the project's, else the locale's. Without `config` the project is
    /// looked for; settings that can't be read are Danish unless a line of them says otherwise.
    pub fn language(&self, config: Option<&Config>) -> Language {
        match (self.lang, config) {
            (Some(Lang::Da), _) => Language::Danish,
            (Some(Lang::En), _) => Language::English,
            (None, Some(config)) => config.language(),
            (None, None) => self.project_language().unwrap_or_else(locale),
        }
    }

    /// How texts on a stream look.
    pub fn look(&self, language: Language, stream: Stream) -> Look {
        let is_terminal = match stream {
            Stream::Output => std::io::stdout().is_terminal(),
            Stream::Error => std::io::stderr().is_terminal(),
        };
        let plain = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || env::var_os("TERM").is_some_and(|value| value == "dumb");
        let color = match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => is_terminal && !plain,
        };
        Look { language, color, all: self.verbose }
    }

    /// Says on standard error what was done, unless `--quiet`.
    pub fn say(&self, language: Language, said: &Said) {
        if !self.quiet {
            output::complain(&visible(said.in_language(language)));
        }
    }

    fn project_language(&self) -> Option<Language> {
        let folder = match &self.project {
            Some(folder) => folder.clone(),
            None => find_upwards(&env::current_dir().ok()?)?,
        };
        let bytes = std::fs::read(folder.join(SETTINGS)).ok()?;
        let text = crate::document::decode(&bytes).0.into_owned();
        let says_english =
            || text.lines().any(|line| line.split('#').next().is_some_and(|line| line.trim_end() == "sprog: en"));
        Some(match Config::read(&text) {
            Ok(config) => config.language(),
            Err(_) if says_english() => Language::English,
            Err(_) => Language::Danish,
        })
    }
}

fn find_upwards(from: &Path) -> Option<PathBuf> {
    from.ancestors().find(|folder| folder.join(SETTINGS).is_file()).map(Path::to_owned)
}

/// `LC_ALL`, `LC_MESSAGES` and `LANG`, the first that is set, as POSIX has it.
fn locale() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| env::var(name).ok());
    let mut set = set.filter(|value| !value.is_empty());
    match set.next() {
        Some(value) if value.starts_with("da") => Language::Danish,
        _ => Language::English,
    }
}

fn day_of_epoch(text: &str) -> anyhow::Result<Date> {
    let seconds = text.parse::<i64>().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    let time = seconds.ok_or_else(|| {
        stop(said!("`SOURCE_DATE_EPOCH` er ikke et antal sekunder: `{}`", "`SOURCE_DATE_EPOCH` is no number of seconds: `{}`"; text))
    })?;
    Ok(time.to_zoned(copenhagen()).date())
}

/// Danish time; by the rule of directive 2000/84/EC where the machine has no table of time zones.
fn copenhagen() -> TimeZone {
    TimeZone::get("Europe/Copenhagen")
        .or_else(|_| TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3"))
        .unwrap_or(TimeZone::UTC)
}
