//! S13: links that must lead somewhere lead round.

use std::collections::VecDeque;

use foldhash::{HashMap, HashMapExt as _, HashSet};

use crate::finding::Level;
use crate::model::{ItemIx, LinkTypeIx};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "S13",
    level: Level::Error,
    scope: Scope::Site(check),
    needs: &[],
    says: Text {
        da: "Links, der skal føre et sted hen, går i ring.",
        en: "Links that must lead somewhere go round in a circle.",
    },
    why: Text {
        da: "Når to krav præciserer hinanden, er intet af dem det, der gælder.",
        en: "When two requirements refine each other, neither of them is the one that counts.",
    },
    bad: "=== content/krav.yaml
fælles: {type: krav, begrundelse: aftalt i faggruppen}
elementer:
  - {id: K-13, titel: Advis, præciserer: K-14}
  - {id: K-14, titel: Advis om frist, præciserer: K-13}
",
    good: "=== content/krav.yaml
fælles: {type: krav, begrundelse: aftalt i faggruppen}
elementer:
  - {id: K-13, titel: Advis}
  - {id: K-14, titel: Advis om frist, præciserer: K-13}
",
    waivable: false,
};

/// So many ids are named of a long cycle, and so many of its links shown.
const SHOWN: usize = 12;

fn check(facts: &Facts, findings: &mut Findings) {
    let model = &facts.model;
    let schema = &model.schema;
    let sound = |number: usize| !model.item(model.links[number].holder).damaged;
    let acyclic = |link: usize| schema.link_type(model.links[link].link_type).acyclic && sound(link);
    // One look at all types together is enough where there is no cycle, and that is the rule.
    if model.graph.cycles(acyclic).is_empty() {
        return;
    }
    for number in (0..schema.link_types.len()).map(|number| LinkTypeIx(number as u16)) {
        if !schema.link_type(number).acyclic {
            continue;
        }
        for group in model.graph.cycles(|link| model.links[link].link_type == number && sound(link)) {
            say(facts, &shortest(facts, &group, number), number, findings);
        }
    }
}

/// A shortest way round from the first of the group to itself, as items and the links that lead on from each.
fn shortest(facts: &Facts, group: &[ItemIx], link_type: LinkTypeIx) -> Vec<(ItemIx, usize)> {
    let start = group[0];
    let inside: HashSet<ItemIx> = group.iter().copied().collect();
    let mut came: HashMap<ItemIx, (ItemIx, usize)> = HashMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(ix) = queue.pop_front() {
        for (to, link) in facts.model.graph.outgoing(ix) {
            if facts.model.links[link].link_type != link_type || !inside.contains(&to) || came.contains_key(&to) {
                continue;
            }
            came.insert(to, (ix, link));
            queue.push_back(to);
        }
    }
    let mut steps = Vec::new();
    let mut at = start;
    while let Some(&(from, link)) = came.get(&at) {
        steps.push((from, link));
        at = from;
        if from == start {
            break;
        }
    }
    steps.reverse();
    steps
}

fn say(facts: &Facts, steps: &[(ItemIx, usize)], link_type: LinkTypeIx, findings: &mut Findings) {
    let Some(&(first, link)) = steps.first() else { return };
    let id = |ix: ItemIx| format!("`{}`", facts.model.item(ix).id);
    let mut ids: Vec<String> = steps.iter().take(SHOWN).map(|(ix, _)| id(*ix)).collect();
    if steps.len() > SHOWN {
        ids.push("…".to_owned());
    }
    ids.push(id(first));
    let key = &facts.model.schema.link_type(link_type).key;
    let mut found = findings
        .at(look::link_place(facts, &facts.model.links[link]))
        .about(first)
        .says(said!("`{}` går i ring: {}", "`{}` goes round in a circle: {}"; key, ids.join(" → ")))
        .help(said!("fjern det af linkene, der ikke passer", "remove the link that is not right"));
    for (_, link) in steps.iter().skip(1).take(SHOWN) {
        found = found
            .related(look::link_place(facts, &facts.model.links[*link]), said!("fører videre her", "leads on here"));
    }
}
