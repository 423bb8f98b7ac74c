//! What a fingerprint is made of, as text to read and compare.

use jiff::civil::Date;

use crate::document::{Node, Value};
use crate::model::{Basis, File, ItemIx, Model, Prose, Role, body, normalised};
use crate::place::FileId;

/// The text of an item on a day: of law the summary or the text with what is nested in it, one line for each; of other
/// items the fields that the model marks.
pub fn reviewed_text(model: &Model, files: &[File], ix: ItemIx, day: Date, basis: Basis) -> String {
    let mut lines = Vec::new();
    if model.is(ix, Role::Provision) || model.is(ix, Role::LegalSource) {
        law(model, files, ix, (day, basis), "", &mut lines);
    } else {
        fields(model, files, ix, &mut lines);
    }
    lines.join("\n")
}

fn law(model: &Model, files: &[File], ix: ItemIx, how: (Date, Basis), name: &str, lines: &mut Vec<String>) {
    let (day, basis) = how;
    let wording = model.wording_on(ix, day);
    let summary = || wording.summary.map(|(file, node)| plain(files, file, node)).unwrap_or_default();
    let text = || wording.text.map(|prose| paragraphs(&body(files, prose).source)).unwrap_or_default();
    let own = match basis {
        Basis::Summary => summary(),
        Basis::Text => Some(text()).filter(|text| !text.is_empty()).unwrap_or_else(summary),
    };
    match (own.is_empty(), name) {
        (true, _) => {}
        (false, "") => lines.push(own),
        (false, name) => lines.push(format!("{name}: {own}")),
    }
    let id = &model.item(ix).id;
    for child in &model.item(ix).children {
        let step = model.item(*child).id.strip_prefix(&**id).unwrap_or_default().trim_start_matches([',', ' ']);
        let name = if name.is_empty() { step.to_owned() } else { format!("{name}, {step}") };
        law(model, files, *child, how, &name, lines);
    }
}

fn fields(model: &Model, files: &[File], ix: ItemIx, lines: &mut Vec<String>) {
    let item = model.item(ix);
    for written in &item.fields {
        let Some(field) = item.declared(&model.schema, written).filter(|field| field.fingerprint) else { continue };
        let text = plain(files, written.file, &written.node);
        if !text.is_empty() {
            lines.push(format!("{}: {text}", field.key));
        }
    }
}

/// Each paragraph on a line: where an author broke the line is no difference.
fn paragraphs(source: &str) -> String {
    let plain = source.replace('\r', "");
    let paragraphs = plain.split("\n\n").map(normalised).filter(|paragraph| !paragraph.is_empty());
    paragraphs.collect::<Vec<_>>().join("\n")
}

/// A value as text.
fn plain(files: &[File], file: FileId, node: &Node) -> String {
    match &node.value {
        Value::Empty => String::new(),
        Value::Scalar(scalar) => normalised(&scalar.text),
        Value::Prose(number) => paragraphs(&body(files, Prose { file, body: *number }).source),
        Value::List(list) => list.iter().map(|node| plain(files, file, node)).collect::<Vec<_>>().join("; "),
        Value::Map(map) => {
            let pairs = map.pairs.iter().map(|pair| format!("{} {}", pair.key, plain(files, file, &pair.value)));
            pairs.collect::<Vec<_>>().join(", ")
        }
    }
}
