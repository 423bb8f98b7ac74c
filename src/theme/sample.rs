//! One view of every form, with every kind of content in it: what `sporbar theme check`, the tests and
//! a person who draws a theme render. Fictitious, and in Danish, because long Danish words are the test.

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
        notice: "Illustration – ikke KOMBITs, KL's eller leverandørers dokumentation".into(),
        edition: "2026.2".into(),
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
        requirement(),
        act(),
        interface(),
        rule(),
        process(),
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
        crumbs: vec![crumb("Løsninger", "../loesning/index.html"), crumb("DUBU", "../loesning/dubu.html"), crumb(id, "")],
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
fn reference((class, kind): (&str, &str), id: &str, title: &str) -> ItemRef {
    ItemRef {
        id: id.into(),
        id_html: id.replace("§ ", "§&nbsp;").replace("stk. ", "stk.&nbsp;"),
        title: title.into(),
        href: format!("../x/{}.html", id.to_lowercase().replace([' ', '§', ',', '.'], "")),
        kind: kind.into(),
        class: class.into(),
        status: String::new(),
        tone: "none",
        note: String::new(),
        excerpt: String::new(),
    }
}

fn item(kind: (&str, &str), id: &str, title: &str) -> Inline {
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
        html: String::new(),
        sections,
        authority: false,
        findings: Vec::new(),
        damaged: false,
    }
}

fn requirement() -> View {
    let suspect = ItemRef { status: "kladde".into(), tone: "wait", ..reference(PROCESS, "DUBU-P-03", "Børnefaglig undersøgelse") };
    let impact = table(
        "Direkte berørt",
        "plain",
        &[("Element", "id"), ("Løsning", ""), ("Hvorfor", "")],
        vec![
            vec![vec![item(PROCESS, "DUBU-P-03", "Børnefaglig undersøgelse")], vec![text("DUBU")], vec![text("kravet understøtter arbejdsgangen")]],
            vec![vec![item(USE_CASE, "UC-12", "Opfølgning på frist")], vec![text("DUBU")], vec![text("kravet understøtter use casen")]],
            vec![vec![item(REQUIREMENT, "SAPA-K-0044", "Visning af frister på tværs")], vec![text("SAPA")], vec![text("kravet afhænger af DUBU-K-0012")]],
        ],
    );
    let groups = vec![
        relation("hjemmel", Crumb::default(), vec![ItemRef { note: "hidtil gældende – verserende sager".into(), ..reference(PROVISION, "BL § 20, stk. 3", "Børnefaglig undersøgelse") }]),
        relation("understøtter", Crumb::default(), vec![suspect, reference(USE_CASE, "UC-12", "Opfølgning på frist")]),
        relation("bruger", Crumb::default(), vec![reference(CONCEPT, "B-underretning", "underretning"), reference(RULE, "R-07", "Fristberegning"), reference(INTERFACE, "SF1590_B", "Hændelser om personer"), reference(OBJECT, "IO-sag", "Sag")]),
        relation("er afhængigt af", crumb("Vis alle 14", "../krav/dubu-k-0012/henvisninger.html"), vec![ItemRef { excerpt: "Frister vises samlet for borgeren på tværs af de løsninger, der behandler barnets sager.".into(), ..reference(REQUIREMENT, "SAPA-K-0044", "Visning af frister på tværs") }, reference(CHANGE, "AE-2026-031", "Ny frist efter lovforslag L 92")]),
    ];
    let drawn = table("", "plain", &[("Fra", ""), ("Forbindelse", ""), ("Til", "")], vec![
        vec![vec![item(REQUIREMENT, "DUBU-K-0012", "")], vec![text("hjemmel")], vec![item(PROVISION, "BL § 20, stk. 3", "")]],
        vec![vec![item(REQUIREMENT, "DUBU-K-0012", "")], vec![text("understøtter")], vec![item(PROCESS, "DUBU-P-03", "Børnefaglig undersøgelse")]],
    ]);
    let sections = vec![
        section("_graph", "Sporbarhed", Content::Drawing { svg: GRAPH.into(), table: drawn }),
        section("_impact", "Konsekvens af en ændring", Content::Prose { html: "<p>En ændring af dette krav berører <b>5 elementer direkte</b> og 9 afledt i <b>2 løsninger</b>. Tidligste frist: 1.&nbsp;januar&nbsp;2027.</p>".into() }),
        section("_direct", "Berørte elementer", Content::Table(impact)),
        section("_links", "Forbindelser", Content::Relations { groups }),
        section("_history", "Historik", Content::Timeline { events: vec![
            Event { date: "1. januar 2024".into(), iso: "2024-01-01".into(), what: vec![text("version 1.0, ved barnets lovs ikrafttræden")] },
            Event { date: "12. maj 2026".into(), iso: "2026-05-12".into(), what: vec![text("gennemgået af"), item(BODY, "FG-DUBU", "Faggruppen for DUBU"), text(", uden bemærkninger")] },
        ] }),
    ];
    View::Item(Box::new(ItemView {
        chips: vec![chip("gældende", "ok"), chip("mindstekrav", "none"), chip("skal genvurderes", "wait")],
        statement: "<p>Løsningen skal beregne fristen for den børnefaglige undersøgelse til fire måneder efter den dato, hvor behovet er konstateret.</p>".into(),
        facts: vec![
            fact("Hjemmel", vec![item(PROVISION, "BL § 20, stk. 3", "Børnefaglig undersøgelse"), item(PROVISION, "BL § 32, stk. 1", "Underretning")]),
            fact("Løsning", vec![item(SOLUTION, "DUBU", "Digitalisering af børn og unge")]),
            fact("Præciserer", vec![item(REQUIREMENT, "DUBU-K-0010", "Frister i børnesager")]),
            fact("Ophav og art", vec![text("lov"), text("funktionelt"), text("funktionalitet")]),
            fact("Ejer", vec![item(BODY, "FG-DUBU", "Faggruppen for DUBU")]),
            fact("Standard", vec![Inline::Broken { text: "FKA AR 9.9".into() }, Inline::Link { text: "vejledning 9142".into(), href: "https://www.retsinformation.dk/".into() }, Inline::Html { html: "<em>under afklaring</em>".into() }]),
            fact("Gennemgået", vec![Inline::Html { html: "<time datetime=\"2026-05-12\">12.&nbsp;maj&nbsp;2026</time> af Faggruppen for DUBU".into() }, Inline::Chip(chip("skal genvurderes", "wait"))]),
        ],
        html: BODY_HTML.into(),
        authority: true,
        findings: vec![finding("warning"), finding("error"), finding("info")],
        damaged: true,
        ..bare(REQUIREMENT, "krav/dubu-k-0012.html", "DUBU-K-0012", "Frist for børnefaglig undersøgelse", sections)
    }))
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

fn provision(name: &str, title: &str, summary: &str, chips: Vec<Chip>, counts: &[&str], children: Vec<TreeNode>) -> TreeNode {
    TreeNode {
        name_html: name.replace(' ', "&nbsp;"),
        href: if name.starts_with('§') { format!("bl/{}.html", name.replace("§ ", "p")) } else { String::new() },
        anchor: format!("_{}", name.replace("§ ", "p").replace([' ', '.'], "")),
        title: title.into(),
        summary: summary.into(),
        html: String::new(),
        chips,
        counts: counts.iter().map(|count| crumb(count, "../krav/index.html")).collect(),
        children,
    }
}

fn act() -> View {
    let answered = || vec![chip("besvaret", "ok")];
    let letters = vec![
        provision("litra a", "", "sundhedsforhold", Vec::new(), &[], Vec::new()),
        TreeNode { html: "<p>b) skoleforhold, herunder dagtilbud.</p>".into(), ..provision("litra b", "", "", Vec::new(), &[], Vec::new()) },
    ];
    let nodes = vec![provision("Kapitel 3", "Afdækning og undersøgelse", "", Vec::new(), &[], vec![
        provision("§ 18", "Screening af alle henvendelser", "Kommunen vurderer inden 24 timer, om en underretning giver anledning til akutte foranstaltninger.", vec![chip("åben", "no")], &[], Vec::new()),
        provision("§ 20", "Børnefaglig undersøgelse", "", vec![chip("delvist besvaret", "wait")], &["12 krav", "2 løsninger"], vec![
            provision("stk. 3", "", "Undersøgelsen afsluttes senest fire måneder efter, at behovet er konstateret.", answered(), &["4 krav"], letters),
            provision("stk. 4", "", "Undersøgelsen afsluttes med en begrundet stillingtagen til, om der er grundlag for at iværksætte foranstaltninger.", vec![chip("giver ikke krav", "none")], &[], Vec::new()),
        ]),
    ])];
    let sections = vec![section("_tree", "Bestemmelser", Content::Tree { nodes })];
    View::Item(Box::new(ItemView {
        facts: vec![
            fact("Dokument", vec![text("LOV nr. 721 af 13. juni 2023")]),
            fact("I kraft", vec![text("1. januar 2024")]),
            fact("Dækning", vec![text("udvalgte bestemmelser"), Inline::Chip(chip("38 af 52 besvaret", "wait"))]),
        ],
        authority: true,
        ..bare(("k-legal-source", "retskilde"), "retskilde/bl.html", "BL", "Barnets lov", sections)
    }))
}

fn interface() -> View {
    let sections = vec![
        section("_ends", "Ender", Content::Ends {
            providers: vec![reference(SYSTEM, "CPR", "Det Centrale Personregister")],
            consumers: vec![ItemRef { note: "version 1.0".into(), ..reference(SOLUTION, "DUBU", "Digitalisering af børn og unge") }, reference(SOLUTION, "SAPA", "Sags- og Partsoverblik"), reference(SOLUTION, "NEMREF", "NemRefusion")],
            version: "1.1".into(),
            pattern: "hændelse".into(),
            data: vec![reference(OBJECT, "IO-person", "Person"), reference(OBJECT, "IO-adresse", "Adresse")],
        }),
        section("_conditions", "Vilkår", Content::List { ordered: false, items: vec![vec![text("Afregnes efter forbrug, jf."), item(("k-contract", "kontrakt"), "K-2019-07", "Driftskontrakt")], vec![text("Hændelser leveres inden for fem minutter.")]] }),
        section("_order", "Rækkefølge", Content::List { ordered: true, items: vec![vec![text("abonnement oprettes")], vec![text("hændelse modtages")]] }),
    ];
    View::Item(Box::new(bare(INTERFACE, "snitflade/sf1590_b.html", "SF1590_B", "Hændelser om personer", sections)))
}

fn rule() -> View {
    let cells = |values: [&str; 4]| values.iter().map(|value| vec![text(value)]).collect();
    let decision = table("Hitpolitik: første", "decision", &[("Alder", "in"), ("Akut", "in"), ("Frist", "out"), ("Begrundelse", "out")], vec![
        cells(["under 15 år", "nej", "4 måneder", "hovedreglen, § 20, stk. 3"]),
        cells(["15 år eller derover", "nej", "4 måneder", "med samtykke, § 5"]),
        cells(["–", "ja", "24 timer", "§ 18, stk. 1"]),
    ]);
    let sections = vec![section("_table", "Beslutningstabel", Content::Table(decision))];
    View::Item(Box::new(bare(RULE, "regel/r-07.html", "R-07", "Fristberegning", sections)))
}

fn process() -> View {
    let step = |number: &str, name: &str, actor: &str, links, next: &[&str]| StepView {
        anchor: format!("t{number}"),
        number: number.into(),
        name: name.into(),
        actor: actor.into(),
        links,
        next: next.iter().map(|next| crumb(next, &format!("#t{}", &next[..1]))).collect(),
    };
    let steps = vec![
        step("1", "Modtag underretning", "Modtageteam", vec![fact("krav", vec![item(REQUIREMENT, "DUBU-K-0003", "Kvittering for underretning")]), fact("snitflade", vec![item(INTERFACE, "SF1590_B", "Hændelser om personer")])], &["2 Vurdér behov for akut indsats"]),
        step("2", "Vurdér behov for akut indsats", "Myndighedsrådgiver", vec![fact("regel", vec![item(RULE, "R-07", "Fristberegning")])], &["3 Iværksæt akut foranstaltning", "4 Indled børnefaglig undersøgelse"]),
        step("3", "Iværksæt akut foranstaltning", "Myndighedsrådgiver", Vec::new(), &["4 Indled børnefaglig undersøgelse"]),
        step("4", "Indled børnefaglig undersøgelse", "", Vec::new(), &[]),
    ];
    let sections = vec![section("_steps", "Trin", Content::Steps { steps })];
    View::Item(Box::new(bare(PROCESS, "arbejdsgang/dubu-p-03.html", "DUBU-P-03", "Børnefaglig undersøgelse", sections)))
}

fn list() -> View {
    let statuses = [("gældende", "ok"), ("til kvalitetssikring", "wait"), ("udgået", "no"), ("kladde", "none")];
    let titles = ["Frist for børnefaglig undersøgelse", "Kvittering for underretning", "Visning af frister på tværs", "Journalisering af samtykkeerklæringer ved videregivelse af helbredsoplysninger"];
    let rows = (1..=12usize).map(|number| {
        let (status, tone) = statuses[number % 4];
        vec![vec![item(REQUIREMENT, &format!("DUBU-K-{number:04}"), titles[number % 4])], vec![text("mindstekrav")], vec![item(PROVISION, "BL § 20, stk. 3", "")], vec![Inline::Chip(chip(status, tone))], vec![text(&(number * 3).to_string())]]
    });
    let table = Table {
        more: crumb("Vis alle 1.453", "index.html"),
        ..table("", "plain", &[("Krav", "id"), ("Type", ""), ("Hjemmel", ""), ("Status", ""), ("Henvisninger", "num")], rows.collect())
    };
    View::List(ListView {
        page: Page { menu: "solutions".into(), crumbs: vec![crumb("Forside", "../index.html"), crumb("Forretningskrav", "")], ..page("krav/side-3.html", "Forretningskrav") },
        title: "Forretningskrav".into(),
        lead: "Det, løsningerne skal kunne, ordnet efter id.".into(),
        count: 1453,
        table,
        pager: Pager { number: 3, total: 8, previous: "side-2.html".into(), next: "side-4.html".into(), pages: vec![crumb("1", "index.html"), crumb("2", "side-2.html"), crumb("3", ""), crumb("4", "side-4.html"), crumb("…", ""), crumb("8", "side-8.html")] },
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
            letter("A", "_a", vec![term("afgørelse", "beslutning i en konkret sag, der ensidigt fastsætter, hvad der er eller skal være ret")]),
            letter("U", "_u", vec![Term { accepted: "også: bekymringshenvendelse".into(), deprecated: "ikke: anmeldelse".into(), item: ItemRef { status: "kladde".into(), tone: "wait", ..reference(CONCEPT, "B-underretning", "underretning") }, ..term("underretning", "henvendelse om bekymring for et barns trivsel") }]),
            letter("Å", "_aa", vec![term("åbenlyst grundløs underretning", "underretning, der ved modtagelsen kan konstateres at være uden grundlag")]),
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
    let ahead = table("", "plain", &[("Lovændring", "id"), ("Fase", ""), ("Frist", ""), ("Berører", "num")], vec![
        vec![vec![item(("k-law-case", "regelændring"), "RA-2026-04", "Ændring af barnets lov")], vec![Inline::Chip(chip("i høring", "wait"))], vec![text("1. december 2026")], vec![Inline::Link { text: "14 krav".into(), href: "regelaendring/ra-2026-04.html".into() }]],
        vec![vec![item(("k-law-case", "regelændring"), "RA-2026-02", "Digital post til unge")], vec![Inline::Chip(chip("vedtaget", "ok"))], vec![text("1. januar 2027")], vec![text("3 krav")]],
    ]);
    View::Front(FrontView {
        page: page("index.html", "Fælleskommunal kravdokumentation"),
        html: "<p>Her står, hvad de fælleskommunale løsninger skal kunne, hvorfor, og hvem der beslutter det. Dokumentationen tilhører kommunerne og er klar, når en løsning skal udbydes igen.</p>".into(),
        solutions: vec![
            tile("DUBU", "", "it-system, drift · næste udbud 2027", "k-solution", &["412 krav", "18 arbejdsgange", "✕ ikke klar"]),
            tile("SAPA", "", "it-system, drift", "k-solution", &["198 krav", "7 arbejdsgange", "✓ klar"]),
            tile("NemRefusion", "", "selvbetjeningssystem, udbud", "k-solution", &["96 krav", "◐ klar med udeståender"]),
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
    let cell = |text: &str, tone: &'static str| vec![Inline::ChipLink { text: text.into(), tone, href: "udbudsparathed/dubu.html".into() }];
    let columns = [("Løsning", "id"), ("Samlet", ""), ("Retsgrundlag", ""), ("Krav", ""), ("Forretningsviden", ""), ("Styring", ""), ("Kontrakt og ophør", ""), ("Udbud", ""), ("Sikkerhed", "")];
    let matrix = table("", "matrix", &columns, vec![
        vec![vec![item(SOLUTION, "DUBU", "")], cell("ikke klar", "no"), cell("12", "no"), cell("4", "wait"), cell("", "ok"), cell("", "ok"), cell("3", "no"), cell("2", "wait"), cell("", "ok")],
        vec![vec![item(SOLUTION, "NemRefusion", "")], cell("klar med udeståender", "wait"), cell("", "ok"), cell("2", "wait"), cell("", "ok"), cell("", "ok"), cell("", "ok"), cell("1", "wait"), cell("", "ok")],
        vec![vec![item(SOLUTION, "SAPA", "")], cell("klar", "ok"), cell("", "ok"), cell("", "ok"), cell("", "ok"), cell("", "ok"), cell("", "ok"), cell("", "ok"), cell("", "ok")],
        vec![vec![item(SOLUTION, "Valg", "")], vec![Inline::Chip(chip("– ikke vurderet", "none"))], cell("", "ok"), cell("–", "none"), cell("–", "none"), cell("", "ok"), cell("", "ok"), cell("–", "none"), cell("", "ok")],
    ]);
    let first = table("", "plain", &[("Opgave", ""), ("Løsning", ""), ("Timer", "num"), ("Senest", "")], vec![
        vec![vec![Inline::Link { text: "Genvurdér 12 henvisninger til BL § 20".into(), href: "fund.html".into() }], vec![text("DUBU")], vec![text("18")], vec![text("1. februar 2027")]],
        vec![vec![Inline::Link { text: "Datér ophørsplanen i kontrakt K-2019-07".into(), href: "fund.html".into() }], vec![text("DUBU")], vec![text("4")], vec![text("15. marts 2027")]],
    ]);
    let sections = vec![
        section("_numbers", "Overblik", Content::Tiles { tiles: vec![tile("løsninger er klar", "1 af 4", "", "", &[]), tile("til næste annoncering", "212 dage", "NemRefusion", "", &[]), tile("fund, der hindrer et udbud", "38", "", "", &[]), tile("dispensationer udløber inden annoncering", "6", "", "", &[])] }),
        section("_matrix", "Løsninger og områder", Content::Table(matrix)),
        section("_first", "Gør dette først", Content::Table(first)),
        section("_findings", "Fund", Content::Findings { findings: vec![finding("error"), finding("warning"), finding("info")], more: crumb("Vis alle 38", "fund.html") }),
    ];
    View::Sections(SectionsView {
        page: Page { menu: "readiness".into(), ..page("udbudsparathed.html", "Udbudsparathed") },
        title: "Udbudsparathed".into(),
        lead: "Er dokumentationen god nok til at blive udbudt igen? Vurderet på dagen for annoncering efter Kravredaktionens kvalitetsniveau 1.0.".into(),
        sections,
    })
}

const BODY_HTML: &str = r##"<h2 id="acceptkriterier">Acceptkriterier</h2><ol><li>Når behovet er konstateret 31.&nbsp;oktober, er fristen 28.&nbsp;februar (29.&nbsp;februar i skudår).</li><li>Fristen vises på sagens overblik og i sagsbehandlerens opgaveliste.</li></ol><aside class="alert alert-note"><p class="alert-title">Bemærk</p><p>Fristen regnes i kalendermåneder, ikke i arbejdsdage.</p></aside><aside class="alert alert-warning"><p class="alert-title">Advarsel</p><p>Ved akutte sager gælder 24 timer.</p></aside><aside class="guard"><p>Tilbudsgiver beskriver, hvordan fristen vises.</p></aside><h3 id="eksempler">Eksempler</h3><table><thead><tr><th scope="col">Konstateret</th><th scope="col" class="r">Dage</th><th scope="col" class="c">Skudår</th></tr></thead><tbody><tr><td>31. oktober 2026</td><td class="r">120</td><td class="c">nej</td></tr><tr><td>31. oktober 2027</td><td class="r">121</td><td class="c">ja</td></tr></tbody></table><p>Se også <a class="i k-concept" href="../begreb/b-underretning.html" title="begreb"><b>underretning</b></a>, <span class="broken" title="henvisningen findes ikke">DUBU-K-9999</span> og <a class="ext" href="https://www.retsinformation.dk/eli/lta/2023/721">loven på Retsinformation</a>.<sup><a href="#fn1" id="fnref1">1</a></sup></p><section class="footnotes"><ol><li id="fn1">Jf. vejledning nr. 9142. <a href="#fnref1">↩</a></li></ol></section>"##;

const GRAPH: &str = r##"<svg class="g g-wide" viewBox="0 0 760 190" role="img" aria-label="Kravet hviler på BL § 20, stk. 3; arbejdsgangen DUBU-P-03, use casen UC-12 og løsningen DUBU hviler på kravet"><path class="g-edge" d="M190 55C240 55 240 90 284 90"/><path class="g-arrow" d="M284 86l8 4-8 4z"/><path class="g-edge" d="M476 90C520 90 520 40 564 40"/><path class="g-edge" d="M476 97H564"/><path class="g-edge" d="M476 104C520 104 520 152 564 152"/><text class="g-label" x="204" y="48">hjemmel</text><a href="../retskilde/bl/p20.html"><path class="g-node k-provision" d="M14 33h168l8 22-8 22H14z"/><text class="g-id" x="26" y="51">BL § 20, stk. 3</text><text class="g-title" x="26" y="68">bestemmelse</text></a><rect class="g-node g-own k-requirement" x="290" y="72" width="186" height="50" rx="5"/><text class="g-id g-own" x="302" y="93">DUBU-K-0012</text><text class="g-title g-own" x="302" y="111">krav · Frist for under…</text><a href="x.html"><rect class="g-node k-process" x="572" y="18" width="176" height="44" rx="22"/><text class="g-id" x="590" y="36">DUBU-P-03</text><text class="g-title" x="590" y="53">arbejdsgang</text></a><a href="y.html"><rect class="g-node k-use-case" x="572" y="75" width="176" height="44" rx="22"/><text class="g-id" x="590" y="93">UC-12</text><text class="g-title" x="590" y="110">use case</text></a><a href="z.html"><path class="g-node k-solution" d="M572 130h176v44H572z"/><text class="g-id" x="590" y="148">DUBU</text><text class="g-title" x="590" y="165">løsning</text></a></svg>"##;
