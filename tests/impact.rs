//! What a change touches, held against a second, slow telling of the definition that shares nothing with the first but
//! the model: distances by relaxing every link until nothing changes, predecessors by looking at every candidate.

#[path = "../benches/corpus/mod.rs"]
mod corpus;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use corpus::Rules;
use proptest::prelude::*;
use sporbar::model::schema::{FirstStep, Impact as Rule};
use sporbar::model::{ItemIx, LegalState, LinkTypeIx, Model, Role};
use sporbar::pages::Route;
use sporbar::trace::impact::{Changed, Limit, Node, Seen, Spread, Via};
use support::{Pages, Project};

/// How an item was reached from its predecessor, as told by the slow one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    Step(LinkTypeIx),
    Whole(LinkTypeIx),
    Nested,
}

/// Distance, predecessor and how, by item; starts have distance 0 and no predecessor.
type Told = BTreeMap<ItemIx, (u32, Option<(ItemIx, How)>)>;

struct Slow<'a> {
    model: &'a Model,
    /// Every step from one item to another: over which type, and whether from a start only.
    steps: Vec<(ItemIx, ItemIx, LinkTypeIx, bool)>,
}

impl<'a> Slow<'a> {
    fn new(model: &'a Model) -> Slow<'a> {
        let mut steps = Vec::new();
        for link in model.links.iter() {
            let Some(target) = &link.target else { continue };
            let (holder, target) = if link.turned { (target.item, link.holder) } else { (link.holder, target.item) };
            let own = model.schema.link_type(link.link_type);
            let mut both_ways = vec![(own.impact, own.first_step)];
            for (number, other) in model.schema.link_types.iter().enumerate() {
                let inverse = other.inverse_of == Some(link.link_type)
                    || own.inverse_of.is_some_and(|of| of.0 as usize == number);
                if inverse {
                    let impact = match other.impact {
                        Rule::None => Rule::None,
                        Rule::FromTarget => Rule::ToTarget,
                        Rule::ToTarget => Rule::FromTarget,
                    };
                    let first_step = match other.first_step {
                        FirstStep::FromTarget => FirstStep::ToTarget,
                        FirstStep::ToTarget => FirstStep::FromTarget,
                        same => same,
                    };
                    both_ways.push((impact, first_step));
                }
            }
            for (impact, first_step) in both_ways {
                match impact {
                    Rule::None => {}
                    Rule::FromTarget => steps.push((target, holder, link.link_type, false)),
                    Rule::ToTarget => steps.push((holder, target, link.link_type, false)),
                }
                if matches!(first_step, FirstStep::FromTarget | FirstStep::Both) {
                    steps.push((target, holder, link.link_type, true));
                }
                if matches!(first_step, FirstStep::ToTarget | FirstStep::Both) {
                    steps.push((holder, target, link.link_type, true));
                }
            }
        }
        steps.retain(|(from, to, ..)| from != to);
        Slow { model, steps }
    }

    fn role(&self, ix: ItemIx) -> Option<Role> {
        self.model.schema.kind(self.model.item(ix).kind).role
    }

    fn is_law(&self, ix: ItemIx) -> bool {
        matches!(self.role(ix), Some(Role::LegalSource | Role::Provision))
    }

    fn may_be_reached(&self, ix: ItemIx) -> bool {
        let item = self.model.item(ix);
        !item.has_status(&self.model.schema, Role::Withdrawn)
            && item.validity.covers(self.model.day)
            && !matches!(item.legal, Some(LegalState::Ended { .. }))
            && item.parent.is_none_or(|parent| self.may_be_reached(parent))
    }

    fn above(&self, ix: ItemIx) -> Vec<ItemIx> {
        std::iter::successors(self.model.item(ix).parent, |above| self.model.item(*above).parent).collect()
    }

    fn nested(&self, ix: ItemIx) -> Vec<ItemIx> {
        self.model.all().filter(|other| self.above(*other).contains(&ix)).collect()
    }

    fn targets(&self, ix: ItemIx, roles: &[Role]) -> Vec<ItemIx> {
        let mut targets: Vec<ItemIx> = roles.iter().flat_map(|role| self.model.targets(ix, *role)).collect();
        targets.sort();
        targets
    }

    fn starts(&self, ix: ItemIx, seen: &mut BTreeSet<ItemIx>) -> BTreeSet<ItemIx> {
        if !seen.insert(ix) {
            return BTreeSet::new();
        }
        let stands_for_others = matches!(
            self.role(ix),
            Some(Role::Change | Role::Proposal | Role::LawCase | Role::Interpretation | Role::Commission)
        );
        if stands_for_others {
            let mut subjects = self.targets(ix, &[Role::Touches, Role::About, Role::Interprets]);
            if subjects.is_empty() {
                subjects = self.targets(ix, &[Role::BelongsTo]);
            }
            if self.role(ix) == Some(Role::LawCase) {
                subjects.extend(self.targets(ix, &[Role::Bill]));
            }
            return subjects.into_iter().flat_map(|subject| self.starts(subject, seen)).collect();
        }
        // A law that was seen as a subject already has given its starts.
        let mut starts = BTreeSet::from([ix]);
        if self.is_law(ix) {
            starts.extend(self.nested(ix));
            let law_links = [Role::IssuedUnder, Role::Amends, Role::Repeals, Role::BringsIntoForce];
            let named: Vec<ItemIx> = starts.iter().flat_map(|start| self.targets(*start, &law_links)).collect();
            for target in named {
                starts.insert(target);
                if self.is_law(target) {
                    starts.extend(self.nested(target));
                }
            }
        }
        starts
    }

    fn affected(&self, asked: ItemIx) -> Told {
        let starts = self.starts(asked, &mut BTreeSet::new());
        let never = |ix: ItemIx| !self.may_be_reached(ix) || ix == asked || starts.contains(&ix);
        let stops = |ix: ItemIx| matches!(self.role(ix), Some(Role::Solution | Role::ExternalSystem));
        let enclosing: BTreeSet<ItemIx> =
            starts.iter().flat_map(|start| self.above(*start)).filter(|above| !starts.contains(above)).collect();
        let mut distance: BTreeMap<ItemIx, u32> = starts.iter().map(|start| (*start, 0)).collect();
        loop {
            let before = distance.clone();
            let mut relax = |ix: ItemIx, by: u32| {
                if !never(ix) {
                    let known = distance.entry(ix).or_insert(by);
                    *known = by.min(*known);
                }
            };
            for (from, to, _, first_only) in &self.steps {
                if enclosing.contains(from) {
                    relax(*to, 1);
                }
                match before.get(from) {
                    Some(0) => relax(*to, 1),
                    Some(known) if !first_only && !stops(*from) => relax(*to, known + 1),
                    _ => {}
                }
            }
            for (holder, known) in before.iter().filter(|(holder, known)| **known > 0 && self.is_law(**holder)) {
                self.nested(*holder).into_iter().for_each(|nested| relax(nested, *known));
            }
            if distance == before {
                break;
            }
        }
        distance
            .iter()
            .map(|(ix, known)| (*ix, (*known, self.predecessor(*ix, *known, &distance, &enclosing))))
            .collect()
    }

    /// Of all candidates the one of least distance, then least id by code point, then link type.
    fn predecessor(
        &self,
        ix: ItemIx,
        own: u32,
        distance: &BTreeMap<ItemIx, u32>,
        enclosing: &BTreeSet<ItemIx>,
    ) -> Option<(ItemIx, How)> {
        if own == 0 {
            return None;
        }
        let stops = |ix: ItemIx| matches!(self.role(ix), Some(Role::Solution | Role::ExternalSystem));
        let id = |ix: ItemIx| self.model.item(ix).id.to_string();
        let key = |of: LinkTypeIx| self.model.schema.link_type(of).key.clone();
        let mut candidates: Vec<(u8, String, String, ItemIx, How)> = Vec::new();
        for (from, to, of, first_only) in self.steps.iter().filter(|(_, to, ..)| *to == ix) {
            assert_eq!(*to, ix);
            if distance.get(from) == Some(&(own - 1)) && (own == 1 || !first_only && !stops(*from)) {
                candidates.push((0, id(*from), key(*of), *from, How::Step(*of)));
            }
            if own == 1 && enclosing.contains(from) {
                candidates.push((1, id(*from), key(*of), *from, How::Whole(*of)));
            }
        }
        for above in self.above(ix).into_iter().filter(|above| distance.get(above) == Some(&own)) {
            candidates.push((2, id(above), String::new(), above, How::Nested));
        }
        candidates.into_iter().min().map(|(_, _, _, from, how)| (from, how))
    }
}

/// The same told by the program, with every path walked back.
fn fast(model: &Model, spread: &Spread, asked: ItemIx) -> Told {
    let impact = spread.impact(model, &Changed::from(asked), Limit::NONE);
    let mut told: Told = impact.starts.iter().map(|start| (*start, (0, None))).collect();
    let item = |node: Node| match node {
        Node::Item(ix) => ix,
        Node::Gone(_) => panic!("nothing is gone"),
    };
    for affected in &impact.affected {
        let path = impact.path(affected);
        let (last, before) = (path.last().unwrap(), path[path.len() - 2]);
        assert_eq!(item(last.to), affected.item);
        assert_eq!(path[0].via, Via::Start);
        assert!(impact.starts.contains(&item(path[0].to)), "a path begins at a start");
        let whole = before.via == Via::Enclosing;
        let how = match last.via {
            Via::Forward(of) | Via::Backward(of) if whole => How::Whole(of),
            Via::Forward(of) | Via::Backward(of) => How::Step(of),
            Via::Nested => How::Nested,
            other => panic!("{other:?} ends no path"),
        };
        told.insert(affected.item, (affected.distance, Some((item(before.to), how))));
    }
    // A path is the path of its predecessor and one step.
    for affected in &impact.affected {
        let path = impact.path(affected);
        let steps = path.iter().filter(|hop| matches!(hop.via, Via::Forward(_) | Via::Backward(_))).count();
        assert_eq!(steps, affected.distance as usize);
        let before = path[path.len() - 2];
        // What encloses a start stands on this path as such, though it may be affected further off.
        let affected_before = impact.affected.iter().find(|other| Node::Item(other.item) == before.to);
        if let Some(of) = affected_before.filter(|_| before.via != Via::Enclosing) {
            assert_eq!(impact.path(of), &path[..path.len() - 1]);
        }
    }
    let elements = impact.affected.iter().filter(|affected| !model.is(affected.item, Role::Solution));
    let direct = elements.clone().filter(|affected| affected.distance == 1).count();
    assert_eq!((impact.direct, impact.total()), (direct, elements.count()));
    told
}

fn model(project: &Project) -> std::sync::Arc<Model> {
    project.edition().book.facts.model.clone()
}

#[track_caller]
fn both_agree(model: &Model) {
    let (slow, spread) = (Slow::new(model), Spread::new(model, &Seen::ALL));
    for ix in model.all() {
        let (wanted, found) = (slow.affected(ix), fast(model, &spread, ix));
        assert!(wanted == found, "{}\n{}", model.item(ix).id, difference(model, &wanted, &found));
    }
}

fn difference(model: &Model, wanted: &Told, found: &Told) -> String {
    let id = |ix: &ItemIx| &model.item(*ix).id;
    let items: BTreeSet<&ItemIx> = wanted.keys().chain(found.keys()).collect();
    let lines = items.into_iter().filter(|ix| wanted.get(ix) != found.get(ix));
    let tell = |told: Option<&(u32, Option<(ItemIx, How)>)>| {
        told.map(|(distance, before)| (*distance, before.as_ref().map(|(from, how)| (id(from), how.clone()))))
    };
    lines.map(|ix| format!("{}: {:?} and {:?}\n", id(ix), tell(wanted.get(ix)), tell(found.get(ix)))).collect()
}

#[test]
fn the_impact_of_every_item_of_the_corpus_is_what_the_definition_says() {
    let mut files: BTreeMap<String, String> = corpus::files(1000, 7, Rules::MachineryOnly).into_iter().collect();
    let settings = files.remove("sporbar.yaml").unwrap();
    both_agree(&model(&Project::new(&settings, files)));
}

#[test]
fn the_impact_of_every_item_of_the_shipped_content_is_what_the_definition_says() {
    both_agree(&model(&Project::shipped()));
}

/// Kinds with every way of spreading, beside those of the built-in model.
const MODEL: &str = "
udvid: fælleskommunal
typer:
  krav: {links: &alle {fra: {}, til: {}, ingen: {}, først_fra: {}, først_til: {}, først_begge: {}, omvendt_til: {}, kun_omvendt: {}}}
  løsning: {links: *alle}
  eksternt_system: {links: *alle}
  bestemmelse: {links: *alle}
  retskilde: {links: *alle}
links:
  fra: {omvendt: fra, påvirkning: fra_mål}
  til: {omvendt: til, påvirkning: til_mål}
  ingen: {omvendt: ingen}
  først_fra: {omvendt: f, første_trin: fra_mål}
  først_til: {omvendt: t, første_trin: til_mål}
  først_begge: {omvendt: b, første_trin: begge, påvirkning: fra_mål}
  omvendt_til: {omvendt: o, modsat: til, første_trin: til_mål}
  kun_omvendt: {omvendt: k, modsat: ingen, påvirkning: fra_mål}
";

/// The items of a random project: plain ones, solutions, acts with nested provisions, changes and law cases.
const IDS: [&str; 16] = [
    "K-1",
    "k-02",
    "Ø-3",
    "K-10",
    "A-5",
    "L-1",
    "X-1",
    "LOV",
    "LOV § 1",
    "LOV § 1, stk. 1",
    "LOV § 1, stk. 2",
    "LOV § 2",
    "BEK-1",
    "BEK-1 § 3",
    "Æ-1",
    "RÆ-1",
];
const TYPES: [&str; 8] = ["fra", "til", "ingen", "først_fra", "først_til", "først_begge", "omvendt_til", "kun_omvendt"];
const LAW_TYPES: [&str; 2] = ["udstedt_efter", "ændrer"];

/// A random link: from, type and to, as numbers in the tables.
type Drawn = (usize, usize, usize);

fn project(links: &[Drawn], withdrawn: usize, ended: usize) -> Project {
    let held = |holder: &str, indent: &str| -> String {
        let mut by_type: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (from, of, to) in links.iter().filter(|(from, ..)| IDS[*from] == holder) {
            let law = holder.starts_with("LOV") || holder.starts_with("BEK");
            let name = match (IDS[*from], *of) {
                ("Æ-1" | "RÆ-1", _) => "berører",
                (_, of) if of >= TYPES.len() && law => LAW_TYPES[of - TYPES.len()],
                (_, of) => TYPES[of % TYPES.len()],
            };
            by_type.entry(name).or_default().push(IDS[*to]);
        }
        let lines = by_type.iter().map(|(name, to)| {
            let to: Vec<String> = to.iter().map(|id| format!("\"{id}\"")).collect();
            format!("{indent}{name}: [{}]\n", to.join(", "))
        });
        lines.collect()
    };
    let item = |id: &str, kind: &str| {
        let number = IDS.iter().position(|known| *known == id).unwrap();
        let status = if number == withdrawn && kind == "krav" { "status: udgået\n" } else { "" };
        let ended = if number == ended { "gyldig: {til: 2020-01-01}\n" } else { "" };
        format!("id: \"{id}\"\ntype: {kind}\ntitel: x\n{status}{ended}{}", held(id, ""))
    };
    let provision =
        |id: &str, place: &str, indent: &str| format!("{indent}- ref: {place}\n{}", held(id, &format!("{indent}  ")));
    let law = item("LOV", "retskilde")
        + "bestemmelser:\n"
        + &provision("LOV § 1", "§ 1", "  ")
        + "    bestemmelser:\n"
        + &provision("LOV § 1, stk. 1", "stk. 1", "      ")
        + &provision("LOV § 1, stk. 2", "stk. 2", "      ")
        + &provision("LOV § 2", "§ 2", "  ");
    let order = item("BEK-1", "retskilde") + "bestemmelser:\n" + &provision("BEK-1 § 3", "§ 3", "  ");
    let kinds = ["krav", "krav", "krav", "krav", "krav", "løsning", "eksternt_system"];
    let mut files: Vec<(String, String)> = kinds
        .iter()
        .enumerate()
        .map(|(number, kind)| (format!("content/{number}.yaml"), item(IDS[number], kind)))
        .collect();
    files.push(("content/lov.yaml".to_owned(), law));
    files.push(("content/bek.yaml".to_owned(), order));
    files.push(("content/ae.yaml".to_owned(), item("Æ-1", "ændring") + "løsning: L-1\n"));
    files.push(("content/rae.yaml".to_owned(), item("RÆ-1", "regelændring") + "lovforslag: BEK-1\n"));
    let mut project = Project::new("titel: Prøve\n", files);
    project.model = Some(MODEL.to_owned());
    project
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_impact_in_random_models_is_what_the_definition_says(
        links in proptest::collection::vec((0..IDS.len(), 0..TYPES.len() + LAW_TYPES.len(), 0..IDS.len()), 0..28),
        withdrawn in 0..IDS.len(),
        ended in 0..IDS.len(),
    ) {
        both_agree(&model(&project(&links, withdrawn, ended)));
    }
}

/// The impact section of an item's page.
#[track_caller]
fn section<'a>(pages: &'a Pages, address: &str) -> &'a str {
    let page = pages.text(address);
    let start = page.find("id=\"_konsekvens\"").unwrap_or_else(|| panic!("{address} has no impact section"));
    let section = &page[start..];
    &section[..section.find("<h2").unwrap_or(section.len())]
}

#[test]
fn what_is_not_published_is_neither_shown_nor_counted_nor_on_a_path() {
    let hidden = "synlighed: intern\n";
    let files = |hidden: &str| {
        [
            ("content/dubu.yaml", "id: DUBU\ntype: løsning\ntitel: Børnesager\n".to_owned()),
            ("content/k1.yaml", "id: K-1\ntype: krav\ntitel: Et\nløsning: DUBU\n".to_owned()),
            ("content/k2.yaml", format!("id: SKJULT-2\ntype: krav\ntitel: To\nafhænger_af: K-1\n{hidden}")),
            ("content/k3.yaml", "id: K-3\ntype: krav\ntitel: Tre\nafhænger_af: SKJULT-2\n".to_owned()),
            (
                "content/fg.yaml",
                format!("id: SKJULT-FG\ntype: organ\ntitel: Skjult gruppe\norgantype: faggruppe\nfor: DUBU\n{hidden}"),
            ),
            (
                "content/ae.yaml",
                format!("id: SKJULT-AE\ntype: ændring\ntitel: Ændring\nfrist: 2026-12-01\nberører: K-1\n{hidden}"),
            ),
            (
                "content/sg.yaml",
                "id: FG-2\ntype: organ\ntitel: Åben gruppe\norgantype: faggruppe\nfor: DUBU\n".to_owned(),
            ),
        ]
    };
    let open = Project::new("titel: Prøve\n", files("")).pages();
    let shown = section(&open, "krav/k-1.html");
    for wanted in [
        "1 element direkte",
        "1 afledt",
        "K-1 → er forudsætning for SKJULT-2",
        "1.\u{a0}december\u{a0}2026",
        "Skjult gruppe",
    ] {
        assert!(shown.contains(wanted), "{wanted}\n{shown}");
    }
    let closed = Project::new("titel: Prøve\n", files(hidden)).pages();
    let shown = section(&closed, "krav/k-1.html");
    assert!(shown.contains("Ingen andre elementer berøres."), "{shown}");
    assert!(shown.contains("Åben gruppe"), "{shown}");
    assert!(closed.with("skjult").is_empty(), "{:?}", closed.with("skjult"));
    assert!(!shown.contains("K-3") && !shown.contains("december"), "{shown}");
}

#[test]
fn a_provision_that_thousands_rest_on_has_a_light_page_and_the_rest_on_another() {
    let mut files = vec![(
        "content/bl.yaml".to_owned(),
        "id: BL\ntype: retskilde\ntitel: Barnets lov\nbestemmelser:\n  - ref: § 20\n".to_owned(),
    )];
    for number in 1..=50 {
        files.push((
            format!("content/l{number}.yaml"),
            format!("id: L-{number}\ntype: løsning\ntitel: Løsning {number}\nprojektleder: Leder {number}\n"),
        ));
        files.push((format!("content/f{number}.yaml"), format!("id: FG-{number}\ntype: organ\ntitel: Faggruppen for L-{number}\norgantype: faggruppe\nfor: L-{number}\n")));
    }
    let mut requirements = "fælles: {type: krav, hjemmel: BL § 20}\nelementer:\n".to_owned();
    for number in 1..=5000 {
        let title = "Et krav med en titel af den længde, som titler har";
        requirements.push_str(&format!("  - {{id: K-{number}, titel: \"{title}\", løsning: L-{}}}\n", number % 50 + 1));
    }
    files.push(("content/krav.yaml".to_owned(), requirements));
    let edition = Project::new("titel: Prøve\n", files).edition();
    let text = |route: &Route| String::from_utf8(edition.bytes(route).unwrap()).unwrap();
    let provision = edition.book.model().find("BL § 20").unwrap();
    let page = text(&Route::Item(provision));
    assert!(page.len() < 60_000, "{} bytes", page.len());
    assert!(page.contains("5.000 elementer direkte") && page.contains("href=\"p20/konsekvens.html\">Vis alle 5.000"));
    let plan = edition.plan();
    let own =
        plan.iter().find(|page| page.address == "retskilde/bl/p20/konsekvens.html").expect("it has a page of its own");
    let full = text(&own.route);
    assert_eq!(full.matches("<small>BL §\u{a0}20 → hjemmel for K-").count(), 1000);
    assert!(full.contains("og 4.000 flere"), "the rest is counted");
    assert!(
        plan.iter().all(|page| page.address != "krav/k-1/konsekvens.html"),
        "a short impact has no page of its own"
    );
}
