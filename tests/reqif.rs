//! ReqIF: what went out comes back, what other tools write is read, what is damaged is refused with its place.

mod support;

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use sporbar::export::reqif::reqif;
use sporbar::import::mapping;
use sporbar::import::reqif::{self, Exchange, IDENTIFIER};
use sporbar::import::rows::{self, Destination, Plan};
use sporbar::pages::Published;
use sporbar::pipeline::Pipeline;
use sporbar::trace::Facts;
use sporbar::trace::plain::Authors;
use support::Project;
use zip::write::{SimpleFileOptions, ZipWriter};

const DOORS: &str = include_str!("reqif/doors.reqif");

fn facts(project: &Project) -> Facts {
    Pipeline::default().facts(project.input()).unwrap()
}

fn empty() -> Project {
    Project::new("titel: Tom\n", BTreeMap::<String, String>::new())
}

fn destination() -> Destination {
    Destination { folder: "content/nyt".to_owned(), name: "krav".to_owned() }
}

/// What importing a file of ours would do.
fn import(facts: &Facts, text: &str) -> Plan {
    let exchange = reqif::read(text.as_bytes()).unwrap();
    assert!(exchange.is_ours && exchange.remarks.is_empty());
    let (records, remarks) = reqif::records(&facts.model.schema, &exchange);
    assert_eq!(remarks, []);
    rows::plan(facts, records, &[&Authors, &Published::of(facts)], &destination())
}

fn after(facts: &Facts, plan: &Plan) -> Project {
    let mut project = empty();
    project.files = facts.files.iter().map(|file| (file.path.to_string(), file.text.to_string())).collect();
    for (file, text) in &plan.edited {
        project.files.insert(facts.path(*file).to_owned(), text.clone());
    }
    project.files.extend(plan.created.clone());
    project
}

/// What another tool's file becomes by its drafted mapping, changed as a person would.
fn foreign(exchange: &mut Exchange, mend: impl Fn(String) -> String) -> (Plan, Vec<String>) {
    let facts = facts(&empty());
    let schema = &facts.model.schema;
    let draft = mend(mapping::draft(schema, &exchange.tables, "fil.reqif").unwrap());
    let (mapping, kind) = mapping::read(schema, &draft).unwrap_or_else(|why| panic!("{}\n{draft}", why.en));
    let mut remarks = std::mem::take(&mut exchange.remarks);
    let ids = mapping::ids(&mapping, &exchange.tables, IDENTIFIER);
    reqif::name_targets(&mut exchange.tables, &ids, &mut remarks);
    let (records, told) = mapping::records(&mapping, kind, schema, &exchange.tables);
    remarks.extend(told);
    let plan = rows::plan(&facts, records, &[&Authors], &destination());
    remarks.extend(plan.remarks.clone());
    (plan, remarks.into_iter().map(|remark| remark.said.da).collect())
}

#[test]
fn what_goes_out_comes_back_without_a_change() {
    let facts = facts(&Project::shipped());
    let published = Published::of(&facts);
    for text in [reqif(&facts, &Authors), reqif(&facts, &published)] {
        let plan = import(&facts, &text);
        assert_eq!(plan.remarks, []);
        assert!(plan.edited.is_empty() && plan.created.is_empty(), "{:?} {:?}", plan.changed, plan.added);
        assert!(plan.unchanged > 150);
    }
}

#[test]
fn an_empty_project_filled_by_a_file_exports_that_file() {
    let shipped = facts(&Project::shipped());
    let text = reqif(&shipped, &Authors);
    let first = facts(&empty());
    let plan = import(&first, &text);
    assert_eq!(plan.remarks, []);
    let mut project = after(&first, &plan);
    project.settings = "titel: Fælleskommunal kravdokumentation\nbemærkning: \"Illustration – ikke KOMBITs, KL's eller leverandørers dokumentation\"\n".to_owned();
    project.day = shipped.model.day;
    let again = reqif(&facts(&project), &Authors);
    // Shared defaults and provisions that are no items of their own have no file here; every object, value and name is the same.
    let objects = |text: &str| text.split("<SPEC-RELATIONS>").next().unwrap().to_owned();
    for (number, (before, after)) in objects(&text).lines().zip(objects(&again).lines()).enumerate() {
        assert_eq!(before, after, "line {}", number + 1);
    }
    assert_eq!(objects(&text).len(), objects(&again).len());
}

#[test]
fn a_value_that_another_tool_changed_is_edited() {
    let facts = facts(&Project::shipped());
    let text =
        reqif(&facts, &Authors).replace("THE-VALUE=\"Frist for den børnefaglige undersøgelse\"", "THE-VALUE=\"Frist\"");
    let plan = import(&facts, &text);
    assert_eq!((plan.changed.as_slice(), plan.remarks.len()), (&["DUBU-K-0012".to_owned()][..], 0));
    assert!(plan.edited.values().next().unwrap().contains("\ntitel: Frist\n"));
}

#[test]
fn doors_is_read_with_its_relations_and_figures() {
    let mut exchange = reqif::read(&package(&[
        ("a/krav.reqif", DOORS.as_bytes()),
        ("a/files/Figur 1.png", b"png"),
        ("a/files/fig 1.ole", b"x"),
    ]))
    .unwrap();
    assert!(!exchange.is_ours);
    assert_eq!(
        exchange.attachments.iter().map(|file| (file.name.as_str(), &*file.bytes)).collect::<Vec<_>>(),
        [("figur-1.png", &b"png"[..])]
    );
    let (plan, remarks) = foreign(&mut exchange, |draft| draft.replace("foran: \"\"", "foran: \"D-\""));
    assert_eq!(plan.added, ["D-11", "D-12"]);
    let file = &plan.created["content/nyt/d-12.md"];
    for line in [
        "id: D-12",
        "titel: Frist",
        "kravtype: MK",
        "præciserer: D-11",
        "Løsningen skal vise **fristen**, se ![Figur](figur-1.png).",
        "- a \\< b",
        "- \\*c\\*",
    ] {
        assert!(file.lines().any(|found| found.trim() == line), "{line}\n{file}");
    }
    assert!(plan.created["content/nyt/d-11.md"].contains("| a\\|b | c |"));
    assert!(
        remarks.iter().any(|said| said.contains("ikke er i filen"))
            && remarks.iter().any(|said| said.contains("ForeignCreatedBy")),
        "{remarks:?}"
    );
    assert_eq!(remarks.len(), 2, "{remarks:?}");
}

#[test]
fn polarion_studio_and_enterprise_architect_are_read() {
    let mut exchange = reqif::read(include_bytes!("reqif/polarion.reqif")).unwrap();
    let (plan, remarks) = foreign(&mut exchange, |draft| draft);
    assert_eq!(plan.added, ["SYS-101", "SYS-102"]);
    assert!(
        plan.created["content/nyt/sys-101.md"].ends_with("titel: Søgning\n---\n\nLøsningen skal søge.\\\nStraks.\n"),
        "{:?}",
        plan.created
    );
    assert!(
        remarks.iter().any(|said| said.contains("»Heading«")) && remarks.iter().any(|said| said.contains("Due Date")),
        "{remarks:?}"
    );

    let mut exchange = reqif::read(include_bytes!("reqif/studio.reqif")).unwrap();
    let (plan, remarks) = foreign(&mut exchange, |draft| draft);
    let file = &plan.created["content/nyt/r1.md"];
    assert!(
        file.contains("titel: Navn & titel\n")
            && file.ends_with("\n\n## Overskrift\n\n1. et\n2. to\n   - inde\n\n1\\. ikke en liste\n"),
        "{file}"
    );
    assert_eq!(remarks.len(), 2, "{remarks:?}");

    let mut exchange = reqif::read(include_bytes!("reqif/enterprise_architect.reqif")).unwrap();
    let (plan, _) = foreign(&mut exchange, |draft| {
        draft
            .replace("kolonne: \"IDENTIFIER\", foran: \"\"", "kolonne: \"GUID\", foran: \"EA-\"")
            .replace("\"Proposed\": \"\"", "\"Proposed\": kladde")
    });
    let file = &plan.created["content/nyt/ea-a1-b2.md"];
    assert!(
        file.contains("id: EA--A1-B2\n")
            && file.contains("status: kladde\n")
            && file.ends_with("Løsningen skal beregne fristen.\nDen vises.\n"),
        "{file}"
    );
}

#[track_caller]
fn refused(bytes: &[u8], line: usize, says: &str) {
    let fault = reqif::read(bytes).unwrap_err();
    assert!(fault.line == line && fault.said.da.contains(says), "{}: {}", fault.line, fault.said.da);
}

#[test]
fn what_is_damaged_is_refused_with_its_place() {
    let lines = |text: &str| DOORS[..DOORS.find(text).unwrap()].lines().count().max(1);
    refused(&DOORS.as_bytes()[..DOORS.len() / 2], lines(&DOORS[DOORS.len() / 2..DOORS.len() / 2 + 40]), "");
    refused(
        DOORS.replace("<SPEC-OBJECT-TYPE-REF>_ot<", "<SPEC-OBJECT-TYPE-REF>_nix<").as_bytes(),
        lines("<SPEC-OBJECT IDENTIFIER=\"_o2\""),
        "`_nix`",
    );
    refused(
        DOORS.replace("<ENUM-VALUE-REF>_e1", "<ENUM-VALUE-REF>_e9").as_bytes(),
        lines("<ENUM-VALUE-REF>_e1"),
        "`_e9`",
    );
    refused(
        DOORS.replace("IDENTIFIER=\"_o1\"", "IDENTIFIER=\"_o2\"").as_bytes(),
        lines("<SPEC-OBJECT IDENTIFIER=\"_o1\""),
        "to gange",
    );
    refused(b"<a/>", 1, "ikke ReqIF");
    refused(b"<!DOCTYPE x [<!ENTITY a \"b\">]><REQ-IF/>", 1, "DOCTYPE");
}

#[test]
fn hostile_packages_are_refused() {
    refused(&package(&[("../krav.reqif", DOORS.as_bytes())]), 1, "ud af mappen");
    refused(&package(&[("a.txt", b"x")]), 1, "ingen `.reqif`");
    refused(&package(&[("a.reqif", b"<REQ-IF/>"), ("b.reqif", b"<REQ-IF/>")]), 1, "2 `.reqif`");
    refused(&package(&[("a.reqif", &vec![b' '; 201 << 20])]), 1, "zipbombe");
    refused(&vec![b' '; 130 << 20], 1, "120 MB");
}

fn package(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
