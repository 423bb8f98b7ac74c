//! How an item is shown where another page mentions it.

pub use crate::draw::shape::class;

use super::book::Book;
use super::route::relative;
use super::view::{Chip, Inline, ItemRef};
use super::words::name;
use crate::escape;
use crate::model::{Item, ItemIx, LegalState, Link, LinkState, Model, Role, Target};

/// The item as others show it, seen from the page `from`.
pub fn item_ref(book: &Book, from: &str, ix: ItemIx) -> ItemRef {
    let model = book.model();
    let item = model.item(ix);
    let kind = model.schema.kind(item.kind);
    let status = quiet_status(book, item);
    ItemRef {
        id: (*item.id).to_owned(),
        id_html: book.id_html(ix).to_owned(),
        title: title_beside_id(model, item).to_owned(),
        href: relative(from, &item.url),
        kind: name(book.language(), &kind.name).to_owned(),
        class: class(kind.role),
        status: status.as_ref().map_or(String::new(), |chip| chip.text.clone()),
        tone: status.map_or("none", |chip| chip.tone),
        note: model.portfolio(ix).map_or_else(|| book.numbers_of(ix), |portfolio| portfolio.title.to_string()),
        excerpt: String::new(),
    }
}

/// What a link leads to, with the deeper place or part it names and what the link says.
pub fn link_ref(book: &Book, from: &str, target: &Target, link: &Link) -> ItemRef {
    let mut shown = item_ref(book, from, target.item);
    if let Some(deeper) = target.deeper() {
        shown.id = deeper.to_string();
        shown.id_html = id_html(deeper);
    }
    if let Some(part) = target.part() {
        shown.id = format!("{} {part}", shown.id);
        shown.id_html = id_html(&shown.id);
    }
    if let Some(anchor) = target.anchor() {
        let page = book.model().item(target.item).page();
        shown.href = relative(from, &format!("{page}#{anchor}"));
    }
    let said = [std::mem::take(&mut shown.note), note(book, link)];
    shown.note = said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" – ");
    if let Some((text, tone)) = state_words(book, link.state) {
        shown.status = text.to_owned();
        shown.tone = tone;
    }
    // On paper nobody looks at it again.
    if !from.is_empty() {
        mark_suspect(book, link, &mut shown);
    }
    shown
}

/// Says of what stands at an end of a link that the link has to be looked at again; what law that has ended or not
/// begun says for itself stays in front.
pub fn mark_suspect(book: &Book, link: &Link, shown: &mut ItemRef) {
    let Some((text, happened)) = super::suspects::words(book, link) else { return };
    let mut remarks = vec![std::mem::take(&mut shown.note), happened];
    if shown.status.is_empty() {
        shown.status = text.to_owned();
        shown.tone = "wait";
    } else {
        remarks.push(text.to_owned());
    }
    remarks.retain(|remark| !remark.is_empty());
    shown.note = remarks.join(" – ");
}

/// A link as a part of a line: an item, or marked text when it leads nowhere or to what is not published.
pub fn link_inline(book: &Book, from: &str, link: &Link) -> Option<Inline> {
    match &link.target {
        None => Some(Inline::Broken { text: link.text.to_string() }),
        Some(target) if book.published.shows(target.item) => Some(Inline::Item(link_ref(book, from, target, link))),
        Some(_) if book.published.tells_omissions() => Some(Inline::Text { text: book.hidden_word().to_owned() }),
        Some(_) => None,
    }
}

/// The id as HTML: what must stay together has no-break spaces.
pub fn id_html(id: &str) -> String {
    // Most ids are one word, and reading one as a citation takes long.
    if !id.contains(' ') {
        return escape(id);
    }
    let bound = match crate::law::split_citation(id) {
        Some((source, rest)) => match crate::law::parse_pinpoint(rest) {
            Ok(pinpoint) => format!("{source} {}", pinpoint.html_text()),
            Err(_) => id.to_owned(),
        },
        None => id.replace(' ', "\u{a0}"),
    };
    escape(&bound)
}

/// Text as HTML.
pub fn escape(text: &str) -> String {
    escape::html_text(text).into_owned()
}

/// The title, unless it only repeats the id; a provision without one is called by what it is nested in.
pub fn title_beside_id<'a>(model: &'a Model, item: &'a Item) -> &'a str {
    if item.title == item.id {
        return "";
    }
    let mut titled = item;
    while let Some(parent) = titled.parent.filter(|_| titled.title.is_empty()) {
        titled = model.item(parent);
    }
    &titled.title
}

/// The status when it does not go without saying: what is in force is not marked.
fn quiet_status(book: &Book, item: &Item) -> Option<Chip> {
    if let Some(legal) = item.legal {
        return (legal != LegalState::InForce).then(|| legal_chip(book, legal));
    }
    let status = item.status(&book.model().schema)?;
    if matches!(status.role, Some(Role::InForce | Role::Open | Role::Done | Role::Closed) | None) {
        return None;
    }
    Some(Chip { text: name(book.language(), &status.name).to_owned(), tone: status_tone(status.role) })
}

/// The tone of a status by its role.
pub fn status_tone(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::InForce | Role::Approved | Role::Done | Role::Decided) => "ok",
        Some(Role::Draft | Role::Review | Role::Open | Role::InProgress) => "wait",
        Some(Role::Withdrawn) => "no",
        _ => "none",
    }
}

/// Where the law stands, as a chip.
pub fn legal_chip(book: &Book, state: LegalState) -> Chip {
    let (text, tone) = match state {
        LegalState::InForce => (book.word("i kraft", "in force"), "ok"),
        LegalState::NotYet { waits_for_minister: true, .. } => {
            (book.word("afventer ministeren", "awaits the minister"), "wait")
        }
        LegalState::NotYet { .. } => (book.word("ikke trådt i kraft", "not yet in force"), "wait"),
        LegalState::Ended { .. } => (book.word("ikke længere gældende", "no longer in force"), "no"),
    };
    Chip { text: text.to_owned(), tone }
}

fn state_words(book: &Book, state: LinkState) -> Option<(&'static str, &'static str)> {
    Some(match state {
        LinkState::Holds | LinkState::Broken => return None,
        LinkState::Withdrawn => (book.word("udgået", "withdrawn"), "no"),
        LinkState::OutsideValidity => (book.word("uden for gyldighed", "outside its validity"), "no"),
        LinkState::Ended => (book.word("ikke længere gældende", "no longer in force"), "no"),
        LinkState::NotYet => (book.word("ikke trådt i kraft", "not yet in force"), "wait"),
    })
}

/// What a link says beside its type: its attributes, in written order.
fn note(book: &Book, link: &Link) -> String {
    let Some(attributes) = &link.attributes else { return String::new() };
    let declared = &book.model().schema.link_type(link.link_type).attributes;
    let mut parts = Vec::new();
    for pair in attributes.pairs.iter() {
        let Some(text) = pair.value.text() else { continue };
        let field = declared.iter().find(|field| field.key == *pair.key);
        let yes = crate::model::value::yes_no(&pair.value);
        match (field, yes) {
            (_, Some(false)) => {}
            (Some(field), Some(true)) => parts.push(name(book.language(), &field.name).to_owned()),
            (Some(field), None) => parts.push(format!("{} {text}", name(book.language(), &field.name))),
            (None, _) => parts.push(text.to_owned()),
        }
    }
    parts.join(" – ")
}
