//! Who may import whom: reads the sources and names the line that breaks the order of the stages.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The stages from left to right; those in one group know each other. A module imports what stands left of it.
const ORDER: [&[&str]; 18] = [
    &["escape"],
    &["place", "finding", "config"],
    &["law"],
    &["language"],
    &["source"],
    &["document"],
    &["model"],
    &["trace"],
    &["rules"],
    &["draw"],
    &["pages"],
    &["theme"],
    &["site"],
    &["pipeline"],
    &["watch", "serve"],
    &["export"],
    &["import"],
    &["cli"],
];

/// What a name at the root of the crate stands in, when it is no module: macros are exported there.
const MACROS: [(&str, &str); 1] = [("said", "finding")];

/// Heavy libraries and the modules that may import them.
const HEAVY: [(&str, &[&str]); 16] = [
    ("pulldown_cmark", &["document"]),
    ("rust_stemmers", &["language"]),
    ("ammonia", &["document"]),
    ("saphyr_parser", &["document"]),
    ("petgraph", &["model", "trace"]),
    ("quick_xml", &["document", "import"]),
    ("rust_xlsxwriter", &["export"]),
    ("tera", &["theme"]),
    ("typst", &["export"]),
    ("typst_pdf", &["export"]),
    ("notify", &["watch"]),
    ("axum", &["serve"]),
    ("tokio", &["serve", "watch", "cli"]),
    ("annotate_snippets", &["cli"]),
    ("libdeflater", &["export"]),
    ("zip", &["source", "export", "import"]),
];

/// Disk, network, clock and environment, which no stage between `source` and `site` may ask.
const WORLD: [&str; 8] =
    ["std::fs", "std::env", "std::net", "std::process", "Instant", "SystemTime", "Zoned::now", "Timestamp::now"];

/// Stages that are functions of their arguments.
const PURE: [&str; 13] = [
    "escape", "place", "finding", "config", "law", "language", "document", "model", "trace", "rules", "draw", "pages",
    "theme",
];

/// No file is longer than this.
const LONGEST_LINES: usize = 800;
/// A file longer than this is in [`LONG`] with the reason.
const TALK_LINES: usize = 400;
/// Files over 400 lines, and why they are one file.
const LONG: [(&str, &str); 6] = [
    ("cli/args.rs", "one declaration after the other: everything a person may type, in one place to read"),
    ("pages/view.rs", "one declaration after the other: everything a template may see, in one place to read"),
    ("law/items.rs", "the grammar of one pinpoint; cut in two, each half would need the other's tests"),
    ("law/prose.rs", "finding citations in running text: one loop over tokens and a third of it tests"),
    ("theme/sample.rs", "one sample of every view, so that a template is tried with every field filled"),
    ("site/tests/mod.rs", "everything the disk can do to a build, told with one set of helpers"),
];

/// A source file with comments and texts blanked out, line by line.
struct Source {
    /// From `src/`, with `/`.
    path: String,
    /// Its stage: the first folder or the file's own name.
    stage: String,
    /// How many modules lie between the crate's root and what stands in the file.
    depth: usize,
    /// Lines of the file as written.
    length: usize,
    /// Code alone, without what is compiled for tests only.
    shipped: Vec<String>,
}

#[test]
fn a_module_imports_only_what_stands_left_of_it() {
    let mut faults = String::new();
    for source in sources() {
        let Some(own) = rank(&source.stage) else {
            if !["main", "lib", "allocator"].contains(&&*source.stage) {
                writeln!(faults, "src/{}: the stage `{}` has no place in the order", source.path, source.stage)
                    .unwrap();
            }
            continue;
        };
        for (number, line) in source.shipped.iter().enumerate() {
            for stage in imported(line, source.depth) {
                let (theirs, here) = (rank(&stage), number + 1);
                if stage != source.stage && theirs.is_none_or(|theirs| theirs > own) {
                    writeln!(faults, "src/{}:{here}: `{}` may not import `{stage}`", source.path, source.stage)
                        .unwrap();
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn a_heavy_library_is_imported_by_one_module() {
    let mut faults = String::new();
    for source in sources() {
        for (number, line) in source.shipped.iter().enumerate() {
            for (library, owners) in HEAVY {
                if names(line, &format!("{library}::")) && !owners.contains(&&*source.stage) {
                    writeln!(faults, "src/{}:{}: `{library}` belongs to {owners:?}", source.path, number + 1).unwrap();
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn nothing_between_source_and_site_asks_disk_network_clock_or_environment() {
    let mut faults = String::new();
    for source in sources().iter().filter(|source| PURE.contains(&&*source.stage)) {
        for (number, line) in source.shipped.iter().enumerate() {
            for name in WORLD.iter().filter(|name| names(line, name)) {
                writeln!(faults, "src/{}:{}: `{name}`", source.path, number + 1).unwrap();
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn files_are_short_or_say_why_not() {
    let reasons = BTreeMap::from(LONG);
    let mut faults = String::new();
    for source in sources() {
        if source.length > LONGEST_LINES {
            writeln!(faults, "src/{}: {} lines; {LONGEST_LINES} is the end", source.path, source.length).unwrap();
        } else if source.length > TALK_LINES && !reasons.contains_key(&*source.path) {
            writeln!(faults, "src/{}: {} lines without a reason in LONG", source.path, source.length).unwrap();
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn the_reader_of_sources_sees_what_the_compiler_sees() {
    let text = "use crate::pages::{Book, Route};\n// crate::theme\nlet a = \"crate::site\"; use super::super::law;\n\
                use crate::{model, rules as r, said};\n#[cfg(test)]\nmod tests {\n    use crate::cli;\n}\nlet q = '\"'; crate::draw::x();\n";
    let found = |lines: &[String]| -> Vec<String> { lines.iter().flat_map(|line| imported(line, 2)).collect() };
    let code = blanked(text);
    assert_eq!(found(&code), ["pages", "law", "model", "rules", "finding", "cli", "draw"]);
    assert_eq!(found(&without_tests(&code)), ["pages", "law", "model", "rules", "finding", "draw"]);
}

fn rank(stage: &str) -> Option<usize> {
    ORDER.iter().position(|group| group.contains(&stage))
}

/// Every file below `src/`, sorted by path. What only tests compile has no shipped lines.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    assert!(paths.len() > 100, "the sources were not found");
    paths.iter().map(|path| source(&root, path)).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

fn source(root: &Path, path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap();
    let parts: Vec<String> = path
        .strip_prefix(root)
        .unwrap()
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    let last = parts.last().unwrap().trim_end_matches(".rs").to_owned();
    let test_only = parts.iter().any(|part| ["tests", "tests.rs", "testing.rs"].contains(&&**part));
    let code = blanked(&text);
    let shipped = if test_only { Vec::new() } else { without_tests(&code) };
    Source {
        stage: parts[0].trim_end_matches(".rs").to_owned(),
        depth: parts.len() - usize::from(last == "mod"),
        length: text.lines().count(),
        path: parts.join("/"),
        shipped,
    }
}

/// The stages that a line of code names by `crate::…` or by climbing to the root with `super::`.
fn imported(line: &str, depth: usize) -> Vec<String> {
    let climb = "super::".repeat(depth);
    let mut stages = Vec::new();
    for root in ["crate::", climb.as_str()] {
        for (at, _) in line.match_indices(root) {
            // `$crate` is the same root; a longer word or a longer climb is not this one.
            if line[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == ':') {
                continue;
            }
            let rest = &line[at + root.len()..];
            let names: Vec<&str> = match rest.strip_prefix('{') {
                Some(group) => top_level(group),
                None => vec![rest],
            };
            stages.extend(names.into_iter().map(first_word).filter(|word| !word.is_empty() && *word != "super"));
        }
    }
    let stage = |word: &str| MACROS.iter().find(|(name, _)| *name == word).map_or(word, |(_, stage)| stage).to_owned();
    stages.into_iter().map(stage).collect()
}

/// The parts between commas of a group that ends on this line, inner groups left whole.
fn top_level(group: &str) -> Vec<&str> {
    let (mut parts, mut start, mut level) = (Vec::new(), 0, 0);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => level += 1,
            '}' if level == 0 => {
                parts.push(&group[start..at]);
                return parts;
            }
            '}' => level -= 1,
            ',' if level == 0 => {
                parts.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&group[start..]);
    parts
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(text.len());
    &text[..end]
}

/// Whether a line names something as a whole word.
fn names(line: &str, name: &str) -> bool {
    let word = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(name).any(|(at, _)| {
        let behind = line[at + name.len()..].chars().next();
        !line[..at].ends_with(|before: char| word(before) || before == ':')
            && (name.ends_with(':') || !behind.is_some_and(word))
    })
}

/// The lines of a file with comments, texts and single characters replaced by spaces.
fn blanked(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let end = skipped(&letters, at);
        if end == at {
            code.push(letters[at]);
            at += 1;
        } else {
            code.extend(letters[at..end].iter().map(|letter| if *letter == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    code.lines().map(str::to_owned).collect()
}

/// Where the comment, text or character that begins at `at` ends; `at` itself when none begins there.
fn skipped(letters: &[char], at: usize) -> usize {
    let starts = |from: usize, word: &str| {
        word.chars().enumerate().all(|(step, letter)| letters.get(from + step) == Some(&letter))
    };
    let find = |from: usize, word: &str| (from..letters.len()).find(|at| starts(*at, word)).unwrap_or(letters.len());
    let in_word = at > 0 && (letters[at - 1].is_alphanumeric() || letters[at - 1] == '_');
    if starts(at, "//") {
        return find(at, "\n");
    }
    if starts(at, "/*") {
        return (find(at, "*/") + 2).min(letters.len());
    }
    if letters[at] == 'r' && !in_word {
        let marks = letters[at + 1..].iter().take_while(|letter| **letter == '#').count();
        if letters.get(at + 1 + marks) == Some(&'"') {
            let end = format!("\"{}", "#".repeat(marks));
            return (find(at + marks + 2, &end) + 1 + marks).min(letters.len());
        }
    }
    match letters[at] {
        '"' => quoted_end(letters, at, '"'),
        // A character, and no lifetime.
        '\'' if letters.get(at + 1) == Some(&'\\') || letters.get(at + 2) == Some(&'\'') => {
            quoted_end(letters, at, '\'')
        }
        _ => at,
    }
}

fn quoted_end(letters: &[char], at: usize, quote: char) -> usize {
    let mut end = at + 1;
    while end < letters.len() && letters[end] != quote {
        end += if letters[end] == '\\' { 2 } else { 1 };
    }
    (end + 1).min(letters.len())
}

/// The same lines, with what stands under `#[cfg(test)]` blanked out.
fn without_tests(code: &[String]) -> Vec<String> {
    let mut lines = code.to_vec();
    let mut number = 0;
    while number < lines.len() {
        if !lines[number].trim_start().starts_with("#[cfg(test)]") {
            number += 1;
            continue;
        }
        let (mut level, mut opened) = (0_i64, false);
        while number < lines.len() {
            let line = std::mem::take(&mut lines[number]);
            level += line.matches('{').count() as i64 - line.matches('}').count() as i64;
            opened |= line.contains('{');
            number += 1;
            if opened && level <= 0 || !opened && line.trim_end().ends_with(';') {
                break;
            }
        }
    }
    lines
}
