//! What differs between two editions: projects, built sites, git revisions; by item and field, renames followed.

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use serde_json::{Value, json};
use sporbar::trace::plain::Baseline;
use support::{Project, write};
use tempfile::TempDir;

const SETTINGS: &str = "titel: Prøve\npr_dato: 2026-11-01\n";

const ACT: &str = "id: BL\ntype: retskilde\ntitel: Barnets lov\ni_kraft: 2024-01-01\nbestemmelser:\n  - ref: § 20\n    titel: Undersøgelse\n    bestemmelser:\n      - {ref: stk. 3, resume: Inden fire måneder.}\n";

const REQUIREMENT: &str = "---\nid: K-1\ntype: krav\ntitel: Frist for undersøgelse\nstatus: kladde\nhjemmel: [\"BL § 20, stk. 3\"]\n---\nSystemet skal vise fristen på fire måneder for hver undersøgelse, så sagsbehandleren kan nå den.\n\nSe [[L-1]] og [[BL § 20, stk. 3|loven]].\n";

const SOLUTION: &str = "id: L-1\ntype: løsning\ntitel: Løsningen\n";

/// A folder with a project, gone when the test ends.
struct Folder(TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        write(folder.path(), "sporbar.yaml", SETTINGS);
        for (path, text) in files {
            write(folder.path(), path, text);
        }
        folder
    }

    fn usual() -> Folder {
        Folder::new(&[("content/bl.yaml", ACT), ("content/k-1.md", REQUIREMENT), ("content/l-1.yaml", SOLUTION)])
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path().join(path)).unwrap();
        assert!(text.contains(from), "{path} has no `{from}`");
        write(self.path(), path, text.replace(from, to));
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

    fn diff(&self, arguments: &[&str]) -> String {
        let (status, output, errors) = self.run(&[&["diff"], arguments].concat());
        assert_eq!(status, 0, "{errors}");
        output
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.diff(&[arguments, &["--format", "json"]].concat())).unwrap()
    }

    fn build(&self, output: &str) {
        let (status, _, errors) = self.run(&["build", "--quiet", "--output", output]);
        assert!(status < 2, "{errors}");
    }

    fn git(&self, arguments: &[&str]) {
        let mut command = Command::new("git");
        command.current_dir(self.path()).args(["-c", "user.name=Prøve", "-c", "user.email=a@example.dk"]);
        let output = command.args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn commit(&self) {
        if !self.path().join(".git").exists() {
            self.git(&["init", "--quiet"]);
        }
        self.git(&["add", "."]);
        self.git(&["commit", "--quiet", "-m", "udgave"]);
    }
}

/// Another copy of a folder's content.
fn copied(folder: &Folder) -> Folder {
    let mut project = Project::read(folder.path());
    project.settings = SETTINGS.to_owned();
    let copy = Folder(tempfile::tempdir().unwrap());
    project.write(copy.path());
    copy
}

/// The same edits in every way of reading the older edition.
fn edited(folder: &Folder) {
    folder.edit("content/k-1.md", "status: kladde", "status: gældende");
    folder.edit("content/k-1.md", "fire måneder", "tre måneder");
    folder.edit("content/k-1.md", "[\"BL § 20, stk. 3\"]", "[\"BL § 20, stk. 3\", BL § 20]");
    folder.edit("content/bl.yaml", "Inden fire måneder.", "Inden tre måneder.");
    fs::remove_file(folder.path().join("content/l-1.yaml")).unwrap();
    write(folder.path(), "content/b.yaml", "id: B-1\ntype: begreb\ntitel: undersøgelse\n");
}

fn check_edits(found: &Value) {
    assert_eq!(found["version"], 1);
    assert_eq!(found["added"], json!(["B-1"]));
    assert_eq!(found["removed"], json!(["L-1"]));
    assert_eq!(found["renamed"], json!([]));
    let changed = found["changed"].as_array().unwrap();
    let ids: Vec<&str> = changed.iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["BL § 20, stk. 3", "K-1"]);
    assert_eq!(
        changed[0]["fields"],
        json!([{"name": "resume", "old": "Inden fire måneder.", "new": "Inden tre måneder."}])
    );
    let fields = changed[1]["fields"].as_array().unwrap();
    let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["status", "tekst", "hjemmel"]);
    assert_eq!((&fields[0]["old"], &fields[0]["new"]), (&json!("kladde"), &json!("gældende")));
    assert!(fields[1]["new"].as_str().unwrap().contains("tre måneder"));
    assert_eq!(fields[2]["old"], json!(["BL § 20, stk. 3"]));
    assert_eq!(fields[2]["new"], json!(["BL § 20, stk. 3", "BL § 20"]));
}

#[test]
fn two_folders_are_compared_by_item_and_field() {
    let (old, new) = (Folder::usual(), Folder::usual());
    edited(&new);
    check_edits(&new.json(&[old.path().to_str().unwrap()]));
}

#[test]
fn a_git_revision_is_compared_without_a_checkout() {
    let folder = Folder::usual();
    folder.commit();
    edited(&folder);
    check_edits(&folder.json(&["HEAD"]));
    folder.commit();
    check_edits(&folder.json(&["HEAD~1", "git:HEAD"]));
    folder.git(&["diff", "--quiet", "HEAD"]);
    assert!(folder.diff(&["HEAD"]).starts_with("ingen forskelle"));
}

#[test]
fn a_project_may_lie_in_a_folder_of_its_repository() {
    let outer = Folder(tempfile::tempdir().unwrap());
    let inner = Folder::usual();
    Project::read(inner.path()).write(&outer.path().join("docs/krav"));
    write(outer.path(), "content/other.md", "---\nid: X-1\ntype: krav\n---\n");
    outer.commit();
    write(outer.path(), "docs/krav/content/b.yaml", "id: B-1\ntype: begreb\ntitel: ord\n");
    let (status, output, errors) = outer.run(&["diff", "HEAD", "--project", "docs/krav", "--format", "json"]);
    assert_eq!(status, 0, "{errors}");
    let found: Value = serde_json::from_str(&output).unwrap();
    assert_eq!((&found["added"], &found["removed"]), (&json!(["B-1"]), &json!([])));
}

#[test]
fn a_built_site_is_compared_as_its_readers_see_it() {
    let folder = Folder::usual();
    folder.build("public-old");
    assert!(folder.diff(&["public-old"]).starts_with("ingen forskelle"));
    edited(&folder);
    let found = folder.json(&["public-old"]);
    assert_eq!((&found["added"], &found["removed"]), (&json!(["B-1"]), &json!(["L-1"])));
    let text = folder.diff(&["public-old"]);
    assert!(text.contains("[-fire-]{+tre+} måneder"), "{text}");
    folder.build("public-new");
    assert_eq!(folder.json(&["public-old", "public-new"]), found);
}

#[test]
fn a_rename_is_followed_in_links_prose_and_provisions() {
    let old = Folder::usual();
    let new = copied(&old);
    new.edit("content/bl.yaml", "id: BL\n", "id: BARNLOV\ntidligere_id: [BL]\n");
    new.edit("content/l-1.yaml", "id: L-1\n", "id: L-9\ntidligere_id: [L-1]\n");
    new.edit("content/k-1.md", "BL §", "BARNLOV §");
    new.edit("content/k-1.md", "[[L-1]]", "[[L-9]]");
    let found = new.json(&[old.path().to_str().unwrap()]);
    assert_eq!((&found["added"], &found["removed"], &found["changed"]), (&json!([]), &json!([]), &json!([])));
    let renamed = json!([
        {"from": "BL", "to": "BARNLOV"},
        {"from": "BL § 20", "to": "BARNLOV § 20"},
        {"from": "BL § 20, stk. 3", "to": "BARNLOV § 20, stk. 3"},
        {"from": "L-1", "to": "L-9"},
    ]);
    assert_eq!(found["renamed"], renamed);
    // Seen from the other end it is the same rename, turned round.
    let back = old.json(&[new.path().to_str().unwrap()]);
    assert_eq!((&back["added"], &back["removed"], &back["changed"]), (&json!([]), &json!([]), &json!([])));
    assert_eq!(back["renamed"][3], json!({"from": "L-9", "to": "L-1"}));
}

#[test]
fn nothing_is_guessed_but_a_likely_rename_is_told() {
    let old = Folder::usual();
    let new = copied(&old);
    new.edit("content/k-1.md", "id: K-1", "id: K-2");
    let found = new.json(&[old.path().to_str().unwrap()]);
    assert_eq!((&found["added"], &found["removed"]), (&json!(["K-2"]), &json!(["K-1"])));
    assert_eq!(found["renamed"], json!([]));
    let text = new.diff(&[old.path().to_str().unwrap()]);
    assert!(text.contains("Måske omdøbt") && text.contains("K-1 → K-2"), "{text}");
}

#[test]
fn what_a_reader_does_not_see_is_no_difference() {
    let old = Folder::usual();
    let new = copied(&old);
    new.edit("content/k-1.md", "for hver undersøgelse, så", "for hver\u{a0}undersøgelse,\nså");
    new.edit("content/k-1.md", "hjemmel: [\"BL § 20, stk. 3\"]", "hjemmel: bl §20, stk. 3");
    new.edit("content/l-1.yaml", "type: løsning\n", "type: løsning # en bemærkning\n");
    assert!(new.diff(&[old.path().to_str().unwrap()]).starts_with("ingen forskelle"));
}

#[test]
fn defaults_count_as_written_and_a_status_that_goes_without_saying_counts_too() {
    let old = Folder::usual();
    let new = copied(&old);
    write(new.path(), "content/_fælles.yaml", "status: kladde\n");
    new.edit("content/k-1.md", "status: kladde\n", "");
    let found = new.json(&[old.path().to_str().unwrap()]);
    assert_eq!((&found["changed"], &found["added"]), (&json!([]), &json!([])), "{found}");
}

#[test]
fn markdown_is_told_without_markup_of_the_content() {
    let old = Folder::usual();
    let new = copied(&old);
    new.edit("content/k-1.md", "titel: Frist for undersøgelse", "titel: \"Frist <b>*for* undersøgelse\"");
    let text = new.diff(&[old.path().to_str().unwrap(), ".", "--format", "markdown"]);
    assert!(text.contains("- titel: <del>Frist for undersøgelse</del>"), "{text}");
    assert!(text.contains("<ins>Frist &lt;b>\\*for\\* undersøgelse</ins>"), "{text}");
}

#[test]
fn what_can_not_be_compared_is_refused_with_a_reason() {
    let folder = Folder::usual();
    let refused = |arguments: &[&str]| {
        let (status, output, errors) = folder.run(&[&["diff"], arguments].concat());
        assert_eq!((status, &*output), (2, ""), "{errors}");
        errors
    };
    assert!(refused(&["HEAD"]).contains("ligger ikke i et git-lager"));
    folder.commit();
    assert!(refused(&["findes-ikke"]).contains("ingen revision, der hedder `findes-ikke`"));
    assert!(refused(&["--lang", "en", "git:--help"]).contains("no revision called `--help`"));
    fs::create_dir(folder.path().join("tom")).unwrap();
    assert!(refused(&["tom"]).contains("hverken et projekt eller et bygget site"));
    write(folder.path(), "pakke.zip", "PK");
    assert!(refused(&["pakke.zip"]).contains("ikke et zip-arkiv"));
    folder.build("public");
    write(folder.path(), "public/data/indhold-00.json", "[{");
    assert!(refused(&["public"]).contains("kan ikke læses"));
    write(folder.path(), "public/data/index.js", "(window.sporbar=window.sporbar||{}).index={\"version\":1};\n");
    assert!(refused(&["public"]).contains("ældre udgave"));
}

#[test]
fn nothing_hidden_enters_the_contents_of_a_site() {
    let hidden = "id: HEMMELIG-1\ntype: krav\nsynlighed: intern\ntitel: hemmelig\n";
    let open = "---\nid: K-1\ntype: krav\ntitel: Åbent\nafhænger_af: [HEMMELIG-1, {til: HEMMELIG-1, note: hemmelig}]\ngennemgået: {dato: 2026-01-01, af: HEMMELIG-1}\n---\nSystemet skal vise det. Se [[HEMMELIG-1]] og [[HEMMELIG-1|dette]].\n\n<!-- hemmelig bemærkning -->\n\n> [!INTERN]\n> hemmelig blok\n\n```visning\nliste:\n  vælg: {id: HEMMELIG-1}\n```\n";
    let files = [("content/h.yaml", hidden), ("content/k.md", open)];
    let project = Project::new(SETTINGS, files);
    let pages = project.pages();
    let contents: Vec<&str> = pages.addresses().filter(|address| address.starts_with("data/indhold-")).collect();
    assert!(!contents.is_empty());
    for address in contents {
        let text = pages.text(address).to_lowercase();
        assert!(text.contains("systemet skal vise det") && text.contains("dette"), "{text}");
        assert!(!text.contains("hemmelig"), "{text}");
    }
    let open = Project::new(&format!("{SETTINGS}udgiv: [offentlig, intern]\n"), files);
    let pages = open.pages();
    let all: String = pages.addresses().filter(|a| a.starts_with("data/indhold-")).map(|a| pages.text(a)).collect();
    assert!(all.contains("hemmelig blok") && all.contains("[[HEMMELIG-1]]"), "{all}");
    assert!(!all.contains("bemærkning"), "{all}");
}

/// The baseline that a project is, seen by readers of these visibilities.
fn baseline(project: &Project, publishes: &[&str]) -> Arc<Baseline> {
    let edition = project.edition();
    let publishes: Vec<String> = publishes.iter().map(|word| (*word).to_owned()).collect();
    let told = sporbar::pipeline::editions::tell(&edition.book.facts, Some(&publishes));
    let hash = sporbar::source::content_hash(&serde_json::to_vec(&told.items).unwrap());
    Arc::new(Baseline { name: "før".into(), edition: "2025.1".into(), publishes, items: told.items, hash })
}

const CHANGES: &str = "aendringer/index.html";

#[test]
fn a_page_tells_what_changed_since_the_baseline() {
    let old = Project::read(Folder::usual().path());
    let folder = Folder::usual();
    edited(&folder);
    folder.edit("content/k-1.md", "id: K-1\n", "id: K-7\ntidligere_id: [K-1]\n");
    let mut new = Project::read(folder.path());
    assert!(!new.pages().has(CHANGES));
    new.baseline = Some(baseline(&old, &[]));
    let pages = new.pages();
    let page = pages.text(CHANGES);
    for expected in [
        "Ændringer siden udgave 2025.1",
        "1 tilføjet, 1 ændret, 1 omdøbt, 1 fjernet.",
        "<b>status</b> <del>kladde</del><ins>gældende</ins>",
        "fristen på <del>fire</del><ins>tre</ins> måneder",
        "<ins>BL § 20</ins>",
        " hed K-1",
        "<b>L-1</b> Løsningen",
        "href=\"../begreb/b-1.html\"",
        "Inden <del>fire</del><ins>tre</ins> måneder.",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    assert!(pages.text("oversigt.html").contains("href=\"aendringer/index.html\""));
}

#[test]
fn a_page_of_changes_names_nothing_that_is_hidden_now() {
    let files = [
        ("content/h.yaml", "id: HEM-1\ntype: krav\ntitel: Zebra\ntekst: Zebra.\n"),
        ("content/g.yaml", "id: GEM-1\ntype: krav\ntitel: Zebraen\ntekst: Zebra.\n"),
        ("content/k.md", "---\nid: K-1\ntype: krav\ntitel: Åbent\nafhænger_af: [HEM-1]\n---\nSe [[HEM-1]] i dag.\n"),
    ];
    let old = Project::new(SETTINGS, files);
    let mut new = old.clone();
    new.files.insert(files[0].0.into(), format!("{}synlighed: intern\n", files[0].1));
    new.files
        .insert(files[1].0.into(), "id: GEM-2\ntype: krav\ntitel: x\ntidligere_id: GEM-1\nsynlighed: intern\n".into());
    new.files.insert(files[2].0.into(), files[2].1.replace("i dag", "i morgen"));
    new.baseline = Some(baseline(&old, &[]));
    let pages = new.pages();
    assert!(pages.text(CHANGES).contains("<ins>morgen</ins>"), "{}", pages.text(CHANGES));
    for word in ["Zebra", "HEM-1", "GEM-1", "GEM-2"] {
        assert_eq!(pages.with(word), Vec::<&str>::new(), "{word}");
    }
    // A baseline that shows more than the site does is not looked at.
    let mut wide =
        Project::new(SETTINGS, [("content/s.yaml", "id: S-1\ntype: krav\ntitel: Zebra\nsynlighed: intern\n")]);
    wide.baseline = Some(baseline(&wide, &["intern"]));
    wide.files.clear();
    let pages = wide.pages();
    assert!(pages.text(CHANGES).contains("Grundlaget viser mere"));
    assert_eq!(pages.with("Zebra"), Vec::<&str>::new());
    wide.settings = format!("{SETTINGS}udgiv: [offentlig, intern]\n");
    assert!(wide.pages().text(CHANGES).contains("Zebra"));
}

#[test]
fn many_changes_stand_on_several_pages_with_every_anchor_once() {
    let item = |number: usize| {
        let text = format!("id: K-{number}\ntype: krav\ntitel: Krav {number}\nløsning: L-{}\n", number % 3);
        (format!("content/k-{number}.yaml"), text)
    };
    let solutions = (0..3).map(|number| {
        (format!("content/l-{number}.yaml"), format!("id: L-{number}\ntype: løsning\ntitel: \"Løsning {number}\"\n"))
    });
    let old = Project::new(SETTINGS, solutions.clone());
    let mut new = Project::new(SETTINGS, solutions.chain((0..450).map(item)));
    new.baseline = Some(baseline(&old, &[]));
    let pages = new.pages();
    let all = [CHANGES, "aendringer/side-2.html", "aendringer/side-3.html"].map(|address| pages.text(address));
    assert!(!pages.has("aendringer/side-4.html"));
    for number in 0..450 {
        let link = format!("href=\"../krav/k-{number}.html\"");
        assert_eq!(all.iter().map(|page| page.matches(&link).count()).sum::<usize>(), 1, "{link}");
    }
    assert!(
        all[0].contains("450 tilføjet") && all[0].contains("href=\"side-2.html#_gruppe-2\"")
            || all[0].contains("href=\"#_gruppe-2\"")
    );
    for page in all {
        let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "an id stands twice");
    }
}

#[test]
fn a_baseline_is_a_site_or_a_revision() {
    let folder = Folder::usual();
    folder.build("før");
    folder.commit();
    edited(&folder);
    for named in ["før", "git:HEAD"] {
        write(folder.path(), "sporbar.yaml", format!("{SETTINGS}grundlag: {named}\n"));
        folder.build("public");
        let page = fs::read_to_string(folder.path().join("public").join(CHANGES)).unwrap();
        assert!(page.contains("1 tilføjet, 2 ændret, 0 omdøbt, 1 fjernet."), "{named}: {page}");
    }
    write(folder.path(), "pakke.zip", "PK");
    for (named, why) in [
        ("pakke.zip", "ikke et zip-arkiv"),
        ("findes-ikke", "hverken en pakke eller en mappe"),
        ("git:nej", "ingen revision"),
    ] {
        write(folder.path(), "sporbar.yaml", format!("{SETTINGS}grundlag: {named}\n"));
        let (status, _, errors) = folder.run(&["build", "--output", "public"]);
        assert!(status == 2 && errors.contains(why), "{named}: {errors}");
        // What makes no site does not need it.
        assert_eq!(folder.run(&["list"]).0, 0);
    }
}

#[test]
fn the_impact_since_a_revision_starts_at_what_differs_and_at_what_is_gone() {
    let folder = Folder::usual();
    let refining = "id: K-2\ntype: krav\ntitel: Nærmere\npræciserer: K-0\n";
    write(folder.path(), "content/k-0.yaml", "id: K-0\ntype: krav\ntitel: Det gamle\n");
    write(folder.path(), "content/k-2.yaml", refining);
    write(folder.path(), "content/k-3.yaml", "id: K-3\ntype: krav\ntitel: Uden sammenhæng\n");
    folder.commit();
    folder.edit("content/bl.yaml", "Inden fire måneder.", "Inden tre måneder.");
    folder.edit("content/l-1.yaml", "id: L-1\n", "id: L-9\ntidligere_id: [L-1]\n");
    fs::remove_file(folder.path().join("content/k-0.yaml")).unwrap();
    write(folder.path(), "content/b.yaml", "id: B-1\ntype: begreb\ntitel: ord\n");
    let (status, output, errors) = folder.run(&["impact", "--since", "HEAD", "--format", "json"]);
    assert_eq!(status, 0, "{errors}");
    let found: Value = serde_json::from_str(&output).unwrap();
    let since = json!({
        "revision": "HEAD", "added": ["B-1"], "changed": ["BL § 20, stk. 3"],
        "renamed": [{"from": "L-1", "to": "L-9"}], "removed": ["K-0"],
    });
    assert_eq!(found["since"], since);
    assert_eq!(found["changed"], json!(["B-1", "BL § 20, stk. 3", "L-9", "K-0"]));
    let affected = found["affected"].as_array().unwrap();
    let distance = |id: &str| affected.iter().find(|one| one["id"] == id).map(|one| one["distance"].as_u64().unwrap());
    let expected = [
        ("B-1", Some(0)),
        ("BL § 20, stk. 3", Some(0)),
        ("L-9", Some(0)),
        ("K-0", Some(0)),
        ("K-1", Some(1)),
        ("K-2", Some(1)),
        ("K-3", None),
    ];
    for (id, expected) in expected {
        assert_eq!(distance(id), expected, "{id}: {output}");
    }
    let lost = affected.iter().find(|one| one["id"] == "K-2").unwrap();
    assert_eq!(lost["path"], json!([{"id": "K-0", "via": null}, {"id": "K-2", "via": "præciserer"}]));
    let (_, text, _) = folder.run(&["impact", "--since", "git:HEAD"]);
    for expected in ["Siden HEAD: 1 tilføjet, 1 ændret, 1 omdøbt, 1 fjernet", "omdøbt: L-1 → L-9", "fjernet: K-0"]
    {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    folder.commit();
    let (status, text, _) = folder.run(&["impact", "--since", "HEAD"]);
    assert!(status == 0 && text.contains("Siden HEAD: 0 tilføjet, 0 ændret, 0 omdøbt, 0 fjernet"), "{text}");
    assert_eq!(folder.run(&["impact"]).0, 2);
    assert_eq!(folder.run(&["impact", "--since", "nej"]).0, 2);
}
