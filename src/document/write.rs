//! Values to YAML as an author would write it: block style, long texts as literal blocks, quotes where they are needed.

use crate::document;

/// Where a line of text is broken; the width of the content we ship.
const WIDTH: usize = 110;
/// Characters of a text that may stand on the line of its key.
const SHORT: usize = 70;

/// A value to write.
#[derive(Clone, Debug, PartialEq)]
pub enum Yaml {
    /// One line, plain or quoted.
    Text(String),
    /// Markdown: a literal block where it is long, with lines broken where Markdown allows.
    Prose(String),
    /// Markdown whose lines stay as they are.
    Kept(String),
    /// A mapping on one line.
    Short(Vec<(String, Yaml)>),
    List(Vec<Yaml>),
    Map(Vec<(String, Yaml)>),
}

impl Yaml {
    pub fn text(text: impl Into<String>) -> Yaml {
        Yaml::Text(text.into())
    }

    /// The lines of a mapping, each indented so; ends with a line break.
    pub fn pairs(pairs: &[(String, Yaml)], indent: usize) -> String {
        pairs.iter().map(|(key, value)| format!("{}{key}:{}", " ".repeat(indent), value.after_key(indent))).collect()
    }

    /// An element of a list whose dash stands at `indent`; ends with a line break.
    pub fn element(&self, indent: usize) -> String {
        let dash = " ".repeat(indent);
        match self {
            Yaml::Map(pairs) if !pairs.is_empty() => {
                let lines = Yaml::pairs(pairs, indent + 2);
                format!("{dash}- {}", &lines[indent + 2..])
            }
            other => format!("{dash}- {}\n", other.flow()),
        }
    }

    /// What stands after the colon of a key at `indent`, with the line break.
    pub fn after_key(&self, indent: usize) -> String {
        match self {
            Yaml::Text(text) => format!(" {}\n", scalar(text)),
            Yaml::Prose(text) => prose(text, indent + 2),
            Yaml::Kept(text) if text.contains('\n') => format!(" |\n{}", kept(text, indent + 2)),
            Yaml::Kept(text) => prose(text, indent + 2),
            Yaml::List(list) if is_long(list) => {
                let elements: String = list.iter().map(|item| item.element(indent + 2)).collect();
                format!("\n{elements}")
            }
            Yaml::Map(pairs) if !pairs.is_empty() => format!("\n{}", Yaml::pairs(pairs, indent + 2)),
            other => format!(" {}\n", other.flow()),
        }
    }

    /// The value on one line.
    pub fn flow(&self) -> String {
        match self {
            Yaml::Text(text) | Yaml::Prose(text) | Yaml::Kept(text) => flow_scalar(text),
            Yaml::List(list) => format!("[{}]", list.iter().map(Yaml::flow).collect::<Vec<_>>().join(", ")),
            Yaml::Map(pairs) | Yaml::Short(pairs) => {
                let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}: {}", value.flow())).collect();
                format!("{{{}}}", pairs.join(", "))
            }
        }
    }
}

/// Whether a list has a line for each element.
fn is_long(list: &[Yaml]) -> bool {
    let has_keys = list.iter().any(|item| matches!(item, Yaml::Map(_) | Yaml::Short(_)));
    has_keys || list.len() > 1 && list.iter().map(|item| item.flow().chars().count() + 2).sum::<usize>() > WIDTH
}

/// A Markdown text after its colon: on the same line where it is short and safe, else a literal block at `indent`.
fn prose(text: &str, indent: usize) -> String {
    if !text.contains('\n') && text.chars().count() <= SHORT && is_plain(text) {
        return format!(" {text}\n");
    }
    format!(" |\n{}", literal(text, indent))
}

/// The lines of a literal block.
pub fn literal(text: &str, indent: usize) -> String {
    let mut block = String::new();
    for line in text.lines() {
        for part in broken(line.trim_end(), WIDTH.saturating_sub(indent).max(40)) {
            if !part.is_empty() {
                block.push_str(&" ".repeat(indent));
                block.push_str(&part);
            }
            block.push('\n');
        }
    }
    block
}

/// The lines of a literal block, as they are.
fn kept(text: &str, indent: usize) -> String {
    let line = |line: &str| match line.trim_end() {
        "" => "\n".to_owned(),
        line => format!("{}{line}\n", " ".repeat(indent)),
    };
    text.lines().map(line).collect()
}

/// A line of Markdown broken at spaces, never before a word that would begin something else on a new line.
fn broken(line: &str, width: usize) -> Vec<String> {
    let is_structure = line.starts_with(['|', '>', ' ', '#']) || line.starts_with("[^");
    if is_structure || line.chars().count() <= width {
        return vec![line.to_owned()];
    }
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in line.split(' ') {
        let own = word.chars().count();
        match lines.last_mut() {
            Some(last) if length + 1 + own <= width || begins_block(word) => {
                last.push(' ');
                last.push_str(word);
                length += 1 + own;
            }
            _ => {
                lines.push(word.to_owned());
                length = own;
            }
        }
    }
    lines
}

fn begins_block(word: &str) -> bool {
    let after = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let is_number = after.len() < word.len() && (after.starts_with('.') || after.starts_with(')'));
    is_number || word.is_empty() || word.starts_with(['#', '>', '-', '+', '*', '=', '|', '~', '`', ':', '[', '<', '_'])
}

/// A text on one line: plain where it reads back as itself, else in double quotes.
pub fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

fn flow_scalar(text: &str) -> String {
    let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | ' ' | '§');
    let starts = text.starts_with(|letter: char| letter.is_alphanumeric() || letter == '§');
    let is_date = crate::law::parse_date(text).is_some();
    let is_name = starts && !text.starts_with(|letter: char| letter.is_ascii_digit()) && text.chars().all(is_word);
    // In this order: to ask our own reader takes a hundred times as long.
    if (is_date || is_name) && is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// Whether a text may stand without quotes after a key: our own reader is asked.
fn is_plain(text: &str) -> bool {
    let number = text.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    if text.is_empty() || number || text.chars().any(|letter| letter.is_control()) {
        return false;
    }
    if is_words(text) {
        return true;
    }
    let (node, notices) = document::parse_yaml(&format!("titel: {text}\n"));
    let read = node.as_ref().and_then(|node| node.map()?.find("titel")?.text());
    notices.is_empty() && read == Some(text)
}

/// Whether a text is nothing but words with letters and signs that mean nothing to YAML, and not the one that it reads as
/// nothing. Most texts of one line are, and need not be read back.
fn is_words(text: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphabetic() || matches!(letter, '§' | 'À'..='ÿ');
    let is_plain = |letter: char| is_letter(letter) || letter.is_ascii_digit() || " -_.,/()".contains(letter);
    let ends_well = text.starts_with(is_letter) && !text.ends_with(' ');
    ends_well && text != "null" && text.chars().all(is_plain)
}

/// JSON strings are YAML double-quoted scalars; what YAML does not print is escaped too.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            '\u{FEFF}' | '\u{2028}' | '\u{2029}' | '\u{85}' => quoted.push_str(&format!("\\u{:04x}", letter as u32)),
            letter if letter.is_control() => quoted.push_str(&format!("\\u{:04x}", letter as u32)),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn back(yaml: &Yaml) -> String {
        let lines = Yaml::pairs(&[("nøgle".to_owned(), yaml.clone())], 0);
        let (node, notices) = document::parse_yaml(&lines);
        assert!(notices.is_empty(), "{lines}{notices:?}");
        node.unwrap().map().unwrap().find("nøgle").unwrap().text().unwrap_or_default().to_owned()
    }

    #[test]
    fn texts_are_plain_where_they_can_be() {
        for (text, written) in [
            ("stk. 3", "stk. 3"),
            ("§ 20, stk. 3", "§ 20, stk. 3"),
            ("721", "\"721\""),
            ("2024-01-01", "2024-01-01"),
            ("a: b", "\"a: b\""),
            ("a #b", "\"a #b\""),
            ("", "\"\""),
            ("- a", "\"- a\""),
            ("null", "\"null\""),
        ] {
            assert_eq!(scalar(text), written);
        }
        assert_eq!(Yaml::text("stk. 3, nr. 1").flow(), "\"stk. 3, nr. 1\"");
    }

    #[test]
    fn long_lines_break_where_markdown_does_not_mind() {
        let text = format!("{}1) to - tre", "ord ".repeat(26));
        let block = literal(&text, 4);
        assert!(block.lines().all(|line| !line.trim_start().starts_with(['1', '-'])), "{block}");
        assert_eq!(literal(&"ord ".repeat(60), 2).lines().count(), 3);
    }

    proptest! {
        #[test]
        fn words_need_not_be_read_back(text in "(null|ja|nej|[A-Za-zÀ-ÿ0-9§ _.,/()-]{1,20})") {
            let (node, notices) = document::parse_yaml(&format!("titel: {text}\n"));
            let read = node.as_ref().and_then(|node| node.map()?.find("titel")?.text());
            prop_assert!(!is_words(&text) || notices.is_empty() && read == Some(&*text));
        }

        #[test]
        fn what_is_written_reads_back(text in "[a-zæ:#\\-\\[\\]{}\"'\\\\|>&*!%@` ,.0-9\n\u{2028}\u{feff}]{0,60}") {
            prop_assert_eq!(back(&Yaml::text(text.clone())), text.clone());
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            let text: String = text.lines().map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned();
            let text = text.replace(['\u{2028}', '\u{feff}'], "");
            let text = text.trim().to_owned();
            prop_assert_eq!(words(&back(&Yaml::Prose(text.clone()))), words(&text));
        }
    }
}
