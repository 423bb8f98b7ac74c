//! Content that is broken, odd or meant to do harm: it ends in a located finding, the rest is built, and nothing of
//! it runs or leaks.

#[path = "../benches/corpus/mod.rs"]
mod corpus;
mod support;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use serde_json::{Value, json};
use sporbar::model::schema::{Field, Form, Kind};
use sporbar::model::{Role, Schema};
use sporbar::pipeline::{Edition, Pipeline};
use sporbar::source::content_hash;
use support::{Chance, DAY, Pages, Project, lines, sporbar, write};

/// An item that must survive whatever stands beside it.
const SOUND: (&str, &str) = (
    "content/god.md",
    "---\nid: GOD\ntype: krav\ntitel: Et helt krav\nbegrundelse: aftalt\n---\n\nLøsningen skal virke.\n",
);

/// Settings with the rules off that judge what a text says: they are for authors, not for attackers.
const SETTINGS: &str = "titel: Prøve\nkvalitetsprofil: {regler: {K: \"off\", V: \"off\", G: \"off\", O: \"off\", U: \"off\", D: \"off\"}}\n";

fn with_sound(path: &str, text: &str) -> Project {
    let mut project = Project::new(SETTINGS, [SOUND]);
    project.files.insert(path.to_owned(), text.to_owned());
    project
}

/// Builds a file beside a sound one: it is found faulty at its place, and the sound one is whole.
#[track_caller]
fn check(path: &str, text: &str, code: &str) {
    let edition = with_sound(path, text).edition();
    let findings = lines(&edition);
    let wanted = format!(": {code}: ");
    let found = findings.iter().any(|line| line.starts_with(path) && line.contains(&wanted));
    assert!(found, "no {code} in {path}: {:?}", findings.iter().map(|line| short(line)).collect::<Vec<_>>());
    assert!(findings.iter().all(|line| !line.starts_with(SOUND.0) || line.contains(": S16: ")), "{findings:#?}");
    let pages = Pages::of(&edition);
    assert!(pages.text("krav/god.html").contains("Løsningen skal virke"));
    assert!(!pages.text("krav/god.html").contains("kan ikke læses helt"));
}

fn short(line: &str) -> String {
    line.chars().take(160).collect()
}

#[test]
fn broken_yaml_is_found_and_the_rest_is_built() {
    check("content/a.md", "---\nid: A\ntitel: [x\ntype: krav\n---\n\nTekst.\n", "S01");
    check("content/a.yaml", "id: A\n\ttype: krav\n", "S01");
    check("content/a.yaml", "id: A\ntype: krav\nid: B\n", "S05");
    check("content/a.yaml", "id: A\n---\nid: B\n", "S01");
    check("content/a.yaml", "- en\n- liste\n", "S01");
    check("content/a.yaml", "\u{0}\u{1}\u{2}", "S01");
    check("content/a.md", "---\nid: A\ntype: krav\n", "S01");
    check("content/a.md", "---\n- liste\n---\n", "S01");
    check("content/_fælles.yaml", "a: [b", "S01");
}

#[test]
fn yaml_that_grows_is_stopped() {
    check("content/a.yaml", &format!("id: A\ntype: krav\ntekst: {}{}", "[".repeat(10_000), "]".repeat(10_000)), "S01");
    check("content/a.yaml", &format!("id: A\ntype: krav\ntekst: {}", "{a: ".repeat(10_000)), "S01");
    let deep: String = (0..10_000).map(|depth| format!("{}a:\n", " ".repeat(depth.min(2000)))).collect();
    check("content/a.yaml", &deep, "S01");
    let bomb: String =
        (1..40).map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 10].join(", "))).collect();
    check("content/a.yaml", &format!("id: A\na0: &a0 [x, x]\n{bomb}"), "S01");
}

#[test]
fn long_lines_and_deep_markdown_are_built_like_any_text() {
    let mut project = with_sound("content/lang.md", &format!("# Lang\n\n{}\n", "ord ".repeat(2_500_000)));
    project
        .files
        .insert("content/dyb.md".into(), format!("# Dyb\n\n{}\n\n{}", "> ".repeat(20_000), "- ".repeat(20_000)));
    project.files.insert(
        "content/tegn.md".into(),
        format!("# Tegn\n\n{}{}{}", "[".repeat(50_000), "*".repeat(50_000), "`a".repeat(50_000)),
    );
    project.files.insert("content/html.md".into(), format!("# Html\n\n{}", "<b>".repeat(30_000)));
    let pages = project.pages();
    assert!(pages.text("side/lang.html").len() > 10_000_000);
    assert!(pages.has("krav/god.html") && pages.has("side/dyb.html") && pages.has("side/tegn.html"));
}

#[test]
fn definitions_of_references_do_not_multiply() {
    let long = "x".repeat(10_000);
    let text = format!("# Mange\n\n[a]: https://example.dk/{long} \"{long}\"\n\n{}\n", "[a] ".repeat(20_000));
    let pages = with_sound("content/mange.md", &text).pages();
    assert!(pages.text("side/mange.html").len() < 20_000_000);
}

#[test]
fn ids_that_no_file_or_citation_can_bear_are_found() {
    for id in [
        "../../etc/passwd",
        "a/b",
        "\"a\\0b\"",
        "\"a\\u202Eb\"",
        "\"a\\u200Fb\"",
        "-a",
        "a-",
        "..",
        ".",
        "\"\"",
        "a b",
        "BL § 20",
        "\"a<b\"",
        "\"a\\nb\"",
        &"a".repeat(81),
    ] {
        check("content/a.yaml", &format!("id: {id}\ntype: krav\ntitel: T\nbegrundelse: b\n"), "S02");
    }
}

#[test]
fn addresses_stay_inside_the_site_and_off_reserved_names() {
    let ids = ["CON", "nul", "aux.md", "index", "side-2", "COM1", "lpt9", "æøå", "Ωmega", "漢字", "..a", "a..b"];
    let files = ids.iter().enumerate().map(|(number, id)| {
        (format!("content/{number}.yaml"), format!("id: {id}\ntype: krav\ntitel: T\nbegrundelse: b\n"))
    });
    let paths =
        [("content/../ude.md", "# Ude\n"), ("content/a/../../b.md", "# B\n"), ("content/\u{202e}dm.md", "# Bidi\n")];
    let paths = paths.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned()));
    let pages = Project::new("titel: Prøve\n", files.chain(paths)).pages();
    for address in pages.addresses() {
        let plain = address.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_./".contains(letter));
        assert!(plain && !address.starts_with('/'), "{address}");
        for part in address.split('/') {
            assert!(!part.is_empty() && part != "." && part != "..", "{address}");
            let stem = part.split('.').next().unwrap().to_ascii_lowercase();
            assert!(!["con", "nul", "aux", "prn", "com1", "lpt9"].contains(&stem.as_str()), "{address}");
        }
    }
    // `..a` is no id; its item has a page all the same. The list is a page, too.
    let of_items = pages.addresses().filter(|address| address.starts_with("krav/")).count();
    assert_eq!(of_items, ids.len() + 1, "{:?}", pages.addresses().collect::<Vec<_>>());
}

#[test]
fn ids_that_differ_in_case_or_composition_only_are_one() {
    let item = |id: &str| format!("id: {id}\ntype: krav\ntitel: T\nbegrundelse: b\n");
    for (first, second) in [("ABC", "abc"), ("\u{e5}b", "a\u{30a}b"), ("STRASSE", "stra\u{df}e")] {
        let files = [("content/a.yaml", item(first)), ("content/b.yaml", item(second))];
        let edition = Project::new("", files).edition();
        let findings = lines(&edition);
        assert!(
            findings.iter().any(|line| line.starts_with("content/b.yaml:1:") && line.contains("S03")),
            "{findings:#?}"
        );
        assert_eq!(
            Pages::of(&edition)
                .addresses()
                .filter(|address| address.starts_with("krav/") && !address.contains("index"))
                .count(),
            2
        );
    }
}

#[test]
fn an_empty_project_has_a_front_page() {
    let empty: [(&str, &str); 0] = [];
    let edition = Project::new("", empty).edition();
    assert_eq!(lines(&edition), Vec::<String>::new());
    assert!(Pages::of(&edition).has("index.html"));
}

#[test]
fn selectors_that_blow_up_are_refused_or_linear() {
    let view = |selector: &str| format!("# V\n\n```visning\nliste:\n  vælg: {selector}\n```\n");
    check("content/v.md", &view("{titel: {matcher: \"(((a{1000}){1000}){1000})\"}}"), "S17");
    check("content/v.md", &view("{titel: {matcher: \"(\"}}"), "S17");
    check("content/v.md", &view(&format!("{}x{}", "{løsning: {hvor: ".repeat(500), "}}".repeat(500))), "S17");
    let mut slow = with_sound("content/v.md", &view("{titel: {matcher: \"(a*)*(a|aa)*$\"}}"));
    slow.files.insert(
        "content/l.yaml".into(),
        format!("id: L\ntype: krav\nbegrundelse: b\ntitel: {}b\n", "a".repeat(100_000)),
    );
    assert!(slow.pages().has("side/v.html"));
}

#[test]
fn five_thousand_links_on_one_item_make_no_heavy_page() {
    let hub = ("content/l.yaml".to_owned(), "id: L\ntype: løsning\ntitel: Nav\n".to_owned());
    let items: String = (0..5000).map(|n| format!("  - {{id: K-{n}, titel: Krav {n}}}\n")).collect();
    let ids: Vec<String> = (0..5000).map(|n| format!("K-{n}")).collect();
    let files = [
        hub,
        (
            "content/k.yaml".to_owned(),
            format!("fælles: {{type: krav, løsning: L, begrundelse: b}}\nelementer:\n{items}"),
        ),
        (
            "content/b.yaml".to_owned(),
            format!("id: B\ntype: beslutning\ntitel: Alt\ndato: 2026-01-01\nom: [{}]\n", ids.join(", ")),
        ),
    ];
    let pages = Project::new("", files).pages();
    assert!(pages.text("loesning/l.html").len() < 100_000, "{}", pages.text("loesning/l.html").len());
    assert!(
        pages.has("loesning/l/_til-loesning-side-25.html"),
        "{:?}",
        pages.addresses().filter(|a| a.contains("/l/")).collect::<Vec<_>>()
    );
}

/// Tags of a page with their attributes, as a browser's reader cuts them.
fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if !after.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            continue;
        }
        let end =
            after.find(|letter: char| letter.is_whitespace() || letter == '>' || letter == '/').unwrap_or(after.len());
        let mut attributes = Vec::new();
        let mut inside = &after[end..];
        loop {
            inside = inside.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
            if inside.is_empty() || inside.starts_with('>') {
                break;
            }
            let stop = inside
                .find(|letter: char| letter.is_whitespace() || "=>/".contains(letter))
                .unwrap_or(inside.len())
                .max(1);
            let stop = (stop..=inside.len()).find(|at| inside.is_char_boundary(*at)).unwrap_or(inside.len());
            let (name, behind) = inside.split_at(stop);
            let (value, behind) = match behind.strip_prefix('=') {
                None => ("", behind),
                Some(value) => match value.chars().next() {
                    Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                    _ => value.split_at(
                        value.find(|letter: char| letter.is_whitespace() || letter == '>').unwrap_or(value.len()),
                    ),
                },
            };
            attributes.push((name.to_ascii_lowercase(), value.to_owned()));
            inside = behind;
        }
        rest = inside;
        tags.push((after[..end].to_ascii_lowercase(), attributes));
    }
    tags
}

/// No page has a tag or an attribute that could run something.
#[track_caller]
fn assert_nothing_runs(pages: &Pages) {
    for (address, (_, bytes)) in &pages.0 {
        let text = String::from_utf8_lossy(bytes);
        if address.starts_with("data/") {
            assert!(!text.contains('<'), "{address}: a tag in a script");
        }
        if !address.ends_with(".html") {
            continue;
        }
        for (tag, attributes) in tags(&text) {
            let forbidden =
                ["iframe", "object", "embed", "form", "style", "base", "foreignobject", "animate", "set", "math"];
            assert!(!forbidden.contains(&tag.as_str()), "{address}: <{tag}>");
            for (name, value) in &attributes {
                assert!(!name.starts_with("on"), "{address}: <{tag} {name}={value:?}>");
                assert!(name != "style" && name != "srcdoc" && name != "formaction", "{address}: <{tag} {name}>");
                let value: String =
                    value.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).collect();
                let value = value.to_ascii_lowercase().replace("&#58;", ":").replace("&colon;", ":");
                assert!(
                    !value.starts_with("javascript:") && !value.starts_with("vbscript:"),
                    "{address}: <{tag} {name}={value:?}>"
                );
                let image = tag == "img" || tag == "link";
                assert!(image || !value.starts_with("data:"), "{address}: <{tag} {name}={value:?}>");
            }
            let source = attributes.iter().find(|(name, _)| name == "src").map(|(_, value)| value.as_str());
            assert!(
                tag != "script" || source.is_some_and(|source| !source.contains(':')),
                "{address}: <script> {attributes:?}"
            );
        }
    }
}

#[test]
fn markdown_that_would_run_something_is_shown_without_it() {
    let vile = "# Ond\n\n<script>alert(1)</script>\n<img src=x onerror=alert(1)>\n<iframe src=\"https://example.dk\"></iframe>\n\
        <svg><script>alert(1)</script><a xlink:href=\"javascript:alert(1)\">x</a></svg>\n<a href=\"jAvascript:alert(1)\">a</a>\n\
        <a href=\"java\tscript:alert(1)\">b</a> <a href=\"&#106;avascript:alert(1)\">c</a> <form action=\"x\"><input></form>\n\
        <style>body{display:none}</style><base href=\"https://example.dk\"><p style=\"x\" onclick=\"y\">p</p>\n<object data=x></object>\n\n\
        [a](javascript:alert(1)) [b](data:text/html,<script>alert(1)</script>) [c](vbscript:x) ![d](javascript:alert(1))\n\
        [e](<javascript:alert(1)>) <javascript:alert(1)> [f]\n\n[f]: javascript:alert(1) \"x\"\n\n\
        `<script>` &lt;script&gt; [g](\" onclick=alert(1) x=\") ![\" onerror=alert(1) x=\"](bilag.png)\n\n\
        ## \" onclick=alert(1) <b>x</b>\n\n[[\" onclick=alert(1)]] [[GOD|\" onclick=alert(1) x=\"]] [[GOD|<script>alert(1)</script>]]\n\n\
        | <script>alert(1)</script> |\n|---|\n| <img onerror=x> |\n\n```\" onclick=alert(1)\n<script>alert(1)</script>\n```\n\n\
        ~~~visning\nliste: <script>alert(1)</script>\n~~~\n\n[^1]: <script>alert(1)</script>\n\nNote[^1].\n\n> [!<script>]\n> x\n";
    let edition = with_sound("content/ond.md", vile).edition();
    let pages = Pages::of(&edition);
    assert_nothing_runs(&pages);
    assert!(
        lines(&edition).iter().any(|line| line.starts_with("content/ond.md:3:") && line.contains("S18")),
        "{:#?}",
        lines(&edition)
    );
}

#[test]
fn template_syntax_in_content_is_text() {
    let text = "# {{ 7 * 7 }}\n\n{{ 7*7 }} {% include \"base.html\" %} {# væk #} {{ page.title }} ${7*7} <%= 7*7 %>\n";
    let item = "id: T\ntype: krav\ntitel: \"{{ 7*7 }} {% raw %}\"\nbegrundelse: \"{% include 'x' %}\"\n";
    let mut project = with_sound("content/t.md", text);
    project.files.insert("content/t.yaml".into(), item.into());
    project.settings = "titel: \"{{ 7*7 }}\"\nbemærkning: \"{% if x %}\"\n".to_owned();
    let pages = project.pages();
    for shown in ["{{ 7*7 }}", "{% include", "{# væk #}", "{{ page.title }}"] {
        assert!(pages.text("side/t.html").contains(shown), "{shown}\n{}", pages.text("side/t.html"));
    }
    assert!(pages.text("krav/t.html").contains("{{ 7*7 }} {% raw %}"));
    assert!(pages.text("index.html").contains("{% if x %}"));
    assert!(!pages.text("side/t.html").contains("49"));
}

/// Ends any text, tag or attribute that it is put into unescaped.
const MARK: &str = "Æ<script>alert(1)</script>\"' onmouseover=alert(1) x='{{ 7*7 }}";

/// A value for a field, with the mark wherever a text may stand.
fn marked(field: &Field, wild: bool) -> Value {
    let choice = |choices: &[sporbar::model::schema::Choice]| {
        choices.first().map(|choice| choice.key.clone()).unwrap_or_default()
    };
    match &field.form {
        Form::Text | Form::Markdown => json!(MARK),
        Form::List => json!([MARK, MARK]),
        Form::Object(fields) => json!([object(fields, wild), object(fields, wild)]),
        Form::Parts => json!([{"ref": MARK, "titel": MARK, "tekst": MARK, "punkter": [{"ref": MARK, "tekst": MARK}]}]),
        Form::Any => json!([{MARK: MARK}, [MARK, MARK], MARK]),
        Form::Url => json!(format!("javascript:alert(1)//{MARK}")),
        Form::Reference(_) => json!([{"til": MARK, "note": MARK}, MARK]),
        Form::OneOf(choices) if !wild => json!(choice(choices)),
        Form::SeveralOf(choices) if !wild => json!([choice(choices)]),
        Form::Number | Form::Integer if !wild => json!(12),
        Form::YesNo if !wild => json!("ja"),
        Form::Date | Form::DateOrText if !wild => json!("2026-01-01"),
        Form::Period if !wild => json!({"fra": "2026-01-01", "til": MARK}),
        Form::Selector => json!({"type": MARK, "titel": {"matcher": MARK}, MARK: MARK}),
        _ => json!(MARK),
    }
}

fn object(fields: &[Field], wild: bool) -> Value {
    Value::Object(fields.iter().map(|field| (field.key.clone(), marked(field, wild))).collect())
}

/// An item of a kind with the mark in every field; a wild one has it where a choice or a number belongs, too.
fn marked_item(schema: &Schema, kind: &Kind, wild: bool) -> Value {
    let id = format!("M-{}-{}", kind.folder, u8::from(wild));
    let mut item = object(&kind.fields, wild);
    let fields = item.as_object_mut().unwrap();
    for field in &schema.reserved {
        if field.role != Some(Role::Visibility) {
            fields.insert(field.key.clone(), marked(field, wild));
        }
    }
    for link in &kind.links {
        fields.insert(link.key.clone(), json!([{"til": id, "note": MARK, "version": MARK}, MARK, {MARK: MARK}]));
    }
    if kind.role == Some(Role::LegalSource) {
        fields.insert(
            "bestemmelser".into(),
            json!([{"ref": "§ 1", "titel": MARK, "resume": MARK, "tekst": MARK}, {"ref": MARK, "titel": MARK}]),
        );
    }
    fields.insert("id".into(), json!(id));
    fields.insert("type".into(), json!(kind.key));
    if !wild {
        fields.remove("status");
    }
    fields.insert(format!("ukendt{MARK}"), json!(MARK));
    item
}

#[test]
fn no_field_of_any_kind_reaches_a_page_as_markup() {
    let schema = Schema::builtin();
    let mut project = with_sound(
        "content/<script>alert(1).md",
        &format!(
            "# {MARK}\n\n{MARK} [[M-krav-0]]\n\n```visning\ntabel:\n  vælg: {{}}\n  kolonner: [id, titel, status, begrundelse, hjemmel]\n```\n"
        ),
    );
    for kind in &schema.kinds {
        for wild in [false, true] {
            let path = format!("content/{}-{wild}.yaml", kind.folder);
            project.files.insert(path, marked_item(schema, kind, wild).to_string());
        }
    }
    project.files.insert("content/id.yaml".into(), json!({"id": MARK, "type": MARK, "titel": MARK}).to_string());
    project.files.insert(
        "content/alias.yaml".into(),
        json!({"id": "A-1", "type": "krav", "titel": MARK, "tidligere_id": [MARK, "A-0"]}).to_string(),
    );
    project.waivers = Some(json!([{"regel": "J02", "vælg": {"type": "krav"}, "begrundelse": MARK, "godkendt_af": MARK, "udløber": "2027-01-01"}]).to_string());
    let settings = json!({
        "titel": MARK, "bemærkning": MARK, "udgave": MARK, "base_url": format!("https://example.dk/{MARK}"),
        "kilde_url": format!("https://example.dk/{{path}}{MARK}"), "tilgængelighedserklæring": format!("https://example.dk/{MARK}"),
        "kvalitetsprofil": {"navn": MARK, "version": MARK, "aftalt_i": MARK},
    });
    for language in ["da", "en"] {
        project.settings = settings.to_string().replacen('{', &format!("{{\"sprog\": \"{language}\", "), 1);
        let pages = project.pages();
        assert!(pages.with("alert(1)").len() > schema.kinds.len(), "the marks are shown somewhere");
        assert_eq!(pages.with("<script>alert"), Vec::<&str>::new());
        assert_nothing_runs(&pages);
        assert!(pages.with("Æ49").is_empty() && pages.with("x='49").is_empty(), "a template was run in content");
    }
}

#[test]
fn a_diagram_of_markup_bombs_and_wild_numbers_is_drawn_or_told_of() {
    let mark = MARK.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('\'', "&apos;");
    let drawn = format!(
        "<definitions><process id='P' name='{mark}'><task id='t' name='{mark}'><documentation>{mark} [[{mark}]] [[M|{mark}]]</documentation></task><dataObjectReference id='d' name='{mark}'><dataState name='{mark}'/></dataObjectReference><textAnnotation id='n'><text>{mark}</text></textAnnotation></process><BPMNDiagram name='{mark}'><BPMNPlane bpmnElement='P'><BPMNShape bpmnElement='t'><Bounds x='0' y='0' width='100' height='80'/></BPMNShape><BPMNShape bpmnElement='d'><Bounds x='-99999' y='99999' width='1e5' height='0.001'/></BPMNShape><BPMNShape bpmnElement='n'><Bounds x='NaN' y='1e999' width='-1' height='2'/></BPMNShape><BPMNShape bpmnElement='n'><Bounds x='0' y='0' width='1' height='1'/></BPMNShape></BPMNPlane></BPMNDiagram></definitions>"
    );
    let bomb =
        "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><definitions><process name='&b;'/></definitions>";
    let deep = format!("<definitions>{}", "<subProcess id='s'>".repeat(50_000));
    let files =
        [("drawn", drawn.as_str()), ("bomb", bomb), ("deep", &deep), ("empty", ""), ("binary", "\u{0}\u{1}<<>>&")];
    let fields: Vec<String> = files.iter().map(|(name, _)| format!("  - {{fil: {name}.bpmn}}\n")).collect();
    let mut project = with_sound(
        "content/p.yaml",
        &format!("id: P-66\ntype: arbejdsgang\ntitel: Tegninger\ndiagrammer:\n{}", fields.concat()),
    );
    for (name, text) in files {
        project.files.insert(format!("content/{name}.bpmn"), text.to_owned());
    }
    let pages = project.pages();
    let html = pages.text("arbejdsgang/p-66.html");
    assert!(html.contains("alert(1)") && html.contains("<svg class=\"bpmn\""), "the diagram is drawn");
    let shown: Vec<&str> = pages.with("<script>alert").into_iter().filter(|path| path.ends_with(".html")).collect();
    assert_eq!(shown, Vec::<&str>::new());
    assert_nothing_runs(&pages);
}

#[test]
fn attachments_that_could_run_are_refused() {
    let names = ["a.html", "a.htm", "a.js", "a.mjs", "a.xhtml", "a.swf", "a.exe", "a.HTML", "a.wasm", "a.css"];
    for name in names {
        let mut project = with_sound("content/side.md", &format!("# Side\n\nSe [filen]({name}).\n"));
        project.files.insert(format!("content/{name}"), "<script>alert(1)</script>".into());
        let edition = project.edition();
        let findings = lines(&edition);
        assert!(findings.iter().any(|line| line.contains(": S15: ")), "{name}: {findings:#?}");
        let copied = Pages::of(&edition).addresses().filter(|address| address.starts_with("filer/")).count();
        assert_eq!(copied, 0, "{name} is copied");
    }
}

#[test]
fn an_svg_is_an_image_and_nothing_to_open() {
    let mut project = with_sound("content/side.md", "# Side\n\n![tegning](t.svg) [åbn](t.svg)\n");
    project.files.insert(
        "content/t.svg".into(),
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".into(),
    );
    let pages = project.pages();
    for (tag, attributes) in tags(pages.text("side/side.html")) {
        let svg = attributes.iter().any(|(name, value)| (name == "href" || name == "data") && value.ends_with("t.svg"));
        assert!(!svg, "<{tag} {attributes:?}> opens the drawing as a page");
    }
}

/// A site with the word `zebra` wherever it is hidden, and none where it is public.
fn hidden_zebras() -> Project {
    let mut files: Vec<(String, String)> = vec![
        ("content/index.md".into(), "# Velkommen\n\nSe [[ZEBRA-intern]] og [[K-1]].\n\n> [!INTERN]\n> zebra [[ZEBRA-intern]]\n".into()),
        ("content/krav.md".into(), "---\nid: K-1\ntype: krav\ntitel: Krav\npræciserer: ZEBRA-intern\nløsning: ZEBRA-L\nhjemmel: [ZEBRA-LOV § 1, ZEBRA-LOV]\nbruger: [ZEBRA-begreb]\ngennemgået: {dato: 2026-01-01, af: ZEBRA-organ}\nbegrundelse: |\n  Se [[ZEBRA-fortrolig]].\n\n  > [!FORTROLIG]\n  > zebra\n---\n\n> [!INTERN]\n> Zebra først, så er den uddrag.\n\nLøsningen skal se [[ZEBRA-intern]] og [siden](zebra-intern.md), [[ZEBRA-begreb]] og [[ZEBRA-LOV § 1]].\n\n> [!TILBUDSGIVER]\n> ## Zebra-overskrift\n>\n> zebra ![zebra](bilag/zebra2.png)\n\n> [!FORTROLIG]\n> ```visning\n> liste:\n>   vælg: {titel: {indeholder: zebra}}\n> ```\n".into()),
        ("content/visninger.md".into(), "# Visninger\n\n```visning\ntabel:\n  vælg: {}\n  kolonner: [id, titel, status, løsning, hjemmel]\n```\n\n```visning\nliste:\n  vælg: {type: [krav, begreb, løsning, organ]}\n```\n\n```visning\ngraf:\n  vælg: {}\n```\n\n```visning\nmatrix:\n  rækker: {type: krav}\n  kolonner: {type: [krav, bestemmelse, løsning]}\n  via: [løsning]\n```\n\n```visning\ndiagram:\n  vælg: {type: krav}\n  form: søjle\n  efter: løsning\n```\n".into()),
        ("content/begreb.yaml".into(), "id: dyr\ntype: begreb\ntitel: dyr\noverbegreb: ZEBRA-begreb\ndefinition: se [[ZEBRA-begreb]]\n".into()),
        ("content/gang.yaml".into(), "id: P-1\ntype: arbejdsgang\ntitel: Gang\ntrin:\n  - {id: t1, navn: Trin, aktør: sagsbehandler, krav: [ZEBRA-intern, K-1]}\n".into()),
        ("content/zebra-lov.yaml".into(), "id: ZEBRA-LOV\ntype: retskilde\ntitel: Lov om zebraer\nsynlighed: intern\nbestemmelser:\n  - ref: § 1\n    titel: Zebra\n    tekst: |\n      Zebraer, se [[K-1]].\n  - ref: § 1\n".into()),
        ("content/hemmeligt/_fælles.yaml".into(), "synlighed: fortrolig\ntype: krav\n".into()),
        ("content/hemmeligt/zebra.yaml".into(), "fælles: {løsning: ZEBRA-L}\nelementer:\n  - {id: ZEBRA-9, titel: Zebra ni, præciserer: K-1, bruger: dyr}\n  - {id: ZEBRA-8, titel: 'Zebra otte', tidligere_id: [ZEBRA-7], ukendt_zebra: zebra}\n".into()),
        ("content/zebra-damaged.md".into(), "---\nid: ZEBRA-brudt\ntype: krav\ntitel: Zebra: brudt\nsynlighed: intern\nliste: [zebra\n---\n\nZebra her.\n".into()),
        ("content/zebra-dobbelt.yaml".into(), "id: ZEBRA-9\ntype: krav\ntitel: Zebra igen\nsynlighed: intern\n".into()),
        ("content/bilag/zebra.pdf".into(), "zebra".into()),
        ("content/bilag/zebra2.png".into(), "zebra".into()),
    ];
    for word in ["intern", "fortrolig", "tilbudsgiver"] {
        files.push((format!("content/zebra-{word}.md"), format!("---\nid: ZEBRA-{word}\ntype: krav\ntitel: Zebra {word}\nsynlighed: {word}\npræciserer: [K-1, ZEBRA-mangler]\nnøgleord: [zebra]\ntidligere_id: [ZEBRA-gl-{word}]\nbegrundelse: zebra\nversioner: [{{version: '1', dato: 2026-01-01, beskrivelse: zebra}}]\n---\n\nLøsningen skal zebra. Se [bilaget](bilag/zebra.pdf) og [[K-1]].\n\n```visning\nliste: {{vælg: {{zebra: 1}}}}\n```\n")));
    }
    for (kind, id) in [("begreb", "ZEBRA-begreb"), ("løsning", "ZEBRA-L"), ("organ", "ZEBRA-organ")] {
        files.push((
            format!("content/zebra-{kind}.yaml"),
            format!("id: {id}\ntype: {kind}\ntitel: zebra {kind}\nsynlighed: intern\n"),
        ));
    }
    let mut project = Project::new(
        "titel: Prøve\nbase_url: https://krav.example.dk/\nkilde_url: https://git.example.dk/{path}\n",
        files,
    );
    project.waivers = Some("- regel: J02\n  vælg: {id: ZEBRA-intern}\n  begrundelse: zebra\n  godkendt_af: ZEBRA-organ\n  udløber: 2027-01-01\n- regel: zebra\n".into());
    project
}

#[test]
fn what_is_not_public_is_in_no_output() {
    for language in ["da", "en"] {
        let mut project = hidden_zebras();
        project.settings.push_str(&format!("sprog: {language}\n"));
        let pages = project.pages();
        assert!(pages.has("krav/k-1.html"));
        let shown: Vec<String> = pages
            .with("zebra")
            .iter()
            .map(|address| format!("{address}: {}", around(pages.text(address), "zebra")))
            .collect();
        assert!(shown.is_empty(), "{shown:#?}");
        let named: Vec<&str> = pages.addresses().filter(|address| address.contains("zebra")).collect();
        assert!(named.is_empty(), "{named:?}");
    }
}

#[test]
fn help_for_a_wrong_link_names_no_hidden_item() {
    for wrong in ["præciserer: ZEBR-intern", "præciserer: GL-ZEBR", "bruger: [zebr]"] {
        let mut project = with_sound(
            "content/k.md",
            &format!("---\nid: K-1\ntype: krav\ntitel: Krav\nbegrundelse: b\n{wrong}\n---\n\nTekst [[ZEBR-intern]].\n"),
        );
        project.files.insert(
            "content/z.yaml".into(),
            "id: ZEBRA-intern\ntype: krav\ntitel: Zebra\nsynlighed: intern\ntidligere_id: [GL-ZEBRA]\n".into(),
        );
        project
            .files
            .insert("content/y.yaml".into(), "id: zebra\ntype: begreb\ntitel: zebra\nsynlighed: intern\n".into());
        let pages = project.pages();
        assert_eq!(pages.with("zebra"), Vec::<&str>::new());
    }
}

#[test]
fn what_is_published_to_bidders_is_shown_to_them_alone() {
    let mut project = hidden_zebras();
    project.settings.push_str("udgiv: [offentlig, tilbudsgiver]\n");
    let pages = project.pages();
    assert!(pages.has("krav/zebra-tilbudsgiver.html") && !pages.has("krav/zebra-intern.html"));
    assert!(pages.text("krav/k-1.html").contains("Zebra-overskrift"));
}

fn around(text: &str, word: &str) -> String {
    let at = text.to_lowercase().find(word).unwrap_or(0).min(text.len());
    let (start, end) =
        (text.floor_char_boundary(at.saturating_sub(120)), text.floor_char_boundary((at + 80).min(text.len())));
    text[start..end].to_owned()
}

/// Reads a folder and makes everything of it.
fn read(folder: &Path) -> (Edition, Vec<String>) {
    let input = sporbar::pipeline::read(folder, |_| Ok(DAY.parse().unwrap())).expect("the folder can be read");
    let edition = Pipeline::default().edition(input).expect("the project can be built");
    let findings = lines(&edition);
    (edition, findings)
}

/// A project on disk with one sound item.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "sporbar.yaml", SETTINGS);
    write(folder.path(), SOUND.0, SOUND.1);
    folder
}

#[track_caller]
fn assert_found(folder: &Path, start: &str) {
    let (edition, findings) = read(folder);
    assert!(findings.iter().any(|line| line.starts_with(start)), "missing {start}\n{findings:#?}");
    assert!(Pages::of(&edition).has("krav/god.html"));
}

#[test]
fn bytes_that_are_no_utf_8_are_found() {
    let folder = folder();
    write(folder.path(), "content/a.md", b"---\nid: A\ntype: krav\ntitel: bl\xe5\nbegrundelse: b\n---\n\nTekst.\n");
    write(folder.path(), "content/b.yaml", b"id: B\ntype: krav\xff\xfe\n");
    assert_found(folder.path(), "content/a.md:4:10: S01: ");
    assert_found(folder.path(), "content/b.yaml:2:11: S01: ");
}

#[test]
fn a_folder_that_is_called_like_a_file_is_a_folder() {
    let folder = folder();
    write(folder.path(), "content/a.md/b.md", "# Under\n");
    let (edition, findings) = read(folder.path());
    assert!(findings.iter().all(|line| line.contains(": S16: ")), "{findings:#?}");
    assert!(Pages::of(&edition).addresses().any(|address| address.starts_with("side/")));
}

#[test]
#[cfg(unix)]
fn links_out_of_the_project_loops_and_pipes_are_found() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "hemmelig.md", "# zebra\n");
    let folder = folder();
    let content = folder.path().join("content");
    symlink(outside.path().join("hemmelig.md"), content.join("ude.md")).unwrap();
    symlink(outside.path(), content.join("mappe")).unwrap();
    symlink("../content", content.join("ring")).unwrap();
    symlink("findes-ikke.md", content.join("dingler.md")).unwrap();
    symlink("selv.md", content.join("selv.md")).unwrap();
    symlink("god.md", content.join("inde.md")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(content.join("rør.md")).status().unwrap();
    assert!(made.success());
    for start in [
        "content/ude.md",
        "content/mappe/hemmelig.md",
        "content/ring",
        "content/dingler.md",
        "content/selv.md",
        "content/rør.md",
    ] {
        assert_found(folder.path(), &format!("{start}:1:1: S01: "));
    }
    let (edition, findings) = read(folder.path());
    assert!(
        findings.iter().any(|line| line.starts_with("content/inde.md") && line.contains("S03")),
        "a link inside is followed: {findings:#?}"
    );
    assert_eq!(Pages::of(&edition).with("zebra"), Vec::<&str>::new());
}

#[test]
#[cfg(unix)]
fn an_attachment_that_is_a_link_out_of_the_project_is_refused_for_what_it_is() {
    let outside = tempfile::tempdir().unwrap();
    let folder = folder();
    write(folder.path(), "content/side.md", "# Bilag\n\n[tegningen](forløb.bpmn) og [aftalen](aftale.pdf)\n");
    for name in ["forløb.bpmn", "aftale.pdf"] {
        write(outside.path(), name, "hemmeligt");
        std::os::unix::fs::symlink(outside.path().join(name), folder.path().join("content").join(name)).unwrap();
    }
    let (_, findings) = read(folder.path());
    for name in ["forløb.bpmn", "aftale.pdf"] {
        let reason = format!("S15: the file `{name}` can't be attached: the symbolic link leads out of the project");
        assert!(findings.iter().any(|line| line.contains(&reason)), "{findings:#?}");
    }
}

#[test]
fn files_that_vanish_while_they_are_read_stop_nothing() {
    let folder = folder();
    let path = |number: usize| folder.path().join(format!("content/mange/{number}.md"));
    for number in 0..600 {
        write(folder.path(), &format!("content/mange/{number}.md"), "# Væk\n");
    }
    std::thread::scope(|scope| {
        let remover = scope.spawn(|| (0..600).for_each(|number| fs::remove_file(path(number)).unwrap()));
        while !remover.is_finished() {
            assert!(Pages::of(&read(folder.path()).0).has("krav/god.html"));
        }
    });
    assert!(Pages::of(&read(folder.path()).0).has("krav/god.html"));
}

#[test]
fn an_output_folder_of_somebody_else_is_refused() {
    let folder = folder();
    write(folder.path(), "mit/vigtigt.txt", "behold mig");
    let ran = sporbar(folder.path(), &["build", "--output", "mit"], &[]);
    assert_eq!(ran.status.code(), Some(2), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(fs::read_to_string(folder.path().join("mit/vigtigt.txt")).unwrap(), "behold mig");
    for output in [".", "content", "themes", ".."] {
        let ran = sporbar(folder.path(), &["build", "--output", output], &[]);
        assert_eq!(ran.status.code(), Some(2), "{output}: {}", String::from_utf8_lossy(&ran.stderr));
    }
    assert!(folder.path().join(SOUND.0).exists());
}

/// Some bytes of a file changed: cut, doubled, replaced, or put in from elsewhere.
fn spoil(chance: &mut Chance, bytes: &mut Vec<u8>, other: &[u8]) {
    const WORDS: [&str; 22] = [
        "---\n",
        ": ",
        "\t",
        "[[",
        "]]",
        "```visning\n",
        "\"",
        "'",
        "{",
        "}",
        "\u{0}",
        "&a ",
        "*a",
        "§",
        "> [!INTERN]\n",
        "\r",
        "<script>",
        "\u{202e}",
        "æ",
        "- ",
        "|",
        "!!binary ",
    ];
    let at = chance.below(bytes.len() + 1);
    let end = (at + chance.below(40)).min(bytes.len());
    match chance.below(6) {
        0 => drop(bytes.drain(at..end)),
        1 => drop(bytes.splice(at..at, bytes[at..end].to_vec())),
        2 => drop(bytes.splice(at..end, [chance.next() as u8])),
        3 => drop(bytes.splice(at..at, chance.pick(&WORDS).bytes())),
        4 => {
            let from = chance.below(other.len());
            let to = (from + chance.below(200)).min(other.len());
            drop(bytes.splice(at..at, other[from..to].iter().copied()));
        }
        _ => bytes.truncate(at),
    }
}

/// Spoils `files` files of a project in every round; it must be read, judged and shown all the same.
fn check_spoilt(project: &Project, seed: u64, rounds: usize, files: usize) {
    let mut chance = Chance(seed);
    for round in 0..rounds {
        let mut input = project.input();
        let mut told = Vec::new();
        for _ in 0..files {
            let other = chance.pick(&input.sources.files).bytes.clone();
            let place = chance.below(input.sources.files.len());
            let file = &mut input.sources.files[place];
            for _ in 0..=chance.below(4) {
                spoil(&mut chance, &mut file.bytes, &other);
            }
            file.hash = content_hash(&file.bytes);
            told.push(format!("=== {}\n{:?}", file.path, String::from_utf8_lossy(&file.bytes)));
        }
        let made = catch_unwind(AssertUnwindSafe(|| {
            let edition = Pipeline::default().edition(input).expect("a project can always be built");
            assert_nothing_runs(&Pages::of(&edition));
        }));
        assert!(made.is_ok(), "seed {seed}, round {round}\n{}", told.join("\n"));
    }
}

#[test]
fn random_damage_to_a_new_project_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let ran = sporbar(folder.path(), &["init", "ny"], &[]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    check_spoilt(&Project::read(&folder.path().join("ny")), 21, 600, 3);
}

#[test]
fn random_damage_to_the_shipped_project_stops_nothing() {
    check_spoilt(&Project::shipped(), 22, 40, 25);
}

#[test]
fn random_damage_to_a_corpus_stops_nothing() {
    let files = corpus::files(40, 5, corpus::Rules::All).into_iter().filter(|(path, _)| path != "sporbar.yaml");
    check_spoilt(&Project::new("titel: Korpus\n", files), 23, 120, 10);
}
