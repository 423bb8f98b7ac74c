//! The id inside one written YAML value, and how it is written anew.

use std::ops::Range;

use super::{Edit, Renaming};
use crate::document::{Node, Style, Value};

/// Words that a YAML reader may take for something else than a text.
const MEANT_OTHERWISE: [&str; 10] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan"];

/// Where runs of letters that ids are made of stand in a text; an id neither begins nor ends with a sign.
pub(super) fn runs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find(is_of_id)?;
            let end = text[start..].find(|letter| !is_of_id(letter)).map_or(text.len(), |length| start + length);
            at = end;
            let word = text[start..end].trim_matches(['-', '_', '.']);
            if !word.is_empty() {
                let from = start + text[start..end].find(word).unwrap_or(0);
                return Some(from..from + word.len());
            }
        }
    })
}

fn is_of_id(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | '\u{300}'..='\u{36f}')
}

impl Renaming<'_> {
    /// The edit of a value that names the old id, alone or at its start; `text` is the whole file.
    pub(super) fn scalar(&self, text: &str, node: &Node) -> Option<Edit> {
        let Value::Scalar(scalar) = &node.value else { return None };
        if !self.names_old(&scalar.text) {
            return None;
        }
        let written = node.span.of(text);
        // An alias repeats what stands at its anchor, where it is changed.
        if written.starts_with('*') && scalar.style == Style::Plain {
            return None;
        }
        let start = node.span.start as usize;
        match runs(written).find(|run| self.is_old(&written[run.clone()])) {
            Some(run) => {
                let alone = scalar.style == Style::Plain && run.len() == written.trim().len();
                let new = if alone { self.plain() } else { self.new.clone() };
                Some(Edit::new(start + run.start, start + run.end, new))
            }
            // Written with escapes: the whole is written anew.
            None if scalar.style == Style::Quoted => {
                let rest = runs(&scalar.text).next().map_or("", |run| &scalar.text[run.end..]);
                let whole = format!("{}{rest}", self.new).replace('\\', "\\\\").replace('"', "\\\"");
                Some(Edit::new(start, node.span.end as usize, format!("\"{whole}\"")))
            }
            None => None,
        }
    }

    /// The new id as a YAML value of its own, quoted where it could be taken for something else.
    pub(super) fn plain(&self) -> String {
        plain(&self.new)
    }
}

/// An id as a YAML value, quoted where it could be taken for a number, a date or a truth value.
pub(super) fn plain(id: &str) -> String {
    let lower = id.to_lowercase();
    let digits = |letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '_' | '.');
    let begins = |start: &str| lower.starts_with(start);
    let number = id.chars().all(digits) || begins("0x") || begins("0o") || id.parse::<f64>().is_ok();
    if number || MEANT_OTHERWISE.contains(&&*lower) { format!("\"{id}\"") } else { id.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_whole_words_without_the_signs_around_them() {
        let text = "Se K-1. [[K-1.2]] (BL§20) --a--";
        let found: Vec<&str> = runs(text).map(|run| &text[run]).collect();
        assert_eq!(found, ["Se", "K-1", "K-1.2", "BL", "20", "a"]);
    }

    #[test]
    fn what_yaml_takes_for_something_else_is_quoted() {
        for id in ["1", "1.10", "2026-01-01", "No", "0x1f", "null"] {
            assert_eq!(plain(id), format!("\"{id}\""));
        }
        for id in ["K-1", "1a-x", "nul", "Ærø"] {
            assert_eq!(plain(id), id);
        }
    }
}
