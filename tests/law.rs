//! Law from outside: LexDania XML into content, what changed between two texts of an act, and feeds of changes. The
//! fixtures in `tests/law` are invented texts in the structure of Retsinformation's files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder with a project, gone when the test ends.
struct Project {
    folder: TempDir,
}

/// What a run gave.
struct Ran {
    status: i32,
    output: String,
    errors: String,
}

const ACT: &str = "content/lov/lov-412-2023.yaml";

impl Project {
    fn new() -> Project {
        let project = Project { folder: tempfile::tempdir().unwrap() };
        project.write("sporbar.yaml", "titel: Prøve\npr_dato: 2026-11-01\n");
        project.write(
            "content/cm.yaml",
            "id: CM\ntype: organisation\ntitel: Cykelministeriet\norganisationstype: ministerium\n",
        );
        project
    }

    /// A project with the act of the fixtures.
    fn with_act() -> Project {
        let project = Project::new();
        assert_eq!(project.import("lov.xml", &[]).status, 0);
        project
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).unwrap()
    }

    fn change(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{text}");
        self.write(path, text.replacen(from, to, 1));
    }

    /// Every file with its text, in order.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        collect(self.folder.path(), &mut files);
        files.sort();
        files
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sporbar"));
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "SOURCE_DATE_EPOCH", "TERM", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        let output = command.args(arguments).output().unwrap();
        Ran {
            status: output.status.code().unwrap(),
            output: String::from_utf8(output.stdout).unwrap(),
            errors: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn import(&self, name: &str, more: &[&str]) -> Ran {
        let path = fixture(name);
        let mut arguments = vec!["law", "import", path.to_str().unwrap(), "--to", "lov"];
        arguments.extend(more);
        self.run(&arguments)
    }

    /// Imports a text as XML.
    fn import_text(&self, text: impl AsRef<[u8]>) -> Ran {
        let path =
            self.folder.path().join("../").join(format!("{}.xml", self.folder.path().file_name().unwrap().display()));
        fs::write(&path, text).unwrap();
        let ran = self.run(&["law", "import", path.to_str().unwrap(), "--to", "lov"]);
        fs::remove_file(&path).unwrap();
        ran
    }

    /// Findings over the level of information, as text.
    fn findings(&self) -> String {
        let output = self.run(&["check", "--verbose", "--lang", "en"]).output;
        output.lines().filter(|line| line.contains(": error[") || line.contains(": warning[")).collect()
    }
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/law").join(name)
}

mod import {
    use super::*;

    #[test]
    fn an_act_is_read_with_its_provisions() {
        let project = Project::with_act();
        let text = project.read(ACT);
        for part in [
            "id: LOV-412-2023\ntype: retskilde\ntitel: Lov om kommunale lånecykler\ndokumenttype: LOV\nnummer: \"412\"\n",
            "eli: https://www.retsinformation.dk/eli/lta/2023/412\nunderskrevet: 2023-06-02\n",
            "i_kraft: 2024-01-01\nministerium: CM\n",
            "  - ref: kapitel 1\n    titel: Formål\n  - ref: § 1\n    tekst: |\n      Loven skal",
            "  - ref: § 2\n    titel: Hvem kan låne\n    bestemmelser:\n      - ref: stk. 1\n",
            "              - ref: litra b\n                tekst: Et telefonnummer",
            "          - ref: nr. 2\n            tekst: Cyklens stelnummer.\n",
            "litra b, slettes, når cyklen er afleveret,[^1] og senest",
            "          [^1]: Gælder også oplysninger på papir.\n",
            "  - ref: § 4\n    titel: Registrering\n    i_kraft: 2024-07-01\n",
            "  - ref: bilag 1\n    titel: Cykeltyper\n    tekst: |\n      | Type | Højeste vægt |\n",
        ] {
            assert!(text.contains(part), "{part}\n---\n{text}");
        }
        assert_eq!(project.findings(), "");
    }

    #[test]
    fn what_is_not_taken_is_told_with_its_line() {
        let ran = Project::new().import("lov.xml", &[]);
        for part in [
            "lov.xml:3: ikke taget med fra `Meta`: Rank, StartDate",
            "`Billede` i bilag 1 er ikke taget med",
            "underskriften",
        ] {
            assert!(ran.errors.contains(part), "{}", ran.errors);
        }
        assert_eq!(ran.output, format!("{ACT}\n"));
    }

    #[test]
    fn a_regulation_names_what_it_is_issued_under() {
        let project = Project::with_act();
        assert_eq!(project.import("bek.xml", &[]).status, 0);
        let text = project.read("content/lov/bek-500-2024.yaml");
        assert!(text.contains("i_kraft: dagen efter kundgørelse\n"), "{text}");
        assert!(text.contains("historisk_fra: 2026-10-01\n"), "{text}");
        assert!(text.contains("udstedt_efter: LOV-412-2023 § 2, stk. 3\n"), "{text}");
        assert!(!text.contains("kapitel"), "a grouping without a label is no chapter\n{text}");
    }

    #[test]
    fn an_amending_act_keeps_the_other_acts_words_as_words() {
        let project = Project::with_act();
        assert_eq!(project.import("aendringslov.xml", &[]).status, 0);
        let text = project.read("content/lov/lov-31-2026.yaml");
        assert!(text.contains("ændrer: LOV-412-2023 § 2, stk. 1\n"), "{text}");
        assert!(text.contains("          > § 3 a. Kommunen fører en liste"), "{text}");
        assert!(!text.contains("ref: § 3 a"), "{text}");
        assert!(text.contains("  - ref: § 2\n    tekst: Loven træder i kraft den 1. juli 2026.\n"), "{text}");
        assert_eq!(project.findings(), "");
    }

    #[test]
    fn the_same_file_again_changes_no_byte() {
        let project = Project::with_act();
        for name in ["bek.xml", "aendringslov.xml"] {
            project.import(name, &[]);
        }
        project.import("lbk.xml", &["--from", "2026-07-01"]);
        let before = project.files();
        for name in ["lov.xml", "bek.xml", "aendringslov.xml", "lbk.xml"] {
            let ran = project.import(name, &["--from", "2026-07-01"]);
            assert!(ran.errors.contains("intet er anderledes"), "{name}: {}", ran.errors);
        }
        assert!(project.files() == before);
    }

    #[test]
    fn a_consolidation_becomes_an_edition_and_what_was_written_by_hand_stays() {
        let project = Project::with_act();
        project.change(
            ACT,
            "ministerium: CM\n",
            "ministerium: CM   # Cykelministeriet\nkortnavn: lånecykelloven\novervåges: ja\n",
        );
        project.change(
            ACT,
            "  - ref: § 4\n    titel: Registrering\n",
            "  # depositum\n  - ref: § 4   # 200 kr.\n    titel: 'Depositum'\n",
        );
        project.change(
            ACT,
            "  - ref: § 1\n",
            "  - ref: § 1\n    vurdering:   {giver_krav: nej, begrundelse: Kun formål.}\n",
        );
        let before = project.read(ACT);
        let ran = project.import("lbk.xml", &["--from", "2026-07-01"]);
        assert_eq!(ran.status, 0, "{}", ran.errors);
        let after = project.read(ACT);
        for line in before.lines().filter(|line| !line.trim_start().starts_with(|letter: char| letter.is_uppercase())) {
            assert!(after.contains(line), "lost: {line}\n{after}");
        }
        assert!(after.contains("overvåges: ja\nudgaver:\n  - {type: LBK, nummer: \"88\""), "{after}");
        assert!(after.contains("nummer: \"412\"\n"), "the act keeps its identity\n{after}");
        assert!(
            after.contains(
                "er fyldt 12 år på\n          udlånsdagen.\n        versioner:\n          - til: 2026-06-30\n            tekst: |\n"
            ),
            "{after}"
        );
        assert!(after.contains("  - ref: § 3 a\n"), "{after}");
        assert!(ran.errors.contains("§ 2, stk. 2 → § 2, stk. 3"), "{}", ran.errors);
        assert!(ran.errors.contains("ikrafttrædelsesbestemmelser fra andre love"), "{}", ran.errors);
        assert_eq!(project.findings(), "");
    }

    #[test]
    fn without_a_day_the_loss_of_the_old_text_is_told() {
        let project = Project::with_act();
        let ran = project.import("lbk.xml", &[]);
        assert!(ran.errors.contains("4 tekster er erstattet"), "{}", ran.errors);
        assert!(!project.read(ACT).contains("versioner"));
    }

    #[test]
    fn an_older_document_leaves_newer_texts_alone() {
        let project = Project::with_act();
        project.import("lbk.xml", &[]);
        let before = project.read(ACT);
        let ran = project.import("lov.xml", &[]);
        assert!(ran.errors.contains("nyere udgave"), "{}", ran.errors);
        assert_eq!(project.read(ACT), before);
    }

    #[test]
    fn an_act_of_chosen_provisions_gets_no_others_unless_asked() {
        let project = Project::new();
        project.write(
            "content/lov/cykel.md",
            "---\nid: CYKEL\ntype: retskilde\ntitel: Lov om kommunale lånecykler\ndækning: udvalgte\nbestemmelser:\n  \
             - {ref: \"§ 2, stk. 1\", resume: Hvem, vurdering: {giver_krav: ikke vurderet}}\n---\n\nNote.\n",
        );
        let ran = project.import("lbk.xml", &[]);
        assert!(ran.errors.contains("bestemmelser er ikke taget med"), "{}", ran.errors);
        let text = project.read("content/lov/cykel.md");
        assert!(text.contains("vurdering: {giver_krav: ikke vurderet}, tekst: \"Kommunen låner"), "{text}");
        assert!(!text.contains("§ 3") && text.ends_with("---\n\nNote.\n"), "{text}");
        assert_eq!(project.import("lbk.xml", &["--all"]).status, 0);
        let text = project.read("content/lov/cykel.md");
        assert!(text.contains("§ 3 a") && text.matches("Kommunen låner").count() == 1, "{text}");
        assert_eq!(project.findings(), "");
    }

    #[test]
    fn a_first_consolidation_makes_the_act_with_the_number_it_names() {
        let project = Project::new();
        assert_eq!(project.import("lbk.xml", &["--id", "CYKEL"]).status, 0);
        let text = project.read("content/lov/cykel.yaml");
        assert!(
            text.starts_with(
                "id: CYKEL\ntype: retskilde\ntitel: Lov om kommunale lånecykler\ndokumenttype: LOV\nnummer: \"412\"\n"
            ),
            "{text}"
        );
        assert!(project.import("lov.xml", &[]).errors.contains("nyere udgave"));
    }

    #[test]
    fn a_dry_run_writes_nothing() {
        let project = Project::with_act();
        let before = project.files();
        for name in ["lbk.xml", "bek.xml"] {
            assert_eq!(project.import(name, &["--dry-run"]).status, 0);
        }
        assert!(project.files() == before);
    }

    #[test]
    fn hostile_files_are_refused_with_their_place_and_nothing_is_written() {
        let project = Project::new();
        let before = project.files();
        let deep = format!("<Dokument><Meta/>{}", "<a>".repeat(500));
        let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>\n<Dokument><Meta/>&b;</Dokument>";
        for (text, place) in [
            (bomb.as_bytes(), ".xml:1:1: "),
            (deep.as_bytes(), ".xml:1:"),
            (b"<Dokument>\n  <Meta>\xE6</Meta></Dokument>", ".xml:2:9: "),
            (b"<Dokument>\n<Meta>", ".xml:2:1: "),
            (b"<feed><Meta/></feed>", ".xml:1:1: "),
            (b"<Dokument><Meta>&ukendt;</Meta></Dokument>", ".xml:1:17: "),
            (b"", ".xml:1:1: "),
        ] {
            let ran = project.import_text(text);
            assert_eq!(ran.status, 2, "{}", ran.errors);
            assert!(ran.errors.contains(place) && ran.output.is_empty(), "{place}: {}", ran.errors);
        }
        assert!(project.files() == before);
    }

    #[test]
    fn a_file_of_200_megabytes_is_refused_unread() {
        let project = Project::new();
        let file = fs::File::create(project.folder.path().join("stor.xml")).unwrap();
        // A sparse file: it takes no room and would take its time to read.
        file.set_len(200 * 1024 * 1024).unwrap();
        let ran = project.run(&["law", "import", "stor.xml", "--to", "lov"]);
        assert_eq!(ran.status, 2);
        assert!(ran.errors.contains("stor.xml:1:1: filen er over 40 MB"), "{}", ran.errors);
    }

    #[test]
    fn folders_outside_the_content_are_refused() {
        let project = Project::new();
        let path = fixture("bek.xml");
        for folder in ["../ude", "/tmp/ude", "_kladder"] {
            let ran = project.run(&["law", "import", path.to_str().unwrap(), "--to", folder]);
            assert_eq!(ran.status, 2, "{folder}: {}", ran.errors);
        }
    }
}
