//! The program as people and build servers meet it: arguments in, texts, files and exit status out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with files, gone when the test ends.
struct Project {
    folder: TempDir,
}

/// What a run gave.
struct Ran {
    status: i32,
    output: String,
    errors: String,
}

/// Settings that pin day and language.
const SETTINGS: &str = "titel: Prøve\npr_dato: 2026-11-01\n";

impl Project {
    fn new(files: &[(&str, &str)]) -> Project {
        let project = Project { folder: tempfile::tempdir().unwrap() };
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    /// A project with settings and content.
    fn with(files: &[(&str, &str)]) -> Project {
        let project = Project::new(files);
        project.write("sporbar.yaml", SETTINGS);
        project
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path().join(path)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        run_in(self.path(), arguments, &[])
    }
}

fn run_in(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
    let mut command = command(folder);
    let output = command.args(arguments).envs(environment.iter().copied()).output().unwrap();
    Ran {
        status: output.status.code().unwrap(),
        output: String::from_utf8(output.stdout).unwrap(),
        errors: String::from_utf8(output.stderr).unwrap(),
    }
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sporbar"));
    command.current_dir(folder).stdin(Stdio::null());
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "SOURCE_DATE_EPOCH", "TERM", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command
}

impl Ran {
    fn json(&self) -> Value {
        assert!(self.status < 2, "{}", self.errors);
        serde_json::from_str(&self.output).unwrap()
    }
}

/// One requirement that points to nothing.
fn broken() -> Project {
    Project::with(&[(
        "content/k.md",
        "---\nid: K-1\ntype: krav\ntitel: Frist\nbegrundelse: behov\nafhænger_af: K-2\nkravtype: K\nkontraktydelse: funktionalitet\nbesvarelsesform: bekræft\n---\n\nLøsningen skal vise fristen.\n",
    )])
}

/// Two requirements; the second uses the first one's old id, which can be mended.
fn old_id(text: &[u8]) -> Project {
    let project = Project::with(&[(
        "content/a.md",
        "---\nid: K-1\ntype: krav\ntitel: A\nbegrundelse: x\ntidligere_id: [K-0]\n---\n\nLøsningen skal vise a.\n",
    )]);
    project.write("content/b.md", text);
    project
}

const OLD_ID: &[u8] = b"\xEF\xBB\xBF---\r\nid: K-2\r\ntype: krav\r\ntitel:   B  \r\nbegrundelse: x\r\nafh\xC3\xA6nger_af: K-0\r\n---\r\n\r\nL\xC3\xB8sningen skal vise b.\r\n";

fn example() -> Project {
    let project = Project::new(&[]);
    let ran = project.run(&["init", "p"]);
    assert_eq!((ran.status, ran.output.as_str()), (0, ""), "{}", ran.errors);
    let settings = fs::read_to_string(project.path().join("p/sporbar.yaml")).unwrap();
    project.write("p/sporbar.yaml", format!("{settings}pr_dato: 2026-11-01\n"));
    project
}

fn in_example(arguments: &[&str]) -> Ran {
    run_in(&example().path().join("p"), arguments, &[])
}

#[test]
fn a_new_project_has_no_findings() {
    let ran = in_example(&["check", "--strict"]);
    assert_eq!((ran.output.as_str(), ran.errors.as_str(), ran.status), ("", "ingen fund\n", 0));
    let ran = in_example(&["check", "--format", "json", "--lang", "en"]);
    assert_eq!(ran.json()["summary"], serde_json::json!({"error": 0, "warning": 0, "info": 0, "waived": 0}));
}

#[test]
fn init_leaves_a_folder_with_files_alone() {
    let project = Project::new(&[("noter.txt", "mine")]);
    let ran = run_in(project.path(), &["init", "."], &[("LANG", "da_DK.UTF-8")]);
    assert_eq!((ran.status, ran.errors.as_str()), (2, "fejl: mappen `.` er ikke tom\n"));
    assert_eq!(fs::read_dir(project.path()).unwrap().count(), 1);
}

#[test]
fn a_finding_is_drawn_with_its_place_and_its_cure() {
    let ran = broken().run(&["check", "--lang", "en"]);
    assert_eq!(ran.status, 1);
    assert!(ran.output.starts_with("content/k.md:6:14: error[S07]: "), "{}", ran.output);
    assert!(ran.output.contains("6 | afhænger_af: K-2\n"), "{}", ran.output);
    assert!(ran.output.contains("^^^\n"), "{}", ran.output);
    assert!(!ran.output.contains('\u{1b}'));
    assert!(ran.errors.starts_with("1 error"), "{}", ran.errors);
}

#[test]
fn messages_follow_flag_project_and_locale() {
    let project = broken();
    assert!(project.run(&["check"]).output.contains(": fejl[S07]: "));
    assert!(project.run(&["check", "--lang", "en"]).output.contains(": error[S07]: "));
    project.write("sporbar.yaml", format!("{SETTINGS}sprog: en\n"));
    assert!(project.run(&["check"]).output.contains(": error[S07]: "));
    assert!(project.run(&["check", "--lang", "da"]).output.contains(": fejl[S07]: "));
    let outside = tempfile::tempdir().unwrap();
    for (locale, word) in [("da_DK.UTF-8", "fejl: "), ("en_GB.UTF-8", "error: "), ("C", "error: ")] {
        let ran = run_in(outside.path(), &["check"], &[("LANG", locale)]);
        assert_eq!(ran.status, 2);
        assert!(ran.errors.starts_with(word), "{}", ran.errors);
    }
}

#[test]
fn colours_follow_the_flag() {
    let project = broken();
    assert!(project.run(&["check", "--color", "always"]).output.contains("\u{1b}["));
    assert!(!project.run(&["check", "--color", "never"]).output.contains('\u{1b}'));
}

#[test]
fn nothing_in_a_message_steers_the_terminal() {
    let project = Project::with(&[(
        "content/k.md",
        "---\nid: K-1\ntype: \"kr\\x1b]0;ond\\a\\u202Eav\"\ntitel: x\n---\n[[\u{202e}\u{9b}31m]]\n",
    )]);
    for format in ["text", "json", "sarif", "junit", "github"] {
        let ran = project.run(&["check", "--format", format]);
        assert_eq!(ran.status, 1, "{}", ran.errors);
        let raw = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!ran.output.contains(raw), "{format}: {}", ran.output);
        assert!(!ran.errors.contains(raw), "{format}: {}", ran.errors);
    }
}

#[test]
fn very_long_lines_are_cut() {
    let project = Project::with(&[]);
    project.write(
        "content/k.md",
        format!(
            "---\nid: K-1\ntype: krav\ntitel: x\nbegrundelse: x\n---\n{}[[K-9]]{}\n",
            "æ ".repeat(200_000),
            "b ".repeat(200_000)
        ),
    );
    let ran = project.run(&["check", "--filter", "type: krav"]);
    assert!(ran.output.contains("content/k.md:7:400001: fejl[S07]"), "{}", &ran.output[..200.min(ran.output.len())]);
    assert!(ran.output.contains("[[K-9]]"));
    assert!(ran.output.len() < 8000);
}

#[test]
fn what_repeats_itself_is_grouped() {
    let project = Project::with(&[]);
    for number in 0..9 {
        project.write(
            &format!("content/k{number}.md"),
            format!("---\nid: K-{number}\ntype: krav\ntitel: x\nbegrundelse: x\nafhænger_af: Q\n---\n\nLøsningen skal vise x.\n"),
        );
    }
    let count = |ran: &Ran| ran.output.matches("[S07]").count();
    let ran = project.run(&["check"]);
    assert_eq!(count(&ran), 3, "{}", ran.output);
    assert!(ran.output.contains("og 6 fund til af samme slags (S07)"), "{}", ran.output);
    assert_eq!(count(&project.run(&["check", "--verbose"])), 9);
    assert_eq!(project.run(&["check", "--format", "json"]).json()["summary"]["error"], 9);
}

#[test]
fn warnings_that_differ_only_in_what_they_name_are_grouped_and_errors_are_not() {
    let project = Project::with(&[]);
    for number in 0..9 {
        project.write(
            &format!("content/k{number}.md"),
            format!(
                "---\nid: K-{number}\ntype: krav\ntitel: x\nafhænger_af: Q-{number}X\n---\n\nLøsningen skal vise x.\n"
            ),
        );
    }
    let ran = project.run(&["check"]);
    let count = |code: &str| ran.output.matches(code).count();
    assert_eq!((count("[J02]"), count("[S07]")), (3, 9), "{}", ran.output);
    assert!(ran.output.contains("og 6 fund til af samme slags (J02)"), "{}", ran.output);
}

#[test]
fn names_in_the_settings_that_mean_nothing_are_told() {
    let project = Project::with(&[]);
    project.write(
        "sporbar.yaml",
        "titel: x\nudgiv: [offentlig, intren]\nkvalitetsprofil:\n  aftalt_i: BES-9\n  grænser: {mindst: {kraav: 1}, faser: [driift]}\nprofiler:\n  streng: {udgiv: [alle], grænser: {mindst: {regel: 1}, faser: [udbud]}}\n",
    );
    let ran = project.run(&["check"]);
    for said in [
        "sporbar.yaml:2:20: fejl[S06]: `udgiv`: modellen kender ikke `intren`",
        "mente du `intern`?",
        "sporbar.yaml:5:22: fejl[S06]: `kvalitetsprofil.grænser.mindst`: modellen kender ikke `kraav`",
        "sporbar.yaml:5:41: fejl[S06]: `kvalitetsprofil.grænser.faser`: modellen kender ikke `driift`",
        "sporbar.yaml:7:20: fejl[S06]: `profiler.streng.udgiv`: modellen kender ikke `alle`",
        "sporbar.yaml:4:13: fejl[S07]: `kvalitetsprofil.aftalt_i`: intet element har id'et `BES-9`",
    ] {
        assert!(ran.output.contains(said), "{said}\n{}", ran.output);
    }
    assert_eq!(ran.output.matches("sporbar.yaml:").count(), 5, "what is known is not told: {}", ran.output);
}

#[test]
fn json_has_every_key_of_the_contract() {
    let value = broken().run(&["check", "--format", "json", "--as-of", "2026-11-23"]).json();
    assert_eq!(value["version"], 1);
    assert_eq!(value["as_of"], "2026-11-23");
    let finding = &value["findings"][0];
    let keys: Vec<&str> = finding.as_object().unwrap().keys().map(String::as_str).collect();
    let mut expected = vec![
        "rule",
        "level",
        "message",
        "help",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "item",
        "solutions",
        "waived",
        "related",
        "fix",
    ];
    expected.sort();
    let mut keys = keys;
    keys.sort();
    assert_eq!(keys, expected);
    assert_eq!(
        (&finding["rule"], &finding["level"], &finding["item"]),
        (&"S07".into(), &"error".into(), &"K-1".into())
    );
    assert_eq!(finding["file"], "content/k.md");
    assert_eq!((finding["line"].as_u64(), finding["column"].as_u64()), (Some(6), Some(14)));
    assert_eq!(value["summary"]["error"], 1);
}

#[test]
fn sarif_counts_in_characters_and_names_its_rules() {
    let value = broken().run(&["check", "--format", "sarif"]).json();
    let run = &value["runs"][0];
    assert_eq!((&value["version"], &run["columnKind"]), (&"2.1.0".into(), &"unicodeCodePoints".into()));
    let result = &run["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&"S07".into(), &"error".into()));
    let index = result["ruleIndex"].as_u64().unwrap() as usize;
    assert_eq!(run["tool"]["driver"]["rules"][index]["id"], "S07");
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!(*region, serde_json::json!({"startLine": 6, "startColumn": 14, "endLine": 6, "endColumn": 17}));
}

#[test]
fn sarif_offers_the_fix() {
    let value = old_id(OLD_ID).run(&["check", "--format", "sarif"]).json();
    let results = value["runs"][0]["results"].as_array().unwrap();
    let old = results.iter().find(|result| result["ruleId"] == "S11").unwrap();
    let replacement = &old["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "K-1");
    assert_eq!(replacement["deletedRegion"]["startLine"], 6);
}

#[test]
fn junit_has_failures_for_errors_and_passes_for_the_rest() {
    let ran = broken().run(&["check", "--format", "junit"]);
    assert_eq!(ran.status, 1);
    assert!(ran.output.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "), "{}", ran.output);
    assert!(ran.output.contains("failures=\"1\""));
    assert!(ran.output.contains("<failure type=\"S07\""));
    let warns = old_id(OLD_ID);
    assert!(!warns.run(&["check", "--format", "junit"]).output.contains("<failure"));
    let strict = warns.run(&["check", "--format", "junit", "--strict"]);
    assert_eq!(strict.status, 1);
    assert!(strict.output.contains("<failure type=\"S11\""));
}

#[test]
fn github_gets_annotations() {
    let ran = broken().run(&["check", "--format", "github", "--lang", "en"]);
    assert!(
        ran.output.starts_with("::error file=content/k.md,line=6,endLine=6,col=14,endColumn=17,title=S07::"),
        "{}",
        ran.output
    );
    assert_eq!(ran.output.lines().count(), 1);
}

#[test]
fn a_filter_takes_the_findings_of_some_items() {
    let project = broken();
    assert_eq!(project.run(&["check", "--filter", "{id: K-1}"]).status, 1);
    let ran = project.run(&["check", "--filter", "id: K-9"]);
    assert_eq!((ran.status, ran.output.as_str()), (0, ""));
    let ran = project.run(&["check", "--filter", "typ: krav"]);
    assert_eq!(ran.status, 2);
    assert!(ran.errors.contains("mente du `type`?"), "{}", ran.errors);
}

#[test]
fn fixes_change_nothing_but_what_they_mend() {
    let project = old_id(OLD_ID);
    let before = project.run(&["check", "--strict"]);
    assert_eq!(before.status, 1, "{}", before.errors);
    assert!(before.errors.contains("kan rettes"), "{}", before.errors);
    let ran = project.run(&["check", "--fix", "--strict"]);
    assert!(ran.errors.starts_with("rettede 1 sted i `content/b.md`\n"), "{}", ran.errors);
    assert!(!ran.output.contains("S11"), "{}", ran.output);
    let expected = String::from_utf8(OLD_ID.to_vec()).unwrap().replace("K-0", "K-1");
    assert_eq!(String::from_utf8(project.read("content/b.md")).unwrap(), expected);
    assert_eq!(fs::read_dir(project.path().join("content")).unwrap().count(), 2);
}

#[cfg(unix)]
#[test]
fn fixes_keep_permissions_and_links() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let project = old_id(b"");
    fs::remove_file(project.path().join("content/b.md")).unwrap();
    project.write("andet/b.md", OLD_ID);
    let real = project.path().join("andet/b.md");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("../andet/b.md", project.path().join("content/b.md")).unwrap();
    project.run(&["check", "--fix"]);
    assert!(fs::symlink_metadata(project.path().join("content/b.md")).unwrap().is_symlink());
    assert!(String::from_utf8(fs::read(&real).unwrap()).unwrap().contains("afhænger_af: K-1"));
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn fixes_never_leave_the_project() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("b.md"), OLD_ID).unwrap();
    let project = old_id(b"");
    fs::remove_file(project.path().join("content/b.md")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("b.md"), project.path().join("content/b.md")).unwrap();
    project.run(&["check", "--fix"]);
    assert_eq!(fs::read(outside.path().join("b.md")).unwrap(), OLD_ID);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let example = example();
    let mut child =
        command(&example.path().join("p")).arg("model").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
}

#[test]
fn rules_are_explained_in_both_languages_and_outside_a_project() {
    let outside = tempfile::tempdir().unwrap();
    let ran = run_in(outside.path(), &["explain", "s07", "--lang", "en"], &[]);
    assert_eq!(ran.status, 0);
    assert!(ran.output.starts_with("S07"), "{}", ran.output);
    assert!(run_in(outside.path(), &["explain", "S07", "--lang", "da"], &[]).output.contains("Sådan ikke"));
    let ran = run_in(outside.path(), &["explain", "S0"], &[]);
    assert_eq!((ran.status, ran.output.as_str()), (2, ""));
    assert!(ran.errors.contains("did you mean `S0"), "{}", ran.errors);
}

#[test]
fn items_are_listed_as_text_json_and_csv() {
    let ran = in_example(&["list", "--filter", "type: krav", "--columns", "id,titel,hjemmel"]);
    assert_eq!(
        ran.output,
        "id          titel                                       hjemmel\n\
         AKT-K-0001  Samling af sagens dokumenter                FVL § 9, stk. 1\n\
         AKT-K-0002  Frist for svar på en anmodning              FVL § 16, stk. 2\n\
         AKT-K-0003  Søgning efter part\n\
         AKT-K-0004  Brug for personer med funktionsnedsættelse\n\
         AKT-K-0005  Dataudtræk ved ophør\n\
         AKT-K-0006  Overlevering af viden ved ophør\n"
    );
    let ran = in_example(&[
        "list",
        "--filter",
        "{type: krav, hjemmel: mangler}",
        "--format",
        "json",
        "--columns",
        "kravtype",
    ]);
    let value = ran.json();
    assert_eq!(
        value["items"][0],
        serde_json::json!({
            "id": "AKT-K-0003", "type": "krav", "titel": "Søgning efter part", "status": "gældende", "solutions": ["AKT"],
            "url": "krav/akt-k-0003.html", "file": "content/krav/akt-k-0003.md", "line": 2, "kravtype": "PK"
        })
    );
    assert!(ran.output.find("\"id\"").unwrap() < ran.output.find("\"type\"").unwrap());
    let ran =
        in_example(&["list", "--filter", "type: bestemmelse", "--format", "csv", "--columns", "id", "--sort=-id"]);
    assert_eq!(ran.output, "id\r\n\"FVL § 16, stk. 2\"\r\nFVL § 16\r\n\"FVL § 9, stk. 1\"\r\nFVL § 9\r\n");
    let ran = in_example(&["list", "--columns", "titl"]);
    assert_eq!(ran.status, 2);
    assert!(ran.errors.contains("mente du `titel`?"), "{}", ran.errors);
}

#[test]
fn csv_cells_are_no_formulas() {
    let project = Project::with(&[(
        "content/b.md",
        "---\nid: B-1\ntype: begreb\ntitel: \"=1+1, \\\"x\\\"\"\ndefinition: y\n---\n",
    )]);
    let ran = project.run(&["list", "--format", "csv", "--columns", "titel"]);
    assert_eq!(ran.output, "titel\r\n\"'=1+1, \"\"x\"\"\"\r\n");
}

#[test]
fn a_matrix_counts_paths() {
    let arguments =
        ["matrix", "--rows", "type: bestemmelse", "--columns", "type: arbejdsgang", "--via", "-hjemmel,understøtter"];
    let value = in_example(&[&arguments[..], &["--format", "json"]].concat()).json();
    assert_eq!(value["rows"], serde_json::json!(["FVL § 9", "FVL § 9, stk. 1", "FVL § 16", "FVL § 16, stk. 2"]));
    assert_eq!(value["columns"], serde_json::json!(["AKT-P-01"]));
    assert_eq!(value["cells"], serde_json::json!([[0], [1], [0], [1]]));
    assert!(in_example(&arguments).output.contains("FVL § 9, stk. 1   1\n"));
    assert!(in_example(&[&arguments[..], &["--format", "csv"]].concat()).output.starts_with(",AKT-P-01\r\n"));
    let wrong = in_example(&["matrix", "--rows", "", "--columns", "", "--via", "hjemel"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.errors.contains("mente du `hjemmel`?"), "{}", wrong.errors);
}

/// A requirement that rests on a provision and supports a use case, in a solution with an expert group.
fn traced() -> Project {
    Project::with(&[
        (
            "content/bl.yaml",
            "id: BL\ntype: retskilde\ndokumenttype: LOV\ni_kraft: 2024-01-01\nbestemmelser:\n  - ref: § 20\n    bestemmelser:\n      - ref: stk. 3\n        versioner: [{fra: 2024-01-01, til: 2026-12-31}, {fra: 2027-01-01}]\n",
        ),
        ("content/dubu.yaml", "id: DUBU\ntype: løsning\ntitel: Børnesager\nprojektleder: Mette Friis\n"),
        (
            "content/k.yaml",
            "id: K-1\ntype: krav\ntitel: Frist | i dage\nløsning: DUBU\nhjemmel: BL § 20, stk. 3\nunderstøtter: UC-1\n",
        ),
        ("content/hel.yaml", "id: K-2\ntype: krav\ntitel: =Hele\nhjemmel: BL\n"),
        ("content/uc.yaml", "id: UC-1\ntype: usecase\ntitel: Følg op\nløsning: DUBU\n"),
        ("content/fg.yaml", "id: FG-1\ntype: organ\ntitel: Faggruppen\norgantype: faggruppe\nfor: DUBU\n"),
    ])
}

#[test]
fn an_impact_tells_counts_then_solutions_with_every_path_and_who_is_involved() {
    let ran = traced().run(&["impact", "BL § 20, stk. 3"]);
    assert_eq!((ran.status, &*ran.errors), (0, ""));
    let wanted = "\
BL § 20, stk. 3

Berørt: 2 elementer direkte og 1 afledt i 1 løsning
Tidligste frist: 1. januar 2027 (ny ordlyd, BL § 20, stk. 3)

DUBU Børnesager (2)
  direkte
    K-1  Frist | i dage  BL § 20, stk. 3 → hjemmel for K-1
  afledt
    UC-1  Følg op  BL § 20, stk. 3 → hjemmel for K-1 → understøtter UC-1

Uden for de enkelte løsninger (1)
  direkte
    K-2  =Hele  BL § 20, stk. 3 → hjemmel for K-2, der henviser til hele loven

Hvem skal inddrages
  Faggruppen   kvalitetssikrer, når KOMBIT bestiller det  DUBU
  Mette Friis  udfører som projektleder                   DUBU
";
    assert_eq!(ran.output, wanted);
    let english = traced().run(&["--lang", "en", "impact", "K-1"]).output;
    assert!(english.contains("Affected: 1 item directly and 0 indirectly in 1 solution\n"), "{english}");
    assert!(english.contains("K-1 → supports UC-1\n"), "{english}");
}

#[test]
fn an_impact_as_json_has_every_key_of_the_contract() {
    let ran = traced().run(&["impact", "bl §20, stk.3", "--format", "json"]);
    let json: Value = serde_json::from_str(&ran.output).unwrap();
    let wanted = serde_json::json!({
        "version": 1, "as_of": "2026-11-01", "changed": ["bl §20, stk.3"],
        "affected": [
            {"id": "BL § 20, stk. 3", "type": "bestemmelse", "titel": "", "solutions": [], "distance": 0,
             "path": [{"id": "BL § 20, stk. 3", "via": null}]},
            {"id": "K-1", "type": "krav", "titel": "Frist | i dage", "solutions": ["DUBU"], "distance": 1,
             "path": [{"id": "BL § 20, stk. 3", "via": null}, {"id": "K-1", "via": "hjemmel"}]},
            {"id": "K-2", "type": "krav", "titel": "=Hele", "solutions": [], "distance": 1,
             "path": [{"id": "BL § 20, stk. 3", "via": null}, {"id": "BL", "via": "omslutter"}, {"id": "K-2", "via": "hjemmel"}]},
            {"id": "DUBU", "type": "løsning", "titel": "Børnesager", "solutions": ["DUBU"], "distance": 2,
             "path": [{"id": "BL § 20, stk. 3", "via": null}, {"id": "K-1", "via": "hjemmel"}, {"id": "DUBU", "via": "løsning"}]},
            {"id": "UC-1", "type": "usecase", "titel": "Følg op", "solutions": ["DUBU"], "distance": 2,
             "path": [{"id": "BL § 20, stk. 3", "via": null}, {"id": "K-1", "via": "hjemmel"}, {"id": "UC-1", "via": "understøtter"}]}
        ],
        "solutions": [{"id": "DUBU", "affected": 3}],
        "bodies": [
            {"id": "FG-1", "name": "Faggruppen", "asks": "kvalitetssikrer", "solutions": ["DUBU"], "why": "når KOMBIT bestiller det"},
            {"id": null, "name": "Mette Friis", "asks": "udfører", "solutions": ["DUBU"], "why": "som projektleder"}
        ],
        "deadline": "2027-01-01"
    });
    assert_eq!(json, wanted);
}

#[test]
fn an_impact_as_csv_and_markdown_is_safe_to_open() {
    let project = traced();
    let csv = project.run(&["impact", "BL § 20, stk. 3", "--format", "csv"]).output;
    assert!(csv.starts_with("id,type,titel,solutions,distance,path\r\n\"BL § 20, stk. 3\",bestemmelse,,,0,"), "{csv}");
    assert!(csv.contains("K-2,krav,'=Hele,,1,"), "{csv}");
    let markdown = project.run(&["impact", "BL § 20, stk. 3", "--format", "markdown"]).output;
    assert!(markdown.contains("| K-1 | Frist \\| i dage | BL § 20, stk. 3 → hjemmel for K-1 |\n"), "{markdown}");
}

#[test]
fn an_impact_of_what_does_not_exist_names_the_nearest_id() {
    let project = traced();
    let ran = project.run(&["impact", "K-1", "UC-11"]);
    assert_eq!((ran.status, &*ran.output), (2, ""));
    assert!(ran.errors.contains("intet element har id'et `UC-11`; mente du `UC-1`?"), "{}", ran.errors);
    let deeper = project.run(&["impact", "BL § 20, stk. 3, nr. 2", "--format", "csv"]);
    assert_eq!(deeper.status, 0);
    assert!(deeper.errors.contains("konsekvensen gælder `BL § 20, stk. 3`"), "{}", deeper.errors);
    assert_eq!(project.run(&["impact"]).status, 2);
}

#[test]
fn a_matrix_tells_its_gaps_and_totals() {
    let project = Project::with(&[(
        "content/b.yaml",
        "elementer:
  - {id: BL, type: retskilde, bestemmelser: [{ref: § 1}]}
  - {id: L-1, type: løsning}
  - {id: L-2, type: løsning}
  - {id: K-1, type: krav, løsning: L-1, hjemmel: BL § 1}
  - {id: K-2, type: krav}
",
    )]);
    let matrix = ["matrix", "--rows", "type: krav", "--columns", "type: løsning", "--via", "løsning"];
    let run = |more: &[&str]| project.run(&[&matrix[..], more].concat());
    let ran = run(&[]);
    assert_eq!(ran.output, "       L-1  L-2\nK-1    1    ·\nK-2    ·    ·\ni alt  1    ·\n");
    assert!(ran.errors.contains("1 af 2 rækker og 1 af 2 kolonner er uden forbindelse"), "{}", ran.errors);
    assert_eq!(run(&["--gaps", "--format", "csv"]).output, ",L-2,L-1\r\nK-2,0,0\r\nK-1,0,1\r\n");
    assert_eq!(run(&["--gaps", "only", "--format", "csv"]).output, ",L-2\r\nK-2,0\r\n");

    let law = ["matrix", "--rows", "type: løsning", "--columns", "type: retskilde", "--via", "<løsning,hjemmel"];
    let ran = project.run(&law);
    assert!(ran.errors.contains("--nested"), "{}", ran.errors);
    assert_eq!(project.run(&[&law[..], &["--nested", "--format", "csv"]].concat()).output, ",BL\r\nL-1,1\r\nL-2,0\r\n");
}

#[test]
fn a_wide_matrix_is_a_list() {
    let mut content =
        "elementer:\n  - {id: K-1, type: krav, understøtter: [PROCES-NUMMER-01, PROCES-NUMMER-03]}\n".to_owned();
    content.push_str("  - {id: K-2, type: krav}\n");
    for number in 1..=9 {
        content.push_str(&format!("  - {{id: PROCES-NUMMER-0{number}, type: arbejdsgang}}\n"));
    }
    let project = Project::with(&[("content/b.yaml", &content)]);
    let ran =
        project.run(&["matrix", "--rows", "type: krav", "--columns", "type: arbejdsgang", "--via", "understøtter"]);
    assert!(
        ran.output
            .contains("K-1  2      PROCES-NUMMER-01; PROCES-NUMMER-03\nK-2  0      ·\n·    7      PROCES-NUMMER-02; "),
        "{}",
        ran.output
    );
}

#[test]
fn a_new_item_has_the_next_id_and_no_findings_of_structure() {
    let example = example();
    let folder = example.path().join("p");
    let ran = run_in(&folder, &["new", "krav", "--solution", "AKT", "--title", "Frist: \"nu\""], &[]);
    assert_eq!((ran.output.as_str(), ran.status), ("content/krav/akt-k-0007.md\n", 0), "{}", ran.errors);
    let text = fs::read_to_string(folder.join("content/krav/akt-k-0007.md")).unwrap();
    assert!(
        text.starts_with(
            "---\nid: AKT-K-0007\ntype: krav\ntitel: \"Frist: \\\"nu\\\"\"\nstatus: kladde\nløsning: AKT\n"
        ),
        "{text}"
    );
    assert!(text.contains("# hjemmel: [\"FVL § 9, stk. 1\"]"), "{text}");
    assert!(text.contains("# kravtype: MK   # MK | PK | K\n"), "{text}");
    let listed = run_in(&folder, &["list", "--filter", "id: AKT-K-0007", "--columns", "titel", "--format", "csv"], &[]);
    assert_eq!(listed.output, "titel\r\n\"Frist: \"\"nu\"\"\"\r\n");
    let findings = run_in(&folder, &["check", "--format", "json"], &[]).json();
    let of_structure =
        |finding: &&Value| finding["rule"].as_str().unwrap().starts_with('S') && finding["level"] == "error";
    assert_eq!(findings["findings"].as_array().unwrap().iter().find(of_structure), None);
}

#[test]
fn every_kind_can_be_made_anew() {
    let example = example();
    let folder = example.path().join("p");
    let schema = run_in(&folder, &["schema"], &[]).json();
    let kinds = schema["$defs"].as_object().unwrap().keys().filter_map(|key| key.strip_prefix("type-"));
    for kind in kinds.filter(|kind| *kind != "bestemmelse") {
        let ran = run_in(&folder, &["new", kind], &[]);
        assert_eq!(ran.status, 0, "{kind}: {}", ran.errors);
        assert!(folder.join(ran.output.trim()).is_file());
    }
    let findings = run_in(&folder, &["check", "--format", "json"], &[]).json();
    let unreadable =
        |finding: &&Value| ["S01", "S02", "S04", "S05", "S06"].contains(&finding["rule"].as_str().unwrap());
    assert_eq!(findings["findings"].as_array().unwrap().iter().find(unreadable), None);
    let ran = run_in(&folder, &["new", "bestemmelse"], &[]);
    assert_eq!(ran.status, 2);
    assert!(ran.errors.contains("skrives i sin retskilde"), "{}", ran.errors);
}

#[test]
fn hints_are_right_when_they_are_used() {
    let example = example();
    let folder = example.path().join("p");
    run_in(&folder, &["new", "krav", "--solution", "AKT"], &[]);
    let path = folder.join("content/krav/akt-k-0007.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        text.replace("# hjemmel", "hjemmel")
            .replace("# kravtype", "kravtype")
            .replace("# kontraktydelse", "kontraktydelse"),
    )
    .unwrap();
    let findings = run_in(&folder, &["check", "--format", "json"], &[]).json();
    let errors =
        |finding: &&Value| finding["level"] == "error" && finding["rule"].as_str().unwrap().starts_with(['S', 'J']);
    assert_eq!(findings["findings"].as_array().unwrap().iter().find(errors), None);
}

#[test]
fn new_says_what_it_can_not_do() {
    let example = example();
    let folder = example.path().join("p");
    let fails = |arguments: &[&str], said: &str| {
        let ran = run_in(&folder, arguments, &[]);
        assert_eq!((ran.status, ran.output.as_str()), (2, ""));
        assert!(ran.errors.starts_with("fejl: ") && ran.errors.contains(said), "{}", ran.errors);
    };
    fails(&["new", "kraw"], "mente du `krav`?");
    fails(&["new", "krav", "--solution", "AKTT"], "mente du `AKT`?");
    fails(&["new", "krav", "--in", "../ude"], "hører ikke til projektets indhold");
    fails(&["new", "krav", "--in", "/tmp"], "hører ikke til projektets indhold");
    let ran = run_in(&folder, &["new", "krav", "--in", "krav/nye"], &[]);
    assert_eq!(ran.output, "content/krav/nye/akt-k-0007.md\n");
}

#[test]
fn model_and_schema_are_the_ones_in_force() {
    let outside = tempfile::tempdir().unwrap();
    let builtin = run_in(outside.path(), &["model"], &[]).output;
    assert!(builtin.contains("\nnavn: fælleskommunal\n"));
    let schema = run_in(outside.path(), &["schema", "krav"], &[]).json();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let project = Project::new(&[
        ("sporbar.yaml", "titel: x\nmodel: model.yaml\n"),
        ("model.yaml", "udvid: fælleskommunal\ntyper:\n  test:\n    navn: {da: test, en: test}\n"),
    ]);
    let ran = project.run(&["model"]);
    assert!(ran.output.starts_with("# `model.yaml` føjer til den indbyggede model `fælleskommunal`"), "{}", ran.output);
    assert_eq!(project.run(&["schema", "test"]).status, 0);
    assert!(project.run(&["schema", "tst"]).errors.contains("mente du `test`?"));
    project.write("model.yaml", "udvid: fælleskommunal\ntyper: {test: {rolle: findes_ikke}}\n");
    let ran = project.run(&["model"]);
    assert_eq!(ran.status, 2);
    assert!(ran.errors.starts_with("fejl: model.yaml:2: "), "{}", ran.errors);
}

#[test]
fn citations_are_found_outside_a_project() {
    let outside = tempfile::tempdir().unwrap();
    let ran =
        run_in(outside.path(), &["law", "cite", "Jævnfør barnets lov § 42, stk. 2 og 3, skal stk. 4 læses."], &[]);
    let value = ran.json();
    assert_eq!(value["citations"][0]["pinpoints"], serde_json::json!(["§ 42, stk. 2", "§ 42, stk. 3"]));
    assert_eq!(
        (value["citations"][0]["start"].as_u64(), value["citations"][0]["relative"].as_bool()),
        (Some(8), Some(false))
    );
    let keys: Vec<&String> = value["citations"][0].as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 6);
    let mut child = command(outside.path())
        .args(["law", "cite", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), "intet her".as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap(), serde_json::json!({"citations": []}));
}

#[test]
fn a_theme_is_checked_against_its_contract() {
    let project = Project::with(&[]);
    let ran = project.run(&["theme", "check"]);
    assert_eq!((ran.status, ran.output.as_str()), (0, ""), "{}", ran.errors);
    project.write("themes/eget/templates/item.html", "{% if %}");
    let ran = project.run(&["theme", "check", "eget"]);
    assert_eq!(ran.status, 1, "{}", ran.errors);
    assert!(ran.output.contains("templates/item.html"), "{}", ran.output);
    assert_eq!(project.run(&["theme", "check", "findesikke"]).status, 2);
    assert_eq!(project.run(&["theme", "check", "../content"]).status, 2);
}

#[test]
fn help_for_shells_and_man_is_printed() {
    let outside = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = run_in(outside.path(), &["completions", shell], &[]);
        assert_eq!(ran.status, 0);
        assert!(ran.output.contains("sporbar"));
    }
    let man = run_in(outside.path(), &["man"], &[]);
    assert!(man.output.contains(".TH sporbar"), "{}", man.output);
    assert!(man.output.contains("SPORBAR LAW CITE"), "{}", man.output);
}

#[test]
fn usage_errors_exit_with_2_and_help_with_0() {
    let outside = tempfile::tempdir().unwrap();
    for arguments in [
        &[][..],
        &["chek"],
        &["check", "--format", "pdf"],
        &["check", "--as-of", "i morgen"],
        &["readiness"],
        &["build", "--shard"],
        &["build", "--shard", "1"],
    ] {
        let ran = run_in(outside.path(), arguments, &[]);
        assert_eq!((ran.status, ran.output.as_str()), (2, ""), "{arguments:?}");
        assert!(!ran.errors.is_empty());
    }
    assert_eq!(run_in(outside.path(), &["--help"], &[]).status, 0);
    let version = run_in(outside.path(), &["--version"], &[]);
    assert_eq!(version.output, format!("sporbar {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn what_can_not_be_read_stops_the_run() {
    let project = Project::new(&[("sporbar.yaml", "titel: x\nteam: y\n")]);
    let ran = project.run(&["check"]);
    assert_eq!((ran.status, ran.output.as_str()), (2, ""));
    assert!(ran.errors.starts_with("fejl: sporbar.yaml:2:1: "), "{}", ran.errors);
    project.write("sporbar.yaml", "titel: x\npr_dato: i går\n");
    let ran = project.run(&["check"]);
    assert_eq!(ran.status, 2);
    assert!(ran.errors.contains("`pr_dato`"), "{}", ran.errors);
    let ran = project.run(&["check", "--project", "findes-ikke"]);
    assert_eq!(ran.status, 2);
    assert!(ran.errors.contains("findes-ikke"), "{}", ran.errors);
}

#[test]
fn the_day_comes_from_flag_settings_and_environment() {
    let project = Project::new(&[("sporbar.yaml", "titel: x\n")]);
    let day = |arguments: &[&str], environment: &[(&str, &str)]| {
        let ran = run_in(project.path(), &[&["check", "--format", "json"], arguments].concat(), environment);
        ran.json()["as_of"].as_str().unwrap().to_owned()
    };
    // Half past eleven in the evening UTC is the next day in Copenhagen.
    let environment = [("SOURCE_DATE_EPOCH", "1793489400")];
    assert_eq!(day(&[], &environment), "2026-11-01");
    assert_eq!(day(&["--as-of", "2025-02-03"], &environment), "2025-02-03");
    project.write("sporbar.yaml", SETTINGS.replace("11-01", "12-24"));
    assert_eq!(day(&[], &environment), "2026-12-24");
    project.write("sporbar.yaml", "titel: x\n");
    assert_eq!(run_in(project.path(), &["check"], &[("SOURCE_DATE_EPOCH", "x")]).status, 2);
}

#[test]
fn a_project_is_found_from_a_folder_inside_it() {
    let project = broken();
    let inside: PathBuf = project.path().join("content");
    assert_eq!(run_in(&inside, &["check"], &[]).status, 1);
    let elsewhere = tempfile::tempdir().unwrap();
    let path = project.path().to_str().unwrap();
    assert_eq!(run_in(elsewhere.path(), &["check", "--project", path], &[]).status, 1);
}

#[test]
fn quiet_runs_say_nothing_beside_the_data() {
    let ran = broken().run(&["check", "--quiet"]);
    assert_eq!((ran.status, ran.errors.as_str()), (1, ""));
    assert!(!ran.output.is_empty());
}

#[test]
fn a_list_of_makes_counts_as_the_content_does() {
    let requirement = "---\nid: K-1\ntype: krav\ntitel: Server\n---\n\nLøsningen skal køre på Fjordsoft.\n";
    let project = Project::new(&[("content/k.md", requirement), ("navne.yaml", "- Havdrift\n")]);
    project.write("sporbar.yaml", format!("{SETTINGS}kvalitetsprofil: {{fabrikater: navne.yaml}}\n"));
    let build = || project.run(&["build", "--lang", "en"]).errors;
    assert!(!build().contains("1 error"));
    assert!(build().contains("nothing changed"));
    project.write("navne.yaml", "- Fjordsoft\n");
    let said = build();
    assert!(said.contains("1 error") && !said.contains("nothing changed"), "{said}");
    project.write("navne.yaml", "Fjordsoft\n");
    let ran = project.run(&["check", "--lang", "en"]);
    assert!(ran.output.contains("navne.yaml:1:1: error[S06]"), "{}", ran.output);
    fs::remove_file(project.path().join("navne.yaml")).unwrap();
    let ran = project.run(&["check", "--lang", "en"]);
    assert_eq!(ran.status, 2);
    assert!(ran.errors.contains("the list of makes `navne.yaml` does not exist"), "{}", ran.errors);
    fs::create_dir(project.path().join("navne.yaml")).unwrap();
    assert_eq!(project.run(&["check"]).status, 2);
}
