//! Golden sites: each folder below `tests/sites` is a project, and `expected/` is what some of its pages say.
//!
//! `UPDATE_EXPECTED=1 cargo test --test sites` rewrites `expected/`; read that difference before you commit it.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use support::{Pages, Project, lines, write};

/// Builds a case and compares its addresses, its findings and the middle of the named pages.
fn check(case: &str, shown: &[&str]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(case);
    let edition = Project::read(&folder).edition();
    let pages = Pages::of(&edition);
    let mut made = BTreeMap::new();
    made.insert("addresses.txt".to_owned(), listed(pages.addresses().filter(|address| !is_rule(address))));
    made.insert("findings.txt".to_owned(), listed(lines(&edition).iter().map(String::as_str)));
    for address in shown {
        made.insert((*address).to_owned(), middle(pages.text(address)).to_owned());
    }
    let expected = folder.join("expected");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        let _ = fs::remove_dir_all(&expected);
        made.iter().for_each(|(path, text)| write(&expected, path, text));
        return;
    }
    for (path, text) in &made {
        let known = fs::read_to_string(expected.join(path)).unwrap_or_default();
        assert!(known == *text, "{case}: {path} is not as expected\n{}", first_difference(&known, text));
    }
    let mut stored = Vec::new();
    collect(&expected, &expected, &mut stored);
    let strangers: Vec<&String> = stored.iter().filter(|path| !made.contains_key(*path)).collect();
    assert!(strangers.is_empty(), "{case}: nobody expects {strangers:?}");
}

/// The page of a rule: there is one for each, whatever the project.
fn is_rule(address: &str) -> bool {
    address.strip_prefix("kontrol/").is_some_and(|name| name.len() == "j01.html".len())
}

fn listed<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.map(|line| format!("{line}\n")).collect()
}

/// What stands between head and foot; the whole text of what is no page.
fn middle(html: &str) -> &str {
    let Some(start) = html.find("<main") else { return html };
    let end = html.find("</main>").map_or(html.len(), |end| end + "</main>\n".len());
    &html[start..end.min(html.len())]
}

fn first_difference(known: &str, made: &str) -> String {
    let same = known.lines().zip(made.lines()).take_while(|(a, b)| a == b).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("(nothing)").to_owned();
    format!("line {}\n  expected: {}\n  made:     {}", same + 1, line(known), line(made))
}

fn collect(root: &Path, folder: &Path, paths: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, paths);
        } else {
            paths.push(path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"));
        }
    }
}

#[test]
fn a_small_site_has_every_kind_of_page() {
    check(
        "lille",
        &[
            "index.html",
            "krav/k-1.html",
            "krav/k-2.html",
            "krav/gl-1.html",
            "krav/index.html",
            "retskilde/bl.html",
            "retskilde/bl/p2.html",
            "arbejdsgang/p-1.html",
            "regel/r-1.html",
            "snitflade/sf-1.html",
            "begreb/index.html",
            "begreb/frist.html",
            "loesning/l-1.html",
            "beslutning/b-1.html",
            "side/visninger.html",
            "sporbarhed/index.html",
            "sporbarhed/huller.html",
            "sporbarhed/bestemmelser.csv",
            "loesning/l-1/_sporbarhed.html",
            "data/emner-000.js",
            "sitemap.xml",
            "404.html",
        ],
    );
}

#[test]
fn faults_are_shown_where_they_stand_and_the_rest_is_built() {
    check("fejl", &["krav/k-1.html", "krav/brudt.html", "krav/k-5.html", "side/vild.html", "index.html"]);
}

#[test]
fn an_english_interface_speaks_english_around_danish_content() {
    check("engelsk", &["index.html", "krav/k-1.html", "krav/index.html", "oversigt.html", "404.html"]);
}

/// Links of a text to pages that the program makes.
const PAGE_LINKS: &str = "# Mere\n\n[G03](side:kontrol/g03.html), [væk](side:kontrol/g99.html), \
    [med sted](side:kontrol/g03.html#a), [skjult](side:krav/k-9.html), ![billede](side:kontrol/g03.html)\n";

#[test]
fn links_to_pages_of_the_site_are_followed_and_checked() {
    let hidden =
        "id: K-9\ntype: krav\ntitel: Skjult\nbegrundelse: aftalt\nsynlighed: intern\ntekst: Løsningen skal virke.\n";
    let files = [("content/mere.md", PAGE_LINKS), ("content/k-9.yaml", hidden)];
    let edition = Project::new("titel: Prøve\n", files).edition();
    let pages = Pages::of(&edition);
    let html = pages.text("side/mere.html");
    assert!(html.contains("<a href=\"../kontrol/g03.html\">G03</a>, <span class=\"broken\">væk</span>, "), "{html}");
    assert!(html.contains("<span class=\"broken\">med sted</span>, <span class=\"broken\">skjult</span>, "), "{html}");
    assert!(!html.contains("<img"), "{html}");
    let told: Vec<String> = lines(&edition).into_iter().filter(|line| line.contains("mere.md")).collect();
    let says = |part: &str| told.iter().filter(|line| line.contains(part)).count();
    assert_eq!(says("content/mere.md:3:31: S15: the site has no page `kontrol/g99.html`"), 1, "{told:#?}");
    assert_eq!(says("S15: the site has no page `kontrol/g03.html#a`"), 1, "{told:#?}");
    // What this build does not publish is there for others.
    assert_eq!(says("k-9"), 0, "{told:#?}");
    assert_eq!(says("S18"), 1, "{told:#?}");
}
