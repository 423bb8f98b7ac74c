//! A corpus of requirements to measure on: any number of items, the same every time.
//!
//! Included by path from the example `sporbar-corpus`, the benches and tests. One logical corpus
//! is drawn from a seed (`items`, `prose`, `words`, `random`) and written for Sporbar (`sporbar`)
//! or for Hugo (`hugo`) or Zola (`zola`). A fifth of the items are legal paragraphs and half are requirements; an
//! item has about 200 words, two references in its text and 2.4 typed links, and few items receive
//! most links, as in real projects.

// Those that include this file use different parts of it.
#![allow(dead_code)]

mod hugo;
mod items;
mod prose;
mod random;
mod sporbar;
mod words;
mod zola;

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;

use items::Corpus;
// Not every program that includes this module asks for it.
#[allow(unused_imports)]
pub use items::FEWEST_ITEMS;

/// Which rules the Sporbar project leaves on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rules {
    /// Every rule, as in a new project.
    All,
    /// Those of the machinery itself; the areas K, V, G, O, U and D are off.
    MachineryOnly,
}

/// The corpus as a Sporbar project: path with `/` and text of each file, in the same order every time.
///
/// A number of items below [`FEWEST_ITEMS`] is raised to it.
pub fn files(items: usize, seed: i64, rules: Rules) -> Vec<(String, String)> {
    sporbar::files(&Corpus::drawn(items, seed), rules)
}

/// The same corpus as a Hugo site: path and text of each file.
pub fn hugo_files(items: usize, seed: i64) -> Vec<(String, String)> {
    hugo::files(&Corpus::drawn(items, seed))
}

/// The same corpus as a Zola site: path and text of each file.
pub fn zola_files(items: usize, seed: i64) -> Vec<(String, String)> {
    zola::files(&Corpus::drawn(items, seed))
}

/// Writes [`files`] below `out`; files that lie there with other names stay.
pub fn write(items: usize, seed: i64, rules: Rules, out: &Path) -> io::Result<()> {
    write_files(&files(items, seed, rules), out)
}

/// Writes [`hugo_files`] below `out`; files that lie there with other names stay.
pub fn write_hugo(items: usize, seed: i64, out: &Path) -> io::Result<()> {
    write_files(&hugo_files(items, seed), out)
}

/// Writes [`zola_files`] below `out`; files that lie there with other names stay.
pub fn write_zola(items: usize, seed: i64, out: &Path) -> io::Result<()> {
    write_files(&zola_files(items, seed), out)
}

fn write_files(files: &[(String, String)], out: &Path) -> io::Result<()> {
    let mut made = HashSet::new();
    for (path, text) in files {
        let path = out.join(path);
        if let Some(folder) = path.parent()
            && made.insert(folder.to_path_buf())
        {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, text)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Rules, files, hugo_files};
    use sha2::{Digest, Sha256};

    fn fingerprint(files: &[(String, String)]) -> String {
        let mut sum = Sha256::new();
        for (path, text) in files {
            sum.update(format!("{path}\n{text}\n"));
        }
        sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    // Figures measured on different corpora can't be compared, so a change here is a change of them all.
    #[test]
    fn the_corpus_is_the_one_that_all_figures_were_measured_on() {
        assert_eq!(
            fingerprint(&files(200, 7, Rules::MachineryOnly)),
            "06fcac38016412215a862d9d35e838a172002712a97a0130b271e8daba85c84f"
        );
        assert_eq!(
            fingerprint(&hugo_files(200, 7)),
            "d7b6dac5b4299ba3cdf4d1330ce07b16257a799a1effe2f5cb276fdb1a713ed4"
        );
    }

    #[test]
    fn every_item_holds_the_sentence_to_edit_once() {
        let text: String = files(200, 7, Rules::All).into_iter().map(|(_, text)| text).collect();
        assert_eq!(text.matches("Senest gennemset: 2026-01-01.").count(), 200);
    }
}
