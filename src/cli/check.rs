//! `sporbar check`: all rules, in the form asked for.

use super::args::{CheckArgs, CheckFormat};
use super::report;
use super::{Exit, Global, Stream, fix, output, selection};
use crate::finding::{Finding, Level};
use crate::pipeline::{self, Pipeline};
use crate::trace::Facts;

/// How often `--fix` looks again: a fix may lay another one free.
const ROUNDS: usize = 4;

/// Checks a project, and with `--fix` mends first what can be mended.
pub(super) fn run(global: &Global, args: CheckArgs) -> anyhow::Result<Exit> {
    let project = global.project()?;
    let judge = || -> anyhow::Result<(Facts, Vec<Finding>)> {
        let input = pipeline::read(&project, |config| global.day(config))?;
        let (facts, mut findings) = Pipeline::default().check(input)?;
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
