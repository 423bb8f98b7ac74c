//! What a change of an item would affect: a section of its page, and another page where that is long.

use std::sync::OnceLock;

use super::book::Book;
use super::key::Keyed;
use super::refs::{escape, id_html, item_ref};
use super::route::{Route, relative};
use super::shell;
use super::view::{
    Content, Crumb, Fact, ImpactGroup, ImpactList, ImpactRow, ImpactView, Inline, Section, SectionsView,
};
use super::words::{capital, date, number};
use crate::model::{ItemIx, Role};
use crate::trace::impact::{
    Affected, Changed, Deadline, Group, Impact, Involved, Limit, Node, Part, Seen, Spread, Why, words,
};

/// Affected items that an item's own page lists openly; what is behind them is folded away or on a page of its own.
const OPEN_ROWS: usize = 10;
/// An impact of more items has a page of its own.
const SECTION_ROWS: usize = 200;
/// Items listed on that page; the rest is counted.
const PAGE_ROWS: usize = 1000;
/// Bodies that a section names; many solutions have many.
const SECTION_BODIES: usize = 16;
/// Things a change is made of that are named; the rest is counted.
const SHOWN_STARTS: usize = 12;
/// Solutions whose counts a section names.
const SHOWN_PARTS: usize = 40;

/// An item's impact as pages need it: what is published alone.
pub struct Told {
    impact: Impact,
    involved: Vec<Involved>,
    deadline: Option<Deadline>,
}

/// What is made once for a build: the steps of what is published, and the impact of each item.
#[derive(Default)]
pub struct Impacts {
    spread: OnceLock<Spread>,
    told: OnceLock<Vec<OnceLock<Told>>>,
}

impl Impacts {
    /// How a change spreads over what is published.
    pub fn spread(&self, book: &Book) -> &Spread {
        self.spread.get_or_init(|| {
            let item = |ix: ItemIx| book.published.shows(ix);
            let guard = |guard: Option<&str>| book.published.shows_block(guard);
            Spread::new(book.model(), &Seen { item: &item, guard: &guard })
        })
    }

    fn of(&self, book: &Book, ix: ItemIx) -> &Told {
        let all = self.told.get_or_init(|| book.model().items.iter().map(|_| OnceLock::new()).collect());
        all[ix.0 as usize].get_or_init(|| tell(book, ix, SECTION_ROWS))
    }
}

fn tell(book: &Book, ix: ItemIx, rows: usize) -> Told {
    let (model, spread, changed) = (book.model(), book.impacts.spread(book), Changed::from(ix));
    let impact = spread.impact(model, &changed, Limit(rows));
    Told {
        involved: spread.involved(model, &changed, &impact),
        deadline: spread.deadline(model, &changed, &impact),
        impact,
    }
}

/// Whether an item's impact is too long for its own page and has another.
pub fn has_page(book: &Book, ix: ItemIx) -> bool {
    book.has_page(ix) && book.impacts.of(book, ix).impact.total() > SECTION_ROWS
}

fn is_change(book: &Book, ix: ItemIx) -> bool {
    let role = book.model().schema.kind(book.model().item(ix).kind).role;
    matches!(role, Some(Role::Change | Role::Proposal | Role::LawCase))
}

/// What the section of an item's page is made of, for its key.
pub(super) fn feed_section(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    let told = book.impacts.of(book, ix);
    let has_page = has_page(book, ix);
    keyed.number(u64::from(has_page));
    feed(keyed, book, told, if has_page { OPEN_ROWS } else { SECTION_ROWS });
}

/// What the page of its own is made of.
pub(super) fn feed_page(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    keyed.hash(&book.shown_as[ix.0 as usize]);
    feed(keyed, book, &tell(book, ix, PAGE_ROWS), PAGE_ROWS);
}

fn feed(keyed: &mut Keyed, book: &Book, told: &Told, rows: usize) {
    let impact = &told.impact;
    let item = |keyed: &mut Keyed, ix: ItemIx| keyed.hash(&book.shown_as[ix.0 as usize]);
    for count in [impact.starts.len(), impact.direct, impact.indirect, told.involved.len(), impact.parts.len()] {
        keyed.number(count as u64);
    }
    impact.starts.iter().take(SHOWN_STARTS).for_each(|start| item(keyed, *start));
    for affected in impact.affected.iter().take(rows) {
        keyed.number(u64::from(affected.distance));
        for hop in impact.path(affected) {
            keyed.text(words::how(book.model(), hop.via, book.language()));
            keyed.number(u64::from(hop.via == crate::trace::impact::Via::Enclosing));
            if let Node::Item(ix) = hop.to {
                item(keyed, ix);
            }
        }
        book.impacts.spread(book).solutions(affected.item).iter().for_each(|solution| item(keyed, *solution));
    }
    for part in &impact.parts {
        part.solution.into_iter().for_each(|solution| item(keyed, solution));
        for count in [part.starts, part.direct, part.indirect, part.itself.map_or(0, |distance| distance as usize + 1)]
        {
            keyed.number(count as u64);
        }
    }
    for involved in &told.involved {
        keyed.text(&involved.name);
        keyed.text(&involved.asked(book.model()).da);
        involved.body.into_iter().chain(involved.solutions.iter().copied()).for_each(|ix| item(keyed, ix));
    }
    if let Some(deadline) = told.deadline {
        keyed.text(&deadline.day.to_string());
        keyed.text(&deadline.kind.said().da);
        item(keyed, deadline.of);
    }
}

/// The section of an item's page; `None` when a change of it concerns nobody else.
pub fn section(book: &Book, from: &str, ix: ItemIx) -> Option<Section> {
    let told = book.impacts.of(book, ix);
    let model = book.model();
    let says = told.impact.total() > 0 || told.deadline.is_some() || !told.involved.is_empty();
    let quiet = model.is(ix, Role::Solution) || model.is(ix, Role::Page);
    if !says || quiet && told.impact.total() == 0 {
        return None;
    }
    let own = has_page(book, ix).then(|| book.address(&Route::Impact(ix)));
    let shown = Shown { book, from, told, page: own.as_deref() };
    // A change is read for what it affects: nothing of that is folded away.
    let openly = if own.is_none() && is_change(book, ix) { SECTION_ROWS } else { OPEN_ROWS };
    let (open, rest) = told.impact.affected.split_at(told.impact.affected.len().min(openly));
    let mut view = ImpactView {
        lead: shown.lead(is_change(book, ix)),
        parts: shown.parts(open),
        open: shown.groups(open, true),
        rest: Vec::new(),
        rest_name: String::new(),
        bodies_name: book.word("Hvem skal inddrages", "Who is to be involved").to_owned(),
        bodies: shown.bodies(SECTION_BODIES),
        more: Crumb::default(),
    };
    match &own {
        Some(address) => {
            let all = number(book.language(), told.impact.total());
            view.more =
                Crumb { text: format!("{} {all}", book.word("Vis alle", "Show all")), href: relative(from, address) };
        }
        None if !rest.is_empty() => {
            view.rest = shown.groups(rest, false);
            view.rest_name = format!("{} {} {}", book.word("Vis", "Show"), rest.len(), book.word("flere", "more"));
        }
        None => {}
    }
    Some(Section { anchor: "_konsekvens".to_owned(), title: title(book, ix), content: Content::Impact(view) })
}

fn title(book: &Book, ix: ItemIx) -> String {
    match is_change(book, ix) {
        true => book.word("Hvad ændringen berører", "What the change affects"),
        false => book.word("Hvad en ændring vil berøre", "What a change would affect"),
    }
    .to_owned()
}

/// The page of its own.
pub fn page(book: &Book, ix: ItemIx) -> SectionsView {
    let from = book.address(&Route::Impact(ix));
    let item = book.model().item(ix);
    let told = tell(book, ix, PAGE_ROWS);
    let shown = Shown { book, from: &from, told: &told, page: None };
    let mut page = shell::page(book, &from);
    page.title = format!("{}: {}", title(book, ix), item.id.replace(' ', "\u{a0}"));
    page.menu = super::item::menu_of(book, ix);
    page.crumbs = super::item::crumbs(book, &from, ix);
    page.crumbs.push(Crumb { text: item.id.replace(' ', "\u{a0}"), href: relative(&from, &item.url) });
    let listed = &told.impact.affected;
    let left = told.impact.total().saturating_sub(listed.len());
    let more = match left {
        0 => String::new(),
        left => format!("{} {} {}", book.word("og", "and"), number(book.language(), left), book.word("flere", "more")),
    };
    let view = ImpactView {
        lead: shown.lead(is_change(book, ix)),
        parts: shown.parts(listed),
        open: shown.groups(listed, true),
        rest: Vec::new(),
        rest_name: String::new(),
        more: Crumb { text: more, href: String::new() },
        bodies_name: String::new(),
        bodies: Vec::new(),
    };
    let mut sections = Vec::new();
    let anchor = "_konsekvens".to_owned();
    let section_title = book.word("Berørt", "Affected").to_owned();
    sections.push(Section { anchor, title: section_title, content: Content::Impact(view) });
    let bodies = shown.bodies(usize::MAX);
    if !bodies.is_empty() {
        let view = ImpactView { bodies, ..ImpactView::default() };
        let title = book.word("Hvem skal inddrages", "Who is to be involved").to_owned();
        sections.push(Section { anchor: "_hvem".to_owned(), title, content: Content::Impact(view) });
    }
    SectionsView { title: page.title.clone(), lead: String::new(), page, sections }
}

/// What is needed to show an impact on a page.
struct Shown<'a> {
    book: &'a Book,
    from: &'a str,
    told: &'a Told,
    /// Address of the page of its own, when there is one and it is another.
    page: Option<&'a str>,
}

impl Shown<'_> {
    fn text(&self, text: impl Into<String>) -> Inline {
        Inline::Text { text: text.into() }
    }

    fn html(&self, html: String) -> Inline {
        Inline::Html { html }
    }

    /// "7 elementer direkte og 3 afledt i 2 løsninger. Tidligste frist: 18. december 2026 (høringsfrist, REG-02)."
    fn lead(&self, is_change: bool) -> Vec<Inline> {
        let (book, impact) = (self.book, &self.told.impact);
        let mut html = String::new();
        if is_change && !impact.starts.is_empty() {
            html.push_str(&self.starts());
        }
        html.push_str(&self.counts());
        if let Some(deadline) = self.told.deadline {
            let of = book.model().item(deadline.of);
            let kind = deadline.kind.said();
            html.push_str(&format!(
                " {} <b>{}</b> ({}, <a href=\"{}\">{}</a>).",
                book.word("Tidligste frist:", "Earliest deadline:"),
                date(book.language(), deadline.day),
                escape(kind.in_language(book.language())),
                escape(&relative(self.from, &of.url)),
                id_html(&of.id)
            ));
        }
        vec![self.html(html)]
    }

    /// "Udgangspunkt: BL § 20, stk. 3 og LF-TANKT. "
    fn starts(&self) -> String {
        let (book, starts) = (self.book, &self.told.impact.starts);
        let link = |start: &ItemIx| {
            let item = book.model().item(*start);
            format!("<a href=\"{}\">{}</a>", escape(&relative(self.from, &item.url)), id_html(&item.id))
        };
        let mut named: Vec<String> = starts.iter().take(SHOWN_STARTS).map(link).collect();
        let left = starts.len().saturating_sub(SHOWN_STARTS);
        if left > 0 {
            named.push(format!("{} {}", number(book.language(), left), book.word("flere", "more")));
        }
        let last = named.pop().unwrap_or_default();
        let list = match named.is_empty() {
            true => last,
            false => format!("{} {} {last}", named.join(", "), book.word("og", "and")),
        };
        format!("{} {list}. ", book.word("Udgangspunkt:", "Starting from:"))
    }

    fn counts(&self) -> String {
        let (book, impact) = (self.book, &self.told.impact);
        if impact.total() == 0 {
            return book.word("Ingen andre elementer berøres.", "No other items are affected.").to_owned();
        }
        let count = |count: usize| number(book.language(), count);
        let elements = match impact.direct {
            1 => book.word("element", "item"),
            _ => book.word("elementer", "items"),
        };
        let mut text = match impact.direct {
            0 => format!(
                "<b>{} {} {}</b>",
                count(impact.indirect),
                book.word("elementer", "items"),
                book.word("afledt", "indirectly")
            ),
            direct => format!("<b>{} {elements} {}</b>", count(direct), book.word("direkte", "directly")),
        };
        if impact.direct > 0 && impact.indirect > 0 {
            text.push_str(&format!(
                " {} {} {}",
                book.word("og", "and"),
                count(impact.indirect),
                book.word("afledt", "indirectly")
            ));
        }
        let solutions = impact.solutions().count();
        let word =
            if solutions == 1 { book.word("løsning", "solution") } else { book.word("løsninger", "solutions") };
        match solutions {
            0 => text.push('.'),
            _ => text.push_str(&format!(" {} <b>{} {word}</b>.", book.word("i", "in"), count(solutions))),
        }
        text
    }

    /// Each solution with its count, as links to where its items are listed; none when there is one part only.
    fn parts(&self, listed: &[Affected]) -> Vec<Crumb> {
        let parts: Vec<&Part> = self.told.impact.parts.iter().filter(|part| part.total() > 0).collect();
        if parts.len() < 2 {
            return Vec::new();
        }
        let groups = self.told.impact.groups_of(listed, self.book.model(), self.book.impacts.spread(self.book));
        let crumb = |part: &&&Part| {
            let here = groups.iter().any(|group| group.part.solution == part.solution);
            let anchor = self.anchor(part);
            let href = match self.page {
                _ if here => format!("#{anchor}"),
                Some(page) => relative(self.from, &format!("{page}#{anchor}")),
                None => String::new(),
            };
            let count = number(self.book.language(), part.total());
            Crumb { text: format!("{}\u{a0}{count}", self.part_name(part).replace(' ', "\u{a0}")), href }
        };
        parts.iter().take(SHOWN_PARTS).map(|part| crumb(&part)).collect()
    }

    fn part_name(&self, part: &Part) -> String {
        match part.solution {
            Some(solution) => self.book.model().item(solution).id.to_string(),
            None => self.book.word("uden for løsningerne", "outside the solutions").to_owned(),
        }
    }

    fn anchor(&self, part: &Part) -> String {
        match part.solution {
            Some(solution) => {
                let page = self.book.model().item(solution).page();
                format!("_k-{}", page.trim_end_matches(".html").replace('/', "-"))
            }
            None => "_k".to_owned(),
        }
    }

    fn groups(&self, listed: &[Affected], with_anchors: bool) -> Vec<ImpactGroup> {
        let (book, impact) = (self.book, &self.told.impact);
        let groups = impact.groups_of(listed, book.model(), book.impacts.spread(book));
        groups.iter().map(|group| self.group(group, with_anchors)).collect()
    }

    fn group(&self, group: &Group, with_anchor: bool) -> ImpactGroup {
        let book = self.book;
        let name = match group.part.solution {
            Some(solution) => {
                let item = book.model().item(solution);
                Inline::Link { text: item.id.to_string(), href: relative(self.from, &item.url) }
            }
            None => self.text(capital(&self.part_name(&group.part))),
        };
        let itself = group.itself.into_iter().collect::<Vec<_>>();
        let lists = [
            (String::new(), &itself),
            (book.word("direkte", "directly").to_owned(), &group.direct),
            (book.word("afledt", "indirectly").to_owned(), &group.indirect),
        ];
        let list = |(name, affected): (String, &Vec<&Affected>)| ImpactList {
            name,
            rows: affected.iter().map(|affected| self.row(affected)).collect(),
        };
        ImpactGroup {
            anchor: if with_anchor { self.anchor(&group.part) } else { String::new() },
            name: vec![name],
            count: group.part.total(),
            lists: lists.into_iter().filter(|(_, affected)| !affected.is_empty()).map(list).collect(),
        }
    }

    fn row(&self, affected: &Affected) -> ImpactRow {
        let (book, impact) = (self.book, &self.told.impact);
        let mut path = String::new();
        for step in words::told(book.model(), impact.path(affected), book.language()) {
            if !step.how.is_empty() {
                path.push_str(" → ");
                path.push_str(&escape(step.how));
                path.push(' ');
            }
            path.push_str(&id_html(words::id(book.model(), impact, step.to)));
            if !step.remark.is_empty() {
                path.push_str(", ");
                path.push_str(&escape(&step.remark));
            }
        }
        ImpactRow { item: item_ref(book, self.from, affected.item), path_html: path }
    }

    /// What is asked of whom, one fact for each thing asked.
    fn bodies(&self, most: usize) -> Vec<Fact> {
        let book = self.book;
        let mut facts: Vec<Fact> = Vec::new();
        for involved in self.told.involved.iter().take(most) {
            let label = capital(involved.ask.said().in_language(book.language()));
            let html = self.body(involved);
            match facts.last_mut().filter(|fact| fact.label == label) {
                Some(fact) => fact.values.push(self.html(format!("<br>{html}"))),
                None => facts.push(Fact { label, values: vec![self.html(html)] }),
            }
        }
        let left = self.told.involved.len().saturating_sub(most);
        if left > 0 {
            let text = format!("{} {}", number(book.language(), left), book.word("flere", "more"));
            let value = match self.page {
                Some(page) => Inline::Link { text, href: relative(self.from, &format!("{page}#_hvem")) },
                None => self.text(text),
            };
            facts.push(Fact { label: book.word("Desuden", "Also").to_owned(), values: vec![value] });
        }
        facts
    }

    fn body(&self, involved: &Involved) -> String {
        let book = self.book;
        let mut html = match involved.body {
            Some(body) => {
                let item = book.model().item(body);
                let class = super::refs::class(book.model().schema.kind(item.kind).role);
                let href = relative(self.from, &item.url);
                format!("<a class=\"i {class}\" href=\"{}\">{}</a>", escape(&href), escape(&involved.name))
            }
            None => escape(&involved.name),
        };
        let mut why = involved.why.said(book.model()).in_language(book.language()).to_owned();
        // A body of one solution is named for it; who serves several or is a mere name is told for which.
        if matches!(involved.why, Why::ProjectManager | Why::Supplier) && self.told.impact.solutions().count() > 1 {
            let ids: Vec<&str> = involved.solutions.iter().map(|solution| &*book.model().item(*solution).id).collect();
            why.push_str(&format!(" {} {}", book.word("for", "of"), ids.join(", ")));
        }
        html.push_str(&format!(" <small>{}</small>", escape(&why)));
        html
    }
}
