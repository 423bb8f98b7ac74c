//! A Markdown text without what its readers may not see, still as Markdown.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::guard::guard_of;
use super::markdown::options;

/// The text without the blocks whose visibility `hides` names, and without comments; what is left stands as it was
/// written. A block inside a list or another quote goes with the lines it stands on.
pub fn cut(source: &str, hides: impl Fn(&str) -> bool) -> String {
    if !source.contains("[!") && !source.contains("<!--") {
        return source.to_owned();
    }
    let mut gone: Vec<Range<usize>> = Vec::new();
    for (event, range) in Parser::new_ext(source, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::BlockQuote(None)) if guard_of(source, &range).is_some_and(&hides) => {
                gone.push(whole_lines(source, range));
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => comments(source, range, &mut gone),
            _ => {}
        }
    }
    gone.sort_by_key(|range| (range.start, range.end));
    let mut kept = String::with_capacity(source.len());
    let mut at = 0;
    for range in gone.into_iter().filter(|range| range.end > range.start) {
        if range.start > at {
            kept.push_str(&source[at..range.start]);
        }
        at = at.max(range.end);
    }
    kept.push_str(&source[at..]);
    kept
}

fn whole_lines(source: &str, range: Range<usize>) -> Range<usize> {
    let start = source[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = if source[..range.end].ends_with('\n') {
        range.end
    } else {
        source[range.end..].find('\n').map_or(source.len(), |at| range.end + at + 1)
    };
    start..end
}

fn comments(source: &str, range: Range<usize>, gone: &mut Vec<Range<usize>>) {
    let mut at = range.start;
    while let Some(start) = source[at..range.end].find("<!--").map(|found| at + found) {
        // A comment that nobody ends hides what follows it, so it goes as well.
        let end = source[start..].find("-->").map_or(source.len(), |end| start + end + 3);
        gone.push(start..end);
        if end >= range.end {
            return;
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, left: &str) {
        assert_eq!(cut(source, |visibility| visibility != "tilbudsgiver"), left);
    }

    #[test]
    fn hidden_blocks_and_comments_go_and_the_rest_stays() {
        check("a\n\n> [!INTERN]\n> b\n> c\n\nd\n", "a\n\n\nd\n");
        check("> [!TILBUDSGIVER]\n> b\n", "> [!TILBUDSGIVER]\n> b\n");
        check("> [!NOTE]\n> b\n", "> [!NOTE]\n> b\n");
        check("a <!-- x --> b\n\n<!-- y\nz -->\n\nc\n", "a  b\n\n\n\nc\n");
        check("- a\n  > [!FORTROLIG]\n  > b\n- c\n", "- a\n- c\n");
        check("> [!TILBUDSGIVER]\n> a\n>\n> > [!INTERN]\n> > b\n\nc", "> [!TILBUDSGIVER]\n> a\n>\n\nc");
        check("`<!-- code -->`\n", "`<!-- code -->`\n");
        check("> [!INTERN]\n> b\ndoven linje\n\nc", "\nc");
    }
}
