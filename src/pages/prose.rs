//! A body's pieces as HTML: the holes filled for one page.

use super::book::Book;
use super::refs::{escape, id_html};
use super::route::relative;
use super::{answers, refs};
use crate::document::{Body, Piece};
use crate::escape;
use crate::model::{ItemIx, Link, PathTarget, Prose, Role, Written};

/// The part of a body that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Whole,
    Statement,
    /// What follows the statement, and the headings before it.
    Rest,
}

/// The HTML of a body as the page `from` shows it; `holder` is the item it belongs to.
pub fn html(book: &Book, from: &str, holder: ItemIx, prose: Prose, part: Part) -> String {
    let body = book.facts.body(prose);
    let filler = Filler { book, from, holder, prose, body, answers: true };
    let mut html = String::new();
    let repeated = repeats_title(book, holder, prose);
    let statement = body.statement.start as usize..body.statement.end as usize;
    for (number, piece) in body.pieces.iter().enumerate() {
        let inside = statement.contains(&number);
        if match part {
            Part::Whole => true,
            Part::Statement => inside,
            Part::Rest => !inside,
        } {
            match piece {
                Piece::Html(finished) if number == 0 && repeated => html.push_str(after_heading(finished)),
                piece => filler.piece(piece, &mut html),
            }
        }
    }
    html
}

/// The HTML of a body without answers to its questions: a heading goes with everything under it where a question stands
/// there, since what is said there is said of the answer.
pub fn html_without_answers(book: &Book, from: &str, holder: ItemIx, prose: Prose) -> String {
    let body = book.facts.body(prose);
    let filler = Filler { book, from, holder, prose, body, answers: false };
    let mut html = String::new();
    body.pieces.iter().for_each(|piece| filler.piece(piece, &mut html));
    if repeats_title(book, holder, prose) {
        html = after_heading(&html).to_owned();
    }
    let mut told = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while !rest.is_empty() {
        let next = (2..=6).filter_map(|level| rest[1..].find(&format!("<h{level} "))).min();
        let (section, behind) = rest.split_at(next.map_or(rest.len(), |at| at + 1));
        if !section.contains(QUESTION) {
            told.push_str(section);
        } else if !section.starts_with("<h") {
            told.push_str(&section.replace(QUESTION, ""));
        }
        rest = behind;
    }
    told
}

/// The opening of a text as plain words. Ids stand there as they were written, so one of what is not published is
/// replaced; where a longer id may have been cut, nothing is shown.
pub fn excerpt(book: &Book, holder: ItemIx, prose: Prose) -> String {
    let body = book.facts.body(prose);
    let mut excerpt = body.excerpt.to_string();
    for (number, reference) in body.references.iter().enumerate().filter(|(_, reference)| reference.label().is_none()) {
        let link = book.model().link_at(holder, Written::Reference { prose, number: number as u32 });
        let target = link.and_then(|link| link.target.as_ref());
        if target.is_some_and(|target| !book.published.shows(target.item)) {
            excerpt = excerpt.replace(&*reference.target, book.hidden_word());
            let first = reference.target.split_whitespace().next().unwrap_or_default();
            if excerpt.contains(first) {
                return String::new();
            }
        }
    }
    excerpt
}

/// Whether a text opens with a heading that says what the page's title says already.
pub fn repeats_title(book: &Book, holder: ItemIx, prose: Prose) -> bool {
    let body = book.facts.body(prose);
    let first = body.headings.first().filter(|heading| heading.guard.is_none());
    let opens = matches!(body.pieces.first(), Some(Piece::Html(html)) if html.starts_with("<h2"));
    let item = book.model().item(holder);
    opens && item.body == Some(prose) && first.is_some_and(|heading| heading.text == item.title)
}

/// What follows the heading that a piece opens with.
fn after_heading(html: &str) -> &str {
    html.find("</h2>").map_or(html, |end| html[end + "</h2>".len()..].trim_start())
}

/// Stands for a question whose answer is left out.
const QUESTION: &str = "<hr class=\"question\">";

struct Filler<'a> {
    book: &'a Book,
    from: &'a str,
    holder: ItemIx,
    prose: Prose,
    body: &'a Body,
    answers: bool,
}

impl Filler<'_> {
    fn piece(&self, piece: &Piece, html: &mut String) {
        match piece {
            Piece::Html(finished) => html.push_str(finished),
            Piece::Reference(number) => self.reference(*number, html),
            Piece::LinkOpen(number) => self.open(*number, html),
            Piece::LinkClose(number) if self.withholds(*number) => {
                html.push_str(&format!(" ({})</span>", self.book.hidden_word()));
            }
            Piece::LinkClose(number) => html.push_str(if self.opens(*number).is_some() { "</a>" } else { "</span>" }),
            Piece::Image(number) => self.image(*number, html),
            Piece::View(_) if !self.answers => html.push_str(QUESTION),
            Piece::View(number) => answers::answer(self.book, self.from, self.prose, *number, html),
            Piece::Guarded(guarded) => {
                if self.book.published.shows_block(Some(&guarded.visibility)) {
                    guarded.pieces.iter().for_each(|piece| self.piece(piece, html));
                }
            }
        }
    }

    fn reference(&self, number: u32, html: &mut String) {
        let reference = &self.body.references[number as usize];
        let link = self.link(Written::Reference { prose: self.prose, number });
        let label = reference.label();
        match link.and_then(|link| Some((link, link.target.as_ref()?))) {
            Some((link, target)) if self.book.published.shows(target.item) => {
                let shown = refs::link_ref(self.book, self.from, target, link);
                html.push_str("<a href=\"");
                escape::html(&shown.href, html);
                html.push_str(if shown.tone == "no" { "\" class=\"ended\"" } else { "\"" });
                if !shown.title.is_empty() {
                    html.push_str(" title=\"");
                    escape::html(&shown.title, html);
                    html.push('"');
                }
                html.push('>');
                match label {
                    Some(label) => escape::html(label, html),
                    // Concepts are mentioned by their term, everything else by its id.
                    None if self.book.model().is(target.item, Role::Concept) && !shown.title.is_empty() => {
                        escape::html(&shown.title, html);
                    }
                    None => html.push_str(&shown.id_html),
                }
                html.push_str("</a>");
            }
            Some(_) => {
                let text = label.map_or_else(|| self.book.hidden_word().to_owned(), escape);
                html.push_str(&format!("<span class=\"hidden\">{text}</span>"));
            }
            None => {
                let text = label.map_or_else(|| id_html(&reference.target), escape);
                html.push_str(&format!("<span class=\"broken\">{text}</span>"));
            }
        }
    }

    fn open(&self, number: u32, html: &mut String) {
        match self.opens(number) {
            Some(href) => html.push_str(&format!("<a href=\"{}\">", escape(&href))),
            None if self.withholds(number) => html.push_str("<span class=\"hidden\">"),
            None if self.leads(number).is_some() => html.push_str("<span>"),
            None => html.push_str("<span class=\"broken\">"),
        }
    }

    /// Where a link leads that is followed by hand: a drawing could run scripts as a page of its own, so it is shown
    /// as an image and never opened.
    fn opens(&self, number: u32) -> Option<String> {
        self.leads(number).filter(|href| !href.ends_with(".svg"))
    }

    fn image(&self, number: u32, html: &mut String) {
        let label = escape(&self.body.links[number as usize].label);
        match self.leads(number) {
            Some(href) => html.push_str(&format!("<img src=\"{}\" alt=\"{label}\" loading=\"lazy\">", escape(&href))),
            None if self.withholds(number) => {
                html.push_str(&format!("<span class=\"hidden\">{label} ({})</span>", self.book.hidden_word()));
            }
            None => html.push_str(&format!("<span class=\"broken\">{label}</span>")),
        }
    }

    /// Whether a link leads to an attachment that is not handed out.
    fn withholds(&self, number: u32) -> bool {
        let link = &self.body.links[number as usize];
        let to = || self.book.model().resolve_path(&self.book.facts.files, self.prose.file, &link.path);
        !link.page && matches!(to(), Some(PathTarget::Attachment(file)) if self.book.published.withholds(file))
    }

    /// Where a Markdown link leads, relative to the page; `None` when nowhere or to what is not published.
    fn leads(&self, number: u32) -> Option<String> {
        let link = &self.body.links[number as usize];
        if link.page {
            return self.book.page_links.lead_to(&link.path).then(|| relative(self.from, &link.path));
        }
        if link.path.is_empty() {
            let fragment = link.fragment.as_deref()?;
            let known = self.body.headings.iter().any(|heading| &*heading.slug == fragment);
            return known.then(|| format!("#{fragment}"));
        }
        let model = self.book.model();
        match model.resolve_path(&self.book.facts.files, self.prose.file, &link.path)? {
            PathTarget::Attachment(file) if self.book.published.withholds(file) => None,
            PathTarget::Attachment(file) => Some(relative(self.from, model.attachments.linked.get(&file)?)),
            PathTarget::Item(_) => {
                let target = self.link(Written::File { prose: self.prose, number })?.target.as_ref()?;
                if !self.book.published.shows(target.item) {
                    return None;
                }
                let item = model.item(target.item);
                Some(match target.anchor() {
                    Some(anchor) => relative(self.from, &format!("{}#{anchor}", item.page())),
                    None => relative(self.from, &item.url),
                })
            }
        }
    }

    fn link(&self, written: Written) -> Option<&Link> {
        self.book.model().link_at(self.holder, written)
    }
}
