//! Readiness for re-tender as people meet it: the shipped example, the command, and the pages.

mod support;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use serde_json::Value;
use sporbar::pipeline::Pipeline;
use sporbar::rules::readiness::{Readiness, judge};
use support::{Project, write};

/// The day on which the shipped example shows each verdict.
const DAY: &str = "2026-11-23";

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sporbar"));
    command.current_dir(folder).args(arguments).env("NO_COLOR", "1").env_remove("SOURCE_DATE_EPOCH");
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn written(project: &Project) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    project.write(folder.path());
    folder
}

/// Two solutions, of which one has a requirement without legal basis; `more` goes into the settings.
fn project(more: &str) -> Project {
    let off = "V: \"off\", G: \"off\", O: \"off\", U: \"off\", D: \"off\", K: \"off\"";
    let settings = format!(
        "titel: Prøve\nudgave: \"1\"\nkvalitetsprofil: {{navn: Niveau, version: \"2\", regler: {{{off}}}}}\n{more}"
    );
    let files = [
        ("content/a.yaml", "{id: A, type: løsning, titel: Den ene}\n"),
        ("content/b.yaml", "{id: B, type: løsning, titel: Den anden, fase: drift}\n"),
        ("content/sg.yaml", "{id: SG, type: organ, titel: Styregruppen, organtype: styregruppe, for: A}\n"),
        (
            "content/k.md",
            "---\nid: K-1\ntype: krav\ntitel: Frist\nløsning: A\nophav: lov\n---\n\nLøsningen skal vise fristen.\n",
        ),
    ];
    Project::new(&settings, files)
}

fn waived() -> Project {
    let waiver = "- {regel: J01, begrundelse: aftalt, godkendt_af: SG, udløber: 2027-05-12}\n";
    Project { waivers: Some(waiver.to_owned()), ..project("") }
}

#[test]
fn the_shipped_example_shows_one_solution_of_each_verdict() {
    let project = Project { day: DAY.parse().unwrap(), ..Project::shipped() };
    let (facts, findings) = Pipeline::default().check(project.input()).unwrap();
    let readiness = judge(&facts, &Arc::new(findings));
    let told: Vec<(&str, &str)> = readiness
        .solutions
        .iter()
        .map(|judged| (&*facts.model.item(judged.solution).id, judged.verdict.key()))
        .collect();
    assert_eq!(told, [("DUBU", "ikke klar"), ("NEMREF", "klar"), ("SAPA", "klar med udeståender")]);
}

/// The shipped example with a tender of each of two solutions on a day and under a profile of its own.
fn with_tenders() -> Project {
    let mut project = Project { day: DAY.parse().unwrap(), ..Project::shipped() };
    project.settings.push_str("  streng: {regler: {J02: error, K04: warning}}\n");
    let tenders = "elementer:
  - {id: UDB-A, type: udbud, titel: Det ene, løsning: SAPA, annonceres: 2027-02-01, profil: streng}
  - {id: UDB-B, type: udbud, titel: Det andet, løsning: NEMREF, annonceres: 2027-09-01}
  - {id: UDB-C, type: udbud, titel: Det tredje, løsning: DUBU, annonceres: 2026-11-30}
";
    project.files.insert("content/zz-udbud.yaml".to_owned(), tenders.to_owned());
    project
}

/// All that a verdict tells.
fn told(readiness: &Readiness) -> String {
    let bases = readiness.bases.iter().map(|basis| (basis.facts.model.day, &basis.findings));
    format!("{:#?}\n{:#?}", readiness.solutions, bases.collect::<Vec<_>>())
}

#[test]
fn what_is_remembered_of_other_days_gives_what_is_found_anew() {
    let mut project = with_tenders();
    let mut pipeline = Pipeline::default();
    let requirement = "content/dubu/krav/dubu-k-0003.md";
    let edits: [(&str, &str, &str); 6] = [
        ("", "", ""),
        (requirement, "Løsningen sende", "Løsningen hurtigt sende"),
        (requirement, "kravtype: K", "kravtype: MK"),
        ("content/zz-udbud.yaml", "2027-09-01", "2028-03-01"),
        ("content/zz-udbud.yaml", "profil: streng", "profil: udbud"),
        ("content/zz-udbud.yaml", "2026-11-30", "2027-02-01"),
    ];
    for (path, from, to) in edits {
        if let Some(text) = project.files.get_mut(path) {
            assert!(text.contains(from), "{path} has no {from}");
            *text = text.replacen(from, to, 1);
        }
        let (facts, findings) = pipeline.check(project.input()).unwrap();
        let findings = Arc::new(findings);
        let remembering = pipeline.readiness(&facts, &findings);
        assert!(remembering.bases.len() > 2, "{}", remembering.bases.len());
        assert!(told(&remembering) == told(&judge(&facts, &findings)), "after {path}: {from}");
        let read: usize = remembering.bases.iter().map(|basis| basis.ran.statements).sum();
        assert_eq!(read, 0, "statements are read again after {path}: {from}");
        if from == "Løsningen sende" {
            let judged = remembering.bases.iter().map(|basis| (basis.ran.items, basis.ran.site)).max();
            assert_eq!(judged, Some((1, 0)));
        }
    }
}

#[test]
fn the_gate_passes_what_is_ready_and_what_is_covered_by_waivers() {
    let folder = written(&project(""));
    let gate = |ids: &[&str]| run(folder.path(), &[&["readiness", "--as-of", DAY, "--gate"], ids].concat()).0;
    assert_eq!((gate(&["B"]), gate(&["A"]), gate(&["B", "A"]), gate(&[])), (0, 1, 1, 1));
    assert_eq!(run(folder.path(), &["readiness", "--as-of", DAY]).0, 0);
    let covered = written(&waived());
    assert_eq!(run(covered.path(), &["readiness", "A", "--gate", "--as-of", DAY]).0, 0);
}

#[test]
fn json_has_every_check_with_its_waivers() {
    let folder = written(&waived());
    let (status, out, _) = run(folder.path(), &["readiness", "A", "--format", "json", "--as-of", DAY]);
    let told: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((status, &told["version"], &told["as_of"]), (0, &Value::from(1), &Value::from(DAY)));
    assert_eq!(told["profile"], serde_json::json!({"name": "Niveau", "version": "2"}));
    let solution = &told["solutions"][0];
    assert_eq!((&solution["id"], &solution["verdict"]), (&Value::from("A"), &Value::from("klar med udeståender")));
    assert_eq!(solution["days_to_tender"], Value::Null);
    let areas: Vec<&str> =
        solution["areas"].as_array().unwrap().iter().map(|area| area["id"].as_str().unwrap()).collect();
    assert_eq!(areas[0], "retsgrundlag");
    assert_eq!(areas.len(), 7);
    let check = &solution["areas"][0]["checks"][0];
    assert_eq!(
        (&check["rule"], &check["passed"], &check["failing"]),
        (&Value::from("J01"), &Value::from(true), &Value::from(1))
    );
    assert_eq!(check["waived"], serde_json::json!([{"by": "SG", "until": "2027-05-12", "count": 1}]));
}

#[test]
fn an_agenda_gets_a_table_and_what_is_lacking() {
    let folder = written(&project(""));
    let (_, out, _) = run(folder.path(), &["readiness", "--format", "markdown", "--as-of", DAY]);
    assert!(out.starts_with("## Udbudsparathed pr. 23. november 2026\n"), "{out}");
    assert!(out.contains("| A | ✕ ikke klar | intet udbud er planlagt | 1 | 0 |"), "{out}");
    assert!(out.contains("### A Den ene: ikke klar") && !out.contains("### B"), "{out}");
}

#[test]
fn what_is_unknown_closed_or_no_solution_is_said() {
    let mut project = project("");
    project
        .files
        .insert("content/c.yaml".to_owned(), "{id: C, type: løsning, titel: Lukket, fase: lukket}\n".to_owned());
    let folder = written(&project);
    let asked = |id: &str| run(folder.path(), &["readiness", id, "--as-of", DAY]);
    assert!(asked("AB").2.contains("ingen løsning har id'et `AB`"));
    assert!(asked("K-1").2.contains("`K-1` er ikke en løsning"));
    assert!(asked("C").2.contains("`C` er lukket"));
    assert_eq!((asked("AB").0, asked("C").0), (2, 2));
}

#[test]
fn a_day_is_recorded_once_and_other_lines_stay() {
    let folder = written(&project(""));
    let path = folder.path().join("udbudsparathed.csv");
    let record = |day: &str| run(folder.path(), &["readiness", "--record", "--as-of", day]);
    let (status, _, said) = record(DAY);
    assert!(status == 0 && said.contains("skrev 2 vurderinger"), "{said}");
    let once = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = once.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[1].starts_with("A,2026-11-23,1,ikke klar,1,0,"), "{once}");
    assert!(record(DAY).2.contains("har allerede dagens vurderinger"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), once);
    write(folder.path(), "udbudsparathed.csv", format!("{once}noget andet\n"));
    record("2026-12-01");
    let both = std::fs::read_to_string(&path).unwrap();
    assert!(both.contains("\nnoget andet\n") && both.lines().count() == 6, "{both}");
    let (status, out, _) = run(folder.path(), &["check", "--as-of", DAY]);
    assert!(status == 1 && out.contains("udbudsparathed.csv:6:1: fejl[S01]"), "{out}");
}

#[test]
fn an_unfinished_merge_is_not_written_over() {
    let mut project = project("");
    project.record = Some("<<<<<<< a\n=======\n>>>>>>> b\n".to_owned());
    let folder = written(&project);
    let (status, _, said) = run(folder.path(), &["readiness", "--record", "--as-of", DAY]);
    assert!(status == 2 && said.contains("fletning"), "{said}");
    assert_eq!(std::fs::read_to_string(folder.path().join("udbudsparathed.csv")).unwrap(), project.record.unwrap());
}

#[test]
fn a_profile_is_chosen_by_name_and_an_unknown_one_is_said() {
    let folder = written(&project("profiler: {streng: {regler: {J01: warning}, vælg: {type: begreb}}}\n"));
    let checked = |name: &str| run(folder.path(), &["check", "--profile", name, "--as-of", DAY]);
    assert_eq!(run(folder.path(), &["check", "--as-of", DAY]).0, 1);
    let (status, out, _) = checked("streng");
    assert!(status == 0 && !out.contains("J01"), "{out}");
    let (status, _, said) = checked("strang");
    assert!(status == 2 && said.contains("mente du `streng`?"), "{said}");
}

#[test]
fn a_tender_that_names_no_profile_of_the_project_is_told_where_it_is_written() {
    let mut project = project("");
    let tender = "id: U-1\ntype: udbud\ntitel: Genudbud\nløsning: A\nannonceres: 2027-06-01\nprofil: udbyd\n";
    project.files.insert("content/u.yaml".to_owned(), tender.to_owned());
    let (_, out, _) = run(written(&project).path(), &["check", "--as-of", DAY]);
    assert!(out.contains("content/u.yaml:6:9: fejl[S06]: ingen profil hedder `udbyd`"), "{out}");
    assert!(out.contains("mente du `udbud`?"), "{out}");
}

#[test]
fn many_tenders_cost_a_bounded_number_of_days() {
    let mut project = project("");
    for number in 0..40 {
        let text = format!(
            "elementer:\n  - {{id: L-{number}, type: løsning, titel: Nr. {number}}}\n  - {{id: U-{number}, type: udbud, titel: Udbud, løsning: L-{number}, annonceres: 20{}-06-01}}\n",
            27 + number
        );
        project.files.insert(format!("content/l{number}.yaml"), text);
    }
    let (facts, findings) = Pipeline::default().check(project.input()).unwrap();
    let readiness = judge(&facts, &Arc::new(findings));
    assert!(readiness.bases.len() <= 13, "{}", readiness.bases.len());
    let last = readiness.of(facts.model.find("L-39").unwrap()).unwrap();
    assert_eq!(last.day.to_string(), "2038-06-01");
}

#[test]
fn the_pages_count_what_is_hidden_and_never_name_it() {
    let mut project = waived();
    let hidden =
        "---\nid: SKJULT-9\ntype: krav\ntitel: Zebrakrav\nløsning: A\nophav: lov\nsynlighed: intern\n---\n\nZebra.\n";
    project.files.insert("content/skjult.md".to_owned(), hidden.to_owned());
    project.waivers = Some(
        "- {regel: J01, vælg: {id: SKJULT-9}, begrundelse: SKJULT-9 venter, godkendt_af: SG, udløber: 2027-05-12}\n"
            .to_owned(),
    );
    let pages = project.pages();
    for (address, (_, bytes)) in &pages.0 {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("SKJULT-9") && !text.contains("ebra"), "{address}");
    }
    let evidence = pages.text("loesning/a/udbudsparathed.html");
    assert!(evidence.contains("1 fund hindrer et udbud, og 1 fund er dispenseret"), "{evidence}");
    assert!(evidence.contains("id=\"_j01\"") && evidence.contains("K-1"), "{evidence}");
    assert!(pages.text("index.html").contains("✕ ikke klar"));
    assert!(!pages.text("loesning/a.html").contains("ikke klar"));
}

#[test]
fn the_agreed_level_says_in_which_phases_it_counts_and_what_weighs_double() {
    let pages = Project::shipped().pages();
    let level = String::from_utf8(pages.0["udbudsparathed/kvalitetsniveau.html"].1.clone()).unwrap();
    assert!(level.contains("løsninger i fasen udbud, udvikling eller drift"), "{level}");
    let rule = level.split("<tr").find(|row| row.contains(">K04<")).unwrap();
    assert!(rule.contains("fejl i et mindstekrav, ellers advarsel"), "{rule}");
}

#[test]
fn every_item_with_a_finding_is_on_the_page_of_the_evidence() {
    // Most of them have no finding today: they are judged as of the announcement, and stand on no other page.
    let pages = Project::shipped().pages();
    let page = String::from_utf8(pages.0["loesning/dubu/udbudsparathed.html"].1.clone()).unwrap();
    let verdict = run(&Path::new(env!("CARGO_MANIFEST_DIR")).join("."), &["readiness", "DUBU", "--format", "json"]).1;
    let verdict: Value = serde_json::from_str(&verdict).unwrap();
    let areas = verdict["solutions"][0]["areas"].as_array().unwrap();
    let checks = areas.iter().flat_map(|area| area["checks"].as_array().unwrap());
    let items: Vec<String> =
        checks.flat_map(|check| check["items"].as_array().unwrap()).map(|id| id.as_str().unwrap().to_owned()).collect();
    assert!(items.len() > 60, "{items:?}");
    let missing: Vec<&String> = items.iter().filter(|id| !page.contains(&format!(">{id}<"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(!page.contains("se alle fund i dokumentationen"), "no finding is left out");
    let heading = page.split("id=\"_udvikling\"").nth(1).and_then(|rest| rest.split("<svg").next()).unwrap();
    assert!(heading.contains("Fund, der hindrer et udbud, over tid"), "a reader sees what the line counts: {heading}");
}
