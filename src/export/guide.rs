//! The reading guide (*læsevejledning*): what each file of the bundle is, and for whom. Danish in every language, since
//! the tender is.

use super::safe::{html, markdown};
use super::{Material, Part, SITE, sources};

/// A file or folder with what is said of it.
struct Line {
    path: String,
    /// Address of what a reader opens.
    link: String,
    says: String,
}

/// `laesevejledning.html` and `.md`; `paths` are those of the other files of the bundle, `site` whether the site is among them.
pub(super) fn parts(material: &Material, paths: &[String], site: bool) -> Vec<Part> {
    let lines = lines(material, paths, site);
    vec![
        Part::new("laesevejledning.html", page(material, &lines, site)),
        Part::new("laesevejledning.md", text(material, &lines)),
    ]
}

fn lines(material: &Material, paths: &[String], site: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut add = |path: &str, link: &str, says: String| {
        lines.push(Line { path: path.to_owned(), link: link.to_owned(), says });
    };
    if site {
        add(
            "site/",
            &format!("{SITE}/index.html"),
            "Dokumentationen som et websted. Åbn `site/index.html` med et dobbeltklik; det kræver hverken internet eller \
             server. Begynd her."
                .to_owned(),
        );
    }
    let has = |start: &str| paths.iter().find(|path| path.starts_with(start));
    let files = |start: &str| paths.iter().filter(|path| path.starts_with(start)).count();
    for path in paths.iter().filter(|path| path.starts_with("krav/") && path.ends_with(".xlsx")) {
        add(
            path,
            path,
            "Kravmatrix til tilbudsgiveren: et ark pr. bilag med kravene og tomme felter til svar. Kun svarfelterne kan \
             redigeres."
                .to_owned(),
        );
    }
    if has("kravspecifikation/").is_some() {
        add("kravspecifikation/", "kravspecifikation/", specification(paths));
    }
    for path in paths.iter().filter(|path| path.ends_with(".reqif") || path.ends_with(".reqifz")) {
        add(path, path, "Kravene i udvekslingsformatet ReqIF 1.2, til kravværktøjer som DOORS og Polarion.".to_owned());
    }
    if has("bilag/").is_some() {
        add(
            "bilag/",
            "bilag/bilagsplan.csv",
            "Bilagsplanen: hvilket bilag hvert element hører til, og kravenes udbudsnumre. Numrene er låst med denne pakke; \
             `numre.json` bruges ved næste udbud, så de bliver ved med at gælde."
                .to_owned(),
        );
    }
    if has("begreber/").is_some() {
        add(
            "begreber/",
            "begreber/",
            "Begrebslisten som regneark og CSV med kolonnerne fra den fællesoffentlige skabelon, og som SKOS (Turtle) til \
             begrebsværktøjer."
                .to_owned(),
        );
    }
    if has("csv/").is_some() {
        let way_back = match material.is_extract {
            true => "De er et udtræk og kan ikke indlæses igen.",
            false => "En rettet tabel kan indlæses igen med `sporbar import csv`.",
        };
        let says = format!(
            "Tabeller til regneark, én for hver slags element ({} filer), kommasepareret UTF-8 med én række pr. element. \
             {way_back}",
            files("csv/")
        );
        add("csv/", "csv/", says);
    }
    if has("json/").is_some() {
        add(
            "json/",
            "json/",
            "Elementerne og modellen som JSON til andre programmer; `json/skema/` har et JSON Schema til hver fil."
                .to_owned(),
        );
    }
    if has("udbudsparathed/").is_some() {
        add(
            "udbudsparathed/",
            "udbudsparathed/udbudsparathed.md",
            "Vurderingen af, om dokumentationen er klar til udbud, løsning for løsning, med de dispensationer, der gælder.".to_owned(),
        );
    }
    if has("aendringer/").is_some() {
        add(
            "aendringer/",
            "aendringer/aendringer.md",
            "Det, der er ændret siden pakken fra sidste udbud: tilføjede, ændrede, omdøbte og fjernede elementer, krav og \
             bestemmelser for sig. Regnearket har en række for hvert felt, der er ændret."
                .to_owned(),
        );
    }
    if has("kilder/").is_some() {
        let says = if sources::is_whole(material) && material.originals.is_some() {
            "Kilderne, som redaktionen har skrevet dem. Med programmet Sporbar giver de det samme websted, blot uden udbudsnumrene."
        } else {
            "Kilderne til det, pakken viser, skrevet om, så intet andet er med. Med programmet Sporbar kan de læses og bygges."
        };
        add("kilder/", "kilder/", says.to_owned());
    }
    lines
}

/// What is said of the documents to read.
fn specification(paths: &[String]) -> String {
    let documents = |ending: &str| {
        paths.iter().filter(|path| path.starts_with("kravspecifikation/") && path.ends_with(ending)).count()
    };
    let forms = match documents(".pdf") {
        0 => "som Word-dokumenter, der kan redigeres",
        _ => "som PDF, der kan læses og underskrives, og som Word-dokumenter, der kan redigeres",
    };
    format!(
        "Kravspecifikationen {forms}: ét dokument pr. bilag i bilagsplanen, ellers ét pr. løsning ({} i alt). Hvert har \
         indholdsfortegnelse, nummererede krav med hjemmel, begreber og retsgrundlag. Word spørger, om felter skal \
         opdateres; svar ja, så får indholdsfortegnelsen sidetal.",
        documents(".docx").max(documents(".pdf"))
    )
}

/// What holds for the whole bundle, paragraph by paragraph.
fn remarks(material: &Material) -> Vec<String> {
    let config = &material.facts().config;
    let mut remarks = Vec::new();
    if !config.notice.trim().is_empty() {
        remarks.push(config.notice.trim().to_owned());
    }
    if let Some(profile) = &material.profile {
        remarks.push(format!(
            "Pakken er lavet efter profilen `{profile}`. Kladder, interne oplysninger og leverandørers navne er ikke med. Hvor \
             noget henviser til et element, der ikke er med, står der »udeladt i denne udgave«, og hvor en leverandørs eller et \
             fabrikats navn er fjernet fra en tekst, står der »navn-udeladt«."
        ));
    }
    if !material.book.numbers.is_empty() {
        remarks.push(
            "Et krav har to numre: dets id, som aldrig ændres, og dets udbudsnummer, for eksempel 2.1-14, som er bilagets nummer \
             og kravets plads i bilaget. Begge står på kravets side og i tabellerne, og begge kan søges frem."
                .to_owned(),
        );
    }
    remarks.push(
        "Pakken følger BagIt 1.0 (RFC 8493): `manifest-sha256.txt` har en kontrolsum for hver fil. `sporbar verify PAKKE.zip`, eller \
         et hvilket som helst BagIt-program, viser, om pakken er hel og uændret."
            .to_owned(),
    );
    remarks.push(
        "Pakken er ikke en arkiveringsversion efter arkivlovgivningen og kan ikke afleveres som en sådan. Den kan indgå som \
         dokumentation."
            .to_owned(),
    );
    remarks
}

fn title(material: &Material) -> String {
    format!("Læsevejledning til {}", material.book.site.title)
}

fn edition(material: &Material) -> String {
    let day = crate::law::danish_date(material.model().day);
    match material.book.site.edition.as_str() {
        "" => format!("Pr. {day}."),
        edition => format!("Udgave {edition}, pr. {day}."),
    }
}

fn text(material: &Material, lines: &[Line]) -> String {
    let mut text = format!("# {}\n\n{}\n", markdown(&title(material)), markdown(&edition(material)));
    for remark in remarks(material).iter().take(1).filter(|remark| **remark == material.facts().config.notice.trim()) {
        text.push_str(&format!("\n{}\n", markdown(remark)));
    }
    text.push_str("\n## Det er med i pakken\n\n");
    for line in lines {
        text.push_str(&format!("- `{}`: {}\n", line.path, line.says));
    }
    text.push_str("\n## Godt at vide\n");
    for remark in remarks(material).iter().filter(|remark| **remark != material.facts().config.notice.trim()) {
        text.push_str(&format!("\n{remark}\n"));
    }
    text
}

fn page(material: &Material, lines: &[Line], site: bool) -> String {
    let title = html(&title(material));
    let style = match site {
        true => format!("<link rel=\"stylesheet\" href=\"{SITE}/{}\">", material.stylesheet()),
        false => String::new(),
    };
    let mut page = format!(
        "<!doctype html>\n<html lang=\"da\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src \
         'none'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'\">\n<title>{title}</title>\n{style}\n</head>\n\
         <body>\n<main class=\"s\">\n<h1>{title}</h1>\n<p>{}</p>\n<h2>Det er med i pakken</h2>\n<dl>\n",
        html(&edition(material))
    );
    for line in lines {
        page.push_str(&format!(
            "<dt><a href=\"{}\">{}</a></dt>\n<dd>{}</dd>\n",
            html(&line.link),
            html(&line.path),
            code(&line.says)
        ));
    }
    page.push_str("</dl>\n<h2>Godt at vide</h2>\n");
    for remark in remarks(material) {
        page.push_str(&format!("<p>{}</p>\n", code(&remark)));
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// A text as HTML, with what stands between accents as code.
fn code(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts
        .map(|(number, part)| if number % 2 == 1 { format!("<code>{}</code>", html(part)) } else { html(part) })
        .collect()
}
