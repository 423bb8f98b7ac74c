//! Differences for the terminal.

use super::super::output::one_line;
use crate::export::difference::{Compared, Shape, shape};
use crate::law::{Change, words_diff};
use crate::trace::difference::FieldChange;
use crate::trace::plain::Plain;

/// Unchanged words kept around a change, in characters on each side.
const AROUND: usize = 40;

/// Counts, then what was added, renamed, changed and removed.
pub(super) fn draw(compared: &Compared) -> String {
    let (old, new, found) = (compared.old, compared.new, compared.found);
    let mut text = format!("{}\n", compared.counts());
    let mut list = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            text.push_str(&format!("\n{title}\n"));
            lines.iter().for_each(|line| text.push_str(&format!("  {line}\n")));
        }
    };
    let named = |item: &Plain| one_line(&format!("{}  {}  {}", item.id, item.kind, item.title));
    list(compared.word("Tilføjet", "Added"), found.added.iter().map(|place| named(&new[*place])).collect());
    let renamed = |(from, to): &(usize, usize)| one_line(&format!("{} → {}", old[*from].id, named(&new[*to])));
    list(compared.word("Omdøbt", "Renamed"), found.renamed.iter().map(renamed).collect());
    let mut changed = Vec::new();
    for change in &found.changed {
        changed.push(named(&new[change.new]));
        change.fields.iter().for_each(|change| changed.extend(field(compared, change)));
    }
    list(compared.word("Ændret", "Changed"), changed);
    list(compared.word("Fjernet", "Removed"), found.removed.iter().map(|place| named(&old[*place])).collect());
    let alike =
        compared.alike().into_iter().map(|(from, to)| one_line(&format!("{} → {}  {}", from.id, to.id, to.title)));
    let title = compared.word(
        "Måske omdøbt (næsten samme indhold; skriv det gamle id i `tidligere_id`, hvis det er det samme)",
        "Perhaps renamed (nearly the same content; write the old id in `tidligere_id` if it is the same)",
    );
    list(title, alike.collect());
    text
}

/// The lines of a field.
fn field(compared: &Compared, change: &FieldChange) -> Vec<String> {
    let name = &change.name;
    match shape(&change.old, &change.new) {
        Shape::Short(old, new) => {
            let shown = |text: &str| if text.is_empty() { "–".to_owned() } else { one_line(text) };
            vec![format!("  {name}: {} → {}", shown(&old), shown(&new))]
        }
        Shape::Lines(gone, come) if gone.is_empty() && come.is_empty() => {
            vec![format!("  {name}: {}", compared.word("rækkefølgen er ændret", "the order has changed"))]
        }
        Shape::Lines(gone, come) => {
            let gone = gone.iter().map(|line| format!("    − {}", one_line(line)));
            let come = come.iter().map(|line| format!("    + {}", one_line(line)));
            std::iter::once(format!("  {name}:")).chain(gone).chain(come).collect()
        }
        Shape::Words(old, new) => vec![format!("  {name}: {}", words(old, new))],
    }
}

/// What went in `[-…-]`, what came in `{+…+}`, and a few words around.
fn words(old: &str, new: &str) -> String {
    let parts = words_diff(old, new);
    let mut line = String::new();
    for (number, part) in parts.iter().enumerate() {
        match part.change {
            Change::Removed => line.push_str(&format!("[-{}-]", part.text)),
            Change::Added => line.push_str(&format!("{{+{}+}}", part.text)),
            Change::Same => line.push_str(&shortened(part.text, number > 0, number + 1 < parts.len())),
        }
    }
    one_line(&line)
}

/// An unchanged run with its middle left out; only the sides that a change follows are kept.
fn shortened(text: &str, keep_start: bool, keep_end: bool) -> String {
    let letters: Vec<char> = text.chars().collect();
    let kept = AROUND * (usize::from(keep_start) + usize::from(keep_end));
    if letters.len() <= kept + AROUND {
        return text.to_owned();
    }
    let start: String = if keep_start { letters[..AROUND].iter().collect() } else { String::new() };
    let end: String = if keep_end { letters[letters.len() - AROUND..].iter().collect() } else { String::new() };
    let space = |text: &str| if text.is_empty() { "" } else { " " };
    format!("{start}{}…{}{end}", space(&start), space(&end))
}
