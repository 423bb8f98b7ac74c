//! Findings as people read them in a terminal, clear without colour.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::counts::Counts;
use super::lines::Places;
use super::{Look, level_word, snippet};
use crate::cli::output::one_line;
use crate::finding::{Code, Finding, Language, Level};
use crate::place::Place;
use crate::trace::Facts;

/// From how many places on the same finding is grouped, and how many of them are then drawn.
const MANY: usize = 6;
const DRAWN: usize = 3;
/// How many related places are named.
const RELATED: usize = 5;

/// Findings in the order given, each with the drawing of its place. What is waived, and what repeats itself
/// after the first places, is shown when `look.all` says so.
pub fn draw(facts: &Facts, findings: &[Finding], look: &Look) -> String {
    let places = Places::of(facts, findings);
    let artist = Artist { places: &places, look };
    let mut groups: BTreeMap<(Code, Level, Cow<str>), Group> = BTreeMap::new();
    let is_shown = |finding: &&Finding| look.all || !finding.waived;
    for finding in findings.iter().filter(is_shown) {
        groups.entry(artist.kind(finding)).or_default().count += 1;
    }
    let mut text = String::new();
    for finding in findings.iter().filter(is_shown) {
        let Some(group) = groups.get_mut(&artist.kind(finding)) else { continue };
        group.met += 1;
        if look.all || group.count < MANY || group.met <= DRAWN {
            text.push_str(&artist.finding(finding));
        }
        if !look.all && group.count >= MANY && group.met == DRAWN {
            text.push_str(&artist.rest(finding.code, group.count - DRAWN));
        }
    }
    text
}

/// One line on how many findings there are, without a line break.
pub fn summary(findings: &[Finding], language: Language) -> String {
    let counts = Counts::of(findings);
    let danish = language == Language::Danish;
    let mut parts = Vec::new();
    let mut part = |count: usize, da: [&str; 2], en: [&str; 2]| {
        if count > 0 {
            let [one, many] = if danish { da } else { en };
            parts.push(format!("{count} {}", if count == 1 { one } else { many }));
        }
    };
    part(counts.error, ["fejl", "fejl"], ["error", "errors"]);
    part(counts.warning, ["advarsel", "advarsler"], ["warning", "warnings"]);
    part(counts.info, ["oplysning", "oplysninger"], ["info", "infos"]);
    part(counts.waived, ["dispenseret", "dispenserede"], ["waived", "waived"]);
    let fixes = findings.iter().filter(|finding| finding.fix.is_some() && !finding.waived).count();
    part(fixes, ["kan rettes med `sporbar check --fix`"; 2], ["can be mended by `sporbar check --fix`"; 2]);
    match (parts.is_empty(), danish) {
        (false, _) => parts.join(", "),
        (true, true) => "ingen fund".to_owned(),
        (true, false) => "no findings".to_owned(),
    }
}

#[derive(Default)]
struct Group {
    count: usize,
    met: usize,
}

struct Artist<'a> {
    places: &'a Places<'a>,
    look: &'a Look,
}

impl Artist<'_> {
    /// What findings that are told together share: an error repeats itself when it says the same, the rest when they say
    /// the same of other items, on other days.
    fn kind<'f>(&self, finding: &'f Finding) -> (Code, Level, Cow<'f, str>) {
        let message = finding.message.in_language(self.look.language);
        let said =
            if finding.level == Level::Error { Cow::Borrowed(message) } else { Cow::Owned(without_names(message)) };
        (finding.code, finding.level, said)
    }

    fn finding(&self, finding: &Finding) -> String {
        let language = self.look.language;
        let waived = match (finding.waived, language) {
            (false, _) => "",
            (true, Language::Danish) => " (dispenseret)",
            (true, Language::English) => " (waived)",
        };
        let mut text = format!(
            "{}: {}{waived}: {}\n",
            self.place(finding.place),
            self.level(finding),
            self.bold(&one_line(finding.message.in_language(language)))
        );
        text.push_str(&snippet::draw(self.places, finding.place, finding.level, self.look));
        if let Some(help) = &finding.help {
            text.push_str(&self.note(["hjælp", "help"], &one_line(help.in_language(language))));
        }
        let named = if self.look.all { usize::MAX } else { RELATED };
        for related in finding.related.iter().take(named) {
            let said = one_line(related.message.in_language(language));
            text.push_str(&self.note(["se", "see"], &format!("{}: {said}", self.place(related.place))));
        }
        let left = finding.related.len().saturating_sub(named);
        if left > 0 {
            text.push_str(&self.note(
                ["se", "see"],
                &if language == Language::Danish {
                    format!("og {left} steder til")
                } else {
                    format!("and {left} more places")
                },
            ));
        }
        text
    }

    fn place(&self, place: Place) -> String {
        let start = self.places.start(place);
        format!("{}:{}:{}", one_line(self.places.path(place)), start.line, start.column)
    }

    fn rest(&self, code: Code, count: usize) -> String {
        match self.look.language {
            Language::Danish => format!("  … og {count} fund til af samme slags ({code}); `--verbose` viser alle\n"),
            Language::English => {
                format!("  … and {count} more findings of the same kind ({code}); `--verbose` shows all\n")
            }
        }
    }

    fn level(&self, finding: &Finding) -> String {
        let word = format!("{}[{}]", level_word(finding.level, self.look.language), finding.code);
        // Bright red, yellow and blue of the sixteen colours every terminal has.
        let color = match finding.level {
            Level::Error => "1;91",
            Level::Warning => "1;33",
            _ => "1;94",
        };
        self.paint(color, &word)
    }

    fn bold(&self, text: &str) -> String {
        self.paint("1", text)
    }

    fn note(&self, [da, en]: [&str; 2], text: &str) -> String {
        let label = if self.look.language == Language::Danish { da } else { en };
        format!("  {} {text}\n", self.paint("1;36", &format!("{label}:")))
    }

    fn paint(&self, color: &str, text: &str) -> String {
        if self.look.color { format!("\u{1b}[{color}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// A message without what it names: code, quotations, numbers and the word after a number.
fn without_names(message: &str) -> String {
    let mut bare = String::with_capacity(message.len());
    let mut closing = None;
    let mut after_number = false;
    for word in message.split_inclusive(' ') {
        // Inside code and quotations a number is a part of a name.
        if closing.is_none() {
            let is_number = word.starts_with(|letter: char| letter.is_ascii_digit());
            let is_counted = after_number && !is_number;
            after_number = is_number;
            if is_number || is_counted && !word.starts_with(['`', '»']) {
                continue;
            }
        }
        for letter in word.chars() {
            match (closing, letter) {
                (Some(end), _) if letter == end => closing = None,
                (Some(_), _) => {}
                (None, '`') => closing = Some('`'),
                (None, '»') => closing = Some('«'),
                (None, _) if letter.is_ascii_digit() => {}
                (None, _) => bare.push(letter),
            }
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::without_names;

    #[test]
    fn messages_that_differ_in_names_only_are_one() {
        for (one, other, alike) in [
            ("`K-1` er gennemgået for 14 måneder siden", "`K-2` er gennemgået for 2 dage siden", true),
            ("`BL § 20` er ophævet", "`BL § 3, stk. 4` er ophævet", true),
            ("`BL § 20` er ophævet", "`BL § 20` er ikke trådt i kraft", false),
            ("»to 2 tre« mangler", "»fire« mangler", true),
            ("den 3 `a b` og c", "den 4 `x` og d", false),
            ("", "", true),
        ] {
            assert_eq!(without_names(one) == without_names(other), alike, "{one} / {other}");
        }
    }
}
