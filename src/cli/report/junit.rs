//! Findings as JUnit XML, for build servers: a suite for each rule, so that what holds is seen to hold.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::level_word;
use super::shown::{Shown, shown};
use crate::cli::output::steers;
use crate::finding::{Finding, Language, Level};
use crate::rules::{self, RULES};
use crate::trace::Facts;

/// Findings as one XML document. Findings at error level are failures (warnings too when `fails` says so),
/// waived ones are skipped, the rest pass with what they say as output. A rule without findings is a case that passes.
pub fn junit(facts: &Facts, findings: &[Finding], language: Language, fails: impl Fn(&Finding) -> bool) -> String {
    let mut suites: BTreeMap<&str, Suite> = BTreeMap::new();
    for rule in RULES.iter().filter(|rule| facts.config.level(rule.code).unwrap_or(rule.level) != Level::Off) {
        suites.insert(rule.code, Suite::default());
    }
    for (finding, one) in findings.iter().zip(shown(facts, findings, language)) {
        let suite = suites.entry(finding.code).or_default();
        suite.tests += 1;
        let outcome = if one.waived {
            suite.skipped += 1;
            Outcome::Skipped
        } else if fails(finding) {
            suite.failures += 1;
            Outcome::Failure
        } else {
            Outcome::Passed
        };
        case(&mut suite.cases, finding, &one, outcome, language);
    }
    document(suites, language)
}

#[derive(Default)]
struct Suite {
    tests: usize,
    failures: usize,
    skipped: usize,
    cases: String,
}

enum Outcome {
    Passed,
    Failure,
    Skipped,
}

fn document(suites: BTreeMap<&str, Suite>, language: Language) -> String {
    let mut body = String::new();
    let (mut tests, mut failures, mut skipped) = (0, 0, 0);
    for (code, mut suite) in suites {
        if suite.tests == 0 {
            suite.tests = 1;
            let says = rules::find(code).map_or("", |rule| match language {
                Language::Danish => rule.says.da,
                Language::English => rule.says.en,
            });
            // Writing to memory can't fail, here and below.
            let _ = writeln!(suite.cases, "    <testcase classname=\"{code}\" name=\"{}\" time=\"0\"/>", escape(says));
        }
        tests += suite.tests;
        failures += suite.failures;
        skipped += suite.skipped;
        let _ = writeln!(
            body,
            "  <testsuite name=\"{code}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"0\">\n{}  </testsuite>",
            suite.tests, suite.failures, suite.skipped, suite.cases
        );
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"sporbar check\" tests=\"{tests}\" \
         failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\" time=\"0\">\n{body}</testsuites>\n"
    )
}

fn case(cases: &mut String, finding: &Finding, one: &Shown, outcome: Outcome, language: Language) {
    let place = format!("{}:{}:{}", one.file, one.line, one.column);
    let level = level_word(finding.level, language);
    let mut said = format!("{place}: {level}[{}]: {}", one.rule, one.message);
    if let Some(help) = one.help {
        let label = if language == Language::Danish { "hjælp" } else { "help" };
        said.push_str(&format!("\n  {label}: {help}"));
    }
    let _ = writeln!(
        cases,
        "    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\" time=\"0\">",
        one.rule,
        escape(&format!("{place} {}", one.message)),
        escape(one.file),
        one.line
    );
    let _ = match outcome {
        Outcome::Failure => writeln!(
            cases,
            "      <failure type=\"{}\" message=\"{}\">{}</failure>",
            one.rule,
            escape(one.message),
            escape(&said)
        ),
        Outcome::Skipped => {
            let message = if language == Language::Danish { "dispenseret" } else { "waived" };
            writeln!(cases, "      <skipped message=\"{message}\">{}</skipped>", escape(&said))
        }
        Outcome::Passed => writeln!(cases, "      <system-out>{}</system-out>", escape(&said)),
    };
    cases.push_str("    </testcase>\n");
}

/// Text for element content and attributes. What XML 1.0 can't hold becomes U+FFFD, what steers a terminal a
/// character reference.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\r' | '\t' => {
                let _ = write!(escaped, "&#{};", c as u32);
            }
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            c if steers(c) => {
                let _ = write!(escaped, "&#{};", c as u32);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_xml_can_not_hold_is_replaced() {
        assert_eq!(super::escape("<a&\"\u{1b}\u{202e}\n"), "&lt;a&amp;&quot;\u{FFFD}&#8238;&#10;");
    }
}
