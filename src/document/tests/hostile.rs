use proptest::prelude::*;

use super::super::{Form, parse_bytes, parse_yaml, prose};
use super::{document, spans_are_in_text};

#[test]
fn deep_nesting_is_refused() {
    for text in ["[".repeat(10_000), "{a: ".repeat(10_000), "- ".repeat(10_000), "? ".repeat(10_000)] {
        let (node, notices) = parse_yaml(&text);
        assert_eq!((node, notices.len(), notices[0].code), (None, 1, "S01"));
    }
    let stairs: String = (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert_eq!(parse_yaml(&stairs).1[0].code, "S01");
}

#[test]
fn aliases_have_a_budget() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let list = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{list}]\n"));
    }
    assert_eq!(parse_yaml(&bomb).1[0].code, "S01");
    let chain: String = (1..5_000).map(|link| format!("b{link}: &b{link} [*b{}]\n", link - 1)).collect();
    assert_eq!(parse_yaml(&format!("b0: &b0 x\n{chain}")).1[0].code, "S01");
    assert_eq!(parse_yaml("a: &a [*a]").1[0].code, "S01");
}

#[test]
fn markdown_that_grows_is_cut() {
    let wide = format!("{}|\n{}|\n", "|a".repeat(1_000), "|-".repeat(1_000)) + &"|x|\n".repeat(10_000);
    let body = prose(&wide);
    assert!(super::pieces(&body.pieces).len() < 21 * wide.len() + 110_000);
    assert!(super::pieces(&body.pieces).ends_with("</tbody></table></div>\n"));
    let definitions = format!("[a]: http://x.dk/{}\n\n{}", "x".repeat(20_000), "[a] ".repeat(5_000));
    assert!(super::pieces(&prose(&definitions).pieces).len() < 21 * definitions.len() + 110_000);
}

/// Each of these was or might be quadratic: at this size that would take minutes.
#[test]
fn long_texts_are_read_in_one_go() {
    for text in [
        format!("a: [§ 1{}]", ", stk. 3".repeat(100_000)),
        format!("a: b: c\n{}", "synlighed ".repeat(100_000)),
        format!("a: b: c\n{}", "synlighed: ,".repeat(100_000)),
        "k: v\n".repeat(20_000),
        (0..20_000).map(|key| format!("k{key}: v\n")).collect(),
    ] {
        let _ = document(Form::Yaml, &text);
    }
    for text in [
        format!("| a |\n|---|\n| {} |\n", "[[x|y ".repeat(100_000)),
        "[[a|".repeat(50_000),
        "# a\n".repeat(20_000),
        "a <b>".repeat(50_000),
        "</i>".repeat(50_000),
    ] {
        let _ = prose(&text);
    }
}

#[test]
fn deep_markdown_does_not_overflow() {
    for text in [
        "> ".repeat(5_000),
        "> [!INTERN]\n".repeat(3_000),
        "- ".repeat(5_000),
        "*a ".repeat(20_000),
        "[".repeat(20_000),
    ] {
        let _ = prose(&text);
    }
    let guards: String = (1..300).map(|depth| format!("{}[!INTERN]\n", "> ".repeat(depth))).collect();
    let _ = prose(&guards);
    let _ = prose(&"<div>".repeat(20_000));
    let _ = prose(&"a <b>".repeat(20_000));
}

fn soup() -> impl Strategy<Value = String> {
    let tokens = vec![
        "---\n",
        "id: ",
        "titel: ",
        "tekst: |\n  ",
        "elementer:\n",
        "  - ",
        "- ",
        "\n",
        "\r\n",
        "  ",
        "\t",
        ": ",
        "#",
        " #x",
        "[",
        "]",
        "{",
        "}",
        ",",
        "\"",
        "'",
        "*a",
        "&a ",
        "!t ",
        "|",
        ">",
        "BL § 20",
        ", stk. 3",
        "æ",
        "å",
        "\u{a0}",
        "\u{feff}",
        "x",
        "~",
        "[[",
        "]]",
        "[!INTERN]",
        "> ",
        "```visning\n",
        "```\n",
        "# ",
        "`",
        "**",
        "_",
        "[^1]",
        "[^1]: ",
        "<b>",
        "</b>",
        "<div>",
        "<!--",
        "<details>",
        "</details>",
        "](",
        ")",
        "![",
        "javascript:",
        "http://x.dk",
        "| a | b |\n|--|:-:|\n",
        "\\",
        "&amp;",
        "...\n",
        "fælles: ",
        "? ",
        "%",
        "@",
        "\0",
        "<a href='x'>",
        "{#id}",
        ": d\n",
        "synlighed: intern\n",
    ];
    prop::collection::vec(prop::sample::select(tokens), 0..60).prop_map(|tokens| tokens.concat())
}

/// Every opened element is closed, in order, inside a list of pieces and inside each guard.
fn is_balanced(pieces: &[super::Piece]) -> bool {
    let text: String = pieces
        .iter()
        .map(|piece| match piece {
            super::Piece::Html(html) => html.to_string(),
            super::Piece::Guarded(guarded) => {
                assert!(is_balanced(&guarded.pieces));
                String::new()
            }
            _ => String::new(),
        })
        .collect();
    let mut open = Vec::new();
    for tag in super::super::html::tags(&text) {
        if matches!(tag.name, "br" | "hr" | "wbr" | "col") {
            continue;
        }
        if !tag.closing {
            open.push(tag.name);
        } else if open.pop() != Some(tag.name) {
            return false;
        }
    }
    open.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for form in [Form::Markdown, Form::Yaml, Form::Defaults] {
            let (document, text) = parse_bytes(form, &bytes, &super::keys());
            spans_are_in_text(&document, text.trim_start_matches('\u{feff}'));
        }
    }

    #[test]
    fn any_soup_is_read_and_its_html_is_whole(text in soup()) {
        for (form, text) in [(Form::Markdown, text.clone()), (Form::Yaml, text.clone()), (Form::Markdown, format!("---\nid: A\n---\n{text}"))] {
            let once = document(form, &text);
            let bare = text.strip_prefix('\u{feff}').unwrap_or(&text);
            spans_are_in_text(&once, bare);
            for body in &once.bodies {
                prop_assert!(is_balanced(&body.pieces), "{}", super::pieces(&body.pieces));
                let statement = &body.pieces[body.statement.start as usize..body.statement.end as usize];
                prop_assert!(is_balanced(statement), "{}", super::pieces(statement));
                let html = super::pieces(&body.pieces);
                prop_assert!(!html.contains("<script") && !html.contains("<img") && !html.contains(" style="));
            }
            prop_assert_eq!(once, document(form, &text));
        }
    }
}
