//! What goes out as a table and comes back: nothing changes that nobody changed.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sporbar::export::xlsx::matrix::{self, Numbers, Part};
use sporbar::export::xlsx::workbook::workbook;
use sporbar::import::heads;
use sporbar::import::rows::{self, Destination, Plan};
use sporbar::import::xlsx;
use sporbar::model::Role;
use sporbar::pages::Published;
use sporbar::pipeline::Pipeline;
use sporbar::trace::Facts;
use sporbar::trace::plain::Authors;
use support::Project;

fn facts(project: &Project) -> Facts {
    Pipeline::default().facts(project.input()).unwrap()
}

fn destination() -> Destination {
    Destination { folder: "content/nyt".to_owned(), name: "ark".to_owned() }
}

/// What importing a workbook would do.
fn import(facts: &Facts, bytes: &[u8]) -> Plan {
    let found = heads::read(facts, &xlsx::read(bytes).unwrap());
    let mut plan = rows::plan(facts, found.records, &[&Authors, &Published::of(facts)], &destination());
    plan.remarks.splice(0..0, found.remarks);
    plan
}

/// The project after an import.
fn after(project: &Project, facts: &Facts, plan: &Plan) -> Project {
    let mut project = project.clone();
    for (file, text) in &plan.edited {
        project.files.insert(facts.path(*file).to_owned(), text.clone());
    }
    project.files.extend(plan.created.clone());
    project
}

#[test]
fn the_shipped_workbook_comes_back_without_a_change() {
    let facts = facts(&Project::shipped());
    let bytes = workbook(&facts, &Authors, &[]).unwrap();
    assert_eq!(bytes, workbook(&facts, &Authors, &[]).unwrap());
    if let Some(folder) = std::env::var_os("SPORBAR_KEEP") {
        fs::write(Path::new(&folder).join("workbook.xlsx"), &bytes).unwrap();
    }
    let plan = import(&facts, &bytes);
    assert_eq!(plan.remarks, []);
    assert!(plan.edited.is_empty() && plan.created.is_empty(), "{:?} {:?}", plan.changed, plan.added);
    assert!(plan.unchanged > 200);
}

#[test]
fn the_shipped_matrix_comes_back_without_a_change() {
    let facts = facts(&Project::shipped());
    let published = Published::of(&facts);
    let parts: Vec<Part> = matrix::parts(&facts, &published, &Numbers::new());
    let bytes = matrix::matrix(&facts, &published, &parts).unwrap();
    if let Some(folder) = std::env::var_os("SPORBAR_KEEP") {
        fs::write(Path::new(&folder).join("matrix.xlsx"), &bytes).unwrap();
    }
    let plan = import(&facts, &bytes);
    assert_eq!(plan.remarks, []);
    assert!(plan.edited.is_empty() && plan.created.is_empty(), "{:?}", plan.changed);
    let wanted = facts.model.with_role(Role::Requirement).count();
    assert!(plan.unchanged > 40 && plan.unchanged <= wanted);
}

#[test]
fn an_empty_project_becomes_the_same_by_its_workbook() {
    let shipped = facts(&Project::shipped());
    let bytes = workbook(&shipped, &Authors, &[]).unwrap();
    let empty = Project::new("titel: Tom\n", BTreeMap::<String, String>::new());
    let plan = import(&facts(&empty), &bytes);
    assert_eq!(plan.remarks, []);
    let copy = facts(&after(&empty, &facts(&empty), &plan));
    let again = workbook(&copy, &Authors, &[]).unwrap();
    let (before, after) = (xlsx::read(&bytes).unwrap(), xlsx::read(&again).unwrap());
    for (before, after) in before.iter().zip(&after) {
        for (before_row, after_row) in before.rows.iter().zip(&after.rows) {
            assert_eq!(before_row, after_row, "{}", before.name);
        }
    }
    assert_eq!(before.len(), after.len());
}
