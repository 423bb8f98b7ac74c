//! `dispensationer.yaml`: which findings are silenced, why, by whom and until when.
//!
//! A waiver with a fault silences nothing: who wrote it learns of the fault and of the finding.

use foldhash::{HashMap, HashMapExt as _};
use jiff::civil::Date;

use super::concerns::ADVISING;
use super::{RULES, find, look};
use crate::document::{self, Map, Node};
use crate::finding::{Finding, Said};
use crate::model::{ItemIx, Role, Selector, nearest, value};
use crate::place::{Place, Span};
use crate::said;
use crate::trace::Facts;

const KEYS: [&str; 5] = ["regel", "vælg", "begrundelse", "godkendt_af", "udløber"];

/// Rules outside area S that can't be waived, whether this version has them or not (`format.md` §7).
const NEVER_WAIVED: [&str; 2] = ["U07", "U09"];

/// A waiver that is in order and has not expired.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// Code of the rule.
    pub rule: Box<str>,
    /// Which items; `None` for all, and for findings about no item.
    pub select: Option<Selector>,
    pub reason: Box<str>,
    /// Id of the body that approved it, as the body writes it.
    pub approved_by: Box<str>,
    /// The last day on which it works.
    pub expires: Date,
    /// Its `regel`.
    pub place: Place,
}

/// The waivers of a project.
#[derive(Clone, Debug, Default)]
pub struct Waivers {
    /// Those that work, in written order.
    pub working: Vec<Waiver>,
    /// What is wrong with the others (S19, and S01, S05 and S17 of the reading).
    pub faults: Vec<Finding>,
}

impl Waivers {
    /// Reads a project's waivers as of its day; none when it has no `dispensationer.yaml`.
    pub fn read(facts: &Facts) -> Waivers {
        let mut waivers = Waivers::default();
        let Some(text) = &facts.waivers else { return waivers };
        let (node, notices) = document::parse_yaml(text);
        for notice in &notices {
            waivers.faults.push(crate::model::from_notice(Facts::WAIVERS, notice));
        }
        for element in node.iter().flat_map(Node::elements) {
            let mut reader = Reader { facts, blame: Span::new(0, 0), faults: Vec::new() };
            let waiver = reader.waiver(element);
            if reader.faults.is_empty() {
                waivers.working.extend(waiver);
            }
            waivers.faults.append(&mut reader.faults);
        }
        waivers
    }

    /// Marks the findings that are waived; gives what is wrong with the waivers, and S20 for those that match nothing.
    pub fn apply(&self, facts: &Facts, findings: &mut [Finding]) -> Vec<Finding> {
        let mut about = self.faults.clone();
        let mut by_code: HashMap<&str, Vec<usize>> = HashMap::new();
        if !self.working.is_empty() {
            for (number, finding) in findings.iter().enumerate() {
                by_code.entry(finding.code).or_default().push(number);
            }
        }
        for waiver in &self.working {
            let of_rule = by_code.get(&*waiver.rule).map(Vec::as_slice).unwrap_or_default();
            let mut idle = true;
            for number in of_rule {
                if waiver.takes(facts, &findings[*number]) {
                    findings[*number].waived = true;
                    idle = false;
                }
            }
            // Of a rule that does not exist it is told already.
            if idle && find(&waiver.rule).is_some() {
                about.push(matches_nothing(waiver));
            }
        }
        about
    }

    /// The first waiver that silences a finding.
    pub fn covering(&self, facts: &Facts, finding: &Finding) -> Option<&Waiver> {
        self.working.iter().find(|waiver| *waiver.rule == *finding.code && waiver.takes(facts, finding))
    }
}

impl Waiver {
    /// Whether it takes a finding of its rule.
    fn takes(&self, facts: &Facts, finding: &Finding) -> bool {
        match (&self.select, finding.item) {
            (None, _) => true,
            (Some(select), Some(item)) => select.takes(&facts.model, ItemIx(item)),
            (Some(_), None) => false,
        }
    }
}

fn matches_nothing(waiver: &Waiver) -> Finding {
    let message = said!("dispensationen fra `{}` rammer intet", "the waiver of `{}` matches nothing"; waiver.rule);
    Finding::new("S20", waiver.place, message)
        .help(said!("ret `vælg`, eller fjern dispensationen", "mend `vælg`, or remove the waiver"))
}

struct Reader<'a> {
    facts: &'a Facts,
    /// What is blamed where nothing smaller can be.
    blame: Span,
    faults: Vec<Finding>,
}

impl Reader<'_> {
    fn waiver(&mut self, element: &Node) -> Option<Waiver> {
        let Some(map) = element.map() else {
            let message = said!("en dispensation skal være nøgler og værdier", "a waiver must be keys and values");
            let help = said!("skriv nøglerne: {}", "write the keys: {}"; KEYS.join(", "));
            self.fault(element.span, message, Some(help));
            return None;
        };
        let first_line = Span { start: element.span.start, end: element.span.start };
        self.blame = map.find("regel").map_or(first_line, |node| node.span);
        self.unknown_keys(map);
        let rule = self.rule(map);
        let select = map.find("vælg").map(|node| self.select(node));
        let reason =
            self.text(map, "begrundelse", said!("skriv, hvorfor reglen fraviges", "write why the rule is waived"));
        let approved_by = self.approver(map);
        let expires = self.expiry(map);
        Some(Waiver {
            rule: rule?.into(),
            select,
            reason: reason?.into(),
            approved_by: approved_by?,
            expires: expires?,
            place: Place { file: Facts::WAIVERS, span: self.blame },
        })
    }

    fn unknown_keys(&mut self, map: &Map) {
        for pair in map.pairs.iter().filter(|pair| !KEYS.contains(&&*pair.key)) {
            let message = said!("en dispensation har ingen nøgle `{}`", "a waiver has no key `{}`"; pair.key);
            let help = match nearest(&pair.key, KEYS) {
                Some(near) => said!("mente du `{}`?", "did you mean `{}`?"; near),
                None => said!("brug en af: {}", "use one of: {}"; KEYS.join(", ")),
            };
            self.fault(pair.key_span, message, Some(help));
        }
    }

    fn rule<'b>(&mut self, map: &'b Map) -> Option<&'b str> {
        let code = self.text(
            map,
            "regel",
            said!("skriv reglens kode, for eksempel `J02`", "write the rule's code, such as `J02`"),
        )?;
        let known = find(code);
        let never = NEVER_WAIVED.contains(&code) || known.is_some_and(|rule| !rule.waivable);
        if never {
            let help = said!(
                "ret det, som reglen finder, og fjern dispensationen",
                "mend what the rule finds, and remove the waiver"
            );
            self.fault(self.blame, said!("`{}` kan ikke fraviges", "`{}` can't be waived"; code), Some(help));
        } else if known.is_none() {
            let near = nearest(code, RULES.iter().map(|rule| rule.code));
            let help = near.map(|near| said!("mente du `{}`?", "did you mean `{}`?"; near));
            self.fault(self.blame, said!("ingen regel har koden `{}`", "no rule has the code `{}`"; code), help);
        }
        Some(code)
    }

    fn select(&mut self, node: &Node) -> Selector {
        Selector::parse(&self.facts.model.schema, node).unwrap_or_else(|notices| {
            self.faults.extend(notices.iter().map(|notice| crate::model::from_notice(Facts::WAIVERS, notice)));
            Selector::default()
        })
    }

    /// The id of the body that approved it. A model without bodies lets anyone approve.
    fn approver(&mut self, map: &Map) -> Option<Box<str>> {
        let help = said!("skriv id'et på det organ, der har godkendt den", "write the id of the body that approved it");
        let id = self.text(map, "godkendt_af", help)?;
        let model = &self.facts.model;
        if model.schema.kind_with(Role::Body).is_none() {
            return Some(id.into());
        }
        let span = map.find("godkendt_af").map_or(self.blame, |node| node.span);
        let Some(ix) = model.find(id) else {
            let near = nearest(id, model.with_role(Role::Body).map(|ix| &*model.item(ix).id));
            let help = match near {
                Some(near) => said!("mente du `{}`?", "did you mean `{}`?"; near),
                None => said!(
                    "skriv id'et på den styregruppe, direktion eller bestyrelse, der har godkendt den",
                    "write the id of the steering group, executive or board that approved it"
                ),
            };
            let help = Some(help);
            self.fault(span, said!("intet organ har id'et `{}`", "no body has the id `{}`"; id), help);
            return None;
        };
        let help = said!(
            "dispensationer godkendes af en styregruppe, direktion eller bestyrelse",
            "waivers are approved by a steering group, an executive or a board"
        );
        let name = &model.item(ix).id;
        if !model.is(ix, Role::Body) {
            self.fault(span, said!("`{}` er ikke et organ", "`{}` is no body"; name), Some(help));
        } else if look::chosen(self.facts, ix, Role::BodyType).is_some_and(|role| ADVISING.contains(&role)) {
            let message = said!(
                "`{}` rådgiver og kan ikke godkende en dispensation",
                "`{}` advises and can't approve a waiver"; name
            );
            self.fault(span, message, Some(help));
        }
        Some(name.clone())
    }

    fn expiry(&mut self, map: &Map) -> Option<Date> {
        let help = || said!("skriv den sidste dag som `2027-01-31`", "write the last day as `2027-01-31`");
        self.text(map, "udløber", help())?;
        let node = map.find("udløber")?;
        let Some(date) = value::date(node) else {
            self.fault(node.span, said!("`udløber` skal være en dato", "`udløber` must be a date"), Some(help()));
            return None;
        };
        if date < self.facts.model.day {
            let expired = look::day(date);
            let message = Said::new(
                format!("dispensationen udløb {} og virker ikke længere", expired.da),
                format!("the waiver expired on {} and no longer works", expired.en),
            );
            let help = said!(
                "ret det, som reglen finder, eller få en ny dispensation godkendt",
                "mend what the rule finds, or have a new waiver approved"
            );
            self.fault(node.span, message, Some(help));
        }
        Some(date)
    }

    /// A key that must hold a text; a fault with `help` when it does not.
    fn text<'b>(&mut self, map: &'b Map, key: &str, help: Said) -> Option<&'b str> {
        let found = map.find(key);
        let text = found.and_then(Node::text).map(str::trim).filter(|text| !text.is_empty());
        if text.is_none() {
            let span = found.map_or(self.blame, |node| node.span);
            let message = match found {
                None => said!("dispensationen mangler `{}`", "the waiver lacks `{}`"; key),
                Some(node) if node.text().is_some_and(|text| text.trim().is_empty()) => {
                    said!("dispensationens `{}` er tom", "`{}` of the waiver is empty"; key)
                }
                Some(_) => said!("`{}` skal være en tekst", "`{}` must be a text"; key),
            };
            self.fault(span, message, Some(help));
        }
        text
    }

    fn fault(&mut self, span: Span, message: Said, help: Option<Said>) {
        let mut finding = Finding::new("S19", Place { file: Facts::WAIVERS, span }, message);
        finding.help = help;
        self.faults.push(finding);
    }
}
