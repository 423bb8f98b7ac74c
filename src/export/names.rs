//! Names that a profile keeps out of a bundle: those of suppliers and of the project's list of makes.
//!
//! They are taken out of the texts before anything is read from them, so that no page, table or file can hold one. An
//! id of a supplier stays where a link is written: what it leads to is left out, and told so.

use std::collections::BTreeMap;

use foldhash::HashSet;
use regex::Regex;

use super::scope::is_supplier;
use crate::finding::Language;
use crate::model::{ItemIx, Prints, Role, Written};
use crate::pipeline::{Input, Pipeline};
use crate::place::Span;
use crate::rules::readiness::{Belonging, Contents};
use crate::source::Form;
use crate::trace::Facts;
use crate::trace::brands::Brands;
use crate::trace::plain::PlainValue;

/// Letters of a name from which on it is found at the beginning of longer words, too: `Fjordsoftløsningen`.
const LONG: usize = 5;
/// Forms of company, which do not make a name.
const COMPANY_FORMS: [&str; 14] =
    ["a/s", "as", "aps", "i/s", "p/s", "k/s", "ivs", "amba", "ab", "gmbh", "ltd", "inc", "oy", "bv"];
/// Attachments that are text, and are looked through.
const TEXTS: [&str; 8] = ["csv", "svg", "xml", "txt", "json", "bpmn", "xsd", "html"];
/// Largest of them.
const LARGEST_TEXT_BYTES: u64 = 32 << 20;

/// What stands in the place of a name, in Danish and English.
pub(super) const OMITTED: (&str, &str) = ("navn-udeladt", "name-omitted");

/// What was taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// Places in texts, and files they stood in.
    pub places: usize,
    pub files: usize,
    /// Attachments that are withheld: paths after names were taken out of them.
    pub withheld: Vec<String>,
}

/// The same input without the names of suppliers and makes.
pub fn without_names(pipeline: &mut Pipeline, input: Input) -> anyhow::Result<(Input, Removed)> {
    let facts = pipeline.facts(copy(&input))?;
    let Some(names) = Names::of(&facts) else { return Ok((input, Removed::default())) };
    let kept = links_to_suppliers(&facts);
    let mut removed = Removed::default();
    let mut input = input;
    let mut taken: HashSet<String> = input.sources.files.iter().map(|file| file.path.to_lowercase()).collect();
    for (number, file) in input.sources.files.iter_mut().enumerate() {
        let path = names.without(&file.path, &[]);
        let named = path.is_some();
        if let Some((path, _)) = path {
            file.path = untaken(path, &mut taken).into();
        }
        if file.form == Form::Attachment {
            let is_text =
                file.path.rsplit_once('.').is_some_and(|(_, ending)| TEXTS.contains(&&*ending.to_lowercase()));
            if named || is_text && names.are_in(file) {
                removed.withheld.push(file.path.to_string());
            }
            // A diagram is drawn from its text, which a page may show.
            if file.bytes.is_empty() {
                continue;
            }
        }
        let Ok(text) = std::str::from_utf8(&file.bytes) else { continue };
        let bom = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
        let spans: Vec<Span> = kept.get(&(number as u32)).cloned().unwrap_or_default();
        let spans: Vec<Span> =
            spans.into_iter().map(|span| Span::new(span.start as usize + bom, span.end as usize + bom)).collect();
        if let Some((text, count)) = names.without(text, &spans) {
            file.bytes = text.into_bytes();
            file.hash = crate::source::content_hash(&file.bytes);
            removed.places += count;
            removed.files += 1;
        }
    }
    let clean = |text: &mut String| {
        if let Some((cleaned, _)) = names.without(text, &[]) {
            *text = cleaned;
        }
    };
    // An earlier edition may have been made without a profile; its texts stand beside today's where they differ.
    if let Some(baseline) = &input.baseline {
        let mut baseline = (**baseline).clone();
        for item in &mut baseline.items {
            clean(&mut item.title);
            item.fields.iter_mut().for_each(|(_, value)| match value {
                PlainValue::Text(text) => clean(text),
                PlainValue::List(lines) => lines.iter_mut().for_each(clean),
            });
        }
        let json = serde_json::to_vec(&baseline.items)?;
        baseline.hash = crate::source::content_hash(&json);
        input.baseline = Some(std::sync::Arc::new(baseline));
    }
    [&mut input.waivers, &mut input.record].into_iter().flatten().for_each(clean);
    let mut config = (*input.config).clone();
    [&mut config.titel, &mut config.notice, &mut config.accessibility].into_iter().for_each(clean);
    config.edition.iter_mut().for_each(clean);
    config.profile.navn = names.without(&config.profile.navn, &[]).map_or(config.profile.navn, |(text, _)| text);
    config.profile.fabrikater = None;
    config.known_contents = contents(&facts);
    config.known_prints = prints(&facts);
    input.config = std::sync::Arc::new(config);
    input.brands = None;
    Ok((input, removed))
}

/// What is signed of each solution: its content with the names.
fn contents(facts: &Facts) -> BTreeMap<String, Box<str>> {
    let belonging = Belonging::new(facts);
    let solutions: Vec<_> = facts.model.with_role(Role::Solution).collect();
    let contents = Contents::new(facts, &belonging, &solutions);
    solutions.into_iter().map(|ix| (facts.model.item(ix).id.to_string(), contents.hash(ix))).collect()
}

/// Fingerprints of all items with the names: what is answered or remarked on is held against the documentation, which
/// has them.
fn prints(facts: &Facts) -> BTreeMap<String, Box<str>> {
    let model = &facts.model;
    let mut prints = Prints::new(model, &facts.files, model.day);
    let own = model.all().filter(|ix| model.item(*ix).parent.is_none());
    own.map(|ix| (model.item(ix).id.to_string(), prints.of(ix).text.to_string().into())).collect()
}

/// A path that no other file has: two that named suppliers may have become one.
fn untaken(path: String, taken: &mut HashSet<String>) -> String {
    let (stem, ending) = match path.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => (stem.to_owned(), format!(".{ending}")),
        _ => (path.clone(), String::new()),
    };
    let numbered = (2..).map(|number| format!("{stem}-{number}{ending}"));
    let mut free = std::iter::once(path).chain(numbered).filter(|path| !taken.contains(&path.to_lowercase()));
    let path = free.next().unwrap_or_default();
    taken.insert(path.to_lowercase());
    path
}

fn copy(input: &Input) -> Input {
    Input {
        config: input.config.clone(),
        model: input.model.clone(),
        sources: input.sources.clone(),
        waivers: None,
        lock: None,
        record: None,
        brands: input.brands.clone(),
        external: input.external.clone(),
        baseline: None,
        answers: None,
        theme: Vec::new(),
        settings_hash: input.settings_hash,
        day: input.day,
    }
}

/// Where links to suppliers are written, by file, sorted: there their ids stay.
fn links_to_suppliers(facts: &Facts) -> BTreeMap<u32, Vec<Span>> {
    let model = &facts.model;
    let mut spans: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
    for link in model.links.iter() {
        if !link.target.as_ref().is_some_and(|target| is_supplier(facts, target.item)) {
            continue;
        }
        match link.written {
            Written::Field { file, span } => spans.entry(file.0).or_default().push(span),
            Written::Reference { prose, number } => {
                let span = facts.body(prose).references[number as usize].span;
                let text = span.of(facts.text(prose.file));
                let end = text.find(['|', ']', '#', '\\']).unwrap_or(text.len());
                spans.entry(prose.file.0).or_default().push(Span::new(span.start as usize, span.start as usize + end));
            }
            Written::File { .. } => {}
        }
    }
    for ix in model.all().filter(|ix| is_supplier(facts, *ix)) {
        spans.entry(model.item(ix).file.0).or_default().push(model.item(ix).span);
    }
    spans.values_mut().for_each(|list| list.sort_by_key(|span| (span.start, span.end)));
    spans
}

/// Names as one pattern.
struct Names {
    pattern: Regex,
    word: &'static str,
}

impl Names {
    /// `None` where there are none.
    fn of(facts: &Facts) -> Option<Names> {
        let mut words: HashSet<String> = HashSet::default();
        for ix in facts.model.all().filter(|ix| is_supplier(facts, *ix)) {
            words.extend(names_of(facts, ix));
        }
        words.extend(Brands::read(facts).names.iter().filter_map(|name| pattern_of(name)));
        if words.is_empty() {
            return None;
        }
        let mut words: Vec<String> = words.into_iter().collect();
        // The longest first: it is what the others may be part of.
        words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        let pattern = Regex::new(&words.join("|")).ok()?;
        let word = crate::pages::word(facts.language(), OMITTED.0, OMITTED.1);
        Some(Names { pattern, word })
    }

    /// The text without the names, and how many were taken out; `None` when it has none. Nothing in `kept` is touched.
    fn without(&self, text: &str, kept: &[Span]) -> Option<(String, usize)> {
        let mut cleaned = String::new();
        let (mut at, mut from, mut count) = (0, 0, 0);
        while let Some(found) = self.pattern.find_at(text, from) {
            let is_kept =
                kept.iter().any(|span| (span.start as usize) < found.end() && found.start() < span.end as usize);
            if is_kept || !stands_alone(text, found.start(), found.end()) {
                // The next letter of the text, so that a name inside this one is found.
                from = found.start() + text[found.start()..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            cleaned.push_str(&text[at..found.start()]);
            cleaned.push_str(self.word);
            (at, from, count) = (found.end(), found.end(), count + 1);
        }
        if count == 0 {
            return None;
        }
        cleaned.push_str(&text[at..]);
        Some((cleaned, count))
    }

    fn are_in(&self, file: &crate::source::SourceFile) -> bool {
        let read = || {
            let disk = file.disk.as_ref()?;
            let size = std::fs::metadata(disk).ok()?.len();
            // What can't be looked through is not handed out.
            if size > LARGEST_TEXT_BYTES { None } else { std::fs::read(disk).ok() }
        };
        let bytes = if file.bytes.is_empty() { read() } else { Some(file.bytes.clone()) };
        bytes.is_none_or(|bytes| self.without(&String::from_utf8_lossy(&bytes), &[]).is_some())
    }
}

/// Whether what is found is a word, or begins one and is long enough for that.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    if before.is_some_and(char::is_alphanumeric) {
        return false;
    }
    let letters = text[start..end].chars().filter(|c| c.is_alphanumeric()).count();
    let mut after = text[end..].chars();
    match after.next() {
        Some(next) if next.is_alphanumeric() && letters < LONG => {
            // The genitive of a short name.
            next == 's' && !after.next().is_some_and(char::is_alphanumeric)
        }
        _ => true,
    }
}

/// Patterns of a supplier: its id as written, its title, and the title without the form of company.
fn names_of(facts: &Facts, ix: ItemIx) -> Vec<String> {
    let item = facts.model.item(ix);
    let mut names = vec![format!("(?-i:{})", regex::escape(&item.id))];
    names.extend(pattern_of(&item.title).filter(|_| !is_common(facts, &item.title)));
    let words: Vec<&str> = item.title.split_whitespace().collect();
    let bare: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !COMPANY_FORMS.contains(&word.trim_end_matches(['.', ',']).to_lowercase().as_str()))
        .collect();
    let bare = bare.join(" ");
    names.extend(pattern_of(&bare).filter(|_| !is_common(facts, &bare)));
    names
}

/// Whether a title is a word of the model, such as `leverandør`: taking that out would take away the texts.
fn is_common(facts: &Facts, title: &str) -> bool {
    let title = title.trim().to_lowercase();
    let is_word = |word: &str| {
        let word = word.to_lowercase();
        title == word || title == format!("{word}en") || title == format!("{word}er") || title == format!("{word}erne")
    };
    let schema = &facts.model.schema;
    let kinds = schema.kinds.iter();
    let language = facts.language();
    let fields = kinds.clone().flat_map(|kind| &kind.fields).chain(&schema.reserved);
    let choices = fields.clone().flat_map(|field| crate::model::value::choices(&field.form));
    let links = kinds.clone().flat_map(|kind| &kind.links);
    let name = |name: &'_ crate::model::schema::Name| match language {
        Language::Danish => name.da.clone(),
        Language::English => name.en.clone(),
    };
    kinds.clone().any(|kind| is_word(&kind.key) || is_word(&name(&kind.name)))
        || fields.clone().any(|field| is_word(&field.key))
        || links.clone().any(|link| is_word(&link.key))
        || choices.clone().any(|choice| is_word(&choice.key))
}

/// A name with any space, hyphen or dot between its words, in any case; `None` for fewer than two letters.
fn pattern_of(name: &str) -> Option<String> {
    let words: Vec<String> = name
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'))
        .filter(|word| !word.is_empty())
        .map(regex::escape)
        .collect();
    let letters = name.chars().filter(|c| c.is_alphanumeric()).count();
    (letters > 1).then(|| format!("(?i:{})", words.join(r"[\s\u{a0}\-_.]*")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], text: &str, left: &str) {
        let mut words: Vec<String> = names.iter().filter_map(|name| pattern_of(name)).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let names = Names { pattern: Regex::new(&words.join("|")).unwrap(), word: "X" };
        assert_eq!(names.without(text, &[]).map_or(text.to_owned(), |(text, _)| text), left);
    }

    #[test]
    fn names_are_found_in_any_dress() {
        check(&["Nordlys Data"], "Nordlys Datas, nordlys-data.pdf, NORDLYS\u{a0}DATA", "Xs, X.pdf, X");
        check(&["Fjordsoft"], "Fjordsoftløsningen ved Afjordsoft", "Xløsningen ved Afjordsoft");
        check(&["KMD"], "KMD, KMDs, KMDX, https://kmd.dk", "X, Xs, KMDX, https://X.dk");
        check(&["Nordlys Data A/S", "Nordlys Data"], "Nordlys Data A/S", "X");
        check(&["A+B"], "a+b", "X");
    }
}
