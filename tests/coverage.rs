//! Coverage against a slow count written from its definition alone, over random small portfolios.

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proptest::prelude::*;
use sporbar::trace::coverage::State;
use support::Project;

const SOLUTIONS: [&str; 3] = ["L-0", "L-1", "L-2"];

/// What a provision says of itself.
#[derive(Clone, Debug)]
enum Says {
    Nothing,
    Yes(BTreeSet<usize>),
    No { reasoned: bool, of: BTreeSet<usize> },
    NotAssessed,
}

#[derive(Clone, Debug)]
struct Requirement {
    solution: Option<usize>,
    /// § and, within it, a part; `None` for the whole act.
    names: Vec<Option<(usize, Option<usize>)>>,
    status: &'static str,
    serves: bool,
    functional: bool,
    /// An earlier one that it reuses.
    reuses: Option<usize>,
}

#[derive(Clone, Debug)]
struct Portfolio {
    full: bool,
    /// Each § with what it says and what its parts say; ended ones are out of force.
    sections: Vec<(Says, bool, Vec<Says>)>,
    requirements: Vec<Requirement>,
}

impl Portfolio {
    fn project(&self) -> Project {
        let mut law = "id: BL\ntype: retskilde\ntitel: Loven\n".to_owned();
        writeln!(law, "dækning: {}", if self.full { "fuld" } else { "udvalgte" }).unwrap();
        law.push_str("bestemmelser:\n");
        for (number, (says, ended, parts)) in self.sections.iter().enumerate() {
            writeln!(law, "  - ref: § {}{}", number + 1, written(says, 4)).unwrap();
            if *ended {
                law.push_str("    ophævet: 2020-01-01\n");
            }
            for (part, says) in parts.iter().enumerate() {
                if part == 0 {
                    law.push_str("    bestemmelser:\n");
                }
                writeln!(law, "      - ref: stk. {}{}", part + 1, written(says, 8)).unwrap();
            }
        }
        let mut items = "elementer:\n  - {id: P-1, type: arbejdsgang, løsning: L-0}\n".to_owned();
        for solution in SOLUTIONS {
            writeln!(items, "  - {{id: {solution}, type: løsning}}").unwrap();
        }
        for (number, one) in self.requirements.iter().enumerate() {
            write!(items, "  - {{id: K-{number}, type: krav, status: {}", one.status).unwrap();
            write!(items, ", art: {}", if one.functional { "funktionelt" } else { "ikke-funktionelt" }).unwrap();
            if let Some(solution) = one.solution {
                write!(items, ", løsning: {}", SOLUTIONS[solution]).unwrap();
            }
            if one.serves {
                items.push_str(", understøtter: P-1");
            }
            if let Some(other) = one.reuses {
                write!(items, ", genbrugt_fra: K-{other}").unwrap();
            }
            let names: Vec<String> = one.names.iter().map(|name| format!("\"{}\"", citation(name))).collect();
            writeln!(items, ", hjemmel: [{}]}}", names.join(", ")).unwrap();
        }
        Project::new("titel: Prøve\n", [("content/lov.yaml", law), ("content/alt.yaml", items)])
    }

    /// By citation: how it stands, and whether deep; found by looking at everything for every provision.
    fn slowly(&self) -> Vec<(String, String, bool)> {
        let mut found = Vec::new();
        for (section, (says, ended, parts)) in self.sections.iter().enumerate() {
            if *ended {
                continue;
            }
            let places: Vec<Option<usize>> =
                if parts.is_empty() { vec![None] } else { (0..parts.len()).map(Some).collect() };
            for part in places {
                let own = part.map_or(&Says::Nothing, |part| &parts[part]);
                let says = if let Says::Nothing = own { says } else { own };
                let answers: Vec<usize> =
                    (0..self.requirements.len()).filter(|one| self.answers(*one, section, part)).collect();
                if !self.full && answers.is_empty() && matches!(says, Says::Nothing) {
                    continue;
                }
                let (state, deep) = self.judge(says, &answers);
                found.push((citation(&Some((section, part))), state, deep));
            }
        }
        found
    }

    fn answers(&self, one: usize, section: usize, part: Option<usize>) -> bool {
        let requirement = &self.requirements[one];
        let meets = |name: &Option<(usize, Option<usize>)>| match name {
            Some((named, None)) => *named == section,
            Some((named, within)) => *named == section && *within == part,
            None => false,
        };
        requirement.status != "udgået" && requirement.names.iter().any(meets)
    }

    fn stands_in(&self, one: usize) -> BTreeSet<usize> {
        match self.requirements[one].solution {
            Some(solution) => BTreeSet::from([solution]),
            None => {
                let reusing = self.requirements.iter().filter(|other| other.reuses == Some(one));
                reusing.filter(|other| other.status != "udgået").filter_map(|other| other.solution).collect()
            }
        }
    }

    fn is_carried(&self, one: usize) -> bool {
        let requirement = &self.requirements[one];
        let approved = matches!(requirement.status, "godkendt" | "gældende");
        let used = !requirement.functional || requirement.serves;
        let by_itself = used && !self.stands_in(one).is_empty();
        let reused = (0..self.requirements.len())
            .any(|other| self.requirements[other].reuses == Some(one) && self.is_carried(other));
        approved && (by_itself || reused)
    }

    fn judge(&self, says: &Says, answers: &[usize]) -> (String, bool) {
        let in_solution =
            |solution: usize| answers.iter().copied().filter(move |one| self.stands_in(*one).contains(&solution));
        let answered: BTreeSet<usize> = answers.iter().flat_map(|one| self.stands_in(*one)).collect();
        let shared = answers.iter().any(|one| self.stands_in(*one).is_empty());
        let asked = if let Says::Yes(of) = says { of.clone() } else { BTreeSet::new() };
        if let Says::No { reasoned: true, of } = says
            && (of.is_empty() || !shared && answered.is_subset(of))
        {
            return ("not relevant".to_owned(), false);
        }
        let missing: Vec<usize> = asked.difference(&answered).copied().collect();
        if answers.is_empty() {
            let promised = matches!(says, Says::Yes(_));
            return (if promised { "promised" } else { "not assessed" }.to_owned(), false);
        }
        if !missing.is_empty() {
            return (format!("missing in {missing:?}"), false);
        }
        let needed = if asked.is_empty() { answered } else { asked.clone() };
        let lonely = needed.is_empty();
        let carried = needed.iter().all(|solution| in_solution(*solution).any(|one| self.is_carried(one)));
        let alone = answers.iter().filter(|one| self.stands_in(**one).is_empty()).any(|one| self.is_carried(*one));
        ("answered".to_owned(), carried && (!lonely || alone))
    }
}

fn citation(name: &Option<(usize, Option<usize>)>) -> String {
    match name {
        None => "BL".to_owned(),
        Some((section, None)) => format!("BL § {}", section + 1),
        Some((section, Some(part))) => format!("BL § {}, stk. {}", section + 1, part + 1),
    }
}

/// An assessment as further lines, indented so deep.
fn written(says: &Says, indent: usize) -> String {
    let named = |of: &BTreeSet<usize>| {
        let ids: Vec<&str> = of.iter().map(|solution| SOLUTIONS[*solution]).collect();
        if ids.is_empty() { String::new() } else { format!(", for: [{}]", ids.join(", ")) }
    };
    let text = match says {
        Says::Nothing => return String::new(),
        Says::Yes(of) => format!("giver_krav: ja{}", named(of)),
        Says::No { reasoned, of } => {
            format!("giver_krav: nej{}{}", named(of), if *reasoned { ", begrundelse: Formål" } else { "" })
        }
        Says::NotAssessed => "giver_krav: ikke vurderet".to_owned(),
    };
    format!("\n{}vurdering: {{{text}}}", " ".repeat(indent))
}

fn says() -> impl Strategy<Value = Says> {
    let solutions = || prop::collection::btree_set(0..SOLUTIONS.len(), 0..3);
    prop_oneof![
        2 => Just(Says::Nothing),
        2 => solutions().prop_map(Says::Yes),
        1 => (any::<bool>(), solutions()).prop_map(|(reasoned, of)| Says::No { reasoned, of }),
        1 => Just(Says::NotAssessed),
    ]
}

fn portfolio() -> impl Strategy<Value = Portfolio> {
    let section = (says(), prop::bool::weighted(0.1), prop::collection::vec(says(), 0..3));
    let sections = prop::collection::vec(section, 1..4);
    (any::<bool>(), sections).prop_flat_map(|(full, sections)| {
        let mut places: Vec<Option<(usize, Option<usize>)>> = vec![None];
        for (section, (_, _, parts)) in sections.iter().enumerate() {
            places.push(Some((section, None)));
            places.extend((0..parts.len()).map(|part| Some((section, Some(part)))));
        }
        let status = prop::sample::select(vec!["kladde", "godkendt", "gældende", "udgået"]);
        let solution = prop::option::weighted(0.7, 0..SOLUTIONS.len());
        let names = prop::collection::vec(prop::sample::select(places), 0..3);
        let one = (solution, names, status, any::<bool>(), any::<bool>(), prop::option::of(0..5_usize));
        prop::collection::vec(one, 0..6).prop_map(move |drawn| {
            let requirement =
                |(number, (solution, names, status, serves, functional, reuses)): (usize, _)| Requirement {
                    solution,
                    names,
                    status,
                    serves,
                    functional,
                    reuses: Option::filter(reuses, |other| *other < number),
                };
            let requirements = drawn.into_iter().enumerate().map(requirement).collect();
            Portfolio { full, sections: sections.clone(), requirements }
        })
    })
}

fn told(state: &State, solutions: impl Fn(&[sporbar::model::ItemIx]) -> Vec<usize>) -> String {
    match state {
        State::Answered => "answered".to_owned(),
        State::NotRelevant => "not relevant".to_owned(),
        State::Promised => "promised".to_owned(),
        State::NotAssessed => "not assessed".to_owned(),
        State::MissingIn(missing) => format!("missing in {:?}", solutions(missing)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]
    #[test]
    fn coverage_is_what_the_definition_says(portfolio in portfolio()) {
        let edition = portfolio.project().edition();
        let facts = &edition.book.facts;
        let coverage = facts.coverage();
        let id = |ix| facts.model.item(ix).id.to_string();
        let numbers = |list: &[sporbar::model::ItemIx]| {
            list.iter().map(|ix| SOLUTIONS.iter().position(|known| *known == id(*ix)).unwrap()).collect()
        };
        let found: Vec<(String, String, bool)> = coverage
            .provisions
            .iter()
            .map(|one| (id(one.provision), told(&one.state, numbers), one.deep))
            .collect();
        let slowly = portfolio.slowly();
        prop_assert_eq!(&found, &slowly);
        let all = coverage.all();
        let count = |state: &str| slowly.iter().filter(|(_, known, _)| known == state).count();
        prop_assert_eq!(all.answered, count("answered"));
        prop_assert_eq!(all.not_relevant, count("not relevant"));
        prop_assert_eq!(all.counted(), slowly.len());
        prop_assert_eq!(all.deep, slowly.iter().filter(|(_, _, deep)| *deep).count());
    }
}
