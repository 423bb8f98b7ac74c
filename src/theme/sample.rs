//! One view of every form, with every kind of content in it: what `sporbar theme check`, the tests and
//! a person who draws a theme render. Fictitious, and in Danish, because long Danish words are the test.

mod items;

use crate::pages::view::*;

/// Constants of the sample site.
pub fn site(language: &str) -> Site {
    let menu = [
        ("solutions", "Løsninger", "loesning/index.html"),
        ("law", "Lovgrundlag", "retskilde/index.html"),
        ("concepts", "Begreber", "begreb/index.html"),
        ("changes", "Ændringer", "aendring/index.html"),
        ("bodies", "Organer", "organ/index.html"),
        ("readiness", "Udbudsparathed", "udbudsparathed.html"),
        ("search", "Søg", "soeg.html"),
    ];
    Site {
        title: "Fælleskommunal kravdokumentation".into(),
        language: if language == "en" { "en" } else { "da" },
        confidential: true,
        notice: "Illustration – ikke KOMBITs, KL's eller leverandørers dokumentation".into(),
        edition: "2026.2".into(),
        as_of: String::new(),
        menu: menu.map(|(key, text, href)| MenuEntry { key: key.into(), text: text.into(), href: href.into() }).into(),
        accessibility: "https://was.digst.dk/krav-example-dk".into(),
        base_url: "https://krav.example.dk/".into(),
        feed: true,
    }
}

/// At least one view of each form.
pub fn views() -> Vec<View> {
    vec![
        front(),
        items::requirement(),
        items::act(),
        items::interface(),
        items::rule(),
        items::process(),
        list(),
        letters(),
        readiness(),
        View::Redirect(RedirectView {
            page: Page { hidden: true, ..page("krav/dubu-k-12.html", "Siden er flyttet") },
            old_id: "DUBU-K-12".into(),
            target: reference(REQUIREMENT, "DUBU-K-0012", "Frist for børnefaglig undersøgelse"),
        }),
        View::NotFound(NotFoundView {
            page: Page { root: String::new(), hidden: true, ..page("404.html", "Siden findes ikke") },
            menu: site("da").menu,
        }),
        View::Explorer(ExplorerView {
            page: page("udforsk.html", "Udforsk forbindelserne"),
            title: "Udforsk forbindelserne".into(),
            lead: "Find et element, og gå videre derfra.".into(),
            data: vec!["data/graf.js".into(), "data/graf-000.js".into()],
            without: crumb("Se alle elementer som lister", "oversigt.html"),
        }),
    ]
}

const REQUIREMENT: (&str, &str) = ("k-requirement", "forretningskrav");
const PROVISION: (&str, &str) = ("k-provision", "bestemmelse");
const SOLUTION: (&str, &str) = ("k-solution", "løsning");
const PROCESS: (&str, &str) = ("k-process", "arbejdsgang");
const USE_CASE: (&str, &str) = ("k-use-case", "use case");
const CONCEPT: (&str, &str) = ("k-concept", "begreb");
const INTERFACE: (&str, &str) = ("k-interface", "snitflade");
const RULE: (&str, &str) = ("k-rule", "regel");
const OBJECT: (&str, &str) = ("k-information-object", "informationsobjekt");
const BODY: (&str, &str) = ("k-body", "organ");
const CHANGE: (&str, &str) = ("k-change", "ændring");
const SYSTEM: (&str, &str) = ("k-external-system", "eksternt system");

fn page(route: &str, title: &str) -> Page {
    Page {
        root: "../".repeat(route.matches('/').count()),
        route: route.into(),
        title: title.into(),
        canonical: format!("https://krav.example.dk/{route}"),
        ..Page::default()
    }
}

/// A page of an item, with crumbs, edit link and citation.
fn item_page(route: &str, id: &str, title: &str, sections: &[Section]) -> Page {
    Page {
        description: title.into(),
        crumbs: vec![
            crumb("Løsninger", "../loesning/index.html"),
            crumb("DUBU", "../loesning/dubu.html"),
            crumb(id, ""),
        ],
        contents: sections.iter().map(|part| crumb(&part.title, &format!("#{}", part.anchor))).collect(),
        edit_url: "https://git.example.dk/krav/edit/main/content/krav/frister.md".into(),
        citation: format!("{id}, udgave 2026.2"),
        menu: "solutions".into(),
        ..page(route, &format!("{id} {title}"))
    }
}

fn crumb(text: &str, href: &str) -> Crumb {
    Crumb { text: text.into(), href: href.into() }
}

fn chip(text: &str, tone: &'static str) -> Chip {
    Chip { text: text.into(), tone }
}

fn text(text: &str) -> Inline {
    Inline::Text { text: text.into() }
}

/// An item as it is shown where it is mentioned; its page has the name of its id.
fn reference((class, kind): (&'static str, &str), id: &str, title: &str) -> ItemRef {
    ItemRef {
        id: id.into(),
        id_html: id.replace("§ ", "§&nbsp;").replace("stk. ", "stk.&nbsp;"),
        title: title.into(),
        href: format!("../x/{}.html", id.to_lowercase().replace([' ', '§', ',', '.'], "")),
        kind: kind.into(),
        class,
        status: String::new(),
        tone: "none",
        note: String::new(),
        excerpt: String::new(),
    }
}

fn item(kind: (&'static str, &str), id: &str, title: &str) -> Inline {
    Inline::Item(reference(kind, id, title))
}

fn fact(label: &str, values: Vec<Inline>) -> Fact {
    Fact { label: label.into(), values }
}

fn section(anchor: &str, title: &str, content: Content) -> Section {
    Section { anchor: anchor.into(), title: title.into(), content }
}

fn table(caption: &str, look: &'static str, columns: &[(&str, &'static str)], rows: Vec<Vec<Vec<Inline>>>) -> Table {
    Table {
        caption: caption.into(),
        columns: columns
            .iter()
            .map(|(text, class)| Column { text: (*text).into(), href: String::new(), class })
            .collect(),
        rows: rows.into_iter().map(|cells| Row { anchor: String::new(), cells }).collect(),
        more: Crumb::default(),
        look,
    }
}

fn relation(name: &str, more: Crumb, items: Vec<ItemRef>) -> Relation {
    Relation { name: name.into(), count: items.len(), items, more }
}

/// An item's page with nothing but its heading; the kinds below fill in the rest.
fn bare((class, kind): (&str, &str), route: &str, id: &str, title: &str, sections: Vec<Section>) -> ItemView {
    ItemView {
        page: item_page(route, id, title, &sections),
        id: id.into(),
        title: title.into(),
        kind: kind.into(),
        class: class.into(),
        chips: vec![chip("gældende", "ok")],
        statement: String::new(),
        facts: Vec::new(),
        ahead: Vec::new(),
        html: String::new(),
        sections,
        authority: false,
        findings: Vec::new(),
        damaged: false,
    }
}

fn finding(level: &'static str) -> FindingView {
    FindingView {
        code: "J02".into(),
        level,
        message: "`DUBU-K-0012` henviser til en bestemmelse, der er ændret siden gennemgangen".into(),
        help: "læs bestemmelsen igen, og kør `sporbar review`".into(),
        place: "content/krav/frister.md:12:3".into(),
        href: "../regler/j02.html".into(),
        item: (level == "error").then(|| reference(REQUIREMENT, "DUBU-K-0012", "Frist for børnefaglig undersøgelse")),
        waived: level == "info",
    }
}

fn list() -> View {
    let statuses = [("gældende", "ok"), ("til kvalitetssikring", "wait"), ("udgået", "no"), ("kladde", "none")];
    let titles = [
        "Frist for børnefaglig undersøgelse",
        "Kvittering for underretning",
        "Visning af frister på tværs",
        "Journalisering af samtykkeerklæringer ved videregivelse af helbredsoplysninger",
    ];
    let rows = (1..=12usize).map(|number| {
        let (status, tone) = statuses[number % 4];
        vec![
            vec![item(REQUIREMENT, &format!("DUBU-K-{number:04}"), titles[number % 4])],
            vec![text("mindstekrav")],
            vec![item(PROVISION, "BL § 20, stk. 3", "")],
            vec![Inline::Chip(chip(status, tone))],
            vec![text(&(number * 3).to_string())],
        ]
    });
    let table = Table {
        more: crumb("Vis alle 1.453", "index.html"),
        ..table(
            "",
            "plain",
            &[("Krav", "id"), ("Type", ""), ("Hjemmel", ""), ("Status", ""), ("Henvisninger", "num")],
            rows.collect(),
        )
    };
    View::List(ListView {
        page: Page {
            menu: "solutions".into(),
            crumbs: vec![crumb("Forside", "../index.html"), crumb("Forretningskrav", "")],
            ..page("krav/side-3.html", "Forretningskrav")
        },
        title: "Forretningskrav".into(),
        lead: "Det, løsningerne skal kunne, ordnet efter id.".into(),
        count: 1453,
        table,
        pager: Pager {
            number: 3,
            total: 8,
            previous: "side-2.html".into(),
            next: "side-4.html".into(),
            pages: vec![
                crumb("1", "index.html"),
                crumb("2", "side-2.html"),
                crumb("3", ""),
                crumb("4", "side-4.html"),
                crumb("…", ""),
                crumb("8", "side-8.html"),
            ],
        },
    })
}

fn letters() -> View {
    let term = |title: &str, definition: &str| Term {
        item: reference(CONCEPT, &format!("B-{title}"), title),
        definition: definition.into(),
        accepted: String::new(),
        deprecated: String::new(),
        solutions: vec![reference(SOLUTION, "DUBU", "")],
    };
    let letter = |letter: &str, anchor: &str, terms| Letter { letter: letter.into(), anchor: anchor.into(), terms };
    View::Letters(LettersView {
        page: Page { menu: "concepts".into(), ..page("begreb/index.html", "Begreber") },
        title: "Begreber".into(),
        lead: "Ord med en aftalt betydning, på tværs af løsningerne.".into(),
        letters: vec![
            letter(
                "A",
                "_a",
                vec![term(
                    "afgørelse",
                    "beslutning i en konkret sag, der ensidigt fastsætter, hvad der er eller skal være ret",
                )],
            ),
            letter(
                "U",
                "_u",
                vec![Term {
                    accepted: "også: bekymringshenvendelse".into(),
                    deprecated: "ikke: anmeldelse".into(),
                    item: ItemRef {
                        status: "kladde".into(),
                        tone: "wait",
                        ..reference(CONCEPT, "B-underretning", "underretning")
                    },
                    ..term("underretning", "henvendelse om bekymring for et barns trivsel")
                }],
            ),
            letter(
                "Å",
                "_aa",
                vec![term(
                    "åbenlyst grundløs underretning",
                    "underretning, der ved modtagelsen kan konstateres at være uden grundlag",
                )],
            ),
        ],
        pager: Pager { number: 1, total: 1, ..Pager::default() },
    })
}

fn tile(title: &str, number: &str, note: &str, class: &str, counts: &[&str]) -> Tile {
    Tile {
        title: title.into(),
        href: "loesning/dubu.html".into(),
        note: note.into(),
        number: number.into(),
        class: class.into(),
        counts: counts.iter().map(|count| crumb(count, "krav/index.html")).collect(),
    }
}

fn front() -> View {
    let ahead = table(
        "",
        "plain",
        &[("Lovændring", "id"), ("Fase", ""), ("Frist", ""), ("Berører", "num")],
        vec![
            vec![
                vec![item(("k-law-case", "regelændring"), "RA-2026-04", "Ændring af barnets lov")],
                vec![Inline::Chip(chip("i høring", "wait"))],
                vec![text("1. december 2026")],
                vec![Inline::Link { text: "14 krav".into(), href: "regelaendring/ra-2026-04.html".into() }],
            ],
            vec![
                vec![item(("k-law-case", "regelændring"), "RA-2026-02", "Digital post til unge")],
                vec![Inline::Chip(chip("vedtaget", "ok"))],
                vec![text("1. januar 2027")],
                vec![text("3 krav")],
            ],
        ],
    );
    let solution = |title: &str, note: &str, counts: &[&str], chip: Chip| SolutionTile {
        tile: tile(title, "", note, "k-solution", counts),
        state: vec![Inline::ChipLink { chip, href: "udbudsparathed/dubu.html".into() }, text(" udbydes 2027")],
    };
    View::Front(FrontView {
        page: page("index.html", "Fælleskommunal kravdokumentation"),
        lead: String::new(),
        html: "<p>Her står, hvad de fælleskommunale løsninger skal kunne, hvorfor, og hvem der beslutter det. Dokumentationen tilhører kommunerne og er klar, når en løsning skal udbydes igen.</p>".into(),
        solutions: vec![
            solution("DUBU", "it-system, drift", &["412 krav", "18 arbejdsgange"], chip("ikke klar", "no")),
            solution("SAPA", "it-system, drift", &["198 krav", "7 arbejdsgange"], chip("klar", "ok")),
            solution("NemRefusion", "selvbetjeningssystem, udbud", &["96 krav"], chip("klar med udeståender", "wait")),
        ],
        kinds: vec![
            tile("Forretningskrav", "1.453", "", "k-requirement", &[]),
            tile("Retskilder", "38", "", "k-legal-source", &[]),
            tile("Arbejdsgange", "64", "", "k-process", &[]),
            tile("Use cases", "112", "", "k-use-case", &[]),
            tile("Begreber", "507", "", "k-concept", &[]),
            tile("Snitflader", "41", "", "k-interface", &[]),
            tile("Regler", "83", "", "k-rule", &[]),
            tile("Informationsobjekter", "129", "", "k-information-object", &[]),
            tile("Organer", "17", "", "k-body", &[]),
            tile("Ændringer", "76", "", "k-change", &[]),
        ],
        sections: vec![section("_ahead", "Lovændringer på vej", Content::Table(ahead))],
    })
}

fn readiness() -> View {
    let cell = |text: &str, tone: &'static str| {
        vec![Inline::ChipLink { chip: chip(text, tone), href: "udbudsparathed/dubu.html".into() }]
    };
    let columns = [
        ("Løsning", "id"),
        ("Samlet", ""),
        ("Retsgrundlag", ""),
        ("Krav", ""),
        ("Forretningsviden", ""),
        ("Styring", ""),
        ("Kontrakt og ophør", ""),
        ("Udbud", ""),
        ("Sikkerhed", ""),
    ];
    let matrix = table(
        "",
        "areas",
        &columns,
        vec![
            vec![
                vec![item(SOLUTION, "DUBU", "")],
                cell("ikke klar", "no"),
                cell("12", "no"),
                cell("4", "wait"),
                cell("", "ok"),
                cell("", "ok"),
                cell("3", "no"),
                cell("2", "wait"),
                cell("", "ok"),
            ],
            vec![
                vec![item(SOLUTION, "NemRefusion", "")],
                cell("klar med udeståender", "wait"),
                cell("", "ok"),
                cell("2", "wait"),
                cell("", "ok"),
                cell("", "ok"),
                cell("", "ok"),
                cell("1", "wait"),
                cell("", "ok"),
            ],
            vec![
                vec![item(SOLUTION, "SAPA", "")],
                cell("klar", "ok"),
                cell("", "ok"),
                cell("", "ok"),
                cell("", "ok"),
                cell("", "ok"),
                cell("", "ok"),
                cell("", "ok"),
                cell("", "ok"),
            ],
            vec![
                vec![item(SOLUTION, "Valg", "")],
                vec![Inline::Chip(chip("– ikke vurderet", "none"))],
                cell("", "ok"),
                cell("–", "none"),
                cell("–", "none"),
                cell("", "ok"),
                cell("", "ok"),
                cell("–", "none"),
                cell("", "ok"),
            ],
        ],
    );
    let first = table(
        "",
        "plain",
        &[("Opgave", ""), ("Løsning", ""), ("Timer", "num"), ("Senest", "")],
        vec![
            vec![
                vec![Inline::Link { text: "Genvurdér 12 henvisninger til BL § 20".into(), href: "fund.html".into() }],
                vec![text("DUBU")],
                vec![text("18")],
                vec![text("1. februar 2027")],
            ],
            vec![
                vec![Inline::Link {
                    text: "Datér ophørsplanen i kontrakt K-2019-07".into(), href: "fund.html".into()
                }],
                vec![text("DUBU")],
                vec![text("4")],
                vec![text("15. marts 2027")],
            ],
        ],
    );
    let sections = vec![
        section(
            "_numbers",
            "Overblik",
            Content::Tiles {
                tiles: vec![
                    tile("løsninger er klar", "1 af 4", "", "", &[]),
                    tile("til næste annoncering", "212 dage", "NemRefusion", "", &[]),
                    tile("fund, der hindrer et udbud", "38", "", "", &[]),
                    tile("dispensationer udløber inden annoncering", "6", "", "", &[]),
                ],
            },
        ),
        section("_matrix", "Løsninger og områder", Content::Table(matrix)),
        section("_first", "Gør dette først", Content::Table(first)),
        section(
            "_next",
            "Først",
            Content::First {
                line: vec![text("Godkend det fælles underretningsskema.")],
                note: vec![text("om 12 dage")],
            },
        ),
        section("_course", "Vejen til idriftsættelse", Content::Course { steps: course() }),
        section(
            "_files",
            "Tag listen med",
            Content::Files {
                files: vec![FileLink {
                    text: "Kalender".into(),
                    href: "kalender.ics".into(),
                    note: "åbnes i en kalender".into(),
                }],
            },
        ),
        section(
            "_findings",
            "Fund",
            Content::Findings {
                findings: vec![finding("error"), finding("warning"), finding("info")],
                more: crumb("Vis alle 38", "fund.html"),
            },
        ),
    ];
    View::Sections(SectionsView {
        page: Page { menu: "readiness".into(), ..page("udbudsparathed.html", "Udbudsparathed") },
        title: "Udbudsparathed".into(),
        lead: "Er dokumentationen god nok til at blive udbudt igen? Vurderet på dagen for annoncering efter Kravredaktionens kvalitetsniveau 1.0.".into(),
        sections,
    })
}

fn course() -> Vec<CourseStep> {
    let step = |name: &str, tone, state: &str, date: &str| CourseStep {
        name: name.into(),
        tone,
        state: state.into(),
        date: date.into(),
        iso: if date.is_empty() { String::new() } else { "2026-05-12".into() },
        proof: vec![text("620 timer")],
    };
    vec![
        step("specificeret og estimeret", "ok", "gjort", "12. maj 2026"),
        step("styregruppen har godkendt", "no", "mangler", ""),
        step("sat i gang af projektlederen med leverandøren", "wait", "det næste", ""),
        step("sat i drift", "none", "senere", ""),
    ]
}
