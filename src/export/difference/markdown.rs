//! Differences as Markdown, for a merge request or a note to a steering group.

use super::super::safe::{markdown_marks, one_line, visible};
use super::{Compared, Shape, shape};
use crate::law::{Change, words_diff};
use crate::trace::difference::FieldChange;
use crate::trace::plain::Plain;

/// A heading, the counts, and a section for each kind of difference.
pub fn draw(compared: &Compared, from: &str, to: Option<&str>) -> String {
    let (old, new, found) = (compared.old, compared.new, compared.found);
    let to = to.unwrap_or(".");
    let mut text = format!("# {} {} → {}\n\n", compared.word("Forskelle", "Differences"), safe(from), safe(to));
    text.push_str(&format!("{}\n", compared.counts()));
    let mut list = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            text.push_str(&format!("\n## {title}\n\n"));
            lines.iter().for_each(|line| text.push_str(&format!("- {line}\n")));
        }
    };
    list(compared.word("Tilføjet", "Added"), found.added.iter().map(|place| named(&new[*place])).collect());
    let renamed = |(from, to): &(usize, usize)| format!("{} → {}", safe(&old[*from].id), named(&new[*to]));
    list(compared.word("Omdøbt", "Renamed"), found.renamed.iter().map(renamed).collect());
    let changed = found.changed.iter().map(|changed| {
        let fields: Vec<String> = changed.fields.iter().map(|change| field(compared, change)).collect();
        format!("{}\n{}", named(&new[changed.new]), fields.join("\n"))
    });
    list(compared.word("Ændret", "Changed"), changed.collect());
    list(compared.word("Fjernet", "Removed"), found.removed.iter().map(|place| named(&old[*place])).collect());
    let alike = compared.alike().into_iter().map(|(from, to)| format!("{} → {}", safe(&from.id), named(to)));
    list(compared.word("Måske omdøbt", "Perhaps renamed"), alike.collect());
    text
}

fn named(item: &Plain) -> String {
    match item.title.as_str() {
        "" => format!("**{}**", safe(&item.id)),
        title => format!("**{}** {}", safe(&item.id), safe(title)),
    }
}

fn field(compared: &Compared, change: &FieldChange) -> String {
    let gone = |text: &str| if text.is_empty() { String::new() } else { format!("<del>{}</del>", safe(text)) };
    let come = |text: &str| if text.is_empty() { String::new() } else { format!("<ins>{}</ins>", safe(text)) };
    let parts: Vec<String> = match shape(&change.old, &change.new) {
        Shape::Short(old, new) => vec![gone(&old), come(&new)],
        Shape::Lines(old, new) if old.is_empty() && new.is_empty() => {
            vec![compared.word("rækkefølgen er ændret", "the order has changed").to_owned()]
        }
        Shape::Lines(old, new) => old.iter().map(|line| gone(line)).chain(new.iter().map(|line| come(line))).collect(),
        Shape::Words(old, new) => {
            let parts = words_diff(old, new).into_iter().map(|part| match part.change {
                Change::Same => safe_run(part.text),
                Change::Removed => gone(part.text),
                Change::Added => come(part.text),
            });
            return format!("  - {}: {}", safe(&change.name), parts.collect::<String>());
        }
    };
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("  - {}: {}", safe(&change.name), parts.join(" "))
}

/// A text on one line in which nothing is markup.
fn safe(text: &str) -> String {
    markdown_marks(&one_line(text))
}

/// The same with the space at its ends kept, for a run between two others.
fn safe_run(text: &str) -> String {
    markdown_marks(&visible(text).replace(['\n', '\r'], " "))
}
