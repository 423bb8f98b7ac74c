//! Bundles: what is in them, what is kept out, that they are the same every time, and that `verify` sees what differs.

mod support;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use support::write;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Files of a bundle by their path in the bag.
type Files = BTreeMap<String, Vec<u8>>;

const TOP: &str = "dokumentationspakke";

/// A project with everything that a bundle must keep out. `HEMMELIG` marks what nobody may see, `MÆRKENAVN` and
/// `Opdigtia` a make and a supplier.
const FILES: &[(&str, &str)] = &[
    (
        "sporbar.yaml",
        "titel: Prøve\npr_dato: 2026-11-01\nudgave: \"2026.1\"\nkvalitetsprofil: {fabrikater: fabrikater.yaml}\nprofiler: {udbud: {vælg: {type: [krav, begreb, regel]}, udgiv: [offentlig, tilbudsgiver]}}\n",
    ),
    ("fabrikater.yaml", "- MÆRKENAVN\n"),
    (
        "content/løsning.yaml",
        "elementer:\n  - {id: L-1, type: løsning, titel: Løsningen, leverandør: OPD, domæne: D-1}\n  - {id: D-1, type: domæne, titel: Børn}\n  - {id: SG-1, type: organ, titel: Styregruppen, organtype: styregruppe, niveau: løsning, for: L-1}\n  - {id: OPD, type: organisation, titel: Opdigtia A/S, organisationstype: leverandør}\n  - {id: KL, type: organisation, titel: KL, organisationstype: KL}\n  - id: UDB-1\n    type: udbud\n    titel: Genudbud\n    løsning: L-1\n    annonceres: 2027-06-01\n    inhabilitet: {aktør: Opdigtia, vurdering: HEMMELIG}\n    bilagsplan:\n      - {nummer: \"2.1\", titel: Kravspecifikation, vælg: {type: krav}}\n      - {nummer: \"2.2\", titel: Begreber, vælg: {type: begreb}}\n",
    ),
    (
        "content/k-1.md",
        "---\nid: K-1\ntype: krav\ntitel: Frist\nløsning: L-1\nafhænger_af: [K-2, K-HEM]\nbegrundelse: Opdigtias system kan ikke\nstatus: godkendt\n---\nSystemet skal vise fristen. Se [[K-2]], [[K-HEM]], [[K-KLADDE|kladden]] og [[OPD|Opdigtia]].\n\n<!-- HEMMELIG bemærkning -->\n\n> [!INTERN]\n> HEMMELIG blok om [[K-2]]\n\n> [!TILBUDSGIVER]\n> Vis beregningen.\n\nSystemet må ikke bygge på MÆRKENAVN, mærkenavnløsninger eller [aftalen](filer/opdigtia-aftale.csv).\n\n[Tabellen](filer/tabel.csv)\n",
    ),
    ("content/filer/opdigtia-aftale.csv", "HEMMELIG,1\n"),
    ("content/filer/tabel.csv", "a,b\r\n1,2\r\n"),
    (
        "content/k-2.yaml",
        "id: K-2\ntype: krav\ntitel: \"=1+1\"\nløsning: L-1\nstatus: godkendt\n# HEMMELIG kommentar\ntekst: Systemet skal vise b.\n",
    ),
    (
        "content/hem.yaml",
        "id: K-HEM\ntype: krav\ntitel: HEMMELIG titel\nløsning: L-1\nsynlighed: intern\nstatus: godkendt\ntekst: HEMMELIG\n",
    ),
    (
        "content/kladde.yaml",
        "id: K-KLADDE\ntype: krav\ntitel: KLADDETITEL\nløsning: L-1\nstatus: kladde\ntekst: KLADDETEKST\n",
    ),
    (
        "content/b.yaml",
        "id: B-1\ntype: begreb\ntitel: frist\ndefinition: dag, hvor noget skal være gjort\nløsning: L-1\n",
    ),
    (
        "dispensationer.yaml",
        "- {regel: J02, vælg: {løsning: L-1}, begrundelse: aftalt med Opdigtia, godkendt_af: SG-1, udløber: 2027-05-12}\n",
    ),
];

struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        for (path, text) in FILES {
            write(folder.path(), path, text);
        }
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        self.run_with(arguments, &[])
    }

    fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sporbar"));
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "SOURCE_DATE_EPOCH"] {
            command.env_remove(name);
        }
        command.envs(environment.iter().copied());
        let output = command.current_dir(self.path()).args(arguments).stdin(Stdio::null()).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    }

    /// Exports and gives the files of the bundle by their path in the bag.
    fn export(&self, name: &str, arguments: &[&str]) -> Files {
        let mut all = vec!["export", "--to", name];
        all.extend(arguments);
        let (status, _, errors) = self.run(&all);
        assert_eq!(status, 0, "{errors}");
        unzip(&self.path().join(name))
    }

    fn verify(&self, name: &str) -> (i32, String) {
        let (status, output, errors) = self.run(&["verify", name]);
        (status, output + &errors)
    }
}

fn unzip(path: &Path) -> Files {
    let mut archive = ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut files = BTreeMap::new();
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let name = file.name().unwrap().strip_prefix(&format!("{TOP}/")).unwrap().to_owned();
        files.insert(name, bytes);
    }
    files
}

/// Packs files again, under the bag's folder where the name does not begin with `!`.
fn pack<'a>(path: &Path, files: impl IntoIterator<Item = (&'a str, &'a [u8])>) {
    let mut archive = ZipWriter::new(File::create(path).unwrap());
    for (name, bytes) in files {
        let name = name.strip_prefix('!').map_or_else(|| format!("{TOP}/{name}"), str::to_owned);
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap();
}

fn borrowed(files: &Files) -> impl Iterator<Item = (&str, &[u8])> {
    files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
}

/// Every file of a bundle as text, those inside of zip files (xlsx) too.
fn texts(files: &Files) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for (name, bytes) in files {
        texts.push((name.clone(), String::from_utf8_lossy(bytes).into_owned()));
        if bytes.starts_with(b"PK") {
            let mut inner = ZipArchive::new(Cursor::new(bytes)).unwrap();
            for number in 0..inner.len() {
                let mut file = inner.by_index(number).unwrap();
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes).unwrap();
                let path = format!("{name}!{}", file.name().unwrap());
                drop(file);
                texts.push((path, String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
    }
    texts
}

fn json(files: &Files, path: &str) -> Value {
    serde_json::from_slice(files.get(path).unwrap_or_else(|| panic!("no {path}"))).unwrap()
}

#[test]
fn a_bundle_is_whole_and_the_same_on_any_number_of_threads() {
    let folder = Folder::new();
    let files = folder.export("a.zip", &[]);
    for threads in ["1", "3", "16"] {
        let (status, _, errors) =
            folder.run_with(&["export", "--to", "b.zip"], &[("RAYON_NUM_THREADS", threads), ("TZ", "Asia/Tokyo")]);
        assert_eq!(status, 0, "{errors}");
        assert!(fs::read(folder.path().join("a.zip")).unwrap() == fs::read(folder.path().join("b.zip")).unwrap());
    }
    let (status, told) = folder.verify("a.zip");
    assert!(status == 0 && told.contains("er hel"), "{told}");
    for path in [
        "bagit.txt",
        "data/laesevejledning.html",
        "data/laesevejledning.md",
        "data/site/index.html",
        "data/csv/krav.csv",
        "data/json/model.json",
        "data/json/emner/krav.json",
        "data/json/skema/krav.schema.json",
        "data/kilder/sporbar.yaml",
        "data/udbudsparathed/udbudsparathed.json",
        "data/bilag/numre.json",
    ] {
        assert!(files.contains_key(path), "no {path}");
    }
    let indexes = files.keys().filter(|path| path.ends_with("/index.html"));
    assert!(indexes.clone().count() > 3 && indexes.clone().all(|path| path.starts_with("data/site/")));
    let info = String::from_utf8(files["bag-info.txt"].clone()).unwrap();
    for line in [
        "Sporbar-Edition: 2026.1\n",
        "Sporbar-Day: 2026-11-01\n",
        "Bagging-Date: 2026-11-01\n",
        "Ikke en arkiveringsversion",
    ] {
        assert!(info.contains(line), "{info}");
    }
    let mut names: Vec<String> = files.keys().map(|name| name.to_lowercase()).collect();
    names.dedup();
    assert_eq!(names.len(), files.len());
}

#[test]
fn a_profile_keeps_out_what_is_hidden_drafts_and_suppliers() {
    let folder = Folder::new();
    let (status, _, errors) = folder.run(&["export", "--to", "u.zip", "--profile", "udbud"]);
    assert_eq!(status, 0, "{errors}");
    assert!(errors.contains("er fjernet") && errors.contains("navn-udeladt-aftale.csv"), "{errors}");
    let files = unzip(&folder.path().join("u.zip"));
    for (path, text) in texts(&files) {
        for marker in [
            "HEMMELIG",
            "MÆRKENAVN",
            "mærkenavn",
            "Opdigtia",
            "opdigtia",
            "KLADDETITEL",
            "KLADDETEKST",
            "K-HEM",
            "K-KLADDE",
            "UDB-1 ",
        ] {
            assert!(!text.contains(marker), "{path} tells `{marker}`");
            assert!(!path.contains(marker), "{path}");
        }
    }
    let page = String::from_utf8(files["data/site/krav/k-1.html"].clone()).unwrap();
    assert!(page.contains("udeladt i denne udgave") && page.contains("navn-udeladt"), "{page}");
    assert!(page.contains("Vis beregningen") && page.contains("2.1-1"), "{page}");
    let solution = String::from_utf8(files["data/site/loesning/l-1.html"].clone()).unwrap();
    assert!(solution.contains("udeladt i denne udgave"), "{solution}");
    let source = String::from_utf8(files["data/kilder/content/k-1.md"].clone()).unwrap();
    assert!(source.contains("Vis beregningen") && source.contains("# afhænger_af: 1 udeladt"), "{source}");
    assert_eq!(json(&files, "data/json/emner/krav.json")["items"][0]["omitted"]["afhænger_af"], 1);
    assert!(files.keys().any(|path| path.ends_with("tabel.csv") && path.contains("/site/")));
    assert_eq!(folder.verify("u.zip").0, 0);
    // What is signed is the content with the names.
    let hash = |files: &Files| {
        let info = String::from_utf8(files["bag-info.txt"].clone()).unwrap();
        info.lines().find_map(|line| line.strip_prefix("Sporbar-Solution-Hash: ")).unwrap().to_owned()
    };
    assert_eq!(hash(&files), hash(&folder.export("a.zip", &[])));
}

#[test]
fn an_earlier_bundle_gives_away_nothing_that_a_profile_keeps_out() {
    let folder = Folder::new();
    folder.export("alt.zip", &[]);
    for path in ["content/kladde.yaml", "content/k-1.md"] {
        fs::remove_file(folder.path().join(path)).unwrap();
    }
    write(
        folder.path(),
        "content/k-1.md",
        "---\nid: K-1\ntype: krav\ntitel: Ny\nløsning: L-1\nstatus: godkendt\n---\nSystemet skal vise a.\n",
    );
    let files = folder.export("u.zip", &["--profile", "udbud", "--since", "alt.zip"]);
    assert!(String::from_utf8_lossy(&files["data/aendringer/aendringer.md"]).contains("K-1"));
    for (path, text) in texts(&files) {
        for marker in ["HEMMELIG", "MÆRKENAVN", "Opdigtia", "KLADDETITEL", "KLADDETEKST"] {
            assert!(!text.contains(marker), "{path} tells `{marker}`");
        }
    }
}

#[test]
fn whoever_asks_for_differences_that_would_tell_too_much_is_told_why_there_are_none() {
    let folder = Folder::new();
    folder.export("u.zip", &["--profile", "udbud"]);
    let (status, _, errors) = folder.run(&["export", "--to", "a.zip", "--since", "u.zip"]);
    assert_eq!(status, 0, "{errors}");
    assert!(errors.contains("siden `u.zip`, er ikke med") && errors.contains("--profile"), "{errors}");
    let files = unzip(&folder.path().join("a.zip"));
    assert!(!files.keys().any(|path| path.starts_with("data/aendringer/")), "{:?}", files.keys());
}

#[test]
fn without_a_profile_what_is_not_published_is_kept_out() {
    let folder = Folder::new();
    let files = folder.export("a.zip", &[]);
    for (path, text) in texts(&files) {
        // The tender and the attachment are public in this project.
        let apart = path.contains("opdigtia-aftale") || text.contains("inhabilitet") || path.contains("udb");
        for marker in ["HEMMELIG titel", "HEMMELIG blok", "HEMMELIG bemærkning", "HEMMELIG kommentar", "K-HEM"] {
            assert!(apart || !text.contains(marker), "{path} tells `{marker}`");
        }
    }
}

#[test]
fn whole_sources_build_the_same_site() {
    let folder = Folder::new();
    for path in ["content/hem.yaml", "content/k-1.md"] {
        fs::remove_file(folder.path().join(path)).unwrap();
    }
    let files = folder.export("a.zip", &[]);
    let again = tempfile::tempdir().unwrap();
    for (path, bytes) in &files {
        if let Some(path) = path.strip_prefix("data/kilder/") {
            let target = again.path().join(path);
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::write(target, bytes).unwrap();
        }
    }
    assert_eq!(
        files["data/kilder/content/k-2.yaml"],
        FILES.iter().find(|(path, _)| *path == "content/k-2.yaml").unwrap().1.as_bytes()
    );
    let other = Folder(again);
    assert!(other.export("a.zip", &[]) == files);
}

#[test]
fn what_the_site_tells_of_all_items_is_what_a_built_one_tells() {
    let folder = Folder::new();
    let files = folder.export("a.zip", &[]);
    let (status, _, errors) = folder.run_with(&["build", "--output", "ud"], &[]);
    assert_eq!(status, 0, "{errors}");
    let parts: Vec<&String> = files.keys().filter(|path| path.starts_with("data/site/data/indhold-")).collect();
    assert!(!parts.is_empty());
    for path in parts {
        let built = fs::read(folder.path().join("ud").join(path.trim_start_matches("data/site/"))).unwrap();
        assert!(built.len() > 100 && built == files[path], "{path}");
    }
}

#[test]
fn sources_of_a_part_can_be_built() {
    let folder = Folder::new();
    let files = folder.export("u.zip", &["--profile", "udbud"]);
    let again = Folder(tempfile::tempdir().unwrap());
    for (path, bytes) in &files {
        if let Some(path) = path.strip_prefix("data/kilder/") {
            let target = again.path().join(path);
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::write(target, bytes).unwrap();
        }
    }
    let (status, list, errors) = again.run(&["list", "--format", "json"]);
    assert_eq!(status, 0, "{errors}");
    let list: Value = serde_json::from_str(&list).unwrap();
    let ids: Vec<&str> = list["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
    for id in ["K-1", "K-2", "L-1", "D-1", "B-1", "KL"] {
        assert!(ids.contains(&id), "{ids:?}");
    }
    assert!(!ids.contains(&"OPD"), "{ids:?}");
    assert!(files.contains_key("data/kilder/content/filer/tabel.csv"));
}

#[test]
fn numbers_of_an_earlier_bundle_are_kept_and_never_given_again() {
    let folder = Folder::new();
    let number = |files: &Files, id: &str| {
        let numbers = json(files, "data/bilag/numre.json");
        let found = numbers["numbers"].as_array().unwrap().iter().find(|number| number["id"] == id).cloned();
        found.map(|number| number["number"].as_str().unwrap().to_owned())
    };
    let first = folder.export("1.zip", &[]);
    assert_eq!((number(&first, "K-1").as_deref(), number(&first, "K-2").as_deref()), (Some("2.1-1"), Some("2.1-2")));
    fs::remove_file(folder.path().join("content/k-1.md")).unwrap();
    write(
        folder.path(),
        "content/k-2.yaml",
        "id: K-02\ntidligere_id: [K-2]\ntype: krav\ntitel: B\nløsning: L-1\ntekst: Systemet skal vise b.\n",
    );
    write(
        folder.path(),
        "content/k-0.yaml",
        "id: K-0\ntype: krav\ntitel: C\nløsning: L-1\ntekst: Systemet skal vise c.\n",
    );
    let second = folder.export("2.zip", &["--since", "1.zip"]);
    assert_eq!(number(&second, "K-02").as_deref(), Some("2.1-2"));
    let fresh = number(&second, "K-0").unwrap();
    assert!(fresh != "2.1-1" && fresh != "2.1-2", "{fresh}");
    let third = folder.export("3.zip", &["--since", "2.zip"]);
    assert_eq!(number(&third, "K-0"), Some(fresh));
    assert_eq!(json(&third, "data/bilag/numre.json")["retired"].as_array().unwrap().len(), 1);
    // What changed since stands in the bundle, as data, as text and as a page.
    let changes = json(&second, "data/aendringer/aendringer.json");
    assert_eq!(changes["removed"], serde_json::json!(["K-1"]));
    assert_eq!(changes["renamed"], serde_json::json!([{"from": "K-2", "to": "K-02"}]));
    assert!(second.contains_key("data/aendringer/aendringer.md"));
    assert!(second.keys().any(|path| path.starts_with("data/site/aendringer")), "{:?}", second.keys());
    assert_eq!(folder.verify("2.zip").0, 0);
}

#[test]
fn bundles_are_compared_with_each_other_and_with_the_project() {
    let folder = Folder::new();
    folder.export("1.zip", &[]);
    let (status, told, errors) = folder.run(&["diff", "1.zip", "--format", "json"]);
    assert!(
        status == 0 && serde_json::from_str::<Value>(&told).unwrap()["changed"] == serde_json::json!([]),
        "{told}{errors}"
    );
    write(
        folder.path(),
        "content/b.yaml",
        "id: B-1\ntype: begreb\ntitel: frist\ndefinition: noget andet\nløsning: L-1\n",
    );
    folder.export("2.zip", &[]);
    for arguments in
        [&["diff", "1.zip"][..], &["diff", "1.zip", "2.zip"], &["diff", "1.zip", "2.zip", "--format", "markdown"]]
    {
        let (status, told, errors) = folder.run(arguments);
        assert!(status == 0 && told.contains("B-1") && told.contains("definition"), "{told}{errors}");
        assert!(!told.contains("K-HEM"), "{told}");
    }
    let sheet = fs::File::create(folder.path().join("f.xlsx")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_sporbar"));
    command.current_dir(folder.path()).args(["diff", "1.zip", "2.zip", "--format", "xlsx"]).stdout(sheet);
    assert!(command.status().unwrap().success());
    let told = texts(&BTreeMap::from([("f.xlsx".to_owned(), fs::read(folder.path().join("f.xlsx")).unwrap())]));
    assert!(told.iter().any(|(path, text)| path.contains("sharedStrings") && text.contains("noget andet")));
    write(folder.path(), "sporbar.yaml", FILES[0].1.replace("udgave", "grundlag: 1.zip\nudgave"));
    let (status, _, errors) = folder.run(&["build", "--output", "ud"]);
    assert!(status == 0, "{errors}");
}

#[test]
fn what_differs_is_named() {
    let folder = Folder::new();
    let whole = folder.export("a.zip", &[]);
    let check = |change: &dyn Fn(&mut Files), wanted: &[&str]| {
        let mut files = whole.clone();
        change(&mut files);
        pack(&folder.path().join("b.zip"), borrowed(&files));
        let (status, told) = folder.verify("b.zip");
        assert_eq!(status, i32::from(!wanted.is_empty()), "{told}");
        for wanted in wanted {
            assert!(told.contains(wanted), "{told} lacks {wanted}");
        }
    };
    check(&|_| {}, &[]);
    check(
        &|files| files.get_mut("data/csv/krav.csv").unwrap().push(b'x'),
        &["data/csv/krav.csv: indholdet er et andet", "Payload-Oxum"]
            .map(|text| text.trim_start_matches("Payload-Oxum")),
    );
    check(&|files| drop(files.remove("data/csv/krav.csv")), &["data/csv/krav.csv: filen mangler"]);
    check(
        &|files| drop(files.insert("data/ny.txt".into(), b"x".to_vec())),
        &["data/ny.txt: filen står ikke i manifestet"],
    );
    check(
        &|files| drop(files.insert("ekstra.txt".into(), b"x".to_vec())),
        &["ekstra.txt: filen står ikke i pakkens eget"],
    );
    check(
        &|files| drop(files.insert("!løs.txt".into(), b"x".to_vec())),
        &["løs.txt: filen står uden for pakkens mappe"],
    );
    check(&|files| files.get_mut("bag-info.txt").unwrap().push(b'x'), &["bag-info.txt: indholdet er et andet"]);
    check(&|files| drop(files.insert("fetch.txt".into(), b"http://x/y 3 data/y\n".to_vec())), &["fetch.txt"]);
    check(&|files| drop(files.remove("manifest-sha256.txt")), &["har ingen `manifest-sha256.txt`"]);
    check(
        &|files| {
            drop(
                files.insert("bagit.txt".into(), b"BagIt-Version: 7.0\nTag-File-Character-Encoding: UTF-16\n".to_vec()),
            )
        },
        &["`7.0` kendes ikke", "ikke UTF-8"],
    );
    check(
        &|files| {
            let page = files.get_mut("data/site/krav/k-1.html").unwrap();
            page.extend_from_slice(b"<a href=\"../../csv/krav.csv\">x</a><a href='nej.html'>y</a>");
        },
        &["`../../csv/krav.csv` fører ud af sitets mappe", "`nej.html` fører til en fil, der ikke er der"],
    );
}

#[test]
fn hostile_archives_are_refused_in_words() {
    let folder = Folder::new();
    let at = |name: &str| folder.path().join(name);
    let bag: &[(&str, &[u8])] =
        &[("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"), ("manifest-sha256.txt", b"")];
    let long = "a".repeat(300);
    let longest = "b/".repeat(700) + "c";
    let named = [
        ("!../ud.txt", "fører ud af mappen"),
        ("!/etc/passwd", "fra roden"),
        ("!C:/x.txt", "fra roden"),
        ("!a\\b.txt", "omvendt skråstreg"),
        ("data/../../x", "fører ud af mappen"),
        ("data//x", "tomt led"),
        ("data/\u{1b}[31m", "styretegn"),
        (&*format!("data/{long}"), "for langt"),
        (&*format!("data/{longest}"), "for langt"),
    ];
    for (name, why) in named {
        pack(&at("h.zip"), bag.iter().copied().chain([(name, &b"x"[..])]));
        let (status, told) = folder.verify("h.zip");
        assert!(status == 1 && told.contains(why), "{name}: {told}");
        assert!(!told.contains('\u{1b}'), "{told}");
    }
    assert!(!at("ud.txt").exists() && !folder.path().parent().unwrap().join("ud.txt").exists());
    // A manifest that names a file outside.
    let astray: &[(&str, &[u8])] = &[bag[0], ("manifest-sha256.txt", b"aa  data/../../../etc/passwd\n")];
    pack(&at("h.zip"), astray.iter().copied());
    assert!(folder.verify("h.zip").1.contains("fører ud af mappen"));
    // A symbolic link.
    let mut archive = ZipWriter::new(File::create(at("l.zip")).unwrap());
    archive.start_file(format!("{TOP}/bagit.txt"), SimpleFileOptions::default()).unwrap();
    archive.write_all(bag[0].1).unwrap();
    archive.add_symlink(format!("{TOP}/data/l"), "/etc/passwd", SimpleFileOptions::default()).unwrap();
    archive.finish().unwrap();
    let (status, told) = folder.verify("l.zip");
    assert!(status == 1 && told.contains("symlink"), "{told}");
    // Two files of one name, made by writing another name into the bytes.
    pack(&at("d.zip"), bag.iter().copied().chain([("data/a", &b"x"[..]), ("data/b", &b"y"[..])]));
    let bytes = fs::read(at("d.zip")).unwrap();
    let doubled = replaced(&bytes, b"/data/b", b"/data/a");
    fs::write(at("d.zip"), doubled).unwrap();
    let (status, told) = folder.verify("d.zip");
    assert!(status != 0 && (told.contains("samme navn") || told.contains("kan")), "{told}");
}

#[test]
fn bombs_and_what_is_no_archive_are_refused_before_they_are_read() {
    let folder = Folder::new();
    let at = |name: &str| folder.path().join(name);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut archive = ZipWriter::new(File::create(at("b.zip")).unwrap());
    archive.start_file(format!("{TOP}/data/stor"), options).unwrap();
    let zeros = vec![0u8; 1 << 20];
    for _ in 0..120 {
        archive.write_all(&zeros).unwrap();
    }
    archive.finish().unwrap();
    for (status, told) in [folder.verify("b.zip"), {
        let (status, _, errors) = folder.run(&["diff", "b.zip"]);
        (status, errors)
    }] {
        assert!(status == 2 && told.contains("zipbombe"), "{told}");
    }
    // A file that grows beyond what the directory says of it.
    pack(&at("s.zip"), [("bagit.txt", &b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"[..])]);
    let bytes = fs::read(at("s.zip")).unwrap();
    let directory = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    let mut lying = bytes.clone();
    lying[directory + 24] = 3;
    fs::write(at("s.zip"), lying).unwrap();
    assert_ne!(folder.verify("s.zip").0, 0);
    // More files than anybody has, by the count at the end.
    let mut many = bytes.clone();
    let end = many.windows(4).rposition(|four| four == b"PK\x05\x06").unwrap();
    let mut record = b"PK\x06\x06".to_vec();
    record.extend([44, 0, 0, 0, 0, 0, 0, 0, 45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    record.extend(50_000_000u64.to_le_bytes());
    record.extend(50_000_000u64.to_le_bytes());
    record.extend([0; 16]);
    let mut locator = b"PK\x06\x07\0\0\0\0".to_vec();
    locator.extend((end as u64).to_le_bytes());
    locator.extend([1, 0, 0, 0]);
    many[end + 8..end + 12].fill(0xFF);
    many.splice(end..end, record.into_iter().chain(locator));
    fs::write(at("m.zip"), many).unwrap();
    let (status, told) = folder.verify("m.zip");
    assert!(status == 2 && told.contains("50000000"), "{told}");
    for bytes in [&b""[..], b"PK", b"ikke et arkiv", &bytes[..bytes.len() - 5], &bytes[..40]] {
        fs::write(at("n.zip"), bytes).unwrap();
        let (status, told) = folder.verify("n.zip");
        assert!(status == 2 && told.contains("ikke et zip-arkiv"), "{told}");
    }
    assert!(folder.verify("findes-ikke.zip").1.contains("findes ikke"));
    assert!(folder.run(&["--lang", "en", "verify", "content"]).2.contains("is no file"));
    pack(&at("t.zip"), [("!a/b.txt", &b"x"[..])]);
    assert!(folder.verify("t.zip").1.contains("ingen BagIt-pakke"));
}

#[test]
fn a_failed_export_leaves_nothing_behind_and_keeps_what_was_there() {
    let folder = Folder::new();
    folder.export("a.zip", &[]);
    let before = fs::read(folder.path().join("a.zip")).unwrap();
    let (status, _, errors) = folder.run(&["export", "--to", "a.zip", "--profile", "findes-ikke"]);
    assert!(status == 2 && errors.contains("ingen profil hedder `findes-ikke`"), "{errors}");
    let (status, _, errors) = folder.run(&["export", "--to", "a.zip", "--solution", "L-2"]);
    assert!(status == 2 && errors.contains("mente du `L-1`"), "{errors}");
    assert!(fs::read(folder.path().join("a.zip")).unwrap() == before);
    for (to, why) in
        [("nej/a.zip", "kunne ikke skrive"), ("content", "ender ikke på `.zip`"), ("a.tar", "ender ikke på `.zip`")]
    {
        let (status, _, errors) = folder.run(&["export", "--to", to]);
        assert!(status == 2 && errors.contains(why), "{errors}");
    }
    // The disk is full after some of the bundle.
    if Path::new("/dev/full").exists() && cfg!(target_os = "linux") {
        let limit = "ulimit -f 20; trap '' XFSZ; exec \"$0\" \"$@\"";
        let ran = Command::new("sh")
            .args(["-c", limit, env!("CARGO_BIN_EXE_sporbar"), "export", "--to", "a.zip"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(ran.status.code() == Some(2), "{errors}");
        assert!(fs::read(folder.path().join("a.zip")).unwrap() == before);
    }
    let left: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains(".sporbar"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn one_format_is_a_file_or_a_folder() {
    let folder = Folder::new();
    let (status, _, errors) = folder.run(&["export", "--to", "csv", "--only", "csv"]);
    assert_eq!(status, 0, "{errors}");
    let table = fs::read_to_string(folder.path().join("csv/csv/krav.csv")).unwrap();
    assert!(table.starts_with("\u{feff}id,udbudsnummer,type,titel") && table.contains("'=1+1"), "{table}");
    let (status, _, errors) = folder.run(&["export", "--to", "csv", "--only", "csv"]);
    assert!(status == 2 && errors.contains("ikke tom"), "{errors}");
    let files = folder.export("c.zip", &["--only", "csv"]);
    assert!(files.keys().all(|path| !path.starts_with("data/site/")));
    assert_eq!(folder.verify("c.zip").0, 0);
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(from.len()).position(|window| window == from) {
        bytes[at + found..at + found + from.len()].copy_from_slice(to);
        at += found + from.len();
    }
    bytes
}

#[test]
fn the_bundle_reads_as_it_should() {
    let folder = Folder::new();
    let files = folder.export("u.zip", &["--profile", "udbud"]);
    let listed: Vec<&str> = files.keys().map(String::as_str).filter(|path| !path.starts_with("data/site/")).collect();
    let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    let told = [
        ("filer.txt", listed.join("\n") + "\n"),
        ("laesevejledning.md", text("data/laesevejledning.md")),
        ("bilagsplan.csv", text("data/bilag/bilagsplan.csv")),
        ("krav.csv", text("data/csv/krav.csv")),
        ("krav.json", text("data/json/emner/krav.json")),
        ("kilde.md", text("data/kilder/content/k-1.md")),
        ("udbudsparathed.md", text("data/udbudsparathed/udbudsparathed.md")),
    ];
    let guide = text("data/laesevejledning.md");
    for folder in
        told[0].1.lines().filter_map(|path| path.strip_prefix("data/")?.split_once('/')).map(|(folder, _)| folder)
    {
        assert!(guide.contains(&format!("`{folder}/")), "the guide does not say what `{folder}/` is:\n{guide}");
    }
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundles/expected");
    for (name, text) in told {
        let path = expected.join(name);
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::create_dir_all(&expected).unwrap();
            fs::write(&path, &text).unwrap();
        }
        let known = fs::read_to_string(&path).unwrap_or_default();
        assert!(known == text, "{name} differs; UPDATE_EXPECTED=1 writes it anew:\n{text}");
    }
}
