//! `udbudsparathed.csv`: the verdicts as they were, one line for each solution, day and edition.
//!
//! The lines are sorted by solution, so that two branches mostly write in different places; their order means nothing,
//! and of two lines for the same solution, day and edition the last counts.

use std::borrow::Cow;

use jiff::civil::Date;

use super::{Judged, Verdict};
use crate::finding::{Finding, Fix, Said};
use crate::law::parse_date;
use crate::model::Model;
use crate::model::value::nfc;
use crate::place::{Place, Span};
use crate::said;
use crate::trace::Facts;
use crate::trace::csv::csv;
use crate::trace::lock::lines;

/// The heads of the columns; the first line of the file.
pub const HEADS: [&str; 7] = ["løsning", "dato", "udgave", "vurdering", "hindrer", "dispenseret", "indholdshash"];

/// Lines that can't be read and are told one by one: a file of another kind has thousands.
const MOST_TOLD: usize = 20;

/// What git writes around the two sides of a conflict.
const CONFLICT: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// A line of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Id of the solution, as it was when the line was written.
    pub solution: Box<str>,
    pub day: Date,
    /// Edition of the documentation; empty when it had none.
    pub edition: Box<str>,
    pub verdict: Verdict,
    /// Findings that kept it from being ready.
    pub blocking: usize,
    /// Findings that counted but were waived.
    pub outstanding: usize,
    /// Hash of the content.
    pub content: Box<str>,
}

/// The record, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// In written order, doubles and all.
    pub entries: Vec<Entry>,
    /// S01 for each line that says nothing, up to a number, behind which the rest is counted.
    pub faults: Vec<Finding>,
}

impl Record {
    /// Reads the text. Lines that can't be read are told and left out; empty ones, comments (`#`) and heads say nothing.
    pub fn read(text: &str) -> Record {
        let mut record = Record::default();
        let mut damage: Vec<(Span, Said)> = Vec::new();
        let mut untold = 0;
        for (start, line) in lines(text) {
            let bare = line.trim_start_matches('\u{feff}');
            let span = Span::new(start, start + line.len());
            if bare.trim().is_empty() || bare.starts_with('#') || is_head(bare) {
                continue;
            }
            let is_conflict = CONFLICT
                .iter()
                .any(|mark| bare.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
            if is_conflict {
                record.faults.push(conflict(text, span));
                continue;
            }
            match entry(bare) {
                Ok(entry) => record.entries.push(entry),
                Err(why) if damage.len() < MOST_TOLD => damage.push((span, why)),
                Err(_) => untold += 1,
            }
        }
        record.faults.extend(damage.into_iter().enumerate().map(|(number, (span, why))| {
            let more = if number + 1 == MOST_TOLD { untold } else { 0 };
            damaged(span, why, more)
        }));
        record
    }

    /// The lines of a solution by day and edition, the last of doubles; ids that it had earlier count as it.
    pub fn of<'a>(&'a self, model: &Model, id: &str) -> Vec<&'a Entry> {
        let now = model.find(id);
        let is_it = |entry: &&Entry| *entry.solution == *id || now.is_some() && model.find(&entry.solution) == now;
        let mut found: Vec<&Entry> = self.entries.iter().filter(is_it).collect();
        found.reverse();
        found.sort_by(|a, b| (a.day, &a.edition).cmp(&(b.day, &b.edition)));
        found.dedup_by(|a, b| (a.day, &a.edition) == (b.day, &b.edition));
        found
    }
}

impl Entry {
    /// What is recorded of a solution today.
    pub fn of(facts: &Facts, judged: &Judged) -> Entry {
        Entry {
            solution: facts.model.item(judged.solution).id.clone(),
            day: facts.model.day,
            edition: facts.config.edition.as_deref().unwrap_or("").trim().into(),
            verdict: judged.verdict,
            blocking: judged.blocking(),
            outstanding: judged.outstanding(),
            content: judged.content.clone(),
        }
    }

    fn line(&self) -> String {
        let counts = [self.blocking, self.outstanding].map(|count| count.to_string());
        let [blocking, outstanding] = counts;
        let cells =
            [&*self.solution, &self.day.to_string(), &self.edition, self.verdict.key(), &blocking, &outstanding];
        let cells: Vec<String> = cells.into_iter().chain([&*self.content]).map(str::to_owned).collect();
        csv(&cells, &[]).replace("\r\n", "\n")
    }
}

/// The text with these entries in it: lines of the same solution, day and edition are replaced, all others stay byte for
/// byte, and lines are sorted. Writing the same twice changes nothing.
pub fn with(text: &str, entries: &[Entry]) -> String {
    let same = |line: &str| {
        let known = entry(line).ok();
        known.is_some_and(|known| {
            entries
                .iter()
                .any(|new| (&new.solution, new.day, &new.edition) == (&known.solution, known.day, &known.edition))
        })
    };
    let heads: Vec<String> = HEADS.iter().map(|head| (*head).to_owned()).collect();
    let mut whole = csv(&heads, &[]).replace("\r\n", "\n");
    let mut kept: Vec<String> = Vec::new();
    for (_, line) in lines(text.trim_start_matches('\u{feff}')) {
        if line.starts_with('#') {
            whole.push_str(line);
            whole.push('\n');
        } else if !line.trim().is_empty() && !is_head(line) && !same(line) {
            kept.push(format!("{line}\n"));
        }
    }
    kept.extend(entries.iter().map(Entry::line));
    kept.sort();
    whole + &kept.concat()
}

fn is_head(line: &str) -> bool {
    cells(line).is_some_and(|cells| nfc(cells[0].trim()) == HEADS[0])
}

fn entry(line: &str) -> Result<Entry, Said> {
    let Some(cells) = cells(line) else {
        return Err(said!("et anførselstegn er ikke lukket", "a quotation mark is not closed"));
    };
    let trimmed: Vec<&str> = cells.iter().map(|cell| cell.trim()).collect();
    let &[solution, day, edition, verdict, blocking, outstanding, content] = trimmed.as_slice() else {
        return Err(said!(
            "den har {} felter og skal have {}", "it has {} fields and must have {}"; cells.len(), HEADS.len()
        ));
    };
    let Some(day) = parse_date(day) else {
        return Err(said!("andet felt skal være en dato", "the second field must be a date"));
    };
    let Some(verdict) = Verdict::of_key(&nfc(verdict)) else {
        let known = Verdict::ALL.map(|verdict| format!("`{}`", verdict.key())).join(", ");
        return Err(said!("fjerde felt skal være en af {}", "the fourth field must be one of {}"; known));
    };
    let (Ok(blocking), Ok(outstanding)) = (blocking.parse(), outstanding.parse()) else {
        return Err(said!("femte og sjette felt skal være antal", "the fifth and sixth fields must be counts"));
    };
    let text = |text: &str| -> Box<str> { nfc(text).as_ref().into() };
    let (solution, edition, content) = (text(solution), text(edition), text(content));
    Ok(Entry { solution, day, edition, verdict, blocking, outstanding, content })
}

/// The cells of a line of CSV, without the apostrophe that keeps a spreadsheet from calculating; `None` when a quotation
/// mark is not closed. Both comma and semicolon part them: a Danish spreadsheet saves the latter.
fn cells(line: &str) -> Option<Vec<Cow<'_, str>>> {
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        let (cell, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_cell(quoted)?,
            None => {
                let end = rest.find([',', ';']).unwrap_or(rest.len());
                (Cow::Borrowed(&rest[..end]), &rest[end..])
            }
        };
        let formula = cell.strip_prefix('\'').filter(|behind| behind.starts_with(['=', '+', '-', '@']));
        cells.push(match formula {
            Some(behind) => Cow::Owned(behind.to_owned()),
            None => cell,
        });
        match after.strip_prefix([',', ';']) {
            Some(more) => rest = more,
            None => return after.trim().is_empty().then_some(cells),
        }
    }
}

/// The text up to the closing mark, and what follows it.
fn quoted_cell(quoted: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut cell = String::new();
    let mut rest = quoted;
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        match after.strip_prefix('"') {
            Some(more) => {
                cell.push('"');
                rest = more;
            }
            None => return Some((Cow::Owned(cell), after)),
        }
    }
}

fn conflict(text: &str, span: Span) -> Finding {
    let rest = text.get(span.end as usize..).unwrap_or("");
    let newline = rest.len() - rest.trim_start_matches('\r').strip_prefix('\n').map_or(rest.len(), str::len);
    let message = said!("en fletning er ikke gjort færdig", "a merge is not finished");
    let mut finding = Finding::new("S01", Place { file: Facts::RECORD, span }, message).help(said!(
        "slet linjen, og behold linjerne fra begge sider: rækkefølgen er uden betydning",
        "remove the line and keep the lines of both sides: their order means nothing"
    ));
    let place = Place { file: Facts::RECORD, span: Span { end: span.end + newline as u32, ..span } };
    finding.fix = Some(Fix { place, replacement: String::new() });
    finding
}

/// A line that says nothing, with how many more there are behind it.
fn damaged(span: Span, why: Said, more: usize) -> Finding {
    let mut message = Said::new(
        format!("linjen kan ikke læses som en vurdering: {}", why.da),
        format!("the line can't be read as a verdict: {}", why.en),
    );
    if more > 0 {
        message.da.push_str(&format!("; længere nede kan yderligere {more} ikke læses"));
        message.en.push_str(&format!("; {more} more below it can't be read"));
    }
    Finding::new("S01", Place { file: Facts::RECORD, span }, message).help(said!(
        "ret linjen, eller slet den; dagens vurdering skrives af `sporbar readiness --record`",
        "mend the line or remove it; today's verdict is written by `sporbar readiness --record`"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "DUBU,2026-11-01,2026.2,ikke klar,12,3,9f2c41d0a7be0011\n";

    fn entry_of(line: &str) -> Entry {
        Record::read(line).entries.remove(0)
    }

    #[test]
    fn a_file_of_another_kind_is_told_of_and_not_line_by_line() {
        let record = Record::read(&format!("{LINE}{}", "sagsnr;navn\n".repeat(5000)));
        assert_eq!((record.entries.len(), record.faults.len()), (1, MOST_TOLD));
        assert!(record.faults[MOST_TOLD - 1].message.da.contains("yderligere 4980"));
        assert!(!record.faults[0].message.da.contains("yderligere"));
    }

    #[test]
    fn what_is_written_is_read_back_and_written_once() {
        let entry = entry_of(LINE);
        assert_eq!((&*entry.solution, entry.verdict, entry.blocking), ("DUBU", Verdict::NotReady, 12));
        let once = with("", std::slice::from_ref(&entry));
        assert_eq!(once, format!("løsning,dato,udgave,vurdering,hindrer,dispenseret,indholdshash\n{LINE}"));
        assert_eq!(with(&once, std::slice::from_ref(&entry)), once);
        let better = Entry { blocking: 0, verdict: Verdict::Ready, ..entry };
        assert_eq!(Record::read(&with(&once, std::slice::from_ref(&better))).entries, [better]);
    }

    #[test]
    fn odd_names_survive_and_spreadsheets_calculate_nothing() {
        let mut entry = entry_of(LINE);
        entry.edition = "=1+1; \"a\", b".into();
        let text = with("", std::slice::from_ref(&entry));
        assert!(text.contains(",\"'=1+1; \"\"a\"\", b\","), "{text}");
        assert_eq!(Record::read(&text).entries, [entry]);
    }

    #[test]
    fn both_sides_of_a_merge_count_and_what_is_damaged_is_told_where_it_stands() {
        let text = format!(
            "<<<<<<< HEAD\n{LINE}=======\nSAPA;2026-11-01;;klar;0;0;x\n>>>>>>> b\nA,b\nB,2026-13-01,,klar,0,0,\nC,2026-01-01,,måske,0,0,\nD,2026-01-01,,klar,-1,0,\nE,\"x\n"
        );
        let record = Record::read(&text);
        assert_eq!(record.entries.len(), 2);
        assert_eq!(record.faults.len(), 8);
        assert!(record.faults[3].message.en.ends_with("it has 2 fields and must have 7"), "{:?}", record.faults[3]);
        assert!(record.faults.iter().all(|fault| fault.place.file == Facts::RECORD));
    }
}
