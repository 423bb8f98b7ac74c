//! Selectors on the command line: the YAML of `vælg` in flow form, with or without its braces.

use super::stop;
use crate::document;
use crate::finding::{Language, Notice, Said};
use crate::model::{Schema, Selector};
use crate::said;

/// Reads a selector; the error names every fault.
pub(super) fn read(schema: &Schema, text: &str) -> anyhow::Result<Selector> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Selector::default());
    }
    let flow = if text.starts_with('{') || text.contains('\n') { text.to_owned() } else { format!("{{{text}}}") };
    let (node, notices) = document::parse_yaml(&flow);
    let node = match node {
        Some(node) if notices.is_empty() => node,
        _ => return Err(faulty(text, &notices)),
    };
    Selector::parse(schema, &node).map_err(|notices| faulty(text, &notices))
}

fn faulty(text: &str, notices: &[Notice]) -> anyhow::Error {
    let all = |language: Language| {
        let each = notices.iter().map(|notice| {
            let message = notice.message.in_language(language);
            match &notice.help {
                Some(help) => format!("{message} ({})", help.in_language(language)),
                None => message.to_owned(),
            }
        });
        each.collect::<Vec<_>>().join("; ")
    };
    let why = Said::new(all(Language::Danish), all(Language::English));
    if notices.is_empty() {
        return stop(said!("udvælgelsen `{}` kan ikke læses", "the selector `{}` can't be read"; text));
    }
    stop(Said::new(format!("udvælgelsen `{text}`: {}", why.da), format!("the selector `{text}`: {}", why.en)))
}
