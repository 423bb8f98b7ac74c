//! Where the YAML of a content file stands.

/// The YAML of a file: all of it, or the front matter of a Markdown file.
pub fn yaml_part(file: &str) -> (usize, usize) {
    let mark = file.len() - file.trim_start_matches('\u{FEFF}').len();
    let lines = file[mark..].split_inclusive('\n');
    let mut at = mark;
    let mut start = None;
    for (number, line) in lines.enumerate() {
        let is_rule = line.trim_end() == "---";
        match start {
            None if number == 0 && is_rule => start = Some(at + line.len()),
            Some(start) if is_rule => return (start, at),
            None => break,
            Some(_) => {}
        }
        at += line.len();
    }
    (mark, file.len())
}

#[cfg(test)]
mod tests {
    use super::yaml_part;

    #[test]
    fn front_matter_is_the_yaml_of_a_markdown_file() {
        for (file, yaml) in [
            ("---\nid: a\n---\n\ntekst\n---\n", "id: a\n"),
            ("\u{feff}---\r\nid: a\r\n---\r\n", "id: a\r\n"),
            ("id: a\n", "id: a\n"),
            ("---\nid: a\n", "---\nid: a\n"),
        ] {
            let (start, end) = yaml_part(file);
            assert_eq!(&file[start..end], yaml);
        }
    }
}
