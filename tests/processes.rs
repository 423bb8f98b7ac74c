//! Builds of one project in many processes: what one leaves in `.sporbar/` spares the next its work and never changes a
//! byte, whatever has become of it meanwhile.

#[path = "../benches/corpus/mod.rs"]
mod corpus;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sporbar::pipeline::publish::{self, Manner, Outcome, Pages, Places};
use sporbar::site::Memory;
use support::edits::{Edited, bring, on_disk, village};
use support::{Chance, Project, sporbar, tree};

/// One build as a process of its own makes it: nothing is in memory. `None` when nothing had changed.
fn build(folder: &Path, output: &Path, memory: Memory) -> Option<Pages> {
    let day = |config: &sporbar::config::Config| Ok(config.as_of.as_deref().unwrap_or(support::DAY).parse()?);
    let input = sporbar::pipeline::read(folder, day).unwrap();
    let manner = Manner { options: "", shard: None, memory, log: None };
    match publish::build(&Places { project: folder, output }, input, &manner, |_| String::new()).unwrap() {
        Outcome::Unchanged { .. } => None,
        Outcome::Built { pages, .. } => Some(pages),
    }
}

/// A project in a folder, its site, and what a build without any memory makes of it.
struct Built {
    folder: tempfile::TempDir,
}

impl Built {
    fn new(project: &Project) -> Built {
        let built = Built { folder: tempfile::tempdir().unwrap() };
        fs::create_dir_all(built.project()).unwrap();
        bring(&built.project(), &on_disk(project));
        built
    }

    fn project(&self) -> PathBuf {
        self.folder.path().join("projekt")
    }

    fn site(&self) -> PathBuf {
        self.project().join("public")
    }

    fn cache(&self) -> PathBuf {
        self.project().join(".sporbar")
    }

    fn build(&self) -> Option<Pages> {
        build(&self.project(), &self.site(), Memory::Kept)
    }

    /// Panics when the site is not what a build makes that remembers nothing.
    #[track_caller]
    fn is_like_a_clean_build(&self, story: &str) {
        let (project, site) = (self.folder.path().join("ren"), self.folder.path().join("ren-site"));
        for folder in [&project, &site] {
            let _ = fs::remove_dir_all(folder);
        }
        copy(&self.project(), &project, &["public", ".sporbar"]);
        build(&project, &site, Memory::Ignored);
        let (clean, kept) = (tree(&site), tree(&self.site()));
        assert!(clean.keys().eq(kept.keys()), "{story}: other files than a clean build");
        let differing: Vec<&String> = clean.keys().filter(|path| clean[*path] != kept[*path]).collect();
        assert!(differing.is_empty(), "{story}: {differing:?} differ from those of a clean build");
    }
}

/// Copies a folder without some names at its top.
fn copy(from: &Path, to: &Path, without: &[&str]) {
    for (path, bytes) in tree(from) {
        let is_left_out = without.iter().any(|name| path.strip_prefix(name).is_some_and(|rest| rest.starts_with('/')));
        if !is_left_out {
            support::write(to, &path, bytes);
        }
    }
}

#[test]
fn random_edits_between_processes_give_what_a_clean_build_gives() {
    for seed in 1..=2 {
        let mut edited = Edited::new(village(), seed);
        let built = Built::new(&edited.project);
        let mut told = Vec::new();
        let (mut planned, mut keyed, mut rendered) = (0, 0, 0);
        for run in 0..24 {
            if run > 0 {
                told.push(edited.edit());
                bring(&built.project(), &on_disk(&edited.project));
            }
            if let Some(pages) = built.build().filter(|_| run > 0) {
                planned += pages.planned;
                keyed += pages.keyed;
                rendered += pages.rendered;
            }
            built.is_like_a_clean_build(&format!("seed {seed}, run {run}:\n{}", told.join("\n")));
        }
        assert!(rendered < planned, "seed {seed}: {rendered} of {planned} pages were made");
        assert!(keyed < planned, "seed {seed}: {keyed} of {planned} keys were made");
    }
}

/// What may become of a cache, by chance. Pages in it are cut or lengthened, since one that is written over to the
/// same length in the same tick of the clock is not noticed.
fn damage(cache: &Path, foreign: &Path, chance: &mut Chance) -> String {
    let mut files: Vec<String> = tree(cache).into_keys().collect();
    let lists: Vec<String> = files.iter().filter(|path| path.ends_with(".filer")).cloned().collect();
    let records: Vec<String> = files.iter().filter(|path| path.starts_with("husket/")).cloned().collect();
    match chance.below(16) {
        0 => {
            fs::remove_dir_all(cache).unwrap();
            return "the cache is gone".to_owned();
        }
        1 => {
            let part = *chance.pick(&["forrige", "udgivet", "husket"]);
            let _ = fs::remove_dir_all(cache.join(part));
            return format!("{part} is gone");
        }
        2 => {
            fs::remove_dir_all(cache).unwrap();
            copy(foreign, cache, &[]);
            return "the cache of another project".to_owned();
        }
        3 if lists.len() > 1 => {
            let [one, other] = [&lists[0], &lists[1]].map(|path| fs::read(cache.join(path)).unwrap());
            fs::write(cache.join(&lists[0]), other).unwrap();
            fs::write(cache.join(&lists[1]), one).unwrap();
            return "the memory of the two trees changed places".to_owned();
        }
        4..=8 => files = lists,
        9..=12 => files = records,
        13 if !records.is_empty() => {
            // Another file with the same bytes was brought here by somebody.
            for path in &records {
                let bytes = fs::read(cache.join(path)).unwrap();
                fs::remove_file(cache.join(path)).unwrap();
                fs::write(cache.join(path), bytes).unwrap();
            }
            return "what is remembered was copied".to_owned();
        }
        _ => {}
    }
    if files.is_empty() {
        return "nothing to damage".to_owned();
    }
    let path = chance.pick(&files).clone();
    let mut bytes = fs::read(cache.join(&path)).unwrap();
    let at = chance.below(bytes.len().max(1));
    let what = match chance.below(5) {
        0 => {
            fs::remove_file(cache.join(&path)).unwrap();
            return format!("{path} is gone");
        }
        1 if (path.ends_with(".filer") || path.starts_with("husket/")) && !bytes.is_empty() => {
            bytes[at] ^= 1 << chance.below(8);
            "has another bit"
        }
        2 => {
            bytes.truncate(at);
            "is cut"
        }
        3 => {
            bytes.clear();
            "is empty"
        }
        _ => {
            bytes.extend_from_slice(b"\nmere");
            "is longer"
        }
    };
    fs::write(cache.join(&path), bytes).unwrap();
    format!("{path} {what}")
}

#[test]
fn a_cache_that_is_damaged_or_foreign_changes_no_byte() {
    let mut other = village();
    other.settings = "titel: Et andet projekt\n".to_owned();
    let other = Built::new(&other);
    other.build();
    bring(&other.project(), &on_disk(&village()));
    other.build();
    for seed in 1..=2 {
        let (mut edited, mut chance) = (Edited::new(village(), seed), Chance(seed + 100));
        let built = Built::new(&edited.project);
        let mut told = Vec::new();
        built.build();
        for run in 0..24 {
            if chance.below(2) == 0 {
                told.push(edited.edit());
                bring(&built.project(), &on_disk(&edited.project));
            }
            told.push(damage(&built.cache(), &other.cache(), &mut chance));
            built.build();
            built.is_like_a_clean_build(&format!("seed {seed}, run {run}:\n{}", told.join("\n")));
        }
    }
}

/// The memory of the published site with one word of its head changed, and its sum right again.
fn told_otherwise(cache: &Path, from: &str, to: &str) -> usize {
    let lists: Vec<String> = tree(cache).into_keys().filter(|path| path.ends_with(".filer")).collect();
    for path in &lists {
        let text = fs::read_to_string(cache.join(path)).unwrap();
        let body = text.trim_end().rsplit_once('\n').unwrap().0;
        assert!(body.contains(from), "{}", body.lines().next().unwrap());
        let body = body.replacen(from, to, 1);
        let sum = xxhash_rust::xxh3::xxh3_128(body.as_bytes());
        fs::write(cache.join(path), format!("{body}\n{sum:032x}\n")).unwrap();
    }
    lists.len()
}

#[test]
fn memory_of_another_format_or_edition_is_not_read() {
    let edition = format!("\"edition\":\"{}\"", env!("CARGO_PKG_VERSION"));
    for (from, to) in [("\"format\":2", "\"format\":1"), (&*edition, "\"edition\":\"0.0.1\"")] {
        let built = Built::new(&village());
        let all = built.build().unwrap();
        assert_eq!(built.build(), None);
        // The same text with a sum of its own is believed, so what follows is not for want of a sum.
        assert!(told_otherwise(&built.cache(), from, from) > 0);
        assert_eq!(built.build(), None);
        told_otherwise(&built.cache(), from, to);
        assert_eq!(built.build().unwrap().rendered, all.rendered, "{to}");
        built.is_like_a_clean_build(to);
    }
}

/// The memory of a site that was made from other inputs, each key put through `change`, its sum right.
fn with_keys(text: &str, change: impl Fn(&str) -> String) -> String {
    let body = text.trim_end().rsplit_once('\n').unwrap().0;
    let (head, lines) = body.split_once('\n').unwrap();
    let mut body = head.replacen("\"inputs\":\"", "\"inputs\":\"x", 1);
    for line in lines.lines() {
        let words: Vec<&str> = line.splitn(3, ' ').collect();
        body.push_str(&format!("\n{} {} {}", words[0], change(words[1]), words[2]));
    }
    format!("{body}\n{:032x}\n", xxhash_rust::xxh3::xxh3_128(body.as_bytes()))
}

/// Another program, settings or model make other keys of the same pages.
#[test]
fn a_page_is_kept_for_its_key_and_not_for_its_address() {
    for is_same in [true, false] {
        let built = Built::new(&village());
        let all = built.build().unwrap();
        let lists: Vec<String> = tree(&built.cache()).into_keys().filter(|path| path.ends_with(".filer")).collect();
        let path = built.cache().join(&lists[0]);
        let text = fs::read_to_string(&path).unwrap();
        let change = |key: &str| if is_same { key.to_owned() } else { key.chars().rev().collect() };
        fs::write(&path, with_keys(&text, change)).unwrap();
        let rendered = built.build().unwrap().rendered;
        assert_eq!(rendered, if is_same { 0 } else { all.rendered });
        built.is_like_a_clean_build("other keys");
    }
}

#[test]
fn without_the_cache_the_same_is_made_and_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    Project::shipped().write(folder.path());
    let run = |arguments: &[&str]| {
        let ran = sporbar(folder.path(), arguments, &[]);
        assert!(ran.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap()
    };
    run(&["build", "--output", "med"]);
    let pages = |text: &str| {
        let account: serde_json::Value = serde_json::from_str(text).unwrap();
        (account["pages"]["planned"].as_u64().unwrap(), account["pages"]["rendered"].as_u64().unwrap())
    };
    let first = pages(&run(&["build", "--output", "uden", "--timings=json"]));
    for _ in 0..2 {
        assert_eq!(pages(&run(&["build", "--output", "uden", "--no-cache", "--timings=json"])), first);
        assert!(tree(&folder.path().join("uden")) == tree(&folder.path().join("med")));
    }
    let remembered = |place: &Path| tree(place).into_keys().filter(|path| path.ends_with(".filer")).count();
    assert_eq!(remembered(&folder.path().join(".sporbar")), 1, "that of the other folder");
    // In a fresh project nothing but the lock and the tree to exchange with is left.
    fs::remove_dir_all(folder.path().join(".sporbar")).unwrap();
    run(&["build", "--output", "uden", "--no-cache"]);
    let left = tree(&folder.path().join(".sporbar"));
    let others: Vec<&String> = left.keys().filter(|path| !path.starts_with("forrige/")).collect();
    assert!(others.iter().all(|path| path.ends_with("/laas")), "{others:?}");
}

#[test]
fn an_edit_in_another_process_costs_its_share() {
    let mut files: BTreeMap<String, String> = corpus::files(400, 7, corpus::Rules::All).into_iter().collect();
    let settings = files.remove("sporbar.yaml").unwrap();
    let mut project = Project::new(&settings, files);
    let folder = tempfile::tempdir().unwrap();
    project.write(folder.path());
    // Real processes: nothing of a key may come from where one happens to lie in memory.
    let run = || {
        let ran = sporbar(folder.path(), &["build", "--timings=json"], &[]);
        assert!(ran.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&ran.stderr));
        let account: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
        let count = |name: &str| account["pages"][name].as_u64().unwrap() as usize;
        let (parsed, keyed) = (account["parsed"].as_u64().unwrap() as usize, count("keyed"));
        ((count("planned"), count("rendered")), parsed, keyed)
    };
    let read = project.files.len();
    let first = run();
    assert_eq!(first, ((first.0.0, first.0.0), read, first.0.0));
    assert_eq!(run(), ((0, 0), 0, 0), "nothing changed");
    let before = project.edition().plan();
    let path = project.files.keys().find(|path| path.starts_with("content/krav/")).unwrap().clone();
    let text = project.files.get_mut(&path).unwrap();
    *text = text.replace("Senest gennemset: 2026-01-01.", "Senest gennemset: 2026-02-01.");
    project.write(folder.path());
    let after = project.edition().plan();
    let keys: BTreeMap<&str, [u8; 16]> = before.iter().map(|page| (&*page.address, page.key)).collect();
    let changed = after.iter().filter(|page| keys.get(&*page.address) != Some(&page.key)).count();
    assert!(changed > 0 && changed < 60, "{changed}");
    // Only now is it worth while to leave documents and keys.
    assert_eq!(run(), ((after.len(), changed), read, after.len()));
    // Once more, on the tree of two builds ago.
    let text = project.files.get_mut(&path).unwrap();
    *text = text.replace("Senest gennemset: 2026-02-01.", "Senest gennemset: 2026-01-01.");
    project.write(folder.path());
    let back = run();
    assert_eq!(back.0.1, 0, "what is as it was two builds ago stands in the other tree");
    assert_eq!(back.1, 1, "one file was parsed");
    let items = after.iter().filter(|page| matches!(page.route, sporbar::pages::Route::Item(_))).count();
    assert!(after.len() - back.2 > items * 9 / 10, "{} keys of {} were made", back.2, after.len());
}

#[test]
fn it_is_said_which_pages_are_made_and_why() {
    let mut project = village();
    let built = Built::new(&project);
    let said = || {
        let ran = sporbar(&built.project(), &["build", "--verbose", "--lang", "da"], &[]);
        String::from_utf8(ran.stderr).unwrap()
    };
    let first = said();
    assert!(!first.contains("gengiver ") && first.contains("gengav "), "{first}");
    project.files.get_mut("content/regel.md").unwrap().push_str("\nMere.\n");
    project.files.insert("content/krav/ny.md".to_owned(), "---\nid: NY-1\ntitel: Ny\n---\n\nTekst.\n".to_owned());
    bring(&built.project(), &on_disk(&project));
    let second = said();
    for line in ["gengiver regel/r-1.html: det, den viser, er ændret\n", "gengiver krav/ny-1.html: er ny\n"] {
        assert!(second.contains(line), "{second}");
    }
    assert!(!second.contains("organisation/org-1.html"), "{second}");
}

#[test]
fn the_time_of_every_stage_is_told() {
    let built = Built::new(&village());
    let stages = |ran: std::process::Output| {
        let text = String::from_utf8(ran.stdout).unwrap();
        let account: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!((&account["version"], &account["unit"]), (&1.into(), &"ms".into()));
        let told = |value: &serde_json::Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
        // The order is that of the text, which a map of this library does not keep.
        let mut stages = told(&account["stages"]);
        stages.sort_by_key(|stage| text.find(&format!("\"{stage}\":")).unwrap());
        let mut threads = told(&account["pages"]["threads"]);
        threads.sort_by_key(|work| text.find(&format!("\"{work}\":")).unwrap());
        (stages, threads)
    };
    let run = |form: &str| sporbar(&built.project(), &["build", "--quiet", "--lang", "en", form], &[]);
    let first = stages(run("--timings=json"));
    let expected = ["read", "compare", "theme", "documents", "model", "rules", "book", "plan", "pages", "publish"];
    assert_eq!(first.0, expected);
    assert_eq!(first.1, ["item pages", "gathering pages", "data and files", "writing"]);
    assert_eq!(stages(run("--timings=json")).0, ["read", "compare"], "nothing changed");
    fs::remove_dir_all(built.cache()).unwrap();
    let text = String::from_utf8(run("--timings").stderr).unwrap();
    for name in expected.iter().copied().chain(["total"]) {
        assert!(text.lines().any(|line| line.starts_with(name) && line.contains(" ms")), "{name}: {text}");
    }
    assert!(text.contains("  item pages ") && text.contains("of all threads together"), "{text}");
}
