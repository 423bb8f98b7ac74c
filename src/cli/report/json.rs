//! Findings as JSON, `version` 1.

use serde::Serialize;

use super::counts::Counts;
use super::shown::{Shown, shown};
use crate::cli::output;
use crate::finding::{Finding, Language};
use crate::trace::Facts;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    as_of: String,
    findings: Vec<Shown<'a>>,
    summary: Counts,
}

/// Findings as one JSON object.
pub fn json(facts: &Facts, findings: &[Finding], language: Language) -> anyhow::Result<String> {
    output::json(&Report {
        version: 1,
        as_of: facts.model.day.to_string(),
        findings: shown(facts, findings, language),
        summary: Counts::of(findings),
    })
}
