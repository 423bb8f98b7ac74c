//! `sporbar check`: all rules, in the form asked for.

use super::args::{CheckArgs, CheckFormat};
use super::report;
use std::sync::Arc;

use super::{Exit, Global, Stream, fix, output, selection, stop};
use crate::config::Config;
use crate::finding::{Finding, Level};
use crate::model::nearest;
use crate::pipeline::{self, Pipeline};
use crate::said;
use crate::trace::Facts;

/// How often `--fix` looks again: a fix may lay another one free.
const ROUNDS: usize = 4;

/// Checks a project, and with `--fix` mends first what can be mended.
pub(super) fn run(global: &Global, args: CheckArgs) -> anyhow::Result<Exit> {
    let project = global.project()?;
    let judge = || -> anyhow::Result<(Facts, Vec<Finding>)> {
        let mut input = pipeline::read(&project, |config| global.day(config))?;
        if let Some(name) = &args.profile {
            input.config = Arc::new(profile(&input.config, name)?);
        }
        let (facts, mut findings) = Pipeline::recalling(&project).check(input)?;
        let selected = facts.config.active_profile().and_then(|profile| profile.select.as_ref());
        if let Some(select) = selected {
            let selector = selection::read(&facts.model.schema, &serde_json::to_string(select)?)?;
            // What is about no item is about the whole project, and so about what is selected.
            findings
                .retain(|finding| report::item_of(&facts, finding).is_none_or(|ix| selector.takes(&facts.model, ix)));
        }
        if let Some(filter) = &args.filter {
            let selector = selection::read(&facts.model.schema, filter)?;
            findings
                .retain(|finding| report::item_of(&facts, finding).is_some_and(|ix| selector.takes(&facts.model, ix)));
        }
        Ok((facts, findings))
    };
    let (mut facts, mut findings) = judge()?;
    if args.fix {
        for _ in 0..ROUNDS {
            if fix::apply(global, &project, &facts, &findings)? == 0 {
                break;
            }
            (facts, findings) = judge()?;
        }
    }
    show(global, &args, &facts, &findings)?;
    let fails = findings.iter().any(|finding| fails(finding, args.strict));
    Ok(if fails { Exit::Findings } else { Exit::Done })
}

/// The settings under a profile; the error names the nearest one.
fn profile(config: &Config, name: &str) -> anyhow::Result<Config> {
    config.with_profile(name).ok_or_else(|| {
        let known = config.profile_names();
        stop(match nearest(name.trim(), known.iter().copied()) {
            Some(near) => said!(
                "ingen profil hedder `{}`; mente du `{}`?", "no profile is called `{}`; did you mean `{}`?"; name, near
            ),
            None => said!(
                "ingen profil hedder `{}`; profilerne er {}",
                "no profile is called `{}`; the profiles are {}"; name, known.join(", ")
            ),
        })
    })
}

fn show(global: &Global, args: &CheckArgs, facts: &Facts, findings: &[Finding]) -> anyhow::Result<()> {
    let language = global.language(Some(&facts.config));
    output::print(&match args.format {
        CheckFormat::Text => report::draw(facts, findings, &global.look(language, Stream::Output)),
        CheckFormat::Json => report::json(facts, findings, language)?,
        CheckFormat::Sarif => report::sarif(facts, findings, language)?,
        CheckFormat::Junit => report::junit(facts, findings, language, |finding| fails(finding, args.strict)),
        CheckFormat::Github => report::github(facts, findings, language),
    })?;
    if args.format == CheckFormat::Text && !global.quiet {
        output::complain(&report::summary(findings, language));
    }
    Ok(())
}

/// Whether a finding makes the check fail.
fn fails(finding: &Finding, strict: bool) -> bool {
    let limit = if strict { Level::Warning } else { Level::Error };
    !finding.waived && finding.level >= limit
}
