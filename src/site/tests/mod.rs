//! The stage as seen from outside: folders before, folders after.

pub(super) mod kill;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use tempfile::TempDir;

use super::folder::{self, Together};
use super::*;

/// A site as text: route to content.
type Site = BTreeMap<String, String>;

struct Project {
    folder: TempDir,
    output: PathBuf,
}

impl Project {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("content")).unwrap();
        let output = folder.path().join("public");
        Project { folder, output }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn open(&self) -> anyhow::Result<Publisher> {
        open(&self.output, self.folder.path())
    }

    /// Builds the site that `text` tells, `route=content` by spaces.
    fn build(&self, text: &str) -> Published {
        publish(self.open().unwrap(), &site(text)).unwrap()
    }

    fn refusal(&self, output: &Path) -> String {
        let error = open(output, self.folder.path()).unwrap_err();
        let Refusal(said) = error.downcast_ref::<Refusal>().expect("a refusal");
        assert!(!said.da.is_empty() && said.da != said.en);
        said.en.replace(&self.folder.path().canonicalize().unwrap().display().to_string(), "…")
    }

    /// Every manifest in `.sporbar/`.
    fn manifests(&self) -> Vec<PathBuf> {
        let folders = fs::read_dir(self.path(".sporbar/udgivet")).unwrap().map(|folder| folder.unwrap().path());
        let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()));
        files.filter(|path| path.extension().is_some_and(|extension| extension == "filer")).collect()
    }

    fn names_beside(&self) -> Vec<String> {
        names(self.folder.path())
    }
}

fn open(output: &Path, project: &Path) -> anyhow::Result<Publisher> {
    Publisher::open(output, project, &project.join(".sporbar"), Memory::Kept)
}

fn site(text: &str) -> Site {
    let files = text.split_whitespace().map(|file| file.split_once('=').unwrap());
    files.map(|(route, content)| (route.to_owned(), content.to_owned())).collect()
}

fn site_hash(site: &Site) -> String {
    super::hash::Hash::of(format!("{site:?}").as_bytes()).to_string()
}

fn publish(publisher: Publisher, site: &Site) -> anyhow::Result<Published> {
    let staging = publisher.begin()?;
    site.par_iter().try_for_each(|(route, content)| staging.write(route, content.as_bytes()))?;
    let hash = site_hash(site);
    staging.finish(&Run { inputs: &hash, site: &hash, stored: "exit 0" })
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.collect();
    names.sort();
    names
}

/// Reads the published folder back, and checks that its marker is that of what it holds.
fn whole_site(output: &Path) -> Site {
    let mut found = Site::new();
    read_into(output, "", &mut found);
    let marker = found.remove(MARKER).expect("a marker");
    assert!(marker.contains(&site_hash(&found)), "the marker is of another site: {marker}");
    assert!(verify_marker(output));
    found
}

fn read_into(folder: &Path, route: &str, found: &mut Site) {
    let entries: Vec<_> = fs::read_dir(folder).unwrap().map(Result::unwrap).collect();
    assert!(route.is_empty() || !entries.is_empty(), "the folder `{route}` is empty");
    for entry in entries {
        let name = format!("{route}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            read_into(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

fn check(project: &Project, text: &str, expected: [usize; 4]) {
    let Published { written, removed, unchanged, created } = project.build(text);
    assert_eq!([written, removed, unchanged, created], expected, "written, removed, unchanged, created of {text}");
    assert_eq!(whole_site(&project.output), site(text));
    assert_eq!(project.names_beside(), [".sporbar", "content", "public"]);
}

#[test]
fn only_what_differs_is_written() {
    let project = Project::new();
    check(&project, "index.html=1 krav/a.html=1 krav/b.html=1", [3, 0, 0, 3]);
    check(&project, "index.html=2 krav/a.html=1 krav/b.html=1", [1, 0, 2, 1]);
    check(&project, "index.html=2 krav/a.html=3 krav/b.html=1", [1, 0, 2, 1]);
    check(&project, "index.html=2 krav/a.html=3 krav/b.html=1", [0, 0, 3, 0]);
    check(&project, "index.html=2 krav/a.html=1 krav/b.html=1", [1, 0, 2, 1]);
}

#[test]
fn what_is_no_longer_planned_goes_with_its_folders() {
    let project = Project::new();
    check(&project, "index.html=1 a/b/c/d.html=1 a/e.html=1", [3, 0, 0, 3]);
    check(&project, "index.html=1 a/e.html=1", [0, 1, 2, 0]);
    check(&project, "index.html=1", [0, 1, 1, 0]);
    check(&project, "index.html=1", [0, 0, 1, 0]);
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let project = Project::new();
    check(&project, "a=1 b/c/d=1 b/e=1", [3, 0, 0, 3]);
    check(&project, "a/x=1 a/y/z=1 b=1", [3, 3, 0, 3]);
    check(&project, "a=1 b/c/d=1 b/e=1", [3, 3, 0, 0]);
    check(&project, "a/x=1 b/c=2", [2, 3, 0, 1]);
}

#[test]
fn an_unchanged_site_gives_back_what_was_stored() {
    let project = Project::new();
    let text = "index.html=1 krav/a.html=1";
    let hash = site_hash(&site(text));
    assert_eq!(project.open().unwrap().unchanged(&hash), None);
    for _ in 0..3 {
        project.build(text);
        let stored = StoredRun { stored: "exit 0".into() };
        assert_eq!(project.open().unwrap().unchanged(&hash), Some(stored));
        assert_eq!(project.open().unwrap().unchanged("other inputs"), None);
    }
}

#[test]
fn a_touched_site_is_not_unchanged_and_is_mended() {
    type Touch = fn(&Path);
    let touches: [Touch; 9] = [
        |output| fs::write(output.join("index.html"), "someone's own words").unwrap(),
        |output| fs::remove_file(output.join("krav/a.html")).unwrap(),
        |output| fs::remove_dir_all(output.join("krav")).unwrap(),
        |output| fs::write(output.join("krav/extra.html"), "").unwrap(),
        |output| fs::write(output.join(MARKER), "").unwrap(),
        |output| fs::write(output.join(MARKER), r#"{"program":"sporbar","format":99}"#).unwrap(),
        |output| fs::rename(output.join("index.html"), output.join("index.htm")).unwrap(),
        |output| {
            fs::remove_file(output.join("index.html")).unwrap();
            std::os::unix::fs::symlink("/etc/hostname", output.join("index.html")).unwrap();
        },
        |output| {
            fs::remove_dir_all(output.join("krav")).unwrap();
            std::os::unix::fs::symlink("/etc", output.join("krav")).unwrap();
        },
    ];
    let text = "index.html=1 krav/a.html=1";
    for touch in touches {
        let project = Project::new();
        project.build("index.html=0");
        project.build(text);
        touch(&project.output);
        assert_eq!(project.open().unwrap().unchanged(&site_hash(&site(text))), None);
        // Twice, so that the touched tree has been the second one too.
        for _ in 0..2 {
            project.build(text);
            assert_eq!(whole_site(&project.output), site(text));
        }
        project.build("index.html=2 krav/a.html=1");
        assert_eq!(whole_site(&project.output), site("index.html=2 krav/a.html=1"));
    }
}

#[test]
fn damaged_and_foreign_memory_is_ignored() {
    type Damage = fn(&Path);
    let damages: [Damage; 5] = [
        |path| fs::remove_file(path).unwrap(),
        |path| fs::write(path, "").unwrap(),
        |path| fs::write(path, [0xff; 300]).unwrap(),
        |path| fs::write(path, fs::read_to_string(path).unwrap().replace("index", "andet")).unwrap(),
        |path| fs::write(path, &fs::read(path).unwrap()[..100]).unwrap(),
    ];
    let text = "index.html=2 krav/a.html=1";
    for damage in damages {
        let project = Project::new();
        project.build("index.html=1 krav/a.html=1");
        project.build(text);
        project.manifests().iter().for_each(|path| damage(path));
        assert_eq!(project.open().unwrap().unchanged(&site_hash(&site(text))), None);
        let published = project.build(text);
        assert_eq!(published.created, 1, "what stands in the second tree is known by reading it");
        assert_eq!(whole_site(&project.output), site(text));
    }
}

/// Provides the site that `text` tells, `route=key:content` by spaces; the routes that were made, and what became of it.
fn provide(publisher: Publisher, text: &str) -> (Vec<String>, Published) {
    let made = Mutex::new(Vec::new());
    let staging = publisher.begin().unwrap();
    let keyed = site(text);
    for (route, content) in &keyed {
        let (key, content) = content.split_once(':').unwrap();
        let make = |_| {
            made.lock().unwrap().push(route.clone());
            Ok(content.as_bytes())
        };
        staging.provide(route, Key::of(&[key.as_bytes()]), make).unwrap();
    }
    let hash = super::hash::Hash::of(text.as_bytes()).to_string();
    let published = staging.finish(&Run { inputs: &hash, site: &hash, stored: "" }).unwrap();
    (made.into_inner().unwrap(), published)
}

#[track_caller]
fn check_made(project: &Project, text: &str, expected: &[&str]) {
    let (made, published) = provide(project.open().unwrap(), text);
    assert_eq!(made, expected, "made of {text}");
    let mut found = Site::new();
    read_into(&project.output, "", &mut found);
    found.remove(MARKER).expect("a marker");
    let keyed = site(text).into_iter();
    let contents = keyed.map(|(route, content)| (route, content.split_once(':').unwrap().1.to_owned()));
    assert_eq!(found, contents.collect::<Site>());
    assert!(published.created <= made.len());
}

#[test]
fn what_was_written_under_the_same_key_is_not_made_again() {
    let project = Project::new();
    check_made(
        &project,
        "index.html=a:1 krav/b.html=b:1 krav/c.html=c:1",
        &["index.html", "krav/b.html", "krav/c.html"],
    );
    // From the published tree, from the second one, and from whichever has it.
    check_made(&project, "index.html=d:2 krav/b.html=b:1 krav/c.html=c:1", &["index.html"]);
    check_made(&project, "index.html=d:2 krav/b.html=e:3 krav/c.html=c:1", &["krav/b.html"]);
    check_made(&project, "index.html=d:2 krav/b.html=b:1 krav/c.html=c:1", &[]);
    check_made(&project, "index.html=d:2 krav/b.html=e:3 krav/c.html=c:1", &[]);
    check_made(&project, "index.html=a:1 krav/b.html=e:3", &["index.html"]);
    // Another key and the same bytes: made, and not written.
    check_made(&project, "index.html=f:1 krav/b.html=e:3", &["index.html"]);
    check_made(&project, "index.html=f:1 krav/b.html=e:3", &[]);
    // A key is that of its route.
    check_made(&project, "index.html=f:1 krav/g.html=e:3", &["krav/g.html"]);
}

#[test]
fn a_touched_file_does_not_count_for_its_key() {
    type Touch = fn(&Path);
    // Both trees share the file: what is written into it is in both, what takes its place in one.
    let touches: [(Touch, &[&str]); 3] = [
        (|path| fs::write(path, "someone's own words").unwrap(), &["a"]),
        (|path| fs::remove_file(path).unwrap(), &[]),
        (
            |path| {
                fs::remove_file(path).unwrap();
                fs::create_dir(path).unwrap();
            },
            &[],
        ),
    ];
    for (touch, made) in touches {
        let project = Project::new();
        check_made(&project, "a=x:1 b=y:1", &["a", "b"]);
        check_made(&project, "a=x:1 b=z:2", &["b"]);
        touch(&project.output.join("a"));
        check_made(&project, "a=x:1 b=z:2", made);
        check_made(&project, "a=x:1 b=z:2", &[]);
    }
}

#[test]
fn without_memory_everything_is_made_and_nothing_is_remembered() {
    let project = Project::new();
    let ignoring =
        || Publisher::open(&project.output, project.folder.path(), &project.path(".sporbar"), Memory::Ignored);
    let text = "a=x:1 b=y:1";
    check_made(&project, text, &["a", "b"]);
    check_made(&project, text, &[]);
    let hash = super::hash::Hash::of(text.as_bytes()).to_string();
    assert!(project.open().unwrap().unchanged(&hash).is_some());
    assert_eq!(ignoring().unwrap().unchanged(&hash), None);
    assert_eq!(provide(ignoring().unwrap(), text).0, ["a", "b"]);
    assert_eq!(project.manifests(), Vec::<PathBuf>::new());
    check_made(&project, text, &["a", "b"]);
    assert_eq!(project.names_beside(), [".sporbar", "content", "public"]);
}

#[test]
fn a_site_whose_cache_is_gone_is_built_anew() {
    let project = Project::new();
    project.build("index.html=1");
    fs::remove_dir_all(project.path(".sporbar")).unwrap();
    check(&project, "index.html=1", [1, 0, 0, 1]);
}

#[test]
fn folders_that_are_not_ours_are_refused() {
    let project = Project::new();
    let folder = project.folder.path();
    for name in ["themes/mine", "full", "damaged"] {
        fs::create_dir_all(project.path(name)).unwrap();
    }
    fs::write(project.path("file"), "").unwrap();
    fs::write(project.path("full/notes.txt"), "").unwrap();
    fs::write(project.path("damaged/.sporbar.json"), "not ours").unwrap();
    std::os::unix::fs::symlink(project.path("nowhere"), project.path("broken")).unwrap();
    std::os::unix::fs::symlink(project.path("content"), project.path("alias")).unwrap();
    let ours = "because Sporbar uses";
    for (output, expected) in [
        (".", "`…` is the project itself, and the site can't be written over it; name another folder"),
        ("content/..", "`…` is the project itself"),
        ("..", "the project lies in `"),
        ("content", ours),
        ("content/site/deep", ours),
        ("themes", ours),
        ("themes/mine", ours),
        ("alias", ours),
        ("alias/site", ours),
        (".sporbar", ours),
        (".sporbar/forrige/x", ours),
        ("file", "`…/file` is not a folder; name an empty folder or one that does not exist"),
        ("full", "the folder `…/full` is not empty, and Sporbar did not write it; name an empty folder"),
        ("damaged", "the folder `…/damaged` is not empty, and Sporbar did not write it"),
        ("broken", "is a link to something that does not exist; mend the link or name another folder"),
        ("broken/site", "is a link to something that does not exist"),
    ] {
        let message = project.refusal(&folder.join(output));
        assert!(message.contains(expected), "`{output}`: {message}");
    }
    assert!(!project.path(".sporbar").exists(), "a refusal writes nothing");
    if Path::new("/proc/self").exists() {
        assert!(project.refusal(Path::new("/proc")).contains("is a mount point"));
    }
}

#[test]
fn empty_missing_and_deep_folders_are_accepted() {
    let mut project = Project::new();
    fs::create_dir(&project.output).unwrap();
    check(&project, "index.html=1", [1, 0, 0, 1]);
    project.output = project.path("a/b/c");
    project.build("index.html=1");
    assert_eq!(whole_site(&project.output), site("index.html=1"));
    assert_eq!(names(&project.path("a/b")), ["c"]);
}

#[test]
fn a_link_as_output_is_followed_and_stays() {
    let mut project = Project::new();
    fs::create_dir(project.path("real")).unwrap();
    project.output = project.path("link");
    std::os::unix::fs::symlink("real", &project.output).unwrap();
    for text in ["index.html=1", "index.html=2", "index.html=3"] {
        project.build(text);
        assert_eq!(whole_site(&project.path("real")), site(text));
        assert!(project.output.is_symlink());
    }
    assert_eq!(project.names_beside(), [".sporbar", "content", "link", "real"]);
}

#[test]
fn two_outputs_of_a_project_do_not_disturb_each_other() {
    let mut project = Project::new();
    project.build("index.html=1");
    project.output = project.path("other");
    project.build("index.html=2 a=1");
    project.build("index.html=3 a=1");
    project.output = project.path("public");
    assert!(project.open().unwrap().unchanged(&site_hash(&site("index.html=1"))).is_some());
    assert_eq!(whole_site(&project.path("other")), site("index.html=3 a=1"));
}

#[test]
fn a_second_build_of_the_same_output_is_refused_while_the_first_runs() {
    let project = Project::new();
    let staging = project.open().unwrap().begin().unwrap();
    assert_eq!(project.refusal(&project.output), "another build is writing to `…/public`; try again when it is done");
    assert!(open(&project.path("other"), project.folder.path()).is_ok());
    drop(staging);
    assert!(project.open().is_ok());
}

#[test]
fn what_appears_in_the_output_during_a_build_is_not_taken_away() {
    let project = Project::new();
    let staging = project.open().unwrap().begin().unwrap();
    staging.write("index.html", b"1").unwrap();
    fs::create_dir(&project.output).unwrap();
    fs::write(project.path("public/notes.txt"), "mine").unwrap();
    assert!(staging.finish(&Run { inputs: "", site: "", stored: "" }).is_err());
    assert_eq!(names(&project.output), ["notes.txt"]);
}

#[test]
fn the_second_tree_lies_beside_an_output_on_another_file_system_and_is_gone_afterwards() {
    let place = |together| folder::second_tree(Path::new("/x/public"), Path::new("/p/.sporbar"), "k", together);
    assert_eq!(place(Together::Yes), Path::new("/p/.sporbar/forrige/k"));
    assert_eq!(place(Together::No), Path::new("/x/.public.sporbar-k"));

    let project = Project::new();
    let elsewhere = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    let output = elsewhere.path().join("public");
    let expected = if folder_device(elsewhere.path()) == folder_device(project.folder.path()) {
        Together::Yes
    } else {
        Together::No
    };
    assert_eq!(open(&output, project.folder.path()).unwrap().together, expected);

    // Forced, so that it is tried on every machine.
    let build = |text: &str| {
        let mut publisher = open(&output, project.folder.path()).unwrap();
        publisher.together = Together::No;
        publisher.second = folder::second_tree(&publisher.output, Path::new(""), "k", Together::No);
        let published = publish(publisher, &site(text)).unwrap();
        assert_eq!(whole_site(&output), site(text));
        assert_eq!(names(elsewhere.path()), ["public"]);
        published.created
    };
    assert_eq!(build("index.html=1 a/b=1"), 2);
    assert_eq!(build("index.html=2 a/b=1"), 1);
    assert_eq!(build("index.html=2 a/b=1"), 0);

    let mut publisher = open(&output, project.folder.path()).unwrap();
    publisher.together = Together::No;
    publisher.second = output.with_file_name(".given-up");
    drop(publisher.begin().unwrap());
    assert_eq!(names(elsewhere.path()), ["public"], "nothing is left of a build that gave up");
}

fn folder_device(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).unwrap().dev()
}

#[test]
fn a_bad_route_writes_nothing() {
    let project = Project::new();
    let staging = project.open().unwrap().begin().unwrap();
    for route in ["", "/", "/etc/x", "../x", "a/../../x", "a//b", "a/", "./a", "a/.", "a\\b", "a\0b", "a\nb", MARKER] {
        assert!(staging.write(route, b"x").is_err(), "{route:?}");
    }
    staging.write("a/b", b"x").unwrap();
    for route in ["a/b", "a", "a/b/c"] {
        assert!(staging.write(route, b"x").is_err(), "{route:?} is planned already");
    }
    staging.write("å æ/ø…&%.html", b"x").unwrap();
    assert_eq!(names(project.folder.path()), [".sporbar", "content"]);
}

#[test]
fn a_site_with_a_file_that_could_not_be_written_is_not_published() {
    let project = Project::new();
    project.build("index.html=1");
    let staging = project.open().unwrap().begin().unwrap();
    staging.write("index.html", b"2").unwrap();
    assert!(staging.write(&"x".repeat(300), b"2").is_err());
    assert!(staging.finish(&Run { inputs: "", site: "", stored: "" }).is_err());
    assert_eq!(whole_site(&project.output), site("index.html=1"));
}

#[test]
fn attachments_are_copied() {
    let project = Project::new();
    let large: Vec<u8> = (0..5_000_000u32).map(|number| (number % 251) as u8).collect();
    fs::write(project.path("large.pdf"), &large).unwrap();
    fs::write(project.path("small.pdf"), "small").unwrap();
    for created in [2, 0, 0] {
        let staging = project.open().unwrap().begin().unwrap();
        staging.copy("bilag/large.pdf", &project.path("large.pdf")).unwrap();
        staging.copy("bilag/small.pdf", &project.path("small.pdf")).unwrap();
        assert!(staging.copy("bilag/none.pdf", &project.path("none.pdf")).is_err());
        let published = staging.finish(&Run { inputs: "i", site: "s", stored: "" }).unwrap();
        assert_eq!(published.created, created);
        assert_eq!(fs::read(project.path("public/bilag/large.pdf")).unwrap(), large);
    }
}

#[test]
fn a_file_held_by_a_hard_link_keeps_its_bytes() {
    let project = Project::new();
    project.build("index.html=1");
    fs::hard_link(project.path("public/index.html"), project.path("content/kept")).unwrap();
    project.build("index.html=2");
    project.build("index.html=3");
    assert_eq!(fs::read_to_string(project.path("content/kept")).unwrap(), "1");
}

#[test]
fn everybody_may_read_the_site() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    let project = Project::new();
    for content in 1..4 {
        project.build(&format!("a/index.html={content} a/b=1"));
        assert_eq!(mode(project.path("public")), 0o755);
        assert_eq!(mode(project.path("public/a")), 0o755);
        assert_eq!(mode(project.path("public/a/index.html")), 0o644);
        assert_eq!(mode(project.path("public/a/b")), 0o644);
        assert_eq!(mode(project.path("public/.sporbar.json")), 0o644);
        fs::set_permissions(project.path("public/a"), fs::Permissions::from_mode(0o700)).unwrap();
        fs::set_permissions(project.path("public/a/b"), fs::Permissions::from_mode(0o600)).unwrap();
    }
}

#[test]
fn the_marker_is_the_same_wherever_the_site_is_built() {
    let [one, other] = [Project::new(), Project::new()];
    one.build("index.html=1 a=2");
    other.build("index.html=0");
    other.build("index.html=1 a=2");
    let read = |project: &Project| fs::read_to_string(project.path("public/.sporbar.json")).unwrap();
    assert_eq!(read(&one), read(&other));
    let hash = site_hash(&site("index.html=1 a=2"));
    let edition = env!("CARGO_PKG_VERSION");
    let expected = format!("{{\"program\":\"sporbar\",\"format\":1,\"edition\":\"{edition}\",\"site\":\"{hash}\"}}\n");
    assert_eq!(read(&one), expected);
}

#[test]
fn a_reader_never_misses_a_page_while_sites_are_exchanged() {
    let project = Project::new();
    project.build("index.html=0");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut reads = 0;
            while !done.load(Ordering::Relaxed) || reads == 0 {
                let text = fs::read_to_string(project.path("public/index.html")).expect("a front page");
                assert!(text.parse::<u32>().is_ok(), "{text:?} is no whole page");
                reads += 1;
            }
        });
        for content in 1..=20 {
            project.build(&format!("index.html={content} krav/a.html={content}"));
        }
        done.store(true, Ordering::Relaxed);
        reader.join().unwrap();
    });
}
