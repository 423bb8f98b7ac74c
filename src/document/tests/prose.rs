use super::super::prose;
use super::{body, check_body};

#[test]
fn markdown_becomes_html() {
    check_body(
        "Hej *du* **der** ~~nej~~ `a<b` & <https://x.dk/?a&b>\n\n- [x] et\n- [ ] to\n\n3. tre\n\n***\n\n```rust\nlet a = \"<\";\n```\n",
        "<p>Hej <em>du</em> <strong>der</strong> <del>nej</del> <code>a&lt;b</code> &amp; \
         <a class=\"ext\" rel=\"noopener noreferrer\" href=\"https://x.dk/?a&amp;b\">https://x.dk/?a&amp;b</a></p>\n\
         <ul>\n<li><span class=\"task\" role=\"img\" aria-label=\"udført\">☑</span> et</li>\n\
         <li><span class=\"task\" role=\"img\" aria-label=\"ikke udført\">☐</span> to</li>\n</ul>\n\
         <ol start=\"3\">\n<li>tre</li>\n</ol>\n<hr>\n\
         <pre tabindex=\"0\"><code class=\"language-rust\">let a = \"&lt;\";\n</code></pre>",
    );
}

#[test]
fn a_marker_that_ends_a_block_without_a_line_end_has_a_place_in_the_file() {
    let text = "tekst: |\n  [!INTERN]";
    let document = super::document(super::super::Form::Yaml, text);
    let ends: Vec<u32> = document.notices.iter().map(|notice| notice.span.end).collect();
    assert!(!ends.is_empty() && ends.iter().all(|end| *end as usize <= text.len()), "{ends:?}");
}

#[test]
fn tables_have_classes_and_no_styles() {
    check_body(
        "| a | b |\n|:-:|--:|\n| [[R-9\\|ni]] | `x` |\n",
        "<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th class=\"c\">a</th><th class=\"r\">b</th></tr></thead>\n\
         <tbody>\n<tr><td class=\"c\">⟨ref 0⟩</td><td class=\"r\"><code>x</code></td></tr>\n</tbody></table></div>",
    );
    // The cells of a wide table say their column, unless its name holds what only a page knows.
    check_body(
        "| *a* \"1\" | [[R-9]] | c |\n|---|--:|---|\n| x | y | z |\n",
        "<div class=\"scroll\" tabindex=\"0\"><table class=\"stack\">\n<thead><tr><th><em>a</em> \"1\"</th>\
         <th class=\"r\">⟨ref 0⟩</th><th>c</th></tr></thead>\n<tbody>\n<tr><td data-label=\"a &quot;1&quot;\">x</td>\
         <td class=\"r\">y</td><td data-label=\"c\">z</td></tr>\n</tbody></table></div>",
    );
    let body = body("| a | b |\n|---|---|\n| [[R-9\\|ni]] | x |\n");
    assert_eq!((&*body.references[0].target, body.references[0].label()), ("R-9", Some("ni")));
}

#[test]
fn a_reference_split_by_a_cell_is_reported() {
    let text = "| a | b |\n|---|---|\n| [[R-9|ni]] | x |\n";
    let document = super::document(super::Form::Markdown, text);
    assert_eq!(super::show(text, &document.notices[0]), "3:3 S15 `|` deler henvisningen i to celler [| → \\|]");
}

#[test]
fn references_are_normalised_and_code_has_none() {
    let body = body(
        "[[ BL\u{a0}§ 20,\nstk.  3 #t2 | min\ntekst ]] `[[X]]` [[a\u{30a}]]\n\n    [[Y]]\n\n> [[BL §\n> 5]] [[#afsnit]] [[ ]]\n",
    );
    let shown: Vec<String> = body
        .references
        .iter()
        .map(|reference| format!("{}#{:?}|{:?}", reference.target, reference.fragment(), reference.label()))
        .collect();
    assert_eq!(
        shown,
        [
            "BL § 20, stk. 3#Some(\"t2\")|Some(\"min tekst\")",
            "å#None|None",
            "BL § 5#None|None",
            "#Some(\"afsnit\")|None"
        ]
    );
}

#[test]
fn links_go_to_the_web_the_project_or_nowhere() {
    check_body(
        "[a](x.md#b) [**w**](http://x.dk \"t\") ![alt *x*](b%20c.png) [h](#h) <a@x.dk>",
        "<p>⟨link 0⟩a⟨/link 0⟩ <a class=\"ext\" rel=\"noopener noreferrer\" href=\"http://x.dk\"><strong>w</strong></a> \
         ⟨image 1⟩ ⟨link 2⟩h⟨/link 2⟩ <a class=\"ext\" rel=\"noopener noreferrer\" href=\"mailto:a@x.dk\">a@x.dk</a></p>",
    );
    let body = body("[a *b*](x%20y.md#b) ![alt *x*](b.png)");
    assert_eq!((&*body.links[0].path, &*body.links[0].label, body.links[0].image), ("x y.md", "a b", false));
    assert_eq!((&*body.links[1].path, &*body.links[1].label, body.links[1].image), ("b.png", "alt x", true));
    check_body(
        "[a](javascript:x) [b](JAVA&#115;cript:x) [c](//x.dk) [d](/x) ![e](https://x.dk/e.png) ![f](data:x)",
        "<p><span class=\"broken\">a</span> <span class=\"broken\">b</span> <span class=\"broken\">c</span> \
         <span class=\"broken\">d</span> <a class=\"ext\" rel=\"noopener noreferrer\" href=\"https://x.dk/e.png\">e</a> \
         <span class=\"broken\">f</span></p>\n\
         4:1 S18 linket til `javascript:x` er fjernet\n4:19 S18 linket til `JAVAscript:x` er fjernet\n\
         4:42 S18 linket til `//x.dk` er fjernet\n4:54 S18 linket til `/x` er fjernet\n\
         4:62 S18 billeder fra nettet vises ikke: `https://x.dk/e.png`\n4:87 S18 linket til `data:x` er fjernet",
    );
}

#[test]
fn guards_keep_what_is_in_them() {
    check_body(
        "Før\n\n- punkt\n\n  > [!INTERN]\n  > Hemmelig [[X]]\n\n> [!Fortrolig] straks\n>\n> # Skjult\n> > [!INTERN]\n> > dybt [[Y]]\n\nEfter",
        "<p>Før</p>\n<ul>\n<li><p>punkt</p>\n⟨intern:<aside class=\"guard\">\n<p>Hemmelig ⟨ref 0⟩</p>\n</aside>\n⟩</li>\n</ul>\n\
         ⟨fortrolig:<aside class=\"guard\">\n<p>straks</p>\n<h2 id=\"skjult\">Skjult</h2>\n\
         ⟨intern:<aside class=\"guard\">\n<p>dybt ⟨ref 1⟩</p>\n</aside>\n⟩</aside>\n⟩<p>Efter</p>",
    );
    let body = body("Før\n\n> [!INTERN]\n> Hemmelig [[X]] [a](a.md)\n> ## H\n> ```visning\n> a: b\n> ```\n\nEfter");
    assert_eq!(&*body.excerpt, "Før Efter");
    assert_eq!(body.references[0].guard(), Some("intern"));
    assert_eq!(body.links[0].guard.as_deref(), Some("intern"));
    assert_eq!(body.headings[0].guard.as_deref(), Some("intern"));
    assert_eq!(body.views[0].guard.as_deref(), Some("intern"));
}

#[test]
fn a_marker_misspelt_hides_and_one_outside_a_quote_is_reported() {
    check_body(
        "> [!INTERNT]\n> x",
        "⟨intern:<aside class=\"guard\">\n<p>x</p>\n</aside>\n⟩\n\
         4:3 S06 synligheden `[!INTERNT]` findes ikke; blokken er skjult som `[!INTERN]` [[!INTERNT] → [!INTERN]]",
    );
    check_body("[!INTERN]\nx", "<p>[!INTERN]\nx</p>\n4:1 S06 `[!INTERN]` skjuler intet uden for et citat");
    check_body(
        "> [!NOTE]\n> x",
        "<aside class=\"alert alert-note\"><p class=\"alert-title\">Bemærk</p>\n<p>x</p>\n</aside>",
    );
    check_body(">\n> [!INTERN]\n>\n> x", "⟨intern:<aside class=\"guard\">\n<p>x</p>\n</aside>\n⟩");
}

#[test]
fn headings_have_unique_names() {
    check_body(
        "# Åben [[X]]\n## Åben\n### [l](l.md) b\n###### *Åben* {#Eget .klasse onclick=x}\n",
        "<h2 id=\"aaben-x\">Åben ⟨ref 0⟩</h2>\n<h2 id=\"aaben\">Åben</h2>\n<h3 id=\"l-b\">⟨link 0⟩l⟨/link 0⟩ b</h3>\n\
         <h6 id=\"eget\"><em>Åben</em></h6>",
    );
    let body = body("# [[X]]\n# A\n# A\n");
    let names: Vec<&str> = body.headings.iter().map(|heading| &*heading.slug).collect();
    assert_eq!(names, ["x", "a", "a-2"]);
}

#[test]
fn footnotes_stand_at_the_end_and_lead_back() {
    check_body(
        "A[^x] b[^y] c[^x]\n\n[^y]: To\n\n[^x]: Et [[R]]\n",
        "<p>A<sup class=\"footnote\"><a id=\"fnref-1\" href=\"#fn-1\">1</a></sup> b<sup class=\"footnote\"><a id=\"fnref-2\" href=\"#fn-2\">2</a></sup> \
         c<sup class=\"footnote\"><a id=\"fnref-1-2\" href=\"#fn-1\">1</a></sup></p>\n\
         <section class=\"footnotes\"><ol>\n<li id=\"fn-1\" value=\"1\">\n<p>Et ⟨ref 0⟩</p>\n<p class=\"footnote-back\">\
         <a href=\"#fnref-1\" aria-label=\"Tilbage til teksten\">↩</a> <a href=\"#fnref-1-2\" aria-label=\"Tilbage til teksten\">↩</a> </p>\n</li>\n\
         <li id=\"fn-2\" value=\"2\">\n<p>To</p>\n<p class=\"footnote-back\"><a href=\"#fnref-2\" aria-label=\"Tilbage til teksten\">↩</a> </p>\n</li>\n</ol></section>",
    );
    let body = body("> [!INTERN]\n> a[^1]\n\n[^1]: hemmelig [[X]]\n");
    assert_eq!(body.references[0].guard(), Some("intern"));
    assert!(!super::pieces(&body.pieces).split('⟨').next().unwrap().contains("hemmelig"));
}

#[test]
fn the_statement_ends_at_the_first_heading_after_text() {
    let statement = |text: &str| {
        let body = body(text);
        super::pieces(&body.pieces[body.statement.start as usize..body.statement.end as usize])
    };
    assert_eq!(statement("# T\n\n## U\n\nSkal [[X]].\n\n## Note\n\nMere\n"), "<p>Skal ⟨ref 0⟩.</p>\n");
    assert_eq!(statement("Skal.\n"), "<p>Skal.</p>\n");
    assert_eq!(statement("# Kun\n"), "");
    assert_eq!(statement("<!-- x -->\n\n# T\n\nSkal[^1]\n\n[^1]: note\n").matches("note").count(), 1);
    assert_eq!(statement("> [!INTERN]\n> x\n\n# T\n\nSkal\n"), "<p>Skal</p>\n");
}

#[test]
fn a_view_is_read_with_places_in_the_file() {
    let text =
        "---\nid: A\n---\n- x\n\n  ```visning\n  tabel:\n    vælg: {type: krav}\n  ```\n\n```visning\na: b: c\n```\n";
    let document = super::document(super::Form::Markdown, text);
    let views = &document.bodies[0].views;
    let table = views[0].question.map().unwrap().find("tabel").unwrap();
    assert_eq!(table.map().unwrap().find("vælg").unwrap().span.of(text), "{type: krav}");
    assert!(views[0].span.of(text).starts_with("```visning"));
    assert_eq!(views[1].question.value, super::Value::Empty);
    assert_eq!(
        super::show(text, &document.notices[0]).split(" [").next().unwrap(),
        "12:4 S17 værdien af `a` indeholder et kolon og står uden anførselstegn"
    );
}

#[test]
fn raw_html_is_balanced_and_harmless() {
    check_body(
        "a <b onclick=x>f <i>g</b> h *k <sub>1* <script>alert(1)</script> <br/> </u> <!-- væk --> <abbr title='\"&lt;'>x</abbr>",
        "<p>a <b>f <i>g</i></b> h <em>k <sub>1</sub></em> alert(1) <br>   <abbr title=\"&quot;&amp;lt;\">x</abbr></p>\n\
         4:3 S18 HTML-attributten `onclick` på `b` er fjernet\n4:40 S18 HTML-elementet `script` er fjernet",
    );
    check_body(
        "<div class=x style='a'><p>Hej<script>alert(1)</script><img src=x onerror=y>\n\n<details><summary>S</summary>\n\n*Inde*\n\n</details>\n\nUde\n",
        "<div><p>Hej\n</p></div><details><summary>S</summary>\n<p><em>Inde</em></p>\n</details>\n<p>Ude</p>\n\
         4:1 S18 HTML-attributten `class` på `div` er fjernet\n4:1 S18 HTML-attributten `style` på `div` er fjernet\n\
         4:30 S18 HTML-elementet `script` er fjernet\n4:55 S18 HTML-elementet `img` er fjernet",
    );
}

#[test]
fn the_excerpt_is_cut_at_a_word() {
    let body = prose(&"ordet ".repeat(60));
    assert!(body.excerpt.chars().count() <= 200 && body.excerpt.ends_with("ordet…"));
    assert_eq!(&*prose("# T\n\nSe [[A|a]] og\n`b`.\n\n- c\n").excerpt, "Se a og b. c");
}

#[test]
fn texts_of_one_item_share_their_names() {
    let document = super::document(
        super::Form::Yaml,
        "tekst: |\n  # A\n\n  x[^1]\n\n  [^1]: y\nbegrundelse: |\n  # A\n\n  x[^1]\n\n  [^1]: y\n",
    );
    assert_eq!(&*document.bodies[1].headings[0].slug, "a-2");
    assert!(super::pieces(&document.bodies[1].pieces).contains("id=\"fn-2\""));
}
