//! What all spreadsheets share: looks, names of sheets, texts that fit a cell, bytes that say nothing of the clock.

use std::borrow::Cow;
use std::collections::BTreeSet;

use anyhow::Context as _;
use jiff::civil::Date;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

use crate::config::Config;

/// UTF-16 units of text that a cell holds (ECMA-376, and Excel's own limit).
const LONGEST_CELL: usize = 32_767;
/// Characters of a sheet's name.
const LONGEST_NAME: usize = 31;
/// What stands at the end of a text that a cell has no room for.
pub const CUT: &str = "\n[…]";

/// The looks of cells.
pub(super) struct Styles {
    pub head: Format,
    pub answer_head: Format,
    pub text: Format,
    /// A cell that may be filled in on a protected sheet.
    pub answer: Format,
    pub title: Format,
    pub bold: Format,
    pub plain: Format,
}

impl Styles {
    pub fn new() -> Styles {
        let cell = Format::new().set_align(FormatAlign::Top).set_text_wrap().set_border(FormatBorder::Thin);
        let cell = cell.set_border_color(Color::RGB(0xBF_BF_BF)).set_num_format("@");
        let head = cell.clone().set_bold().set_font_color(Color::White);
        Styles {
            head: head.clone().set_background_color(Color::RGB(0x1F_3A_5F)),
            answer_head: head.set_background_color(Color::RGB(0x2E_5E_3E)),
            answer: cell.clone().set_background_color(Color::RGB(0xF3_F8_EE)).set_unlocked(),
            text: cell,
            title: Format::new().set_bold().set_font_size(16).set_align(FormatAlign::Top),
            bold: Format::new().set_bold().set_align(FormatAlign::Top).set_text_wrap(),
            plain: Format::new().set_align(FormatAlign::Top).set_text_wrap(),
        }
    }
}

/// A text as a cell can hold it: cut where it is too long, and what Excel would read as an escape escaped itself.
pub fn fit(text: &str) -> Cow<'_, str> {
    let escaped = escape(text);
    let units = |text: &str| text.chars().map(char::len_utf16).sum::<usize>();
    // What can't be printed takes seven units once the file is written.
    let length = units(&escaped) + 6 * escaped.chars().filter(|letter| (*letter as u32) < 32).count();
    if length <= LONGEST_CELL {
        return escaped;
    }
    let mut room = LONGEST_CELL - units(CUT);
    let mut end = 0;
    for (at, letter) in escaped.char_indices() {
        let own = if (letter as u32) < 32 { 7 } else { letter.len_utf16() };
        if own > room {
            break;
        }
        room -= own;
        end = at + letter.len_utf8();
    }
    Cow::Owned(format!("{}{CUT}", &escaped[..end]))
}

/// Whether a cell's text was cut by [`fit`].
pub fn is_cut(text: &str) -> bool {
    text.ends_with(CUT)
}

/// `_x0041_` in a cell means `A` (ECMA-376, ST_Xstring); a text that says so itself has its first sign escaped.
fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for (at, letter) in text.char_indices() {
        if letter == '_' && is_escape(&text.as_bytes()[at..]) {
            escaped.push_str("_x005F");
        }
        escaped.push(letter);
    }
    Cow::Owned(escaped)
}

/// Whether bytes begin with `_xHHHH_`.
fn is_escape(bytes: &[u8]) -> bool {
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[6] == b'_' && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

/// A name for a sheet that no other one has: without what Excel forbids, at most 31 characters.
pub(super) fn name(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let allowed = |letter: char| !matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !letter.is_control();
    let clean: String = wanted.chars().map(|letter| if allowed(letter) { letter } else { ' ' }).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let clean = clean.trim_matches(['\'', ' ']);
    // Excel keeps this one for itself.
    let clean = if clean.is_empty() || clean.eq_ignore_ascii_case("history") { "Ark" } else { clean };
    for number in 1.. {
        let end = if number == 1 { String::new() } else { format!(" ({number})") };
        let room = LONGEST_NAME - end.len();
        let mut units = 0;
        let fits = |letter: &char| {
            units += letter.len_utf16();
            units <= room
        };
        let cut: String = clean.chars().take_while(fits).collect();
        let found = format!("{}{end}", cut.trim_end_matches(['\'', ' ']));
        if taken.insert(found.to_lowercase()) {
            return found;
        }
    }
    clean.to_owned()
}

/// Writes a text, and nothing but a text.
pub(super) fn text(sheet: &mut Worksheet, row: u32, column: u16, text: &str, format: &Format) -> anyhow::Result<()> {
    match text.is_empty() {
        true => sheet.write_blank(row, column, format)?,
        false => sheet.write_string_with_format(row, column, fit(text), format)?,
    };
    Ok(())
}

/// Makes a row as high as the text of its cells needs; each comes with the width of its column, in characters.
///
/// Excel does so by itself and LibreOffice does not. 15 points are a line of the standard font, 409 what Excel allows.
pub(super) fn set_height<'a>(
    sheet: &mut Worksheet,
    row: u32,
    cells: impl Iterator<Item = (&'a str, f64)>,
) -> anyhow::Result<()> {
    let lines = |(text, width): (&str, f64)| {
        text.lines().map(|line| (line.chars().count() as f64 * 1.1 / width).ceil().max(1.0)).sum::<f64>()
    };
    let most = cells.map(lines).fold(1.0, f64::max);
    sheet.set_row_height(row, (most * 15.0).min(409.0))?;
    Ok(())
}

/// How a sheet is printed: landscape A3, as wide as the page, its head on every page.
pub(super) fn print_setup(sheet: &mut Worksheet, config: &Config, name: &str) -> anyhow::Result<()> {
    // `&` begins a code in headers and footers.
    let plain = |text: &str| text.replace('&', "&&").chars().take(100).collect::<String>();
    sheet.set_landscape().set_paper_size(8).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    sheet.set_margins(0.4, 0.4, 0.7, 0.6, 0.3, 0.3);
    sheet.set_header(format!("&L{}&R{}", plain(&config.titel), plain(name)));
    let edition = config.edition.as_deref().unwrap_or_default();
    sheet.set_footer(format!("&L{}&R&P / &N", plain(edition)));
    Ok(())
}

/// The bytes of a workbook, dated on the day of the documentation.
pub(super) fn finish(mut workbook: Workbook, title: &str, day: Date) -> anyhow::Result<Vec<u8>> {
    let created = ExcelDateTime::from_ymd(day.year().clamp(1900, 9999) as u16, day.month() as u8, day.day() as u8)?;
    let properties = DocProperties::new().set_title(title).set_author("").set_creation_datetime(&created);
    workbook.set_properties(&properties);
    workbook.save_to_buffer().context("could not write the spreadsheet")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_such_as_excel_takes() {
        let mut taken = BTreeSet::new();
        for (wanted, found) in [
            ("2.1 Krav/behov: [alle]?", "2.1 Krav behov alle"),
            ("2.1 krav behov alle", "2.1 krav behov alle (2)"),
            ("'", "Ark"),
            ("History", "Ark (2)"),
            ("En lang titel, som ikke kan være der", "En lang titel, som ikke kan vær"),
            ("En lang titel, som ikke kan være her", "En lang titel, som ikke kan (2)"),
        ] {
            assert_eq!(name(wanted, &mut taken), found);
        }
    }

    #[test]
    fn a_text_is_cut_where_a_cell_is_full() {
        let long = "å".repeat(40_000);
        assert_eq!(fit(&long).chars().count(), LONGEST_CELL);
        assert!(is_cut(&fit(&long)) && !is_cut(&fit("kort")));
        assert_eq!(fit("_x0041_ _x_ _x00e5_"), "_x005F_x0041_ _x_ _x005F_x00e5_");
    }
}
