//! What goes out as a table and comes back: nothing changes that nobody changed.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

use sporbar::document::write::Yaml;
use sporbar::export::reqif::reqif as export_reqif;
use sporbar::export::xlsx::matrix::{self, Numbers, Part};
use sporbar::export::xlsx::workbook::workbook;
use sporbar::export::{Format, Material, Request, cells, choose, concepts as concept_list, parts};
use sporbar::import::rows::{self, Destination, Plan};
use sporbar::import::table::Table;
use sporbar::import::{concepts, csv, heads, kitos, mapping, reqif, xlsx};
use sporbar::model::Role;
use sporbar::pages::Published;
use sporbar::pipeline::Pipeline;
use sporbar::trace::Facts;
use sporbar::trace::csv::csv as write_csv;
use sporbar::trace::plain::{Authors, Plain};
use support::Project;

fn facts(project: &Project) -> Facts {
    Pipeline::default().facts(project.input()).unwrap()
}

fn destination() -> Destination {
    Destination { folder: "content/nyt".to_owned(), name: "ark".to_owned() }
}

/// What importing a workbook would do.
fn import(facts: &Facts, bytes: &[u8]) -> Plan {
    plan(facts, &xlsx::read(bytes).unwrap())
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

/// What importing tables would do.
fn plan(facts: &Facts, tables: &[Table]) -> Plan {
    let found = heads::read(facts, tables);
    let mut plan = rows::plan(facts, found.records, &[&Authors, &Published::of(facts)], &destination());
    plan.remarks.splice(0..0, found.remarks);
    plan
}

/// Puts a text in the cell of an item.
fn put(tables: &mut [Table], id: &str, head: &str, text: &str) {
    for table in tables {
        let Some(at) = table.head(|row| row.cells.iter().any(|(_, text)| text.eq_ignore_ascii_case("id"))) else {
            continue;
        };
        let column = |wanted: &str| {
            table.rows[at].cells.iter().find(|(_, text)| text.eq_ignore_ascii_case(wanted)).map(|(at, _)| *at)
        };
        let (Some(ids), Some(column)) = (column("id"), column(head)) else { continue };
        for row in table.rows.iter_mut().filter(|row| row.cell(ids) == id) {
            row.cells.retain(|(at, _)| *at != column);
            if !text.is_empty() {
                row.cells.push((column, text.into()));
                row.cells.sort_by_key(|(at, _)| *at);
            }
        }
    }
}

/// The lines of an item's file that differ after an edit of its cell.
#[track_caller]
fn check_edit(file: &str, id: &str, head: &str, text: &str, gone: &[&str], new: &[&str]) {
    let project = Project::shipped();
    let facts = facts(&project);
    let mut tables = xlsx::read(&workbook(&facts, &Authors, &[]).unwrap()).unwrap();
    put(&mut tables, id, head, text);
    let plan = plan(&facts, &tables);
    assert_eq!((plan.remarks.as_slice(), plan.changed.as_slice()), (&[][..], &[id.to_owned()][..]));
    let after = after(&project, &facts, &plan);
    assert_eq!(project.files.keys().collect::<Vec<_>>(), after.files.keys().collect::<Vec<_>>());
    let changed: Vec<&String> =
        after.files.iter().filter(|(path, text)| project.files[*path] != **text).map(|(path, _)| path).collect();
    assert_eq!(changed, [file]);
    let (before, after) = (&project.files[file], &after.files[file]);
    let only = |a: &str, b: &str| {
        a.lines().filter(|line| !b.lines().any(|other| other == *line)).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(only(before, after), gone);
    assert_eq!(only(after, before), new);
    assert_eq!(before.lines().count() - gone.len(), after.lines().count() - new.len());
}

#[test]
fn an_edited_cell_changes_its_key_and_no_other_byte() {
    let file = "content/dubu/krav/dubu-k-0012.md";
    check_edit(file, "DUBU-K-0012", "kravtype", "PK", &["kravtype: MK"], &["kravtype: PK"]);
    check_edit(file, "DUBU-K-0012", "status", "udgået", &[], &["status: udgået"]);
    check_edit(file, "DUBU-K-0012", "ophav", "", &["ophav: lov"], &[]);
    check_edit(
        file,
        "DUBU-K-0012",
        "kravområde",
        "frister\nsag: åben",
        &["kravområde: [undersøgelse, frister]"],
        &["kravområde: [frister, \"sag: åben\"]"],
    );
    check_edit("content/begreber/sag-og-part.yaml", "B-sag", "kommentar", "=1+1", &[], &["    kommentar: =1+1"]);
}

#[test]
fn an_edited_matrix_changes_the_statement_alone() {
    let project = Project::shipped();
    let facts = facts(&project);
    let published = Published::of(&facts);
    let bytes = matrix::matrix(&facts, &published, &matrix::parts(&facts, &published, &Numbers::new())).unwrap();
    let mut tables = xlsx::read(&bytes).unwrap();
    put(&mut tables, "DUBU-K-0012", "Kravtekst", "Løsningen skal beregne fristen.");
    put(&mut tables, "DUBU-K-0012", "Begrundelse/retskilde", "andet");
    put(&mut tables, "DUBU-K-0013", "Id", "X-1");
    let plan = plan(&facts, &tables);
    assert_eq!(plan.changed, ["DUBU-K-0012"]);
    let told: Vec<&str> = plan.remarks.iter().map(|remark| remark.said.en.as_str()).collect();
    assert!(
        told[0].contains("gathers several fields") && told[1].contains("`X-1` is not taken") && told.len() == 2,
        "{told:?}"
    );
    assert_eq!(plan.added, ["X-1"]);
    let text = plan.edited.values().next().unwrap();
    let old = &project.files["content/dubu/krav/dubu-k-0012.md"];
    assert!(text.contains("\n---\n\nLøsningen skal beregne fristen.\n\n## Baggrund\n"), "{text}");
    assert_eq!(text.split("## Baggrund").nth(1), old.split("## Baggrund").nth(1));
    assert_eq!(text.split("\n---\n").next(), old.split("\n---\n").next());
}

#[test]
fn a_suppliers_answers_are_read_and_what_he_changed_is_told() {
    let facts = facts(&Project::shipped());
    let published = Published::of(&facts);
    let bytes = matrix::matrix(&facts, &published, &matrix::parts(&facts, &published, &Numbers::new())).unwrap();
    let mut tables = xlsx::read(&bytes).unwrap();
    put(&mut tables, "DUBU-K-0012", "Opfyldt (ja/delvist/nej)", "Delvist");
    put(&mut tables, "DUBU-K-0012", "Forbehold", "Kun\ntil 2027: ja");
    put(&mut tables, "DUBU-K-0013", "Opfyldt (ja/delvist/nej)", "måske");
    put(&mut tables, "DUBU-K-0014", "Kravtekst", "Løsningen bør.");
    let answers = xlsx::answers(&facts, &tables, "Firma A/S", "svar.xlsx").unwrap();
    assert_eq!(answers.answered, 2);
    let print = |id: &str| matrix::print(&facts, facts.model.find(id).unwrap());
    let [first, second] = ["DUBU-K-0012", "DUBU-K-0013"].map(print);
    let wanted = format!(
        "  - krav: DUBU-K-0012\n    aftryk: {first}\n    opfyldt: delvist\n    forbehold: |\n      Kun\n      til 2027: ja\n  - krav: DUBU-K-0013\n    aftryk: {second}\n    opfyldt: måske\n"
    );
    let text = answers.text.replace('"', "");
    assert!(text.contains(&wanted), "{}", answers.text);
    assert!(answers.remarks.len() == 1 && answers.remarks[0].said.da.contains("måske"));
    let altered = rows::altered(&facts, &heads::read(&facts, &tables).records, &[&published]);
    assert!(altered.len() == 1 && altered[0].said.da.contains("DUBU-K-0014"), "{altered:?}");
}

#[test]
fn a_shared_requirement_is_answered_wherever_the_supplier_answers_it() {
    let facts = facts(&Project::shipped());
    let published = Published::of(&facts);
    let bytes = matrix::matrix(&facts, &published, &matrix::parts(&facts, &published, &Numbers::new())).unwrap();
    let read = |edits: &[(usize, &str)]| {
        let mut tables = xlsx::read(&bytes).unwrap();
        // The sheet stands twice, as in a tender where two annexes share a requirement.
        let sheet = tables
            .iter()
            .position(|table| table.rows.iter().any(|row| row.cells.iter().any(|(_, text)| &**text == "DUBU-K-0012")))
            .unwrap();
        let mut twice = vec![tables[sheet].clone(), tables.swap_remove(sheet)];
        for (place, text) in edits {
            put(&mut twice[*place..=*place], "DUBU-K-0012", "Forbehold", text);
        }
        xlsx::answers(&facts, &twice, "Firma A/S", "svar.xlsx").unwrap()
    };
    let empty = read(&[]);
    assert_eq!((empty.answered, empty.remarks.len()), (0, 0));
    let second = read(&[(1, "kun delvist")]);
    assert_eq!((second.answered, second.unanswered, second.remarks.len()), (1, empty.unanswered - 1, 0));
    assert!(second.text.contains("kun delvist"), "{}", second.text);
    assert_eq!(read(&[(0, "nej"), (1, "nej")]).remarks, []);
    let both = read(&[(0, "nej"), (1, "ja")]);
    assert!(both.remarks.len() == 1 && both.remarks[0].said.da.contains("forskelligt"), "{:?}", both.remarks);
    assert!(both.text.contains("nej") && !both.text.contains("ja\n"), "{}", both.text);
}

#[test]
fn a_foreign_table_is_imported_by_the_mapping_that_was_drafted() {
    let project = Project::shipped();
    let known = facts(&project);
    let text = "Gammelt system;;;\nKrav nr.;Overskrift;Beskrivelse;Prioritet;Farve\nA 1;Søgning;Løsningen skal søge.;Skal;rød\nA 2;Visning;\"=1+1\nto\";Bør;\n;;Uden nummer;Kan;\n";
    let tables = [csv::read(text.as_bytes()).unwrap()];
    let draft = mapping::draft(&known.model.schema, &tables, "gammel.csv").unwrap();
    for line in ["hoved: 2", "  \"Overskrift\": titel", "      \"Skal\": MK", "      \"Bør\": PK", "  \"Farve\": \"\""]
    {
        assert!(draft.contains(line), "{line}\n{draft}");
    }
    let (read, kind) =
        mapping::read(&known.model.schema, &draft.replace("faste: {}", "faste: {løsning: DUBU}")).unwrap();
    let (records, remarks) = mapping::records(&read, kind, &known.model.schema, &tables);
    assert!(remarks.len() == 1 && remarks[0].said.da.contains("Farve"), "{remarks:?}");
    let plan = rows::plan(&known, records, &[&Authors], &destination());
    assert_eq!(plan.added, ["A-1", "A-2"]);
    assert!(plan.remarks.len() == 1 && plan.remarks[0].line == Some(6), "{:?}", plan.remarks);
    let first = &plan.created["content/nyt/a-1.md"];
    assert_eq!(
        first,
        "---\nid: A-1\ntype: krav\ntitel: Søgning\nkravtype: MK\nløsning: DUBU\n---\n\nLøsningen skal søge.\n"
    );
    let again = facts(&after(&project, &known, &plan));
    let (records, _) = mapping::records(&read, kind, &known.model.schema, &tables);
    let plan = rows::plan(&again, records, &[&Authors], &destination());
    assert!(plan.created.is_empty() && plan.edited.is_empty() && plan.unchanged == 2);
}

#[test]
fn a_table_of_everything_comes_back_and_fills_an_empty_project() {
    let shipped = facts(&Project::shipped());
    let (heads, rows) = cells::table(&shipped, &Authors);
    let text = write_csv(&heads, &rows);
    let same = plan(&shipped, &[csv::read(text.as_bytes()).unwrap()]);
    assert!(
        same.remarks.is_empty() && same.edited.is_empty() && same.created.is_empty(),
        "{:?} {:?}",
        same.remarks,
        same.changed
    );
    let empty = Project::new("titel: Tom\n", BTreeMap::<String, String>::new());
    let filled = plan(&facts(&empty), &[csv::read(text.as_bytes()).unwrap()]);
    assert_eq!(filled.remarks, []);
    let copy = facts(&after(&empty, &facts(&empty), &filled));
    let (heads_again, rows_again) = cells::table(&copy, &Authors);
    assert_eq!(text, write_csv(&heads_again, &rows_again));
}

/// The files of some formats of a bundle.
fn bundled(project: &Project, formats: &[Format], mut request: Request) -> Vec<(String, Vec<u8>)> {
    let edition = Pipeline::default().edition_of(project.input(), |facts| choose(facts, &mut request)).unwrap();
    let material = Material::new(&edition.book, &request);
    parts(&material, formats).unwrap().into_iter().map(|part| (part.path, part.bytes)).collect()
}

/// What importing a table of a bundle would do.
fn plan_of_bundle(facts: &Facts, bytes: &[u8]) -> Plan {
    let found = heads::read(facts, &[csv::read(bytes).unwrap()]);
    let own = facts.config.publish.clone().unwrap_or_default();
    let bundle = Published::narrowed(facts, &own, |_| true, BTreeSet::new());
    let mut plan = rows::plan(facts, found.records, &[&Authors, &Published::of(facts), &bundle], &destination());
    plan.remarks.splice(0..0, found.remarks);
    plan
}

#[test]
fn the_tables_of_a_bundle_come_back_and_those_of_an_extract_are_refused() {
    let mut project = Project::shipped();
    let text = project.files.get_mut("content/dubu/krav/dubu-k-0013.md").unwrap();
    *text = text.replacen("\n---\n", "\nsynlighed: intern\n---\n", 1);
    let known = facts(&project);
    let tables = bundled(&project, &[Format::Csv], Request::default());
    assert!(tables.len() > 20);
    let mut seen = 0;
    for (path, bytes) in &tables {
        let plan = plan_of_bundle(&known, bytes);
        assert!(plan.remarks.is_empty() && plan.changed.is_empty() && plan.added.is_empty(), "{path}: {plan:?}");
        seen += plan.unchanged;
    }
    assert!(seen > 250, "{seen}");
    // What a reader edits comes in; where the table does not show all, the edit is refused.
    let krav = tables.iter().find(|(path, _)| path == "csv/krav.csv").unwrap();
    let edited = String::from_utf8(krav.1.clone()).unwrap().replace("Frist for den børnefaglige undersøgelse", "Frist");
    let plan = plan_of_bundle(&known, edited.as_bytes());
    assert_eq!(plan.changed, ["DUBU-K-0012"], "{:?}", plan.remarks);

    let profile = Request { profile: Some("udbud".to_owned()), ..Request::default() };
    for (path, bytes) in bundled(&project, &[Format::Csv], profile) {
        let plan = plan_of_bundle(&known, &bytes);
        assert!(plan.changed.is_empty() && plan.added.is_empty() && plan.unchanged == 0, "{path}");
        assert!(plan.remarks.len() == 1 && plan.remarks[0].said.da.contains("udtræk"), "{path}: {:?}", plan.remarks);
    }
}

#[test]
fn what_readers_are_not_told_is_not_taken_away() {
    let project = Project::shipped();
    let known = facts(&project);
    let (heads, mut rows) = cells::table(&known, &Authors);
    let at = |key: &str| heads.iter().position(|head| head == key).unwrap();
    let row = rows.iter_mut().find(|row| row[at("id")] == "DUBU-K-0012").unwrap();
    row[at("tekst")] = "Løsningen skal vise udeladt i denne udgave.".to_owned();
    row[at("begrundelse")] = "navn-udeladt siger det".to_owned();
    let plan = plan(&known, &[csv::read(write_csv(&heads, &rows).as_bytes()).unwrap()]);
    assert!(plan.changed.is_empty() && plan.remarks.len() == 2, "{:?}", plan.remarks);
}

#[test]
fn a_concept_list_comes_back_and_one_from_elsewhere_is_taken() {
    let project = Project::shipped();
    let known = facts(&project);
    let (heads, rows) = concept_list::list(&known, &Authors);
    assert_eq!(
        heads[..8],
        [
            "Foretrukken term",
            "Accepteret term",
            "Frarådet term",
            "Definition",
            "Eksempel",
            "Kommentar",
            "Anvendelsesnote",
            "Juridisk kilde"
        ]
    );
    let (records, remarks) = concepts::records(&known, &[csv::read(write_csv(&heads, &rows).as_bytes()).unwrap()]);
    assert_eq!(remarks, []);
    let plan = rows::plan(&known, records, &[&Authors], &destination());
    assert!(
        plan.remarks.is_empty() && plan.edited.is_empty() && plan.created.is_empty() && plan.unchanged > 20,
        "{:?}",
        plan.changed
    );
    let foreign = "Foretrukken term*;Accepteret term;Definition*;Farve\nsag;journal; ;\nny æske;kasse; skrin;beholder med låg;rød\n;;uden term;\n";
    let (records, remarks) = concepts::records(&known, &[csv::read(foreign.as_bytes()).unwrap()]);
    assert!(remarks.len() == 2 && remarks[0].said.da.contains("Farve"), "{remarks:?}");
    let plan = rows::plan(&known, records, &[&Authors], &destination());
    assert_eq!(
        (plan.added.as_slice(), plan.changed.as_slice()),
        (&["B-ny-aeske".to_owned()][..], &["B-sag".to_owned()][..])
    );
    let file = &plan.created["content/nyt/ark.yaml"];
    assert!(file.contains("titel: ny æske\n    accepterede_termer: [") || file.contains("titel: ny æske"), "{file}");
}

#[test]
fn systems_of_a_register_become_stubs_once() {
    let json = r#"[{"Uuid": "A-1", "Name": "Sagssystem", "Description": "Et <b> system", "KLE": [{"Uuid": "x", "Name": "02.00.01"}], "RightsHolder": {"Name": "F"}},
        {"uuid": "b-2", "name": "Opslag", "interfaceId": "SF 1", "version": "2.0", "data": [{"description": "CPR"}]},
        {"uuid": "c-3", "name": "Aftale", "general": {"contractId": "77"}, "agreementPeriod": {"irrevocableUntil": "2027-01-01T00:00:00"}}, {"name": "x"}]"#;
    let known = facts(&Project::shipped());
    let (records, remarks) = kitos::read(&known, json.as_bytes()).unwrap();
    assert_eq!(remarks.len(), 2);
    let plan = rows::plan(&known, records, &[&Authors], &destination());
    assert_eq!(plan.added, ["KITOS-sagssystem", "SF-1", "KITOS-aftale"]);
    let text: String = plan.created.values().cloned().collect();
    for line in [
        "eksterne_id: {kitos: A-1}",
        "uopsigelig_til: 2027-01-01",
        "nummer: \"77\"",
        "version: \"2.0\"",
        "service_id: SF 1",
        "dataindhold: CPR",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let again = facts(&after(&Project::shipped(), &known, &plan));
    let (records, _) = kitos::read(&again, json.as_bytes()).unwrap();
    assert_eq!(rows::plan(&again, records, &[&Authors], &destination()).unchanged, 3);
    assert_eq!(kitos::read(&known, b"[\n{\"a\": }]").unwrap_err().line, 2);
}

#[test]
fn concepts_are_told_as_skos() {
    let known = facts(&Project::shipped());
    let text = concept_list::turtle(&known, &Published::of(&known));
    assert!(text.contains("    skos:prefLabel \"sag\"@da ;"), "{text}");
    assert!(text.contains("skos:broader <"));
}

#[test]
fn hostile_workbooks_are_refused() {
    let check = |files: &[(&str, &[u8])], says: &str| {
        let fault = xlsx::read(&package(files)).unwrap_err();
        assert!(fault.said.da.contains(says), "{}", fault.said.da);
    };
    let book: &[u8] = b"<workbook xmlns:r='r'><sheets><sheet name='A' r:id='r1'/></sheets></workbook>";
    let relations: &[u8] = b"<Relationships><Relationship Id='r1' Target='worksheets/a.xml'/></Relationships>";
    let with = |sheet: &'static [u8], strings: &'static [u8]| {
        vec![
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", relations),
            ("xl/worksheets/a.xml", sheet),
            ("xl/sharedStrings.xml", strings),
        ]
    };
    check(&[("../x", b"")], "ud af mappen");
    check(&[("a.xml", b"")], "ikke et regneark");
    check(&with(b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet>&b;</worksheet>", b"<sst/>"), "DOCTYPE");
    check(&with(b"<worksheet><sheetData><row r='1'><c r='A1'></row>", b"<sst/>"), "velformet");
    check(
        &with(b"<worksheet><sheetData><row r='9999999'/><row r='9999999'></row></sheetData></worksheet>", b"<sst/>"),
        "forkert sted",
    );
    check(
        &with(b"<worksheet><sheetData><row r='1'><c r='ZZZZ1'><v>1</v></c></row></sheetData></worksheet>", b"<sst/>"),
        "uden for arket",
    );
    // As many texts as it likes may be announced; one that is long and used often is counted each time.
    let announced = xlsx::read(&package(&with(
        b"<worksheet><sheetData><row r='2'><c r='C2' t='s'><v>0</v></c></row></sheetData></worksheet>",
        b"<sst uniqueCount='99999999999999'><si><t>x</t></si></sst>",
    )))
    .unwrap();
    assert_eq!(announced[0].rows[0].cell(2), "x");
    let long = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1 << 20));
    let row: String = (1..=300).map(|row| format!("<row r='{row}'><c t='s'><v>0</v></c></row>")).collect();
    let sheet = format!("<worksheet><sheetData>{row}</sheetData></worksheet>");
    check(
        &[
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", relations),
            ("xl/worksheets/a.xml", sheet.as_bytes()),
            ("xl/sharedStrings.xml", long.as_bytes()),
        ],
        "MB tekst",
    );
    check(&[("xl/workbook.xml", &vec![b' '; 201 << 20])], "zipbombe");
    assert!(xlsx::read(&vec![0; 41 << 20]).unwrap_err().said.da.contains("40 MB"));
    assert!(xlsx::read(b"\xD0\xCF\x11\xE0").unwrap_err().said.da.contains("adgangskode"));
}

fn package(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// Any texts, whatever they look like, go out and come back by every way.
    #[test]
    fn any_content_comes_back_by_every_way(texts in prop::collection::vec(prop::collection::vec("[a-zæØ=+@'\"\\-,;:#|>&*!%`{}\\[\\]<§. 0-9\n\t\u{e000}_x]{0,24}", 6), 1..4)) {
        let project = any_project(&texts);
        let before = facts(&project);
        let (heads, rows) = cells::table(&before, &Authors);
        let empty = facts(&Project::new("titel: Tom\n", BTreeMap::<String, String>::new()));
        let exchange = reqif::read(export_reqif(&before, &Authors).as_bytes()).unwrap();
        let ways = [
            plan(&empty, &xlsx::read(&workbook(&before, &Authors, &[]).unwrap()).unwrap()),
            plan(&empty, &[csv::read(write_csv(&heads, &rows).as_bytes()).unwrap()]),
            rows::plan(&empty, reqif::records(&empty.model.schema, &exchange).0, &[&Authors], &destination()),
        ];
        for filled in ways {
            prop_assert_eq!(&filled.remarks, &[]);
            let copy = facts(&after(&Project::new("titel: Tom\n", BTreeMap::<String, String>::new()), &empty, &filled));
            let (heads_again, rows_again) = cells::table(&copy, &Authors);
            prop_assert_eq!(&heads, &heads_again);
            for (row, again) in rows.iter().zip(&rows_again) {
                prop_assert_eq!(row, again);
            }
        }
        check_bundle(&project, &before)?;
    }
}

/// The tables and concept lists of a bundle change nothing where they come from, and its data say what the model says.
fn check_bundle(project: &Project, facts: &Facts) -> Result<(), TestCaseError> {
    for (path, bytes) in bundled(project, &[Format::Csv, Format::Concepts], Request::default()) {
        let plan = match path.as_str() {
            "begreber/begrebsliste.csv" => {
                let (records, remarks) = concepts::records(facts, &[csv::read(&bytes).unwrap()]);
                prop_assert_eq!(&remarks, &[]);
                rows::plan(facts, records, &[&Authors, &Published::of(facts)], &destination())
            }
            "begreber/begrebsliste.xlsx" => {
                let (records, _) = concepts::records(facts, &xlsx::read(&bytes).unwrap());
                rows::plan(facts, records, &[&Authors, &Published::of(facts)], &destination())
            }
            path if path.ends_with(".csv") => plan_of_bundle(facts, &bytes),
            _ => continue,
        };
        prop_assert!(plan.remarks.is_empty() && plan.edited.is_empty() && plan.created.is_empty(), "{path}: {plan:?}");
    }
    let edition = project.edition();
    let told = sporbar::pages::contents(&edition.book);
    let read: Vec<Plain> = serde_json::from_slice(&serde_json::to_vec(&told).unwrap()).unwrap();
    prop_assert_eq!(told, read);
    for (path, bytes) in bundled(project, &[Format::Json], Request::default()) {
        let Some(kind) = path.strip_prefix("json/emner/") else { continue };
        let data: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        for item in data["items"].as_array().unwrap() {
            let ix = facts.model.find(item["id"].as_str().unwrap()).unwrap();
            prop_assert_eq!(item["titel"].as_str(), Some(&*facts.model.item(ix).title));
            let fields = item["fields"].as_object().unwrap();
            for (key, value) in fields.iter().filter(|(_, value)| value.is_string()) {
                let written = facts.model.item(ix).written(&facts.model.schema, key).map(|field| &field.node);
                let Some(written) = written.and_then(|node| node.text()) else { continue };
                prop_assert_eq!(value.as_str().unwrap().trim(), written.trim(), "{} {}", kind, key);
            }
        }
    }
    Ok(())
}

/// A project whose requirements and concepts hold any texts.
fn any_project(texts: &[Vec<String>]) -> Project {
    let mut files = BTreeMap::new();
    for (number, texts) in texts.iter().enumerate() {
        let text = |at: usize| Yaml::text(cells::tidy(&texts[at]).trim().to_owned());
        let mut pairs = vec![
            ("id".to_owned(), Yaml::text(format!("K-{number}"))),
            ("type".to_owned(), Yaml::text("krav")),
            ("titel".to_owned(), Yaml::text(texts[0].split_whitespace().collect::<Vec<_>>().join(" "))),
            ("begrundelse".to_owned(), text(1)),
            ("acceptkriterier".to_owned(), Yaml::List(vec![text(2), text(3)])),
            (
                "hjemmel".to_owned(),
                Yaml::List(vec![Yaml::Short(vec![
                    ("til".to_owned(), Yaml::text("K-0")),
                    ("note".to_owned(), text(4)),
                ])]),
            ),
            ("servicemål".to_owned(), Yaml::Short(vec![("måltal".to_owned(), text(5))])),
            ("tekst".to_owned(), text(5)),
        ];
        pairs.retain(|(_, value)| !matches!(value, Yaml::Text(text) if text.is_empty()));
        files.insert(format!("content/k{number}.yaml"), Yaml::pairs(&pairs, 0));
        let mut pairs = vec![
            ("id".to_owned(), Yaml::text(format!("B-{number}"))),
            ("type".to_owned(), Yaml::text("begreb")),
            ("titel".to_owned(), Yaml::text(format!("begreb {number}"))),
            ("definition".to_owned(), text(1)),
            ("accepterede_termer".to_owned(), Yaml::List(vec![text(2), text(3)])),
            ("kommentar".to_owned(), text(4)),
        ];
        pairs.retain(|(_, value)| !matches!(value, Yaml::Text(text) if text.is_empty()));
        files.insert(format!("content/b{number}.yaml"), Yaml::pairs(&pairs, 0));
    }
    Project::new("titel: Prøve\n", files)
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
