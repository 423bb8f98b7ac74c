//! Provisions whose text changes over time: the version of the day is shown, on the act's page and on its own.

mod support;

use support::Project;

const ACT: &str = "\
id: BL
type: retskilde
titel: Barnets lov
i_kraft: 2024-01-01
bestemmelser:
  - ref: § 20
    bestemmelser:
      - ref: stk. 3
        resume: uden tid
        versioner:
          - {fra: 2024-01-01, til: 2026-12-31, resume: fire måneder}
          - {fra: 2027-01-01, resume: tre måneder}
";

fn summaries_on(year: i16, month: i8, day: i8) -> (String, String) {
    let mut project = Project::new("titel: Prøve\n", [("content/bl.yaml", ACT)]);
    project.day = jiff::civil::date(year, month, day);
    let pages = project.pages();
    let own = pages.text("retskilde/bl/p20.html").to_owned();
    let before_versions = own.split("Versioner").next().unwrap_or_default().to_owned();
    (pages.text("retskilde/bl.html").to_owned(), before_versions)
}

#[test]
fn the_version_of_the_day_is_shown() {
    for (day, said, unsaid) in [
        ((2026, 12, 31), "fire måneder", ["tre måneder", "uden tid"]),
        ((2027, 1, 1), "tre måneder", ["fire måneder", "uden tid"]),
        ((2023, 6, 1), "uden tid", ["fire måneder", "tre måneder"]),
    ] {
        let (act, provision) = summaries_on(day.0, day.1, day.2);
        assert!(act.contains(said) && provision.contains(said), "{day:?}: {said}");
        for unsaid in unsaid {
            assert!(!act.contains(unsaid) && !provision.contains(unsaid), "{day:?}: {unsaid}");
        }
    }
}

#[test]
fn all_versions_stand_on_the_provisions_page() {
    let project = Project::new("titel: Prøve\n", [("content/bl.yaml", ACT)]);
    let pages = project.pages();
    let page = pages.text("retskilde/bl/p20.html");
    assert!(page.contains("fire måneder") && page.contains("tre måneder"), "{page}");
}
