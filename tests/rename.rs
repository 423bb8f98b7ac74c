//! Changing an id: every reference follows, every other byte stays, all files or none.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use support::{Project, lines, write};
use tempfile::TempDir;

const SETTINGS: &str = "titel: Prøve\npr_dato: 2026-11-01\nkvalitetsprofil: {aftalt_i: B-1} # aftalen\nprofiler: {udbud: {vælg: {løsning: L-1}}}\n";

/// A project that names K-1 and BL in every way there is, with CRLF, a byte order mark, comments and quotes.
const FILES: [(&str, &str); 9] = [
    ("sporbar.yaml", SETTINGS),
    (
        "content/k-1.md",
        "\u{feff}---\r\nid: K-1 # det første\r\ntype: krav\r\ntitel: K-1 er et krav\r\nløsning: 'L-1'\r\nhjemmel: [\"BL § 20, stk. 3\", {til: BL § 20, note: se K-1}]\r\n---\r\nSystemet skal svare. Se [[K-2]] og [[K-1#mere]], men K-1 alene er et ord.\r\n\r\n## Mere\r\n",
    ),
    (
        "content/k-2.md",
        "---\nid: K-2\ntype: krav\ntitel: Et andet krav\nafhænger_af:\n- K-1   # her\n- {til: 'k-1', note: x}\nhjemmel: >-\n  BL § 20\ngennemgået: {dato: 2026-05-01, af: K-1}\n---\nSe [[K-1]], [[ K-1 | kravet ]], [[K-1|K-1]] og `K-1`. Og [[BL §20, stk. 3|loven]] og [[bl\u{a0}§\u{a0}20]].\n\n> [!INTERN]\n> Se [[K-1]].\n\n| a | b |\n|---|---|\n| [[K-1\\|x]] | K-10 |\n\n```visning\ntabel:\n  vælg: {type: krav, afhænger_af: [K-1, K-10], titel: K-1}\n  kolonner: [id, titel]\n```\n\n```visning\nliste:\n  vælg: {hjemmel: {hvor: {id: {begynder: BL}}}}\n```\n",
    ),
    (
        "content/k-10.yaml",
        "id: K-10\ntype: krav\ntitel: Ikke K-1\ntekst: |\n  Systemet skal pege på [[K-1]]\n  og på [[L-1]].\n",
    ),
    (
        "content/flere.yaml",
        "fælles: {type: arbejdsgang, løsning: [L-1]}\nelementer:\n  - id: A-1\n    titel: En gang\n    trin:\n      - {id: t1, navn: Svar, krav: [K-1, K-2]}\n      - {id: t2, navn: \"K-1\", krav: \"K-1\"}\n  - {\"id\": \"A-2\", \"titel\": \"En anden\", \"trin\": [{\"id\": \"t1\", \"navn\": \"x\", \"krav\": \"\\u004b-1\"}]}\n",
    ),
    (
        "content/bl.yaml",
        "id: BL\ntype: retskilde\ntitel: Barnets lov\nkortnavn: Barnets lov\ni_kraft: 2024-01-01\nbestemmelser:\n  - ref: § 20\n    titel: Undersøgelse\n    bestemmelser:\n      - {ref: stk. 3, resume: \"Se [[BL § 20]].\"}\n",
    ),
    ("content/_fælles.yaml", "løsning: L-1\n"),
    ("content/l-1.yaml", "id: L-1\ntype: løsning\ntitel: Løsningen\n"),
    (
        "dispensationer.yaml",
        "- regel: J02\n  vælg: {afhænger_af: K-1, løsning: [L-1]} # K-1\n  begrundelse: aftalt om K-1\n  godkendt_af: SG-1\n  udløber: 2027-01-01\n",
    ),
];

const LOCK: &str = "# gennemgange\nK-1\thjemmel\tBL § 20, stk. 3\ttekst\t9f2c41d0a7be\t2026-05-12\tL-1\nK-2\tgenbrugt_fra\tK-1\ttekst\t9f2c41d0a7be\t2026-05-12\tK-1\n";

struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        FILES.iter().for_each(|(path, text)| write(folder.path(), path, text));
        write(folder.path(), "gennemgang.lock", LOCK);
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sporbar"));
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "SOURCE_DATE_EPOCH"] {
            command.env_remove(name);
        }
        let output = command.current_dir(self.path()).args(arguments).stdin(Stdio::null()).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    }

    fn rename(&self, old: &str, new: &str) -> String {
        let (status, _, errors) = self.run(&["rename", old, new]);
        assert_eq!(status, 0, "{errors}");
        errors
    }

    fn refused(&self, old: &str, new: &str) -> String {
        let before = self.all();
        let (status, output, errors) = self.run(&["rename", old, new]);
        assert_eq!((status, &*output), (2, ""), "{errors}");
        assert_eq!(self.all(), before);
        errors
    }

    /// Every file with its bytes.
    fn all(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => drop(files.insert(path.clone(), fs::read(&path).unwrap())),
                }
            }
        }
        files
    }
}

#[test]
fn every_kind_of_reference_follows_and_nothing_else_changes() {
    let folder = Folder::new();
    let told = folder.rename("K-1", "KRAV-7");
    let expected: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::from([
        (
            "content/k-1.md",
            vec![
                ("id: K-1 # det første\r\n", "id: KRAV-7 # det første\r\ntidligere_id: [K-1]\r\n"),
                ("[[K-1#mere]]", "[[KRAV-7#mere]]"),
            ],
        ),
        (
            "content/k-2.md",
            vec![
                ("- K-1   # her", "- KRAV-7   # her"),
                ("'k-1'", "'KRAV-7'"),
                ("af: K-1}", "af: KRAV-7}"),
                ("Se [[K-1]], [[ K-1 | kravet ]], [[K-1|K-1]]", "Se [[KRAV-7]], [[ KRAV-7 | kravet ]], [[KRAV-7|K-1]]"),
                ("> Se [[K-1]].", "> Se [[KRAV-7]]."),
                ("[[K-1\\|x]]", "[[KRAV-7\\|x]]"),
                ("afhænger_af: [K-1, K-10], titel: K-1}", "afhænger_af: [KRAV-7, K-10], titel: K-1}"),
            ],
        ),
        ("content/k-10.yaml", vec![("[[K-1]]", "[[KRAV-7]]")]),
        (
            "content/flere.yaml",
            vec![
                ("krav: [K-1, K-2]", "krav: [KRAV-7, K-2]"),
                ("krav: \"K-1\"", "krav: \"KRAV-7\""),
                ("\"\\u004b-1\"", "\"KRAV-7\""),
            ],
        ),
        ("dispensationer.yaml", vec![("{afhænger_af: K-1,", "{afhænger_af: KRAV-7,")]),
    ]);
    for (path, text) in FILES {
        let mut text = text.to_owned();
        for (from, to) in expected.get(path).into_iter().flatten() {
            assert_eq!(text.matches(from).count(), 1, "{path}: {from}");
            text = text.replace(from, to);
        }
        assert_eq!(folder.read(path), text, "{path}");
    }
    assert_eq!(
        folder.read("gennemgang.lock"),
        "# gennemgange\nK-2\tgenbrugt_fra\tKRAV-7\ttekst\t9f2c41d0a7be\t2026-05-12\tKRAV-7\nKRAV-7\thjemmel\tBL § 20, stk. 3\ttekst\t9f2c41d0a7be\t2026-05-12\tL-1\n"
    );
    assert!(told.contains("`K-1` er nu `KRAV-7`: "), "{told}");
    assert!(told.contains("filen `content/k-1.md` beholder sit navn"), "{told}");
    assert!(told.contains("står også 10 steder") && told.contains("content/k-1.md:4:8"), "{told}");
}

#[test]
fn the_citations_of_an_act_follow_it() {
    let folder = Folder::new();
    folder.rename("BL", "BARNLOV");
    let text = folder.read("content/k-2.md");
    for expected in
        ["  BARNLOV § 20\n", "[[BARNLOV §20, stk. 3|loven]]", "[[BARNLOV\u{a0}§\u{a0}20]]", "{begynder: BARNLOV}"]
    {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    assert!(folder.read("content/k-1.md").contains("[\"BARNLOV § 20, stk. 3\", {til: BARNLOV § 20, note: se K-1}]"));
    let act = folder.read("content/bl.yaml");
    assert!(act.starts_with("id: BARNLOV\ntidligere_id: [BL]\n") && act.contains("[[BARNLOV § 20]]"), "{act}");
    assert!(folder.read("gennemgang.lock").contains("\tBARNLOV § 20, stk. 3\t"));
}

#[test]
fn settings_profiles_and_shared_defaults_follow() {
    let folder = Folder::new();
    folder.rename("L-1", "DUBU");
    assert!(folder.read("sporbar.yaml").ends_with("{vælg: {løsning: DUBU}}}\n"));
    assert_eq!(folder.read("content/_fælles.yaml"), "løsning: DUBU\n");
    assert!(folder.read("content/k-1.md").contains("løsning: 'DUBU'\r\n"));
    assert!(folder.read("content/flere.yaml").starts_with("fælles: {type: arbejdsgang, løsning: [DUBU]}\n"));
    assert!(folder.read("dispensationer.yaml").contains("løsning: [DUBU]"));
    write(folder.path(), "content/b.yaml", "id: B-1\ntype: beslutning\ntitel: Aftalen\n");
    folder.rename("B-1", "B-2026-1");
    assert!(folder.read("sporbar.yaml").contains("{aftalt_i: B-2026-1} # aftalen"));
}

#[test]
fn earlier_ids_are_kept_in_the_style_they_are_written_in() {
    for (before, after) in [
        ("tidligere_id: [A-0]", "tidligere_id: [A-0, A-1]"),
        ("tidligere_id: []", "tidligere_id: [A-1]"),
        ("tidligere_id: [A-0, ] # før", "tidligere_id: [A-0, A-1 ] # før"),
        ("tidligere_id: A-0", "tidligere_id: [A-0, A-1]"),
        ("tidligere_id:", "tidligere_id: [A-1]"),
        ("tidligere_id:\n  - A-0 # før\ntitel: x", "tidligere_id:\n  - A-0 # før\n  - A-1\ntitel: x"),
        ("tidligere_id:\r\n- A-0\r\ntitel: x\r", "tidligere_id:\r\n- A-0\r\n- A-1\r\ntitel: x\r"),
        ("tidligere_id: [A-9, A-0]", "tidligere_id: [A-1, A-0]"),
    ] {
        let folder = Folder(tempfile::tempdir().unwrap());
        write(folder.path(), "sporbar.yaml", "titel: Prøve\n");
        write(folder.path(), "content/a.yaml", format!("type: begreb\nid: A-1\n{before}\n"));
        folder.rename("A-1", "A-9");
        assert_eq!(folder.read("content/a.yaml"), format!("type: begreb\nid: A-9\n{after}\n"));
    }
    for (before, after) in [
        (
            "{\"id\": \"A-1\", \"type\": \"begreb\"}",
            "{\"id\": \"A-9\", \"tidligere_id\": [\"A-1\"], \"type\": \"begreb\"}",
        ),
        ("{type: begreb, id: A-1}\n", "{type: begreb, id: A-9, tidligere_id: [A-1]}\n"),
        ("elementer:\n- id: A-1", "elementer:\n- id: A-9\n  tidligere_id: [A-1]"),
    ] {
        let folder = Folder(tempfile::tempdir().unwrap());
        write(folder.path(), "sporbar.yaml", "titel: Prøve\n");
        write(folder.path(), "content/a.yaml", before);
        folder.rename("A-1", "A-9");
        assert_eq!(folder.read("content/a.yaml"), after);
    }
}

#[test]
fn an_id_that_yaml_takes_for_something_else_is_quoted() {
    let folder = Folder::new();
    folder.rename("K-2", "2026-01-01");
    assert!(folder.read("content/k-2.md").starts_with("---\nid: \"2026-01-01\"\ntidligere_id: [K-2]\n"));
    assert!(folder.read("content/flere.yaml").contains("krav: [K-1, \"2026-01-01\"]"));
    assert!(folder.read("content/k-1.md").contains("[[2026-01-01]]"));
}

#[test]
fn only_the_case_may_change() {
    let folder = Folder::new();
    folder.rename("K-1", "k-1");
    let own = folder.read("content/k-1.md");
    assert!(own.contains("id: k-1 # det første") && !own.contains("tidligere_id"), "{own}");
    assert!(folder.read("content/k-10.yaml").contains("[[k-1]]"));
}

#[test]
fn a_dry_run_shows_every_line_and_writes_nothing() {
    let folder = Folder::new();
    let before = folder.all();
    let (status, output, errors) = folder.run(&["rename", "K-1", "KRAV-7", "--dry-run"]);
    assert_eq!(status, 0);
    assert_eq!(folder.all(), before);
    assert!(output.contains("content/k-2.md:6\n- - K-1   # her\n"), "{output}");
    assert!(output.contains("+ - KRAV-7   # her\n"), "{output}");
    assert!(errors.contains("intet er skrevet"), "{errors}");
}

#[test]
fn ids_that_are_taken_malformed_or_unknown_are_refused() {
    let folder = Folder::new();
    write(folder.path(), "content/gammel.yaml", "id: G-2\ntype: begreb\ntidligere_id: [G-1]\n");
    for (old, new, why) in [
        ("K-1", "K-2", "`K-2` er allerede i brug"),
        ("K-1", "k-10", "`K-10` er allerede i brug"),
        ("K-1", "g-1", "tidligere id for `G-2`"),
        ("K-1", "K 1", "indeholder tegnet"),
        ("K-1", "", "id'et er tomt"),
        ("K-1", "-K", "begynde og slutte"),
        ("K-1", "K-1", "hedder allerede sådan"),
        ("K-1", "../x", "indeholder tegnet"),
        ("K-3", "K-4", "mente du `K-1`?"),
        ("G-1", "G-3", "tidligere id for `G-2`"),
        ("BL § 20", "X", "er en bestemmelse"),
    ] {
        let errors = folder.refused(old, new);
        assert!(errors.contains(why), "{old} → {new}: {errors}");
    }
    write(folder.path(), "content/dobbelt.yaml", "id: K-2\ntype: begreb\ntitel: dobbelt\n");
    assert!(folder.refused("K-2", "K-3").contains("står på flere elementer"));
    write(folder.path(), "content/sol.yaml", "id: SOL\ntype: retskilde\ntitel: Lov\nkortnavn: SL\n");
    assert!(folder.refused("K-1", "SL").contains("kortnavnet på `SOL`"));
    write(folder.path(), "content/side.md", "# En side\n");
    assert!(folder.refused("side", "side-2").contains("intet læseligt `id`"));
}

#[test]
fn a_change_that_would_bend_a_link_is_refused_and_nothing_is_written() {
    let folder = Folder::new();
    // The alias repeats a text that is no reference where it stands.
    write(folder.path(), "content/alias.yaml", "id: Z-1\ntype: krav\nbegrundelse: &x K-1\nafhænger_af: *x\n");
    assert!(folder.refused("K-1", "KRAV-7").contains("ikke ændres sikkert"));
}

#[cfg(unix)]
#[test]
fn a_file_that_can_not_be_written_leaves_all_as_it_was() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "d.yaml", folder.read("dispensationer.yaml"));
    fs::remove_file(folder.path().join("dispensationer.yaml")).unwrap();
    symlink(outside.path().join("d.yaml"), folder.path().join("dispensationer.yaml")).unwrap();
    assert!(folder.refused("K-1", "KRAV-7").contains("uden for projektet"));
}

/// What a project links to and what is found in it, with one id called as another.
fn meaning(project: &Project, from: &str, to: &str) -> (Vec<String>, Vec<String>) {
    let edition = project.edition();
    let model = &edition.book.facts.model;
    let called = |text: &str| text.replace(from, to);
    let mut links: Vec<String> = model
        .links
        .iter()
        .map(|link| {
            let target = link.target.as_ref().map(|target| {
                let id = target.deeper().unwrap_or(&model.item(target.item).id);
                (called(id), target.anchor().map(str::to_owned), target.old)
            });
            format!("{} {:?} {} {target:?}", called(&model.item(link.holder).id), link.link_type, link.turned)
        })
        .collect();
    links.sort();
    // What was signed has changed when an id in it has: that is true, and not what the rename broke.
    let lines = lines(&edition).into_iter().filter(|line| !line.contains(": U14: "));
    let mut findings: Vec<String> = lines.map(|line| called(&without_place(&line))).collect();
    findings.sort();
    (links, findings)
}

/// A finding's path, code and message: an id of another length moves what stands after it.
fn without_place(line: &str) -> String {
    let parts: Vec<&str> = line.splitn(4, ':').collect();
    format!("{}:{}", parts[0], parts[3])
}

#[test]
fn a_renamed_project_means_the_same_and_a_rename_back_restores_it() {
    let start = Project::shipped();
    let ids: Vec<String> = {
        let edition = start.edition();
        let model = &edition.book.facts.model;
        let own = |ix: &sporbar::model::ItemIx| {
            let item = model.item(*ix);
            item.parent.is_none() && !item.damaged && item.written(&model.schema, "id").is_some()
        };
        model.all().filter(own).map(|ix| model.item(ix).id.to_string()).collect()
    };
    let mut chance = support::Chance(7);
    let folder = tempfile::tempdir().unwrap();
    start.write(folder.path());
    let folder = Folder(folder);
    for _ in 0..6 {
        let old = chance.pick(&ids).clone();
        let new = format!("ZZQ-{}", chance.below(1_000_000));
        let mut before = Project::read(folder.path());
        folder.rename(&old, &new);
        let mut after = Project::read(folder.path());
        (before.day, after.day) = (start.day, start.day);
        let (then, now) = (meaning(&before, &old, &new), meaning(&after, &old, &new));
        assert_eq!(then.0, now.0, "{old} → {new}: links");
        assert_eq!(then.1, now.1, "{old} → {new}: findings");
        folder.rename(&new, &old);
        let back = Project::read(folder.path());
        for (path, text) in &before.files {
            let restored: String = back.files[path].split_inclusive('\n').filter(|line| !line.contains(&new)).collect();
            assert_eq!(&restored, text, "{old} → {new} → {old}: {path}");
        }
        assert_eq!(back.lock, before.lock, "{old} → {new} → {old}: reviews");
        // The next round starts from what it was.
        before.write(folder.path());
    }
}
