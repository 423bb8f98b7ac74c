//! Whether the pages of a bundle's site link only to what the site has.

use std::collections::{BTreeMap, BTreeSet};

use super::Report;
use crate::export::SITE;
use crate::said;
use crate::source::Archive;

/// Largest page whose links are followed; ours have some 10 kB.
const LARGEST_PAGE_BYTES: u64 = 64 << 20;
/// Faults of links that are told of one page.
const MOST_OF_A_PAGE: usize = 5;

/// Follows the links of all pages and style sheets of the site; `paths` are those of all files in the bag.
pub(super) fn check(
    archive: &mut Archive,
    top: &str,
    paths: &BTreeSet<String>,
    report: &mut Report,
) -> anyhow::Result<()> {
    let root = format!("data/{SITE}/");
    if !paths.contains(&format!("{root}index.html")) {
        return Ok(());
    }
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for (number, entry) in archive.entries().iter().enumerate().filter(|(_, entry)| !entry.is_folder) {
        if let Some(path) = entry.name.strip_prefix(top) {
            numbers.insert(path.to_owned(), number);
        }
    }
    let pages = paths.iter().filter(|path| path.starts_with(&root) && is_followed(path));
    for page in pages {
        let Some(number) = numbers.get(page) else { continue };
        // What can't be read was told already.
        let Ok(bytes) = archive.read(*number, LARGEST_PAGE_BYTES) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        let links = if page.ends_with(".css") { of_style(&text) } else { of_page(&text) };
        let mut told = 0;
        for link in links {
            let Some(said) = fault(&root, page, &link, paths) else { continue };
            told += 1;
            if told <= MOST_OF_A_PAGE {
                report.fault(page, said);
            }
        }
        report.pages += 1;
    }
    for path in paths.iter().filter(|path| path.ends_with("/index.html") && !path.starts_with(&root)) {
        report.fault(
            path,
            said!(
                "sitets mappe er ikke den eneste med en `index.html`",
                "the site's folder is not the only one with an `index.html`"
            ),
        );
    }
    Ok(())
}

fn is_followed(path: &str) -> bool {
    path.ends_with(".html") || path.ends_with(".css")
}

/// What is wrong with a link of a page; `None` when it holds, or leads to the web, where nobody can check it.
fn fault(root: &str, page: &str, link: &str, paths: &BTreeSet<String>) -> Option<crate::finding::Said> {
    let bare = link.split(['#', '?']).next().unwrap_or("").trim();
    if bare.is_empty() || is_web(bare) {
        return None;
    }
    let outside =
        || said!("linket `{}` fører ud af sitets mappe", "the link `{}` leads out of the site's folder"; link);
    if bare.starts_with(['/', '\\']) || bare.split('/').next().is_some_and(|first| first.contains(':')) {
        return Some(outside());
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    let decoded = decoded(bare);
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let mut target = parts.join("/");
    if bare.ends_with('/') || bare.ends_with("..") || bare == "." {
        target.push_str("/index.html");
    }
    if !target.starts_with(root) {
        return Some(outside());
    }
    let known = paths.contains(&super::manifest::composed(&target));
    (!known).then(|| said!("linket `{}` fører til en fil, der ikke er der", "the link `{}` leads to a file that is not there"; link))
}

fn is_web(link: &str) -> bool {
    let lower = link.get(..8).unwrap_or(link).to_ascii_lowercase();
    ["http://", "https://", "mailto:", "data:", "tel:"].iter().any(|scheme| lower.starts_with(scheme))
}

/// Percent signs undone.
fn decoded(link: &str) -> String {
    let bytes = link.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |byte: u8| (byte as char).to_digit(16);
        match (bytes[at], bytes.get(at + 1).copied().and_then(hex), bytes.get(at + 2).copied().and_then(hex)) {
            (b'%', Some(high), Some(low)) => {
                plain.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, _, _) => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

/// The values of attributes that lead somewhere, in the tags of a page.
fn of_page(html: &str) -> Vec<String> {
    const LEADING: [&str; 6] = ["href", "src", "action", "data", "poster", "xlink:href"];
    let mut links = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix("!--") {
            rest = after.find("-->").map_or("", |end| &after[end..]);
            continue;
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let name_end = rest.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(rest.len());
        rest = &rest[name_end..];
        while let Some((name, value, after)) = attribute(rest) {
            rest = after;
            if LEADING.iter().any(|leading| name.eq_ignore_ascii_case(leading)) {
                links.push(value.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&"));
            }
        }
    }
    links.sort_unstable();
    links.dedup();
    links
}

/// The next attribute of a tag with its value and what follows; `None` at the end of the tag.
fn attribute(rest: &str) -> Option<(&str, &str, &str)> {
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
    if rest.is_empty() || rest.starts_with('>') {
        return None;
    }
    let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>')).unwrap_or(rest.len());
    // A sign of equality that stands alone is no name; it is passed over.
    let (name, after) = rest.split_at(end.max(rest.chars().next().map_or(0, char::len_utf8)).min(rest.len()));
    let Some(value) = after.trim_start().strip_prefix('=') else { return Some((name, "", after)) };
    let value = value.trim_start();
    for quote in ['"', '\''] {
        if let Some(inside) = value.strip_prefix(quote) {
            let (inside, after) = inside.split_once(quote).unwrap_or((inside, ""));
            return Some((name, inside, after));
        }
    }
    let end = value.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(value.len());
    let (inside, after) = value.split_at(end);
    Some((name, inside, after))
}

/// Addresses in a style sheet.
fn of_style(css: &str) -> Vec<String> {
    let mut links = Vec::new();
    let mut rest = css;
    while let Some((_, after)) = rest.split_once("url(") {
        let (inside, behind) = after.split_once(')').unwrap_or((after, ""));
        links.push(inside.trim().trim_matches(['"', '\'']).to_owned());
        rest = behind;
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_in_any_tag() {
        let html = "<a href=\"../x.html#a\">a</a><!-- <a href=\"no\"> --><img src='b c.png' alt=x><p title=\"<\">\
                    <script src=t.js></script><a href = \"d&amp;e\"><br/>< href=\"n\"><i =>";
        assert_eq!(of_page(html), ["../x.html#a", "b c.png", "d&e", "t.js"]);
        assert_eq!(of_style("a{b:url(\"f.woff2\")} c{d:url( g.svg )}"), ["f.woff2", "g.svg"]);
        assert_eq!(of_page("<a href=\"x"), ["x"]);
    }

    #[test]
    fn a_link_is_closed_inside_the_site() {
        let paths: BTreeSet<String> =
            ["data/site/index.html", "data/site/krav/å.html", "data/csv/krav.csv"].map(str::to_owned).into();
        let check = |link: &str| fault("data/site/", "data/site/krav/index.html", link, &paths).is_none();
        for good in ["../index.html", "%C3%A5.html#_x", "å.html?x", "#a", "", "https://x.dk", "mailto:a@b", "../"] {
            assert!(check(good), "{good}");
        }
        for bad in ["../../csv/krav.csv", "mangler.html", "/index.html", "//x.dk/y", "file:///etc", "../../../../x"] {
            assert!(!check(bad), "{bad}");
        }
    }
}
