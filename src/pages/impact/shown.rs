//! What a page says of an impact, in words.

use super::{SHOWN_PARTS, SHOWN_STARTS, Told};
use crate::escape;
use crate::model::ItemIx;
use crate::pages::book::Book;
use crate::pages::refs::{escape, item_ref};
use crate::pages::route::relative;
use crate::pages::view::{Crumb, Fact, ImpactGroup, ImpactList, ImpactRow, Inline};
use crate::pages::words::{capital, date, number};
use crate::trace::impact::{Affected, Group, Involved, Node, Part, Why, words};

/// What is needed to show an impact on a page.
pub(super) struct Shown<'a> {
    pub book: &'a Book,
    pub from: &'a str,
    pub told: &'a Told,
    /// Address of the page of its own, when there is one and it is another.
    pub page: Option<&'a str>,
}

impl Shown<'_> {
    fn text(&self, text: impl Into<String>) -> Inline {
        Inline::Text { text: text.into() }
    }

    fn html(&self, html: String) -> Inline {
        Inline::Html { html }
    }

    /// "7 elementer direkte og 3 afledt i 2 løsninger. Tidligste frist: 18. december 2026 (høringsfrist, REG-02)."
    pub(super) fn lead(&self, is_change: bool) -> Vec<Inline> {
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
                book.id_html(deadline.of)
            ));
        }
        vec![self.html(html)]
    }

    /// "Udgangspunkt: BL § 20, stk. 3 og LF-TANKT. "
    fn starts(&self) -> String {
        let (book, starts) = (self.book, &self.told.impact.starts);
        let link = |start: &ItemIx| {
            let item = book.model().item(*start);
            format!("<a href=\"{}\">{}</a>", escape(&relative(self.from, &item.url)), book.id_html(*start))
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
        let indirectly = book.word("afledt", "indirectly");
        let mut text = match impact.direct {
            0 => {
                ["<b>", &count(impact.indirect), " ", book.word("elementer", "items"), " ", indirectly, "</b>"].concat()
            }
            direct => ["<b>", &count(direct), " ", elements, " ", book.word("direkte", "directly"), "</b>"].concat(),
        };
        if impact.direct > 0 && impact.indirect > 0 {
            let more = [" ", book.word("og", "and"), " ", &count(impact.indirect), " ", indirectly];
            more.into_iter().for_each(|part| text.push_str(part));
        }
        let solutions = impact.solutions().count();
        let word =
            if solutions == 1 { book.word("løsning", "solution") } else { book.word("løsninger", "solutions") };
        match solutions {
            0 => text.push('.'),
            _ => {
                let rest = [" ", book.word("i", "in"), " <b>", &count(solutions), " ", word, "</b>."];
                rest.into_iter().for_each(|part| text.push_str(part));
            }
        }
        text
    }

    /// Each solution with its count, as links to where its items are listed; none when there is one part only.
    pub(super) fn parts(&self, listed: &[Affected]) -> Vec<Crumb> {
        let parts: Vec<&Part> = self.told.impact.parts.iter().filter(|part| part.total() > 0).collect();
        if parts.len() < 2 {
            return Vec::new();
        }
        let groups = self.told.impact.groups_of(listed, self.book.model(), self.book.impacts.spread(self.book));
        let crumb = |part: &&&Part| {
            let here = groups.iter().any(|group| group.part.solution == part.solution);
            let anchor = self.anchor(part);
            let href = match self.page {
                _ if here => ["#", &anchor].concat(),
                Some(page) => relative(self.from, &[page, "#", &anchor].concat()),
                None => String::new(),
            };
            let count = number(self.book.language(), part.total());
            Crumb { text: [&self.part_name(part).replace(' ', "\u{a0}"), "\u{a0}", &count].concat(), href }
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
            Some(solution) if !self.book.model().is_own(solution) => {
                ["_k-_", &crate::document::slug(&self.book.model().item(solution).id)].concat()
            }
            Some(solution) => {
                let page = self.book.model().item(solution).page();
                ["_k-", &page.trim_end_matches(".html").replace('/', "-")].concat()
            }
            None => "_k".to_owned(),
        }
    }

    pub(super) fn groups(&self, listed: &[Affected], with_anchors: bool) -> Vec<ImpactGroup> {
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
        let mut path = String::with_capacity(224);
        for step in words::told(book.model(), impact.path(affected), book.language()) {
            if !step.how.is_empty() {
                path.push_str(" → ");
                escape::html(step.how, &mut path);
                path.push(' ');
            }
            match step.to {
                Node::Item(ix) => path.push_str(book.id_html(ix)),
                gone => escape::html(words::id(book.model(), impact, gone), &mut path),
            }
            if !step.remark.is_empty() {
                path.push_str(", ");
                escape::html(&step.remark, &mut path);
            }
        }
        ImpactRow { item: item_ref(book, self.from, affected.item), path_html: path }
    }

    /// What is asked of whom, one fact for each thing asked.
    pub(super) fn bodies(&self, most: usize) -> Vec<Fact> {
        let book = self.book;
        let mut facts: Vec<Fact> = self.deciders(most).into_iter().collect();
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

    /// Who decides, as long as it is open what type of change it becomes.
    fn deciders(&self, most: usize) -> Option<Fact> {
        let book = self.book;
        let deciders = &self.told.deciders;
        if deciders.is_empty() {
            return None;
        }
        let mut names: Vec<String> = deciders.iter().take(most).map(|body| self.link(*body)).collect();
        let left = deciders.len().saturating_sub(most);
        if left > 0 {
            names.push(format!("{} {}", number(book.language(), left), book.word("flere", "more")));
        }
        let when = match names.len() {
            1 => book.word(
                "godkender, hvis det bliver videreudvikling; orienteres om en behovsændring",
                "approves if it becomes further development; is informed of a needs-based change",
            ),
            _ => book.word(
                "godkender, hver for sin løsning, hvis det bliver videreudvikling; orienteres om en behovsændring",
                "approve, each for its solution, if it becomes further development; are informed of a needs-based change",
            ),
        };
        let html = format!("{} <small>{when}</small>", names.join("<br>"));
        Some(Fact { label: book.word("Beslutter", "Decides").to_owned(), values: vec![self.html(html)] })
    }

    fn link(&self, body: ItemIx) -> String {
        let item = self.book.model().item(body);
        let class = crate::pages::refs::class(self.book.model().schema.kind(item.kind).role);
        let name = if item.title.is_empty() { &item.id } else { &item.title };
        format!("<a class=\"i {class}\" href=\"{}\">{}</a>", escape(&relative(self.from, &item.url)), escape(name))
    }

    fn body(&self, involved: &Involved) -> String {
        let book = self.book;
        let mut html = match involved.body {
            Some(body) => {
                let item = book.model().item(body);
                let class = crate::pages::refs::class(book.model().schema.kind(item.kind).role);
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
