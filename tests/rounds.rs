//! The comment form of a review round: out to reviewers, and what they write back into the round.

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use sporbar::export::xlsx::review as form;
use sporbar::import::review::{self, Taken};
use sporbar::import::table::Table;
use sporbar::import::xlsx;
use sporbar::pages::Published;
use sporbar::pipeline::Pipeline;
use sporbar::trace::Facts;
use support::Project;

fn facts(project: &Project) -> Facts {
    Pipeline::default().facts(project.input()).unwrap()
}

/// The form of a round as a reviewer gets it.
fn tables(facts: &Facts, round: &str) -> Vec<Table> {
    let published = Published::of(facts);
    let round = facts.model.find(round).unwrap();
    let items = form::items(facts, &published, round);
    xlsx::read(&form::form(facts, &published, round, &items).unwrap()).unwrap()
}

/// Writes into the row of an item, or into a free row where the form has none for it.
fn fill(tables: &mut [Table], id: &str, cells: &[(&str, &str)]) {
    for table in tables.iter_mut() {
        let Some(at) = table.head(|row| row.cells.iter().any(|(_, text)| &**text == "Id")) else { continue };
        let head = table.rows[at].clone();
        let column = |name: &str| head.cells.iter().find(|(_, text)| &**text == name).map(|(at, _)| *at);
        let is_free = column("Titel").is_none();
        let ids = column("Id").unwrap();
        let found = table.rows.iter_mut().skip(at + 1).find(|row| row.cell(ids) == if is_free { "" } else { id });
        let Some(row) = found else { continue };
        let mut put = |at: u16, text: &str| {
            row.cells.retain(|(known, _)| *known != at);
            row.cells.push((at, text.into()));
            row.cells.sort_by_key(|(at, _)| *at);
        };
        if is_free {
            put(ids, id);
        }
        cells.iter().for_each(|(name, text)| put(column(name).unwrap(), text));
        return;
    }
    panic!("there is no row for `{id}`");
}

fn after(project: &Project, facts: &Facts, taken: &Taken) -> Project {
    let mut project = project.clone();
    for (file, text) in &taken.plan.edited {
        project.files.insert(facts.path(*file).to_owned(), text.clone());
    }
    project
}

const ROUNDS: &str = "content/styring/reviews.yaml";

#[test]
fn a_form_has_a_row_for_each_item_and_nothing_comes_back_of_an_empty_one() {
    let facts = facts(&Project::shipped());
    let tables = tables(&facts, "REV-DUBU-01");
    let rows = tables.iter().find(|table| table.name == "Bemærkninger").unwrap();
    let text =
        |row: &sporbar::import::table::Row| row.cells.iter().map(|(_, text)| text.to_string()).collect::<Vec<_>>();
    assert!(rows.rows.len() > 25 && text(&rows.rows[1]).contains(&"REV-DUBU-01".to_owned()), "{:?}", rows.rows[1]);
    assert!(rows.rows.iter().any(|row| text(row).contains(&"DUBU-K-0012".to_owned())));
    let taken = review::read(&facts, &tables, None).unwrap();
    assert_eq!(taken, Taken::default());
}

#[test]
fn remarks_of_several_reviewers_stand_in_the_round_once_each() {
    let project = Project::shipped();
    let known = facts(&project);
    let empty = tables(&known, "REV-DUBU-01");
    let mut first = empty.clone();
    fill(
        &mut first,
        "DUBU-K-0012",
        &[("Bemærkning", "Uklar frist\n\n- er det dage?"), ("Art", "Væsentlig"), ("Afsender", "Viborg")],
    );
    fill(&mut first, "B-sag", &[("Bemærkning", "Også brugt i SAPA"), ("Afsender", "Viborg")]);
    fill(&mut first, "", &[("Bemærkning", "Godt materiale"), ("Afsender", "Viborg")]);
    let mut second = empty.clone();
    fill(
        &mut second,
        "DUBU-K-0012",
        &[("Forslag til ny tekst", "Løsningen skal beregne fristen i dage."), ("Afsender", "Odense")],
    );

    let taken = review::read(&known, &first, None).unwrap();
    assert_eq!((taken.taken, taken.known, taken.plan.remarks.as_slice()), (3, 0, &[][..]));
    let once = after(&project, &known, &taken);
    // Every line that stood there stands there still.
    let (old, new) = (&project.files[ROUNDS], &once.files[ROUNDS]);
    let mut rest = new.lines();
    assert!(old.lines().all(|line| rest.any(|other| other == line)), "{new}");
    for line in [
        "      - om: DUBU-K-0012",
        "          Uklar frist",
        "          \\- er det dage?",
        "        art: væsentlig",
        "        afsender: Viborg",
    ] {
        assert!(new.lines().any(|found| found == line), "{line}\n{new}");
    }
    let again = review::read(&facts(&once), &first, None).unwrap();
    assert_eq!((again.taken, again.known, again.plan.edited.len()), (0, 3, 0));

    let merged = review::read(&facts(&once), &second, None).unwrap();
    assert_eq!((merged.taken, merged.known), (1, 0));
    let both = after(&once, &facts(&once), &merged);
    assert!(both.files[ROUNDS].contains("ny_tekst: Løsningen skal beregne fristen i dage."));
    let page = both.pages();
    let page = page.text("styring/reviews.html");
    for word in ["Viborg", "Odense", "væsentlig", "Forslag til ny tekst", "- er det dage?"] {
        assert!(page.contains(word), "{word}");
    }
}

#[test]
fn a_remark_on_a_text_that_has_changed_is_marked() {
    let project = Project::shipped();
    let mut filled = tables(&facts(&project), "REV-DUBU-01");
    fill(&mut filled, "DUBU-K-0012", &[("Bemærkning", "Se her"), ("Afsender", "Viborg")]);
    let mut later = project.clone();
    let text = later.files.get_mut("content/dubu/krav/dubu-k-0012.md").unwrap();
    *text = text.replace("fire måneder", "tre måneder");
    let known = facts(&later);
    let taken = review::read(&known, &filled, None).unwrap();
    assert!(taken.plan.remarks[0].said.da.contains("`DUBU-K-0012` er ændret"), "{:?}", taken.plan.remarks);
    let pages = after(&later, &known, &taken).pages();
    assert!(pages.text("styring/reviews.html").contains("ændret siden"));
    let unchanged = after(&project, &facts(&project), &review::read(&facts(&project), &filled, None).unwrap()).pages();
    assert!(!unchanged.text("styring/reviews.html").contains("ændret siden"));
}

#[test]
fn what_a_reviewer_writes_stays_a_text() {
    let project = Project::shipped();
    let known = facts(&project);
    let mut filled = tables(&known, "REV-DUBU-01");
    let hostile = "=HYPERLINK(\"http://x\")\n<script>alert(1)</script> [[DUBU-K-0013]] **fed** ![x](y)\n# overskrift\n> [!INTERN]\nbemærkninger: x";
    fill(&mut filled, "DUBU-K-0012", &[("Bemærkning", hostile), ("Afsender", "- a: [b"), ("Art", "nonsens")]);
    let taken = review::read(&known, &filled, None).unwrap();
    assert!(taken.plan.remarks.iter().any(|remark| remark.said.da.contains("»nonsens«")), "{:?}", taken.plan.remarks);
    let after = after(&project, &known, &taken);
    let pages = after.pages();
    let page = pages.text("styring/reviews.html");
    for word in [
        "=HYPERLINK(",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "[[DUBU-K-0013]]",
        "**fed**",
        "# overskrift",
        "[!INTERN]",
        "- a: [b",
    ] {
        assert!(page.contains(word), "{word}");
    }
    assert!(!page.contains("<script>alert"));
    let faults = |project: &Project| {
        project.edition().book.findings.iter().filter(|finding| finding.code.starts_with('S')).count()
    };
    assert_eq!(faults(&after), faults(&project));
}

fn sporbar(project: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sporbar")).arg("--project").arg(project).args(arguments).output().unwrap()
}

#[test]
fn the_commands_make_a_form_and_say_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    Project::shipped().write(root);
    let to = root.join("skema.xlsx").to_string_lossy().into_owned();
    let refused = |arguments: &[&str], says: &str| {
        let answer = sporbar(root, arguments);
        let told = String::from_utf8_lossy(&answer.stderr).into_owned();
        assert!(answer.status.code() == Some(2) && told.contains(says), "{arguments:?} {told}");
    };
    refused(&["export", "--only", "review", "--to", &to], "hører sammen");
    refused(&["export", "--only", "review", "--round", "REV-DUBU-02", "--to", &to], "`REV-DUBU-01`");
    let answer = sporbar(root, &["export", "--only", "review", "--round", "REV-DUBU-01", "--to", &to]);
    assert!(String::from_utf8_lossy(&answer.stderr).contains("rækker"), "{answer:?}");
    let before = fs::read_to_string(root.join(ROUNDS)).unwrap();
    let answer = sporbar(root, &["import", "review", &to]);
    assert!(answer.status.success() && answer.stdout.is_empty(), "{answer:?}");
    assert_eq!(before, fs::read_to_string(root.join(ROUNDS)).unwrap());
    refused(&["import", "csv", &to], "`--to MAPPE`");
    sporbar(root, &["export", "--only", "xlsx", "--to", &to]);
    refused(&["import", "review", &to], "skema til bemærkninger");
}
