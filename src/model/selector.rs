//! The one filter language of the product: `{type: krav, løsning: DUBU, hjemmel: mangler}`.
//!
//! Parsed once against the schema, so that a wrong word is a finding where it is written and never an
//! empty answer. Regular expressions run in linear time.

use jiff::civil::Date;
use regex::{Regex, RegexBuilder};

use super::item::{Item, ItemIx};
use super::schema::{Role, Schema};
use super::{Model, ids, nearest, value};
use crate::document::{Node, Pair, Value};
use crate::finding::Notice;
use crate::place::Span;
use crate::said;

/// Deepest nesting of `hvor` and `ikke`.
const DEEPEST: usize = 16;
/// Largest compiled regular expression in bytes; larger ones are refused.
const REGEX_LIMIT_BYTES: usize = 1 << 20;

/// A condition on items; every clause must hold. The empty selector takes every item.
#[derive(Clone, Debug, Default)]
pub struct Selector {
    clauses: Vec<Clause>,
}

#[derive(Clone, Debug)]
struct Clause {
    /// A key, or a path into objects: `gennemgået.dato`.
    path: Vec<String>,
    condition: Condition,
}

#[derive(Clone, Debug)]
enum Condition {
    /// One of these texts, folded.
    Any(Vec<String>),
    Missing,
    Exists,
    Not(Box<Condition>),
    Before(Date),
    After(Date),
    Between(Date, Date),
    /// Lower case.
    Contains(String),
    Begins(String),
    Matches(Regex),
    /// A condition on what a link leads to.
    Where(Selector),
    All(Vec<Condition>),
}

impl Selector {
    /// Reads a selector; every fault is told.
    pub fn parse(schema: &Schema, node: &Node) -> Result<Selector, Vec<Notice>> {
        let mut parser = Parser { schema, notices: Vec::new() };
        let selector = parser.selector(node, 0);
        if parser.notices.is_empty() { Ok(selector) } else { Err(parser.notices) }
    }

    /// Whether an item is taken.
    pub fn takes(&self, model: &Model, ix: ItemIx) -> bool {
        self.clauses.iter().all(|clause| {
            let met = values(model, ix, &clause.path);
            clause.condition.holds(model, &met)
        })
    }

    /// The items it takes, in model order.
    pub fn items(&self, model: &Model) -> Vec<ItemIx> {
        model.all().filter(|ix| self.takes(model, *ix)).collect()
    }
}

/// What an item has under a key.
enum Met<'a> {
    Text(&'a str),
    Item(ItemIx),
}

fn values<'a>(model: &'a Model, ix: ItemIx, path: &[String]) -> Vec<Met<'a>> {
    let schema = &model.schema;
    let item = model.item(ix);
    let Some(first) = path.first() else { return Vec::new() };
    match first.as_str() {
        "type" => return vec![Met::Text(&schema.kind(item.kind).key)],
        "id" => return vec![Met::Text(&item.id)],
        "titel" => return vec![Met::Text(&item.title)],
        "status" => return item.status(schema).map(|status| Met::Text(status.key.as_str())).into_iter().collect(),
        "synlighed" => return vec![Met::Text(visibility(schema, item))],
        _ => {}
    }
    let joined = path.join(".");
    let linked = schema.kind(item.kind).links.iter().find(|link| link.key == joined).map(|link| link.link_type);
    if let Some(link_type) = linked.or_else(|| schema.find_link_type(&joined)) {
        return linked_items(model, ix, link_type).into_iter().map(Met::Item).collect();
    }
    let Some(written) = item.written(schema, first) else { return Vec::new() };
    let mut met = Vec::new();
    descend(&written.node, &path[1..], &mut met);
    met
}

/// Where an item's links of a type lead; of an inverse type, what the other type's links come from.
fn linked_items(model: &Model, ix: ItemIx, link_type: super::LinkTypeIx) -> Vec<ItemIx> {
    match model.schema.link_type(link_type).inverse_of {
        None => {
            let edges = model.graph.outgoing(ix);
            edges.filter(|(_, link)| model.links[*link].link_type == link_type).map(|(to, _)| to).collect()
        }
        Some(plain) => {
            let edges = model.graph.incoming(ix);
            edges.filter(|(_, link)| model.links[*link].link_type == plain).map(|(from, _)| from).collect()
        }
    }
}

fn visibility<'a>(schema: &'a Schema, item: &'a Item) -> &'a str {
    if let Some(hidden) = &item.visibility {
        return hidden;
    }
    let field = schema.reserved.iter().find(|field| field.role == Some(Role::Visibility));
    let public = field.and_then(|field| value::choices(&field.form).iter().find(|c| c.role == Some(Role::Public)));
    public.map_or("", |choice| choice.key.as_str())
}

fn descend<'a>(node: &'a Node, path: &[String], met: &mut Vec<Met<'a>>) {
    for element in node.elements() {
        match (&element.value, path.split_first()) {
            (Value::Scalar(scalar), None) => met.push(Met::Text(&scalar.text)),
            (Value::Prose(_), None) => met.push(Met::Text("…")),
            (Value::Map(map), None) if !map.pairs.is_empty() => met.push(Met::Text("…")),
            (Value::Map(map), Some((key, rest))) => {
                if let Some(inner) = map.find(key) {
                    descend(inner, rest, met);
                }
            }
            _ => {}
        }
    }
}

impl Condition {
    fn holds(&self, model: &Model, met: &[Met]) -> bool {
        match self {
            Condition::Missing => met.is_empty(),
            Condition::Exists => !met.is_empty(),
            Condition::Not(inner) => !inner.holds(model, met),
            Condition::All(all) => all.iter().all(|condition| condition.holds(model, met)),
            _ => met.iter().any(|one| self.holds_for(model, one)),
        }
    }

    fn holds_for(&self, model: &Model, met: &Met) -> bool {
        let text = match met {
            Met::Text(text) => *text,
            Met::Item(ix) => return self.holds_for_item(model, *ix),
        };
        let day = || crate::law::parse_date(text.trim());
        match self {
            Condition::Any(wanted) => wanted.contains(&ids::fold(text)),
            Condition::Contains(part) => text.to_lowercase().contains(part),
            Condition::Begins(start) => text.to_lowercase().starts_with(start),
            Condition::Matches(regex) => regex.is_match(text),
            Condition::Before(limit) => day().is_some_and(|day| day < *limit),
            Condition::After(limit) => day().is_some_and(|day| day > *limit),
            Condition::Between(from, to) => day().is_some_and(|day| (*from..=*to).contains(&day)),
            _ => false,
        }
    }

    fn holds_for_item(&self, model: &Model, ix: ItemIx) -> bool {
        match self {
            Condition::Where(selector) => selector.takes(model, ix),
            // A link to § 20, stk. 3 is also a link to § 20 and to the act.
            Condition::Any(_) => {
                let mut at = Some(ix);
                while let Some(ix) = at {
                    if self.holds_for(model, &Met::Text(&model.item(ix).id)) {
                        return true;
                    }
                    at = model.item(ix).parent;
                }
                false
            }
            _ => self.holds_for(model, &Met::Text(&model.item(ix).id)),
        }
    }
}

struct Parser<'a> {
    schema: &'a Schema,
    notices: Vec<Notice>,
}

impl Parser<'_> {
    fn selector(&mut self, node: &Node, depth: usize) -> Selector {
        let Some(map) = node.map() else {
            let help = said!("skriv for eksempel `{{type: krav}}`", "write for example `{{type: krav}}`");
            self.wrong(
                node,
                said!("et `vælg` skal være nøgler og værdier", "a selector must be keys and values"),
                help,
            );
            return Selector::default();
        };
        if depth > DEEPEST {
            self.wrong(
                node,
                said!("betingelserne er indlejret for dybt", "the selector is nested too deep"),
                said!("gør det enklere", "make it simpler"),
            );
            return Selector::default();
        }
        Selector { clauses: map.pairs.iter().map(|pair| self.clause(pair, depth)).collect() }
    }

    fn clause(&mut self, pair: &Pair, depth: usize) -> Clause {
        let key = if &*pair.key == "title" { "titel" } else { &pair.key };
        self.notices.extend(unknown_key(self.schema, key, pair.key_span));
        if key == "type" {
            self.kinds(&pair.value);
        }
        Clause { path: key.split('.').map(str::to_owned).collect(), condition: self.condition(&pair.value, depth) }
    }

    fn kinds(&mut self, node: &Node) {
        let inner = node.map().and_then(|map| map.find("ikke").or_else(|| map.find("not"))).unwrap_or(node);
        for element in inner.elements() {
            let Some(text) = element.text() else { continue };
            if self.schema.find_kind(&value::nfc(text)).is_some() {
                continue;
            }
            let mut notice = Notice::new(
                "S17",
                element.span,
                said!("`{}` er ikke en type i modellen", "`{}` is no kind of the model"; text),
            );
            if let Some(near) = nearest(text, self.schema.kinds.iter().map(|kind| kind.key.as_str())) {
                notice = notice.help(said!("mente du `{}`?", "did you mean `{}`?"; near)).fix(element.span, near);
            }
            self.notices.push(notice);
        }
    }

    fn condition(&mut self, node: &Node, depth: usize) -> Condition {
        match &node.value {
            Value::Scalar(scalar) => match scalar.text.trim() {
                "mangler" | "missing" => Condition::Missing,
                "findes" | "exists" => Condition::Exists,
                text => Condition::Any(vec![ids::fold(text)]),
            },
            Value::List(list) => Condition::Any(list.iter().filter_map(Node::text).map(ids::fold).collect()),
            Value::Map(map) if depth <= DEEPEST => {
                let all: Vec<Condition> = map.pairs.iter().map(|pair| self.operator(pair, depth)).collect();
                Condition::All(all)
            }
            _ => {
                self.wrong(
                    node,
                    said!("betingelsen kan ikke læses", "the condition can't be read"),
                    said!(
                        "skriv en værdi, en liste, `mangler` eller `findes`",
                        "write a value, a list, `mangler` or `findes`"
                    ),
                );
                Condition::Exists
            }
        }
    }

    fn operator(&mut self, pair: &Pair, depth: usize) -> Condition {
        let node = &pair.value;
        match &*pair.key {
            "ikke" | "not" => Condition::Not(Box::new(self.condition(node, depth + 1))),
            "før" | "before" => self.day(node).map_or(Condition::Exists, Condition::Before),
            "efter" | "after" => self.day(node).map_or(Condition::Exists, Condition::After),
            "mellem" | "between" => match node.elements() {
                [from, to] => match (self.day(from), self.day(to)) {
                    (Some(from), Some(to)) => Condition::Between(from, to),
                    _ => Condition::Exists,
                },
                _ => {
                    let help =
                        said!("skriv `mellem: [2026-01-01, 2026-12-31]`", "write `mellem: [2026-01-01, 2026-12-31]`");
                    self.wrong(node, said!("`mellem` skal have to datoer", "`mellem` must have two dates"), help);
                    Condition::Exists
                }
            },
            "indeholder" | "contains" => Condition::Contains(self.text(node).to_lowercase()),
            "begynder" | "starts" => Condition::Begins(self.text(node).to_lowercase()),
            "matcher" | "matches" => self.regex(node),
            "hvor" | "where" => Condition::Where(self.selector(node, depth + 1)),
            other => {
                let known = ["ikke", "før", "efter", "mellem", "indeholder", "begynder", "matcher", "hvor"];
                let near = nearest(other, known).unwrap_or("ikke");
                let message = said!("`{}` er ikke en betingelse", "`{}` is no condition"; other);
                let help = said!("brug en af: {} – mente du `{}`?", "use one of: {} – did you mean `{}`?"; known.join(", "), near);
                self.notices.push(Notice::new("S17", pair.key_span, message).help(help));
                Condition::Exists
            }
        }
    }

    fn text(&mut self, node: &Node) -> String {
        match node.text() {
            Some(text) => value::nfc(text).into_owned(),
            None => {
                self.wrong(
                    node,
                    said!("her skal stå en tekst", "a text is needed here"),
                    said!("skriv en tekst", "write a text"),
                );
                String::new()
            }
        }
    }

    fn day(&mut self, node: &Node) -> Option<Date> {
        let day = value::date(node);
        if day.is_none() {
            let help = said!("skriv den som `2026-01-31`", "write it as `2026-01-31`");
            self.wrong(node, said!("her skal stå en dato", "a date is needed here"), help);
        }
        day
    }

    fn regex(&mut self, node: &Node) -> Condition {
        let text = self.text(node);
        match RegexBuilder::new(&text).size_limit(REGEX_LIMIT_BYTES).dfa_size_limit(REGEX_LIMIT_BYTES).build() {
            Ok(regex) => Condition::Matches(regex),
            Err(_) => {
                let message = said!(
                    "det regulære udtryk kan ikke læses eller er for stort",
                    "the regular expression can't be read or is too large"
                );
                self.wrong(
                    node,
                    message,
                    said!("gør det enklere, eller brug `indeholder`", "make it simpler, or use `indeholder`"),
                );
                Condition::Exists
            }
        }
    }

    fn wrong(&mut self, node: &Node, message: crate::finding::Said, help: crate::finding::Said) {
        self.notices.push(Notice::new("S17", node.span, message).help(help));
    }
}

/// What is said of a key, or of a path into objects, that no kind has; `None` for one that a kind has.
pub(super) fn unknown_key(schema: &Schema, key: &str, span: Span) -> Option<Notice> {
    let first = key.split('.').next().unwrap_or(key);
    if schema.find_link_type(key).is_some() || all_keys(schema).any(|known| known == key || known == first) {
        return None;
    }
    let notice = Notice::new("S17", span, said!("ingen type har nøglen `{}`", "no kind has the key `{}`"; key));
    Some(match nearest(key, all_keys(schema)) {
        Some(near) => notice.help(said!("mente du `{}`?", "did you mean `{}`?"; near)).fix(span, near),
        None => notice,
    })
}

fn all_keys(schema: &Schema) -> impl Iterator<Item = &str> {
    let reserved = schema.reserved.iter().map(|field| field.key.as_str());
    let own = schema.kinds.iter().flat_map(|kind| {
        kind.fields.iter().map(|field| field.key.as_str()).chain(kind.links.iter().map(|link| link.key.as_str()))
    });
    reserved.chain(own)
}
