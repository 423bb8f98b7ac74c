//! The corpus as a Hugo site with the barest templates: one page an item, one list a kind.
//!
//! No backlinks, no graph, no check: what Hugo does here is the least that any generator must.

use super::items::{Corpus, Item, Kind, Relation, Status};
use super::sporbar::quoted;

const SETTINGS: &str = "\
baseURL = \"https://example.invalid/\"
languageCode = \"da\"
title = \"Krav\"
disableKinds = [\"taxonomy\", \"term\", \"RSS\"]
";

pub(super) const STYLES: &str = "body{font:16px/1.5 sans-serif;max-width:60rem;margin:auto}nav a{margin-right:.6em}\n";

const SINGLE: &str = concat!(
    r#"{{ define "main" }}<p class="crumb"><a href="/{{ .Section }}/">{{ .Section }}</a></p>"#,
    r#"<h1>{{ .Title }}</h1><dl><dt>Id</dt><dd>{{ .Params.id }}</dd><dt>Status</dt>"#,
    r#"<dd>{{ .Params.status }}</dd></dl><article>{{ .Content }}</article>{{ end }}"#,
    "\n"
);

const LIST: &str = concat!(
    r#"{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}"#,
    r#"<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}"#,
    "\n"
);

/// The site's files, path and text.
pub fn files(corpus: &Corpus) -> Vec<(String, String)> {
    let fixed = [
        ("hugo.toml", SETTINGS.to_string()),
        // Versions before 0.110 read this name.
        ("config.toml", SETTINGS.to_string()),
        ("static/site.css", STYLES.to_string()),
        ("layouts/_default/baseof.html", base()),
        ("layouts/_default/single.html", SINGLE.to_string()),
        ("layouts/_default/list.html", LIST.to_string()),
    ];
    let sections = Kind::ALL.iter().map(|&kind| {
        let (folder, label) = section(kind);
        (format!("content/{folder}/_index.md"), format!("---\ntitle: {}\n---\n", quoted(label)))
    });
    let pages = corpus
        .items
        .iter()
        .map(|item| (format!("content/{}/{}.md", section(item.kind).0, item.slug()), page(corpus, item)));
    fixed.into_iter().map(|(path, text)| (path.to_string(), text)).chain(sections).chain(pages).collect()
}

fn base() -> String {
    let links = navigation();
    [
        r#"<!doctype html><html lang="da"><head><meta charset="utf-8"><title>{{ .Title }}</title>"#,
        r#"<link rel="stylesheet" href="/site.css"></head><body><nav>"#,
        &links,
        r#"</nav><main>{{ block "main" . }}{{ end }}</main></body></html>"#,
        "\n",
    ]
    .concat()
}

/// The links that every page begins with.
pub(super) fn navigation() -> String {
    let links = Kind::ALL.map(|kind| {
        let (folder, label) = section(kind);
        format!(r#"<a href="/{folder}/">{label}</a> "#)
    });
    links.concat()
}

fn page(corpus: &Corpus, item: &Item) -> String {
    let (id, status, title) = (item.id(), status(item), title(item));
    format!("---\ntitle: {title}\nid: {id}\nstatus: {status}\n---\n\n{}", text(corpus, item))
}

pub(super) fn status(item: &Item) -> &'static str {
    match item.status {
        Status::Active => "aktiv",
        Status::Draft => "udkast",
        Status::Withdrawn => "udgår",
    }
}

/// The title with the id before it, in quotes.
pub(super) fn title(item: &Item) -> String {
    quoted(&format!("{} {}", item.id(), item.title))
}

/// The Markdown of a page: its body, and its links as a list.
pub(super) fn text(corpus: &Corpus, item: &Item) -> String {
    let reference = |target: usize| {
        let target = &corpus.items[target];
        format!("[{}](/{}/{}/)", target.id(), section(target.kind).0, target.slug())
    };
    let mut text = item.body.markdown(reference);
    if !item.links.is_empty() {
        text.push_str("\n## Relationer\n\n");
    }
    for (relation, target) in &item.links {
        text.push_str(&format!("- {}: {}\n", label(*relation), reference(*target)));
    }
    text
}

/// Folder and heading of a kind's list.
pub(super) fn section(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Law => ("lov", "Lovgrundlag"),
        Kind::Requirement => ("krav", "Forretningskrav"),
        Kind::Process => ("proces", "Proces"),
        Kind::Concept => ("begreb", "Begreb"),
        Kind::UseCase => ("usecase", "Use case"),
        Kind::Interface => ("snitflade", "Snitflade"),
        Kind::Rule => ("regel", "Regel"),
        Kind::Change => ("aendring", "Ændring"),
        Kind::Solution => ("loesning", "Løsning"),
        Kind::Body => ("organisation", "Organisation"),
    }
}

fn label(relation: Relation) -> &'static str {
    match relation {
        Relation::LegalBasis => "Hjemmel",
        Relation::BelongsTo => "Tilhører løsning",
        Relation::Refines => "Præciserer",
        Relation::Realises => "Realiserer krav",
        Relation::PartOfProcess => "Indgår i proces",
        Relation::Connects => "Forbinder",
        Relation::DefinedIn => "Defineret i",
        Relation::Touches => "Berører",
        Relation::OwnedBy => "Ejes af",
    }
}
