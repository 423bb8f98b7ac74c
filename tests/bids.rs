//! What suppliers answered: compared on pages of their own where that is asked for, and known to no other run.

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use sporbar::pages::Route;
use sporbar::trace::answers::AnswerFile;
use support::{Project, write};

/// Stands in every field of an answer, and nowhere else.
const MARKER: &str = "mærkeordet";

const ANSWERS: &str = "leverandør: Firma <b>& Søn
fil: svar.xlsx
udgave: \"2026.2\"
svar:
  - krav: K-1
    kravnr: 2.1-1
    opfyldt: nej
    beskrivelse: |
      Første mærkeordet <script>alert(1)</script>
      anden linje
    forbehold: Kun mærkeordet
  - krav: K-2
    kravnr: 2.1-2
    aftryk: 000000000000
    opfyldt: ja
    henvisning: Bilag mærkeordet
  - krav: K-99
    opfyldt: ja
    beskrivelse: Svar på noget mærkeordet
ubesvaret:
  - {krav: K-3, kravnr: 2.1-3}
";

fn project(answers: &[(&str, &str)]) -> Project {
    let files = [
        (
            "content/krav.yaml",
            "fælles: {type: krav, løsning: L}\nelementer:\n  - {id: K-1, titel: Frist, kravtype: MK, tekst: Løsningen skal vise fristen.}\n  - {id: K-2, titel: Log, kravtype: PK, tekst: Løsningen skal føre log.}\n  - {id: K-3, titel: Søgning, kravtype: MK, tekst: Løsningen skal søge.}\n  - {id: K-4, titel: Ny, kravtype: MK, tekst: Løsningen skal mere., synlighed: tilbudsgiver}\n",
        ),
        ("content/l.yaml", "id: L\ntype: løsning\ntitel: Løsningen\n"),
        (
            "content/udbud.yaml",
            "id: UDB\ntype: udbud\ntitel: Udbud\nløsning: L\nannonceres: 2027-05-01\nbilagsplan:\n  - {nummer: \"2.1\", titel: Kravspecifikation, vælg: {type: krav}}\n",
        ),
    ];
    let mut project = Project::new("titel: Prøve\nbase_url: https://krav.example.dk/\n", files);
    project.answers = (!answers.is_empty()).then(|| {
        let file = |(name, text): &(&str, &str)| AnswerFile {
            path: format!("besvarelser/{name}.yaml").into(),
            text: (*text).into(),
        };
        answers.iter().map(file).collect::<Vec<_>>().into()
    });
    project
}

fn sporbar(project: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sporbar")).arg("--project").arg(project).args(arguments).output().unwrap()
}

/// Everything a folder holds, as one text; what is no UTF-8 is left out.
fn all_texts(folder: &Path) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => all.push_str(&all_texts(&path)),
            false => all.push_str(&fs::read_to_string(&path).unwrap_or_default()),
        }
    }
    all
}

#[test]
fn answers_stand_side_by_side_with_what_is_not_met_in_front() {
    let second = ANSWERS.replace("Firma <b>& Søn", "Anden").replace("opfyldt: nej", "opfyldt: måske");
    let pages = project(&[("firma", ANSWERS), ("anden", &second)]).pages();
    let text = |address: &str| pages.text(address);
    let overview = text("besvarelser/index.html");
    let order = ["_kravtype-1\">MK", "_kravtype-2\">PK", "_krav\"", "_leverandoerer\""];
    let places: Vec<usize> = order.iter().map(|anchor| overview.find(&format!("id=\"{anchor}")).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    let part = text("besvarelser/krav/2-1-kravspecifikation.html");
    assert!(part.contains("K-1") && part.contains("K-3") && !part.contains("K-4"), "{part}");
    assert!(part.contains("uklart") && part.contains("»måske«") && part.contains("intet svar"));
    assert!(part.contains("kravet er ændret siden"));
    let requirement = text("krav/k-1/besvarelser.html");
    assert!(requirement.contains("&lt;script&gt;alert(1)&lt;/script&gt;<br>anden linje"), "{requirement}");
    let supplier = text("besvarelser/leverandoer/firma-b-soen.html");
    let first = supplier.find("Mindstekrav, der ikke er opfyldt (1)").unwrap();
    assert!(first < supplier.find("Mindstekrav uden svar (1)").unwrap());
    assert!(supplier.contains("Svar på krav, der ikke findes (1)") && supplier.contains("K-99"));
    assert!(text("krav/k-1.html").contains("0 af 2 leverandører svarer ja"));
}

/// Both tenders have an annex 2.1, and the requirement counts for both solutions; the second tender's plan alone takes it.
#[test]
fn a_shared_requirement_stands_in_the_annex_that_numbers_it() {
    let tender = |id: &str, solution: &str, selection: &str| {
        format!(
            "id: {id}\ntype: udbud\ntitel: {id}\nløsning: {solution}\nannonceres: 2027-05-01\nbilagsplan:\n  - {{nummer: \"2.1\", titel: Kravspecifikation, vælg: {selection}}}\n"
        )
    };
    let first = tender("UDB-A", "A", "{type: krav, kravtype: MK}");
    let second = tender("UDB-B", "B", "{type: krav, kravtype: K}");
    let requirements = "fælles: {type: krav}\nelementer:\n  - {id: A-1, titel: Frist, kravtype: MK, løsning: A, tekst: Løsningen skal vise fristen.}\n  - {id: F-1, titel: Log, kravtype: K, løsning: [A, B], tekst: Løsningen skal føre log.}\n";
    let answers = "leverandør: Firma\nsvar:\n  - {krav: A-1, kravnr: 2.1-1, opfyldt: ja}\n  - {krav: F-1, kravnr: 2.1-1, opfyldt: nej}\n";
    let mut project = Project::new(
        "titel: Prøve\n",
        [
            ("content/a.yaml", "id: A\ntype: løsning\ntitel: A\n"),
            ("content/b.yaml", "id: B\ntype: løsning\ntitel: B\n"),
            ("content/krav.yaml", requirements),
            ("content/udbud-a.yaml", &*first),
            ("content/udbud-b.yaml", &*second),
        ],
    );
    project.answers = Some([AnswerFile { path: "besvarelser/firma.yaml".into(), text: answers.into() }].into());
    let pages = project.pages();
    let (of_a, of_b) = (
        pages.text("besvarelser/krav/a-2-1-kravspecifikation.html"),
        pages.text("besvarelser/krav/b-2-1-kravspecifikation.html"),
    );
    assert!(of_a.contains("<b>A-1</b>") && !of_a.contains("<b>F-1</b>"), "{of_a}");
    assert!(of_b.contains("<b>F-1</b>") && !of_b.contains("<b>A-1</b>"), "{of_b}");
}

#[test]
fn every_page_says_that_it_is_confidential_and_no_search_engine_finds_one() {
    let mut project = project(&[("firma", ANSWERS)]);
    project.files.insert(
        "content/gammel.yaml".to_owned(),
        "id: G-1\ntype: begreb\ntitel: gammel\ntidligere_id: [G-0]\n".to_owned(),
    );
    let edition = project.edition();
    let mut seen = 0;
    for planned in edition.plan() {
        let text = String::from_utf8_lossy(&edition.bytes(&planned.route).unwrap()).into_owned();
        if planned.address.ends_with(".html") {
            seen += 1;
            assert!(text.contains("Fortroligt: indeholder besvarelser"), "{}", planned.address);
            assert!(text.contains("<meta name=\"robots\" content=\"noindex\">"), "{}", planned.address);
        }
    }
    assert!(seen > 20);
    let addresses: Vec<String> = edition.plan().into_iter().map(|planned| planned.address).collect();
    assert!(addresses.contains(&"FORTROLIGT.txt".to_owned()) && addresses.contains(&"robots.txt".to_owned()));
    assert!(edition.plan().iter().any(|planned| matches!(planned.route, Route::Redirect(..))));
}

#[test]
fn a_change_of_an_answer_changes_the_keys_of_its_pages() {
    let keys = |answers: &str| {
        let edition = project(&[("firma", answers)]).edition();
        edition.plan().into_iter().map(|planned| (planned.address, planned.key)).collect::<Vec<_>>()
    };
    let (before, after) = (keys(ANSWERS), keys(&ANSWERS.replace("opfyldt: nej", "opfyldt: ja")));
    let changed: Vec<&str> = before.iter().zip(&after).filter(|(a, b)| a != b).map(|(a, _)| a.0.as_str()).collect();
    assert!(changed.contains(&"krav/k-1.html") && changed.contains(&"krav/k-1/besvarelser.html"), "{changed:?}");
    assert!(!changed.contains(&"krav/k-2.html"), "{changed:?}");
}

#[test]
fn what_is_broken_in_a_file_of_answers_is_told_where() {
    let broken = "leverandør: [a]\nsvare: 1\nsvar:\n  - opfyldt: ja\n  - krav: K-1\n    aftryk: xyz\n  - {krav: K-1}\n  - tekst\n";
    let twice = "leverandør: Firma\nsvar: []\n";
    let edition = project(&[("a", broken), ("b", "leverandør: \"x\nsvar:"), ("c", twice), ("d", twice)]).edition();
    let facts = &edition.book.facts;
    let told: Vec<String> = edition
        .book
        .findings
        .iter()
        .filter(|finding| facts.path(finding.place.file).starts_with("besvarelser/"))
        .map(|finding| {
            let at = facts.position(finding.place);
            format!("{}:{}:{} {}", facts.path(finding.place.file), at.line, at.column, finding.code)
        })
        .collect();
    let wanted = [
        "besvarelser/a.yaml:1:1 S06",
        "besvarelser/a.yaml:1:13 S06",
        "besvarelser/a.yaml:2:1 S05",
        "besvarelser/a.yaml:4:5 S06",
        "besvarelser/a.yaml:6:13 S06",
        "besvarelser/a.yaml:7:12 S06",
        "besvarelser/a.yaml:8:5 S06",
    ];
    for place in wanted {
        assert!(told.iter().any(|one| one == place), "{place}: {told:#?}");
    }
    assert!(told.iter().any(|one| one.starts_with("besvarelser/b.yaml:1:") && one.ends_with("S01")), "{told:#?}");
    assert!(told.iter().any(|one| one == "besvarelser/d.yaml:1:13 S06"), "{told:#?}");
}

#[test]
fn nothing_of_the_answers_is_in_any_other_output() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    project(&[]).write(root);
    write(root, "besvarelser/firma.yaml", ANSWERS);
    #[cfg(unix)]
    std::os::unix::fs::symlink(root.join("besvarelser"), root.join("content/svar")).unwrap();
    sporbar(root, &["build"]);
    assert!(!all_texts(&root.join("public")).contains(MARKER));
    for (name, only) in [("a.zip", None), ("b.xlsx", Some("xlsx")), ("json", Some("json")), ("csv", Some("csv"))] {
        let to = root.join(name);
        let mut arguments = vec!["export", "--to", to.to_str().unwrap()];
        arguments.extend(only.iter().flat_map(|only| ["--only", only]));
        let told = sporbar(root, &arguments);
        assert!(to.exists(), "{}", String::from_utf8_lossy(&told.stderr));
        let is_there = match to.is_dir() {
            true => all_texts(&to).contains(MARKER),
            false => archive_holds(&to, MARKER),
        };
        assert!(!is_there, "{name}");
    }
    let said = sporbar(root, &["check"]);
    assert!(!String::from_utf8_lossy(&said.stdout).contains(MARKER));
    let said = sporbar(root, &["build", "--answers"]);
    assert!(all_texts(&root.join("fortroligt")).contains(MARKER), "{}", String::from_utf8_lossy(&said.stderr));
    assert!(!root.join("fortroligt/sitemap.xml").exists() && !root.join("fortroligt/feed.xml").exists());
}

fn archive_holds(path: &Path, word: &str) -> bool {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    (0..archive.len()).any(|number| {
        let mut bytes = Vec::new();
        std::io::copy(&mut archive.by_index(number).unwrap(), &mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).contains(word)
    })
}

#[test]
fn a_confidential_site_and_an_ordinary_one_never_share_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    project(&[]).write(root);
    let refused = |arguments: &[&str], says: &str| {
        let answer = sporbar(root, arguments);
        let told = String::from_utf8_lossy(&answer.stderr).into_owned();
        assert!(answer.status.code() == Some(2) && told.contains(says), "{arguments:?} {told}");
    };
    refused(&["build", "--answers"], "ingen besvarelser");
    write(root, "besvarelser/firma.yaml", ANSWERS);
    let at = |name: &str| root.join(name).to_string_lossy().into_owned();
    sporbar(root, &["build", "--output", &at("andet")]);
    for place in ["public", "public/inde", "andet", "andet/krav"] {
        refused(&["build", "--answers", "--output", &at(place)], "besvarelser skrives ikke dér");
    }
    refused(&["export", "--answers", "--to", &at("x.zip")], "kommer aldrig med i en pakke");
    assert_ne!(sporbar(root, &["build", "--answers"]).status.code(), Some(2));
    assert_ne!(sporbar(root, &["build", "--answers"]).status.code(), Some(2));
    refused(&["build", "--output", &at("fortroligt")], "fortroligt site");
}
