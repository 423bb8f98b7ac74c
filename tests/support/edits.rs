//! Edits of all kinds, by chance that is the same every time, and a small project to try them on.

#![allow(dead_code)]

use std::fs;
use std::path::Path;

use sporbar::trace::reviews::recorded;

use super::{Chance, Project};

/// Days that are tried: the pinned one, its neighbours, and far ones where law begins and ends.
const DAYS: [&str; 6] = ["2026-11-01", "2026-11-02", "2026-10-31", "2024-06-30", "2031-01-01", "2020-02-29"];

pub const SETTINGS: [&str; 8] = [
    "titel: Prøve\n",
    "titel: Prøve\nudgave: \"2026.3\"\n",
    "titel: Et andet navn\nbemærkning: Kun en prøve\n",
    "titel: Prøve\nsprog: en\n",
    "titel: Prøve\nbase_url: https://krav.example.dk/\n",
    "titel: Prøve\nudgiv: [offentlig, intern]\nkilde_url: https://git.example.dk/{path}\n",
    "titel: Prøve\nkvalitetsprofil: {regler: {K: \"off\", S15: \"off\", S07: warning, S10: \"off\"}}\n",
    "titel: Prøve\nkvalitetsprofil: {regler: {J: error, S16: \"off\"}, grænser: {gennemgået_måneder: 1}}\n",
];

pub const WAIVERS: [&str; 2] = [
    "- regel: J02\n  vælg: {type: krav}\n  begrundelse: aftalt\n  godkendt_af: SG-PRØVE\n  udløber: 2027-01-01\n",
    "- regel: S16\n  vælg: {type: begreb}\n",
];

/// The second reads another field as prose.
const MODELS: [&str; 2] = [
    "udvid: fælleskommunal\ntyper:\n  krav:\n    navn: {da: fordring, en: claim}\n",
    "udvid: fælleskommunal\ntyper:\n  krav:\n    felter:\n      ukendt: {type: markdown, navn: {da: ukendt, en: unknown}}\n",
];

const VIEWS: [&str; 5] = [
    "tabel:\n  vælg: {type: krav}\n  kolonner: [id, titel, status]\n  sorter: id",
    "liste:\n  vælg: {type: [begreb, regel]}",
    "graf:\n  vælg: {type: [løsning, snitflade]}",
    "matrix:\n  rækker: {type: krav}\n  kolonner: {type: bestemmelse}\n  via: [hjemmel]",
    "tabel:\n  vælg: {typ: krav}",
];

/// A project with a copy of how it was, and what is done to it.
pub struct Edited {
    start: Project,
    pub project: Project,
    /// Ids that stood in the content at the start.
    ids: Vec<String>,
    chance: Chance,
}

impl Edited {
    pub fn new(start: Project, seed: u64) -> Edited {
        let ids = start.files.values().flat_map(|text| text.lines()).filter_map(id_of).map(str::to_owned).collect();
        Edited { project: start.clone(), start, ids, chance: Chance(seed) }
    }

    /// One edit, told in a line.
    pub fn edit(&mut self) -> String {
        match self.chance.below(27) {
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
            25 => self.model(),
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

    fn model(&mut self) -> String {
        let model = [None, Some(MODELS[0]), Some(MODELS[1])][self.chance.below(3)];
        self.project.model = model.map(str::to_owned);
        format!("model {}", model.unwrap_or("as shipped"))
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
pub fn replace_line(chance: &mut Chance, text: &str, wanted: impl Fn(&str) -> bool, by: &str) -> String {
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

/// A few items of many kinds, close together, so that an edit meets a neighbour.
pub fn village() -> Project {
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
pub fn diagram(name: &str) -> String {
    format!(
        "<definitions><process id=\"P\"><task id=\"t\" name=\"Svar {name}\"/></process><BPMNDiagram><BPMNPlane bpmnElement=\"P\"><BPMNShape bpmnElement=\"t\"><Bounds x=\"0\" y=\"0\" width=\"100\" height=\"80\"/></BPMNShape></BPMNPlane></BPMNDiagram></definitions>"
    )
}

/// A kind of edit and what one of it costs.
pub struct Kind {
    pub name: &'static str,
    pub edit: fn(&mut Project),
    /// Files parsed and models built.
    pub parsed: usize,
    pub models: usize,
    /// Pages of items that are made again, sorted; `None` when it is all of them.
    pub items: Option<&'static [&'static str]>,
    /// How many pages that gather, data files and files of the theme at most; of some 190.
    pub others: usize,
}

const fn kind(name: &'static str, edit: fn(&mut Project), parsed: usize, models: usize) -> Kind {
    Kind { name, edit, parsed, models, items: None, others: usize::MAX }
}

impl Kind {
    const fn makes(self, items: &'static [&'static str], others: usize) -> Kind {
        Kind { items: Some(items), others, ..self }
    }
}

/// One edit of each kind, to be made of the village one after the other. K-3 lists all requirements, and BES-1 signs the
/// content of a solution.
pub const KINDS: [Kind; 17] = [
    kind("text", |project| change(project, "content/regel.md", "Når en", "Hver gang en"), 1, 0)
        .makes(&["beslutning/bes-1.html", "krav/k-3.html", "regel/r-1.html"], 25),
    kind("title", |project| change(project, "content/krav/k2.md", "titel: Svar", "titel: Gensvar"), 1, 1).makes(
        &[
            "beslutning/bes-1.html",
            "krav/k-1.html",
            "krav/k-2.html",
            "krav/k-3.html",
            "loesning/l-1.html",
            "organ/sg-proeve.html",
            "usecase/u-1.html",
        ],
        45,
    ),
    kind("add", |project| drop(project.files.insert("content/krav/ny.md".to_owned(), NEW.to_owned())), 1, 1)
        .makes(&["beslutning/bes-1.html", "krav/k-3.html", "krav/ny-1.html", "loesning/l-1.html"], 45),
    // A file is known by what is in it.
    kind("rename", rename, 0, 1).makes(&["krav/k-3.html", "krav/ny-1.html"], 25),
    kind("break", |project| change(project, RENAMED, "begrundelse: aftalt", "begrundelse: [aftalt"), 1, 1)
        .makes(&["beslutning/bes-1.html", "krav/k-3.html", "krav/ny-1.html", "loesning/l-1.html"], 45),
    kind("mend", |project| change(project, RENAMED, "begrundelse: [aftalt", "begrundelse: aftalt"), 1, 1)
        .makes(&["beslutning/bes-1.html", "krav/k-3.html", "krav/ny-1.html", "loesning/l-1.html"], 45),
    kind("delete", |project| drop(project.files.remove(RENAMED).unwrap()), 0, 1)
        .makes(&["beslutning/bes-1.html", "krav/k-3.html", "loesning/l-1.html"], 45),
    kind("model", |project| project.model = Some(MODELS[0].to_owned()), 0, 1),
    kind("model as shipped", |project| project.model = None, 0, 1),
    kind("styles", |project| theme(project, "static/site.css", "body{color:red}\n"), 0, 0).makes(&[], 1),
    kind("template", |project| theme(project, "templates/redirect.html", REDIRECT), 0, 0),
    // The provisions of an act are told by the file that they stand in.
    kind("law text", |project| change(project, "content/lov/bl.yaml", "Der kan svares", "Der må svares"), 1, 0)
        .makes(&["krav/k-3.html", "retskilde/bl.html", "retskilde/bl/p1.html", "retskilde/bl/p2.html"], 28),
    kind(
        "commencement",
        |project| change(project, "content/lov/bl.yaml", "i_kraft: 2026-11-02", "i_kraft: 2026-12-01"),
        1,
        1,
    )
    .makes(
        &["krav/k-1.html", "krav/k-3.html", "retskilde/bl.html", "retskilde/bl/p1.html", "retskilde/bl/p2.html"],
        45,
    ),
    kind("waiver", |project| project.waivers = Some(WAIVERS[1].to_owned()), 0, 0).makes(&["krav/k-3.html"], 22),
    kind("lock", |project| project.lock = Some(String::new()), 0, 0)
        .makes(&["krav/k-1.html", "krav/k-3.html", "regel/r-1.html"], 24),
    kind("record", |project| project.record = Some("L-1,2026-05-01,,ikke klar,4,0,\n".to_owned()), 0, 0).makes(&[], 6),
    kind("day", |project| project.day = "2026-11-03".parse().unwrap(), 0, 1)
        .makes(&["krav/k-3.html", "regelaendring/reg-1.html", "retskilde/bl.html", "retskilde/bl/p2.html"], 28),
];

const RENAMED: &str = "content/krav/omdøbt.md";
const REDIRECT: &str = "<!doctype html><title>{{ old_id }}</title>\n";

fn rename(project: &mut Project) {
    let text = project.files.remove("content/krav/ny.md").unwrap();
    project.files.insert(RENAMED.to_owned(), text);
}

fn theme(project: &mut Project, path: &str, text: &str) {
    project.theme.insert(path.to_owned(), text.as_bytes().to_vec());
}

/// A requirement that nothing links to.
const NEW: &str = "---\nid: NY-1\ntitel: Nyt\nbegrundelse: aftalt\n---\n\nLøsningen skal være ny.\n";

fn change(project: &mut Project, path: &str, from: &str, to: &str) {
    let text = project.files.get_mut(path).unwrap();
    assert!(text.contains(from), "{path} has no `{from}`");
    *text = text.replacen(from, to, 1);
}

/// The project as its files say it: the day and the model stand in the settings.
pub fn on_disk(project: &Project) -> Project {
    let mut project = project.clone();
    project.settings.push_str(&format!("pr_dato: {}\n", project.day));
    if project.model.is_some() {
        project.settings.push_str("model: model.yaml\n");
    }
    project
}

/// Writes what differs from what lies in a folder, and removes what is not there any more.
pub fn bring(folder: &Path, project: &Project) {
    let mut files = project.files.clone();
    files.insert("sporbar.yaml".to_owned(), project.settings.clone());
    let beside = [
        ("model.yaml", &project.model),
        ("dispensationer.yaml", &project.waivers),
        ("gennemgang.lock", &project.lock),
        ("udbudsparathed.csv", &project.record),
    ];
    files.extend(beside.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text.clone()?))));
    let theme = project.theme.iter().map(|(path, bytes)| (path, String::from_utf8(bytes.clone()).unwrap()));
    files.extend(theme.map(|(path, text)| (format!("themes/standard/{path}"), text)));
    let before = Project::read(folder).files;
    let stands = [
        "model.yaml",
        "dispensationer.yaml",
        "gennemgang.lock",
        "udbudsparathed.csv",
        "themes/standard/static/site.css",
    ];
    let known = before.keys().map(String::as_str).chain(stands);
    for path in known.filter(|path| !files.contains_key(*path)).filter(|path| folder.join(path).exists()) {
        // What is gone and stands elsewhere with the same bytes was renamed.
        let bytes = fs::read(folder.join(path)).unwrap();
        let is_new = |new: &&String| !before.contains_key(*new) && files[*new].as_bytes() == bytes;
        match files.keys().find(is_new).filter(|_| before.contains_key(path)) {
            Some(new) => fs::rename(folder.join(path), made_way(folder, new)).unwrap(),
            None => fs::remove_file(folder.join(path)).unwrap(),
        }
    }
    // All of them in one go and each in one step, so that nobody sees half of it.
    let mut drafts = Vec::new();
    for (path, text) in &files {
        if fs::read(folder.join(path)).ok().as_deref() != Some(text.as_bytes()) {
            let draft = folder.join(format!(".kladde-{}", drafts.len()));
            fs::write(&draft, text).unwrap();
            drafts.push((draft, made_way(folder, path)));
        }
    }
    drafts.into_iter().for_each(|(draft, path)| fs::rename(draft, path).unwrap());
}

/// Where a file will lie, its folder made.
fn made_way(folder: &Path, path: &str) -> std::path::PathBuf {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    path
}
