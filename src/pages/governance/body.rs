//! The page of a body: what it may do, when it meets, what it has decided.

use jiff::civil::Date;

use super::Room;
use super::parts::{choice, columns, day, item, row, section, table, text};
use crate::document::{Map, Node};
use crate::model::{ItemIx, Role, value};
use crate::pages::book::{Book, RELATION_ROWS};
use crate::pages::fields::Shown;
use crate::pages::view::{Content, Crumb, Fact, Inline, Row, Section};
use crate::pages::words::{capital, number};
use crate::trace::governance::{Objects, chosen, limit, objects, part, powers};

/// Fields that are told by the sections here.
pub const FIELDS: &[Role] = &[Role::Meetings];
/// Incoming links that are told by the sections here.
pub const LINKS: &[Role] = &[Role::DecidedBy];

/// Sections of a body's page before those of its fields: what it may do, and when it meets next.
pub fn before(book: &Book, from: &str, ix: ItemIx) -> Vec<Section> {
    [can(book, ix), meetings(book, from, ix, true)].into_iter().flatten().collect()
}

/// Sections after those of its fields: what it has done.
pub fn after(book: &Book, from: &str, ix: ItemIx) -> Vec<Section> {
    [meetings(book, from, ix, false), decisions(book, from, ix)].into_iter().flatten().collect()
}

/// What it may do, and what it may not.
fn can(book: &Book, ix: ItemIx) -> Option<Section> {
    let body_type = chosen(book.model(), ix, Role::BodyType)?;
    let language = book.language();
    let line = |does: &str, what: &str| vec![Inline::Html { html: format!("<b>{}</b> ", capital(does)) }, text(what)];
    let mut items: Vec<Vec<Inline>> = powers(body_type)
        .iter()
        .map(|power| line(power.does.in_language(language), power.what.in_language(language)))
        .collect();
    if items.is_empty() {
        return None;
    }
    items.extend(limit(body_type).map(|limit| vec![text(limit.in_language(language))]));
    let title = book.word("Hvad organet kan", "What the body may do");
    Some(section("_befoejelser", title, Content::List { items, ordered: false }))
}

/// Its meetings: those ahead, the next one first, or those that were held, the newest first.
fn meetings(book: &Book, from: &str, ix: ItemIx, ahead: bool) -> Option<Section> {
    let model = book.model();
    let objects = objects(model, ix, Role::Meetings)?;
    let dated = |map: &'_ Map| value::date(part(objects.fields, map, Role::Date)?);
    let mut of_time: Vec<(Date, &Map)> = objects
        .maps
        .iter()
        .filter_map(|map| Some((dated(map)?, *map)))
        .filter(|(day, _)| (*day >= model.day) == ahead)
        .collect();
    of_time.sort_by_key(|(day, _)| *day);
    if !ahead {
        of_time.reverse();
    }
    if of_time.is_empty() {
        return None;
    }
    let shown = Shown { book, from, item: ix, file: objects.field.file };
    let heads = match ahead {
        true => vec![(book.word("Dato", "Date"), "id"), (book.word("Dagsorden", "Agenda"), "")],
        false => vec![
            (book.word("Dato", "Date"), "id"),
            (book.word("Dagsorden", "Agenda"), ""),
            (book.word("Deltagere", "Participants"), ""),
            (book.word("Referat", "Minutes"), ""),
        ],
    };
    let rows = of_time.iter().map(|(when, map)| meeting(book, &shown, &objects, *when, map, ahead));
    let mut table = table(columns(&heads), rows.collect());
    table.caption = if ahead { cadence(book, ix) } else { String::new() };
    let (anchor, title) = match ahead {
        true => ("_moeder", book.word("Næste møder", "Next meetings")),
        false => ("_afholdt", book.word("Afholdte møder", "Meetings held")),
    };
    Some(section(anchor, title, Content::Table(table)))
}

fn meeting(book: &Book, shown: &Shown, objects: &Objects, when: Date, map: &Map, ahead: bool) -> Row {
    let value = |role: Role| {
        let field = objects.fields.iter().find(|field| field.role == Some(role));
        field.and_then(|field| Some(shown.inlines(&field.form, map.find(&field.key)?))).unwrap_or_default()
    };
    let mut cells = vec![vec![text(day(book, when))], agenda(shown, objects, map)];
    if !ahead {
        cells.push(crate::pages::fields::spaced(value(Role::Participants)));
        cells.push(value(Role::Minutes));
    }
    Row { anchor: anchor(when), cells }
}

/// Anchor of a meeting on its body's page.
pub fn anchor(when: Date) -> String {
    format!("_m-{when}")
}

/// The items of an agenda, one below the other, each with what it is about.
fn agenda(shown: &Shown, objects: &Objects, map: &Map) -> Vec<Inline> {
    let Some(field) = objects.fields.iter().find(|field| field.role == Some(Role::Agenda)) else { return Vec::new() };
    let mut line = Vec::new();
    for point in map.find(&field.key).map(Node::elements).unwrap_or_default().iter().filter_map(Node::map) {
        if !line.is_empty() {
            line.push(Inline::Html { html: "<br>".to_owned() });
        }
        line.extend(part(field.fields(), point, Role::AgendaItem).and_then(Node::text).map(|title| text(title.trim())));
        let about = field.fields().iter().find(|field| matches!(field.form, crate::model::schema::Form::Reference(_)));
        let links = about.and_then(|field| point.find(&field.key)).map(Node::elements).unwrap_or_default();
        for link in links.iter().filter_map(|node| shown.link(node)) {
            line.extend([text(" "), link]);
        }
    }
    line
}

/// "2–6 møder om året"; empty when nothing is agreed.
fn cadence(book: &Book, ix: ItemIx) -> String {
    let Some(objects) = objects(book.model(), ix, Role::MeetingsPerYear) else { return String::new() };
    let bound = |role| {
        let text = part(objects.fields, objects.maps.first()?, role)?.text()?.trim();
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.to_owned())
    };
    let yearly = book.word("møder om året", "meetings a year");
    match (bound(Role::Minimum), bound(Role::Maximum)) {
        (Some(least), Some(most)) if least == most => format!("{least} {yearly}"),
        (Some(least), Some(most)) => format!("{least}–{most} {yearly}"),
        (Some(least), None) => format!("{} {least} {yearly}", book.word("mindst", "at least")),
        (None, Some(most)) => format!("{} {most} {yearly}", book.word("højst", "at most")),
        (None, None) => String::new(),
    }
}

/// What it has decided, approved or advised, newest first.
fn decisions(book: &Book, from: &str, ix: ItemIx) -> Option<Section> {
    let all = super::decisions::of_body(book, ix);
    if all.is_empty() {
        return None;
    }
    let heads =
        [(book.word("Dato", "Date"), "id"), (book.word("Beslutning", "Decision"), ""), (book.word("Art", "Kind"), "")];
    let line = |(when, decision): &(Option<Date>, ItemIx)| {
        let when = when.map(|when| text(day(book, when))).into_iter().collect();
        row(vec![when, vec![item(book, from, *decision)], vec![text(choice(book, *decision, Role::DecisionKind))]])
    };
    let mut table = table(columns(&heads), all.iter().take(RELATION_ROWS).map(line).collect());
    if all.len() > RELATION_ROWS {
        let words = format!("{} {}", book.word("Vis alle", "Show all"), number(book.language(), all.len()));
        table.more = Crumb { text: words, href: super::href(book, from, Room::Decisions(1)) };
    }
    Some(section("_beslutninger", book.word("Beslutninger", "Decisions"), Content::Table(table)))
}

/// Where the worklist of an item is; `None` for one without.
pub fn worklist(book: &Book, from: &str, ix: ItemIx) -> Option<Fact> {
    super::worklist::whom(book, ix)?;
    let text = book.word("se, hvad der venter", "see what awaits").to_owned();
    let value = Inline::Link { text, href: super::href(book, from, Room::Worklist(ix)) };
    Some(Fact { label: book.word("Arbejdsliste", "Worklist").to_owned(), values: vec![value] })
}
