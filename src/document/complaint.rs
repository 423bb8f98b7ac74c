//! YAML's complaints in words an author can act on: what bit, where, and what to write instead.

use super::citation::quoted;
use super::{Pair, Scalar, Style, Value};
use crate::finding::{Notice, Said};
use crate::place::Span;
use crate::said;

/// Says why `text` can't be read. `at` is where the parser gave up, `info` its own words (never shown).
pub(super) fn explain(text: &str, base: usize, at: usize, info: &str) -> Notice {
    let line = Line::at(text, at);
    let spot = Place { base, at, line };
    spot.nul(text)
        .or_else(|| spot.tab(text))
        .or_else(|| spot.quote(info))
        .or_else(|| spot.colon(info))
        .or_else(|| spot.first_sign(info))
        .or_else(|| spot.comment(info))
        .or_else(|| spot.no_space(text))
        .or_else(|| spot.bracket(text, info))
        .unwrap_or_else(|| spot.indentation())
}

/// Reports a title that a `#` cuts: `titel: Krav #4`. One space before and none after the sign, so that
/// ordinary comments pass.
pub(super) fn cut_title(text: &str, base: usize, pair: &Pair, notices: &mut Vec<Notice>) {
    let Value::Scalar(Scalar { style: Style::Plain, .. }) = pair.value.value else { return };
    if !matches!(&*pair.key, "titel" | "title") {
        return;
    }
    let (start, end) = (pair.value.span.start as usize - base, pair.value.span.end as usize - base);
    let rest = text[end..].lines().next().unwrap_or_default();
    if !rest
        .strip_prefix(" #")
        .is_some_and(|after| after.starts_with(|char: char| !char.is_whitespace() && char != '#'))
    {
        return;
    }
    let span = Span::new(base + start, base + end + rest.trim_end().len());
    let message =
        said!("`#` afkorter titlen: resten læses som en bemærkning", "`#` cuts the title: the rest is a comment");
    let written = &text[start..end + rest.trim_end().len()];
    notices.push(Notice::new("S06", span, message).help(quote_help()).fix(span, quoted(written)));
}

struct Place<'a> {
    base: usize,
    at: usize,
    line: Line<'a>,
}

#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn at(text: &'a str, at: usize) -> Self {
        let at = at.min(text.len());
        // At the very end the parser means the last line that holds something.
        let at = if text[at..].trim().is_empty() { text[..at].trim_end().len() } else { at };
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[start..].find(['\n', '\r']).map_or(text.len(), |length| start + length);
        Line { start, text: &text[start..end] }
    }

    fn before(text: &'a str, start: usize) -> Self {
        let end = start.saturating_sub(1);
        let start = text[..end].rfind('\n').map_or(0, |newline| newline + 1);
        Line { start, text: text[start..end].trim_end_matches('\r') }
    }

    /// Key and value of `key: value`, the value with its offset in the line and without its comment.
    fn pair(&self) -> Option<(&'a str, usize, &'a str)> {
        let colon = self.text.find(": ").or_else(|| self.text.find(":\t"))?;
        let value = self.text[colon + 1..].trim_start();
        let offset = self.text.len() - value.len();
        let value = value.split_once(" #").map_or(value, |(value, _)| value).trim_end();
        let key = self.text[..colon].trim_start_matches([' ', '-', '{', ',']);
        Some((key, offset, value))
    }
}

impl Place<'_> {
    fn span(&self, offset: usize, length: usize) -> Span {
        let start = self.base + self.line.start + offset;
        Span::new(start, start + length)
    }

    fn notice(&self, span: Span, message: Said, help: Said) -> Notice {
        Notice::new("S01", span, message).help(help)
    }

    fn whole_line(&self) -> Span {
        let indent = self.line.text.len() - self.line.text.trim_start().len();
        self.span(indent, self.line.text.trim().len())
    }

    fn nul(&self, text: &str) -> Option<Notice> {
        let at = text.find('\0')?;
        let message = said!("teksten indeholder et NUL-tegn", "the text holds a NUL character");
        let help = said!("gem filen som UTF-8", "save the file as UTF-8");
        Some(self.notice(Span::new(self.base + at, self.base + at + 1), message, help))
    }

    fn tab(&self, text: &str) -> Option<Notice> {
        let next = Line::at(text, (self.line.start + self.line.text.len() + 1).min(text.len()));
        let before = Line::before(text, self.line.start);
        let line = [self.line, before, next].into_iter().find(|line| {
            let content = line.text.trim_start();
            line.text.trim_start_matches(' ').starts_with('\t') && (content.contains(':') || content.starts_with('-'))
        })?;
        let blank = &line.text[..line.text.len() - line.text.trim_start().len()];
        let spot = Place { line, ..*self };
        let span = spot.span(0, blank.len());
        let message = said!("linjen er rykket ind med tabulator", "the line is indented with a tab");
        let help = said!("ryk ind med mellemrum", "indent with spaces");
        Some(self.notice(span, message, help).fix(span, blank.replace('\t', "  ")))
    }

    fn quote(&self, info: &str) -> Option<Notice> {
        if info.contains("escape") || info.contains("hexadecimal") {
            let message = said!(
                "`\\` betyder noget særligt i en tekst i dobbelte anførselstegn",
                "`\\` has a special meaning in a double-quoted text"
            );
            let help = said!("skriv `\\\\`, eller brug enkelte anførselstegn", "write `\\\\`, or use single quotes");
            return Some(self.notice(self.whole_line(), message, help));
        }
        let unclosed =
            info.contains("quoted scalar, found unexpected") || info.contains("indentation in quoted scalar");
        if unclosed {
            let message = said!("anførselstegnet bliver ikke lukket", "the quote is never closed");
            let help = said!(
                "luk teksten med det samme tegn, som den begynder med",
                "close the text with the sign that opens it"
            );
            return Some(self.notice(self.whole_line(), message, help));
        }
        let (_, offset, value) = self.line.pair()?;
        if !value.starts_with(['"', '\'']) || !self.after_quote(info) {
            return None;
        }
        let span = self.span(offset, value.len());
        let message =
            said!("der står noget efter det afsluttende anførselstegn", "something follows the closing quote");
        Some(self.notice(span, message, quote_help()).fix(span, quoted(value)))
    }

    fn after_quote(&self, info: &str) -> bool {
        ["trailing content", "expected key", "simple key", "document start", "mapping values", "block mapping"]
            .iter()
            .any(|part| info.contains(part))
    }

    fn colon(&self, info: &str) -> Option<Notice> {
        if !info.contains("mapping values are not allowed") && !info.contains("illegal placement of ':'") {
            return None;
        }
        let (key, offset, value) = self.line.pair()?;
        if value.starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!'])
            || !(value.contains(": ") || value.ends_with(':'))
        {
            return None;
        }
        let span = self.span(offset, value.len());
        let message = said!(
            "værdien af `{}` indeholder et kolon og står uden anførselstegn",
            "the value of `{}` holds a colon and is not in quotes"; key
        );
        Some(self.notice(span, message, quote_help()).fix(span, quoted(value)))
    }

    fn first_sign(&self, info: &str) -> Option<Notice> {
        let (_, offset, value) = self.line.pair()?;
        let sign = value.chars().next()?;
        let bites = match sign {
            '@' | '`' | '%' => true,
            '*' | '&' => info.contains("anchor"),
            '!' => info.contains("tag"),
            '-' | '?' | ',' | ']' | '}' => {
                info.contains("plain scalar") || info.contains("block") || info.contains("node")
            }
            _ => false,
        };
        if !bites {
            return None;
        }
        let span = self.span(offset, value.len());
        let message = said!(
            "en værdi kan ikke begynde med `{}` uden anførselstegn",
            "a value can't begin with `{}` without quotes"; sign
        );
        Some(self.notice(span, message, quote_help()).fix(span, quoted(value)))
    }

    fn bracket(&self, text: &str, info: &str) -> Option<Notice> {
        // What is never closed is noticed lines later: look back for it, but not far.
        let is_open = |line: &Line| {
            let count = |signs: [char; 2]| line.text.matches(signs).count();
            count(['[', '{']) > count([']', '}'])
        };
        let mut line = self.line;
        for _ in 0..50 {
            if is_open(&line) || line.start == 0 {
                break;
            }
            line = Line::before(text, line.start);
        }
        if !is_open(&line) {
            line = self.line;
            if !info.contains("flow") && !info.contains("bracket") {
                return None;
            }
        }
        let message = said!(
            "`[` eller `{{` bliver ikke lukket, eller der mangler et komma",
            "`[` or `{{` is never closed, or a comma is missing"
        );
        let help = said!(
            "luk med `]` eller `}}`; begynder en tekst med tegnet, så sæt den i anførselstegn",
            "close it with `]` or `}}`; if a text begins with the sign, put it in quotes"
        );
        let spot = Place { line, ..*self };
        Some(self.notice(spot.whole_line(), message, help))
    }

    fn no_space(&self, text: &str) -> Option<Notice> {
        let before = Line::before(text, self.line.start);
        let line = [self.line, before].into_iter().find(|line| glued_colon(line.text).is_some())?;
        let colon = glued_colon(line.text)?;
        let spot = Place { line, ..*self };
        let span = spot.span(colon, 1);
        let message = said!("der mangler et mellemrum efter kolon", "a space is missing after the colon");
        let help = said!("skriv `nøgle: værdi`", "write `key: value`");
        Some(self.notice(span, message, help).fix(span, ": "))
    }

    fn comment(&self, info: &str) -> Option<Notice> {
        if !info.contains("comment intercepting") {
            return None;
        }
        let message =
            said!("`#` afbryder en tekst, der fortsætter på næste linje", "`#` interrupts a text that goes on below");
        Some(self.notice(self.whole_line(), message, quote_help()))
    }

    fn indentation(&self) -> Notice {
        let span = if self.line.text.trim().is_empty() {
            Span::new(self.base + self.at, self.base + self.at)
        } else {
            self.whole_line()
        };
        let message = said!("YAML kan ikke læses her", "YAML can't be read here");
        let help = said!(
            "hver linje skal være `nøgle: værdi` eller `- element`, rykket ind som dem, den hører til",
            "every line has to be `key: value` or `- element`, indented like those it belongs to"
        );
        self.notice(span, message, help)
    }
}

/// Where `titel:Krav` lacks its space; a URL's colon is none.
fn glued_colon(line: &str) -> Option<usize> {
    let text = line.trim_start_matches([' ', '-']);
    let key = text.find(|char: char| !char.is_alphanumeric() && char != '_' && char != '-')?;
    let glued = key > 0
        && text[key..].starts_with(':')
        && text[key + 1..].starts_with(|char: char| char.is_alphanumeric() || char == '"');
    glued.then_some(line.len() - text.len() + key)
}

fn quote_help() -> Said {
    said!("sæt hele værdien i anførselstegn", "put the whole value in quotes")
}
