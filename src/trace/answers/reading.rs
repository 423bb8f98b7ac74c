//! One file of answers, with the place of everything that can't be read.

use foldhash::HashSet;

use super::{Answer, Fulfilled, Supplier, keys};
use crate::document::{self, Map, Node};
use crate::finding::{Finding, Said};
use crate::model::{Fingerprint, ItemIx, Prints, Role, fold, from_notice, nearest};
use crate::place::{FileId, Place, Span};
use crate::said;
use crate::trace::Facts;

/// Keys of a file.
const OF_FILE: [&str; 5] = [keys::SUPPLIER, keys::SHEET, keys::EDITION, keys::ANSWERS, keys::UNANSWERED];
/// Keys of an answer.
const OF_ANSWER: [&str; 8] = [
    keys::REQUIREMENT,
    keys::NUMBER,
    keys::PRINT,
    keys::FULFILLED,
    keys::DESCRIPTION,
    keys::STANDARD,
    keys::RESERVATION,
    keys::REFERENCE,
];

pub(super) struct Reader<'a, 'b> {
    facts: &'a Facts,
    prints: &'b mut Prints<'a>,
    file: FileId,
    root: Option<Node>,
    pub faults: Vec<Finding>,
}

impl<'a, 'b> Reader<'a, 'b> {
    pub fn new(facts: &'a Facts, prints: &'b mut Prints<'a>, file: FileId, text: &str) -> Reader<'a, 'b> {
        let (root, notices) = document::parse_yaml(text);
        let faults = notices.iter().map(|notice| from_notice(file, notice)).collect();
        Reader { facts, prints, file, root, faults }
    }

    /// What the file says; as much of it as can be read. `names` are those of the suppliers before.
    pub fn supplier(&mut self, names: &mut HashSet<String>, path: &str) -> Supplier {
        let stem = path.rsplit('/').next().unwrap_or(path);
        let called = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem).to_owned();
        let mut supplier = Supplier { name: called, ..Supplier::default() };
        let root = self.root.take();
        let Some(map) = root.as_ref().and_then(Node::map) else {
            // A broken file is told by its notices.
            if self.faults.is_empty() {
                let span = root
                    .as_ref()
                    .map_or(Span::default(), |node| Span::new(node.span.start as usize, node.span.start as usize));
                self.fault(
                    "S06",
                    span,
                    said!(
                        "filen har ingen besvarelse: den skal have nøglerne `leverandør` og `svar`",
                        "the file has no answers: it needs the keys `leverandør` and `svar`"
                    ),
                    as_imported(),
                );
            }
            return supplier;
        };
        self.unknown(map, &OF_FILE);
        match self.text(map, keys::SUPPLIER) {
            Some(name) => supplier.name = name,
            None => self.fault(
                "S06",
                start(map),
                said!("leverandørens navn mangler", "the supplier's name is missing"),
                said!("skriv `leverandør: NAVN`", "write `leverandør: NAME`"),
            ),
        }
        if !names.insert(fold(&supplier.name)) {
            let span = map.find(keys::SUPPLIER).map_or(start(map), |node| node.span);
            self.fault("S06", span, said!(
                "»{}« står også i en anden fil; de to vises hver for sig", "»{}« stands in another file too; the two are shown apart"; supplier.name
            ), said!("behold den fil, der gælder", "keep the file that counts"));
        }
        supplier.sheet = self.text(map, keys::SHEET).unwrap_or_default();
        supplier.edition = self.text(map, keys::EDITION).unwrap_or_default();
        for node in map.find(keys::ANSWERS).map(Node::elements).unwrap_or_default() {
            self.answer(node, &mut supplier);
        }
        for node in map.find(keys::UNANSWERED).map(Node::elements).unwrap_or_default() {
            let number = node.map().and_then(|map| self.text(map, keys::NUMBER)).unwrap_or_default();
            let id = match node.map() {
                Some(map) => self.text(map, keys::REQUIREMENT),
                None => node.text().map(str::to_owned),
            };
            let found = id.and_then(|id| self.requirement(&id)).filter(|ix| !supplier.answers.contains_key(ix));
            supplier.unanswered.extend(found.map(|ix| (ix, number)));
        }
        supplier
    }

    fn answer(&mut self, node: &Node, supplier: &mut Supplier) {
        let Some(map) = node.map() else {
            return self.fault(
                "S06",
                node.span,
                said!("et svar skal være nøgler og værdier", "an answer must be keys and values"),
                as_imported(),
            );
        };
        self.unknown(map, &OF_ANSWER);
        let Some(id) = self.text(map, keys::REQUIREMENT) else {
            return self.fault(
                "S06",
                start(map),
                said!(
                    "svaret siger ikke, hvilket krav det gælder",
                    "the answer does not say which requirement it is about"
                ),
                said!("skriv `krav: ID` i svaret", "write `krav: ID` in the answer"),
            );
        };
        let mut text = |key: &str| self.text(map, key).unwrap_or_default();
        let word = text(keys::FULFILLED);
        let answer = Answer {
            number: text(keys::NUMBER),
            fulfilled: Fulfilled::of(&word),
            word,
            description: text(keys::DESCRIPTION),
            standard: text(keys::STANDARD),
            reservation: text(keys::RESERVATION),
            reference: text(keys::REFERENCE),
            changed: None,
            id,
        };
        let Some(ix) = self.requirement(&answer.id) else { return supplier.stray.push(answer) };
        let changed = self.changed(map, ix);
        if supplier.answers.contains_key(&ix) {
            let span = map.find(keys::REQUIREMENT).map_or(start(map), |node| node.span);
            return self.fault("S06", span, said!(
                "`{}` er besvaret to gange i filen; det første svar gælder", "`{}` is answered twice in the file; the first answer counts"; answer.id
            ), said!("slet det svar, der ikke gælder", "delete the answer that does not count"));
        }
        supplier.answers.insert(ix, Answer { changed, ..answer });
    }

    fn requirement(&self, id: &str) -> Option<ItemIx> {
        let model = &self.facts.model;
        model.find(id.trim()).filter(|ix| model.is(*ix, Role::Requirement))
    }

    /// Whether the requirement has another fingerprint than the answer.
    fn changed(&mut self, map: &Map, ix: ItemIx) -> Option<bool> {
        let node = map.find(keys::PRINT)?;
        let print: Option<Fingerprint> = node.text().and_then(|text| text.trim().parse().ok());
        if print.is_none() {
            self.fault(
                "S06",
                node.span,
                said!("aftrykket kan ikke læses", "the fingerprint can't be read"),
                said!(
                    "det er 12 cifre og bogstaver fra a til f, som importen skriver; slet linjen, hvis de er gået tabt",
                    "it is 12 digits and letters from a to f that the import writes; delete the line if they are lost"
                ),
            );
        }
        Some(print? != self.prints.of(ix).text)
    }

    /// A text under a key; `None` where there is none. What is no text is told.
    fn text(&mut self, map: &Map, key: &str) -> Option<String> {
        let node = map.find(key)?;
        if matches!(node.value, document::Value::List(_) | document::Value::Map(_)) {
            self.fault(
                "S06",
                node.span,
                said!("`{}` skal være en tekst", "`{}` must be a text"; key),
                said!("sæt teksten i anførselstegn", "put the text in quotes"),
            );
        }
        node.text().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn unknown(&mut self, map: &Map, known: &[&str]) {
        for pair in map.pairs.iter().filter(|pair| !known.contains(&&*pair.key)) {
            let near = nearest(&pair.key, known.iter().copied()).unwrap_or(known[0]);
            self.fault(
                "S05",
                pair.key_span,
                said!("nøglen `{}` kendes ikke", "the key `{}` is unknown"; pair.key),
                said!(
                    "nærmest er `{}`", "the nearest is `{}`"; near
                ),
            );
        }
    }

    fn fault(&mut self, code: &'static str, span: Span, said: Said, help: Said) {
        self.faults.push(Finding::new(code, Place { file: self.file, span }, said).help(help));
    }
}

impl Fulfilled {
    /// What a supplier wrote, in Danish or English.
    fn of(word: &str) -> Fulfilled {
        match word.to_lowercase().as_str() {
            "ja" | "yes" => Fulfilled::Yes,
            "delvist" | "partly" => Fulfilled::Partly,
            "nej" | "no" => Fulfilled::No,
            _ => Fulfilled::Unclear,
        }
    }
}

fn start(map: &Map) -> Span {
    map.pairs.first().map_or(Span::default(), |pair| pair.key_span)
}

fn as_imported() -> Said {
    said!(
        "indlæs leverandørens matrix igen med `sporbar import xlsx FIL --supplier NAVN`",
        "read the supplier's matrix again with `sporbar import xlsx FILE --supplier NAME`"
    )
}
