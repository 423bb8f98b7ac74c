//! Single items: a requirement, a process, a rule, a term.

use super::chapters::{class, quiet, under};
use super::contents::Scribe;
use super::{Block, Fact, Look, Row, Run, Table};
use crate::finding::Language;
use crate::model::schema::Name;
use crate::model::{ItemIx, Role};
use crate::pages::printed::{self, Written};
use crate::pages::view::{Content, Inline};

/// What governs an item and says nothing of what is asked for.
const NOT_PRINTED: [Role; 10] = [
    Role::BelongsTo,
    Role::Owner,
    Role::PreparedBy,
    Role::OfModel,
    Role::RequirementArea,
    Role::ReusedFrom,
    Role::ProcessDiagram,
    Role::Responsible,
    Role::ModelStatus,
    Role::ApprovalStatus,
];
/// What stands first among the facts of a requirement.
const FIRST: [Role; 4] = [Role::LegalBasis, Role::Reason, Role::AcceptanceCriteria, Role::ServiceLevel];
/// Short words by which requirements are sorted.
const SORTED_BY: [Role; 8] = [
    Role::Nature,
    Role::Origin,
    Role::ContractService,
    Role::AppliesIn,
    Role::AddressedTo,
    Role::Delivery,
    Role::Optional,
    Role::AnswerForm,
];
/// What is told of a term under its definition.
const OF_A_TERM: [Role; 4] = [Role::BroaderConcept, Role::Example, Role::Comment, Role::UsageNote];

/// A name of the model in the language of the document.
pub(super) fn named(scribe: &Scribe, name: &Name) -> String {
    match scribe.material.language() {
        Language::Danish => name.da.clone(),
        Language::English => name.en.clone(),
    }
}

/// A requirement under its number: the statement, what it rests on, what explains it.
pub(super) fn requirement(scribe: &Scribe, ix: ItemIx, number: Option<&str>, level: u8) -> Vec<Block> {
    let item = scribe.material.model().item(ix);
    let sign = number.unwrap_or(&item.id);
    let mut blocks = vec![Block::heading(level, format!("{sign} {}", item.title), Some(ix.0))];
    let class = class(scribe.material, ix)
        .map(|class| format!("{} ({})", crate::pages::capital(&named(scribe, &class.name)), class.key));
    let id = number.map_or_else(String::new, |_| item.id.to_string());
    blocks.extend(quiet([vec![class.unwrap_or_default(), id], standing(scribe, ix)].concat()));
    let (statement, rest) = printed::texts(scribe.material.book, ix);
    let statement = scribe.html(&statement, 0);
    if !statement.is_empty() {
        blocks.push(Block::Statement { blocks: statement });
    }
    let mut fields = fields(scribe, ix);
    let sorted_in = sorted_in(scribe, &mut fields);
    let place = |field: &Written| FIRST.iter().position(|role| Some(*role) == field.role).unwrap_or(FIRST.len());
    fields.sort_by_key(place);
    let mut rows = facts(scribe, &fields, level);
    if let (Some(row), Some(Block::Facts { rows })) = (&sorted_in, rows.first_mut()) {
        rows.push(row.clone());
    } else {
        rows.splice(0..0, sorted_in.map(|row| Block::Facts { rows: vec![row] }));
    }
    blocks.extend(rows);
    blocks.extend(scribe.html(&rest, level));
    blocks
}

/// Short words by which requirements are sorted, together on one line.
fn sorted_in(scribe: &Scribe, fields: &mut Vec<Written>) -> Option<Fact> {
    let is_short =
        |field: &Written| field.content.is_none() && field.role.is_some_and(|role| SORTED_BY.contains(&role));
    let mut runs: Vec<Run> = Vec::new();
    for field in fields.extract_if(.., |field| is_short(field)) {
        let before = if runs.is_empty() { "" } else { " · " };
        runs.push(Run::plain(format!("{before}{}: ", field.label.to_lowercase())));
        for block in lines(scribe, &field) {
            if let Block::Paragraph { runs: more, .. } = block {
                runs.extend(more);
            }
        }
    }
    let label = scribe.word("Øvrigt", "Other").to_owned();
    (!runs.is_empty()).then(|| Fact { label, blocks: vec![Block::runs(runs)] })
}

/// Any other item: its text, its facts, its drawings and tables.
pub(super) fn item(scribe: &Scribe, ix: ItemIx, level: u8) -> Vec<Block> {
    let model = scribe.material.model();
    let item = model.item(ix);
    let title = if item.title.is_empty() { &item.id } else { &item.title };
    let mut blocks = vec![Block::heading(level, &**title, Some(ix.0))];
    let id = if model.is(ix, Role::Page) { String::new() } else { item.id.to_string() };
    blocks.extend(quiet([vec![id], standing(scribe, ix)].concat()));
    let (statement, rest) = printed::texts(scribe.material.book, ix);
    blocks.extend(scribe.html(&statement, level));
    blocks.extend(scribe.html(&rest, level));
    blocks.extend(facts(scribe, &fields(scribe, ix), level));
    for section in printed::sections(scribe.material.book, ix) {
        blocks.extend(under(&section.title, scribe.content(&section.content, level)));
    }
    blocks
}

/// What is to be known of an item that is not settled.
fn standing(scribe: &Scribe, ix: ItemIx) -> Vec<String> {
    let model = scribe.material.model();
    let item = model.item(ix);
    let mut standing = Vec::new();
    if let Some(status) = item.status(&model.schema)
        && !matches!(status.role, Some(Role::InForce | Role::Approved) | None)
    {
        standing.push(named(scribe, &status.name));
    }
    if item.field_with(&model.schema, Role::Provisional).is_some() {
        standing.push(scribe.word("foreløbig", "provisional").to_owned());
    }
    standing
}

fn fields(scribe: &Scribe, ix: ItemIx) -> Vec<Written> {
    let is_printed = |role: Option<Role>| !role.is_some_and(|role| NOT_PRINTED.contains(&role));
    printed::fields_of(scribe.material.book, ix, is_printed)
}

/// Fields as facts; what is as wide as the page stands under its own name after them.
fn facts(scribe: &Scribe, fields: &[Written], level: u8) -> Vec<Block> {
    let (mut rows, mut after) = (Vec::new(), Vec::new());
    for field in fields {
        match &field.content {
            Some(content @ (Content::Prose { .. } | Content::List { .. })) => {
                rows.push(Fact { label: field.label.clone(), blocks: scribe.content(content, 0) });
            }
            Some(content) => after.extend(under(&field.label, scribe.content(content, level))),
            None => rows.push(Fact { label: field.label.clone(), blocks: lines(scribe, field) }),
        }
    }
    rows.retain(|row| !row.blocks.is_empty());
    let facts = (!rows.is_empty()).then_some(Block::Facts { rows });
    facts.into_iter().chain(after).collect()
}

fn lines(scribe: &Scribe, field: &Written) -> Vec<Block> {
    field.lines.iter().flat_map(|line| scribe.line(line)).collect()
}

/// The area of a requirement; empty when it has none.
pub(super) fn area(scribe: &Scribe, ix: ItemIx) -> String {
    let fields = printed::fields_of(scribe.material.book, ix, |role| role == Some(Role::RequirementArea));
    match fields.first().and_then(|area| area.lines.first()?.first()) {
        Some(Inline::Text { text }) => text.clone(),
        _ => String::new(),
    }
}

/// How much a solution carries.
pub(super) fn volumes(scribe: &Scribe, solution: ItemIx) -> Vec<Block> {
    let fields = printed::fields_of(scribe.material.book, solution, |role| role == Some(Role::Volumes));
    let Some((label, content)) = fields.first().and_then(|field| Some((&field.label, field.content.as_ref()?))) else {
        return Vec::new();
    };
    let content = scribe.content(content, 2);
    if content.is_empty() {
        return content;
    }
    std::iter::once(Block::heading(2, label.as_str(), None)).chain(content).collect()
}

/// The terms with their definitions.
pub(super) fn concepts(scribe: &Scribe, concepts: &[ItemIx]) -> Vec<Block> {
    if concepts.is_empty() {
        return Vec::new();
    }
    let head =
        [scribe.word("Begreb", "Concept"), scribe.word("Definition", "Definition"), scribe.word("Kilde", "Source")];
    let rows: Vec<Row> = concepts.iter().map(|ix| concept(scribe, *ix)).collect();
    let has_source = rows.iter().any(|row| !row.cells[2].is_empty());
    let mut table =
        Table { caption: String::new(), head: head.map(str::to_owned).to_vec(), rows, widths: vec![26, 50, 24] };
    if !has_source {
        table.head.pop();
        table.widths.pop();
        table.rows.iter_mut().for_each(|row| drop(row.cells.pop()));
    }
    vec![Block::heading(1, scribe.word("Begreber", "Concepts"), None), Block::Table(table)]
}

fn concept(scribe: &Scribe, ix: ItemIx) -> Row {
    let item = scribe.material.model().item(ix);
    let fields = printed::fields(scribe.material.book, ix);
    let mut term = vec![Block::runs(vec![Run::bold(&*item.title)])];
    let words =
        [(Role::AcceptedTerms, scribe.word("også", "also")), (Role::DeprecatedTerms, scribe.word("ikke", "not"))];
    for (role, word) in words {
        if let Some(field) = fields.iter().find(|field| field.role == Some(role)) {
            term.extend(labelled(scribe, word, field));
        }
    }
    let (statement, rest) = printed::texts(scribe.material.book, ix);
    let mut definition = scribe.html(&statement, 0);
    definition.extend(scribe.html(&rest, 0));
    let mut source = Vec::new();
    for field in &fields {
        match field.role {
            Some(role) if OF_A_TERM.contains(&role) => definition.extend(labelled(scribe, &field.label, field)),
            Some(Role::LegalBasis | Role::Source) => source.extend(value(scribe, field)),
            _ => {}
        }
    }
    Row { anchor: Some(ix.0), cells: vec![term, definition, source] }
}

fn value(scribe: &Scribe, field: &Written) -> Vec<Block> {
    match &field.content {
        Some(content) => scribe.content(content, 0),
        None => lines(scribe, field),
    }
}

/// "også: sag": the label stands before the first line.
fn labelled(scribe: &Scribe, label: &str, field: &Written) -> Vec<Block> {
    let mut blocks = value(scribe, field);
    for (place, block) in blocks.iter_mut().enumerate() {
        if let Block::Paragraph { runs, look } = block {
            *look = Look::Note;
            if place == 0 {
                runs.insert(0, Run::plain(format!("{label}: ")));
            }
        }
    }
    blocks
}
