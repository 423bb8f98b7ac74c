//! What the tests of whole sites share: a project in memory, its pages as bytes, and chance that is the same every time.

// Those that include this file use different parts of it.
#![allow(dead_code)]

pub mod edits;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use sporbar::config::Config;
use sporbar::finding::{Finding, Language};
use sporbar::pages::Route;
use sporbar::pipeline::{Edition, Input, Pipeline};
use sporbar::source::{Sources, content_hash};

/// The day of every test that names none.
pub const DAY: &str = "2026-11-01";

/// A project in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    pub settings: String,
    /// An own model.
    pub model: Option<String>,
    pub waivers: Option<String>,
    /// Reviews of links.
    pub lock: Option<String>,
    /// `udbudsparathed.csv`.
    pub record: Option<String>,
    /// What `kvalitetsprofil.fabrikater` would name.
    pub brands: Option<String>,
    /// The indexes that `eksterne` would name.
    pub external: Arc<[sporbar::model::external::IndexFiles]>,
    /// What `grundlag` would name.
    pub baseline: Option<Arc<sporbar::trace::plain::Baseline>>,
    /// Files of suppliers' answers, for the sites that compare them.
    pub answers: Option<Arc<[sporbar::trace::answers::AnswerFile]>>,
    /// Files of the theme in use, by path inside it.
    pub theme: BTreeMap<String, Vec<u8>>,
    /// Content by path from the project.
    pub files: BTreeMap<String, String>,
    pub day: jiff::civil::Date,
}

impl Project {
    pub fn new<P: Into<String>, T: Into<String>>(settings: &str, files: impl IntoIterator<Item = (P, T)>) -> Project {
        Project {
            settings: settings.to_owned(),
            model: None,
            waivers: None,
            lock: None,
            record: None,
            brands: None,
            external: Arc::default(),
            baseline: None,
            answers: None,
            theme: BTreeMap::new(),
            files: files.into_iter().map(|(path, text)| (path.into(), text.into())).collect(),
            day: DAY.parse().unwrap(),
        }
    }

    /// Every text file below a folder: settings, model, waivers and content.
    pub fn read(folder: &Path) -> Project {
        let text = |name: &str| fs::read_to_string(folder.join(name)).ok();
        let mut paths = Vec::new();
        collect(&folder.join("content"), &mut paths);
        let files = paths.iter().map(|path| {
            let from_project = path.strip_prefix(folder).unwrap();
            let parts: Vec<_> = from_project.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            (parts.join("/"), String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned())
        });
        let mut project = Project::new(&text("sporbar.yaml").unwrap_or_default(), files);
        project.model = text("model.yaml");
        project.waivers = text("dispensationer.yaml");
        project.lock = text("gennemgang.lock");
        project.record = text("udbudsparathed.csv");
        project
    }

    /// The project that is shipped with the program.
    pub fn shipped() -> Project {
        Project::read(Path::new(env!("CARGO_MANIFEST_DIR")))
    }

    pub fn input(&self) -> Input {
        let texts = self.files.iter().map(|(path, text)| (path.clone(), text.clone()));
        Input {
            config: Arc::new(Config::read(&self.settings).expect("tests write settings that can be read")),
            model: self.model.clone().map(|text| ("model.yaml".to_owned(), text)),
            sources: Sources::from_texts(texts),
            waivers: self.waivers.clone(),
            lock: self.lock.clone(),
            record: self.record.clone(),
            brands: self.brands.clone(),
            external: self.external.clone(),
            baseline: self.baseline.clone(),
            answers: self.answers.clone(),
            theme: self.theme.clone().into_iter().collect(),
            settings_hash: content_hash(self.settings.as_bytes()),
            day: self.day,
        }
    }

    /// What a program that remembers nothing makes of it.
    pub fn edition(&self) -> Edition {
        Pipeline::default().edition(self.input()).expect("the project can be built")
    }

    pub fn pages(&self) -> Pages {
        Pages::of(&self.edition())
    }

    /// Writes it as a folder.
    pub fn write(&self, folder: &Path) {
        write(folder, "sporbar.yaml", &self.settings);
        let beside = [
            ("model.yaml", &self.model),
            ("dispensationer.yaml", &self.waivers),
            ("gennemgang.lock", &self.lock),
            ("udbudsparathed.csv", &self.record),
        ];
        for (name, text) in beside {
            if let Some(text) = text {
                write(folder, name, text);
            }
        }
        for (path, text) in &self.files {
            write(folder, path, text);
        }
    }
}

pub fn write(folder: &Path, path: &str, text: impl AsRef<[u8]>) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else {
            paths.push(path);
        }
    }
}

/// A rendered site: key and bytes by address. Attachments have no bytes.
#[derive(Debug, PartialEq, Eq)]
pub struct Pages(pub BTreeMap<String, ([u8; 16], Vec<u8>)>);

impl Pages {
    pub fn of(edition: &Edition) -> Pages {
        let plan = edition.plan();
        let count = plan.len();
        let pages: BTreeMap<_, _> = plan
            .into_par_iter()
            .map(|page| {
                let mut bytes = Vec::new();
                if !matches!(page.route, Route::Attachment(_)) {
                    edition
                        .render(&page.route, &mut bytes)
                        .unwrap_or_else(|error| panic!("{}: {error:#}", page.address));
                }
                (page.address, (page.key, bytes))
            })
            .collect();
        assert_eq!(pages.len(), count, "an address stands twice in the plan");
        Pages(pages)
    }

    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The text at an address.
    #[track_caller]
    pub fn text(&self, address: &str) -> &str {
        let (_, bytes) = self.0.get(address).unwrap_or_else(|| panic!("there is no `{address}`"));
        std::str::from_utf8(bytes).expect("pages are UTF-8")
    }

    pub fn has(&self, address: &str) -> bool {
        self.0.contains_key(address)
    }

    /// Addresses of what is no file of the theme and contains a text, in any case of letters.
    pub fn with(&self, wanted: &str) -> Vec<&str> {
        let wanted = wanted.to_lowercase();
        let has = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase().contains(&wanted);
        let made = self.0.iter().filter(|(address, _)| !is_asset(address));
        made.filter(|(_, (_, bytes))| has(bytes)).map(|(address, _)| address.as_str()).collect()
    }
}

/// Whether an address is that of a file of the theme, which content does not reach.
pub fn is_asset(address: &str) -> bool {
    address.starts_with("tema/") || address.ends_with(".svg")
}

/// A finding as the terminal's first line says it: place, code and message.
pub fn line(edition: &Edition, finding: &Finding) -> String {
    let facts = &edition.book.facts;
    let at = facts.position(finding.place);
    let (path, message) = (facts.path(finding.place.file), finding.message.in_language(Language::English));
    format!("{path}:{}:{}: {}: {message}", at.line, at.column, finding.code)
}

/// All findings as lines, in their order.
pub fn lines(edition: &Edition) -> Vec<String> {
    edition.book.findings.iter().map(|finding| line(edition, finding)).collect()
}

/// Chance with a seed (SplitMix64): the same numbers on every machine.
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 when there is none.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// The program, in a folder.
pub fn sporbar(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> std::process::Output {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sporbar"));
    command.args(arguments).current_dir(folder).envs(environment.iter().copied());
    command.output().expect("the program starts")
}

/// Every file below a folder with its bytes.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}
