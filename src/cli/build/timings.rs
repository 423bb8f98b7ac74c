//! How long the stages of a build took, as text or as JSON.

use std::time::Duration;

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::super::args::Timings;
use super::super::output;
use crate::finding::Language;
use crate::pages::word;
use crate::pipeline::publish::Pages;

/// Prints the account: JSON to standard output, text to standard error. `stages` follow one another.
pub(super) fn print(
    form: Timings,
    language: Language,
    stages: &[(&'static str, Duration)],
    pages: &Pages,
) -> anyhow::Result<()> {
    match form {
        Timings::Json => {
            let account = Account {
                version: 1,
                unit: "ms",
                stages: Times(stages),
                parsed: pages.parsed,
                pages: Made {
                    planned: pages.planned,
                    keyed: pages.keyed,
                    rendered: pages.rendered,
                    threads: Times(&pages.threads),
                },
            };
            output::print(&format!("{}\n", serde_json::to_string(&account)?))
        }
        Timings::Text => {
            let line = |name: &str, took: Duration, more: &str| {
                output::complain(&format!("{name:24} {:9.1} ms{more}", milliseconds(took)));
            };
            for (name, took) in stages {
                line(name, *took, "");
                let parts = pages.threads.iter().filter(|_| *name == "pages");
                parts.for_each(|(part, took)| line(&format!("  {part}"), *took, of_all(language)));
            }
            line(word(language, "i alt", "total"), stages.iter().map(|(_, took)| *took).sum(), "");
            Ok(())
        }
    }
}

fn of_all(language: Language) -> &'static str {
    word(language, " på alle tråde tilsammen", " of all threads together")
}

fn milliseconds(took: Duration) -> f64 {
    took.as_secs_f64() * 1000.0
}

#[derive(serde::Serialize)]
struct Account<'a> {
    version: u32,
    unit: &'static str,
    stages: Times<'a>,
    parsed: usize,
    pages: Made<'a>,
}

#[derive(serde::Serialize)]
struct Made<'a> {
    planned: usize,
    keyed: usize,
    rendered: usize,
    threads: Times<'a>,
}

/// An object of names and milliseconds in the order of the list.
struct Times<'a>(&'a [(&'static str, Duration)]);

impl Serialize for Times<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, took) in self.0 {
            map.serialize_entry(name, &milliseconds(*took))?;
        }
        map.end()
    }
}
