//! Attached BPMN diagrams on the page of the item they are attached to: drawn, with the same as a list.

use super::book::Book;
use super::diagram_list::{self, Named};
use super::key::Keyed;
use super::refs::escape;
use super::route::relative;
use super::view::{Content, Section};
use crate::document::bpmn::{Bpmn, Diagram, Element};
use crate::document::{Node, Value};
use crate::draw::bpmn::{Label, arrange, draw};
use crate::model::schema::Form;
use crate::model::{Item, ItemIx, Mention, PathTarget, Resolved, mentions};
use crate::place::FileId;

/// Most shapes of a diagram that are drawn; the list is given whatever their number.
const MOST_SHAPES: usize = 3000;

/// One section for each drawing of each attached diagram, in written order.
pub fn sections(book: &Book, from: &str, ix: ItemIx) -> Vec<Section> {
    let mut sections = Vec::new();
    for (file, bpmn) in attached(book, ix) {
        let named = named(book, from, bpmn);
        let shown = bpmn.diagrams.iter().filter(|diagram| diagram.shapes.len() <= MOST_SHAPES);
        let description = book.word(
            "Tegnet, som det ligger i filen. Understregede navne fører til det, de nævner. Det samme står i tabellen under tegningen.",
            "Drawn as it is laid out in the file. Underlined names lead to what they mention. The table below the drawing says the same.",
        );
        let mut titles: Vec<(String, Option<String>)> = shown
            .map(|diagram| (title(book, file, bpmn, diagram), Some(drawn(book, bpmn, diagram, &named, description))))
            .collect();
        if titles.is_empty() {
            titles.push((file_name(book, file).to_owned(), arranged(book, bpmn, &named)));
        }
        let mut table = diagram_list::table(book, bpmn, &named);
        for (title, svg) in titles {
            let anchor = numbered("_diagram", sections.len());
            // A file with several drawings has one list, at its first.
            let table = std::mem::take(&mut table);
            let content = match svg {
                Some(svg) => Content::Drawing { svg: scrolled(book, &svg), table, list: String::new() },
                None => Content::Prose { html: undrawn(book, from, file, bpmn) },
            };
            let title = format!("{}: {title}", book.word("Diagram", "Diagram"));
            sections.push(Section { anchor, title, content });
        }
    }
    sections
}

/// What the sections show beside the item's own file: the diagrams' bytes and what they name.
pub fn feed(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    for (file, bpmn) in attached(book, ix) {
        if let Some(known) = book.facts.file(file) {
            keyed.text(&known.path);
            keyed.hash(&known.hash);
        }
        for element in &bpmn.elements {
            for mention in [&element.name, &element.documentation].iter().flat_map(|text| mentions(book.model(), text))
            {
                let Some(target) = mention.target else { continue };
                keyed.hash(&book.shown_as[target.item.0 as usize]);
                keyed.number(u64::from(book.published.shows(target.item)));
                keyed.text(target.deeper.as_deref().unwrap_or(""));
            }
        }
    }
}

/// The BPMN files that an item's fields name, each once, in the model's order of fields.
fn attached<'a>(book: &'a Book, ix: ItemIx) -> Vec<(FileId, &'a Bpmn)> {
    let model = book.model();
    let item = model.item(ix);
    let mut found: Vec<(FileId, &'a Bpmn)> = Vec::new();
    for field in &item.fields {
        let Some(declared) = item.declared(&model.schema, field) else { continue };
        paths(&declared.form, &field.node, 0, &mut |path| {
            let Some(PathTarget::Attachment(file)) = model.resolve_path(&book.facts.files, field.file, path) else {
                return;
            };
            let bpmn = book.facts.file(file).and_then(|file| file.document.bpmn.as_deref());
            if let Some(bpmn) = bpmn.filter(|_| found.iter().all(|(known, _)| *known != file)) {
                found.push((file, bpmn));
            }
        });
    }
    found
}

fn paths(form: &Form, node: &Node, depth: usize, each: &mut impl FnMut(&str)) {
    match form {
        Form::File => node.elements().iter().filter_map(Node::text).for_each(each),
        Form::Object(fields) if depth < 4 => {
            for map in node.elements().iter().filter_map(Node::map) {
                for pair in map.pairs.iter().filter(|pair| !matches!(pair.value.value, Value::Empty)) {
                    if let Some(field) = fields.iter().find(|field| field.key == *pair.key) {
                        paths(&field.form, &pair.value, depth + 1, each);
                    }
                }
            }
        }
        _ => {}
    }
}

fn drawn(book: &Book, bpmn: &Bpmn, diagram: &Diagram, named: &[Named], description: &str) -> String {
    let labels: Vec<Label> = named
        .iter()
        .map(|named| {
            let first = named.items.first();
            let note = named.items.iter().map(|item| format!("{} {}", item.id, item.title).trim().to_owned());
            Label {
                text: named.text.clone(),
                href: first.map_or(String::new(), |item| item.href.clone()),
                note: note.collect::<Vec<_>>().join("; "),
            }
        })
        .collect();
    let title = book.word("BPMN-diagram", "BPMN diagram");
    let title = if diagram.name.is_empty() { title.to_owned() } else { format!("{title}: {}", diagram.name) };
    draw(bpmn, diagram, &labels, &title, description)
}

/// A drawing that keeps its size and is scrolled where it has no room; a keyboard reaches it there.
pub fn scrolled(book: &Book, svg: &str) -> String {
    // A page may have several: each is called by its drawing's own title, which is finished HTML already.
    let title = svg.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).map(|(title, _)| title);
    let label = book.word("Tegning, der kan rulles sidelæns", "Drawing that scrolls sideways");
    let label = title.map_or(label.to_owned(), |title| format!("{label}: {title}"));
    format!("<div class=\"pan\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">{svg}</div>")
}

/// A file without coordinates, laid out here; what is damaged is not guessed at.
fn arranged(book: &Book, bpmn: &Bpmn, named: &[Named]) -> Option<String> {
    if bpmn.damaged || !bpmn.diagrams.is_empty() {
        return None;
    }
    let description = book.word(
        "Filen har ingen tegning; figurerne er stillet op her. Understregede navne fører til det, de nævner. Det samme står i tabellen under tegningen.",
        "The file has no drawing; the shapes are arranged here. Underlined names lead to what they mention. The table below the drawing says the same.",
    );
    Some(drawn(book, bpmn, &arrange(bpmn)?, named, description))
}

/// What is said where there is nothing to draw.
fn undrawn(book: &Book, from: &str, file: FileId, bpmn: &Bpmn) -> String {
    let why = if bpmn.damaged {
        book.word(
            "Diagrammet kan ikke læses og er derfor ikke tegnet.",
            "The diagram can't be read and so is not drawn.",
        )
    } else if bpmn.diagrams.is_empty() {
        book.word(
            "Filen har ingen tegning, og dens figurer kan ikke stilles op her.",
            "The file has no drawing, and its shapes can't be arranged here.",
        )
    } else {
        book.word(
            "Diagrammet har for mange figurer til at blive tegnet.",
            "The diagram has too many shapes to be drawn.",
        )
    };
    let handed_out = |_: &&String| !book.published.withholds(file);
    let link = book.model().attachments.linked.get(&file).filter(handed_out).map(|address| {
        let href = escape(&relative(from, address));
        format!(" <a href=\"{href}\">{} {}</a>", book.word("Hent", "Fetch"), escape(file_name(book, file)))
    });
    format!("<p>{why}{}</p>", link.unwrap_or_default())
}

/// The diagram's own name, that of what it draws, or the file's.
fn title(book: &Book, file: FileId, bpmn: &Bpmn, diagram: &Diagram) -> String {
    let plane = diagram.plane.map_or("", |plane| &*bpmn.elements[plane as usize].name);
    let own = [&*diagram.name, plane].into_iter().find(|name| !name.is_empty());
    own.map_or_else(|| file_name(book, file).to_owned(), |name| shown_text(book, name))
}

fn file_name(book: &Book, file: FileId) -> &str {
    let path = book.facts.path(file);
    path.rsplit('/').next().unwrap_or(path)
}

fn numbered(anchor: &str, place: usize) -> String {
    if place == 0 { anchor.to_owned() } else { format!("{anchor}-{}", place + 1) }
}

/// The name of every element as it is shown and what its texts name, in the elements' order.
fn named(book: &Book, from: &str, bpmn: &Bpmn) -> Vec<Named> {
    bpmn.elements.iter().map(|element| named_by(book, from, element)).collect()
}

fn named_by(book: &Book, from: &str, element: &Element) -> Named {
    let model = book.model();
    let mut items: Vec<super::view::ItemRef> = Vec::new();
    for mention in [&element.name, &element.documentation].iter().flat_map(|text| mentions(model, text)) {
        let shown = mention.target.filter(|target| book.published.shows(target.item));
        if let Some(item) = shown.map(|target| item_ref(book, from, &target))
            && items.iter().all(|other| other.id != item.id)
        {
            items.push(item);
        }
    }
    Named { text: shown_text(book, &element.name), items }
}

fn item_ref(book: &Book, from: &str, target: &Resolved) -> super::view::ItemRef {
    let mut shown = super::refs::item_ref(book, from, target.item);
    if let Some(deeper) = &target.deeper {
        shown.id = deeper.clone();
        shown.id_html = super::refs::id_html(deeper);
    }
    shown
}

/// A text with its references written out; what is not published is not named.
fn shown_text(book: &Book, text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    for mention in mentions(book.model(), text) {
        let Mention { range, label, target } = &mention;
        shown.push_str(&text[at..range.start]);
        shown.push_str(&mentioned(book, &text[range.clone()], label.as_deref(), target.as_ref()));
        at = range.end;
    }
    shown.push_str(&text[at..]);
    shown
}

fn mentioned(book: &Book, written: &str, label: Option<&str>, target: Option<&Resolved>) -> String {
    let bare = written.trim_start_matches("[[").trim_end_matches("]]");
    match (label, target) {
        (Some(label), _) => label.to_owned(),
        (None, Some(target)) if !book.published.shows(target.item) => book.hidden_word().to_owned(),
        (None, Some(target)) if written.starts_with("[[") => {
            let model: &crate::model::Model = book.model();
            let item: &Item = model.item(target.item);
            let concept = model.is(target.item, crate::model::Role::Concept);
            if concept { item.title.to_string() } else { bare.split('#').next().unwrap_or(bare).trim().to_owned() }
        }
        (None, _) => bare.trim().to_owned(),
    }
}
