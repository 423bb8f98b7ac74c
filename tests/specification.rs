//! The specification as documents: which there are, what stands in them, and that content is never taken for markup.

mod support;

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};

use support::write;
use tempfile::TempDir;
use zip::ZipArchive;

/// Two solutions, one with a tender; texts that try to be something else.
const FILES: &[(&str, &str)] = &[
    ("sporbar.yaml", "titel: Prøve & <fælles>\npr_dato: 2026-11-01\nudgave: \"2026.1\"\nbemærkning: Kun en prøve\n"),
    (
        "content/løsninger.yaml",
        "elementer:\n  - {id: L-1, type: løsning, titel: Den ene}\n  - {id: L-2, type: løsning, titel: Den anden}\n  - id: U-1\n    type: udbud\n    titel: Genudbud\n    løsning: L-1\n    annonceres: 2027-06-01\n    bilagsplan:\n      - {nummer: \"2.1\", titel: Kravspecifikation, vælg: {type: krav}}\n      - {nummer: \"2.2\", titel: Arbejdsgange, vælg: {type: arbejdsgang}}\n",
    ),
    (
        "content/lov.yaml",
        "id: TL\ntype: retskilde\ntitel: Testloven\ndokumenttype: LOV\nbestemmelser:\n  - {ref: § 1, resume: Kommunen svarer borgeren.}\n  - {ref: § 2, resume: Ingen nævner denne.}\n",
    ),
    (
        "content/k-1.md",
        "---\nid: K-1\ntype: krav\ntitel: Svar <w:p/> & \"mere\"\nløsning: L-1\nkravtype: MK\nkravområde: [Frister]\nhjemmel: TL § 1\nafhænger_af: K-2\nunderstøtter: P-1\nbruger: B-1\nacceptkriterier: [Svaret er sendt]\n---\nSystemet skal **svare** efter [[K-2]] og [[K-SKJULT|det skjulte]].\n\n1. Først\n2. Så\n\n# Forklaring\n\n#read(\"/etc/passwd\") #[ ] $x$ \\u{0} `kode` [nettet](https://example.dk/a?b=c)\n\n> [!INTERN]\n> HEMMELIG\n",
    ),
    (
        "content/k-2.yaml",
        "{id: K-2, type: krav, titel: Andet krav, løsning: L-1, tekst: Systemet skal vise fristen.}\n",
    ),
    (
        "content/k-3.yaml",
        "{id: K-3, type: krav, titel: Tredje krav, løsning: L-2, tekst: Systemet skal gemme svaret.}\n",
    ),
    ("content/k-4.yaml", "{id: K-4, type: krav, titel: Alles krav, tekst: Systemet skal kunne læses.}\n"),
    (
        "content/k-5.yaml",
        "{id: K-5, type: krav, titel: Udgået krav, løsning: L-1, status: udgået, tekst: Systemet skal UDGÅ.}\n",
    ),
    (
        "content/k-skjult.yaml",
        "{id: K-SKJULT, type: krav, titel: HEMMELIG, løsning: L-1, synlighed: intern, tekst: HEMMELIG}\n",
    ),
    ("content/b.yaml", "{id: B-1, type: begreb, titel: svarfrist, definition: dag for svar, løsning: L-1}\n"),
    (
        "content/p.yaml",
        "id: P-1\ntype: arbejdsgang\ntitel: Fra brev til svar\nløsning: L-1\ntrin:\n  - {id: t1, navn: Læs brevet, aktør: Sagsbehandler}\n  - {id: t2, navn: Svar, aktør: Leder, krav: K-1}\n",
    ),
];

fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in FILES {
        write(folder.path(), path, text);
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sporbar"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "SOURCE_DATE_EPOCH"] {
        command.env_remove(name);
    }
    let output = command.current_dir(folder).args(arguments).stdin(Stdio::null()).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// A part of a Word file.
fn part(path: &Path, name: &str) -> String {
    let mut archive = ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// All words of a document, its markup taken away.
fn words(path: &Path) -> String {
    let xml = part(path, "word/document.xml");
    let mut words = String::new();
    let mut rest = xml.as_str();
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(before);
        let (tag, behind) = after.split_once('>').unwrap();
        if tag == "/w:p" || tag == "w:tab/" {
            words.push('\n');
        }
        rest = behind;
    }
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn an_annex_or_a_solution_has_a_document_and_every_requirement_stands_in_one() {
    let folder = project();
    let (status, said) = run(folder.path(), &["export", "--only", "docx", "--to", "ud"]);
    assert_eq!(status, 0, "{said}");
    let documents = folder.path().join("ud/kravspecifikation");
    let mut names: Vec<String> =
        fs::read_dir(&documents).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let expected = [
        "bilag-2.1-kravspecifikation.docx",
        "bilag-2.2-arbejdsgange.docx",
        "faelles-krav.docx",
        "l-2-kravspecifikation.docx",
    ];
    assert_eq!(names, expected);
    let all: String = names.iter().map(|name| words(&documents.join(name))).collect();
    for said in [
        "Systemet skal svare efter",
        "Systemet skal vise fristen.",
        "Systemet skal gemme svaret.",
        "Systemet skal kunne læses.",
    ] {
        assert!(all.contains(said), "{said}\n{all}");
    }
    for left_out in ["HEMMELIG", "UDGÅ", "Ingen nævner denne"] {
        assert!(!all.contains(left_out), "{left_out}\n{all}");
    }
}

#[test]
fn a_requirement_stands_under_its_number_with_its_basis_and_its_references_lead_somewhere() {
    let folder = project();
    run(folder.path(), &["export", "--only", "docx", "--to", "bilag-2.1-kravspecifikation.docx"]);
    let file = folder.path().join("bilag-2.1-kravspecifikation.docx");
    let (words, xml) = (words(&file), part(&file, "word/document.xml"));
    for said in [
        "Bilag 2.1 Kravspecifikation",
        "Den ene",
        "2.1-1 Svar <w:p/> & \"mere\"",
        "Mindstekrav (MK) · K-1",
        "TL §\u{a0}1",
        "Kommunen svarer borgeren.",
        "P-1 – Fra brev til svar (bilag 2.2)",
        "svarfrist",
        "dag for svar",
        "Svaret er sendt",
        "det skjulte",
        "#read(\"/etc/passwd\") #[ ] $x$",
    ] {
        assert!(words.contains(said), "{said}\n{words}");
    }
    let names: Vec<&str> = xml.split("w:name=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let anchors: Vec<&str> = xml.split("w:anchor=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(anchors.len() > 8, "{anchors:?}");
    for anchor in &anchors {
        assert_eq!(names.iter().filter(|name| *name == anchor).count(), 1, "{anchor} in {names:?}");
    }
    assert!(part(&file, "word/_rels/document.xml.rels").contains("https://example.dk/a?b=c"));
    assert!(part(&file, "word/header1.xml").contains("udgave 2026.1"));
    assert!(part(&file, "word/styles.xml").contains("w:lang w:val=\"da-DK\""));
}

#[test]
fn a_drawing_stands_as_shapes_with_what_it_says_in_words() {
    let folder = project();
    run(folder.path(), &["export", "--only", "docx", "--to", "bilag-2.2-arbejdsgange.docx"]);
    let file = folder.path().join("bilag-2.2-arbejdsgange.docx");
    let xml = part(&file, "word/document.xml");
    let (_, drawing) = xml.split_once("<w:drawing>").expect("the process is drawn");
    let (drawing, _) = drawing.split_once("</w:drawing>").unwrap();
    let said = drawing.split_once("descr=\"").unwrap().1.split('"').next().unwrap();
    assert!(said.starts_with("Forløb") && said.len() > 40, "{said}");
    for shown in [">1 Læs brevet<", ">Sagsbehandler<", "<a:cubicBezTo>", "srgbClr val=\"955400\"", "<wps:txbx>"] {
        assert!(drawing.contains(shown), "{shown}\n{drawing}");
    }
    let numbers: Vec<&str> = drawing.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let distinct: std::collections::BTreeSet<&&str> = numbers.iter().collect();
    assert_eq!(distinct.len(), numbers.len(), "each shape has a number of its own: {numbers:?}");
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let folder = project();
    for (name, threads) in [("a", "1"), ("b", "4")] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sporbar"));
        command.env("RAYON_NUM_THREADS", threads).current_dir(folder.path());
        let status = command.args(["export", "--only", "docx", "--to", name, "--quiet"]).status().unwrap();
        assert!(status.success());
    }
    for entry in fs::read_dir(folder.path().join("a/kravspecifikation")).unwrap() {
        let path = entry.unwrap().path();
        let other = folder.path().join("b/kravspecifikation").join(path.file_name().unwrap());
        assert!(fs::read(&path).unwrap() == fs::read(other).unwrap(), "{}", path.display());
    }
}

#[test]
fn one_document_is_asked_for_by_its_name() {
    let folder = project();
    let (status, said) = run(folder.path(), &["export", "--only", "docx", "--to", "krav.docx"]);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("formatet har 4 filer") && said.contains("bilag-2.2-arbejdsgange.docx"), "{said}");
    assert!(!folder.path().join("krav.docx").exists());
    let (status, _) =
        run(folder.path(), &["export", "--only", "docx", "--solution", "L-2", "--to", "l-2-kravspecifikation.docx"]);
    assert_eq!(status, 0);
    assert!(words(&folder.path().join("l-2-kravspecifikation.docx")).contains("Systemet skal gemme svaret."));
}

/// Said plainly, before anything is read.
#[cfg(not(feature = "pdf"))]
#[test]
fn without_pdf_the_program_says_how_to_get_it() {
    let folder = project();
    for (language, said) in [("da", "bygget uden"), ("en", "built without")] {
        let (status, errors) = run(folder.path(), &["--lang", language, "export", "--only", "pdf", "--to", "ud"]);
        assert_eq!(status, 2);
        assert!(errors.contains(said) && errors.contains("--features pdf"), "{errors}");
    }
    assert!(!folder.path().join("ud").exists());
}

#[cfg(feature = "pdf")]
mod pdf {
    use super::*;

    /// Texts that fonts have no shapes for, lists far inside each other, a table in a table's cell.
    const HOSTILE: &str = "id: K-9\ntype: krav\ntitel: '漢字 🦀 \"]'\nløsning: L-2\ntekst: |\n  Systemet skal #panic(1) ]) \\u{1} [a](https://[b) vise.\n\n  > - et\n  >   > 1. to\n  >   >    - tre\n\n  <table><tr><td><table><tr><td>inde</td></tr></table></td></tr></table>\n\n  ###### Dybt\n\n  # Højt\n";

    #[test]
    fn a_pdf_stands_beside_each_word_file_and_is_the_same_every_time() {
        let folder = project();
        write(folder.path(), "content/k-9.yaml", HOSTILE);
        let deep = (0..200).map(|depth| format!("  {}- x\n", "  ".repeat(depth))).collect::<String>();
        write(
            folder.path(),
            "content/k-10.yaml",
            format!("id: K-10\ntype: krav\ntitel: Dyb\nløsning: L-2\ntekst: |\n{deep}"),
        );
        let mut all = Vec::new();
        for (name, threads) in [("a", "1"), ("b", "4")] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_sporbar"));
            command.env("RAYON_NUM_THREADS", threads).current_dir(folder.path());
            let output = command.args(["export", "--only", "pdf", "--to", name, "--quiet"]).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder.path().join(name).join("kravspecifikation"))
                .unwrap()
                .map(|entry| entry.unwrap())
                .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
                .collect();
            files.sort();
            assert_eq!(files.len(), 4);
            assert!(files.iter().all(|(_, bytes)| bytes.starts_with(b"%PDF-1.7")));
            all.push(files);
        }
        assert!(all[0] == all[1], "two runs give two sets of files");
    }
}
