//! The same input gives the same bytes, whatever the machine is like.

mod support;

use sporbar::source::Sources;
use support::{Pages, Project, sporbar, tree};

#[test]
fn the_number_of_threads_does_not_show() {
    let project = Project::shipped();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| project.pages())
    };
    let one = on(1);
    for threads in [2, 8] {
        assert!(on(threads) == one, "{threads} threads make another site than one");
    }
}

#[test]
fn the_order_in_which_files_are_given_does_not_show() {
    let project = Project::shipped();
    let (forwards, mut backwards) = (project.input(), project.input());
    backwards.sources = Sources::from_texts(project.files.clone().into_iter().rev());
    assert_eq!(forwards.sources.hash(), backwards.sources.hash());
    let built = |input| Pages::of(&sporbar::pipeline::Pipeline::default().edition(input).unwrap());
    assert!(built(forwards) == built(backwards));
}

#[test]
fn folder_language_time_zone_and_user_do_not_show() {
    let outer = tempfile::tempdir().unwrap();
    let mut project = Project::shipped();
    project.settings.push_str("base_url: https://krav.example.dk/\n");
    let build = |folder: &str, environment: &[(&str, &str)]| {
        let folder = outer.path().join(folder);
        project.write(&folder);
        let ran = sporbar(&folder, &["build"], environment);
        assert!(ran.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&ran.stderr));
        tree(&folder.join("public"))
    };
    let here =
        build("a", &[("TZ", "UTC"), ("LANG", "C"), ("LC_ALL", "C"), ("RAYON_NUM_THREADS", "1"), ("USER", "anna")]);
    let there = build(
        "en længere/mappe",
        &[
            ("TZ", "Pacific/Kiritimati"),
            ("LANG", "da_DK.UTF-8"),
            ("LC_ALL", "da_DK.UTF-8"),
            ("RAYON_NUM_THREADS", "8"),
            ("USER", "bo"),
        ],
    );
    assert_eq!(here.keys().collect::<Vec<_>>(), there.keys().collect::<Vec<_>>());
    let differing: Vec<&String> =
        here.iter().filter(|(path, bytes)| there[*path] != **bytes).map(|(path, _)| path).collect();
    assert_eq!(differing, Vec::<&String>::new());
    let place = outer.path().to_string_lossy().into_owned();
    let named = here.iter().filter(|(_, bytes)| bytes.windows(place.len()).any(|window| window == place.as_bytes()));
    assert_eq!(
        named.map(|(path, _)| path).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "the folder stands in the output"
    );
}
