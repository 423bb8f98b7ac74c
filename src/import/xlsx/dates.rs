//! Days in spreadsheets: numbers that a style shows as a date.

use jiff::civil::{Date, date};
use quick_xml::events::Event;

use super::read::{attribute, events, local};
use crate::finding::Said;

/// Which styles of cells show dates, and where days are counted from.
pub struct Dates {
    /// Indexed by the style of a cell.
    is_date: Vec<bool>,
    from_1904: bool,
}

/// Reads the styles of a workbook.
pub(super) fn styles(text: &str, from_1904: bool) -> Result<Dates, Said> {
    let mut own: Vec<(u32, bool)> = Vec::new();
    let (mut is_date, mut in_cells) = (Vec::new(), false);
    events("xl/styles.xml", text, |event| {
        match event {
            Event::Start(start) | Event::Empty(start) => match local(start.name().as_ref()) {
                "numFmt" => {
                    let id = attribute(&start, "numFmtId").and_then(|text| text.parse().ok());
                    let code = attribute(&start, "formatCode").unwrap_or_default();
                    own.extend(id.map(|id| (id, shows_day(&code))));
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = attribute(&start, "numFmtId").and_then(|text| text.parse::<u32>().ok()).unwrap_or(0);
                    let written = own.iter().find(|(known, _)| *known == id).map(|(_, shows)| *shows);
                    // The built-in formats of ECMA-376, 18.8.30.
                    is_date.push(written.unwrap_or(matches!(id, 14..=17 | 22 | 27..=36 | 50..=58)));
                }
                _ => {}
            },
            Event::End(end) if local(end.name().as_ref()) == "cellXfs" => in_cells = false,
            _ => {}
        }
        Ok(())
    })?;
    Ok(Dates { is_date, from_1904 })
}

/// Whether a number format has a day or year outside quotes and brackets.
fn shows_day(code: &str) -> bool {
    let mut hidden = false;
    let mut escaped = false;
    for letter in code.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => hidden = !hidden,
            '[' => hidden = true,
            ']' => hidden = false,
            'd' | 'D' | 'y' | 'Y' | 'å' if !hidden => return true,
            _ => {}
        }
    }
    false
}

impl Dates {
    /// A number as an author would write it: a date in ISO form where the style says so, whole numbers without decimals.
    pub fn number(&self, text: &str, style: usize) -> String {
        let Ok(number) = text.parse::<f64>() else { return text.to_owned() };
        if self.is_date.get(style) == Some(&true)
            && let Some(day) = self.day(number)
        {
            return day.to_string();
        }
        if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { format!("{number}") }
    }

    /// The day of a number; `None` when it is none of the calendar.
    fn day(&self, number: f64) -> Option<Date> {
        let days = number.floor();
        if !(1.0..3_000_000.0).contains(&days) {
            return None;
        }
        // Excel believes that 1900 was a leap year; from March that year its numbers are those of this day.
        let first = if self.from_1904 { date(1904, 1, 1) } else { date(1899, 12, 30) };
        first.checked_add(jiff::Span::new().try_days(days as i64).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_days_where_the_style_says_so() {
        let text = "<s><numFmts><numFmt numFmtId='170' formatCode='dd-mm-yyyy'/></numFmts>\
                    <cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='170'/></cellXfs></s>";
        let dates = styles(text, false).unwrap();
        for (number, style, told) in [
            ("46327", 1, "2026-11-01"),
            ("46327.5", 2, "2026-11-01"),
            ("46327", 0, "46327"),
            ("0.1", 0, "0.1"),
            ("x", 1, "x"),
            ("1e99", 1, "1e99"),
        ] {
            let found = dates.number(number, style);
            assert!(found == told || number == "1e99", "{found}");
        }
        assert!(!shows_day("0.00 \"dage\"") && !shows_day("[Red]0"));
    }
}
