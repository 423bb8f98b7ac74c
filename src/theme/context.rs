//! A view as a template sees it: maps with the names of the view's fields. What is finished HTML in the
//! view is safe; chips, references, lines and messages arrive as finished HTML too (`line.rs`).
//!
//! Written out field by field instead of by serde: that was a fifth of the time of a page. Each struct is
//! taken apart whole, so that a field added to a view does not compile before it stands here.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use tera::{Context, Value};

use super::line;
use crate::pages::view::*;

/// The theme's words for what is written here and not in a template.
pub(super) struct Words {
    /// Why a piece is marked that leads nowhere.
    pub broken: String,
    /// What stands between thousands.
    pub thousands: String,
}

/// Gives a template what it may see of a part of a view.
trait Seen {
    fn seen(&self, words: &Words) -> Value;
}

impl Seen for String {
    fn seen(&self, _: &Words) -> Value {
        Value::normal_string(self)
    }
}

impl Seen for &'static str {
    fn seen(&self, _: &Words) -> Value {
        Value::normal_string(self)
    }
}

/// A count as it is read: `1.453`.
impl Seen for usize {
    fn seen(&self, words: &Words) -> Value {
        Value::normal_string(&count(*self, words))
    }
}

impl Seen for bool {
    fn seen(&self, _: &Words) -> Value {
        Value::from(*self)
    }
}

impl<T: Seen> Seen for Vec<T> {
    fn seen(&self, words: &Words) -> Value {
        Value::from(self.iter().map(|part| part.seen(words)).collect::<Vec<Value>>())
    }
}

impl<T: Seen> Seen for Option<T> {
    fn seen(&self, words: &Words) -> Value {
        self.as_ref().map_or_else(Value::none, |part| part.seen(words))
    }
}

impl Seen for Chip {
    fn seen(&self, _: &Words) -> Value {
        html(|html| line::chip(&self.text, self.tone, html))
    }
}

impl Seen for ItemRef {
    fn seen(&self, _: &Words) -> Value {
        html(|html| line::reference(self, html))
    }
}

impl Seen for Vec<Inline> {
    fn seen(&self, words: &Words) -> Value {
        html(|html| line::line(self, &words.broken, html))
    }
}

fn count(number: usize, words: &Words) -> String {
    let mut text = number.to_string();
    let mut at = text.len();
    while at > 3 {
        at -= 3;
        text.insert_str(at, &words.thousands);
    }
    text
}

/// Finished HTML. It is written into a text that the thread keeps, so that it grows once and not for each value.
fn html(write: impl FnOnce(&mut String)) -> Value {
    thread_local!(static WRITTEN: Cell<String> = const { Cell::new(String::new()) });
    let mut html = WRITTEN.take();
    html.clear();
    write(&mut html);
    let value = Value::safe_string(&html);
    WRITTEN.set(html);
    value
}

fn safe(html: &str) -> Value {
    Value::safe_string(html)
}

fn map<const N: usize>(fields: [(&'static str, Value); N]) -> Value {
    // A map of the engine's own kind would be made twice: the engine takes none over as it is, and making one hashes every name.
    Value::from(BTreeMap::from(fields))
}

/// Structs that are shown field by field; after `html` those that are finished HTML.
macro_rules! seen {
    ($($form:ident { $($field:ident),* $(; html $($html:ident),*)? })*) => {$(
        impl Seen for $form {
            fn seen(&self, words: &Words) -> Value {
                let $form { $($field,)* $($($html,)*)? } = self;
                map([$((stringify!($field), $field.seen(words)),)* $($((stringify!($html), safe($html)),)*)?])
            }
        }
    )*};
}

seen! {
    MenuEntry { key, text, href }
    Crumb { text, href }
    SolutionTile { tile, state }
    Tile { title, href, note, number, class, counts }
    Section { anchor, title, content }
    Column { text, href, class }
    StepView { anchor, number, name, actor, links, next }
    Event { date, iso, what, is_ahead }
    Pager { number, total, previous, next, pages }
    Letter { letter, anchor, terms }
    CourseStep { name, tone, state, date, iso, proof }
    FileLink { text, href, note }
}

impl Seen for Page {
    fn seen(&self, words: &Words) -> Value {
        let Page { root, route, title, description, menu, crumbs, contents, canonical, edit_url, citation, hidden } =
            self;
        map([
            ("root", root.seen(words)),
            ("route", route.seen(words)),
            ("title", title.seen(words)),
            ("description", description.seen(words)),
            ("menu", menu.seen(words)),
            ("crumbs", html(|html| line::steps(crumbs, html))),
            ("contents", html(|html| line::steps(contents, html))),
            ("canonical", canonical.seen(words)),
            ("edit_url", edit_url.seen(words)),
            ("citation", citation.seen(words)),
            ("hidden", hidden.seen(words)),
        ])
    }
}

impl Seen for Table {
    fn seen(&self, words: &Words) -> Value {
        let Table { caption, columns, rows: _, more, look } = self;
        map([
            ("caption", caption.seen(words)),
            ("columns", columns.seen(words)),
            ("rows", html(|html| line::rows(self, &words.broken, html))),
            ("more", more.seen(words)),
            ("look", look.seen(words)),
        ])
    }
}

impl Seen for Vec<Fact> {
    fn seen(&self, words: &Words) -> Value {
        html(|html| line::facts(self, &words.broken, html))
    }
}

impl Seen for Vec<Relation> {
    fn seen(&self, words: &Words) -> Value {
        html(|html| self.iter().for_each(|relation| line::relation(relation, &count(relation.count, words), html)))
    }
}

impl Seen for Term {
    fn seen(&self, words: &Words) -> Value {
        let Term { item, definition, accepted, deprecated, solutions } = self;
        map([
            ("item", html(|html| line::term(item, html))),
            ("definition", definition.seen(words)),
            ("accepted", accepted.seen(words)),
            ("deprecated", deprecated.seen(words)),
            ("solutions", solutions.seen(words)),
        ])
    }
}

impl Seen for FindingView {
    fn seen(&self, words: &Words) -> Value {
        let FindingView { code, level, message, help, place, href, item, waived } = self;
        map([
            ("code", code.seen(words)),
            ("level", level.seen(words)),
            ("message", html(|html| line::message(message, html))),
            ("help", html(|html| line::message(help, html))),
            ("place", place.seen(words)),
            ("href", href.seen(words)),
            ("item", item.seen(words)),
            ("waived", waived.seen(words)),
        ])
    }
}

impl Seen for Content {
    fn seen(&self, words: &Words) -> Value {
        let form = |form: &'static str| ("form", Value::normal_string(form));
        match self {
            Content::Prose { html } => map([form("prose"), ("html", safe(html))]),
            Content::Table(table) => map([form("table"), ("table", table.seen(words))]),
            Content::Relations { groups } => map([form("relations"), ("groups", groups.seen(words))]),
            Content::Steps { svg, steps } => map([form("steps"), ("svg", safe(svg)), ("steps", steps.seen(words))]),
            Content::Tree { nodes } => map([form("tree"), ("nodes", tree(nodes, 1, words).into())]),
            Content::Ends { providers, consumers, version, pattern, data } => map([
                form("ends"),
                ("providers", providers.seen(words)),
                ("consumers", consumers.seen(words)),
                ("version", version.seen(words)),
                ("pattern", pattern.seen(words)),
                ("data", data.seen(words)),
            ]),
            Content::Timeline { events } => map([form("timeline"), ("events", events.seen(words))]),
            Content::Drawing { svg, table, list } => {
                // Most drawings have a list instead.
                static NO_TABLE: OnceLock<Value> = OnceLock::new();
                let table = match table.rows.is_empty() {
                    true => NO_TABLE.get_or_init(|| Table::default().seen(words)).clone(),
                    false => table.seen(words),
                };
                map([form("drawing"), ("svg", safe(svg)), ("table", table), ("list", safe(list))])
            }
            Content::Impact(impact) => impact.seen(words),
            Content::Tiles { tiles } => map([form("tiles"), ("tiles", tiles.seen(words))]),
            Content::List { items, ordered } => {
                map([form("list"), ("items", items.seen(words)), ("ordered", ordered.seen(words))])
            }
            Content::Course { steps } => map([form("course"), ("steps", steps.seen(words))]),
            Content::First { line, note } => {
                map([form("first"), ("line", line.seen(words)), ("note", note.seen(words))])
            }
            Content::Files { files } => map([form("files"), ("files", files.seen(words))]),
            Content::Findings { findings, more } => {
                map([form("findings"), ("findings", findings.seen(words)), ("more", more.seen(words))])
            }
        }
    }
}

impl Seen for ImpactView {
    fn seen(&self, words: &Words) -> Value {
        let ImpactView { lead, parts, open, rest, rest_name, more, bodies_name, bodies } = self;
        let groups = |groups: &[ImpactGroup]| html(|html| line::impact(groups, &words.broken, html));
        map([
            ("form", Value::normal_string("impact")),
            ("lead", lead.seen(words)),
            ("parts", parts.seen(words)),
            ("open", groups(open)),
            ("rest", groups(rest)),
            ("rest_name", rest_name.seen(words)),
            ("more", more.seen(words)),
            ("bodies_name", bodies_name.seen(words)),
            ("bodies", bodies.seen(words)),
        ])
    }
}

/// Levels of a tree that are drawn inside each other; what lies deeper stands beside its parent. The template
/// engine lets components nest 20 deep, and no Danish act has more than eight levels.
const DEEPEST: usize = 12;

fn tree(nodes: &[TreeNode], depth: usize, words: &Words) -> Vec<Value> {
    let mut level = Vec::with_capacity(nodes.len());
    for node in nodes {
        let below = tree(&node.children, (depth + 1).min(DEEPEST), words);
        if depth < DEEPEST {
            level.push(tree_node(node, below, words));
        } else {
            level.push(tree_node(node, Vec::new(), words));
            level.extend(below);
        }
    }
    level
}

fn tree_node(node: &TreeNode, below: Vec<Value>, words: &Words) -> Value {
    let TreeNode { name_html, href, anchor, title, summary, html, facts, chips, counts, children: _ } = node;
    map([
        ("name_html", safe(name_html)),
        ("href", href.seen(words)),
        ("anchor", anchor.seen(words)),
        ("title", title.seen(words)),
        ("summary", summary.seen(words)),
        ("html", safe(html)),
        ("facts", facts.seen(words)),
        ("chips", chips.seen(words)),
        ("counts", counts.seen(words)),
        ("children", below.into()),
    ])
}

/// The context of a page: the fields of its view.
pub(super) fn page(view: &View, words: &Words) -> Context {
    let mut context = Context::new();
    macro_rules! fields {
        ($view:expr, $form:ident { $($field:ident),* $(; html $($html:ident),*)? }) => {{
            let $form { $($field,)* $($($html,)*)? } = $view;
            $(context.insert_value(stringify!($field), $field.seen(words));)*
            $($(context.insert_value(stringify!($html), safe($html));)*)?
        }};
    }
    match view {
        View::Front(view) => fields!(view, FrontView { page, solutions, kinds, sections; html lead, html }),
        View::Item(view) => fields!(view.as_ref(), ItemView {
            page, id, title, kind, class, chips, facts, ahead, sections, authority, findings, damaged; html statement, html
        }),
        View::List(view) => fields!(view, ListView { page, title, lead, count, table, pager }),
        View::Letters(view) => fields!(view, LettersView { page, title, lead, letters, pager }),
        View::Sections(view) => fields!(view, SectionsView { page, title, lead, sections }),
        View::Explorer(view) => fields!(view, ExplorerView { page, title, lead, data, without }),
        View::Redirect(view) => {
            fields!(view, RedirectView { page, old_id, target });
            context.insert_value("href", view.target.href.seen(words));
        }
        View::NotFound(view) => fields!(view, NotFoundView { page, menu }),
    }
    context
}
