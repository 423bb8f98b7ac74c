//! Manifests and labelled values of a bag.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use super::Report;
use crate::said;
use crate::source::archive::name_fault;

/// How the paths of a manifest are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// BagIt 1.0: `%`, line feed and carriage return are escaped.
    Percent,
    /// Before: line breaks alone.
    LineBreaks,
}

/// What a manifest lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Payload,
    Tags,
}

/// A hash that we can make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Sha256,
    Sha512,
}

/// A manifest.
pub(super) struct Manifest {
    pub algorithm: Algorithm,
    /// Hash by path in the bag.
    pub lines: BTreeMap<String, String>,
}

/// What a file of the bag's own is by its name; no algorithm where it is one that we can't make.
pub(super) fn named(name: &str) -> Option<(Kind, Option<Algorithm>)> {
    let name = name.strip_suffix(".txt")?;
    let (kind, algorithm) = match name.strip_prefix("tagmanifest-") {
        Some(algorithm) => (Kind::Tags, algorithm),
        None => (Kind::Payload, name.strip_prefix("manifest-")?),
    };
    let algorithm = match algorithm.to_ascii_lowercase().as_str() {
        "sha256" => Some(Algorithm::Sha256),
        "sha512" => Some(Algorithm::Sha512),
        _ => None,
    };
    Some((kind, algorithm))
}

impl Manifest {
    /// Reads the lines; those that are none are told.
    pub fn read(name: &str, algorithm: Algorithm, text: &str, style: Style, report: &mut Report) -> Manifest {
        let mut lines = BTreeMap::new();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let read = line.split_once([' ', '\t']).map(|(hash, path)| {
                let path = path.trim_start_matches([' ', '\t']);
                let path = path.strip_prefix('*').unwrap_or(path);
                (hash, composed(&unescaped(path.strip_prefix("./").unwrap_or(path), style)))
            });
            match read {
                Some((hash, path)) if hash.bytes().all(|byte| byte.is_ascii_hexdigit()) && !path.is_empty() => {
                    if let Some(said) = name_fault(&path).filter(|_| !path.contains(['\n', '\r'])) {
                        report.fault(&path, said);
                    } else if lines.insert(path.clone(), hash.to_owned()).is_some_and(|other| other != hash) {
                        let said = said!("filen står to gange i `{}`", "the file stands twice in `{}`"; name);
                        report.fault(&path, said);
                    }
                }
                _ => report.fault(name, said!("linje {} kan ikke læses", "line {} can't be read"; number + 1)),
            }
        }
        Manifest { algorithm, lines }
    }
}

/// A path in NFC: archives from macOS have decomposed names.
pub(super) fn composed(path: &str) -> String {
    if path.is_ascii() { path.to_owned() } else { path.nfc().collect() }
}

fn unescaped(path: &str, style: Style) -> String {
    let path = path.replace("%0A", "\n").replace("%0a", "\n").replace("%0D", "\r").replace("%0d", "\r");
    match style {
        Style::Percent => path.replace("%25", "%"),
        Style::LineBreaks => path,
    }
}

/// Labels with values, in written order; an indented line goes on with the one before.
pub(super) fn labels(text: &str) -> Vec<(String, String)> {
    let mut labels: Vec<(String, String)> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match (line.starts_with([' ', '\t']), labels.last_mut(), line.split_once(':')) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (_, _, Some((label, value))) => labels.push((label.trim().to_owned(), value.trim().to_owned())),
            _ => {}
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_others_write_them() {
        let mut report = Report::default();
        let text = "ab *data/a\nCD  ./data/b%0Ac%25\nef\tdata/d e\nnot a line\nab  ../x\n";
        let read = Manifest::read("manifest-sha256.txt", Algorithm::Sha256, text, Style::Percent, &mut report);
        let paths: Vec<&str> = read.lines.keys().map(String::as_str).collect();
        assert_eq!(paths, ["data/a", "data/b\nc%", "data/d e"]);
        assert_eq!(report.faults.len(), 2, "{report:?}");
        assert_eq!(unescaped("a%25", Style::LineBreaks), "a%25");
    }

    #[test]
    fn labels_go_on_over_lines() {
        assert_eq!(labels("A: b\n  c\nD:e\n\nx"), [("A".into(), "b c".into()), ("D".into(), "e".into())]);
    }
}
