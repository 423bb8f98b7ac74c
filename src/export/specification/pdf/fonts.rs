//! The fonts of the program, and texts that keep to their letters: PDF/UA allows no letter without a shape.

use std::borrow::Cow;
use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use crate::export::specification::{Block, Run, Specification};

/// Noto Sans: upright, bold, slanted and both.
pub(super) struct Shelf {
    pub book: LazyHash<FontBook>,
    pub fonts: Vec<Font>,
}

pub(super) fn shelf() -> &'static Shelf {
    static SHELF: OnceLock<Shelf> = OnceLock::new();
    SHELF.get_or_init(|| {
        let files = [ttf_noto_sans::REGULAR, ttf_noto_sans::BOLD, ttf_noto_sans::ITALIC, ttf_noto_sans::BOLD_ITALIC];
        let fonts: Vec<Font> = files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect();
        Shelf { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
    })
}

fn has(letter: char) -> bool {
    letter.is_ascii_graphic()
        || matches!(letter, ' ' | '\n' | '\u{a0}')
        || shelf().fonts.iter().any(|font| font.info().coverage.contains(letter as u32))
}

/// What stands for signs of our own that no font has.
const SIGNS: [(char, &str); 9] = [
    ('✓', "√"),
    ('✔', "√"),
    ('✕', "×"),
    ('✗', "×"),
    ('◐', "○"),
    ('☑', "[x]"),
    ('☐', "[ ]"),
    ('↻', "↔"),
    ('\u{2011}', "-"),
];

/// Letters that are never seen themselves.
fn is_silent(letter: char) -> bool {
    letter != '\n' && crate::export::safe::steers(letter)
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// The text with letters that no font has written out by their number.
pub(super) fn with_letters(text: &str) -> Cow<'_, str> {
    if text.chars().all(|letter| has(letter) && !is_silent(letter)) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\t' => kept.push(' '),
            letter if is_silent(letter) => {}
            letter if has(letter) => kept.push(letter),
            letter if SIGNS.iter().any(|(sign, _)| *sign == letter) => {
                kept.extend(SIGNS.iter().find(|(sign, _)| *sign == letter).map(|(_, instead)| *instead));
            }
            letter => kept.push_str(&format!("[U+{:04X}]", letter as u32)),
        }
    }
    Cow::Owned(kept)
}

/// Puts every text of a document into letters that can be shown.
pub(super) fn keep_to_letters(specification: &mut Specification) {
    let texts = [
        &mut specification.title,
        &mut specification.subject,
        &mut specification.head,
        &mut specification.notice,
        &mut specification.contents_name,
        &mut specification.page_name,
    ];
    texts.into_iter().for_each(keep);
    specification.facts.iter_mut().for_each(|(label, text)| {
        keep(label);
        keep(text);
    });
    blocks(&mut specification.blocks);
}

fn keep(text: &mut String) {
    if let Cow::Owned(kept) = with_letters(text) {
        *text = kept;
    }
}

fn runs(runs: &mut [Run]) {
    runs.iter_mut().for_each(|run| keep(&mut run.text));
}

fn blocks(list: &mut [Block]) {
    for block in list {
        match block {
            Block::Heading { runs: own, .. } | Block::Paragraph { runs: own, .. } => runs(own),
            Block::List { items, .. } => items.iter_mut().for_each(|item| blocks(item)),
            Block::Quote { blocks: inner } | Block::Statement { blocks: inner } => blocks(inner),
            Block::Code { text } => keep(text),
            Block::Facts { rows } => rows.iter_mut().for_each(|row| {
                keep(&mut row.label);
                blocks(&mut row.blocks);
            }),
            Block::Table(table) => {
                keep(&mut table.caption);
                table.head.iter_mut().for_each(keep);
                table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| blocks(cell));
            }
            Block::Drawing(drawing) => {
                keep(&mut drawing.title);
                keep(&mut drawing.description);
            }
        }
    }
}
