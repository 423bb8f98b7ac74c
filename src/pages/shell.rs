//! What all pages have: head, crumbs, contents, findings.

use super::book::Book;
use super::refs::item_ref;
use super::route::{Route, relative, root_of};
use super::view::{FindingView, Page};
use crate::finding::{Finding, Level, Said};
use crate::model::ItemIx;
use crate::place::FileId;
use crate::rules;

/// A page of which only the address is known.
pub fn page(book: &Book, route: &str) -> Page {
    let canonical = match book.site.base_url.as_str() {
        "" => String::new(),
        base => format!("{base}{}", if route == "index.html" { "" } else { route }),
    };
    Page { root: root_of(route), route: route.to_owned(), canonical, ..Page::default() }
}

/// Where a file can be edited; empty without `kilde_url`.
pub fn edit_url(book: &Book, file: FileId) -> String {
    let template = &book.facts.config.source_url;
    let safe = crate::model::value::is_web_address(&template.replace("{path}", ""));
    if !safe {
        return String::new();
    }
    template.replace("{path}", &percent(book.facts.path(file)))
}

/// A path as part of an address.
fn percent(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => text.push(byte as char),
            byte => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

/// Findings as readers see them. A message that would name what is not published is told in general words.
pub fn findings<'a>(
    book: &Book,
    from: &str,
    findings: impl Iterator<Item = &'a Finding>,
    with_item: bool,
) -> Vec<FindingView> {
    findings.map(|finding| finding_view(book, from, finding, with_item)).collect()
}

/// Whether nothing hidden is named by what a finding says.
pub fn may_say(book: &Book, finding: &Finding) -> bool {
    let open = |text: &Said| [&text.da, &text.en].iter().all(|text| book.published.may_say(text));
    open(&finding.message) && finding.help.as_ref().is_none_or(open)
}

fn finding_view(book: &Book, from: &str, finding: &Finding, with_item: bool) -> FindingView {
    let language = book.language();
    let rule = rules::index(finding.code);
    let general = rule.map_or("", |number| {
        let says = rules::RULES[number].says;
        book.word(says.da, says.en)
    });
    let may_say = may_say(book, finding);
    let at = book.facts.position(finding.place);
    let item = finding.item.map(ItemIx).filter(|ix| with_item && book.published.shows(*ix));
    FindingView {
        code: finding.code.to_owned(),
        level: match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info | Level::Off => "info",
        },
        message: if may_say { finding.message.in_language(language).to_owned() } else { general.to_owned() },
        help: finding
            .help
            .as_ref()
            .filter(|_| may_say)
            .map_or(String::new(), |help| help.in_language(language).to_owned()),
        place: format!("{}:{}:{}", book.facts.path(finding.place.file), at.line, at.column),
        href: rule.map_or(String::new(), |number| relative(from, &book.address(&Route::Rule(number)))),
        item: item.map(|ix| item_ref(book, from, ix)),
        waived: finding.waived,
    }
}

/// Whether a finding may be listed: those about hidden items, or in files that hold one, are not.
pub fn is_public(book: &Book, finding: &Finding) -> bool {
    match finding.item {
        Some(item) => book.published.shows(ItemIx(item)),
        None => book.model().in_file(finding.place.file).iter().all(|ix| book.published.shows(*ix)),
    }
}
