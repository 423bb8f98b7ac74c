//! What a kind's page has beside facts and relations: a process its steps, an act its tree, a rule its table,
//! an interface its two ends, a solution what belongs to it.

use super::book::{Book, RELATION_ROWS};
use super::fields::{plain, spaced};
use super::prose::{self, Part};
use super::refs::{escape, id_html, item_ref, legal_chip, link_inline, link_ref};
use super::route::{Route, Way, relative};
use super::view::{Chip, Column, Content, Crumb, Fact, Inline, ItemRef, Relation, Row, Section, Table, TreeNode};
use super::words::{capital, name, number};
use super::{concept_tree, information_model, relations, usecase_overview, wording};
use crate::document::{Map, Node, Value, slug};
use crate::model::schema::{Field, Form};
use crate::model::{ItemIx, KindIx, LegalState, Prose, Role, value};
use crate::place::FileId;

/// Fields and links that a kind's own sections show, so that they are no facts.
pub fn fields_of_layout(kind: Option<Role>) -> &'static [Role] {
    match kind {
        Some(Role::Process) => &[Role::Steps],
        Some(Role::Rule) => &[Role::DecisionTable],
        Some(Role::Interface) => &[Role::Provider, Role::Consumer, Role::CarriesData],
        Some(Role::Body) => super::governance::BODY_FIELDS,
        _ => &[],
    }
}

/// Incoming links that a kind's own sections show.
pub fn shown_by_layout(kind: Option<Role>) -> &'static [Role] {
    match kind {
        Some(Role::Solution) => &[Role::BelongsTo],
        Some(Role::Body) => super::governance::BODY_LINKS,
        _ => &[],
    }
}

/// Whether a kind's page shows what lies further off than its neighbours.
pub fn looks_further(_kind: Option<Role>) -> bool {
    false
}

/// What the drawings of [`before`] and [`after`] show beside the item itself.
pub fn feed(keyed: &mut super::key::Keyed, book: &Book, ix: ItemIx) {
    concept_tree::feed(keyed, book, ix);
    information_model::feed(keyed, book, ix);
    usecase_overview::feed(keyed, book, ix);
}

/// Sections before those of the fields.
pub fn before(book: &Book, from: &str, ix: ItemIx, sections: &mut Vec<Section>) {
    match book.model().schema.kind(book.model().item(ix).kind).role {
        Some(Role::Process) => sections.extend(super::flows::section(book, from, ix)),
        Some(Role::Rule) => sections.extend(decision_table(book, from, ix)),
        Some(Role::Interface) => sections.push(ends(book, from, ix)),
        Some(Role::LegalSource | Role::Provision) => {
            super::coverage::act(book, from, ix, sections);
            sections.extend(tree(book, from, ix));
        }
        Some(Role::Body | Role::Domain) => sections.extend(super::governance::before(book, from, ix)),
        Some(Role::InformationObject | Role::DomainModel | Role::Concept) => models(book, from, ix, sections),
        _ => {}
    }
}

/// The drawings of models: of concepts by what they are kinds of, of information objects with their relations.
fn models(book: &Book, from: &str, ix: ItemIx, sections: &mut Vec<Section>) {
    sections.extend(concept_tree::section(book, from, ix));
    sections.extend(information_model::section(book, from, ix));
}

/// Sections after those of the fields.
pub fn after(book: &Book, from: &str, ix: ItemIx, sections: &mut Vec<Section>) {
    if book.model().is(ix, Role::Solution) {
        sections.extend(super::maps::solution_section(book, from, ix));
        sections.extend(super::coverage::solution(book, from, ix));
        sections.extend(usecase_overview::section(book, from, ix));
        sections.extend(information_model::section(book, from, ix));
        sections.extend(belongings(book, from, ix));
    }
    sections.extend(super::governance::after(book, from, ix));
    sections.extend(super::timeline::of_item(book, from, ix));
}

fn section(anchor: &str, title: &str, content: Content) -> Section {
    Section { anchor: anchor.to_owned(), title: title.to_owned(), content }
}

/// The value of the field with a role as a short text; empty when it is not written.
pub fn text_of(fields: &[Field], map: &Map, role: Role) -> String {
    let field = fields.iter().find(|field| field.role == Some(role));
    field.and_then(|field| map.find(&field.key)).map(plain).unwrap_or_default()
}

/// A decision table: input columns, output columns, one row for each combination.
fn decision_table(book: &Book, from: &str, ix: ItemIx) -> Option<Section> {
    let model = book.model();
    let item = model.item(ix);
    let field = item.field_with(&model.schema, Role::DecisionTable)?;
    let Form::Object(fields) = &item.declared(&model.schema, field)?.form else { return None };
    let map = field.node.elements().first()?.map()?;
    let part = |role: Role| fields.iter().find(|field| field.role == Some(role)).and_then(|field| map.find(&field.key));
    let names = |role: Role| {
        part(role).map(|node| node.elements().iter().map(column_name).collect::<Vec<_>>()).unwrap_or_default()
    };
    let (inputs, outputs) = (names(Role::TableInputs), names(Role::TableOutputs));
    let rows = part(Role::TableRows).map(Node::elements).unwrap_or_default();
    let width = inputs.len() + outputs.len();
    let column = |text: &String, class: &'static str| Column { text: text.clone(), class, ..Column::default() };
    let columns: Vec<Column> =
        inputs.iter().map(|text| column(text, "in")).chain(outputs.iter().map(|text| column(text, "out"))).collect();
    let rows = rows.iter().map(|row| Row { cells: cells(row, &inputs, &outputs, width), ..Row::default() }).collect();
    let policy = part(Role::HitPolicy).map(plain).unwrap_or_default();
    let caption =
        if policy.is_empty() { String::new() } else { format!("{}: {policy}", book.word("Hitpolitik", "Hit policy")) };
    let _ = from;
    let table = Table { caption, columns, rows, look: "decision", ..Table::default() };
    Some(section("_beslutningstabel", book.word("Beslutningstabel", "Decision table"), Content::Table(table)))
}

/// The name of a column: a text, or the `navn` of a mapping.
fn column_name(node: &Node) -> String {
    match &node.value {
        Value::Map(map) => map.pairs.first().map(|pair| plain(&pair.value)).unwrap_or_default(),
        _ => plain(node),
    }
}

/// The cells of a row: a list in column order, or a mapping by column name.
fn cells(row: &Node, inputs: &[String], outputs: &[String], width: usize) -> Vec<Vec<Inline>> {
    let text = |node: &Node| vec![Inline::Text { text: plain(node) }];
    let mut cells: Vec<Vec<Inline>> = match &row.value {
        Value::Map(map) => {
            let by_name =
                |name: &String| map.pairs.iter().find(|pair| *pair.key == **name).map(|pair| text(&pair.value));
            inputs.iter().chain(outputs).map(|name| by_name(name).unwrap_or_default()).collect()
        }
        _ => row.elements().iter().map(text).collect(),
    };
    cells.resize(width, Vec::new());
    cells
}

/// An interface: who provides, who consumes, and what is carried.
fn ends(book: &Book, from: &str, ix: ItemIx) -> Section {
    let model = book.model();
    let item = model.item(ix);
    let text = |role: Role| item.field_with(&model.schema, role).map(|field| plain(&field.node)).unwrap_or_default();
    let content = Content::Ends {
        providers: linked(book, from, ix, Role::Provider),
        consumers: linked(book, from, ix, Role::Consumer),
        version: text(Role::Version),
        pattern: text(Role::Pattern),
        data: linked(book, from, ix, Role::CarriesData),
    };
    section("_ender", book.word("Hvem taler sammen", "Who talks to whom"), content)
}

/// Shown targets of an item's own links of a type.
fn linked(book: &Book, from: &str, ix: ItemIx, role: Role) -> Vec<ItemRef> {
    let model = book.model();
    let Some(link_type) = model.schema.link_type_with(role) else { return Vec::new() };
    let own = model.held_by(ix).iter().filter(|link| link.link_type == link_type && !link.turned);
    let shown = own.filter_map(|link| match link_inline(book, from, link)? {
        Inline::Item(_) => Some(link_ref(book, from, link.target.as_ref()?, link)),
        _ => None,
    });
    shown.take(RELATION_ROWS).collect()
}

/// The tree of an act with what rests on each provision; on a provision's page with the texts.
fn tree(book: &Book, from: &str, ix: ItemIx) -> Option<Section> {
    let model = book.model();
    let with_text = model.is(ix, Role::Provision);
    let children = &model.item(ix).children;
    let nodes: Vec<TreeNode> = children.iter().filter_map(|child| tree_node(book, from, *child, with_text)).collect();
    if nodes.is_empty() {
        return None;
    }
    let title = if with_text {
        book.word("Bestemmelsens dele", "Parts of the provision")
    } else {
        book.word("Bestemmelser", "Provisions")
    };
    Some(section("_bestemmelser", title, Content::Tree { nodes }))
}

fn tree_node(book: &Book, from: &str, ix: ItemIx, with_text: bool) -> Option<TreeNode> {
    if !book.published.shows(ix) {
        return None;
    }
    let model = book.model();
    let item = model.item(ix);
    let legal = item.legal.filter(|legal| *legal != LegalState::InForce).map(|legal| legal_chip(book, legal));
    let provisional = item.field_with(&model.schema, Role::Provisional).map(|_| super::item::provisional_chip(book));
    let (summary, html, facts) = if with_text {
        (String::new(), whole_text(book, from, ix), provision_facts(book, from, ix))
    } else {
        (summary_line(book, ix), String::new(), Vec::new())
    };
    Some(TreeNode {
        name_html: last_step(model, ix),
        href: relative(from, &item.url),
        anchor: item.url.split_once('#').map(|(_, anchor)| anchor.to_owned()).filter(|_| with_text).unwrap_or_default(),
        title: item.title.to_string(),
        summary,
        html,
        facts,
        chips: legal.into_iter().chain(provisional).chain(stand(book, ix)).collect(),
        counts: resting(book, from, ix).into_iter().chain(super::coverage::solutions_of(book, from, ix)).collect(),
        children: item.children.iter().filter_map(|child| tree_node(book, from, *child, with_text)).collect(),
    })
}

/// What else is written of a nested provision; its versions among it.
fn provision_facts(book: &Book, from: &str, ix: ItemIx) -> Vec<Fact> {
    let facts = super::facts::gather(book, from, ix).facts.into_iter();
    facts.chain(wording::versions_fact(book, from, ix)).collect()
}

/// A provision's summary as one line.
fn summary_line(book: &Book, ix: ItemIx) -> String {
    match wording::on_day(book, ix).summary {
        Some((file, Node { value: Value::Prose(body), .. })) => prose::excerpt(book, ix, Prose { file, body: *body }),
        Some((_, node)) => plain(node),
        None => String::new(),
    }
}

/// A provision's summary and text as HTML.
fn whole_text(book: &Book, from: &str, ix: ItemIx) -> String {
    let wording = wording::on_day(book, ix);
    let mut html = wording.summary.map(|summary| wording::summary_html(book, from, ix, summary)).unwrap_or_default();
    if let Some(text) = wording.text {
        html.push_str(&prose::html(book, from, ix, text, Part::Whole));
    }
    html
}

/// `stk. 3` of `BL § 20, stk. 3`.
fn last_step(model: &crate::model::Model, ix: ItemIx) -> String {
    let id = &model.item(ix).id;
    let pinpoint = crate::law::split_citation(id).and_then(|(_, rest)| crate::law::parse_pinpoint(rest).ok());
    let step = pinpoint.and_then(|pinpoint| crate::law::Pinpoint::new(vec![pinpoint.steps().last()?.clone()]));
    step.map_or_else(|| id_html(id), |step| escape(&step.html_text()))
}

/// How a provision is covered; where it is not counted, what is said of it.
pub fn stand(book: &Book, ix: ItemIx) -> Option<Chip> {
    super::coverage::chip_of(book, ix).or_else(|| assessment(book, ix))
}

/// Declared not to give requirements, or not yet assessed.
fn assessment(book: &Book, ix: ItemIx) -> Option<Chip> {
    let model = book.model();
    let item = model.item(ix);
    let field = item.field_with(&model.schema, Role::Assessment)?;
    let Form::Object(fields) = &item.declared(&model.schema, field)?.form else { return None };
    let gives = fields.iter().find(|field| field.role == Some(Role::GivesRequirement))?;
    let choice = value::choice(&gives.form, field.node.map()?.find(&gives.key)?)?;
    let (text, tone) = match choice.role? {
        Role::GivesRequirementNo => (book.word("giver ikke krav", "gives no requirement"), "none"),
        Role::NotAssessed => (book.word("ikke vurderet", "not assessed"), "wait"),
        _ => return None,
    };
    Some(Chip { text: text.to_owned(), tone })
}

/// How many items of each kind rest on a provision itself.
fn resting(book: &Book, from: &str, ix: ItemIx) -> Vec<Crumb> {
    let model = book.model();
    let Some(basis) = model.schema.link_type_with(Role::LegalBasis) else { return Vec::new() };
    let mut by_kind: Vec<(KindIx, usize)> = Vec::new();
    for (other, _) in book.joined(ix, basis, Way::In) {
        let kind = model.item(other).kind;
        match by_kind.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => by_kind.push((kind, 1)),
        }
    }
    by_kind.sort();
    let page = model.item(ix).page();
    let count = |(kind, count): &(KindIx, usize)| {
        let kind = model.schema.kind(*kind);
        let named = if *count == 1 { &kind.name } else { &kind.plural };
        let text = format!("{} {}", number(book.language(), *count), name(book.language(), named));
        let href = relative(from, &format!("{page}#_spor"));
        Crumb { text, href }
    };
    by_kind.iter().map(count).collect()
}

/// The parts of a standard, nested.
pub fn parts(book: &Book, from: &str, ix: ItemIx, file: FileId, list: &Node, depth: usize) -> Vec<TreeNode> {
    let one = |element: &Node| {
        let map = element.map()?;
        let own = map.find("ref").map(plain)?;
        let text = |key: &str| map.find(key).filter(|node| node.text().is_some()).map(plain).unwrap_or_default();
        let html = match map.find("tekst").map(|node| &node.value) {
            Some(Value::Prose(body)) => prose::html(book, from, ix, Prose { file, body: *body }, Part::Whole),
            _ => String::new(),
        };
        let inner = map.pairs.iter().find(|pair| matches!(pair.value.value, Value::List(_)));
        let inner = inner.filter(|_| depth < 8);
        Some(TreeNode {
            name_html: escape(&own),
            href: String::new(),
            anchor: format!("_{}", slug(&own)),
            title: text("titel"),
            summary: String::new(),
            html,
            facts: Vec::new(),
            chips: Vec::new(),
            counts: Vec::new(),
            children: inner.map(|pair| parts(book, from, ix, file, &pair.value, depth + 1)).unwrap_or_default(),
        })
    };
    list.elements().iter().filter_map(one).collect()
}

/// What belongs to a solution, one group for each kind.
fn belongings(book: &Book, from: &str, ix: ItemIx) -> Option<Section> {
    let model = book.model();
    let belongs = model.schema.link_type_with(Role::BelongsTo)?;
    let joined = book.joined(ix, belongs, Way::In);
    let more = Crumb {
        text: format!("{} {}", book.word("Vis alle", "Show all"), number(book.language(), joined.len())),
        href: relative(from, &book.address(&Route::Joined(ix, belongs, Way::In, 1))),
    };
    let has_listing = joined.len() > RELATION_ROWS;
    let mut groups: Vec<(KindIx, Relation)> = Vec::new();
    for (other, link) in joined {
        let kind = model.item(other).kind;
        let place = groups.iter().position(|(known, _)| *known == kind).unwrap_or_else(|| {
            let named = capital(name(book.language(), &model.schema.kind(kind).plural));
            groups.push((kind, Relation { name: named, count: 0, items: Vec::new(), more: Crumb::default() }));
            groups.len() - 1
        });
        let group = &mut groups[place].1;
        group.count += 1;
        if group.items.len() < RELATION_ROWS {
            group.items.push(relations::joined_ref(book, from, other, link, Way::In));
        } else if has_listing {
            group.more = more.clone();
        }
    }
    groups.sort_by_key(|(kind, _)| *kind);
    let mut groups: Vec<Relation> = groups.into_iter().map(|(_, group)| group).collect();
    // The listing is of all kinds together: somebody must lead to it, also when no kind is cut.
    if let Some(last) = groups.last_mut().filter(|_| has_listing) {
        last.more = more;
    }
    let title = book.word("Løsningens dokumentation", "The solution's documentation");
    (!groups.is_empty()).then(|| section("_dokumentation", title, Content::Relations { groups }))
}

/// An item's solutions as parts of a line.
pub fn solutions(book: &Book, from: &str, ix: ItemIx) -> Vec<Inline> {
    let shown = book
        .model()
        .solutions(ix)
        .iter()
        .copied()
        .filter(|solution| *solution != ix && book.published.shows(*solution));
    let refs = shown.map(|solution| {
        let item = item_ref(book, from, solution);
        Inline::Link { text: item.id, href: item.href }
    });
    spaced(refs.collect())
}
