//! What is wrong with a model file, and on which line.

use std::fmt;

use super::words::same_word;
use crate::finding::{Language, Said};

/// A model file that can't be used, with every fault that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelError {
    /// Name of the file, as the caller gave it.
    pub file: String,
    /// In the order they were found; never empty.
    pub faults: Vec<Fault>,
}

/// One thing to mend in a model file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// From 1; `None` when it follows from the file as a whole.
    pub line: Option<u32>,
    /// Keys from the outermost to the one at fault, such as `typer.krav.rolle`.
    pub path: String,
    pub message: Said,
    /// What to do; `None` where the message says it already.
    pub help: Option<Said>,
}

impl ModelError {
    /// One line for each fault and its help, as the terminal shows findings.
    pub fn in_language(&self, language: Language) -> String {
        let mut lines = Vec::new();
        for fault in &self.faults {
            let line = fault.line.map_or(String::new(), |line| format!(":{line}"));
            let path = if fault.path.is_empty() { String::new() } else { format!("{}: ", fault.path) };
            lines.push(format!("{}{line}: {path}{}", self.file, fault.message.in_language(language)));
            if let Some(help) = &fault.help {
                lines.push(format!(
                    "  {}: {}",
                    if language == Language::Danish { "hjælp" } else { "help" },
                    help.in_language(language)
                ));
            }
        }
        lines.join("\n")
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.in_language(Language::Danish))
    }
}

impl std::error::Error for ModelError {}

/// The line, from 1, of the deepest key of `path` that is written in `text`; `None` when not even the first is.
///
/// The YAML reader gives no places, so the text is read again by its indentation, and within a line by its keys.
/// Only faults pay for it.
pub(super) fn line_of(text: &str, path: &[String]) -> Option<u32> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = None;
    let mut start = 0;
    let mut parent_indent = None;
    for (depth, key) in path.iter().enumerate() {
        let Some(number) = find_block_key(&lines, start, parent_indent, key) else { break };
        found = Some(number as u32 + 1);
        let value = after_key(lines[number].trim(), key).unwrap_or_default();
        if value.trim_start().starts_with(['{', '[']) {
            let indent = indent(lines[number]);
            return Some(find_flow_keys(&lines, number, indent, &path[depth + 1..]));
        }
        parent_indent = Some(indent(lines[number]));
        start = number + 1;
    }
    found
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn is_blank(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#') || line.starts_with("---")
}

/// The line of `key` among the children of what stands at `parent_indent` before `start`.
fn find_block_key(lines: &[&str], start: usize, parent_indent: Option<usize>, key: &str) -> Option<usize> {
    let mut child_indent = None;
    for (number, line) in lines.iter().enumerate().skip(start).filter(|(_, line)| !is_blank(line)) {
        let here = indent(line);
        if parent_indent.is_some_and(|parent| here <= parent) {
            return None;
        }
        if here == *child_indent.get_or_insert(here) && after_key(line.trim(), key).is_some() {
            return Some(number);
        }
    }
    None
}

/// The line of the last of `keys` that is written in the flow value that begins at line `number`.
fn find_flow_keys(lines: &[&str], number: usize, indent_of_holder: usize, keys: &[String]) -> u32 {
    let mut line_number = number;
    let mut offset = lines[number].find(['{', '[']).unwrap_or(0);
    'keys: for key in keys {
        let (mut line, mut from) = (line_number, offset);
        while line < lines.len() && (line == number || is_blank(lines[line]) || indent(lines[line]) > indent_of_holder)
        {
            let text = &lines[line][from..];
            let starts = text.match_indices(['{', ',', ' ', '[']).map(|(at, mark)| at + mark.len()).chain([0]);
            let hit = starts.filter(|at| after_key(&text[*at..], key).is_some()).min();
            if let Some(at) = hit {
                (line_number, offset) = (line, from + at);
                continue 'keys;
            }
            (line, from) = (line + 1, 0);
        }
        break;
    }
    line_number as u32 + 1
}

/// What follows `key:` at the start of `text`; the key may be quoted or stand in its other language.
fn after_key<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let (written, rest) = text.split_once(':')?;
    if !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let written = written.trim().trim_matches(['"', '\'']);
    (written == key || same_word(written, key) || super::tree::nfc(written) == key).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::line_of;

    fn check(path: &str, expected: Option<u32>) {
        let text = "# en model\ntyper:\n  krav:\n    navn: {da: krav, en: requirement}\n    felter:\n      navn: {rolle: x,\n        en_af: {a: b}}\n  regel:\n    \"rolle\": rule\nlinks: {}\n";
        let path: Vec<String> = path.split('.').map(str::to_owned).collect();
        assert_eq!(line_of(text, &path), expected);
    }

    #[test]
    fn a_key_is_found_at_its_own_depth() {
        check("typer.krav.navn", Some(4));
        check("typer.krav.felter.navn", Some(6));
        check("typer.krav.felter.navn.en_af.a", Some(7));
        check("typer.regel.rolle", Some(9));
        check("kinds.regel.role", Some(9));
    }

    #[test]
    fn a_missing_key_gives_the_nearest_one_outside_it() {
        check("typer.krav.mappe", Some(3));
        check("raci", None);
    }
}
