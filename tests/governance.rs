//! The pages of governance: what awaits whom, the course of a change, and files that other programs read.

mod support;

use support::{Pages, Project};

const SETTINGS: &str = "titel: Prøve\nudgave: \"2\"\n";

/// A portfolio of two solutions in one domain with its bodies, on 1 November 2026.
const BODIES: &str = "\
elementer:
  - {id: DOM, type: domæne, titel: Børn}
  - {id: A, type: løsning, titel: Løsning A, domæne: DOM, projektleder: Anna, kontrakt: KON}
  - {id: B, type: løsning, titel: Løsning B, domæne: DOM}
  - {id: KOMBIT, type: organisation, organisationstype: KOMBIT, titel: KOMBIT}
  - {id: KL, type: organisation, organisationstype: KL, titel: KL}
  - {id: LEV, type: organisation, organisationstype: leverandør, titel: Leverandøren}
  - {id: KON, type: kontrakt, titel: Kontrakten, optioner: [{længde: 1 år, varsles_senest: 2027-03-01}], overleveres: [{hvad: Data, frist: 2026-10-01}]}
  - {id: SG, type: organ, organtype: styregruppe, titel: Styregruppen, for: A}
  - {id: FG, type: organ, organtype: faggruppe, titel: Faggruppen, for: A, møder_pr_år: {min: 2, max: 6}}
  - {id: KU, type: organ, organtype: kontaktudvalg, titel: Kontaktudvalget, for: DOM}
  - {id: STAT, type: organ, organtype: statskontakt, titel: Statskontakten, for: DOM, statskontaktmodel: særlig kontaktgruppe}
  - {id: KR, type: organ, organtype: kravredaktion, titel: Kravredaktionen}
  - {id: LOV, type: organ, organtype: lovovervågning, titel: Lovovervågningen}
";

const LAW: &str = "\
id: BL
type: retskilde
titel: Loven
dokumenttype: LOV
i_kraft: 2024-01-01
overvåges: ja
bestemmelser:
  - {ref: § 1, titel: Frist, resume: Fristen er en uge.}
";

fn village(more: &str) -> Project {
    let items = format!("elementer:\n{more}");
    let mut project = Project::new(
        SETTINGS,
        [("content/a.yaml", BODIES.to_owned()), ("content/b.yaml", items), ("content/lov.yaml", LAW.to_owned())],
    );
    project.files.insert(
        "content/krav.yaml".to_owned(),
        "elementer:\n  - {id: K-A, type: krav, titel: Kravet A, løsning: A, hjemmel: BL § 1}\n  - {id: K-B, type: krav, titel: Kravet B, løsning: B, hjemmel: BL § 1}\n"
            .to_owned(),
    );
    project
}

fn text(pages: &Pages, address: &str) -> String {
    let (_, bytes) = pages.0.get(address).unwrap_or_else(|| panic!("no page at {address}"));
    String::from_utf8(bytes.clone()).unwrap()
}

/// The lines of a worklist without its head: what, which, by when.
fn list(pages: &Pages, whom: &str) -> Vec<String> {
    let Some((_, bytes)) = pages.0.get(&format!("{whom}/arbejdsliste.csv")) else { return Vec::new() };
    let text = String::from_utf8(bytes.clone()).unwrap();
    text.lines().skip(1).map(str::to_owned).collect()
}

fn has(lines: &[String], parts: &[&str]) -> bool {
    lines.iter().any(|line| parts.iter().all(|part| line.contains(part)))
}

#[test]
fn a_steering_group_approves_is_informed_signs_and_sets_frames() {
    let pages = village(
        "  - {id: V, type: ændring, titel: Nyt modul, løsning: A, ændringstype: videreudvikling, status: specificeret, frist: 2027-05-01}
  - {id: M, type: ændring, titel: Ny knap, løsning: A, ændringstype: behovsændring, status: aftalt, aftalt: {med: LEV, dato: 2026-10-01}}
  - {id: M2, type: ændring, titel: Ny boks, løsning: A, ændringstype: behovsændring, status: aftalt, orienteret: {organ: SG, dato: 2026-10-02}}
  - {id: V2, type: ændring, titel: Godkendt modul, løsning: A, ændringstype: videreudvikling, status: besluttet}
  - {id: BES, type: beslutning, titel: Godkendt, organ: SG, art: godkendelse, dato: 2026-09-01, om: V2}
  - {id: UDB, type: udbud, titel: Genudbud, løsning: A, annonceres: 2027-02-01}
  - {id: RAM, type: ramme, titel: Rammen, for: A, periode: {fra: 2026-01-01, til: 2026-12-31}}
",
    )
    .pages();
    let lines = list(&pages, "organ/sg");
    assert!(has(&lines, &["Til godkendelse", "V,Nyt modul", "2027-05-01"]), "{lines:#?}");
    assert!(has(&lines, &["Til orientering", "M,Ny knap", "aftalt med leverandøren"]), "{lines:#?}");
    assert!(has(&lines, &["Til underskrift", "A,Løsning A", "2027-02-01"]), "{lines:#?}");
    assert!(has(&lines, &["Rammer", "RAM", "2026-12-31"]), "{lines:#?}");
    assert_eq!(lines.len(), 4, "what is approved or told awaits nobody: {lines:#?}");
}

#[test]
fn recommendations_await_those_who_decide() {
    let portfolio = "  - {id: BEST, type: organ, organtype: bestyrelse, titel: Bestyrelsen}
  - {id: DIR, type: organ, organtype: direktion, titel: Direktionen}
  - {id: PFG, type: organ, organtype: porteføljegruppe, titel: Porteføljegruppen}
  - {id: RAM, type: ramme, titel: Rammen, for: [A, B], periode: {fra: 2026-01-01, til: 2028-12-31}}
  - {id: F1, type: forslag, titel: Første, løsning: A, prioritet: {rang: 1}}
  - {id: F2, type: forslag, titel: Andet, løsning: A, prioritet: {rang: 2}}
  - {id: RÅD, type: beslutning, titel: Rådgivning, organ: PFG, art: rådgivning, dato: 2026-10-15, om: RAM}
  - {id: IND, type: beslutning, titel: Indstilling, organ: DIR, art: indstilling, dato: 2026-10-10, om: RAM}
  - {id: OPL, type: beslutning, titel: Oplæg, organ: FG, art: oplæg, dato: 2026-10-12, om: [F1, F2]}
  - {id: KUR, type: beslutning, titel: Udvalgets råd, organ: KU, art: rådgivning, dato: 2026-10-13, om: F1, anmodet_af: KOMBIT}
";
    let pages = village(portfolio).pages();
    let of = |pages: &Pages, whom: &str| {
        let lines = list(pages, whom).into_iter();
        lines
            .filter(|line| line.contains("afventer beslutning") || line.contains("afventer indstilling"))
            .collect::<Vec<_>>()
    };
    assert!(
        has(&of(&pages, "organ/best"), &["IND,Indstilling", "fra DIR", "om RAM"]),
        "{:#?}",
        list(&pages, "organ/best")
    );
    assert!(
        has(&of(&pages, "organ/dir"), &["afventer indstilling", "RÅD,Rådgivning"]),
        "{:#?}",
        list(&pages, "organ/dir")
    );
    assert!(has(&of(&pages, "organ/sg"), &["OPL,Oplæg", "fra FG", "om F1, F2"]), "{:#?}", list(&pages, "organ/sg"));
    assert!(of(&pages, "organ/ku").is_empty(), "a contact committee decides nothing");

    // What is named as the basis of a decision awaits nobody, nor what was settled point by point; putting it off settles nothing.
    let answered = "  - {id: B4, type: beslutning, titel: Ny indstilling, organ: DIR, art: indstilling, dato: 2026-10-20, om: RAM, indstilling: RÅD}
  - {id: B1, type: beslutning, titel: Porteføljen, organ: BEST, art: beslutning, dato: 2026-10-20, om: RAM, indstilling: IND}
  - {id: B2, type: beslutning, titel: Det første, organ: SG, art: godkendelse, dato: 2026-10-21, om: F1}
  - {id: B3, type: beslutning, titel: Det andet, organ: SG, art: udsættelse, dato: 2026-10-21, om: F2}
";
    let pages = village(&format!("{portfolio}{answered}")).pages();
    assert_eq!((of(&pages, "organ/best"), of(&pages, "organ/dir")), (Vec::new(), Vec::new()));
    assert_eq!(of(&pages, "organ/sg").len(), 1, "one of the two is only put off");
    let pages = village(&format!("{portfolio}{}", answered.replace("udsættelse", "afslag"))).pages();
    assert!(of(&pages, "organ/sg").is_empty(), "a refusal settles it");
}

#[test]
fn the_decision_log_tells_what_each_decision_rests_on() {
    let pages = village(
        "  - {id: RÅD, type: beslutning, titel: Rådet, organ: KU, art: rådgivning, dato: 2026-10-01, om: A}
  - {id: SKJULT, type: beslutning, titel: Skjult, organ: KU, art: rådgivning, dato: 2026-10-01, om: A, synlighed: intern}
  - {id: BES, type: beslutning, titel: Beslutningen, organ: SG, art: godkendelse, dato: 2026-10-02, om: A, indstilling: [RÅD, SKJULT], grundlag: {udgave: \"7.3\"}}
",
    )
    .pages();
    let log = text(&pages, "styring/beslutninger.html");
    let row = log.split("<tr").find(|row| row.contains("Beslutningen")).unwrap();
    assert!(row.contains("Rådet") && row.contains("udgave 7.3"), "{row}");
    assert!(!log.contains("SKJULT"), "what is hidden is no basis that a reader sees");
    let basis = log.split("<tr").find(|row| row.contains(">Grundlag<"));
    assert!(basis.is_some(), "{log}");
}

#[test]
fn a_verdict_is_signed_again_when_the_content_has_changed_and_not_with_every_edition() {
    let tender = |hash: &str| {
        format!("  - {{id: UDB, type: udbud, titel: Genudbud, løsning: A, annonceres: 2027-02-01}}
  - {{id: BES, type: beslutning, titel: Underskrift, organ: SG, art: godkendelse, dato: 2026-09-01, om: A, grundlag: {{udgave: gammel, indholdshash: {hash}, verdict: klar}}}}
")
    };
    let to_sign = |hash: &str| {
        let lines = list(&village(&tender(hash)).pages(), "organ/sg").into_iter();
        lines.filter(|line| line.contains("Til underskrift")).collect::<Vec<_>>()
    };
    let other = to_sign("0000000000000000");
    assert!(has(&other, &["A,Løsning A", "indholdet er ændret siden BES"]), "{other:#?}");
    let edition = village(&tender("0000000000000000")).edition();
    let facts = &edition.book.facts;
    let belonging = sporbar::rules::readiness::Belonging::new(facts);
    let solution = facts.model.find("A").unwrap();
    let hash = sporbar::rules::readiness::content_hash(facts, &belonging, solution);
    assert_eq!(to_sign(&hash), Vec::<String>::new(), "another edition of the same content is signed already");
}

#[test]
fn a_refused_or_rejected_change_awaits_nobody() {
    let pages = village(
        "  - {id: V, type: ændring, titel: Nyt modul, løsning: A, ændringstype: videreudvikling, status: afvist}\n",
    )
    .pages();
    assert_eq!(list(&pages, "organ/sg"), Vec::<String>::new());
    assert!(!pages.0.contains_key("organ/sg/arbejdsliste.ics"), "an empty calendar is no calendar");
    assert!(text(&pages, "organ/sg/arbejdsliste.html").contains("Intet venter."));
}

#[test]
fn an_expert_group_has_commissions_analyses_proposals_and_quality_assurance() {
    let pages = village(
        "  - {id: BST, type: bestilling, titel: Opgaven, bestilt_af: KOMBIT, udføres_af: FG, frist: 2026-12-01, om: K-A}
  - {id: BST2, type: bestilling, titel: Leveret, bestilt_af: KOMBIT, udføres_af: FG, status: leveret, om: K-A}
  - {id: LU, type: lovudredning, titel: Udredningen, hjemmel: BL, punkter: [{om: BL § 1, medfører: K-A}]}
  - {id: F, type: forslag, titel: Forslaget, løsning: A, status: modtaget}
  - {id: F2, type: forslag, titel: Med rang, løsning: A, status: prioriteret, prioritet: {rang: 1, sat_af: FG}}
  - {id: R, type: regel, titel: Reglen, løsning: A, hjemmel: BL § 1, status: til kvalitetssikring}
",
    )
    .pages();
    let lines = list(&pages, "organ/fg");
    assert!(has(&lines, &["Bestillinger", "BST,Opgaven", "bestilt af KOMBIT", "2026-12-01"]), "{lines:#?}");
    assert!(has(&lines, &["Lovudredninger", "LU,Udredningen", "ikke kvalitetssikret"]), "{lines:#?}");
    assert!(has(&lines, &["prioriteres", "F,Forslaget"]), "{lines:#?}");
    assert!(has(&lines, &["kvalitetssikring", "R,Reglen"]), "{lines:#?}");
    assert_eq!(lines.len(), 4, "{lines:#?}");
}

#[test]
fn the_requirements_board_has_what_differs_across_solutions_and_the_expert_group_what_has_changed() {
    let project = village(
        "  - {id: B-1, type: begreb, titel: sag, løsning: A, definition: forløb om et barn}
  - {id: B-2, type: begreb, titel: sag, løsning: B, definition: samling af dokumenter}
  - {id: K-1, type: krav, titel: Kvittering, løsning: A, tekst: Løsningen skal sende en kvittering til borgeren inden for to timer efter modtagelsen.}
  - {id: K-2, type: krav, titel: Svar, løsning: B, tekst: Løsningen skal sende en kvittering til virksomheden inden for to timer efter modtagelsen.}
  - {id: R, type: review, titel: Gennemgangen, af: FG, frist: 2026-12-15, om: K-1, bemærkninger: [{om: K-1, tekst: Hvorfor?}, {om: K-1, tekst: Hvornår?, svar: Nu.}]}
",
    );
    let pages = project.pages();
    let of = |whom: &str| list(&pages, whom);
    assert!(has(&of("organ/kr"), &["defineret forskelligt", "B-2"]), "{:#?}", of("organ/kr"));
    assert!(has(&of("organ/kr"), &["ligner hinanden", "K-2,Svar", "K-1"]), "{:#?}", of("organ/kr"));
    assert!(has(&of("organ/kr"), &["uden svar", "R,Gennemgangen", "1 bemærkning"]), "{:#?}", of("organ/kr"));
    assert!(has(&of("organ/fg"), &["Gennemgange", "R,Gennemgangen", "2026-12-15"]), "{:#?}", of("organ/fg"));
}

#[test]
fn law_is_followed_assessed_answered_and_told_across_solutions() {
    let pages = village(
        "  - {id: REG, type: regelændring, titel: Ny frist, status: åben, høringsfrist: 2026-12-18, i_kraft: 2027-07-01, berører: BL § 1}
  - {id: FOT, type: fortolkning, titel: Hvad er en uge?, status: åben, om: BL § 1, berører: K-A, stillet_til: STAT}
  - {id: W, type: forslag, titel: Ens frist, løsning: A, forslagstype: lovændringsønske, status: modtaget, adressat: KL}
",
    )
    .pages();
    let of = |whom: &str| list(&pages, whom);
    assert!(has(&of("organ/kr"), &["vurderes", "REG", "2026-12-18"]), "{:#?}", of("organ/kr"));
    assert!(has(&of("organ/lov"), &["Høringer", "REG", "2026-12-18"]), "{:#?}", of("organ/lov"));
    assert!(has(&of("organ/lov"), &["på vej i kraft", "REG", "2027-07-01"]), "{:#?}", of("organ/lov"));
    for whom in ["organ/stat", "organisation/kl"] {
        assert!(has(&of(whom), &["Høringer", "REG"]), "{whom}: {:#?}", of(whom));
        assert!(has(&of(whom), &["fortolkningsspørgsmål", "FOT"]), "{whom}: {:#?}", of(whom));
        assert!(has(&of(whom), &["Ønsker", "W,Ens frist"]), "{whom}: {:#?}", of(whom));
    }
    assert!(has(&of("organ/ku"), &["På tværs", "REG", "A og B", "KOMBITs opfordring"]), "{:#?}", of("organ/ku"));
    let ahead = text(&pages, "styring/lov-paa-vej.html");
    for part in ["18. december 2026", "om 47 dage", "K-A", "K-B"] {
        assert!(ahead.replace('\u{a0}', " ").contains(part), "{part}");
    }
}

#[test]
fn a_project_manager_specifies_estimates_agrees_and_carries_out() {
    let pages = village(
        "  - {id: D, type: ændring, titel: Foreslået, løsning: A, ændringstype: behovsændring, status: foreslået}
  - {id: S, type: ændring, titel: Specificeret, løsning: A, ændringstype: behovsændring, status: specificeret, estimat: {timer: 5}}
  - {id: B1, type: ændring, titel: Besluttet, løsning: A, ændringstype: teknisk vedligehold, status: besluttet, estimat: {timer: 5}, ansvarlig: Anna, frist: 2026-12-24}
",
    )
    .pages();
    let lines = list(&pages, "loesning/a");
    for parts in [
        ["specificeres", "D,Foreslået"],
        ["estimeres", "D,Foreslået"],
        ["aftales", "S,Specificeret"],
        ["Klar til udførelse", "B1,Besluttet"],
        ["Forlængelse", "2027-03-01"],
        ["overleveres", "2026-10-01"],
    ] {
        assert!(has(&lines, &parts), "{parts:?} {lines:#?}");
    }
    assert!(text(&pages, "loesning/a/arbejdsliste.html").contains("overskredet"), "the handover is overdue");
    assert!(!pages.0.contains_key("loesning/b/arbejdsliste.html"), "B has no project manager");
}

#[test]
fn a_project_manager_begins_nothing_that_the_model_of_governance_holds_up() {
    let pages = village(
        "  - {id: V1, type: ændring, titel: Aftalt modul, løsning: A, ændringstype: videreudvikling, status: aftalt, estimat: {timer: 5}, ansvarlig: Anna}
  - {id: V2, type: ændring, titel: Godkendt modul, løsning: A, ændringstype: videreudvikling, status: besluttet, estimat: {timer: 5}, ansvarlig: Anna}
  - {id: V3, type: ændring, titel: Udsat modul, løsning: A, ændringstype: videreudvikling, status: specificeret, estimat: {timer: 5}}
  - {id: V4, type: ændring, titel: Klart modul, løsning: A, ændringstype: videreudvikling, status: specificeret, estimat: {timer: 5}}
  - {id: G2, type: beslutning, titel: Godkendt, organ: SG, art: godkendelse, dato: 2026-09-01, om: V2}
  - {id: G3, type: beslutning, titel: Udsat, organ: SG, art: udsættelse, dato: 2026-09-01, om: V3}
  - {id: L1, type: ændring, titel: Ny lov, løsning: A, ændringstype: lovvedligehold, status: specificeret, estimat: {timer: 5}, udspringer_af: BL § 1}
  - {id: L2, type: ændring, titel: Udmøntet lov, løsning: A, ændringstype: lovvedligehold, status: specificeret, estimat: {timer: 5}, udspringer_af: BL § 1, udmøntes_i: V2}
  - {id: T, type: ændring, titel: Ny server, løsning: A, ændringstype: teknisk vedligehold, status: specificeret, estimat: {timer: 5}}
",
    )
    .pages();
    let lines = list(&pages, "loesning/a");
    let of = |heading: &str| {
        let ids = lines.iter().filter_map(|line| line.strip_prefix(heading)?.strip_prefix(',')?.split(',').next());
        ids.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(of("Skal forelægges for styregruppen"), ["V1", "V4"], "{lines:#?}");
    assert_eq!(of("Klar til udførelse"), ["T", "V2"], "{lines:#?}");
    assert_eq!(of("Skal udmøntes"), ["L1"], "{lines:#?}");
    assert!(text(&pages, "loesning/a/arbejdsliste.html").contains("gået videre, uden at styregruppen"), "{lines:#?}");
}

#[test]
fn a_change_shows_the_course_its_type_demands() {
    let pages = village(
        "  - {id: V, type: ændring, titel: Modul, løsning: A, ændringstype: videreudvikling, status: under udførelse, estimat: {timer: 5}, prioritet: {rang: 1, sat_af: FG}, ansvarlig: Anna}
  - {id: M, type: ændring, titel: Knap, løsning: A, ændringstype: behovsændring, status: specificeret, estimat: {timer: 5}, prioritet: {rang: 1, sat_af: FG}}
  - {id: T, type: ændring, titel: Server, løsning: A, ændringstype: teknisk vedligehold, status: idriftsat, kontraktpunkt: {kontrakt: KON, punkt: Bilag 8}, ansvarlig: Anna, berører: K-A, idriftsat: {version: \"2\", dato: 2026-10-01}}
  - {id: L, type: ændring, titel: Lov, løsning: A, ændringstype: lovvedligehold, status: lukket, udspringer_af: BL § 1}
",
    )
    .pages();
    let states = |address: &str| -> Vec<(String, String)> {
        let page = text(&pages, address);
        let list = page.split("<ol class=\"course\">").nth(1).unwrap().split("</ol>").next().unwrap().to_owned();
        let step = |step: &str| {
            let name = step.split("<b>").nth(1)?.split("</b>").next()?.to_owned();
            Some((name, step.split("class=\"s\">").nth(1)?.split('<').next()?.to_owned()))
        };
        list.split("<li").filter_map(step).collect()
    };
    let state = |address: &str, name: &str| {
        let all = states(address);
        let found = all.iter().find(|(step, _)| step.contains(name));
        found.unwrap_or_else(|| panic!("{name} in {all:?}")).1.clone()
    };
    assert_eq!(state("aendring/v.html", "Styregruppens godkendelse"), "mangler");
    assert_eq!(state("aendring/v.html", "Idriftsættelse"), "senere", "what is missing comes first");
    assert_eq!(state("aendring/m.html", "Specifikation"), "gjort");
    assert_eq!(state("aendring/m.html", "Aftale"), "næste skridt");
    assert_eq!(state("aendring/m.html", "Orientering"), "senere");
    assert_eq!(state("aendring/t.html", "Grundlag i kontrakten"), "gjort");
    assert_eq!(state("aendring/t.html", "Ingen ændring af forretningskrav"), "mangler");
    assert_eq!(state("aendring/l.html", "Udmøntning"), "mangler");
    assert_eq!(state("aendring/l.html", "Retskilde"), "gjort");
    let overview = text(&pages, "styring/aendringer.html");
    for name in ["Lovvedligehold", "Teknisk vedligehold", "Behovsændring", "Videreudvikling"] {
        assert!(overview.contains(name), "{name}");
    }
}

#[test]
fn what_is_not_published_is_in_no_list_and_proves_nothing_by_name() {
    let project = village(
        "  - {id: V, type: ændring, titel: Modul, løsning: A, ændringstype: videreudvikling, status: besluttet, estimat: {timer: 5}, prioritet: {rang: 1, sat_af: FG}, ansvarlig: Anna}
  - {id: HEMMELIG, type: beslutning, titel: Hemmeligheden, organ: SG, art: godkendelse, dato: 2026-09-13, om: V, synlighed: intern}
  - {id: HEMMELIG-2, type: ændring, titel: Hemmeligheden, løsning: A, ændringstype: videreudvikling, status: specificeret, frist: 2027-01-01, synlighed: intern}
  - {id: HEMMELIG-3, type: regelændring, titel: Hemmeligheden, høringsfrist: 2026-12-18, berører: BL § 1, synlighed: fortrolig}
  - {id: HEMMELIG-4, type: bestilling, titel: Hemmeligheden, bestilt_af: KOMBIT, udføres_af: FG, frist: 2026-12-01, om: K-A, synlighed: intern}
",
    );
    let pages = project.pages();
    for (address, (_, bytes)) in &pages.0 {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("HEMMELIG") && !text.contains("Hemmeligheden"), "{address}");
    }
    let change = text(&pages, "aendring/v.html");
    assert!(change.contains("ikke offentligt"), "the step is done, but nobody may see by what");
    assert!(!change.contains("13.\u{a0}september"), "nor when");
    assert_eq!(list(&pages, "organ/sg"), Vec::<String>::new());
}

#[test]
fn the_sheet_defuses_formulas_and_the_calendar_holds_no_line_of_content() {
    let pages = village(
        "  - {id: BST, type: bestilling, titel: \"=1+1\\nEND:VEVENT\", bestilt_af: KOMBIT, udføres_af: FG, frist: 2026-12-01, om: K-A}\n",
    )
    .pages();
    assert!(has(&list(&pages, "organ/fg"), &["'=1+1"]), "{:#?}", list(&pages, "organ/fg"));
    let calendar = text(&pages, "organ/fg/arbejdsliste.ics");
    assert_eq!(calendar.matches("\r\nEND:VEVENT\r\n").count(), 1, "{calendar}");
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75), "{calendar}");
    assert!(!calendar.replace("\r\n", "").contains('\n'), "every line ends in CR LF: {calendar}");
    assert!(calendar.contains("DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261202\r\n"), "{calendar}");
}

#[test]
fn an_event_keeps_its_name_and_is_newer_on_a_later_day() {
    let with = |deadline: &str, day: &str| {
        let mut project = village(&format!(
            "  - {{id: BST, type: bestilling, titel: Opgaven, bestilt_af: KOMBIT, udføres_af: FG, frist: {deadline}, om: K-A}}\n"
        ));
        project.day = day.parse().unwrap();
        project.pages()
    };
    let of = |pages: &Pages, property: &str| {
        let calendar = text(pages, "organ/fg/arbejdsliste.ics");
        let found = calendar.lines().find_map(|line| line.strip_prefix(property)).map(str::to_owned);
        found.unwrap_or_else(|| panic!("{property} in {calendar}"))
    };
    // A deadline that is moved forward must not make the event look older: programs keep what they have then.
    let (first, moved) = (with("2026-12-24", "2026-11-01"), with("2026-12-01", "2026-11-20"));
    assert_eq!(of(&first, "UID:"), of(&moved, "UID:"));
    assert_eq!(of(&first, "DTSTAMP:"), "20261101T000000Z");
    assert_eq!(of(&moved, "DTSTAMP:"), "20261120T000000Z");
    let undone = |address: &str, pages: &Pages| text(pages, address).replace("20261101T", "20261120T");
    let later = with("2026-12-24", "2026-11-20");
    for address in ["organ/fg/arbejdsliste.ics", "styring/kalender.ics"] {
        assert_eq!(undone(address, &first), text(&later, address), "nothing else changes with the day: {address}");
    }
}

#[test]
fn a_contract_ends_when_its_used_options_do() {
    let pages = village(
        "  - {id: KON-2, type: kontrakt, titel: Forlænget, udløber: 2027-06-30, optioner: [{længde: 12 måneder, varsles_senest: 2026-10-01, udnyttet: ja}, {længde: 12 måneder, varsles_senest: 2028-03-31, udnyttet: nej}]}
  - {id: KON-3, type: kontrakt, titel: Uden option, udløber: 2027-06-30}
",
    )
    .pages();
    let calendar = text(&pages, "styring/kalender.csv");
    assert!(calendar.contains("2028-06-30,kontrakt,KON-2,Forlænget,udløber efter forlængelse,"), "{calendar}");
    assert!(calendar.contains("2027-06-30,kontrakt,KON-3,Uden option,udløber,"), "{calendar}");
    assert!(!calendar.contains("2027-06-30,kontrakt,KON-2"), "{calendar}");
}

#[test]
fn a_body_tells_what_it_may_do_and_when_it_meets() {
    let pages = village(
        "  - {id: AR, type: organ, organtype: arkitekturråd, titel: Rådet, møder_pr_år: {min: 4, max: 4}, møder: [{dato: 2026-11-20, dagsorden: [{titel: Standarden, om: K-A}]}, {dato: 2026-10-20, referat: Godkendt.}]}\n",
    )
    .pages();
    let body = text(&pages, "organ/ar.html");
    for part in
        ["Hvad organet kan", "<b>Godkender</b>", "Næste møder", "4 møder om året", "Standarden", "Afholdte møder"]
    {
        assert!(body.contains(part), "{part}");
    }
    assert!(!body.contains(" dage"), "a page of an item counts no days");
    assert!(has(&list(&pages, "organ/ar"), &["På det næste møde", "K-A,Kravet A", "Standarden", "2026-11-20"]));
    assert!(text(&pages, "styring/kalender.html").contains("organ/ar.html#_m-2026-11-20"));
}

#[test]
fn the_shipped_project_has_every_page_of_governance() {
    let pages = Project::shipped().pages();
    for address in [
        "styring/index.html",
        "styring/aendringer.html",
        "styring/beslutninger.html",
        "styring/raci.html",
        "styring/lov-paa-vej.html",
        "styring/kalender.html",
        "styring/kalender.ics",
        "styring/kalender.csv",
        "styring/reviews.html",
        "organ/sg-dubu/arbejdsliste.html",
        "organ/fg-dubu/arbejdsliste.html",
        "organ/kr/arbejdsliste.html",
        "organ/lov/arbejdsliste.html",
        "organ/ku-born/arbejdsliste.html",
        "organ/stat-besk/arbejdsliste.html",
        "organisation/kl/arbejdsliste.html",
        "loesning/dubu/arbejdsliste.html",
    ] {
        assert!(pages.0.contains_key(address), "{address}");
    }
}
