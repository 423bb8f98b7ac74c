//! The corpus as a Sporbar project.
//!
//! Legal paragraphs are gathered 25 to an act and concepts 20 to a file; everything else is
//! one Markdown file an item.

use super::Rules;
use super::items::{Corpus, Item, Kind, Relation, Status};

const PARAGRAPHS_PER_ACT: usize = 25;
const CONCEPTS_PER_FILE: usize = 20;

/// Kinds that are one file an item: kind, folder and type.
const SINGLE_FILES: [(Kind, &str, &str); 8] = [
    (Kind::Requirement, "krav", "krav"),
    (Kind::Process, "arbejdsgange", "arbejdsgang"),
    (Kind::UseCase, "usecases", "usecase"),
    (Kind::Interface, "snitflader", "snitflade"),
    (Kind::Rule, "regler", "regel"),
    (Kind::Change, "ændringer", "ændring"),
    (Kind::Solution, "løsninger", "løsning"),
    (Kind::Body, "organisationer", "organisation"),
];

/// Settings that turn the rules off whose findings depend on what the text means.
const MACHINERY_ONLY: &str = "\
kvalitetsprofil:
  navn: kun maskineri
  version: \"1.0\"
  regler: {K: \"off\", V: \"off\", G: \"off\", O: \"off\", U: \"off\", D: \"off\"}
";

/// The project's files, path and text.
pub fn files(corpus: &Corpus, rules: Rules) -> Vec<(String, String)> {
    let profile = match rules {
        Rules::All => "",
        Rules::MachineryOnly => MACHINERY_ONLY,
    };
    let settings = format!("titel: Målekorpus\nsprog: da\nmodel: fælleskommunal\n{profile}");
    let mut files = vec![("sporbar.yaml".to_string(), settings)];
    let laws: Vec<&Item> = corpus.of_kind(Kind::Law).map(|(_, item)| item).collect();
    for (place, laws) in laws.chunks(PARAGRAPHS_PER_ACT).enumerate() {
        files.push((format!("content/retskilder/L{:03}.yaml", place + 1), act(corpus, place + 1, laws)));
    }
    let concepts: Vec<&Item> = corpus.of_kind(Kind::Concept).map(|(_, item)| item).collect();
    for (place, concepts) in concepts.chunks(CONCEPTS_PER_FILE).enumerate() {
        files.push((format!("content/begreber/begreber-{:04}.yaml", place + 1), concept_file(corpus, concepts)));
    }
    for (kind, folder, name) in SINGLE_FILES {
        for (_, item) in corpus.of_kind(kind) {
            files.push((format!("content/{folder}/{}.md", item.slug()), single_file(corpus, item, name)));
        }
    }
    files
}

fn act(corpus: &Corpus, number: usize, paragraphs: &[&Item]) -> String {
    let mut lines = vec![
        format!("id: L{number:03}"),
        "type: retskilde".to_string(),
        format!("titel: \"Lov nr. {number} om målekorpus\""),
        "dokumenttype: LOV".to_string(),
        "i_kraft: 2024-01-01".to_string(),
        "bestemmelser:".to_string(),
    ];
    for item in paragraphs {
        lines.push(format!("  - ref: § {}", (item.number - 1) % PARAGRAPHS_PER_ACT + 1));
        lines.push(format!("    titel: {}", quoted(&item.title)));
        lines.push("    tekst: |".to_string());
        lines.extend(indented(&markdown(corpus, item)));
    }
    lines.join("\n") + "\n"
}

fn concept_file(corpus: &Corpus, concepts: &[&Item]) -> String {
    let mut lines = vec!["fælles: {type: begreb}".to_string(), "elementer:".to_string()];
    for item in concepts {
        lines.push(format!("  - id: {}", item.id()));
        lines.push(format!("    titel: {}", quoted(&item.title)));
        lines.push(format!("    definition: {}", quoted(&item.title.to_lowercase())));
        let sources = links(corpus, "hjemmel", &item.targets(Relation::DefinedIn));
        lines.extend(sources.iter().map(|line| format!("    {line}")));
        lines.push("    tekst: |".to_string());
        lines.extend(indented(&markdown(corpus, item)));
    }
    lines.join("\n") + "\n"
}

fn single_file(corpus: &Corpus, item: &Item, name: &str) -> String {
    let mut lines =
        vec![format!("id: {}", item.id()), format!("type: {name}"), format!("titel: {}", quoted(&item.title))];
    lines.extend(fields(corpus, item));
    format!("---\n{}\n---\n\n{}", lines.join("\n"), markdown(corpus, item))
}

/// The front matter that only items of this kind have, one entry a line.
fn fields(corpus: &Corpus, item: &Item) -> Vec<String> {
    let linked = |key, relation| links(corpus, key, &item.targets(relation));
    match item.kind {
        Kind::Requirement => requirement(corpus, item),
        Kind::Process => steps(corpus, item),
        Kind::UseCase => after(&["aktører: [sagsbehandler]"], linked("arbejdsgang", Relation::PartOfProcess)),
        Kind::Interface => interface(corpus, item),
        Kind::Rule => linked("hjemmel", Relation::LegalBasis),
        Kind::Change => {
            after(&["ændringstype: videreudvikling", "status: foreslået"], linked("berører", Relation::Touches))
        }
        Kind::Solution => after(&["løsningstype: it-system", "fase: drift"], linked("systemejer", Relation::OwnedBy)),
        Kind::Body => vec!["organisationstype: kommune".to_string()],
        Kind::Law | Kind::Concept => Vec::new(),
    }
}

fn requirement(corpus: &Corpus, item: &Item) -> Vec<String> {
    let status = match item.status {
        Status::Active => "gældende",
        Status::Draft => "kladde",
        Status::Withdrawn => "udgået",
    };
    let mut lines = vec![
        format!("status: {status}"),
        "art: funktionelt".to_string(),
        "ophav: lov".to_string(),
        format!("kravtype: {}", ["MK", "PK", "K"][item.number % 3]),
        "kontraktydelse: funktionalitet".to_string(),
        "besvarelsesform: bekræft".to_string(),
    ];
    lines.extend(links(corpus, "løsning", &item.targets(Relation::BelongsTo)));
    lines.extend(links(corpus, "hjemmel", &item.targets(Relation::LegalBasis)));
    lines.extend(links(corpus, "præciserer", &item.targets(Relation::Refines)));
    lines
}

fn steps(corpus: &Corpus, item: &Item) -> Vec<String> {
    let requirements = item.targets(Relation::Realises);
    let mut lines = vec!["trin:".to_string()];
    for (place, &target) in requirements.iter().enumerate() {
        lines.push(format!("  - id: t{}", place + 1));
        lines.push(format!("    navn: {}", quoted(&corpus.items[target].title)));
        lines.push("    aktør: sagsbehandler".to_string());
        lines.push(format!("    krav: {}", citation(&corpus.items[target])));
        if place + 1 < requirements.len() {
            lines.push(format!("    næste: [t{}]", place + 2));
        }
    }
    lines
}

fn interface(corpus: &Corpus, item: &Item) -> Vec<String> {
    let ends = item.targets(Relation::Connects);
    let (provider, users) = ends.split_at(ends.len().min(1));
    let mut lines =
        vec![format!("service_id: SF{:04}", item.number), "version: \"1.0\"".to_string(), "mønster: kald".to_string()];
    lines.extend(links(corpus, "udstiller", provider));
    lines.extend(links(corpus, "anvender", users));
    lines
}

/// A key with the cited targets: on its own line if there is one, none at all if there are none.
fn links(corpus: &Corpus, key: &str, targets: &[usize]) -> Vec<String> {
    let cited: Vec<String> = targets.iter().map(|target| quoted(&citation(&corpus.items[*target]))).collect();
    match cited.as_slice() {
        [] => Vec::new(),
        [one] => vec![format!("{key}: {one}")],
        many => after(&[&format!("{key}:")], many.iter().map(|target| format!("  - {target}")).collect()),
    }
}

/// What other items write to name this one: an id, or act and paragraph.
fn citation(item: &Item) -> String {
    if item.kind != Kind::Law {
        return item.id();
    }
    let place = item.number - 1;
    format!("L{:03} § {}", place / PARAGRAPHS_PER_ACT + 1, place % PARAGRAPHS_PER_ACT + 1)
}

fn markdown(corpus: &Corpus, item: &Item) -> String {
    item.body.markdown(|target| format!("[[{}]]", citation(&corpus.items[target])))
}

fn after(first: &[&str], rest: Vec<String>) -> Vec<String> {
    first.iter().map(|line| line.to_string()).chain(rest).collect()
}

fn indented(text: &str) -> Vec<String> {
    text.lines().map(|line| if line.is_empty() { String::new() } else { format!("      {line}") }).collect()
}

/// The text in double quotes, as both YAML and JSON read it.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
