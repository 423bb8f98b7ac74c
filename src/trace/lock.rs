//! `gennemgang.lock`: which link was reviewed against which text. One line for each link, so that two branches
//! merge by keeping the lines of both; the order of lines means nothing, and of two lines for a link the newest day
//! counts.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;

use super::Facts;
use crate::finding::{Finding, Said};
use crate::law::parse_date;
use crate::model::value::nfc;
use crate::model::{Basis, Fingerprint};
use crate::place::{Place, Span};
use crate::said;

/// What git writes around the two sides of a conflict.
const CONFLICT: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// The fields of a line.
const FIELDS: usize = 7;

/// A file of reviews, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lock {
    /// In written order, doubles and all.
    pub entries: Vec<Entry>,
    /// S01 for each line that says nothing.
    pub faults: Vec<Finding>,
    /// Marks of a merge that somebody has to finish.
    pub in_conflict: bool,
}

/// A review of one link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Id of the item that holds the link.
    pub holder: Box<str>,
    /// Key of the link's type, such as `hjemmel`.
    pub link_type: Box<str>,
    /// Id, citation or part of an item that it leads to, with plain spaces.
    pub target: Box<str>,
    pub basis: Basis,
    pub fingerprint: Fingerprint,
    pub day: Date,
    /// Id of the body.
    pub by: Box<str>,
    /// The line, without its end.
    pub span: Span,
}

impl Lock {
    /// Reads the text. Lines that can't be read are told and left out; empty ones and comments (`#`) say nothing.
    pub fn read(text: &str) -> Lock {
        let mut lock = Lock::default();
        for (start, line) in lines(text) {
            let span = Span::new(start, start + line.len());
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            if is_conflict(line) {
                lock.in_conflict = true;
                lock.faults.push(conflict(text, span));
                continue;
            }
            match entry(line, span) {
                Ok(entry) => lock.entries.push(entry),
                Err(why) => lock.faults.push(damaged(span, why)),
            }
        }
        lock
    }
}

impl Entry {
    /// What the review is of: holder, type of link and target.
    pub fn of(&self) -> (&str, &str, &str) {
        (&self.holder, &self.link_type, &self.target)
    }
}

/// The line, without its end.
impl fmt::Display for Entry {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let Entry { holder, link_type, target, basis, fingerprint, day, by, .. } = self;
        let basis = basis_word(*basis);
        write!(formatter, "{holder}\t{link_type}\t{target}\t{basis}\t{fingerprint}\t{day}\t{by}")
    }
}

/// Every line with where it begins, without its end.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line.trim_end_matches(['\n', '\r']))
    })
}

fn basis_word(basis: Basis) -> &'static str {
    match basis {
        Basis::Text => "tekst",
        Basis::Summary => "resume",
    }
}

fn is_conflict(line: &str) -> bool {
    CONFLICT.iter().any(|mark| line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

fn entry(line: &str, span: Span) -> Result<Entry, Said> {
    let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
    let &[holder, link_type, target, basis, fingerprint, day, by] = fields.as_slice() else {
        return Err(said!(
            "den har {} felter og skal have {}", "it has {} fields and must have {}"; fields.len(), FIELDS
        ));
    };
    let basis = [Basis::Text, Basis::Summary].into_iter().find(|one| basis_word(*one) == nfc(basis));
    let Some(basis) = basis else {
        return Err(said!(
            "fjerde felt skal være `tekst` eller `resume`",
            "the fourth field must be `tekst` or `resume`"
        ));
    };
    let Ok(fingerprint) = fingerprint.parse() else {
        return Err(said!(
            "femte felt skal være et fingeraftryk på 12 tegn",
            "the fifth field must be a fingerprint of 12 digits"
        ));
    };
    let Some(day) = parse_date(day) else {
        return Err(said!("sjette felt skal være en dato", "the sixth field must be a date"));
    };
    let text = |text: &str| -> Box<str> { plain(text).as_ref().into() };
    Ok(Entry {
        holder: text(holder),
        link_type: text(link_type),
        target: text(target),
        basis,
        fingerprint,
        day,
        by: text(by),
        span,
    })
}

/// NFC with plain spaces, as ids are compared.
fn plain(text: &str) -> Cow<'_, str> {
    if text.contains('\u{a0}') { nfc(text).replace('\u{a0}', " ").into() } else { nfc(text) }
}

fn conflict(text: &str, span: Span) -> Finding {
    let end = span.end as usize;
    let rest = text.get(end..).unwrap_or("");
    let newline = rest.len() - rest.trim_start_matches('\r').strip_prefix('\n').map_or(rest.len(), str::len);
    let mut finding = Finding::new(
        "S01",
        Place { file: Facts::LOCK, span },
        said!("en fletning er ikke gjort færdig", "a merge is not finished"),
    )
    .help(said!(
        "slet linjen, og behold linjerne fra begge sider: rækkefølgen er uden betydning, og nyeste gennemgang gælder",
        "remove the line and keep the lines of both sides: their order means nothing, and the newest review counts"
    ));
    let place = Place { file: Facts::LOCK, span: Span { end: span.end + newline as u32, ..span } };
    finding.fix = Some(crate::finding::Fix { place, replacement: String::new() });
    finding
}

fn damaged(span: Span, why: Said) -> Finding {
    let message = Said::new(
        format!("linjen kan ikke læses som en gennemgang: {}", why.da),
        format!("the line can't be read as a review: {}", why.en),
    );
    Finding::new("S01", Place { file: Facts::LOCK, span }, message).help(said!(
        "slet linjen, og gennemgå henvisningen igen med `sporbar review`",
        "remove the line and review the link again with `sporbar review`"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "K-1\thjemmel\tBL § 20, stk. 3\ttekst\t9f2c41d0a7be\t2026-05-12\tFG-1";

    #[test]
    fn a_line_is_read_and_written_back() {
        let lock = Lock::read(&format!("# gennemgange\n\n{LINE}\r\n"));
        assert_eq!(lock.entries.len(), 1);
        assert_eq!(lock.entries[0].to_string(), LINE);
        assert_eq!(lock.entries[0].of(), ("K-1", "hjemmel", "BL § 20, stk. 3"));
        assert!(lock.faults.is_empty());
    }

    #[test]
    fn a_damaged_line_is_told_where_it_stands_and_the_rest_is_kept() {
        let text = format!("K-0\thjemmel\n{LINE}\nK-2\thjemmel\tBL § 1\ttekst\tx\t2026-05-12\tFG-1\n");
        let lock = Lock::read(&text);
        assert_eq!(lock.entries.len(), 1);
        let told: Vec<(u32, &str)> =
            lock.faults.iter().map(|fault| (fault.place.span.start, fault.message.en.as_str())).collect();
        assert_eq!(told[0], (0, "the line can't be read as a review: it has 2 fields and must have 7"));
        assert!(told[1].1.ends_with("the fifth field must be a fingerprint of 12 digits"), "{told:?}");
    }

    #[test]
    fn a_conflict_is_told_and_both_sides_count() {
        let other = LINE.replace("K-1", "K-2");
        let text = format!("<<<<<<< HEAD\n{LINE}\n||||||| 1234567\n=======\r\n{other}\n>>>>>>> gren\n");
        let lock = Lock::read(&text);
        assert_eq!((lock.entries.len(), lock.faults.len(), lock.in_conflict), (2, 4, true));
        let mut mended = text.clone();
        for fix in lock.faults.iter().rev().filter_map(|fault| fault.fix.as_ref()) {
            mended.replace_range(fix.place.span.start as usize..fix.place.span.end as usize, &fix.replacement);
        }
        assert_eq!(mended, format!("{LINE}\n{other}\n"));
    }
}
