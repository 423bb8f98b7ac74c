//! The governance memo as acceptance: each thing it names has an answer in the product, or a reason why not.
//! `memo/rows.yaml` is the table; the page `content/styring/notatet-og-sporbar.md` is written from it by
//! `UPDATE_EXPECTED=1 cargo test --test memo`.

#[path = "memo/page.rs"]
mod page;
#[path = "memo/rows.rs"]
mod rows;
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use serde_yaml::Value;
use sporbar::config::Config;
use sporbar::pipeline::{Edition, Pipeline};
use sporbar::rules;

use rows::{CommandSays, Evidence, FieldIs, ItemShows, PageShows, Row, RuleFires, Section};
use support::{Pages, Project, lines, sporbar};

/// The day on which the shipped content is looked at.
const DAY: &str = "2026-11-26";

const PAGE_FILE: &str = "content/styring/notatet-og-sporbar.md";
const PAGE: &str = "side/notatet-og-sporbar.html";

/// The shipped content, built once.
struct Shipped {
    edition: Edition,
    pages: Pages,
    /// What `sporbar model` prints.
    model: Value,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let mut project = Project::shipped();
    project.day = DAY.parse().unwrap();
    project.brands = fs::read_to_string(root().join("content/_fabrikater.yaml")).ok();
    let edition = project.edition();
    let pages = Pages::of(&edition);
    let printed = run(&["model"]).unwrap();
    Shipped { edition, pages, model: serde_yaml::from_str(&printed).expect("a model is YAML") }
});

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn all_rows(sections: &[Section]) -> impl Iterator<Item = &Row> {
    sections.iter().flat_map(|section| &section.rows)
}

#[test]
fn each_row_of_the_memo_stands_in_the_table_once() {
    let sections = rows::sections();
    let written: Vec<&str> = all_rows(&sections).map(|row| row.id.as_str()).collect();
    let wanted: Vec<String> = (1..=135).filter(|number| *number != 59).map(|number| format!("A{number:02}")).collect();
    assert_eq!(written, wanted);
    for row in all_rows(&sections) {
        let texts = [&row.name, &row.says].into_iter().chain(&row.answer).chain(&row.without);
        for text in texts {
            assert!(!text.trim().is_empty() && text.trim() == text, "{}: »{text}«", row.id);
        }
        for sentence in [&row.says].into_iter().chain(&row.answer).chain(&row.without) {
            assert!(sentence.ends_with('.'), "{}: »{sentence}« is no sentence", row.id);
        }
        assert!(!row.evidence.is_empty() || row.without.is_some(), "{}: neither evidence nor a reason", row.id);
    }
}

#[test]
fn what_is_said_of_each_row_is_so() {
    let sections = rows::sections();
    let mut faults = Vec::new();
    for row in all_rows(&sections) {
        for evidence in &row.evidence {
            if let Err(fault) = judge(evidence) {
                faults.push(format!("{}: {fault}", row.id));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn evidence_that_does_not_hold_is_found() {
    let item = |id: &str, text: &str| Evidence::Item(ItemShows { id: id.into(), text: text.into() });
    let page = |address: &str, text: &str| {
        Evidence::Page(PageShows { address: address.into(), name: "siden".into(), text: text.into() })
    };
    let rule = |code: &str| Evidence::Rule(RuleFires { code: code.into() });
    let field = |path: &str, role: &str| Evidence::Field(FieldIs { path: path.into(), role: role.into() });
    let command = |arguments: &[&str], text: &str| {
        let arguments = arguments.iter().map(|word| (*word).to_owned()).collect();
        Evidence::Command(CommandSays { arguments, text: text.into() })
    };
    for (evidence, fault) in [
        (item("SG-INGEN", "a"), "there is no »SG-INGEN«"),
        (item("arbejdsliste", "Arbejdsliste"), "is not published"),
        (item("SG-DUBU", "kan køres med hest"), "does not show »kan køres med hest«"),
        // It stands in the menu of every page, which is not what the page is about.
        (page("kontrol/g03.html", "Retskilder"), "does not show"),
        (page("kontrol/g99.html", "a"), "there is no page"),
        (rule("G99"), "there is no rule"),
        (field("løsning.systemejere", "system_owner"), "has no »systemejere«"),
        (field("løsning.systemejer", "customer"), "has the role system_owner"),
        (field("krav.kravtype=XK", "plain"), "has no »XK«"),
        (field("ændring.berører:handlinger", "action"), "has no »handlinger«"),
        (field("kravet", "requirement"), "has no »kravet«"),
        (command(&["model"], "organisationstyper:"), "does not say"),
        (command(&["modeller"], "usage"), "does not say"),
    ] {
        let told = judge(&evidence).expect_err(&format!("{evidence:?} holds"));
        assert!(told.contains(fault), "{told}");
    }
    let good = rules::find("G03").unwrap().good;
    assert!(finds("G03", rules::find("G03").unwrap().bad) && !finds("G03", good) && !finds("G05", good));
}

/// Whether the product has what the evidence says; what is wrong when it has not.
fn judge(evidence: &Evidence) -> Result<(), String> {
    match evidence {
        Evidence::Item(ItemShows { id, text }) => {
            let book = &SHIPPED.edition.book;
            let ix = book.model().find(id).ok_or_else(|| format!("there is no »{id}«"))?;
            if !book.published.shows(ix) {
                return Err(format!("»{id}« is not published"));
            }
            shows(book.model().item(ix).page(), text)
        }
        Evidence::Page(PageShows { address, text, .. }) => shows(address, text),
        Evidence::Rule(RuleFires { code }) => {
            let rule = rules::find(code).ok_or_else(|| format!("there is no rule {code}"))?;
            let (bad, good) = (finds(code, rule.bad), finds(code, rule.good));
            if bad && !good { Ok(()) } else { Err(format!("{code} finds: bad {bad}, good {good}")) }
        }
        Evidence::Field(FieldIs { path, role }) => {
            let found = role_of(&SHIPPED.model, path)?;
            if found == *role { Ok(()) } else { Err(format!("»{path}« has the role {found}, not {role}")) }
        }
        Evidence::Command(CommandSays { arguments, text }) => {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let said = run(&arguments).unwrap_or_default();
            if said.contains(text) { Ok(()) } else { Err(format!("`{}` does not say »{text}«", arguments.join(" "))) }
        }
    }
}

fn shows(address: &str, text: &str) -> Result<(), String> {
    if !SHIPPED.pages.has(address) {
        return Err(format!("there is no page »{address}«"));
    }
    let shown = plain(SHIPPED.pages.text(address));
    if shown.contains(text) { Ok(()) } else { Err(format!("»{address}« does not show »{text}«")) }
}

/// What a reader sees between head and foot of a page: white space as one space, drawings left out.
fn plain(html: &str) -> String {
    const INLINE: [&str; 9] = ["a", "b", "strong", "em", "i", "code", "span", "abbr", "wbr"];
    let start = html.find("<main").unwrap_or(0);
    let end = html.find("</main>").unwrap_or(html.len());
    let (mut text, mut rest, mut in_drawing) = (String::new(), &html[start..end], false);
    while let Some((before, after)) = rest.split_once('<') {
        let (tag, behind) = after.split_once('>').unwrap_or((after, ""));
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
        if !in_drawing {
            text.push_str(before);
            text.push_str(if INLINE.contains(&name) { "" } else { " " });
        }
        in_drawing = if name == "svg" { !tag.starts_with('/') } else { in_drawing };
        rest = behind;
    }
    for (entity, letter) in
        [("&nbsp;", " "), ("&#39;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
    {
        text = text.replace(entity, letter);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a rule finds something that is not waived in a project, written as one of its examples.
fn finds(code: &str, example: &str) -> bool {
    let files = rules::example_files(example);
    let text = |path: &str| files.iter().find(|file| file.path == path).map(|file| file.text.clone());
    let settings = text("sporbar.yaml").unwrap_or_default();
    let config = Config::read(&settings).expect("settings of an example are sound");
    let content = files.iter().filter(|file| file.path.starts_with("content/"));
    let mut project = Project::new(&settings, content.map(|file| (file.path.clone(), file.text.clone())));
    project.model = text("model.yaml");
    project.waivers = text("dispensationer.yaml");
    project.lock = text("gennemgang.lock");
    project.record = text("udbudsparathed.csv");
    project.brands = config.profile.fabrikater.as_deref().and_then(text);
    project.day = config.as_of.as_deref().unwrap_or("2026-11-23").parse().unwrap();
    let (_, findings) = Pipeline::default().check(project.input()).expect("an example can be read");
    findings.iter().any(|finding| finding.code == code && !finding.waived)
}

/// The role that a model gives a kind, field, link, choice or attribute; see [`FieldIs`].
fn role_of(model: &Value, path: &str) -> Result<String, String> {
    let none = |of: &str, name: &str| format!("»{of}« has no »{name}«");
    let get = |value: &Value, key: &str| value.get(key).cloned();
    let (path, choice) = path.split_once('=').map_or((path, None), |(path, choice)| (path, Some(choice)));
    let (path, attribute) = path.split_once(':').map_or((path, None), |(path, name)| (path, Some(name)));
    let (kind_name, inside) = path.split_once('.').map_or((path, None), |(kind, inside)| (kind, Some(inside)));
    let kind = get(&model["typer"], kind_name).ok_or_else(|| none("typer", kind_name))?;
    let Some(inside) = inside else { return role(&kind, path) };
    let links = &model["links"];
    let of_link = get(links, path).or_else(|| get(links, inside));
    if let Some(link) = of_link.filter(|_| choice.is_none() && field_at(model, &kind, inside).is_none()) {
        let own = inside.contains('.') || kind["links"].get(inside).is_some();
        return match attribute {
            _ if !own => Err(none(kind_name, inside)),
            Some(name) => role(&get(&link["attributter"], name).ok_or_else(|| none(path, name))?, path),
            None => role(&link, path),
        };
    }
    let field = field_at(model, &kind, inside).ok_or_else(|| none(kind_name, inside))?;
    match choice {
        None => role(&field, path),
        Some(name) => {
            let listed = get(&field["en_af"], name).or_else(|| get(&field["flere_af"], name));
            role(&listed.ok_or_else(|| none(path, name))?, path)
        }
    }
}

/// The field at a path of a kind, or one that all kinds have. What holds a link is no field.
fn field_at(model: &Value, kind: &Value, path: &str) -> Option<Value> {
    let mut names = path.split('.');
    let first = names.next()?;
    let field = kind["felter"].get(first).or_else(|| model["fælles_felter"].get(first))?;
    let field = names.try_fold(field, |field, name| field["felter"].get(name))?;
    field.get("rolle").is_some().then(|| field.clone())
}

fn role(value: &Value, path: &str) -> Result<String, String> {
    value["rolle"].as_str().map(str::to_owned).ok_or_else(|| format!("»{path}« has no role"))
}

/// What the program prints, run in the shipped project on the day; `None` when it fails.
fn run(arguments: &[&str]) -> Option<String> {
    // 26 November 2026, noon.
    let output = sporbar(root(), arguments, &[("SOURCE_DATE_EPOCH", "1795694400"), ("LC_ALL", "da_DK.UTF-8")]);
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn the_page_of_the_site_is_the_table() {
    let made = page::markdown(&rows::sections(), SHIPPED.edition.book.model());
    let path = root().join(PAGE_FILE);
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        return fs::write(path, made).unwrap();
    }
    let known = fs::read_to_string(path).unwrap_or_default();
    let first = known.lines().zip(made.lines()).find(|(known, made)| known != made);
    assert!(known == made, "run UPDATE_EXPECTED=1 cargo test --test memo\n{first:#?}");
}

#[test]
fn the_page_of_the_site_leads_where_it_says() {
    let html = SHIPPED.pages.text(PAGE);
    assert!(!html.contains("class=\"broken\"") && !html.contains("class=\"hidden\""));
    let of_page: Vec<String> = lines(&SHIPPED.edition).into_iter().filter(|line| line.starts_with(PAGE_FILE)).collect();
    assert_eq!(of_page, Vec::<String>::new());
    let mut shown = BTreeSet::new();
    for address in html.split("href=\"../").skip(1).filter_map(|rest| rest.split('"').next()) {
        let address = address.split('#').next().unwrap_or(address);
        assert!(address.starts_with("tema/") || SHIPPED.pages.has(address), "{address}");
        shown.insert(address.to_owned());
    }
    let sections = rows::sections();
    for evidence in all_rows(&sections).flat_map(|row| &row.evidence) {
        let address = match evidence {
            Evidence::Item(item) => {
                let model = SHIPPED.edition.book.model();
                model.item(model.find(&item.id).unwrap()).page().to_owned()
            }
            Evidence::Page(page) => page.address.clone(),
            Evidence::Rule(rule) => format!("kontrol/{}.html", rule.code.to_lowercase()),
            Evidence::Field(_) | Evidence::Command(_) => continue,
        };
        assert!(shown.contains(&address) || address.starts_with("side/"), "no link leads to {address}");
    }
    let text = plain(html);
    for row in all_rows(&sections) {
        assert!(text.contains(&format!("{} {}.", row.id, row.name)), "{}", row.id);
    }
}
