//! Titles and bodies: text that reads like Danish requirements and means nothing.

use super::items::Kind;
use super::random::Random;
use super::words::*;

/// The sentence every body holds once, so that one edit can be made in any item.
const REVIEWED: &str = " Senest gennemset: 2026-01-01.";

/// A part of a paragraph.
pub enum Piece {
    /// Finished Markdown.
    Text(String),
    /// A reference to the item with this index.
    Reference(usize),
}

/// The text of one item, in the order of the fields.
#[derive(Default)]
pub struct Body {
    pub opening: Vec<Piece>,
    pub heading: &'static str,
    pub bullets: Vec<String>,
    pub paragraphs: Vec<Vec<Piece>>,
    /// Rows below the heading row; empty if the body has no table.
    pub rows: Vec<[String; 4]>,
}

impl Body {
    /// The body as Markdown with a line break at its end; `reference` writes a reference.
    pub fn markdown(&self, reference: impl Fn(usize) -> String) -> String {
        let paragraph = |pieces: &Vec<Piece>| -> String {
            let written = pieces.iter().map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Reference(index) => reference(*index),
            });
            written.collect()
        };
        let bullets: Vec<String> = self.bullets.iter().map(|bullet| format!("- {bullet}")).collect();
        let mut blocks = vec![paragraph(&self.opening), format!("## {}", self.heading), bullets.join("\n")];
        blocks.extend(self.paragraphs.iter().map(paragraph));
        if !self.rows.is_empty() {
            let mut lines = vec![format!("| {} |", COLUMNS.join(" | ")), "| --- | --- | --- | --- |".to_string()];
            lines.extend(self.rows.iter().map(|row| format!("| {} |", row.join(" | "))));
            blocks.push(lines.join("\n"));
        }
        blocks.join("\n\n") + "\n"
    }
}

/// A title for an item of the kind.
pub fn title(kind: Kind, random: &mut Random) -> String {
    if kind == Kind::Law {
        let section = 1 + (random.fraction() * 120.0) as usize;
        let paragraph = 1 + (random.fraction() * 6.0) as usize;
        return format!("§ {section}, stk. {paragraph} – {}", noun(random));
    }
    let first = capitalised(&noun(random));
    if random.fraction() < 0.7 {
        format!("{first} ved {}", noun(random))
    } else {
        let second = noun(random);
        format!("{first} og {second} i {}", noun(random))
    }
}

/// A body of 120 to 250 words or a little more, with the given references in it.
pub fn body(mut references: Vec<usize>, random: &mut Random) -> Body {
    let wanted = random.between(120, 250);
    let bullets: Vec<String> = (0..random.between(3, 6)).map(|_| sentence(random)).collect();
    let rows = if random.fraction() < 0.2 { rows(random) } else { Vec::new() };
    let mut words = bullets.iter().map(|bullet| word_count(bullet)).sum::<usize>()
        + rows.iter().flatten().map(|cell| word_count(cell)).sum::<usize>();
    let mut paragraphs = Vec::new();
    while words < wanted {
        let mut text = String::new();
        for _ in 0..random.between(2, 4) {
            let sentence = sentence(random);
            words += word_count(&sentence);
            text.push_str(if text.is_empty() { "" } else { " " });
            text.push_str(&sentence);
            if words >= wanted {
                break;
            }
        }
        let mut pieces = vec![Piece::Text(text)];
        if let Some(target) = references.pop() {
            pieces.extend(mention(" Se også ", target));
        }
        paragraphs.push(pieces);
    }
    if paragraphs.is_empty() {
        paragraphs.push(vec![Piece::Text(sentence(random))]);
    }
    if let Some(last) = paragraphs.last_mut() {
        last.extend(references.into_iter().flat_map(|target| mention(" Jf. ", target)));
        last.push(Piece::Text(REVIEWED.to_string()));
    }
    let opening = paragraphs.remove(0);
    Body { opening, heading: random.one_of(HEADINGS), bullets, paragraphs, rows }
}

fn mention(lead: &str, target: usize) -> [Piece; 3] {
    [Piece::Text(lead.to_string()), Piece::Reference(target), Piece::Text(".".to_string())]
}

fn rows(random: &mut Random) -> Vec<[String; 4]> {
    let count = random.between(3, 6);
    let one = |_| {
        let name = noun(random);
        let rest = [random.one_of(TYPES), random.one_of(&["ja", "nej"]), random.one_of(CONDITIONS)];
        let [kind, mandatory, remark] = rest.map(str::to_string);
        [name, kind, mandatory, remark]
    };
    (0..count).map(one).collect()
}

/// One sentence in Markdown; some of its nouns are bold or code.
fn sentence(random: &mut Random) -> String {
    let led = random.fraction() < 0.35;
    let subject = random.one_of(SUBJECTS);
    let verb = random.one_of(VERBS);
    let head = if led { format!("{} {subject}", random.one_of(OPENINGS)) } else { capitalised(subject) };
    let adjective = random.one_of(ADJECTIVES);
    let mark = match random.fraction() {
        share if share < 0.10 => "**",
        share if share < 0.15 => "`",
        _ => "",
    };
    let object = noun(random);
    let condition = random.one_of(CONDITIONS);
    let mut text = format!("{head} {verb} {adjective} {mark}{object}{mark} {condition}");
    if random.fraction() < 0.4 {
        let second = [random.one_of(VERBS), random.one_of(ADJECTIVES)].join(" ");
        text.push_str(&format!(" og {second} {}", noun(random)));
    }
    text + "."
}

fn noun(random: &mut Random) -> String {
    [random.one_of(STEMS), random.one_of(TAILS)].concat()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn word_count(text: &str) -> usize {
    text.split_whitespace().count()
}
