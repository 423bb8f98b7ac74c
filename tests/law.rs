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
        // What a whole documentation would have beside its law is not the matter here.
        let concerns = |line: &&str| {
            [": error[", ": warning["]
                .iter()
                .any(|level| line.contains(&format!("{level}J")) || line.contains(&format!("{level}S")))
        };
        output.lines().filter(concerns).collect()
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
    fn every_text_is_kept_with_its_days() {
        let project = Project::with_act();
        let lbk = fs::read_to_string(fixture("lbk.xml")).unwrap();
        let texts = |age: &str, number: &str, signed: &str| {
            lbk.replace("12 år", age)
                .replace("<Number>88<", &format!("<Number>{number}<"))
                .replace("2026-02-03", signed)
                .replace("<Year>2026<", &format!("<Year>{}<", &signed[..4]))
        };
        for (text, from) in
            [(texts("12 år", "88", "2026-02-03"), "2026-07-01"), (texts("10 år", "9", "2027-02-03"), "2027-07-01")]
        {
            project.write("ny.xml", text);
            let ran = project.run(&["law", "import", "ny.xml", "--to", "lov", "--from", from]);
            assert_eq!(ran.status, 0, "{}", ran.errors);
        }
        let text = project.read(ACT);
        let versions: Vec<&str> = text
            .split("- ref: ")
            .find(|part| part.starts_with("stk. 1\n") && part.contains("10 år"))
            .unwrap()
            .lines()
            .filter(|line| line.contains("fra:") || line.contains("til:") || line.contains(" år "))
            .map(str::trim)
            .collect();
        let said = |age: &str| {
            format!("Kommunen låner cykler ud til borgere, som har fast bopæl i kommunen og er fyldt {age} år på")
        };
        let expected = [
            &said("10"),
            "- til: 2026-06-30",
            &said("15"),
            "- fra: 2026-07-01",
            "til: 2027-06-30",
            &said("12"),
            "- fra: 2027-07-01",
        ];
        assert_eq!(versions, expected, "{text}");
        assert_eq!(project.findings(), "");
        let days = |from: &str, to: &str| {
            let ran = project.run(&["law", "diff", &format!("LOV-412-2023@{from}"), &format!("LOV-412-2023@{to}")]);
            assert_eq!(ran.status, 0, "{}", ran.errors);
            ran.output
        };
        assert!(days("2026-06-30", "2027-06-30").contains("fyldt [-15-]{+12+} år"));
        assert!(days("2027-06-30", "2027-07-01").contains("fyldt [-12-]{+10+} år"));
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

mod diff {
    use super::*;

    /// A project whose act has two texts, and requirements that rest on them.
    fn with_two_texts() -> Project {
        let project = Project::with_act();
        assert_eq!(project.import("lbk.xml", &["--from", "2026-07-01"]).status, 0);
        project.write("content/cy.yaml", "id: CY\ntype: løsning\ntitel: Cyklen\n");
        for (id, place) in [("CY-K-1", "§ 2, stk. 2"), ("CY-K-2", "§ 4")] {
            project.write(
                &format!("content/{id}.md"),
                format!("---\nid: {id}\ntype: krav\ntitel: {id}\nløsning: CY\nhjemmel: \"LOV-412-2023 {place}\"\n---\n\nLøsningen skal.\n"),
            );
        }
        project
    }

    fn xml(more: &[&str]) -> Ran {
        let (old, new) = (fixture("lov.xml"), fixture("lbk.xml"));
        let mut arguments = vec!["law", "diff", old.to_str().unwrap(), new.to_str().unwrap()];
        arguments.extend(more);
        // Outside a project.
        let empty = Project { folder: tempfile::tempdir().unwrap() };
        empty.run(&arguments)
    }

    #[test]
    fn two_files_are_compared_outside_a_project() {
        let ran = xml(&["--lang", "da"]);
        assert_eq!(ran.status, 0, "{}", ran.errors);
        for part in [
            "2 ændret, 2 nye, 0 bortfaldet, 2 flyttet",
            "fyldt [-15-]{+12+} år",
            "§ 2, stk. 2 → § 2, stk. 3 (forslag, 100 %)",
            "  § 3 a  Registrering\n",
            "- ref: § 2, stk. 3\n  flyttet: [{fra_ref: stk. 2, pr: ÅÅÅÅ-MM-DD}]\n",
        ] {
            assert!(ran.output.contains(part), "{part}\n---\n{}", ran.output);
        }
        assert!(xml(&["--format", "markdown", "--lang", "en"]).output.contains("fyldt <del>15</del><ins>12</ins> år"));
    }

    #[test]
    fn two_days_are_compared_and_each_change_tells_what_it_touches() {
        let project = with_two_texts();
        let ran =
            project.run(&["law", "diff", "LOV-412-2023@2026-06-30", "LOV-412-2023@2026-07-01", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&ran.output).unwrap();
        assert_eq!(report["act"], "LOV-412-2023");
        let places = |list: &str, key: &str| -> Vec<String> {
            report[list].as_array().unwrap().iter().map(|entry| entry[key].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(places("changed", "place"), ["§ 2, stk. 1", "§ 4"]);
        assert_eq!(places("inserted", "place"), ["§ 2, stk. 2", "§ 3 a"]);
        assert_eq!(places("moved", "from"), ["§ 2, stk. 2", "§ 2, stk. 3"]);
        assert_eq!(places("moved", "to"), ["§ 2, stk. 3", "§ 2, stk. 4"]);
        assert!(places("repealed", "place").is_empty());
        assert_eq!(report["moved"][0]["impact"]["requirements"][0], "CY-K-1");
        assert_eq!(report["changed"][1]["impact"]["solutions"][0]["id"], "CY");
    }

    #[test]
    fn a_confirmed_move_is_written_and_no_longer_proposed() {
        let project = with_two_texts();
        let days = ["law", "diff", "LOV-412-2023@2026-06-30", "LOV-412-2023@2026-07-01"];
        let before = project.read(ACT);
        let one = project.run(&[&days[..], &["--write", "--only", "§ 2, stk. 2"]].concat());
        assert_eq!(one.status, 0, "{}", one.errors);
        let after = project.read(ACT);
        assert!(
            after.contains("      - ref: stk. 3\n        flyttet:\n          - {fra_ref: stk. 2, pr: 2026-07-01}\n"),
            "{after}"
        );
        assert_eq!(after.lines().filter(|line| !before.contains(line)).count(), 2, "{after}");
        let again = project.run(&days);
        assert!(again.output.contains("§ 2, stk. 2 → § 2, stk. 3 (registreret)"), "{}", again.output);
        assert!(
            again.output.contains("- ref: § 2, stk. 4\n") && !again.output.contains("- ref: § 2, stk. 3\n"),
            "{}",
            again.output
        );
        assert_eq!(project.findings(), "");
    }

    #[test]
    fn an_act_that_moves_its_provisions_stands_where_it_stood() {
        let project = Project::new();
        project.write(
            "content/bl.yaml",
            "id: BL\ntype: retskilde\ntitel: Loven\ni_kraft: 2024-01-01\nbestemmelser:\n  - ref: § 20\n    bestemmelser:\n      \
             - {ref: stk. 3, i_kraft: 2027-01-01, tekst: Noget helt nyt om noget andet.}\n      \
             - {ref: stk. 4, tekst: Den gamle regel står her nu., flyttet: [{fra_ref: stk. 3, pr: 2027-01-01}]}\n",
        );
        let ran = project.run(&["law", "diff", "BL@2026-12-31", "BL@2027-01-01"]);
        assert!(ran.output.contains("§ 20, stk. 3 → § 20, stk. 4 (registreret)"), "{}", ran.output);
        assert!(ran.output.contains("0 ændret, 1 nye, 0 bortfaldet, 1 flyttet"), "{}", ran.output);
    }

    #[test]
    fn chosen_provisions_are_compared_with_a_whole_act_by_what_they_list() {
        let project = Project::new();
        project.write(
            "content/cykel.yaml",
            "id: CYKEL\ntype: retskilde\ntitel: Lov om kommunale lånecykler\ndækning: udvalgte\nbestemmelser:\n  \
             - {ref: § 1, resume: Formålet}\n  - {ref: § 4, tekst: Kommunen kan opkræve et depositum på højst 200 kr.}\n",
        );
        let path = fixture("lbk.xml");
        let ran = project.run(&["law", "diff", "CYKEL", path.to_str().unwrap()]);
        assert!(ran.output.contains("1 ændret, 0 nye, 0 bortfaldet"), "{}", ran.output);
        assert!(ran.output.contains("bestemmelser er ikke sammenlignet"), "{}", ran.output);
    }

    #[test]
    fn what_can_not_be_compared_is_told() {
        let project = Project::with_act();
        for (old, new, message) in [
            ("LOV-412-2024", "LOV-412-2023", "mente du `LOV-412-2023`"),
            ("LOV-412-2023@i dag", "LOV-412-2023", "ingen dato"),
            ("findes-ikke.xml", "LOV-412-2023", "kunne ikke læse"),
            ("CM", "LOV-412-2023", "hverken en fil eller en retskilde"),
        ] {
            let ran = project.run(&["law", "diff", old, new]);
            assert_eq!(ran.status, 2);
            assert!(ran.errors.contains(message), "{}", ran.errors);
        }
    }
}

mod feed {
    use super::*;

    fn watched() -> Project {
        let project = Project::with_act();
        project.import("bek.xml", &[]);
        project.change(ACT, "ministerium: CM\n", "ministerium: CM\novervåges: ja\n");
        project.change("content/lov/bek-500-2024.yaml", "ministerium: CM\n", "ministerium: CM\novervåges: ja\n");
        project
    }

    fn feed(project: &Project, name: &str, more: &[&str]) -> Ran {
        let path = fixture(name);
        project.run(&[&["law", "feed", path.to_str().unwrap()], more].concat())
    }

    #[test]
    fn entries_about_watched_sources_become_cases() {
        let project = watched();
        let ran = feed(&project, "feed.atom", &[]);
        assert_eq!(ran.status, 0, "{}", ran.errors);
        for part in [
            "  - id: REGELAENDRING-0001\n    type: regelændring\n",
            "titel: Lov om ændring af lov om kommunale lånecykler og lov om havnebade\n    status: åben\n    overvågning: reaktiv\n",
            "fase: kundgjort\n    kilde: https://retsinformation.dk/eli/lta/2026/31\n",
            "indberettet: {dato: 2026-10-15, reference: \"lta/2026/31\"}\n    berører: LOV-412-2023\n",
            "titel: \"Ny lovbekendtgørelse: Lov om kommunale lånecykler\"",
            "titel: \"Fjernet fra Retsinformation: Bekendtgørelse om registrering af lånecykler\"",
            "titel: Ændrede oplysninger om Lov om kommunale lånecykler\n",
        ] {
            assert!(ran.output.contains(part), "{part}\n---\n{}", ran.output);
        }
        assert!(
            ran.errors.contains(
                "poster læst: 7; forslag: 4; uden for de overvågede retskilder (overvåges: 2): 1; registreret i forvejen: 0; gentagelser: 1; uden dokument: 1"
            ),
            "{}",
            ran.errors
        );
    }

    #[test]
    fn what_is_recorded_is_not_proposed_twice() {
        let project = watched();
        let ran = feed(&project, "feed.atom", &["--to", "lov/sager"]);
        assert_eq!(ran.output.lines().count(), 4, "{}", ran.output);
        assert_eq!(project.findings(), "");
        let before = project.files();
        let ran = feed(&project, "feed.atom", &["--to", "lov/sager"]);
        assert!(ran.output.is_empty() && ran.errors.contains("registreret i forvejen: 5"), "{}", ran.errors);
        assert!(project.files() == before);
        // A later change of the same document is news.
        let ran = feed(&project, "hoest.json", &["--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&ran.output).unwrap();
        let about: Vec<&str> =
            report["proposals"].as_array().unwrap().iter().map(|one| one["act"].as_str().unwrap()).collect();
        assert_eq!(about, ["LOV-412-2023", "BEK-500-2024"]);
        assert_eq!(report["proposals"][0]["id"], "REGELAENDRING-0005");
        assert_eq!(report["unwatched"], 1);
    }

    #[test]
    fn a_project_that_watches_nothing_is_told() {
        let ran = feed(&Project::with_act(), "feed.atom", &[]);
        assert!(ran.output.is_empty() && ran.errors.contains("ingen retskilde overvåges"), "{}", ran.errors);
    }

    #[test]
    fn what_is_no_feed_is_refused_with_its_place() {
        let project = watched();
        project.write("x.json", "[{},\n{]");
        let ran = project.run(&["law", "feed", "x.json"]);
        assert_eq!(ran.status, 2);
        assert!(ran.errors.contains("x.json:2:2: "), "{}", ran.errors);
        assert_eq!(project.run(&["law", "feed", fixture("lov.xml").to_str().unwrap()]).status, 2);
    }
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// Texts of the stykker of each section; a section with one has no stykker of its own.
    type Sections = Vec<Vec<String>>;

    const WORDS: [&str; 14] = [
        "kommunen",
        "skal",
        "jf. § 3,",
        "stk. 2,",
        "1)",
        "a)",
        "- og",
        "*",
        "<b>",
        "# frist",
        "»citat«",
        "[[BL]]",
        "senest 30 dage.",
        "æøå: ny",
    ];

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(&WORDS[..]), 1..30).prop_map(|words| words.join(" "))
    }

    fn sections() -> impl Strategy<Value = Sections> {
        prop::collection::vec(prop::collection::vec(text(), 1..4), 1..6)
    }

    fn xml(code: &str, number: u32, signed: &str, introduction: &str, sections: &Sections) -> String {
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let mut body = String::new();
        for (at, parts) in sections.iter().enumerate() {
            body.push_str(&format!("<Paragraf localId=\"{0}\"><Explicatus>§ {0}.</Explicatus>", at + 1));
            for (part, text) in parts.iter().enumerate() {
                let label =
                    if part == 0 { String::new() } else { format!("<Explicatus>Stk. {}.</Explicatus>", part + 1) };
                body.push_str(&format!(
                    "<Stk>{label}<Exitus>\n<Linea>\n<Char>{}</Char>\n</Linea></Exitus></Stk>",
                    escaped(text)
                ));
            }
            body.push_str("</Paragraf>\n");
        }
        format!(
            "<Dokument><Meta><DocumentType>{code}</DocumentType><DocumentTitle>Lov om alt</DocumentTitle><Year>{}</Year>\
             <DiesSigni>{signed}</DiesSigni><Number>{number}</Number><AnnouncedIn>Lovtidende A</AnnouncedIn></Meta>\
             <DokumentIndhold><Indledning><Exitus><Linea>{introduction}</Linea></Exitus></Indledning>{body}</DokumentIndhold></Dokument>",
            &signed[..4]
        )
    }

    fn words(text: &str) -> String {
        text.replace('\\', "").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_new_text_leaves_what_was_written_by_hand(before in sections(), after in sections()) {
            let project = Project::new();
            let act = xml("LOV H", 7, "2024-01-02", "Hermed:", &before);
            prop_assert_eq!(project.import_text(&act).status, 0);
            let path = "content/lov/lov-7-2024.yaml";
            let by_hand: Vec<String> = project.read(path).lines().enumerate().map(|(number, line)| {
                let indent = line.len() - line.trim_start().len();
                match line.trim_start().starts_with("- ref: ") {
                    true => format!("{line}   # note {number}\n{}vurdering:  {{giver_krav: ikke vurderet}}", " ".repeat(indent + 2)),
                    false => line.to_owned(),
                }
            }).collect();
            project.write(path, by_hand.join("\n") + "\n# slut\n");
            let noted = project.files();
            prop_assert_eq!(project.import_text(&act).status, 0);
            prop_assert!(project.files() == noted, "the same document changed something");
            let next = xml("LBK H", 8, "2026-01-02", "Herved bekendtgøres lov om alt, lov nr. 7 af 2. januar 2024.", &after);
            let ran = project.import_text(&next);
            prop_assert_eq!(ran.status, 0, "{}", ran.errors);
            let text = project.read(path);
            let marks = |text: &str| -> Vec<String> {
                text.lines().filter(|line| line.contains("# note") || line.contains("vurdering:  {")).map(str::to_owned).collect()
            };
            prop_assert_eq!(marks(&text), marks(&(by_hand.join("\n"))));
            prop_assert!(text.contains("# slut\n"));
            let plain = words(&text);
            for part in after.iter().flatten() {
                prop_assert!(plain.contains(&words(part)), "{part}\n---\n{text}");
            }
            prop_assert_eq!(project.findings(), "");
            let merged = project.files();
            prop_assert_eq!(project.import_text(&next).status, 0);
            prop_assert!(project.files() == merged, "the second time changed something");
        }
    }
}
