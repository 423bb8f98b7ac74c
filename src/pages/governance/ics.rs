//! Calendars as RFC 5545 has them: all-day events, the same bytes for the same content on the same day.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::pages::book::Book;

/// Longest line in octets, its end not counted (RFC 5545, 3.1).
const LINE_OCTETS: usize = 75;

/// One all-day event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is, stable however its day and words change; unique in its calendar.
    pub key: String,
    pub day: Date,
    pub summary: String,
    pub description: String,
    /// Address from the site's root.
    pub address: String,
}

/// A calendar of at least one event: RFC 5545 knows no empty one.
pub fn calendar(book: &Book, name: &str, entries: &[Entry]) -> String {
    let mut text = String::new();
    let home = home(book);
    for (property, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Sporbar//Sporbar//DA"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        line(&mut text, property, value);
    }
    line(&mut text, "NAME", &escaped(name));
    line(&mut text, "X-WR-CALNAME", &escaped(name));
    for entry in entries {
        event(&mut text, book, &home, entry);
    }
    line(&mut text, "END", "VCALENDAR");
    text
}

fn event(text: &mut String, book: &Book, home: &str, entry: &Entry) {
    line(text, "BEGIN", "VEVENT");
    line(text, "UID", &escaped(&format!("{}@{home}", entry.key)));
    // The day of the build, which is part of its input: a program takes an event anew only when this is not older.
    line(text, "DTSTAMP", &format!("{}T000000Z", digits(book.model().day)));
    line(text, "DTSTART;VALUE=DATE", &digits(entry.day));
    if let Ok(after) = entry.day.checked_add(1.day()) {
        line(text, "DTEND;VALUE=DATE", &digits(after));
    }
    line(text, "SUMMARY", &escaped(&entry.summary));
    if !entry.description.is_empty() {
        line(text, "DESCRIPTION", &escaped(&entry.description));
    }
    if !book.site.base_url.is_empty() {
        line(text, "URL", &format!("{}{}", book.site.base_url, entry.address));
    }
    line(text, "TRANSP", "TRANSPARENT");
    line(text, "END", "VEVENT");
}

/// What makes ids of one portfolio differ from those of another: the host of its site, else its title.
fn home(book: &Book) -> String {
    let base = &book.site.base_url;
    let host = base.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or_default());
    match host.filter(|host| !host.is_empty()) {
        Some(host) => host.to_owned(),
        None => crate::document::slug(&book.site.title),
    }
}

fn digits(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// A TEXT value: what means something to the form is escaped, what it can't hold is left out.
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 8);
    for letter in value.chars() {
        match letter {
            '\\' | ';' | ',' => text.extend(['\\', letter]),
            '\n' => text.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => text.push(letter),
        }
    }
    text
}

/// A content line, folded between letters, never within one.
fn line(text: &mut String, property: &str, value: &str) {
    let whole = format!("{property}:{value}");
    let mut octets = 0;
    for letter in whole.chars() {
        if octets + letter.len_utf8() > LINE_OCTETS {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(letter);
        octets += letter.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(property: &str, value: &str) -> String {
        let mut text = String::new();
        line(&mut text, property, value);
        text
    }

    #[test]
    fn long_lines_are_folded_between_letters() {
        let text = written("SUMMARY", &"æøå€".repeat(40));
        for part in text.split("\r\n") {
            assert!(part.len() <= LINE_OCTETS, "{} octets: {part}", part.len());
        }
        assert_eq!(text.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "æøå€".repeat(40)));
        assert_eq!(written("A", &"x".repeat(73)), format!("A:{}\r\n", "x".repeat(73)));
        assert_eq!(written("A", &"x".repeat(74)), format!("A:{}\r\n x\r\n", "x".repeat(73)));
    }

    #[test]
    fn text_can_end_no_line_and_no_event() {
        assert_eq!(escaped("a;b,c\\d\r\nEND:VEVENT\u{7}"), "a\\;b\\,c\\\\d\\nEND:VEVENT");
    }
}
