//! `sporbar watch` on real files: whatever is done to a project, what is served is what a clean build would publish.

#[path = "../benches/corpus/mod.rs"]
mod corpus;
#[path = "watch/process.rs"]
mod process;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;

use process::{Watched, keys};
use support::Project;
use support::edits::{Edited, KINDS, Kind, bring, on_disk, village};

const PAGE: &str = "krav/k-1.html";
const FILE: &str = "content/krav/k1.md";

/// The village on a day of its own, so that the day can be edited like all else.
fn project() -> Project {
    let mut project = village();
    project.settings.push_str("pr_dato: 2026-11-01\n");
    project
}

fn watched() -> Watched {
    Watched::new(&project(), PAGE, &[])
}

/// A sentence of prose at the end of a file.
fn with_sentence(text: &str, number: usize) -> String {
    format!("{text}\nEn sætning mere, nr. {number}.\n")
}

#[test]
fn a_save_in_place_parses_one_file_and_builds_no_model() {
    let mut watched = watched();
    watched.write(FILE, with_sentence(&watched.text(FILE), 1));
    let state = watched.next();
    assert_eq!(state["work"], serde_json::json!({"parsed": 1, "models": 0}));
    watched.is_like_a_clean_build("a save in place");
}

#[test]
fn saves_of_editors_are_seen() {
    let mut watched = watched();
    let text = watched.text(FILE);
    // A new file, renamed over the old one.
    watched.write("content/krav/.k1.md.tmp", with_sentence(&text, 1));
    fs::rename(watched.path("content/krav/.k1.md.tmp"), watched.path(FILE)).unwrap();
    watched.is_like_a_clean_build("an atomic save");
    // The old one set aside, a new one in its place, a swap file beside them; then the old one removed.
    watched.write("content/krav/.k1.md.swp", "b0VIM 9.0");
    fs::rename(watched.path(FILE), watched.path("content/krav/k1.md~")).unwrap();
    watched.write(FILE, with_sentence(&text, 2));
    fs::remove_file(watched.path("content/krav/k1.md~")).unwrap();
    fs::remove_file(watched.path("content/krav/.k1.md.swp")).unwrap();
    watched.is_like_a_clean_build("a save with a backup and a swap file");
}

#[test]
fn a_file_that_is_half_written_is_read_again_when_it_is_whole() {
    let mut watched = watched();
    let text = with_sentence(&watched.text(FILE), 3);
    let (first, second) = text.split_at(20);
    let mut file = fs::File::create(watched.path(FILE)).unwrap();
    file.write_all(first.as_bytes()).unwrap();
    file.sync_all().unwrap();
    // The half is shown with its faults, and what is shown is what a build of the half would show.
    watched.is_like_a_clean_build("half a file");
    file.write_all(second.as_bytes()).unwrap();
    drop(file);
    watched.is_like_a_clean_build("the whole file");
}

#[test]
fn files_and_folders_come_go_and_move() {
    let mut watched = watched();
    let new = watched.text(FILE).replace("K-1", "NY-1").replace("præciserer: K-2\n", "");
    watched.write("content/krav/dybt/nede/ny.md", &new);
    watched.is_like_a_clean_build("a file in new folders");
    fs::rename(watched.path("content/krav/dybt"), watched.path("content/andet")).unwrap();
    watched.is_like_a_clean_build("a folder moved");
    watched.write("content/andet/nede/ny.md", with_sentence(&new, 4));
    watched.is_like_a_clean_build("an edit in the moved folder");
    fs::rename(watched.path("content/andet"), watched.path("content/_andet")).unwrap();
    watched.is_like_a_clean_build("a folder that no longer belongs");
    fs::remove_file(watched.path("content/krav/k2.md")).unwrap();
    watched.is_like_a_clean_build("a file deleted");
    fs::rename(watched.path("content/krav/k3.md"), watched.path("content/krav/K3.md")).unwrap();
    watched.is_like_a_clean_build("a file renamed in the case of its letters");
}

#[test]
fn content_may_go_away_and_come_back() {
    let mut watched = watched();
    fs::rename(watched.path("content"), watched.path("gemt")).unwrap();
    watched.is_like_a_clean_build("no content");
    fs::rename(watched.path("gemt"), watched.path("content")).unwrap();
    watched.is_like_a_clean_build("content again");
    watched.write(FILE, with_sentence(&watched.text(FILE), 5));
    watched.is_like_a_clean_build("an edit in the content that came back");
}

#[test]
fn a_checkout_of_thousands_of_files_is_gathered() {
    let mut watched = watched();
    let item = |number: usize, word: &str| {
        format!("---\nid: M-{number}\ntype: krav\ntitel: Mange {number}\nløsning: L-1\n---\n\nLøsningen skal {word}.\n")
    };
    for number in 0..1500 {
        watched.write(&format!("content/mange/{}/m{number}.md", number % 7), item(number, "vise"));
    }
    watched.is_like_a_clean_build("many files added");
    let builds = |watched: &Watched| watched.said().lines().filter(|line| line.ends_with(" ms")).count();
    let before = builds(&watched);
    for number in 0..1500 {
        watched.write(&format!("content/mange/{}/m{number}.md", number % 7), item(number, "svare"));
    }
    fs::remove_dir_all(watched.path("content/mange/3")).unwrap();
    watched.is_like_a_clean_build("many files changed and a folder removed");
    let made = builds(&watched) - before;
    assert!(made <= 20, "{made} builds for one storm of 1,700 changes");
}

/// Runs git in a folder, whatever the machine's own settings are.
fn git(folder: &std::path::Path, arguments: &[&str]) {
    let ran = std::process::Command::new("git")
        .args(["-c", "user.name=Prøve", "-c", "user.email=proeve@example.dk", "-c", "gc.auto=0"])
        .args(["-c", "core.fsync=none"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .output()
        .unwrap();
    assert!(ran.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn a_checkout_of_five_thousand_files_is_seen_whole() {
    let mut files: BTreeMap<String, String> =
        corpus::files(7000, 7, corpus::Rules::MachineryOnly).into_iter().collect();
    files.insert("sporbar.yaml".to_owned(), files["sporbar.yaml"].clone() + "pr_dato: 2026-11-01\n");
    let settings = files.remove("sporbar.yaml").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().canonicalize().unwrap().join("projekt");
    let one = Project::new(&settings, files);
    assert!(one.files.len() >= 5000, "{} files", one.files.len());
    one.write(&path);
    git(&path, &["init", "--quiet", "--initial-branch", "en"]);
    git(&path, &["add", "."]);
    git(&path, &["commit", "--quiet", "-m", "en"]);
    git(&path, &["checkout", "--quiet", "-b", "to"]);
    // Another text in every file, some files gone and some in another folder.
    for (number, (name, text)) in one.files.iter().enumerate() {
        let changed = text.replace("2026-01-01", "2026-02-02");
        match number % 20 {
            7 => fs::remove_file(path.join(name)).unwrap(),
            13 => {
                fs::remove_file(path.join(name)).unwrap();
                support::write(&path, &name.replacen("content/", "content/flyttet/", 1), changed);
            }
            _ => fs::write(path.join(name), changed + "\n").unwrap(),
        }
    }
    git(&path, &["add", "--all"]);
    git(&path, &["commit", "--quiet", "-m", "to"]);
    git(&path, &["checkout", "--quiet", "en"]);
    let mut watched = Watched::in_folder(folder, path, "index.html");
    let builds = |watched: &Watched| watched.said().lines().filter(|line| line.ends_with(" ms")).count();
    for branch in ["to", "en"] {
        let before = builds(&watched);
        git(&watched.project, &["checkout", "--quiet", branch]);
        watched.is_like_a_sample_of_a_clean_build(61, branch);
        let made = builds(&watched) - before;
        assert!(made <= 10, "{made} builds for one checkout of 5,000 files");
    }
}

#[cfg(unix)]
#[test]
fn a_file_with_two_names_is_told_of_by_one_and_shown_under_both() {
    let mut watched = watched();
    watched.write("content/en.md", "# En side\n");
    fs::hard_link(watched.path("content/en.md"), watched.path("content/to.md")).unwrap();
    watched.is_like_a_clean_build("a file with two names");
    // Nothing tells of the other name: it is seen when all files are looked at afterwards.
    watched.write("content/en.md", "# En side med flere ord\n");
    watched.is_like_a_clean_build("an edit under one of them");
    let unheard = "filsystemet fortalte ikke om ændringen";
    assert!(!watched.said().contains(unheard), "{}", watched.said());
}

#[cfg(unix)]
#[test]
fn linked_files_and_folders_are_followed() {
    let mut watched = watched();
    let text = watched.text(FILE).replace("K-1", "NY-1").replace("præciserer: K-2\n", "");
    watched.write("fælles/ny.md", &text);
    std::os::unix::fs::symlink("../fælles/ny.md", watched.path("content/ny.md")).unwrap();
    watched.is_like_a_clean_build("a linked file");
    watched.write("fælles/ny.md", with_sentence(&text, 6));
    watched.is_like_a_clean_build("an edit behind a linked file");
    fs::remove_file(watched.path("content/ny.md")).unwrap();
    std::os::unix::fs::symlink("../fælles", watched.path("content/delt")).unwrap();
    watched.is_like_a_clean_build("a linked folder");
    watched.write("fælles/ny.md", with_sentence(&text, 7));
    watched.is_like_a_clean_build("an edit in a linked folder");
}

#[test]
fn what_stands_beside_the_content_is_watched() {
    let mut watched = watched();
    let settings = watched.text("sporbar.yaml");
    watched.write("dispensationer.yaml", "- regel: S16\n  vælg: {type: begreb}\n");
    watched.is_like_a_clean_build("waivers");
    watched.write("gennemgang.lock", "");
    watched.is_like_a_clean_build("an empty lock");
    watched.write("udbudsparathed.csv", "L-1,2026-05-01,,ikke klar,4,0,\n");
    watched.is_like_a_clean_build("a record of readiness");
    watched.write("themes/standard/static/site.css", "body{color:red}\n");
    watched.is_like_a_clean_build("a theme's styles, in a folder that was not there");
    watched.write("themes/standard/templates/redirect.html", "<!doctype html><title>{{ old_id }}</title>\n");
    watched.is_like_a_clean_build("a theme's template");
    watched.write("model/egen.yaml", "udvid: fælleskommunal\n");
    watched.write("sporbar.yaml", format!("{settings}model: model/egen.yaml\n"));
    watched.is_like_a_clean_build("an own model");
    let named = "udvid: fælleskommunal\ntyper:\n  krav:\n    navn: {da: fordring, en: claim}\n";
    watched.write("model/egen.yaml", named);
    watched.is_like_a_clean_build("an edit of the model, in a folder of its own");
    watched.write("sporbar.yaml", settings.replace("2026-11-01", "2031-01-01"));
    watched.is_like_a_clean_build("another day");
    fs::remove_dir_all(watched.path("themes")).unwrap();
    fs::remove_file(watched.path("dispensationer.yaml")).unwrap();
    watched.is_like_a_clean_build("the theme and the waivers removed");
}

#[test]
fn a_run_that_cannot_be_made_keeps_the_last_good_site_and_says_so() {
    let mut watched = watched();
    let settings = watched.text("sporbar.yaml");
    for (path, broken) in [
        ("sporbar.yaml", "titel: [\n"),
        ("sporbar.yaml", "model: findes-ikke.yaml\n"),
        ("themes/standard/templates/item.html", "{% if %}"),
    ] {
        let (_, before) = watched.get(PAGE);
        // Moved into its place whole: an empty template that is seen for an instant would be a good one.
        fs::write(watched.path("udkast"), broken).unwrap();
        fs::create_dir_all(watched.path(path).parent().unwrap()).unwrap();
        fs::rename(watched.path("udkast"), watched.path(path)).unwrap();
        let mut state = watched.next();
        while state["broken"].is_null() {
            state = watched.next();
        }
        let said = state["broken"].as_str().unwrap();
        assert!(["sporbar.yaml", "findes-ikke.yaml", "item.html"].iter().any(|name| said.contains(name)), "{said}");
        assert!(watched.get(PAGE).1 == before, "{path}");
        // What is written meanwhile is taken when the run can be made again.
        watched.write(FILE, with_sentence(&watched.text(FILE), 20));
        match path {
            "sporbar.yaml" => watched.write(path, &settings),
            _ => fs::remove_file(watched.path(path)).unwrap(),
        }
        while !state["broken"].is_null() {
            state = watched.next();
        }
        watched.is_like_a_clean_build(path);
    }
    let kept = "viser det sidste site, der kunne bygges";
    assert!(watched.said_when(|said| said.contains(kept)).contains(kept));
}

#[test]
fn a_page_that_the_theme_can_not_draw_stays_as_it_was_and_says_so() {
    let mut watched = watched();
    let before = [PAGE, "krav/k-2.html"].map(|page| watched.get(page));
    let path = "themes/standard/templates/item.html";
    let template = fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    // It can be read, and draws every item but K-1.
    let faulty = "{{ title }}{% if id == \"K-1\" %}{{ intet.findes.her }}{% endif %}</h1>";
    watched.write(path, template.replace("{{ title }}</h1>", faulty));
    assert_eq!(watched.next()["broken"], serde_json::Value::Null);
    assert!(watched.get(PAGE) == before[0], "the page is as it was");
    assert!(watched.get("krav/k-2.html") == before[1], "others are drawn");
    let mut state = watched.next();
    while state["broken"].is_null() {
        state = watched.next();
    }
    let broken = state["broken"].as_str().unwrap();
    assert!(broken.contains("`krav/k-1.html` kan ikke gengives") && broken.contains("item.html"), "{broken}");
    assert_eq!(state["is_page_broken"], true);
    let tells = |said: &str| said.contains("`krav/k-1.html` kan ikke gengives, og vises, som den var sidst, den kunne");
    let said = watched.said_when(tells);
    assert!(tells(&said), "{said}");
    // Asked for again, it is told no second time.
    watched.get(PAGE);
    fs::remove_file(watched.path(path)).unwrap();
    let mended = watched.next();
    assert_eq!((&mended["broken"], &mended["is_page_broken"]), (&serde_json::Value::Null, &false.into()));
    watched.is_like_a_clean_build("a theme that was mended");
    assert_eq!(watched.said().matches("kan ikke gengives").count(), 1);
}

#[test]
fn output_and_cache_in_the_project_are_no_change() {
    let mut watched = watched();
    let version = |state: &serde_json::Value| state["version"].as_u64().unwrap();
    watched.write(FILE, with_sentence(&watched.text(FILE), 8));
    let first = version(&watched.next());
    for output in ["public", "site"] {
        let folder = watched.path("");
        let built = support::sporbar(&folder, &["build", "--quiet", "--output", output], &[]);
        assert!(built.status.code() != Some(2), "{}", String::from_utf8_lossy(&built.stderr));
    }
    watched.write("content/.hidden.md", "x");
    watched.write("noter.md", "x");
    watched.write(FILE, with_sentence(&watched.text(FILE), 9));
    assert_eq!(version(&watched.next()), first + 1, "said:\n{}", watched.said());
    watched.is_like_a_clean_build("after builds in the project");
}

#[test]
fn polling_sees_what_events_would_tell() {
    let mut watched = Watched::new(&project(), PAGE, &["--poll"]);
    watched.write(FILE, with_sentence(&watched.text(FILE), 10));
    watched.is_like_a_clean_build("an edit");
    // Of the same length, right after the last one.
    watched.write(FILE, watched.text(FILE).replace("nr. 10", "nr. 11"));
    watched.is_like_a_clean_build("an edit of the same length");
    fs::rename(watched.path(FILE), watched.path("content/krav/omdøbt.md")).unwrap();
    watched.is_like_a_clean_build("a renaming");
}

#[test]
fn findings_of_the_page_are_told_and_go_away() {
    let mut watched = watched();
    let state = |watched: &mut Watched| watched.next();
    let text = watched.text(FILE);
    watched.write(FILE, format!("{text}\nSe [[FINDES-IKKE]].\n"));
    let broken = state(&mut watched);
    let findings = broken["findings"].as_array().unwrap();
    let finding = findings
        .iter()
        .find(|finding| finding["code"] == "S07" && finding["message"].as_str().unwrap().contains("FINDES-IKKE"));
    let finding = finding.unwrap_or_else(|| panic!("{broken}"));
    assert_eq!(finding["file"], FILE);
    assert!(finding["line"].as_u64().unwrap() > 8 && finding["column"] == 4, "{finding}");
    assert_eq!(finding["rule"], "/kontrol/s07.html");
    let key = broken["keys"][PAGE].clone();
    watched.write(FILE, &text);
    let mended = state(&mut watched);
    assert!(!mended["findings"].to_string().contains("FINDES-IKKE"));
    assert_ne!(mended["keys"][PAGE], key);
    assert_eq!(mended["totals"]["errors"].as_u64().unwrap() + 1, broken["totals"]["errors"].as_u64().unwrap());
    let tells = |said: &str| said.contains("content/krav/k1.md ændret · 1 nyt fund") && said.contains("1 rettet");
    let said = watched.said_when(tells);
    assert!(tells(&said), "{said}");
}

#[test]
fn a_page_is_rendered_when_its_key_is_new_and_it_is_said_why() {
    let mut watched = Watched::new(&project(), PAGE, &["--verbose"]);
    let before = keys(&watched.project);
    let told = |said: &str| said.lines().filter(|line| line.starts_with("gengiver ")).count();
    let renders = |watched: &Watched, least: usize| told(&watched.said_when(|said| told(said) >= least));
    let ask_all = |watched: &Watched| before.keys().for_each(|address| assert_eq!(watched.get(address).0, 200));
    ask_all(&watched);
    ask_all(&watched);
    assert_eq!(renders(&watched, before.len()), before.len(), "every page once");
    watched.write(FILE, with_sentence(&watched.text(FILE), 12));
    watched.next();
    let after = keys(&watched.project);
    let changed = after.iter().filter(|(address, key)| before.get(*address) != Some(key)).count();
    assert!(changed < after.len() / 2, "{changed} of {} pages", after.len());
    ask_all(&watched);
    assert_eq!(renders(&watched, before.len() + changed), before.len() + changed);
    let lines = [
        "gengiver krav/k-1.html: vises for første gang",
        "gengiver krav/k-1.html: dens egen tekst er ændret",
        "trin i ms: ",
    ];
    let said = watched.said_when(|said| lines.iter().all(|line| said.contains(line)));
    lines.iter().for_each(|line| assert!(said.contains(line), "{line}:\n{said}"));
    // A name that others show; styles that no page shows.
    watched.write("content/krav/k2.md", watched.text("content/krav/k2.md").replace("titel: Svar", "titel: Gensvar"));
    watched.next();
    watched.get(PAGE);
    let why = "gengiver krav/k-1.html: navn, status";
    let said = watched.said_when(|said| said.contains(why));
    assert!(said.contains(why), "{said}");
    let renders_before = renders(&watched, 0);
    watched.write("themes/standard/static/site.css", "body{color:red}\n");
    watched.next();
    watched.get(PAGE);
    assert_eq!(renders(&watched, renders_before), renders_before, "styles are no part of a page");
    assert_eq!(watched.get("tema/site.css").1, b"body{color:red}\n");
}

/// Lines that tell of a rendered page: its address and why.
fn told_of_pages(said: &str) -> Vec<(String, String)> {
    let lines = said.lines().filter_map(|line| line.strip_prefix("gengiver "));
    lines.filter_map(|line| line.split_once(": ")).map(|(page, why)| (page.to_owned(), why.to_owned())).collect()
}

#[test]
fn every_kind_of_edit_renders_the_pages_whose_key_is_new_and_no_other() {
    let mut project = village();
    let mut watched = Watched::new(&on_disk(&project), PAGE, &["--verbose"]);
    let mut seen: std::collections::BTreeSet<[u8; 16]> = Default::default();
    let mut expected = 0;
    let edits = std::iter::once(None).chain(KINDS.into_iter().map(Some));
    for kind in edits {
        let name = kind.as_ref().map_or("start", |kind| kind.name);
        if let Some(Kind { edit, parsed, models, .. }) = kind {
            edit(&mut project);
            bring(&watched.project, &on_disk(&project));
            let state = watched.next();
            assert_eq!(state["work"], serde_json::json!({"parsed": parsed, "models": models}), "{name}");
        }
        let keys = keys(&watched.project);
        keys.keys().for_each(|address| assert_eq!(watched.get(address).0, 200, "{name}: {address}"));
        let mut new: Vec<&String> = keys.iter().filter(|(_, key)| seen.insert(**key)).map(|(page, _)| page).collect();
        let before = expected;
        expected += new.len();
        let told = told_of_pages(&watched.said_when(|said| told_of_pages(said).len() >= expected));
        let mut pages: Vec<&String> = told[before..].iter().map(|(page, _)| page).collect();
        new.sort();
        pages.sort();
        assert_eq!(pages, new, "{name}");
        assert!(told.iter().all(|(_, why)| why.len() > 10), "{name}: a page is rendered and it is not said why");
    }
    watched.is_like_a_clean_build("all kinds of edits");
}

#[test]
fn an_edit_elsewhere_leaves_the_key_of_a_page_alone() {
    let mut watched = watched();
    let path = "content/ekstern.yaml";
    watched.write(path, watched.text(path).replace("Registret", "Det andet register"));
    let other = watched.next();
    watched.write(path, watched.text(path).replace("Det andet register", "Det tredje register"));
    assert_eq!(watched.next()["keys"][PAGE], other["keys"][PAGE]);
}

#[test]
fn other_sites_get_nothing() {
    let watched = watched();
    for headers in [
        "Host: evil.example",
        "Host: localhost\r\nOrigin: https://evil.example",
        "Host: localhost\r\nSec-Fetch-Site: cross-site",
        "X: y",
    ] {
        for address in ["", "_sporbar/events", "_sporbar/watch.js"] {
            let (status, bytes) = watched.ask(address, headers);
            assert!(status >= 400 && bytes.len() < 200, "{address} {headers}: {status}");
        }
    }
    assert_eq!(watched.get("findes/ikke.html").0, 404);
}

#[test]
fn a_taken_port_is_said_and_the_next_one_used() {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().canonicalize().unwrap().join("projekt");
    project().write(&path);
    let watched = Watched::on_port(folder, path, PAGE, port);
    let taken = format!("port {port} er optaget; bruger ");
    let said = watched.said_when(|said| said.contains(&taken));
    assert!(said.contains(&taken), "{said}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_with_0() {
    assert_eq!(watched().interrupt(), Some(0));
}

/// Edits of all kinds by chance, on disk, each compared with a clean build; now and then several at once.
#[test]
fn random_edits_on_disk_give_what_a_clean_build_gives() {
    for seed in 1..=2 {
        let mut edited = Edited::new(village(), seed);
        let mut watched = Watched::new(&on_disk(&edited.project), PAGE, &[]);
        let mut told = Vec::new();
        for run in 0..24 {
            for _ in 0..=run % 3 {
                told.push(edited.edit());
            }
            bring(&watched.project, &on_disk(&edited.project));
            watched.is_like_a_clean_build(&format!("seed {seed}, run {run}:\n{}", told.join("\n")));
        }
    }
}
