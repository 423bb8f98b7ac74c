//! The verdicts for other programs. Words of verdicts and areas are the Danish ones in every language.

use serde::Serialize;

use super::{Told, output};
use crate::finding::Level;
use crate::rules::readiness::{Area, Check, Judged, name};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    as_of: String,
    profile: Profile<'a>,
    solutions: Vec<Solution<'a>>,
}

#[derive(Serialize)]
struct Profile<'a> {
    name: &'a str,
    version: &'a str,
}

#[derive(Serialize)]
struct Solution<'a> {
    id: &'a str,
    verdict: &'static str,
    days_to_tender: Option<i32>,
    /// The day it is judged on.
    judged_on: String,
    tender: Option<&'a str>,
    /// Name of the profile in force; null for the quality profile alone.
    profile: Option<&'a str>,
    content_hash: &'a str,
    signature: Option<Signed<'a>>,
    structure: AreaOf<'a>,
    areas: Vec<AreaOf<'a>>,
}

#[derive(Serialize)]
struct Signed<'a> {
    decision: &'a str,
    by: Option<&'a str>,
    date: Option<String>,
    unchanged: bool,
}

#[derive(Serialize)]
struct AreaOf<'a> {
    id: &'static str,
    verdict: &'static str,
    checks: Vec<CheckOf<'a>>,
}

#[derive(Serialize)]
struct CheckOf<'a> {
    rule: &'static str,
    level: &'static str,
    /// Whether it tells that a threshold of the profile is missed.
    threshold: bool,
    passed: bool,
    verdict: &'static str,
    subjects: usize,
    /// Subjects in which something is found, waived or not.
    failing: usize,
    /// Findings that keep the solution from being ready.
    blocking: usize,
    waived: Vec<Waived<'a>>,
    /// Ids of the items in which something is found that is not waived.
    items: Vec<&'a str>,
}

#[derive(Serialize)]
struct Waived<'a> {
    by: &'a str,
    until: String,
    count: usize,
}

/// Every solution with every check, passed ones too.
pub(super) fn draw(told: &Told) -> anyhow::Result<String> {
    let profile = &told.facts.config.profile;
    output::json(&Document {
        version: 1,
        as_of: told.facts.model.day.to_string(),
        profile: Profile { name: &profile.navn, version: &profile.version },
        solutions: told.solutions.iter().map(|judged| solution(told, judged)).collect(),
    })
}

fn solution<'a>(told: &Told<'a>, judged: &'a Judged) -> Solution<'a> {
    let model = &told.facts.model;
    let basis = &told.readiness.bases[judged.basis];
    let signature = judged.signature.as_ref().map(|signature| Signed {
        decision: &model.item(signature.decision).id,
        by: signature.by.map(|by| &*model.item(by).id),
        date: signature.day.map(|day| day.to_string()),
        unchanged: signature.unchanged,
    });
    Solution {
        id: &model.item(judged.solution).id,
        verdict: judged.verdict.key(),
        days_to_tender: judged.days_to_tender(model.day),
        judged_on: judged.day.to_string(),
        tender: judged.announced.as_ref().map(|announced| &*model.item(announced.tender).id),
        profile: basis.facts.config.active.as_deref(),
        content_hash: &judged.content,
        signature,
        structure: area(told, &judged.structure),
        areas: judged.areas.iter().map(|of| area(told, of)).collect(),
    }
}

fn area<'a>(told: &Told<'a>, area: &'a Area) -> AreaOf<'a> {
    AreaOf {
        id: name(area.letter).da,
        verdict: area.verdict.key(),
        checks: area.checks.iter().map(|of| check(told, of)).collect(),
    }
}

fn check<'a>(told: &Told<'a>, check: &'a Check) -> CheckOf<'a> {
    let waived = check.waived.iter();
    CheckOf {
        rule: check.rule.code,
        level: match check.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info | Level::Off => "info",
        },
        threshold: check.threshold.is_some(),
        passed: check.passed(),
        verdict: check.verdict.key(),
        subjects: check.subjects,
        failing: check.failing,
        blocking: check.blocking,
        waived: waived.map(|of| Waived { by: &of.by, until: of.until.to_string(), count: of.count }).collect(),
        items: check.items.iter().map(|ix| &*told.facts.model.item(*ix).id).collect(),
    }
}
