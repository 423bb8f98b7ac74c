//! Whether a bag is whole: every hash, nothing missing, nothing extra, and the links of its site closed.
//!
//! Any bag of BagIt 0.97 or 1.0 with SHA-256 or SHA-512 manifests is read, whoever made it. Nothing is unpacked.

mod links;
mod manifest;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sha2::{Digest as _, Sha256, Sha512};

use crate::finding::Said;
use crate::said;
use crate::source::{Archive, Refused};
use manifest::{Algorithm, Manifest, Style};

/// Largest manifest or other file of the bag's own.
const LARGEST_TAG_BYTES: u64 = 256 << 20;

/// What a bag was found to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files of the payload.
    pub files: usize,
    /// Their bytes when unpacked.
    pub bytes: u64,
    /// Pages whose links were followed.
    pub pages: usize,
    /// Labels and values of `bag-info.txt`, in written order.
    pub about: Vec<(String, String)>,
    /// What differs, sorted by file; none when the bag is whole.
    pub faults: Vec<Fault>,
}

/// Something that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Path in the bag, or in the archive where it is outside the bag; empty for the whole.
    pub path: String,
    pub said: Said,
}

/// Checks a bag. An archive that can't be read, or that is made to do harm, is an error.
pub fn verify(path: &Path) -> anyhow::Result<Report> {
    let mut archive = Archive::open(path)?;
    let mut report = Report::default();
    unsafe_names(&archive, &mut report);
    let top = top(&archive).ok_or_else(|| {
        Refused(said!(
            "`{}` er ingen BagIt-pakke: den har ingen `bagit.txt` øverst eller i én mappe øverst",
            "`{}` is no BagIt bag: it has no `bagit.txt` at the top or in one folder at the top"; path.display()
        ))
    })?;
    let mut bag = Bag::read(&mut archive, top, &mut report)?;
    let hashed = bag.hash_all(&mut archive, &mut report)?;
    bag.compare(&hashed, &mut report);
    bag.check_sum(&mut report);
    links::check(&mut archive, &bag.top, &hashed.keys().cloned().collect(), &mut report)?;
    report.faults.sort_by(|a, b| (&a.path, &a.said.da).cmp(&(&b.path, &b.said.da)));
    report.faults.dedup();
    Ok(report)
}

impl Report {
    fn fault(&mut self, path: &str, said: Said) {
        self.faults.push(Fault { path: path.to_owned(), said });
    }
}

fn unsafe_names(archive: &Archive, report: &mut Report) {
    for entry in archive.entries() {
        if let Some(said) = &entry.fault {
            report.fault(&entry.name, said.clone());
        }
    }
    if archive.has_doubles {
        report.fault("", said!("to filer har samme navn i arkivet", "two files have the same name in the archive"));
    }
}

/// What stands before the bag's names in the archive: empty, or its folder with `/`.
fn top(archive: &Archive) -> Option<String> {
    if archive.find("bagit.txt").is_some() {
        return Some(String::new());
    }
    let mut tops = archive.entries().iter().filter(|entry| !entry.is_folder).filter_map(|entry| {
        let top = entry.name.strip_suffix("bagit.txt")?;
        (top.matches('/').count() == 1).then_some(top)
    });
    let top = tops.next()?;
    tops.next().is_none().then(|| top.to_owned())
}

/// A bag with what it says of its files.
struct Bag {
    top: String,
    payload: Vec<Manifest>,
    tags: Vec<Manifest>,
    /// Bytes and files that `bag-info.txt` says the payload has.
    sum: Option<(u64, u64)>,
    counted: (u64, u64),
}

/// The hashes of a file.
#[derive(Default)]
struct Hashes {
    sha256: String,
    sha512: String,
}

impl Bag {
    fn read(archive: &mut Archive, top: String, report: &mut Report) -> anyhow::Result<Bag> {
        let style = declaration(archive, &top, report)?;
        let mut bag = Bag { top, payload: Vec::new(), tags: Vec::new(), sum: None, counted: (0, 0) };
        let names: Vec<String> = archive
            .entries()
            .iter()
            .filter(|entry| !entry.is_folder)
            .filter_map(|entry| entry.name.strip_prefix(&bag.top).map(str::to_owned))
            .collect();
        let mut unknown = 0;
        for name in names.iter().filter(|name| !name.contains('/')) {
            let Some((kind, algorithm)) = manifest::named(name) else { continue };
            let Some(algorithm) = algorithm else {
                unknown += usize::from(kind == manifest::Kind::Payload);
                continue;
            };
            let text = text(archive, &bag.top, name)?.unwrap_or_default();
            let read = Manifest::read(name, algorithm, &text, style, report);
            if kind == manifest::Kind::Payload { bag.payload.push(read) } else { bag.tags.push(read) }
        }
        if bag.payload.is_empty() {
            let said = match unknown {
                0 => said!("pakken har ingen `manifest-sha256.txt`", "the bag has no `manifest-sha256.txt`"),
                _ => said!(
                    "pakkens manifester er hverken SHA-256 eller SHA-512, så den kan ikke kontrolleres her",
                    "the manifests of the bag are neither SHA-256 nor SHA-512, so it can't be checked here"
                ),
            };
            report.fault("", said);
        }
        bag.info(archive, report)?;
        Ok(bag)
    }

    /// Reads `bag-info.txt` and `fetch.txt`.
    fn info(&mut self, archive: &mut Archive, report: &mut Report) -> anyhow::Result<()> {
        if let Some(text) = text(archive, &self.top, "bag-info.txt")? {
            report.about = manifest::labels(&text);
            let sum = report.about.iter().find(|(label, _)| label.eq_ignore_ascii_case("Payload-Oxum"));
            self.sum = sum.and_then(|(_, value)| {
                let (bytes, files) = value.split_once('.')?;
                Some((bytes.parse().ok()?, files.parse().ok()?))
            });
            if sum.is_some() && self.sum.is_none() {
                report.fault("bag-info.txt", said!("`Payload-Oxum` kan ikke læses", "`Payload-Oxum` can't be read"));
            }
        }
        let fetch = text(archive, &self.top, "fetch.txt")?;
        if fetch.is_some_and(|text| !text.trim().is_empty()) {
            report.fault(
                "fetch.txt",
                said!(
                    "pakken er ikke hel: den siger, at filer skal hentes andetsteds",
                    "the bag is not whole: it says that files are to be fetched elsewhere"
                ),
            );
        }
        Ok(())
    }

    /// The hashes of every file of the bag, by its path there. What stands outside is told as extra.
    fn hash_all(&mut self, archive: &mut Archive, report: &mut Report) -> anyhow::Result<BTreeMap<String, Hashes>> {
        let uses = |algorithm| self.payload.iter().chain(&self.tags).any(|manifest| manifest.algorithm == algorithm);
        let (short, long) = (uses(Algorithm::Sha256), uses(Algorithm::Sha512));
        let mut hashed = BTreeMap::new();
        for number in 0..archive.entries().len() {
            let entry = &archive.entries()[number];
            if entry.is_folder {
                continue;
            }
            let Some(path) = entry.name.strip_prefix(&self.top) else {
                let said = said!("filen står uden for pakkens mappe", "the file stands outside the bag's folder");
                report.fault(&entry.name.clone(), said);
                continue;
            };
            let (path, size) = (manifest::composed(path), entry.size);
            let (mut sha256, mut sha512) = (Sha256::new(), Sha512::new());
            let streamed = archive.stream(number, |piece| {
                if short {
                    sha256.update(piece);
                }
                if long {
                    sha512.update(piece);
                }
            });
            if let Err(error) = streamed {
                let said = error.downcast::<Refused>().map(|refused| refused.0);
                report.fault(&path, said.unwrap_or_else(|_| said!("filen kan ikke læses", "the file can't be read")));
            }
            if path.starts_with("data/") {
                self.counted = (self.counted.0 + size, self.counted.1 + 1);
            }
            let hashes = Hashes { sha256: hex(&sha256.finalize()), sha512: hex(&sha512.finalize()) };
            hashed.insert(path, hashes);
        }
        (report.files, report.bytes) = (self.counted.1 as usize, self.counted.0);
        Ok(hashed)
    }

    fn compare(&self, hashed: &BTreeMap<String, Hashes>, report: &mut Report) {
        for manifest in self.payload.iter().chain(&self.tags) {
            for (path, expected) in &manifest.lines {
                let Some(hashes) = hashed.get(path) else {
                    report.fault(path, said!("filen mangler", "the file is missing"));
                    continue;
                };
                let found = match manifest.algorithm {
                    Algorithm::Sha256 => &hashes.sha256,
                    Algorithm::Sha512 => &hashes.sha512,
                };
                if !found.eq_ignore_ascii_case(expected) {
                    let said = said!(
                        "indholdet er et andet end det, pakken blev lavet med",
                        "the content is another than the bag was made with"
                    );
                    report.fault(path, said);
                }
            }
        }
        for path in hashed.keys().filter(|path| path.starts_with("data/")) {
            if self.payload.iter().any(|manifest| !manifest.lines.contains_key(path)) {
                let said = said!("filen står ikke i manifestet", "the file is not in the manifest");
                report.fault(path, said);
            }
        }
        let listed: BTreeSet<&String> = self.tags.iter().flat_map(|manifest| manifest.lines.keys()).collect();
        for path in hashed.keys().filter(|path| !path.starts_with("data/") && !listed.is_empty()) {
            let is_seal = matches!(manifest::named(path), Some((manifest::Kind::Tags, _)));
            if !is_seal && !listed.contains(path) {
                let said =
                    said!("filen står ikke i pakkens eget manifest", "the file is not in the bag's own manifest");
                report.fault(path, said);
            }
        }
    }

    fn check_sum(&self, report: &mut Report) {
        let Some((bytes, files)) = self.sum.filter(|sum| *sum != self.counted) else { return };
        report.fault(
            "bag-info.txt",
            said!(
                "pakken siger, at den har {} filer med {} byte; den har {} med {}",
                "the bag says that it has {} files with {} bytes; it has {} with {}";
                files, bytes, self.counted.1, self.counted.0
            ),
        );
    }
}

/// Reads `bagit.txt`, and says how paths are written in manifests.
fn declaration(archive: &mut Archive, top: &str, report: &mut Report) -> anyhow::Result<Style> {
    let text = text(archive, top, "bagit.txt")?.unwrap_or_default();
    let labels = manifest::labels(&text);
    let value = |wanted: &str| labels.iter().find(|(label, _)| label == wanted).map(|(_, value)| value.as_str());
    if !value("Tag-File-Character-Encoding").is_some_and(|encoding| encoding.eq_ignore_ascii_case("UTF-8")) {
        report.fault("bagit.txt", said!("pakkens tegnsæt er ikke UTF-8", "the encoding of the bag is not UTF-8"));
    }
    match value("BagIt-Version") {
        Some("1.0") => Ok(Style::Percent),
        Some("0.97" | "0.96" | "0.95" | "0.94" | "0.93") => Ok(Style::LineBreaks),
        other => {
            let shown = other.unwrap_or("").to_owned();
            report
                .fault("bagit.txt", said!("BagIt-version `{}` kendes ikke", "BagIt version `{}` is not known"; shown));
            Ok(Style::Percent)
        }
    }
}

/// The text of one of the bag's own files; `None` when there is none.
fn text(archive: &mut Archive, top: &str, name: &str) -> anyhow::Result<Option<String>> {
    let Some(number) = archive.find(&format!("{top}{name}")) else { return Ok(None) };
    let bytes = archive.read(number, LARGEST_TAG_BYTES)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
