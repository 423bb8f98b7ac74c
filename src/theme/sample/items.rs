//! Pages of items: one for each way of showing what is special to a kind.

use super::*;

pub fn requirement() -> View {
    let suspect = ItemRef {
        status: "kladde".into(),
        tone: "wait",
        ..reference(PROCESS, "DUBU-P-03", "Børnefaglig undersøgelse")
    };
    let impact = table(
        "Direkte berørt",
        "plain",
        &[("Element", "id"), ("Løsning", ""), ("Hvorfor", "")],
        vec![
            vec![
                vec![item(PROCESS, "DUBU-P-03", "Børnefaglig undersøgelse")],
                vec![text("DUBU")],
                vec![text("kravet understøtter arbejdsgangen")],
            ],
            vec![
                vec![item(USE_CASE, "UC-12", "Opfølgning på frist")],
                vec![text("DUBU")],
                vec![text("kravet understøtter use casen")],
            ],
            vec![
                vec![item(REQUIREMENT, "SAPA-K-0044", "Visning af frister på tværs")],
                vec![text("SAPA")],
                vec![text("kravet afhænger af DUBU-K-0012")],
            ],
        ],
    );
    let groups = vec![
        relation(
            "hjemmel",
            Crumb::default(),
            vec![ItemRef {
                note: "hidtil gældende – verserende sager".into(),
                ..reference(PROVISION, "BL § 20, stk. 3", "Børnefaglig undersøgelse")
            }],
        ),
        relation("understøtter", Crumb::default(), vec![suspect, reference(USE_CASE, "UC-12", "Opfølgning på frist")]),
        relation(
            "bruger",
            Crumb::default(),
            vec![
                reference(CONCEPT, "B-underretning", "underretning"),
                reference(RULE, "R-07", "Fristberegning"),
                reference(INTERFACE, "SF1590_B", "Hændelser om personer"),
                reference(OBJECT, "IO-sag", "Sag"),
            ],
        ),
        relation(
            "er afhængigt af",
            crumb("Vis alle 14", "../krav/dubu-k-0012/henvisninger.html"),
            vec![
                ItemRef {
                    excerpt: "Frister vises samlet for borgeren på tværs af de løsninger, der behandler barnets sager."
                        .into(),
                    ..reference(REQUIREMENT, "SAPA-K-0044", "Visning af frister på tværs")
                },
                reference(CHANGE, "AE-2026-031", "Ny frist efter lovforslag L 92"),
            ],
        ),
    ];
    let drawn = table(
        "",
        "plain",
        &[("Fra", ""), ("Forbindelse", ""), ("Til", "")],
        vec![
            vec![
                vec![item(REQUIREMENT, "DUBU-K-0012", "")],
                vec![text("hjemmel")],
                vec![item(PROVISION, "BL § 20, stk. 3", "")],
            ],
            vec![
                vec![item(REQUIREMENT, "DUBU-K-0012", "")],
                vec![text("understøtter")],
                vec![item(PROCESS, "DUBU-P-03", "Børnefaglig undersøgelse")],
            ],
        ],
    );
    let list =
        "<ul><li><a href=\"../retskilde/bl/p20.html#_stk-3\">BL § 20, stk. 3</a> <i>begrunder</i> DUBU-K-0012</ul>";
    let ahead = vec![
        section("_graf", "Sporbarhed", Content::Drawing { svg: GRAPH.into(), table: drawn, list: String::new() }),
        section(
            "_graf2",
            "Sporbarhed",
            Content::Drawing { svg: GRAPH.into(), table: Table::default(), list: list.into() },
        ),
    ];
    let sections = vec![
        section("_impact", "Konsekvens af en ændring", Content::Prose { html: "<p>En ændring af dette krav berører <b>5 elementer direkte</b> og 9 afledt i <b>2 løsninger</b>. Tidligste frist: 1.&nbsp;januar&nbsp;2027.</p>".into() }),
        section("_direct", "Berørte elementer", Content::Table(impact)),
        section("_konsekvens", "Hvad en ændring vil berøre", Content::Impact(affected())),
        section("_links", "Forbindelser", Content::Relations { groups }),
        section("_history", "Historik", Content::Timeline { events: vec![
            Event { date: "1. januar 2024".into(), iso: "2024-01-01".into(), what: vec![text("version 1.0, ved barnets lovs ikrafttræden")], is_ahead: false },
            Event { date: "12. maj 2026".into(), iso: "2026-05-12".into(), what: vec![text("gennemgået af"), item(BODY, "FG-DUBU", "Faggruppen for DUBU"), text(", uden bemærkninger")], is_ahead: true },
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
        ahead,
        html: BODY_HTML.into(),
        authority: true,
        findings: vec![finding("warning"), finding("error"), finding("info")],
        damaged: true,
        ..bare(REQUIREMENT, "krav/dubu-k-0012.html", "DUBU-K-0012", "Frist for børnefaglig undersøgelse", sections)
    }))
}

fn provision(
    name: &str,
    title: &str,
    summary: &str,
    chips: Vec<Chip>,
    counts: &[&str],
    children: Vec<TreeNode>,
) -> TreeNode {
    TreeNode {
        name_html: name.replace(' ', "&nbsp;"),
        href: if name.starts_with('§') { format!("bl/{}.html", name.replace("§ ", "p")) } else { String::new() },
        anchor: format!("_{}", name.replace("§ ", "p").replace([' ', '.'], "")),
        title: title.into(),
        summary: summary.into(),
        html: String::new(),
        facts: Vec::new(),
        chips,
        counts: counts.iter().map(|count| crumb(count, "../krav/index.html")).collect(),
        children,
    }
}

pub fn act() -> View {
    let answered = || vec![chip("besvaret", "ok")];
    let letters = vec![
        provision("litra a", "", "sundhedsforhold", Vec::new(), &[], Vec::new()),
        TreeNode {
            html: "<p>b) skoleforhold, herunder dagtilbud.</p>".into(),
            ..provision("litra b", "", "", Vec::new(), &[], Vec::new())
        },
    ];
    let nodes = vec![provision(
        "Kapitel 3",
        "Afdækning og undersøgelse",
        "",
        Vec::new(),
        &[],
        vec![
            provision(
                "§ 18",
                "Screening af alle henvendelser",
                "Kommunen vurderer inden 24 timer, om en underretning giver anledning til akutte foranstaltninger.",
                vec![chip("åben", "no")],
                &[],
                Vec::new(),
            ),
            provision(
                "§ 20",
                "Børnefaglig undersøgelse",
                "",
                vec![chip("delvist besvaret", "wait")],
                &["12 krav", "2 løsninger"],
                vec![
                    provision(
                        "stk. 3",
                        "",
                        "Undersøgelsen afsluttes senest fire måneder efter, at behovet er konstateret.",
                        answered(),
                        &["4 krav"],
                        letters,
                    ),
                    provision(
                        "stk. 4",
                        "",
                        "Undersøgelsen afsluttes med en begrundet stillingtagen til, om der er grundlag for at iværksætte foranstaltninger.",
                        vec![chip("giver ikke krav", "none")],
                        &[],
                        Vec::new(),
                    ),
                ],
            ),
        ],
    )];
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

pub fn interface() -> View {
    let sections = vec![
        section(
            "_ends",
            "Ender",
            Content::Ends {
                providers: vec![reference(SYSTEM, "CPR", "Det Centrale Personregister")],
                consumers: vec![
                    ItemRef {
                        note: "version 1.0".into(),
                        ..reference(SOLUTION, "DUBU", "Digitalisering af børn og unge")
                    },
                    reference(SOLUTION, "SAPA", "Sags- og Partsoverblik"),
                    reference(SOLUTION, "NEMREF", "NemRefusion"),
                ],
                version: "1.1".into(),
                pattern: "hændelse".into(),
                data: vec![reference(OBJECT, "IO-person", "Person"), reference(OBJECT, "IO-adresse", "Adresse")],
            },
        ),
        section(
            "_conditions",
            "Vilkår",
            Content::List {
                ordered: false,
                items: vec![
                    vec![
                        text("Afregnes efter forbrug, jf."),
                        item(("k-contract", "kontrakt"), "K-2019-07", "Driftskontrakt"),
                    ],
                    vec![text("Hændelser leveres inden for fem minutter.")],
                ],
            },
        ),
        section(
            "_order",
            "Rækkefølge",
            Content::List {
                ordered: true,
                items: vec![vec![text("abonnement oprettes")], vec![text("hændelse modtages")]],
            },
        ),
    ];
    View::Item(Box::new(bare(INTERFACE, "snitflade/sf1590_b.html", "SF1590_B", "Hændelser om personer", sections)))
}

pub fn rule() -> View {
    let cells = |values: [&str; 4]| values.iter().map(|value| vec![text(value)]).collect();
    let decision = table(
        "Hitpolitik: første",
        "decision",
        &[("Alder", "in"), ("Akut", "in"), ("Frist", "out"), ("Begrundelse", "out")],
        vec![
            cells(["under 15 år", "nej", "4 måneder", "hovedreglen, § 20, stk. 3"]),
            cells(["15 år eller derover", "nej", "4 måneder", "med samtykke, § 5"]),
            cells(["–", "ja", "24 timer", "§ 18, stk. 1"]),
        ],
    );
    let sections = vec![section("_table", "Beslutningstabel", Content::Table(decision))];
    View::Item(Box::new(bare(RULE, "regel/r-07.html", "R-07", "Fristberegning", sections)))
}

pub fn process() -> View {
    let step = |number: &str, name: &str, actor: &str, links, next: &[&str]| StepView {
        anchor: format!("t{number}"),
        number: number.into(),
        name: name.into(),
        actor: actor.into(),
        links,
        next: next.iter().map(|next| crumb(next, &format!("#t{}", &next[..1]))).collect(),
    };
    let steps = vec![
        step(
            "1",
            "Modtag underretning",
            "Modtageteam",
            vec![
                fact("krav", vec![item(REQUIREMENT, "DUBU-K-0003", "Kvittering for underretning")]),
                fact("snitflade", vec![item(INTERFACE, "SF1590_B", "Hændelser om personer")]),
            ],
            &["2 Vurdér behov for akut indsats"],
        ),
        step(
            "2",
            "Vurdér behov for akut indsats",
            "Myndighedsrådgiver",
            vec![fact("regel", vec![item(RULE, "R-07", "Fristberegning")])],
            &["3 Iværksæt akut foranstaltning", "4 Indled børnefaglig undersøgelse"],
        ),
        step(
            "3",
            "Iværksæt akut foranstaltning",
            "Myndighedsrådgiver",
            Vec::new(),
            &["4 Indled børnefaglig undersøgelse"],
        ),
        step("4", "Indled børnefaglig undersøgelse", "", Vec::new(), &[]),
    ];
    let sections = vec![section("_steps", "Trin", Content::Steps { svg: GRAPH.into(), steps })];
    View::Item(Box::new(bare(PROCESS, "arbejdsgang/dubu-p-03.html", "DUBU-P-03", "Børnefaglig undersøgelse", sections)))
}

const BODY_HTML: &str = r##"<h2 id="acceptkriterier">Acceptkriterier</h2><ol><li>Når behovet er konstateret 31.&nbsp;oktober, er fristen 28.&nbsp;februar (29.&nbsp;februar i skudår).</li><li>Fristen vises på sagens overblik og i sagsbehandlerens opgaveliste.</li></ol><aside class="alert alert-note"><p class="alert-title">Bemærk</p><p>Fristen regnes i kalendermåneder, ikke i arbejdsdage.</p></aside><aside class="alert alert-warning"><p class="alert-title">Advarsel</p><p>Ved akutte sager gælder 24 timer.</p></aside><aside class="guard"><p>Tilbudsgiver beskriver, hvordan fristen vises.</p></aside><h3 id="eksempler">Eksempler</h3><table><thead><tr><th scope="col">Konstateret</th><th scope="col" class="r">Dage</th><th scope="col" class="c">Skudår</th></tr></thead><tbody><tr><td>31. oktober 2026</td><td class="r">120</td><td class="c">nej</td></tr><tr><td>31. oktober 2027</td><td class="r">121</td><td class="c">ja</td></tr></tbody></table><p>Se også <a class="i k-concept" href="../begreb/b-underretning.html" title="begreb"><b>underretning</b></a>, <span class="broken" title="henvisningen findes ikke">DUBU-K-9999</span> og <a class="ext" href="https://www.retsinformation.dk/eli/lta/2023/721">loven på Retsinformation</a>.<sup><a href="#fn1" id="fnref1">1</a></sup></p><section class="footnotes"><ol><li id="fn1">Jf. vejledning nr. 9142. <a href="#fnref1">↩</a></li></ol></section>"##;

const GRAPH: &str = r##"<svg class="g g-wide" viewBox="0 0 760 190" role="img" aria-label="Kravet hviler på BL § 20, stk. 3; arbejdsgangen DUBU-P-03, use casen UC-12 og løsningen DUBU hviler på kravet"><path class="g-edge" d="M190 55C240 55 240 90 284 90"/><path class="g-arrow" d="M284 86l8 4-8 4z"/><path class="g-edge" d="M476 90C520 90 520 40 564 40"/><path class="g-edge" d="M476 97H564"/><path class="g-edge" d="M476 104C520 104 520 152 564 152"/><text class="g-label" x="204" y="48">hjemmel</text><a href="../retskilde/bl/p20.html"><path class="g-node k-provision" d="M14 33h168l8 22-8 22H14z"/><text class="g-id" x="26" y="51">BL § 20, stk. 3</text><text class="g-title" x="26" y="68">bestemmelse</text></a><rect class="g-node g-own k-requirement" x="290" y="72" width="186" height="50" rx="5"/><text class="g-id g-own" x="302" y="93">DUBU-K-0012</text><text class="g-title g-own" x="302" y="111">krav · Frist for under…</text><a href="x.html"><rect class="g-node k-process" x="572" y="18" width="176" height="44" rx="22"/><text class="g-id" x="590" y="36">DUBU-P-03</text><text class="g-title" x="590" y="53">arbejdsgang</text></a><a href="y.html"><rect class="g-node k-use-case" x="572" y="75" width="176" height="44" rx="22"/><text class="g-id" x="590" y="93">UC-12</text><text class="g-title" x="590" y="110">use case</text></a><a href="z.html"><path class="g-node k-solution" d="M572 130h176v44H572z"/><text class="g-id" x="590" y="148">DUBU</text><text class="g-title" x="590" y="165">løsning</text></a></svg>"##;

/// What a change affects, with every part of it.
fn affected() -> ImpactView {
    let row = |kind, id: &str, title: &str, path: &str| ImpactRow {
        item: reference(kind, id, title),
        path_html: path.into(),
    };
    let group = |anchor: &str, name: Inline, lists: Vec<ImpactList>| {
        let count = lists.iter().map(|list| list.rows.len()).sum();
        ImpactGroup { anchor: anchor.into(), name: vec![name], count, lists }
    };
    let list = |name: &str, rows| ImpactList { name: name.into(), rows };
    let dubu = Inline::Link { text: "DUBU".into(), href: "../loesning/dubu.html".into() };
    let direct = row(PROCESS, "DUBU-P-03", "Børnefaglig undersøgelse", "DUBU-K-0012 → understøtter DUBU-P-03");
    let indirect = row(
        REQUIREMENT,
        "SAPA-K-0044",
        "Visning af frister",
        "DUBU-K-0012 → bruges af <b>R-1</b> → bruges af SAPA-K-0044",
    );
    ImpactView {
        lead: vec![Inline::Html { html: "<b>5 elementer direkte</b> og 9 afledt i <b>2 løsninger</b>.".into() }],
        parts: vec![crumb("DUBU 4", "#_k-loesning-dubu"), crumb("SAPA 10", "")],
        open: vec![group("_k-loesning-dubu", dubu, vec![list("direkte", vec![direct])])],
        rest: vec![group("", text("Uden for løsningerne"), vec![list("", Vec::new()), list("afledt", vec![indirect])])],
        rest_name: "Vis 2 flere".into(),
        more: crumb("Vis alle 14", "../krav/dubu-k-0012/konsekvens.html"),
        bodies_name: "Hvem skal inddrages".into(),
        bodies: vec![fact("Kvalitetssikrer", vec![item(BODY, "FG-DUBU", "Faggruppen for DUBU")])],
    }
}
