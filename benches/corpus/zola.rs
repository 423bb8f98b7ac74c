//! The corpus as a Zola site with the barest templates: the pages and lists of the Hugo site, by ordinary links.

use super::hugo::{STYLES, navigation, section, status, text, title};
use super::items::{Corpus, Item, Kind};
use super::sporbar::quoted;

const SETTINGS: &str = "\
base_url = \"https://example.invalid\"
title = \"Krav\"
default_language = \"en\"
compile_sass = false
build_search_index = false
generate_feeds = false
";

const PAGE: &str = concat!(
    r#"{% extends "base.html" %}{% block title %}{{ page.title }}{% endblock %}{% block main %}"#,
    r#"<p class="crumb"><a href="/{{ page.components[0] }}/">{{ page.components[0] }}</a></p>"#,
    r#"<h1>{{ page.title }}</h1><dl><dt>Id</dt><dd>{{ page.extra.id }}</dd><dt>Status</dt>"#,
    r#"<dd>{{ page.extra.status }}</dd></dl><article>{{ page.content | safe }}</article>{% endblock %}"#,
    "\n"
);

const SECTION: &str = concat!(
    r#"{% extends "base.html" %}{% block title %}{{ section.title }}{% endblock %}{% block main %}"#,
    r#"<h1>{{ section.title }}</h1><ul>{% for p in section.pages %}"#,
    r#"<li><a href="{{ p.path }}">{{ p.title }}</a></li>{% endfor %}</ul>{% endblock %}"#,
    "\n"
);

/// The site's files, path and text.
pub fn files(corpus: &Corpus) -> Vec<(String, String)> {
    let fixed = [
        ("config.toml", SETTINGS.to_string()),
        ("static/site.css", STYLES.to_string()),
        ("templates/base.html", base()),
        ("templates/page.html", PAGE.to_string()),
        ("templates/section.html", SECTION.to_string()),
        ("templates/index.html", SECTION.to_string()),
        ("content/_index.md", "+++\ntitle = \"Krav\"\n+++\n".to_string()),
    ];
    let sections = Kind::ALL.iter().map(|&kind| {
        let (folder, label) = section(kind);
        (format!("content/{folder}/_index.md"), format!("+++\ntitle = {}\n+++\n", quoted(label)))
    });
    let pages = corpus
        .items
        .iter()
        .map(|item| (format!("content/{}/{}.md", section(item.kind).0, item.slug()), page(corpus, item)));
    fixed.into_iter().map(|(path, text)| (path.to_string(), text)).chain(sections).chain(pages).collect()
}

fn base() -> String {
    [
        r#"<!doctype html><html lang="da"><head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title>"#,
        r#"<link rel="stylesheet" href="/site.css"></head><body><nav>"#,
        &navigation(),
        "</nav><main>{% block main %}{% endblock %}</main></body></html>\n",
    ]
    .concat()
}

fn page(corpus: &Corpus, item: &Item) -> String {
    let (title, id, status) = (title(item), quoted(&item.id()), quoted(status(item)));
    format!("+++\ntitle = {title}\n[extra]\nid = {id}\nstatus = {status}\n+++\n\n{}", text(corpus, item))
}
