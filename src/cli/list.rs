//! `sporbar list`: items with the fields asked for.

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use super::args::{ListArgs, TableFormat};
use super::report::Places;
use super::{Exit, Global, output, selection, stop, table};
use crate::document::{self, Node};
use crate::finding::Said;
use crate::model::{ItemIx, Selector, chain, natural, nearest};
use crate::pipeline::{self, Pipeline};
use crate::place::Span;
use crate::said;
use crate::trace::Facts;

/// What every item has in JSON, in its order.
const BASE: [&str; 8] = ["id", "type", "titel", "status", "solutions", "url", "file", "line"];
/// What text and CSV show when nothing is asked for.
const SHOWN: [&str; 5] = ["id", "type", "titel", "status", "solutions"];

/// Lists the items a selector takes.
pub(super) fn run(global: &Global, args: ListArgs) -> anyhow::Result<Exit> {
    let project = global.project()?;
    let facts = Pipeline::recalling(&project).facts(pipeline::read(&project, |config| global.day(config))?)?;
    let columns: Vec<String> = args.columns.iter().map(|name| column(&facts, name)).collect::<anyhow::Result<_>>()?;
    let sort: Vec<(String, bool)> =
        args.sort.iter().map(|name| sort_key(&facts, name)).collect::<anyhow::Result<_>>()?;
    let selector = match &args.filter {
        Some(filter) => selection::read(&facts.model.schema, filter)?,
        None => Selector::default(),
    };
    let items = selector.items(&facts.model);
    let places = Places::of_files(&facts, items.iter().map(|ix| facts.model.item(*ix).file));
    let items = sorted(&facts, &places, items, &sort);
    let text = match args.format {
        TableFormat::Json => {
            let extra = columns.iter().map(String::as_str).filter(|name| !BASE.contains(name));
            let names: Vec<&str> = BASE.into_iter().chain(extra).collect();
            let items: Vec<Ordered> = items.iter().map(|ix| Ordered(fields(&facts, &places, *ix, &names))).collect();
            output::json(&List { version: 1, items })?
        }
        _ => {
            let shown = SHOWN.into_iter().filter(|_| columns.is_empty());
            let names: Vec<&str> = columns.iter().map(String::as_str).chain(shown).collect();
            let heads: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            let rows: Vec<Vec<String>> = items
                .iter()
                .map(|ix| fields(&facts, &places, *ix, &names).into_iter().map(|(_, value)| plain(&value)).collect())
                .collect();
            if args.format == TableFormat::Csv { table::csv(&heads, &rows) } else { table::text(&heads, &rows) }
        }
    };
    output::print(&text)?;
    Ok(Exit::Done)
}

#[derive(serde::Serialize)]
struct List {
    version: u32,
    items: Vec<Ordered>,
}

/// An object whose keys stay in the order given.
struct Ordered(Vec<(String, Value)>);

impl serde::Serialize for Ordered {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

/// The name of a column as the model spells it; the error names the nearest one.
fn column(facts: &Facts, name: &str) -> anyhow::Result<String> {
    let schema = &facts.model.schema;
    let written = crate::model::value::nfc(name.trim()).into_owned();
    let name = if written == "title" { "titel".to_owned() } else { written };
    let reserved = schema.reserved.iter().map(|field| field.key.as_str());
    let own = schema.kinds.iter().flat_map(|kind| kind.keys());
    let links = schema.link_types.iter().map(|link_type| link_type.key.as_str());
    let known: Vec<&str> = BASE.into_iter().chain(reserved).chain(own).chain(links).collect();
    let first = name.split('.').next().unwrap_or(&name);
    if known.contains(&name.as_str()) || known.contains(&first) {
        return Ok(name);
    }
    let hint = match nearest(&name, known) {
        Some(near) => said!("; mente du `{}`?", "; did you mean `{}`?"; near),
        None => Said::default(),
    };
    Err(stop(Said::new(
        format!("ingen type har feltet `{name}`{}", hint.da),
        format!("no kind has the field `{name}`{}", hint.en),
    )))
}

fn sort_key(facts: &Facts, name: &str) -> anyhow::Result<(String, bool)> {
    match name.trim().strip_prefix('-') {
        Some(name) => Ok((column(facts, name)?, true)),
        None => Ok((column(facts, name)?, false)),
    }
}

/// In the order of the keys; items that are equal in all of them stay in model order. What has no value comes last.
fn sorted(facts: &Facts, places: &Places, items: Vec<ItemIx>, keys: &[(String, bool)]) -> Vec<ItemIx> {
    if keys.is_empty() {
        return items;
    }
    let names: Vec<&str> = keys.iter().map(|(name, _)| name.as_str()).collect();
    let mut rows: Vec<(Vec<String>, ItemIx)> = items
        .into_iter()
        .map(|ix| (fields(facts, places, ix, &names).into_iter().map(|(_, value)| plain(&value)).collect(), ix))
        .collect();
    rows.sort_by(|(a, _), (b, _)| {
        let each = a.iter().zip(b).zip(keys).map(|((a, b), (name, turned))| {
            let by_text = |a: &str, b: &str| match name.as_str() {
                "titel" => natural(&alphabetical(a), &alphabetical(b)),
                _ => natural(a, b),
            };
            match (a.is_empty(), b.is_empty()) {
                (true, false) => Ordering::Greater,
                (false, true) => Ordering::Less,
                _ if *turned => by_text(b, a),
                _ => by_text(a, b),
            }
        });
        each.fold(Ordering::Equal, Ordering::then)
    });
    rows.into_iter().map(|(_, ix)| ix).collect()
}

/// A text whose order by code points is the Danish one: æ, ø, å last, and aa as å.
fn alphabetical(text: &str) -> String {
    let lower = text.to_lowercase().replace("aa", "å");
    lower.replace('æ', "z\u{E000}").replace('ø', "z\u{E001}").replace('å', "z\u{E002}")
}

fn fields(facts: &Facts, places: &Places, ix: ItemIx, names: &[&str]) -> Vec<(String, Value)> {
    names.iter().map(|name| ((*name).to_owned(), field(facts, places, ix, name))).collect()
}

fn field(facts: &Facts, places: &Places, ix: ItemIx, name: &str) -> Value {
    let model = &facts.model;
    let schema = &model.schema;
    let item = model.item(ix);
    match name {
        "id" => json!(&*item.id),
        "type" => json!(schema.kind(item.kind).key),
        "titel" => json!(&*item.title),
        "status" => json!(item.status(schema).map(|status| status.key.as_str())),
        "solutions" => json!(model.solutions(ix).iter().map(|ix| &*model.item(*ix).id).collect::<Vec<_>>()),
        "url" => json!(&*item.url),
        "file" => json!(facts.path(item.file)),
        "line" => json!(places.start(item.place()).line),
        _ => linked(facts, ix, name).unwrap_or_else(|| written(facts, ix, name)),
    }
}

/// The ids that an item's links of a type lead to; `None` when the name is no link type.
fn linked(facts: &Facts, ix: ItemIx, name: &str) -> Option<Value> {
    let model = &facts.model;
    let own = model.schema.kind(model.item(ix).kind).links.iter().find(|link| link.key == name);
    let hop = match own {
        Some(link) => match model.schema.link_type(link.link_type).inverse_of {
            Some(plain) => (vec![plain], true),
            None => (vec![link.link_type], false),
        },
        None => chain(&model.schema, &[(name, Span::default())]).ok()?.pop().map(|hop| (hop.types, hop.back))?,
    };
    let (types, back) = hop;
    let edges: Vec<(ItemIx, usize)> =
        if back { model.graph.incoming(ix).collect() } else { model.graph.outgoing(ix).collect() };
    let ids = edges.into_iter().filter(|(_, link)| types.contains(&model.links[*link].link_type)).map(|(to, link)| {
        let deeper = model.links[link].target.as_ref().and_then(|target| target.deeper());
        deeper.filter(|_| !back).unwrap_or(&model.item(to).id).to_owned()
    });
    Some(json!(ids.collect::<Vec<String>>()))
}

/// What is written under a key, or a path into objects; null when nothing is.
fn written(facts: &Facts, ix: ItemIx, name: &str) -> Value {
    let item = facts.model.item(ix);
    let mut path = name.split('.');
    let Some(value) = path.next().and_then(|key| item.written(&facts.model.schema, key)) else { return Value::Null };
    let file = facts.file(value.file);
    let mut nodes = vec![&*value.node];
    for key in path {
        nodes = nodes.into_iter().flat_map(Node::elements).filter_map(|node| node.map()?.find(key)).collect();
    }
    let bodies = file.map_or(&[][..], |file| file.document.bodies.as_slice());
    let mut values: Vec<Value> = nodes.into_iter().map(|node| value_of(bodies, node)).collect();
    if values.len() < 2 { values.pop().unwrap_or(Value::Null) } else { Value::Array(values) }
}

/// YAML as JSON: scalars as the texts that they are written as, Markdown as its source.
fn value_of(bodies: &[document::Body], node: &Node) -> Value {
    match &node.value {
        document::Value::Empty => Value::Null,
        document::Value::Scalar(scalar) => json!(&*scalar.text),
        document::Value::List(list) => list.iter().map(|node| value_of(bodies, node)).collect(),
        document::Value::Map(map) => {
            let pairs = map.pairs.iter().map(|pair| (pair.key.to_string(), value_of(bodies, &pair.value)));
            Value::Object(pairs.collect::<Map<String, Value>>())
        }
        document::Value::Prose(number) => bodies.get(*number as usize).map_or(Value::Null, |body| json!(&*body.source)),
    }
}

/// A value in one cell.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join("; "),
        Value::Object(map) => {
            map.iter().map(|(key, value)| format!("{key}: {}", plain(value))).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}
