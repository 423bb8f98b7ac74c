//! `sporbar export`: the documentation bundle, or one format of it.

mod single;

use super::args::{ExportArgs, ExportFormat};
use super::{Exit, Global, Stream, output, report};
use crate::export::{self, Format, Material, Request};
use crate::finding::{Finding, Level};
use crate::pipeline::{self, Pipeline};
use crate::said;

/// Writes a bundle.
pub(super) fn run(global: &Global, args: ExportArgs) -> anyhow::Result<Exit> {
    let project = global.project()?;
    let mut input = pipeline::read(&project, |config| global.day(config))?;
    input.baseline = pipeline::editions::baseline(&project, &input.config, input.day)?;
    let language = global.language(Some(&input.config));
    if args.only == Some(ExportFormat::Workbook) {
        return single::workbook(global, &args, input);
    }
    let mut request =
        Request { profile: args.profile.clone(), solution_ids: args.solutions.clone(), ..Request::default() };
    let edition = Pipeline::default().edition_of(input, |facts| export::choose(facts, &mut request))?;
    let material = Material::new(&edition.book, &request);
    let formats: Vec<Format> = args.only.and_then(format).map_or(Format::ALL.to_vec(), |only| vec![only]);
    let summary = match args.only.is_some_and(single::is_file) {
        true => single::write(&args.to, &material, &formats)?,
        false => export::write_whole(&args.to, |file| export::bundle(&edition, &material, &formats, file))?,
    };
    let told: Vec<Finding> = edition.book.findings.iter().filter(|finding| judges(finding)).cloned().collect();
    if !global.quiet {
        let look = global.look(language, Stream::Error);
        let text = report::draw(&edition.book.facts, &told, &look);
        if !text.is_empty() {
            output::complain(text.trim_end());
        }
    }
    global.say(
        language,
        &said!(
            "skrev {} filer ({} MB, før de blev pakket): {}",
            "wrote {} files ({} MB before they were packed): {}";
            summary.files, summary.bytes.div_ceil(1_000_000), args.to.display()
        ),
    );
    std::mem::forget(edition);
    Ok(if told.is_empty() { Exit::Done } else { Exit::Findings })
}

/// `None` for what is no part of a bundle.
fn format(only: ExportFormat) -> Option<Format> {
    Some(match only {
        ExportFormat::Site => Format::Site,
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Xlsx => Format::Xlsx,
        ExportFormat::Workbook => return None,
    })
}

/// As `build`: errors that concern the site itself.
fn judges(finding: &Finding) -> bool {
    let of_the_site = finding.code.starts_with('S') || finding.code == "J03";
    finding.level == Level::Error && !finding.waived && of_the_site
}
