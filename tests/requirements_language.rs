//! The rules of wording on Danish requirements as people write them: a hundred good sentences that must pass, and a
//! hundred with one fault each that must be found.

mod support;

use support::Project;

/// Rules that count as a false alarm at level info too.
const INFOS_THAT_COUNT: [&str; 4] = ["K07", "K09", "K10", "K12"];
/// Names that the project does not want to ask for.
const MAKES: &str = "- Nordlys Data\n- Fjordsoft\n- Bølgebase\n- Havdrift\n";

/// A sentence of a table: `K04 | MK | Løsningen skal …`; a good one has `-` for its code. `\n` begins a new line.
struct Line {
    code: String,
    requirement_type: String,
    text: String,
}

fn table(text: &str) -> Vec<Line> {
    let line = |line: &str| {
        let [code, requirement_type, text] = line.splitn(3, '|').map(str::trim).collect::<Vec<_>>().try_into().ok()?;
        Some(Line {
            code: code.to_owned(),
            requirement_type: requirement_type.to_owned(),
            text: text.replace("\\n", "\n"),
        })
    };
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.map(|text| line(text).unwrap_or_else(|| panic!("no line of a table: {text}"))).collect()
}

/// The codes of what is found in each sentence, with levels: `K04 warning`. Each is the statement of a requirement.
fn findings(lines: &[Line]) -> Vec<Vec<(String, String)>> {
    let files = lines.iter().enumerate().map(|(number, line)| {
        let text = format!(
            "---\nid: K-{number}\ntype: krav\ntitel: Prøve\nbegrundelse: prøve\nkravtype: {}\nacceptkriterier: [Vist i prøven.]\n---\n\n{}\n",
            line.requirement_type, line.text
        );
        (format!("content/k-{number:03}.md"), text)
    });
    let mut project = Project::new("titel: Prøve\nkvalitetsprofil: {fabrikater: fabrikater.yaml}\n", files);
    project.brands = Some(MAKES.to_owned());
    let edition = project.edition();
    let mut found = vec![Vec::new(); lines.len()];
    for finding in edition.book.findings.iter().filter(|finding| finding.code.starts_with('K')) {
        let path = edition.book.facts.path(finding.place.file);
        let number: usize = path.trim_start_matches("content/k-").trim_end_matches(".md").parse().unwrap();
        found[number].push((finding.code.to_owned(), format!("{:?}", finding.level).to_lowercase()));
    }
    found
}

fn counts(code: &str, level: &str) -> bool {
    level != "info" || INFOS_THAT_COUNT.contains(&code)
}

/// The good sentences in which something is found, and the faults that are not found or not alone.
fn judge(text: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
    let lines = table(text);
    let (mut alarms, mut missed, mut more) = (Vec::new(), Vec::new(), Vec::new());
    for (line, found) in lines.iter().zip(findings(&lines)) {
        let counting: Vec<&str> =
            found.iter().filter(|(code, level)| counts(code, level)).map(|(code, _)| code.as_str()).collect();
        let said = format!("{counting:?} {}", line.text);
        if line.code == "-" {
            if !counting.is_empty() {
                alarms.push(said);
            }
        } else if !found.iter().any(|(code, _)| *code == line.code) {
            missed.push(format!("{} {said}", line.code));
        } else if counting.iter().any(|code| *code != line.code) {
            more.push(format!("{} {said}", line.code));
        }
    }
    (alarms, missed, more)
}

fn check(name: &str, text: &str, most_alarms: usize, most_missed: usize) {
    let (alarms, missed, more) = judge(text);
    println!("{name}: false alarms {alarms:#?}\nmissed {missed:#?}\nmore than the one fault {more:#?}");
    assert!(alarms.len() <= most_alarms, "{name}: {} false alarms: {alarms:#?}", alarms.len());
    assert!(missed.len() <= most_missed, "{name}: {} faults are missed: {missed:#?}", missed.len());
}

#[test]
fn good_requirements_pass_and_faults_are_found() {
    let text = include_str!("requirements_language/first.txt");
    let lines = table(text);
    let good = lines.iter().filter(|line| line.code == "-").count();
    assert_eq!((good, lines.len() - good), (100, 100));
    check("first", text, 2, 5);
}

#[test]
fn sentences_that_the_rules_were_not_made_for_are_judged_too() {
    check("second", include_str!("requirements_language/second.txt"), 1, 2);
}

#[test]
fn sentences_in_the_language_of_tenders_are_judged_too() {
    check("third", include_str!("requirements_language/third.txt"), 0, 0);
}
