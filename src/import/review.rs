//! The comment form of a review round back in: each remark becomes one of the round's own, in its file.
//!
//! A remark that stands there already, with the same sender, item and words, is not taken again: so a form may come
//! twice, and the forms of several reviewers are taken one after the other.

use std::collections::{BTreeMap, BTreeSet};

use super::lexdania::markdown_lines;
use super::rows::{Plan, map_of, remark, with_keys};
use super::table::{Row, Table};
use super::{Remark, values};
use crate::document::write::Yaml;
use crate::document::{Map, Node, Value};
use crate::export::cells::tidy;
use crate::export::xlsx::review::ReviewColumn;
use crate::finding::Said;
use crate::model::schema::{Field, Form};
use crate::model::{FieldValue, Fingerprint, ItemIx, Prints, Prose, Role, fold, value};
use crate::said;
use crate::trace::Facts;
use crate::trace::governance::objects;

/// What a form brings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taken {
    /// The edited files of the rounds, and what was not taken.
    pub plan: Plan,
    /// Remarks that are new.
    pub taken: usize,
    /// Remarks that stood there already.
    pub known: usize,
}

/// A remark of a form.
struct Comment {
    about: Option<ItemIx>,
    /// As Markdown that shows what was written, and nothing else.
    text: String,
    proposal: String,
    /// Key of a kind of remark.
    class: Option<String>,
    sender: String,
    print: Option<Fingerprint>,
}

/// By what a remark is known again: what it is about, who sent it, and its words.
type Known = (String, String, String, String);

/// Reads every sheet that is a form; `None` when none is. `round` is the id of the round where the form does not count.
pub fn read(facts: &Facts, tables: &[Table], round: Option<&str>) -> Option<Taken> {
    let mut reading = Reading {
        facts,
        prints: Prints::new(&facts.model, &facts.files, facts.model.day),
        rounds: BTreeMap::new(),
        told: BTreeSet::new(),
        taken: Taken::default(),
    };
    let mut is_form = false;
    for table in tables {
        let Some(at) = table.head(is_head) else { continue };
        is_form = true;
        let columns: Vec<(ReviewColumn, u16)> = columns(&table.rows[at]);
        for row in &table.rows[at + 1..] {
            reading.row(table, row, &columns, round);
        }
    }
    let Reading { rounds, mut taken, .. } = reading;
    for (round, comments) in rounds {
        write(facts, round, comments, &mut taken);
    }
    is_form.then_some(taken)
}

/// Whether a row is the head of a form.
fn is_head(row: &Row) -> bool {
    let has = |column: ReviewColumn| row.cells.iter().any(|(_, text)| column.is_named(text));
    has(ReviewColumn::Id) && has(ReviewColumn::Remark) && has(ReviewColumn::Round)
}

fn columns(head: &Row) -> Vec<(ReviewColumn, u16)> {
    let named = |column: ReviewColumn| head.cells.iter().find(|(_, text)| column.is_named(text));
    ReviewColumn::ALL.into_iter().filter_map(|column| Some((column, named(column)?.0))).collect()
}

struct Reading<'a> {
    facts: &'a Facts,
    prints: Prints<'a>,
    rounds: BTreeMap<ItemIx, Vec<Comment>>,
    /// Rounds that are not there, each told once.
    told: BTreeSet<String>,
    taken: Taken,
}

impl Reading<'_> {
    fn row(&mut self, table: &Table, row: &Row, columns: &[(ReviewColumn, u16)], round: Option<&str>) {
        let at = |wanted: ReviewColumn| columns.iter().find(|(column, _)| *column == wanted).map_or(0, |(_, at)| *at);
        let cell = |wanted: ReviewColumn| row.cell(at(wanted)).trim();
        let [text, proposal] = [ReviewColumn::Remark, ReviewColumn::Proposal].map(|column| tidy(cell(column)));
        if text.trim().is_empty() && proposal.trim().is_empty() {
            return;
        }
        let place = |column: ReviewColumn| table.place(row, at(column));
        let Some(round) = self.round(round.unwrap_or_else(|| cell(ReviewColumn::Round)), &place(ReviewColumn::Round))
        else {
            return;
        };
        let id = cell(ReviewColumn::Id);
        let about = self.facts.model.find(id);
        if about.is_none() && !id.is_empty() {
            self.tell(
                &place(ReviewColumn::Id),
                said!(
                    "intet har id `{}`; bemærkningen er taget med uden at pege på noget",
                    "nothing has the id `{}`; the remark is taken and points to nothing"; id
                ),
            );
        }
        let print = cell(ReviewColumn::Print).parse().ok();
        if let (Some(about), Some(print)) = (about, print)
            && self.prints.of(about).text != print
        {
            self.tell(&place(ReviewColumn::Id), said!(
                "`{}` er ændret, siden skemaet blev lavet; bemærkningen er taget med, og siden viser, at den gælder en tidligere tekst",
                "`{}` has changed since the form was made; the remark is taken, and the page says that it is on an earlier text"; id
            ));
        }
        let class = cell(ReviewColumn::Class);
        let found = self.class(class);
        if found.is_none() && !class.is_empty() {
            self.tell(
                &place(ReviewColumn::Class),
                said!(
                    "»{}« er ingen art, som modellen kender; bemærkningen er taget med uden",
                    "»{}« is no kind of remark of the model; the remark is taken without"; values::shown(class)
                ),
            );
        }
        let sender = cell(ReviewColumn::Sender).split_whitespace().collect::<Vec<_>>().join(" ");
        if sender.is_empty() {
            self.tell(
                &place(ReviewColumn::Sender),
                said!(
                    "bemærkningen har ingen afsender; skriv den i filen",
                    "the remark has no sender; write it in the file"
                ),
            );
        }
        let (text, proposal) = (markdown_lines(&text), markdown_lines(&proposal));
        let comment = Comment { about, text, proposal, class: found, sender, print: about.and(print) };
        self.rounds.entry(round).or_default().push(comment);
    }

    fn round(&mut self, id: &str, place: &str) -> Option<ItemIx> {
        let model = &self.facts.model;
        let found = model.find(id).filter(|ix| model.is(*ix, Role::Review));
        if found.is_none() && self.told.insert(id.to_owned()) {
            self.tell(place, said!(
                "der er ingen reviewrunde `{}`; dens bemærkninger er ikke taget med. Skriv rundens id med `--to`",
                "there is no review round `{}`; its remarks are not taken. Write the id of the round with `--to`"; id
            ));
        }
        found
    }

    /// The key of a kind of remark, by key or name.
    fn class(&self, written: &str) -> Option<String> {
        let fields = remark_fields(self.facts)?;
        let field = fields.iter().find(|field| field.role == Some(Role::RemarkKind))?;
        let written = fold(written);
        let is_named = |choice: &&crate::model::schema::Choice| {
            [&choice.key, &choice.name.da, &choice.name.en].iter().any(|name| fold(name) == written)
        };
        value::choices(&field.form).iter().find(is_named).map(|choice| choice.key.clone())
    }

    fn tell(&mut self, place: &str, said: Said) {
        self.taken.plan.remarks.push(remark(place, said));
    }
}

/// The fields of a remark in the model.
fn remark_fields(facts: &Facts) -> Option<&[Field]> {
    let schema = &facts.model.schema;
    let kind = schema.kind_with(Role::Review)?;
    Some(schema.kind(kind).field_with(Role::Remarks)?.fields())
}

/// Adds the comments of a round that it does not have to the text of its file.
fn write(facts: &Facts, round: ItemIx, comments: Vec<Comment>, taken: &mut Taken) {
    let item = facts.model.item(round);
    let Some(fields) = remark_fields(facts) else { return };
    let mut known = known(facts, round);
    let mut fresh: Vec<Yaml> = Vec::new();
    for comment in comments {
        match known.insert(key(facts, &comment)) {
            true => fresh.push(element(facts, fields, &comment)),
            false => taken.known += 1,
        }
    }
    if fresh.is_empty() {
        taken.plan.unchanged += 1;
        return;
    }
    // A file that holds two rounds is edited for one after the other.
    let count = fresh.len();
    match edited(facts, round, &fresh) {
        Ok(text) if !taken.plan.edited.contains_key(&item.file) => {
            taken.taken += count;
            taken.plan.changed.push(item.id.to_string());
            taken.plan.edited.insert(item.file, text);
        }
        Ok(_) => taken.plan.remarks.push(failed(
            facts,
            round,
            &said!(
                "filen er ændret for en anden runde; kør importen igen",
                "the file is changed for another round; run the import again"
            ),
        )),
        Err(why) => taken.plan.remarks.push(failed(facts, round, &why)),
    }
}

fn failed(facts: &Facts, round: ItemIx, why: &Said) -> Remark {
    let id = &facts.model.item(round).id;
    Remark {
        line: None,
        said: Said::new(
            format!("bemærkningerne til `{id}` er ikke skrevet: {}", why.da),
            format!("the remarks of `{id}` are not written: {}", why.en),
        ),
    }
}

fn edited(facts: &Facts, round: ItemIx, fresh: &[Yaml]) -> Result<String, Said> {
    let (model, item) = (&facts.model, facts.model.item(round));
    let kind = model.schema.kind(item.kind);
    let key = kind.field_with(Role::Remarks).map(|field| field.key.clone()).unwrap_or_default();
    let written: Option<&FieldValue> = model.field(round, Role::Remarks);
    if written.is_some_and(|field| field.file != item.file) {
        return Err(said!("de står fælles for flere runder", "several rounds share them"));
    }
    with_keys(facts, item.file, |edits, node| {
        let map = map_of(facts, round, node)?;
        let pair = map.map().and_then(|pairs| pairs.find_pair(&key));
        if pair.is_some_and(|pair| matches!(pair.value.value, Value::Map(_) | Value::Scalar(_))) {
            return Err(
                said!("skriv `{}` som en liste med `- ` foran hver", "write `{}` as a list with `- ` before each"; key),
            );
        }
        let last = pair.and_then(|pair| pair.value.elements().len().checked_sub(1));
        let before: Vec<&str> = kind.keys().take_while(|known| *known != key).collect();
        fresh.iter().for_each(|element| edits.add_element(map, &key, last, element, &before));
        Ok(())
    })
}

fn element(facts: &Facts, fields: &[Field], comment: &Comment) -> Yaml {
    let about = comment.about.map(|ix| facts.model.item(ix).id.to_string());
    let text = |text: &str| (!text.is_empty()).then(|| values::exact(text));
    let value = |field: &Field| match (field.role, &field.form) {
        (Some(Role::Remark), _) => text(&comment.text),
        (Some(Role::RemarkProposal), _) => text(&comment.proposal),
        (Some(Role::RemarkKind), _) => comment.class.as_deref().map(Yaml::text),
        (Some(Role::RemarkSender), _) => text(&comment.sender),
        (Some(Role::RemarkPrint), _) => comment.print.map(|print| Yaml::text(print.to_string())),
        (_, Form::Reference(_)) => about.as_deref().map(Yaml::text),
        _ => None,
    };
    Yaml::Map(fields.iter().filter_map(|field| Some((field.key.clone(), value(field)?))).collect())
}

/// The remarks that a round has.
fn known(facts: &Facts, round: ItemIx) -> BTreeSet<Known> {
    let Some(remarks) = objects(&facts.model, round, Role::Remarks) else { return BTreeSet::new() };
    let file = remarks.field.file;
    let text = |node: Option<&Node>| match node.map(|node| &node.value) {
        Some(Value::Prose(body)) => facts.body(Prose { file, body: *body }).source.to_string(),
        _ => node.and_then(Node::text).unwrap_or_default().to_owned(),
    };
    let known = |map: &&Map| {
        let of = |role: Role| {
            let field = remarks.fields.iter().find(|field| field.role == Some(role));
            text(field.and_then(|field| map.find(&field.key)))
        };
        let about = remarks.fields.iter().find(|field| matches!(field.form, Form::Reference(_)));
        let about = text(about.and_then(|field| map.find(&field.key)));
        let about = facts.model.find(&about).map_or(String::new(), |ix| facts.model.item(ix).id.to_string());
        (fold(&about), fold(&of(Role::RemarkSender)), words(&of(Role::Remark)), words(&of(Role::RemarkProposal)))
    };
    remarks.maps.iter().map(known).collect()
}

fn key(facts: &Facts, comment: &Comment) -> Known {
    let about = comment.about.map_or("", |ix| &*facts.model.item(ix).id);
    (fold(about), fold(&comment.sender), words(&comment.text), words(&comment.proposal))
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
