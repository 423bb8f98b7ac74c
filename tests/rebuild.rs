//! A run that remembers gives what a clean run gives, equal keys mean equal bytes, and an edit costs what it changes.

#[path = "../benches/corpus/mod.rs"]
mod corpus;
mod support;

use std::collections::{BTreeMap, HashMap};

use sporbar::pages::Route;
use sporbar::pipeline::{Counts, Pipeline};
use sporbar::rules::{RULES, Ran, Scope};
use sporbar::trace::reviews::recorded;
use support::{Chance, Pages, Project};

/// Days that are tried: the pinned one, its neighbours, and far ones where law begins and ends.
const DAYS: [&str; 6] = ["2026-11-01", "2026-11-02", "2026-10-31", "2024-06-30", "2031-01-01", "2020-02-29"];

const SETTINGS: [&str; 8] = [
    "titel: Prøve\n",
    "titel: Prøve\nudgave: \"2026.3\"\n",
    "titel: Et andet navn\nbemærkning: Kun en prøve\n",
    "titel: Prøve\nsprog: en\n",
    "titel: Prøve\nbase_url: https://krav.example.dk/\n",
    "titel: Prøve\nudgiv: [offentlig, intern]\nkilde_url: https://git.example.dk/{path}\n",
    "titel: Prøve\nkvalitetsprofil: {regler: {K: \"off\", S15: \"off\", S07: warning, S10: \"off\"}}\n",
    "titel: Prøve\nkvalitetsprofil: {regler: {J: error, S16: \"off\"}, grænser: {gennemgået_måneder: 1}}\n",
];

const WAIVERS: [&str; 2] = [
    "- regel: J02\n  vælg: {type: krav}\n  begrundelse: aftalt\n  godkendt_af: SG-PRØVE\n  udløber: 2027-01-01\n",
    "- regel: S16\n  vælg: {type: begreb}\n",
];

const VIEWS: [&str; 5] = [
    "tabel:\n  vælg: {type: krav}\n  kolonner: [id, titel, status]\n  sorter: id",
    "liste:\n  vælg: {type: [begreb, regel]}",
    "graf:\n  vælg: {type: [løsning, snitflade]}",
    "matrix:\n  rækker: {type: krav}\n  kolonner: {type: bestemmelse}\n  via: [hjemmel]",
    "tabel:\n  vælg: {typ: krav}",
];

/// A project with a copy of how it was, and what is done to it.
struct Edited {
    start: Project,
    project: Project,
    /// Ids that stood in the content at the start.
    ids: Vec<String>,
    chance: Chance,
}

impl Edited {
    fn new(start: Project, seed: u64) -> Edited {
        let ids = start.files.values().flat_map(|text| text.lines()).filter_map(id_of).map(str::to_owned).collect();
        Edited { project: start.clone(), start, ids, chance: Chance(seed) }
    }

    /// One edit, told in a line.
    fn edit(&mut self) -> String {
        match self.chance.below(26) {
            0..=2 => self.prose(),
            3 => self.reference(),
            4..=6 => self.title(),
            7..=8 => self.field(),
            9 => self.line(),
            10 => self.delete(),
            11 => self.rename(),
            12 => self.double(),
            13 => self.broken(),
            14..=16 => self.mend(),
            17 => self.id(),
            18 => self.view(),
            19 => self.visibility(),
            20 => self.day(),
            21 => self.settings(),
            22 => self.theme_or_waivers(),
            23..=24 => self.reviews(),
            _ => self.attachment(),
        }
    }

    fn path(&mut self) -> String {
        let paths: Vec<&String> = self.project.files.keys().collect();
        (*self.chance.pick(&paths)).clone()
    }

    fn change(&mut self, what: &str, change: impl FnOnce(&mut Chance, &str) -> String) -> String {
        let path = self.path();
        let text = &self.project.files[&path];
        let changed = change(&mut self.chance, text);
        self.project.files.insert(path.clone(), changed);
        format!("{what} in {path}")
    }

    fn prose(&mut self) -> String {
        self.change("prose", |chance, text| {
            format!("{text}\n{}En sætning mere, nr. {}.\n", indent(text), chance.below(1000))
        })
    }

    fn reference(&mut self) -> String {
        let id = self.chance.pick(&self.ids).clone();
        let path = self.path();
        let links = [format!("[[{id}]]"), format!("[[{id}|ordet]]"), format!("[[{id}X]]"), format!("[fil](/{path})")];
        self.change("reference", |chance, text| format!("{text}\n{}Se {}.\n", indent(text), chance.pick(&links)))
    }

    fn title(&mut self) -> String {
        self.change("title", |chance, text| {
            let title = format!("titel: \"Et nyt navn {}\"", chance.below(1000));
            replace_line(chance, text, |line| line.trim_start().trim_start_matches("- ").starts_with("titel:"), &title)
        })
    }

    fn field(&mut self) -> String {
        let id = self.chance.pick(&self.ids).clone();
        let fields = [
            "status: kladde".to_owned(),
            "status: udgået".to_owned(),
            "ukendt: x".to_owned(),
            format!("løsning: {id}"),
            format!("hjemmel: [{id}]"),
            format!("præciserer: {id}"),
            format!("gennemgået: {{dato: 2026-01-0{}, af: {id}}}", self.chance.below(9) + 1),
            "gyldig: {til: 2026-10-31}".to_owned(),
            format!("tidligere_id: [GL-{}]", self.chance.below(4)),
            format!("annonceres: {}", self.chance.pick(&DAYS)),
            "profil: ukendt".to_owned(),
            "nøgleord: [prøve]".to_owned(),
        ];
        self.change("field", |chance, text| {
            let field = chance.pick(&fields).clone();
            after_line(chance, text, |line| id_of(line).is_some(), &field)
        })
    }

    fn line(&mut self) -> String {
        self.change("line taken out", |chance, text| {
            let mut lines: Vec<&str> = text.lines().collect();
            lines.remove(chance.below(lines.len()).min(lines.len().saturating_sub(1)));
            lines.join("\n") + "\n"
        })
    }

    fn delete(&mut self) -> String {
        let path = self.path();
        if self.project.files.len() > 8 {
            self.project.files.remove(&path);
        }
        format!("delete {path}")
    }

    fn rename(&mut self) -> String {
        let path = self.path();
        let text = self.project.files.remove(&path).unwrap_or_default();
        let (stem, ending) = path.rsplit_once('.').unwrap_or((&path, "md"));
        let renamed = format!("{stem}{}.{ending}", self.chance.below(3));
        self.project.files.insert(renamed.clone(), text);
        format!("rename {path} to {renamed}")
    }

    fn double(&mut self) -> String {
        let path = self.path();
        let copy = format!("content/aa/{}", path.rsplit('/').next().unwrap_or(&path));
        self.project.files.insert(copy.clone(), self.project.files[&path].clone());
        format!("copy {path} to {copy}")
    }

    fn broken(&mut self) -> String {
        self.change("broken", |chance, text| {
            let faults =
                ["felt: [a, {b", "\ttab: x", "titel: \"åben", "---", "x: &a *a", "type: ukendt", "kolon: a: b"];
            let fault = *chance.pick(&faults);
            after_line(chance, text, |_| true, fault)
        })
    }

    fn mend(&mut self) -> String {
        let paths: Vec<&String> = self.start.files.keys().collect();
        let paths: Vec<String> = paths
            .into_iter()
            .filter(|path| self.project.files.get(*path) != self.start.files.get(*path))
            .cloned()
            .collect();
        if paths.is_empty() {
            return "nothing to mend".to_owned();
        }
        let path = self.chance.pick(&paths).clone();
        self.project.files.insert(path.clone(), self.start.files[&path].clone());
        format!("mend {path}")
    }

    fn id(&mut self) -> String {
        let other = self.chance.pick(&self.ids).clone();
        self.change("id", |chance, text| {
            let id = if chance.below(2) == 0 { format!("id: {other}") } else { format!("id: NY-{}", chance.below(20)) };
            replace_line(chance, text, |line| id_of(line).is_some(), &id)
        })
    }

    fn view(&mut self) -> String {
        self.change("view", |chance, text| {
            let (indent, view) = (indent(text), *chance.pick(&VIEWS));
            let block = format!("```visning\n{view}\n```");
            let block: Vec<String> = block.lines().map(|line| format!("{indent}{line}")).collect();
            format!("{text}\n{}\n", block.join("\n"))
        })
    }

    fn visibility(&mut self) -> String {
        self.change("visibility", |chance, text| match chance.below(3) {
            0 => format!("{text}\n{0}> [!INTERN]\n{0}> Kun til os.\n", indent(text)),
            _ => after_line(chance, text, |line| id_of(line).is_some(), "synlighed: intern"),
        })
    }

    fn day(&mut self) -> String {
        let day = *self.chance.pick(&DAYS);
        self.project.day = day.parse().unwrap();
        format!("day {day}")
    }

    fn settings(&mut self) -> String {
        self.project.settings = (*self.chance.pick(&SETTINGS)).to_owned();
        format!("settings {}", self.project.settings.replace('\n', " "))
    }

    fn theme_or_waivers(&mut self) -> String {
        match self.chance.below(5) {
            0 => {
                let css = format!("/* {} */", self.chance.below(3));
                self.project.theme.insert("static/site.css".to_owned(), css.into_bytes());
                "theme".to_owned()
            }
            1 => {
                self.project.theme.clear();
                "theme as shipped".to_owned()
            }
            2 => {
                let lines = ["L-1,2026-05-01,,ikke klar,4,0,\n", "L-1,2026-10-01,2,klar,0,1,\n", "x\n"];
                self.project.record = match self.chance.below(3) {
                    0 => None,
                    1 => Some(lines[..self.chance.below(4)].concat()),
                    _ => Some(lines[self.chance.below(3)].to_owned()),
                };
                "record of readiness".to_owned()
            }
            _ => {
                self.project.waivers =
                    [None, Some(WAIVERS[0]), Some(WAIVERS[1])][self.chance.below(3)].map(str::to_owned);
                "waivers".to_owned()
            }
        }
    }

    /// Reviews of all there is now, so that later edits leave some of them behind; or none, or a broken merge.
    fn reviews(&mut self) -> String {
        let facts = self.project.edition().book.facts;
        let day = *self.chance.pick(&DAYS);
        let recorded = |review| recorded(&facts.model, review, day.parse().unwrap(), "SG-PRØVE");
        let mut lines: Vec<String> =
            facts.reviews().all().iter().filter_map(recorded).map(|entry| entry.to_string() + "\n").collect();
        let (what, lock) = match self.chance.below(6) {
            0 => ("no reviews", None),
            1 => ("empty reviews", Some(String::new())),
            2 => ("reviews in conflict", Some(format!("<<<<<<< HEAD\n{}>>>>>>> x\nx\n", lines.concat()))),
            3 => {
                lines.truncate(self.chance.below(lines.len() + 1));
                ("some reviewed", Some(lines.concat()))
            }
            _ => ("all reviewed", Some(lines.concat())),
        };
        self.project.lock = lock;
        format!("{what}, {day}")
    }

    fn attachment(&mut self) -> String {
        if self.chance.below(3) == 0 {
            let names = ["K-1", "[[K-2]]", "BL § 2, stk. 1", "[[sag]]", "[[K-77]]", "K-3", "<", "R-1"];
            let name = names[self.chance.below(names.len())];
            self.project.files.insert("content/gang.bpmn".to_owned(), diagram(name));
            return format!("diagram {name}");
        }
        let path = format!("content/bilag{}/plan.pdf", self.chance.below(2));
        match self.chance.below(3) {
            0 => {
                self.project.files.remove(&path);
                format!("delete {path}")
            }
            1 => {
                self.project.files.insert(path.clone(), format!("plan {}", self.chance.below(100)));
                format!("attachment {path}")
            }
            _ => {
                self.change("link to attachment", |_, text| format!("{text}\n{}Se [planen](/{path}).\n", indent(text)))
            }
        }
    }
}

fn id_of(line: &str) -> Option<&str> {
    let line = line.trim_start().trim_start_matches("- ");
    line.strip_prefix("id: ").filter(|id| !id.contains([' ', ',', '"']))
}

/// What a line of prose at the end of a file begins with, so that it stays prose in YAML files too.
fn indent(text: &str) -> String {
    let last = text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("");
    if text.starts_with("---") { String::new() } else { " ".repeat(last.len() - last.trim_start().len()) }
}

fn numbers_of(text: &str, wanted: impl Fn(&str) -> bool) -> Vec<usize> {
    text.lines().enumerate().filter(|(_, line)| wanted(line)).map(|(number, _)| number).collect()
}

/// One of the wanted lines replaced, its indentation and dash kept.
fn replace_line(chance: &mut Chance, text: &str, wanted: impl Fn(&str) -> bool, by: &str) -> String {
    let numbers = numbers_of(text, wanted);
    if numbers.is_empty() {
        return text.to_owned();
    }
    let number = *chance.pick(&numbers);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let line = &lines[number];
    let start = line.len() - line.trim_start().trim_start_matches("- ").len();
    lines[number] = format!("{}{by}", &line[..start]);
    lines.join("\n") + "\n"
}

/// A line after one of the wanted, indented like it.
fn after_line(chance: &mut Chance, text: &str, wanted: impl Fn(&str) -> bool, new: &str) -> String {
    let numbers = numbers_of(text, wanted);
    if numbers.is_empty() {
        return text.to_owned();
    }
    let number = *chance.pick(&numbers);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let line = &lines[number];
    let start = line.len() - line.trim_start().trim_start_matches("- ").len();
    let indented = format!("{}{new}", " ".repeat(start));
    lines.insert(number + 1, indented);
    lines.join("\n") + "\n"
}

/// Edits a project again and again; after each edit a run that remembers is held against a clean one.
fn check_edits(start: Project, seed: u64, edits: usize) {
    let mut edited = Edited::new(start.clone(), seed);
    let mut remembering = Pipeline::default();
    let mut known: HashMap<(String, [u8; 16]), ([u8; 16], usize)> = HashMap::new();
    let mut told: Vec<String> = Vec::new();
    for run in 0..=edits {
        if run > 0 {
            told.push(edited.edit());
        }
        let clean = edited.project.edition();
        let kept = remembering.edition(edited.project.input()).expect("a project that was built once is built again");
        let story = || format!("seed {seed}, run {run}:\n{}", told.join("\n"));
        assert!(clean.plan() == kept.plan(), "the plans differ\n{}", story());
        let differing = clean.book.findings.iter().zip(kept.book.findings.iter()).find(|(clean, kept)| clean != kept);
        assert!(differing.is_none(), "a finding differs from that of a clean run: {differing:#?}\n{}", story());
        assert_eq!(clean.book.findings.len(), kept.book.findings.len(), "{}", story());
        let (clean, kept) = (Pages::of(&clean), Pages::of(&kept));
        for (address, (key, bytes)) in &clean.0 {
            assert!(kept.0[address].1 == *bytes, "`{address}` differs from that of a clean run\n{}", story());
            let hash = sporbar::source::content_hash(bytes);
            let (before, first) = *known.entry((address.clone(), *key)).or_insert((hash, run));
            if before != hash {
                let pages = replayed(start, seed, first).pages();
                let other = first_difference(pages.text(address), &String::from_utf8_lossy(bytes));
                panic!("`{address}` has the key of run {first} and other bytes\n{}\n{other}", story());
            }
        }
    }
}

/// The project as it was after a number of edits.
fn replayed(start: Project, seed: u64, edits: usize) -> Project {
    let mut edited = Edited::new(start, seed);
    for _ in 0..edits {
        edited.edit();
    }
    edited.project
}

fn first_difference(before: &str, after: &str) -> String {
    let lines = before.lines().zip(after.lines()).find(|(a, b)| a != b);
    let (before, after) = lines.unwrap_or(("the one is longer", ""));
    format!("before: {before}\nafter:  {after}")
}

/// A few items of many kinds, close together, so that an edit meets a neighbour.
fn village() -> Project {
    let files = [
        ("content/index.md", "# Velkommen\n\nSe [[K-1]] og [reglen](regel.md).\n"),
        ("content/krav/_fælles.yaml", "type: krav\nløsning: L-1\nkravtype: MK\n"),
        (
            "content/krav/k1.md",
            "---\nid: K-1\ntitel: Frist\nhjemmel: BL § 2, stk. 1\npræciserer: K-2\ngennemgået: {dato: 2026-01-01, af: SG-PRØVE}\n---\n\nKommunen *skal* svare inden 14 dage, jf. [[BL § 2]] og [[sag]].\n\n## Mere\n\nSe [[K-2]].\n",
        ),
        (
            "content/krav/k2.md",
            "---\nid: K-2\ntitel: Svar\ntidligere_id: [K-0]\nbegrundelse: aftalt\nejer: SG-PRØVE\n---\n\nLøsningen skal svare. Se [planen](/content/bilag0/plan.pdf) og [krav](k1.md#mere).\n",
        ),
        (
            "content/krav/k3.md",
            "---\nid: K-3\ntitel: Visning\nbegrundelse: aftalt\n---\n\nLøsningen skal vise.\n\n```visning\nliste:\n  vælg: {type: krav}\n```\n",
        ),
        (
            "content/lov/bl.yaml",
            "id: BL\ntype: retskilde\ntitel: Lov om prøver\ndokumenttype: LOV\ni_kraft: 2024-07-01\nbestemmelser:\n  - ref: § 1\n    titel: Formål\n    tekst: |\n      Loven gælder prøver.\n  - ref: § 2\n    bestemmelser:\n      - ref: stk. 1\n        i_kraft: 2026-11-02\n        tekst: |\n          Der skal svares.\n      - ref: stk. 2\n        ophævet: 2030-01-01\n        tekst: |\n          Der kan svares, se [[K-1]].\n      - ref: stk. 3\n        resume: Svaret begrundes.\n        flyttet: {fra_ref: stk. 2, pr: 2026-11-02}\n        versioner:\n          - {fra: 2024-07-01, til: 2026-11-01, resume: Svaret gives.}\n          - {fra: 2026-11-02, resume: Svaret begrundes.}\n",
        ),
        (
            "content/lov/sag.yaml",
            "id: REG-1\ntype: regelændring\ntitel: Kortere frist\nhøringsfrist: 2026-11-02\ni_kraft: 2031-01-01\nberører: [\"BL § 2, stk. 3\"]\n",
        ),
        (
            "content/begreber.yaml",
            "fælles: {type: begreb, løsning: L-1}\nelementer:\n  - id: sag\n    titel: sag\n    definition: det der [[K-1|svares]] på\n  - id: part\n    titel: part\n    overbegreb: sag\n    definition: den der har en [[sag]]\n",
        ),
        (
            "content/løsning.md",
            "---\nid: L-1\ntype: løsning\ntitel: Løsningen\nsystemejer: ORG-1\n---\n\nEn løsning.\n",
        ),
        (
            "content/udbud.yaml",
            "elementer:\n  - id: U-1\n    type: udbud\n    titel: Genudbud\n    løsning: L-1\n    annonceres: 2030-06-01\n  - id: BES-1\n    type: beslutning\n    titel: Godkendelse\n    art: godkendelse\n    organ: SG-PRØVE\n    om: L-1\n    grundlag: {indholdshash: 0123456789abcdef}\n",
        ),
        (
            "content/org.yaml",
            "fælles: {type: organisation}\nelementer:\n  - id: ORG-1\n    titel: Kommunen\n  - id: ORG-2\n    titel: Afdelingen\n    del_af: ORG-1\n",
        ),
        (
            "content/organ.yaml",
            "id: SG-PRØVE\ntype: organ\ntitel: Styregruppen\norgantype: styregruppe\nfor: L-1\nmedlemmer:\n  - {navn: A. Hansen, organisation: ORG-2}\n",
        ),
        (
            "content/gang.yaml",
            "id: P-1\ntype: arbejdsgang\ntitel: Svar på sag\nløsning: L-1\nbpmn: gang.bpmn\ntrin:\n  - {id: t1, navn: Modtag, aktør: sagsbehandler, krav: K-1, næste: [t2]}\n  - {id: t2, navn: Svar, aktør: sagsbehandler, regel: R-1}\n",
        ),
        (
            "content/regel.md",
            "---\nid: R-1\ntype: regel\ntitel: Reglen\nhjemmel: [\"BL § 2, stk. 2\", \"BL § 2, stk. 3\"]\nbruger: sag\n---\n\nNår en [[part]] spørger, se [[P-1#t2]].\n",
        ),
        (
            "content/usecase.yaml",
            "id: U-1\ntype: usecase\ntitel: Spørg\nløsning: L-1\narbejdsgang: P-1\naktører: [borger, sagsbehandler]\nunderstøttes_af: K-2\n",
        ),
        (
            "content/snitflade.yaml",
            "id: SF-1\ntype: snitflade\ntitel: Sagsdata\nversion: \"1.0\"\nudstiller: L-1\nanvender: {til: EKS-1, version: \"2\"}\n",
        ),
        (
            "content/model.yaml",
            "elementer:\n  - id: FM-1\n    type: fagmodel\n    titel: Model\n    løsning: L-1\n  - id: IO-1\n    type: informationsobjekt\n    titel: Sagen\n    løsning: L-1\n    model: FM-1\n    attributter: [{navn: nummer, datatype: tekst}]\n    relationer: [{til: IO-2, rolle: part, antal: \"1\"}]\n  - id: IO-2\n    type: informationsobjekt\n    titel: Parten\n    løsning: L-1\n    begreb: part\n",
        ),
        ("content/ekstern.yaml", "id: EKS-1\ntype: eksternt_system\ntitel: Registret\n"),
        (
            "content/beslutning.yaml",
            "id: B-1\ntype: beslutning\ntitel: Godkendt\ndato: 2026-03-01\nart: godkendelse\norgan: SG-PRØVE\nom: [K-1, L-1]\nreferat: |\n  Kravene [[K-1]] og [[K-9]] er drøftet.\n",
        ),
        ("content/bilag0/plan.pdf", "plan"),
    ];
    let mut project = Project::new(SETTINGS[0], files);
    project.files.insert("content/gang.bpmn".to_owned(), diagram("K-1"));
    project
}

/// A BPMN diagram of one task that names something; a `<` breaks it.
fn diagram(name: &str) -> String {
    format!(
        "<definitions><process id=\"P\"><task id=\"t\" name=\"Svar {name}\"/></process><BPMNDiagram><BPMNPlane bpmnElement=\"P\"><BPMNShape bpmnElement=\"t\"><Bounds x=\"0\" y=\"0\" width=\"100\" height=\"80\"/></BPMNShape></BPMNPlane></BPMNDiagram></definitions>"
    )
}

fn city() -> Project {
    let mut project = Project::shipped();
    let mut files: BTreeMap<String, String> = corpus::files(120, 3, corpus::Rules::All).into_iter().collect();
    files.remove("sporbar.yaml");
    project.files.extend(files);
    project
}

#[test]
fn random_edits_of_a_village_give_what_a_clean_run_gives() {
    for seed in 1..=16 {
        check_edits(village(), seed, 60);
    }
}

#[test]
fn random_edits_of_the_shipped_project_and_a_corpus_give_what_a_clean_run_gives() {
    check_edits(city(), 11, 60);
}

/// A project before and after an edit, made by one pipeline that remembers.
struct Step {
    counts: Counts,
    /// Addresses whose key is new, with their routes.
    changed: Vec<(String, Route)>,
}

impl Step {
    fn of(before: &Project, after: &Project) -> Step {
        let mut pipeline = Pipeline::default();
        let plan = pipeline.edition(before.input()).unwrap().plan();
        let keys: HashMap<String, [u8; 16]> = plan.into_iter().map(|page| (page.address, page.key)).collect();
        let plan = pipeline.edition(after.input()).unwrap().plan();
        let changed = plan.into_iter().filter(|page| keys.get(&page.address) != Some(&page.key));
        Step { counts: pipeline.counts, changed: changed.map(|page| (page.address, page.route)).collect() }
    }

    /// Addresses of items' pages whose key is new.
    fn items(&self) -> Vec<&str> {
        let items = self.changed.iter().filter(|(_, route)| matches!(route, Route::Item(_)));
        items.map(|(address, _)| address.as_str()).collect()
    }
}

fn corpus_project(items: usize) -> Project {
    corpus_with(items, corpus::Rules::MachineryOnly)
}

fn corpus_with(items: usize, rules: corpus::Rules) -> Project {
    let mut files: BTreeMap<String, String> = corpus::files(items, 7, rules).into_iter().collect();
    let settings = files.remove("sporbar.yaml").unwrap();
    Project::new(&settings, files)
}

/// The first requirement of the corpus: its file and the address of its page.
fn a_requirement(project: &Project) -> (String, String) {
    let path = project.files.keys().find(|path| path.starts_with("content/krav/")).unwrap().clone();
    let address = format!("krav/{}.html", path.trim_start_matches("content/krav/").trim_end_matches(".md"));
    (path, address)
}

#[test]
fn a_change_of_prose_parses_one_file_and_changes_one_page_of_an_item() {
    let before = corpus_project(400);
    let (path, address) = a_requirement(&before);
    let mut after = before.clone();
    let text = after.files.get_mut(&path).unwrap();
    *text = text.replace("Senest gennemset: 2026-01-01.", "Senest gennemset: 2026-02-01.");
    let step = Step::of(&before, &after);
    assert_eq!((step.counts.parsed, step.counts.models_built), (1, 0));
    assert_eq!(step.items(), [address.as_str()]);
    let data = step.changed.iter().filter(|(_, route)| matches!(route, Route::Data(_))).count();
    assert!(data <= 1, "an item stands in one data part");
    let few = |route: &Route| !matches!(route, Route::Joined(..) | Route::List(..));
    let whole = step.changed.iter().filter(|(_, route)| few(route)).count();
    assert!(whole < 20, "{whole} pages look at everything: {:?}", step.changed);
}

#[test]
fn a_change_of_a_title_builds_one_model_and_changes_the_pages_of_neighbours_alone() {
    let before = corpus_project(400);
    let (path, address) = a_requirement(&before);
    let mut after = before.clone();
    let text = after.files.get_mut(&path).unwrap();
    *text = replace_line(&mut Chance(1), text, |line| line.starts_with("titel:"), "titel: \"Et helt andet navn\"");
    let step = Step::of(&before, &after);
    assert_eq!((step.counts.parsed, step.counts.models_built), (1, 1));
    let edition = before.edition();
    let model = edition.book.model();
    let own = model.all().find(|ix| model.item(*ix).page() == address).unwrap();
    let around = model
        .graph
        .outgoing(own)
        .chain(model.graph.incoming(own))
        .map(|(other, _)| model.item(other).page().to_owned());
    let mut around: Vec<String> = around.collect();
    around.push(address);
    let items = step.items();
    assert!(items.len() >= 2, "neighbours show the title");
    // An act shows its provisions with what rests on them.
    let strangers =
        items.iter().filter(|page| !around.iter().any(|own| own == *page) && !page.starts_with("retskilde/"));
    assert_eq!(strangers.collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn a_change_of_prose_judges_one_item_and_runs_no_site_rule() {
    let before = corpus_with(400, corpus::Rules::All);
    let (path, _) = a_requirement(&before);
    let mut after = before.clone();
    let text = after.files.get_mut(&path).unwrap();
    *text = text.replace("Senest gennemset: 2026-01-01.", "Senest gennemset: 2026-02-01.");
    let ran = Step::of(&before, &after).counts.rules;
    let texts = RULES.iter().filter(|rule| matches!(rule.scope, Scope::Texts(_))).count();
    assert_eq!(ran, Ran { items: 1, statements: 1, texts, site: 0 });
}

#[test]
fn a_change_of_a_title_reads_one_statement() {
    let before = corpus_with(400, corpus::Rules::All);
    let (path, _) = a_requirement(&before);
    let mut after = before.clone();
    let text = after.files.get_mut(&path).unwrap();
    *text = replace_line(&mut Chance(1), text, |line| line.starts_with("titel:"), "titel: \"Et helt andet navn\"");
    let ran = Step::of(&before, &after).counts.rules;
    assert_eq!(ran.statements, 1);
    assert!(ran.items > 400 && ran.site > 0, "{ran:?}");
}

#[test]
fn another_level_and_a_waiver_read_no_statement() {
    let mut before = village();
    before.settings = SETTINGS[0].to_owned();
    let mut waived = before.clone();
    waived.waivers = Some(WAIVERS[0].to_owned());
    assert_eq!(Step::of(&before, &waived).counts.rules, Ran::default());
    let mut strict = before.clone();
    strict.settings = "titel: Prøve\nkvalitetsprofil: {regler: {K: error}}\n".to_owned();
    assert_eq!(Step::of(&before, &strict).counts.rules.statements, 0);
}

#[test]
fn nothing_is_parsed_again_when_nothing_changed() {
    let project = corpus_project(100);
    let step = Step::of(&project, &project);
    assert_eq!(step.counts, Counts::default());
    assert!(step.changed.is_empty());
}

#[test]
fn the_next_day_changes_only_pages_that_show_a_day() {
    let before = corpus_project(400);
    let mut after = before.clone();
    after.day = before.day.tomorrow().unwrap();
    assert_eq!(Step::of(&before, &after).items(), Vec::<&str>::new());
}

#[test]
fn a_commencement_changes_what_shows_the_law_and_nothing_else() {
    let before = village();
    let mut after = before.clone();
    after.day = before.day.tomorrow().unwrap();
    let step = Step::of(&before, &after);
    // BL § 2, stk. 1 enters into force; K-1 rests on it, the act lists it, and K-3 asks the whole model.
    assert_eq!(
        step.items(),
        ["retskilde/bl.html", "retskilde/bl/p2.html", "krav/k-1.html", "krav/k-3.html", "loesning/l-1.html"]
    );
}

#[test]
fn a_page_that_asks_the_whole_model_is_made_again_when_anything_changes() {
    let before = village();
    let mut after = before.clone();
    after.files.get_mut("content/begreber.yaml").unwrap().push_str("  - id: ny\n    titel: ny\n    definition: ny\n");
    assert!(Step::of(&before, &after).items().contains(&"krav/k-3.html"));
}
