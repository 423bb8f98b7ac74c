//! The drawing of a place: its line, cut to what a terminal shows, with a mark under it.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Tone, Renderer, Snippet};

use super::Look;
use super::lines::Places;
use crate::cli::output::steers;
use crate::finding::Level;
use crate::place::Place;

/// How many characters of a line are drawn; longer ones are cut on both sides of the place.
const WIDTH: usize = 100;
/// How many of them stand before the place when the line is cut.
const BEFORE: usize = 30;
/// What takes the place of a character that would steer the terminal.
const BLANK: char = '\u{FFFD}';

/// Draws a place with a line break at its end; nothing when its file has no text.
pub fn draw(places: &Places, place: Place, level: Level, look: &Look) -> String {
    let (line, start) = places.line(place);
    if line.is_empty() {
        return String::new();
    }
    let from = (place.span.start as usize).saturating_sub(start).min(line.len());
    let to = (place.span.end as usize).saturating_sub(start).clamp(from, line.len());
    let (text, mark) = window(line, from..to);
    let snippet = Snippet::source(text)
        .line_start(places.start(place).line as usize)
        .annotation(AnnotationKind::Primary.span(mark));
    let tone = match level {
        Level::Error => Tone::ERROR,
        Level::Warning => Tone::WARNING,
        _ => Tone::INFO,
    };
    let renderer = if look.color { Renderer::styled() } else { Renderer::plain() };
    let drawing = renderer.term_width(WIDTH + 60).render(&[Group::with_level(tone).element(snippet)]);
    format!("{}\n", drawing.trim_end())
}

/// The part of a line that is drawn, and the range of the mark in it. Costs no more than what is drawn.
fn window(line: &str, mark: Range<usize>) -> (String, Range<usize>) {
    let fits = line.len() <= WIDTH * 4 && line.chars().count() <= WIDTH;
    let begin = if fits { 0 } else { back(line, mark.start, BEFORE) };
    let mut text = String::with_capacity(WIDTH * 2);
    if begin > 0 {
        text.push('…');
    }
    let (mut from, mut to) = (None, None);
    let mut end = line.len();
    for (count, (at, c)) in line[begin..].char_indices().enumerate() {
        let at = begin + at;
        if !fits && count == WIDTH {
            end = at;
            break;
        }
        if from.is_none() && at >= mark.start {
            from = Some(text.len());
        }
        if to.is_none() && at >= mark.end {
            to = Some(text.len());
        }
        text.push(if c == '\t' {
            ' '
        } else if steers(c) {
            BLANK
        } else {
            c
        });
    }
    let from = from.unwrap_or(text.len());
    let to = to.unwrap_or(text.len()).max(from);
    if end < line.len() {
        text.push('…');
    }
    if from == text.len() {
        // Room for a mark after the last character.
        text.push(' ');
    }
    (text, from..to)
}

/// The offset so many characters before another.
fn back(line: &str, offset: usize, characters: usize) -> usize {
    line[..offset].char_indices().rev().take(characters).last().map_or(offset, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, mark: Range<usize>, expected: &str) {
        let (text, mark) = window(line, mark);
        assert_eq!(format!("{}[{}]{}", &text[..mark.start], &text[mark.clone()], &text[mark.end..]), expected);
    }

    #[test]
    fn a_line_that_fits_is_shown_whole() {
        check("hjemmel: BL § 20", 9..17, "hjemmel: [BL § 20]");
        check("id:", 3..3, "id:[] ");
        check("å\u{202e}\u{1b}b\tc", 2..6, "å[\u{FFFD}\u{FFFD}]b c");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let long = "æ".repeat(5_000_000);
        let (text, mark) = window(&long, 4_000_000..4_000_004);
        assert_eq!(text.chars().count(), WIDTH + 2);
        assert_eq!(&text[mark], "ææ");
        let (text, mark) = window(&long, 0..long.len());
        assert_eq!((text.chars().count(), mark), (WIDTH + 1, 0..WIDTH * 2));
    }
}
