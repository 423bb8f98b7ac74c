//! Findings as GitHub's workflow commands, which become annotations on the changed lines.

use super::shown::{Shown, shown};
use crate::cli::output::visible;
use crate::finding::{Finding, Language};
use crate::trace::Facts;

/// One command for each finding that is not waived.
pub fn github(facts: &Facts, findings: &[Finding], language: Language) -> String {
    shown(facts, findings, language).iter().filter(|one| !one.waived).map(command).collect()
}

fn command(one: &Shown) -> String {
    let level = match one.level {
        "info" => "notice",
        level => level,
    };
    let message = match one.help {
        Some(help) => format!("{}\n{help}", one.message),
        None => one.message.to_owned(),
    };
    // GitHub refuses an end column when the lines differ.
    let end = if one.line == one.end_line { format!(",endColumn={}", one.end_column) } else { String::new() };
    format!(
        "::{level} file={},line={},endLine={},col={}{end},title={}::{}\n",
        property(one.file),
        one.line,
        one.end_line,
        one.column,
        property(one.rule),
        data(&message)
    )
}

fn data(text: &str) -> String {
    visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_to_github_is_escaped() {
        assert_eq!(data("100 %\nå: b"), "100 %25%0Aå: b");
        assert_eq!(property("a,b:c%"), "a%2Cb%3Ac%25");
    }
}
