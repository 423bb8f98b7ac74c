//! A site that is built in parts: together the parts are the site, byte for byte, and each file stands in one of them.

#[path = "../benches/corpus/mod.rs"]
mod corpus;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sporbar::pipeline::publish::{self, Manner, Outcome, Pages, Places};
use sporbar::site::{MARKER, Memory, Shard};
use support::edits::village;
use support::{Project, sporbar, tree};

/// Files by their place in the site.
type Tree = BTreeMap<String, Vec<u8>>;

fn written(project: &Project) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    project.write(folder.path());
    folder
}

/// Builds a part, or the whole, and gives what was made for it.
fn build(folder: &Path, output: &Path, shard: Option<&str>) -> Option<Pages> {
    let input = sporbar::pipeline::read(folder, |_| Ok(support::DAY.parse()?)).unwrap();
    let shard = shard.map(|text| Shard::read(text).unwrap());
    let manner = Manner { options: "", shard, memory: Memory::Kept, log: None };
    match publish::build(&Places { project: folder, output }, input, &manner, |_| "told".to_owned()).unwrap() {
        Outcome::Unchanged { stored, .. } => {
            assert_eq!(stored, "told");
            None
        }
        Outcome::Built { pages, .. } => Some(pages),
    }
}

#[track_caller]
fn check_union(project: &Project, counts: &[u32]) {
    let folder = written(project);
    let output = |name: &str| folder.path().join("sites").join(name);
    let whole = output("whole");
    build(folder.path(), &whole, None);
    let whole = tree(&whole);
    for count in counts {
        let mut union = Tree::new();
        for number in 0..*count {
            let part = output(&format!("{number}-of-{count}"));
            build(folder.path(), &part, Some(&format!("{number}/{count}")));
            for (path, bytes) in tree(&part) {
                let is_new = union.insert(path.clone(), bytes.clone()).is_none();
                // The marker tells which site it is, and is the same in all parts.
                assert!(is_new || path == MARKER, "`{path}` stands in two of {count} parts");
                assert!(whole.get(&path) == Some(&bytes), "`{path}` of part {number}/{count} is not that of one build");
            }
        }
        assert!(union.keys().eq(whole.keys()), "{count} parts have other files than one build");
    }
}

#[test]
fn the_parts_of_the_shipped_project_are_the_site() {
    check_union(&Project::shipped(), &[1, 2, 3, 16]);
}

#[test]
fn the_parts_of_a_corpus_are_the_site() {
    let mut files: BTreeMap<String, String> = corpus::files(150, 7, corpus::Rules::All).into_iter().collect();
    let settings = files.remove("sporbar.yaml").unwrap();
    check_union(&Project::new(&settings, files), &[1, 2, 3, 16]);
}

#[test]
fn a_part_is_built_again_for_its_share() {
    let mut project = village();
    let folder = written(&project);
    let (part, whole) = (folder.path().join("part"), folder.path().join("whole"));
    let first = build(folder.path(), &part, Some("1/3")).unwrap();
    assert_eq!(first.rendered, first.planned - attachments(&tree(&part)), "everything is made the first time");
    assert_eq!(build(folder.path(), &part, Some("1/3")), None);
    let text = project.files.get_mut("content/krav/k1.md").unwrap();
    text.push_str("\nEn sætning mere.\n");
    project.write(folder.path());
    let second = build(folder.path(), &part, Some("1/3")).unwrap();
    assert!(second.rendered * 3 < second.planned, "{second:?}");
    build(folder.path(), &whole, None);
    let is_part = |shard: &str, whole: &Path, part: &Path| {
        let shard = Shard::read(shard).unwrap();
        let mut expected = tree(whole);
        expected.retain(|path, _| path == MARKER || shard.has(path));
        assert!(expected == tree(part), "part {shard} is not what one build holds of it");
    };
    is_part("1/3", &whole, &part);
    // Another part, and the whole, in the same folder.
    build(folder.path(), &part, Some("0/3")).unwrap();
    is_part("0/3", &whole, &part);
    build(folder.path(), &part, None).unwrap();
    assert!(tree(&whole) == tree(&part));
}

/// Files that are copied and never made.
fn attachments(site: &Tree) -> usize {
    site.keys().filter(|path| path.ends_with(".pdf")).count()
}

#[test]
fn a_part_is_told_and_what_is_no_part_is_refused() {
    let folder = written(&village());
    let run = |arguments: &[&str]| {
        let ran = sporbar(folder.path(), arguments, &[]);
        (ran.status.code().unwrap(), String::from_utf8(ran.stderr).unwrap())
    };
    for (shard, da, en) in [
        ("4/4", "den sidste af 4 er `3/4`", "the last of 4 is `3/4`"),
        ("0/0", "`0/16` for den første af 16", "`0/16` for the first of 16"),
        ("alt", "`--shard alt` kan ikke læses", "`--shard alt` can't be read"),
    ] {
        for (language, said) in [("da", da), ("en", en)] {
            let (status, errors) = run(&["build", "--shard", shard, "--lang", language]);
            assert_eq!(status, 2);
            assert!(errors.contains(said), "{errors}");
        }
    }
    assert!(!folder.path().join("public").exists());
    let (status, said) = run(&["build", "--shard", "1/4", "--lang", "en"]);
    assert!(status < 2 && said.contains("part 1/4: wrote "), "{said}");
    let (_, said) = run(&["build", "--shard", "1/4", "--lang", "da"]);
    assert!(said.contains("del 1/4: ") || said.contains("del 1/4 er som før"), "{said}");
}

// ---- The job files ----------------------------------------------------------------------------------------------

/// A job file, every document of it.
fn job_file(name: &str) -> Vec<serde_yaml::Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/ci").join(name);
    let text = fs::read_to_string(path).unwrap();
    serde_yaml::Deserializer::from_str(&text)
        .map(|document| serde::Deserialize::deserialize(document).unwrap())
        .collect()
}

/// Runs what a job says, with the program in the path.
#[track_caller]
fn run_job(folder: &Path, shell: &[&str], script: &str, environment: &[(&str, &str)]) {
    let program = Path::new(env!("CARGO_BIN_EXE_sporbar")).parent().unwrap();
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(PathBuf::from(program)).chain(std::env::split_paths(&paths));
    let ran = Command::new(shell[0])
        .args(&shell[1..])
        .arg(script)
        .current_dir(folder)
        .env("PATH", std::env::join_paths(paths).unwrap())
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{script}\n{said}");
}

/// A project that builds without findings at error level, and what one build makes of it.
fn sound() -> (Project, Tree) {
    let mut project = village();
    project.settings.push_str("kvalitetsprofil: {regler: {S: warning, J: warning}}\n");
    let folder = written(&project);
    build(folder.path(), &folder.path().join("public"), None);
    let site = tree(&folder.path().join("public"));
    (project, site)
}

fn texts(list: &serde_yaml::Value) -> Vec<&str> {
    list.as_sequence().unwrap().iter().map(|line| line.as_str().unwrap()).collect()
}

#[test]
fn the_job_file_for_github_builds_the_site() {
    let file = job_file("github.yml").remove(0);
    let (project, site) = sound();
    let parts: Vec<u64> = file["jobs"]["part"]["strategy"]["matrix"]["part"]
        .as_sequence()
        .unwrap()
        .iter()
        .map(|part| part.as_u64().unwrap())
        .collect();
    let count = file["env"]["PARTS"].as_u64().unwrap();
    assert!(parts.iter().copied().eq(0..count));
    let step = |job: &str, word: &str| {
        let steps = file["jobs"][job]["steps"].as_sequence().unwrap().iter();
        let mut found = steps.filter_map(|step| step["run"].as_str()).filter(|run| run.contains(word));
        found.next().unwrap().to_owned()
    };
    let (building, joining) = (step("part", "--shard"), step("site", "cp -R"));
    let upload = &file["jobs"]["part"]["steps"][2]["with"];
    assert_eq!(upload["include-hidden-files"].as_bool(), Some(true), "else the marker is left out");
    let bash = ["bash", "-eo", "pipefail", "-c"];
    let (folder, last) = (written(&project), tempfile::tempdir().unwrap());
    let count = count.to_string();
    for part in &parts {
        let part = part.to_string();
        run_job(folder.path(), &bash, &building, &[("PART", &part), ("PARTS", &count), ("DAY", support::DAY)]);
        let artifact = last.path().join("parts").join(format!("part-{part}"));
        fs::create_dir_all(artifact.parent().unwrap()).unwrap();
        fs::rename(folder.path().join("public"), artifact).unwrap();
    }
    run_job(last.path(), &bash, &joining, &[("PARTS", &count)]);
    assert!(tree(&last.path().join("site")) == site);
}

#[test]
fn the_job_file_for_gitlab_builds_the_site() {
    let file = job_file("gitlab.yml").remove(0);
    let (project, site) = sound();
    let count = file["part"]["parallel"].as_u64().unwrap();
    assert_eq!(file["pages"]["variables"]["PARTS"].as_u64(), Some(count));
    let folder = written(&project);
    let bash = ["bash", "-eo", "pipefail", "-c"];
    let total = count.to_string();
    for index in 1..=count {
        let created = format!("{}T23:59:59Z", support::DAY);
        let index = index.to_string();
        let environment = [("CI_NODE_INDEX", &*index), ("CI_NODE_TOTAL", &total), ("CI_PIPELINE_CREATED_AT", &created)];
        run_job(folder.path(), &bash, &texts(&file["part"]["script"]).join("\n"), &environment);
    }
    run_job(folder.path(), &bash, &texts(&file["pages"]["script"]).join("\n"), &[("PARTS", &total)]);
    assert!(tree(&folder.path().join("public")) == site);
}

#[test]
fn the_job_file_for_kubernetes_builds_the_site_of_every_municipality() {
    let jobs = job_file("kubernetes.yaml");
    let (project, site) = sound();
    let (projects, sites) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let names = ["aarhus", "århus nord"];
    fs::write(projects.path().join("kommuner.txt"), names.join("\n") + "\n").unwrap();
    names.iter().for_each(|name| project.write(&projects.path().join(name)));
    let places = [projects.path(), sites.path()].map(|path| path.display().to_string());
    for (job, municipalities_each) in jobs.iter().zip([4, 1]) {
        let spec = &job["spec"];
        assert_eq!(spec["completionMode"].as_str(), Some("Indexed"));
        assert_eq!(spec["completions"].as_u64(), Some(98 * municipalities_each));
        let container = &spec["template"]["spec"]["containers"][0];
        let parts = container["env"].as_sequence().unwrap().iter().find(|pair| pair["name"] == "PARTS").unwrap();
        assert_eq!(parts["value"].as_str(), Some("4"));
        let command = texts(&container["command"]);
        for index in 0..names.len() as u64 * municipalities_each {
            let index = index.to_string();
            let environment = [
                ("JOB_COMPLETION_INDEX", &*index),
                ("PARTS", "4"),
                ("DAY", support::DAY),
                ("PROJECTS", &places[0]),
                ("SITES", &places[1]),
            ];
            run_job(projects.path(), &command[..2], command[2], &environment);
        }
    }
    for name in names {
        assert!(tree(&sites.path().join(name).join("site")) == site, "{name}");
    }
}

/// What the README shows is what was tried.
#[test]
fn the_job_files_of_the_readme_are_those_that_are_tried() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let files = ["github.yml", "gitlab.yml", "kubernetes.yaml"];
    let files = files.map(|name| fs::read_to_string(root.join("examples/ci").join(name)).unwrap());
    let blocks = readme.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next());
    for block in blocks.filter(|block| block.contains("--shard")) {
        assert!(files.iter().any(|file| file.contains(block)), "the README shows another job file:\n{block}");
    }
}
