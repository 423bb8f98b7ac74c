//! The page of an item: what it is, then its facts, then why, then what rests on it.

use super::book::Book;
use super::prose::{self, Part};
use super::refs::{class, item_ref, legal_chip, status_tone};
use super::route::{Route, relative};
use super::view::{Chip, Content, Crumb, Fact, Inline, ItemView, Page, Section};
use super::words::{capital, date, name};
use super::{diagrams, facts, governance, graph, impact, layouts, relations, shell, wording};
use crate::document::{Node, Value};
use crate::model::schema::Form;
use crate::model::{FieldValue, Item, ItemIx, Prose, Role, value};

/// Longest opening, in bytes of HTML, that is set large on the page of a kind without a statement of its own.
const LONGEST_LEAD: usize = 900;

/// Roles of fields that are set large, as chips or in the header, and so are no facts.
const SHOWN_APART: [Role; 15] = [
    Role::Mandate,
    Role::Id,
    Role::Kind,
    Role::Title,
    Role::Status,
    Role::BodyText,
    Role::Visibility,
    Role::FormerIds,
    Role::RequirementType,
    Role::Definition,
    Role::Provisional,
    Role::DecisionKind,
    Role::Summary,
    Role::Pinpoint,
    Role::Provisions,
];

/// Whether a field is shown elsewhere than among facts and sections.
pub fn is_shown_apart(role: Option<Role>) -> bool {
    role.is_some_and(|role| SHOWN_APART.contains(&role))
}

/// The page of an item.
pub fn view(book: &Book, ix: ItemIx) -> ItemView {
    let model = book.model();
    let item = model.item(ix);
    let kind = model.schema.kind(item.kind);
    let from = book.address(&Route::Item(ix));
    let (statement, html) = texts(book, &from, ix);
    let mut ahead = Vec::new();
    let mut sections = Vec::new();
    let mut gathered = facts::gather(book, &from, ix);
    gathered.facts.splice(0..0, governance::facts_first(book, &from, ix));
    gathered.facts.extend(governance::facts_last(book, ix));
    layouts::before(book, &from, ix, &mut sections);
    // The steps of a process and the text of a provision are what it is: what a change affects comes after that.
    let impact = impact::section(book, &from, ix);
    if sections.is_empty() { &mut ahead } else { &mut sections }.extend(impact);
    sections.extend(diagrams::sections(book, &from, ix));
    sections.extend(gathered.sections);
    layouts::after(book, &from, ix, &mut sections);
    let groups = relations::of_page(book, &from, ix, layouts::shown_by_layout(kind.role));
    if !groups.is_empty() {
        let title = book.word("Det hviler på dette", "What rests on this").to_owned();
        sections.push(Section { anchor: "_spor".to_owned(), title, content: Content::Relations { groups } });
    }
    // A solution's map says more than the drawing of its neighbours.
    let map = sections.iter().position(|section| section.anchor == "_kort").map(|at| sections.remove(at));
    let drawn = map.or_else(|| {
        let facts = (!gathered.facts.is_empty()).then_some("_fakta");
        let anchors: Vec<&str> = sections.iter().map(|section| &*section.anchor).chain(facts).collect();
        graph::section(book, &from, ix, &anchors)
    });
    // The text is what a plain page is for; elsewhere the reasons come first.
    if matches!(kind.role, Some(Role::Page | Role::Body | Role::Domain)) {
        sections.extend(drawn);
    } else {
        ahead.splice(0..0, drawn);
    }
    ahead.splice(0..0, governance::first(book, &from, ix));
    let mut page = page(book, ix, &from);
    page.contents = contents(book, ix, &ahead, &sections);
    ItemView {
        page,
        id: book.id_html(ix).to_owned(),
        title: shown_title(book, item),
        kind: name(book.language(), &kind.name).to_owned(),
        class: class(kind.role).to_owned(),
        chips: chips(book, ix),
        statement,
        facts: gathered.facts,
        ahead,
        html,
        sections,
        authority: shows_authority(book, ix),
        findings: shell::findings(book, &from, book.findings_of(ix), false),
        damaged: item.damaged,
    }
}

/// "På siden": the sections ahead, the headings of the text, then the other sections.
fn contents(book: &Book, ix: ItemIx, ahead: &[Section], sections: &[Section]) -> Vec<Crumb> {
    let body = book.model().item(ix).body;
    let headings = body.map(|body| book.facts.body(body).headings.as_slice()).unwrap_or_default();
    let skipped = usize::from(body.is_some_and(|body| prose::repeats_title(book, ix, body)));
    let shown = headings
        .iter()
        .skip(skipped)
        .filter(|heading| heading.level <= 2 && book.published.shows_block(heading.guard.as_deref()));
    let of_text = shown.map(|heading| Crumb { text: heading.text.to_string(), href: format!("#{}", heading.slug) });
    let entry = |section: &Section| Crumb { text: section.title.clone(), href: format!("#{}", section.anchor) };
    let contents: Vec<Crumb> = ahead.iter().map(entry).chain(of_text).chain(sections.iter().map(entry)).collect();
    if contents.len() < 2 { Vec::new() } else { contents }
}

/// The title of the page; a provision without one is called by its id.
fn shown_title(book: &Book, item: &Item) -> String {
    if !item.title.is_empty() {
        return item.title.to_string();
    }
    let above = item.parent.map(|parent| book.model().item(parent).title.to_string());
    above.filter(|title| !title.is_empty()).unwrap_or_else(|| item.id.to_string())
}

fn page(book: &Book, ix: ItemIx, from: &str) -> Page {
    let item = book.model().item(ix);
    let kind = book.model().schema.kind(item.kind);
    let mut page = shell::page(book, from);
    page.title = match (&*item.title, &*item.id) {
        ("", id) => id.to_owned(),
        (title, id) if title == id || kind.role == Some(Role::Page) => title.to_owned(),
        (title, id) => format!("{title} – {id}"),
    };
    page.description = description(book, ix, item);
    page.menu = menu_of(book, ix);
    page.crumbs = crumbs(book, from, ix);
    page.edit_url = shell::edit_url(book, item.file);
    let edition = book.site.edition.as_str();
    page.citation = match (kind.role, edition) {
        (Some(Role::Page), _) => String::new(),
        (_, "") => item.id.to_string(),
        (_, edition) => format!("{}, {} {edition}", item.id, book.word("udgave", "edition")),
    };
    page
}

pub(super) fn menu_of(book: &Book, ix: ItemIx) -> String {
    let mut top = ix;
    while let Some(parent) = book.model().item(top).parent {
        top = parent;
    }
    governance::menu_of(book, book.model().item(top).kind)
}

/// From the list of the kind or of the solution down to what the item is nested in.
pub(super) fn crumbs(book: &Book, from: &str, ix: ItemIx) -> Vec<Crumb> {
    let model = book.model();
    let item = model.item(ix);
    let mut nested = Vec::new();
    let mut above = item.parent;
    let mut top = ix;
    while let Some(parent) = above {
        let parent_item = model.item(parent);
        nested.push(Crumb { text: nonbreaking(&parent_item.id), href: relative(from, &parent_item.url) });
        top = parent;
        above = parent_item.parent;
    }
    let kind = model.item(top).kind;
    let list = Crumb {
        text: capital(name(book.language(), &model.schema.kind(kind).plural)),
        href: relative(from, &book.address(&Route::List(kind, 1))),
    };
    let mut crumbs: Vec<Crumb> = governance::crumb_of(book, from, kind).into_iter().collect();
    let solution =
        model.solutions(ix).iter().copied().find(|solution| *solution != ix && book.published.shows(*solution));
    if let Some(solution) = solution {
        let solutions = model.item(solution).kind;
        crumbs.push(Crumb {
            text: capital(name(book.language(), &model.schema.kind(solutions).plural)),
            href: relative(from, &book.address(&Route::List(solutions, 1))),
        });
        crumbs
            .push(Crumb { text: model.item(solution).id.to_string(), href: relative(from, &model.item(solution).url) });
    }
    crumbs.push(list);
    nested.reverse();
    crumbs.extend(nested);
    crumbs
}

fn nonbreaking(id: &str) -> String {
    id.replace(' ', "\u{a0}")
}

fn description(book: &Book, ix: ItemIx, item: &Item) -> String {
    let definition = item.field_with(&book.model().schema, Role::Definition).and_then(|field| field.node.text());
    let text = definition.map(str::to_owned);
    let excerpt = || item.body.map(|body| prose::excerpt(book, ix, body));
    text.or_else(excerpt).unwrap_or_default()
}

fn chips(book: &Book, ix: ItemIx) -> Vec<Chip> {
    let (model, language) = (book.model(), book.language());
    let item = model.item(ix);
    let mut chips = Vec::new();
    if let Some(legal) = item.legal {
        chips.push(legal_chip(book, legal));
    } else if let Some(status) = item.status(&model.schema) {
        chips.push(Chip { text: name(language, &status.name).to_owned(), tone: status_tone(status.role) });
    }
    chips.extend(super::suspects::chip(book, ix));
    for role in [Role::RequirementType, Role::DecisionKind] {
        if let Some(field) = item.field_with(&model.schema, role)
            && let Some(declared) = item.declared(&model.schema, field)
            && let Some(choice) = value::choice(&declared.form, &field.node)
        {
            chips.push(Chip { text: name(language, &choice.name).to_owned(), tone: "none" });
        }
    }
    chips.extend(super::coverage::chip_of(book, ix));
    if item.field_with(&model.schema, Role::Provisional).is_some() {
        chips.push(provisional_chip(book));
    }
    if let Some(visibility) = &item.visibility {
        chips.push(Chip { text: visibility.to_string(), tone: "wait" });
    }
    if item.damaged {
        chips.push(Chip { text: book.word("kan ikke læses helt", "can't be read whole").to_owned(), tone: "no" });
    }
    chips
}

/// The chip of what is not settled.
pub fn provisional_chip(book: &Book) -> Chip {
    Chip { text: book.word("foreløbig", "provisional").to_owned(), tone: "wait" }
}

/// The statement set large, and the rest of the text.
pub(super) fn texts(book: &Book, from: &str, ix: ItemIx) -> (String, String) {
    let model = book.model();
    let item = model.item(ix);
    let role = model.schema.kind(item.kind).role;
    let wording = wording::on_day(book, ix);
    let large = match role {
        Some(Role::Body) => item.field_with(&model.schema, Role::Mandate).map(|field| (field.file, &*field.node)),
        Some(Role::Concept) => item.field_with(&model.schema, Role::Definition).map(|field| (field.file, &*field.node)),
        _ => wording.summary,
    };
    let large = large.map(|large| wording::summary_html(book, from, ix, large));
    let Some(body) = wording.text else { return (large.unwrap_or_default(), String::new()) };
    if role == Some(Role::Requirement) || large.is_none() && role != Some(Role::Page) {
        let statement = prose::html(book, from, ix, body, Part::Statement);
        if role == Some(Role::Requirement) || statement.len() <= LONGEST_LEAD {
            return (statement, prose::html(book, from, ix, body, Part::Rest));
        }
    }
    (large.unwrap_or_default(), prose::html(book, from, ix, body, Part::Whole))
}

/// The line on municipal authority stands on law and on requirements that rest on law.
fn shows_authority(book: &Book, ix: ItemIx) -> bool {
    let model = book.model();
    model.is(ix, Role::LegalSource)
        || model.is(ix, Role::Provision)
        || model.is(ix, Role::Requirement) && !model.targets(ix, Role::LegalBasis).is_empty()
}

/// Whether the item's texts hold questions to the whole model.
pub fn asks_questions(book: &Book, ix: ItemIx) -> bool {
    let model = book.model();
    let asks = |field: &FieldValue| match field.node.value {
        Value::Prose(body) => !book.facts.body(Prose { file: field.file, body }).views.is_empty(),
        _ => false,
    };
    let item = model.item(ix);
    item.fields.iter().any(asks) || item.children.iter().any(|child| asks_questions(book, *child))
}

/// Whether the page shows what lies further off than the item's neighbours.
pub fn looks_further(book: &Book, ix: ItemIx) -> bool {
    layouts::looks_further(book.model().schema.kind(book.model().item(ix).kind).role)
}

/// A part of what an item says of its review, by its role in the model.
fn of_review<'a>(book: &Book, item: &'a Item, role: Role) -> Option<&'a Node> {
    let schema = &book.model().schema;
    let field = item.field_with(schema, Role::Reviewed)?;
    let Form::Object(fields) = &item.declared(schema, field)?.form else { return None };
    let part = fields.iter().find(|field| field.role == Some(role))?;
    field.node.map()?.find(&part.key)
}

/// The item that reviewed another, where its id is one.
pub fn reviewer(book: &Book, item: &Item) -> Option<ItemIx> {
    book.model().find(of_review(book, item, Role::ReviewedBy)?.text()?)
}

/// The reviewed line: "12. maj 2026 af Faggruppen for DUBU".
pub fn reviewed(book: &Book, from: &str, item: &Item) -> Option<Fact> {
    item.field_with(&book.model().schema, Role::Reviewed)?;
    let day = of_review(book, item, Role::ReviewedOn).and_then(value::date).map(|day| date(book.language(), day));
    let mut values = Vec::new();
    values.extend(day.map(|text| Inline::Text { text }));
    if let Some(by) = of_review(book, item, Role::ReviewedBy).and_then(Node::text) {
        values.push(Inline::Text { text: book.word(" af ", " by ").to_owned() });
        values.push(match reviewer(book, item) {
            Some(body) if book.published.shows(body) => Inline::Item(item_ref(book, from, body)),
            Some(_) => Inline::Text { text: book.hidden_word().to_owned() },
            None => Inline::Text { text: by.to_owned() },
        });
    }
    Some(Fact { label: book.word("Gennemgået", "Reviewed").to_owned(), values })
}
