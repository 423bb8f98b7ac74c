//! What the checks of an area found in a solution: the first findings of each in full, the rest by what they are about.

use super::super::book::Book;
use super::super::refs::{escape, id_html};
use super::super::route::Route;
use super::super::shell;
use super::super::view::{Content, Crumb, Inline, Section};
use super::super::words::{capital, number};
use super::parts::{href, section, text};
use crate::finding::Finding;
use crate::model::ItemIx;
use crate::rules::readiness::{Area, Check, Judged, name};

/// Findings of one check that are told in full.
const FINDINGS: usize = 8;
/// Items of one check that are named after them; more are counted.
const NAMED: usize = 200;

/// What was found, in the order in which it is told.
#[derive(Default)]
struct Found<'a> {
    in_full: Vec<&'a Finding>,
    /// The items of the findings that are not told in full, by check.
    named: Vec<(&'a Check, Vec<ItemIx>)>,
    /// Findings that are neither.
    left: usize,
}

/// The findings of an area; none without any.
pub fn sections(book: &Book, from: &str, judged: &Judged, area: &Area) -> Vec<Section> {
    let found = found(book, judged, area);
    let mut sections = Vec::new();
    if found.in_full.is_empty() && found.left == 0 {
        return sections;
    }
    let named = capital(book.word(name(area.letter).da, name(area.letter).en));
    let anchor = format!("_{}-fund", area.letter.to_ascii_lowercase());
    let more = match found.left {
        0 => Crumb::default(),
        // The listing of the site's own day, where most of them stand too.
        count => Crumb {
            text: format!(
                "{} {}",
                number(book.language(), count),
                book.word("fund til: se alle fund i dokumentationen", "more findings: see all of the documentation")
            ),
            href: href(book, from, &Route::Findings(1)),
        },
    };
    let findings = shell::findings(book, from, found.in_full.iter().copied(), true);
    let title = format!("{named}: {}", book.word("fund", "findings"));
    sections.push(section(&anchor, &title, Content::Findings { findings, more }));
    if !found.named.is_empty() {
        let items = found.named.iter().map(|(check, items)| line(book, from, check, items)).collect();
        let title = format!("{named}: {}", book.word("flere med samme fund", "more with the same finding"));
        sections.push(section(&format!("{anchor}-flere"), &title, Content::List { items, ordered: false }));
    }
    sections
}

/// "V16 (54): B-1, B-2 …".
fn line(book: &Book, from: &str, check: &Check, items: &[ItemIx]) -> Vec<Inline> {
    let place = crate::rules::index(check.rule.code);
    let to = place.map_or(String::new(), |place| href(book, from, &Route::Rule(place)));
    let count = number(book.language(), items.len());
    let mut line = vec![Inline::Link { text: check.rule.code.to_owned(), href: to }, text(format!(" ({count}): "))];
    for (place, ix) in items.iter().take(NAMED).enumerate() {
        line.extend((place > 0).then(|| text(", ")));
        let (id, to) = (id_html(&book.model().item(*ix).id), escape(&href(book, from, &Route::Item(*ix))));
        line.push(Inline::Html { html: format!("<a class=\"nb\" href=\"{to}\">{id}</a>") });
    }
    if items.len() > NAMED {
        let rest = number(book.language(), items.len() - NAMED);
        line.push(text(format!(" {} {rest}", book.word("og yderligere", "and another"))));
    }
    line
}

/// What an area's checks found, that which counts first, as far as it may be told.
fn found<'a>(book: &'a Book, judged: &Judged, area: &'a Area) -> Found<'a> {
    let readiness = book.readiness();
    let mut found = Found::default();
    let mut ranked = Vec::new();
    for check in &area.checks {
        let (public, private): (Vec<&Finding>, Vec<&Finding>) =
            readiness.findings(judged, area, check).partition(|finding| shell::is_public(book, finding));
        let (counting, other): (Vec<&Finding>, Vec<&Finding>) =
            public.into_iter().partition(|finding| check.counts(finding) && !finding.waived);
        let first = counting.into_iter().map(|finding| (0, finding));
        let mut all = first.chain(other.into_iter().map(|finding| (1, finding)));
        ranked.extend(all.by_ref().take(FINDINGS));
        let (about, project): (Vec<Option<ItemIx>>, Vec<Option<ItemIx>>) =
            all.map(|(_, finding)| finding.item.map(ItemIx)).partition(Option::is_some);
        let mut items: Vec<ItemIx> = about.into_iter().flatten().collect();
        items.sort_unstable();
        items.dedup();
        found.left += private.len() + project.len();
        if !items.is_empty() {
            found.named.push((check, items));
        }
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    found.in_full = ranked.into_iter().map(|(_, finding)| finding).collect();
    found
}
