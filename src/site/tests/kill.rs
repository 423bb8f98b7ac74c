//! A process that dies leaves one whole site, the old one or the new one.
//!
//! The tests start this very test program again, as a process that builds and is killed.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::second::{exchange_by_renames, recover};
use super::*;

const PROJECT: &str = "SPORBAR_TEST_SITE_PROJECT";
const DIE_AT: &str = "SPORBAR_TEST_SITE_DIE_AT";
const NO_EXCHANGE: &str = "SPORBAR_TEST_SITE_NO_EXCHANGE";
const FROM: &str = "SPORBAR_TEST_SITE_FROM";

/// Counts changes on the disk, and dies before the one that the parent process named.
pub(in super::super) fn step() {
    static STEPS: AtomicUsize = AtomicUsize::new(1);
    static LAST: OnceLock<Option<usize>> = OnceLock::new();
    let last = LAST.get_or_init(|| std::env::var(DIE_AT).ok()?.parse().ok());
    if last.is_some_and(|last| STEPS.fetch_add(1, Ordering::Relaxed) == last) {
        std::process::abort();
    }
}

pub(in super::super) fn exchange_is_refused() -> bool {
    std::env::var_os(NO_EXCHANGE).is_some()
}

/// Version `number` of a site: some files are always the same, some change, some come and go.
fn version(number: usize) -> Site {
    let mut site = site(&format!("index.html={number} same.html=1 a/same.html=1"));
    for page in 0..12 {
        site.insert(format!("krav/{page}.html"), format!("page {page} of {}", number / (page + 1)));
    }
    site.insert(format!("in/{}/x.html", number % 3), "x".into());
    site.insert(if number.is_multiple_of(2) { "turn".into() } else { "turn/turn".into() }, number.to_string());
    site
}

/// Checks that the output is one whole version, and gives its number.
fn published_version(project: &Project) -> usize {
    let found = whole_site(&project.output);
    let number = found["index.html"].parse().unwrap();
    assert_eq!(found, version(number));
    number
}

fn child(project: &Project, from: usize) -> Command {
    let name = format!("{}::the_process_that_is_killed", module_path!().split_once("::").unwrap().1);
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([&name, "--exact", "--nocapture"]).env(PROJECT, project.folder.path()).env(FROM, from.to_string());
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// Not a test of its own: does nothing unless a test below started it.
#[test]
fn the_process_that_is_killed() {
    let Some(project) = std::env::var_os(PROJECT).map(PathBuf::from) else { return };
    let from: usize = std::env::var(FROM).unwrap().parse().unwrap();
    let last = if std::env::var_os(DIE_AT).is_some() { from } else { usize::MAX };
    let tell = || writeln!(std::io::stdout(), "step").unwrap();
    for number in from..=last {
        let site = version(number);
        let staging = open(&project.join("public"), &project).unwrap().begin().unwrap();
        tell();
        site.par_iter().for_each(|(route, content)| {
            staging.write(route, content.as_bytes()).unwrap();
            tell();
        });
        let hash = site_hash(&site);
        staging.finish(&Run { inputs: &hash, site: &hash, stored: "exit 0" }).unwrap();
        tell();
    }
}

#[test]
fn a_build_killed_at_any_moment_leaves_one_whole_site() {
    let project = Project::new();
    publish(project.open().unwrap(), &version(0)).unwrap();
    let mut number = 0;
    for round in 0..30 {
        let mut process = child(&project, number + 1).spawn().unwrap();
        let steps = BufReader::new(process.stdout.take().unwrap()).lines();
        // Spread over some builds of about twenty steps, each time at another one.
        let moment = 4 + round * 37 % 101;
        assert_eq!(steps.take(moment).filter(|line| line.is_ok()).count(), moment);
        process.kill().unwrap();
        process.wait().unwrap();
        number = published_version(&project);
        assert_eq!(project.names_beside(), [".sporbar", "content", "public"]);
    }
    publish(project.open().unwrap(), &version(number + 1)).unwrap();
    assert_eq!(published_version(&project), number + 1);
    assert!(project.open().unwrap().unchanged(&site_hash(&version(number + 1))).is_some());
}

/// Kills a build of version 1 over version 0 before each of its changes on the disk.
fn check_every_step(is_missing_allowed: bool, prepare: impl Fn(&mut Command)) {
    for step in 1.. {
        let project = Project::new();
        publish(project.open().unwrap(), &version(7)).unwrap();
        publish(project.open().unwrap(), &version(0)).unwrap();
        let mut command = child(&project, 1);
        prepare(command.env(DIE_AT, step.to_string()).env("RAYON_NUM_THREADS", "1"));
        let survived = command.output().unwrap().status.success();
        if project.output.exists() || !is_missing_allowed {
            assert!(published_version(&project) <= 1, "killed at step {step}");
        }
        // The next build finds its way on from whatever was left.
        let publisher = project.open().unwrap();
        assert!(published_version(&project) <= 1, "opened after a kill at step {step}");
        publish(publisher, &version(2)).unwrap();
        assert_eq!(published_version(&project), 2, "built after a kill at step {step}");
        assert_eq!(project.names_beside(), [".sporbar", "content", "public"]);
        if survived {
            assert!(step > 20, "the build has many steps");
            return;
        }
    }
}

#[test]
fn no_step_of_a_build_is_unsafe_to_die_at() {
    check_every_step(false, |_| {});
}

#[test]
fn without_exchange_a_build_that_died_is_mended_by_the_next() {
    check_every_step(true, |command| {
        command.env(NO_EXCHANGE, "1");
    });
}

#[test]
fn without_exchange_two_renames_do_the_same() {
    let project = Project::new();
    publish(project.open().unwrap(), &version(0)).unwrap();
    let (output, second) = (&project.output, &project.path("second"));
    fs::create_dir(second).unwrap();
    fs::write(second.join("new"), "").unwrap();
    exchange_by_renames(output, second).unwrap();
    assert_eq!(names(output), ["new"]);
    assert_eq!(whole_site(second), version(0));
    recover(output, second).unwrap();
    assert_eq!(project.names_beside(), [".sporbar", "content", "public", "second"]);
}
