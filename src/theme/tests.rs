//! What a reader of a page and an author of a theme can see.

use super::{Theme, check, sample};
use crate::finding::Language;
use crate::pages::view::View;

fn pages(language: &str) -> Vec<String> {
    let site = sample::site(language);
    let theme = Theme::load(&[], language).and_then(|theme| theme.for_site(&site)).unwrap();
    sample::views().iter().map(|view| theme.render(view).unwrap()).collect()
}

fn own(path: &str, text: &str) -> Vec<(String, Vec<u8>)> {
    vec![(path.to_owned(), text.as_bytes().to_vec())]
}

/// Problems as lines of text.
fn problems(files: &[(String, Vec<u8>)]) -> String {
    check(files).iter().map(|problem| problem.error.in_language(Language::English) + "\n").collect()
}

#[test]
fn the_standard_theme_keeps_its_own_contract() {
    assert_eq!(problems(&[]), "");
}

#[test]
fn both_languages_have_the_same_texts() {
    let keys = |language: &str| Theme::load(&[], language).unwrap().texts.into_keys().collect::<Vec<_>>();
    assert_eq!(keys("da"), keys("en"));
}

#[test]
fn every_page_has_the_policy_and_nothing_it_forbids() {
    for page in pages("da").iter().chain(&pages("en")) {
        assert!(page.contains("content=\"default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'\""));
        for forbidden in [" style=", "<style", " onclick=", " onload=", "javascript:", "<script>", "<base"] {
            assert!(!page.contains(forbidden), "{forbidden} in {page}");
        }
    }
}

#[test]
fn every_page_has_one_heading_a_language_and_closed_elements() {
    for page in pages("da") {
        assert_eq!(page.matches("<h1").count(), 1, "{page}");
        assert!(page.starts_with("<!doctype html>\n<html lang=\"da\">"));
        for name in ["a", "ul", "ol", "dl", "table", "tr", "td", "th", "div", "p", "span", "nav", "main", "details"] {
            let opened = page.matches(&format!("<{name} ")).count() + page.matches(&format!("<{name}>")).count();
            assert_eq!(opened, page.matches(&format!("</{name}>")).count(), "{name} in {page}");
        }
    }
}

#[test]
fn ids_of_the_theme_begin_with_an_underscore() {
    let View::Redirect(_) = &sample::views()[9] else { panic!() };
    let page = &pages("da")[0];
    for id in page.split(" id=\"").skip(1) {
        assert!(id.starts_with('_'), "{id}");
    }
}

#[test]
fn what_is_plain_text_is_escaped() {
    let mut views = sample::views();
    let View::List(list) = &mut views[6] else { panic!() };
    list.title = "<b>\"R&D\"</b>".into();
    let site = sample::site("da");
    let page = Theme::load(&[], "da").unwrap().render(&site, &views[6]).unwrap();
    assert!(page.contains("&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt;") && !page.contains("<b>\"R"));
}

#[test]
fn a_status_has_a_sign_and_a_word() {
    let page = &pages("da")[1];
    assert!(page.contains("<span class=\"chip ok\">✓ gældende</span>"));
    assert!(page.contains("<span class=\"chip wait\">◐ skal genvurderes</span>"));
}

#[test]
fn counts_are_written_as_the_language_does() {
    assert!(pages("da")[6].contains("1.453 poster"));
    assert!(pages("en")[6].contains("1,453 entries"));
}

#[test]
fn what_all_pages_share_is_small() {
    let mut views = sample::views();
    let View::Sections(bare) = &mut views[8] else { panic!() };
    bare.sections.clear();
    let page = Theme::load(&[], "da").unwrap().render(&sample::site("da"), &views[8]).unwrap();
    // 2.2 kB: what a page of 10 kB on average leaves for head, header and footer; the sample's menu has seven entries.
    assert!(page.len() < 2_600, "{} bytes", page.len());
}

#[test]
fn without_a_base_url_the_page_for_unknown_addresses_needs_no_file() {
    let site = crate::pages::view::Site { base_url: String::new(), ..sample::site("da") };
    let page = Theme::load(&[], "da").unwrap().render(&site, &sample::views()[10]).unwrap();
    // An empty icon keeps browsers from asking for one.
    let page = page.replace("href=\"data:,\"", "");
    assert!(page.contains("Siden findes ikke") && !page.contains("href=") && !page.contains("src="));
}

#[test]
fn a_projects_file_replaces_the_standard_one() {
    let files = own("templates/redirect.html", "<h1>{{ t.redirect }}: {{ old_id }}</h1>");
    let theme = Theme::load(&files, "en").unwrap();
    let page = theme.render(&sample::site("en"), &sample::views()[9]).unwrap();
    assert_eq!(page, "<h1>The page has moved: DUBU-K-12</h1>");
    assert_ne!(theme.hash(), Theme::load(&[], "en").unwrap().hash());
}

#[test]
fn static_files_have_constant_names() {
    let theme = Theme::load(&[], "da").unwrap();
    let routes: Vec<String> = theme.statics().map(|(route, _)| route).collect();
    let of_all_pages: Vec<&str> =
        routes.iter().map(String::as_str).filter(|route| !route.starts_with("tema/explorer/")).collect();
    assert_eq!(of_all_pages, ["tema/favicon.svg", "tema/site.css", "tema/site.js"]);
    assert!(routes.iter().any(|route| route == "tema/explorer/start.js"));
}

#[test]
fn a_mistake_in_a_template_is_shown_at_its_line() {
    let files =
        own("templates/list.html", "{% extends \"base.html\" %}\n{% block body %}\n{{ titel }}{% endblock body %}");
    assert!(
        problems(&files).starts_with("templates/list.html:3:4: Variable `titel` is not defined"),
        "{}",
        problems(&files)
    );
    let files = own("templates/list.html", "<p>\n  {{ title | shout }}");
    assert_eq!(problems(&files), "templates/list.html:2:14: Unknown filter `shout`\n");
}

#[test]
fn every_broken_template_is_reported_in_one_run() {
    let mut files = own("templates/list.html", "{% if %}");
    files.extend(own("templates/item.html", "{{ }"));
    let text = problems(&files);
    assert!(text.contains("templates/item.html:1:") && text.contains("templates/list.html:1:"), "{text}");
}

#[test]
fn macros_of_the_first_tera_are_explained() {
    let text = problems(&own("templates/list.html", "{% import \"m.html\" as m %}{{ m::x() }}"));
    assert!(text.contains("help: macros became components in Tera 2"), "{text}");
    let text = problems(&own("templates/list.html", "{% macro x() %}{% endmacro %}"));
    assert!(text.contains("help: macros became components in Tera 2"), "{text}");
}

#[test]
fn missing_texts_stray_files_and_foreign_contracts_are_reported() {
    let text = problems(&own("texts/da.yaml", "skip: Spring over"));
    assert!(text.starts_with("texts/da.yaml: the text `accessibility` is missing"), "{text}");
    let text = problems(&own("templates/itm.html", "<p>"));
    assert!(text.starts_with("templates/itm.html: no page uses the file"), "{text}");
    let text = problems(&own("theme.yaml", "name: x\ncontract: 7"));
    assert!(
        text.starts_with(
            "theme.yaml: the theme is not written for this version of the contract\n  help: write `contract: 1`"
        ),
        "{text}"
    );
    let text = problems(&[("templates/list.html".to_owned(), vec![0xff])]);
    assert_eq!(text, "templates/list.html: the file is not UTF-8\n");
}

#[test]
fn a_text_of_a_project_falls_back_on_the_standard_theme() {
    let theme = Theme::load(&own("texts/da.yaml", "skip: Spring over"), "da").unwrap();
    assert_eq!((theme.text("skip"), theme.text("search"), theme.text("nothing")), ("Spring over", "Søg", ""));
}

#[test]
fn the_pieces_of_a_line_are_spaced_once() {
    let text = |text: &str| crate::pages::view::Inline::Text { text: text.to_owned() };
    let joined = |pieces: &[crate::pages::view::Inline]| {
        let (mut line, mut values) = (String::new(), String::new());
        super::line::line(pieces, "", &mut line);
        super::line::values(pieces, "", &mut values);
        (line, values)
    };
    assert_eq!(joined(&[text("12. maj 2026"), text(" af "), text("FG"), text(", uden")]).0, "12. maj 2026 af FG, uden");
    assert_eq!(joined(&[text("lov"), text("funktionelt")]), ("lov funktionelt".into(), "lov · funktionelt".into()));
}

#[test]
fn a_tree_of_any_depth_is_drawn() {
    let mut views = sample::views();
    let View::Item(act) = &mut views[2] else { panic!() };
    let crate::pages::view::Content::Tree { nodes } = &mut act.sections[0].content else { panic!() };
    for _ in 0..60 {
        let children = std::mem::take(nodes);
        let mut parent = children[0].clone();
        parent.children = children;
        nodes.push(parent);
    }
    let page = Theme::load(&[], "da").unwrap().render(&sample::site("da"), &views[2]).unwrap();
    assert!(page.matches("Kapitel&nbsp;3").count() == 61 && page.contains("skoleforhold"));
}
