//! Texts of pages as blocks, and addresses as Word takes them.

use super::html::blocks;
use super::tree::decoded;
use super::{Block, Look, Run, Target};

fn read(html: &str) -> Vec<Block> {
    let leads = |href: &str| href.strip_prefix("krav/").and_then(|id| id.parse().ok()).map(Target::Inside);
    blocks(html, 2, &leads)
}

fn plain(text: &str) -> Block {
    Block::runs(vec![Run::plain(text)])
}

#[test]
fn prose_keeps_its_form() {
    let html = "<p>Vis <strong>alle</strong> <a href=\"krav/7\">frister</a> og <a href=\"andet\">mere</a>.</p>\n<ol><li>et<ul><li>to</li></ul></li></ol>";
    let bold = Run::bold("alle");
    let link = Run { text: "frister".into(), to: Some(Target::Inside(7)), ..Run::default() };
    let inner = Block::List { ordered: false, items: vec![vec![plain("to")]] };
    let expected = vec![
        Block::runs(vec![Run::plain("Vis "), bold, Run::plain(" "), link, Run::plain(" og mere.")]),
        Block::List { ordered: true, items: vec![vec![plain("et"), inner]] },
    ];
    assert_eq!(read(html), expected);
}

#[test]
fn headings_go_on_from_the_level_around_them_and_skip_none() {
    let levels = |html: &str| -> Vec<u8> {
        let level = |block: Block| match block {
            Block::Heading { level, .. } => Some(level),
            _ => None,
        };
        read(html).into_iter().filter_map(level).collect()
    };
    assert_eq!(levels("<h2 id=\"a\">A</h2><h5>B</h5><h3>C</h3><h2>D</h2><h4>E</h4>"), [3, 4, 4, 3, 4]);
}

#[test]
fn tables_have_their_head_and_every_row_is_as_wide() {
    let html = "<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th>Frist</th><th class=\"r\">Dage</th></tr></thead><tbody><tr><td>svar</td></tr></tbody></table></div>";
    let [Block::Table(table)] = &read(html)[..] else { panic!("{:?}", read(html)) };
    assert_eq!(table.head, ["Frist", "Dage"]);
    assert_eq!(table.rows[0].cells, [vec![plain("svar")], vec![]]);
    assert_eq!(table.widths.len(), 2);
}

#[test]
fn nothing_that_is_written_makes_the_reader_lose_its_way() {
    for html in [
        "<",
        "<p",
        "</p></p>x",
        "<p>a<b>b</p>c",
        "<table><tr><td>",
        "<svg",
        "<!--",
        "&#x110000;&;&",
        "<a href=\"x>y\">z</a>",
    ] {
        read(html);
    }
    let deep = "<ul><li>".repeat(5000) + "x";
    read(&deep);
    assert_eq!(decoded("&lt;b&gt; &amp;amp; &#229; &x;"), "<b> &amp; å &x;");
}

#[test]
fn a_document_has_each_anchor_once_no_dead_reference_and_no_skipped_level() {
    let heading = |level, anchor| Block::Heading { level, runs: vec![Run::plain("x")], anchor };
    let link = |anchor| Run { text: "y".into(), to: Some(Target::Inside(anchor)), ..Run::default() };
    let mut blocks = vec![heading(3, Some(1)), heading(3, Some(1)), Block::runs(vec![link(1), link(2)])];
    super::settle::settle(&mut blocks);
    let expected = vec![heading(1, Some(1)), heading(2, None), Block::runs(vec![link(1), Run::plain("y")])];
    assert_eq!(blocks, expected);
}

#[test]
fn a_drawing_keeps_its_name_and_size() {
    let html = "<div class=\"pan\"><svg class=\"flow\" width=\"40\" height=\"20\" viewBox=\"0 0 40 20\"><title>A &amp; B</title><desc>c</desc></svg></div>";
    let [Block::Drawing(drawing)] = &read(html)[..] else { panic!("{:?}", read(html)) };
    assert_eq!((drawing.title.as_str(), drawing.width, drawing.height), ("A & B", 40, 20));
}

#[test]
fn what_can_be_read_in_a_line_is_a_line_break_in_it() {
    let [Block::Paragraph { runs, look: Look::Body }] = &read("<p>a<br>\nb</p>")[..] else { panic!() };
    assert_eq!(runs[0].text, "a\nb");
}
