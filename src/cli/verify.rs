//! `sporbar verify`: whether a bundle is whole.

use super::args::VerifyArgs;
use super::{Exit, Global, output};
use crate::export::verify::{Report, verify};
use crate::finding::Language;

/// Faults that are told before the rest is counted.
const MOST: usize = 100;

/// Checks a bundle and names what differs.
pub(super) fn run(global: &Global, args: VerifyArgs) -> anyhow::Result<Exit> {
    let language = global.language(None);
    let report = verify(&args.file)?;
    let word = |da: &'static str, en: &'static str| crate::pages::word(language, da, en);
    let shown = args.file.display().to_string();
    let mut text = String::new();
    let most = if global.verbose { usize::MAX } else { MOST };
    for fault in report.faults.iter().take(most) {
        let path = if fault.path.is_empty() { &shown } else { &fault.path };
        text.push_str(&format!("{}: {}\n", output::one_line(path), fault.said.in_language(language)));
    }
    if report.faults.len() > most {
        let more = report.faults.len() - most;
        text.push_str(&format!(
            "{} {more} {}\n",
            word("og", "and"),
            word("andre; se dem med `--verbose`", "more; see them with `--verbose`")
        ));
    }
    text.push_str(&summary(&report, language, &shown));
    output::print(&output::visible(&text))?;
    Ok(if report.faults.is_empty() { Exit::Done } else { Exit::Findings })
}

fn summary(report: &Report, language: Language, shown: &str) -> String {
    let about = |label: &str| report.about.iter().find(|(known, _)| known == label).map(|(_, value)| value.as_str());
    let edition: Vec<&str> = ["External-Description", "Sporbar-Edition", "Sporbar-Profile", "Bagging-Date"]
        .into_iter()
        .filter_map(about)
        .collect();
    let edition = if edition.is_empty() { String::new() } else { format!(" ({})", edition.join(", ")) };
    let (files, pages, faults) = (report.files, report.pages, report.faults.len());
    match (faults, language) {
        (0, Language::Danish) => {
            format!(
                "`{shown}` er hel{edition}: {files} filer svarer til manifestet, links på {pages} sider fører til noget\n"
            )
        }
        (0, Language::English) => {
            format!(
                "`{shown}` is whole{edition}: {files} files agree with the manifest, links of {pages} pages lead somewhere\n"
            )
        }
        (_, Language::Danish) => format!(
            "`{shown}` er ikke hel{edition}: {faults} fejl i {files} filer; bed afsenderen om pakken igen, eller lav den med `sporbar export`\n"
        ),
        (_, Language::English) => format!(
            "`{shown}` is not whole{edition}: {faults} faults in {files} files; ask the sender for it again, or make it with `sporbar export`\n"
        ),
    }
}
