//! Suspect links: what is recorded, what the law does to it, and what `sporbar review` shows and writes.

mod support;

use std::path::Path;
use std::process::Command;

use support::{Chance, Project, lines, write};

const LAW: &str = "id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - ref: § 20
    bestemmelser:
      - ref: stk. 1
        resume: Barnet inddrages i undersøgelsen.
      - ref: stk. 3
        versioner:
          - {fra: 2024-01-01, til: 2026-12-31, resume: Undersøgelsen afsluttes senest fire måneder efter.}
          - {fra: 2027-01-01, resume: Undersøgelsen afsluttes senest tre måneder efter.}
";

const BODY: &str = "id: FG-BØRN\ntype: organ\ntitel: Faggruppen\norgantype: faggruppe\n";

const BEFORE: &str = "2026-11-01";
const AFTER: &str = "2027-01-01";

fn requirement(id: &str, basis: &str) -> (String, String) {
    let text = format!(
        "---\nid: {id}\ntype: krav\ntitel: Frist\nophav: lov\nhjemmel: {basis}\n---\n\nLøsningen skal beregne fristen.\n"
    );
    (format!("content/krav/{id}.md"), text)
}

fn project() -> Project {
    let files = [
        ("content/bl.yaml".to_owned(), LAW.to_owned()),
        ("content/organ.yaml".to_owned(), BODY.to_owned()),
        requirement("K-1", "BL § 20, stk. 3"),
        requirement("K-2", "BL § 20"),
        requirement("K-3", "BL § 20, stk. 1"),
    ];
    Project::new("titel: Prøve\n", files)
}

/// What a run gave: exit status, standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sporbar"));
    command.current_dir(folder).args(arguments).env("NO_COLOR", "1").env_remove("SOURCE_DATE_EPOCH");
    command.env("GIT_CEILING_DIRECTORIES", folder.parent().unwrap());
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn written(project: &Project) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    project.write(folder.path());
    folder
}

fn lock(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("gennemgang.lock")).unwrap_or_default()
}

/// Every link reviewed, as the program writes it.
fn reviewed(project: &Project, day: &str) -> Project {
    let folder = written(project);
    let (status, _, errors) = run(folder.path(), &["review", "--all", "--by", "FG-BØRN", "--as-of", day]);
    assert_eq!(status, 0, "{errors}");
    Project { lock: Some(lock(folder.path())), ..project.clone() }
}

/// The findings of some rules on a day.
fn findings(project: &Project, day: &str, codes: &[&str]) -> Vec<String> {
    let project = Project { day: day.parse().unwrap(), ..project.clone() };
    let all = lines(&project.edition());
    all.into_iter().filter(|line| codes.iter().any(|code| line.contains(&format!(": {code}: ")))).collect()
}

#[test]
fn one_line_is_written_for_each_link_sorted_with_what_was_read() {
    let lock = reviewed(&project(), BEFORE).lock.unwrap();
    let fields: Vec<Vec<&str>> = lock.lines().map(|line| line.split('\t').collect()).collect();
    let named: Vec<(&str, &str, &str, &str)> = fields.iter().map(|one| (one[0], one[2], one[3], one[5])).collect();
    let expected = [
        ("K-1", "BL § 20, stk. 3", "resume", BEFORE),
        ("K-2", "BL § 20", "resume", BEFORE),
        ("K-3", "BL § 20, stk. 1", "resume", BEFORE),
    ];
    assert_eq!(named, expected);
    assert!(fields.iter().all(|one| one.len() == 7 && one[4].len() == 12 && one[6] == "FG-BØRN"), "{lock}");
}

#[test]
fn a_text_entered_ahead_of_time_makes_links_suspect_from_its_day() {
    let project = reviewed(&project(), BEFORE);
    assert_eq!(findings(&project, BEFORE, &["J07", "J08"]), Vec::<String>::new());
    assert_eq!(findings(&project, "2026-12-31", &["J07"]), Vec::<String>::new());
    let told = findings(&project, AFTER, &["J07"]);
    assert_eq!(told.len(), 2, "what cites the provision and what cites the whole paragraph: {told:?}");
    assert!(told[0].starts_with("content/krav/K-1.md:6:10: J07: "), "{told:?}");
}

#[test]
fn what_a_reader_does_not_see_changes_nothing() {
    let mut project = reviewed(&project(), BEFORE);
    let law = project.files.get_mut("content/bl.yaml").unwrap();
    *law = law.replace("titel: Barnets lov", "titel: Barnets  lov\nudgaver: [{type: LBK, nummer: \"282\"}]");
    *law = law.replace(
        "resume: Barnet inddrages i undersøgelsen.",
        "resume: |\n          Barnet\n          inddrages i\u{a0}under\u{ad}søgelsen.\n",
    );
    assert_eq!(findings(&project, BEFORE, &["J07", "S01"]), Vec::<String>::new());
    let law = project.files.get_mut("content/bl.yaml").unwrap();
    *law = law.replace("inddrages i", "kan inddrages i");
    assert_eq!(findings(&project, BEFORE, &["J07"]).len(), 2);
}

#[test]
fn the_change_is_shown_word_by_word_and_in_json() {
    let project = reviewed(&project(), BEFORE);
    let folder = written(&project);
    let (status, output, errors) = run(folder.path(), &["review", "K-1", "--as-of", AFTER]);
    assert_eq!(status, 0, "{errors}");
    let expected = "K-1 Frist
  hjemmel: BL § 20, stk. 3 – skal genvurderes
  gennemgået 1. november 2026 af FG-BØRN
  content/krav/K-1.md:6:10

    Undersøgelsen afsluttes senest [-fire-]{+tre+} måneder efter.

";
    assert_eq!(output, expected);
    assert_eq!(errors, "henvisninger: 2 skal genvurderes, 1 uændret\n");
    let (_, output, _) = run(folder.path(), &["review", "--as-of", AFTER, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&output).unwrap();
    assert_eq!(json["links"].as_array().unwrap().len(), 2);
    assert_eq!(json["links"][0]["difference"][1], serde_json::json!({"change": "removed", "text": "fire"}));
    assert_eq!(json["links"][0]["reviewed"], serde_json::json!({"date": BEFORE, "by": "FG-BØRN"}));
}

#[test]
fn an_old_text_is_found_in_the_history_of_its_file() {
    let project = reviewed(&project(), BEFORE);
    let folder = written(&project);
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(folder.path()).args(["-c", "user.name=x", "-c", "user.email=x@example.dk"]).args(arguments);
        assert!(git.output().unwrap().status.success(), "{arguments:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "a"]);
    write(folder.path(), "content/bl.yaml", LAW.replace("Barnet inddrages", "Barnet og familien inddrages"));
    let (_, output, _) = run(folder.path(), &["review", "K-3", "--as-of", BEFORE]);
    assert!(output.contains("\n    Barnet {+og familien +}inddrages i undersøgelsen.\n"), "{output}");
    let (_, output, _) = run(folder.path(), &["review", "K-3", "--as-of", BEFORE, "--lang", "en"]);
    assert!(output.contains("reviewed on 1 November 2026 by FG-BØRN"), "{output}");
}

#[test]
fn one_link_is_cleared_and_other_lines_stay_as_they_are() {
    let mut project = reviewed(&project(), BEFORE);
    project.lock = project.lock.map(|lock| format!("# vores egne ord\n{lock}ødelagt linje\n"));
    let folder = written(&project);
    let before = lock(folder.path());
    let arguments = ["review", "K-2", "BL § 20", "--by", "FG-BØRN", "--as-of", AFTER, "--date", "2027-01-05"];
    let (status, output, errors) = run(folder.path(), &arguments);
    assert_eq!((status, output.as_str()), (0, ""));
    assert_eq!(errors, "K-2: hjemmel BL § 20\nskrev 1 gennemgang i `gennemgang.lock`\n");
    let after = lock(folder.path());
    let changed: Vec<&str> = after.lines().filter(|line| !before.contains(line)).collect();
    assert_eq!(changed.len(), 1);
    assert!(changed[0].starts_with("K-2\t") && changed[0].ends_with("\t2027-01-05\tFG-BØRN"), "{changed:?}");
    assert_eq!(after.lines().count(), before.lines().count());
    assert!(
        findings(&Project { lock: Some(after), ..project }, AFTER, &["J07"]).iter().all(|line| line.contains("K-1"))
    );
}

#[test]
fn a_review_needs_a_body_that_exists_and_something_to_review() {
    let folder = written(&project());
    let (status, _, errors) = run(folder.path(), &["review", "--all", "--by", "FG-BORN"]);
    assert_eq!((status, errors.as_str()), (2, "fejl: intet organ har id'et `FG-BORN`; mente du `FG-BØRN`?\n"));
    let (status, _, errors) = run(folder.path(), &["review", "--by", "FG-BØRN"]);
    assert_eq!(
        (status, errors.as_str()),
        (2, "fejl: skriv, hvad der er gennemgået: et id, `--filter` eller `--all`\n")
    );
    let (status, _, _) = run(folder.path(), &["review", "K-9", "--by", "FG-BØRN"]);
    assert_eq!(status, 2);
    assert_eq!(lock(folder.path()), "");
}

#[test]
fn reviewing_all_leaves_nothing_suspect_whatever_was_changed() {
    let mut project = Project::shipped();
    let mut chance = Chance(5);
    for _ in 0..3 {
        let paths: Vec<String> =
            project.files.keys().filter(|path| path.starts_with("content/lov/")).cloned().collect();
        for path in paths {
            let text = project.files.get_mut(&path).unwrap();
            let number = chance.below(1000).to_string();
            *text = text.replacen("resume: ", &format!("resume: Ny {number} "), 1 + chance.below(4));
        }
        let folder = written(&project);
        let (status, _, errors) = run(folder.path(), &["review", "--all", "--by", "KR", "--as-of", BEFORE]);
        assert_eq!(status, 0, "{errors}");
        project.lock = Some(lock(folder.path()));
        assert_eq!(findings(&project, BEFORE, &["J07", "J08"]), Vec::<String>::new());
        let sorted: Vec<String> = project.lock.iter().flat_map(|lock| lock.lines()).map(str::to_owned).collect();
        assert!(sorted.is_sorted(), "the file is sorted by code point");
    }
}

#[test]
fn reviews_of_two_branches_give_the_same_in_any_order() {
    let (old, new) = (reviewed(&project(), BEFORE).lock.unwrap(), reviewed(&project(), AFTER).lock.unwrap());
    let mut merged: Vec<&str> = old.lines().chain(new.lines()).collect();
    let mut chance = Chance(3);
    for _ in 0..20 {
        for at in (1..merged.len()).rev() {
            merged.swap(at, chance.below(at + 1));
        }
        let project = Project { lock: Some(merged.join("\n") + "\n"), ..project() };
        assert_eq!(findings(&project, AFTER, &["J07", "J08", "S01"]), Vec::<String>::new());
        assert_eq!(findings(&project, BEFORE, &["J07"]).len(), 2, "the newest review is of the newer text");
    }
}

#[test]
fn an_unfinished_merge_is_told_mended_and_never_written_over() {
    let mut project = reviewed(&project(), BEFORE);
    project.lock = project.lock.map(|lock| format!("<<<<<<< HEAD\n{lock}=======\n>>>>>>> gren\n"));
    assert_eq!(findings(&project, BEFORE, &["S01"]).len(), 3);
    assert_eq!(findings(&project, BEFORE, &["J07", "J08"]), Vec::<String>::new(), "the lines still count");
    let folder = written(&project);
    let (status, _, errors) = run(folder.path(), &["review", "--all", "--by", "FG-BØRN", "--as-of", BEFORE]);
    assert_eq!(status, 2, "{errors}");
    run(folder.path(), &["check", "--fix", "--as-of", BEFORE]);
    assert_eq!(lock(folder.path()).lines().count(), 3);
}

#[test]
fn a_citation_of_a_provision_that_moved_is_mended() {
    let mut project = reviewed(&project(), BEFORE);
    let law = project.files.get_mut("content/bl.yaml").unwrap();
    *law = law.replace(
        "      - ref: stk. 3\n",
        "      - {ref: stk. 3, resume: En ny regel.}\n      - ref: stk. 4\n        flyttet: [{fra_ref: stk. 3, pr: 2026-12-01}]\n",
    );
    assert_eq!(findings(&project, BEFORE, &["J15"]), Vec::<String>::new(), "it has not moved yet");
    let told = findings(&project, "2026-12-01", &["J15"]);
    assert_eq!(told.len(), 1, "{told:?}");
    let folder = written(&project);
    let (_, _, errors) = run(folder.path(), &["check", "--fix", "--as-of", "2026-12-01"]);
    assert!(errors.contains("rettede 1 sted i `content/krav/K-1.md`"), "{errors}");
    let text = std::fs::read_to_string(folder.path().join("content/krav/K-1.md")).unwrap();
    assert!(text.contains("\nhjemmel: BL § 20, stk. 4\n"), "{text}");
}
