//! The drawing on an item's page: why it is there and what rests on it, with the same as a list.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::book::Book;
use super::explorer;
use super::neighbours::{self, Group, Member, Neighbours, Standing, Tie, What};
use super::refs::{class, title_beside_id};
use super::route::{Route, Way, relative};
use super::view::{Content, Section, Table};
use super::words::{capital, name, number};
use crate::draw::neighbourhood::{Arrow, Branch, Neighbourhood, Node, Row, State, draw};
use crate::draw::shape::Shape;
use crate::escape;
use crate::model::{ItemIx, Role};

/// The section with an item's drawing; `None` for an item without links. `anchors` are those of the page's sections:
/// a line that counts leads to the one that lists.
pub fn section(book: &Book, from: &str, ix: ItemIx, anchors: &[&str]) -> Option<Section> {
    let found = book.neighbours(ix);
    if found.is_empty() {
        return None;
    }
    let artist = Artist { book, from, ix, anchors };
    let drawing = artist.drawing(found);
    let mut svg = draw(&drawing);
    explore(book, from, ix, &mut svg);
    let content = Content::Drawing { svg, table: Table::default(), list: artist.list(found) };
    Some(Section { anchor: "_graf".to_owned(), title: book.word("Sporbarhed", "Traceability").to_owned(), content })
}

/// The way on from the drawing: the explorer with the item in the middle.
fn explore(book: &Book, from: &str, ix: ItemIx, html: &mut String) {
    let address = explorer::address_of(book, from, &book.model().item(ix).id);
    html.push_str("<figcaption>");
    anchor(&address, book.word("Udforsk videre herfra", "Explore from here"), html);
    html.push_str("</figcaption>");
}

struct Artist<'a> {
    book: &'a Book,
    from: &'a str,
    ix: ItemIx,
    anchors: &'a [&'a str],
}

impl<'a> Artist<'a> {
    fn drawing(&self, found: &'a Neighbours) -> Neighbourhood<'a> {
        let book = self.book;
        let id = &book.model().item(self.ix).id;
        let count = |groups: &[Group]| {
            let of = |group: &Group| group.members.len() + group.more.iter().map(|(_, count)| count).sum::<usize>();
            number(book.language(), groups.iter().map(of).sum())
        };
        let (left, right) = (count(&found.basis), count(&found.resting));
        let description = match book.word("da", "en") {
            "da" => ["Til venstre grundlaget: ", &left, ". Til højre det, der bygger på det: ", &right, "."].concat(),
            _ => ["On the left the basis: ", &left, ". On the right what rests on it: ", &right, "."].concat(),
        };
        Neighbourhood {
            title: [book.word("Sporbarhed for", "Traceability of"), " ", id].concat(),
            description,
            own: Node { href: String::new(), title: Cow::Borrowed(""), ..node(self.book, self.from, self.ix) },
            basis: book.word("Grundlag", "Basis"),
            rests_on: found.basis.iter().map(|group| self.branch(group, true)).collect(),
            use_of: book.word("Bygger på dette", "Rests on this"),
            resting: found.resting.iter().map(|group| self.branch(group, false)).collect(),
        }
    }

    fn branch(&self, group: &'a Group, left: bool) -> Branch<'a> {
        let mut rows = Vec::new();
        for (place, member) in group.members.iter().enumerate() {
            let beside = |place: usize| group.members.get(place).and_then(|other| other.root);
            let first = place == 0 || beside(place - 1) != member.root;
            let last = beside(place + 1) != member.root;
            if let Some(root) = member.root.filter(|_| left && first) {
                rows.push(Row::Root(node(self.book, self.from, root)));
            }
            rows.push(Row::Linked { node: self.member(member), rooted: member.root.is_some() });
            if let Some(root) = member.root.filter(|_| !left && last) {
                rows.push(Row::Root(node(self.book, self.from, root)));
            }
        }
        rows.extend(self.counts(group).map(|(text, href)| Row::Count { text: ["+ ", &text].concat(), href }));
        let arrow = match (group.tie, group.out) {
            (Tie::Several, _) => Arrow::None,
            (_, true) => Arrow::Outward,
            (_, false) => Arrow::Inward,
        };
        Branch { label: self.label(group.tie).into(), state: state(self.book, group.state), arrow, rows }
    }

    fn member(&self, member: &'a Member) -> Node<'a> {
        match &member.what {
            What::Item(other) => node(self.book, self.from, *other),
            What::Missing(text) => Node {
                class: "g-missing",
                kind: self.book.word("findes ikke", "does not exist").into(),
                id: Cow::Borrowed(text),
                ..Node::default()
            },
        }
    }

    /// The name of a link as its holder says it: the arrow leads from the holder to the target.
    fn label(&self, tie: Tie) -> &'a str {
        match tie {
            Tie::Link(link_type) => name(self.book.language(), &self.book.model().schema.link_type(link_type).name),
            Tie::Encloses => self.book.word("rummer", "contains"),
            Tie::Several => "",
        }
    }

    /// What is not drawn: "14 krav", with where it is listed.
    fn counts<'b>(&'b self, group: &'b Group) -> impl Iterator<Item = (String, String)> + 'b {
        let model = self.book.model();
        group.more.iter().map(move |(kind, count)| {
            let kind = kind.map(|kind| model.schema.kind(kind));
            let named = match kind {
                Some(kind) if *count == 1 => name(self.book.language(), &kind.name),
                Some(kind) => name(self.book.language(), &kind.plural),
                None => self.book.word("andre", "others"),
            };
            ([&number(self.book.language(), *count), " ", named].concat(), self.listed(group))
        })
    }

    /// Where all of a group are listed: a listing of their own, or a part of this page.
    fn listed(&self, group: &Group) -> String {
        let model = self.book.model();
        if let (true, Tie::Link(link_type)) = (group.listing, group.tie) {
            let way = if group.out { Way::Out } else { Way::In };
            return relative(self.from, &self.book.address(&Route::Joined(self.ix, link_type, way, 1)));
        }
        let role = if let Tie::Link(link_type) = group.tie { model.schema.link_type(link_type).role } else { None };
        let own = match model.schema.kind(model.item(self.ix).kind).role {
            Some(Role::Solution) if role == Some(Role::BelongsTo) => "_dokumentation",
            Some(Role::LegalSource) => "_bestemmelser",
            Some(Role::Interface) if group.out => "_ender",
            Some(Role::Process) if group.out => "_forloeb",
            _ => "_spor",
        };
        let wanted = if group.out { [own, "_fakta", "_spor"] } else { [own, "_spor", "_fakta"] };
        let found = wanted.into_iter().find(|anchor| self.anchors.contains(anchor));
        ["#", found.unwrap_or("_m")].concat()
    }

    /// The same as a list: each name as read from the item, with what it leads to.
    fn list(&self, found: &Neighbours) -> String {
        let mut html = String::with_capacity(1024);
        html.push_str("<ul>");
        for group in found.basis.iter().chain(&found.resting) {
            let named = match group.tie {
                Tie::Link(link_type) if !group.out => {
                    name(self.book.language(), &self.book.model().schema.link_type(link_type).reverse)
                }
                Tie::Encloses => self.book.word("står i", "stands in"),
                Tie::Several => self.book.word("andet", "others"),
                tie => self.label(tie),
            };
            html.push_str("<li>");
            escape::html(&capital(named), &mut html);
            if let State::Waits(word) | State::Fails(word) = state(self.book, group.state) {
                let _ = write!(html, " ({word})");
            }
            html.push_str(": ");
            let start = html.len();
            for member in &group.members {
                begin_part(&mut html, start);
                self.list_member(member, &mut html);
            }
            for (text, href) in self.counts(group) {
                begin_part(&mut html, start);
                anchor(&href, &["+ ", &text].concat(), &mut html);
            }
        }
        html.push_str("</ul>");
        html
    }

    fn list_member(&self, member: &Member, html: &mut String) {
        let model = self.book.model();
        let link = |ix: ItemIx, html: &mut String| {
            anchor(&relative(self.from, &model.item(ix).url), &model.item(ix).id, html);
        };
        match &member.what {
            What::Item(other) => link(*other, html),
            What::Missing(text) => {
                html.push_str("<span class=\"broken\">");
                escape::html(text, html);
                html.push_str("</span>");
            }
        }
        if let Some(root) = member.root {
            html.push_str(" (");
            link(root, html);
            html.push(')');
        }
    }
}

/// A comma, unless nothing was written since `start`.
fn begin_part(html: &mut String, start: usize) {
    if html.len() > start {
        html.push_str(", ");
    }
}

fn anchor(href: &str, text: &str, html: &mut String) {
    html.push_str("<a href=\"");
    escape::html(href, html);
    html.push_str("\">");
    escape::html(text, html);
    html.push_str("</a>");
}

/// An item as a box; a concept is called by its term.
pub fn node<'a>(book: &'a Book, from: &str, ix: ItemIx) -> Node<'a> {
    let model = book.model();
    let item = model.item(ix);
    let kind = model.schema.kind(item.kind);
    let (id, title) = match kind.role {
        Some(Role::Concept) if !item.title.is_empty() => (&*item.title, ""),
        _ => (&*item.id, title_beside_id(model, item)),
    };
    Node {
        href: relative(from, &item.url),
        class: class(kind.role),
        shape: Some(Shape::of(kind.role)),
        kind: name(book.language(), &kind.name).into(),
        id: id.into(),
        title: title.into(),
    }
}

/// How a link stands, in words.
pub fn state(book: &Book, standing: Standing) -> State {
    let word = |da: &'static str, en: &'static str| book.word(da, en).to_owned();
    match standing {
        Standing::Holds => State::Holds,
        Standing::Suspect => State::Waits(word("skal genvurderes", "to be reviewed again")),
        Standing::NotYet => State::Waits(word("ikke trådt i kraft", "not yet in force")),
        Standing::Withdrawn => State::Fails(word("udgået", "withdrawn")),
        Standing::OutsideValidity => State::Fails(word("uden for gyldighed", "outside its validity")),
        Standing::Ended => State::Fails(word("ikke længere gældende", "no longer in force")),
        Standing::Broken => State::Fails(word("brudt", "broken")),
    }
}

/// How a link is marked in a drawing.
pub fn link_state(book: &Book, number: usize) -> State {
    state(book, neighbours::standing(book, number, &book.model().links[number]))
}
